"""FAISS with many vectors: the graph finds nearly all vectors that a full comparison finds, with a filter too."""

from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pytest

from index.adapters.faiss_store import FaissIndex, FaissStore
from index.ports import Numbers, Vectors

DIMENSION: Final = 128
TOPICS: Final = 60
VECTORS_PER_TOPIC: Final = 100
COUNT: Final = TOPICS * VECTORS_PER_TOPIC
QUESTIONS: Final = 40
COPIES: Final = 3000


def unit(vectors: npt.NDArray[np.floating]) -> Vectors:
    normalised: Vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return normalised


@pytest.fixture(scope="module")
def rows() -> Vectors:
    """Return vectors topic by topic. The vectors of one topic are near to each other."""
    generator = np.random.default_rng(7)
    topics = generator.normal(size=(TOPICS, 1, DIMENSION))
    deviations = 0.8 * generator.normal(size=(TOPICS, VECTORS_PER_TOPIC, DIMENSION))
    return unit((topics + deviations).reshape(COUNT, DIMENSION))


@pytest.fixture(scope="module")
def questions(rows: Vectors) -> Vectors:
    generator = np.random.default_rng(8)
    return unit(rows[:: COUNT // QUESTIONS] + 0.1 * generator.normal(size=(QUESTIONS, DIMENSION)))


@pytest.fixture(scope="module")
def graph(rows: Vectors, tmp_path_factory: pytest.TempPathFactory) -> FaissIndex:
    return stored(tmp_path_factory.mktemp("graph") / "v", rows)


@pytest.fixture(scope="module")
def with_copies(rows: Vectors, tmp_path_factory: pytest.TempPathFactory) -> FaissIndex:
    """Return an index with thousands of copies of the first vector, which have the last numbers."""
    copies = np.repeat(rows[:1], COPIES, axis=0)
    return stored(tmp_path_factory.mktemp("copies") / "v", np.concatenate([rows, copies]))


def stored(path: Path, vectors: Vectors) -> FaissIndex:
    """Return an index with a graph."""
    FaissStore(exact_up_to=1000).write(path, iter(np.array_split(vectors, 13)), DIMENSION)
    return FaissStore().open(path, count=len(vectors), dimension=DIMENSION)


def recall(index: FaissIndex, rows: Vectors, questions: Vectors, allowed: Numbers | None = None) -> float:
    """Return the share of the ten nearest vectors that a search finds. Check the order and the scores of the hits."""
    among = np.arange(len(rows)) if allowed is None else allowed
    hits = 0
    for question in questions:
        nearest = among[np.argsort(-(rows[among] @ question))[:10]]
        numbers, scores = index.search(question[None], 10, allowed)
        assert len(set(numbers.tolist())) == min(10, len(among))
        assert np.isin(numbers, among).all()
        assert scores.tolist() == sorted(scores.tolist(), reverse=True)
        assert scores == pytest.approx(rows[numbers] @ question, abs=2e-3)
        hits += np.isin(nearest, numbers).sum()
    return hits / (len(questions) * min(10, len(among)))


def test_graph_finds_nearly_all_of_the_nearest(graph: FaissIndex, rows: Vectors, questions: Vectors) -> None:
    assert recall(graph, rows, questions) > 0.99


def test_graph_finds_a_stored_vector_by_its_number(graph: FaissIndex, rows: Vectors) -> None:
    numbers = range(0, COUNT, 150)
    assert [graph.search(rows[[number]], 1)[0].tolist() for number in numbers] == [[number] for number in numbers]


@pytest.mark.parametrize("share", [0.5, 0.2, 0.05, 0.01, 0.0005])
def test_filter_keeps_the_recall(graph: FaissIndex, rows: Vectors, questions: Vectors, share: float) -> None:
    allowed = np.random.default_rng(9).choice(COUNT, int(share * COUNT), replace=False)
    assert recall(graph, rows, questions, allowed) > 0.98


@pytest.mark.parametrize("topics", [1, 10, 30])
def test_filter_to_other_topics_keeps_the_recall(
    graph: FaissIndex, rows: Vectors, questions: Vectors, topics: int
) -> None:
    allowed = np.arange(topics * VECTORS_PER_TOPIC)
    assert recall(graph, rows, questions[-10:], allowed) > 0.98


def test_filter_keeps_the_recall_if_the_graph_is_searched_first(
    rows: Vectors, questions: Vectors, graph: FaissIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With few vectors, comparing sketches is faster than the graph. This test uses the graph all the same."""
    monkeypatch.setattr("index.adapters.faiss_store._VECTORS_PER_CANDIDATE", 0)
    assert recall(graph, rows, questions[-10:], np.arange(COUNT // 2)) > 0.98
    assert recall(graph, rows, questions, np.arange(0, COUNT, 2)) > 0.98


def test_hundreds_of_copies_do_not_lower_the_recall(tmp_path: Path, rows: Vectors, questions: Vectors) -> None:
    vectors = np.concatenate([rows[:3000], np.repeat(rows[:1], 150, axis=0), rows[3000:]])
    assert recall(stored(tmp_path / "v", vectors), vectors, questions[1:]) > 0.98


def test_search_for_copies_finds_the_copies(with_copies: FaissIndex, rows: Vectors) -> None:
    numbers, scores = with_copies.search(rows[:1], 40)
    copies = {0, *range(COUNT, COUNT + COPIES)}
    assert len(set(numbers.tolist()) & copies) == 40
    assert scores == pytest.approx(np.ones(40), abs=1e-3)


def test_search_near_copies_finds_the_neighbour_that_is_nearer(with_copies: FaissIndex, rows: Vectors) -> None:
    """All links of the copies lead to copies. A search that trusts the graph there returns only them."""
    neighbours = range(1, VECTORS_PER_TOPIC)
    nearest = [with_copies.search(rows[[number]], 10)[0].tolist()[0] for number in neighbours]
    assert nearest == [*neighbours]


def test_search_finds_enough_if_all_vectors_are_copies(tmp_path: Path, rows: Vectors) -> None:
    index = stored(tmp_path / "v", np.repeat(rows[:1], 3000, axis=0))
    for allowed in (None, np.arange(0, 3000, 2)):
        numbers, scores = index.search(rows[:1], 40, allowed)
        assert len(set(numbers.tolist())) == 40
        assert scores == pytest.approx(np.ones(40), abs=1e-3)


def test_vectors_and_their_order_survive_copying(graph: FaissIndex, tmp_path: Path, rows: Vectors) -> None:
    numbers = np.arange(COUNT)
    copied = stored(tmp_path / "v", graph.vectors(numbers))
    assert (copied.vectors(numbers) == graph.vectors(numbers)).all()
    assert copied.vectors(numbers) == pytest.approx(rows, abs=5e-4)


def test_damaged_length_does_not_allocate_memory(tmp_path: Path, rows: Vectors) -> None:
    stored(tmp_path / "v", rows)
    content = bytearray((tmp_path / "v").read_bytes())
    place = content.index((COUNT + 1).to_bytes(8, "little"))  # the length of the array with the offsets of the links
    content[place : place + 8] = (2**33).to_bytes(8, "little")
    (tmp_path / "v").write_bytes(content)
    with pytest.raises(RuntimeError, match="vector_byte_limit"):
        FaissStore().open(tmp_path / "v", count=COUNT, dimension=DIMENSION)
