"""Records that a store returns."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from index.models import Article, Span, Statement


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article in the corpus.

    Attributes:
        number: number of the article.
        article: the article.
        sentences: spans of its sentences, in order.
        statements: its statements, in order; empty if they were not read.
    """

    number: int
    article: Article
    sentences: Sequence[Span]
    statements: Sequence["StoredStatement"] = ()


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage in the corpus: its number, the number of its article, and the ordinals of its sentences."""

    number: int
    article: int
    first_sentence: int
    last_sentence: int


@dataclass(frozen=True, slots=True)
class PassageText:
    """A passage with its text.

    Attributes:
        stored: numbers of the passage, its article and its sentences.
        title: title of the article.
        published: publication date of the article.
        text: text from the first to the last sentence.
        sentences: spans of the sentences in the text of the article.
    """

    stored: StoredPassage
    title: str
    published: dt.date | None
    text: str
    sentences: tuple[Span, ...]

    def sentence(self, position: int) -> str:
        """Return the text of a sentence by its position in the passage, counted from 0."""
        offset, span = self.sentences[0].start, self.sentences[position]
        return self.text[span.start - offset : span.end - offset]  # a Span of its own would cost a question 3 %


@dataclass(frozen=True, slots=True)
class StoredStatement:
    """A statement in the corpus: its number, the number of its article, and the number of its person, if any."""

    number: int
    article: int
    person: int | None
    statement: Statement


@dataclass(frozen=True, slots=True)
class StoredSentence:
    """A sentence of a stored article. ``wording`` is None if no near-duplicate of the article contains the sentence."""

    ordinal: int
    span: Span
    wording: int | None


@dataclass(frozen=True, slots=True)
class RepeatedIn:
    """An article that contains a repeated sentence, and the ordinal of the sentence there."""

    article: int
    id: str
    published: dt.date | None
    ordinal: int


def parse_date(text: str | None) -> dt.date | None:
    """Parse a date in ISO 8601, or None."""
    return None if text is None else dt.date.fromisoformat(text)


def format_date(date: dt.date | None) -> str | None:
    """Format a date in ISO 8601, or None."""
    return None if date is None else date.isoformat()
