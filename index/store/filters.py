"""Which articles may answer."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from index.models import Filter


@dataclass(frozen=True, slots=True)
class PublicationColumns:
    """When and where articles were published, in the order of their numbers.

    Attributes:
        days: ordinals, 0 for none; shape ``(n,)``.
        publisher_numbers: which publisher, by its position among them, -1 for none; shape ``(n,)``.
        publishers: each once as it is printed, in the order in which they come first.
    """

    days: npt.NDArray[np.int64]
    publisher_numbers: npt.NDArray[np.int64]
    publishers: tuple[str, ...]

    @classmethod
    def of(cls, articles: Iterable[tuple[str | None, str | None]]) -> Self:
        """Take the day and the publisher of each article."""
        days, publisher_numbers, publishers = [], [], dict[str, int]()
        for day, publisher in articles:
            days.append(dt.date.fromisoformat(day).toordinal() if day else 0)
            publisher_numbers.append(publishers.setdefault(publisher, len(publishers)) if publisher is not None else -1)
        return cls(np.array(days, np.int64), np.array(publisher_numbers, np.int64), tuple(publishers))

    def within(self, limits: Filter) -> npt.NDArray[np.bool_]:
        """Return for each article whether it passes ``limits``."""
        passes = np.ones(len(self.days), np.bool_)
        if limits.since or limits.until:
            passes &= self.days >= (limits.since or dt.date.min).toordinal()  # no day is before them all
        if limits.until:
            passes &= self.days <= limits.until.toordinal()
        if limits.publisher:
            asked = limits.publisher.casefold()
            alike = [number for number, name in enumerate(self.publishers) if name.casefold() == asked]
            passes &= np.isin(self.publisher_numbers, alike)
        return passes


def where_clause(limits: Filter) -> tuple[str, list[str]]:
    """Return an SQL condition over ``articles`` and its values."""
    bounds = [
        ("articles.published >= ?", limits.since and limits.since.isoformat()),
        ("articles.published <= ?", limits.until and limits.until.isoformat()),
        ("casefold(articles.publisher) = ?", limits.publisher and limits.publisher.casefold()),
    ]
    held = [(sql, value) for sql, value in bounds if value]
    return " AND ".join(sql for sql, _ in held) or "1", [value for _, value in held]
