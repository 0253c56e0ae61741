"""Reads dates in the formats that sources use. An ambiguous date is not guessed."""

import datetime as dt
import re
from collections.abc import Callable

from dateutil import parser

_YEAR_FIRST = re.compile(r"(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?!\d)")
_YEAR_MONTH_DAY = re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?!\d)")
_NUMBER = re.compile(r"\d{9,14}(\.\d+)?")
_SECONDS = range(10**8, 10**11)
_MILLISECONDS = range(10**11, 10**14)
_MAX_LENGTH = 100  # characters


def read_day(value: object) -> dt.date | None:
    """Return the day in the source's own time zone, or None if the value is missing, partial or ambiguous.

    Supported values are dates, ISO 8601, RFC 2822, and seconds or milliseconds since 1970 (the day in UTC). Other text
    must give the same day if dateutil reads the day first or the month first, so ``03/04/2025`` gives None.
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    return _read_text(str(value).strip() if isinstance(value, str) else _digits(value))


def _digits(value: float) -> str:
    """Return the integer part of a number as text, or an empty string if the number is outside the range of dates."""
    return str(int(value)) if 0 < value < _MILLISECONDS.stop else ""


def _read_text(text: str) -> dt.date | None:
    if len(text) > _MAX_LENGTH:
        return None
    if match := _YEAR_FIRST.match(text) or _YEAR_MONTH_DAY.match(text):
        year, month, day = map(int, match.group("year", "month", "day"))
        return _valid(lambda: dt.date(year, month, day))
    if _NUMBER.fullmatch(text):
        return _since_1970(int(float(text)))
    return _unambiguous(text)


def _since_1970(number: int) -> dt.date | None:
    if number in _SECONDS:
        return dt.datetime.fromtimestamp(number, dt.UTC).date()
    if number in _MILLISECONDS:
        return dt.datetime.fromtimestamp(number // 1000, dt.UTC).date()
    return None


def _unambiguous(text: str) -> dt.date | None:
    """Return the day that dateutil reads, or None if it depends on the order of day and month or on a default."""
    first = _valid(lambda: _parse(text, dt.date(2001, 1, 1), day_first=False))
    second = _valid(lambda: _parse(text, dt.date(2004, 2, 2), day_first=True))
    return first if first == second else None


def _parse(text: str, default: dt.date, *, day_first: bool) -> dt.date:
    # The day stays in its own zone, so zones do not matter. Without ignoretz, dateutil warns of zone names such as EST.
    midnight = dt.datetime.combine(default, dt.time())
    return parser.parse(text, default=midnight, dayfirst=day_first, ignoretz=True).date()


def _valid(make: Callable[[], dt.date]) -> dt.date | None:
    try:
        return make()
    except (ValueError, OverflowError):  # dateutil's ParserError is a ValueError
        return None
