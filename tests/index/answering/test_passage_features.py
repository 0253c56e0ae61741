"""What tells whether a passage answers, by values worked out by hand."""

import datetime as dt
import math

import pytest

from index.answering.passage_features import Judged, Signals, judged
from index.answering.query_terms import Topic, topic_of
from index.config import PassageWeights
from index.models import Span
from index.store.full_text import FullTextDocument, FullTextIndex, write_full_text
from index.store.records import PassageText, StoredPassage

TODAY = dt.date(2026, 5, 10)
WEIGHTS = PassageWeights(nearness=2.0, held=3.0, pairs=5.0, in_sentence=7.0, in_title=11.0, opening=13.0, age=-17.0)


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> FullTextIndex:
    """Return an index in which "quay", "ferry", "tunnel" and "crane" are equally rare."""
    folder = tmp_path_factory.mktemp("signals") / "words"
    write_full_text(folder, [FullTextDocument(0, "the quay, the ferry, the tunnel and a crane", None, None)])
    return FullTextIndex(folder)


@pytest.fixture(scope="module")
def topic(words: FullTextIndex) -> Topic:
    return topic_of(words, "quay ferry tunnel crane")


def passage(
    *sentences: str, title: str = "News", number: int = 0, first: int = 0, day: dt.date | None = TODAY
) -> PassageText:
    """Return a passage whose text starts at offset 100 of its article."""
    spans, start = [], 100
    for each in sentences:
        spans.append(Span(start, start + len(each)))
        start += len(each) + 1
    stored = StoredPassage(number, 0, first, first + len(sentences) - 1)
    return PassageText(stored, title, day, " ".join(sentences), tuple(spans))


def signals(words: FullTextIndex, topic: Topic, one: PassageText, cosine: float = 0.5) -> Signals:
    return judged(words, topic, [(one, cosine)], TODAY, WEIGHTS)[0].signals


def test_the_title_counts_in_what_is_held_but_in_no_sentence(words: FullTextIndex, topic: Topic) -> None:
    found = signals(words, topic, passage("A ferry came.", "The tunnel and the crane.", title="A quay"))
    assert found.held == pytest.approx(1.0)
    assert found.in_sentence == pytest.approx(0.5)
    assert found.in_title == pytest.approx(0.25)


def test_neighbours_count_within_one_sentence_or_the_title(words: FullTextIndex, topic: Topic) -> None:
    assert set(topic.pairs) == {("quay", "ferri"), ("ferri", "tunnel"), ("tunnel", "crane")}
    assert signals(words, topic, passage("A quay.", "Ferry.", title="Tunnel crane")).pairs == pytest.approx(1 / 3)
    assert signals(words, topic, passage("Quay ferry tunnel.", title="Crane")).pairs == pytest.approx(2 / 3)
    assert signals(words, topic, passage("A ferry quay.", "Tunnel.", title="Crane")).pairs == 0.0


@pytest.mark.parametrize(("first", "opening"), [(0, 1.0), (1, 0.0), (7, 0.0)])
def test_what_opens_its_article(words: FullTextIndex, topic: Topic, first: int, opening: float) -> None:
    assert signals(words, topic, passage("A quay.", first=first)).opening == opening


@pytest.mark.parametrize(
    ("day", "days"),
    [(TODAY, 0), (dt.date(2026, 5, 9), 1), (dt.date(2026, 5, 12), 2), (dt.date(2026, 4, 10), 30), (None, 365)],
)
def test_age_is_a_logarithm_and_what_has_no_date_is_a_year_old(
    words: FullTextIndex, topic: Topic, day: dt.date | None, days: int
) -> None:
    assert signals(words, topic, passage("A quay.", day=day)).age == pytest.approx(math.log(days + 1))


def test_what_holds_nothing(words: FullTextIndex, topic: Topic) -> None:
    assert signals(words, topic, passage("It rains.", first=3), -0.25) == Signals(-0.25, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


def test_scores_are_the_weighted_sums() -> None:
    found = Signals(nearness=0.5, held=0.25, pairs=0.2, in_sentence=0.1, in_title=0.3, opening=1.0, age=2.0)
    content = 2 * 0.5 + 3 * 0.25 + 5 * 0.2 + 7 * 0.1 + 11 * 0.3 + 13
    assert found.content(WEIGHTS) == pytest.approx(content)
    assert found.score(WEIGHTS) == pytest.approx(content - 17 * 2.0)


def test_of_the_same_words_the_newer_comes_first_and_content_has_no_age(words: FullTextIndex, topic: Topic) -> None:
    days = [dt.date(2020, 1, 1), TODAY, None, dt.date(2026, 5, 1)]
    found = [(passage("A quay.", number=number, day=day), 0.5) for number, day in enumerate(days)]
    made = judged(words, topic, found, TODAY, PassageWeights())
    assert [each.passage.published for each in made] == [TODAY, dt.date(2026, 5, 1), None, dt.date(2020, 1, 1)]
    assert len({each.content for each in made}) == 1
    assert [each.content - each.score for each in made] == pytest.approx(
        [0.5 * math.log1p(days) for days in (0, 9, 365, 2321)]
    )


def test_best_first_and_of_equals_as_they_came(words: FullTextIndex, topic: Topic) -> None:
    found = [(passage("It rains.", number=number), cosine) for number, cosine in enumerate([0.1, 0.9, 0.1, 0.5])]
    made = judged(words, topic, found, TODAY, WEIGHTS)
    assert [each.passage.stored.number for each in made] == [1, 3, 0, 2]
    assert judged(words, topic, [], TODAY, WEIGHTS) == []


def test_tokens_are_of_the_sentences_and_terms_of_the_title_too(words: FullTextIndex, topic: Topic) -> None:
    [made] = judged(words, topic, [(passage("The quays, the quay!", "🙂", title="Two ferries"), 0.0)], TODAY, WEIGHTS)
    assert isinstance(made, Judged)
    assert list(made.tokens) == [["the", "quay", "the", "quay"], []]
    assert made.terms == {"the", "quay", "two", "ferri"}
