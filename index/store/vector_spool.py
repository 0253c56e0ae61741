"""Vectors on disk while a snapshot is built, so that memory use does not grow with the number of passages."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final, Self

import numpy as np

from index.ports import Numbers, Vectors

SPOOL: Final = ".vectors"  # name of the file in the folder of the new snapshot
_BATCH: Final = 4096  # vectors
_ITEM: Final = np.dtype(np.float16)  # half precision, as in the vector index


class VectorSpool:
    """A new file of vectors that can be read while others are added.

    Args:
        path: path of the file, which must not exist.
        dimension: length of a vector.
    """

    def __init__(self, path: Path, dimension: int) -> None:
        self._dimension = dimension
        self._count = 0
        self._file = path.open("x+b")

    def __enter__(self) -> Self:
        """Return the spool."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self._file.close()

    def __len__(self) -> int:
        """Return the number of vectors."""
        return self._count

    def append(self, vectors: Vectors) -> None:
        """Add vectors, shape ``(n, dimension)``. Raise OSError if the disk is full."""
        self._file.write(np.ascontiguousarray(vectors, _ITEM).tobytes())
        self._file.flush()
        self._count += len(vectors)

    def vectors(self, numbers: Numbers) -> Vectors:
        """Return the vectors with these numbers, in the order given. The first vector has the number 0."""
        if not len(numbers):
            return np.empty((0, self._dimension), np.float32)
        spooled = np.memmap(self._file, _ITEM, "r", shape=(self._count, self._dimension))
        vectors: Vectors = spooled[numbers].astype(np.float32)
        return vectors


def read_spool(path: Path, dimension: int) -> Iterator[Vectors]:
    """Yield the vectors of a finished spool in order, in batches of shape ``(n, dimension)``."""
    with path.open("rb") as file:
        while content := file.read(_BATCH * dimension * _ITEM.itemsize):
            yield np.frombuffer(content, _ITEM).reshape(-1, dimension).astype(np.float32)
