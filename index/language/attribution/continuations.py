"""Attributes quotations that have no cue of their own.

Such a quotation continues the previous statement, is signed or announced, or is a whole paragraph without a cue.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from index.language.attribution.announcements import speaker_of_previous_sentence
from index.language.attribution.candidates import StatementCandidate, TextOwnership
from index.language.attribution.content_spans import AnnotatedArticle, merge_spans
from index.language.attribution.cue_lexicon import GIVING, VERBS
from index.language.attribution.speakers import RELATIVE_PRONOUNS, speaker_mention, subject_of
from index.language.syntax import Block, Token
from index.models import Span

_ABBREVIATED_TITLES: Final = ("Mr.", "Mrs.", "Ms.")
_SIGNATURE: Final = re.compile(
    r"\s*[-\u2013\u2014\u2015]{1,2}\s*(?P<name>[A-Z][\w.'\u2019-]*(?:\s+[A-Z][\w.'\u2019-]*){0,5})\s*\.?\s*"
)
_INTRODUCING: Final = frozenset({"NNP", "NNPS", "PRP", "WP"})  # tags of words that can introduce a speaker
_SPEAKER_ENTITIES: Final = frozenset({"PERSON", "ORG"})
_MAX_GAP_WORDS: Final = 2  # between a statement and the quotation that continues it
_MAX_CUE_WORDS: Final = 12  # in a cue after a quotation
_GAP_WINDOW: Final = 80  # code points examined after a sentence
_MIN_WORDS: Final = 4  # in a quotation without a cue


def extend_with_next_quotations(
    candidates: Sequence[StatementCandidate], ownership: TextOwnership, article: AnnotatedArticle
) -> None:
    """Extend each candidate, in place, with the quotations that follow its sentence immediately."""
    for candidate in candidates:
        while _touches_quotation(candidate, article):
            end = _sentence_end(candidate, article)
            ordinal = article.quotations.next_from(end)
            if ordinal is None:
                break
            part = article.quotations.parts[ordinal]
            if ownership.is_claimed(part.start) or not _is_adjacent(
                end, part, article.blocks[candidate.block], article
            ):
                break
            gap = article.text[end : part.start]
            after_gap = Span(end + len(gap) - len(gap.lstrip()), part.end)
            candidate.spans = merge_spans([*candidate.spans, after_gap, *article.quotations.all_parts(ordinal)])
            ownership.claim(candidate.spans, 0)


def _is_adjacent(end: int, part: Span, block: Block, article: AnnotatedArticle) -> bool:
    """Return True if at most two words of the same paragraph separate a sentence's end from a quotation.

    They are words such as "But then". A name, a pronoun or a verb may introduce the words of another person.
    """
    gap = article.text[end : min(part.start, end + _GAP_WINDOW)]
    if len(gap.split()) > _MAX_GAP_WORDS or "\n" in gap or gap.strip().endswith((".", ":")):
        return False
    first = bisect_left(block.tokens, end, key=lambda token: token.start)
    last = bisect_left(block.tokens, part.start, key=lambda token: token.start)
    return not any(token.is_verb or token.tag in _INTRODUCING for token in block.tokens[first:last])


def _touches_quotation(candidate: StatementCandidate, article: AnnotatedArticle) -> bool:
    """Return True if one of the candidate's spans starts or ends inside quotation marks."""
    return any(
        part.start <= span.start < part.end or part.start < span.end <= part.end
        for span in candidate.spans
        for part in article.quotations.between(span.start, span.end)
    )


def _sentence_end(candidate: StatementCandidate, article: AnnotatedArticle) -> int:
    """Return the end of the sentence that contains the end of the cue or the content, whichever is later."""
    block = article.blocks[candidate.block]
    end = max(candidate.spans[-1].end, candidate.cue.end if candidate.cue else 0)
    ordinal = _first_sentence_ending_from(end, block)
    return block.tokens[block.sentences[ordinal][1]].end if ordinal < len(block.sentences) else end


def _first_sentence_ending_from(position: int, block: Block) -> int:
    """Return the ordinal of the first sentence that ends at a position or after it."""
    return bisect_left(block.sentences, position, key=lambda bounds: block.tokens[bounds[1]].end)


def find_floating_quotations(
    candidates: Sequence[StatementCandidate], ownership: TextOwnership, article: AnnotatedArticle
) -> list[StatementCandidate]:
    """Return a new candidate for each unclaimed quotation that is signed, announced or made of whole sentences.

    A quotation in the paragraph after a quoted candidate can extend that candidate in place instead.
    """
    new_candidates: list[StatementCandidate] = []
    ordered = sorted(candidates, key=_start)
    for number, block in enumerate(article.blocks):
        for ordinal in article.quotations.overlapping(_extent(block)):
            part = article.quotations.parts[ordinal]
            if ownership.overlaps(part):
                continue
            insertion = bisect_left(ordered, part.start, key=_start)
            previous = ordered[insertion - 1] if insertion else None
            candidate = _candidate_without_cue(ordinal, number, ordered[:insertion], article)
            if candidate is None:
                continue
            ownership.claim(article.quotations.all_parts(ordinal), 0)
            if candidate is not previous:
                ordered.insert(insertion, candidate)
                new_candidates.append(candidate)
    return new_candidates


