"""Fields as they stand in a source, to an article: the one place where articles are made."""

import datetime as dt
import hashlib
import re
from collections.abc import Mapping
from typing import Annotated, TypeAlias
from urllib.parse import urlsplit

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from index.config import ReadingLimits
from index.models import Article
from index.reading.source_file import SourceFile, UnreadableError
from index.text.canonical import canonicalise, single_line
from index.text.dates import read_day

_TITLE_LENGTH = 500
_FIELD_LENGTH = 300
_OPENING_LENGTH = 120  # of a title made from the text
_OPENING_AT_LEAST = 20  # a shorter first line ("CNN —", "Dr.") says too little
_SENTENCE_END = re.compile(r"[.!?…][\"\u201d\u2019')]*(?=\s)")
_LANGUAGE = re.compile(r"[a-z]{2}(?=[-_]|$)")
_TEXT_NAMES = ("text", "body", "content", "article", "articleBody", "maintext")


def _line(value: object) -> str | None:
    """Return a name on one line: of text, a number, ``{"name": …}``, or a list of these."""
    values = value if isinstance(value, list) else [value]
    return ", ".join(filter(None, map(_name, values))) or None


def _name(value: object) -> str:
    named = value.get("name") if isinstance(value, Mapping) else value
    return single_line(str(named)) if _is_name(named) else ""


def _is_name(value: object) -> bool:
    return isinstance(value, str | int | dt.date) and not isinstance(value, bool)


def _text(value: object) -> object:
    return canonicalise(value).strip() if isinstance(value, str) else value


def _language(value: object) -> str | None:
    match = _LANGUAGE.match(value.strip().lower()) if isinstance(value, str) else None
    return match[0] if match else None


def _url(value: object) -> str | None:
    """Return an http(s) address; None for anything else, and for one too long to keep whole."""
    url = _line(value) or ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    fits = len(url) <= _FIELD_LENGTH and " " not in url
    return url if fits and parts.scheme in {"http", "https"} and parts.netloc else None


def _names(*names: str) -> AliasChoices:
    return AliasChoices(*(name.casefold() for name in names))


_Line: TypeAlias = Annotated[str | None, BeforeValidator(_line)]


class Fields(BaseModel):
    """What a source says of an article, by the names that :mod:`index.reading.json_lines` lists.

    Their letters' case does not count; the first name with something in it does. Other fields are ignored.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: _Line = Field(None, validation_alias=_names("id", "_id", "guid", "uuid"))
    title: _Line = Field(None, validation_alias=_names("title", "headline", "name"))
    text: Annotated[object, BeforeValidator(_text)] = Field(None, validation_alias=_names(*_TEXT_NAMES))
    author: _Line = Field(None, validation_alias=_names("author", "authors", "byline", "creator"))
    publisher: _Line = Field(
        None,
        validation_alias=_names("source", "publisher", "outlet", "site", "site_name", "publication", "source_name"),
    )
    published: Annotated[dt.date | None, BeforeValidator(read_day)] = Field(
        None,
        validation_alias=_names(
            "published",
            "date",
            "published_at",
            "publishedAt",
            "published_on",
            "publish_date",
            "date_published",
            "datePublished",
            "pubDate",
            "pub_date",
            "publication_date",
            "timestamp",
        ),
    )
    url: Annotated[str | None, BeforeValidator(_url)] = Field(
        None, validation_alias=_names("url", "link", "canonical_url", "source_url")
    )
    language: Annotated[str | None, BeforeValidator(_language)] = Field(
        None, validation_alias=_names("language", "lang")
    )

    @model_validator(mode="before")
    @classmethod
    def _fold_names(cls, data: Mapping[object, object]) -> dict[str, object]:
        """Fold the names' case and leave out what is empty, so that the next synonym counts."""
        folded: dict[str, object] = {}
        for name, value in data.items():
            if isinstance(name, str) and not _is_empty(value):
                folded.setdefault(name.casefold(), value)
        return folded


def _is_empty(value: object) -> bool:
    return value is None or value in ([], {}) or (isinstance(value, str) and not value.strip())


def make_article(
    fields: Mapping[object, object] | Mapping[str, object],
    file: SourceFile,
    limits: ReadingLimits,
    position: int | None = None,
) -> Article:
    """Return the article that ``fields`` describe.

    Args:
        fields: see :class:`Fields`.
        file: where they were read.
        limits: bounds on the text.
        position: number of the record in a file of several, from 1.

    Raises:
        UnreadableError: it has no text, or the text or the id is too long.
    """
    said = Fields.model_validate(fields)
    text = _checked_text(said.text, limits)
    return Article(
        id=_checked_id(said, file, position),
        title=_cut(said.title or _opening(text, file), _TITLE_LENGTH),
        text=text,
        author=said.author and _cut(said.author, _FIELD_LENGTH),
        publisher=said.publisher and _cut(said.publisher, _FIELD_LENGTH),
        published=said.published,
        url=said.url,
        language=said.language,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        origin=file.id,
    )


def without_title(text: str, title: str | None) -> str:
    """Return ``text`` without its first line where that is the title, unless nothing else is left."""
    first, _, rest = text.lstrip().partition("\n")
    return rest if title and rest.strip() and single_line(first) == single_line(title) else text


def _checked_text(text: object, limits: ReadingLimits) -> str:
    if text in (None, ""):
        msg = f"it has no text; give it one under one of the names {', '.join(_TEXT_NAMES)}"
        raise UnreadableError(msg)
    if not isinstance(text, str):
        msg = f"its text is not a string but {_kind(text)}; write the text as one string"
        raise UnreadableError(msg)
    if len(text) > limits.max_article_characters:
        msg = (
            f"its text has {len(text):,} characters, more than the {limits.max_article_characters:,} "
            "allowed; split the article or raise the limit"
        )
        raise UnreadableError(msg)
    if not any(map(str.isalnum, text)):
        msg = "its text holds no words; write some or delete it"
        raise UnreadableError(msg)
    return text


def _kind(value: object) -> str:
    return {list: "a list", dict: "an object", bool: "true or false"}.get(type(value), "a number")


def _checked_id(said: Fields, file: SourceFile, position: int | None) -> str:
    record = file.id if position is None else said.url or f"{file.id}#{position}"
    article_id = said.id or record
    if len(article_id) > _FIELD_LENGTH:
        msg = f"its id has {len(article_id)} characters, more than the {_FIELD_LENGTH} allowed; give it a shorter one"
        raise UnreadableError(msg)
    return article_id


def _opening(text: str, file: SourceFile) -> str:
    """Return a title made from the first sentence, or from the file's name where the text has no letters."""
    lines = [single_line(line) for line in text.split("\n", 20)[:20] if line.strip()]
    line = next((line for line in lines if len(line) >= _OPENING_AT_LEAST), lines[0])
    if not any(map(str.isalnum, line)):
        return file.id.rpartition("/")[2].rpartition(".")[0] or file.id
    ends = (match.end() for match in _SENTENCE_END.finditer(line))
    end = next((end for end in ends if end >= _OPENING_AT_LEAST), len(line))
    return _shorten(line[:end])


def _shorten(line: str) -> str:
    """Return the line cut after a whole word where it is longer than a title made here should be."""
    if len(line) <= _OPENING_LENGTH:
        return line
    words, _, _ = line[:_OPENING_LENGTH].rpartition(" ")
    return (words or line[: _OPENING_LENGTH - 1]) + "…"


def _cut(line: str, length: int) -> str:
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"
