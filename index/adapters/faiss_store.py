"""Vector store that uses FAISS: exact search in small indexes, a graph (HNSW) in large ones.

Vectors are stored in half precision, which halves the reading time; inner products are wrong by 0.001 at most. A large
index also stores a sketch of each vector (RaBitQ, one bit per dimension). If the graph does not reach enough vectors
that a filter allows, the search compares the sketches of all allowed vectors, then the best thousand vectors
themselves. It misses about one in a hundred of the nearest vectors. Files are mapped into memory.

``tests/bench/vectors.py`` measures the figures below. Times are for a million vectors of 384 dimensions on one core.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import faiss
import numpy as np
import numpy.typing as npt
from typing_extensions import override

from index.errors import IndexDamagedError
from index.ports import Numbers, Scores, VectorIndex, Vectors, VectorStore

# An exact search of this many vectors takes 2 ms and misses none. A graph takes 0.6 ms, but 20 s of every reindex.
EXACT_UP_TO: Final = 100_000
# Links per vector, doubled on the lowest level. With 32, the graph did not reach some groups of vectors.
_LINKS: Final = 48
_BUILD_CANDIDATES: Final = 128  # candidates for the links of a new vector
_MIN_CANDIDATES: Final = 256  # candidates that a search of the graph keeps: 0.7 ms
_SPARE: Final = 2  # allowed candidates per wanted vector: the farther the candidates, the more are missing
_VECTORS_PER_CANDIDATE: Final = 800  # in a smaller index, comparing all sketches is faster than the graph
_MIN_REFINED: Final = 1000  # vectors that are compared after their sketches
_MAX_EQUAL_SCORES: Final = 2 * _LINKS  # more candidates with one score than links: the search may be in a trap
_RARE: Final = 1000  # if a filter allows fewer than one vector in this many, the allowed vectors are read one by one
_BATCH_SIZE: Final = 8192  # vectors that all cores link at a time
_HALF: Final = faiss.ScalarQuantizer.QT_fp16
_PRODUCT: Final = faiss.METRIC_INNER_PRODUCT
_BYTES_READ: Final = 8  # per vector, read into memory instead of mapped: the position of its links
_BYTES_OVERHEAD: Final = 1 << 20  # bytes that do not depend on the number of vectors, at most


class FaissStore(VectorStore):
    """A store of FAISS indexes with inner products.

    Args:
        exact_up_to: maximum number of vectors of an index without a graph.
    """

    def __init__(self, exact_up_to: int = EXACT_UP_TO) -> None:
        self._exact_up_to = exact_up_to

    @override
    def write(self, path: Path, batches: Iterable[Vectors], dimension: int) -> None:
        index: faiss.Index = faiss.IndexScalarQuantizer(dimension, _HALF, _PRODUCT)
        for batch in _merge(batches):
            index.add(batch)
            if index.ntotal > self._exact_up_to and not isinstance(index, faiss.IndexRefine):
                index = _with_graph(index)
        # faiss.write_index can return normally on a full disk; a Python file raises.
        with path.open("xb") as file:
            writer = faiss.PyCallbackIOWriter(file.write)  # type: ignore[attr-defined]  # its stubs lack it
            faiss.write_index(index, writer)

    @override
    def open(self, path: Path, *, count: int, dimension: int) -> "FaissIndex":
        faiss.set_deserialization_vector_byte_limit(count * _BYTES_READ + _BYTES_OVERHEAD)
        index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
        if (index.ntotal, index.d) != (count, dimension):
            msg = (
                f"{path} holds {index.ntotal} vectors of {index.d}, not {count} of {dimension}. "
                "Run onrecord reindex --full."
            )
            raise IndexDamagedError(msg)
        return FaissIndex(index)


class FaissIndex(VectorIndex):
    """A mapped index. Thread-safe."""

    def __init__(self, index: faiss.Index) -> None:
        """Wrap an index that FAISS has opened."""
        self._index = index
        self._graph: faiss.Index | None = index.refine_index if isinstance(index, faiss.IndexRefine) else None

    @override
    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    @override
    def dimension(self) -> int:
        return int(self._index.d)

    @override
    def search(self, vector: Vectors, limit: int, allowed: Numbers | None = None) -> tuple[Numbers, Scores]:
        among = len(self) if allowed is None else len(allowed)
        wanted = min(limit, among)
        if not wanted:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        if allowed is not None and among * _RARE < len(self):
            return self._search_rows(vector, wanted, allowed)
        candidates = max(_MIN_CANDIDATES, 2 * _SPARE * wanted * len(self) // among)
        if self._graph is not None and (allowed is None or candidates * _VECTORS_PER_CANDIDATE < len(self)):
            numbers, scores = _search_graph(self._graph, vector, candidates, allowed)
            if len(numbers) >= min(_SPARE * wanted, among):
                return numbers[:wanted], scores[:wanted]
        return self._search_all(vector, wanted, allowed)

    @override
    def vectors(self, numbers: Numbers) -> Vectors:
        if not len(numbers):
            return np.empty((0, self.dimension), np.float32)
        stored: Vectors = self._index.reconstruct_batch(numbers)
        return stored

    def _search_rows(self, vector: Vectors, limit: int, allowed: Numbers) -> tuple[Numbers, Scores]:
        """Compare each allowed vector."""
        products = self.vectors(allowed) @ vector[0]
        best = np.argsort(-products)[:limit]
        return allowed[best], products[best]

    def _search_all(self, vector: Vectors, limit: int, allowed: Numbers | None) -> tuple[Numbers, Scores]:
        """Compare all allowed vectors. In a large index, compare their sketches first."""
        parameters = None if allowed is None else _restrict(allowed, len(self))
        if self._graph is not None:
            parameters = faiss.IndexRefineSearchParameters(  # type: ignore[call-arg]  # its stubs lack them
                k_factor=max(_MIN_REFINED / limit, _SPARE), base_index_params=parameters
            )
        with _one_thread():
            scores, numbers = self._index.search(vector, limit, params=parameters)
        return numbers[0], scores[0]


@contextmanager
def _one_thread() -> Iterator[None]:
    """Run FAISS in this thread alone. Its worker threads share queries, so for one query they would only busy-wait."""
    before = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(before)


def _search_graph(
    graph: faiss.Index, vector: Vectors, candidates: int, allowed: Numbers | None
) -> tuple[Numbers, Scores]:
    """Return the allowed ones among the best candidates of the graph, best first.

    Return nothing if many candidates have equal scores. Equal vectors link only to each other if they outnumber their
    links, and a search that enters such a group cannot leave it.
    """
    parameters = faiss.SearchParametersHNSW(efSearch=candidates)  # type: ignore[attr-defined]  # its stubs lack it
    with _one_thread():
        scores, numbers = graph.search(vector, candidates, params=parameters)
    kept = numbers[0] >= 0
    _, counts = np.unique(scores[0][kept], return_counts=True)
    if counts.max(initial=0) > _MAX_EQUAL_SCORES:
        kept[:] = False
    if allowed is not None:
        kept &= _mask(allowed, graph.ntotal)[numbers[0]]
    return numbers[0][kept], scores[0][kept]


def _merge(batches: Iterable[Vectors]) -> Iterator[Vectors]:
    """Yield the same vectors in larger batches, so that each core has some to link."""
    waiting: list[Vectors] = []
    for batch in batches:
        waiting.append(batch)
        if sum(map(len, waiting)) >= _BATCH_SIZE:
            yield np.concatenate(waiting)
            waiting = []
    if waiting:
        yield np.concatenate(waiting)


def _with_graph(exact: faiss.Index) -> faiss.Index:
    """Return an index with a graph and the vectors of an exact one. More vectors can be added."""
    graph = faiss.IndexHNSWSQ(exact.d, _HALF, _LINKS, _PRODUCT)  # type: ignore[arg-type]  # its stubs err
    graph.hnsw.efConstruction = _BUILD_CANDIDATES
    index = faiss.IndexRefine(faiss.IndexRaBitQ(exact.d, _PRODUCT), graph)
    vectors = exact.reconstruct_n(0, exact.ntotal)
    index.train(vectors)
    index.add(vectors)
    return index


def _mask(numbers: Numbers, count: int) -> npt.NDArray[np.bool_]:
    """Return an array of this length that is True at the numbers."""
    mask = np.zeros(count, np.bool_)
    mask[numbers] = True
    return mask


def _restrict(numbers: Numbers, count: int) -> faiss.SearchParameters:
    """Return parameters that restrict a search to these numbers. A bitmap is faster than a hash set."""
    bits = np.packbits(_mask(numbers, count), bitorder="little")
    selector = faiss.IDSelectorBitmap(bits)  # type: ignore[call-arg, arg-type]  # its stubs err
    return faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]  # its stubs lack it
