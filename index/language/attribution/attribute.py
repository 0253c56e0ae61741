"""Attribution of one article: finds its statements, and the people and organisations who make them.

Only this module combines the statement finder with coreference resolution.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from index.language.attribution.article_speakers import ArticleSpeakers, SpeakerMentions
from index.language.attribution.dependencies import is_name_read_as_modal
from index.language.attribution.finder import Finder, StatementCandidate
from index.language.attribution.quotation_marks import QuotationIndex
from index.language.attribution.speakers import RELATIVE_PRONOUNS
from index.language.coreference.resolver import Antecedent
from index.language.coreference.role_speakers import with_office_holders
from index.language.syntax import Block, Token
from index.models import Attribution, Confidence, Span, Statement, StatementKind

_CONFIDENCES: tuple[Confidence, ...] = ("low", "medium", "high")  # in ascending order
_HEARING_VERBS = frozenset({"hear", "learn", "read", "see"})
_MODALS = frozenset({"would", "should", "could", "might", "may", "must", "can", "\u2019d", "'d"})
_WORD = re.compile(r"\w+")
_NAME_AND_COMMA: Final = 2  # tokens between the start of a block and "who" in "Bell, who"
# Indexes keep their statements until this number changes. Raise it with every change to the attribution results.
RULES_VERSION = 2


def attribute(text: str, blocks: Sequence[Block]) -> Attribution:
    """Return the people and the attributed statements of an article.

    Args:
        text: canonical text of the article.
        blocks: the parsed blocks of the text, in order.
    """
    finder = Finder(text, blocks)
    candidates = finder.find()
    if not candidates:
        return Attribution()
    starts = [block.tokens[0].start for block in blocks]
    head_blocks = {
        id(candidate): bisect_right(starts, candidate.head.start) - 1
        for candidate in candidates
        if candidate.head is not None
    }
    speakers = {
        (head_blocks[id(candidate)], candidate.head.index)
        for candidate in candidates
        if candidate.head is not None and candidate.cue is not None
    }
    name_positions = {(block, _name_position(blocks[block], position)) for block, position in speakers}
    name_positions |= {
        (head_blocks[id(candidate)], _last_token(blocks[head_blocks[id(candidate)]], candidate.mention))
        for candidate in candidates
        if candidate.head is not None and candidate.mention is not None
    }
    mentions = SpeakerMentions(speakers, name_positions, _contents(candidates, head_blocks))
    article_speakers = ArticleSpeakers(text, blocks, finder.article.is_quoted, mentions)
    statements = [
        _statement(
            candidate,
            "direct" if candidate.frame == "transcript" else _kind(text, candidate.spans, finder.article.quotations),
            head_blocks.get(id(candidate), 0),
            article_speakers,
        )
        for candidate in candidates
    ]
    heads = [candidate.head for candidate in candidates]
    return Attribution(*with_office_holders(text, *article_speakers.listed(statements), heads))


def _last_token(block: Block, mention: Span) -> int:
    """Return the index of the last token of a mention, which can end a name that the parser's tree hides."""
    return max(0, bisect_left([token.start for token in block.tokens], mention.end) - 1)


def _contents(
    candidates: Sequence[StatementCandidate], head_blocks: Mapping[int, int]
) -> dict[tuple[int, int], list[Span]]:
    """Return the words attributed to each speaker, by block and token index of the mention's head."""
    contents: dict[tuple[int, int], list[Span]] = {}
    for candidate in candidates:
        if candidate.head is not None:
            contents.setdefault((head_blocks[id(candidate)], candidate.head.index), []).extend(candidate.spans)
    return contents


def _name_position(block: Block, position: int) -> int:
    """Return the index of the token that may name the speaker: the word before "who", or the head itself."""
    if block.tokens[position].lower != "who" or position < _NAME_AND_COMMA:
        return position
    return position - 2 if block.tokens[position - 1].text == "," else position - 1


def _may_be_unsaid(cue: Token) -> bool:
    """Return True if the content may be unsaid: "never said", "if he says", "would say", "has heard"."""
    if cue.lemma in _HEARING_VERBS:
        return True
    if any(child.dep == "neg" or _is_modal(child, cue) for child in cue.children):
        return True
    return any(child.dep == "mark" and child.lower in {"if", "unless", "whether"} for child in cue.children)


def _is_modal(token: Token, cue: Token) -> bool:
    return token.dep == "aux" and token.lower in _MODALS and not is_name_read_as_modal(token, cue)


def _kind(text: str, spans: Sequence[Span], quotations: QuotationIndex) -> StatementKind:
    """Return "direct", "mixed" or "indirect", by how many words are quoted. A leading "that" does not count."""
    words = [Span(*match.span()) for span in spans for match in _WORD.finditer(text, span.start, span.end)]
    if words[1:] and words[0].of(text).lower() == "that":
        words = words[1:]
    quoted = [quotations.contains(word.start, word.end) for word in words]
    return "direct" if quoted and all(quoted) else "mixed" if any(quoted) else "indirect"


def _is_guess(antecedent: Antecedent) -> bool:
    """Return True if a pronoun or a role is almost as likely to refer to somebody else: two in three are wrong."""
    return antecedent.confidence == "low" and antecedent.resolved_by in {"pronoun", "role"}


def _statement(
    candidate: StatementCandidate,
    kind: StatementKind,
    head_block: int,
    speakers: ArticleSpeakers,
) -> Statement:
    """Return the statement of a candidate, with its speaker resolved to a person or an organisation if possible."""
    head, mention = candidate.head, candidate.mention
    antecedent = speakers.resolve(head_block, candidate)
    statement = Statement(
        spans=tuple(candidate.spans),
        kind=kind,
        speaker=mention,
        cue=Span(candidate.cue.start, candidate.cue.end) if candidate.cue is not None else None,
    )
    if antecedent is None or _is_guess(antecedent):
        return statement
    if candidate.frame == "floating":
        confidence = min(antecedent.confidence, "medium", key=_CONFIDENCES.index)
        antecedent = Antecedent(antecedent.person, "continued", confidence)
    if candidate.cue is not None and _may_be_unsaid(candidate.cue):
        antecedent = replace(antecedent, confidence="low")
    mention_or_start = mention or Span(candidate.start, candidate.start)
    is_relative = mention is not None and head is not None and head.lower in RELATIVE_PRONOUNS
    return replace(
        statement,
        speaker=speakers.extend_to_name(antecedent.person, mention_or_start) if is_relative else mention,
        person=antecedent.person,
        resolved_by=antecedent.resolved_by,
        named_at=(
            speakers.nearest_name(antecedent.person, mention_or_start.end) if antecedent.resolved_by != "name" else None
        ),
        confidence=antecedent.confidence,
    )
