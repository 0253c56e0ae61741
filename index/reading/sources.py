"""Files and folders to articles: what lies there, which reader takes it, which ids are taken."""

import os
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path, PurePath
from stat import S_ISDIR, S_ISREG
from typing import TypeAlias

from index.config import ReadingLimits
from index.errors import SourceError
from index.models import Article, Rejection
from index.reading.source_file import ReadArticle, SourceFile, UnreadableError, shown_path

_Reader: TypeAlias = Callable[[SourceFile, ReadingLimits], Iterator[ReadArticle | Rejection]]

# The module is imported when the first file of its format turns up.
_READERS = {
    ".txt": ("plain_text", "read"),
    ".md": ("markdown", "read"),
    ".markdown": ("markdown", "read"),
    ".html": ("html", "read"),
    ".htm": ("html", "read"),
    ".pdf": ("pdf", "read"),
    ".json": ("json_lines", "read_json"),
    ".jsonl": ("json_lines", "read_lines"),
    ".ndjson": ("json_lines", "read_lines"),
}


def read_sources(paths: Sequence[Path], limits: ReadingLimits) -> Iterator[Article | Rejection]:
    """Return an iterator over the articles below ``paths``, one file in memory at a time.

    Folders are read with all below them, sorted, hidden names left out, each file once. Of two
    articles with one id the first counts; the other is rejected, as is all that cannot be read.

    Raises:
        SourceError: a path is missing, or a folder cannot be listed; raised before anything is read.
    """
    return _first_of_each_id(list(_walk(paths)), limits)


def _walk(paths: Sequence[Path]) -> Iterator[SourceFile]:
    """Yield each file below the paths once, however it is reached."""
    pending = [(path, _name(path)) for path in reversed(paths)]
    seen: set[tuple[int, int]] = set()
    while pending:
        path, name = pending.pop()
        status = _status(path)
        if status and (status.st_dev, status.st_ino) in seen:
            continue
        if status:
            seen.add((status.st_dev, status.st_ino))
        if status and S_ISDIR(status.st_mode):
            pending += [(path / entry, name / entry) for entry in reversed(_listing(path))]
        else:
            yield SourceFile(path, shown_path(name))


def _name(path: Path) -> PurePath:
    """Return what ids below a given path begin with.

    Raises:
        SourceError: there is nothing.
    """
    try:
        return PurePath(path.resolve(strict=True).name if S_ISDIR(path.stat().st_mode) else path.name)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        msg = f"{shown_path(path)} cannot be read ({why}); give the path of a file or folder of articles"
        raise SourceError(msg) from error


def _status(path: Path) -> os.stat_result | None:
    """Return what the path leads to; None for a broken link, which reading will reject."""
    try:
        return path.stat()
    except OSError:
        return None


def _listing(folder: Path) -> list[str]:
    try:
        return sorted(entry.name for entry in folder.iterdir() if not entry.name.startswith("."))
    except OSError as error:
        msg = f"the folder {shown_path(folder)} cannot be listed ({error.strerror}); check its permissions"
        raise SourceError(msg) from error


def _first_of_each_id(files: Sequence[SourceFile], limits: ReadingLimits) -> Iterator[Article | Rejection]:
    """Yield what the files hold, a later article with an id that is taken as a rejection."""
    taken: dict[str, str] = {}
    for file in files:
        for found in _read(file, limits):
            yield found if isinstance(found, Rejection) else _first(found, file, taken)


def _first(found: ReadArticle, file: SourceFile, taken: dict[str, str]) -> Article | Rejection:
    """Return the article, and note its id, unless the id is taken."""
    article_id = found.article.id
    if article_id in taken:
        reason = f"its id {article_id} is taken by {taken[article_id]}; give each article its own"
        return Rejection(found.place, reason, file.id)
    taken[article_id] = found.place
    return found.article


def _read(file: SourceFile, limits: ReadingLimits) -> Iterator[ReadArticle | Rejection]:
    """Yield what one file holds; what stops its reading becomes its last rejection."""
    try:
        yield from _reader(file)(file, limits)
    except UnreadableError as error:
        yield file.rejection(str(error))
    except OSError as error:
        yield file.rejection(f"it cannot be read ({error.strerror}); check the file and its permissions")


def _reader(file: SourceFile) -> _Reader:
    """Return what reads the file.

    Raises:
        UnreadableError: nothing does.
        OSError: it cannot be reached.
    """
    suffix = file.path.suffix.lower()
    if suffix not in _READERS:
        named = shown_path(PurePath(suffix)) if suffix else "(no suffix)"
        msg = f"unsupported file type {named}; read are {', '.join(_READERS)}"
        raise UnreadableError(msg)
    if not S_ISREG(file.path.stat().st_mode):  # opening a pipe would wait for ever
        msg = "it is not a regular file; copy what it holds into one"
        raise UnreadableError(msg)
    module, function = _READERS[suffix]
    reader: _Reader = getattr(import_module(f"index.reading.{module}"), function)
    return reader
