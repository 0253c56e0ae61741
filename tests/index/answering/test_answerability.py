"""Answerability: the features that predict an answer, the direction of each, and the probability."""

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import astuple, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.answering.answerability import (
    AnswerabilityFeatures,
    answer_probability,
    features_of_all,
    features_of_one,
    logistic,
    topic_probability,
)
from index.answering.passage_features import ScoredPassage, score_passages
from index.answering.query_terms import QueryTerms, query_terms
from index.config import AnswerabilityWeights, AnsweringConfig, PassageWeights
from index.models import Span
from index.store.full_text import FullTextDocument, FullTextIndex, write_full_text
from index.store.records import PassageText, StoredPassage

TODAY = dt.date(2026, 5, 10)
FEATURES = AnswerabilityFeatures(score=10.0, cosine=0.5, lead=2.0, covered_idf=6.0, missing_idf=3.0, searched=100)
BY_COSINE = PassageWeights(
    cosine=10.0,
    term_coverage=0.0,
    bigram_coverage=0.0,
    best_sentence_coverage=0.0,
    title_coverage=0.0,
    is_lead=0.0,
    age=-1.0,
)


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> FullTextIndex:
    """Return an index in which "ferry" and "quay" are equally rare."""
    folder = tmp_path_factory.mktemp("answerability") / "words"
    write_full_text(folder, [FullTextDocument(0, "a ferry at the quay", None, None)])
    return FullTextIndex(folder)


@pytest.fixture(scope="module")
def terms(words: FullTextIndex) -> QueryTerms:
    return query_terms(words, "ferry quay")


def scored(
    words: FullTextIndex,
    terms: QueryTerms,
    passages: Sequence[tuple[str, float, int]],
    weights: PassageWeights = BY_COSINE,
) -> list[ScoredPassage]:
    """Score passages of one sentence, each given as its text, its cosine and its age in days."""
    candidates = [
        (
            PassageText(
                StoredPassage(number, number, 0, 0), "T", TODAY - dt.timedelta(age), text, (Span(0, len(text)),)
            ),
            cosine,
        )
        for number, (text, cosine, age) in enumerate(passages)
    ]
    return score_passages(words, terms, candidates, TODAY, weights)


@pytest.mark.parametrize(
    ("log_odds", "probability"),
    [(0.0, 0.5), (math.log(3), 0.75), (-math.log(3), 0.25), (math.log(99), 0.99), (40.0, 1.0), (-700.0, 0.0)],
)
def test_logistic_turns_log_odds_into_a_probability(log_odds: float, probability: float) -> None:
    assert logistic(log_odds) == pytest.approx(probability)


@given(st.floats(-30, 30))
def test_logistic_of_opposite_log_odds_adds_up_to_one(log_odds: float) -> None:
    assert logistic(log_odds) + logistic(-log_odds) == pytest.approx(1.0)


@pytest.mark.parametrize(
    "more_probable",
    [
        replace(FEATURES, cosine=0.6),
        replace(FEATURES, covered_idf=7.0),
        replace(FEATURES, lead=3.0),
        replace(FEATURES, missing_idf=2.0),
        replace(FEATURES, searched=50),
    ],
)
def test_probability_rises_with_better_features(more_probable: AnswerabilityFeatures) -> None:
    weights = AnswerabilityWeights()
    assert 0 < answer_probability(weights, FEATURES) < answer_probability(weights, more_probable) < 1


def test_probability_is_the_logistic_of_the_weighted_sum() -> None:
    weights = AnswerabilityWeights(
        bias=0.5, score=0.1, cosine=2.0, lead=-0.5, covered_idf=0.25, missing_idf=-0.5, searched=-1.0
    )
    log_odds = 0.5 + 1.0 + 1.0 - 1.0 + 1.5 - 1.5 - math.log(100)
    assert answer_probability(weights, FEATURES) == pytest.approx(1 / (1 + math.exp(-log_odds)))
    assert FEATURES.values() == pytest.approx((10.0, 0.5, 2.0, 6.0, 3.0, math.log(100)))
    assert replace(FEATURES, searched=0).values()[-1] == 0.0


def test_features_come_from_the_best_content_whatever_its_age(words: FullTextIndex, terms: QueryTerms) -> None:
    passages = scored(words, terms, [("A ferry.", 0.6, 3000), ("A quay came.", 0.5, 0)])
    assert [passage.passage.stored.number for passage in passages] == [1, 0]  # by age
    idf = terms.total_idf / 2
    assert astuple(features_of_all(terms, passages, 7)) == pytest.approx((6.0, 0.6, 1.0, idf, idf, 7))
    assert astuple(features_of_one(terms, passages[0], passages, 7)) == pytest.approx((5.0, 0.5, 0.0, idf, idf, 7))


def test_age_does_not_affect_the_probability(words: FullTextIndex, terms: QueryTerms) -> None:
    new, old = (
        features_of_all(terms, scored(words, terms, [("A ferry at the quay.", 0.7, age), ("Rain.", 0.2, 5)]), 50)
        for age in (0, 4000)
    )
    assert new == old
    assert answer_probability(AnswerabilityWeights(), new) == answer_probability(AnswerabilityWeights(), old)


def test_highest_cosine_may_come_from_another_passage(words: FullTextIndex, terms: QueryTerms) -> None:
    by_coverage = replace(BY_COSINE, cosine=1.0, term_coverage=10.0)
    passages = scored(words, terms, [("Rain.", 0.9, 0), ("Ferry, quay.", 0.1, 0)], by_coverage)
    features = features_of_all(terms, passages, 2)
    assert astuple(features) == pytest.approx((10.1, 0.9, 9.2, terms.total_idf, 0.0, 2))


def test_lead_is_the_distance_to_the_tenth_passage(words: FullTextIndex, terms: QueryTerms) -> None:
    cosines = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.35, 0.3, 0.25, 0.2, 0.1, 0.0]
    passages = scored(words, terms, [("A ferry.", cosine, 0) for cosine in cosines])
    assert features_of_all(terms, passages, 12).lead == pytest.approx(7.0)
    assert features_of_all(terms, passages[:3], 12).lead == pytest.approx(2.0)
    assert features_of_all(terms, passages[:1], 12).lead == 0.0


def test_topic_probability_weighs_cosine_and_coverage() -> None:
    config = AnsweringConfig(statement_bias=-2.0, statement_cosine_weight=4.0, statement_coverage_weight=1.0)
    assert topic_probability(config, 0.5, 0.0) == 0.5
    assert topic_probability(config, 0.25, 1.0) == 0.5
    assert topic_probability(config, 0.5, 1.0) == pytest.approx(1 / (1 + math.exp(-1)))
