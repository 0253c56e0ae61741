"""Markdown, with front matter between ``---`` lines (YAML) or ``+++`` lines (TOML).

The text is what a reader sees, without the marks: headings, paragraphs, items of lists and quoted blocks become
paragraphs, links keep their text, code is kept as it is, images go. Front matter's names are those
of :mod:`index.reading.record`; every value in YAML is taken as it is written.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import frontmatter
import yaml
from frontmatter.default_handlers import BaseHandler, YAMLHandler
from markdown_it import MarkdownIt
from markdown_it.token import Token

from index.config import ReadingLimits
from index.reading.article import after_title
from index.reading.canonical import canonicalise
from index.reading.decode import read_bytes, to_text
from index.reading.draft import Draft
from index.reading.record import read_fields
from index.reading.unreadable import UnreadableError

_MARKDOWN: Final = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_TAG: Final = re.compile(r"<[^<>]*>")
_NOT_PROSE: Final = ("<!", "<?", "<script", "<style")
_BROKEN: Final = "the front matter is broken; mend what stands between the {mark} lines"
_OPEN: Final = "the front matter is not closed; put a {mark} line below it"


class _Toml(BaseHandler):
    FM_BOUNDARY = re.compile(r"^\+{3,}\s*$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "+++"

    def load(self, fm: str) -> dict[str, object]:
        return tomllib.loads(fm)


class _Yaml(YAMLHandler):
    def load(self, fm: str, **_: object) -> object:
        # Scalars stay text: a title "2025", a language "no" and an impossible date are what they look like.
        return yaml.load(fm, Loader=yaml.BaseLoader)  # noqa: S506 - makes nothing but text, lists and mappings


_HANDLERS: Final = (_Yaml(), _Toml())


def read(path: Path, limits: ReadingLimits) -> Iterator[Draft]:
    """Yield the one article of the file."""
    yield _draft(canonicalise(to_text(read_bytes(path, limits.max_file_bytes))).strip())


def _draft(text: str) -> Draft:
    fields, body = _split(text)
    known = read_fields(fields)
    paragraphs = list(_paragraphs(_MARKDOWN.parse(body)))
    title = known.title or next((text for level, text in paragraphs if level == "h1"), None)
    return Draft(
        text=after_title("\n\n".join(text for _, text in paragraphs), title),
        title=title,
        author=known.author,
        source=known.source,
        published=known.published,
        url=known.url,
        language=known.language,
        id=known.id,
    )


def _split(text: str) -> tuple[Mapping[str, object], str]:
    """Return front matter and what stands below it."""
    handler = next((handler for handler in _HANDLERS if handler.detect(text)), None)
    if handler is None:
        return {}, text
    mark = handler.START_DELIMITER
    try:
        _, body = handler.split(text)
    except ValueError as error:
        raise UnreadableError(_OPEN.format(mark=mark)) from error
    return _metadata(text, handler), body


def _metadata(text: str, handler: BaseHandler) -> Mapping[str, object]:
    try:
        metadata, _ = frontmatter.parse(text, handler=handler)
    except (yaml.YAMLError, ValueError, RecursionError) as error:  # tomllib's error is a ValueError
        raise UnreadableError(_BROKEN.format(mark=handler.START_DELIMITER)) from error
    return metadata
