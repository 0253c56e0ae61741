"""The embedding stage: cut the articles into sentences and passages, and embed each distinct text once.

While the embedder works on one batch, the next batches are cut. If the previous snapshot has a passage with the same
text, its vector is copied, even if the article has another id.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import ClassVar, Final, TypeVar

import numpy as np

from index.config import PassageSize
from index.indexing.stage import PreviousSnapshot, ReusableVectors
from index.models import Article, Span
from index.ports import Embedder, Vectors
from index.progress import Progress
from index.store.corpus import Corpus
from index.store.corpus_writer import CorpusWriter
from index.store.records import StoredPassage
from index.store.vector_spool import SPOOL, VectorSpool
from index.text.chunking import passages, split_long
from index.text.sentence_range import text_of
from index.text.sentences import sentences

_ARTICLES_PER_BATCH: Final = 64
_BATCHES_AHEAD: Final = 2  # batches that are cut while one is embedded
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class _SegmentedArticle:
    """The sentences of an article, its passages, and the texts of the passages.

    Attributes:
        sentences: spans of the sentences.
        passages: first and last sentence of each passage.
        texts: text of each passage.
        digests: digest of each passage text.
    """

    sentences: Sequence[Span]
    passages: Sequence[tuple[int, int]]
    texts: Sequence[str]
    digests: Sequence[bytes]


@dataclass(frozen=True, slots=True)
class _Batch:
    """The passages of some articles, and the sources of their vectors. A row is a position among these passages.

    Attributes:
        from_previous: passage numbers in the previous snapshot, by row.
        from_earlier: numbers of earlier passages with the same text in the new snapshot, by row.
        new: rows of the passages that are embedded.
        vectors: vectors of the new passages.
        count: number of passages.
    """

    from_previous: dict[int, int]
    from_earlier: dict[int, int]
    new: Sequence[int]
    vectors: "Future[Vectors]"
    count: int


@dataclass(frozen=True, slots=True)
class PassageStage:
    """Adds sentences and passages to the corpus, and writes the vectors of the passages to a spool.

    Attributes:
        embedder: model that computes the vectors.
        size: size of the passages.
        progress: called with the number of articles that are embedded.
    """

    embedder: Embedder
    size: PassageSize
    progress: Progress
    name: ClassVar[str] = "embedding"

    def run(self, corpus: CorpusWriter, previous: PreviousSnapshot | None, folder: Path) -> None:
        """Cut and embed all articles. The vectors have the same order as the passages."""
        total, done = corpus.counts()["articles"], 0
        reusable = previous.vectors if previous else None
        with (
            VectorSpool(folder / SPOOL, self.embedder.dimension) as spool,
            ThreadPoolExecutor(1, "embed-batch") as executor,
        ):
            for count, batch in _delayed(self._batches(corpus, reusable, executor), _BATCHES_AHEAD):
                spool.append(self._vectors(batch, spool, reusable))
                done += count
                self.progress("Embedding", done, total)

    def _batches(
        self, corpus: CorpusWriter, reusable: ReusableVectors | None, executor: ThreadPoolExecutor
    ) -> Iterator[tuple[int, _Batch]]:
        """Yield the number of articles in each batch, and the batch. The embedder is already working on it."""
        first = 0
        for articles in _batched(enumerate(corpus.articles()), _ARTICLES_PER_BATCH):
            segmented = [self._reused(article, reusable) or self._cut(article) for _, article in articles]
            yield len(articles), self._batch(corpus, reusable, first, segmented, executor)
            for (number, _), parts in zip(articles, segmented, strict=True):
                corpus.add_sentences(number, parts.sentences)
                corpus.add_passages(
                    (StoredPassage(first + row, number, *passage), digest)
                    for row, (passage, digest) in enumerate(zip(parts.passages, parts.digests, strict=True))
                )
                first += len(parts.passages)

    def _batch(
        self,
        corpus: Corpus,
        reusable: ReusableVectors | None,
        first: int,
        segmented: Sequence[_SegmentedArticle],
        executor: ThreadPoolExecutor,
    ) -> _Batch:
        """Return a batch of passages, numbered from ``first``, and start to embed its new texts."""
        texts = [text for parts in segmented for text in parts.texts]
        digests = [digest for parts in segmented for digest in parts.digests]
        previous = reusable.snapshot.corpus.passages_of_texts(digests) if reusable else {}
        earlier = corpus.passages_of_texts([digest for digest in digests if digest not in previous])
        from_previous, from_earlier, new = dict[int, int](), dict[int, int](), list[int]()
        for row, digest in enumerate(digests):
            if digest in previous:
                from_previous[row] = previous[digest]
            elif digest in earlier:
                from_earlier[row] = earlier[digest]
            else:
                earlier[digest] = first + row
                new.append(row)
        vectors = executor.submit(self.embedder.embed_passages, [texts[row] for row in new])
        return _Batch(from_previous, from_earlier, new, vectors, len(texts))

    def _vectors(self, batch: _Batch, spool: VectorSpool, reusable: ReusableVectors | None) -> Vectors:
        """Return the vectors of a batch, shape ``(n, dimension)``. Wait for the embedder."""
        first = len(spool)
        vectors = np.empty((batch.count, self.embedder.dimension), np.float32)
        vectors[batch.new] = batch.vectors.result()
        if reusable:
            numbers = np.array([*batch.from_previous.values()], np.int64)
            vectors[[*batch.from_previous]] = reusable.snapshot.vectors.vectors(numbers)
        spooled = {row: number for row, number in batch.from_earlier.items() if number < first}
        vectors[[*spooled]] = spool.vectors(np.array([*spooled.values()], np.int64))
        in_batch = {row: number - first for row, number in batch.from_earlier.items() if number >= first}
        vectors[[*in_batch]] = vectors[[*in_batch.values()]]
        return vectors

    def _reused(self, article: Article, reusable: ReusableVectors | None) -> _SegmentedArticle | None:
        """Return the sentences and passages of an article with the same text in the previous snapshot, or None."""
        if reusable is None or not reusable.same_size:
            return None
        corpus = reusable.snapshot.corpus
        number = corpus.article_of_text(article.sha256)
        if number is None:
            return None
        rows = [(passage.first_sentence, passage.last_sentence) for passage in corpus.passages_of(number)]
        return _segmented(article, corpus.sentences(number), rows)

    def _cut(self, article: Article) -> _SegmentedArticle:
        """Cut an article into sentences and passages that the embedder reads to the end."""
        count_tokens = self.embedder.count_tokens
        pieces = split_long(article.text, sentences(article.text), self.size.max_tokens, count_tokens)
        sizes = count_tokens([piece.of(article.text) for piece in pieces])
        return _segmented(article, pieces, passages(sizes, self.size))


def _segmented(article: Article, spans: Sequence[Span], rows: Sequence[tuple[int, int]]) -> _SegmentedArticle:
    texts = [text_of(article, spans, first, last) for first, last in rows]
    digests = [hashlib.blake2b(text.encode(), digest_size=16).digest() for text in texts]
    return _SegmentedArticle(spans, rows, texts, digests)


def _delayed(items: Iterable[_T], count: int) -> Iterator[_T]:
    """Yield the items in order. Each is yielded when ``count`` more items have been read."""
    waiting = list[_T]()
    for item in items:
        waiting.append(item)
        if len(waiting) > count:
            yield waiting.pop(0)
    yield from waiting


def _batched(items: Iterable[_T], size: int) -> Iterator[list[_T]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
