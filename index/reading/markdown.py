"""Markdown, with or without front matter, to an article."""

import re
from collections.abc import Iterator, Mapping, Sequence
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
_ENTRY = re.compile(r"^(?=\w[\w .-]*:(?:\s|$))", re.MULTILINE)  # before each name at the beginning of a line
_COMMENT = re.compile("^#.*", re.MULTILINE)
# Values that are broken YAML, not plain text: a bracket or quotation mark that opens the value and never closes,
# and bracketed or quoted values with a mistake inside.
_BROKEN_VALUE = re.compile(r'\[[^\]]*\]?|\{[^}]*\}?|"(?:[^"\\]|\\.)*"?')


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
    """Return the front matter, empty if there is none, and the rest.

    Its values stay texts: ``id: 007`` is ``"007"``, and an impossible date breaks nothing. Text after an opening
    ``---`` without a closing one is no front matter: it stays in the text.

    Raises:
        UnreadableError: the front matter is broken.
    """
    handler = YAMLHandler()
    if not handler.detect(text):
        return {}, text
    try:
        front, body = handler.split(text)
    except ValueError:  # no closing line: the opening one is a rule across the page
        return {}, text
    metadata = _metadata(front)
    return {name: value for name, value in metadata.items() if value not in _NULLS}, body


def _metadata(front: str) -> Mapping[object, object]:
    """Return the fields of front matter: as YAML, or entry by entry if it is not valid YAML as a whole."""
    try:
        metadata = _load(front)
    except _YAML_ERRORS as error:
        opening, *entries = _ENTRY.split(_COMMENT.sub("", front))
        if opening.strip():
            mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
            raise _broken(mark.line if mark else None) from error
        return _read_entries(entries, opening.count("\n"))
    if not isinstance(metadata, dict | None):
        raise _broken(None)
    return metadata or {}


def _load(front: str) -> object:
    # The loader in Python: the one in C, the default, ends the process at deep nesting.
    return YAMLHandler().load(front, Loader=yaml.BaseLoader)


def _read_entries(entries: Sequence[str], first_line: int) -> dict[object, object]:
    """Return the fields, each a one-line value as plain text if it is not valid YAML.

    People write ``title: Debate: the two candidates`` without quotation marks.

    Args:
        entries: each from its name to the next one.
        first_line: the number of lines before the first entry.

    Raises:
        UnreadableError: an entry is broken and no plain text.
    """
    fields: dict[object, object] = {}
    line = first_line
    for entry in entries:
        name, _, value = map(str.strip, entry.partition(":"))
        try:
            fields |= _mapping(_load(entry))
        except _YAML_ERRORS as error:
            if "\n" in value or _BROKEN_VALUE.fullmatch(value):
                raise _broken(line) from error
            fields[name] = _without_quotes(value)
        line += entry.count("\n")
    return fields


def _mapping(entry: object) -> dict[object, object]:
    return entry if isinstance(entry, dict) else {}


def _without_quotes(value: str) -> str:
    """Return a value without the quotation marks around all of it: ``"He said "no" twice"``, not ``"Yes" or "No"``."""
    quote, inner = value[:1], value[1:-1]
    if quote not in {'"', "'"} or not value.endswith(quote):
        return value
    before, _, after = inner.partition(quote)
    is_closing = before and not before[-1].isspace() and not after[:1].isalnum()
    return value if is_closing else inner


def _broken(line: int | None) -> UnreadableError:
    """Return the rejection of front matter that breaks behind this number of lines, if it is known."""
    place = "" if line is None else f" at line {line + 1}"
    return UnreadableError(f"its front matter is broken{place}; write it as lines of `name: value`")


def _folded(metadata: Mapping[object, object]) -> dict[str, object]:
    return {name.casefold(): value for name, value in metadata.items() if isinstance(name, str)}
