"""Interpreting questions against a collection: the mode, the filter, the searches, the speakers and the errors."""

import datetime as dt
import re
from typing import Any

import pytest

from index.adapters.faiss_store import FaissStore
from index.config import PassageSize
from index.errors import QuestionError
from index.models import Filter, Interpretation, Question, SpeakerMatch
from index.question.collection import Collection
from index.question.interpret import AnswerMode, SearchQuery, interpret
from index.store.layout import current_name
from index.store.snapshot import open_snapshot
from tests.fakes import WordEmbedder
from tests.small_index import make_index

TODAY = dt.date(2025, 7, 20)
MAX_CHARACTERS = 100
NO_FILTER = Filter()
JUNE = Filter(dt.date(2025, 6, 1), dt.date(2025, 6, 30))
ARTICLES = [
    (
        "quay",
        "2025-06-03",
        "Harbour Gazette",
        (
            "Ilse Marandt met fishermen at the quay. She said that the quay pays for itself. "
            "Beno Castellar said that the quay is too long."
        ),
    ),
    (
        "vote",
        "2025-07-01",
        "Courier",
        (
            "Ruvan Delisle lost the vote. Tamsin Delisle said that the vote was clean. "
            "The council said that the ferry costs much."
        ),
    ),
    ("undated", None, None, "The admiral slept."),
]


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    root = make_index(tmp_path_factory.mktemp("interpret"), ARTICLES, PassageSize(40, 0))
    return Collection.of(open_snapshot(root, current_name(root), FaissStore(), WordEmbedder().fingerprint))


def understand(collection: Collection, text: str, **options: Any) -> SearchQuery:  # noqa: ANN401 - fields of a question
    return interpret(Question(text, today=TODAY, **options), collection, MAX_CHARACTERS)


# The mode.


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("what did Ilse Marandt say about the quay", AnswerMode.SPEAKER),
        ("what did the council say about the ferry", AnswerMode.SPEAKER),  # a speaker who is no person
        ("why did Ilse Marandt leave the quay", AnswerMode.SPEAKER),
        ("what did Ilse Marandt say?", AnswerMode.LATEST),
        ("quotes by Zorblax", AnswerMode.LATEST),
        ("who said that the quay is long", AnswerMode.WHO_SAID),
        ("the quay", AnswerMode.PASSAGES),
        ("who was criticised by Ilse Marandt", AnswerMode.PASSAGES),
        ("what did Zorblax say about the quay", AnswerMode.PASSAGES),  # an unknown speaker with a topic
        ("Which ferry line announced a merger?", AnswerMode.PASSAGES),
    ],
)
def test_mode_follows_from_speakers_and_topic(collection: Collection, text: str, mode: AnswerMode) -> None:
    assert understand(collection, text).mode is mode


def test_question_for_a_fact_has_no_speaker(collection: Collection) -> None:
    text = "Which ferry line did the council say is late?"
    query = understand(collection, text)
    assert (query.speakers, query.speaker_match, query.parsed.topic) == (None, None, text)
    assert (query.parsed.speakers, query.parsed.asks_who, query.parsed.wants_statements) == ((), False, False)


def test_explicit_speaker_makes_a_question_for_a_fact_ask_for_statements(collection: Collection) -> None:
    query = understand(collection, "which ferry line announced a merger", speaker="Castellar")
    assert (query.mode, query.parsed.topic) == (AnswerMode.SPEAKER, "a merger")
    assert query.interpretation.speaker == "Beno Castellar"


# The filter and the searches for passages.


@pytest.mark.parametrize(
    ("text", "explicit", "merged"),
    [
        ("the quay", NO_FILTER, NO_FILTER),
        ("the quay in June 2025", NO_FILTER, JUNE),
        ("the quay in June 2025", Filter(since=dt.date(2025, 6, 2)), Filter(dt.date(2025, 6, 2), JUNE.until)),
        ("the quay in June 2025", Filter(until=dt.date(2025, 7, 9)), Filter(JUNE.since, dt.date(2025, 7, 9))),
        ("the quay in the harbour gazette", NO_FILTER, Filter(publisher="Harbour Gazette")),
        ("the quay in the harbour gazette", Filter(publisher="Courier"), Filter(publisher="Courier")),
    ],
)
def test_explicit_filter_overrides_the_one_in_the_text(
    collection: Collection, text: str, explicit: Filter, merged: Filter
) -> None:
    query = understand(collection, text, filter=explicit)
    assert query.filter == merged
    shown = query.interpretation
    assert (shown.since, shown.until, shown.publisher) == (merged.since, merged.until, merged.publisher)


