"""``onrecord evaluate finding``: a labelled collection is indexed and asked as a user would; its figures in words."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot import compose
from bot.settings import Settings
from index.errors import IndexDamagedError, IndexMismatchError, IndexMissingError, SettingsError
from index.evaluation.estimates import Estimate
from index.evaluation.gold_spans import UnlocatedEvidence
from index.evaluation.qa_dataset import LabelledCollection, read_folder
from index.evaluation.qa_metrics import RANKS, SHOWN, FindingScore, QaFigures, score
from index.evaluation.qa_run import Asking
from index.indexing.report import RejectedFile
from index.progress import Progress
from index.store.layout import current_name
from index.store.snapshot import open_corpus

_QUOTES = {"hit": "quotes", "half": "quotes, half", "answered_hit": "of those answered", "chosen": "were all answered"}
_COLUMNS = (*(f"@{k}" for k in RANKS), "MRR@10")
_LEGEND = (
    "@k: the first k hold a gold span. recall: mean share of the things to be found.",
    "quotes: overlap the span; half: by at least half of the shorter of the two.",
    "±: half of a 95% interval.",
)


@dataclass(frozen=True, slots=True)
class QaReport:
    """What came of a collection.

    Attributes:
        score: the figures.
        answerable: how many questions have an answer.
        unanswerable: how many have none.
        threshold: the least confidence that was answered.
        articles: how many were indexed.
        passages: in them.
        embedder: the model that embedded them.
        rejected: articles that were not indexed.
        unplaced: evidence that does not stand in the stored articles; it counts as not found.
    """

    score: FindingScore
    answerable: int
    unanswerable: int
    threshold: float
    articles: int
    passages: int
    embedder: str
    rejected: Sequence[RejectedFile]
    unplaced: Sequence[UnlocatedEvidence]


def measure(settings: Settings, folder: Path, index: Path | None, progress: Progress) -> QaReport:
    """Index the articles of a folder, ask its questions, and score what comes.

    Args:
        settings: of the program; the index that they name is left alone.
        folder: holds ``articles.jsonl`` and ``queries.jsonl``.
        index: where the index is kept, and not made again while the articles stay the same; None for nowhere.
        progress: told how far it is.

    Raises:
        OSError: a file is missing.
        SourceError: a file is wrong, told by line.
        SettingsError: ``index`` holds other articles, which would be lost.
    """
    collection = read_folder(folder)
    with _kept(index, collection) as root:
        no_gold = settings.model_copy(update={"gold": ""})  # a user's own questions are about other articles
        report = compose.reindexer(no_gold, root, progress).reindex([collection.articles])
        engine = compose.engine(settings, root)
        answers_all = compose.engine(settings.model_copy(update={"threshold": 0.0}), root)
        outcomes, unplaced = Asking(collection, engine, answers_all, progress).run()
        answerable = sum(each.answerable for each in outcomes)
        return QaReport(
            score=score(outcomes),
            answerable=answerable,
            unanswerable=len(outcomes) - answerable,
            threshold=settings.threshold,
            articles=report.articles,
            passages=report.passages,
            embedder=engine.snapshot.manifest.embedder,
            rejected=report.rejected,
            unplaced=unplaced,
        )


@contextmanager
def _kept(index: Path | None, collection: LabelledCollection) -> Iterator[Path]:
    """Give the folder to index into: the one that is named, or one that is removed afterwards."""
    if index is None:
        with tempfile.TemporaryDirectory(prefix="onrecord-") as folder:
            yield Path(folder)
    else:
        _refuse_others(index, collection)
        yield index


def _refuse_others(index: Path, collection: LabelledCollection) -> None:
    """Raise where an index holds articles that are not the collection's: reindexing would remove them."""
    try:
        corpus = open_corpus(index, current_name(index))
    except IndexMissingError:
        return
    except (IndexMismatchError, IndexDamagedError) as error:
        msg = f"the index in {index} cannot be read, so its articles could be lost; name another folder with --index"
        raise SettingsError(msg) from error
    other = next((article.id for article in corpus.articles() if article.id not in collection.ids), None)
    corpus.close()
    if other is not None:
        msg = f"the index in {index} holds other articles ({other}), which would be lost; name another with --index"
        raise SettingsError(msg)


