"""Sentences to passages: runs of whole sentences that the embedding model reads to the end."""

import re
from collections.abc import Callable, Iterator, Sequence

from index.config import PassageSize
from index.models import Span

CountTokens = Callable[[Sequence[str]], list[int]]

# A tokenizer may count a very long word as one token; no reader wants it as one sentence.
_CHARACTERS_PER_TOKEN = 8
_BOUNDARIES = (re.compile(r"[;:,\u2013\u2014]\s"), re.compile(r"\s"))


def split_long(text: str, sentences: Sequence[Span], max_tokens: int, count: CountTokens) -> list[Span]:
    """Split each sentence that is over the limit, at a clause or word boundary where it has one.

    Args:
        text: canonical text of the article.
        sentences: sorted, disjoint spans of it.
        max_tokens: most tokens in a piece.
        count: the embedding model's own tokenizer.

    Returns:
        Sorted, disjoint spans that cover what ``sentences`` cover, but for white space at the cuts.
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
    """Return the boundary nearest to the middle, looked for in the middle half."""
    middle, quarter = (span.start + span.end) // 2, len(span) // 4
    for boundary in _BOUNDARIES:
        found = [match.end() for match in boundary.finditer(text, middle - quarter, middle + quarter)]
        if found:
            return min(found, key=lambda position: abs(position - middle))
    return middle


def _trim(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    return Span(start, max(start, start + len(piece.strip())))


def passages(sizes: Sequence[int], size: PassageSize) -> list[tuple[int, int]]:
    """Gather sentences into passages.

    Args:
        sizes: tokens of each sentence, none over ``size.max_tokens``.
        size: how large a passage is, and how far it overlaps with the one before.

    Returns:
        Ordinals of the first and the last sentence of each passage; together all sentences.
    """
    made: list[tuple[int, int]] = []
    first = 0
    while first < len(sizes):
        last = _last(sizes, first, size.max_tokens)
        made.append((first, last))
        if last + 1 == len(sizes):
            break
        first = _overlap(sizes, first, last, size)
    return made


def _last(sizes: Sequence[int], first: int, limit: int) -> int:
    """Return the last sentence that still fits after ``first``."""
    total, last = sizes[first], first
    while last + 1 < len(sizes) and total + sizes[last + 1] <= limit:
        last += 1
        total += sizes[last]
    return last


def _overlap(sizes: Sequence[int], first: int, last: int, size: PassageSize) -> int:
    """Return where the next passage begins: it always takes in a sentence that is new."""
    start, total = last + 1, 0
    room = min(size.overlap_tokens, size.max_tokens - sizes[last + 1])
    while start - 1 > first and total + sizes[start - 1] <= room:
        start -= 1
        total += sizes[start]
    return start
