"""The result of ``onrecord evaluate finding``, and its JSON form."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.presentation.wording import with_stop
from index.evaluation.gold_spans import UnlocatedEvidence
from index.evaluation.qa_metrics import QaFigures, QaScore
from index.indexing.report import RejectedFile


@dataclass(frozen=True, slots=True)
class QaReport:
    """The result of a labelled collection.

    Attributes:
        score: the figures.
        answerable: number of questions that have an answer.
        unanswerable: number of questions that have no answer.
        threshold: minimum confidence to show an answer.
        articles: number of indexed articles.
        passages: number of indexed passages.
        embedder: name of the embedding model.
        rejected: articles that could not be indexed.
        unplaced: evidence that is not in the stored articles. It counts as not found.
    """

    score: QaScore
    answerable: int
    unanswerable: int
    threshold: float
    articles: int
    passages: int
    embedder: str
    rejected: Sequence[RejectedFile]
    unplaced: Sequence[UnlocatedEvidence]


def warnings(report: QaReport) -> list[str]:
    """Return a sentence for each rejected article and for each piece of evidence that was not located."""
    return [
        *(with_stop(f"{rejected.path} was not indexed: {rejected.reason}") for rejected in report.rejected),
        *(
            with_stop(f"Question {evidence.question}, article {evidence.article}: {evidence.reason}")
            for evidence in report.unplaced
        ),
    ]


def contract(report: QaReport) -> dict[str, Any]:
    """Return the figures under the keys of ``--json``. Shares are between 0 and 1, or None if nothing was counted."""
    score = report.score
    by_type = {name: _by_type(figures) for name, figures in score.by_type.items()}
    return {
        "passage": _section(score.passage),
        "article": _section(score.article),
        "quote": _section(score.quote),
        "abstention": _section(score.abstention) | {"by_type": by_type, "threshold": report.threshold},
        "verbatim": score.verbatim.value,
        "latency_ms": dict(score.latency_ms),
        "shown": score.verbatim.n,
        "questions": {"answerable": report.answerable, "unanswerable": report.unanswerable},
        "articles": report.articles,
        "passages": report.passages,
        "embedder": report.embedder,
        "rejected": list(report.rejected),
        "unplaced": list(report.unplaced),
    }


def _section(figures: QaFigures) -> dict[str, Any]:
    """Return figures by name, with the sample size and the interval of each."""
    return {
        **{name: figure.value for name, figure in figures.items()},
        "n": {name: figure.n for name, figure in figures.items()},
        "interval": {name: [figure.low, figure.high] for name, figure in figures.items()},
    }


def _by_type(figures: QaFigures) -> dict[str, Any]:
    """Return the figures of one type of question, with the number of its questions."""
    return _section(figures) | {"n": next(iter(figures.values())).n}
