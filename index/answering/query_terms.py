"""The terms of a query, weighted by rarity, and how much of them a text contains."""

import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import TypeAlias

from index.store.full_text import FullTextIndex
from prompts.question_words import STOPWORDS

Bigram: TypeAlias = tuple[str, str]  # terms of adjacent words

_CONTRACTION = re.compile(r"['\u2019](?:s|re|d|ll|ve)$")
_PUNCTUATION = ".,;:!?\"'“”\u2018\u2019()"


@dataclass(frozen=True, slots=True)
class QueryTerms:
    """The terms of a query.

    Attributes:
        text: the words of the query.
        weights: weight of each term, by its idf; they add up to 1. Stopwords are left out.
        bigram_weights: weights of adjacent terms, at least one of them not a stopword; they add up to 1, or there are
            none.
        total_idf: sum of the idf of all terms: how much there is to be found.
        words: the spelling of each term in the query.
    """

    text: str
    weights: Mapping[str, float]
    bigram_weights: Mapping[Bigram, float]
    total_idf: float
    words: Mapping[str, str]

    @property
    def terms(self) -> list[str]:
        """The terms, in order of appearance."""
        return list(self.weights)

    def all_terms(self) -> frozenset[str]:
        """Return the terms and the terms of the bigrams."""
        return frozenset(chain(self.weights, *self.bigram_weights))

    def coverage(self, terms: Collection[str]) -> float:
        """Return the weight of the query's terms that are among a text's terms, 0 to 1."""
        return sum(weight for term, weight in self.weights.items() if term in terms)

    def missing(self, terms: Collection[str]) -> tuple[str, ...]:
        """Return the words of the query that a text with these terms does not contain."""
        return tuple(dict.fromkeys(word for term, word in self.words.items() if term not in terms))

    def bigram_coverage(self, bigrams: Collection[Bigram]) -> float:
        """Return the weight of the query's bigrams that are among a text's bigrams, 0 to 1."""
        return sum(weight for bigram, weight in self.bigram_weights.items() if bigram in bigrams)


def query_terms(index: FullTextIndex, text: str) -> QueryTerms:
    """Return the terms of a query, as a full-text index splits and weighs them."""
    idfs = _idfs(index, content_terms(index, text))
    weights = _normalized(idfs)
    spellings = {term: word.strip(_PUNCTUATION) for word in reversed(text.split()) for term in index.tokens(word)}
    words = {term: spellings.get(term, term) for term in idfs}
    return QueryTerms(text, weights, _bigram_weights(index, text, weights), sum(idfs.values()), words)


def content_terms(index: FullTextIndex, text: str) -> list[str]:
    """Return the terms of a text without its stopwords; all of its terms if it has nothing else."""
    content = [word for word in text.split() if not _is_stopword(word)]
    return index.terms(" ".join(content)) or index.terms(text)


def term_weights(index: FullTextIndex, terms: Sequence[str]) -> dict[str, float]:
    """Return the weight of each term by its idf; the weights add up to 1."""
    return _normalized(_idfs(index, terms))


def _normalized(idfs: Mapping[str, float]) -> dict[str, float]:
    total = sum(idfs.values())
    return {term: idf / total for term, idf in idfs.items()}


def _idfs(index: FullTextIndex, terms: Sequence[str]) -> dict[str, float]:
    """Return the idf of each term. A term that no document contains weighs as much as the rarest one, or more."""
    idfs = {term: index.idf(term) for term in terms}
    highest = max([*idfs.values(), math.log1p(len(index) + 0.5)])
    return {term: idf or highest for term, idf in idfs.items()}


def _is_stopword(word: str) -> bool:
    return _CONTRACTION.sub("", word.strip(_PUNCTUATION).casefold()) in STOPWORDS


def _bigram_weights(index: FullTextIndex, text: str, weights: Mapping[str, float]) -> dict[Bigram, float]:
    """Return the bigrams of a text, each with the weight of its terms."""
    bigrams = dict[Bigram, float]()
    for word, next_word in pairwise(text.split()):
        if _is_stopword(word) and _is_stopword(next_word):
            continue
        for bigram in pairwise([*index.tokens(word)[-1:], *index.tokens(next_word)[:1]]):
            bigrams[bigram] = sum(weights.get(term, 0.0) for term in bigram)
    total = sum(bigrams.values())
    return {bigram: weight / total for bigram, weight in bigrams.items()} if total else {}
