"""Groups sentences into passages: runs of whole sentences that fit into the embedding model's input."""

import re
from collections.abc import Callable, Iterator, Sequence

from index.config import PassageSize
from index.models import Span

CountTokens = Callable[[Sequence[str]], list[int]]

# A tokenizer may count a very long word as one token, but such a word is too long for one sentence.
_CHARACTERS_PER_TOKEN = 8
_BOUNDARIES = (re.compile(r"[;:,\u2013\u2014]\s"), re.compile(r"\s"))


def split_long(text: str, sentences: Sequence[Span], max_tokens: int, count: CountTokens) -> list[Span]:
    """Split each sentence that exceeds the limit, at a clause or word boundary if it has one.

    Args:
        text: canonical text of the article.
        sentences: spans of the sentences, sorted and disjoint.
        max_tokens: maximum number of tokens in a piece.
        count: returns the number of tokens of each text, by the embedding model's tokenizer.

    Returns:
        Sorted, disjoint spans that cover the sentences, except white space at the cuts.
    """
    sizes = count([span.of(text) for span in sentences])
    pieces: list[Span] = []
    for span, size in zip(sentences, sizes, strict=True):
        pieces.extend(_pieces(text, span, size, max_tokens, count))
    return pieces


def _pieces(text: str, span: Span, size: int, limit: int, count: CountTokens) -> Iterator[Span]:
    if (size <= limit and len(span) <= limit * _CHARACTERS_PER_TOKEN) or len(span) == 1:
        yield span
        return
    cut = _cut(text, span)
    halves = [half for half in (_trim(text, span.start, cut), _trim(text, cut, span.end)) if len(half)]
    for half, half_size in zip(halves, count([half.of(text) for half in halves]), strict=True):
        yield from _pieces(text, half, half_size, limit, count)


def _cut(text: str, span: Span) -> int:
    """Return the boundary nearest to the middle of a span, within its middle half; else the middle."""
    middle, quarter = (span.start + span.end) // 2, len(span) // 4
    for boundary in _BOUNDARIES:
        positions = [match.end() for match in boundary.finditer(text, middle - quarter, middle + quarter)]
        if positions:
            return min(positions, key=lambda position: abs(position - middle))
    return middle


def _trim(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    return Span(start, max(start, start + len(piece.strip())))


def passages(sizes: Sequence[int], size: PassageSize) -> list[tuple[int, int]]:
    """Group sentences into passages.

    Args:
        sizes: number of tokens in each sentence, at most ``size.max_tokens``.
        size: maximum size of a passage, and maximum overlap with the previous passage.

    Returns:
        Ordinals of the first and the last sentence of each passage. Every sentence is in a passage.
    """
    ranges: list[tuple[int, int]] = []
    first = 0
    while first < len(sizes):
        last = _last_fitting(sizes, first, size.max_tokens)
        ranges.append((first, last))
        if last + 1 == len(sizes):
            break
        first = _next_first(sizes, first, last, size)
    return ranges


def _last_fitting(sizes: Sequence[int], first: int, limit: int) -> int:
    """Return the last sentence that fits into a passage that starts with ``first``."""
    total, last = sizes[first], first
    while last + 1 < len(sizes) and total + sizes[last + 1] <= limit:
        last += 1
        total += sizes[last]
    return last


def _next_first(sizes: Sequence[int], first: int, last: int, size: PassageSize) -> int:
    """Return the first sentence of the next passage, which always contains a new sentence."""
    start, total = last + 1, 0
    room = min(size.overlap_tokens, size.max_tokens - sizes[last + 1])
    while start - 1 > first and total + sizes[start - 1] <= room:
        start -= 1
        total += sizes[start]
    return start
