"""Excerpts: spans that are chosen for display. No words travel with them until the end."""

from dataclasses import dataclass
from typing import NamedTuple

from index.models import ArticleInfo, QuoteKind, Span, Speaker


class SentenceId(NamedTuple):
    """A sentence of the corpus: the number of its article and its position there."""

    article: int
    ordinal: int


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A span of an article that is chosen for display.

    Attributes:
        article: number of the article.
        span: the words to show.
        score: orders the excerpts of one answer.
        kind: as :attr:`Quote.kind`.
        speaker: the person who says the words; None for a passage.
        said: the words within the span that the speaker says.
        also_in: other articles that contain a sentence of the excerpt, earliest first.
    """

    article: int
    span: Span
    score: float
    kind: QuoteKind = "passage"
    speaker: Speaker | None = None
    said: tuple[Span, ...] = ()
    also_in: tuple[ArticleInfo, ...] = ()
