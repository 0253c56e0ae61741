"""Canonicalises text. This happens once, when an article is read, and every stored offset refers to the result."""

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_REMOVED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f"  # control characters, except \t, \n and the line ends above
    "\ud800-\udfff"  # lone surrogates
    "\u202a-\u202e\u2066-\u2069"  # bidirectional embeddings, overrides and isolates
    "\ufeff]"
)


def canonicalise(text: str) -> str:
    r"""Return the text in NFC, with ``\n`` as the only line end and without misleading invisible characters.

    The removed characters are control characters except ``\n`` and ``\t``, lone surrogates, bidirectional embeddings,
    overrides and isolates, and U+FEFF. Canonical text is returned unchanged.
    """
    return unicodedata.normalize("NFC", _REMOVED.sub("", _LINE_ENDS.sub("\n", text)))


def single_line(text: str) -> str:
    """Return the canonical text on one line, with one space for each run of white space."""
    return " ".join(canonicalise(text).split())
