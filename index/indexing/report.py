"""The report of a reindex."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RejectedFile:
    """A rejection as it is reported."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReindexReport:
    """What a reindex did.

    ``added``, ``changed``, ``removed``, ``unchanged`` and ``kept`` count articles; ``kept`` are those
    whose source could not be read now and that stay as they were. ``copies`` counts the articles that are near-copies
    of another one. ``seconds`` is wall time, ``stages`` that of each stage. ``published`` is False where nothing had
    changed and the snapshot before stays. ``notes`` tell what an operator should know, in a sentence each.
    """

    added: int
    changed: int
    removed: int
    unchanged: int
    kept: int
    rejected: tuple[RejectedFile, ...]
    articles: int
    passages: int
    statements: int
    copies: int
    seconds: float
    snapshot: str
    published: bool
    stages: Mapping[str, float]
    notes: tuple[str, ...] = ()
