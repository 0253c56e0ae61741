"""JSON: one object, a list of objects, or an object with such a list under one of :data:`LISTS`.

How fields are named is told in :mod:`index.reading.record`.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from index.config import ReadingLimits
from index.reading.decode import read_bytes, to_text
from index.reading.draft import Draft, Flaw
from index.reading.json_text import Spoilt, parse, record_fields
from index.reading.record import TEXT_NAMES, draft_of
from index.reading.unreadable import UnreadableError

LISTS: Final = ("articles", "items", "data", "results", "records", "documents", "docs", "entries", "stories", "posts")


def read(path: Path, limits: ReadingLimits) -> Iterator[Draft | Flaw]:
    """Yield the records of the file, their positions from 1."""
    records = _records(parse(to_text(read_bytes(path, limits.max_file_bytes))))
    if not records:
        msg = "there are no records in it; put some into it or take it out"
        raise UnreadableError(msg)
    for position, record in enumerate(records, start=1):
        yield read_record(record, position)


def read_record(value: object, position: int) -> Draft | Flaw:
    """Return what one record holds, or what is wrong with it."""
    try:
        return draft_of(record_fields(value), position)
    except UnreadableError as error:
        return Flaw(str(error), position)


def _records(value: object) -> list[object]:
    if isinstance(value, Spoilt):
        raise UnreadableError(value.reason)
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        return _listed(value) or [value]
    return [value]


def _listed(fields: dict[str, object]) -> list[object] | None:
    by_name = {name.casefold(): value for name, value in fields.items()}
    if any(isinstance(by_name.get(name.casefold()), str) for name in TEXT_NAMES):
        return None  # an article that has a list beside its text
    lists = (by_name.get(name) for name in LISTS)
    return next((found for found in lists if isinstance(found, list)), None)
