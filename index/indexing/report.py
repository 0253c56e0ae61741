"""The report of a reindex."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from index.models import Rejection


@dataclass(frozen=True, slots=True)
class RejectedFile:
    """A rejection as the report shows it.

    Attributes:
        path: the file, with the line for JSON Lines.
        reason: the reason and the remedy, without a final stop.
    """

    path: str
    reason: str

    @classmethod
    def of(cls, rejection: Rejection) -> Self:
        """Return a rejection without its origin, which is not printed."""
        return cls(rejection.path, rejection.reason)


@dataclass(frozen=True, slots=True)
class ReadingReport:
    """The first half of the report: the articles that were read.

    Attributes:
        added: number of new articles.
        changed: number of articles that differ from the previous snapshot.
        removed: number of articles that are gone.
        unchanged: number of articles that are the same.
        retained: number of articles kept from the previous snapshot because their source could not be read.
        rejected: files that could not be read, with the reasons.
        articles: number of articles in the snapshot.
    """

    added: int
    changed: int
    removed: int
    unchanged: int
    retained: int
    rejected: tuple[RejectedFile, ...]
    articles: int

    @property
    def has_changes(self) -> bool:
        """True if the articles differ from those of the previous snapshot."""
        return bool(self.added or self.changed or self.removed)


@dataclass(frozen=True, slots=True)
class ReindexReport(ReadingReport):
    """The result of a reindex.

    Attributes:
        passages: number of passages in the snapshot.
        statements: number of statements in the snapshot.
        near_duplicates: number of articles that are near-duplicates of another one.
        seconds: wall time.
        snapshot: name of the snapshot that is current now.
        published: False if nothing had changed and the previous snapshot stays current.
        stages: wall time of each stage, in seconds.
        notes: remarks for the operator.
    """

    passages: int
    statements: int
    near_duplicates: int
    seconds: float
    snapshot: str
    published: bool
    stages: Mapping[str, float]
    notes: tuple[str, ...] = ()
