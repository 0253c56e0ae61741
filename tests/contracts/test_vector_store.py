"""Contract of every vector store. FAISS is tested with a full comparison of few vectors and with a graph of many."""

import errno
import resource
from collections.abc import Iterator
from contextlib import contextmanager
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
    vector_store: VectorStore = request.param
    return vector_store


@pytest.fixture
def stored(tmp_path: Path, store: VectorStore) -> VectorIndex:
    store.write(tmp_path / "v", iter([ROWS[:1], ROWS[1:]]), 3)
    return store.open(tmp_path / "v", count=4, dimension=3)


@contextmanager
def file_size_limit(size: int) -> Iterator[None]:
    """Let every write fail that makes a file larger than this many bytes, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_index_has_a_count_and_a_dimension(stored: VectorIndex) -> None:
    assert (len(stored), stored.dimension) == (4, 3)


def test_search_returns_the_nearest_first_with_inner_products(stored: VectorIndex) -> None:
    numbers, scores = stored.search(QUESTION, 3)
    assert numbers.tolist() == [2, 0, 1]
    assert scores.tolist() == pytest.approx([0.96, 0.8, 0.6], abs=1e-3)  # half precision is enough


def test_search_returns_all_if_there_are_fewer_than_the_limit(stored: VectorIndex) -> None:
    assert stored.search(QUESTION, 100)[0].tolist() == [2, 0, 1, 3]


def test_search_returns_only_allowed_numbers(stored: VectorIndex) -> None:
    numbers, scores = stored.search(QUESTION, 3, np.array([1, 3]))
    assert numbers.tolist() == [1, 3]
    assert scores.tolist() == pytest.approx([0.6, 0], abs=1e-3)
    assert stored.search(QUESTION, 3, np.array([], np.int64))[0].tolist() == []


def test_index_returns_the_stored_vectors(stored: VectorIndex) -> None:
    assert stored.vectors(np.array([3, 0])).tolist() == [[0, 0, 1], [1, 0, 0]]
    assert stored.vectors(np.array([], np.int64)).shape == (0, 3)


def test_returned_vectors_can_be_stored_again_unchanged(
    tmp_path: Path, store: VectorStore, stored: VectorIndex
) -> None:
    numbers = np.arange(4)
    store.write(tmp_path / "again", iter([stored.vectors(numbers)]), 3)
    again = store.open(tmp_path / "again", count=4, dimension=3)
    assert again.vectors(numbers).tolist() == stored.vectors(numbers).tolist()


def test_search_of_an_empty_index_returns_nothing(tmp_path: Path, store: VectorStore) -> None:
    store.write(tmp_path / "v", iter([]), 3)
    assert store.open(tmp_path / "v", count=0, dimension=3).search(QUESTION, 3)[0].tolist() == []


def test_opening_with_another_count_raises(tmp_path: Path, store: VectorStore) -> None:
    store.write(tmp_path / "v", iter([ROWS]), 3)
    with pytest.raises(IndexDamagedError, match="holds 4 vectors of 3, not 5 of 3"):
        store.open(tmp_path / "v", count=5, dimension=3)


@pytest.mark.parametrize("size", [0, 4096, 10_000])
def test_write_raises_if_the_disk_is_full(tmp_path: Path, store: VectorStore, size: int) -> None:
    vectors = np.random.default_rng(1).normal(size=(3000, 3)).astype(np.float32)  # 18,000 bytes in half precision
    with file_size_limit(size), pytest.raises(OSError, match=r"File too large") as raised:
        store.write(tmp_path / "v", iter([vectors]), 3)
    assert raised.value.errno == errno.EFBIG
    assert (tmp_path / "v").stat().st_size <= size
