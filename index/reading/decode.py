"""Bytes to text: byte order mark, then UTF-8, then what the page declares, then a guess."""

import codecs
import re
from pathlib import Path
from typing import Final

from index.reading.unreadable import UnreadableError

_MARKS: Final = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What articles are met in. Left to guess among all, short texts are taken for rare code pages.
_WIDE: Final = ("utf_16_le", "utf_16_be", "utf_32_le", "utf_32_be")
_LEGACY: Final = (
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258"),
    *("koi8_r", "koi8_u", "cp866", "cp874", "iso8859_2", "iso8859_15"),
    *("cp932", "euc_jp", "iso2022_jp", "gb18030", "big5", "cp949"),
)
_AS_BROWSERS_DO: Final = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "shift_jis": "cp932"}
_DECLARED: Final = re.compile(rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?([\w.:-]{1,40})", re.I)
_HEAD: Final = 4096
_BINARY: Final = "this is not text; convert it to text or take it out"
_DAMAGED: Final = "the text is damaged UTF-8; save it again as UTF-8"
_UNKNOWN: Final = "the text is in no encoding that could be told; save it as UTF-8"


def read_bytes(path: Path, most: int) -> bytes:
    """Return what is in the file.

    Raises:
        UnreadableError: it is empty, or larger than ``most`` bytes.
        OSError: it cannot be opened or read.
    """
    with path.open("rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        msg = f"the file is larger than {most:,} bytes; split it or raise the limit"
        raise UnreadableError(msg)
    if not data.strip():
        msg = "the file is empty; put text into it or take it out"
        raise UnreadableError(msg)
    return data


def to_text(data: bytes) -> str:
    """Return what the bytes say.

    Raises:
        UnreadableError: they are not text, or in no encoding that can be told.
    """
    marked = _by_mark(data)
    text = _by_guess(data) if marked is None else marked
    if "\0" in text:
        raise UnreadableError(_BINARY)
    return text


def page_to_text(data: bytes) -> str:
    """Return what the bytes of a page say, minding the encoding that it declares in its head.

    Raises:
        UnreadableError: as :func:`to_text`.
    """
    declared = _DECLARED.search(data[:_HEAD])
    if declared is None or _decoded(data, "utf-8") is not None:
        return to_text(data)
    text = _as_declared(data, declared[1].decode("ascii", "replace"))
    return to_text(data) if text is None or "\0" in text else text


def _by_mark(data: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = _decoded(data, encoding)
            if text is None:
                msg = f"the text is damaged {encoding.removesuffix('-sig').upper()}; save it again as UTF-8"
                raise UnreadableError(msg)
            return text
    return None


def _by_guess(data: bytes) -> str:
    if b"\0" in data:
        return _guessed(data, _WIDE, _BINARY)
    text = _decoded(data, "utf-8")
    if text is not None:
        return text
    if _is_nearly_utf8(data):
        raise UnreadableError(_DAMAGED)
    return _guessed(data, _LEGACY, _UNKNOWN)


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _is_nearly_utf8(data: bytes) -> bool:
    """Tell damaged UTF-8 from another encoding: most of what is not ASCII reads as UTF-8."""
    text = data.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    return sum(not character.isascii() for character in text) - wrong >= wrong


def _guessed(data: bytes, encodings: tuple[str, ...], otherwise: str) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - most files are UTF-8 and need no guess

    matches = list(from_bytes(data, cp_isolation=list(encodings)))
    if not matches:
        raise UnreadableError(otherwise)
    likeliest = [m for m in matches if (m.chaos, m.coherence) == (matches[0].chaos, matches[0].coherence)]
    # Where the guess is a draw, the commonest one: Western European.
    return str(next((match for match in likeliest if match.encoding == "cp1252"), matches[0]))


def _as_declared(data: bytes, name: str) -> str | None:
    try:
        known = codecs.lookup(name).name
    except LookupError:
        return None
    encoding = _AS_BROWSERS_DO.get(known, known)
    # A page may name any codec of Python's, such as unicode_escape; those of the web only.
    if encoding.replace("-", "_") not in _LEGACY and not encoding.startswith(("iso8859", "euc_kr", "gb")):
        return None
    return _decoded(data, encoding)
