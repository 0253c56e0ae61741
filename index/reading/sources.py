"""Reading of files and folders: finding the files, choosing a reader for each, rejecting duplicate ids."""

import os
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path, PurePath
from stat import S_ISDIR, S_ISREG
from typing import TypeAlias

from index.config import ReadingLimits
from index.errors import SourceError
from index.models import Article, Rejection
from index.reading.source_file import ReadArticle, SourceFile, UnreadableError, printable_path

_Reader: TypeAlias = Callable[[SourceFile, ReadingLimits], Iterator[ReadArticle | Rejection]]

# The module and the function for each suffix. The module is imported for the first file of its format.
_READERS = {
    ".txt": ("plain_text", "read_plain_text"),
    ".md": ("markdown", "read_markdown"),
    ".markdown": ("markdown", "read_markdown"),
    ".html": ("html", "read_html"),
    ".htm": ("html", "read_html"),
    ".pdf": ("pdf", "read_pdf"),
    ".json": ("json_lines", "read_json"),
    ".jsonl": ("json_lines", "read_json_lines"),
    ".ndjson": ("json_lines", "read_json_lines"),
}


def read_sources(paths: Sequence[Path], limits: ReadingLimits) -> Iterator[Article | Rejection]:
    """Return an iterator over the articles below ``paths``, with one file in memory at a time.

    Folders are read recursively, in sorted order, without hidden names. Each file is read once. Files and records that
    cannot be read are rejected. An article with the id of an earlier article is rejected too.

    Raises:
        SourceError: a path is missing, or a folder cannot be listed. Nothing has been read then.
    """
    return _reject_duplicates(list(_walk(paths)), limits)


def _walk(paths: Sequence[Path]) -> Iterator[SourceFile]:
    """Yield each file below the paths once, even if several paths or links lead to it."""
    pending = [(path, _id_root(path)) for path in reversed(paths)]
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
            yield SourceFile(path, printable_path(name))


def _id_root(path: Path) -> PurePath:
    """Return the first part of the ids below a given path.

    Raises:
        SourceError: the path does not exist.
    """
    try:
        return PurePath(path.resolve(strict=True).name if S_ISDIR(path.stat().st_mode) else path.name)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        msg = f"{printable_path(path)} cannot be read ({why}). Give the path of a file or folder of articles."
        raise SourceError(msg) from error


def _status(path: Path) -> os.stat_result | None:
    """Return the status of the file, or None for a broken link, which is rejected later."""
    try:
        return path.stat()
    except OSError:
        return None


def _listing(folder: Path) -> list[str]:
    try:
        return sorted(entry.name for entry in folder.iterdir() if not entry.name.startswith("."))
    except OSError as error:
        msg = f"The folder {printable_path(folder)} cannot be listed ({error.strerror}). Check its permissions."
        raise SourceError(msg) from error


def _reject_duplicates(files: Sequence[SourceFile], limits: ReadingLimits) -> Iterator[Article | Rejection]:
    """Yield the articles and rejections of the files, with a rejection for each id that an earlier article has."""
    locations: dict[str, str] = {}
    for file in files:
        for result in _read(file, limits):
            yield result if isinstance(result, Rejection) else _with_new_id(result, file, locations)


def _with_new_id(read: ReadArticle, file: SourceFile, locations: dict[str, str]) -> Article | Rejection:
    """Return the article and record the location of its id, or reject it if an earlier article has the id."""
    article_id = read.article.id
    if article_id in locations:
        reason = f"The id {article_id} is already used by {locations[article_id]}. Give each article its own id"
        return Rejection(read.location, reason, file.id)
    locations[article_id] = read.location
    return read.article


def _read(file: SourceFile, limits: ReadingLimits) -> Iterator[ReadArticle | Rejection]:
    """Yield the articles and rejections of one file. An error that stops the reader is the last rejection."""
    try:
        yield from _reader(file)(file, limits)
    except UnreadableError as error:
        yield file.rejection(str(error))
    except OSError as error:
        yield file.rejection(f"The file cannot be read ({error.strerror}). Check the file and its permissions")


def _reader(file: SourceFile) -> _Reader:
    """Return the reader for the type of the file.

    Raises:
        UnreadableError: the type is not supported, or the path is no regular file.
        OSError: the path cannot be accessed.
    """
    suffix = file.path.suffix.lower()
    if suffix not in _READERS:
        file_type = printable_path(PurePath(suffix)) if suffix else "(no suffix)"
        msg = f"Unsupported file type {file_type}. Supported types: {', '.join(_READERS)}"
        raise UnreadableError(msg)
    if not S_ISREG(file.path.stat().st_mode):  # opening a pipe would wait for ever
        msg = "The path is not a regular file. Copy the content into a file"
        raise UnreadableError(msg)
    module, function = _READERS[suffix]
    reader: _Reader = getattr(import_module(f"index.reading.{module}"), function)
    return reader
