"""Finds quotations in single marks, as British papers and headlines print them: 'We can't pay. Nobody can,' she said.

An apostrophe has the shape of a single mark. A mark between two letters is an apostrophe. A mark after "s" and before
white space may be one ("the banks' fault"), so it closes a quotation only if no other mark does.
"""

import re
from collections.abc import Sequence
from typing import Final

from index.language.names.spelling import word_set
from index.models import Span

_MARK: Final = re.compile("(?<!['\u2019`])['\u2018\u2019`](?!['\u2019`])")
_OPENING: Final = frozenset("'\u2018`")
_CLOSING: Final = frozenset("'\u2019")
_BEFORE_OPENING: Final = frozenset(' \t\n\u00a0([{-\u2013\u2014\u2015/:;,\u201c"\u200a\u2009')
_AFTER_CLOSING: Final = frozenset(' \t\n\u00a0)]},.;:!?-\u2013\u2014\u2015/\u201d"\u2026')
_PUNCTUATION: Final = frozenset(',.!?\u2026\u2014\u2013-\u201d")]')
_FIRST_WORD: Final = re.compile(r"\w+")
_DECADE: Final = re.compile(r"\d\ds?\b")
# Words that lost their beginning: 'em, 'tis.
_CLIPPED: Final = word_set("em til tis twas cause cos bout round n nuff tween gainst fraid ere neath")
_MAYBE_APOSTROPHE: Final = re.compile(r"(?:s|in|o|S)\Z")  # the banks' fault, goin' home, will o' the wisp


def find_single_quotations(text: str, paragraphs: Sequence[Span], double: Sequence[Span]) -> list[list[Span]]:
    """Return the parts of each quotation in single marks that is outside all quotations in double marks.

    A quotation can contain quotations in double marks. If a paragraph that starts with a mark has no closing one, the
    quotation goes on in the next paragraph that starts with a mark.

    Args:
        text: canonical text of the article.
        paragraphs: spans of the paragraphs.
        double: spans of the quotations in double marks, in order.
    """
    found: list[list[Span]] = []
    unclosed: list[Span] = []
    for paragraph in paragraphs:
        marks = [mark.start() for mark in _MARK.finditer(text, paragraph.start, paragraph.end)]
        position = paragraph.start
        for mark in marks:
            if mark < position or not _opens(text, mark, paragraph) or _is_inside(mark, double):
                continue
            part = _closed_part(text, mark, paragraph, marks, double)
            is_first = mark == paragraph.start
            if part is not None:
                found.append([*unclosed, part] if is_first else [part])
                position = part.end
            if is_first:
                has_word = any(map(str.isalnum, paragraph.of(text)))
                unclosed = [] if part is not None or not has_word else [*unclosed, paragraph]
        if not marks or marks[0] != paragraph.start:
            unclosed = []
    return found


def _opens(text: str, mark: int, paragraph: Span) -> bool:
    """Return True if a mark can open a quotation: before a word that did not lose its beginning."""
    if text[mark] not in _OPENING or (mark > paragraph.start and text[mark - 1] not in _BEFORE_OPENING):
        return False
    following = text[mark + 1 : mark + 2]
    if not (following.isalnum() or following in {"\u201c", '"', "(", "[", "\u2026", "\u00a3", "$"}):
        return False
    word = _FIRST_WORD.match(text, mark + 1)
    return word is None or (word[0].lower() not in _CLIPPED and _DECADE.match(text, mark + 1) is None)


def _is_inside(position: int, spans: Sequence[Span]) -> bool:
    return any(span.start <= position < span.end for span in spans)


def _closed_part(text: str, opened: int, paragraph: Span, marks: Sequence[int], double: Sequence[Span]) -> Span | None:
    """Return the quotation that a mark opens, or None if no mark closes it or it is a mere word."""
    doubtful: int | None = None
    for mark in marks:
        if mark <= opened or _is_inside(mark, double):
            continue
        if _opens(text, mark, paragraph):
            break
        if not _closes(text, mark, paragraph):
            continue
        is_doubtful = text[mark + 1 : mark + 2].isspace() and _MAYBE_APOSTROPHE.search(text, opened, mark) is not None
        if not is_doubtful:
            return _part(text, opened, mark)
        doubtful = mark
    return None if doubtful is None else _part(text, opened, doubtful)


def _closes(text: str, mark: int, paragraph: Span) -> bool:
    is_end = mark + 1 >= paragraph.end or text[mark + 1] in _AFTER_CLOSING
    return text[mark] in _CLOSING and is_end and not text[mark - 1].isspace()


def _part(text: str, opened: int, closed: int) -> Span | None:
    """Return the span of a quotation. A single word counts only if punctuation ends it: 'No,' she said."""
    words = text[opened + 1 : closed]
    is_quotation = any(map(str.isspace, words)) or text[closed - 1] in _PUNCTUATION
    return Span(opened, closed + 1) if is_quotation and any(map(str.isalnum, words)) else None
