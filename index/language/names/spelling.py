"""Makes spellings comparable: normalized letters, and a phonetic key that transliterations share."""

import re
from functools import lru_cache

from anyascii import anyascii

_SEPARATORS = re.compile(r"[-\u2010-\u2015/\s]+")
_OTHER_CHARACTERS = re.compile(r"[^a-z0-9 ]+")

# Each rule maps the spellings of one sound to one spelling. They apply in this order, to Russian, Ukrainian, Arabic and
# German names in English, French and German papers. A "y" inside a word stays, because Smyth is not Smith.
_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"^m[ou]h?am+[aeu]d$", "muhamad"),
        (r"^ahm[ae]d$", "ahmad"),
        (r"^h[ou]s+(?:ei|ai|ey|ay)n$", "husain"),
        (r"^(?:[kgq]h?|kh)ad+h?d?af+[iy]$", "gadafi"),
        (r"^yo?u?s+[eu]f$", "yusuf"),
        (r"^u(?=sama$|mar$)", "o"),
        (r"^abd[au]ll?ah?$", "abdulah"),
        (r"^dimitr", "dmitr"),
        (r"^yur[iy]+$", "iuri"),
        (r"iya$", "ia"),
        (r"eye(?=v|va$)", "ee"),
        (r"^[yj]?e(?=[lvgk][^aeiou]?[aeiou])", "e"),
        (r"^(?:iu|yu|ju)(?=[lr]i)", "iu"),
        (r"tsch|tch", "ch"),
        (r"ks", "x"),
        (r"^(al[ei]x[aei]nd)(?:er|r)$", "alexandr"),
        (r"kh", "h"),
        (r"^gh", "g"),
        (r"gu(?=[ei])", "g"),
        (r"q", "k"),
        (r"ou", "u"),
        (r"(?<=.)ue(?=.)", "u"),
        (r"(?<=.)oe(?=.)", "o"),
        (r"(?<=[aeou])ff$|(?<=[eo])w$", "v"),
        (r"([bcdfghjklmnpqrstvwxz])\1(?=.)", r"\1"),
        (r"(?<=[^i])(?:iy|yy|ij|ii|yi|yj)$", "i"),
        (r"(?<=[aeou])[yj](?![aeiou])", "i"),
        (r"(?<=[^aeiou])y$", "i"),
    )
)
# Terry is not Terri: a final y stays after a double letter and in short words.
_ENGLISH_Y = re.compile(r"(?:([a-z])\1|^(?!yury).{1,3})y$")


def word_set(words: str) -> frozenset[str]:
    """Return the words of a text. Long word lists are easier to read as text."""
    return frozenset(words.split())


@lru_cache(maxsize=65536)
def normalize_name(words: str) -> str:
    """Return words in lower-case ASCII letters and digits, with spaces for hyphens: "al assad" for "Al-Assad"."""
    text = words if words.isascii() else anyascii(words)
    return " ".join(_OTHER_CHARACTERS.sub("", _SEPARATORS.sub(" ", text.lower())).split())


@lru_cache(maxsize=65536)
def phonetic_key(word: str) -> str:
    """Return the key that all spellings of a word share: Sergei, Sergey and Sergej have the same key.

    Args:
        word: a single word, normalized by :func:`normalize_name`.
    """
    final = _ENGLISH_Y.search(word)
    key = word[:-1] if final else word
    for pattern, replacement in _RULES:
        key = pattern.sub(replacement, key)
    return f"{key}y" if final else key
