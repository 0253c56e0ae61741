"""What is passed between the engine and the ways in which it answers."""

import datetime as dt
from dataclasses import dataclass

from index.config import AnsweringConfig
from index.models import Filter, Quote
from index.ports import Embedder, Reranker, Vectors
from index.store.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Search:
    """What answers are made from.

    Attributes:
        snapshot: what is searched.
        embedder: the one that it was made with.
        config: how answers are chosen.
        reranker: puts what was found in order; None where there is none.
    """

    snapshot: Snapshot
    embedder: Embedder
    config: AnsweringConfig
    reranker: Reranker | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for.

    Attributes:
        text: the topic, or the whole question.
        vector: its unit vector, shape ``(1, dimension)``.
        limits: which articles may answer.
        limit: at most this many quotes.
        today: the day on which is asked.
    """

    text: str
    vector: Vectors
    limits: Filter
    limit: int
    today: dt.date


@dataclass(frozen=True, slots=True)
class Findings:
    """The quotes that answer, or what came nearest, never both; and how likely there is an answer, 0 to 1.

    ``within`` are the limits that the quotes keep to, where these are not the question's. ``lacking`` are words of the
    question that the nearest passage lacks.
    """

    quotes: tuple[Quote, ...] = ()
    nearest: tuple[Quote, ...] = ()
    confidence: float = 0.0
    within: Filter | None = None
    lacking: tuple[str, ...] = ()
