"""Detection of near-duplicates: MinHash signatures, buckets of equal bands, and an exact comparison.

A signature has 126 numbers in 42 bands of three. Two articles with an equal band are candidates. This misses one in 275
pairs of texts that share half of their shingles of four words, and the cost for each article is constant. The shingles
of two candidates decide, so a collision of hashes never merges two articles. datasketch computes the signatures. Its
own buckets need 13 KB for each article and ten times the time of sorting.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from index.duplicates.shingles import Shingles, shingles, words

Signatures: TypeAlias = npt.NDArray[np.uint32]  # shape (articles, SIGNATURE)
Pair: TypeAlias = tuple[str, str]  # digests of two texts

_SHINGLE: Final = 4  # words
_BANDS: Final = 42
_ROWS: Final = 3  # numbers in a band
SIGNATURE: Final = _BANDS * _ROWS
# Raise the version if the results change. Otherwise existing indexes keep the old pairs.
FINGERPRINT: Final = f"copies 1: shingles of {_SHINGLE} words, {_BANDS} bands of {_ROWS}, affine32"

MIN_OVERLAP: Final = 0.5  # shared shingles of two near-duplicates, as a fraction of the smaller set
_SEED: Final = 1
_BATCH: Final = 4096  # shingles hashed at once
_COMPARED: Final = 16  # articles at the start of a bucket that are compared with each other article
# Equal numbers of two signatures, as a fraction, for a comparison of the texts. Near-duplicates of equal length that
# share half of their shingles have a third.
MIN_ESTIMATE: Final = 0.15
MAX_MISSES: Final = 32  # failed comparisons after which an article is not compared any more
_CACHED: Final = 64  # articles; their shingles are kept in memory


def minhash_signatures(texts: Iterable[str]) -> Iterator[Signatures]:
    """Yield the signature of each text, shape ``(SIGNATURE,)``. It is the same on every machine."""
    from datasketch import MinHash  # noqa: PLC0415 - it imports scipy, and only reindexing needs it

    blank = MinHash(num_perm=SIGNATURE, seed=_SEED, scheme="affine32")
    for text in texts:
        sketch, encoded = blank.copy(), [shingle.encode() for shingle in _shingles(text)]
        for start in range(0, len(encoded), _BATCH):
            sketch.update_batch(encoded[start : start + _BATCH])
        yield sketch.hashvalues


def near_copies(
    signed: Signatures, digests: Sequence[str], read: Callable[[int], str], known: Collection[Pair] = ()
) -> list[tuple[int, int]]:
    """Return pairs of near-duplicates. A chain of pairs connects all articles of one group.

    The groups do not depend on the order of the articles.

    Args:
        signed: signatures of all articles, shape ``(n, SIGNATURE)``.
        digests: digests of the texts.
        read: returns the text of the article at a position.
        known: digests of known near-duplicates, which are not compared again, in both orders.
    """
    order = sorted(range(len(digests)), key=digests.__getitem__)
    ordered = signed[order]
    search = _Search(ordered, [digests[number] for number in order], lambda rank: read(order[rank]), known)
    for bucket in _buckets(ordered):
        search.compare(bucket)
    return [(order[one], order[other]) for one, other in search.pairs]


def groups(pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Return the groups that pairs connect, sorted by their first number. The numbers of a group are ascending."""
    forest = _Forest()
    for one, other in pairs:
        forest.join(one, other)
    members: dict[int, list[int]] = {}
    for number in sorted(forest.parents):
        members.setdefault(forest.root(number), []).append(number)
    return list(members.values())


def _buckets(signed: Signatures) -> Iterator[list[int]]:
    """Yield the articles that are equal in a band, for each band, in ascending order."""
    for start in range(0, SIGNATURE, _ROWS):
        band = signed[:, start : start + _ROWS]
        order = np.lexsort(band.T)
        equal = np.zeros(len(band) + 1, np.bool_)  # each article and the one before it
        equal[1:-1] = (band[order[1:]] == band[order[:-1]]).all(axis=1)
        begins, ends = np.flatnonzero(~equal[:-1] & equal[1:]), np.flatnonzero(equal[:-1] & ~equal[1:]) + 1
        for begin, end in zip(begins, ends, strict=True):
            yield order[begin:end].tolist()


class _Forest:
    """Groups of numbers as trees (union-find)."""

    def __init__(self) -> None:
        self.parents: dict[int, int] = {}

    def root(self, number: int) -> int:
        parent = self.parents.setdefault(number, number)
        while parent != number:
            self.parents[number] = self.parents[parent]  # halves the path for later calls
            number, parent = parent, self.parents[parent]
        return number

    def join(self, one: int, other: int) -> None:
        """Join two groups. The smaller root is the root of both."""
        low, high = sorted((self.root(one), self.root(other)))
        self.parents[high] = low


class _Search:
    """A search for near-duplicates in one bucket after another. It does not compare articles that are connected."""

    def __init__(
        self, signed: Signatures, digests: Sequence[str], read: Callable[[int], str], known: Collection[Pair]
    ) -> None:
        self.pairs: list[tuple[int, int]] = []
        self._signed = signed
        self._digests = digests
        self._known = known
        self._groups = _Forest()
        self._rejected: set[tuple[int, int]] = set()
        self._misses: Counter[int] = Counter()
        self._read = lru_cache(_CACHED)(lambda number: _shingles(read(number)))

    def compare(self, bucket: Sequence[int]) -> None:
        """Connect each article of a bucket with its near-duplicates among the first articles of the bucket."""
        for position, article in enumerate(bucket):
            root = self._groups.root(article)
            others = [other for other in bucket[: min(position, _COMPARED)] if self._groups.root(other) != root]
            if others:
                likely = (self._signed[others] == self._signed[article]).mean(axis=1) >= MIN_ESTIMATE
                self._join(article, [other for other, passes in zip(others, likely.tolist(), strict=True) if passes])

    def _join(self, article: int, others: Sequence[int]) -> None:
        for other in others:
            if self._groups.root(other) != self._groups.root(article) and self._are_near_duplicates(other, article):
                self._groups.join(other, article)
                self.pairs.append((other, article))

    def _are_near_duplicates(self, one: int, other: int) -> bool:
        pair = (self._digests[one], self._digests[other])
        if pair[0] == pair[1] or pair in self._known:
            return True
        if (one, other) in self._rejected or max(self._misses[one], self._misses[other]) >= MAX_MISSES:
            return False
        if _share_enough(self._read(one), self._read(other)):
            return True
        self._rejected.add((one, other))
        self._misses.update((one, other))
        return False


def _shingles(text: str) -> Shingles:
    return shingles(words(text), _SHINGLE)


def _share_enough(one: Shingles, other: Shingles) -> bool:
    smaller = min(len(one), len(other))
    return len(one & other) >= max(1, MIN_OVERLAP * smaller)
