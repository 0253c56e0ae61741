"""Makes roles comparable by their meaning.

"Russia's foreign minister", "the Russian foreign minister" and "the foreign minister of Russia" have the same words.
"""

import re
from functools import lru_cache

from index.language.names.nations import is_country, replace_nations
from index.language.names.spelling import normalize_name

_POSSESSIVE = re.compile(r"['\u2019]s?\b|(?<=s)['\u2019]")
_COMPLEMENT = re.compile(r"(?:,| (?:of|for|at|in|on|from|to|with|who)\b)")
_STOPWORDS = frozenset({"the", "a", "an", "of", "for", "in", "to", "and", "s"})
_SYNONYMS = {"ex": "former", "defence": "defense", "labour": "labor", "advisor": "adviser", "sec": "secretary"}


@lru_cache(maxsize=1 << 16)
def role_words(role: str) -> frozenset[str]:
    """Return the normalized words of a role by which it is compared with others."""
    words = normalize_name(_POSSESSIVE.sub(" ", role)).split()
    return frozenset(_SYNONYMS.get(word, word) for word in replace_nations(words) if word not in _STOPWORDS)


@lru_cache(maxsize=1 << 16)
def role_heads(role: str) -> frozenset[str]:
    """Return the head noun of a role: "director" of "sporting director of the club"."""
    return role_words(_COMPLEMENT.split(role, maxsplit=1)[0].rpartition(" ")[2])


def nations_of(role: frozenset[str]) -> frozenset[str]:
    """Return the countries among the words of a role."""
    return frozenset(filter(is_country, role))
