"""The type of answer that a question expects (a number, a time or a name), and texts that contain it."""

import re
from typing import Final, Literal, TypeAlias

from index.question.word_patterns import any_of
from prompts import answer_types, question_words

AnswerType: TypeAlias = Literal["number", "time", "name"]


_NUMBER: Final = re.compile(
    rf"\bhow {any_of(answer_types.MEASURES)}\b|\b(?:what|which) {any_of(answer_types.AMOUNTS)}\b", re.IGNORECASE
)
_TIME: Final = re.compile(
    rf"^when\b|\bwhen {any_of(question_words.WITH_BASE[:8] + question_words.WITH_ING)}\b"
    rf"|\b(?:what|which) {any_of(answer_types.TIMES)}\b",
    re.IGNORECASE,
)
_NAME: Final = re.compile(r"\b(?:who|whose|whom|where|which)\b", re.IGNORECASE)
_AUXILIARY: Final = (*question_words.WITH_BASE, *question_words.WITH_PARTICIPLE, *question_words.WITH_ING)
_WHICH_DID: Final = re.compile(rf"\bwhat (?!{any_of((*_AUXILIARY, 'about', 'else', 'if'))}\b)", re.IGNORECASE)
_OPENING: Final = (
    *question_words.QUESTION_WORDS,
    *_AUXILIARY,
    *question_words.POLITE,
    "whose",
    "any",
    "quote",
    "quotes",
)
_OPENS: Final = re.compile(rf"{any_of(_OPENING)}\b", re.IGNORECASE)
_SOMEBODY: Final = re.compile(
    rf"(?:who|whom|whose|(?:which|what) (?:\S+ ){{0,3}}?{any_of(question_words.ROLES)})\b", re.IGNORECASE
)
_WORD: Final = re.compile(r"[^\W_]+(?:[.,'\u2019][^\W_]+)*")
_YEAR: Final = re.compile(r"1[0-9]{3}|20[0-9]{2}")
_DAYS: Final = frozenset({*question_words.WEEKDAYS, *(months[0] for months in question_words.MONTHS)})


def expected_answer_type(question: str) -> AnswerType | None:
    """Return the type of answer that a question expects, or None if its words do not show it."""
    if _NUMBER.search(question):
        return "number"
    if _TIME.search(question):
        return "time"
    return "name" if _NAME.search(question) else None


def asks_for_fact(question: str, *, of_somebody: bool) -> bool:
    """Return True if a question asks for a fact, although it names a person who says something.

    "Which ferry line announced a merger", "Marandt announced that she will retire. When did she begin?"

    Args:
        question: the question on one line.
        of_somebody: True if the person is given by name.
    """
    if not (expected_answer_type(question) or _WHICH_DID.search(question)) or _SOMEBODY.match(question):
        return False
    return not of_somebody or not _OPENS.match(question)


def words_of(text: str) -> list[str]:
    """Return the words and numbers of a text, in order."""
    return _WORD.findall(text)


def contains_type(kind: AnswerType, sentence: str, asked: frozenset[str]) -> bool:
    """Return True if a sentence contains a possible answer of a type.

    Args:
        kind: the expected type.
        sentence: the sentence.
        asked: the words of the question in lower case. They answer nothing.
    """
    words = words_of(sentence)
    others = words[1:] if kind == "name" else words  # a sentence's first word is capitalised anyway
    return any(_is(kind, word) and word.casefold() not in asked for word in others)


def _is(kind: AnswerType, word: str) -> bool:
    if kind == "number":
        return word[0].isdigit() or word.casefold() in answer_types.NUMBER_WORDS
    if kind == "time":
        return bool(_YEAR.fullmatch(word)) or (word[0].isupper() and word.casefold() in _DAYS)
    return word[0].isupper()
