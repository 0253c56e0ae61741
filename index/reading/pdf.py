"""PDF to an article, by pypdf."""

import logging
import re
import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import DependencyError, DeprecationError, PyPdfError
from pypdf.generic import PdfObject

from index.config import ReadingLimits
from index.reading.article import make_article
from index.reading.decode import read_bytes
from index.reading.source_file import ReadArticle, SourceFile, UnreadableError
from index.text.canonical import canonicalise, single_line

_PAGE_NUMBER = re.compile(r"(page )?\d{1,4}( ?(of|/) ?\d{1,4})?", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…:][\"\u201d\u2019')\]]*$")
_WORD = re.compile(r"\w+(?:-\w+)*")
_SPLIT = re.compile(r"\w+-$")  # a word that goes on in the next line
_PARAGRAPH = "\n\n"
_SHORT = 0.6  # a line shorter than this part of the usual width, before a capital, is a heading
# What pypdf raises on damaged files beside its own.
_PDF_ERRORS = (
    PyPdfError,
    DependencyError,
    DeprecationError,
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


def read(file: SourceFile, limits: ReadingLimits) -> Iterator[ReadArticle]:
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
    metadata: Mapping[str, object] = reader.metadata or {}
    fields = {
        "title": _said(metadata.get("/Title")),
        "author": _said(metadata.get("/Author")),
        "published": (_said(metadata.get("/CreationDate")) or "").removeprefix("D:")[:8],
    }
    return fields, [page.extract_text() for page in reader.pages]


def _said(value: object) -> str | None:
    """Return what metadata says in words; a damaged file may hold a number or a name there."""
    value = value.get_object() if isinstance(value, PdfObject) else value
    return str(value) if isinstance(value, str) else None


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
    pieces: list[str] = []
    before = ""
    for line in filter(None, _marked(lines, width)):
        if before and line != _PARAGRAPH:
            pieces[-1], gap = _glue(before, line, words)
            pieces.append(gap)
        pieces.append(line)
        before = "" if line == _PARAGRAPH else line
    return re.sub(r"\n{3,}", _PARAGRAPH, "".join(pieces)).strip()


def _marked(lines: Sequence[str], width: int) -> Iterator[str]:
    """Yield the lines, with a mark where a paragraph ends."""
    before = ""
    for line in lines:
        if not line or _ends_paragraph(before, line, width):
            yield _PARAGRAPH
        yield line
        before = line


def _usual_width(lines: Sequence[str]) -> int:
    widths = sorted(map(len, lines))
    return widths[len(widths) * 9 // 10]


def _ends_paragraph(line: str, following: str, width: int) -> bool:
    if not line:
        return False
    if _SENTENCE_END.search(line):
        return len(line) + 1 + len(following.split(maxsplit=1)[0]) <= width
    return len(line) < width * _SHORT and following[0].isupper()


def _glue(before: str, line: str, words: set[str]) -> tuple[str, str]:
    """Return the line before and what stands between; a word split by a hyphen is whole again."""
    if before.endswith("\u00ad"):
        return before[:-1], ""
    split = _SPLIT.search(before)
    tail = _WORD.match(line)
    if split is None or tail is None:
        return before, " "
    is_compound = not line[0].islower() or f"{split[0]}{tail[0]}" in words
    return (before if is_compound else before[:-1]), ""
