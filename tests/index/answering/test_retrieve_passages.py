"""Retrieving passages: by words or by meaning, and only within the filter, exactly."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from index.answering.context import SearchContext
from index.answering.retrieve_passages import Candidates, retrieve_passages
from index.config import AnsweringConfig, PassageSize
from index.models import Filter
from index.ports import Numbers
from tests.fakes import WordEmbedder
from tests.index.answering.contexts import NO_FILTER, open_context, passage_query
from tests.small_index import make_index

ARTICLES = [
    ("ferry", "2026-05-01", "Gazette", "The ferry is late. Ferries were late before. Nobody came to the town."),
    ("tell", "2026-05-02", "Courier", "What is there to tell of us. It is what it is."),
    ("quay", "2026-05-03", "Courier", "The quay is closed. A ferry waits at the quay."),
    ("again", "2026-05-08", "Herald", "The quay is closed. A ferry waits at the quay."),
    ("undated", None, None, "The ferry sank. The quay of the ferry is closed."),
]


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> SearchContext:
    """Return the context of an index with one sentence in each passage."""
    root = make_index(tmp_path_factory.mktemp("retrieve"), ARTICLES, PassageSize(max_tokens=7, overlap_tokens=0))
    return open_context(root, AnsweringConfig())


def find(
    context: SearchContext, text: str, limits: Filter = NO_FILTER, among: Numbers | None = None, candidates: int = 30
) -> Candidates:
    few = replace(context, config=replace(context.config, candidates=candidates))
    return retrieve_passages(few, passage_query(context, text, limits), text, limits, among)


def texts(found: Candidates) -> list[str]:
    return [scored.passage.text for scored in found.passages]


def article_ids(context: SearchContext, found: Candidates) -> set[str]:
    corpus = context.collection.snapshot.corpus
    return {corpus.article(scored.passage.stored.article).id for scored in found.passages}


def test_all_passages_are_retrieved_best_first(context: SearchContext) -> None:
    found = find(context, "ferry at the quay")
    assert (len(found.passages), found.searched) == (11, 11)
    assert texts(found)[:2] == ["A ferry waits at the quay.", "A ferry waits at the quay."]
    scores = [scored.score for scored in found.passages]
    assert scores == sorted(scores, reverse=True)


def test_newer_passage_of_the_same_words_ranks_first(context: SearchContext) -> None:
    passages = find(context, "quay closed").passages
    [first, second] = [scored for scored in passages if scored.passage.text == "The quay is closed."]
    assert [scored.passage.published for scored in (first, second)] == [dt.date(2026, 5, 8), dt.date(2026, 5, 3)]
    assert first.content_score == second.content_score
    assert first.score > second.score


def test_words_and_meaning_each_retrieve_a_passage(context: SearchContext) -> None:
    # The word embedder does not stem, the full-text index does. The full-text search leaves stopwords out.
    passages = find(context, "what is there to tell of ferrying", candidates=1).passages
    by_meaning, by_words = sorted(passages, key=lambda scored: -scored.features.cosine)
    assert (by_meaning.passage.text, by_words.passage.text) == ("What is there to tell of us.", "The ferry sank.")
    assert [by_meaning.features.term_coverage, by_words.features.term_coverage] == pytest.approx([0.0, 1.0])
    assert by_words.features.cosine < 0.01


def test_cosine_is_that_of_the_passage_itself(context: SearchContext) -> None:
    embedder = WordEmbedder()
    vector = embedder.embed_question("ferry at the quay")[0]
    for scored in find(context, "ferry at the quay").passages:
        own = embedder.embed_passages([scored.passage.text])[0]
        assert scored.features.cosine == pytest.approx(float(own @ vector), abs=1e-3)  # stored in half precision


@pytest.mark.parametrize(
    ("limits", "within", "searched"),
    [
        (Filter(since=dt.date(2026, 5, 3)), {"quay", "again"}, 4),
        (Filter(until=dt.date(2026, 5, 2)), {"ferry", "tell"}, 5),
        (Filter(since=dt.date(2026, 5, 2), until=dt.date(2026, 5, 3)), {"tell", "quay"}, 4),
        (Filter(publisher="COURIER"), {"tell", "quay"}, 4),
        (Filter(publisher="courier", since=dt.date(2026, 5, 3)), {"quay"}, 2),
        (Filter(publisher="Nobody's Paper"), set(), 0),
        (Filter(since=dt.date(2027, 1, 1)), set(), 0),
    ],
)
def test_filter_is_exact(context: SearchContext, limits: Filter, within: set[str], searched: int) -> None:
    text = "what is the ferry at the quay"
    found = find(context, text, limits)
    assert article_ids(context, found) == within
    assert (len(found.passages), found.searched) == (searched, searched)
    # A single candidate passes the filter too, although other passages score higher.
    assert article_ids(context, find(context, text, limits, candidates=1)) <= within


def test_among_restricts_both_words_and_meaning(context: SearchContext) -> None:
    corpus = context.collection.snapshot.corpus
    number = corpus.article_number("ferry")
    assert number is not None
    late, before, nobody = corpus.passages_of(number)
    among = np.array([before.number, nobody.number], np.int64)
    for candidates in (1, 30):
        found = find(context, "the ferry is late", among=among, candidates=candidates)
        assert {scored.passage.stored.number for scored in found.passages} <= {before.number, nobody.number}
        assert texts(found)[0] == "Ferries were late before."
        assert found.searched == 2
    assert late.number not in among


def test_empty_among_retrieves_nothing(context: SearchContext) -> None:
    found = find(context, "ferry", among=np.empty(0, np.int64))
    assert (found.passages, found.searched, found.probability) == ((), 0, 0.0)
    assert found.terms.terms == ["ferri"]


def test_unknown_word_is_searched_by_meaning_alone(context: SearchContext) -> None:
    found = find(context, "zeppelin", candidates=3)
    assert len(found.passages) == 3
    assert all(scored.features.term_coverage == 0 for scored in found.passages)


def test_each_passage_is_retrieved_once(context: SearchContext) -> None:
    for candidates in range(1, 12):
        passages = find(context, "ferry at the quay", candidates=candidates).passages
        numbers = [scored.passage.stored.number for scored in passages]
        assert len(numbers) == len(set(numbers))
        assert candidates <= len(numbers) <= min(2 * candidates, 11)
