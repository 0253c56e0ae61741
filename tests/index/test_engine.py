"""The engine over the sample collection with the real embedder: filters are exact and errors are clear."""

import datetime as dt
import sqlite3
from pathlib import Path

import pytest

from index.adapters.faiss_store import FaissStore
from index.answering.excerpts import Excerpt
from index.answering.quotes import cut
from index.config import AnsweringConfig, EngineConfig
from index.engine import Engine
from index.errors import QuestionError
from index.indexing.reindex import Reindexer
from index.models import Filter, Question, Span
from index.overview import index_status, people_of_index
from tests.fakes import WordEmbedder, parts

SUMMIT = "what did Lavrov say about the summit"
# The beginnings of the quotes about the cost of the North Quay, best first.
COST_QUOTES = [
    "The director now expects the quay to open in the autumn of 2027",
    "The Port Isaro Harbour Authority has asked the state for 48 million crowns towards the North Quay",
    "Port Isaro’s city council voted 19 to 6 on Monday to let the harbour authority lengthen the North Quay",
    "“I told the council that we would not need public money, and I believed it,” she said.",
    "Adaeze Thorsby, the transport minister, has yet to say whether the state will pay.",
]


@pytest.mark.parametrize("most", [1, 2, 5])
def test_answer_has_the_requested_number_of_quotes_best_first(sample_engine: Engine, most: int) -> None:
    quotes = sample_engine.ask(Question("What is the North Quay expected to cost?", max_quotes=most)).quotes
    assert len(quotes) == most
    assert all(quote.text.startswith(start) for quote, start in zip(quotes, COST_QUOTES, strict=False))
    scores = [quote.score for quote in quotes]
    assert scores == sorted(scores, reverse=True)


def test_date_filter_is_exact(sample_engine: Engine) -> None:
    since, until = dt.date(2025, 6, 12), dt.date(2025, 6, 28)
    answer = sample_engine.ask(
        Question("herring harbour quay water strike", filter=Filter(since, until), max_quotes=50)
    )
    days = {quote.article.published for quote in answer.quotes + answer.nearest}
    assert days == {dt.date(2025, 6, 12), dt.date(2025, 6, 19), dt.date(2025, 6, 26)}
    assert (answer.understood.since, answer.understood.until) == (since, until)


def test_publisher_filter_ignores_case(sample_engine: Engine) -> None:
    answer = sample_engine.ask(Question(SUMMIT, filter=Filter(publisher="the lantern REVIEW")))
    assert {quote.article.publisher for quote in answer.quotes} == {"The Lantern Review"}
    assert answer.coverage.articles == 1


def test_filter_without_articles_finds_nothing(sample_engine: Engine) -> None:
    answer = sample_engine.ask(Question(SUMMIT, filter=Filter(publisher="Nobody's Paper")))
    assert (answer.status, answer.quotes, answer.nearest) == ("nothing_found", (), ())
    assert answer.coverage.articles == 0


def test_quote_comes_with_the_sentences_around_it(sample_engine: Engine) -> None:
    [quote] = sample_engine.ask(Question(SUMMIT, max_quotes=1)).quotes
    number = sample_engine.snapshot.corpus.article_number(quote.article.id)
    assert number is not None
    text = sample_engine.snapshot.corpus.article(number).text
    assert text[: quote.start].rstrip().endswith(quote.before)
    assert text[quote.end :].lstrip().startswith(quote.after)
    assert quote.before
    assert quote.after


@pytest.mark.parametrize(
    ("question", "message"),
    [
        (Question(""), "The question is empty"),
        (Question(" ?! "), "The question is empty"),
        (Question("x" * 1001), "longer than 1000 characters"),
        (Question("x", max_quotes=0), "must be 1 or more"),
        (Question("x", filter=Filter(dt.date(2025, 2, 1), dt.date(2025, 1, 1))), "Swap them"),
    ],
)
def test_invalid_question_raises_when_asked_and_when_ranked(
    sample_engine: Engine, question: Question, message: str
) -> None:
    with pytest.raises(QuestionError, match=message):
        sample_engine.ask(question)
    with pytest.raises(QuestionError, match=message):
        sample_engine.rank(question)


@pytest.mark.parametrize("text", ["what's O'Neil's plan? AND (", 'title:"x" -y +z ~2 ^3', "🙂 a", "что сказал Лавров"])
def test_query_syntax_is_plain_text(sample_engine: Engine, text: str) -> None:
    assert sample_engine.ask(Question(text)).question == text


def test_lone_surrogates_are_removed_from_the_question(sample_engine: Engine) -> None:
    answer = sample_engine.ask(Question("caf\udce9 harbour", filter=Filter(publisher="x\udcff")))
    assert (answer.question, answer.understood.publisher) == ("caf harbour", "x")


