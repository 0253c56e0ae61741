"""The features of a sentence, compared with values worked out by hand."""

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import astuple

import pytest

from index.answering.excerpts import SentenceId
from index.answering.passage_features import score_passages
from index.answering.query_terms import query_terms
from index.answering.sentence_features import ScoredSentence, SentenceFeatures, score_sentences
from index.config import PassageWeights, SentenceWeights
from index.models import Span
from index.store.full_text import FullTextDocument, FullTextIndex, write_full_text
from index.store.records import PassageText, StoredPassage

TODAY = dt.date(2026, 5, 10)
ARTICLE = 4
# The score of a passage is its cosine alone.
BY_COSINE = PassageWeights(
    cosine=1.0,
    term_coverage=0.0,
    bigram_coverage=0.0,
    best_sentence_coverage=0.0,
    title_coverage=0.0,
    is_lead=0.0,
    age=0.0,
)
SENTENCES = ("The ferry is late.", "It paid 300 crowns.", "The quay is closed.", "Nobody came.")


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> FullTextIndex:
    """Return an index in which "ferry", "quay", "pay" and "paid" are equally rare."""
    folder = tmp_path_factory.mktemp("sentences") / "words"
    write_full_text(folder, [FullTextDocument(0, "a ferry pays at the quay, and paid", None, None)])
    return FullTextIndex(folder)


def passage(number: int, first: int, last: int, sentences: Sequence[str] = SENTENCES) -> PassageText:
    """Return a passage with the sentences of the article from the first to the last position."""
    starts = [sum(len(sentence) + 1 for sentence in sentences[:ordinal]) for ordinal in range(len(sentences))]
    spans = tuple(
        Span(starts[ordinal], starts[ordinal] + len(sentences[ordinal])) for ordinal in range(first, last + 1)
    )
    text = " ".join(sentences[first : last + 1])
    return PassageText(StoredPassage(number, ARTICLE, first, last), "Quay", TODAY, text, spans)


def scored(words: FullTextIndex, question: str, *passages: tuple[PassageText, float]) -> dict[int, ScoredSentence]:
    """Score the sentences of passages, each given with its cosine; return them by their positions in the article."""
    terms = query_terms(words, question)
    sentences = score_sentences(terms, score_passages(words, terms, passages, TODAY, BY_COSINE))
    assert all(sentence.id == id_ and id_.article == ARTICLE for id_, sentence in sentences.items())
    return {id_.ordinal: sentence for id_, sentence in sentences.items()}


def test_features_of_every_sentence_match_values_by_hand(words: FullTextIndex) -> None:
    sentences = scored(words, "how much is paid for the ferry at the quay", (passage(0, 0, 3), 0.5))
    expected = [
        (0.0, 1 / 3, 1 / 3, -1.0, math.log(5)),  # ferry
        (0.0, 1 / 3, 2 / 3, 1.0, math.log(5)),  # paid, after ferry; 300
        (0.0, 1 / 3, 2 / 3, -1.0, math.log(5)),  # quay, after paid
        (0.0, 0.0, 1 / 3, -1.0, math.log(3)),  # after quay
    ]
    assert [astuple(sentences[ordinal].features) for ordinal in range(4)] == [pytest.approx(row) for row in expected]
    assert [sentences[ordinal].words for ordinal in range(4)] == [4, 4, 4, 2]
    assert [sentences[ordinal].id for ordinal in range(4)] == [SentenceId(ARTICLE, ordinal) for ordinal in range(4)]


def test_sentence_before_the_passage_and_title_do_not_count(words: FullTextIndex) -> None:
    sentences = scored(words, "ferry quay", (passage(0, 1, 3), 0.5))
    assert list(sentences) == [1, 2, 3]
    first, last = sentences[1].features, sentences[3].features
    assert (first.term_coverage, first.coverage_with_previous) == (0.0, 0.0)
    assert [last.term_coverage, last.coverage_with_previous] == pytest.approx([0.0, 0.5])


def test_only_the_previous_sentence_counts(words: FullTextIndex) -> None:
    sentences = scored(words, "ferry", (passage(0, 0, 3), 0.5))
    coverages = [sentences[ordinal].features.coverage_with_previous for ordinal in range(4)]
    assert coverages == [1.0, 1.0, 0.0, 0.0]


def test_sentence_of_two_passages_is_scored_in_the_better_one(words: FullTextIndex) -> None:
    worse, better = (passage(0, 0, 2), 0.25), (passage(1, 2, 3), 0.75)
    for candidates in ([worse, better], [better, worse]):
        sentences = scored(words, "paid quay", *candidates)
        assert list(sentences) == [2, 3, 0, 1]
        scores = [sentences[ordinal].features.passage_score for ordinal in (2, 3, 0, 1)]
        assert scores == [0.0, 0.0, -0.5, -0.5]
        # The sentence before it contains "paid", but the better passage does not contain that sentence.
        assert sentences[2].features.coverage_with_previous == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("question", "answer_types"),
    [
        ("is the ferry late", [0.0, 0.0]),
        ("how much was paid", [-1.0, 1.0]),
        ("when was it paid", [-1.0, -1.0]),
        ("who paid", [-1.0, -1.0]),
        ("how many are the 300 crowns", [-1.0, -1.0]),
    ],
)
def test_answer_type_shows_whether_the_expected_type_occurs(
    words: FullTextIndex, question: str, answer_types: list[float]
) -> None:
    sentences = scored(words, question, (passage(0, 0, 1), 0.5))
    assert [sentence.features.answer_type for sentence in sentences.values()] == answer_types


def test_score_is_the_weighted_sum() -> None:
    weights = SentenceWeights(
        passage_score=2.0, term_coverage=3.0, coverage_with_previous=5.0, answer_type=7.0, length=11.0
    )
    features = SentenceFeatures(
        passage_score=-0.5, term_coverage=0.25, coverage_with_previous=0.75, answer_type=-1.0, length=2.0
    )
    assert features.score(weights) == pytest.approx(-1.0 + 0.75 + 3.75 - 7.0 + 22.0)


def test_no_passages_have_no_sentences(words: FullTextIndex) -> None:
    assert score_sentences(query_terms(words, "ferry"), []) == {}
