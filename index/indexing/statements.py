"""The statement stage: attribute statements, resolve people, and index the words of the statements."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from index.indexing.stage import PreviousSnapshot
from index.models import Attribution, Statement
from index.people.corrections import Corrections
from index.people.entity_resolution import resolve_entities
from index.ports import Attributor
from index.progress import Progress
from index.store.corpus import Corpus
from index.store.corpus_writer import CorpusWriter
from index.store.full_text import FullTextDocument, write_full_text
from index.store.layout import STATEMENT_WORDS
from index.store.records import StoredArticle, StoredStatement
from index.text.sentence_range import sentence_range, text_of

# Sentences before a statement that give its topic: "He also argued" continues the sentences before it.
_CONTEXT_SENTENCES = 2
_PRONOUN = re.compile(r"[\W_]*(?:he|she|they|his|her|their|it|its|this|that|these|those)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class StatementStage:
    """Adds statements and people to a corpus that already has articles, sentences and passages.

    Attributes:
        attributor: finds the statements and their speakers.
        corrections: an editor's corrections of the people.
        progress: called with the number of articles that are attributed, and later with the number that are indexed.
    """

    attributor: Attributor
    corrections: Corrections
    progress: Progress
    name: ClassVar[str] = "statements"

    def run(self, corpus: CorpusWriter, previous: PreviousSnapshot | None, folder: Path) -> None:
        """Store the statements and people of all articles, and write the full-text index of the statements."""
        total, first = corpus.counts()["articles"], 0
        reusable = previous.attributions if previous else None
        for article, attribution in enumerate(self._attributions(corpus, reusable)):
            corpus.statements.add(article, attribution, first, _passages(corpus, article, attribution))
            first += len(attribution.statements)
            self.progress("Statements", article + 1, total)
        corpus.statements.add_people(*resolve_entities(corpus.statements.named(), self.corrections))
        write_full_text(folder / STATEMENT_WORDS, self._documents(corpus))

    def _attributions(self, corpus: Corpus, reusable: Corpus | None) -> Iterator[Attribution]:
        """Yield the attribution of every article: copied if the text is unchanged, otherwise computed."""
        unchanged = _unchanged_articles(corpus, reusable)
        texts = (article.text for number, article in enumerate(corpus.articles()) if number not in unchanged)
        computed = iter(self.attributor.attribute(texts))
        for number in range(corpus.counts()["articles"]):
            if reusable is not None and number in unchanged:
                yield reusable.statements.attribution(unchanged[number])
            else:
                yield next(computed)

    def _documents(self, corpus: Corpus) -> Iterator[FullTextDocument]:
        total = corpus.counts()["articles"]
        for stored in corpus.stored_articles():
            for statement in corpus.statements.for_article(stored.number):
                yield _document(stored, statement)
            self.progress("Words of statements", stored.number + 1, total)


def _document(stored: StoredArticle, statement: StoredStatement) -> FullTextDocument:
    """Return the words of a statement. The mention of the speaker is searched, too: "the company", "the mayor"."""
    article, speaker = stored.article, statement.statement.speaker
    return FullTextDocument(
        number=statement.number,
        text=f"{article.title}\n{_context(stored, statement.statement)}",
        published=article.published,
        publisher=article.publisher,
        own=text_of(article, stored.sentences, *sentence_range(stored.sentences, statement.statement.hull)),
        person=statement.person,
        speaker=speaker.of(article.text) if speaker else "",
    )


def _unchanged_articles(corpus: Corpus, reusable: Corpus | None) -> dict[int, int]:
    """Return the numbers of the articles with a text that the previous snapshot has, and the article numbers there."""
    if reusable is None:
        return {}
    numbers = ((number, reusable.article_of_text(sha256)) for number, sha256 in corpus.texts())
    return {number: previous for number, previous in numbers if previous is not None}


def _passages(corpus: Corpus, article: int, attribution: Attribution) -> list[tuple[int, int]]:
    """Return the numbers of the first and the last passage that contain the start of each statement.

    A passage also counts if it ends at most ``_CONTEXT_SENTENCES`` sentences before the statement.
    """
    if not attribution.statements:
        return []
    sentences, passages = corpus.sentences(article), corpus.passages_of(article)
    places = []
    for statement in attribution.statements:
        ordinal, _ = sentence_range(sentences, statement.spans[0])
        numbers = [
            passage.number
            for passage in passages
            if passage.first_sentence <= ordinal <= passage.last_sentence + _CONTEXT_SENTENCES
        ]
        places.append((numbers[0], numbers[-1]))
    return places


def _context(stored: StoredArticle, statement: Statement) -> str:
    """Return the sentences of a statement, and the sentence before them if they begin with a pronoun.

    "He stated that …" does not name Lavrov. The sentence before it does.
    """
    first, last = sentence_range(stored.sentences, statement.hull)
    if _PRONOUN.match(stored.sentences[first].of(stored.article.text)):
        first = max(first - 1, 0)
    return text_of(stored.article, stored.sentences, first, last)
