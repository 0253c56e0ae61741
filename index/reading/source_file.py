"""A file to read, and the location of an article or a rejection in it."""

import os
from dataclasses import dataclass
from pathlib import Path, PurePath

from index.models import Article, Rejection
from index.text.canonical import single_line


class UnreadableError(Exception):
    """The reason why an article cannot be read, as :attr:`index.models.Rejection.reason`: no final stop."""


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article, and its location as a person would name it (``a.jsonl:12``)."""

    article: Article
    location: str


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to be read.

    Attributes:
        path: the path to open.
        id: the canonical path below the given folder, with the name of that folder in front.
    """

    path: Path
    id: str

    def located(self, article: Article, line: int | None = None) -> ReadArticle:
        """Return the article with its location: this file, or a line in the file (from 1)."""
        return ReadArticle(article, self._location(line))

    def rejection(self, reason: str, line: int | None = None) -> Rejection:
        """Return the rejection of this file, or of a line in the file (from 1)."""
        return Rejection(self._location(line), reason, self.id)

    def _location(self, line: int | None) -> str:
        path = printable_path(self.path)
        return path if line is None else f"{path}:{line}"


def printable_path(path: PurePath) -> str:
    """Return a path that can be printed and stored: on one line, with U+FFFD for bytes that are not UTF-8."""
    return single_line(os.fsencode(path).decode(errors="replace"))
