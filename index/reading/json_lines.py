"""Readers of JSON (one object, or a list of objects) and JSON Lines.

An article is an object with ``text``. Each field may have any of these names, in upper or lower case.
The first name with a value counts. Other fields are ignored.

================  ====================================================================================
``text``          text, body, content, article, articleBody, maintext; one string
``title``         title, headline, name; without one, the title is created from the text
``id``            id, _id, guid, uuid; text or a number; else the url, else the file and position
``author``        author, authors, byline, creator; text, a list of texts, or of ``{"name": …}``
``source``        source, publisher, outlet, site, site_name, publication, source_name; or ``{"name": …}``
``published``     published, date, published_at, publishedAt, published_on, publish_date,
                  date_published, datePublished, pubDate, pub_date, publication_date, timestamp
``url``           url, link, canonical_url, source_url; http or https; other addresses are ignored
``language``      language, lang; its two-letter code
================  ====================================================================================

A JSON file contains one object, a list of objects, or an object with a list under ``articles`` or ``items``.
A JSON Lines file contains one object per line, in UTF-8, or in UTF-16 or UTF-32 with a byte order mark. A record
is rejected if it names a field twice, or contains NaN, Infinity or a number with too many digits. The other
records are read.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from index.config import ReadingLimits
from index.models import Article, Rejection
from index.reading.article import Fields, make_article
from index.reading.decode import decode, is_wide, read_bytes, too_large
from index.reading.source_file import ReadArticle, SourceFile, UnreadableError
from index.text.canonical import single_line

_MAX_NAME_LENGTH = 40  # characters of a field name in a reason
_LISTS = ("articles", "items")


@dataclass(frozen=True, slots=True)
class _Flaw:
    """A placeholder for an unusable value in parsed JSON. It rejects its record, not the file."""

    reason: str


def read_json(file: SourceFile, limits: ReadingLimits) -> Iterator[ReadArticle | Rejection]:
    """Yield the articles of a JSON file: an object, a list, or an object with a list under articles or items.

    Raises:
        UnreadableError: the file contains no such value.
    """
    records = _records(_parse(decode(read_bytes(file.path, limits))))
    for position, record in enumerate(records, start=1):
        try:
            yield file.located(_article(record, file, limits, position))
        except UnreadableError as error:
            yield file.rejection(f"Record {position}: {error}")


def read_json_lines(file: SourceFile, limits: ReadingLimits) -> Iterator[ReadArticle | Rejection]:
    """Yield the articles of a JSON Lines file, one line at a time. Blank lines are counted and skipped.

    Raises:
        UnreadableError: the file has only blank lines, or is in UTF-16 or UTF-32 and damaged or over the limit.
    """
    is_blank = True
    with _open(file, limits) as stream:
        for number, line in enumerate(_lines(stream, limits), start=1):
            if line is None or line.strip():
                is_blank = False
                yield _read_line(line, number, file, limits)
    if is_blank:
        msg = "The file is empty. Fill it or delete it"
        raise UnreadableError(msg)


def _open(file: SourceFile, limits: ReadingLimits) -> BinaryIO:
    """Return the file as a stream of UTF-8 lines. UTF-16 and UTF-32 are converted whole, to find their line ends."""
    stream = file.path.open("rb")
    if not is_wide(stream.peek(4)):
        return stream
    stream.close()
    return BytesIO(decode(read_bytes(file.path, limits)).encode())


def _lines(stream: BinaryIO, limits: ReadingLimits) -> Iterator[bytes | None]:
    """Yield each line, or None for a line over the limit. Never keep more than the limit in memory."""
    size = limits.max_file_bytes + 1
    while line := stream.readline(size):
        if len(line) < size or line.endswith(b"\n"):
            yield line
        else:
            while line and not line.endswith(b"\n"):
                line = stream.readline(size)
            yield None


def _read_line(line: bytes | None, number: int, file: SourceFile, limits: ReadingLimits) -> ReadArticle | Rejection:
    try:
        if line is None:
            raise too_large(limits, unit="line")
        return file.located(_article(_parse(decode(line)), file, limits, number), number)
    except UnreadableError as error:
        return file.rejection(str(error), number)


def _parse(text: str) -> object:
    try:
        return json.loads(text, object_pairs_hook=_object, parse_int=_integer, parse_constant=_constant)
    except json.JSONDecodeError as error:
        line = f"line {error.lineno}, " if "\n" in text.strip() else ""
        msg = f"The JSON is not valid ({error.msg} at {line}column {error.colno}). Repair it"
        raise UnreadableError(msg) from error
    except RecursionError as error:
        msg = "The JSON is nested too deeply. Flatten it"
        raise UnreadableError(msg) from error


def _object(pairs: list[tuple[str, object]]) -> dict[str, object] | _Flaw:
    fields: dict[str, object] = {}
    for name, value in pairs:
        if name in fields:
            return _Flaw(f"Two fields are named {single_line(name)[:_MAX_NAME_LENGTH]}. Keep one")
        fields[name] = value
    return fields


def _integer(digits: str) -> int | _Flaw:
    try:
        return int(digits)
    except ValueError:
        return _Flaw("The JSON contains a number with too many digits. Write it as a string")


def _constant(name: str) -> _Flaw:
    return _Flaw(f"The JSON contains {name}, which is not a value. Write null")


def _records(content: object) -> list[object]:
    if isinstance(content, Mapping) and Fields.model_validate(content).text is None:
        content = _list_in(content)
    records = content if isinstance(content, list) else [content]
    if not records:
        msg = "The list of articles is empty. Fill it or delete the file"
        raise UnreadableError(msg)
    return records


def _list_in(content: Mapping[str, object]) -> object:
    """Return the list under ``articles`` or ``items``, else the object itself."""
    values = (value for name, value in content.items() if name.casefold() in _LISTS)
    return next((value for value in values if isinstance(value, list)), content)


def _article(record: object, file: SourceFile, limits: ReadingLimits, position: int) -> Article:
    flaw = _flaw(record)
    if flaw:
        raise UnreadableError(flaw.reason)
    if not isinstance(record, Mapping):
        msg = 'The record is not an object with fields. Write it as {"title": …, "text": …}'
        raise UnreadableError(msg)
    return make_article(record, file, limits, position)


def _flaw(record: object) -> _Flaw | None:
    """Return a flaw at any depth of the record, or None."""
    pending = [record]
    while pending:
        value = pending.pop()
        if isinstance(value, _Flaw):
            return value
        if isinstance(value, Mapping):
            pending += value.values()
        elif isinstance(value, list):
            pending += value
    return None
