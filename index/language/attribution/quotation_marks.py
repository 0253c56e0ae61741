"""Quotation marks to quotations: which stretches of a text stand in them.

Marks in real articles are missing, doubled, straight or of mixed kinds. Nothing here raises: an opening
mark without a closing one ends with its paragraph, a closing one without an opening one is no quotation.
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
_RUNS_ON: Final = 12  # paragraphs that one quotation may run over


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch in quotation marks, the marks included.

    Attributes:
        span: from the opening mark to the closing one.
        parts: the same, paragraph by paragraph where it runs over several.
    """

    span: Span
    parts: tuple[Span, ...]


class Marks:
    """The quotations of a text, to be asked what stands in them.

    Args:
        text: canonical text of an article.

    Attributes:
        parts: the quotations in order, one that runs over paragraphs in its parts.
    """

    def __init__(self, text: str) -> None:
        found = quotations(text)
        self._text = text
        self.parts = [part for each in found for part in each.parts]
        self._owners = [each for each in found for _ in each.parts]
        self._starts = [part.start for part in self.parts]

    def whole(self, at: int) -> tuple[Span, ...]:
        """Return all parts of the quotation that a part belongs to."""
        return self._owners[at].parts

    def touched(self, span: Span) -> range:
        """Return the ordinals of the parts that overlap a span."""
        first = bisect_right(self._starts, span.start) - 1
        if first < 0 or self.parts[first].end <= span.start:
            first += 1
        last = bisect_left(self._starts, span.end, lo=first)
        return range(first, last)

    def between(self, start: int, end: int) -> list[Span]:
        """Return the parts that overlap a stretch of text."""
        return [self.parts[at] for at in self.touched(Span(start, max(start, end)))]

    def hold(self, start: int, end: int) -> bool:
        """Whether a stretch lies within one quotation."""
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and end <= self.parts[at].end

    def next_from(self, position: int) -> int | None:
        """Return the ordinal of the first part that starts at or behind a position."""
        at = bisect_left(self._starts, position)
        return at if at < len(self.parts) else None

    def last_before(self, position: int) -> Span | None:
        """Return the last part that starts before a position."""
        at = bisect_left(self._starts, position) - 1
        return self.parts[at] if at >= 0 else None

    def close_before(self, position: int) -> bool:
        """Whether a quotation ends right before a position, but for a comma, a dash and space."""
        at = bisect_right(self._starts, position - 1) - 1
        return at >= 0 and not self._text[self.parts[at].end : position].strip(" ,\u00a0\n-\u2013\u2014")


def quotations(text: str) -> list[Quotation]:
    """Return the quotations of a text in order; they do not overlap.

    One that is not closed at the end of its paragraph goes on in the next if that opens with a mark
    too, as newspapers print long quotations.
    """
    found: list[list[Span]] = []
    runs_on = False
    for paragraph in _PARAGRAPH.finditer(text):
        parts, closed = _in_paragraph(text, paragraph.start(), paragraph.end())
        opens = bool(parts) and not text[paragraph.start() : parts[0].start].strip()
        if runs_on and opens and len(found[-1]) < _RUNS_ON:
            found[-1].append(parts[0])
            parts = parts[1:]
            found.extend([part] for part in parts)
        else:
            found.extend([part] for part in parts)
        runs_on = bool(found) and not closed
    made = [Quotation(Span(parts[0].start, parts[-1].end), tuple(parts)) for parts in found]
    return sorted([*made, *_single(text, made)], key=lambda each: each.span)


def _in_paragraph(text: str, start: int, end: int) -> tuple[list[Span], bool]:
    """Return the quotations of one paragraph, and whether the last of them is closed."""
    parts: list[Span] = []
    opened: int | None = None
    start = _behind_stray(text, start, end)
    for mark in _MARK.finditer(text, start, end):
        opens = _opens(text, mark, start, end, opened=opened is not None)
        if opens and opened is None:
            opened = mark.start()
        elif not opens and opened is not None:
            parts.append(Span(opened, mark.end()))
            opened = None
    if opened is not None:
        parts.append(Span(opened, _filled_end(text, opened, end)))
    return [part for part in parts if any(map(str.isalnum, part.of(text)))], opened is None


def _behind_stray(text: str, start: int, end: int) -> int:
    """Skip a straight mark that opens a paragraph whose quotations have curly ones: it marks a paragraph, no speech."""
    strays = text.count('"', start, end)
    curly = text.count("\u201c", start, end)
    return start + 1 if text[start] == '"' and strays == 1 and curly else start


def _filled_end(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())


def _opens(text: str, mark: re.Match[str], start: int, end: int, *, opened: bool) -> bool:
    """Return whether a mark opens: curly ones say so; straight ones by what stands around them."""
    if mark[0] in _OPENING:
        # Some write two opening marks, and Germans close with one: the second closes if no word follows it.
        closes = opened and not text[mark.end() : mark.end() + 1].isalnum() and not text[mark.start() - 1].isspace()
        return not closes
    if mark[0] in _CLOSING:
        # A closing mark at the start of a word, with nothing open, was meant to open.
        return (
            not opened
            and mark.end() < end
            and text[mark.end()].isalnum()
            and (mark.start() == start or text[mark.start() - 1].isspace())
        )
    before = mark.start() == start or text[mark.start() - 1] in _BEFORE_OPENING
    after = mark.end() < end and not text[mark.end()].isspace()
    return before and after and not opened


def _single(text: str, made: Sequence[Quotation]) -> Iterator[Quotation]:
    """Yield quotations in curly single marks that stand in no other: British papers and headlines."""
    position = 0
    for match in _SINGLE.finditer(text):
        while position < len(made) and made[position].span.end <= match.start():
            position += 1
        inside = position < len(made) and made[position].span.start < match.end()
        if not inside and " " in match[0]:
            yield Quotation(Span(*match.span()), (Span(*match.span()),))
