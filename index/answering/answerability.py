"""The probability that the collection answers a question."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from index.answering.passage_features import ScoredPassage
from index.answering.query_terms import QueryTerms
from index.config import AnswerabilityWeights, AnsweringConfig

_TENTH = 9


@dataclass(frozen=True, slots=True)
class AnswerabilityFeatures:
    """Features for predicting whether the question has an answer.

    Attributes:
        score: content score of the best passage.
        cosine: highest cosine of a passage.
        lead: content score of the best passage minus that of the tenth.
        covered_idf: idf of the query's terms that the best passage contains: six rare words are no accident.
        missing_idf: idf of the query's terms that it does not contain.
        searched: number of passages searched. The nearest of a million unrelated passages is nearer than that of fifty.
    """

    score: float
    cosine: float
    lead: float
    covered_idf: float
    missing_idf: float
    searched: int

    def values(self) -> tuple[float, ...]:
        """Return the values in the order of their weights, the number searched as its logarithm."""
        return self.score, self.cosine, self.lead, self.covered_idf, self.missing_idf, math.log(max(self.searched, 1))


def features_of_all(terms: QueryTerms, passages: Sequence[ScoredPassage], searched: int) -> AnswerabilityFeatures:
    """Return the features of the candidates of a question; there is at least one."""
    ranked = _by_content(passages)
    return _features(terms, ranked[0], ranked, max(passage.features.cosine for passage in ranked), searched)


def features_of_one(
    terms: QueryTerms, passage: ScoredPassage, passages: Sequence[ScoredPassage], searched: int
) -> AnswerabilityFeatures:
    """Return the features of one passage among the candidates."""
    return _features(terms, passage, _by_content(passages), passage.features.cosine, searched)


def _by_content(passages: Sequence[ScoredPassage]) -> list[ScoredPassage]:
    return sorted(passages, key=lambda passage: -passage.content_score)


def _features(
    terms: QueryTerms, passage: ScoredPassage, ranked: Sequence[ScoredPassage], cosine: float, searched: int
) -> AnswerabilityFeatures:
    coverage = passage.features.term_coverage
    tenth = ranked[min(_TENTH, len(ranked) - 1)]
    return AnswerabilityFeatures(
        score=passage.content_score,
        cosine=cosine,
        lead=max(passage.content_score - tenth.content_score, 0.0),
        covered_idf=coverage * terms.total_idf,
        missing_idf=(1 - coverage) * terms.total_idf,
        searched=searched,
    )


def answer_probability(weights: AnswerabilityWeights, features: AnswerabilityFeatures) -> float:
    """Return the probability that passages answer a question, 0 to 1."""
    factors = (
        weights.score,
        weights.cosine,
        weights.lead,
        weights.covered_idf,
        weights.missing_idf,
        weights.searched,
    )
    return logistic(weights.bias + sum(w * x for w, x in zip(factors, features.values(), strict=True)))


def topic_probability(config: AnsweringConfig, cosine: float, coverage: float) -> float:
    """Return the probability that a statement is about a topic, 0 to 1.

    Args:
        config: the weights.
        cosine: cosine of the statement's passage and the topic.
        coverage: coverage of the topic's terms by the statement.
    """
    return logistic(
        config.statement_bias + config.statement_cosine_weight * cosine + config.statement_coverage_weight * coverage
    )


def logistic(log_odds: float) -> float:
    """Return the probability for log-odds."""
    return 1.0 / (1.0 + math.exp(-max(log_odds, -500.0)))  # exp overflows for lower values
