"""Speakers that an article names only by an office: "Norway's finance minister said".

Another article can name the person. :mod:`index.people.entity_resolution` links the two if exactly one person fits.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from index.language.names.gender import forename_gender
from index.language.names.nations import is_national
from index.language.names.spelling import normalize_name, word_set
from index.language.names.titles import is_person_noun
from index.language.syntax import Token
from index.models import PersonMention, Span, Statement

_MAX_WORDS: Final = 8
_RELATIVE_CLAUSES: Final = frozenset({"relcl", "acl", "appos", "conj"})
# Words that leave open which holder of an office speaks, or that name somebody who speaks for another person.
_UNCERTAIN: Final = word_set(
    """
    a an another one some former ex late then spokesman spokeswoman spokesperson official officer source lawyer attorney
    aide adviser advisor friend ally critic supporter resident witness man woman mother father brother sister son
    daughter wife husband widow analyst expert economist
    researcher reporter journalist correspondent driver student teacher
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
    if _ends_in_name(words) or len(words) > _MAX_WORDS or any(normalize_name(word) in _UNCERTAIN for word in words):
        return None
    role = " ".join(words[1:] if words[0].lower() == "the" else words)
    return PersonMention(role, (), (role,)) if _is_specific(head) else None


def _ends_in_name(words: Sequence[str]) -> bool:
    """Return True if a mention ends in a name that nothing else recognised: "leader of the council Ann Holm"."""
    *_, forename, surname = ("", "", *words)
    return forename[:1].isupper() and surname[:1].isupper() and forename_gender(forename) is not None


def _is_specific(head: Token) -> bool:
    """Return True if an office is the office of a country, a place or a body."""
    others = (token for token in head.subtree() if token is not head)
    return any((token.tag in {"NNP", "NNPS"} and not _is_office(token)) or is_national(token.text) for token in others)


def _is_office(token: Token) -> bool:
    """Return True for a capitalised word of the office itself: the "Finance" of "Finance Minister"."""
    return token.dep in {"compound", "amod"} and not token.entity


def with_office_holders(
    text: str, people: Sequence[PersonMention], statements: Sequence[Statement], heads: Sequence[Token | None]
) -> tuple[tuple[PersonMention, ...], tuple[Statement, ...]]:
    """Return the people and the statements of an article, with the speakers that only an office names.

    Args:
        text: canonical text of the article.
        people: the people of the article.
        statements: the statements of the article.
        heads: head word of the speaker's mention of each statement.
    """
    offices: dict[str, int] = {}
    listed, spoken = list(people), list[Statement]()
    for statement, head in zip(statements, heads, strict=True):
        mention = statement.speaker if statement.person is None else None
        office = role_speaker(text, head, mention) if head is not None and mention is not None else None
        if office is None:
            spoken.append(statement)
            continue
        name = normalize_name(office.name)
        if name not in offices:
            offices[name] = len(listed)
            listed.append(office)
        spoken.append(replace(statement, person=offices[name], resolved_by="role", confidence="medium"))
    return tuple(listed), tuple(spoken)
