"""What a format's reader hands on: what it found, not yet checked or canonical."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from index.config import ReadingLimits


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as a format's reader found it.

    Attributes:
        text: the body.
        title: as found; None where one must be made from the text.
        author: as printed.
        source: the publisher or outlet.
        published: day of publication.
        url: as found, whatever its scheme.
        language: as found, such as ``en-GB``.
        id: where the source states one.
        position: the line or place in its file, from 1; None where the file is one article.
    """

    text: str
    title: str | None = None
    author: str | None = None
    source: str | None = None
    published: dt.date | None = None
    url: str | None = None
    language: str | None = None
    id: str | None = None
    position: int | None = None


@dataclass(frozen=True, slots=True)
class Flaw:
    """What a format's reader could not read, and the reason, as in a rejection."""

    reason: str
    position: int | None = None


class Reader(Protocol):
    """Reads one format; each module named in :mod:`index.reading.sources` has one as ``read``."""

    def __call__(self, path: Path, limits: ReadingLimits) -> Iterator[Draft | Flaw]:
        """Yield what is in the file, in its order.

        Raises:
            UnreadableError: the file as a whole cannot be read.
            OSError: the operating system refuses it.
        """
