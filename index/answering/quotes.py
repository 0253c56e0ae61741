"""Cutting quotes: the one place where a span becomes words. It is the last step of an answer."""

import logging
from collections.abc import Iterable, Sequence

from index.answering.articles import ArticleReader
from index.answering.excerpts import Excerpt
from index.models import Article, ArticleInfo, Quote, Span
from index.store.records import StoredArticle
from index.text.sentence_range import sentence_range

_log = logging.getLogger(__name__)


def cut_all(articles: ArticleReader, excerpts: Iterable[Excerpt]) -> tuple[Quote, ...]:
    """Cut excerpts out of their articles, leaving out those from altered articles."""
    quotes = (cut(articles[excerpt.article], excerpt) for excerpt in excerpts)
    return tuple(quote for quote in quotes if quote is not None)


def cut(stored: StoredArticle, excerpt: Excerpt) -> Quote | None:
    """Cut an excerpt out of its article; return None, and log it, if the text is not the one that was indexed."""
    article, span = stored.article, excerpt.span
    if span.end > len(article.text) or not article.is_intact():
        _log.error("The stored text of %s was altered. It is not quoted. Reindex to read it again.", article.id)
        return None
    first, last = sentence_range(stored.sentences, span)
    return Quote(
        text=span.of(article.text),
        start=span.start,
        end=span.end,
        kind=excerpt.kind,
        speaker=excerpt.speaker,
        before=_sentence(article, stored.sentences, first - 1),
        after=_sentence(article, stored.sentences, last + 1),
        score=excerpt.score,
        article=ArticleInfo.of(article),
        also_in=excerpt.also_in,
        said=excerpt.said,
    )


def _sentence(article: Article, sentences: Sequence[Span], ordinal: int) -> str:
    return sentences[ordinal].of(article.text) if 0 <= ordinal < len(sentences) else ""
