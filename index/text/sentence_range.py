"""What the embedder and the word index read of an article: whole sentences."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from index.models import Article, Span, Statement

_PRONOUN = re.compile(r"[\W_]*(?:he|she|they|his|her|their|it|its|this|that|these|those)\b", re.IGNORECASE)


def touched(sentences: Sequence[Span], span: Span) -> tuple[int, int]:
    """Return the ordinals of the first and the last sentence that a span touches, or that it lies nearest to.

    Args:
        sentences: sorted, disjoint, not empty.
        span: of the same text.
    """
    first = bisect_right(sentences, span.start, key=lambda sentence: sentence.end)
    last = bisect_left(sentences, span.end, key=lambda sentence: sentence.start) - 1
    most = len(sentences) - 1
    return min(first, most), min(max(first, last), most)


def readable(article: Article, sentences: Sequence[Span], first: int, last: int) -> str:
    """Return sentences as they are to be judged: with the one before where they open with a pronoun.

    "He stated that …" says nothing of Lavrov by itself; the sentence before it names him.
    """
    opens = _PRONOUN.match(sentences[first].of(article.text))
    start = sentences[max(first - 1, 0)] if opens else sentences[first]
    return article.text[start.start : sentences[last].end]


def statement_text(article: Article, sentences: Sequence[Span], statement: Statement) -> str:
    """Return the whole sentences in which a statement stands, as they are to be judged."""
    return readable(article, sentences, *touched(sentences, statement.hull))
