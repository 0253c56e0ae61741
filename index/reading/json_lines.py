"""JSON (one object, or many in a list) and JSON Lines to articles."""

import json
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from index.config import ReadingLimits
from index.models import Article, Rejection
from index.reading.article import Fields, Found, SourceFile, UnreadableError, make_article
from index.reading.decode import decode, read_bytes, too_large

_LISTS = ("articles", "items")


def read_json(file: SourceFile, limits: ReadingLimits) -> Iterator[Found | Rejection]:
    """Yield the articles of a JSON file: an object, a list of them, or one with them under articles or items.

    Raises:
        UnreadableError: the file holds none of these.
    """
    records = _records(_parse(decode(read_bytes(file.path, limits))))
    for position, record in enumerate(records, start=1):
        try:
            yield file.found(_article(record, file, limits, position))
        except UnreadableError as error:
            yield file.rejection(f"record {position}: {error}")


def read_lines(file: SourceFile, limits: ReadingLimits) -> Iterator[Found | Rejection]:
    """Yield the articles of a JSON Lines file, one line at a time; blank lines count but say nothing.

    Raises:
        UnreadableError: the file has only blank lines.
    """
    blank = True
    with file.path.open("rb") as opened:
        for number, line in enumerate(_lines(opened, limits), start=1):
            if line is None or line.strip():
                blank = False
                yield _read_line(line, number, file, limits)
    if blank:
        msg = "the file is empty; fill it or delete it"
        raise UnreadableError(msg)


def _lines(opened: BinaryIO, limits: ReadingLimits) -> Iterator[bytes | None]:
    """Yield each line, None for one over the limit, of which no more than the limit is held at once."""
    most = limits.max_file_bytes + 1
    while line := opened.readline(most):
        if len(line) < most or line.endswith(b"\n"):
            yield line
        else:
            while line and not line.endswith(b"\n"):
                line = opened.readline(most)
            yield None


def _read_line(line: bytes | None, number: int, file: SourceFile, limits: ReadingLimits) -> Found | Rejection:
    try:
        if line is None:
            raise too_large(limits)
        return file.found(_article(_parse(decode(line)), file, limits, number), number)
    except UnreadableError as error:
        return file.rejection(str(error), number)


def _parse(text: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        line = f"line {error.lineno}, " if "\n" in text.strip() else ""
        msg = f"it is not valid JSON ({error.msg} at {line}column {error.colno}); repair it"
        raise UnreadableError(msg) from error
    except RecursionError as error:
        msg = "its JSON is nested too deeply; flatten it"
        raise UnreadableError(msg) from error
    except ValueError as error:
        msg = "its JSON holds a number with too many digits; write it as a string"
        raise UnreadableError(msg) from error


def _records(content: object) -> list[object]:
    if isinstance(content, Mapping) and Fields.model_validate(content).text is None:
        content = _listed(content)
    records = content if isinstance(content, list) else [content]
    if not records:
        msg = "its list of articles is empty; fill it or delete the file"
        raise UnreadableError(msg)
    return records


def _listed(content: Mapping[str, object]) -> object:
    """Return the list under one of the names for it, else the object itself."""
    named = (value for name, value in content.items() if name.casefold() in _LISTS)
    return next((value for value in named if isinstance(value, list)), content)


def _article(record: object, file: SourceFile, limits: ReadingLimits, position: int) -> Article:
    if not isinstance(record, Mapping):
        msg = 'it is not an object with fields; write it as {"title": …, "text": …}'
        raise UnreadableError(msg)
    return make_article(record, file, limits, position)
