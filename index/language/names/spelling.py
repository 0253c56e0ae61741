"""One word under its spellings: the letters that are compared, and the key that transliterations share."""

import re
from functools import lru_cache

from anyascii import anyascii

_APART = re.compile(r"[-\u2010-\u2015/\s]+")
_NO_LETTER = re.compile(r"[^a-z0-9 ]+")

# Spellings of one sound, in this order: Russian, Ukrainian, Arabic and German names as English, French and German
# papers write them. Only whole rules that hold for names: "y" inside a word stays, Smyth is not Smith.
_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), by)
    for pattern, by in (
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
# Terry is not Terri: behind a double letter, and in short words, a final y stays.
_ENGLISH_Y = re.compile(r"(?:([a-z])\1|^(?!yury).{1,3})y$")


def word_set(words: str) -> frozenset[str]:
    """Return the words of a text that stands in the source as a table."""
    return frozenset(words.split())


@lru_cache(maxsize=65536)
def normalize_name(words: str) -> str:
    """Return words as ASCII small letters and digits, hyphens as spaces, no other marks: ``al assad``."""
    text = words if words.isascii() else anyascii(words)
    return " ".join(_NO_LETTER.sub("", _APART.sub(" ", text.lower())).split())


@lru_cache(maxsize=65536)
def phonetic_key(word: str) -> str:
    """Return a key that the spellings of one word share: Sergei, Sergey and Sergej have one.

    Args:
        word: a single word as :func:`normalize_name` makes it.
    """
    final = _ENGLISH_Y.search(word)
    key = word[:-1] if final else word
    for pattern, by in _RULES:
        key = pattern.sub(by, key)
    return f"{key}y" if final else key
