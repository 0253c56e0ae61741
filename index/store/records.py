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
    """

    number: int
    article: Article
    sentences: Sequence[Span]


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage as it lies in the corpus: its number, its article's number, its sentences' ordinals."""

    number: int
    article: int
    first_sentence: int
    last_sentence: int


@dataclass(frozen=True, slots=True)
class PassageText:
    """A passage with its words.

    Attributes:
        stored: where it lies.
        title: of its article.
        published: day of its article.
        text: from its first sentence to its last.
        sentences: its sentences, as spans of the article's text.
    """

    stored: StoredPassage
    title: str
    published: dt.date | None
    text: str
    sentences: tuple[Span, ...]

    def sentence(self, position: int) -> str:
        """Return its n-th sentence, counted from 0."""
        start, span = self.sentences[0].start, self.sentences[position]
        return self.text[span.start - start : span.end - start]


@dataclass(frozen=True, slots=True)
class StoredStatement:
    """A statement as it lies in the corpus: its number, its article's number, and its person's in the collection."""

    number: int
    article: int
    person: int | None
    statement: Statement


@dataclass(frozen=True, slots=True)
class StoredSentence:
    """A sentence of a stored article; ``wording`` is None where no copy of the article holds it too."""

    ordinal: int
    span: Span
    wording: int | None


@dataclass(frozen=True, slots=True)
class RepeatedIn:
    """An article that holds a wording, and in which sentence."""

    article: int
    id: str
    published: dt.date | None
    ordinal: int


def parse_date(text: str | None) -> dt.date | None:
    """Return the day that the corpus stores as ISO 8601, or None."""
    return None if text is None else dt.date.fromisoformat(text)


def format_date(date: dt.date | None) -> str | None:
    """Return a day as the corpus stores it, in ISO 8601, or None."""
    return None if date is None else date.isoformat()
