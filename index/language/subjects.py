"""Who a cue says it is that speaks: the subject of a verb, the owner of a noun, and how far the mention goes."""

from collections.abc import Sequence
from typing import Final

from index.language.cues import VERBS
from index.language.spans import Page
from index.language.syntax import Block, Token
from index.models import Span

RELATIVES: Final = frozenset({"who", "which", "that", "what", "whom"})
_SUBJECTS: Final = ("nsubj", "csubj")
_CLIMBED: Final = frozenset({"conj", "xcomp", "advcl", "ccomp", "pcomp", "prep", "parataxis", "dep", "acomp", "advmod"})
_CLIMB: Final = 6  # heads between a cue and the verb that has its subject
ADDRESSING: Final = frozenset("tell ask remind inform assure warn advise text email".split())
_TIMES: Final = frozenset({"DATE", "TIME"})
_GOVERNED: Final = frozenset(
    {"pobj", "dobj", "poss", "appos", "compound", "conj", "amod", "nmod", "case", "punct", "prep", "det"}
)
_NAMING: Final = frozenset({"NNP", "NNPS", "NN", "NNS", "PRP", "DT", "JJ", "PRP$", "POS"})
_VERBAL: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_LONGEST: Final = 30  # tokens between a quotation and its verb
_GIVING: Final = frozenset(
    "make issue have give offer express voice raise release repeat deliver send reiterate share hold".split()
)
_FINITE: Final = frozenset({"VBD", "VBZ", "VBN", "VBP"})
_CLAUSES: Final = frozenset({"relcl", "acl", "advcl", "parataxis", "ccomp"})
_NEAR: Final = 6  # tokens between a subject and its verb
_LONG: Final = 12  # tokens in the name behind an inverted verb


def frames_of(verb: Token) -> str:
    """Return the letters of a verb's frames, those of "point out" where it has its particle."""
    particle = verb.child("prt")
    both = VERBS.get(f"{verb.lemma} {particle.lower}") if particle is not None else None
    return VERBS.get(verb.lemma, "") if both is None else both


def own_subject(verb: Token) -> Token | None:
    """Return the head of the subject that hangs on the verb itself."""
    return verb.child(*_SUBJECTS)


def subject_of(verb: Token) -> Token | None:
    """Return the head of the subject of a verb, its own or the one that it shares."""
    own = own_subject(verb)
    if own is not None:
        return own
    agent = verb.child("agent")
    if agent is not None:
        return agent.child("pobj")
    token = verb
    for _ in range(_CLIMB):
        if token.dep in {"acl", "relcl"} and token.head is not token:
            return token.head
        if token.dep not in _CLIMBED or token.head is token:
            return None
        outer = _told_by(token) if token is verb and token.dep == "conj" else None
        if outer is not None:
            return subject_of(outer)
        token = token.head
        if token.is_noun or token.tag == "PRP":
            return token
        subject = token.child(*_SUBJECTS, "nsubjpass")
        if subject is not None and subject is not verb:
            return subject
    return None


def _told_by(verb: Token) -> Token | None:
    """Return the cue that "said that he would and warned" goes on with, though the tree hangs it on what is said."""
    clause = verb.head
    while clause.dep == "conj" and clause.head is not clause:
        clause = clause.head
    cue = clause.head
    finite = verb.tag in _FINITE and own_subject(verb) is None
    said = clause.dep == "ccomp" and "c" in frames_of(cue) and cue.index < clause.index
    return cue if finite and said and cue.tag in _FINITE else None


def owner_of(noun: Token) -> Token | None:
    """Return whose claim it is: possessive, "from", "by", or the subject of the verb that it is the object of."""
    possessive = noun.child("poss")
    if possessive is not None:
        return possessive
    for each in noun.children:
        if each.dep in {"prep", "agent"} and each.lower in {"from", "by", "among"}:
            return each.child("pobj")
    if noun.dep in {"dobj", "attr"} and noun.head.is_verb and noun.head.lemma in _GIVING:
        return subject_of(noun.head)
    return None


