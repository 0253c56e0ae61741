"""Bytes of a file, and the text that they stand for."""

import codecs
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from index.config import ReadingLimits
from index.reading.source_file import UnreadableError

if TYPE_CHECKING:
    from charset_normalizer import CharsetMatch

# UTF-32 before UTF-16: its mark begins with the other's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What articles are met in. Guessed among all, short texts are taken for rare code pages.
_GUESSED = (
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258"),
    *("koi8_r", "koi8_u", "cp866", "cp874", "iso8859_2", "iso8859_15"),
    *("cp932", "euc_jp", "iso2022_jp", "gb18030", "big5", "cp949"),
)
_USUAL = "cp1252"
_BAD = 0.005  # of a page's characters may be replaced
_DRAW = 0.07  # coherences (0 to 1) no further apart say nothing in a short text
_TO_UTF8 = "save it as UTF-8"


def read_bytes(path: Path, limits: ReadingLimits) -> bytes:
    """Return what is in the file.

    Raises:
        UnreadableError: it is empty or larger than the limit.
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        data = file.read(limits.max_file_bytes + 1)
    if not data.strip():
        msg = "the file is empty; fill it or delete it"
        raise UnreadableError(msg)
    if len(data) > limits.max_file_bytes:
        raise too_large(limits)
    return data


def too_large(limits: ReadingLimits) -> UnreadableError:
    """Return the error for a file or line over the limit."""
    return UnreadableError(f"it is larger than {limits.max_file_bytes:,} bytes; split it or raise the limit")


def is_wide(start: bytes) -> bool:
    """Tell whether a file that starts so is in UTF-16 or UTF-32, by its byte order mark."""
    return any(start.startswith(mark) for mark, encoding in _MARKS if encoding != "utf-8")


def decode(data: bytes, declared: str | None = None) -> str:
    """Return the text: by its byte order mark, as UTF-8, as ``declared``, or as charset-normalizer finds.

    Raises:
        UnreadableError: it is binary, or in no encoding that can be told.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding)
    if b"\0" in data:
        msg = f"it is not text but binary; if it is text in UTF-16, {_TO_UTF8}"
        raise UnreadableError(msg)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        _refuse_damaged_utf8(data, error.start)
    return _strict(data, declared) if declared else _guessed(data)


def decode_page(data: bytes, declared: str | None) -> str:
    """Return the text of a page as :func:`decode` does, a few bad bytes as U+FFFD, as browsers show them.

    Raises:
        UnreadableError: it is binary, or has too many bad bytes.
    """
    try:
        return decode(data, declared)
    except UnreadableError:
        text = _mended(data, declared or "utf-8")
        if text is None:
            raise
        return text


def _mended(data: bytes, encoding: str) -> str | None:
    """Return the text with its bad bytes replaced; None where they are many, or it is binary."""
    if b"\0" in data:
        return None
    try:
        text = data.decode(encoding, errors="replace")
    except (UnicodeError, LookupError):
        return None
    return text if text.count("\ufffd") <= max(1, len(text) * _BAD) else None


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError) as error:
        msg = f"its bytes are not the {encoding} that it says it is in; {_TO_UTF8}"
        raise UnreadableError(msg) from error


def _refuse_damaged_utf8(data: bytes, start: int) -> None:
    """Refuse what is UTF-8 but for a few bytes: read otherwise, every accent in it would turn wrong."""
    text = data.decode(errors="replace")
    broken = text.count("\ufffd")
    if sum(character > "\x7f" for character in text) - broken >= broken:
        msg = f"its UTF-8 is damaged at byte {start + 1}; repair it and {_TO_UTF8}"
        raise UnreadableError(msg)


def _guessed(data: bytes) -> str:
    """Return the likeliest text; Western European on a draw.

    Raises:
        UnreadableError: none is likelier than the others.
    """
    normalizer = import_module("charset_normalizer")  # only an old file pays for it
    matches = list(normalizer.from_bytes(data, cp_isolation=list(_GUESSED)))
    likeliest = [match for match in matches if _is_draw(match, matches[0])]
    usual = [match for match in likeliest if _USUAL in match.could_be_from_charset]
    if not usual and (not matches or (len(likeliest) > 1 and not matches[0].coherence)):
        msg = f"its encoding cannot be told; {_TO_UTF8}"
        raise UnreadableError(msg)
    return str((usual or likeliest)[0])


def _is_draw(match: "CharsetMatch", best: "CharsetMatch") -> bool:
    return match.chaos == best.chaos and best.coherence - match.coherence < _DRAW
