"""Nouns for those who speak for an organisation: spokespeople, officials, and the documents that it publishes."""

from collections.abc import Iterator
from typing import Final

from index.language.names.spelling import word_set
from index.language.syntax import Token

_SPOKESPEOPLE: Final = word_set("spokesman spokeswoman spokesperson spokespeople")
_OFFICIALS: Final = word_set("official representative management leadership")
# They speak for an organisation only if it is named beside them.
_MEMBERS: Final = word_set("member deputy investigator officer inspector")
# Words before officials who speak for themselves: "some officials", "two former officials".
_SINGLE_OUT: Final = word_set(
    """
    a an one another some several many few other most two three four five both various certain former ex retired senior
    top unnamed anonymous individual local
    """
)
# Documents and channels of an organisation: "a statement from the ministry", "its website".
_DOCUMENTS: Final = word_set(
    """
    statement report website release letter filing post tweet notice memo communique bulletin advisory blog account
    page site newsletter note message email announcement declaration affidavit complaint memorandum ruling decision
    verdict judgment judgement order result lawsuit suit motion brochure editorial manifesto petition
    """
)
# Documents with results, which are about another organisation if "of" follows: "a study of Orley".
_FINDINGS: Final = word_set(
    "poll survey study analysis research data figure statistic estimate forecast index review audit"
)
_PUBLISHED: Final = word_set(
    "release publish conduct issue file commission compile produce obtain collect carry make post write"
)
_FOR: Final = frozenset({"for", "of", "at", "from", "with"})


def is_spokesperson(noun: Token) -> bool:
    """Return True for "spokesman" and its like, and for "a representative for Orley"."""
    is_for = noun.lower == "representative" and any(child.lower == "for" for child in noun.children)
    return is_for or noun.lemma in _SPOKESPEOPLE or noun.lower in _SPOKESPEOPLE


def are_officials(noun: Token) -> bool:
    """Return True for officials who speak for their organisation: "county officials", "members of the council".

    "Some officials" and "a former official" speak for themselves.
    """
    if any(child.lower in _SINGLE_OUT or child.dep == "nummod" for child in noun.children if child.index < noun.index):
        return False
    if noun.lemma in _MEMBERS:
        is_some = any(child.dep == "amod" for child in noun.children)
        return noun.tag == "NNS" and noun.child("prep") is not None and not is_some
    return noun.tag == "NNS" and noun.lemma in _OFFICIALS


def is_document(noun: Token) -> bool:
    """Return True for a noun of words that an organisation publishes: "statement", "survey"."""
    return noun.lemma in _DOCUMENTS or noun.lower in _DOCUMENTS or _is_finding(noun)


def employers(noun: Token) -> Iterator[Token]:
    """Yield the words that may name the organisation of spokespeople and officials: "X officials", "those at X"."""
    yield from _owners(noun, _FOR)


def authors(document: Token) -> Iterator[Token]:
    """Yield the words that may name the organisation that publishes a document: "X's report", "a poll by X"."""
    yield from _owners(document, frozenset({"from", "by"} if _is_finding(document) else {"from", "by", "of"}))
    for child in document.children:
        agent = child.child("agent", "prep") if child.dep == "acl" and child.lemma in _PUBLISHED else None
        target = agent.child("pobj") if agent is not None and agent.lower in {"by", "from"} else None
        if target is not None:
            yield target


def publishers(document: Token) -> Iterator[Token]:
    """Yield the subject of "Orley issued a statement" and "Orley said in a statement"."""
    verb = document.head.head if document.dep == "pobj" else document.head
    subject = verb.child("nsubj") if document.dep in {"pobj", "dobj"} and verb.is_verb else None
    if subject is not None:
        yield subject


def _is_finding(noun: Token) -> bool:
    return noun.lemma in _FINDINGS or noun.lower in _FINDINGS


def _owners(noun: Token, prepositions: frozenset[str]) -> Iterator[Token]:
    for child in reversed(noun.children):
        if child.dep in {"poss", "compound", "nmod"} and child.index < noun.index:
            yield child
        if child.dep == "prep" and child.lower in prepositions:
            target = child.child("pobj")
            if target is not None:
                yield target
            return
