"""Quotations without a cue of their own: carried on from the statement before, or left alone in a paragraph."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from index.language.attribution.candidates import StatementCandidate, TextOwnership
from index.language.attribution.content_spans import AnnotatedArticle, joined
from index.language.attribution.cue_lexicon import GIVING, VERBS
from index.language.attribution.speakers import RELATIVES, mention, subject_of
from index.language.syntax import Block, Token
from index.models import Span

_TITLES: Final = ("Mr.", "Mrs.", "Ms.")
_SIGNATURE: Final = re.compile(
    r"\s*[-\u2013\u2014\u2015]{1,2}\s*(?P<name>[A-Z][\w.'\u2019-]*(?:\s+[A-Z][\w.'\u2019-]*){0,5})\s*\.?\s*"
)
_SPEAKING: Final = frozenset({"PERSON", "ORG"})
_FAR: Final = 2  # paragraphs from a statement to a quotation of the same speaker
_GAP: Final = 2  # words between a statement and the quotation that carries it on
_TAIL: Final = 12  # words of a cue behind a quotation
_NEAREST: Final = 80  # code points that are looked at behind a sentence
_FEWEST: Final = 4  # words of a quotation that stands alone


def carry_on(found: Sequence[StatementCandidate], claims: TextOwnership, page: AnnotatedArticle) -> None:
    """Let each statement take in the quotations that go on right behind its sentence."""
    for each in found:
        while _ends_quoted(each, page):
            end = _sentence_end(each, page)
            at = page.marks.next_from(end)
            if at is None or claims.hold(page.marks.parts[at].start) or not _is_near(end, at, page):
                break
            gap = page.text[end : page.marks.parts[at].start]
            lead = Span(end + len(gap) - len(gap.lstrip()), page.marks.parts[at].end)
            each.spans = joined([*each.spans, lead, *page.marks.whole(at)])
            claims.take(each.spans, 0)


def _is_near(end: int, at: int, page: AnnotatedArticle) -> bool:
    gap = page.text[end : min(page.marks.parts[at].start, end + _NEAREST)]
    return len(gap.split()) <= _GAP and "\n" not in gap and not gap.strip().endswith(".")


def _ends_quoted(each: StatementCandidate, page: AnnotatedArticle) -> bool:
    """Whether one of its spans starts or ends in quotation marks."""
    return any(
        part.start <= span.start < part.end or part.start < span.end <= part.end
        for span in each.spans
        for part in page.marks.between(span.start, span.end)
    )


def _sentence_end(each: StatementCandidate, page: AnnotatedArticle) -> int:
    """Return where the sentence ends that holds the later of cue and words."""
    block = page.blocks[each.block]
    at = max(each.spans[-1].end, each.cue.end if each.cue else 0)
    number = _ending_from(at, block)
    return block.tokens[block.sentences[number][1]].end if number < len(block.sentences) else at


def _ending_from(position: int, block: Block) -> int:
    """Return the ordinal of the first sentence that ends at a position or behind it."""
    return bisect_left(block.sentences, position, key=lambda bounds: block.tokens[bounds[1]].end)


def floating(
    found: Sequence[StatementCandidate], claims: TextOwnership, page: AnnotatedArticle
) -> list[StatementCandidate]:
    """Give the quotations that no cue has claimed to who signs or announces them, or to the speaker before.

    In the paragraph behind a quotation they carry it on, elsewhere they are statements of their own.
    """
    made: list[StatementCandidate] = []
    order = sorted(found, key=_start)
    for number, block in enumerate(page.blocks):
        for at in page.marks.touched(_extent(block)):
            part = page.marks.parts[at]
            before = bisect_left(order, part.start, key=_start)
            last = order[before - 1] if before else None
            one = _of_nobody(at, number, last, page) if not claims.touch(part) else None
            if one is not None:
                claims.take(page.marks.whole(at), 0)
            if one is not None and one is not last:
                order.insert(before, one)
                made.append(one)
    return made


def _start(each: StatementCandidate) -> int:
    return each.start


def _extent(block: Block) -> Span:
    return Span(block.tokens[0].start, block.tokens[-1].end) if block.tokens else Span(0, 0)


def _of_nobody(
    at: int, number: int, last: StatementCandidate | None, page: AnnotatedArticle
) -> StatementCandidate | None:
    """Return the statement that a quotation is; the last one where it carries that on, None where it is none."""
    part, whole, block = page.marks.parts[at], list(page.marks.whole(at)), page.blocks[number]
    if whole[0] != part or len(part.of(page.text).split()) < _FEWEST:
        return None
    signed = _signed(part, block, page)
    if signed is not None:
        return StatementCandidate(whole, None, *signed, number, "signed")
    named = _before_colon(part, block, page)
    if named is not None:
        return StatementCandidate(whole, None, *named, number, "colon")
    if not _is_alone(part, block):
        return None
    if last is not None and number - last.block <= 1 and _is_carried(last, part, page):
        last.spans, last.block = joined([*last.spans, *whole]), number
        return last
    head, where = _announced(page.blocks[number - 1], page) if number else (None, None)
    if where is None and last is not None and number - last.block <= _FAR:
        head, where = last.head, last.mention
    return StatementCandidate(whole, None, head, where, number, "floating")


def _signed(part: Span, block: Block, page: AnnotatedArticle) -> tuple[Token | None, Span] | None:
    """Return the name in "“We will.” - Anna Berg" at a paragraph's end, its last word first."""
    match = _SIGNATURE.fullmatch(page.text, part.end, block.tokens[-1].end)
    if match is None:
        return None
    name = Span(*match.span("name"))
    return next((each for each in reversed(block.tokens) if each.end <= name.end and each.is_word), None), name


