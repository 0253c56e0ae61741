"""Quotations without a cue of their own: carried on from the statement before, or left alone in a paragraph."""

import re
from collections.abc import Sequence

from index.language.cues import VERBS
from index.language.found import Found
from index.language.spans import Page, joined
from index.language.subjects import RELATIVES, mention, subject_of
from index.language.syntax import Block, Token
from index.models import Span

_TITLES = ("Mr.", "Mrs.", "Ms.")
_ISSUING = frozenset("issue release make give follow".split())
_SIGNATURE = re.compile(
    r"\s*[-\u2013\u2014\u2015]{1,2}\s*(?P<name>[A-Z][\w.'\u2019-]*(?:\s+[A-Z][\w.'\u2019-]*){0,5})\s*\.?\s*"
)
_SPEAKING = frozenset({"PERSON", "ORG"})
_FAR = 2  # paragraphs from a statement to a quotation of the same speaker
_TAIL = 12  # words of a cue behind a quotation
_FEWEST = 4  # words of a quotation that stands alone
_CUE_BEHIND = 60  # code points from a quotation to the cue that claims it


def carry_on(found: Sequence[Found], page: Page) -> None:
    """Let each statement take in the quotations that go on right behind its sentence."""
    for each in found:
        while _ends_quoted(each, page):
            end = _sentence_end(each, page)
            at = page.marks.next_from(end)
            if at is None or not _goes_on(each, end, at, found, page):
                break
            gap = page.text[end : page.marks.parts[at].start]
            lead = Span(end + len(gap) - len(gap.lstrip()), page.marks.parts[at].end)
            each.spans = joined([*each.spans, lead, *page.marks.whole(at)])


def _goes_on(each: Found, end: int, at: int, found: Sequence[Found], page: Page) -> bool:
    part = page.marks.parts[at]
    gap = page.text[end : part.start]
    if len(gap.split()) > 2 or "\n" in gap or gap.strip().endswith("."):
        return False
    return not any(other.covers(part.start) for other in found)


def _ends_quoted(each: Found, page: Page) -> bool:
    """Whether one of its spans starts or ends in quotation marks."""
    return any(
        part.start <= span.start < part.end or part.start < span.end <= part.end
        for span in each.spans
        for part in page.marks.between(span.start, span.end)
    )


def _sentence_end(each: Found, page: Page) -> int:
    """Return where the sentence ends that holds the later of cue and words."""
    block = page.blocks[each.block]
    at = max(each.spans[-1].end, each.cue.end if each.cue else 0)
    return next((block.tokens[last].end for _, last in block.sentences if block.tokens[last].end >= at), at)


def floating(found: Sequence[Found], page: Page) -> list[Found]:
    """Give the quotations that no cue has claimed to who signs or announces them, or to the speaker before.

    In the paragraph behind a quotation they carry it on, elsewhere they are statements of their own.
    """
    made: list[Found] = []
    for number, block in enumerate(page.blocks):
        if not block.tokens:
            continue
        for at in page.marks.touched(Span(block.tokens[0].start, block.tokens[-1].end)):
            if not any(each.touches(page.marks.parts[at]) for each in [*found, *made]):
                one = _of_nobody(at, number, [*found, *made], page)
                if one is not None:
                    made.append(one)
    return made


def _of_nobody(at: int, number: int, found: Sequence[Found], page: Page) -> Found | None:
    """Return the statement that a quotation is by itself; None where it carries on another or is none."""
    part, whole, block = page.marks.parts[at], page.marks.whole(at), page.blocks[number]
    if whole[0] != part or len(part.of(page.text).split()) < _FEWEST:
        return None
    signed = _signed(part, block, page)
    if signed is not None:
        return Found(list(whole), None, signed, Span(signed.start, signed.end), number, "signed")
    named = _before_colon(part, block, page)
    if named is not None:
        return Found(list(whole), None, *named, number, "colon")
    if not _is_alone(part, block):
        return None
    last = max((each for each in found if each.start < part.start), key=lambda each: each.start, default=None)
    if last is not None and number - last.block <= 1 and _is_carried(last, part, page):
        last.spans = joined([*last.spans, *whole])
        last.block = number
        return None
    head, where = _announced(page.blocks[number - 1], page) if number else (None, None)
    if where is None and last is not None and number - last.block <= _FAR:
        head, where = last.head, last.mention
    return Found(list(whole), None, head, where, number, "floating")


def _signed(part: Span, block: Block, page: Page) -> Token | None:
    """Return the name in "“We will.” - Anna Berg" at a paragraph's end, by its last word."""
    match = _SIGNATURE.fullmatch(page.text, part.end, block.tokens[-1].end)
    if match is None:
        return None
    return next((each for each in reversed(block.tokens) if each.end <= match.end("name") and each.is_word), None)


def _before_colon(part: Span, block: Block, page: Page) -> tuple[Token | None, Span | None] | None:
    """Return who is named before a colon and a quotation behind it, None where there is no colon."""
    before = [each for each in block.tokens if each.start < part.start]
    while before and not before[-1].is_word and before[-1].text != ":":
        before.pop()
    if not before or before[-1].text != ":":
        return None
    inside = [each for each in before if each.sentence == before[-1].sentence]
    for token in reversed(inside):
        tells = token.is_verb and (token.lemma in VERBS or token.lemma in _ISSUING)
        head = subject_of(token) if tells else token if token.entity in _SPEAKING else None
        if head is not None and head.lower not in RELATIVES:
            return head, mention(head, before[-1], [], block, page)
    return None, None


def _is_carried(last: Found, part: Span, page: Page) -> bool:
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


def _announced(before: Block, page: Page) -> tuple[Token | None, Span | None]:
    """Return who is said to speak in the paragraph behind one that ends with a colon."""
    if before.tokens[-1].text != ":":
        return None, None
    first, last = before.sentences[-1]
    for token in reversed(before.tokens[first : last + 1]):
        if token.is_verb and (token.lemma in VERBS or token.lemma in _ISSUING):
            head = subject_of(token)
            if head is not None and head.lower not in RELATIVES:
                return head, mention(head, token, [], before, page)
    return None, None


def _is_alone(part: Span, block: Block) -> bool:
    """Whether a quotation is whole sentences by itself."""
    starts = any(block.tokens[first].start <= part.start <= block.tokens[first].end for first, _ in block.sentences)
    return starts and any(part.end - 1 <= block.tokens[last].end <= part.end + 1 for _, last in block.sentences)
