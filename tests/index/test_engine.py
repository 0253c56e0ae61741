"""Asking: filters are exact, limits hold, errors are clear; over the sample with the real embedder."""

import datetime as dt
import sqlite3
from pathlib import Path

import pytest

from index.adapters.faiss_store import FaissStore
from index.answering.quotes import cut, passage
from index.answering.select_sentences import Choice, choose
from index.config import AnsweringConfig, EngineConfig
from index.engine import Engine
from index.errors import QuestionError
from index.indexing.reindex import Reindexer
from index.models import Filter, Question, Span
from tests.fakes import WordEmbedder, parts


@pytest.mark.parametrize("limit", [1, 2, 5])
def test_at_most_so_many_quotes(sample_engine: Engine, limit: int) -> None:
    assert (
        len(sample_engine.ask(Question("What is the North Quay expected to cost?", max_quotes=limit)).quotes) == limit
    )


def test_quotes_come_best_first(sample_engine: Engine) -> None:
    scores = [quote.score for quote in sample_engine.ask(Question("What is the North Quay expected to cost?")).quotes]
    assert scores == sorted(scores, reverse=True)


def test_since_and_until_are_exact(sample_engine: Engine) -> None:
    since, until = dt.date(2025, 6, 12), dt.date(2025, 6, 28)
    answer = sample_engine.ask(
        Question("herring harbour quay water strike", filter=Filter(since, until), max_quotes=50)
    )
    days = {quote.article.published for quote in answer.quotes + answer.nearest}
    assert days
    assert all(day is not None and since <= day <= until for day in days)
    assert (answer.understood.since, answer.understood.until) == (since, until)


def test_source_is_exact_whatever_its_case(sample_engine: Engine) -> None:
    answer = sample_engine.ask(
        Question("what did Lavrov say about the summit", filter=Filter(publisher="the lantern REVIEW"))
    )
    assert {quote.article.publisher for quote in answer.quotes} == {"The Lantern Review"}
    assert answer.coverage.articles == 1


def test_a_filter_that_leaves_nothing(sample_engine: Engine) -> None:
    answer = sample_engine.ask(
        Question("what did Lavrov say about the summit", filter=Filter(publisher="Nobody's Paper"))
    )
    assert (answer.status, answer.quotes, answer.nearest) == ("nothing_found", (), ())
    assert answer.coverage.articles == 0


def test_neighbours_are_the_sentences_around(sample_engine: Engine) -> None:
    [quote] = sample_engine.ask(Question("what did Lavrov say about the summit", max_quotes=1)).quotes
    number = sample_engine.snapshot.corpus.article_number(quote.article.id)
    assert number is not None
    text = sample_engine.snapshot.corpus.article(number).text
    assert text[: quote.start].rstrip().endswith(quote.before)
    assert text[quote.end :].lstrip().startswith(quote.after)
    assert quote.before
    assert quote.after


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (Question(""), "the question is empty"),
        (Question(" ?! "), "the question is empty"),
        (Question("x" * 1001), "longer than 1000 characters"),
        (Question("x", max_quotes=0), "must be 1 or more"),
        (Question("x", filter=Filter(dt.date(2025, 2, 1), dt.date(2025, 1, 1))), "swap the two"),
    ],
)
def test_questions_that_cannot_be_asked(sample_engine: Engine, question: Question, said: str) -> None:
    with pytest.raises(QuestionError, match=said):
        sample_engine.ask(question)


@pytest.mark.parametrize("text", ["what's O'Neil's plan? AND (", 'title:"x" -y +z ~2 ^3', "🙂 a", "что сказал Лавров"])
def test_query_syntax_is_only_text(sample_engine: Engine, text: str) -> None:
    assert sample_engine.ask(Question(text)).question == text


def test_what_is_no_text_in_a_question_is_left_out(sample_engine: Engine) -> None:
    assert (
        sample_engine.ask(Question("caf\udce9 harbour", filter=Filter(publisher="x\udcff"))).question == "caf harbour"
    )


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
    assert "the stored text of a.txt was altered" in caplog.text


def test_cut_is_the_slice(sample_engine: Engine) -> None:
    corpus = sample_engine.snapshot.corpus
    article, sentences = corpus.article(3), corpus.sentences(3)
    quote = cut(article, sentences, passage(sentences, Choice(3, 1, 2, 0.5)))
    assert quote is not None
    assert quote.text == article.text[sentences[1].start : sentences[2].end]
    assert (quote.before, quote.after) == (sentences[0].of(article.text), sentences[3].of(article.text))


def test_choose_takes_in_good_neighbours_and_repeats_nothing() -> None:
    scores = {(0, 0): 5.0, (0, 1): 6.0, (0, 2): 3.0, (7, 4): 5.5}
    chosen = list(choose(scores, dict.fromkeys(scores, 10), AnsweringConfig(nearly=2.0)))
    assert chosen == [Choice(0, 0, 1, 6.0), Choice(7, 4, 4, 5.5), Choice(0, 2, 2, 3.0)]


def test_choose_keeps_to_the_length_that_is_set() -> None:
    scores = {(0, at): 1.0 - at / 10 for at in range(4)}
    short = AnsweringConfig(most_words=60)
    assert list(choose(scores, dict.fromkeys(scores, 31), short)) == [
        Choice(0, at, at, scores[0, at]) for at in range(4)
    ]
    few = AnsweringConfig(most_sentences=3)
    assert list(choose(scores, dict.fromkeys(scores, 5), few)) == [Choice(0, 0, 2, 1.0), Choice(0, 3, 3, 0.7)]


def test_a_span_is_a_range() -> None:
    assert Span(1, 3).of("abcd") == "bc"
    with pytest.raises(ValueError, match=r"not a span: 3\.\.1"):
        Span(3, 1)
