"""JSON (one object, or many in a list) and JSON Lines to articles.

An article is an object with ``text``. Each field goes by any of these names, whatever their letters'
case; the first name with something in it counts, other fields are ignored.

================  ====================================================================================
``text``          text, body, content, article, articleBody, maintext; one string
``title``         title, headline, name; made from the text where there is none
``id``            id, _id, guid, uuid; text or a number, else the url, else the file and position
``author``        author, authors, byline, creator; text, a list of texts, or of ``{"name": …}``
``source``        source, publisher, outlet, site, site_name, publication, source_name; or ``{"name": …}``
``published``     published, date, published_at, publishedAt, published_on, publish_date,
                  date_published, datePublished, pubDate, pub_date, publication_date, timestamp
``url``           url, link, canonical_url, source_url; http or https, else it is left out
``language``      language, lang; its two-letter code
================  ====================================================================================

A JSON file holds one object, a list of them, or an object with the list under ``articles`` or ``items``;
JSON Lines hold one object a line, in UTF-8, or in UTF-16 or UTF-32 with a byte order mark. A record that
names a field twice, or holds NaN, Infinity or a number with too many digits, is rejected; the others stay.
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

_SHOWN = 40  # characters of a name in a reason
_LISTS = ("articles", "items")


@dataclass(frozen=True, slots=True)
class _Flaw:
    """What stands in parsed JSON where it cannot be used: it spoils its record, not the file."""

    reason: str


def read_json(file: SourceFile, limits: ReadingLimits) -> Iterator[ReadArticle | Rejection]:
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


def read_lines(file: SourceFile, limits: ReadingLimits) -> Iterator[ReadArticle | Rejection]:
    """Yield the articles of a JSON Lines file, one line at a time; blank lines count but say nothing.

    Raises:
        UnreadableError: the file has only blank lines, or is in UTF-16 or UTF-32 and damaged or over the limit.
    """
    blank = True
    with _opened(file, limits) as opened:
        for number, line in enumerate(_lines(opened, limits), start=1):
            if line is None or line.strip():
                blank = False
                yield _read_line(line, number, file, limits)
    if blank:
        msg = "the file is empty; fill it or delete it"
        raise UnreadableError(msg)


def _opened(file: SourceFile, limits: ReadingLimits) -> BinaryIO:
    """Return the file to be read by line; UTF-16 and UTF-32 whole, as UTF-8: their bytes show no line ends."""
    opened = file.path.open("rb")
    if not is_wide(opened.peek(4)):
        return opened
    opened.close()
    return BytesIO(decode(read_bytes(file.path, limits)).encode())


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


def _read_line(line: bytes | None, number: int, file: SourceFile, limits: ReadingLimits) -> ReadArticle | Rejection:
    try:
        if line is None:
            raise too_large(limits)
        return file.found(_article(_parse(decode(line)), file, limits, number), number)
    except UnreadableError as error:
        return file.rejection(str(error), number)


def _parse(text: str) -> object:
    try:
        return json.loads(text, object_pairs_hook=_object, parse_int=_integer, parse_constant=_constant)
    except json.JSONDecodeError as error:
        line = f"line {error.lineno}, " if "\n" in text.strip() else ""
        msg = f"it is not valid JSON ({error.msg} at {line}column {error.colno}); repair it"
        raise UnreadableError(msg) from error
    except RecursionError as error:
        msg = "its JSON is nested too deeply; flatten it"
        raise UnreadableError(msg) from error


def _object(pairs: list[tuple[str, object]]) -> dict[str, object] | _Flaw:
    fields: dict[str, object] = {}
    for name, value in pairs:
        if name in fields:
            return _Flaw(f"it has two fields named {single_line(name)[:_SHOWN]}; keep one")
        fields[name] = value
    return fields


def _integer(digits: str) -> int | _Flaw:
    try:
        return int(digits)
    except ValueError:
        return _Flaw("its JSON holds a number with too many digits; write it as a string")


def _constant(name: str) -> _Flaw:
    return _Flaw(f"its JSON holds {name}, which is no value; write null")


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
    flaw = _flaw(record)
    if flaw:
        raise UnreadableError(flaw.reason)
    if not isinstance(record, Mapping):
        msg = 'it is not an object with fields; write it as {"title": …, "text": …}'
        raise UnreadableError(msg)
    return make_article(record, file, limits, position)


def _flaw(record: object) -> _Flaw | None:
    """Return what is wrong anywhere in the record, however deep."""
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
