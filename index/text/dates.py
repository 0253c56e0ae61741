"""The day that a date in a source names, whatever its shape; None rather than a guess."""

import datetime as dt
import re
from collections.abc import Callable

from dateutil import parser

_YEAR_FIRST = re.compile(r"(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?!\d)")
_YEAR_MONTH_DAY = re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?!\d)")
_NUMBER = re.compile(r"\d{9,14}(\.\d+)?")
_SECONDS = range(10**8, 10**11)
_MILLISECONDS = range(10**11, 10**14)
_LONGEST = 100


def read_day(value: object) -> dt.date | None:
    """Return the day, in the source's own time zone; None where it is missing, partial or ambiguous.

    Read are dates, ISO 8601, RFC 2822, seconds or milliseconds since 1970 (the day in UTC), and what
    dateutil reads the same way with the day before the month and after it (so not ``03/04/2025``).
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    return _read_text(str(value).strip() if isinstance(value, str) else _plain(value))


def _plain(value: float) -> str:
    """Return a number's whole part in digits, nothing for one that is no date anyway."""
    return str(int(value)) if 0 < value < _MILLISECONDS.stop else ""


def _read_text(text: str) -> dt.date | None:
    if len(text) > _LONGEST:
        return None
    if match := _YEAR_FIRST.match(text) or _YEAR_MONTH_DAY.match(text):
        year, month, day = map(int, match.group("year", "month", "day"))
        return _valid(lambda: dt.date(year, month, day))
    if _NUMBER.fullmatch(text):
        return _since_1970(int(float(text)))
    return _agreed(text)


def _since_1970(number: int) -> dt.date | None:
    if number in _SECONDS:
        return dt.datetime.fromtimestamp(number, dt.UTC).date()
    if number in _MILLISECONDS:
        return dt.datetime.fromtimestamp(number // 1000, dt.UTC).date()
    return None


def _agreed(text: str) -> dt.date | None:
    """Return the day that dateutil reads whatever fills the missing parts, day or month first."""
    first = _valid(lambda: _parsed(text, dt.date(2001, 1, 1), day_first=False))
    second = _valid(lambda: _parsed(text, dt.date(2004, 2, 2), day_first=True))
    return first if first == second else None


def _parsed(text: str, default: dt.date, *, day_first: bool) -> dt.date:
    # The zone moves no day here, and dateutil warns of names that it does not know, such as EST.
    filled = dt.datetime.combine(default, dt.time())
    return parser.parse(text, default=filled, dayfirst=day_first, ignoretz=True).date()


def _valid(make: Callable[[], dt.date]) -> dt.date | None:
    try:
        return make()
    except (ValueError, OverflowError):  # dateutil's ParserError is a ValueError
        return None
