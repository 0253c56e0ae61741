"""Question answering scores as a table of at most 80 columns."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from bot.cli.qa_report import QaReport
from index.evaluation.estimates import Estimate
from index.evaluation.qa_metrics import RANKS, SHOWN, QaFigures

_QUOTES: Final = {
    "hit": "quotes",
    "half": "quotes, half",
    "answered_hit": "quotes, answered",
    "chosen": "quotes, forced",
}
_COLUMNS: Final = (*(f"@{k}" for k in RANKS), "MRR@10")
_LEGEND: Final = (
    "@k: a gold span is in the first k. recall: mean share of the evidence found.",
    "quotes: overlap a gold span. half: by at least half of the shorter of the two.",
    "answered: only questions that got an answer. forced: as if all got an answer.",
    "±: half of the 95% interval.",
)


def table(report: QaReport) -> list[str]:
    """Return the lines of the table. Figures are in per cent."""
    score = report.score
    return [
        f"Articles: {report.articles:,}. Passages: {report.passages:,}.",
        f"Questions: {report.answerable:,} with an answer, {report.unanswerable:,} without. Figures in per cent:",
        "",
        f"{'':19}{''.join(f'{name:>12}' for name in _COLUMNS)}",
        *_rank_rows("passages", score.passage),
        *_rank_rows("articles", score.article),
        *(
            _row(title, [score.quote[f"{name}@{k}"] if k in SHOWN else None for k in RANKS])
            for name, title in _QUOTES.items()
        ),
        "",
        *_LEGEND,
        "",
        _figure_row("AUROC of the confidence", score.abstention["auroc"]),
        _figure_row("answerable questions answered", score.abstention["answered"]),
        _figure_row("unanswerable questions refused", score.abstention["refused"]),
        _figure_row("answered questions that are answerable", score.abstention["precision"]),
        *_type_rows(score.by_type),
        _figure_row("quotes that are verbatim", score.verbatim),
        *_closing_lines(report),
    ]


def _rank_rows(title: str, figures: QaFigures) -> Iterator[str]:
    """Yield the row of hits. Yield the row of recall only if a question has several pieces of evidence."""
    yield _row(title, [*(figures[f"hit@{k}"] for k in RANKS), figures["mrr"]])
    if any(figures[f"recall@{k}"].value != figures[f"hit@{k}"].value for k in RANKS):
        yield _row(f"{title}, recall", [figures[f"recall@{k}"] for k in RANKS])


def _row(title: str, figures: Sequence[Estimate | None]) -> str:
    return f"{title:19}{''.join(f'{_percent(figure):>12}' for figure in figures)}".rstrip()


def _type_rows(by_type: Mapping[str, QaFigures]) -> Iterator[str]:
    for type_name, figures in by_type.items():
        for name, figure in figures.items():
            yield _figure_row(f"  {name}, {type_name}", figure)


def _figure_row(title: str, figure: Estimate) -> str:
    return f"{title[:48]:48}{_percent(figure):>12}  (n={figure.n:,})"


def _closing_lines(report: QaReport) -> Iterator[str]:
    words, latency = report.score.quote["words"], report.score.latency_ms
    if words.value is not None:
        yield f"Mean length of a quote: {words.value:.1f} words."
    yield f"Time for an answer: median {latency['p50']:.1f} ms, 95th percentile {latency['p95']:.1f} ms."
    if report.unplaced:
        yield f"Evidence that is not in the articles, counted as not found: {len(report.unplaced):,}."
    if report.rejected:
        yield f"Articles that were not indexed: {len(report.rejected):,}."


def _percent(figure: Estimate | None) -> str:
    if figure is None or figure.value is None:
        return "-"
    margin = "" if figure.margin is None else f" ±{100 * figure.margin:.1f}"
    return f"{100 * figure.value:.1f}{margin}"
