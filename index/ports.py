"""The protocols of the engine for heavy libraries.

:mod:`index.adapters` contains the implementations, one library per file. ``tests`` contains fakes. For each protocol,
``tests/contracts`` contains a test suite that every implementation must pass.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from index.models import Attribution

Vectors: TypeAlias = npt.NDArray[np.float32]  # shape (n, dimension), unit length
Numbers: TypeAlias = npt.NDArray[np.int64]  # numbers of passages or statements, shape (n,)
Scores: TypeAlias = npt.NDArray[np.float32]  # inner products, or logits of a reranker, shape (n,)


class Embedder(Protocol):
    """A model that turns texts into unit vectors. Their inner product measures similarity of meaning."""

    @property
    def name(self) -> str:
        """The name of the model, for people."""

    @property
    def fingerprint(self) -> str:
        """Hash of the weights, configuration, prefixes and pooling. Equal hashes mean equal vectors."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    @property
    def max_tokens(self) -> int:
        """Maximum number of text tokens, excluding special tokens and the prefix."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the number of tokens of each text, without special tokens. Another thread may embed meanwhile."""

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors, shape ``(len(texts), dimension)``, in the order given."""

    def embed_question(self, text: str) -> Vectors:
        """Return the unit vector of a question, shape ``(1, dimension)``."""


class Reranker(Protocol):
    """A model that reads a question and a text together and scores the answer. Slower and better than vectors.

    Implementations are thread-safe.
    """

    @property
    def name(self) -> str:
        """The name of the model, for people."""

    def score(self, question: str, texts: Sequence[str]) -> Scores:
        """Return a logit for each text, shape ``(len(texts),)``, in the order given. A higher logit is better.

        The score of a text does not depend on the other texts. If the question and the text are too long for the
        model, the end of the longer one is cut off.
        """


class VectorIndex(Protocol):
    """Vectors on disk that are searched by inner product. The number of a vector is its row."""

    def __len__(self) -> int:
        """Return the number of vectors."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    def search(self, vector: Vectors, limit: int, allowed: Numbers | None = None) -> tuple[Numbers, Scores]:
        """Return the numbers and inner products of the nearest vectors, best first.

        Args:
            vector: shape ``(1, dimension)``.
            limit: maximum number of results. There are fewer only if there are fewer vectors.
            allowed: the numbers to search, or None for all.

        In a large index, the search may miss a few of the nearest vectors and return others instead.
        """

    def vectors(self, numbers: Numbers) -> Vectors:
        """Return the stored vectors with these numbers, in the order given."""


class VectorStore(Protocol):
    """A writer and opener of :class:`VectorIndex` files."""

    def write(self, path: Path, batches: Iterable[Vectors], dimension: int) -> None:
        """Write unit vectors to a new file. Their numbers follow the order of the batches.

        Args:
            path: the file to create.
            batches: arrays of shape ``(n, dimension)``.
            dimension: length of a vector.

        Raises:
            OSError: the disk is full, or the file exists.
        """

    def open(self, path: Path, *, count: int, dimension: int) -> VectorIndex:
        """Open a file with a verified checksum. It may be mapped into memory, so nothing may write to it again.

        Raises:
            IndexDamagedError: the file has another number of vectors or another dimension.
        """


class Attributor(Protocol):
    """A finder of statements and their speakers in articles."""

    @property
    def fingerprint(self) -> str:
        """Hash of the model and the version of the rules. Equal hashes mean equal results."""

    def attribute(self, texts: Iterable[str]) -> Iterator[Attribution]:
        """Yield the people and statements of each text, in the order given. No text raises an error.

        Implementations may read texts ahead, in another thread.
        """
