"""What the engine needs from heavy libraries, as protocols.

Implementations live in :mod:`index.adapters`, one library a file; fakes live in ``tests``.
``tests/contracts`` holds, for each protocol, the suite that every implementation must pass.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from index.models import Attribution

Vectors: TypeAlias = npt.NDArray[np.float32]  # shape (n, dimension), unit length
Numbers: TypeAlias = npt.NDArray[np.int64]  # of passages or statements, shape (n,)
Scores: TypeAlias = npt.NDArray[np.float32]  # inner products or a reranker's logits, shape (n,)


class Embedder(Protocol):
    """Turns texts into unit vectors whose inner product says how near they are in meaning."""

    @property
    def name(self) -> str:
        """The model's name, for people."""

    @property
    def fingerprint(self) -> str:
        """Hash of weights, configuration, prefixes and pooling: equal ones give equal vectors."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    @property
    def max_tokens(self) -> int:
        """Most tokens of text that the model reads, special tokens and prefix already taken off."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return for each text its number of tokens, special tokens not counted."""

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors, shape ``(len(texts), dimension)``, in the order given."""

    def embed_question(self, text: str) -> Vectors:
        """Return the unit vector of a question, shape ``(1, dimension)``."""


class Reranker(Protocol):
    """Reads a question and a text together and says how well the text answers it; slower than vectors, and better.

    May be asked from several threads at once.
    """

    @property
    def name(self) -> str:
        """The model's name, for people."""

    def score(self, question: str, texts: Sequence[str]) -> Scores:
        """Return a logit for each text, shape ``(len(texts),)``, in the order given; a higher one answers better.

        A text's score does not depend on the others. Where question and text are longer than the model reads, the
        end of the longer is cut off.
        """


class VectorIndex(Protocol):
    """Vectors on disk, searched by inner product. A vector's number is its row."""

    def __len__(self) -> int:
        """Return how many vectors there are."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    def search(self, vector: Vectors, limit: int, allowed: Numbers | None = None) -> tuple[Numbers, Scores]:
        """Return the numbers and inner products of the nearest vectors, best first.

        Args:
            vector: shape ``(1, dimension)``.
            limit: at most this many; fewer where there are fewer.
            allowed: look only at these numbers; None for all.

        Of many vectors a few of the nearest may be missed; never are fewer returned than there are.
        """

    def vectors(self, numbers: Numbers) -> Vectors:
        """Return the stored vectors of these numbers, in the order given."""


class VectorStore(Protocol):
    """Writes and opens a :class:`VectorIndex` file."""

    def write(self, path: Path, batches: Iterable[Vectors], dimension: int) -> None:
        """Write vectors, numbered in the order they come; raises OSError where the disk is full."""

    def open(self, path: Path, *, count: int, dimension: int) -> VectorIndex:
        """Open a file whose checksum was verified; it may be mapped, and is never written to again.

        Raises:
            IndexDamagedError: it holds another count or dimension than the manifest says.
        """


class Attributor(Protocol):
    """Finds who says what in articles."""

    @property
    def fingerprint(self) -> str:
        """Hash of the model and the version of the rules: equal ones find the same."""

    def attribute(self, texts: Iterable[str]) -> Iterator[Attribution]:
        """Yield what each article's text holds, in the order given; never raises for what a text holds.

        It may read texts ahead, and from another thread.
        """
