"""Which sentences of passages answer, by values worked out by hand."""

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import astuple

import pytest

from index.answering.passage_features import judged
from index.answering.query_terms import topic_of
from index.answering.sentence_features import JudgedSentence, SentenceSignals, judged_sentences
from index.config import PassageWeights, SentenceWeights
from index.models import Span
from index.store.full_text import FullTextDocument, FullTextIndex, write_full_text
from index.store.records import PassageText, StoredPassage

TODAY = dt.date(2026, 5, 10)
# A passage's score is its cosine and no more.
BY_COSINE = PassageWeights(nearness=1.0, held=0.0, pairs=0.0, in_sentence=0.0, in_title=0.0, opening=0.0, age=0.0)
SENTENCES = ("The ferry is late.", "It paid 300 crowns.", "The quay is closed.", "Nobody came.")


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> FullTextIndex:
    """Return an index in which "ferry", "quay", "pay" and "paid" are equally rare."""
    folder = tmp_path_factory.mktemp("sentences") / "words"
    write_full_text(folder, [FullTextDocument(0, "a ferry pays at the quay, and paid", None, None)])
    return FullTextIndex(folder)


def passage(number: int, first: int, last: int, sentences: Sequence[str] = SENTENCES) -> PassageText:
    """Return a passage of article 4 that holds these of its sentences."""
    starts = [sum(len(each) + 1 for each in sentences[:at]) for at in range(len(sentences))]
    spans = tuple(Span(starts[at], starts[at] + len(sentences[at])) for at in range(first, last + 1))
    text = " ".join(sentences[first : last + 1])
    return PassageText(StoredPassage(number, 4, first, last), "Quay", TODAY, text, spans)


def told(words: FullTextIndex, question: str, *passages: tuple[PassageText, float]) -> dict[int, JudgedSentence]:
    topic = topic_of(words, question)
    found = judged_sentences(topic, judged(words, topic, passages, TODAY, BY_COSINE))
    assert all(article == 4 and each.place == (article, at) for (article, at), each in found.items())
    return {at: each for (_, at), each in found.items()}


def test_every_sentence_by_hand(words: FullTextIndex) -> None:
    found = told(words, "how much is paid for the ferry at the quay", (passage(0, 0, 3), 0.5))
    expected = [
        (0.0, 1 / 3, 1 / 3, -1.0, math.log(5)),  # ferry
        (0.0, 1 / 3, 2 / 3, 1.0, math.log(5)),  # paid, ferry before; 300
        (0.0, 1 / 3, 2 / 3, -1.0, math.log(5)),  # quay, paid before
        (0.0, 0.0, 1 / 3, -1.0, math.log(3)),  # quay before
    ]
    assert [astuple(found[at].signals) for at in range(4)] == [pytest.approx(each) for each in expected]
    assert [found[at].words for at in range(4)] == [4, 4, 4, 2]


def test_what_is_said_before_the_passage_or_in_the_title_does_not_count(words: FullTextIndex) -> None:
    found = told(words, "ferry quay", (passage(0, 1, 3), 0.5))
    assert list(found) == [1, 2, 3]
    assert (found[1].signals.held, found[1].signals.held_with_before) == (0.0, 0.0)
    assert [found[3].signals.held, found[3].signals.held_with_before] == pytest.approx([0.0, 0.5])


def test_only_the_sentence_just_before_counts(words: FullTextIndex) -> None:
    found = told(words, "ferry", (passage(0, 0, 3), 0.5))
    assert [found[at].signals.held_with_before for at in range(4)] == [1.0, 1.0, 0.0, 0.0]


def test_a_sentence_of_two_passages_is_judged_in_the_better_one(words: FullTextIndex) -> None:
    worse, better = (passage(0, 0, 2), 0.25), (passage(1, 2, 3), 0.75)
    for given in ([worse, better], [better, worse]):
        found = told(words, "paid quay", *given)
        assert list(found) == [2, 3, 0, 1]
        assert [found[at].signals.passage for at in (2, 3, 0, 1)] == [0.0, 0.0, -0.5, -0.5]
        # "paid" stands in the sentence before, which the better passage does not hold.
        assert found[2].signals.held_with_before == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("is the ferry late", [0.0, 0.0]),
        ("how much was paid", [-1.0, 1.0]),
        ("when was it paid", [-1.0, -1.0]),
        ("who paid", [-1.0, -1.0]),
        ("how many are the 300 crowns", [-1.0, -1.0]),
    ],
)
def test_whether_it_holds_what_is_asked_for(words: FullTextIndex, question: str, kinds: list[float]) -> None:
    found = told(words, question, (passage(0, 0, 1), 0.5))
    assert [each.signals.kind for each in found.values()] == kinds


def test_the_score_is_the_weighted_sum() -> None:
    weights = SentenceWeights(passage=2.0, held=3.0, held_with_before=5.0, kind=7.0, length=11.0)
    signals = SentenceSignals(passage=-0.5, held=0.25, held_with_before=0.75, kind=-1.0, length=2.0)
    assert signals.score(weights) == pytest.approx(-1.0 + 0.75 + 3.75 - 7.0 + 22.0)


def test_of_no_passages_there_are_no_sentences(words: FullTextIndex) -> None:
    assert judged_sentences(topic_of(words, "ferry"), []) == {}
