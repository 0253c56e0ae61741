"""Questions about a verb and its dependents that the dependency tree answers."""

from collections.abc import Set as AbstractSet
from typing import Final

from index.language.attribution.cue_lexicon import (
    ADDRESSING,
    BLAMING,
    FEELING,
    MENTAL,
    OCCASIONS,
    PREPOSITIONS,
    URGING,
    VERBS,
)
from index.language.names.spelling import word_set
from index.language.syntax import Block, Token

SUBJECTS: Final = ("nsubj", "csubj")
FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
TIMES: Final = frozenset({"DATE", "TIME"})
_IMPERSONAL: Final = frozenset({"xcomp", "ccomp", "advcl", "acomp", "pcomp", "prep", "attr", "pobj"})
_BE: Final = frozenset({"be", "go", "\u2019", "'s", "\u2019s"})
_BEFORE_IMPERATIVE: Final = frozenset({"do", "n't", "n\u2019t", "not", "never", "please"})
_TIME_PREPOSITIONS: Final = frozenset({"since", "during", "after", "before", "amid", "throughout"})
_MODIFIER_RELATIONS: Final = frozenset({"relcl", "appos", "advcl"})
_SEPARATORS: Final = frozenset({",", "\u2014", "\u2013", "-", "--"})
_PASSIVE_CHILDREN: Final = frozenset({"auxpass", "nsubjpass"})
_PARTICIPLES: Final = frozenset({"VBN", "VBD"})  # the tagger confuses the two
_BLAMES: Final = frozenset({"of", "for", "with"})
_MEANS: Final = word_set("email e-mail mail phone telephone text letter post message fax video radio name law")
_SPEAKING_ENTITIES: Final = frozenset({"PERSON", "ORG", "NORP", "GPE"})


def frames_of(verb: Token) -> str:
    """Return the letters of a verb's frames. A particle verb that is in the lexicon, "point out", has its own."""
    particle = verb.child("prt")
    particle_frames = VERBS.get(f"{verb.lemma} {particle.lower}") if particle is not None else None
    return VERBS.get(verb.lemma, "") if particle_frames is None else particle_frames


def own_subject(verb: Token) -> Token | None:
    """Return the head of the subject that depends on the verb itself, or None."""
    return verb.child(*SUBJECTS)


def is_passive(verb: Token) -> bool:
    """Return True if the subject of a verb is not its actor: "was accused", "got accused", "Berg, accused of …"."""
    if verb.lemma in FEELING:
        return False
    if any(child.dep in _PASSIVE_CHILDREN for child in verb.children):
        return True
    if verb.tag not in _PARTICIPLES or any(child.dep == "aux" for child in verb.children):
        return False
    if _is_blamed(verb) or _is_set_off_participle(verb):
        return True
    if own_subject(verb) is not None:
        return False
    if verb.dep == "conj" and verb.tag == "VBN":
        return is_passive(verb.head)
    takes_person = verb.lemma in ADDRESSING or verb.lemma in BLAMING or verb.lemma in URGING
    is_reduced = verb.dep in {"acl", "advcl", "acomp", "oprd"} and not _has_object(verb)
    return is_reduced and (takes_person or verb.child("agent") is not None)


def is_reduced_passive(verb: Token) -> bool:
    """Return True for a passive participle without an auxiliary: "asked about it, he …", "Berg, accused of it, …"."""
    return is_passive(verb) and not any(child.dep in _PASSIVE_CHILDREN for child in verb.children)


def _is_blamed(verb: Token) -> bool:
    """Return True for "accused of lying" without an object, as in headlines and after "stands" or "finds himself"."""
    if verb.lemma not in BLAMING or verb.dep == "relcl" or _has_object(verb):
        return False
    return any(child.dep == "prep" and child.lower in _BLAMES for child in verb.children)


def _is_set_off_participle(verb: Token) -> bool:
    """Return True for the "asked" of "Berg, asked if she would go, smiled", which the parser took for a finite verb."""
    subject = own_subject(verb)
    if subject is None or verb.lemma not in ADDRESSING or _has_object(verb) or subject.last > verb.index:
        return False
    commas = [token for token in (*subject.subtree(), *verb.children) if token.text == "," and token.index < verb.index]
    return len(commas) == 1 and commas[0].index == verb.index - 1


def _has_object(verb: Token) -> bool:
    return verb.child("dobj", "dative") is not None


def agent_of(verb: Token) -> Token | None:
    """Return the head of the actor of a passive verb, the object of "by", or None."""
    agent = verb.child("agent")
    if agent is None:
        agent = next((token for token in verb.subtree() if _is_distant_agent(token, verb)), None)
    actor = agent.child("pobj") if agent is not None else None
    return actor if actor is not None and actor.lemma not in _MEANS else None


def _is_distant_agent(token: Token, verb: Token) -> bool:
    """Return True for a "by" with a name that the parser attached to a complement: "called a liar by Berg"."""
    if token.lower != "by" or token.dep not in {"prep", "agent"} or is_below(token, verb, {"ccomp", "relcl", "advcl"}):
        return False
    actor = token.child("pobj")
    return actor is not None and actor.entity in _SPEAKING_ENTITIES and token.index > verb.index


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
    """Return True if a clause starts with "that"."""
    return any(child.dep == "mark" and child.lower == "that" for child in clause.children)


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
    return [token for token in clause.subtree() if token is not clause and _is_embedded_cue(token)]


def _is_embedded_cue(token: Token) -> bool:
    subject = own_subject(token)
    if not token.is_verb or token.lemma in MENTAL or (subject is not None and subject.entity != "PERSON"):
        return False
    coordinated = token.dep == "conj" and token.tag in {"VBD", "VBZ"}
    participle = token.dep == "advcl" and token.tag == "VBG" and _is_after_comma(token)
    frames = VERBS.get(token.lemma, "")
    return (coordinated or participle) and ("c" in frames or "o" in frames or token.lemma in PREPOSITIONS)


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
