"""Drafts to articles: the one place where an :class:`~index.models.Article` is made."""

import hashlib
from typing import Final
from urllib.parse import urlsplit

from index.config import ReadingLimits
from index.models import Article
from index.reading.canonical import canonicalise, single_line
from index.reading.draft import Draft
from index.reading.unreadable import UnreadableError

MOST_TITLE: Final = 500  # characters
MOST_FIELD: Final = 300
MOST_URL: Final = 2000
_MADE_TITLE: Final = 100
_MORE_THAN_A_LABEL: Final = 4  # words; fewer are a dateline or a section's name
_ISO_639_1: Final = 2  # letters


def make_article(draft: Draft, origin: str, limits: ReadingLimits) -> Article:
    """Return the article, canonical and within the limits.

    Raises:
        UnreadableError: it has no words, too much text, or too long an id.
    """
    text = _text(draft.text, limits.max_article_characters)
    url = _url(draft.url)
    return Article(
        id=_id(draft, url, origin),
        title=_shortened(single_line(draft.title or ""), MOST_TITLE) or _made_title(text),
        text=text,
        author=_field(draft.author),
        source=_field(draft.source),
        published=draft.published,
        url=url,
        language=_language(draft.language),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        origin=origin,
    )


def after_title(text: str, title: str | None) -> str:
    """Return ``text`` without its first line where that is the title once more."""
    first, _, rest = text.lstrip().partition("\n")
    return rest if single_line(first).casefold() == single_line(title or "").casefold() else text


def _text(raw: str, most: int) -> str:
    text = canonicalise(raw).strip()
    if len(text) > most:
        msg = f"the article has {len(text):,} characters, more than {most:,}; split it or raise the limit"
        raise UnreadableError(msg)
    if not any(map(str.isalnum, text)):
        msg = "there are no words in it; put text into it or take it out"
        raise UnreadableError(msg)
    return text


def _id(draft: Draft, url: str | None, origin: str) -> str:
    stated = single_line(draft.id or "")
    found = stated or single_line(origin if draft.position is None else _place(draft.position, url, origin))
    if len(found) > MOST_FIELD:
        what = "id" if stated else "file's path"
        msg = f"the {what} is longer than {MOST_FIELD} characters; shorten it"
        raise UnreadableError(msg)
    return found


def _place(position: int, url: str | None, origin: str) -> str:
    return url if url and len(url) <= MOST_FIELD else f"{origin}#{position}"


def _field(raw: str | None) -> str | None:
    return _shortened(single_line(raw or ""), MOST_FIELD) or None


def _shortened(line: str, most: int) -> str:
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    whole_words, space, _ = cut.rpartition(" ")
    return f"{whole_words if space else cut}…"


def _made_title(text: str) -> str:
    lines = [line for line in map(single_line, text.split("\n")) if any(map(str.isalnum, line))]
    telling = next((line for line in lines if len(line.split()) >= _MORE_THAN_A_LABEL), lines[0])
    return _shortened(telling, _MADE_TITLE)


def _url(raw: str | None) -> str | None:
    url = canonicalise(raw or "").strip()
    try:
        parts = urlsplit(url)
    except ValueError:  # half an IPv6 address
        return None
    usable = parts.scheme in {"http", "https"} and parts.hostname and not any(map(str.isspace, url))
    return url if usable and len(url) <= MOST_URL else None  # a cut address would lead elsewhere


def _language(raw: str | None) -> str | None:
    code = single_line(raw or "").replace("_", "-").partition("-")[0].lower()
    return code if len(code) == _ISO_639_1 and code.isascii() and code.isalpha() else None