def _before_colon(part: Span, block: Block, page: AnnotatedArticle) -> tuple[Token | None, Span | None] | None:
    """Return who is named before a colon and a quotation behind it, None where there is no colon."""
    colon = _last_mark(part, block)
    if colon is None or colon.text != ":":
        return None
    first, _ = block.sentences[colon.sentence]
    for token in reversed(block.tokens[first : colon.index]):
        head = token if token.entity in _SPEAKING else _teller(token)
        if head is not None:
            return head, mention(head, colon, [], block, page)
    return None, None


def _last_mark(part: Span, block: Block) -> Token | None:
    """Return the colon or word that stands last before a quotation."""
    before = bisect_left(block.tokens, part.start, key=lambda token: token.start)
    return next((each for each in reversed(block.tokens[:before]) if each.is_word or each.text == ":"), None)


def _teller(token: Token) -> Token | None:
    """Return the subject of a verb by which something is announced."""
    tells = token.is_verb and (token.lemma in VERBS or token.lemma in GIVING)
    head = subject_of(token) if tells else None
    return head if head is not None and head.lower not in RELATIVES else None


def _is_carried(last: StatementCandidate, part: Span, page: AnnotatedArticle) -> bool:
    """Whether a quotation follows a quoted statement with nothing between but its cue and a paragraph's end."""
    if not _ends_quoted(last, page):
        return False
    end = min(part.start, max(last.spans[-1].end, page.blocks[last.block].tokens[-1].end))
    if page.text[end : part.start].strip():
        return False
    tail = page.text[last.spans[-1].end : end].strip()[:-1]
    for title in _TITLES:
        tail = tail.replace(title, "")
    return len(tail.split()) <= _TAIL and "." not in tail


def _announced(before: Block, page: AnnotatedArticle) -> tuple[Token | None, Span | None]:
    """Return who is said to speak in the paragraph behind one that ends with a colon."""
    if not before.tokens or before.tokens[-1].text != ":":
        return None, None
    first, last = before.sentences[-1]
    for token in reversed(before.tokens[first : last + 1]):
        head = _teller(token)
        if head is not None:
            return head, mention(head, token, [], before, page)
    return None, None


def _is_alone(part: Span, block: Block) -> bool:
    """Whether a quotation is whole sentences by itself."""
    begins, ends = _ending_from(part.start + 1, block), _ending_from(part.end - 1, block)
    if ends >= len(block.sentences):
        return False
    opening, closing = block.tokens[block.sentences[begins][0]], block.tokens[block.sentences[ends][1]]
    return opening.start <= part.start <= opening.end and closing.end <= part.end + 1
