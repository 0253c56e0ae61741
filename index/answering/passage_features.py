"""The features of a passage, and the score that ranks it. Every candidate is scored alike."""

import datetime as dt
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise

from index.answering.query_terms import QueryTerms
from index.config import PassageWeights
from index.store.full_text import FullTextIndex
from index.store.records import PassageText

_UNDATED_AGE = 365  # days; the assumed age of an article without a date


@dataclass(frozen=True, slots=True)
class PassageFeatures:
    """Features of a passage for ranking, each roughly between 0 and 1, except the age.

    Attributes:
        cosine: cosine of its vector and the query's.
        term_coverage: coverage of the query's terms by its text and title.
        bigram_coverage: coverage of the query's bigrams by its text and title.
        best_sentence_coverage: highest coverage of the terms by one of its sentences.
        title_coverage: coverage of the terms by its title.
        is_lead: 1 if it opens its article, because news reports the main fact first; 0 if not.
        age: log(1 + days between its publication and the question).
    """

    cosine: float
    term_coverage: float
    bigram_coverage: float
    best_sentence_coverage: float
    title_coverage: float
    is_lead: float
    age: float

    def content_score(self, weights: PassageWeights) -> float:
        """Return the weighted sum of all features except the age: log-odds against the other passages."""
        return (
            weights.cosine * self.cosine
            + weights.term_coverage * self.term_coverage
            + weights.bigram_coverage * self.bigram_coverage
            + weights.best_sentence_coverage * self.best_sentence_coverage
            + weights.title_coverage * self.title_coverage
            + weights.is_lead * self.is_lead
        )

    def score(self, weights: PassageWeights) -> float:
        """Return the weighted sum of all features. Of two passages that answer alike, the newer one ranks higher."""
        return self.content_score(weights) + weights.age * self.age


@dataclass(frozen=True, slots=True)
class ScoredPassage:
    """A passage with its terms, its features and its scores.

    Attributes:
        passage: the passage.
        tokens: the terms of each sentence, in order.
        title_tokens: the terms of the title.
        features: the features.
        content_score: the score without the age; it compares with other passages of the same question.
        score: the score with the age.
    """

    passage: PassageText
    tokens: Sequence[Sequence[str]]
    title_tokens: Sequence[str]
    features: PassageFeatures
    content_score: float
    score: float

    @property
    def terms(self) -> frozenset[str]:
        """All terms, including those of the title."""
        return frozenset(chain(self.title_tokens, *self.tokens))


def score_passages(
    index: FullTextIndex,
    terms: QueryTerms,
    passages: Sequence[tuple[PassageText, float]],
    today: dt.date,
    weights: PassageWeights,
) -> list[ScoredPassage]:
    """Score passages.

    Args:
        index: splits texts into terms.
        terms: the query.
        passages: the candidates, each with the cosine of its vector and the query's.
        today: the day of the question.
        weights: weights of the features.

    Returns:
        The passages, best first.
    """
    scored = []
    all_terms = terms.all_terms()
    coverage = cache(terms.coverage)  # most sentences contain none of the terms, or the same few
    for passage, cosine in passages:
        tokens = [index.tokens(passage.sentence(position)) for position in range(len(passage.sentences))]
        title_tokens = index.tokens(passage.title)
        features = PassageFeatures(
            cosine,
            *_coverages(terms, all_terms, coverage, [*tokens, title_tokens]),
            is_lead=float(passage.stored.first_sentence == 0),
            age=_age(passage.published, today),
        )
        scores = (features.content_score(weights), features.score(weights))
        scored.append(ScoredPassage(passage, tokens, title_tokens, features, *scores))
    return sorted(scored, key=lambda passage: -passage.score)


def _age(published: dt.date | None, today: dt.date) -> float:
    return math.log1p(_UNDATED_AGE if published is None else abs((today - published).days))


def _coverages(
    terms: QueryTerms,
    all_terms: frozenset[str],
    coverage: Callable[[frozenset[str]], float],
    tokens: Sequence[Sequence[str]],
) -> tuple[float, float, float, float]:
    """Return the coverages of terms, of bigrams, of the best sentence, and of the title.

    Args:
        terms: the query.
        all_terms: the terms of the query and of its bigrams.
        coverage: the query's coverage by a set of terms.
        tokens: the terms of the sentences and, last, of the title.
    """
    *in_sentences, in_title = map(all_terms.intersection, tokens)
    in_passage = in_title.union(*in_sentences)
    # Few passages contain both terms of a bigram. Only for those does the order of the words matter.
    may_match = any(one in in_passage and other in in_passage for one, other in terms.bigram_weights)
    bigrams = terms.bigram_coverage(set(chain.from_iterable(map(pairwise, tokens)))) if may_match else 0.0
    return coverage(in_passage), bigrams, max(map(coverage, in_sentences)), coverage(in_title)