@pytest.mark.parametrize(
    ("text", "explicit", "searches"),
    [
        ("the quay", NO_FILTER, [("the quay", NO_FILTER)]),
        # Without a filter, all words of the question are searched for.
        (
            "what did Ilse Marandt say about the quay",
            NO_FILTER,
            [("what did Ilse Marandt say about the quay", NO_FILTER)],
        ),
        # Dates in the text: the topic within the dates first, then the whole text without them.
        ("the quay in June 2025", NO_FILTER, [("the quay", JUNE), ("the quay in June 2025", NO_FILTER)]),
        (
            "what did Ilse Marandt say in June 2025",
            NO_FILTER,
            [
                ("what did Ilse Marandt say in June 2025", JUNE),  # there is no topic
                ("what did Ilse Marandt say in June 2025", NO_FILTER),
            ],
        ),
        # A publisher is never relaxed.
        ("the quay in the harbour gazette", NO_FILTER, [("the quay", Filter(publisher="Harbour Gazette"))]),
        (
            "the quay in the harbour gazette in June",
            NO_FILTER,
            [
                ("the quay", Filter(JUNE.since, JUNE.until, "Harbour Gazette")),
                ("the quay in the harbour gazette in June", Filter(publisher="Harbour Gazette")),
            ],
        ),
        # Explicit dates are never relaxed.
        ("the quay", JUNE, [("the quay", JUNE)]),
        ("the quay in June 2025", Filter(since=JUNE.since), [("the quay", JUNE)]),
        # An explicit publisher does not keep the dates of the text from being relaxed.
        (
            "the quay in June 2025",
            Filter(publisher="Courier"),
            [
                ("the quay", Filter(JUNE.since, JUNE.until, "Courier")),
                ("the quay in June 2025", Filter(publisher="Courier")),
            ],
        ),
    ],
)
def test_passage_searches_relax_only_dates_of_the_text(
    collection: Collection, text: str, explicit: Filter, searches: list[tuple[str, Filter]]
) -> None:
    assert list(understand(collection, text, filter=explicit).passage_searches) == searches


def test_date_before_all_articles_belongs_to_the_topic(collection: Collection) -> None:
    text = "who won the vote in 1998?"
    query = understand(collection, text)
    assert (query.parsed.topic, query.filter, query.passage_searches) == (text, NO_FILTER, ((text, NO_FILTER),))
    # It remains a filter if a speaker is asked about.
    assert understand(collection, "what did Ilse Marandt say in 1998").filter == Filter(
        dt.date(1998, 1, 1), dt.date(1998, 12, 31)
    )


def test_relative_dates_are_counted_from_the_day_of_the_question(collection: Collection) -> None:
    query = interpret(Question("the vote yesterday", today=dt.date(2025, 7, 2)), collection, MAX_CHARACTERS)
    assert (query.today, query.filter) == (dt.date(2025, 7, 2), Filter(dt.date(2025, 7, 1), dt.date(2025, 7, 1)))
    before = dt.date.today()  # noqa: DTZ011 - the default is the asker's own day
    today = interpret(Question("the vote"), collection, MAX_CHARACTERS).today
    assert before <= today <= before + dt.timedelta(days=1)


# The speakers.


@pytest.mark.parametrize(
    ("text", "options", "is_exclusive"),
    [
        ("what did Ilse Marandt say about the quay", {}, True),
        ("what did Osterlind say about the quay", {}, True),  # an unknown name
        ("what did the mayor say about the quay", {}, True),  # a description that no article contains
        ("what did the fishermen say about the quay", {}, False),  # a description that the articles contain
        ("the quay", {"speaker": "the fishermen"}, True),
        ("why did Ilse Marandt leave the quay", {}, False),  # it may ask for deeds
        ("who said that the quay is long", {}, False),
        ("the quay", {}, False),
    ],
)
def test_only_the_words_of_a_named_speaker_answer(
    collection: Collection, text: str, options: dict[str, str], is_exclusive: bool
) -> None:
    assert understand(collection, text, **options).is_exclusive is is_exclusive


def names_of(collection: Collection, query: SearchQuery) -> list[str]:
    assert query.speakers is not None
    return [collection.people[number].name for number in query.speakers.people]


def contents_of(collection: Collection, query: SearchQuery) -> list[str]:
    """Return the contents of the statements that may answer."""
    assert query.speakers is not None
    corpus = collection.snapshot.corpus
    return [
        stored.statement.hull.of(corpus.article(stored.article).text)
        for stored in corpus.statements.get_many(query.speakers.statements.tolist())
    ]


def test_speakers_come_with_their_statements_within_the_filter(collection: Collection) -> None:
    query = understand(collection, "what did Ilse Marandt and Beno Castellar say about the vote")
    assert query.speakers is not None
    assert query.speakers.phrases == ("Ilse Marandt", "Beno Castellar")
    assert names_of(collection, query) == ["Ilse Marandt", "Beno Castellar"]
    assert contents_of(collection, query) == ["the quay pays for itself", "the quay is too long"]
    later = understand(collection, "what did Ilse Marandt say", filter=Filter(since=dt.date(2025, 6, 4)))
    assert (names_of(collection, later), contents_of(collection, later)) == (["Ilse Marandt"], [])


