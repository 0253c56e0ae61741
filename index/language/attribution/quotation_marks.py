"""Finds the quotations of a text by their quotation marks.

Real articles have missing, doubled, straight and mixed marks. No text raises an error. A closing mark without an
opening mark starts no quotation. A quotation without a closing mark that no paragraph continues ends with its paragraph
if the mark opens the paragraph, and otherwise with its sentence. A mark before words that their speaker follows without
a closing mark ("“It is late, said Berg.") is ignored. :mod:`single_marks` finds quotations in single marks.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from index.language.attribution.single_marks import find_single_quotations
from index.models import Span
from index.text.sentences import blocks

_OPENING: Final = "\u201c\u201e\u00ab\u201f"
_CLOSING: Final = "\u201d\u00bb"
_MARK: Final = re.compile("[\u201c\u201e\u00ab\u201f\u201d\u00bb\"\u2033]|''|``")
# A cue after words of a quotation, without a closing mark between them: "It is late, said Berg."
_CUE: Final = re.compile(
    r"[^\s\u201d\"][,.?!](?P<mark>['\u2019]?)\s(?:said|says|added|adds|asked|told|replied|wrote|tweeted|insisted|explained|argued)\s"
    r"(?:(?:the|an?|his|her|their)\b|[A-Z])"
    r"|[^\s\u201d\"],\s(?:he|she|they|(?:[A-Z][\w.\u2019'-]*\s){1,4}?)\s?(?:said|says|added|told\s\w+)\.?\s*\Z"
)
_SENTENCE_END: Final = re.compile(r"[.!?]['\u2019)]*(?=\s+[A-Z\u201c\"]|\s*\Z)")
# A single mark in place of the double one that is missing: "Let's go.' Berg was there."
_SUBSTITUTE: Final = re.compile(r"[.,!?]['\u2019](?=\s)")
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
    paragraphs = list(blocks(text))
    double = _in_double_marks(text, paragraphs)
    single = find_single_quotations(text, paragraphs, [Span(parts[0].start, parts[-1].end) for parts in double])
    outer = [parts for parts in double if not any(_contains(other, parts) for other in single)]
    quotations = [Quotation(Span(parts[0].start, parts[-1].end), tuple(parts)) for parts in (*outer, *single)]
    return sorted(quotations, key=lambda quotation: quotation.span)


def _contains(outer: Sequence[Span], inner: Sequence[Span]) -> bool:
    return outer[0].start < inner[0].start and inner[-1].end <= outer[-1].end


def _in_double_marks(text: str, paragraphs: Sequence[Span]) -> list[list[Span]]:
    """Return the parts of each quotation in double marks."""
    parts_by_quotation: list[list[Span]] = []
    unclosed: Span | None = None
    for paragraph in paragraphs:
        parts, closed = _in_paragraph(text, paragraph.start, paragraph.end)
        starts_quoted = bool(parts) and parts[0].start == _skip_stray_mark(text, paragraph.start, paragraph.end)
        if unclosed is not None:
            if starts_quoted and len(parts_by_quotation[-1]) < _MAX_PARAGRAPHS:
                parts_by_quotation[-1].append(parts[0])
                parts = parts[1:]
            else:
                _end_unclosed(text, parts_by_quotation, unclosed)
        parts_by_quotation.extend([part] for part in parts)
        unclosed = None
        if not closed and parts_by_quotation:
            unclosed = Span(paragraph.start, parts_by_quotation[-1][-1].end)
            if _CUE.search(parts_by_quotation[-1][-1].of(text)):
                parts_by_quotation[-1][-1:] = _before_cue(text, parts_by_quotation[-1][-1])
                parts_by_quotation, unclosed = [parts for parts in parts_by_quotation if parts], None
    if unclosed is not None:
        _end_unclosed(text, parts_by_quotation, unclosed)
    return parts_by_quotation


def _end_unclosed(text: str, parts_by_quotation: list[list[Span]], paragraph: Span) -> None:
    """Shorten the last part, which no mark closes and no paragraph continues, to a sentence, unless it is a paragraph.

    Args:
        text: canonical text of the article.
        parts_by_quotation: the parts of each quotation. The last part is changed in place.
        paragraph: from the start of the last part's paragraph to the end of the part.
    """
    last = parts_by_quotation[-1][-1]
    if text[paragraph.start : last.start].strip():
        sentence = _first_sentence(text, last)
        parts_by_quotation[-1][-1:] = [sentence] if any(map(str.isalnum, sentence.of(text))) else []
    if not parts_by_quotation[-1]:
        parts_by_quotation.pop()


def _before_cue(text: str, unclosed: Span) -> list[Span]:
    """Return the quotation in a stretch without a closing mark. There is none if a cue follows its words directly.

    A single mark before the cue stands for the double one that is missing: "It is late,' said Berg."
    """
    cue = _CUE.search(unclosed.of(text))
    if cue is None:
        return [_first_sentence(text, unclosed)]
    return [Span(unclosed.start, unclosed.start + cue.end("mark"))] if cue["mark"] else []


def _first_sentence(text: str, span: Span) -> Span:
    """Return the part of a quotation without a closing mark up to a mark in its place, or to the first sentence end."""
    end = _SUBSTITUTE.search(text, span.start, span.end) or _SENTENCE_END.search(text, span.start, span.end)
    return span if end is None else Span(span.start, end.end())


def _in_paragraph(text: str, start: int, end: int) -> tuple[list[Span], bool]:
    """Return the quotations of one paragraph, and whether the last quotation is closed."""
    parts: list[Span] = []
    opened: int | None = None
    nested = 0
    start = _skip_stray_mark(text, start, end)
    marks = list(_MARK.finditer(text, start, end))
    for position, mark in enumerate(marks):
        opens = _opens(text, mark, start, end, opened=opened is not None)
        if opens and opened is not None and _reopens(text, mark, start, end):
            nested += _closes_twice(text, marks[position + 1 :], start, end)
            if not nested:
                unclosed = Span(opened, _end_without_space(text, opened, mark.start()))
                parts.extend(_before_cue(text, unclosed))
                opened = mark.start()
        elif opens and opened is None:
            opened = mark.start()
        elif not opens and nested:
            nested -= 1
        elif not opens and opened is not None:
            parts.append(Span(opened, mark.end()))
            opened = None
    parts = [part for part in parts if _has_word(text, part)]
    rest = Span(end if opened is None else opened, end)
    if not _has_word(text, rest):
        return parts, True
    return [*parts, Span(rest.start, _end_without_space(text, rest.start, end))], False


def _has_word(text: str, span: Span) -> bool:
    return any(map(str.isalnum, span.of(text)))


def _reopens(text: str, mark: re.Match[str], start: int, end: int) -> bool:
    """Return True if a mark inside a quotation has white space before it and a word after it."""
    return mark.start() > start and text[mark.start() - 1].isspace() and mark.end() < end and text[mark.end()].isalnum()


def _closes_twice(text: str, marks: Sequence[re.Match[str]], start: int, end: int) -> bool:
    """Return True if the next two marks close, so that an opening mark before them is inside a quotation."""
    return [_opens(text, mark, start, end, opened=True) for mark in marks[:2]] == [False, False]


def _skip_stray_mark(text: str, start: int, end: int) -> int:
    """Return the position after a single straight mark that opens a paragraph with curly quotations.

    Such a mark starts the paragraph, not a quotation, unless a curly mark closes it. Return ``start`` if there is none.
    """
    if text[start] != '"' or text.count('"', start, end) > 1:
        return start
    opening, closing = text.find("\u201c", start, end), text.find("\u201d", start, end)
    return start + 1 if opening >= 0 and not 0 <= closing < opening else start


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
    return before and after and (not opened or _reopens(text, mark, start, end))
