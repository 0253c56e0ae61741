"""What a question is about, in the terms of the word index, and how much of that a text holds."""

import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import TypeAlias

from index.store.full_text import FullTextIndex
from prompts.question_words import STOPWORDS

Pair: TypeAlias = tuple[str, str]  # terms of neighbouring words

_CONTRACTED = re.compile(r"['\u2019](?:s|re|d|ll|ve)$")
_PUNCTUATION = ".,;:!?\"'“”\u2018\u2019()"


@dataclass(frozen=True, slots=True)
class Topic:
    """What a question is about.

    Attributes:
        text: its words.
        shares: of each of its terms, by rarity, in all of them; they add up to 1. Asking words are left out.
        pairs: the same of its neighbouring words, not both of them asking words; empty or adding up to 1.
        weight: the rarity of all terms together: how much there is to be found.
        words: each term as it is written there.
    """

    text: str
    shares: Mapping[str, float]
    pairs: Mapping[Pair, float]
    weight: float
    words: Mapping[str, str]

    @property
    def terms(self) -> list[str]:
        """The terms, in order of appearance."""
        return list(self.shares)

    def sought(self) -> frozenset[str]:
        """Return the terms, and those of its pairs too."""
        return frozenset(chain(self.shares, *self.pairs))

    def held(self, terms: Collection[str]) -> float:
        """Return how much of the terms a text holds, 0 to 1, given its terms."""
        return sum(share for term, share in self.shares.items() if term in terms)

    def lacking(self, terms: Collection[str]) -> tuple[str, ...]:
        """Return the words whose terms a text lacks, given its terms."""
        return tuple(dict.fromkeys(word for term, word in self.words.items() if term not in terms))

    def pairs_held(self, pairs: Collection[Pair]) -> float:
        """Return how much of the pairs a text holds, 0 to 1, given its pairs."""
        return sum(share for pair, share in self.pairs.items() if pair in pairs)


def topic_of(words: FullTextIndex, text: str) -> Topic:
    """Return what a question is about."""
    rarities = _rarities(words, topic_terms(words, text))
    weights = shares_of(rarities)
    written = {term: word.strip(_PUNCTUATION) for word in reversed(text.split()) for term in words.tokens(word)}
    as_written = {term: written.get(term, term) for term in rarities}
    return Topic(text, weights, _pairs(words, text, weights), sum(rarities.values()), as_written)


def topic_terms(words: FullTextIndex, text: str) -> list[str]:
    """Return the terms that a question is about; all its terms where it has only asking words."""
    wanted = [word for word in text.split() if not _asks(word)]
    return words.terms(" ".join(wanted)) or words.terms(text)


def shares(words: FullTextIndex, wanted: Sequence[str]) -> dict[str, float]:
    """Return for each wanted term its share, by rarity, in all of them; the shares add up to 1."""
    return shares_of(_rarities(words, wanted))


def shares_of(rarities: Mapping[str, float]) -> dict[str, float]:
    """Return the share of each in all of them."""
    total = sum(rarities.values())
    return {term: rarity / total for term, rarity in rarities.items()}


def _rarities(words: FullTextIndex, wanted: Sequence[str]) -> dict[str, float]:
    """Return the rarity of each term. One that no document holds weighs more than the rarest: nobody speaks of it."""
    found = {term: words.idf(term) for term in wanted}
    most = max([*found.values(), math.log1p(len(words) + 0.5)])
    return {term: rarity or most for term, rarity in found.items()}


def _asks(word: str) -> bool:
    return _CONTRACTED.sub("", word.strip(_PUNCTUATION).casefold()) in STOPWORDS


def _pairs(words: FullTextIndex, text: str, weights: Mapping[str, float]) -> dict[Pair, float]:
    """Return the pairs of neighbouring words, each weighing what its terms weigh together."""
    found = dict[Pair, float]()
    for one, other in pairwise(text.split()):
        if _asks(one) and _asks(other):
            continue
        for pair in pairwise([*words.tokens(one)[-1:], *words.tokens(other)[:1]]):
            found[pair] = sum(weights.get(term, 0.0) for term in pair)
    total = sum(found.values())
    return {pair: weight / total for pair, weight in found.items()} if total else {}
