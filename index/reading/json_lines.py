"""JSON Lines: one object a line, read a line at a time, so that a file may be of any size.

How fields are named is told in :mod:`index.reading.record`. Positions are line numbers, from 1.
"""

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, Final

from index.config import ReadingLimits
from index.reading.decode import to_text
from index.reading.draft import Draft, Flaw
from index.reading.json_file import read_record
from index.reading.json_text import parse
from index.reading.unreadable import UnreadableError

_ENOUGH_TO_TELL: Final = 4  # bytes that show UTF-16 and UTF-32
_SKIP: Final = 1_000_000


def read(path: Path, limits: ReadingLimits) -> Iterator[Draft | Flaw]:
    """Yield the records of the file; a bad line is one flaw and the next line is read."""
    empty = True
    for number, line in _numbered_lines(path, limits.max_file_bytes):
        empty = False
        yield _too_long(number, limits) if line is None else _read_line(line, number)
    if empty:
        msg = "the file is empty; put records into it or take it out"
        raise UnreadableError(msg)


def _read_line(line: bytes, number: int) -> Draft | Flaw:
    try:
        value = parse(to_text(line))
    except UnreadableError as error:
        return Flaw(str(error), number)
    return read_record(value, number)


def _too_long(number: int, limits: ReadingLimits) -> Flaw:
    reason = f"the line is longer than {limits.max_file_bytes:,} bytes; split it or raise the limit"
    return Flaw(reason, number)


def _numbered_lines(path: Path, most: int) -> Iterator[tuple[int, bytes | None]]:
    """Yield each line that is not blank, None for one that is longer than ``most``."""
    with path.open("rb") as file:
        read_line = _line_reader(file)
        number = 0
        while line := read_line(most + 1):
            number += 1
            if len(line) > most:
                _skip_rest(line, read_line)
                yield number, None
            elif line.strip():
                yield number, line


def _line_reader(file: BinaryIO) -> Callable[[int], bytes]:
    encoding = json.detect_encoding(file.read(_ENOUGH_TO_TELL))
    file.seek(0)
    if encoding.startswith("utf-8"):
        return file.readline
    # What cannot be decoded becomes \x.., which no JSON string may hold: that line alone is broken.
    wide = io.TextIOWrapper(file, encoding, errors="backslashreplace", newline="\n")
    return lambda most: wide.readline(most).encode()


def _skip_rest(line: bytes, read_line: Callable[[int], bytes]) -> None:
    while line and not line.endswith(b"\n"):
        line = read_line(_SKIP)
