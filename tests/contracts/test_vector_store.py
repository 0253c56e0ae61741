"""What every vector store must do, in values; FAISS's both while vectors are few and once it makes a graph of them."""

from pathlib import Path

import numpy as np
import pytest

from index.adapters.faiss_store import FaissStore
from index.errors import IndexDamagedError
from index.ports import VectorIndex, Vectors, VectorStore

ROWS: Vectors = np.array([[1, 0, 0], [0, 1, 0], [0.6, 0.8, 0], [0, 0, 1]], np.float32)
QUESTION: Vectors = np.array([[0.8, 0.6, 0]], np.float32)


@pytest.fixture(params=[FaissStore(), FaissStore(exact_up_to=2)], ids=["FAISS, few", "FAISS, many"])
def store(request: pytest.FixtureRequest) -> VectorStore:
    made: VectorStore = request.param
    return made


@pytest.fixture
def stored(tmp_path: Path, store: VectorStore) -> VectorIndex:
    store.write(tmp_path / "v", iter([ROWS[:1], ROWS[1:]]), 3)
    return store.open(tmp_path / "v", count=4, dimension=3)


def test_size(stored: VectorIndex) -> None:
    assert (len(stored), stored.dimension) == (4, 3)


def test_nearest_first_with_inner_products(stored: VectorIndex) -> None:
    numbers, scores = stored.search(QUESTION, 3)
    assert numbers.tolist() == [2, 0, 1]
    assert scores.tolist() == pytest.approx([0.96, 0.8, 0.6], abs=1e-3)  # half precision will do


def test_fewer_where_there_are_fewer(stored: VectorIndex) -> None:
    assert stored.search(QUESTION, 100)[0].tolist() == [2, 0, 1, 3]


def test_only_what_is_allowed(stored: VectorIndex) -> None:
    numbers, scores = stored.search(QUESTION, 3, np.array([1, 3]))
    assert numbers.tolist() == [1, 3]
    assert scores.tolist() == pytest.approx([0.6, 0], abs=1e-3)
    assert stored.search(QUESTION, 3, np.array([], np.int64))[0].tolist() == []


def test_stored_vectors_come_back(stored: VectorIndex) -> None:
    assert stored.vectors(np.array([3, 0])).tolist() == [[0, 0, 1], [1, 0, 0]]
    assert stored.vectors(np.array([], np.int64)).shape == (0, 3)


def test_what_comes_back_is_stored_again_unchanged(tmp_path: Path, store: VectorStore, stored: VectorIndex) -> None:
    numbers = np.arange(4)
    store.write(tmp_path / "again", iter([stored.vectors(numbers)]), 3)
    again = store.open(tmp_path / "again", count=4, dimension=3)
    assert again.vectors(numbers).tolist() == stored.vectors(numbers).tolist()


def test_nothing_is_stored_and_found(tmp_path: Path, store: VectorStore) -> None:
    store.write(tmp_path / "v", iter([]), 3)
    assert store.open(tmp_path / "v", count=0, dimension=3).search(QUESTION, 3)[0].tolist() == []


def test_another_count_is_damage(tmp_path: Path, store: VectorStore) -> None:
    store.write(tmp_path / "v", iter([ROWS]), 3)
    with pytest.raises(IndexDamagedError, match="holds 4 vectors of 3, not 5 of 3"):
        store.open(tmp_path / "v", count=5, dimension=3)


def test_a_full_disk_raises(store: VectorStore) -> None:
    with pytest.raises(OSError, match=r"No space|exists"):
        store.write(Path("/dev/full"), iter([ROWS]), 3)
