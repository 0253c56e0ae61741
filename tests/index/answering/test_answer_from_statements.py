"""Asking by speaker: what one said, and nobody else's words under their name."""

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.adapters.faiss_store import FaissStore
from index.answering.retrieve_statements import going_on
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


# Weights of its own: those of the product are fitted to the real embedder.
CONFIG = AnsweringConfig(
    threshold=0.3,
    statement_bias=-7.8,
    statement_cosine_weight=11.0,
    statement_coverage_weight=5.0,
    goes_on_share=0.0,
    also_shown=0.5,
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
    return lambda text, **set_beside: engine.ask(Question(text, **set_beside))


def shown(answer: Answer) -> list[tuple[str | None, str, str]]:
    return [(each.speaker.name if each.speaker else None, each.kind, each.text) for each in answer.quotes]


def test_what_one_said_comes_first_and_what_names_them_is_a_passage(ask: Callable[..., Answer]) -> None:
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
def test_a_name_and_a_topic(ask: Callable[..., Answer], text: str) -> None:
    answer = ask(text, max_quotes=1)
    assert (answer.understood.speaker, answer.understood.topic) == ("Ilse Marandt", "the quay")
    assert shown(answer) == [("Ilse Marandt", "indirect", "She said that the quay pays for itself.")]


def test_two_who_are_asked_about_together(ask: Callable[..., Answer]) -> None:
    answer = ask("what did Ilse Marandt and Beno Castellar say about the ferry")
    assert answer.understood.speaker == "Ilse Marandt and Beno Castellar"
    assert {quote.speaker.name for quote in answer.quotes if quote.speaker} == {"Ilse Marandt", "Beno Castellar"}


def test_what_is_less_likely_about_it_is_shown_behind_what_answers(index: Path) -> None:
    engine = Engine(index, WordEmbedder(), FaissStore(), replace(CONFIG, also_shown=0.0))
    answer = engine.ask(Question("what did Ilse Marandt say about the quay", max_quotes=2))
    assert [text for _, _, text in shown(answer)] == [
        "She said that the quay pays for itself.",
        "Ilse Marandt said that the ferry is late",
    ]
    assert answer.quotes[1].score < CONFIG.threshold <= answer.quotes[0].score


def test_what_is_said_close_by_takes_part_in_what_answers() -> None:
    likely, numbers = np.array([0.9, 0.1, 0.1, 0.1, 0.5]), np.array([2, 4, 5, 9, 11])
    said_by = np.array([7, 8, 7, 7, 7])
    assert going_on(likely, numbers, said_by, 0.5).tolist() == [0.9, 0.1, 0.45, 0.25, 0.5]
    assert going_on(likely[:1], numbers[:1], said_by[:1], 0.5).tolist() == [0.9]
    assert going_on(likely[:0], numbers[:0], said_by[:0], 0.5).tolist() == []


def test_a_pronoun_is_told_with_where_its_name_stands(ask: Callable[..., Answer]) -> None:
    quote = ask("what did Marandt say about the quay", max_quotes=1).quotes[0]
    assert quote.speaker is not None
    text = str(ARTICLES[0]["text"])
    assert (quote.speaker.mention_text, text[quote.speaker.start : quote.speaker.end]) == ("She", "She")
    assert (quote.speaker.resolved_by, quote.speaker.antecedent_distance) == ("pronoun", 1)
    assert quote.speaker.confidence == "medium"
    assert [span.of(text) for span in quote.said] == ["the quay pays for itself"]
    assert text[quote.start : quote.end] == quote.text


def test_a_sentence_with_two_speakers_is_cut_between_them(ask: Callable[..., Answer]) -> None:
    [mine] = ask("what did Ilse Marandt say about the late ferry", max_quotes=1).quotes
    [theirs] = ask("what did Beno Castellar say about the early ferry", max_quotes=1).quotes
    assert mine.text == "Ilse Marandt said that the ferry is late"
    assert theirs.text == "Beno Castellar said that the ferry is early"
    assert (mine.before, mine.after) == ("Ilse Marandt left.", "Marandt said that the harbour is open.")


def test_two_of_one_surname_are_told_apart(ask: Callable[..., Answer]) -> None:
    answer = ask("what did Ruvan Delisle say about the vote")
    assert (answer.status, answer.quotes) == ("nothing_found", ())
    assert answer.speaker is not None
    assert (answer.speaker.names, answer.speaker.statements, answer.speaker.mentioned_in) == (("Ruvan Delisle",), 0, 1)
    assert all(quote.speaker is None for quote in answer.nearest)
    assert [quote.text for quote in answer.nearest] == ["Ruvan Delisle lost the vote."]


def test_a_surname_of_two_stands_for_both(ask: Callable[..., Answer]) -> None:
    answer = ask("what did Delisle say about the vote")
    assert answer.understood.speaker == "Tamsin Delisle or Ruvan Delisle"
    assert shown(answer)[0] == ("Tamsin Delisle", "indirect", "Tamsin Delisle said that the vote was clean.")


def test_one_who_said_nothing_about_it(ask: Callable[..., Answer]) -> None:
    answer = ask("what did Ilse Marandt say about the herring")
    assert (answer.status, answer.quotes) == ("nothing_found", ())
    assert answer.nearest[0].text == "The herring worried Ilse Marandt of the harbour."
    assert answer.nearest[0].speaker is None
    assert {each.speaker.name for each in answer.nearest if each.speaker} == {"Ilse Marandt"}


def test_nobody_of_that_name(ask: Callable[..., Answer]) -> None:
    answer = ask("what did Osterlind say about the herring quota")
    assert (answer.status, answer.quotes) == ("nothing_found", ())
    assert answer.speaker is not None
    assert (answer.speaker.names, answer.speaker.similar) == ((), ("Lina Osterlund",))
    assert answer.understood.speaker == "Osterlind"
    assert answer.nearest
    assert all(quote.kind == "passage" and quote.speaker is None for quote in answer.nearest)


def test_one_who_is_no_person_speaks_too(ask: Callable[..., Answer]) -> None:
    answer = ask("what did the council say about the ferry")
    assert shown(answer) == [(None, "indirect", "The council said that the ferry costs much.")]
    assert answer.understood.speaker == "the council"
    assert answer.speaker is not None
    assert (answer.speaker.names, answer.speaker.statements) == ((), 1)


def test_a_role_that_nobody_is_known_by_is_answered_with_passages(ask: Callable[..., Answer]) -> None:
    answer = ask("what did the fishermen say about the quay")
    assert (answer.status, answer.understood.speaker) == ("answered", "the fishermen")
    assert all(quote.kind == "passage" and quote.speaker is None for quote in answer.quotes)
    assert answer.speaker is not None
    assert answer.speaker.names == ()
    assert ask("what did the admiral say about the quay").status == "nothing_found"


def test_the_flag_names_the_speaker(ask: Callable[..., Answer]) -> None:
    answer = ask("herring quota", speaker="osterlund")
    assert shown(answer)[0] == (
        "Lina Osterlund",
        "indirect",
        "Lina Osterlund said that the herring quota was cut by half.",
    )
    silent = ask("what did Lina Osterlund say about the herring quota", speaker="Castellar")
    assert all(each.speaker is None or each.speaker.name == "Beno Castellar" for each in silent.quotes + silent.nearest)


def test_without_a_topic_the_newest_comes_first(ask: Callable[..., Answer]) -> None:
    answer = ask("what did Ilse Marandt say?")
    assert [quote.article.id for quote in answer.quotes] == ["herring", "quay", "quay", "quay"]
    assert {quote.speaker and quote.speaker.name for quote in answer.quotes} == {"Ilse Marandt"}


def test_limits_hold(ask: Callable[..., Answer]) -> None:
    later = ask("what did Ilse Marandt say?", filter=Filter(dt.date(2025, 6, 4)))
    assert [quote.text for quote in later.quotes] == ["Ilse Marandt said that boats wait."]
    assert later.speaker is not None
    assert (later.speaker.statements, later.speaker.mentioned_in) == (1, 1)
    there = ask("what did Ilse Marandt say?", filter=Filter(publisher="gazette"))
    assert {quote.article.id for quote in there.quotes} == {"quay"}
    about = ask("what did Ilse Marandt say about the quay", filter=Filter(dt.date(2025, 6, 4)))
    assert about.status == "nothing_found"
    assert {quote.article.id for quote in about.nearest} == {"herring"}


def test_limits_are_read_from_the_question(ask: Callable[..., Answer]) -> None:
    answer = ask("what has Ilse Marandt said since 4 June 2025?")
    assert answer.understood.since == dt.date(2025, 6, 4)
    assert [quote.article.id for quote in answer.quotes] == ["herring"]
    beside = ask("what has Ilse Marandt said since 4 June 2025?", filter=Filter(dt.date(2025, 6, 1)))
    assert beside.understood.since == dt.date(2025, 6, 1)


def test_a_day_before_all_articles_is_a_topic(ask: Callable[..., Answer]) -> None:
    answer = ask("who won the vote in 1998?")
    assert (answer.understood.until, answer.coverage.articles) == (None, 3)


def test_who_said_it(ask: Callable[..., Answer]) -> None:
    answer = ask("who said that the herring quota was cut")
    assert shown(answer)[0] == (
        "Lina Osterlund",
        "indirect",
        "Lina Osterlund said that the herring quota was cut by half.",
    )
    assert answer.speaker is None


def test_no_word_is_shown_twice(ask: Callable[..., Answer]) -> None:
    for text in ("what did Ilse Marandt say?", "what did Marandt say about the ferry", "who said the ferry is late"):
        answer = ask(text, max_quotes=20)
        for quotes in (answer.quotes, answer.nearest):
            places = [(quote.article.id, at) for quote in quotes for at in range(quote.start, quote.end)]
            assert len(places) == len(set(places))
