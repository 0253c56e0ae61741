"""Another order by a model that reads question and text together: scores go on falling, and keep their places."""

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import replace

import pytest

from index.adapters.faiss_store import FaissStore
from index.answering.context import Asked, Search
from index.answering.passage_features import Judged
from index.answering.query_terms import topic_of
from index.answering.quotes import cut, passage
from index.answering.rerank import rerank_passages, rerank_quotes
from index.answering.retrieve_passages import retrieve
from index.answering.select_sentences import Choice
from index.config import AnsweringConfig, EngineConfig, PassageWeights
from index.indexing.reindex import Reindexer
from index.models import Filter, Quote
from index.store.layout import current_name
from index.store.snapshot import open_snapshot
from tests.fakes import WordEmbedder, WordReranker, parts

TEXTS = ("Ferry ferry ferry.", "Ferry ferry came.", "Ferry at the quay.", "Ferry quay tunnel of old.")
BY_COSINE = PassageWeights(nearness=10.0, held=0.0, pairs=0.0, in_sentence=0.0, in_title=0.0, opening=0.0, age=0.0)
CONFIG = AnsweringConfig(ranking=BY_COSINE, rerank_weight=0.5)


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Search:
    folder = tmp_path_factory.mktemp("rerank")
    for number, text in enumerate(TEXTS):
        (folder / f"{number}.txt").write_text(f"T{number}\n\n{text}", encoding="utf-8")
    root, embedder = folder / "index", WordEmbedder()
    Reindexer(root, parts(embedder), EngineConfig(), lambda *_: None).reindex(sorted(folder.glob("*.txt")))
    snapshot = open_snapshot(root, current_name(root), FaissStore(), embedder.fingerprint)
    return Search(snapshot, embedder, CONFIG)


def question(search: Search, text: str = "ferry") -> Asked:
    return Asked(text, search.embedder.embed_question(text), Filter(), 5, dt.date(2026, 5, 10))


def scored(search: Search, *scores: float) -> list[Judged]:
    """Return the passages of the articles in order, with these scores."""
    topic = topic_of(search.snapshot.words, "ferry")
    found = retrieve(replace(search, reranker=None), topic, question(search)).passages
    by_number = {each.passage.stored.number: each for each in found}
    return [replace(by_number[number], score=score) for number, score in enumerate(scores)]


def quotes(search: Search, *scores: float) -> list[Quote]:
    """Return the articles as quotes, with these scores."""
    corpus, made = search.snapshot.corpus, []
    for number, score in enumerate(scores):
        sentences = corpus.sentences(number)
        quote = cut(corpus.article(number), sentences, passage(sentences, Choice(number, 0, 0, score)))
        assert quote is not None
        made.append(quote)
    return made


def shown(passages: Sequence[Judged]) -> list[tuple[int, float]]:
    return [(each.passage.stored.number, each.score) for each in passages]


def near(*expected: tuple[int, float]) -> list[tuple[int, object]]:
    return [(number, pytest.approx(score)) for number, score in expected]


def test_score_and_reranker_together_give_the_order(search: Search) -> None:
    reranker = WordReranker()
    made = rerank_passages(
        replace(search, reranker=reranker), question(search, "quay tunnel"), scored(search, 8.0, 7.0, 6.0, 5.0)
    )
    # Half of -10 for no word, of 0 for one, of 10 for both.
    assert shown(made) == near((3, 10.0), (2, 6.0), (0, 3.0), (1, 2.0))
    assert reranker.asked == [("quay tunnel", tuple(f"T{at}\n{text}" for at, text in enumerate(TEXTS)))]


