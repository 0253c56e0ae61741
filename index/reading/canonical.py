"""The one canonicalisation. Every stored offset refers to text that went through here, once."""

import re
import unicodedata
from typing import Final

_LINE_END: Final = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Controls but \n and \t, lone surrogates, bidirectional embeddings, overrides and isolates, the byte order mark.
_REMOVED: Final = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff]",
)


def canonicalise(text: str) -> str:
    r"""Return ``text`` in the one form that is stored; doing it twice changes nothing more.

    Every line end becomes ``\n``. Control characters but ``\n`` and ``\t``, lone surrogates,
    bidirectional overrides and the byte order mark go. Then Unicode NFC. Spaces stay as they are.
    """
    return unicodedata.normalize("NFC", _REMOVED.sub("", _LINE_END.sub("\n", text)))


def single_line(text: str) -> str:
    """Return the canonical form of ``text`` on one line: each run of white space becomes a space."""
    return " ".join(canonicalise(text).split())
