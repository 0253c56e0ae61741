"""Salience of a mention: a reader expects the next pronoun to refer to a speaker or a subject, not to a possessor."""

from typing import Final

from index.language.syntax import Token

_MAIN_CLAUSES: Final = frozenset({"ROOT", "conj", "parataxis"})
_PRESENTING: Final = frozenset({"call", "introduce", "interview", "welcome", "hear", "phone", "telephone", "contact"})
_ASKING: Final = frozenset({"ask", "inquire"})
_TELLING: Final = frozenset({"tell", "ask", "warn", "remind", "assure", "inform"})
_QUESTIONING: Final = frozenset({"question", "press", "quiz", "grill", "interrogate", "challenge", "confront"})

# Salience of a mention, by its position in the sentence.
SPEAKER, SUBJECT, _LOWER_SUBJECT, _OTHER, _POSSESSOR, _MODIFIER, QUOTED = 1.3, 1.0, 0.8, 0.55, 0.5, 0.2, 0.2
_ADVERBIAL_SUBJECT: Final = 0.65  # Holm in "after Holm left, …"
INTRODUCED: Final = 0.9  # a full name with a description at its first mention
_IDENTIFIED: Final = 1.2  # Holm in "it was Holm who left", "the first witness was Holm"


def salience(head: Token) -> float:
    """Return the salience of a mention outside quotations, by the position of its head in the sentence."""
    if head.dep in {"nsubj", "nsubjpass"}:
        clause = head.head.dep
        return SUBJECT if clause in _MAIN_CLAUSES else _ADVERBIAL_SUBJECT if clause == "advcl" else _LOWER_SUBJECT
    if head.dep == "dobj" and _is_presented(head):
        return SUBJECT
    if head.dep == "attr" and head.head.lemma == "be":
        return _OTHER if _is_relative(head) else _IDENTIFIED
    if head.dep == "poss":
        return _POSSESSOR
    if head.dep in {"compound", "nmod"}:
        return _MODIFIER
    return _OTHER


def _is_relative(head: Token) -> bool:
    """Return True for the Holm of "his wife is Holm", who stands beside the person that the sentence is about."""
    subject = head.head.child("nsubj")
    return subject is not None and is_named_beside(subject)


def is_named_beside(noun: Token) -> bool:
    """Return True for the "wife" of "his wife is Holm", who has a name behind the verb."""
    name = noun.head.child("attr") if noun.dep == "nsubj" and noun.head.lemma == "be" else None
    return name is not None and name.tag.startswith("NNP") and noun.child("poss") is not None


def teller_before(pronoun: Token) -> Token | None:
    """Return the Holm of "Holm told him that …, but he said …", because another person answers, or None."""
    verb = pronoun.head
    told = verb.head
    if pronoun.dep != "nsubj" or verb.dep != "conj" or told.lemma not in _TELLING or pronoun.index < told.index:
        return None
    objects = (child for child in told.children if child.dep in {"dobj", "dative"})
    is_told = any(child.tag == "PRP" or child.entity == "PERSON" for child in objects)
    is_contrast = any(child.lower == "but" and child.dep == "cc" for child in told.children)
    return told.child("nsubj") if is_told and is_contrast else None


def asks_question(head: Token) -> bool:
    """Return True if a speaker asks a question, "asked whether", but not "asked for help"."""
    verb = head.head
    return head.dep == "nsubj" and verb.lemma in _ASKING and not _asks_for_something(verb)


def _asks_for_something(verb: Token) -> bool:
    return any(child.dep == "prep" and child.lower == "for" for child in verb.children)


def _is_presented(head: Token) -> bool:
    """Return True for a person who is asked to speak: "the prosecutor called Sergeant Holm"."""
    is_named_so = any(child.dep in {"oprd", "xcomp", "ccomp"} for child in head.head.children)
    return head.head.lemma in _PRESENTING and not is_named_so


def questions_somebody(head: Token) -> bool:
    """Return True if a person presses somebody, or puts a question to somebody: "asked by Holm"."""
    if head.dep == "pobj" and head.head.dep == "agent":
        return head.head.head.lemma in _ASKING | _QUESTIONING
    if head.dep != "nsubj":
        return False
    verb = head.head
    if verb.lemma == "put":
        return verb.child("dobj") is not None and any(
            child.dep == "prep" and child.lower == "to" for child in verb.children
        )
    return verb.lemma in _QUESTIONING and verb.child("dobj") is not None


def last_word(head: Token, first: Token) -> Token:
    """Return the last word of a name: its head, or the head of its first word if the name stands in apposition."""
    return first.head if first.dep == "compound" else head if first.index == head.index else first
