"""JSON as it is met: what Python's reader would let pass or stop at is held against one record only."""

import json
from dataclasses import dataclass
from typing import Final

from index.reading.unreadable import UnreadableError

_MOST_DIGITS: Final = 1000


@dataclass(frozen=True, slots=True)
class Spoilt:
    """Stands for a value that cannot be used, with the reason."""

    reason: str


def parse(text: str) -> object:
    """Return what ``text`` says, :class:`Spoilt` where a value of it cannot be used.

    Raises:
        UnreadableError: it is not JSON, or nested too deeply.
    """
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_constant, parse_int=_whole_number)
    except json.JSONDecodeError as error:
        msg = f"broken JSON ({error.msg} at line {error.lineno}, column {error.colno}); mend it or take it out"
        raise UnreadableError(msg) from error
    except RecursionError as error:
        msg = "the JSON is nested too deeply; mend it or take it out"
        raise UnreadableError(msg) from error


def record_fields(value: object) -> dict[str, object]:
    """Return the fields of one record.

    Raises:
        UnreadableError: it is not an object, or a value in it cannot be used.
    """
    if isinstance(value, Spoilt):
        raise UnreadableError(value.reason)
    if not isinstance(value, dict):
        msg = 'the record is not an object; write it as {"title": …, "text": …}'
        raise UnreadableError(msg)
    for field in value.values():
        if isinstance(field, Spoilt):
            raise UnreadableError(field.reason)
    return value


def _object(pairs: list[tuple[str, object]]) -> dict[str, object] | Spoilt:
    fields = dict(pairs)
    if len(fields) == len(pairs):
        return fields
    return Spoilt("a name stands twice in the same object; keep one of them")


def _constant(name: str) -> Spoilt:
    return Spoilt(f"it holds {name}, which is not JSON; write null or a number")


def _whole_number(digits: str) -> int | Spoilt:
    if len(digits) > _MOST_DIGITS:
        return Spoilt(f"it holds a number of {len(digits):,} digits; mend it or take it out")
    return int(digits)
