"""HTML to an article, by trafilatura."""

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
_HEAD = 4096  # bytes in which a page may declare its encoding
# Browsers read these as windows-1252, so that is what pages are written in.
_MEANT = dict.fromkeys(("iso-8859-1", "latin1", "latin-1", "ascii", "us-ascii"), "cp1252")
_DATES = {"original_date": True, "extensive_search": False}  # no day guessed from the words of the article

# What it logs is told by the rejection.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


def read(file: SourceFile, limits: ReadingLimits) -> Iterator[ReadArticle]:
    """Yield the one article of a page, its paragraphs apart by line ends, a few bad bytes as U+FFFD."""
    data = read_bytes(file.path, limits)
    try:
        found, language = _extract(decode_page(data, _declared(data)))
    except (LxmlError, ValueError, RecursionError) as error:
        msg = "it cannot be read as HTML; save the page again"
        raise UnreadableError(msg) from error
    yield file.found(make_article(_fields(found, language), file, limits))


def _declared(data: bytes) -> str | None:
    """Return the encoding that a page declares; None for UTF-8, which is tried anyway."""
    match = _CHARSET.search(data[:_HEAD])
    name = match[1].decode().lower() if match else "utf-8"
    return None if name.startswith("utf") else _MEANT.get(name, name)


def _extract(page: str) -> tuple[Document, str | None]:
    tree = trafilatura.load_html(page)
    language = None if tree is None else tree.get("lang")
    found = None
    if tree is not None:
        found = trafilatura.bare_extraction(
            tree, with_metadata=True, include_comments=False, date_extraction_params=_DATES
        )
    if not isinstance(found, Document) or not (found.text or "").strip():
        msg = "no article was found in the page; save the page that holds the article's text"
        raise UnreadableError(msg)
    return found, language


def _fields(found: Document, language: str | None) -> dict[str, object]:
    return {
        "title": found.title,
        "text": without_title(found.text or "", found.title),
        "author": found.author,
        "source": found.sitename,
        "published": found.date,
        "url": found.url,
        "language": found.language or language,
    }
