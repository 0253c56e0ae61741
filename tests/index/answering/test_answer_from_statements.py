"""Answering from statements: the words of the speaker asked about, and no words of anyone else under that name."""

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.adapters.faiss_store import FaissStore
from index.answering.retrieve_statements import spread_to_neighbours
from index.config import AnsweringConfig, EngineConfig
from index.engine import Engine
from index.indexing.reindex import Reindexer
from index.models import Answer, Filter, Question
from tests.fakes import WordEmbedder, parts

ARTICLES = [
    {
        "id": "quay",
        "title": "Talk of the town",
        "published": "2025-06-03",
        "source": "Gazette",
        "text": (
            "Ilse Marandt met fishermen at the quay. She said that the quay pays for itself. "
            "“The quay is too long,” Beno Castellar said. Ilse Marandt left. "
            "Ilse Marandt said that the ferry is late and Beno Castellar said that the ferry is early. "
            "Marandt said that the harbour is open."
        ),
    },
    {
        "id": "herring",
        "title": "Fewer fish",
        "published": "2025-06-12",
        "source": "Courier",
        "text": (
            "Lina Osterlund said that the herring quota was cut by half. Wind blew. "
            "The herring worried Ilse Marandt of the harbour. Ilse Marandt said that boats wait."
        ),
    },
    {
        "id": "vote",
        "title": "Counting on",
        "published": "2025-07-01",
        "source": "Courier",
        "text": (
            "Ruvan Delisle lost the vote. Tamsin Delisle said that the vote was clean. Odd Brandt watched. "
            "The council said that the ferry costs much."
        ),
    },
]


