"""Reranking: the order is that of both scores together, scores go on falling, and ranks keep their scores."""

import math
from collections.abc import Sequence
from dataclasses import replace

import pytest

from index.answering.context import SearchContext
from index.answering.excerpts import Excerpt
from index.answering.passage_features import ScoredPassage
from index.answering.quotes import cut_all
from index.answering.rerank import rerank_excerpts, rerank_passages
from index.answering.retrieve_passages import retrieve_passages
from index.config import AnsweringConfig, EngineConfig, PassageWeights
from index.indexing.reindex import Reindexer
from tests.fakes import WordEmbedder, WordReranker, parts
from tests.index.answering.contexts import NO_FILTER, open_context, passage_query

TEXTS = ("Ferry ferry ferry.", "Ferry ferry came.", "Ferry at the quay.", "Ferry quay tunnel of old.")
BY_COSINE = PassageWeights(
    cosine=10.0,
    term_coverage=0.0,
    bigram_coverage=0.0,
    best_sentence_coverage=0.0,
    title_coverage=0.0,
    is_lead=0.0,
    age=0.0,
)
CONFIG = AnsweringConfig(passage_weights=BY_COSINE, rerank_weight=0.5)


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> SearchContext:
    folder = tmp_path_factory.mktemp("rerank")
    for number, text in enumerate(TEXTS):
        (folder / f"{number}.txt").write_text(f"T{number}\n\n{text}", encoding="utf-8")
    root = folder / "index"
    Reindexer(root, parts(WordEmbedder()), EngineConfig(), lambda *_: None).reindex(sorted(folder.glob("*.txt")))
    return open_context(root, CONFIG)


def retrieved(context: SearchContext, text: str) -> Sequence[ScoredPassage]:
    return retrieve_passages(context, passage_query(context, text), text, NO_FILTER).passages


def scored(context: SearchContext, *scores: float) -> list[ScoredPassage]:
    """Return the passages of the first articles, in order, with these scores."""
    passages = retrieved(replace(context, reranker=None), "ferry")
    by_number = {passage.passage.stored.number: passage for passage in passages}
    return [replace(by_number[number], score=score) for number, score in enumerate(scores)]


def excerpts(context: SearchContext, *scores: float) -> list[Excerpt]:
    """Return the first sentence of the first articles, in order, with these scores."""
    return [Excerpt(number, context.articles[number].sentences[0], score) for number, score in enumerate(scores)]


def numbers_and_scores(passages: Sequence[ScoredPassage]) -> list[tuple[int, float]]:
    return [(passage.passage.stored.number, passage.score) for passage in passages]


def approximately(*expected: tuple[int, float]) -> list[tuple[int, object]]:
    return [(number, pytest.approx(score)) for number, score in expected]


def test_passages_are_ordered_by_score_and_reranker_together(context: SearchContext) -> None:
    reranker = WordReranker()
    reranked = rerank_passages(replace(context, reranker=reranker), "quay tunnel", scored(context, 8.0, 7.0, 6.0, 5.0))
    # The reranker gives -10 for no word, 0 for one and 10 for both. Half of that is added.
    assert numbers_and_scores(reranked) == approximately((3, 10.0), (2, 6.0), (0, 3.0), (1, 2.0))
    assert reranker.asked == [("quay tunnel", tuple(f"T{number}\n{text}" for number, text in enumerate(TEXTS)))]


