"""What is said, by cues that are no verbs: "according to", "her claim that", "sure that", "BERG: …"."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from index.language.attribution.content_spans import AnnotatedArticle, below
from index.language.attribution.cue_lexicon import LABELS, NOUNS, NOUNS_OF
from index.language.attribution.dependencies import has_that, is_infinitive
from index.language.attribution.speakers import owner_of, subject_of
from index.language.syntax import Block, Token
from index.models import Span

_TRANSCRIPT: Final = re.compile(
    r"[\"\u201c]?(?P<name>(?:[A-Z][\w.\u2019'-]*\s?){1,5}(?:\([^)\n]{1,40}\))?)\s?:\s+(?=\S)"
)


class Said(NamedTuple):
    """What is said, the head of the speaker's mention, and by which rule."""

    frame: str
    spans: list[Span]
    head: Token | None


def according(token: Token, block: Block, page: AnnotatedArticle) -> Said | None:
    """Return the clause that "according to" hangs on, without it."""
    to = token.child("prep", "pcomp")
    if to is None and token.index + 1 < len(block.tokens) and block.tokens[token.index + 1].lower == "to":
        to = block.tokens[token.index + 1]
    source = to.child("pobj", "pcomp") if to is not None else None
    if to is None or source is None:
        return None
    top = token if to.head is token else to
    while top.head is not top and top.head.lower == "according":
        top = top.head
    host = _verb_above(top)
    own = below(top) | {token.index, to.index}
    return Said("according", page.spans(set(range(host.first, host.last + 1)) - own, token, block), source)


def _verb_above(token: Token) -> Token:
    host = token.head
    while host.head is not host and not host.is_verb:
        host = host.head
    return host


def of_noun(noun: Token, block: Block, page: AnnotatedArticle) -> Said | None:
    """Return what hangs on a noun whose source is named: "his claim that …", "criticism of … from …"."""
    source = owner_of(noun)
    if source is None:
        return None
    clause = next((t for t in noun.children if t.dep in {"acl", "ccomp", "relcl"} and t.index > noun.index), None)
    if noun.lemma in NOUNS and clause is not None and (has_that(clause) or is_infinitive(clause)):
        return Said("noun", page.spans(below(clause), noun, block), source)
    wanted = NOUNS_OF.get(noun.lemma, frozenset())
    for each in noun.children:
        if each.dep == "prep" and each.lower in wanted:
            return Said("noun_of", page.spans(below(each) - {each.index}, noun, block), source)
    return None


def of_adjective(adjective: Token, block: Block, page: AnnotatedArticle) -> Said | None:
    """Return the clause that hangs on an adjective: "he is sure that …"."""
    clause = adjective.child("ccomp")
    if adjective.dep != "acomp" or clause is None:
        return None
    subject = subject_of(adjective.head)
    if subject is None or subject.lower in {"it", "this", "that"}:
        return None
    return Said("adjective", page.spans(below(clause), adjective, block), subject)


def transcript(block: Block, page: AnnotatedArticle) -> tuple[Span, Said] | None:
    """Return the speaker's name and the line of "BERG: We will."."""
    start, end = block.tokens[0].start, block.tokens[-1].end
    match = _TRANSCRIPT.match(page.text, start, end)
    if match is None or not (match["name"].isupper() or match["name"] in {"Q", "A"}) or match.end() >= end:
        return None
    if LABELS.intersection(match["name"].split()):
        return None
    name = Span(match.start("name"), match.start("name") + len(match["name"].rstrip()))
    return name, Said("transcript", [Span(match.end(), end)], _last_word(name, block.tokens))


def _last_word(span: Span, tokens: Sequence[Token]) -> Token | None:
    inside = [each for each in tokens if span.start <= each.start and each.end <= span.end and each.is_word]
    return inside[-1] if inside else None
