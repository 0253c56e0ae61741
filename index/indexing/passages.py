"""Reindexing, first part: articles are cut into sentences and passages, and passages embedded, each wording once.

While passages are embedded, the next articles are cut. What was embedded before, under whatever id, is copied.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final, TypeVar

import numpy as np

from index.config import PassageSize
from index.models import Article, Span
from index.ports import Embedder, Vectors
from index.progress import Progress
from index.store.corpus import Corpus
from index.store.corpus_writer import CorpusWriter
from index.store.records import StoredPassage
from index.store.snapshot import Snapshot
from index.store.vector_spool import VectorSpool
from index.text.chunking import passages, split_long
from index.text.sentences import sentences

_ARTICLES_A_BATCH: Final = 64
_AHEAD: Final = 2  # batches that are cut while one is embedded
_SPOOL: Final = ".vectors"
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class ReusableVectors:
    """A snapshot whose vectors are good still.

    Attributes:
        snapshot: made with the same embedder.
        same_size: whether its passages were cut alike.
    """

    snapshot: Snapshot
    same_size: bool


@dataclass(frozen=True, slots=True)
class _SegmentedArticle:
    """An article's units: sentences, passages by ordinals of sentences, and the digests of the passages' texts."""

    sentences: Sequence[Span]
    passages: Sequence[tuple[int, int]]
    digests: Sequence[bytes]


@dataclass(frozen=True, slots=True)
class _Batch:
    """Passages on their way to the spool, in order.

    Attributes:
        before: rows, and the numbers that these passages have in the snapshot before.
        earlier: rows, and the numbers of passages of the same text that came earlier, in this batch or before it.
        new: rows of those that are embedded.
        vectors: of the new ones.
        count: of all.
    """

    before: dict[int, int]
    earlier: dict[int, int]
    new: Sequence[int]
    vectors: "Future[Vectors]"
    count: int


class PassageBuilder:
    """Adds sentences and passages to a corpus whose articles are stored, and gives their vectors.

    Args:
        embedder: makes the vectors.
        size: of passages.
        progress: told how far it is.
    """

    def __init__(self, embedder: Embedder, size: PassageSize, progress: Progress) -> None:
        self._embedder = embedder
        self._size = size
        self._progress = progress

    def spool(self, folder: Path) -> VectorSpool:
        """Return an empty spool for the vectors."""
        return VectorSpool(folder / _SPOOL, self._embedder.dimension)

    def add(self, corpus: CorpusWriter, spool: VectorSpool, known: ReusableVectors | None) -> None:
        """Store the sentences and passages of all articles, and their vectors in the same order.

        Args:
            corpus: of the snapshot that is made.
            spool: takes the vectors.
            known: what was embedded before.
        """
        total, done = corpus.counts()["articles"], 0
        with ThreadPoolExecutor(1, "embed-batch") as aside:
            for count, batch in _ahead(self._batches(corpus, known, aside), _AHEAD):
                spool.append(self._assembled(batch, spool, known))
                done += count
                self._progress("Embedding", done, total)

    def _batches(
        self, corpus: CorpusWriter, known: ReusableVectors | None, aside: ThreadPoolExecutor
    ) -> Iterator[tuple[int, _Batch]]:
        """Yield batches whose vectors are being made, each with its number of articles."""
        number = 0
        for articles in _batched(enumerate(corpus.articles()), _ARTICLES_A_BATCH):
            cuts = [(article, self._again(article, known) or self._cut(article)) for _, article in articles]
            texts = [text for article, cut in cuts for text in _texts(article, cut)]
            digests = [digest for _, cut in cuts for digest in cut.digests]
            yield len(articles), self._batch(corpus, known, number, texts, digests, aside)
            for (position, _), (_, cut) in zip(articles, cuts, strict=True):
                corpus.add_sentences(position, cut.sentences)
                corpus.add_passages(
                    (StoredPassage(number + row, position, first, last), digest)
                    for row, ((first, last), digest) in enumerate(zip(cut.passages, cut.digests, strict=True))
                )
                number += len(cut.passages)

    def _batch(  # noqa: PLR0913 PLR0917 all that tells where a vector comes from
        self,
        corpus: Corpus,
        known: ReusableVectors | None,
        first: int,
        texts: Sequence[str],
        digests: Sequence[bytes],
        aside: ThreadPoolExecutor,
    ) -> _Batch:
        """Return a batch whose passages are numbered from ``first`` on; what is new in it is being embedded."""
        before = known.snapshot.corpus.passages_of_texts(digests) if known else {}
        earlier = corpus.passages_of_texts([digest for digest in digests if digest not in before])
        from_before, from_earlier, new = dict[int, int](), dict[int, int](), list[int]()
        for row, digest in enumerate(digests):
            if digest in before:
                from_before[row] = before[digest]
            elif digest in earlier:
                from_earlier[row] = earlier[digest]
            else:
                earlier[digest] = first + row
                new.append(row)
        vectors = aside.submit(self._embedder.embed_passages, [texts[row] for row in new])
        return _Batch(from_before, from_earlier, new, vectors, len(texts))

    def _assembled(self, batch: _Batch, spool: VectorSpool, known: ReusableVectors | None) -> Vectors:
        """Return the vectors of a batch, once those that are new are made."""
        first = len(spool)
        vectors = np.empty((batch.count, self._embedder.dimension), np.float32)
        vectors[batch.new] = batch.vectors.result()
        if known:
            numbers = np.array([*batch.before.values()], np.int64)
            vectors[[*batch.before]] = known.snapshot.vectors.vectors(numbers)
        spooled = {row: number for row, number in batch.earlier.items() if number < first}
        vectors[[*spooled]] = spool.vectors(np.array([*spooled.values()], np.int64))
        inside = {row: number - first for row, number in batch.earlier.items() if number >= first}
        vectors[[*inside]] = vectors[[*inside.values()]]
        return vectors

    def _again(self, article: Article, known: ReusableVectors | None) -> _SegmentedArticle | None:
        """Return the units of an article whose text was there before."""
        if known is None or not known.same_size:
            return None
        corpus = known.snapshot.corpus
        number = corpus.article_of_text(article.sha256)
        if number is None:
            return None
        rows = [(each.first_sentence, each.last_sentence) for each in corpus.passages_of(number)]
        return _made(article, corpus.sentences(number), rows)

    def _cut(self, article: Article) -> _SegmentedArticle:
        limit = self._size.max_tokens
        pieces = split_long(article.text, sentences(article.text), limit, self._embedder.count_tokens)
        sizes = self._embedder.count_tokens([span.of(article.text) for span in pieces])
        return _made(article, pieces, passages(sizes, self._size))


def _made(article: Article, spans: Sequence[Span], rows: Sequence[tuple[int, int]]) -> _SegmentedArticle:
    texts = (_text(article, spans, row) for row in rows)
    return _SegmentedArticle(spans, rows, [hashlib.blake2b(text.encode(), digest_size=16).digest() for text in texts])


def _texts(article: Article, cut: _SegmentedArticle) -> Iterator[str]:
    """Yield what the embedder reads."""
    return (_text(article, cut.sentences, row) for row in cut.passages)


def _text(article: Article, spans: Sequence[Span], row: tuple[int, int]) -> str:
    first, last = row
    return article.text[spans[first].start : spans[last].end]


def _ahead(items: Iterable[_T], count: int) -> Iterator[_T]:
    """Yield items in order, so many later than they come."""
    waiting = list[_T]()
    for each in items:
        waiting.append(each)
        if len(waiting) > count:
            yield waiting.pop(0)
    yield from waiting


def _batched(items: Iterable[_T], size: int) -> Iterator[list[_T]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
