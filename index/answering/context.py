"""Everything that answering a question needs, and the result that it returns."""

from dataclasses import dataclass, replace
from typing import Protocol, Self

from index.answering.articles import ArticleReader
from index.answering.excerpts import Excerpt
from index.config import AnsweringConfig
from index.models import Filter
from index.ports import Reranker, Vectors
from index.question.collection import Collection


class QuestionEmbedder(Protocol):
    """The part of an embedder that answering needs."""

    def embed_question(self, text: str) -> Vectors:
        """Return the unit vector of a text, shape ``(1, dimension)``."""


@dataclass(frozen=True, slots=True)
class SearchContext:
    """The collection to search and the models that search it. It is made once for each snapshot.

    Attributes:
        collection: the opened snapshot.
        embedder: the embedder that made the snapshot's vectors.
        config: weights, limits and thresholds of answering.
        reranker: reorders the best passages and excerpts; None for none.
        articles: reads articles and keeps them. :meth:`for_question` provides a new reader for each question.
    """

    collection: Collection
    embedder: QuestionEmbedder
    config: AnsweringConfig
    reranker: Reranker | None
    articles: ArticleReader

    @classmethod
    def of(
        cls,
        collection: Collection,
        embedder: QuestionEmbedder,
        config: AnsweringConfig,
        reranker: Reranker | None = None,
    ) -> Self:
        """Return a context for all questions over a collection."""
        return cls(collection, embedder, config, reranker, ArticleReader(collection.snapshot.corpus))

    def for_question(self) -> Self:
        """Return a context for one question. It embeds each distinct text and reads each article once."""
        articles = ArticleReader(self.collection.snapshot.corpus)
        return replace(self, embedder=_MemoizingEmbedder(self.embedder), articles=articles)

    def without_reranker(self) -> Self:
        """Return the same context without a reranker."""
        return replace(self, reranker=None)


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The excerpts that answer a question, or the nearest ones if none does. It never has both.

    Attributes:
        applied_filter: the articles that were searched.
        excerpts: the excerpts that answer, best first.
        nearest: the nearest excerpts, best first.
        confidence: the probability that the collection answers the question.
        missing_terms: words of the question that the nearest passage does not contain.
    """

    applied_filter: Filter
    excerpts: tuple[Excerpt, ...] = ()
    nearest: tuple[Excerpt, ...] = ()
    confidence: float = 0.0
    missing_terms: tuple[str, ...] = ()


class _MemoizingEmbedder:
    """An embedder that embeds each distinct text once."""

    def __init__(self, embedder: QuestionEmbedder) -> None:
        self._embedder = embedder
        self._vectors: dict[str, Vectors] = {}

    def embed_question(self, text: str) -> Vectors:
        """Return the unit vector of a text, shape ``(1, dimension)``."""
        if text not in self._vectors:
            self._vectors[text] = self._embedder.embed_question(text)
        return self._vectors[text]
