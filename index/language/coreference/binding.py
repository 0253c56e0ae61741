"""Syntax of one sentence that keeps two mentions apart: "Bell saw her" is about two people."""

from typing import Final

from index.language.names.titles import is_person_noun
from index.language.syntax import Token

_ARGUMENTS: Final = frozenset({"nsubj", "nsubjpass", "dobj", "dative", "agent"})
_PREPOSITIONS: Final = frozenset({"prep", "agent", "dative"})
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
_MODIFIERS: Final = frozenset({"poss", "compound", "nmod"})
_MODIFYING_CLAUSES: Final = frozenset({"relcl", "acl", "advcl", "parataxis", "conj"})
_REFLEXIVES: Final = frozenset({"himself", "herself"})
_MAX_STEPS: Final = 40  # heads between a word and the top of its sentence; a safeguard


def are_apart(pronoun: Token, other: Token) -> bool:
    """Return True if the syntax of a sentence forbids that a pronoun and another mention name one person.

    Two arguments of one verb are two people: "he told Holm", "she disagreed with Holm". A name in the clause that a
    pronoun governs is another person: "he insisted that Holm was right".
    """
    if pronoun.lower in _REFLEXIVES or pronoun.dep in _MODIFIERS:
        return False
    verb = _verb_of(pronoun)
    if verb is None:
        return False
    if verb is _verb_of(other) and pronoun.dep != other.dep:
        return True
    is_subject = pronoun.index < other.index and pronoun.dep in _SUBJECTS
    return is_subject and other.dep not in _MODIFIERS and _is_below(other, verb)


def governor(head: Token) -> Token:
    """Return the head of the phrase that a name stands in apposition to: "doctor" of "the doctor, Jon Holm, left"."""
    name, steps = head, 0
    while head.dep == "appos" and head.head is not head and head.head.is_noun and steps < _MAX_STEPS:
        head = head.head
        steps += 1
    is_misread = head is not name or any(child.dep == "det" for child in head.children)
    holder = head.head.head if is_misread and head.dep == "pobj" and head.head.dep == "prep" else None
    # The parser attaches the name in "the leader of the party, Ann Holm," to the party.
    return holder if holder is not None and _is_person(holder) and not _is_person(head) else head


def _is_person(noun: Token) -> bool:
    return noun.is_noun and is_person_noun(noun.lemma)


def _verb_of(token: Token) -> Token | None:
    """Return the verb that a token is an argument of, or None. The object of a preposition counts."""
    if token.dep in _ARGUMENTS and token.head is not token:
        return token.head
    preposition = token.head
    if token.dep == "pobj" and preposition.dep in _PREPOSITIONS and preposition.head.is_verb:
        return preposition.head
    return None


def _is_below(token: Token, top: Token) -> bool:
    """Return True if a token is in the subtree of another, outside the clauses that modify its parts."""
    for _ in range(_MAX_STEPS):
        if token.head is token or token.dep in _MODIFYING_CLAUSES:
            return False
        token = token.head
        if token is top:
            return True
    return False
