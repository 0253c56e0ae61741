"""Conversion of the fields of a source into an article. Every article is created here."""

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

_MAX_TITLE_LENGTH = 500
_MAX_FIELD_LENGTH = 300
_MAX_OPENING_LENGTH = 120  # of a title that is created from the text
_MIN_OPENING_LENGTH = 20  # a shorter first line ("CNN —", "Dr.") says too little
_SENTENCE_END = re.compile(r"[.!?…][\"\u201d\u2019')]*(?=\s)")
_LANGUAGE = re.compile(r"[a-z]{2}(?=[-_]|$)")
_TEXT_NAMES = ("text", "body", "content", "article", "articleBody", "maintext")


def _line(value: object) -> str | None:
    """Return names on one line. The value is text, a number, a date, ``{"name": …}``, or a list of such values."""
    values = value if isinstance(value, list) else [value]
    return ", ".join(filter(None, map(_name, values))) or None


def _name(value: object) -> str:
    name = value.get("name") if isinstance(value, Mapping) else value
    return single_line(str(name)) if _is_name(name) else ""


def _is_name(value: object) -> bool:
    return isinstance(value, str | int | dt.date) and not isinstance(value, bool)


def _text(value: object) -> object:
    return canonicalise(value).strip() if isinstance(value, str) else value


def _language(value: object) -> str | None:
    match = _LANGUAGE.match(value.strip().lower()) if isinstance(value, str) else None
    return match[0] if match else None


def _url(value: object) -> str | None:
    """Return an http(s) address, or None for any other value and for an address that is too long to keep whole."""
    url = _line(value) or ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    fits = len(url) <= _MAX_FIELD_LENGTH and " " not in url
    return url if fits and parts.scheme in {"http", "https"} and parts.netloc else None


def _names(*names: str) -> AliasChoices:
    return AliasChoices(*(name.casefold() for name in names))


_Line: TypeAlias = Annotated[str | None, BeforeValidator(_line)]


class Fields(BaseModel):
    """The fields of an article under the names that :mod:`index.reading.json_lines` lists.

    Names match in upper and lower case. The first name with a value counts. Other fields are ignored.
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
        """Lower the case of the names and remove empty fields, so that the next synonym counts."""
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
        fields: the fields of the source (see :class:`Fields`).
        file: the file of the fields.
        limits: bounds on the text.
        position: the number of the record in a file with several records, from 1.

    Raises:
        UnreadableError: the article has no text, or the text or the id is too long.
    """
    validated = Fields.model_validate(fields)
    text = _checked_text(validated.text, limits)
    return Article(
        id=_checked_id(validated, file, position),
        title=_truncate(validated.title or _title_from_text(text, file), _MAX_TITLE_LENGTH),
        text=text,
        author=validated.author and _truncate(validated.author, _MAX_FIELD_LENGTH),
        publisher=validated.publisher and _truncate(validated.publisher, _MAX_FIELD_LENGTH),
        published=validated.published,
        url=validated.url,
        language=validated.language,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        origin=file.id,
    )


def without_title(text: str, title: str | None) -> str:
    """Return ``text`` without its first line if that is the title, unless nothing else would be left."""
    first, _, rest = text.lstrip().partition("\n")
    return rest if title and rest.strip() and single_line(first) == single_line(title) else text


def _checked_text(text: object, limits: ReadingLimits) -> str:
    if text in (None, ""):
        msg = f"The article has no text. Put it in a field named {' or '.join(_TEXT_NAMES)}"
        raise UnreadableError(msg)
    if not isinstance(text, str):
        msg = f"The text is {_json_type(text)}, not a string. Write it as one string"
        raise UnreadableError(msg)
    if len(text) > limits.max_article_characters:
        msg = (
            f"The text has {len(text):,} characters, more than the {limits.max_article_characters:,} "
            "allowed. Split the article or raise the limit"
        )
        raise UnreadableError(msg)
    if not any(map(str.isalnum, text)):
        msg = "The text has no words. Write some or delete the article"
        raise UnreadableError(msg)
    return text


def _json_type(value: object) -> str:
    return {list: "a list", dict: "an object", bool: "true or false"}.get(type(value), "a number")


def _checked_id(fields: Fields, file: SourceFile, position: int | None) -> str:
    record = file.id if position is None else fields.url or f"{file.id}#{position}"
    article_id = fields.id or record
    if len(article_id) > _MAX_FIELD_LENGTH:
        msg = f"The id has {len(article_id)} characters, more than the {_MAX_FIELD_LENGTH} allowed. Shorten it"
        raise UnreadableError(msg)
    return article_id


def _title_from_text(text: str, file: SourceFile) -> str:
    """Return the first sentence as a title, or the name of the file if the opening has no letters."""
    lines = [single_line(line) for line in text.split("\n", 20)[:20] if line.strip()]
    line = next((line for line in lines if len(line) >= _MIN_OPENING_LENGTH), lines[0])
    if not any(map(str.isalnum, line)):
        return file.id.rpartition("/")[2].rpartition(".")[0] or file.id
    ends = (match.end() for match in _SENTENCE_END.finditer(line))
    end = next((end for end in ends if end >= _MIN_OPENING_LENGTH), len(line))
    return _shorten(line[:end])


def _shorten(line: str) -> str:
    """Return the line, cut after a whole word if it is too long for a title."""
    if len(line) <= _MAX_OPENING_LENGTH:
        return line
    words, _, _ = line[:_MAX_OPENING_LENGTH].rpartition(" ")
    return (words or line[: _MAX_OPENING_LENGTH - 1]) + "…"


def _truncate(line: str, length: int) -> str:
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"
