"""Selecting sentences: neighbours with nearly the same score join, lengths are bounded, nothing repeats."""

from index.answering.excerpts import Excerpt, SentenceId
from index.answering.select_sentences import SentenceScore, select_sentences
from index.config import AnsweringConfig
from index.models import Span

LENGTH = 10  # characters of a sentence


def span_of(first: int, last: int) -> Span:
    return Span(first * LENGTH, last * LENGTH + LENGTH - 1)


def scores_of(scores: dict[tuple[int, int], float], words: int) -> dict[SentenceId, SentenceScore]:
    """Return the scores of sentences, given by article and position, each with this number of words."""
    return {
        SentenceId(article, ordinal): SentenceScore(score, span_of(ordinal, ordinal), words)
        for (article, ordinal), score in scores.items()
    }


def test_neighbours_join_and_no_sentence_is_selected_twice() -> None:
    scores = scores_of({(0, 0): 5.0, (0, 1): 6.0, (0, 2): 3.0, (7, 4): 5.5}, words=10)
    assert list(select_sentences(scores, AnsweringConfig(neighbour_margin=2.0))) == [
        Excerpt(0, span_of(0, 1), 6.0),
        Excerpt(7, span_of(4, 4), 5.5),
        Excerpt(0, span_of(2, 2), 3.0),
    ]


def test_excerpt_keeps_to_the_maximum_number_of_words() -> None:
    scores = {(0, ordinal): 1.0 - ordinal / 10 for ordinal in range(4)}
    assert list(select_sentences(scores_of(scores, words=31), AnsweringConfig(max_words=60))) == [
        Excerpt(0, span_of(ordinal, ordinal), scores[0, ordinal]) for ordinal in range(4)
    ]
    assert list(select_sentences(scores_of(scores, words=31), AnsweringConfig(max_words=62))) == [
        Excerpt(0, span_of(0, 1), 1.0),
        Excerpt(0, span_of(2, 3), 0.8),
    ]


def test_excerpt_keeps_to_the_maximum_number_of_sentences() -> None:
    scores = scores_of({(0, ordinal): 1.0 - ordinal / 10 for ordinal in range(4)}, words=5)
    assert list(select_sentences(scores, AnsweringConfig(max_sentences=3))) == [
        Excerpt(0, span_of(0, 2), 1.0),
        Excerpt(0, span_of(3, 3), 0.7),
    ]


def test_no_scores_select_nothing() -> None:
    assert list(select_sentences({}, AnsweringConfig())) == []
