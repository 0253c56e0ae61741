"""Reindexing, second part: who says what, who is who in the collection, and the words of the statements."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.models import Article, Attribution, Span, Statement
from index.people.corrections import Corrections
from index.people.entity_resolution import resolve_entities
from index.ports import Attributor
from index.progress import Progress
from index.store.corpus import Corpus
from index.store.corpus_writer import CorpusWriter
from index.store.full_text import FullTextDocument, write_full_text
from index.store.layout import STATEMENT_WORDS
from index.store.records import StoredStatement
from index.text.sentence_range import sentence_range

# Sentences before a statement that tell what it is about: "He also argued" goes on with what was said before.
_BEFORE = 2


@dataclass(frozen=True, slots=True)
class StatementBuilder:
    """Adds statements and people to a corpus whose articles, sentences and passages are stored.

    Attributes:
        attributor: finds who says what.
        corrections: what an editor corrects about people.
        progress: told how far it is.
    """

    attributor: Attributor
    corrections: Corrections
    progress: Progress

    def add(self, folder: Path, corpus: CorpusWriter, before: Corpus | None) -> None:
        """Store the statements and people of all articles, and write the words of the statements.

        Args:
            folder: of the snapshot that is made.
            corpus: its corpus.
            before: a corpus whose attributions are good still; None where there is none, or another attributor's.
        """
        total, number = corpus.counts()["articles"], 0
        for position, attribution in enumerate(self._attributed(corpus, before)):
            corpus.statements.add(position, attribution, number, _passages(corpus, position, attribution))
            number += len(attribution.statements)
            self.progress("Statements", position + 1, total)
        corpus.statements.add_people(*resolve_entities(corpus.statements.named(), self.corrections))
        write_full_text(folder / STATEMENT_WORDS, self._documents(corpus))

    def _attributed(self, corpus: Corpus, before: Corpus | None) -> Iterator[Attribution]:
        """Yield who says what in every article: as it was found before, or found now."""
        known = _unchanged(corpus, before)
        fresh = (article.text for number, article in enumerate(corpus.articles()) if number not in known)
        found = iter(self.attributor.attribute(fresh))
        for number in range(corpus.counts()["articles"]):
            if before is not None and number in known:
                yield before.statements.attribution(known[number])
            else:
                yield next(found)

    def _documents(self, corpus: Corpus) -> Iterator[FullTextDocument]:
        total = corpus.counts()["articles"]
        for number, article in enumerate(corpus.articles()):
            spans = corpus.sentences(number)
            yield from (_document(article, spans, each) for each in corpus.statements.for_article(number))
            self.progress("Words of statements", number + 1, total)


def _document(article: Article, sentences: Sequence[Span], stored: StoredStatement) -> FullTextDocument:
    first, last = sentence_range(sentences, stored.statement.hull)
    printed = stored.statement.speaker
    return FullTextDocument(
        number=stored.number,
        text=f"{article.title}\n{statement_context(article, sentences, stored.statement)}",
        published=article.published,
        publisher=article.publisher,
        own=article.text[sentences[first].start : sentences[last].end],
        person=stored.person,
        speaker=printed.of(article.text) if printed and stored.person is None else "",
    )


def _unchanged(corpus: Corpus, before: Corpus | None) -> dict[int, int]:
    """Return the numbers of the articles whose text was there before, each with the number of an article of it then."""
    if before is None:
        return {}
    then = ((number, before.article_of_text(sha256)) for number, sha256 in corpus.texts())
    return {number: found for number, found in then if found is not None}


def _passages(corpus: Corpus, article: int, attribution: Attribution) -> list[tuple[int, int]]:
    """Return for each statement the first and the last passage that it begins in, or soon after."""
    if not attribution.statements:
        return []
    sentences, passages = corpus.sentences(article), corpus.passages_of(article)
    places = []
    for each in attribution.statements:
        at, _ = sentence_range(sentences, each.spans[0])
        holding = [row.number for row in passages if row.first_sentence <= at <= row.last_sentence + _BEFORE]
        places.append((holding[0], holding[-1]))
    return places


_PRONOUN = re.compile(r"[\W_]*(?:he|she|they|his|her|their|it|its|this|that|these|those)\b", re.IGNORECASE)


def with_antecedent(article: Article, sentences: Sequence[Span], first: int, last: int) -> str:
    """Return sentences as they are to be judged: with the one before where they open with a pronoun.

    "He stated that …" says nothing of Lavrov by itself; the sentence before it names him.
    """
    opens = _PRONOUN.match(sentences[first].of(article.text))
    start = sentences[max(first - 1, 0)] if opens else sentences[first]
    return article.text[start.start : sentences[last].end]


def statement_context(article: Article, sentences: Sequence[Span], statement: Statement) -> str:
    """Return the whole sentences in which a statement stands, as they are to be judged."""
    return with_antecedent(article, sentences, *sentence_range(sentences, statement.hull))