def _start(candidate: StatementCandidate) -> int:
    return candidate.start


def _extent(block: Block) -> Span:
    return Span(block.tokens[0].start, block.tokens[-1].end) if block.tokens else Span(0, 0)


def _candidate_without_cue(
    ordinal: int, number: int, earlier: Sequence[StatementCandidate], article: AnnotatedArticle
) -> StatementCandidate | None:
    """Return a candidate for a quotation, or None if the quotation is no statement.

    If the quotation continues the previous one of the earlier candidates, extend that candidate and return it.
    """
    previous = earlier[-1] if earlier else None
    part, block = article.quotations.parts[ordinal], article.blocks[number]
    quotation = list(article.quotations.all_parts(ordinal))
    if quotation[0] != part or len(part.of(article.text).split()) < _MIN_WORDS:
        return None
    signature = _signature(part, block, article)
    if signature is not None:
        return StatementCandidate(quotation, None, *signature, number, "signed")
    before_colon = _speaker_before_colon(part, block, article)
    if before_colon is not None:
        return StatementCandidate(quotation, None, *before_colon, number, "colon")
    if not _consists_of_sentences(part, block):
        return None
    if previous is not None and number - previous.block <= 1 and _is_continuation(previous, part, article):
        previous.spans, previous.block = merge_spans([*previous.spans, *quotation]), number
        return previous
    head, mention = _announced_speaker(article.blocks[number - 1], article) if number else (None, None)
    if mention is None:
        head, mention = speaker_of_previous_sentence(part, number, earlier, article)
    return StatementCandidate(quotation, None, head, mention, number, "floating")


def _signature(part: Span, block: Block, article: AnnotatedArticle) -> tuple[Token | None, Span] | None:
    """Return the last word and the span of the name in "“We will.” - Anna Berg" at a paragraph's end, or None."""
    match = _SIGNATURE.fullmatch(article.text, part.end, block.tokens[-1].end)
    if match is None:
        return None
    name = Span(*match.span("name"))
    last_word = next((token for token in reversed(block.tokens) if token.end <= name.end and token.is_word), None)
    return last_word, name


def _speaker_before_colon(
    part: Span, block: Block, article: AnnotatedArticle
) -> tuple[Token | None, Span | None] | None:
    """Return head and mention of the speaker before a colon and a quotation, or None if there is no colon."""
    colon = _last_word_or_colon(part, block)
    if colon is None or colon.text != ":":
        return None
    first, _ = block.sentences[colon.sentence]
    for token in reversed(block.tokens[first : colon.index]):
        head = token if token.entity in _SPEAKER_ENTITIES else _announcing_subject(token)
        if head is not None:
            return head, speaker_mention(head, colon, [], block, article)
    return None, None


def _last_word_or_colon(part: Span, block: Block) -> Token | None:
    """Return the last word or colon before a quotation, or None."""
    before = bisect_left(block.tokens, part.start, key=lambda token: token.start)
    return next((token for token in reversed(block.tokens[:before]) if token.is_word or token.text == ":"), None)


def _announcing_subject(token: Token) -> Token | None:
    """Return the subject of a verb that announces speech, or None."""
    announces = token.is_verb and (token.lemma in VERBS or token.lemma in GIVING)
    head = subject_of(token) if announces else None
    return head if head is not None and head.lower not in RELATIVE_PRONOUNS else None


def _is_continuation(previous: StatementCandidate, part: Span, article: AnnotatedArticle) -> bool:
    """Return True if only the previous candidate's cue and a paragraph's end precede the quotation."""
    if not _touches_quotation(previous, article):
        return False
    content_end = previous.spans[-1].end
    end = min(part.start, max(content_end, article.blocks[previous.block].tokens[-1].end))
    if article.text[end : part.start].strip():
        return False
    cue_text = article.text[content_end:end].strip()[:-1]
    for title in _ABBREVIATED_TITLES:
        cue_text = cue_text.replace(title, "")
    return len(cue_text.split()) <= _MAX_CUE_WORDS and "." not in cue_text


def _announced_speaker(before: Block, article: AnnotatedArticle) -> tuple[Token | None, Span | None]:
    """Return head and mention of the speaker that a paragraph ending with a colon announces."""
    if not before.tokens or before.tokens[-1].text != ":":
        return None, None
    first, last = before.sentences[-1]
    for token in reversed(before.tokens[first : last + 1]):
        head = _announcing_subject(token)
        if head is not None:
            return head, speaker_mention(head, token, [], before, article)
    return None, None


def _consists_of_sentences(part: Span, block: Block) -> bool:
    """Return True if a quotation starts with a sentence and ends with one."""
    first, last = _first_sentence_ending_from(part.start + 1, block), _first_sentence_ending_from(part.end - 1, block)
    if last >= len(block.sentences):
        return False
    opening, closing = block.tokens[block.sentences[first][0]], block.tokens[block.sentences[last][1]]
    return opening.start <= part.start <= opening.end and closing.end <= part.end + 1
