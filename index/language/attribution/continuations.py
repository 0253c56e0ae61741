"""Attributes quotations that have no cue of their own.

Such a quotation continues the previous statement, is signed or announced, or is a whole paragraph without a cue.
"""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from index.language.attribution.announcements import speaker_of_previous_sentence
from index.language.attribution.candidates import StatementCandidate, TextOwnership
from index.language.attribution.content_spans import AnnotatedArticle, merge_spans
from index.language.attribution.cue_beside import cue_beside
from index.language.attribution.signatures import signature_of
from index.language.attribution.speakers import speaker_mention
from index.language.attribution.words_before_colon import acting_speaker, announcing_head, speaker_before_colon
from index.language.syntax import Block, Token
from index.models import Span

_ABBREVIATED_TITLES: Final = ("Mr.", "Mrs.", "Ms.")
_INTRODUCING: Final = frozenset({"NNP", "NNPS", "PRP", "WP"})  # tags of words that can introduce a speaker
_MAX_GAP_WORDS: Final = 2  # between a statement and the quotation that continues it
_MAX_CUE_WORDS: Final = 25  # in a cue after a quotation
_GAP_WINDOW: Final = 80  # code points examined after a sentence
_MIN_WORDS: Final = 4  # in a quotation without a cue
_OPENING_MARKS: Final = "\u201c\u2018\u00ab`\"'"


def extend_with_next_quotations(
    candidates: Sequence[StatementCandidate], ownership: TextOwnership, article: AnnotatedArticle
) -> None:
    """Extend each candidate, in place, with the quotations that follow its sentence immediately."""
    for candidate in candidates:
        _extend_in_sentence(candidate, ownership, article)
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


def _extend_in_sentence(candidate: StatementCandidate, ownership: TextOwnership, article: AnnotatedArticle) -> None:
    """Extend a candidate with the next quotation of its sentence if the quotation belongs to it."""
    quotations, cue, end = article.quotations, candidate.cue, candidate.spans[-1].end
    ordinal = quotations.next_from(end)
    if cue is None or ordinal is None or ownership.is_claimed(quotations.parts[ordinal].start):
        return
    block = article.blocks[candidate.block]
    is_same_sentence = quotations.parts[ordinal].start < block.tokens[block.sentences[cue.sentence][1]].end
    is_part = _is_second_half if end <= cue.start else _goes_on_in_marks
    if is_same_sentence and is_part(end, quotations.parts[ordinal], article):
        candidate.spans = merge_spans([*candidate.spans, *quotations.all_parts(ordinal)])
        ownership.claim(candidate.spans, 0)


def _is_second_half(end: int, part: Span, article: AnnotatedArticle) -> bool:
    """Return True if a long cue breaks a quotation: "“The risk,” said Berg, an adviser who …, “is that …”"."""
    first_half = article.quotations.last_before(end)
    if first_half is None or first_half.end != end:
        return False
    is_broken = first_half.of(article.text)[:-1].endswith((",", "\u2014"))
    return is_broken and _is_lower(part, article) and article.text[: part.start].rstrip().endswith(",")


def _goes_on_in_marks(end: int, part: Span, article: AnnotatedArticle) -> bool:
    """Return True if nothing separates a content from a quotation in the middle of a clause: "he would “never go”"."""
    return not article.text[end : part.start].strip() and _is_lower(part, article)


def _is_lower(part: Span, article: AnnotatedArticle) -> bool:
    return part.of(article.text).lstrip(_OPENING_MARKS)[:1].islower()


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
    part = article.quotations.parts[ordinal]
    quotation = list(article.quotations.all_parts(ordinal))
    if quotation[0] != part:
        return None
    last_block = _block_of_end(quotation[-1], number, article)
    marked = _candidate_with_speaker_beside(ordinal, number, last_block, article)
    if marked is not None:
        return marked
    if _is_short(part, article) or not _consists_of_sentences(part, article.blocks[number]):
        return None
    previous = earlier[-1] if earlier else None
    if previous is not None and _is_continuation(previous, part, number, article):
        previous.spans, previous.block = merge_spans([*previous.spans, *quotation]), last_block
        return previous
    head, mention = _announced_speaker(article.blocks[number - 1], article) if number else (None, None)
    if mention is None:
        head, mention = speaker_of_previous_sentence(part, number, earlier, article)
    return StatementCandidate(quotation, None, head, mention, number, "floating")


def _candidate_with_speaker_beside(
    ordinal: int, number: int, last_block: int, article: AnnotatedArticle
) -> StatementCandidate | None:
    """Return a candidate for a quotation that is signed, follows a colon, or has a cue beside it; else None."""
    part, quotation = article.quotations.parts[ordinal], list(article.quotations.all_parts(ordinal))
    signature = signature_of(quotation[-1], last_block, article)
    if signature is not None:
        return StatementCandidate(quotation, None, *signature, number, "signed")
    before_colon = _before_colon(ordinal, number, article)
    if before_colon is not None and not (_is_short(part, article) and before_colon.head is None):
        return before_colon
    beside = cue_beside(part, quotation[-1], number, article)
    return StatementCandidate(quotation, *beside, number, "beside") if beside is not None else None


def _is_short(part: Span, article: AnnotatedArticle) -> bool:
    return len(part.of(article.text).split()) < _MIN_WORDS


def _before_colon(ordinal: int, number: int, article: AnnotatedArticle) -> StatementCandidate | None:
    """Return a candidate with the speaker that the words before a colon name, or None if there is no colon."""
    part = article.quotations.parts[ordinal]
    quotation = list(article.quotations.all_parts(ordinal))
    found = speaker_before_colon(part, number, article)
    if found is None:
        return None
    is_open = found[0] is None and not _is_short(part, article)
    acting = acting_speaker(part, number, article) if is_open else None
    if acting is not None:
        return StatementCandidate(quotation, None, *acting, number, "floating")
    return StatementCandidate(quotation, None, *found, number, "colon")


def _block_of_end(part: Span, number: int, article: AnnotatedArticle) -> int:
    """Return the ordinal of the first block, from a number on, that contains the end of a quotation's part."""
    numbers = range(number, len(article.blocks))
    return next((at for at in numbers if _extent(article.blocks[at]).end >= part.end), number)


def _is_continuation(previous: StatementCandidate, part: Span, number: int, article: AnnotatedArticle) -> bool:
    """Return True if only the previous candidate's cue and a paragraph's end precede the quotation."""
    last = _block_of_end(previous.spans[-1], previous.block, article)
    if number - last > 1 or not _touches_quotation(previous, article):
        return False
    content_end = previous.spans[-1].end
    end = min(part.start, max(content_end, article.blocks[last].tokens[-1].end))
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
    head = announcing_head(before.tokens[first : last + 1])
    return (None, None) if head is None else (head, speaker_mention(head, before.tokens[last], [], before, article))


def _consists_of_sentences(part: Span, block: Block) -> bool:
    """Return True if a quotation starts with a sentence and ends with one."""
    first, last = _first_sentence_ending_from(part.start + 1, block), _first_sentence_ending_from(part.end - 1, block)
    if last >= len(block.sentences):
        return False
    opening, closing = block.tokens[block.sentences[first][0]], block.tokens[block.sentences[last][1]]
    return opening.start <= part.start <= opening.end and closing.end <= part.end + 1
