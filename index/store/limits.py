"""Which articles may answer."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Filter:
    """Which articles may answer.

    Attributes:
        since: published on this day or later.
        until: published on this day or earlier.
        source: publisher, compared without regard to case.
    """

    since: dt.date | None = None
    until: dt.date | None = None
    source: str | None = None

    def __bool__(self) -> bool:
        """Return whether it leaves anything out."""
        return any((self.since, self.until, self.source))

    def where(self) -> tuple[str, list[str]]:
        """Return an SQL condition over ``articles`` and its values."""
        limits = [
            ("articles.published >= ?", self.since and self.since.isoformat()),
            ("articles.published <= ?", self.until and self.until.isoformat()),
            ("casefold(articles.source) = ?", self.source and self.source.casefold()),
        ]
        held = [(sql, value) for sql, value in limits if value]
        return " AND ".join(sql for sql, _ in held) or "1", [value for _, value in held]
