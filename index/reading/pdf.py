"""PDF to an article, by pypdf."""

import logging
import re
import struct
import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from index.config import ReadingLimits
from index.reading.article import Found, SourceFile, UnreadableError, make_article
from index.reading.canonical import canonicalise, single_line
from index.reading.decode import read_bytes

_PAGE_NUMBER = re.compile(r"(page )?\d{1,4}( ?(of|/) ?\d{1,4})?", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…:][\"\u201d\u2019')\]]*$")
_WORD = re.compile(r"\w+(?:-\w+)*")
_SHORT = 0.6  # a line shorter than this part of the usual width, before a capital, is a heading
# What pypdf raises on damaged files beside its own.
_PDF_ERRORS = (
    PyPdfError,
    DependencyError,
    ValueError,
    TypeError,
    AttributeError,
    LookupError,
    ArithmeticError,
    AssertionError,
    NotImplementedError,
    RecursionError,
    struct.error,
    zlib.error,
)

# What it logs is told by the rejection, or harmless.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def read(file: SourceFile, limits: ReadingLimits) -> Iterator[Found]:
    """Yield the one article of a PDF file, its lines joined to paragraphs with a blank line between."""
    data = read_bytes(file.path, limits)
    try:
        fields, pages = _extract(data)
    except _PDF_ERRORS as error:
        msg = "the PDF is broken; save it again"
        raise UnreadableError(msg) from error
    lines = [line for page in pages for line in _lines(canonicalise(page))]
    if not any(lines):
        msg = "the PDF has no text, only images; run text recognition (OCR) on it first"
        raise UnreadableError(msg)
    title = fields["title"]
    yield file.found(make_article({**fields, "text": unwrap(_untitled(lines, title))}, file, limits))


def _extract(data: bytes) -> tuple[dict[str, str | None], list[str]]:
    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted:
        msg = "the PDF is encrypted; save it without a password"
        raise UnreadableError(msg)
    metadata = reader.metadata
    created = metadata.creation_date_raw if metadata else None
    fields = {
        "title": metadata.title if metadata else None,
        "author": metadata.author if metadata else None,
        "published": created.removeprefix("D:")[:8] if created else None,
    }
    return fields, [page.extract_text() for page in reader.pages]


def _lines(page: str) -> list[str]:
    """Return a page's lines without its number at head or foot."""
    lines = [line.strip() for line in page.strip().split("\n")]
    for end in (0, -1):
        if lines and _PAGE_NUMBER.fullmatch(lines[end]):
            del lines[end]
    return lines


def _untitled(lines: list[str], title: str | None) -> list[str]:
    """Return the lines without the title where they begin with it, on however many lines."""
    for count in range(1, min(len(lines), 6)):
        if title and single_line(" ".join(lines[:count])) == single_line(title):
            return lines[count:]
    return lines


def unwrap(lines: Sequence[str]) -> str:
    """Return the lines as paragraphs with a blank line between.

    A paragraph ends at a blank line, and at a sentence's end where the next line's first word would
    have fitted. Two paragraphs may thus become one; a sentence is not cut by the end of a line.
    """
    width = _usual_width(lines)
    words = set(_WORD.findall(" ".join(lines)))
    paragraphs = [""]
    before = ""
    for line in lines:
        if not line or _ends_paragraph(before, line, width):
            paragraphs.append("")
        paragraphs[-1] = _append(paragraphs[-1], line, words)
        before = line
    return "\n\n".join(filter(None, paragraphs))


def _usual_width(lines: Sequence[str]) -> int:
    widths = sorted(map(len, lines))
    return widths[len(widths) * 9 // 10]


def _ends_paragraph(line: str, following: str, width: int) -> bool:
    if not line:
        return False
    if _SENTENCE_END.search(line):
        return len(line) + 1 + len(following.split(maxsplit=1)[0]) <= width
    return len(line) < width * _SHORT and following[0].isupper()


def _append(paragraph: str, line: str, words: set[str]) -> str:
    """Return the paragraph with a line more; a word split by a hyphen is whole again."""
    if not paragraph or not line:
        return paragraph or line
    if paragraph.endswith("\u00ad"):
        return paragraph[:-1] + line
    head, tail = _WORD.search(paragraph[::-1].removeprefix("-")), _WORD.match(line)
    if not paragraph.endswith("-") or head is None or tail is None or not line[0].islower():
        return f"{paragraph} {line}"
    split = (head[0][::-1], tail[0])
    return paragraph + line if "-".join(split) in words else paragraph[:-1] + line
