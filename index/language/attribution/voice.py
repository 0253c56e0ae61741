"""Recognises verbs with a subject that is not the speaker: passive verbs, and verbs that report nothing said."""

from typing import Final

from index.language.attribution.cue_lexicon import ADDRESSING, BLAMING, FEELING, SAYING, URGING
from index.language.attribution.dependencies import is_below, is_name_read_as_modal, own_subject
from index.language.names.spelling import word_set
from index.language.syntax import Token

_PASSIVE_CHILDREN: Final = frozenset({"auxpass", "nsubjpass"})
_CONTRACTED: Final = frozenset({"'s", "\u2019s"})
_PARTICIPLES: Final = frozenset({"VBN", "VBD"})  # the tagger confuses the two
_REDUCED_CLAUSES: Final = frozenset({"acl", "advcl", "acomp", "oprd"})
_QUESTION_TAGS: Final = frozenset({"WRB", "WP", "WDT", "WP$"})
_DENIALS: Final = frozenset({"deny", "ask", "promise", "complain"})
_POSSIBILITIES: Final = frozenset({"may", "might", "could", "should", "must"})
_CONDITIONS: Final = frozenset({"if", "unless", "whether", "until", "lest"})
_BLAMES: Final = frozenset({"of", "for", "with"})
_MEANS: Final = word_set("email e-mail mail phone telephone text letter post message fax video radio name law")
_SPEAKING_ENTITIES: Final = frozenset({"PERSON", "ORG", "NORP", "GPE"})


def is_passive(verb: Token) -> bool:
    """Return True if the subject of a verb is not its actor: "was accused", "got accused", "Berg, accused of …"."""
    if verb.lemma in FEELING:
        return False
    if _has_auxiliary(verb):
        return True
    return verb.tag in _PARTICIPLES and verb.child("aux") is None and _is_bare_participle(verb)


def is_reduced_passive(verb: Token) -> bool:
    """Return True for a passive participle without an auxiliary: "asked about it, he …", "Berg, accused of it, …"."""
    return is_passive(verb) and not _has_auxiliary(verb)


def is_unsaid(verb: Token) -> bool:
    """Return True if the words after a verb of saying were not said: "did not say", "if she says", "may announce"."""
    if verb.lemma not in SAYING or verb.lemma in _DENIALS or not _states(verb):
        return False
    outer = verb.head if verb.dep == "xcomp" else verb
    return any(_is_unreal(child, verb) for child in (*verb.children, *outer.children))


def _states(verb: Token) -> bool:
    """Return True if the content is a statement. A question left open, "did not say when", is true of the speaker."""
    clause = verb.child("ccomp")
    if clause is None:
        return False
    opening = (token for token in clause.subtree() if token.index == clause.first)
    return all(token.tag not in _QUESTION_TAGS and token.lower not in {"if", "whether"} for token in opening)


def _is_unreal(child: Token, verb: Token) -> bool:
    if child.dep == "neg":
        return child.index < verb.index
    if child.dep == "aux":
        is_inverted = (
            child.lower == "had" and (subject := own_subject(verb)) is not None and child.index < subject.index
        )
        return is_inverted or (child.lower in _POSSIBILITIES and not is_name_read_as_modal(child, verb))
    return child.dep == "mark" and child.lower in _CONDITIONS and child.index < verb.index


def agent_of(verb: Token) -> Token | None:
    """Return the head of the actor of a passive verb, the object of "by", or None."""
    agent = verb.child("agent")
    if agent is None:
        agent = next((token for token in verb.subtree() if _is_distant_agent(token, verb)), None)
    actor = agent.child("pobj") if agent is not None else None
    return actor if actor is not None and actor.lemma not in _MEANS else None


def _has_auxiliary(verb: Token) -> bool:
    """Return True if a verb has the auxiliary or the subject of a passive.

    The parser often takes the "has" of "she's argued that …" for an "is".
    """
    if any(child.dep == "auxpass" and child.lower in _CONTRACTED for child in verb.children):
        return not _has_object(verb) and verb.child("ccomp") is None
    return any(child.dep in _PASSIVE_CHILDREN for child in verb.children)


def _is_bare_participle(verb: Token) -> bool:
    """Return True if a participle without an auxiliary has the meaning of a passive."""
    if _is_blamed(verb) or _is_set_off(verb):
        return True
    if own_subject(verb) is not None:
        return False
    if verb.dep == "conj" and verb.tag == "VBN" and verb.head is not verb:
        return is_passive(verb.head)
    takes_person = verb.lemma in ADDRESSING or verb.lemma in BLAMING or verb.lemma in URGING
    is_reduced = verb.dep in _REDUCED_CLAUSES and not _has_object(verb)
    return is_reduced and (takes_person or verb.child("agent") is not None)


def _is_blamed(verb: Token) -> bool:
    """Return True for "accused of lying" without an object, as in headlines and after "stands" or "finds himself"."""
    if verb.lemma not in BLAMING or verb.dep == "relcl" or _has_object(verb):
        return False
    return any(child.dep == "prep" and child.lower in _BLAMES for child in verb.children)


def _is_set_off(verb: Token) -> bool:
    """Return True for the "asked" of "Berg, asked if she would go, smiled", which the parser took for a finite verb."""
    subject = own_subject(verb)
    if subject is None or verb.lemma not in ADDRESSING or _has_object(verb) or subject.last > verb.index:
        return False
    commas = [token for token in (*subject.subtree(), *verb.children) if token.text == "," and token.index < verb.index]
    return len(commas) == 1 and commas[0].index == verb.index - 1


def _has_object(verb: Token) -> bool:
    return verb.child("dobj", "dative") is not None


def _is_distant_agent(token: Token, verb: Token) -> bool:
    """Return True for a "by" with a name that the parser attached to a complement: "called a liar by Berg"."""
    if token.lower != "by" or token.dep not in {"prep", "agent"} or is_below(token, verb, {"ccomp", "relcl", "advcl"}):
        return False
    actor = token.child("pobj")
    return actor is not None and actor.entity in _SPEAKING_ENTITIES and token.index > verb.index