def warnings(measured: QaReport) -> list[str]:
    """Return a line for each article that was not indexed and each piece of evidence that has no place."""
    return [
        *(f"{each.path}: not indexed: {each.reason}" for each in measured.rejected),
        *(f"question {each.question}, article {each.article}: {each.reason}" for each in measured.unplaced),
    ]


def contract(measured: QaReport) -> dict[str, Any]:
    """Return the figures under the names that scripts rely on; shares from 0 to 1, None where nothing was counted."""
    of = measured.score
    by_type = {name: _by_type(figures) for name, figures in of.by_type.items()}
    return {
        "passage": _section(of.passage),
        "article": _section(of.article),
        "quote": _section(of.quote),
        "abstention": _section(of.abstention) | {"by_type": by_type, "threshold": measured.threshold},
        "verbatim": of.verbatim.value,
        "latency_ms": dict(of.latency_ms),
        "shown": of.verbatim.n,
        "questions": {"answerable": measured.answerable, "unanswerable": measured.unanswerable},
        "articles": measured.articles,
        "passages": measured.passages,
        "embedder": measured.embedder,
        "rejected": list(measured.rejected),
        "unplaced": list(measured.unplaced),
    }


def _section(figures: QaFigures) -> dict[str, Any]:
    """Return figures by name, with what each was counted over and its interval."""
    return {
        **{name: each.value for name, each in figures.items()},
        "n": {name: each.n for name, each in figures.items()},
        "interval": {name: [each.low, each.high] for name, each in figures.items()},
    }


def _by_type(figures: QaFigures) -> dict[str, Any]:
    """Return the figures of a type, with how many questions are of it."""
    return _section(figures) | {"n": next(iter(figures.values())).n}


def table(measured: QaReport) -> list[str]:
    """Return the figures as lines of at most 80 columns, in per cent."""
    of = measured.score
    return [
        f"Articles: {measured.articles:,}, in {measured.passages:,} passages.",
        f"Questions: {measured.answerable:,} with an answer, {measured.unanswerable:,} without. In per cent:",
        "",
        f"{'':19}{''.join(f'{name:>12}' for name in _COLUMNS)}",
        *_ranked("passages", of.passage),
        *_ranked("articles", of.article),
        *(
            _row(title, [of.quote[f"{name}@{k}"] if k in SHOWN else None for k in RANKS])
            for name, title in _QUOTES.items()
        ),
        "",
        *_LEGEND,
        "",
        _one("AUROC of confidence", of.abstention["auroc"]),
        _one("answered", of.abstention["answered"]),
        _one("refused", of.abstention["refused"]),
        _one("answerable, of those answered", of.abstention["precision"]),
        *_types(of.by_type),
        _one("verbatim, of what is shown", of.verbatim),
        *_closing(measured),
    ]


def _ranked(title: str, figures: QaFigures) -> Iterator[str]:
    """Yield the hits, and the recall where some question has several things to be found."""
    yield _row(title, [*(figures[f"hit@{k}"] for k in RANKS), figures["mrr"]])
    if any(figures[f"recall@{k}"].value != figures[f"hit@{k}"].value for k in RANKS):
        yield _row(f"{title}, recall", [figures[f"recall@{k}"] for k in RANKS])


def _row(title: str, figures: Sequence[Estimate | None]) -> str:
    return f"{title:19}{''.join(f'{_percent(each):>12}' for each in figures)}".rstrip()


def _types(by_type: Mapping[str, QaFigures]) -> Iterator[str]:
    for name, figures in by_type.items():
        for what, each in figures.items():
            yield _one(f"  {what}, {name}", each)


def _one(title: str, figure: Estimate) -> str:
    return f"{title[:48]:48}{_percent(figure):>12}  (n={figure.n:,})"


def _closing(measured: QaReport) -> Iterator[str]:
    words, latency = measured.score.quote["words"], measured.score.latency_ms
    if words.value is not None:
        yield f"Words a quote: {words.value:.1f}."
    yield f"An answer takes {latency['p50']:.1f} ms, one in twenty more than {latency['p95']:.1f} ms."
    if measured.unplaced:
        yield f"Pieces of evidence without a place, counted as not found: {len(measured.unplaced):,}."
    if measured.rejected:
        yield f"Articles that were not indexed: {len(measured.rejected):,}."


def _percent(figure: Estimate | None) -> str:
    if figure is None or figure.value is None:
        return "-"
    margin = "" if figure.margin is None else f" ±{100 * figure.margin:.1f}"
    return f"{100 * figure.value:.1f}{margin}"
