"""How likely it is that there is an answer at all."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from index.answering.passage_features import Judged
from index.answering.query_terms import Topic
from index.config import AnsweringConfig, ConfidenceWeights

_TENTH = 9


@dataclass(frozen=True, slots=True)
class Evidence:
    """What tells whether passages answer a question.

    Attributes:
        score: of the best passage, whenever it was published.
        nearness: cosine of the nearest passage.
        lead: of the best passage's score over the tenth's.
        held: rarity of the question's terms that the best passage holds: six rare words are no accident.
        missing: rarity of those that it does not.
        searched: how many passages were searched: the nearest of a million unrelated ones is nearer than that of fifty.
    """

    score: float
    nearness: float
    lead: float
    held: float
    missing: float
    searched: int

    def values(self) -> tuple[float, ...]:
        """Return the values in the order of their weights, the number searched as its logarithm."""
        return self.score, self.nearness, self.lead, self.held, self.missing, math.log(max(self.searched, 1))


def evidence(topic: Topic, passages: Sequence[Judged], searched: int) -> Evidence:
    """Return what the passages that were found tell; at least one."""
    best = sorted(passages, key=lambda each: -each.content)
    return _evidence(topic, best[0], best, max(each.signals.nearness for each in best), searched)


def evidence_of(topic: Topic, one: Judged, passages: Sequence[Judged], searched: int) -> Evidence:
    """Return what one passage of those that were found tells."""
    best = sorted(passages, key=lambda each: -each.content)
    return _evidence(topic, one, best, one.signals.nearness, searched)


def _evidence(topic: Topic, one: Judged, best: Sequence[Judged], nearness: float, searched: int) -> Evidence:
    return Evidence(
        score=one.content,
        nearness=nearness,
        lead=max(one.content - best[min(_TENTH, len(best) - 1)].content, 0.0),
        held=one.signals.held * topic.weight,
        missing=(1 - one.signals.held) * topic.weight,
        searched=searched,
    )


def answerable(weights: ConfidenceWeights, told: Evidence) -> float:
    """Return how likely passages answer a question, 0 to 1."""
    each = (weights.score, weights.nearness, weights.lead, weights.held, weights.missing, weights.size)
    return logistic(weights.bias + sum(w * x for w, x in zip(each, told.values(), strict=True)))


def about(config: AnsweringConfig, cosine: float, held: float) -> float:
    """Return how likely a statement is about a topic, 0 to 1.

    Args:
        config: the weights.
        cosine: nearness of the passage that the statement stands in to the topic.
        held: share of the topic's terms, by rarity, that it holds.
    """
    return logistic(
        config.statement_bias + config.statement_cosine_weight * cosine + config.statement_coverage_weight * held
    )


def logistic(odds: float) -> float:
    """Return the probability for a logarithm of odds."""
    return 1.0 / (1.0 + math.exp(-max(odds, -500.0)))  # further down exp overflows
