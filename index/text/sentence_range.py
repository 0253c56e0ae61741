"""What the embedder and the word index read of an article: whole sentences."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from index.models import Span


def sentence_range(sentences: Sequence[Span], span: Span) -> tuple[int, int]:
    """Return the ordinals of the first and the last sentence that a span touches, or that it lies nearest to.

    Args:
        sentences: sorted, disjoint, not empty.
        span: of the same text.
    """
    first = bisect_right(sentences, span.start, key=lambda sentence: sentence.end)
    last = bisect_left(sentences, span.end, key=lambda sentence: sentence.start) - 1
    most = len(sentences) - 1
    return min(first, most), min(max(first, last), most)
