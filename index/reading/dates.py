"""Days of publication, in the many ways that they are written."""

import datetime as dt
from itertools import product
from typing import Final

_LONGEST: Final = 100  # characters; no date is longer
_FIRST_EPOCH: Final = 10**8  # seconds, 1973; smaller numbers are years or days, not times
_FIRST_MILLISECONDS: Final = 10**11  # as seconds this would be the year 5138
_UNLIKE: Final = (dt.datetime(2004, 2, 2), dt.datetime(2005, 3, 3))  # noqa: DTZ001 - only stand in for missing parts


def read_day(value: object) -> dt.date | None:
    """Return the day that ``value`` names, None where it names none for certain.

    Read are ISO 8601, RFC 2822, what people write in English (``3 June 2025``), ``20250603``, and
    times in seconds or milliseconds since 1970 (the day in UTC). Otherwise the day is the one
    written down, whatever the time zone. ``03/04/2025`` reads both ways, so it is none.
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return _day_of_text(str(value).strip())


def _day_of_text(text: str) -> dt.date | None:
    if len(text) > _LONGEST:
        return None
    return _iso(text) or _epoch(text) or _written(text)


def _iso(text: str) -> dt.date | None:
    try:
        return dt.datetime.fromisoformat(text).date()
    except ValueError:
        return None


def _epoch(text: str) -> dt.date | None:
    try:
        seconds = float(text)
    except ValueError:
        return None
    if seconds < _FIRST_EPOCH:
        return None
    if seconds >= _FIRST_MILLISECONDS:
        seconds /= 1000
    try:
        return dt.datetime.fromtimestamp(seconds, dt.UTC).date()
    except (ValueError, OverflowError, OSError):  # past the year 9999, or past what the platform counts
        return None


def _written(text: str) -> dt.date | None:
    """Return the day where every reading of ``text`` gives the same one."""
    day_first = (False,) if text[:4].isdigit() else (False, True)
    readings = {_reading(text, *how) for how in product(day_first, _UNLIKE)}
    return readings.pop() if len(readings) == 1 else None


def _reading(text: str, day_first: bool, missing: dt.datetime) -> dt.date | None:  # noqa: FBT001 - from product
    from dateutil import parser  # noqa: PLC0415 - most dates are ISO

    try:
        return parser.parse(text, dayfirst=day_first, default=missing, ignoretz=True).date()
    except (ValueError, OverflowError):
        return None
