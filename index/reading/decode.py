"""Reading and decoding of the bytes of a file."""

import codecs
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from index.config import ReadingLimits
from index.reading.source_file import UnreadableError

if TYPE_CHECKING:
    from charset_normalizer import CharsetMatch

# UTF-32 comes before UTF-16 because its byte order mark begins with the one of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The usual encodings of articles. Among all encodings, short texts are mistaken for rare code pages.
_CANDIDATES = (
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258"),
    *("koi8_r", "koi8_u", "cp866", "cp874", "iso8859_2", "iso8859_15"),
    *("cp932", "euc_jp", "iso2022_jp", "gb18030", "big5", "cp949"),
)
_USUAL = "cp1252"
_MAX_REPLACED = 0.005  # share of the characters of a page
_SAME_COHERENCE = 0.07  # a smaller difference of coherences (0 to 1) means nothing in a short text
_SAVE_AS_UTF8 = "save it as UTF-8"


def read_bytes(path: Path, limits: ReadingLimits) -> bytes:
    """Return the content of the file.

    Raises:
        UnreadableError: the file is empty or larger than the limit.
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        data = file.read(limits.max_file_bytes + 1)
    if not data.strip():
        msg = "The file is empty. Fill it or delete it"
        raise UnreadableError(msg)
    if len(data) > limits.max_file_bytes:
        raise too_large(limits, unit="file")
    return data


def too_large(limits: ReadingLimits, unit: str) -> UnreadableError:
    """Return the error for a ``file`` or ``line`` over the limit."""
    return UnreadableError(f"The {unit} is larger than {limits.max_file_bytes:,} bytes. Split it or raise the limit")


def is_wide(start: bytes) -> bool:
    """Return True if a file with these first bytes has the byte order mark of UTF-16 or UTF-32."""
    return any(start.startswith(mark) for mark, encoding in _MARKS if encoding != "utf-8")


def decode(data: bytes, declared: str | None = None) -> str:
    """Return the text. Try the byte order mark, UTF-8, the declared encoding, and the guess of charset-normalizer.

    Raises:
        UnreadableError: the data is binary, or its encoding cannot be determined.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding)
    if b"\0" in data:
        msg = f"The content is binary, not text. If it is text in UTF-16, {_SAVE_AS_UTF8}"
        raise UnreadableError(msg)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        _reject_damaged_utf8(data, error.start)
    return _strict(data, declared) if declared else _guess(data)


def decode_page(data: bytes, declared: str | None) -> str:
    """Return the text of a page as :func:`decode` does. A few invalid bytes become U+FFFD, as in browsers.

    Raises:
        UnreadableError: the page is binary, or has too many invalid bytes.
    """
    try:
        return decode(data, declared)
    except UnreadableError:
        text = _replace_invalid(data, declared or "utf-8")
        if text is None:
            raise
        return text


def _replace_invalid(data: bytes, encoding: str) -> str | None:
    """Return the text with its invalid bytes replaced, or None if there are many or the data is binary."""
    if b"\0" in data:
        return None
    try:
        text = data.decode(encoding, errors="replace")
    except (UnicodeError, LookupError):
        return None
    return text if text.count("\ufffd") <= max(1, len(text) * _MAX_REPLACED) else None


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError) as error:
        msg = f"The content is declared as {encoding} but is not valid {encoding}. Save it as UTF-8"
        raise UnreadableError(msg) from error


def _reject_damaged_utf8(data: bytes, start: int) -> None:
    """Reject UTF-8 with a few invalid bytes. In any other encoding, every accent would become a wrong letter."""
    text = data.decode(errors="replace")
    broken = text.count("\ufffd")
    if sum(character > "\x7f" for character in text) - broken >= broken:
        msg = f"The UTF-8 text is damaged at byte {start + 1}. Repair it and {_SAVE_AS_UTF8}"
        raise UnreadableError(msg)


def _guess(data: bytes) -> str:
    """Return the most likely text. Western European wins a tie.

    Raises:
        UnreadableError: no encoding is more likely than the others.
    """
    normalizer = import_module("charset_normalizer")  # only old files need this import
    matches = list(normalizer.from_bytes(data, cp_isolation=list(_CANDIDATES)))
    likeliest = [match for match in matches if _is_tie(match, matches[0])]
    usual = [match for match in likeliest if _USUAL in match.could_be_from_charset]
    if not usual and (not matches or (len(likeliest) > 1 and not matches[0].coherence)):
        msg = "The encoding cannot be determined. Save the file as UTF-8"
        raise UnreadableError(msg)
    return str((usual or likeliest)[0])


def _is_tie(match: "CharsetMatch", best: "CharsetMatch") -> bool:
    return match.chaos == best.chaos and best.coherence - match.coherence < _SAME_COHERENCE