def test_reranking_keeps_the_content_scores(context: SearchContext) -> None:
    before = scored(context, 8.0, 7.0, 6.0, 5.0)
    reranked = rerank_passages(replace(context, reranker=WordReranker()), "quay tunnel", before)
    content_scores = {passage.passage.stored.number: passage.content_score for passage in before}
    assert {passage.passage.stored.number: passage.content_score for passage in reranked} == content_scores


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The first two fall below the third, so the third and the fourth are lowered just enough.
        ("tunnel", [(0, 3.0), (1, 2.0), (2, 2.0), (3, 1.0)]),
        # The first two rise, so the third and the fourth keep their scores.
        ("ferry", [(0, 13.0), (1, 12.0), (2, 6.0), (3, 5.0)]),
    ],
)
def test_scores_go_on_falling_behind_the_reranked_passages(
    context: SearchContext, text: str, expected: list[tuple[int, float]]
) -> None:
    few = replace(context, config=replace(CONFIG, reranked=2), reranker=WordReranker())
    reranked = rerank_passages(few, text, scored(context, 8.0, 7.0, 6.0, 5.0))
    assert numbers_and_scores(reranked) == approximately(*expected)


def test_reranker_reads_only_the_first_passages(context: SearchContext) -> None:
    reranker = WordReranker()
    few = replace(context, config=replace(CONFIG, reranked=1), reranker=reranker)
    rerank_passages(few, "ferry", scored(context, 4.0, 3.0, 2.0, 1.0))
    assert [texts for _, texts in reranker.asked] == [(f"T0\n{TEXTS[0]}",)]


def test_order_is_unchanged_without_a_reranker(context: SearchContext) -> None:
    passages, selected = scored(context, 1.0, 4.0, 2.0), excerpts(context, 0.25, 1.0, 0.5)
    assert rerank_passages(context, "tunnel", passages) == passages
    assert rerank_excerpts(context, "tunnel", selected) == selected


def test_reranker_is_not_called_for_nothing(context: SearchContext) -> None:
    reranker = WordReranker()
    with_reranker = replace(context, reranker=reranker)
    assert rerank_passages(with_reranker, "ferry", []) == []
    assert rerank_excerpts(with_reranker, "ferry", []) == []
    none_reranked = replace(with_reranker, config=replace(CONFIG, reranked=0))
    passages = scored(context, 2.0, 1.0)
    assert rerank_passages(none_reranked, "ferry", passages) == passages
    assert reranker.asked == []


def test_scores_of_excerpts_stay_with_the_ranks(context: SearchContext) -> None:
    reranker = WordReranker()
    before = excerpts(context, 0.8, 0.4, 0.2, 0.1)
    reranked = rerank_excerpts(replace(context, reranker=reranker), "quay tunnel", before)
    quotes = cut_all(context.articles, reranked)
    assert [(quote.text, quote.score) for quote in quotes] == [
        (TEXTS[3], 0.8), (TEXTS[2], 0.4), (TEXTS[0], 0.2), (TEXTS[1], 0.1),
    ]  # fmt: skip
    assert reranker.asked == [("quay tunnel", tuple(f"T{number}\n{text}" for number, text in enumerate(TEXTS)))]
    assert [replace(excerpt, score=0.0) for excerpt in reranked] == [
        replace(before[number], score=0.0) for number in (3, 2, 0, 1)
    ]


def test_score_of_an_excerpt_counts_as_its_logarithm(context: SearchContext) -> None:
    # The third article contains one more of the two words, which is 10 for the reranker. At a weight of 0.1 this is as
    # much as a score that is e times as high.
    lightly = replace(context, config=replace(CONFIG, rerank_weight=0.1), reranker=WordReranker())
    for score, expected in ((0.3 * math.e - 0.01, ["T2", "T0"]), (0.3 * math.e + 0.01, ["T0", "T2"])):
        first, _, third = excerpts(context, score, 0.5, 0.3)
        reranked = rerank_excerpts(lightly, "quay tunnel", [first, third])
        assert [quote.article.title for quote in cut_all(context.articles, reranked)] == expected


def test_retrieved_passages_are_reranked(context: SearchContext) -> None:
    plain = numbers_and_scores(retrieved(context, "ferry tunnel"))
    reranked = numbers_and_scores(retrieved(replace(context, reranker=WordReranker()), "ferry tunnel"))
    assert plain[0][0] == 0
    assert reranked[0][0] == 3
    assert reranked == sorted(reranked, key=lambda pair: -pair[1])
