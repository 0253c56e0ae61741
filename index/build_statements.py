"""Reindexing, second half: who says what, who is who in the collection, and the statements' vectors and words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Protocol

import numpy as np

from index import people
from index.models import Article, Attribution, Span
from index.ports import Attributor, Embedder, Vectors, VectorStore
from index.store import snapshot as store
from index.store.corpus import Corpus, CorpusWriter
from index.store.snapshot import Snapshot
from index.store.statements import StoredStatement
from index.store.words import WordDocument, write_words
from index.texts import short_title, statement_text, touched

_ARTICLES_A_BATCH = 128


class Progress(Protocol):
    """Told how far a stage is."""

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        """Take the stage's name, what is done, and of how many (None where not known)."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The heavy parts that make an index.

    Attributes:
        embedder: makes the vectors.
        vector_store: writes them.
        attributor: finds who says what.
    """

    embedder: Embedder
    vector_store: VectorStore
    attributor: Attributor


@dataclass(frozen=True, slots=True)
class Known:
    """What the snapshot before knows of statements.

    Attributes:
        attributions: the corpus whose attributions are good still; None where another attributor made them.
        vectors: the snapshot whose statements' vectors are good where their attributions are; None where it is none.
    """

    attributions: Corpus | None
    vectors: Snapshot | None


@dataclass(frozen=True, slots=True)
class _Attributed:
    """An article with who says what in it, and the vectors of its statements where they are known."""

    article: Article
    sentences: Sequence[Span]
    attribution: Attribution
    vectors: Vectors | None


@dataclass(frozen=True, slots=True)
class StatementBuilder:
    """Adds statements and people to a corpus whose articles and sentences are stored.

    Attributes:
        parts: what finds, embeds and stores.
        max_title_tokens: the embedder is given this much of the title as context.
        corrections: what an editor corrects about people.
        progress: told how far it is.
    """

    parts: Parts
    max_title_tokens: int
    corrections: people.Corrections
    progress: Progress

    def add(self, folder: Path, corpus: CorpusWriter, known: Known) -> None:
        """Store the statements and people of all articles, and write the statements' vectors and words."""
        vectors = self._vectors(corpus, known)
        self.parts.vector_store.write(folder / store.STATEMENT_VECTORS, vectors, self.parts.embedder.dimension)
        corpus.statements.add_people(*people.unify(corpus.statements.named(), self.corrections))
        write_words(folder / store.STATEMENT_WORDS, self._documents(corpus))

    def _vectors(self, corpus: CorpusWriter, known: Known) -> Iterator[Vectors]:
        """Store who says what in all articles; yield the vectors of the statements in the same order."""
        articles, total, number = self._attributed(corpus, known), corpus.counts()["articles"], 0
        for done in range(0, total, _ARTICLES_A_BATCH):
            batch = list(islice(articles, _ARTICLES_A_BATCH))
            for position, each in enumerate(batch, start=done):
                corpus.statements.add(position, each.attribution, number)
                number += len(each.attribution.statements)
            yield self._embed(batch)
            self.progress("Statements", done + len(batch), total)

    def _attributed(self, corpus: Corpus, known: Known) -> Iterator[_Attributed]:
        """Yield every article with who says what in it: as it was found before, or found now."""
        before = _unchanged(corpus, known.attributions)
        fresh = (article.text for number, article in enumerate(corpus.articles()) if number not in before)
        found = iter(self.parts.attributor.attribute(fresh))
        for number, article in enumerate(corpus.articles()):
            sentences = corpus.sentences(number)
            if known.attributions is None or number not in before:
                yield _Attributed(article, sentences, next(found), None)
                continue
            attribution = known.attributions.statements.attribution(before[number])
            yield _Attributed(article, sentences, attribution, _stored_vectors(article, before[number], known.vectors))

    def _embed(self, batch: Sequence[_Attributed]) -> Vectors:
        """Return the vectors of the statements of a batch of articles, embedding only what has none yet, once."""
        texts = [self._texts(each) if each.vectors is None else [] for each in batch]
        rows = {text: row for row, text in enumerate(dict.fromkeys(text for some in texts for text in some))}
        made = self.parts.embedder.embed_passages(list(rows))
        return np.concatenate(
            [
                made[[rows[text] for text in some]] if each.vectors is None else each.vectors
                for each, some in zip(batch, texts, strict=True)
            ]
        )

    def _texts(self, each: _Attributed) -> list[str]:
        """Return what the embedder reads: the title as context, then the sentences that a statement stands in."""
        if not each.attribution.statements:
            return []
        title = short_title(each.article.title, self.max_title_tokens, self.parts.embedder)
        return [
            f"{title}\n{statement_text(each.article, each.sentences, statement)}"
            for statement in each.attribution.statements
        ]

    def _documents(self, corpus: Corpus) -> Iterator[WordDocument]:
        total = corpus.counts()["articles"]
        for number, article in enumerate(corpus.articles()):
            spans = corpus.sentences(number)
            yield from (_document(article, spans, each) for each in corpus.statements.of_article(number))
            self.progress("Words of statements", number + 1, total)


def _document(article: Article, sentences: Sequence[Span], stored: StoredStatement) -> WordDocument:
    first, last = touched(sentences, stored.statement.hull)
    printed = stored.statement.speaker
    return WordDocument(
        number=stored.number,
        text=f"{article.title}\n{statement_text(article, sentences, stored.statement)}",
        published=article.published,
        source=article.source,
        own=article.text[sentences[first].start : sentences[last].end],
        person=stored.person,
        speaker=printed.of(article.text) if printed and stored.person is None else "",
    )


def _unchanged(corpus: Corpus, before: Corpus | None) -> dict[int, int]:
    """Return the numbers of the articles whose text is as it was before, each with its number then."""
    if before is None:
        return {}
    pairs = ((number, article, before.article_number(article.id)) for number, article in enumerate(corpus.articles()))
    return {
        number: then
        for number, article, then in pairs
        if then is not None and before.article(then).sha256 == article.sha256
    }


def _stored_vectors(article: Article, then: int, before: Snapshot | None) -> Vectors | None:
    """Return the vectors of the statements of an article; None where the title, which they hold, is another now."""
    if before is None or before.corpus.article(then).title != article.title:
        return None
    numbers = [each.number for each in before.corpus.statements.of_article(then)]
    return before.statement_vectors.vectors(np.array(numbers, np.int64))
