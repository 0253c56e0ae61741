"""Who a cue says it is that speaks: the subject of a verb, the owner of a noun, and how far the mention goes."""

from collections.abc import Sequence
from typing import Final

from index.language.attribution.content_spans import AnnotatedArticle
from index.language.attribution.cue_lexicon import ADDRESSING, GIVING
from index.language.attribution.dependencies import FINITE, SUBJECTS, TIMES, frames_of, own_subject
from index.language.syntax import Block, Token
from index.models import Span

RELATIVES: Final = frozenset({"who", "which", "that", "what", "whom"})
_CLIMBED: Final = frozenset({"conj", "xcomp", "advcl", "ccomp", "pcomp", "prep", "parataxis", "dep", "acomp", "advmod"})
_GOVERNED: Final = frozenset(
    {"pobj", "dobj", "poss", "appos", "compound", "conj", "amod", "nmod", "case", "punct", "prep", "det"}
)
_CLAUSES: Final = frozenset({"relcl", "acl", "advcl", "parataxis", "ccomp"})
_PAST_OR_PRESENT: Final = frozenset({"VBD", "VBZ", "VBN", "VBP"})
_IN_NAMES: Final = frozenset({"NNP", "NNPS", "NN", "NNS", "PRP", "DT", "JJ", "PRP$", "POS"})
_BEGIN_NAMES: Final = frozenset({"DT", "PRP", "JJ", "PRP$"})
_CLIMB: Final = 6  # heads between a cue and the verb that has its subject
_NEAR: Final = 6  # tokens between a subject and its verb
_LONG: Final = 12  # tokens in the name behind an inverted verb
_LONGEST: Final = 30  # tokens between a quotation and its verb


def subject_of(verb: Token) -> Token | None:
    """Return the head of the subject of a verb, its own, its agent, or the one that it shares."""
    own = own_subject(verb)
    if own is not None:
        return own
    agent = verb.child("agent")
    return agent.child("pobj") if agent is not None else _shared_subject(verb)


def _shared_subject(verb: Token) -> Token | None:
    """Return the subject of what the verb is joined to or hangs on."""
    outer = _told_by(verb)
    if outer is not None and own_subject(outer) is not None:
        return own_subject(outer)
    token = outer or verb
    for _ in range(_CLIMB):
        of_noun = token.dep in {"acl", "relcl"}
        if token.head is token or not (of_noun or token.dep in _CLIMBED):
            return None
        token = token.head
        if of_noun or token.is_noun or token.tag == "PRP":
            return token
        subject = token.child(*SUBJECTS, "nsubjpass")
        if subject is not None and subject is not verb:
            return subject
    return None


def _told_by(verb: Token) -> Token | None:
    """Return the cue that "said that he would and warned" goes on with, though the tree hangs it on what is said."""
    clause = verb
    while clause.dep == "conj" and clause.head is not clause:
        clause = clause.head
    cue = clause.head
    said = clause is not verb and clause.dep == "ccomp" and cue.index < clause.index and "c" in frames_of(cue)
    return cue if said and verb.tag in _PAST_OR_PRESENT and cue.tag in _PAST_OR_PRESENT else None


def owner_of(noun: Token) -> Token | None:
    """Return whose claim it is: possessive, "from", "by", or the subject of the verb that it is the object of."""
    possessive = noun.child("poss")
    if possessive is not None:
        return possessive
    for each in noun.children:
        if each.dep in {"prep", "agent"} and each.lower in {"from", "by", "among"}:
            return each.child("pobj")
    if noun.dep in {"dobj", "attr"} and noun.head.is_verb and noun.head.lemma in GIVING:
        return subject_of(noun.head)
    return None


def beside(verb: Token, block: Block, page: AnnotatedArticle) -> Token | None:
    """Return the head of the subject that stands right before or behind a finite verb."""
    subject = own_subject(verb)
    if subject is not None and subject.lower in RELATIVES:
        return None
    if subject is None or page.is_quoted(subject):
        named = _behind_quotation(verb, block, page)
        if named is not None or subject is not None:
            return named
        return inverted(verb, block) if verb.tag in _PAST_OR_PRESENT else None
    near = verb.index - subject.last if subject.index < verb.index else subject.first - verb.index
    return subject if near < _NEAR else None


