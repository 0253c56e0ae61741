"""The dates and the publisher that a question is limited to, taken out of its words.

A date limits when an article was published. "since May" does at either end of a question or before its
topic; "the 2024 election", "after the summit" and "yesterday's vote" are what is asked about.
"""

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Final

from dateutil.relativedelta import MO, relativedelta, weekday

from index.text.dates import read_day
from prompts import question_words as asking


@dataclass(frozen=True, slots=True)
class Limits:
    """What a question is limited to; None where it is not.

    Attributes:
        since: the first day of publication.
        until: the last day of publication.
        source: the publisher as the collection spells it.
    """

    since: dt.date | None = None
    until: dt.date | None = None
    source: str | None = None

    def within(self, other: "Limits") -> "Limits":
        """Return what both allow; of two sources the other's."""
        return Limits(
            max(filter(None, (self.since, other.since)), default=None),
            min(filter(None, (self.until, other.until)), default=None),
            other.source or self.source,
        )


@dataclass(frozen=True, slots=True)
class _Period:
    first: dt.date
    last: dt.date


def any_of(words: Collection[str]) -> str:
    """Return a pattern for any of the words, the longest first, with either apostrophe."""
    ordered = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace("'", "['\u2019]") for word in ordered) + ")"


_MONTH_OF: Final = {name: number for number, names in enumerate(asking.MONTHS, 1) for name in names}
_UNIT: Final = "(?:day|week|month|year)"
_MONTH: Final = rf"{any_of(_MONTH_OF)}\b\.?"
_WEEKDAY: Final = any_of(asking.WEEKDAYS)
_NUMBER: Final = rf"(?:[0-9]{{1,3}}|{any_of(asking.NUMBERS)})"
_YEAR: Final = "(?:19|20)[0-9]{2}"
_DAY: Final = "[0-3]?[0-9](?:st|nd|rd|th)?"
_AND_YEAR: Final = f"(?:,? {_YEAR})"
_NUMERIC: Final = rf"(?:{_YEAR}-[0-9]{{1,2}}-[0-9]{{1,2}}|[0-9]{{1,2}}[/.][0-9]{{1,2}}[/.]{_YEAR})"
_MONTH_DAY: Final = rf"(?:(?:the )?{_DAY}(?: of)? {_MONTH}|{_MONTH} (?:the )?{_DAY}(?![0-9]))"
_NEAR: Final = (
    rf"(?:(?:last|this) (?:{_UNIT}|{_WEEKDAY}|{_MONTH})|(?:the day before )?yesterday|{any_of(asking.TODAY)})"
)
_AGO: Final = rf"(?:{_NUMBER} {_UNIT}s? ago)"
_BARE: Final = rf"(?:{_NUMERIC}|{_MONTH_DAY}{_AND_YEAR}?|{_MONTH}{_AND_YEAR}|{_NEAR}|{_AGO})"
_PART_OF_MONTH: Final = rf"(?:(?:early |late |mid[ -])?{_MONTH}(?:,? (?:of )?{_YEAR})?)"
_PLAIN_POINT: Final = rf"(?:{_BARE}|{_PART_OF_MONTH}|{_WEEKDAY}|{_YEAR})"
_EDGE: Final = r"(?:the )?(?:start|beginning|end) of "
_POINT: Final = rf"(?:{_EDGE}(?:{_PLAIN_POINT}|(?:the|this) {_UNIT})|{_PLAIN_POINT})"
_PREPOSITION: Final = any_of((*asking.WITHIN, *asking.SINCE, *asking.UNTIL, *asking.AFTER, *asking.BEFORE))
_ROLLING: Final = (
    rf"(?:{any_of(asking.WITHIN)} )?(?:the (?:last|past|previous)(?: (?P<count>{_NUMBER}))? (?P<unit>{_UNIT}|hour)s?"
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
_TOPIC_BEFORE: Final = re.compile(rf"(?:^|\s){any_of(asking.NAMES_A_TOPIC)}$", re.IGNORECASE)
_IN_SOURCE: Final = re.compile(rf"(?<![\w'\u2019\-]){any_of(asking.IN_SOURCE)} (?:the )?", re.IGNORECASE)
_WORDS: Final = re.compile(r"[^\s,;:?!]+(?: [^\s,;:?!]+){0,6}")
_FOLLOWED: Final = re.compile(rf"[\s,]*{any_of(asking.MAY_FOLLOW)}\s", re.IGNORECASE)
_AT_END: Final = re.compile(r"[\s,.!?)]*$")
_ASKING_WORD: Final = any_of(
    (*asking.QUESTION_WORDS, *asking.WITH_BASE, *asking.WITH_PARTICIPLE, *asking.WITH_ING, "according"),
)
_BEFORE_ASKING: Final = re.compile(rf"[\s,]*{_ASKING_WORD}\b|\s*,", re.IGNORECASE)
_ASKED_BEFORE: Final = re.compile(rf"\b{_ASKING_WORD}\b", re.IGNORECASE)
_TOPIC_BEGUN: Final = re.compile(rf"\b{any_of(asking.ABOUT)}\b", re.IGNORECASE)

_LEAP_YEARS_APART: Final = 8  # at most


def take_limits(
    text: str, *, today: dt.date, sources: Collection[str], is_person: Callable[[str], bool]
) -> tuple[str, Limits]:
    """Return the question without its date and source phrases, and what these limit it to.

    Args:
        text: the question, its white space single.
        today: what "last week" is counted from.
        sources: the publishers in the collection.
        is_person: tells whether words name somebody: "quotes from May".
    """
    limits = Limits()
    phrases = [*_dates(text, today, is_person), *_sources(text, sources)]
    asked, begun = _start(_ASKED_BEFORE, text), _start(_TOPIC_BEGUN, text)
    for start, end, found in sorted(phrases, key=lambda phrase: phrase[:2], reverse=True):
        head, tail = text[:start], text[end:]
        # A limit stands at an end of the question, or before its topic.
        if _AT_END.match(tail) or _follow(tail, before_asking=start <= asked, before_topic=start <= begun):
            text = f"{head.rstrip(' ,')} {tail.strip()}".strip(" ,")
            limits = limits.within(found)
    return text, limits


def _start(pattern: re.Pattern[str], text: str) -> int:
    found = pattern.search(text)
    return found.start() if found else len(text)


def _follow(tail: str, *, before_asking: bool, before_topic: bool) -> bool:
    """Tell whether the words behind a phrase begin the question, or its topic."""
    return bool((before_asking and _BEFORE_ASKING.match(tail)) or (before_topic and _FOLLOWED.match(tail)))


def source_named(words: str, sources: Collection[str]) -> str | None:
    """Return the publisher that the words are, as the collection spells it; None where they are none."""
    wanted = _fold(words)
    return next((source for source in sources if _fold(source) == wanted), None)


def _fold(words: str) -> str:
    return words.casefold().replace("\u2019", "'").strip(" .,\"\u201c\u201d'").removeprefix("the ")


def _sources(text: str, sources: Collection[str]) -> Iterator[tuple[int, int, Limits]]:
    """Yield the phrases that name a publisher of the collection, with where they start and end."""
    places = list(_IN_SOURCE.finditer(text))
    names = {_fold(source): source for source in sources} if places else {}
    for place in places:
        words = _WORDS.match(text, place.end())
        end = words.end() if words else place.end()
        while end > place.end():
            if source := names.get(_fold(text[place.end() : end])):
                yield place.start(), end, Limits(source=source)
                break
            end = text.rfind(" ", place.end(), end)


def _dates(text: str, today: dt.date, is_person: Callable[[str], bool]) -> Iterator[tuple[int, int, Limits]]:
    """Yield the phrases that are dates, with where they start and end."""
    for found in _WHEN.finditer(text):
        if _is_topic(found, is_person):
            continue
        if limits := _read(found, today):
            yield found.start(), found.end(), limits


def _is_topic(found: re.Match[str], is_person: Callable[[str], bool]) -> bool:
    """Tell whether what looks like a date is a topic or a person: "about last year", "on May", "from May"."""
    if found["bare"]:
        return bool(_TOPIC_BEFORE.search(found.string[max(0, found.start() - 20) : found.start()].rstrip()))
    preposition, point = (found["preposition"] or "").casefold(), found["point"] or ""
    if not _ALONE_MONTH.fullmatch(point):
        return False
    return preposition == "on" or (preposition == "from" and not found["onwards"] and is_person(point))


def _read(found: re.Match[str], today: dt.date) -> Limits | None:
    if found["rolling"]:
        return _rolling(found, today)
    if found["first"]:
        return _between(found["first"], found["last"], today)
    period = _point(found["bare"] or found["point"], today)
    return _limited((found["preposition"] or "").casefold(), period, onwards=bool(found["onwards"])) if period else None


def _limited(preposition: str, period: _Period, *, onwards: bool) -> Limits:
    day = relativedelta(days=1)
    if preposition in asking.SINCE or onwards:
        return Limits(since=period.first)
    if preposition in asking.AFTER:
        return Limits(since=period.last + day)
    if preposition in asking.BEFORE:
        return Limits(until=period.first - day)
    if preposition in asking.UNTIL:
        return Limits(until=period.last)
    return Limits(since=period.first, until=period.last)


def _rolling(found: re.Match[str], today: dt.date) -> Limits:
    """Return "the last two months", counted back from today."""
    count = _count(found["count"] or found["count2"] or "one")
    unit = (found["unit"] or found["unit2"] or found["unit3"]).casefold()
    return Limits(today - _length(unit, count), today)


def _count(words: str) -> int:
    return int(words) if words.isdecimal() else asking.NUMBERS[words.casefold()]


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


def _between(first: str, last: str, today: dt.date) -> Limits | None:
    """Return what lies between two points, either of which may leave out what the other tells."""
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
    return next((Limits(begin.first, end.last) for end in ends if end and end.last >= begin.first), None)


def _with_month_of(day: str, other: str) -> str:
    """Return "3" of "3 and 10 June" as "3 June"; the year of the day, if any, stays behind."""
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
    """Return the days that words such as "June", "last week" or "24 June 2025" stand for; None for no date."""
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
    """Return the day; without a year the most recent one that is not after today."""
    plain = re.sub(r"\b(?:the|of)\b ?", "", words, flags=re.IGNORECASE)
    if _HAS_YEAR.search(plain):
        return read_day(plain)
    days = (read_day(f"{plain} {today.year - back}") for back in range(_LEAP_YEARS_APART + 1))
    return next((day for day in days if day and day <= today), None)


def _named_month(found: re.Match[str], today: dt.date) -> _Period:
    month = _MONTH_OF[found["month"].casefold().rstrip(".")]
    year = int(found["year"]) if found["year"] else today.year - (month > today.month)
    return _around(dt.date(year, month, 1), "month")


def _around(day: dt.date, unit: str) -> _Period:
    """Return the calendar day, week (from Monday), month or year that a day lies in."""
    first = {
        "week": relativedelta(weekday=MO(-1)),
        "month": relativedelta(day=1),
        "year": relativedelta(month=1, day=1),
    }.get(unit, relativedelta())
    return _Period(day + first, day + first + _length(unit, 1) - relativedelta(days=1))


def _relative(words: str, today: dt.date) -> _Period | None:
    """Return days counted from today: "yesterday", "last week", "two months ago", "Monday"."""
    if words in asking.TODAY:
        return _Period(today, today)
    if words.endswith("yesterday"):
        day = today - relativedelta(days=1 if words == "yesterday" else 2)
        return _Period(day, day)
    if found := _COUNTED.fullmatch(words):
        return _around(today - _length(found["unit"], _count(found["count"])), found["unit"])
    if words in asking.WEEKDAYS:
        return _weekday(words, today)
    found = _RELATIVE.fullmatch(words)
    return _last_or_this(found, today) if found else None


def _last_or_this(found: re.Match[str], today: dt.date) -> _Period | None:
    last = found["which"] == "last"
    if unit := found["unit"]:
        return _around(today - _length(unit, 1) if last else today, unit)
    if found["name"] in asking.WEEKDAYS:
        return _weekday(found["name"], today - relativedelta(days=1)) if last else _weekday(found["name"], today)
    month = _MONTH_OF[found["name"]]
    return _around(dt.date(today.year - (last and month >= today.month), month, 1), "month")


def _weekday(name: str, today: dt.date) -> _Period:
    day = today + relativedelta(weekday=weekday(asking.WEEKDAYS.index(name))(-1))
    return _Period(day, day)
