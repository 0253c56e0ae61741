"""Paths to files: folders are read recursively, sorted, nothing twice."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.errors import SourceError


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read.

    Attributes:
        path: as given, joined with what was found below it.
        origin: relative to the path that was given, with that folder's name in front (``news/a.txt``).
    """

    path: Path
    origin: str


def find_files(paths: Sequence[Path]) -> list[SourceFile]:
    """Return every file that the paths name or hold, hidden ones below them left out.

    A file or folder reached twice, by whatever way, counts where it is reached first.

    Raises:
        SourceError: a path does not exist, or a folder cannot be listed.
    """
    seen: set[Path] = set()
    try:
        return [file for path in paths for file in _given(path, seen)]
    except OSError as error:
        msg = f"{error.filename} cannot be listed ({error.strerror}); make it readable or leave it out"
        raise SourceError(msg) from error


def shown(path: Path) -> str:
    """Return the path as text that can be stored and printed, whatever bytes its name is made of."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")


def _given(path: Path, seen: set[Path]) -> Iterator[SourceFile]:
    if path.is_dir():
        name = path.resolve().name if path.name in {"", ".."} else path.name
        yield from _below(path, Path(name), seen)
    elif path.is_file():
        if _is_new(path, seen):
            yield SourceFile(path, shown(Path(path.name)))
    else:
        msg = f"{shown(path)} is neither a file nor a folder; check the path"
        raise SourceError(msg)


def _below(top: Path, name: Path, seen: set[Path]) -> Iterator[SourceFile]:
    waiting = [top]
    while waiting:
        path = waiting.pop()
        if path.is_dir():
            if _is_new(path, seen):
                waiting += sorted(_visible(path), reverse=True)
        elif not path.is_file() or _is_new(path, seen):  # what is no file is told of when it is read
            yield SourceFile(path, shown(name / path.relative_to(top)))


def _visible(folder: Path) -> Iterator[Path]:
    return (entry for entry in folder.iterdir() if not entry.name.startswith("."))


def _is_new(path: Path, seen: set[Path]) -> bool:
    resolved = path.resolve()
    if resolved in seen:
        return False
    seen.add(resolved)
    return True
