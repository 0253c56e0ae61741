"""Questions about a verb and its dependents that the dependency tree answers."""

from collections.abc import Set as AbstractSet
from typing import Final

from index.language.attribution.cue_lexicon import DESCRIBING, MENTAL, NAMING, OCCASIONS, PREPOSITIONS, SAYING, VERBS
from index.language.syntax import Block, Token

SUBJECTS: Final = ("nsubj", "csubj")
FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
TIMES: Final = frozenset({"DATE", "TIME"})
_IMPERSONAL: Final = frozenset({"xcomp", "ccomp", "advcl", "acomp", "pcomp", "prep", "attr", "pobj"})
_BE: Final = frozenset({"be", "go", "\u2019", "'s", "\u2019s"})
_BEFORE_IMPERATIVE: Final = frozenset({"do", "n't", "n\u2019t", "not", "never", "please"})
_TIME_PREPOSITIONS: Final = frozenset({"since", "during", "after", "before", "amid", "throughout"})
_MODIFIER_RELATIONS: Final = frozenset({"relcl", "appos", "advcl"})
# Verbs for things that other people and things do too: "he said that Berg would speak, highlighting the recovery".
_ACTIONS: Final = frozenset(
    {"highlight", "show", "outline", "promote", "list", "reference", "find", "determine", "push"}
)
_CONTRASTS: Final = frozenset({"while", "although", "though", "whereas", "but"})
_SEPARATORS: Final = frozenset({",", "\u2014", "\u2013", "-", "--"})


def frames_of(verb: Token) -> str:
    """Return the letters of a verb's frames. A particle verb that is in the lexicon, "point out", has its own."""
    particle = verb.child("prt")
    particle_frames = VERBS.get(f"{verb.lemma} {particle.lower}") if particle is not None else None
    return VERBS.get(verb.lemma, "") if particle_frames is None else particle_frames


def own_subject(verb: Token) -> Token | None:
    """Return the head of the subject that depends on the verb itself, or None."""
    return verb.child(*SUBJECTS)


def is_name_read_as_modal(token: Token, verb: Token) -> bool:
    """Return True for the "May" of "May said": no modal verb precedes a past tense."""
    return token.tag == "MD" and token.text[:1].isupper() and verb.tag == "VBD"


def is_below(token: Token, top: Token, deps: AbstractSet[str]) -> bool:
    """Return True if the path from a token up to ``top`` contains one of the relations."""
    while token is not top and token.head is not token:
        if token.dep in deps:
            return True
        token = token.head
    return False


def is_infinitive(clause: Token) -> bool:
    """Return True if a clause is an infinitive with "to"."""
    return any(child.dep == "aux" and child.lower == "to" for child in clause.children)


def has_that(clause: Token) -> bool:
    """Return True if a clause starts with "that". The parser often gives the conjunction a role in the clause."""
    return any(
        child.lower == "that" and (child.dep == "mark" or (child.tag == "IN" and child.index == clause.first))
        for child in clause.children
    )


def is_circumstance(token: Token) -> bool:
    """Return True if a phrase names the time, the occasion or the means of speaking, so it is no content."""
    if token.dep in {"npadvmod", "advmod"}:
        return token.entity in TIMES
    if token.dep != "prep":
        return False
    if token.lower in _TIME_PREPOSITIONS or (token.lower in {"by", "while"} and token.child("pcomp") is not None):
        return True
    complement = token.child("pobj")
    if complement is None or token.lower not in {"in", "on", "at"}:
        return False
    if token.lower == "in" and not token.head.is_verb:
        return complement.lemma in OCCASIONS and complement.tag == "NN"
    return is_occasion(complement)


def is_interview(token: Token) -> bool:
    """Return True for a phrase like "in an interview", which tells where something was said, not what."""
    complement = token.child("pobj")
    if token.dep != "prep" or token.lower not in {"in", "on", "at"} or complement is None:
        return False
    return complement.lemma in OCCASIONS and complement.tag == "NN"


