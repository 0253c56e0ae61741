"""Limits of an answer: the number of articles that are named for one excerpt."""

import datetime as dt
from pathlib import Path

import pytest

from index.answering.deduplicate import Deduplicator
from index.answering.excerpts import Excerpt
from index.config import AnsweringConfig, EngineConfig
from index.indexing.reindex import Reindexer
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
