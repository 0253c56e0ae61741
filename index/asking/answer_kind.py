"""What kind of answer a question wants: a number, a time, a name; and whether words hold one that it does not."""

import re
from typing import Final, Literal, TypeAlias

from prompts import answers, asking

AnswerKind: TypeAlias = Literal["number", "time", "name"]


def _one_of(words: tuple[str, ...]) -> str:
    return f"(?:{'|'.join(words)})"


_NUMBER: Final = re.compile(
    rf"\bhow {_one_of(answers.MEASURES)}\b|\b(?:what|which) {_one_of(answers.AMOUNTS)}\b", re.IGNORECASE
)
_TIME: Final = re.compile(
    rf"^when\b|\bwhen {_one_of(asking.WITH_BASE[:8] + asking.WITH_ING)}\b|\b(?:what|which) {_one_of(answers.TIMES)}\b",
    re.IGNORECASE,
)
_NAME: Final = re.compile(r"\b(?:who|whose|whom|where|which)\b", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W_]+(?:[.,'\u2019][^\W_]+)*")
_YEAR: Final = re.compile(r"1[0-9]{3}|20[0-9]{2}")
_DAYS: Final = frozenset({*asking.WEEKDAYS, *(months[0] for months in asking.MONTHS)})


def answer_kind(question: str) -> AnswerKind | None:
    """Return what kind of answer a question wants; None where its words do not tell."""
    if _NUMBER.search(question):
        return "number"
    if _TIME.search(question):
        return "time"
    return "name" if _NAME.search(question) else None


def words_of(text: str) -> list[str]:
    """Return the words and numbers of a text, in order."""
    return _WORD.findall(text)


def holds(kind: AnswerKind, sentence: str, asked: frozenset[str]) -> bool:
    """Return whether a sentence holds what may be an answer of this kind.

    Args:
        kind: that the question wants.
        sentence: any words.
        asked: the words of the question, casefolded; they answer nothing.
    """
    words = words_of(sentence)
    others = words[1:] if kind == "name" else words  # a sentence's first word is capitalised anyway
    return any(_is(kind, word) and word.casefold() not in asked for word in others)


def _is(kind: AnswerKind, word: str) -> bool:
    if kind == "number":
        return word[0].isdigit() or word.casefold() in answers.NUMBER_WORDS
    if kind == "time":
        return bool(_YEAR.fullmatch(word)) or (word[0].isupper() and word.casefold() in _DAYS)
    return word[0].isupper()