# The default weights are fitted to a real embedder. The tests use a word embedder.
CONFIG = AnsweringConfig(
    threshold=0.3,
    statement_bias=-7.8,
    statement_cosine_weight=11.0,
    statement_coverage_weight=5.0,
    neighbour_share=0.0,
    relative_threshold=0.5,
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("speakers")
    (folder / "news.jsonl").write_text("\n".join(map(json.dumps, ARTICLES)), encoding="utf-8")
    Reindexer(folder / "index", parts(), EngineConfig(), lambda *_: None).reindex([folder / "news.jsonl"])
    return folder / "index"


@pytest.fixture(scope="module")
def ask(index: Path) -> Callable[..., Answer]:
    engine = Engine(index, WordEmbedder(), FaissStore(), CONFIG)
    return lambda text, **options: engine.ask(Question(text, **options))


def shown(answer: Answer) -> list[tuple[str | None, str, str]]:
    """Return the speaker, the kind and the text of each quote."""
    return [(quote.speaker.name if quote.speaker else None, quote.kind, quote.text) for quote in answer.quotes]


def test_statements_come_before_passages_that_mention_the_speaker(ask: Callable[..., Answer]) -> None:
    answer = ask("what did Ilse Marandt say about the quay")
    assert shown(answer) == [
        ("Ilse Marandt", "indirect", "She said that the quay pays for itself."),
        (None, "passage", "Ilse Marandt met fishermen at the quay."),
    ]
    assert (answer.understood.speaker, answer.understood.topic) == ("Ilse Marandt", "the quay")
    assert answer.speaker is not None
    assert (answer.speaker.phrase, answer.speaker.names) == ("Ilse Marandt", ("Ilse Marandt",))
    assert (answer.speaker.statements, answer.speaker.mentioned_in) == (4, 2)


@pytest.mark.parametrize("text", ["Ilse Marandt on the quay", "marandt on the quay", "Ilse Marandt: the quay"])
def test_name_and_topic_ask_for_statements(ask: Callable[..., Answer], text: str) -> None:
    answer = ask(text, max_quotes=1)
    assert (answer.understood.speaker, answer.understood.topic) == ("Ilse Marandt", "the quay")
    assert shown(answer) == [("Ilse Marandt", "indirect", "She said that the quay pays for itself.")]


def test_question_about_two_speakers_quotes_both(ask: Callable[..., Answer]) -> None:
    answer = ask("what did Ilse Marandt and Beno Castellar say about the ferry")
    assert answer.understood.speaker == "Ilse Marandt and Beno Castellar"
    assert {quote.speaker.name for quote in answer.quotes if quote.speaker} == {"Ilse Marandt", "Beno Castellar"}
    assert {text for name, _, text in shown(answer) if name} == {
        "Ilse Marandt said that the ferry is late",
        "Beno Castellar said that the ferry is early",
    }


def test_less_probable_statements_follow_the_one_that_answers(index: Path) -> None:
    engine = Engine(index, WordEmbedder(), FaissStore(), replace(CONFIG, relative_threshold=0.0))
    answer = engine.ask(Question("what did Ilse Marandt say about the quay", max_quotes=2))
    assert [text for _, _, text in shown(answer)] == [
        "She said that the quay pays for itself.",
        "Ilse Marandt said that the ferry is late",
    ]
    assert answer.quotes[1].score < CONFIG.threshold <= answer.quotes[0].score


def test_probability_spreads_to_neighbouring_statements_of_the_same_speaker() -> None:
    scores, numbers = np.array([0.9, 0.1, 0.1, 0.1, 0.5]), np.array([2, 4, 5, 9, 11])
    speakers = np.array([7, 8, 7, 7, 7])
    assert spread_to_neighbours(scores, numbers, speakers, 0.5).tolist() == [0.9, 0.1, 0.45, 0.25, 0.5]
    assert spread_to_neighbours(scores[:1], numbers[:1], speakers[:1], 0.5).tolist() == [0.9]
    assert spread_to_neighbours(scores[:0], numbers[:0], speakers[:0], 0.5).tolist() == []


def test_pronoun_comes_with_the_distance_to_its_antecedent(ask: Callable[..., Answer]) -> None:
    quote = ask("what did Marandt say about the quay", max_quotes=1).quotes[0]
    assert quote.speaker is not None
    text = str(ARTICLES[0]["text"])
    assert (quote.speaker.mention_text, text[quote.speaker.start : quote.speaker.end]) == ("She", "She")
    assert (quote.speaker.resolved_by, quote.speaker.antecedent_distance) == ("pronoun", 1)
    assert quote.speaker.confidence == "medium"
    assert [span.of(text) for span in quote.said] == ["the quay pays for itself"]
    assert text[quote.start : quote.end] == quote.text


def test_sentence_with_two_speakers_is_cut_between_them(ask: Callable[..., Answer]) -> None:
    [first] = ask("what did Ilse Marandt say about the late ferry", max_quotes=1).quotes
    [second] = ask("what did Beno Castellar say about the early ferry", max_quotes=1).quotes
    assert first.text == "Ilse Marandt said that the ferry is late"
    assert second.text == "Beno Castellar said that the ferry is early"
    assert (first.before, first.after) == ("Ilse Marandt left.", "Marandt said that the harbour is open.")


def test_full_name_excludes_the_namesake(ask: Callable[..., Answer]) -> None:
    answer = ask("what did Ruvan Delisle say about the vote")
    assert (answer.status, answer.quotes) == ("nothing_found", ())
    assert answer.speaker is not None
    assert (answer.speaker.names, answer.speaker.statements, answer.speaker.mentioned_in) == (("Ruvan Delisle",), 0, 1)
    assert all(quote.speaker is None for quote in answer.nearest)
    assert [quote.text for quote in answer.nearest] == ["Ruvan Delisle lost the vote."]


def test_shared_surname_matches_both_people(ask: Callable[..., Answer]) -> None:
    answer = ask("what did Delisle say about the vote")
    assert answer.understood.speaker == "Tamsin Delisle or Ruvan Delisle"
    assert shown(answer)[0] == ("Tamsin Delisle", "indirect", "Tamsin Delisle said that the vote was clean.")


def test_speaker_without_statements_on_the_topic_gets_the_nearest_excerpts(ask: Callable[..., Answer]) -> None:
    answer = ask("what did Ilse Marandt say about the herring")
    assert (answer.status, answer.quotes) == ("nothing_found", ())
    speakers = [(quote.speaker and quote.speaker.name, quote.text) for quote in answer.nearest]
    assert speakers[:2] == [
        ("Ilse Marandt", "Ilse Marandt said that boats wait."),
        (None, "The herring worried Ilse Marandt of the harbour."),
    ]
    assert {speaker for speaker, _ in speakers} == {"Ilse Marandt", None}


def test_unknown_name_comes_with_similar_names(ask: Callable[..., Answer]) -> None:
    answer = ask("what did Osterlind say about the herring quota")
    assert (answer.status, answer.quotes) == ("nothing_found", ())
    assert answer.speaker is not None
    assert (answer.speaker.names, answer.speaker.similar) == ((), ("Lina Osterlund",))
    assert answer.understood.speaker == "Osterlind"
    assert answer.nearest[0].text == "Lina Osterlund said that the herring quota was cut by half."
    assert all(quote.kind == "passage" and quote.speaker is None for quote in answer.nearest)


def test_nearest_excerpts_include_a_statement_if_there_is_one(index: Path) -> None:
    engine = Engine(index, WordEmbedder(), FaissStore(), replace(CONFIG, max_nearest=1))
    answer = engine.ask(Question("what did Ilse Marandt say about the herring"))
    assert answer.quotes == ()
    [nearest] = answer.nearest
    assert nearest.speaker is not None
    assert (nearest.speaker.name, nearest.text) == ("Ilse Marandt", "Ilse Marandt said that boats wait.")


def test_passages_that_cannot_answer_are_bounded_as_nearest_excerpts(index: Path) -> None:
    question = Question("what did Zorblax say about the harbour, the quay and the ferry")
    everything = replace(CONFIG, threshold=0.0, max_nearest=50, neighbour_margin=0.0)
    many = Engine(index, WordEmbedder(), FaissStore(), everything).ask(question).nearest
    few = Engine(index, WordEmbedder(), FaissStore(), replace(everything, max_nearest=2)).ask(question).nearest
    assert len(many) > 2
    assert few == many[:2]


def test_speaker_who_is_no_person_is_quoted(ask: Callable[..., Answer]) -> None:
    answer = ask("what did the council say about the ferry")
    assert shown(answer) == [("The council", "indirect", "The council said that the ferry costs much.")]
    assert answer.understood.speaker == "the council"
    assert answer.speaker is not None
    assert (answer.speaker.names, answer.speaker.statements) == ((), 1)


def test_unmatched_role_is_answered_with_passages(ask: Callable[..., Answer]) -> None:
    answer = ask("what did the fishermen say about the quay")
    assert (answer.status, answer.understood.speaker) == ("answered", "the fishermen")
    assert answer.quotes[0].text.startswith("Ilse Marandt met fishermen at the quay.")
    assert all(quote.kind == "passage" and quote.speaker is None for quote in answer.quotes)
    assert answer.speaker is not None
    assert answer.speaker.names == ()
    assert ask("what did the admiral say about the quay").status == "nothing_found"


def test_explicit_speaker_overrides_the_one_in_the_text(ask: Callable[..., Answer]) -> None:
    answer = ask("herring quota", speaker="osterlund")
    assert shown(answer)[0] == (
        "Lina Osterlund",
        "indirect",
        "Lina Osterlund said that the herring quota was cut by half.",
    )
    other = ask("what did Lina Osterlund say about the herring quota", speaker="Castellar")
    assert other.understood.speaker == "Beno Castellar"
    assert all(
        quote.speaker is None or quote.speaker.name == "Beno Castellar" for quote in other.quotes + other.nearest
    )


def test_question_without_topic_returns_the_newest_statements_first(ask: Callable[..., Answer]) -> None:
    answer = ask("what did Ilse Marandt say?")
    assert [(quote.article.id, quote.text) for quote in answer.quotes] == [
        ("herring", "Ilse Marandt said that boats wait."),
        ("quay", "She said that the quay pays for itself."),
        ("quay", "Ilse Marandt said that the ferry is late"),
        ("quay", "Marandt said that the harbour is open."),
    ]
    assert {quote.speaker and quote.speaker.name for quote in answer.quotes} == {"Ilse Marandt"}


def test_filter_restricts_statements_and_counts(ask: Callable[..., Answer]) -> None:
    later = ask("what did Ilse Marandt say?", filter=Filter(dt.date(2025, 6, 4)))
    assert [quote.text for quote in later.quotes] == ["Ilse Marandt said that boats wait."]
    assert later.speaker is not None
    assert (later.speaker.statements, later.speaker.mentioned_in) == (1, 1)
    in_gazette = ask("what did Ilse Marandt say?", filter=Filter(publisher="gazette"))
    assert {quote.article.id for quote in in_gazette.quotes} == {"quay"}
    on_topic = ask("what did Ilse Marandt say about the quay", filter=Filter(dt.date(2025, 6, 4)))
    assert on_topic.status == "nothing_found"
    assert {quote.article.id for quote in on_topic.nearest} == {"herring"}


def test_explicit_date_overrides_the_one_in_the_question(ask: Callable[..., Answer]) -> None:
    named = ask("what has Ilse Marandt said since 4 June 2025?")
    assert named.understood.since == dt.date(2025, 6, 4)
    assert [quote.article.id for quote in named.quotes] == ["herring"]
    explicit = ask("what has Ilse Marandt said since 4 June 2025?", filter=Filter(dt.date(2025, 6, 1)))
    assert explicit.understood.since == dt.date(2025, 6, 1)


def test_date_before_all_articles_belongs_to_the_topic(ask: Callable[..., Answer]) -> None:
    answer = ask("who won the vote in 1998?")
    assert (answer.understood.until, answer.coverage.articles) == (None, 3)


def test_who_said_question_names_the_speaker(ask: Callable[..., Answer]) -> None:
    answer = ask("who said that the herring quota was cut")
    assert shown(answer)[0] == (
        "Lina Osterlund",
        "indirect",
        "Lina Osterlund said that the herring quota was cut by half.",
    )
    assert answer.speaker is None


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("what did Ilse Marandt say?", "Ilse Marandt said that boats wait."),
        ("what did Marandt say about the ferry", "Ilse Marandt said that the ferry is late"),
        ("who said the ferry is late", "Ilse Marandt said that the ferry is late"),
        ("what did Ilse Marandt say about the herring", "Ilse Marandt said that boats wait."),
    ],
)
def test_answer_shows_no_word_twice(ask: Callable[..., Answer], text: str, first: str) -> None:
    answer = ask(text, max_quotes=20)
    quotes = answer.quotes or answer.nearest
    assert quotes[0].text == first
    characters = [(quote.article.id, position) for quote in quotes for position in range(quote.start, quote.end)]
    assert len(characters) == len(set(characters))
