"""Syntax of the mention of a speaker: groups, offices, ages, documents and relative pronouns."""

from collections.abc import Sequence
from typing import Final

from index.language.names.spelling import normalize_name, word_set
from index.language.names.titles import is_person_noun, is_title_head
from index.language.syntax import Token

# People who stand beside another person: "the wife of Holm".
_PROXIES: Final = word_set(
    """
    spokesman spokeswoman spokesperson lawyer attorney aide adviser advisor friend ally critic supporter opponent rival
    mother father parent husband wife brother sister son daughter widow victim colleague assistant biographer
    """,
)
_BUREAUS: Final = word_set("office ministry department bureau desk embassy campaign team camp family estate")
_DEFINITE: Final = frozenset({"the", "this", "that"})
_RELATIVE_PRONOUNS: Final = frozenset({"who", "that", "which", "whom"})
_RELATIVE_CLAUSES: Final = frozenset({"relcl", "acl"})
_MAX_STEPS: Final = 4  # from a relative pronoun to its antecedent


def is_age(head: Token) -> bool:
    """Return True for the "old" of "the 24-year-old"."""
    return head.lower.endswith("old") and any(child.lower == "the" for child in head.children)


def is_role_pair(head: Token) -> bool:
    """Return True for the first of two roles of one person: "academic" of "academic and professor Ann Holm"."""
    others = [child for child in head.children if child.dep == "conj"]
    return is_person_noun(head.lemma) and len(others) == 1 and not is_definite(head) and head.child("det") is None


def is_office_of(head: Token, tokens: Sequence[Token], first: int) -> bool:
    """Return True if the name at the end of a mention belongs to its head, though the parser reads it otherwise.

    It follows the office: "leader of the Opposition Ann Holm", "Union of Pilots president Ann Holm", "academic and
    professor Ann Holm". In "the wife of Ann Holm" and "the wife of Judge Ann Holm", the head is another person.
    """
    before = tokens[first - 1]
    if not before.is_noun or before.dep == "prep":
        return False
    is_role, is_role_before = is_person_noun(head.lemma), is_person_noun(before.lemma)
    if is_role_pair(head):
        return (is_role_before and before.text.islower()) or (head.tag == "NN" and is_title_head(before.text))
    if is_role:
        is_proxy = normalize_name(head.lemma) in _PROXIES and not before.text.islower()
        return not is_proxy and not is_title_head(before.text) and not is_role_before
    return is_role_before and before.text.islower() and head.tag in {"NNP", "NNPS"} and head.lower not in _BUREAUS


def is_name_of_other(head: Token, name: Token) -> bool:
    """Return True if a name describes another person of the mention: "Robin" of "an aide to Orr's son, Robin"."""
    person = name.head
    is_other = name.dep == "appos" and person is not head and person.index > head.index
    return is_other and is_person_noun(person.lemma) and person.child("poss") is not None


def is_group(head: Token) -> bool:
    """Return True if a mention refers to several people: "Ann Bell and others"."""
    return any(child.dep == "conj" and child.index > head.index for child in head.children)


def author_of(document: Token) -> Token | None:
    """Return the author of a document, or None: "her" of "her letter", but "Berg" of "her letter from Berg"."""
    for child in document.children:
        if child.dep in {"prep", "agent"} and child.lower in {"from", "by"}:
            return child.child("pobj")
    return document.child("poss")


def is_definite(noun: Token) -> bool:
    """Return True for "the senator" and "this senator"."""
    return any(child.dep == "det" and child.lower in _DEFINITE for child in noun.children)


def antecedent_of_relative(head: Token) -> Token:
    """Return the antecedent of a relative pronoun, or the head itself if it is none."""
    steps = 0
    while head.lower in _RELATIVE_PRONOUNS and steps < _MAX_STEPS:
        clause = head.head
        while clause.dep not in _RELATIVE_CLAUSES and clause.head is not clause:
            clause = clause.head
        if clause.dep not in _RELATIVE_CLAUSES:
            return head
        head = clause.head
        steps += 1
    return head
