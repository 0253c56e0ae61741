"""Finding passages: by words or by meaning, and only within the limits, exactly."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from index.adapters.faiss_store import FaissStore
from index.answering.context import Asked, Search
from index.answering.query_terms import topic_of
from index.answering.retrieve_passages import Retrieved, retrieve
from index.config import AnsweringConfig, PassageSize
from index.models import Filter
from index.ports import Numbers
from index.store.layout import current_name
from index.store.snapshot import open_snapshot
from tests.fakes import WordEmbedder
from tests.small_index import make_index

TODAY = dt.date(2026, 5, 10)
ARTICLES = [
    ("ferry", "2026-05-01", "Gazette", "The ferry is late. Ferries were late before. Nobody came to the town."),
    ("tell", "2026-05-02", "Courier", "What is there to tell of us. It is what it is."),
    ("quay", "2026-05-03", "Courier", "The quay is closed. A ferry waits at the quay."),
    ("again", "2026-05-08", "Herald", "The quay is closed. A ferry waits at the quay."),
    ("undated", None, None, "The ferry sank. The quay of the ferry is closed."),
]
ALL = Filter()


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Search:
    """Return an index of passages of one sentence each."""
    root = make_index(tmp_path_factory.mktemp("retrieve"), ARTICLES, PassageSize(max_tokens=7, overlap_tokens=0))
    embedder = WordEmbedder()
    snapshot = open_snapshot(root, current_name(root), FaissStore(), embedder.fingerprint)
    return Search(snapshot, embedder, AnsweringConfig())


def find(search: Search, text: str, limits: Filter = ALL, among: Numbers | None = None, most: int = 30) -> Retrieved:
    asked = Asked(text, search.embedder.embed_question(text), limits, 5, TODAY)
    few = replace(search, config=replace(search.config, candidates=most))
    return retrieve(few, topic_of(search.snapshot.words, text), asked, among)


def texts(found: Retrieved) -> list[str]:
    return [each.passage.text for each in found.passages]


def names(search: Search, found: Retrieved) -> set[str]:
    return {search.snapshot.corpus.article(each.passage.stored.article).id for each in found.passages}


def test_all_are_found_best_first(search: Search) -> None:
    found = find(search, "ferry at the quay")
    assert (len(found.passages), found.searched) == (11, 11)
    assert texts(found)[0] == "A ferry waits at the quay."
    assert [each.score for each in found.passages] == sorted((each.score for each in found.passages), reverse=True)


def test_of_the_same_words_the_newer_comes_first(search: Search) -> None:
    found = find(search, "quay closed").passages
    [first, second] = [each for each in found if each.passage.text == "The quay is closed."]
    assert [each.passage.published for each in (first, second)] == [dt.date(2026, 5, 8), dt.date(2026, 5, 3)]
    assert first.content == second.content
    assert first.score > second.score


def test_words_alone_and_meaning_alone_both_find(search: Search) -> None:
    # The embedder of the tests knows no plurals, the word index does; to that one asking words do not count.
    found = find(search, "what is there to tell of ferrying", most=1)
    by_meaning, by_words = sorted(found.passages, key=lambda each: -each.signals.nearness)
    assert (by_meaning.passage.text, by_words.passage.text) == ("What is there to tell of us.", "The ferry sank.")
    assert [by_meaning.signals.held, by_words.signals.held] == pytest.approx([0.0, 1.0])
    assert by_words.signals.nearness < 0.01


def test_every_passage_is_judged_by_its_own_vector(search: Search) -> None:
    vector = search.embedder.embed_question("ferry at the quay")[0]
    for each in find(search, "ferry at the quay").passages:
        own = search.embedder.embed_passages([each.passage.text])[0]
        assert each.signals.nearness == pytest.approx(float(own @ vector), abs=1e-3)  # stored in half precision


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
def test_limits_are_exact(search: Search, limits: Filter, within: set[str], searched: int) -> None:
    found = find(search, "what is the ferry at the quay", limits)
    assert names(search, found) == within
    assert (len(found.passages), found.searched) == (searched, searched)
    # With one candidate too, though others answer better.
    assert names(search, find(search, "what is the ferry at the quay", limits, most=1)) <= within


def test_among_is_exact_for_words_and_for_meaning(search: Search) -> None:
    corpus = search.snapshot.corpus
    number = corpus.article_number("ferry")
    assert number is not None
    late, before, nobody = corpus.passages_of(number)
    among = np.array([before.number, nobody.number], np.int64)
    for most in (1, 30):
        found = find(search, "the ferry is late", among=among, most=most)
        assert {each.passage.stored.number for each in found.passages} <= {before.number, nobody.number}
        assert texts(found)[0] == "Ferries were late before."
        assert found.searched == 2
    assert late.number not in among


def test_among_none_there_are_none(search: Search) -> None:
    assert find(search, "ferry", among=np.empty(0, np.int64)) == Retrieved((), 0)


def test_what_nothing_holds_is_found_by_meaning_alone(search: Search) -> None:
    found = find(search, "zeppelin", most=3)
    assert len(found.passages) == 3
    assert all(each.signals.held == 0 for each in found.passages)


def test_no_passage_comes_twice(search: Search) -> None:
    for most in range(1, 12):
        numbers = [each.passage.stored.number for each in find(search, "ferry at the quay", most=most).passages]
        assert len(numbers) == len(set(numbers))
        assert most <= len(numbers) <= min(2 * most, 11)
