"""Finds the sentences of an article that a span overlaps."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from index.models import Article, Span


def sentence_range(sentences: Sequence[Span], span: Span) -> tuple[int, int]:
    """Return the ordinals of the first and the last sentence that a span overlaps.

    If the span overlaps no sentence, return the sentence after it, or the last sentence.

    Args:
        sentences: spans of the sentences, sorted and disjoint. There must be at least one.
        span: a span of the same text.
    """
    first = bisect_right(sentences, span.start, key=lambda sentence: sentence.end)
    last = bisect_left(sentences, span.end, key=lambda sentence: sentence.start) - 1
    maximum = len(sentences) - 1
    return min(first, maximum), min(max(first, last), maximum)


def text_of(article: Article, sentences: Sequence[Span], first: int, last: int) -> str:
    """Return the text of an article from one of its sentences to another, both included.

    Args:
        article: the article.
        sentences: its sentences, sorted and disjoint.
        first: ordinal of the first sentence.
        last: ordinal of the last sentence.
    """
    return sentences[first].hull(sentences[last]).of(article.text)
