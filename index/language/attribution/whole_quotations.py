"""Leaves the words of the reporter out of a statement that is a whole quotation with its cue beside it.

In "“It will fall,” Berg said, adding that nobody cares" the quotation is the statement. The rules of verbs follow the
parser, which often takes the words around a quotation for a part of it.
"""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from index.language.attribution.content_spans import AnnotatedArticle, merge_spans
from index.language.attribution.cue_beside import Cue, is_next_to, saying_beside
from index.language.attribution.dependencies import FINITE
from index.language.attribution.quoted_titles import is_title_case
from index.language.syntax import Block, Token
from index.models import Span

_OPENING: Final = "\u201c\u2018\u00ab`\"'"
_CLOSING: Final = "\u201d\u2019\"'\u00bb"
_ENDS: Final = (",", ".", "?", "!", "\u2026", "\u2014")
_BROKEN: Final = (",", "\u2014", "\u2013", "-")  # at the end of the first half of a quotation
_MIN_WORDS: Final = 2
_MAX_GAP_WORDS: Final = 2  # between the cue and the second half of a quotation


def without_narration(
    spans: Sequence[Span], verb: Token, number: int, article: AnnotatedArticle
) -> tuple[list[Span], Cue | None] | None:
    """Return the quotations of a content that has other words too, and the cue beside them if it is another one.

    Return None if the content is right: it has no other words, or no whole quotation with a cue beside it.

    Args:
        spans: the content.
        verb: the cue of the content.
        number: ordinal of the block that contains the cue.
        article: the article.
    """
    block, quotations = article.blocks[number], article.quotations
    ordinals = [ordinal for span in spans for ordinal in quotations.overlapping(span)]
    following = quotations.next_from(verb.end)
    if following is not None and following not in ordinals and _follows(verb, quotations.parts[following], article):
        ordinals = [following]
    whole = next((ordinal for ordinal in ordinals if _is_whole(quotations.parts[ordinal], block, article)), None)
    if whole is None or not _has_narration(spans, [quotations.parts[ordinal] for ordinal in ordinals], article):
        return None
    parts = quotations.all_parts(whole)
    cue = saying_beside(quotations.parts[whole], parts[-1], number, article)
    if cue is None or _is_governed(parts[0], spans, cue, verb, article):
        return None
    if cue.verb is not verb and not (verb.start > parts[-1].end and is_next_to(verb, parts[-1], block)):
        return list(parts), cue
    return _with_halves(parts, ordinals, cue, article), (cue if cue.verb is verb else None)


def without_set_off(spans: Sequence[Span], number: int, article: AnnotatedArticle) -> list[Span]:
    """Return an object without a whole quotation that a comma sets off from it: "dismissed the story, “Is it yours?”".

    Args:
        spans: the object.
        number: ordinal of the block that contains it.
        article: the article.
    """
    block, text = article.blocks[number], article.text
    for part in article.quotations.between(spans[0].start, spans[-1].end):
        before = text[spans[0].start : part.start].rstrip()
        if before.endswith(",") and _is_whole(part, block, article):
            end = spans[0].start + len(before) - 1
            return [Span(span.start, min(span.end, end)) for span in spans if span.start < end]
    return list(spans)


def _follows(verb: Token, part: Span, article: AnnotatedArticle) -> bool:
    """Return True if only a comma or a colon separates a verb from a quotation after it."""
    return not article.text[verb.end : part.start].strip(" ,:\n")


def _with_halves(parts: Sequence[Span], ordinals: Sequence[int], cue: Cue, article: AnnotatedArticle) -> list[Span]:
    """Return a quotation with the other half that its cue breaks off."""
    start, end = cue.verb.start, max(parts[-1].end, cue.verb.end)
    if cue.mention is not None:
        start, end = min(start, cue.mention.start), max(end, cue.mention.end)
    others = [article.quotations.parts[ordinal] for ordinal in ordinals]
    kept = [part for part in others if _is_close(part.end, start, article) and _is_broken(part, article)]
    for part in others:
        if part not in parts and _is_close(end, part.start, article):
            kept.append(part)
            end = part.end
    return merge_spans([*kept, *parts])


def _is_close(end: int, start: int, article: AnnotatedArticle) -> bool:
    """Return True if at most two words, without "that", separate two positions."""
    words = article.text[end:start].split() if end <= start else ["that"]
    return len(words) <= _MAX_GAP_WORDS and "that" not in words


def _is_broken(part: Span, article: AnnotatedArticle) -> bool:
    return part.of(article.text).rstrip(_CLOSING).endswith(_BROKEN)


def _is_governed(part: Span, spans: Sequence[Span], cue: Cue, verb: Token, article: AnnotatedArticle) -> bool:
    """Return True if words of the content lead to a quotation: "said that since May, “…”", "said a note read: “…”"."""
    if cue.verb.start > part.start or verb.start > part.start:
        return False
    if cue.verb is not verb:
        return any(span.start <= cue.verb.start < span.end for span in spans)
    before = [span.start for span in spans if cue.verb.end <= span.start < part.start]
    return bool(before) and article.text[before[0] : part.start].lower().startswith("that")


def _is_whole(part: Span, block: Block, article: AnnotatedArticle) -> bool:
    """Return True if a quotation is a sentence: it has a capital, a verb, and a mark at its end or a colon before."""
    words = part.of(article.text).lstrip(_OPENING).rstrip(_CLOSING)
    if len(words.split()) < _MIN_WORDS or not (words[:1].isupper() or words[:1] in {"@", "#"}) or is_title_case(words):
        return False
    first = bisect_left(block.tokens, part.start, key=lambda token: token.start)
    last = bisect_left(block.tokens, part.end, key=lambda token: token.start)
    is_set_off = words.endswith(_ENDS) or article.text[: part.start].rstrip().endswith(":")
    return is_set_off and any(token.tag in FINITE for token in block.tokens[first:last])


def _has_narration(spans: Sequence[Span], parts: Sequence[Span], article: AnnotatedArticle) -> bool:
    """Return True if a content has a word outside its quotations."""
    for span in spans:
        position = span.start
        for part in (*(part for part in parts if part.overlaps(span)), Span(span.end, span.end)):
            if any(map(str.isalnum, article.text[position : part.start])):
                return True
            position = max(position, part.end)
    return False
