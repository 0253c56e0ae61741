"""Bytes of a file, and the text that they stand for."""

import codecs
from importlib import import_module
from pathlib import Path

from index.config import ReadingLimits
from index.reading.article import UnreadableError

# UTF-32 before UTF-16: its mark begins with the other's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Unmarked UTF-16 and UTF-32 hold NUL bytes, refused before; what is guessed as these is something else.
_NOT_GUESSED = ["utf_7", "utf_16", "utf_16_be", "utf_16_le", "utf_32", "utf_32_be", "utf_32_le"]
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
    if sum(character > "\x7f" for character in text) - broken > broken:
        msg = f"its UTF-8 is damaged at byte {start + 1}; repair it and {_TO_UTF8}"
        raise UnreadableError(msg)


def _guessed(data: bytes) -> str:
    normalizer = import_module("charset_normalizer")  # only an old file pays for it
    best = normalizer.from_bytes(data, cp_exclusion=_NOT_GUESSED).best()
    if best is None:
        msg = f"its encoding cannot be told; {_TO_UTF8}"
        raise UnreadableError(msg)
    return str(best)
