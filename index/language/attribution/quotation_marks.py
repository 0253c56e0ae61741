"""Finds the quotations of a text by their quotation marks.

Real articles have missing, doubled, straight and mixed marks. No text raises an error. A quotation without a closing
mark ends with its paragraph. A closing mark without an opening mark starts no quotation.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from index.models import Span

_OPENING: Final = "\u201c\u201e\u00ab\u201f"
_CLOSING: Final = "\u201d\u00bb"
_MARK: Final = re.compile("[\u201c\u201e\u00ab\u201f\u201d\u00bb\"\u2033]|''|``")
_SINGLE: Final = re.compile('(?<!\\w)\u2018(?=\\S)[^\n\u2018\u201c\u201d"]{1,600}?(?<=[\\w.,!?\u2026])\u2019(?!\\w)')
_PARAGRAPH: Final = re.compile(r"[^\n]+")
_BEFORE_OPENING: Final = frozenset(" \t\u00a0([{-\u2013\u2014\u2015/:;,\u2018'\u200a\u2009")
_MAX_PARAGRAPHS: Final = 12  # paragraphs in one quotation


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch of text in quotation marks, including the marks.

    Attributes:
        span: the text from the opening mark to the closing mark.
        parts: the same text, divided by paragraph.
    """

    span: Span
    parts: tuple[Span, ...]


class QuotationIndex:
    """The quotations of a text, searchable by position.

    Args:
        text: canonical text of an article.

    Attributes:
        parts: the parts of all quotations in order. A quotation over several paragraphs has one part for each.
    """

    def __init__(self, text: str) -> None:
        quotations = find_quotations(text)
        self._text = text
        self.parts = [part for quotation in quotations for part in quotation.parts]
        self._quotations = [quotation for quotation in quotations for _ in quotation.parts]
        self._starts = [part.start for part in self.parts]

    def all_parts(self, ordinal: int) -> tuple[Span, ...]:
        """Return all parts of the quotation that contains the part with this ordinal."""
        return self._quotations[ordinal].parts

    def overlapping(self, span: Span) -> range:
        """Return the ordinals of the parts that overlap a span."""
        first = bisect_right(self._starts, span.start) - 1
        if first < 0 or self.parts[first].end <= span.start:
            first += 1
        last = bisect_left(self._starts, span.end, lo=first)
        return range(first, last)

    def between(self, start: int, end: int) -> list[Span]:
        """Return the parts that overlap the text from ``start`` to ``end``."""
        return [self.parts[ordinal] for ordinal in self.overlapping(Span(start, max(start, end)))]

    def contains(self, start: int, end: int) -> bool:
        """Return True if one part contains the text from ``start`` to ``end``."""
        ordinal = bisect_right(self._starts, start) - 1
        return ordinal >= 0 and end <= self.parts[ordinal].end

    def next_from(self, position: int) -> int | None:
        """Return the ordinal of the first part that starts at a position or after it, or None."""
        ordinal = bisect_left(self._starts, position)
        return ordinal if ordinal < len(self.parts) else None

    def last_before(self, position: int) -> Span | None:
        """Return the last part that starts before a position, or None."""
        ordinal = bisect_left(self._starts, position) - 1
        return self.parts[ordinal] if ordinal >= 0 else None

    def ends_before(self, position: int) -> bool:
        """Return True if only commas, dashes and white space separate a quotation from a position after it."""
        ordinal = bisect_right(self._starts, position - 1) - 1
        return ordinal >= 0 and not self._text[self.parts[ordinal].end : position].strip(" ,\u00a0\n-\u2013\u2014")


def find_quotations(text: str) -> list[Quotation]:
    """Return the quotations of a text in order. They do not overlap.

    Newspapers print long quotations without a closing mark at the end of each paragraph. Such a quotation continues
    in the next paragraph if that paragraph starts with a mark too.
    """
    parts_by_quotation: list[list[Span]] = []
    is_open = False
    for paragraph in _PARAGRAPH.finditer(text):
        parts, closed = _in_paragraph(text, paragraph.start(), paragraph.end())
        starts_quoted = bool(parts) and not text[paragraph.start() : parts[0].start].strip()
        if is_open and starts_quoted and len(parts_by_quotation[-1]) < _MAX_PARAGRAPHS:
            parts_by_quotation[-1].append(parts[0])
            parts = parts[1:]
        parts_by_quotation.extend([part] for part in parts)
        is_open = bool(parts_by_quotation) and not closed
    double = [Quotation(Span(parts[0].start, parts[-1].end), tuple(parts)) for parts in parts_by_quotation]
    return sorted([*double, *_in_single_marks(text, double)], key=lambda quotation: quotation.span)


def _in_paragraph(text: str, start: int, end: int) -> tuple[list[Span], bool]:
    """Return the quotations of one paragraph, and whether the last quotation is closed."""
    parts: list[Span] = []
    opened: int | None = None
    start = _skip_stray_mark(text, start, end)
    for mark in _MARK.finditer(text, start, end):
        opens = _opens(text, mark, start, end, opened=opened is not None)
        if opens and opened is None:
            opened = mark.start()
        elif not opens and opened is not None:
            parts.append(Span(opened, mark.end()))
            opened = None
    if opened is not None:
        parts.append(Span(opened, _end_without_space(text, opened, end)))
    return [part for part in parts if any(map(str.isalnum, part.of(text)))], opened is None


def _skip_stray_mark(text: str, start: int, end: int) -> int:
    """Return the position after a single straight mark that opens a paragraph with curly quotations.

    Such a mark starts the paragraph, not a quotation. Return ``start`` if there is none.
    """
    straight = text.count('"', start, end)
    curly = text.count("\u201c", start, end)
    return start + 1 if text[start] == '"' and straight == 1 and curly else start


def _end_without_space(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())


def _opens(text: str, mark: re.Match[str], start: int, end: int, *, opened: bool) -> bool:
    """Return True if a mark opens a quotation: by its shape if it is curly, by its neighbours if it is straight."""
    if mark[0] in _OPENING:
        # Some writers use two opening marks, and German closes with one. The second mark closes unless a word follows.
        closes = opened and not text[mark.end() : mark.end() + 1].isalnum() and not text[mark.start() - 1].isspace()
        return not closes
    if mark[0] in _CLOSING:
        # A closing mark at the start of a word, outside a quotation, was meant to open one.
        return (
            not opened
            and mark.end() < end
            and text[mark.end()].isalnum()
            and (mark.start() == start or text[mark.start() - 1].isspace())
        )
    before = mark.start() == start or text[mark.start() - 1] in _BEFORE_OPENING
    after = mark.end() < end and not text[mark.end()].isspace()
    return before and after and not opened


def _in_single_marks(text: str, double: Sequence[Quotation]) -> Iterator[Quotation]:
    """Yield quotations in curly single marks outside all double marks, as British papers and headlines print them."""
    position = 0
    for match in _SINGLE.finditer(text):
        while position < len(double) and double[position].span.end <= match.start():
            position += 1
        inside = position < len(double) and double[position].span.start < match.end()
        if not inside and " " in match[0]:
            yield Quotation(Span(*match.span()), (Span(*match.span()),))
