"""The one canonicalisation. It runs once, at reading; every stored offset refers to what it made."""

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_REMOVED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f"  # control characters but \t, \n and the line ends above
    "\ud800-\udfff"  # lone surrogates
    "\u202a-\u202e\u2066-\u2069"  # bidirectional embeddings, overrides and isolates
    "\ufeff]"
)


def canonicalise(text: str) -> str:
    r"""Return ``text`` with ``\n`` as its only line end, nothing invisible that misleads, in NFC.

    Removed: control characters but ``\n`` and ``\t``, lone surrogates, bidirectional embeddings,
    overrides and isolates, U+FEFF. Nothing else changes. Doing it twice changes nothing more.
    """
    return unicodedata.normalize("NFC", _REMOVED.sub("", _LINE_ENDS.sub("\n", text)))


def single_line(text: str) -> str:
    """Return the canonical ``text`` on one line, each run of white space one space."""
    return " ".join(canonicalise(text).split())