def _behind_quotation(verb: Token, block: Block, page: AnnotatedArticle) -> Token | None:
    """Return the last word of the name between a quotation and a verb, whatever the tree makes of it.

    In "“No,” Anna Berg, the mayor, said" it is "Berg": what stands between commas describes her.
    """
    part = page.marks.last_before(verb.start)
    if part is None or verb.tag not in _PAST_OR_PRESENT:
        return None
    begin, _ = block.sentences[verb.sentence]
    between = [each for each in block.tokens[max(begin, verb.index - _LONGEST) : verb.index] if each.start >= part.end]
    if not between or page.text[part.end : between[0].start].strip() or verb.index - between[0].index >= _LONGEST:
        return None
    run = between[: next((at for at, each in enumerate(between) if each.text == ","), len(between))]
    run = [each for each in run if not each.tag.startswith("RB")]
    plain = all(each.tag in _IN_NAMES for each in run) and not any(each.tag in FINITE for each in between)
    return run[-1] if run and plain and (run[-1].is_noun or run[-1].tag == "PRP") else None


def inverted(verb: Token, block: Block) -> Token | None:
    """Return the head of the name in "said Anna Berg", where the tree did not see it."""
    if verb.index + 1 >= len(block.tokens) or verb.lemma in ADDRESSING:
        return None
    following = block.tokens[verb.index + 1]
    if following.sentence != verb.sentence or not (following.is_noun or following.tag in _BEGIN_NAMES):
        return None
    top = following
    while top.head is not top and verb.index < top.head.index < verb.index + _LONG and top.head.is_noun:
        top = top.head
    return top if top.is_noun or top.tag == "PRP" else None


def speaker(cue: Token, spans: Sequence[Span], block: Block, page: AnnotatedArticle) -> Token | None:
    """Return the head of the speaker's mention; never a word that is said."""
    head = subject_of(cue)
    if head is not None and head.entity in TIMES:
        head = None
    if head is not None and not page.is_quoted(head) and not _is_within(head, spans):
        return head
    for rule in (beside(cue, block, page), inverted(cue, block)):
        if rule is not None and not _is_within(rule, spans):
            return rule
    return None if is_told(cue) else _standing_before(cue, spans, block, page)


def is_told(cue: Token) -> bool:
    """Whether somebody is told or asked: "Berg was told that …", who is then no speaker."""
    passive = any(each.dep in {"nsubjpass", "auxpass"} for each in cue.children)
    return passive and cue.lemma in ADDRESSING


def _standing_before(cue: Token, spans: Sequence[Span], block: Block, page: AnnotatedArticle) -> Token | None:
    """Return the nearest name, pronoun or person before a cue whose subject the tree did not see."""
    begin, _ = block.sentences[cue.sentence]
    for token in reversed(block.tokens[begin : cue.index]):
        fits = token.tag in {"PRP", "WP"} or token.entity in {"PERSON", "ORG", "NORP"}
        if fits and token.dep not in _GOVERNED and not page.is_quoted(token) and not _is_within(token, spans):
            return token
    return None


def mention(head: Token, cue: Token, spans: Sequence[Span], block: Block, page: AnnotatedArticle) -> Span | None:
    """Return the speaker's mention: the head with what describes it, not beyond the cue or what is said.

    None where the parser takes a mere mark for a speaker.
    """
    first, last = head.first, head.last
    for each in head.children:
        if each.dep in _CLAUSES and each.index > head.index:
            last = min(last, each.first - 1)
    if first <= cue.index <= last:
        first, last = (first, cue.index - 1) if cue.index > head.index else (cue.index + 1, last)
    span = block.span(first, max(first, last))
    if any(span.start < said.end and said.start < span.end for said in spans):
        span = Span(head.start, head.end)
    length = len(span.of(page.text).rstrip(" ,;:\u2014\u2013-"))
    return Span(span.start, span.start + length) if length else None


def _is_within(token: Token, spans: Sequence[Span]) -> bool:
    return any(span.start <= token.start < span.end for span in spans)
