"""Finds the person whose words an outlet or another speaker passes on: "Interfax quoted Berg as saying …"."""

from collections.abc import Set as AbstractSet
from typing import Final

from index.language.attribution.content_spans import AnnotatedArticle
from index.language.attribution.cue_lexicon import CARRIERS, QUOTING, SAYING, SHOWING
from index.language.attribution.dependencies import own_subject
from index.language.names.spelling import word_set
from index.language.syntax import Block, Token

_RELAYING: Final = word_set("report quote cite carry publish air broadcast")
_FROM_AS_TO_VERB: Final = 3  # heads between "as" and "quoted": "was quoted by the paper as saying"
_NAME_TAGS: Final = frozenset({"NNP", "NNPS"})
_SUBJECT_TAGS: Final = frozenset({"NNP", "NNPS", "NN", "NNS", "DT", "JJ", "PRP", "PRP$", "POS"})
_FINITE_OR_PARTICIPLE: Final = frozenset({"VBD", "VBZ", "VBP", "VBN"})
_AFTER_CUE_TAGS: Final = frozenset({"IN", "NNP", "NN", "DT", "RB", "CD", "JJ", "."})
_SOURCE_ENTITIES: Final = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_SOURCES: Final = word_set("""
    source official spokesman spokeswoman spokesperson ministry police authority diplomat minister president adviser
    lawyer statement witness relative
""")


def quoted_person(cue: Token) -> Token | None:
    """Return the head of the person whose words a cue passes on, or None if the cue reports its own subject.

    The cue is "quoted", or the "saying" of "quoted as saying", or a verb of showing in the passive.
    """
    verb = _quoting_verb(cue)
    if verb is not None and (verb is not cue or _is_complete(verb)):
        return verb.child("nsubjpass") or verb.child("dobj")
    return cue.child("nsubjpass") if cue.lemma in SHOWING else None


def reported_participle(verb: Token) -> Token | None:
    """Return the "saying" of "quoted Berg as saying", given the "quoted", or None."""
    if verb.lemma not in QUOTING:
        return None
    for token in verb.subtree():
        if token is not verb and token.tag == "VBG" and token.dep == "pcomp" and _quoting_verb(token) is verb:
            return token
    return None


def _quoting_verb(cue: Token) -> Token | None:
    if cue.lemma in QUOTING:
        return cue
    token = cue.head
    if cue.dep != "pcomp" or token.lower != "as":
        return None
    for _ in range(_FROM_AS_TO_VERB):
        token = token.head
        if token.lemma in QUOTING and token.is_verb:
            return token
    return None


def _is_complete(verb: Token) -> bool:
    """Return True if "quoted" has the person quoted as its object: "quoted Berg", not "quoted a letter"."""
    return verb.lemma == "quote" or reported_participle(verb) is not None


def is_carrier(head: Token, cue: Token) -> bool:
    """Return True if a speaker is a news outlet that passes on the words of others.

    Args:
        head: head of the speaker's mention.
        cue: the cue of the statement.
    """
    if head.lemma in CARRIERS:
        return True
    is_name = head.tag in _NAME_TAGS and own_subject(head) is None
    return is_name and (cue.lemma in _RELAYING or (cue.lower == "according" and head.entity != "PERSON"))


def cited_source(cue: Token) -> Token | None:
    """Return the "Berg" of "Interfax reported, citing Berg", given the "reported", or None."""
    clause = cue.child("ccomp")
    for child in (*cue.children, *(clause.children if clause is not None else ())):
        if child.tag == "VBG" and child.lemma in QUOTING and child.index > cue.index:
            return _source_of_citation(child)
    return None


def _source_of_citation(verb: Token) -> Token | None:
    source = verb.child("dobj")
    if source is None or reported_participle(verb) is not None:
        return None
    return source if source.entity in _SOURCE_ENTITIES or source.lemma in _SOURCES else None


def passes_on(head: Token, cue: Token) -> bool:
    """Return True if a speaker may be a news outlet that cites the source of the statement."""
    return is_carrier(head, cue) or (head.tag in _NAME_TAGS and head.entity != "PERSON")


def is_citation(verb: Token) -> bool:
    """Return True for the "citing" of "Interfax reported, citing Berg". Its object is a source, not content."""
    outer = verb.head.head if verb.head.dep == "ccomp" else verb.head
    if verb.tag != "VBG" or verb.lemma not in QUOTING or outer is verb or not outer.is_verb:
        return False
    source, subject = cited_source(outer), own_subject(outer)
    return source is not None and source is verb.child("dobj") and subject is not None and passes_on(subject, outer)


def can_be_person(head: Token) -> bool:
    """Return True if a speaker is a name or a pronoun for one person."""
    return head.tag in _NAME_TAGS or head.entity == "PERSON" or head.lower in {"he", "she"}


def without_trailing_cue(content: set[int], block: Block, article: AnnotatedArticle) -> set[int]:
    """Return the content without a bare cue of another speaker at its end: ", the Echo reports"."""
    first = trailing_cue(content, block)
    if first is None or first - 1 <= min(content) or article.is_quoted(block.tokens[first]):
        return content
    return {index for index in content if index < first}


def trailing_cue(indices: AbstractSet[int], block: Block) -> int | None:
    """Return the first token of a subject and a verb of saying, alone between the last comma and the end, or None."""
    tokens = block.tokens
    last = max(indices, default=-1)
    comma = next((index for index in range(last, -1, -1) if index in indices and tokens[index].text == ","), last)
    words = tokens[comma + 1 : last + 1]
    position = next((place for place, token in enumerate(words) if token.tag in _FINITE_OR_PARTICIPLE), 0)
    if not position or (words[position].lemma not in SAYING and words[position].lemma not in _RELAYING):
        return None
    is_subject = all(token.tag in _SUBJECT_TAGS for token in words[:position])
    is_bare = all(token.tag in _AFTER_CUE_TAGS for token in words[position + 1 :])
    return comma + 1 if is_subject and is_bare and comma != last else None
