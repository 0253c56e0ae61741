"""Markdown, with or without front matter, to an article."""

import re
from collections.abc import Iterator, Mapping
from html import unescape

import yaml
from frontmatter.default_handlers import YAMLHandler
from markdown_it import MarkdownIt
from markdown_it.token import Token

from index.config import ReadingLimits
from index.reading.article import Fields, make_article, without_title
from index.reading.decode import decode, read_bytes
from index.reading.source_file import ReadArticle, SourceFile, UnreadableError
from index.text.canonical import canonicalise

_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_TAG = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
# Beside its own, the loader raises these: escapes of no character, deep nesting.
_YAML_ERRORS = (yaml.YAMLError, ValueError, OverflowError, RecursionError)
_NULLS = ("null", "~")


def read(file: SourceFile, limits: ReadingLimits) -> Iterator[ReadArticle]:
    """Yield the one article of a Markdown file, its text plain, with a blank line between paragraphs.

    Its title is the front matter's, else the first ``# heading``, which is then left out of the text.
    """
    metadata, body = _split(canonicalise(decode(read_bytes(file.path, limits))).strip())
    title = Fields.model_validate(metadata).title
    heading, text = (None, render(body)) if title else _headed(body)
    text = without_title(text, title)
    if not text.strip():
        msg = "the file has no text but its front matter or title; write some or delete it"
        raise UnreadableError(msg)
    yield file.found(make_article({**_folded(metadata), "title": title or heading, "text": text}, file, limits))


def render(markdown: str) -> str:
    """Return Markdown as plain text: headings, paragraphs, list items, table cells become paragraphs."""
    return _joined([text for _, text in _paragraphs(markdown)])


def _headed(markdown: str) -> tuple[str | None, str]:
    """Return the first ``# heading`` and the text without it."""
    paragraphs = _paragraphs(markdown)
    place = next((place for place, (tag, _) in enumerate(paragraphs) if tag == "h1"), None)
    if place is None:
        return None, _joined([text for _, text in paragraphs])
    _, heading = paragraphs.pop(place)
    return heading, _joined([text for _, text in paragraphs])


def _joined(paragraphs: list[str]) -> str:
    return "\n\n".join(text for text in paragraphs if text)


def _paragraphs(markdown: str) -> list[tuple[str, str]]:
    """Return each paragraph's text with the tag that holds it (``h1``, ``p``, …)."""
    found: list[tuple[str, str]] = []
    tag = ""
    for token in _PARSER.parse(markdown):
        if token.nesting == 1:
            tag = token.tag
        found.append((tag if token.type == "inline" else "", _block(token)))
    return found


def _block(token: Token) -> str:
    if token.type == "inline":
        return "".join(map(_inline, token.children or [])).strip()
    if token.type == "html_block":
        return unescape(_TAG.sub("", token.content)).strip()
    return token.content.strip("\n") if token.type in {"code_block", "fence"} else ""


def _inline(token: Token) -> str:
    if token.type in {"text", "code_inline", "text_special"}:
        return token.content
    if token.type == "hardbreak" or _BREAK.fullmatch(token.content):
        return "\n"
    return " " if token.type == "softbreak" else ""


def _split(text: str) -> tuple[Mapping[object, object], str]:
    """Return front matter, empty where there is none, and the rest.

    Its values stay texts: ``id: 007`` is ``"007"``, a day that does not exist breaks nothing. What is
    opened by ``---`` and never closed is no front matter: it stays in the text.

    Raises:
        UnreadableError: the front matter is broken.
    """
    handler = YAMLHandler()
    if not handler.detect(text):
        return {}, text
    try:
        front, body = handler.split(text)
    except ValueError:  # nothing closes it: a rule across the page
        return {}, text
    try:
        # The loader in Python: the one in C, the default, ends the process at deep nesting.
        metadata = handler.load(front, Loader=yaml.BaseLoader)
    except _YAML_ERRORS as error:
        raise _broken(error) from error
    if metadata is None:
        return {}, body
    if not isinstance(metadata, dict):
        raise _broken(None)
    return {name: value for name, value in metadata.items() if value not in _NULLS}, body


def _broken(error: Exception | None) -> UnreadableError:
    mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
    where = f" at line {mark.line + 1}" if mark else ""
    return UnreadableError(f"its front matter is broken{where}; write it as lines of `name: value`")


def _folded(metadata: Mapping[object, object]) -> dict[str, object]:
    return {name.casefold(): value for name, value in metadata.items() if isinstance(name, str)}
