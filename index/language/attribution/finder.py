"""Finds the statement candidates of an article: cue, content and the speaker's mention.

The rules use dependency trees and quotation marks together. The tree shows the clause that a speech verb governs. The
marks correct the tree, because parsers read quotations badly. The rules for one cue are in :mod:`verb_frames`,
:mod:`parentheticals` and :mod:`nonverbal_cues`; :mod:`speakers` finds the speaker. This module collects the candidates
of all cues and removes the overlaps.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from index.language.attribution.candidates import StatementCandidate, TextOwnership
from index.language.attribution.content_spans import AnnotatedArticle
from index.language.attribution.continuations import extend_with_next_quotations, find_floating_quotations
from index.language.attribution.cue_lexicon import ADJECTIVES, SAYING
from index.language.attribution.dependencies import own_subject
from index.language.attribution.formulas import match_formula
from index.language.attribution.nonverbal_cues import (
    CueMatch,
    match_according,
    match_adjective,
    match_noun,
)
from index.language.attribution.relays import can_be_person, cited_source, is_carrier, is_citation, passes_on
from index.language.attribution.speakers import find_speaker, speaker_mention
from index.language.attribution.turn_candidates import turn_candidates
from index.language.attribution.verb_frames import content_of_verb
from index.language.attribution.whole_quotations import without_narration, without_set_off
from index.language.syntax import Block, Token
from index.models import Span

__all__ = ["Finder", "StatementCandidate"]

_SPEECH_FRAMES: Final = frozenset({"clause", "inserted", "that_follows", "quotation"})
_MIN_RELAYED: Final = 0.7  # of an outlet's content: the content, the cue and the speaker that it passes on
_MAX_SHARED: Final = 0.3  # of the shorter content; two candidates that share more are one statement


class Finder:
    """Finder of the statement candidates of one article.

    Args:
        text: canonical text of the article.
        blocks: the parsed blocks of the text, in order.

    Attributes:
        article: the article with its quotations.
    """

    def __init__(self, text: str, blocks: Sequence[Block]) -> None:
        self.article = AnnotatedArticle(text, blocks)

    def find(self) -> list[StatementCandidate]:
        """Return the candidates in text order, without those inside the content of longer candidates."""
        turns, is_turn = turn_candidates(self.article)
        others = [
            candidate
            for number, block in enumerate(self.article.blocks)
            if number not in is_turn
            for candidate in _without_carriers(list(self._in_block(number, block)))
        ]
        candidates = _outermost([*turns, *others], len(self.article.text))
        ownership = TextOwnership(len(self.article.text))
        for candidate in candidates:
            ownership.claim(candidate.spans, 0)
        extend_with_next_quotations(candidates, ownership, self.article)
        floating = find_floating_quotations(candidates, ownership, self.article)
        return sorted([*candidates, *floating], key=lambda candidate: candidate.start)

    def _in_block(self, number: int, block: Block) -> Iterator[StatementCandidate]:
        starts = {first for first, _ in block.sentences}
        matched_to = -1
        for token in block.tokens:
            formula = match_formula(number, token.index, self.article) if token.index in starts else None
            if formula is not None and not self.article.is_quoted(token):
                matched_to = formula.last
                mention = speaker_mention(formula.head, formula.cue, formula.spans, block, self.article)
                yield StatementCandidate(formula.spans, formula.cue, formula.head, mention, number, formula.frame)
            if token.index <= matched_to:
                continue
            match = self._match(token, block) if not self.article.is_quoted(token) else None
            if match is not None and match.spans:
                yield self._candidate(match, token, number)

    def _candidate(self, match: CueMatch, cue: Token, number: int) -> StatementCandidate:
        """Return the candidate of a cue, without the reporter's words around a whole quotation."""
        found = without_narration(match.spans, cue, number, self.article)
        spans, beside = (match.spans, None) if found is None else found
        if beside is not None:
            return StatementCandidate(spans, *beside, number, "beside")
        if match.frame == "object":
            spans = without_set_off(spans, number, self.article)
        head = match.head
        mention = (
            speaker_mention(head, cue, spans, self.article.blocks[number], self.article) if head is not None else None
        )
        return StatementCandidate(spans, cue, head, mention, number, match.frame)

    def _match(self, token: Token, block: Block) -> CueMatch | None:
        """Return the content and the speaker of a token if the token is a cue, or None."""
        if token.lower == "according":
            return match_according(token, block, self.article)
        if token.tag.startswith("VB") or (token.is_noun and token.dep == "ROOT" and own_subject(token)):
            frame, spans = content_of_verb(token, block, self.article)
            if not spans or is_citation(token):
                return None
            head = find_speaker(token, spans, block, self.article)
            source = cited_source(token) if head is not None and passes_on(head, token) else None
            return CueMatch(frame, spans, source or head)
        if token.is_noun:
            return match_noun(token, block, self.article)
        if token.tag.startswith("JJ") and token.lemma in ADJECTIVES:
            return match_adjective(token, block, self.article)
        return None


def _without_carriers(candidates: Sequence[StatementCandidate]) -> Iterator[StatementCandidate]:
    """Yield the candidates of a block, without those of a news outlet that passes on another candidate."""
    for outer in candidates:
        if not (_is_of_carrier(outer) and any(_is_relayed(inner, outer) for inner in candidates)):
            yield outer


def _is_of_carrier(candidate: StatementCandidate) -> bool:
    head, cue = candidate.head, candidate.cue
    if head is None or cue is None:
        return False
    return is_carrier(head, cue) or (candidate.frame == "inserted" and passes_on(head, cue))


def _is_relayed(inner: StatementCandidate, outer: StatementCandidate) -> bool:
    """Return True if the content of a candidate is the speech of a person, with its cue and its speaker."""
    if inner is outer or inner.cue is None or inner.mention is None or inner.head is None:
        return False
    if inner.cue.lemma not in SAYING or inner.frame not in _SPEECH_FRAMES or not can_be_person(inner.head):
        return False
    parts = [inner.mention, Span(inner.cue.start, inner.cue.end), *inner.spans]
    hull = outer.spans[0].hull(outer.spans[-1])
    return all(map(hull.contains, parts)) and sum(map(len, parts)) > _MIN_RELAYED * outer.length


def _outermost(candidates: Sequence[StatementCandidate], length: int) -> list[StatementCandidate]:
    """Remove every candidate with a cue inside another content, and the shorter of two readings of the same words."""
    kept: list[StatementCandidate] = []
    ownership = TextOwnership(length)
    for candidate in sorted(candidates, key=lambda candidate: (-candidate.length, candidate.frame == "announced")):
        cue_start = candidate.cue.start if candidate.cue is not None else candidate.start
        if ownership.is_claimed(cue_start) or _is_second_reading(candidate, kept, ownership):
            continue
        ownership.claim(candidate.spans, len(kept))
        kept.append(candidate)
    return sorted(kept, key=lambda candidate: candidate.start)


def _is_second_reading(
    candidate: StatementCandidate, kept: Sequence[StatementCandidate], ownership: TextOwnership
) -> bool:
    """Return True if a candidate shares most of its content with one that was kept."""
    shared = ownership.count_shared(candidate.spans)
    return any(count > _MAX_SHARED * min(candidate.length, kept[owner].length) for owner, count in shared.items())
