"""Reader of HTML pages, by trafilatura."""

import logging
import re
from collections.abc import Iterator

import trafilatura
from lxml.etree import LxmlError
from trafilatura.settings import Document

from index.config import ReadingLimits
from index.reading.article import make_article, without_title
from index.reading.decode import decode_page, read_bytes
from index.reading.source_file import ReadArticle, SourceFile, UnreadableError

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_HEAD_BYTES = 4096  # a page declares its encoding within them
# Browsers read these encodings as windows-1252, so pages are written in windows-1252.
_BROWSER_ENCODINGS = dict.fromkeys(("iso-8859-1", "latin1", "latin-1", "ascii", "us-ascii"), "cp1252")
_DATE_OPTIONS = {"original_date": True, "extensive_search": False}  # do not guess a day from the words of the article

# The rejection reports the same problems.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


def read_html(file: SourceFile, limits: ReadingLimits) -> Iterator[ReadArticle]:
    """Yield the one article of a page. Line ends separate its paragraphs; a few invalid bytes become U+FFFD."""
    data = read_bytes(file.path, limits)
    try:
        document, language = _extract(decode_page(data, _declared_encoding(data)))
    except (LxmlError, ValueError, RecursionError) as error:
        msg = "The page cannot be parsed as HTML. Save it again"
        raise UnreadableError(msg) from error
    yield file.located(make_article(_fields(document, language), file, limits))


def _declared_encoding(data: bytes) -> str | None:
    """Return the encoding that a page declares, or None for UTF-8, which :func:`decode` tries first."""
    match = _CHARSET.search(data[:_HEAD_BYTES])
    name = match[1].decode().lower() if match else "utf-8"
    return None if name.startswith("utf") else _BROWSER_ENCODINGS.get(name, name)


def _extract(page: str) -> tuple[Document, str | None]:
    tree = trafilatura.load_html(page)
    language = None if tree is None else tree.get("lang")
    document = None
    if tree is not None:
        document = trafilatura.bare_extraction(
            tree, with_metadata=True, include_comments=False, date_extraction_params=_DATE_OPTIONS
        )
    if not isinstance(document, Document) or not (document.text or "").strip():
        msg = "No article was found in the page. Save the page that contains the text of the article"
        raise UnreadableError(msg)
    return document, language


def _fields(document: Document, language: str | None) -> dict[str, object]:
    return {
        "title": document.title,
        "text": without_title(document.text or "", document.title),
        "author": document.author,
        "source": document.sitename,
        "published": document.date,
        "url": document.url,
        "language": document.language or language,
    }
