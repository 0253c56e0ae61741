"""Reading the articles that a question needs, each of them once."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.models import Article, Span
from index.store.corpus import Corpus
from index.store.records import StoredStatement


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article of the corpus with its sentences, and with its statements if they were asked for."""

    number: int
    article: Article
    sentences: Sequence[Span]
    statements: Sequence[StoredStatement] = ()


class ArticleReader:
    """Reads articles by number and keeps them. It serves one question in one thread.

    Args:
        corpus: the corpus to read from.
    """

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._articles: dict[int, StoredArticle] = {}
        self._with_statements: dict[int, StoredArticle] = {}

    def __getitem__(self, number: int) -> StoredArticle:
        """Return an article with its sentences."""
        if number not in self._articles:
            self._articles[number] = StoredArticle(number, self._corpus.article(number), self._corpus.sentences(number))
        return self._articles[number]

    def with_statements(self, number: int) -> StoredArticle:
        """Return an article with its sentences and all of its statements."""
        if number not in self._with_statements:
            stored = self[number]
            self._with_statements[number] = StoredArticle(
                number, stored.article, stored.sentences, self._corpus.statements.for_article(number)
            )
        return self._with_statements[number]
