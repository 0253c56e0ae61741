"""Roles compared by what they say: Russia's foreign minister is the Russian foreign minister and the one of Russia."""

import re
from functools import lru_cache

from index.language.names.nations import is_country, nations_named
from index.language.names.spelling import normalize_name

_POSSESSIVE = re.compile(r"['\u2019]s?\b|(?<=s)['\u2019]")
_OF_WHAT = re.compile(r"(?:,| (?:of|for|at|in|on|from|to|with|who)\b)")
_EMPTY = frozenset({"the", "a", "an", "of", "for", "in", "to", "and", "s"})
_SAME = {"ex": "former", "defence": "defense", "labour": "labor", "advisor": "adviser", "sec": "secretary"}


@lru_cache(maxsize=1 << 16)
def role_words(role: str) -> frozenset[str]:
    """Return the words by which two roles are compared; empty where it holds none."""
    words = normalize_name(_POSSESSIVE.sub(" ", role)).split()
    return frozenset(_SAME.get(word, word) for word in nations_named(words) if word not in _EMPTY)


@lru_cache(maxsize=1 << 16)
def role_heads(role: str) -> frozenset[str]:
    """Return the words that say what one is, not of what: ``director`` of "sporting director of the club"."""
    return role_words(_OF_WHAT.split(role, maxsplit=1)[0].rpartition(" ")[2])


def nations_of(role: frozenset[str]) -> frozenset[str]:
    """Return the countries among a role's words."""
    return frozenset(filter(is_country, role))
