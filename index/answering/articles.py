"""Reading the articles that a question needs, each of them once."""

from dataclasses import replace

from index.store.corpus import Corpus
from index.store.records import StoredArticle


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
            self._articles[number] = self._corpus.stored_article(number)
        return self._articles[number]

    def with_statements(self, number: int) -> StoredArticle:
        """Return an article with its sentences and all of its statements."""
        if number not in self._with_statements:
            statements = self._corpus.statements.for_article(number)
            self._with_statements[number] = replace(self[number], statements=statements)
        return self._with_statements[number]
