"""Reader of PDF files, by pypdf."""

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
_HYPHENATED = re.compile(r"\w+-$")  # a word that continues in the next line
_PARAGRAPH = "\n\n"
_HEADING_WIDTH = 0.6  # a line shorter than this share of the usual width, before a capital, is a heading
# pypdf raises its own errors and many others on damaged files.
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

# The rejection reports the same problems; the other log messages are harmless.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def read_pdf(file: SourceFile, limits: ReadingLimits) -> Iterator[ReadArticle]:
    """Yield the one article of a PDF file. Its lines are joined into paragraphs; blank lines separate them."""
    data = read_bytes(file.path, limits)
    try:
        fields, pages = _extract(data)
    except _PDF_ERRORS as error:
        msg = "The PDF is broken. Save it again"
        raise UnreadableError(msg) from error
    lines = [line for page in pages for line in _lines(canonicalise(page))]
    if not any(lines):
        msg = "The PDF has no text, only images. Run text recognition (OCR) on it first"
        raise UnreadableError(msg)
    title = fields["title"]
    yield file.located(make_article({**fields, "text": unwrap(_without_title_lines(lines, title))}, file, limits))


def _extract(data: bytes) -> tuple[dict[str, str | None], list[str]]:
    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted:
        msg = "The PDF is encrypted. Save it without a password"
        raise UnreadableError(msg)
    metadata: Mapping[str, object] = reader.metadata or {}
    fields = {
        "title": _string(metadata.get("/Title")),
        "author": _string(metadata.get("/Author")),
        "published": (_string(metadata.get("/CreationDate")) or "").removeprefix("D:")[:8],
    }
    return fields, [page.extract_text() for page in reader.pages]


def _string(value: object) -> str | None:
    """Return a metadata value if it is a string. A damaged file may contain a number or a name instead."""
    value = value.get_object() if isinstance(value, PdfObject) else value
    return str(value) if isinstance(value, str) else None


def _lines(page: str) -> list[str]:
    """Return the lines of a page without a page number in the first or last line."""
    lines = [line.strip() for line in page.strip().split("\n")]
    for end in (0, -1):
        if lines and _PAGE_NUMBER.fullmatch(lines[end]):
            del lines[end]
    return lines


def _without_title_lines(lines: list[str], title: str | None) -> list[str]:
    """Return the lines without the title, if it fills the first one to five lines."""
    for count in range(1, min(len(lines), 6)):
        if title and single_line(" ".join(lines[:count])) == single_line(title):
            return lines[count:]
    return lines


def unwrap(lines: Sequence[str]) -> str:
    """Return the lines as paragraphs, separated by blank lines.

    A paragraph ends at a blank line. It also ends after a sentence if the first word of the next line would still have
    fitted in the line. Therefore two paragraphs may become one, but the end of a line never cuts a sentence.
    """
    width = _usual_width(lines)
    words = set(_WORD.findall(" ".join(lines)))
    pieces: list[str] = []
    before = ""
    for line in filter(None, _with_paragraph_marks(lines, width)):
        if before and line != _PARAGRAPH:
            pieces[-1], gap = _join(before, line, words)
            pieces.append(gap)
        pieces.append(line)
        before = "" if line == _PARAGRAPH else line
    return re.sub(r"\n{3,}", _PARAGRAPH, "".join(pieces)).strip()


def _with_paragraph_marks(lines: Sequence[str], width: int) -> Iterator[str]:
    """Yield the lines, with a mark after each paragraph."""
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
    return len(line) < width * _HEADING_WIDTH and following[0].isupper()


def _join(before: str, line: str, words: set[str]) -> tuple[str, str]:
    """Return the previous line and the gap after it, without the hyphen of a word that continues in this line."""
    if before.endswith("\u00ad"):
        return before[:-1], ""
    head = _HYPHENATED.search(before)
    tail = _WORD.match(line)
    if head is None or tail is None:
        return before, " "
    is_compound = not line[0].islower() or f"{head[0]}{tail[0]}" in words
    return (before if is_compound else before[:-1]), ""
