"""Search contexts and queries for the tests of answering."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

from index.adapters.faiss_store import FaissStore
from index.answering.context import SearchContext
from index.config import AnsweringConfig
from index.models import Filter, Question
from index.ports import Reranker
from index.question.collection import Collection
from index.question.interpret import SearchQuery, interpret
from index.store.layout import current_name
from index.store.snapshot import open_snapshot
from tests.fakes import WordEmbedder

TODAY = dt.date(2026, 5, 10)
NO_FILTER = Filter()


def open_context(root: Path, config: AnsweringConfig, reranker: Reranker | None = None) -> SearchContext:
    """Open the current snapshot of an index that was built with the word embedder."""
    embedder = WordEmbedder()
    snapshot = open_snapshot(root, current_name(root), FaissStore(), embedder.fingerprint)
    return SearchContext.of(Collection.of(snapshot), embedder, config, reranker)


def passage_query(
    context: SearchContext, text: str, limits: Filter = NO_FILTER, max_quotes: int = 5, today: dt.date = TODAY
) -> SearchQuery:
    """Return a query with a single search for passages: for the whole text, within a filter."""
    question = Question(text, max_quotes=max_quotes, filter=limits, today=today)
    query = interpret(question, context.collection, context.config.max_question_characters)
    return replace(query, passage_searches=((text, limits),), is_exclusive=False)
