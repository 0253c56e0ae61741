"""Which articles are near-copies of each other: MinHash signatures, buckets of equal bands, and an exact check.

A signature is 126 numbers; the articles that are alike in one of its 42 bands of three are candidates. Of two texts
that share half of their runs of four words, one pair in 275 is missed that way, and the cost is the same for every
article. Whether candidates are copies is then told by their words, so that no accident of hashing makes two articles
one. datasketch makes the signatures; its own buckets take 13 KB an article, and ten times as long as sorting does.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from index.duplicates.shingles import Shingles, shingles, words

Signatures: TypeAlias = npt.NDArray[np.uint32]  # of articles, shape (n, SIGNATURE)
Pair: TypeAlias = tuple[str, str]  # the digests of two texts

_SHINGLE: Final = 4  # words
_BANDS: Final = 42
_ROWS: Final = 3  # of a band
SIGNATURE: Final = _BANDS * _ROWS
# Raise the version where other copies would be found: indexes keep what was found before.
FINGERPRINT: Final = f"copies 1: shingles of {_SHINGLE} words, {_BANDS} bands of {_ROWS}, affine32"

MIN_OVERLAP: Final = 0.5  # of the shingles of the article with fewer of them, for two to be copies
_SEED: Final = 1
_BATCH: Final = 4096  # shingles hashed at once
_COMPARED: Final = 16  # articles of a bucket that another one is compared with
MIN_ESTIMATE: Final = 0.15  # of two signatures, for the texts to be compared; of copies of one length it is a third
MAX_MISSES: Final = 32  # articles that one may turn out to be no copy of; then it is compared with no more
_HELD: Final = 64  # articles whose shingles are kept at hand


def minhash_signatures(texts: Iterable[str]) -> Iterator[Signatures]:
    """Yield the signature of each text, shape ``(SIGNATURE,)``: equal texts have equal ones, on every machine."""
    from datasketch import MinHash  # noqa: PLC0415 it brings scipy, and is for reindexing alone

    blank = MinHash(num_perm=SIGNATURE, seed=_SEED, scheme="affine32")
    for text in texts:
        sketch, encoded = blank.copy(), [shingle.encode() for shingle in _shingles(text)]
        for start in range(0, len(encoded), _BATCH):
            sketch.update_batch(encoded[start : start + _BATCH])
        yield sketch.hashvalues


def near_copies(
    signed: Signatures, digests: Sequence[str], read: Callable[[int], str], known: Collection[Pair] = ()
) -> list[tuple[int, int]]:
    """Return pairs of near-copies, by which every article is joined to all its copies, directly or over others.

    The same articles are joined in whatever order they come.

    Args:
        signed: the signatures of all articles, shape ``(n, SIGNATURE)``.
        digests: of their texts.
        read: returns the text of an article.
        known: pairs of which it is known that they are copies; these are not compared again.
    """
    order = sorted(range(len(digests)), key=digests.__getitem__)
    ordered = signed[order]
    search = _Search(ordered, [digests[number] for number in order], lambda at: read(order[at]), known)
    for bucket in _buckets(ordered):
        search.compare(bucket)
    return [(order[one], order[other]) for one, other in search.found]


def groups(pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Return what is joined by pairs: groups of two or more numbers, each and all in ascending order."""
    joined = _Groups()
    for one, other in pairs:
        joined.join(one, other)
    gathered: dict[int, list[int]] = {}
    for number in sorted(joined.parents):
        gathered.setdefault(joined.root(number), []).append(number)
    return list(gathered.values())


def _buckets(signed: Signatures) -> Iterator[list[int]]:
    """Yield for each band the articles that are alike in it, in order."""
    for start in range(0, SIGNATURE, _ROWS):
        band = signed[:, start : start + _ROWS]
        order = np.lexsort(band.T)
        alike = np.zeros(len(band) + 1, np.bool_)
        alike[1:-1] = (band[order[1:]] == band[order[:-1]]).all(axis=1)
        begins, ends = np.flatnonzero(~alike[:-1] & alike[1:]), np.flatnonzero(alike[:-1] & ~alike[1:]) + 1
        for begin, end in zip(begins, ends, strict=True):
            yield order[begin:end].tolist()


class _Groups:
    """What is joined, as trees."""

    def __init__(self) -> None:
        self.parents: dict[int, int] = {}

    def root(self, number: int) -> int:
        parent = self.parents.setdefault(number, number)
        while parent != number:
            self.parents[number] = self.parents[parent]  # halves the way for the next who goes it
            number, parent = parent, self.parents[parent]
        return number

    def join(self, one: int, other: int) -> None:
        """Join two groups; their root is the smaller one."""
        low, high = sorted((self.root(one), self.root(other)))
        self.parents[high] = low


class _Search:
    """Compares the articles of one bucket after the other, no two that are joined already."""

    def __init__(
        self, signed: Signatures, digests: Sequence[str], read: Callable[[int], str], known: Collection[Pair]
    ) -> None:
        self.found: list[tuple[int, int]] = []
        self._signed = signed
        self._digests = digests
        self._known = known
        self._joined = _Groups()
        self._refused: set[tuple[int, int]] = set()
        self._refusals: Counter[int] = Counter()
        self._read = lru_cache(_HELD)(lambda at: _shingles(read(at)))

    def compare(self, bucket: Sequence[int]) -> None:
        """Join each article of a bucket to its copies among the first of it."""
        for place, article in enumerate(bucket):
            root = self._joined.root(article)
            others = [other for other in bucket[: min(place, _COMPARED)] if self._joined.root(other) != root]
            if others:
                alike = (self._signed[others] == self._signed[article]).mean(axis=1) >= MIN_ESTIMATE
                self._join(article, [other for other, likely in zip(others, alike.tolist(), strict=True) if likely])

    def _join(self, article: int, others: Sequence[int]) -> None:
        for other in others:
            if self._joined.root(other) != self._joined.root(article) and self._are_copies(other, article):
                self._joined.join(other, article)
                self.found.append((other, article))

    def _are_copies(self, one: int, other: int) -> bool:
        pair = (self._digests[one], self._digests[other])
        if pair[0] == pair[1] or pair in self._known:
            return True
        if (one, other) in self._refused or max(self._refusals[one], self._refusals[other]) >= MAX_MISSES:
            return False
        if _is_copy(self._read(one), self._read(other)):
            return True
        self._refused.add((one, other))
        self._refusals.update((one, other))
        return False


def _shingles(text: str) -> Shingles:
    return shingles(words(text), _SHINGLE)


def _is_copy(one: Shingles, other: Shingles) -> bool:
    fewer = min(len(one), len(other))
    return len(one & other) >= max(1, MIN_OVERLAP * fewer)
