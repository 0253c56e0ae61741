"""Texts as words, so that what differs in case, punctuation or spacing alone is the same."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypeAlias

Shingles: TypeAlias = set[str]  # runs of words that follow each other, spaces between them

_WORD: Final = re.compile(r"[^\W_]+")
_SHINGLE: Final = 3  # words; of sentences
_NEARLY: Final = 0.8  # of the shingles of two sentences, for them to be the same
_FEWEST_WITHIN: Final = 5  # words; fewer may stand in any sentence by chance
_SHORTENED: Final = 0.7  # of the words of a sentence, for what is left when others are taken out to be the same


def words(text: str) -> list[str]:
    """Return the words of a text in lower case, without punctuation."""
    return [word.casefold() for word in _WORD.findall(text)]


_NUMBERS: Final = frozenset(
    words("""
        one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty seventy eighty
        ninety hundred thousand million billion trillion dozen half first second third""")
)
# Words that turn what is said around. Without its apostrophe "don't" is "don" and "t".
_TURNING: Final = frozenset(
    words("""
        no not t never none nothing nobody neither nor cannot without deny denies denied denying refuse refuses refused
        reject rejects rejected doubt doubts doubted false falsely untrue if unless whether""")
)


def shingles(of_words: list[str], length: int) -> Shingles:
    """Return all runs of so many words; of a text with fewer words, that text."""
    if len(of_words) < length:
        return {" ".join(of_words)} if of_words else set()
    return set(map(" ".join, zip(*(of_words[start:] for start in range(length)), strict=False)))


@dataclass(frozen=True)
class ComparableText:
    """The words of a sentence, or of a part of one."""

    text: str

    @cached_property
    def words(self) -> list[str]:
        """The words, without case and punctuation."""
        return words(self.text)

    @cached_property
    def line(self) -> str:
        """The words, a space around each."""
        return f" {' '.join(self.words)} "

    @cached_property
    def shingles(self) -> Shingles:
        """Its runs of words."""
        return shingles(self.words, _SHINGLE)

    @cached_property
    def capitalised(self) -> set[str]:
        """The words that are printed with a capital: names, and the first."""
        return {word.casefold() for word in _WORD.findall(self.text) if word[0].isupper()}

    def is_same(self, other: "ComparableText") -> bool:
        """Return whether two say the same: in the same or nearly the same words, or one with others left out.

        Another number or name makes them two, and so does a "not" or an "if" that only one of them has.
        """
        if self.shingles.isdisjoint(other.shingles):
            return False  # as nearly always
        if self.words == other.words:
            return True
        shorter, longer = sorted((self, other), key=lambda each: len(each.words))
        return _is_within(shorter, longer) or _is_near(shorter, longer)


def _is_within(shorter: ComparableText, longer: ComparableText) -> bool:
    if len(shorter.words) < _FEWEST_WITHIN:
        return False
    return (shorter.line in longer.line or _is_shortened(shorter, longer)) and _TURNING.isdisjoint(
        _more(longer, shorter)
    )


def _is_shortened(shorter: ComparableText, longer: ComparableText) -> bool:
    rest = iter(longer.words)
    return len(shorter.words) >= _SHORTENED * len(longer.words) and all(word in rest for word in shorter.words)


def _is_near(one: ComparableText, other: ComparableText) -> bool:
    fewer, more = sorted((len(one.shingles), len(other.shingles)))
    if fewer < _NEARLY * more:
        return False
    common = len(one.shingles & other.shingles)
    if common < _NEARLY * (fewer + more - common):
        return False
    only_one, only_other = _more(one, other), _more(other, one)
    differing = only_one | only_other
    return (
        _TURNING.isdisjoint(differing)
        and not any(_is_number(word) for word in differing)
        and not (only_one & one.capitalised and only_other & other.capitalised)
    )


def _more(one: ComparableText, other: ComparableText) -> set[str]:
    """Return the words that one has more often than the other."""
    return set(Counter(one.words) - Counter(other.words))


def _is_number(word: str) -> bool:
    return word in _NUMBERS or any(character.isdigit() for character in word)
