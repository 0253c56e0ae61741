"""Fields of an article as JSON and front matter name them.

Case, ``_``, ``-`` and spaces in a name do not count: ``publishedAt``, ``published_at`` and
``Published-At`` are one. Of several names for a field the first in this table that is not empty is taken.

============  ==========================================================================================
id            id (``_id``), guid, uuid; a number counts as text
title         title, headline, name
text          text, body, content, article, articleBody, maintext: a string, plain. HTML in it is kept
              as it stands, not read as HTML: put pages into ``.html`` files
author        author, authors, byline, creator: a string, ``{"name"}``, or a list of these
source        source, publisher, outlet, site, site_name, publication, source_name: likewise
published     published, date, published_at, publish_date, date_published, pubDate, publication_date,
              timestamp: see :func:`index.reading.dates.read_day`; a date that cannot be read is left out
url           url, link, canonical_url, source_url: http or https
language      language, lang
============  ==========================================================================================

A value of a kind that a field cannot have counts as absent.
"""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Annotated, Final

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field

from index.reading.dates import read_day
from index.reading.draft import Draft
from index.reading.unreadable import UnreadableError

TEXT_NAMES: Final = ("text", "body", "content", "article", "articleBody", "maintext")
_SEPARATOR: Final = re.compile(r"[\W_]")


def _plain_name(name: str) -> str:
    return _SEPARATOR.sub("", name.casefold())


def _names(*names: str) -> AliasChoices:
    return AliasChoices(*map(_plain_name, names))


def _string(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _one(value: object) -> str | None:
    """Return a string or a number as text."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return _string(value)


def _named(value: object) -> str | None:
    return _one(value.get("name")) if isinstance(value, Mapping) else _one(value)


def _list_of_named(value: object) -> str | None:
    values = value if isinstance(value, list) else [value]
    return ", ".join(name for name in map(_named, values) if name) or None


class Record(BaseModel):
    """One article's fields, as :mod:`index.reading.record` says."""

    model_config = ConfigDict(frozen=True)

    id: Annotated[str | None, BeforeValidator(_one)] = Field(None, validation_alias=_names("id", "guid", "uuid"))
    title: Annotated[str | None, BeforeValidator(_one)] = Field(
        None, validation_alias=_names("title", "headline", "name")
    )
    text: Annotated[str | None, BeforeValidator(_string)] = Field(None, validation_alias=_names(*TEXT_NAMES))
    author: Annotated[str | None, BeforeValidator(_list_of_named)] = Field(
        None, validation_alias=_names("author", "authors", "byline", "creator")
    )
    source: Annotated[str | None, BeforeValidator(_list_of_named)] = Field(
        None,
        validation_alias=_names(
            *("source", "publisher", "outlet", "site", "site_name", "publication", "source_name")
        ),
    )
    published: Annotated[dt.date | None, BeforeValidator(read_day)] = Field(
        None,
        validation_alias=_names(
            *("published", "date", "published_at", "publish_date", "date_published", "pub_date"),
            *("publication_date", "timestamp"),
        ),
    )
    url: Annotated[str | None, BeforeValidator(_string)] = Field(
        None, validation_alias=_names("url", "link", "canonical_url", "source_url")
    )
    language: Annotated[str | None, BeforeValidator(_string)] = Field(
        None, validation_alias=_names("language", "lang")
    )


def read_fields(fields: Mapping[str, object]) -> Record:
    """Return what is known of an article; names and values may be anything."""
    plainest_first = sorted(fields, key=len)  # so that id comes before _id
    named: dict[str, object] = {}
    for name in plainest_first:
        if _is_filled(fields[name]):
            named.setdefault(_plain_name(name), fields[name])
    return Record.model_validate(named)


def draft_of(fields: Mapping[str, object], position: int) -> Draft:
    """Return the draft of a record.

    Raises:
        UnreadableError: no field holds text.
    """
    record = read_fields(fields)
    if record.text is None:
        msg = f"the record has no text; put it into one of {', '.join(TEXT_NAMES)}"
        raise UnreadableError(msg)
    return Draft(**record.model_dump(), position=position)


def _is_filled(value: object) -> bool:
    return bool(value.strip()) if isinstance(value, str) else value not in (None, [], {})
