"""Finds the sentences of an article that a span overlaps."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from index.models import Span


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
