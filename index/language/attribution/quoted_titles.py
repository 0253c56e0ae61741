"""Tells the title of a work in quotation marks from words that somebody said: "“The Bridge of Dreams” opened"."""

from typing import Final

_MIN_LETTERS: Final = 4  # of a word that a title capitalises
_FEW: Final = 2  # such words that make a title


def is_title_case(words: str) -> bool:
    """Return True if at least two words are long enough to need a capital in a title, and all of them have one."""
    long = [word for word in words.split() if sum(map(str.isalpha, word)) >= _MIN_LETTERS]
    return len(long) >= _FEW and all(next(filter(str.isalnum, word)).isupper() for word in long)
