"""An article to who says what in it: the one place where finding statements and knowing people meet."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from index.language.attribution.finder import Finder, StatementCandidate
from index.language.attribution.quotation_marks import Marks
from index.language.attribution.speakers import RELATIVES
from index.language.coreference.people import ArticlePeople
from index.language.coreference.resolver import Antecedent, CoreferenceResolver
from index.language.syntax import Block, Token
from index.models import Attribution, Confidence, Span, Statement, StatementKind

_TRUST: tuple[Confidence, ...] = ("low", "medium", "high")
_HEARD = frozenset({"hear", "learn", "read", "see"})
_SUPPOSED = frozenset({"would", "should", "could", "might", "may", "must", "can", "\u2019d", "'d"})
_WORD = re.compile(r"\w+")
RULES_VERSION = 1  # another one makes statements anew: raise it with every change of what is found


def attribute(text: str, blocks: Sequence[Block]) -> Attribution:
    """Return who says what in an article.

    Args:
        text: canonical text of the article.
        blocks: the same, parsed.
    """
    finder = Finder(text, blocks)
    found = finder.find()
    if not found:
        return Attribution()
    starts = [block.tokens[0].start for block in blocks]
    heads = {id(each): bisect_right(starts, each.head.start) - 1 for each in found if each.head is not None}
    speakers = {(heads[id(each)], each.head.index) for each in found if each.head is not None and each.cue is not None}
    cast = ArticlePeople(text, blocks, {(block, _named_by(blocks[block], at)) for block, at in speakers})
    coreference = CoreferenceResolver(cast, blocks, finder.page.is_quoted, speakers)
    statements = [
        _statement(each, _kind(text, each.spans, finder.page.marks), heads.get(id(each), 0), cast, coreference)
        for each in found
    ]
    return Attribution(tuple(each.mentioned() for each in cast.people), tuple(statements))


def _named_by(block: Block, at: int) -> int:
    """Return the token that may be a name for a speaker's head: before "who", what that stands for."""
    if block.tokens[at].lower != "who" or at < 2:  # noqa: PLR2004 a name and a comma
        return at
    return at - 2 if block.tokens[at - 1].text == "," else at - 1


def _may_be_unsaid(cue: Token) -> bool:
    """Whether a cue does not tell that it was said: "never said", "if he says", "would say", "has heard"."""
    if cue.lemma in _HEARD:
        return True
    if any(each.dep == "neg" or (each.dep == "aux" and each.lower in _SUPPOSED) for each in cue.children):
        return True
    return any(each.dep == "mark" and each.lower in {"if", "unless", "whether"} for each in cue.children)


def _kind(text: str, spans: Sequence[Span], marks: Marks) -> StatementKind:
    """Return whether what is said is all in quotation marks, partly, or not at all; a leading "that" aside."""
    words = [Span(*match.span()) for span in spans for match in _WORD.finditer(text, span.start, span.end)]
    if words[1:] and words[0].of(text).lower() == "that":
        words = words[1:]
    inside = [marks.hold(word.start, word.end) for word in words]
    return "direct" if inside and all(inside) else "mixed" if any(inside) else "indirect"


def _statement(
    found: StatementCandidate, kind: StatementKind, block: int, cast: ArticlePeople, coreference: CoreferenceResolver
) -> Statement:
    resolved: Antecedent | None = (
        coreference.resolve(block, found.head, found.mention) if found.head is not None else None
    )
    statement = Statement(
        spans=tuple(found.spans),
        kind=kind,
        speaker=found.mention,
        cue=Span(found.cue.start, found.cue.end) if found.cue is not None else None,
    )
    if resolved is None:
        return statement
    if found.frame == "floating" and block != found.block:
        resolved = Antecedent(resolved.person, "continued", min(resolved.confidence, "medium", key=_TRUST.index))
    if found.cue is not None and _may_be_unsaid(found.cue):
        resolved = replace(resolved, confidence="low")
    mention = found.mention or Span(found.start, found.start)
    is_relative = found.mention is not None and found.head is not None and found.head.lower in RELATIVES
    return replace(
        statement,
        speaker=cast.with_name(resolved.person, mention) if is_relative else found.mention,
        person=resolved.person,
        resolved_by=resolved.by,
        named_at=cast.naming_before(resolved.person, mention.end) if resolved.by != "name" else None,
        confidence=resolved.confidence,
    )
