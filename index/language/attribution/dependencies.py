"""What trees tell about a verb and what hangs on it."""

from collections.abc import Set as AbstractSet
from typing import Final

from index.language.attribution.cue_lexicon import MENTAL, OCCASIONS, PREPOSITIONS, VERBS
from index.language.syntax import Block, Token

SUBJECTS: Final = ("nsubj", "csubj")
FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
TIMES: Final = frozenset({"DATE", "TIME"})
_IMPERSONAL: Final = frozenset({"xcomp", "ccomp", "advcl", "acomp", "pcomp", "prep", "attr", "pobj"})
_BE: Final = frozenset({"be", "go", "\u2019", "'s", "\u2019s"})
_ORDERING: Final = frozenset({"do", "n't", "n\u2019t", "not", "never", "please"})
_LATER: Final = frozenset({"since", "during", "after", "before", "amid", "throughout"})
_ADDED: Final = frozenset({"relcl", "appos", "advcl"})
_SET_APART: Final = frozenset({",", "\u2014", "\u2013", "-", "--"})


def frames_of(verb: Token) -> str:
    """Return the letters of a verb's frames, those of "point out" where it has its particle."""
    particle = verb.child("prt")
    both = VERBS.get(f"{verb.lemma} {particle.lower}") if particle is not None else None
    return VERBS.get(verb.lemma, "") if both is None else both


def own_subject(verb: Token) -> Token | None:
    """Return the head of the subject that hangs on the verb itself."""
    return verb.child(*SUBJECTS)


def is_below(token: Token, top: Token, deps: AbstractSet[str]) -> bool:
    """Whether a token hangs below ``top`` by one of these relations, or what it hangs on does."""
    while token is not top and token.head is not token:
        if token.dep in deps:
            return True
        token = token.head
    return False


def is_infinitive(clause: Token) -> bool:
    """Whether it is "to do"."""
    return any(each.dep == "aux" and each.lower == "to" for each in clause.children)


def has_that(clause: Token) -> bool:
    """Whether a clause opens with "that"."""
    return any(each.dep == "mark" and each.lower == "that" for each in clause.children)


def is_tail(token: Token) -> bool:
    """Whether a phrase tells when, where or by what something was said, and is no part of it."""
    if token.dep in {"npadvmod", "advmod"}:
        return token.entity in TIMES
    if token.dep != "prep":
        return False
    if token.lower in _LATER or (token.lower in {"by", "while"} and token.child("pcomp") is not None):
        return True
    inside = token.child("pobj")
    if inside is None or token.lower not in {"in", "on", "at"}:
        return False
    if token.lower == "in" and not token.head.is_verb:
        return inside.lemma in OCCASIONS and inside.tag == "NN"
    return is_occasion(inside)


def is_occasion(token: Token) -> bool:
    """Whether a word tells when or on what occasion something was said."""
    return token.entity in TIMES or token.lemma in OCCASIONS


def is_idle(verb: Token) -> bool:
    """Whether nobody says it: an order to do so, a question to the reader, "it is hard to say"."""
    subject = own_subject(verb)
    if subject is not None:
        return subject.lower == "you"
    if verb.tag == "VB" and verb.head is verb:
        return all(each.lower in _ORDERING for each in verb.children if each.index < verb.index)
    return verb.tag in {"VB", "VBG"} and _is_of_it(verb)


def _is_of_it(verb: Token) -> bool:
    """Whether it hangs on "it is hard", "it is worth", "it goes without"."""
    token = verb
    while token.dep in _IMPERSONAL and token.head is not token:
        token = token.head
        subject = own_subject(token)
        if subject is not None:
            return subject.lower == "it" and token.lemma in _BE
    return False


def further_cues(clause: Token) -> list[Token]:
    """Return what the tree hung below a clause though it tells what else was said: "and predicted that …"."""
    return [each for each in clause.subtree() if each is not clause and _is_further(each)]


def _is_further(token: Token) -> bool:
    subject = own_subject(token)
    if not token.is_verb or token.lemma in MENTAL or (subject is not None and subject.entity != "PERSON"):
        return False
    coordinated = token.dep == "conj" and token.tag in {"VBD", "VBZ"}
    behind = token.dep == "advcl" and token.tag == "VBG" and _is_behind_comma(token)
    frames = VERBS.get(token.lemma, "")
    return (coordinated or behind) and ("c" in frames or "o" in frames or token.lemma in PREPOSITIONS)


def _is_behind_comma(verb: Token) -> bool:
    return any(each.text == "," and each.index == verb.first - 1 for each in verb.head.children)


def addition(inside: AbstractSet[int], block: Block) -> Token | None:
    """Return what only adds to the end of what is said: ", which …", ", a …"."""
    first, last = min(inside, default=0), max(inside, default=-1)
    for at in sorted(inside):
        token = block.tokens[at]
        adds = token.dep in _ADDED and token.last >= last and token.first > first
        if adds and block.tokens[token.first - 1].text in _SET_APART and not _is_list(token):
            return token
    return None


def _is_list(token: Token) -> bool:
    """Whether it is one of several in "Anna Berg, Jon Vale and Ida Holm", which trees take for descriptions."""
    return token.dep == "appos" and any(each.tag == "CC" for each in token.subtree())