def test_shared_surname_stands_for_both_people(collection: Collection) -> None:
    query = understand(collection, "what did Delisle say about the vote")
    assert names_of(collection, query) == ["Tamsin Delisle", "Ruvan Delisle"]
    assert query.interpretation.speaker == "Tamsin Delisle or Ruvan Delisle"
    both = understand(collection, "what did Ilse Marandt and Delisle say about the vote")
    assert both.interpretation.speaker == "Ilse Marandt and Tamsin Delisle or Ruvan Delisle"


def test_person_named_twice_counts_once(collection: Collection) -> None:
    query = understand(collection, "what did Marandt and Ilse Marandt say about the quay")
    assert names_of(collection, query) == ["Ilse Marandt"]


def test_speaker_who_is_no_person_has_the_statements_that_print_the_phrase(collection: Collection) -> None:
    query = understand(collection, "what did the council say about the ferry")
    assert (names_of(collection, query), contents_of(collection, query)) == ([], ["the ferry costs much"])


def test_explicit_speaker_overrides_the_one_in_the_text(collection: Collection) -> None:
    query = understand(collection, "what did Ilse Marandt say about the quay", speaker=" beno \n castellar ")
    assert query.question.speaker == "beno castellar"
    assert names_of(collection, query) == ["Beno Castellar"]
    assert query.interpretation.speaker == "Beno Castellar"


def test_speaker_match_counts_statements_and_articles(collection: Collection) -> None:
    assert understand(collection, "what did Marandt say about the quay").speaker_match == SpeakerMatch(
        phrase="Marandt", names=("Ilse Marandt",), statements=1, mentioned_in=1, similar=()
    )
    assert understand(collection, "what did Marandt say in July").speaker_match == SpeakerMatch(
        phrase="Marandt", names=("Ilse Marandt",), statements=0, mentioned_in=0, similar=()
    )
    assert understand(collection, "the quay").speaker_match is None


def test_unknown_speaker_comes_with_similar_names(collection: Collection) -> None:
    assert understand(collection, "what did Marandd say").speaker_match == SpeakerMatch(
        phrase="Marandd", names=(), statements=0, mentioned_in=0, similar=("Ilse Marandt",)
    )


def test_interpretation_shows_speaker_topic_and_filter(collection: Collection) -> None:
    query = understand(collection, "what did marandt say about the quay in the harbour gazette in June")
    assert query.interpretation == Interpretation(
        speaker="Ilse Marandt", topic="the quay", since=JUNE.since, until=JUNE.until, publisher="Harbour Gazette"
    )


# The text and the errors.


def test_question_is_canonical_and_parsed_on_one_line(collection: Collection) -> None:
    query = understand(
        collection, "cafe\u0301\r\nand  the\x00 quay\udce9", filter=Filter(publisher=" Harbour\nGazette")
    )
    assert query.question.text == "caf\u00e9\nand  the quay"
    assert query.parsed.text == "caf\u00e9 and the quay"
    assert query.filter == query.question.filter == Filter(publisher="Harbour Gazette")
    blank = understand(collection, "the quay", speaker=" \n", filter=Filter(publisher=" "))
    assert (blank.question.speaker, blank.question.filter, blank.speakers) == (None, NO_FILTER, None)


@pytest.mark.parametrize(
    ("question", "message"),
    [
        (Question(""), "The question is empty. Ask, for example: what did Lavrov say about the summit"),
        (Question(" ?!\n🙂"), "The question is empty. Ask, for example: what did Lavrov say about the summit"),
        (Question("x" * 101), "The question is longer than 100 characters. Shorten it."),
        (Question("x", max_quotes=0), "The number of quotes must be 1 or more."),
        (
            Question("x", filter=Filter(dt.date(2025, 7, 1), dt.date(2025, 6, 1))),
            "The start date (2025-07-01) is after the end date (2025-06-01). Swap them.",
        ),
    ],
)
def test_invalid_question_raises_an_error_with_the_remedy(
    collection: Collection, question: Question, message: str
) -> None:
    with pytest.raises(QuestionError, match=f"^{re.escape(message)}$"):
        interpret(question, collection, MAX_CHARACTERS)


def test_limits_of_a_question_are_inclusive(collection: Collection) -> None:
    day = dt.date(2025, 7, 1)
    longest = Question("x" * MAX_CHARACTERS, max_quotes=1, filter=Filter(day, day))
    assert interpret(longest, collection, MAX_CHARACTERS).question == longest
    # White space does not count.
    spaced = Question(f"  {'x ' * 50} \n y" + " " * 50)
    assert interpret(spaced, collection, 101).parsed.text == "x " * 50 + "y"


def test_collection_knows_its_people_and_publishers(collection: Collection) -> None:
    assert {person.name for person in collection.people} == {
        "Ilse Marandt", "Beno Castellar", "Ruvan Delisle", "Tamsin Delisle",
    }  # fmt: skip
    assert set(collection.publishers) == {"Harbour Gazette", "Courier"}
    assert [collection.people[number].name for number in collection.directory.find("delisle")] == [
        "Tamsin Delisle", "Ruvan Delisle",
    ]  # fmt: skip
