"""Evaluation of a filter, on columns and in SQL."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from index.models import Filter


@dataclass(frozen=True, slots=True)
class PublicationColumns:
    """Publication dates and publishers of the articles, in the order of the article numbers.

    Attributes:
        days: ordinals of the dates, 0 for no date; shape ``(n,)``.
        publisher_numbers: positions in ``publishers``, -1 for no publisher; shape ``(n,)``.
        publishers: each publisher once as printed, in the order of first appearance.
    """

    days: npt.NDArray[np.int64]
    publisher_numbers: npt.NDArray[np.int64]
    publishers: tuple[str, ...]

    @classmethod
    def of(cls, articles: Iterable[tuple[str | None, str | None]]) -> Self:
        """Return the columns of articles, given the date (in ISO 8601) and the publisher of each."""
        days, publisher_numbers, publishers = [], [], dict[str, int]()
        for day, publisher in articles:
            days.append(dt.date.fromisoformat(day).toordinal() if day else 0)
            publisher_numbers.append(publishers.setdefault(publisher, len(publishers)) if publisher is not None else -1)
        return cls(np.array(days, np.int64), np.array(publisher_numbers, np.int64), tuple(publishers))

    def within(self, limits: Filter) -> npt.NDArray[np.bool_]:
        """Return for each article whether it passes the filter, shape ``(n,)``."""
        passes = np.ones(len(self.days), np.bool_)
        if limits.since or limits.until:
            # The day 0 of an article without a date is before every limit.
            passes &= self.days >= (limits.since or dt.date.min).toordinal()
        if limits.until:
            passes &= self.days <= limits.until.toordinal()
        if limits.publisher:
            wanted = limits.publisher.casefold()
            numbers = [number for number, name in enumerate(self.publishers) if name.casefold() == wanted]
            passes &= np.isin(self.publisher_numbers, numbers)
        return passes


def where_clause(limits: Filter) -> tuple[str, list[str]]:
    """Return the filter as an SQL condition over ``articles``, and the values of its placeholders."""
    bounds = [
        ("articles.published >= ?", limits.since and limits.since.isoformat()),
        ("articles.published <= ?", limits.until and limits.until.isoformat()),
        ("casefold(articles.publisher) = ?", limits.publisher and limits.publisher.casefold()),
    ]
    active = [(sql, value) for sql, value in bounds if value]
    return " AND ".join(sql for sql, _ in active) or "1", [value for _, value in active]
