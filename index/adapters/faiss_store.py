"""Nearest vectors with FAISS: few are all compared, a graph (HNSW) leads through many.

Vectors are kept in half precision, which is read in half the time: an inner product is off by .001 at most. Of many
there is a sketch of each beside (RaBitQ, one bit a dimension): where the graph does not lead to what limits allow, all
sketches of what is allowed are compared, then the vectors of the best thousand. Files are mapped, not read.

Figures are measured by ``tests/bench/vectors.py``, times at a million vectors of 384 dimensions on one core.
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

# Comparing so many takes 2 ms and misses none. A graph over them takes .6 ms, and 20 s of every reindex.
EXACT_UP_TO: Final = 100_000
# Links of a vector, twice as many on the lowest level. Few have so many; with 32 no way led to some groups of vectors.
_LINKS: Final = 48
_CARE: Final = 128  # candidates for a new vector's links
_BREADTH: Final = 256  # candidates that a search keeps, at least: .7 ms
_SPARE: Final = 2  # times as many candidates must be allowed as are wanted: the farther they are the more are missed
_WORTH: Final = 800  # vectors in the index for each candidate: with fewer, comparing sketches is faster than the graph
_REFINED: Final = 1000  # vectors that are chosen by their sketches, at least
_COPIES: Final = 16  # candidates for each score that differs: where there are more the graph is not to be trusted
_RARE: Final = 1000  # where one in more is allowed, these are read one by one and the others not even passed over
_BATCH: Final = 8192  # vectors that are linked at a time, by all cores
_HALF: Final = faiss.ScalarQuantizer.QT_fp16
_PRODUCT: Final = faiss.METRIC_INNER_PRODUCT
_READ: Final = 8  # bytes of a vector that are read, not mapped, at once: where its links are
_MARGIN: Final = 1 << 20  # bytes that do not grow with the vectors, at most


class FaissStore(VectorStore):
    """Writes and opens FAISS indexes of inner products.

    Args:
        exact_up_to: more vectors than these get a graph.
    """

    def __init__(self, exact_up_to: int = EXACT_UP_TO) -> None:
        self._exact_up_to = exact_up_to

    @override
    def write(self, path: Path, batches: Iterable[Vectors], dimension: int) -> None:
        index: faiss.Index = faiss.IndexScalarQuantizer(dimension, _HALF, _PRODUCT)
        for batch in _gathered(batches):
            index.add(batch)
            if index.ntotal > self._exact_up_to and not isinstance(index, faiss.IndexRefine):
                index = _for_many(index)
        # faiss.write_index can return normally on a full disk; a Python file raises.
        with path.open("xb") as file:
            writer = faiss.PyCallbackIOWriter(file.write)  # type: ignore[attr-defined]  # its stubs lack it
            faiss.write_index(index, writer)

    @override
    def open(self, path: Path, *, count: int, dimension: int) -> "FaissIndex":
        faiss.set_deserialization_vector_byte_limit(count * _READ + _MARGIN)
        index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
        if (index.ntotal, index.d) != (count, dimension):
            msg = f"{path} holds {index.ntotal} vectors of {index.d}, not {count} of {dimension}; reindex --full"
            raise IndexDamagedError(msg)
        return FaissIndex(index)


class FaissIndex(VectorIndex):
    """A mapped index. May be asked from several threads at once."""

    def __init__(self, index: faiss.Index) -> None:
        """Take an index that FAISS has opened."""
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
            return self._read(vector, wanted, allowed)
        breadth = max(_BREADTH, 2 * _SPARE * wanted * len(self) // among)
        if self._graph is not None and (allowed is None or breadth * _WORTH < len(self)):
            numbers, scores = _led_to(self._graph, vector, breadth, allowed)
            if len(numbers) >= min(_SPARE * wanted, among):
                return numbers[:wanted], scores[:wanted]
        return self._compared(vector, wanted, allowed)

    @override
    def vectors(self, numbers: Numbers) -> Vectors:
        if not len(numbers):
            return np.empty((0, self.dimension), np.float32)
        found: Vectors = self._index.reconstruct_batch(numbers)
        return found

    def _read(self, vector: Vectors, limit: int, allowed: Numbers) -> tuple[Numbers, Scores]:
        """Return the nearest of a few."""
        products = self.vectors(allowed) @ vector[0]
        best = np.argsort(-products)[:limit]
        return allowed[best], products[best]

    def _compared(self, vector: Vectors, limit: int, allowed: Numbers | None) -> tuple[Numbers, Scores]:
        """Return the nearest of all that are allowed: of many vectors sketches are compared first."""
        chosen = None if allowed is None else _only(allowed, len(self))
        if self._graph is not None:
            chosen = faiss.IndexRefineSearchParameters(  # type: ignore[call-arg]  # its stubs lack them
                k_factor=max(_REFINED / limit, _SPARE), base_index_params=chosen
            )
        with _one_thread():
            scores, numbers = self._index.search(vector, limit, params=chosen)
        return numbers[0], scores[0]


@contextmanager
def _one_thread() -> Iterator[None]:
    """Let FAISS search in this thread alone: it shares out queries, so for one its other threads would only spin."""
    before = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(before)


def _led_to(graph: faiss.Index, vector: Vectors, breadth: int, allowed: Numbers | None) -> tuple[Numbers, Scores]:
    """Return so many candidates that the graph leads to, best first, but for those that are not allowed.

    Vectors that are the same link to each other alone where there are more of them than links; whoever is led there
    does not get out. Then none are returned.
    """
    chosen = faiss.SearchParametersHNSW(efSearch=breadth)  # type: ignore[attr-defined]  # its stubs lack it
    with _one_thread():
        scores, numbers = graph.search(vector, breadth, params=chosen)
    kept = numbers[0] >= 0
    if len(np.unique(scores[0])) * _COPIES < breadth:
        kept[:] = False
    if allowed is not None:
        kept &= _mask(allowed, graph.ntotal)[numbers[0]]
    return numbers[0][kept], scores[0][kept]


def _gathered(batches: Iterable[Vectors]) -> Iterator[Vectors]:
    """Yield the same vectors in larger batches: each core is to have some to link."""
    waiting: list[Vectors] = []
    for batch in batches:
        waiting.append(batch)
        if sum(map(len, waiting)) >= _BATCH:
            yield np.concatenate(waiting)
            waiting = []
    if waiting:
        yield np.concatenate(waiting)


def _for_many(few: faiss.Index) -> faiss.Index:
    """Return an index for many vectors that holds those of another; more can be added to it."""
    graph = faiss.IndexHNSWSQ(few.d, _HALF, _LINKS, _PRODUCT)  # type: ignore[arg-type]  # its stubs err
    graph.hnsw.efConstruction = _CARE
    many = faiss.IndexRefine(faiss.IndexRaBitQ(few.d, _PRODUCT), graph)
    vectors = few.reconstruct_n(0, few.ntotal)
    many.train(vectors)
    many.add(vectors)
    return many


def _mask(numbers: Numbers, count: int) -> npt.NDArray[np.bool_]:
    """Return for each of so many whether it is one of the numbers."""
    chosen = np.zeros(count, np.bool_)
    chosen[numbers] = True
    return chosen


def _only(numbers: Numbers, count: int) -> faiss.SearchParameters:
    """Return a search among these of so many: one bit each, since looking into a hash set takes longer."""
    bits = np.packbits(_mask(numbers, count), bitorder="little")
    selector = faiss.IDSelectorBitmap(bits)  # type: ignore[call-arg, arg-type]  # stubs
    return faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]  # its stubs lack it
