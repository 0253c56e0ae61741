"""How likely there is an answer: what tells it, and which way each of that goes."""

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import astuple, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.answering.confidence import Evidence, about, answerable, evidence, evidence_of, logistic
from index.answering.passage_features import Judged, judged
from index.answering.query_terms import Topic, topic_of
from index.config import AnsweringConfig, ConfidenceWeights, PassageWeights
from index.models import Span
from index.store.full_text import FullTextDocument, FullTextIndex, write_full_text
from index.store.records import PassageText, StoredPassage

TODAY = dt.date(2026, 5, 10)
EVIDENCE = Evidence(score=10.0, nearness=0.5, lead=2.0, held=6.0, missing=3.0, searched=100)
PLAIN = PassageWeights(nearness=10.0, held=0.0, pairs=0.0, in_sentence=0.0, in_title=0.0, opening=0.0, age=-1.0)


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> FullTextIndex:
    """Return an index in which "ferry" and "quay" are equally rare."""
    folder = tmp_path_factory.mktemp("confidence") / "words"
    write_full_text(folder, [FullTextDocument(0, "a ferry at the quay", None, None)])
    return FullTextIndex(folder)


@pytest.fixture(scope="module")
def topic(words: FullTextIndex) -> Topic:
    return topic_of(words, "ferry quay")


def found(
    words: FullTextIndex, topic: Topic, told: Sequence[tuple[str, float, int]], weights: PassageWeights = PLAIN
) -> list[Judged]:
    """Judge passages of one sentence, given the words, the cosine and the days since."""
    passages = [
        PassageText(StoredPassage(number, number, 0, 0), "T", TODAY - dt.timedelta(days), text, (Span(0, len(text)),))
        for number, (text, _, days) in enumerate(told)
    ]
    return judged(words, topic, list(zip(passages, [cosine for _, cosine, _ in told], strict=True)), TODAY, weights)


@pytest.mark.parametrize(
    ("odds", "probability"),
    [(0.0, 0.5), (math.log(3), 0.75), (-math.log(3), 0.25), (math.log(99), 0.99), (40.0, 1.0), (-700.0, 0.0)],
)
def test_logistic(odds: float, probability: float) -> None:
    assert logistic(odds) == pytest.approx(probability)


@given(st.floats(-30, 30))
def test_logistic_of_the_opposite_is_the_rest(odds: float) -> None:
    assert logistic(odds) + logistic(-odds) == pytest.approx(1.0)


@pytest.mark.parametrize(
    "likelier",
    [
        replace(EVIDENCE, nearness=0.6),
        replace(EVIDENCE, held=7.0),
        replace(EVIDENCE, lead=3.0),
        replace(EVIDENCE, missing=2.0),
        replace(EVIDENCE, searched=50),
    ],
)
def test_which_way_each_goes(likelier: Evidence) -> None:
    weights = ConfidenceWeights()
    assert 0 < answerable(weights, EVIDENCE) < answerable(weights, likelier) < 1


def test_the_confidence_is_the_logistic_of_the_weighted_sum() -> None:
    weights = ConfidenceWeights(bias=0.5, score=0.1, nearness=2.0, lead=-0.5, held=0.25, missing=-0.5, size=-1.0)
    odds = 0.5 + 1.0 + 1.0 - 1.0 + 1.5 - 1.5 - math.log(100)
    assert answerable(weights, EVIDENCE) == pytest.approx(1 / (1 + math.exp(-odds)))
    assert EVIDENCE.values() == pytest.approx((10.0, 0.5, 2.0, 6.0, 3.0, math.log(100)))
    assert replace(EVIDENCE, searched=0).values()[-1] == 0.0


def test_evidence_is_of_the_passage_that_answers_best_whenever_it_was_published(
    words: FullTextIndex, topic: Topic
) -> None:
    passages = found(words, topic, [("A ferry.", 0.6, 3000), ("A quay came.", 0.5, 0)])
    assert [each.passage.stored.number for each in passages] == [1, 0]  # by age
    rarity = topic.weight / 2
    assert astuple(evidence(topic, passages, 7)) == pytest.approx((6.0, 0.6, 1.0, rarity, rarity, 7))
    assert astuple(evidence_of(topic, passages[0], passages, 7)) == pytest.approx((5.0, 0.5, 0.0, rarity, rarity, 7))


def test_age_does_not_touch_the_confidence(words: FullTextIndex, topic: Topic) -> None:
    new, old = (
        evidence(topic, found(words, topic, [("A ferry at the quay.", 0.7, days), ("Rain.", 0.2, 5)]), 50)
        for days in (0, 4000)
    )
    assert new == old
    assert answerable(ConfidenceWeights(), new) == answerable(ConfidenceWeights(), old)


def test_the_nearest_need_not_be_the_best(words: FullTextIndex, topic: Topic) -> None:
    by_words = replace(PLAIN, nearness=1.0, held=10.0)
    told = evidence(topic, found(words, topic, [("Rain.", 0.9, 0), ("Ferry, quay.", 0.1, 0)], by_words), 2)
    assert astuple(told) == pytest.approx((10.1, 0.9, 9.2, topic.weight, 0.0, 2))


def test_the_lead_is_over_the_tenth(words: FullTextIndex, topic: Topic) -> None:
    cosines = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.35, 0.3, 0.25, 0.2, 0.1, 0.0]
    passages = found(words, topic, [("A ferry.", cosine, 0) for cosine in cosines])
    assert evidence(topic, passages, 12).lead == pytest.approx(7.0)
    assert evidence(topic, passages[:3], 12).lead == pytest.approx(2.0)
    assert evidence(topic, passages[:1], 12).lead == 0.0


def test_how_likely_a_statement_is_about_a_topic() -> None:
    config = AnsweringConfig(statement_bias=-2.0, statement_cosine_weight=4.0, statement_coverage_weight=1.0)
    assert about(config, 0.5, 0.0) == 0.5
    assert about(config, 0.25, 1.0) == 0.5
    assert about(config, 0.5, 1.0) == pytest.approx(1 / (1 + math.exp(-1)))
