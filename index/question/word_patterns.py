"""Regular expressions made of word lists."""

import re
from collections.abc import Collection


def any_of(words: Collection[str]) -> str:
    """Return a pattern for any of the words, the longest first, with either apostrophe."""
    ordered = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace("'", "['\u2019]") for word in ordered) + ")"
