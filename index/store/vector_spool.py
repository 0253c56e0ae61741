"""Vectors of passages on disk while a snapshot is made: memory does not grow with them, and any can be read again."""

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import numpy as np

from index.ports import Numbers, Vectors

_BATCH: Final = 4096  # vectors


class VectorSpool:
    """A file of vectors in half precision, the one in which they are stored; removed when it is closed.

    Args:
        path: of the file, which must not exist.
        dimension: length of a vector.
    """

    def __init__(self, path: Path, dimension: int) -> None:
        self._path = path
        self._dimension = dimension
        self._count = 0
        self._file = path.open("x+b")

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close and remove the file."""
        self._file.close()
        self._path.unlink()

    def __len__(self) -> int:
        """Return how many vectors there are."""
        return self._count

    def append(self, vectors: Vectors) -> None:
        """Add vectors, shape ``(n, dimension)``; raises OSError where the disk is full."""
        self._file.write(np.ascontiguousarray(vectors, np.float16).tobytes())
        self._file.flush()
        self._count += len(vectors)

    def vectors(self, numbers: Numbers) -> Vectors:
        """Return the vectors of these numbers, counted from 0 as they were added, in the order given."""
        if not len(numbers):
            return np.empty((0, self._dimension), np.float32)
        rows: Vectors = self._mapped()[numbers].astype(np.float32)
        return rows

    def batches(self) -> Iterator[Vectors]:
        """Yield all vectors in order, some thousands at a time."""
        for start in range(0, self._count, _BATCH):
            yield self._mapped()[start : start + _BATCH].astype(np.float32)

    def _mapped(self) -> np.memmap[tuple[int, int], np.dtype[np.float16]]:
        return np.memmap(self._file, np.float16, "r", shape=(self._count, self._dimension))
