"""Cutting quotes: the one place where a span becomes words, and the choice of the span."""

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass

from index.answering.select_sentences import Choice
from index.models import Article, ArticleInfo, Quote, QuoteKind, Span, Speaker
from index.text.sentence_range import sentence_range

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Extract:
    """Which words of an article are shown, and what is told of them.

    Attributes:
        span: the words.
        score: how well they answer.
        kind: as :attr:`Quote.kind`.
        speaker: who says them; for a passage None.
        said: the words within that the speaker said.
    """

    span: Span
    score: float
    kind: QuoteKind = "passage"
    speaker: Speaker | None = None
    said: tuple[Span, ...] = ()


def cut(article: Article, sentences: Sequence[Span], extract: Extract) -> Quote | None:
    """Cut a quote out of the stored article; None, and logged, where the text is not the one indexed.

    Args:
        article: as stored.
        sentences: all sentences of it.
        extract: which words.
    """
    start, end = extract.span.start, extract.span.end
    intact = hashlib.sha256(article.text.encode()).hexdigest() == article.sha256
    if not intact or end > len(article.text):
        _log.error("the stored text of %s was altered; it is not quoted", article.id)
        return None
    first, last = sentence_range(sentences, extract.span)
    return Quote(
        text=article.text[start:end],
        start=start,
        end=end,
        kind=extract.kind,
        speaker=extract.speaker,
        before=_sentence(article, sentences, first - 1),
        after=_sentence(article, sentences, last + 1),
        score=extract.score,
        article=ArticleInfo.of(article),
        said=extract.said,
    )


def passage(sentences: Sequence[Span], choice: Choice) -> Extract:
    """Return the words of chosen sentences, in nobody's name."""
    return Extract(Span(sentences[choice.first].start, sentences[choice.last].end), choice.score)


def _sentence(article: Article, sentences: Sequence[Span], ordinal: int) -> str:
    return sentences[ordinal].of(article.text) if 0 <= ordinal < len(sentences) else ""
