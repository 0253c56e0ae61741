"""Deciding if the printed mention of a speaker may be the speaker asked about.

These speakers have no entry among the people of the collection: "the Treasury", "a doctor on the scene". Their
statements are found by the words that the article prints.
"""

import re
from functools import lru_cache
from typing import Final

from index.language.names.nations import is_national
from index.language.names.roles import nations_of, role_heads, role_words
from index.language.names.spelling import normalize_name
from index.language.names.titles import is_person_noun
from prompts.question_words import DISTINCTIVE, OFFICES, ORGANISATION_ENDINGS, ORGANISATIONS, ROLES, SPOKESPEOPLE

_COMPLEMENT: Final = re.compile(r",| (?:of|for|at|in|on|from|to|with|who|near|outside)\b", re.IGNORECASE)
_POSSESSIVE: Final = re.compile(r"['\u2019]s?(?= |$)")
# Words that may follow a name in a mention: degrees and titles.
_AFTER_NAME: Final = re.compile(r"(?:,.*| (?:MP|MEP|MSP|QC|KC|Jr\.?|Sr\.?|MD|PhD))?\.?$")
_BEFORE_OTHERS: Final = re.compile(r"\b(?:of|for|by|to|with|from|about|and|or) (?:the )?$", re.IGNORECASE)


def spell_out(phrase: str) -> str:
    """Return a phrase with the short forms of offices written out: "the chief executive" for "the CEO"."""
    return " ".join(OFFICES.get(word.strip(".").casefold(), word) for word in phrase.split())


def head_noun(phrase: str) -> str:
    """Return the head noun of a phrase in lower case: "mayor" in "the mayor of Ostrel"."""
    head = _COMPLEMENT.split(_POSSESSIVE.sub("", phrase.strip()), maxsplit=1)[0]
    return normalize_name(head.rpartition(" ")[2])


def is_role(phrase: str) -> bool:
    """Return True if the head noun of a phrase is a role of a person: "the mayor of Ostrel", "a lorry driver"."""
    head = head_noun(phrase)
    return head in ROLES or is_person_noun(head)


def is_organisation(phrase: str) -> bool:
    """Return True if the words of a phrase show that it is an organisation: "the Treasury", "Fort Wells police"."""
    words = {word for part in phrase.split() for word in normalize_name(part).split()}
    return head_noun(phrase) in ORGANISATIONS or bool(words & {"ministry", "police", "department"})


def is_name(phrase: str) -> bool:
    """Return True if a phrase may be the name of a person, not a role, an organisation or a country."""
    is_description = is_role(phrase) or is_organisation(phrase) or phrase.casefold().startswith(("the ", "a ", "an "))
    return not is_description and not is_national(phrase)


@lru_cache(maxsize=1 << 12)
def is_mention_of(printed: str, asked: str, *, is_person: bool) -> bool:
    """Return True if a printed mention may be the speaker asked about.

    It contains all words asked for, and its head noun is one of them. The head of an organisation may also be a
    general word or a person who speaks for it: "the police department", "a spokesman for the Treasury".

    Args:
        printed: the mention: "Russia's Defense Ministry".
        asked: the words of the question: "the Russian defence ministry".
        is_person: True if the question names a person.
    """
    wanted, words = role_words(asked), role_words(printed)
    if not wanted or not wanted <= words:
        return False
    if _ends_with_name(printed, asked):
        return True
    others, head = words - wanted, role_heads(printed)
    if is_person or is_role(asked):
        return (head <= wanted or _begins_with_role(printed, wanted)) and not others & DISTINCTIVE
    if head <= SPOKESPEOPLE or head <= ORGANISATION_ENDINGS:
        return True
    # The name of a country may have more words than its last one: the United Nations.
    return head <= wanted or not head <= words or (bool(head & ORGANISATIONS) and bool(nations_of(wanted)))


def _ends_with_name(printed: str, asked: str) -> bool:
    """Return True if a mention ends with a name: "Association of Ostrel Grocers president Ada Pell"."""
    match = re.search(rf"(?<!\w){re.escape(asked)}(?!\w)", printed)
    if match is None or not asked[:1].isupper():
        return False
    return bool(_AFTER_NAME.match(printed, match.end())) and not _BEFORE_OTHERS.search(printed[: match.start()])


def _begins_with_role(printed: str, role: frozenset[str]) -> bool:
    """Return True if a mention is a role before a name: "Farmer Bill Tully"."""
    words = printed.partition(",")[0].split()
    words = words[words[:1] != [] and words[0].casefold() in {"the", "a", "an"} :]
    length = next((length for length in range(1, len(words)) if role_words(" ".join(words[:length])) == role), None)
    return length is not None and all(word[0].isupper() for word in words[length:])


def missing_words(printed: str, asked: str) -> tuple[str, ...] | None:
    """Return the words that a shorter mention lacks: "Ostrel" in "police" for "the Ostrel police".

    Return None if the mention does not have the same head noun, or has words that were not asked for. A person's role
    may lack only the names of places, because "the minister" may be any minister.
    """
    wanted, words = role_words(asked), role_words(printed)
    if not words or not words < wanted or head_noun(printed) != head_noun(asked):
        return None
    missing = tuple(word for word in asked.split() if not role_words(word) <= words)
    if is_role(asked) and not all(word[:1].isupper() or is_national(word) for word in missing):
        return None
    return missing