def test_how_well_the_words_answer_is_as_it_was(search: Search) -> None:
    before = scored(search, 8.0, 7.0, 6.0, 5.0)
    made = rerank_passages(replace(search, reranker=WordReranker()), question(search, "quay tunnel"), before)
    contents = {each.passage.stored.number: each.content for each in before}
    assert {each.passage.stored.number: each.content for each in made} == contents


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The first two fall below the third, which falls below them by no more than it has to.
        ("tunnel", [(0, 3.0), (1, 2.0), (2, 2.0), (3, 1.0)]),
        # They rise: what is behind them stays where it is.
        ("ferry", [(0, 13.0), (1, 12.0), (2, 6.0), (3, 5.0)]),
    ],
)
def test_scores_go_on_falling_behind_what_is_reranked(
    search: Search, text: str, expected: list[tuple[int, float]]
) -> None:
    few = replace(search, config=replace(CONFIG, reranked=2), reranker=WordReranker())
    assert shown(rerank_passages(few, question(search, text), scored(search, 8.0, 7.0, 6.0, 5.0))) == near(*expected)


def test_it_reads_no_more_than_it_is_to(search: Search) -> None:
    reranker = WordReranker()
    few = replace(search, config=replace(CONFIG, reranked=1), reranker=reranker)
    rerank_passages(few, question(search), scored(search, 4.0, 3.0, 2.0, 1.0))
    assert [texts for _, texts in reranker.asked] == [(f"T0\n{TEXTS[0]}",)]


def test_without_a_reranker_all_stays_as_it_is(search: Search) -> None:
    passages, cut_out = scored(search, 1.0, 4.0, 2.0), quotes(search, 0.25, 1.0, 0.5)
    assert rerank_passages(search, question(search, "tunnel"), passages) == passages
    assert rerank_quotes(search, question(search, "tunnel"), cut_out) == cut_out


def test_of_nothing_there_is_nothing_to_rerank(search: Search) -> None:
    reranker = WordReranker()
    with_one = replace(search, reranker=reranker)
    assert rerank_passages(with_one, question(search), []) == []
    assert rerank_quotes(with_one, question(search), []) == []
    none = replace(with_one, config=replace(CONFIG, reranked=0))
    passages = scored(search, 2.0, 1.0)
    assert rerank_passages(none, question(search), passages) == passages
    assert reranker.asked == []


def test_scores_of_quotes_stay_with_the_places(search: Search) -> None:
    reranker = WordReranker()
    before = quotes(search, 0.8, 0.4, 0.2, 0.1)
    made = rerank_quotes(replace(search, reranker=reranker), question(search, "quay tunnel"), before)
    assert [(each.text, each.score) for each in made] == [
        (TEXTS[3], 0.8), (TEXTS[2], 0.4), (TEXTS[0], 0.2), (TEXTS[1], 0.1),
    ]  # fmt: skip
    assert reranker.asked == [("quay tunnel", tuple(f"T{at}\n{text}" for at, text in enumerate(TEXTS)))]
    assert [replace(each, score=0.0) for each in made] == [replace(before[at], score=0.0) for at in (3, 2, 0, 1)]


def test_a_score_counts_as_its_logarithm(search: Search) -> None:
    # The other holds one of two words more, which the reranker gives 10 for: at a weight of 0.1 a factor of e.
    little = replace(search, config=replace(CONFIG, rerank_weight=0.1), reranker=WordReranker())
    for score, expected in ((0.3 * math.e - 0.01, ["T2", "T0"]), (0.3 * math.e + 0.01, ["T0", "T2"])):
        one, _, other = quotes(search, score, 0.5, 0.3)
        made = rerank_quotes(little, question(search, "quay tunnel"), [one, other])
        assert [each.article.title for each in made] == expected


def test_it_reranks_what_was_retrieved(search: Search) -> None:
    topic, asked = topic_of(search.snapshot.words, "ferry tunnel"), question(search, "ferry tunnel")
    plain = retrieve(search, topic, asked).passages
    made = retrieve(replace(search, reranker=WordReranker()), topic, asked).passages
    assert shown(plain)[0][0] == 0
    assert shown(made)[0][0] == 3
    assert shown(made) == sorted(shown(made), key=lambda each: -each[1])
