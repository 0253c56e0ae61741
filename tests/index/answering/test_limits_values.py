"""Limits of an answer: numbers of articles, statements and words."""

import datetime as dt
from pathlib import Path

import numpy as np
import pytest

from index.answering.context import SearchContext
from index.answering.deduplicate import Deduplicator
from index.answering.excerpts import Excerpt
from index.answering.retrieve_statements import ranges, retrieve_statements
from index.answering.statement_excerpts import StatementExcerpts
from index.config import AnsweringConfig, EngineConfig
from index.indexing.reindex import Reindexer
from index.models import Article, Person, Question, Span, Statement
from index.question.interpret import AnswerMode, interpret
from index.store.records import StoredArticle, StoredStatement
from index.text.sentences import sentences
from tests.bench.invented_news import Story, write
from tests.fakes import parts
from tests.index.answering.contexts import NO_FILTER, open_context

SENTENCES = ("The council met on Monday.", "The quay opens in June.", "Lorries wait at the bridge.")


@pytest.mark.parametrize(("copies", "named"), [(50, 49), (51, 50), (53, 50)])
def test_excerpt_names_at_most_fifty_other_articles(root: Path, copies: int, named: int) -> None:
    days = [dt.date(2026, 1, 1) + dt.timedelta(days=day) for day in range(copies)]
    stories = [Story(f"copy{day}", 0, "News", SENTENCES, f"Paper {day}", day) for day in days]
    source = root.parent / "news.jsonl"
    write(stories, source)
    Reindexer(root, parts(), EngineConfig(), lambda *_: None).reindex([source])
    context = open_context(root, AnsweringConfig())
    excerpt = Excerpt(0, context.articles[0].sentences[1], 1.0)
    duplicates = Deduplicator(context, NO_FILTER)
    [shown] = duplicates.with_also_in(list(duplicates.unique([excerpt])))
    assert len(shown.also_in) == named


def statements_context(root: Path, articles: int, statements: int) -> SearchContext:
    """Return a context over articles with a number of statements by one person in each."""
    said = " ".join(f"Ilse Marandt said that pier {pier} is long." for pier in range(statements))
    rows = [(f"a{day}", 0, f"News {day}", (said,), "Gazette", dt.date(2026, 1, 1)) for day in range(articles)]
    source = root.parent / "news.jsonl"
    write([Story(*row) for row in rows], source)
    Reindexer(root, parts(), EngineConfig(), lambda *_: None).reindex([source])
    return open_context(root, AnsweringConfig())


@pytest.mark.parametrize(("quotes", "hits"), [(1, 4), (2, 8)])
def test_four_of_the_latest_statements_are_retrieved_for_each_quote(root: Path, quotes: int, hits: int) -> None:
    context = statements_context(root, 1, 9)
    question = Question("What did Ilse Marandt say?", max_quotes=quotes, today=dt.date(2026, 5, 1))
    query = interpret(question, context.collection, context.config.max_question_characters)
    assert query.mode is AnswerMode.LATEST
    assert [hit.score for hit in retrieve_statements(context, query)] == [1.0] * hits


def test_statements_are_retrieved_from_a_hundred_passages(root: Path) -> None:
    context = statements_context(root, 103, 1)
    question = Question("What was said about zeppelins?", today=dt.date(2026, 5, 1))
    query = interpret(question, context.collection, context.config.max_question_characters)
    assert len(retrieve_statements(context, query)) == 100


def test_ranges_repeat_their_last_number_up_to_the_longest() -> None:
    numbers = ranges(np.array([0, 5, 7]), np.array([2, 5, 8]))
    assert numbers.tolist() == [[0, 5, 7], [1, 5, 8], [2, 5, 8]]
    assert ranges(np.array([], np.int64), np.array([], np.int64)).shape == (1, 0)


TEXT = "\u201cIt is long,\u201d said Marandt. \u201cIt is deep, it is ours,\u201d she said. \u201cIt is {}.\u201d"


def statement(text: str, *said: str, speaker: str) -> Statement:
    spans = tuple(Span(text.index(part), text.index(part) + len(part)) for part in (*said, speaker))
    return Statement(spans[:-1], "direct", spans[-1], None, person=0, resolved_by="name")


def excerpts_of(text: str, *statements: Statement) -> list[tuple[str, list[str]]]:
    """Return the text of each excerpt, with the words that are said in it."""
    article = Article("a", "T", text, None, None, None, None, None, "", "a.txt")
    stored = [StoredStatement(number, 0, 0, one) for number, one in enumerate(statements)]
    whole = StoredArticle(0, article, sentences(text), stored)
    shown = StatementExcerpts(lambda _: whole)
    for one in stored:
        shown.add(one, 1.0)
    people = [Person("Ilse Marandt", (), (), 1, 1)]
    return [(excerpt.span.of(text), [span.of(text) for span in excerpt.said]) for excerpt in shown.excerpts(people)]


def test_contents_that_overlap_are_joined_and_the_others_kept() -> None:
    text = TEXT.format("ours")
    first = statement(text, "\u201cIt is long,\u201d", "\u201cIt is deep,", speaker="Marandt")
    second = statement(text, "deep, it is ours,\u201d", speaker="she")
    assert excerpts_of(text, first, second) == [
        (
            "\u201cIt is long,\u201d said Marandt. \u201cIt is deep, it is ours,\u201d she said.",
            ["\u201cIt is long,\u201d", "\u201cIt is deep, it is ours,\u201d"],
        )
    ]


@pytest.mark.parametrize(("words", "joined"), [(105, True), (106, False)])
def test_joined_statements_have_at_most_120_words(words: int, joined: bool) -> None:
    text = TEXT.format(" ".join(["ours"] * words))
    assert len(text.split()) == words + 15
    first = statement(text, "\u201cIt is long,\u201d", "\u201cIt is deep, it is ours,\u201d", speaker="Marandt")
    last = text[text.rindex("\u201c") :]
    second = statement(text, "\u201cIt is deep, it is ours,\u201d", last, speaker="she")
    texts = [shown for shown, _ in excerpts_of(text, second, first)]
    assert (texts == [text]) is joined
    assert (len(texts) == 2) is not joined


@pytest.mark.parametrize("quotation", ["\u201cIt is long.\u201d", "\u201cIt is long. It is deep.\u201d"])
def test_mention_in_the_sentence_before_is_shown(quotation: str) -> None:
    text = f"Marandt spoke. {quotation} It rained."
    said = statement(text, quotation, speaker="Marandt")
    assert [shown for shown, _ in excerpts_of(text, said)] == [f"Marandt spoke. {quotation}"]
