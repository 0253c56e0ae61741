"""Finding dates and periods in the words of a question."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from dateutil.relativedelta import MO, relativedelta, weekday

from index.models import Filter
from index.question.word_patterns import any_of
from index.text.dates import read_day
from prompts import question_words


@dataclass(frozen=True, slots=True)
class _Period:
    first: dt.date
    last: dt.date


_MONTH_OF: Final = {name: number for number, names in enumerate(question_words.MONTHS, 1) for name in names}
_UNIT: Final = "(?:day|week|month|year)"
_MONTH: Final = rf"{any_of(_MONTH_OF)}\b\.?"
_WEEKDAY: Final = any_of(question_words.WEEKDAYS)
_NUMBER: Final = rf"(?:[0-9]{{1,3}}|{any_of(question_words.NUMBERS)})"
_YEAR: Final = "(?:19|20)[0-9]{2}"
_DAY: Final = "[0-3]?[0-9](?:st|nd|rd|th)?"
_AND_YEAR: Final = f"(?:,? {_YEAR})"
_NUMERIC: Final = rf"(?:{_YEAR}-[0-9]{{1,2}}-[0-9]{{1,2}}|[0-9]{{1,2}}[/.][0-9]{{1,2}}[/.]{_YEAR})"
_MONTH_DAY: Final = rf"(?:(?:the )?{_DAY}(?: of)? {_MONTH}|{_MONTH} (?:the )?{_DAY}(?![0-9]))"
_NEAR: Final = (
    rf"(?:(?:last|this) (?:{_UNIT}|{_WEEKDAY}|{_MONTH})|(?:the day before )?yesterday|{any_of(question_words.TODAY)})"
)
_AGO: Final = rf"(?:{_NUMBER} {_UNIT}s? ago)"
_BARE: Final = rf"(?:{_NUMERIC}|{_MONTH_DAY}{_AND_YEAR}?|{_MONTH}{_AND_YEAR}|{_NEAR}|{_AGO})"
_PART_OF_MONTH: Final = rf"(?:(?:early |late |mid[ -])?{_MONTH}(?:,? (?:of )?{_YEAR})?)"
_PLAIN_POINT: Final = rf"(?:{_BARE}|{_PART_OF_MONTH}|{_WEEKDAY}|{_YEAR})"
_EDGE: Final = r"(?:the )?(?:start|beginning|end) of "
_POINT: Final = rf"(?:{_EDGE}(?:{_PLAIN_POINT}|(?:the|this) {_UNIT})|{_PLAIN_POINT})"
_PREPOSITION: Final = any_of(
    (
        *question_words.WITHIN,
        *question_words.SINCE,
        *question_words.UNTIL,
        *question_words.AFTER,
        *question_words.BEFORE,
    )
)
_ROLLING: Final = (
    rf"(?:{any_of(question_words.WITHIN)} )?"
    rf"(?:the (?:last|past|previous)(?: (?P<count>{_NUMBER}))? (?P<unit>{_UNIT}|hour)s?"
    rf"|(?:last|past|previous) (?P<count2>{_NUMBER}) (?P<unit2>{_UNIT}|hour)s?|past (?P<unit3>{_UNIT}))"
)
_WHEN: Final = re.compile(
    rf"(?<![\w'\u2019\-])(?:(?:between|from) (?P<first>{_POINT}|(?:the )?{_DAY}) ?(?:and|to|until|till|[-\u2013]) ?"
    rf"(?P<last>{_POINT})"
    rf"|(?P<rolling>{_ROLLING})"
    rf"|(?P<preposition>{_PREPOSITION}) (?P<point>{_POINT})(?P<onwards> onwards?)?"
    rf"|(?P<bare>{_BARE}))(?![\w'\u2019\-]|[.,/][0-9])",
    re.IGNORECASE,
)
_ALONE_MONTH: Final = re.compile(_MONTH, re.IGNORECASE)
_HAS_YEAR: Final = re.compile(rf"(?<![0-9]){_YEAR}(?![0-9])")
_HAS_MONTH: Final = re.compile(rf"\b{_MONTH}", re.IGNORECASE)
_TOPIC_BEFORE: Final = re.compile(rf"(?:^|\s){any_of(question_words.NAMES_A_TOPIC)}$", re.IGNORECASE)
_LEAP_YEARS_APART: Final = 8  # maximum distance of two leap years


def dates_in(text: str, today: dt.date, is_person: Callable[[str], bool]) -> Iterator[tuple[int, int, Filter]]:
    """Yield the start, the end and the filter of each date phrase."""
    for match in _WHEN.finditer(text):
        if _is_topic(match, is_person):
            continue
        if limits := _read(match, today):
            yield match.start(), match.end(), limits


def _is_topic(match: re.Match[str], is_person: Callable[[str], bool]) -> bool:
    """Return True if words that look like a date are a topic or a person: "about last year", "on May", "from May"."""
    if match["bare"]:
        return bool(_TOPIC_BEFORE.search(match.string[max(0, match.start() - 20) : match.start()].rstrip()))
    preposition, point = (match["preposition"] or "").casefold(), match["point"] or ""
    if not _ALONE_MONTH.fullmatch(point):
        return False
    return preposition == "on" or (preposition == "from" and not match["onwards"] and is_person(point))


def _read(match: re.Match[str], today: dt.date) -> Filter | None:
    if match["rolling"]:
        return _rolling(match, today)
    if match["first"]:
        return _between(match["first"], match["last"], today)
    period = _point(match["bare"] or match["point"], today)
    return _limited((match["preposition"] or "").casefold(), period, onwards=bool(match["onwards"])) if period else None


def _limited(preposition: str, period: _Period, *, onwards: bool) -> Filter:
    day = relativedelta(days=1)
    if preposition in question_words.SINCE or onwards:
        return Filter(since=period.first)
    if preposition in question_words.AFTER:
        return Filter(since=period.last + day)
    if preposition in question_words.BEFORE:
        return Filter(until=period.first - day)
    if preposition in question_words.UNTIL:
        return Filter(until=period.last)
    return Filter(since=period.first, until=period.last)


def _rolling(match: re.Match[str], today: dt.date) -> Filter:
    """Return the period of "the last two months", counted back from today."""
    count = _count(match["count"] or match["count2"] or "one")
    unit = (match["unit"] or match["unit2"] or match["unit3"]).casefold()
    return Filter(today - _length(unit, count), today)


def _count(words: str) -> int:
    return int(words) if words.isdecimal() else question_words.NUMBERS[words.casefold()]


def _length(unit: str, count: int) -> relativedelta:
    match unit:
        case "hour":
            return relativedelta(days=-(-count // 24))
        case "day":
            return relativedelta(days=count)
        case "week":
            return relativedelta(weeks=count)
        case "month":
            return relativedelta(months=count)
    return relativedelta(years=count)


def _between(first: str, last: str, today: dt.date) -> Filter | None:
    """Return the period between two points. Either of them may leave out a part that the other has."""
    year = _HAS_YEAR.search(last)
    borrowed = year if not _HAS_YEAR.search(first) else None
    if borrowed:
        first = f"{first} {borrowed[0]}"
    if not (begin := _point(first, today) or _point(_with_month_of(first, last), today)):
        return None
    ends = [_point(last, today)]
    if _HAS_MONTH.search(last) and not year:
        ends = [_point(f"{last} {begin.first.year + later}", today) for later in (0, 1)]
    if borrowed and ends[0] and begin.first > ends[0].last:
        begin = _Period(begin.first - _length("year", 1), begin.last)
    return next((Filter(begin.first, end.last) for end in ends if end and end.last >= begin.first), None)


def _with_month_of(day: str, other: str) -> str:
    """Return "3" in "3 and 10 June" as "3 June", without the year."""
    month = _HAS_MONTH.search(other)
    number, _, year = day.removeprefix("the ").partition(" ")
    return f"{number} {month[0]} {year}".strip() if month else day


_NAMED_DAY: Final = re.compile(rf"(?:{_MONTH_DAY}|{_NUMERIC}){_AND_YEAR}?", re.IGNORECASE)
_NAMED_MONTH: Final = re.compile(
    rf"(?:early |late |mid[ -])?(?P<month>{_MONTH})(?:,? (?:of )?(?P<year>{_YEAR}))?", re.IGNORECASE
)
_RELATIVE: Final = re.compile(rf"(?P<which>last|this) (?:(?P<unit>{_UNIT})|(?P<name>\w+))", re.IGNORECASE)
_COUNTED: Final = re.compile(rf"(?P<count>{_NUMBER}) (?P<unit>{_UNIT})s? ago", re.IGNORECASE)
_EDGE_OF: Final = re.compile(
    r"(?:the )?(?P<edge>start|beginning|end) of (?:the (?=day|week|month|year))?", re.IGNORECASE
)


def _point(words: str, today: dt.date) -> _Period | None:
    """Return the period of words such as "June", "last week" or "24 June 2025", or None if they are no date."""
    if edge := _EDGE_OF.match(words):
        return _edge(edge, today)
    if _NAMED_DAY.fullmatch(words):
        day = _named_day(words, today)
        return _Period(day, day) if day else None
    if month := _NAMED_MONTH.fullmatch(words):
        return _named_month(month, today)
    if _HAS_YEAR.fullmatch(words):
        return _around(dt.date(int(words), 1, 1), "year")
    return _relative(words.casefold(), today)


def _edge(edge: re.Match[str], today: dt.date) -> _Period | None:
    words = edge.string[edge.end() :]
    period = _point(f"this {words}" if re.fullmatch(_UNIT, words, re.IGNORECASE) else words, today)
    if not period:
        return None
    day = period.last if edge["edge"].casefold() == "end" else period.first
    return _Period(day, day)


def _named_day(words: str, today: dt.date) -> dt.date | None:
    """Return the day. Without a year, it is the most recent one that is not after today."""
    plain = re.sub(r"\b(?:the|of)\b ?", "", words, flags=re.IGNORECASE)
    if _HAS_YEAR.search(plain):
        return read_day(plain)
    days = (read_day(f"{plain} {today.year - back}") for back in range(_LEAP_YEARS_APART + 1))
    return next((day for day in days if day and day <= today), None)


def _named_month(match: re.Match[str], today: dt.date) -> _Period:
    month = _MONTH_OF[match["month"].casefold().rstrip(".")]
    year = int(match["year"]) if match["year"] else today.year - (month > today.month)
    return _around(dt.date(year, month, 1), "month")


def _around(day: dt.date, unit: str) -> _Period:
    """Return the calendar day, week (from Monday), month or year that contains a day."""
    first = {
        "week": relativedelta(weekday=MO(-1)),
        "month": relativedelta(day=1),
        "year": relativedelta(month=1, day=1),
    }.get(unit, relativedelta())
    return _Period(day + first, day + first + _length(unit, 1) - relativedelta(days=1))


def _relative(words: str, today: dt.date) -> _Period | None:
    """Return a period counted from today: "yesterday", "last week", "two months ago", "Monday"."""
    if words in question_words.TODAY:
        return _Period(today, today)
    if words.endswith("yesterday"):
        day = today - relativedelta(days=1 if words == "yesterday" else 2)
        return _Period(day, day)
    if match := _COUNTED.fullmatch(words):
        return _around(today - _length(match["unit"], _count(match["count"])), match["unit"])
    if words in question_words.WEEKDAYS:
        return _weekday(words, today)
    match = _RELATIVE.fullmatch(words)
    return _last_or_this(match, today) if match else None


def _last_or_this(match: re.Match[str], today: dt.date) -> _Period | None:
    last = match["which"] == "last"
    if unit := match["unit"]:
        return _around(today - _length(unit, 1) if last else today, unit)
    if match["name"] in question_words.WEEKDAYS:
        return _weekday(match["name"], today - relativedelta(days=1)) if last else _weekday(match["name"], today)
    month = _MONTH_OF[match["name"]]
    return _around(dt.date(today.year - (last and month >= today.month), month, 1), "month")


def _weekday(name: str, today: dt.date) -> _Period:
    day = today + relativedelta(weekday=weekday(question_words.WEEKDAYS.index(name))(-1))
    return _Period(day, day)
