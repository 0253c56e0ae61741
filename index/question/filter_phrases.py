"""Extracting the dates and the publisher that a question names as a filter.

A date phrase is a filter at either end of a question, or before its topic: "since May". The dates in "the 2024
election", "after the summit" and "yesterday's vote" belong to the topic.
"""

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterator
from typing import Final

from index.models import Filter
from index.question.time_expressions import dates_in
from index.question.word_patterns import any_of
from prompts import question_words

_IN_SOURCE: Final = re.compile(rf"(?<![\w'\u2019\-]){any_of(question_words.IN_SOURCE)} (?:the )?", re.IGNORECASE)
_WORDS: Final = re.compile(r"[^\s,;:?!]+(?: [^\s,;:?!]+){0,6}")
_FOLLOWED: Final = re.compile(rf"[\s,]*{any_of(question_words.MAY_FOLLOW)}\s", re.IGNORECASE)
_AT_END: Final = re.compile(r"[\s,.!?)]*$")
_ASKING_WORD: Final = any_of(
    (
        *question_words.QUESTION_WORDS,
        *question_words.WITH_BASE,
        *question_words.WITH_PARTICIPLE,
        *question_words.WITH_ING,
        "according",
    ),
)
_BEFORE_ASKING: Final = re.compile(rf"[\s,]*{_ASKING_WORD}\b|\s*,", re.IGNORECASE)
_ASKED_BEFORE: Final = re.compile(rf"\b{_ASKING_WORD}\b", re.IGNORECASE)
_TOPIC_BEGUN: Final = re.compile(rf"\b{any_of(question_words.ABOUT)}\b", re.IGNORECASE)


def extract_filters(
    text: str, *, today: dt.date, publishers: Collection[str], is_person: Callable[[str], bool]
) -> tuple[str, Filter]:
    """Return the question without its date and publisher phrases, and the filter that they express.

    Args:
        text: the question on one line, with single spaces.
        today: the day from which "last week" is counted.
        publishers: the publishers of the collection.
        is_person: returns True if words name a person: "quotes from May".
    """
    limits = Filter()
    phrases = [*dates_in(text, today, is_person), *_publishers(text, publishers)]
    asked, begun = _start(_ASKED_BEFORE, text), _start(_TOPIC_BEGUN, text)
    for start, end, named in sorted(phrases, key=lambda phrase: phrase[:2], reverse=True):
        head, tail = text[:start], text[end:]
        # A filter is at an end of the question, or before its topic.
        if _AT_END.match(tail) or _follow(tail, before_asking=start <= asked, before_topic=start <= begun):
            text = f"{head.rstrip(' ,')} {tail.strip()}".strip(" ,")
            limits = limits.intersect(named)
    return text, limits


def _start(pattern: re.Pattern[str], text: str) -> int:
    match = pattern.search(text)
    return match.start() if match else len(text)


def _follow(tail: str, *, before_asking: bool, before_topic: bool) -> bool:
    """Return True if the words after a phrase begin the question, or its topic."""
    return bool((before_asking and _BEFORE_ASKING.match(tail)) or (before_topic and _FOLLOWED.match(tail)))


def find_publisher(words: str, publishers: Collection[str]) -> str | None:
    """Return the publisher that words name, as the collection spells it, or None."""
    wanted = _fold(words)
    return next((publisher for publisher in publishers if _fold(publisher) == wanted), None)


def _fold(words: str) -> str:
    return words.casefold().replace("\u2019", "'").strip(" .,\"\u201c\u201d'").removeprefix("the ")


def _publishers(text: str, publishers: Collection[str]) -> Iterator[tuple[int, int, Filter]]:
    """Yield the start, the end and the filter of each phrase that names a publisher of the collection."""
    places = list(_IN_SOURCE.finditer(text))
    names = {_fold(publisher): publisher for publisher in publishers} if places else {}
    for place in places:
        words = _WORDS.match(text, place.end())
        end = words.end() if words else place.end()
        while end > place.end():
            if publisher := names.get(_fold(text[place.end() : end])):
                yield place.start(), end, Filter(publisher=publisher)
                break
            end = text.rfind(" ", place.end(), end)