def test_altered_text_is_not_quoted(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    source, root = tmp_path / "a.txt", tmp_path / "index"
    source.write_text("The quay\n\nThe harbour opened a quay. It is long.", encoding="utf-8")
    Reindexer(root, parts(), EngineConfig(), lambda *_: None).reindex([source])
    engine = Engine(root, WordEmbedder(), FaissStore(), AnsweringConfig(threshold=0.0))
    path = next((root / "snapshots").glob("*/corpus.sqlite"))
    with sqlite3.connect(path) as db:
        db.execute("UPDATE articles SET text = replace(text, 'opened', 'closed')")
    db.close()
    answer = engine.ask(Question("harbour quay"))
    assert (answer.status, answer.quotes, answer.nearest) == ("nothing_found", (), ())
    assert "The stored text of a.txt was altered" in caplog.text


def test_cut_returns_the_slice_and_its_neighbours(sample_engine: Engine) -> None:
    stored = sample_engine.context.for_question().articles[3]
    text, sentences = stored.article.text, stored.sentences
    quote = cut(stored, Excerpt(3, sentences[1].hull(sentences[2]), 0.5))
    assert quote is not None
    assert quote.text == text[sentences[1].start : sentences[2].end]
    assert (quote.before, quote.after) == (sentences[0].of(text), sentences[3].of(text))


def test_span_rejects_an_end_before_its_start() -> None:
    assert Span(1, 3).of("abcd") == "bc"
    with pytest.raises(ValueError, match=r"not a span: 3\.\.1"):
        Span(3, 1)


# People and status.


def test_people_are_sorted_by_statements_and_bounded(sample_engine: Engine) -> None:
    page = sample_engine.people(limit=3)
    assert [(person.name, person.statements) for person in page.people] == [
        ("Beno Castellar", 11),
        ("Ilse Marandt", 9),
        ("Adaeze Thorsby", 7),
    ]
    assert (page.total, page.asked, page.similar) == (len(sample_engine.people(limit=1000).people), None, ())


def test_people_are_found_by_name(sample_engine: Engine) -> None:
    page = sample_engine.people("lavrov")
    assert [person.name for person in page.people] == ["Sergei Lavrov"]
    assert (page.total, page.asked, page.similar) == (1, "lavrov", ())


def test_shared_surname_lists_everybody_of_that_name(sample_engine: Engine) -> None:
    page = sample_engine.people("Delisle")
    assert [person.name for person in page.people] == ["Tamsin Delisle", "Ruvan Delisle"]
    assert [person.name for person in sample_engine.people("Delisle", limit=1).people] == ["Tamsin Delisle"]
    assert sample_engine.people("Delisle", limit=1).total == 2


def test_unknown_name_lists_similar_names(sample_engine: Engine) -> None:
    page = sample_engine.people("Lavrof")
    assert (page.people, page.total, page.asked, page.similar) == ((), 0, "Lavrof", ("Sergei Lavrov",))


def test_engine_and_overview_list_the_same_people(sample_engine: Engine, sample_index: Path) -> None:
    for name in ("", "lavrov", "Lavrof", "Delisle"):
        assert sample_engine.people(name, 7) == people_of_index(sample_index, name, 7)


def test_status_describes_the_open_snapshot(sample_engine: Engine, sample_index: Path) -> None:
    status = sample_engine.status()
    assert status == index_status(sample_index)
    assert status.coverage == sample_engine.coverage()
    assert (status.coverage.articles, status.manifest.articles) == (21, 21)
    assert (status.coverage.earliest, status.coverage.latest) == (dt.date(2025, 6, 3), dt.date(2025, 7, 15))
    assert status.snapshot == status.coverage.snapshot == sample_engine.snapshot.name


def test_engine_follows_the_snapshot_that_is_published_next(tmp_path: Path) -> None:
    source, root = tmp_path / "a.txt", tmp_path / "index"
    source.write_text("The quay\n\nAs Marandt left, Ilse Marandt said that the quay is long.", encoding="utf-8")
    Reindexer(root, parts(), EngineConfig(), lambda *_: None).reindex([source])
    engine = Engine(root, WordEmbedder(), FaissStore(), AnsweringConfig(threshold=0.0))
    before = engine.status().snapshot
    source.write_text("The quay\n\nOdd Brandt said that the quay is short.", encoding="utf-8")
    report = Reindexer(root, parts(), EngineConfig(), lambda *_: None).reindex([source])
    assert engine.ask(Question("how long is the quay")).coverage.snapshot == report.snapshot != before
    assert [person.name for person in engine.people().people] == ["Odd Brandt"]
    assert engine.status().snapshot == report.snapshot
