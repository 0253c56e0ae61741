"""Speakers that an article names only by an office: "Norway's finance minister said".

Another article can name the person. :mod:`index.people.entity_resolution` links the two if exactly one person fits.
"""

from collections.abc import Sequence
from typing import Final

from index.language.names.nations import is_national
from index.language.names.spelling import normalize_name, word_set
from index.language.names.titles import is_person_noun
from index.language.syntax import Token
from index.models import PersonMention, Span

_MAX_WORDS: Final = 8
_RELATIVE_CLAUSES: Final = frozenset({"relcl", "acl", "appos", "conj"})
# Words that leave open which holder of an office speaks, or that name somebody who speaks for another person.
_UNCERTAIN: Final = word_set(
    """
    a an another one some former ex late then spokesman spokeswoman spokesperson official officer source lawyer attorney
    aide adviser advisor friend ally critic supporter resident witness man woman mother father brother sister son daughter
    wife husband widow analyst expert economist researcher reporter journalist correspondent driver student teacher
    """,
)


def role_speaker(text: str, head: Token, mention: Span) -> PersonMention | None:
    """Return the speaker that a mention names by an office and its country or body, or None.

    Args:
        text: canonical text of the article.
        head: head word of the mention.
        mention: span of the mention.
    """
    if head.tag not in {"NN", "NNP"} or not is_person_noun(head.lemma):
        return None
    if any(child.dep in _RELATIVE_CLAUSES and child.index > head.index for child in head.children):
        return None
    words = mention.of(text).split()
    if len(words) > _MAX_WORDS or any(normalize_name(word) in _UNCERTAIN for word in words):
        return None
    role = " ".join(words[1:] if words[0].lower() == "the" else words)
    return PersonMention(role, (), (role,)) if _is_specific(head) else None


def _is_specific(head: Token) -> bool:
    """Return True if an office is the office of a country, a place or a body."""
    others = (token for token in head.subtree() if token is not head)
    return any((token.tag in {"NNP", "NNPS"} and not _is_office(token)) or is_national(token.text) for token in others)


def _is_office(token: Token) -> bool:
    """Return True for a capitalised word of the office itself: the "Finance" of "Finance Minister"."""
    return token.dep in {"compound", "amod"} and not token.entity


def distinct(mentions: Sequence[PersonMention], speaker: PersonMention) -> int | None:
    """Return the position of a role speaker among the mentions of an article, or None if it is new."""
    name = normalize_name(speaker.name)
    positions = (
        position
        for position, mention in enumerate(mentions)
        if not mention.forms and normalize_name(mention.name) == name
    )
    return next(positions, None)