def is_occasion(token: Token) -> bool:
    """Return True if a word names a time or an occasion of speaking."""
    return token.entity in TIMES or token.lemma in OCCASIONS


def has_no_speaker(verb: Token) -> bool:
    """Return True if a verb reports no speech: an imperative, a question to the reader, "it is hard to say"."""
    subject = own_subject(verb)
    if subject is not None:
        return subject.lower == "you"
    if verb.tag == "VB" and verb.head is verb:
        return all(child.lower in _BEFORE_IMPERATIVE for child in verb.children if child.index < verb.index)
    return verb.tag in {"VB", "VBG"} and _is_impersonal(verb)


def _is_impersonal(verb: Token) -> bool:
    """Return True if a verb depends on "it is hard", "it is worth" or "it goes without"."""
    token = verb
    while token.dep in _IMPERSONAL and token.head is not token:
        token = token.head
        subject = own_subject(token)
        if subject is not None:
            return subject.lower == "it" and token.lemma in _BE
    return False


def embedded_cues(clause: Token) -> list[Token]:
    """Return the cues of further statements that the parser attached inside a clause: "and predicted that …"."""
    return [
        token
        for token in clause.subtree()
        if token is not clause and (_is_embedded_cue(token) or (token.last == clause.last and _is_comment(token)))
    ]


def _is_comment(verb: Token) -> bool:
    """Return True for the end of a statement in which the speaker is quoted again: ", which he called a crime"."""
    subject = own_subject(verb)
    if verb.dep != "relcl" or subject is None or subject.tag == "WDT" or verb.first == verb.index:
        return False
    is_cue = verb.lemma in NAMING or verb.lemma in DESCRIBING or verb.lemma in SAYING
    return is_cue and any(token.tag == "WDT" and token.index == verb.first for token in verb.subtree())


def _is_embedded_cue(token: Token) -> bool:
    subject = own_subject(token)
    if subject is not None and _is_contrasted(token, subject):
        return True
    if not token.is_verb or token.lemma in MENTAL or (subject is not None and subject.entity != "PERSON"):
        return False
    coordinated = token.dep == "conj" and token.tag in {"VBD", "VBZ"}
    participle = token.dep == "advcl" and token.tag == "VBG" and _is_after_comma(token)
    frames = VERBS.get(token.lemma, "")
    is_cue = "c" in frames or "o" in frames or token.lemma in PREPOSITIONS
    return is_cue and (coordinated or (participle and token.lemma not in _ACTIONS))


def _is_contrasted(verb: Token, subject: Token) -> bool:
    """Return True for the words of another speaker: "but Vale argued …", "while Vale asked …"."""
    if verb.lemma not in SAYING or verb.tag not in {"VBD", "VBZ", "VBP"} or subject.tag in {"PRP", "WP", "WDT"}:
        return False
    if verb.dep == "advcl":
        return any(child.dep in {"mark", "advmod"} and child.lower in _CONTRASTS for child in verb.children)
    first = verb.first
    joins = (child for child in verb.head.children if child.dep == "cc" and child.index < first)
    return verb.dep in {"conj", "ccomp"} and any(child.lower == "but" for child in joins)


def _is_after_comma(verb: Token) -> bool:
    return any(sibling.text == "," and sibling.index == verb.first - 1 for sibling in verb.head.children)


def trailing_modifier(indices: AbstractSet[int], block: Block) -> Token | None:
    """Return the head of a modifier at the end of some tokens, ", which …" or ", a …", or None."""
    first, last = min(indices, default=0), max(indices, default=-1)
    for index in sorted(indices):
        token = block.tokens[index]
        modifies = token.dep in _MODIFIER_RELATIONS and token.last >= last and token.first > first
        if modifies and block.tokens[token.first - 1].text in _SEPARATORS and not _is_list(token):
            return token
    return None


def _is_list(token: Token) -> bool:
    """Return True for a list, "Anna Berg, Jon Vale and Ida Holm", which the parser takes for an apposition."""
    return token.dep == "appos" and any(descendant.tag == "CC" for descendant in token.subtree())
