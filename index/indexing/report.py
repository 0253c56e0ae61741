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
    """The result of a reindex.

    Attributes:
        added: number of new articles.
        changed: number of articles that differ from the previous snapshot.
        removed: number of articles that are gone.
        unchanged: number of articles that are the same.
        retained: number of articles kept from the previous snapshot because their source could not be read.
        rejected: files that could not be read, with the reasons.
        articles: number of articles in the snapshot.
        passages: number of passages in the snapshot.
        statements: number of statements in the snapshot.
        near_duplicates: number of articles that are near-duplicates of another one.
        seconds: wall time.
        snapshot: name of the snapshot that is current now.
        published: False if nothing had changed and the previous snapshot stays current.
        stages: wall time of each stage, in seconds.
        notes: remarks for the operator, one sentence each.
    """

    added: int
    changed: int
    removed: int
    unchanged: int
    retained: int
    rejected: tuple[RejectedFile, ...]
    articles: int
    passages: int
    statements: int
    near_duplicates: int
    seconds: float
    snapshot: str
    published: bool
    stages: Mapping[str, float]
    notes: tuple[str, ...] = ()
