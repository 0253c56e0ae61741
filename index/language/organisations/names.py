"""Makes names of organisations comparable: "Russia's Defense Ministry" and "the Russian ministry of defence" are one.

The order of the words, articles, legal forms and spelling variants do not count. Acronyms are compared with the
initials of a name.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from index.language.names.nations import is_country, is_national, replace_nations
from index.language.names.spelling import normalize_name, word_set
from index.language.organisations.nouns import ends_name, group_of

_POSSESSIVE = re.compile(r"['\u2019]s?\b|(?<=s)['\u2019]")
_DOMAIN = re.compile(r"\.(?:com|org|net|co)\b")  # Orley.com is Orley
_ACRONYM = re.compile(r"[A-Z](?:[A-Za-z&]{0,2}[A-Z]){1,6}s?|(?:[A-Z]\.){2,6}")
_STOPWORDS = word_set("the a an of for in on to and s at")
_LEGAL_FORMS = word_set("inc incorporated corp co ltd limited plc llc llp gmbh ag sa nv bv pty pvt private spa")
_POLICE_BODIES = word_set("department service force constabulary")
_SYNONYMS: Final = {
    "defence": "defense",
    "labour": "labor",
    "centre": "center",
    "organisation": "organization",
    "programme": "program",
    "theatre": "theater",
    "dept": "department",
    "govt": "government",
    "univ": "university",
    "intl": "international",
    "constabulary": "police",
    "appellate": "appeal",
    "appeals": "appeal",
}


@lru_cache(maxsize=1 << 16)
def organisation_words(name: str) -> frozenset[str]:
    """Return the normalized words by which names of organisations are compared. They are equal for equal names."""
    plain = _DOMAIN.sub("", _POSSESSIVE.sub(" ", name).replace("&", " "))
    words = normalize_name(plain).split()
    while len(words) > 1 and words[-1] in _LEGAL_FORMS:
        words = words[:-1]
    kept = [_SYNONYMS.get(word, word) for word in replace_nations(words) if word not in _STOPWORDS]
    if "police" in kept:
        kept = [word for word in kept if word not in _POLICE_BODIES]
    return frozenset(kept)


def words_without_nations(words: frozenset[str]) -> frozenset[str]:
    """Return the words that are not the key of a country, or all if no others remain."""
    return frozenset(word for word in words if not is_country(word)) or words


def is_acronym(name: str) -> bool:
    """Return True for "WHO", "U.N." and "MoD"."""
    return _ACRONYM.fullmatch(name) is not None


@lru_cache(maxsize=1 << 16)
def acronyms_of(name: str) -> frozenset[str]:
    """Return the acronyms that a name of several words can have, normalized. Small words may count or not."""
    words = normalize_name(_POSSESSIVE.sub(" ", name)).split()
    words = words[1:] if words[:1] == ["the"] else words
    full = [word for word in words if word not in _STOPWORDS]
    if len(full) <= 1:
        return frozenset()
    return frozenset("".join(word[0] for word in some) for some in (words, full))


def has_acronym_of(short: str, full: str) -> bool:
    """Return True if a name ends in an acronym of the rest of a longer one: "Ohio RTA", "Ohio River Trade Agency"."""
    *opening, acronym = short.split() or [""]
    if not opening or not is_acronym(acronym):
        return False
    words, longer = normalize_name(" ".join(opening)).split(), full.split()
    rest = " ".join(longer[len(opening) :])
    is_start = bool(words) and normalize_name(" ".join(longer[: len(opening)])).split() == words
    return is_start and normalize_name(acronym) in acronyms_of(rest)


def is_generic(name: str) -> bool:
    """Return True if a name is a description that fits many organisations: "police", "the company"."""
    words = name.split()
    return not any(word[0].isupper() for word in words)


def denotes_organisation(phrase: str) -> bool:
    """Return True if the words of a question denote an organisation, not a person: "the Fort Wells police"."""
    words = phrase.split()
    words = words[1:] if len(words) > 1 and words[0].lower() == "the" else words
    if not words:
        return False
    head = words[_head_position(words)]
    key = head.lower().rstrip(".,")
    if group_of(key) is not None:
        return True
    is_name = len(words) > 1 and head[0].isupper() and ends_name(head)
    return is_name or (is_acronym(words[-1]) and len(words) == 1 and not is_national(words[-1]))


def _head_position(words: Sequence[str]) -> int:
    """Return the position of the head noun: the word before "of" or "for", or the last word."""
    stop = next((position for position, word in enumerate(words) if position and word in {"of", "for", "on"}), None)
    return len(words) - 1 if stop is None else stop - 1
