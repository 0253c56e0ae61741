"""source_file."""

import os
from dataclasses import dataclass
from pathlib import Path, PurePath

from index.models import Article, Rejection
from index.text.canonical import single_line


class UnreadableError(Exception):
    """Why an article cannot be read: one sentence without a final stop, fit for a :class:`Rejection`."""


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article, and the place where it stands as a person would name it (``a.jsonl:12``)."""

    article: Article
    place: str


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to be read.

    Attributes:
        path: where it lies.
        id: its path below the folder that was given, that folder's name in front; canonical.
    """

    path: Path
    id: str

    def found(self, article: Article, line: int | None = None) -> ReadArticle:
        """Return the article with its place: this file, or one line of it (from 1)."""
        return ReadArticle(article, self._place(line))

    def rejection(self, reason: str, line: int | None = None) -> Rejection:
        """Return the rejection of this file, or of one line of it (from 1)."""
        return Rejection(self._place(line), reason, self.id)

    def _place(self, line: int | None) -> str:
        shown = shown_path(self.path)
        return shown if line is None else f"{shown}:{line}"


def shown_path(path: PurePath) -> str:
    """Return a path that can be printed and stored: on one line, bytes that are no UTF-8 as U+FFFD."""
    return single_line(os.fsencode(path).decode(errors="replace"))
