"""Comparison of texts by their words, without case, punctuation and spacing."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypeAlias

Shingles: TypeAlias = set[str]  # runs of consecutive words, joined by spaces

_WORD: Final = re.compile(r"[^\W_]+")
_SHINGLE: Final = 3  # words, in the comparison of sentences
_MIN_SHARED: Final = 0.8  # shared shingles of two sentences that are nearly the same, as a fraction
_MIN_WORDS: Final = 5  # words of a fragment; a shorter one may occur in any sentence by chance
_MIN_KEPT: Final = 0.7  # words that a shortened sentence keeps, as a fraction


def words(text: str) -> list[str]:
    """Return the words of a text in lower case, without punctuation."""
    return [word.casefold() for word in _WORD.findall(text)]


_NUMBERS: Final = frozenset(
    words("""
        one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty seventy eighty
        ninety hundred thousand million billion trillion dozen half first second third""")
)
# Words that reverse or qualify a statement. Without its apostrophe, "don't" is "don" and "t".
_REVERSING: Final = frozenset(
    words("""
        no not t never none nothing nobody neither nor cannot without deny denies denied denying refuse refuses refused
        reject rejects rejected doubt doubts doubted false falsely untrue if unless whether""")
)


def shingles(of_words: list[str], length: int) -> Shingles:
    """Return all runs of ``length`` words. A text with fewer words is one run."""
    if len(of_words) < length:
        return {" ".join(of_words)} if of_words else set()
    return set(map(" ".join, zip(*(of_words[start:] for start in range(length)), strict=False)))


@dataclass(frozen=True)
class ComparableText:
    """A sentence, or a part of one, with its words."""

    text: str

    @cached_property
    def words(self) -> list[str]:
        """Its words, without case and punctuation."""
        return words(self.text)

    @cached_property
    def line(self) -> str:
        """Its words in one line, with a space before and after each."""
        return f" {' '.join(self.words)} "

    @cached_property
    def shingles(self) -> Shingles:
        """Its runs of three words."""
        return shingles(self.words, _SHINGLE)

    @cached_property
    def capitalised(self) -> set[str]:
        """Its words with a capital letter: names, and the first word."""
        return {word.casefold() for word in _WORD.findall(self.text) if word[0].isupper()}

    def is_same(self, other: "ComparableText") -> bool:
        """Return True if both texts have nearly the same words, or if one is the other with words left out.

        They are not the same if a number or a name differs, or if only one contains a word such as "not" or "if".
        """
        if self.shingles.isdisjoint(other.shingles):
            return False  # the result for nearly all pairs
        if self.words == other.words:
            return True
        shorter, longer = sorted((self, other), key=lambda text: len(text.words))
        return _is_part(shorter, longer) or _is_nearly_same(shorter, longer)


def _is_part(shorter: ComparableText, longer: ComparableText) -> bool:
    if len(shorter.words) < _MIN_WORDS:
        return False
    is_contained = shorter.line in longer.line or _is_shortened(shorter, longer)
    return is_contained and _REVERSING.isdisjoint(_extra_words(longer, shorter))


def _is_shortened(shorter: ComparableText, longer: ComparableText) -> bool:
    rest = iter(longer.words)
    return len(shorter.words) >= _MIN_KEPT * len(longer.words) and all(word in rest for word in shorter.words)


def _is_nearly_same(one: ComparableText, other: ComparableText) -> bool:
    fewer, more = sorted((len(one.shingles), len(other.shingles)))
    if fewer < _MIN_SHARED * more:
        return False
    common = len(one.shingles & other.shingles)
    if common < _MIN_SHARED * (fewer + more - common):
        return False
    only_one, only_other = _extra_words(one, other), _extra_words(other, one)
    differing = only_one | only_other
    return (
        _REVERSING.isdisjoint(differing)
        and not any(_is_number(word) for word in differing)
        and not (only_one & one.capitalised and only_other & other.capitalised)
    )


def _extra_words(one: ComparableText, other: ComparableText) -> set[str]:
    """Return the words that occur more often in the first text."""
    return set(Counter(one.words) - Counter(other.words))


def _is_number(word: str) -> bool:
    return word in _NUMBERS or any(character.isdigit() for character in word)
