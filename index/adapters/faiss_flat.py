"""Inner product with FAISS: every vector is compared, so nothing near is missed.

Vectors are kept in half precision, which is read in half the time: an inner product is off by .001 at most.
"""

from collections.abc import Iterable
from pathlib import Path

import faiss
import numpy as np

from index.errors import IndexDamagedError
from index.ports import Numbers, Scores, Vectors

_MARGIN = 1 << 20  # bytes of an index file that are not vectors, at most
_FLOAT_BYTES = 2


class FaissFlatStore:
    """Writes and opens FAISS flat inner-product indexes."""

    def write(self, path: Path, batches: Iterable[Vectors], dimension: int) -> None:
        """Write unit vectors, shape ``(n, dimension)`` a batch; raises OSError where the disk is full."""
        half = faiss.ScalarQuantizer.QT_fp16
        vectors = faiss.IndexScalarQuantizer(dimension, half, faiss.METRIC_INNER_PRODUCT)
        for batch in batches:
            vectors.add(batch)
        # faiss.write_index can return normally on a full disk; a Python file raises.
        with path.open("xb") as file:
            writer = faiss.PyCallbackIOWriter(file.write)  # type: ignore[attr-defined]  # its stubs lack it
            faiss.write_index(vectors, writer)

    def open(self, path: Path, *, count: int, dimension: int) -> "FaissFlatIndex":
        """Open a file whose checksum was verified.

        Raises:
            IndexDamagedError: it holds another count or dimension than the manifest says.
        """
        faiss.set_deserialization_vector_byte_limit(count * dimension * _FLOAT_BYTES + _MARGIN)
        vectors = faiss.read_index(str(path))
        if (vectors.ntotal, vectors.d) != (count, dimension):
            msg = f"{path} holds {vectors.ntotal} vectors of {vectors.d}, not {count} of {dimension}; reindex --full"
            raise IndexDamagedError(msg)
        return FaissFlatIndex(vectors)


class FaissFlatIndex:
    """A flat index in memory."""

    def __init__(self, vectors: faiss.Index) -> None:
        """Take an index that FAISS has read."""
        self._vectors = vectors

    def __len__(self) -> int:
        """Return how many vectors there are."""
        return int(self._vectors.ntotal)

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._vectors.d)

    def search(self, vector: Vectors, limit: int, allowed: Numbers | None = None) -> tuple[Numbers, Scores]:
        """Return the numbers and inner products of the nearest vectors, best first."""
        among = len(self) if allowed is None else len(allowed)
        if not among:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        chosen = None if allowed is None else _only(allowed, len(self))
        scores, numbers = self._vectors.search(vector, min(limit, among), params=chosen)
        return numbers[0], scores[0]

    def vectors(self, numbers: Numbers) -> Vectors:
        """Return the stored vectors of these numbers, in the order given."""
        if not len(numbers):
            return np.empty((0, self.dimension), np.float32)
        found: Vectors = self._vectors.reconstruct_batch(numbers)
        return found


def _only(numbers: Numbers, count: int) -> faiss.SearchParameters:
    """Return a search among these of so many: one bit each, since looking into a hash set takes longer."""
    chosen = np.zeros(count, np.bool_)
    chosen[numbers] = True
    selector = faiss.IDSelectorBitmap(np.packbits(chosen, bitorder="little"))  # type: ignore[call-arg, arg-type]  # stubs
    return faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]  # its stubs lack it