def beside(verb: Token, block: Block, page: Page) -> Token | None:
    """Return the head of the subject that stands right before or behind a finite verb."""
    subject = own_subject(verb)
    if subject is not None and subject.lower in RELATIVES:
        return None
    if subject is None or page.is_quoted(subject):
        named = _behind_quotation(verb, block, page)
        if named is not None or subject is not None:
            return named
        return inverted(verb, block) if verb.tag in _FINITE else None
    near = verb.index - subject.last if subject.index < verb.index else subject.first - verb.index
    return subject if near < _NEAR else None


def _behind_quotation(verb: Token, block: Block, page: Page) -> Token | None:
    """Return the last word of the name between a quotation and a verb, whatever the tree makes of it.

    In "“No,” Anna Berg, the mayor, said" it is "Berg": what stands between commas describes her.
    """
    part = page.marks.last_before(verb.start)
    if part is None or verb.tag not in _FINITE:
        return None
    begin, _ = block.sentences[verb.sentence]
    between = [each for each in block.tokens[max(begin, verb.index - _LONGEST) : verb.index] if each.start >= part.end]
    if not between or page.text[part.end : between[0].start].strip() or verb.index - between[0].index >= _LONGEST:
        return None
    run = between[: next((at for at, each in enumerate(between) if each.text == ","), len(between))]
    run = [each for each in run if not each.tag.startswith("RB")]
    plain = all(each.tag in _NAMING for each in run) and not any(each.tag in _VERBAL for each in between)
    return run[-1] if run and plain and (run[-1].is_noun or run[-1].tag == "PRP") else None


def inverted(verb: Token, block: Block) -> Token | None:
    """Return the head of the name in "said Anna Berg", where the tree did not see it."""
    if verb.index + 1 >= len(block.tokens) or verb.lemma in ADDRESSING:
        return None
    following = block.tokens[verb.index + 1]
    if following.sentence != verb.sentence or not (following.is_noun or following.tag in {"DT", "PRP", "JJ", "PRP$"}):
        return None
    top = following
    while top.head is not top and verb.index < top.head.index < verb.index + _LONG and top.head.is_noun:
        top = top.head
    return top if top.is_noun or top.tag == "PRP" else None


def speaker(cue: Token, spans: Sequence[Span], block: Block, page: Page) -> Token | None:
    """Return the head of the speaker's mention; never a word that is said."""
    head = subject_of(cue)
    if head is not None and head.entity in _TIMES:
        head = None
    if head is not None and not page.is_quoted(head) and not _is_within(head, spans):
        return head
    for rule in (beside(cue, block, page), inverted(cue, block)):
        if rule is not None and not _is_within(rule, spans):
            return rule
    return _standing_before(cue, spans, block, page)


def _standing_before(cue: Token, spans: Sequence[Span], block: Block, page: Page) -> Token | None:
    """Return the nearest name, pronoun or person before a cue whose subject the tree did not see."""
    begin, _ = block.sentences[cue.sentence]
    for token in reversed(block.tokens[begin : cue.index]):
        fits = token.tag in {"PRP", "WP"} or token.entity in {"PERSON", "ORG", "NORP"}
        if fits and token.dep not in _GOVERNED and not page.is_quoted(token) and not _is_within(token, spans):
            return token
    return None


def mention(head: Token, cue: Token, spans: Sequence[Span], block: Block, page: Page) -> Span:
    """Return the speaker's mention: the head with what describes it, not beyond the cue or what is said."""
    first, last = head.first, head.last
    for each in head.children:
        if each.dep in _CLAUSES and each.index > head.index:
            last = min(last, each.first - 1)
    if first <= cue.index <= last:
        first, last = (first, cue.index - 1) if cue.index > head.index else (cue.index + 1, last)
    span = block.span(first, max(first, last))
    if any(span.start < said.end and said.start < span.end for said in spans):
        span = Span(head.start, head.end)
    return Span(span.start, span.start + len(span.of(page.text).rstrip(" ,;:\u2014\u2013-")))


def _is_within(token: Token, spans: Sequence[Span]) -> bool:
    return any(span.start <= token.start < span.end for span in spans)
