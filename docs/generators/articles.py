"""The fields of an article in JSON, JSON Lines and front matter."""

from collections.abc import Callable, Mapping
from typing import Final

from pydantic import AliasChoices

from docs.generators.markdown import code, table
from index.reading.article import Fields

_MEANINGS: Final = {
    "id": "Stable name of the article: text or a number. Default: the URL, else the file and the position in it.",
    "title": "Headline. Default: made from the first sentence.",
    "text": "Body, as one string. The only field that an article must have.",
    "author": 'Text, a list of texts, or objects with `"name"`.',
    "publisher": 'Publisher: text, or an object with `"name"`.',
    "published": "Day: ISO 8601, RFC 2822, seconds or milliseconds since 1970. Left out if ambiguous (03/04/2025).",
    "url": "Address, http or https. Anything else is left out.",
    "language": "Two-letter code. A region after it is ignored.",
}


def fields() -> str:
    """Return the fields with all their names, and the meaning of each."""
    rows = []
    for name, field in Fields.model_fields.items():
        aliases = field.validation_alias
        names = aliases.choices if isinstance(aliases, AliasChoices) else [name]
        rows.append((", ".join(map(code, names)), _MEANINGS[name]))
    return table(("names", "meaning"), rows)


BLOCKS: Final[Mapping[str, Callable[[], str]]] = {"article fields": fields}
