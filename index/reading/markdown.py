"""Reader of Markdown, with or without front matter."""

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
# The loader raises its own error and these: for escapes without a character, and for deep nesting.
_YAML_ERRORS = (yaml.YAMLError, ValueError, OverflowError, RecursionError)
_NULLS = ("null", "~")
_ENTRY = re.compile(r"^(?=\w[\w .-]*:(?:\s|$))", re.MULTILINE)  # before each name at the beginning of a line
_COMMENT = re.compile("^#.*", re.MULTILINE)
# Values that are broken YAML, not plain text: a bracket or quotation mark that opens the value and never closes,
# and bracketed or quoted values with a mistake inside.
_BROKEN_VALUE = re.compile(r'\[[^\]]*\]?|\{[^}]*\}?|"(?:[^"\\]|\\.)*"?')


def read_markdown(file: SourceFile, limits: ReadingLimits) -> Iterator[ReadArticle]:
    """Yield the one article of a Markdown file as plain text, with blank lines between paragraphs.

    The title comes from the front matter. Without one, the first ``# heading`` is the title and not part of the text.
    """
    metadata, body = _split_front_matter(canonicalise(decode(read_bytes(file.path, limits))).strip())
    title = Fields.model_validate(metadata).title
    heading, text = (None, _plain_text(body)) if title else _split_heading(body)
    text = without_title(text, title)
    if not text.strip():
        msg = "The file has no text besides its front matter or title. Write some or delete the file"
        raise UnreadableError(msg)
    yield file.located(make_article({**_lower_names(metadata), "title": title or heading, "text": text}, file, limits))


def _plain_text(markdown: str) -> str:
    """Return Markdown as plain text. Headings, paragraphs, list items and table cells become paragraphs."""
    return _join([text for _, text in _paragraphs(markdown)])


def _split_heading(markdown: str) -> tuple[str | None, str]:
    """Return the first ``# heading`` and the text without it."""
    paragraphs = _paragraphs(markdown)
    position = next((position for position, (tag, _) in enumerate(paragraphs) if tag == "h1"), None)
    if position is None:
        return None, _join([text for _, text in paragraphs])
    _, heading = paragraphs.pop(position)
    return heading, _join([text for _, text in paragraphs])


def _join(paragraphs: list[str]) -> str:
    return "\n\n".join(text for text in paragraphs if text)


def _paragraphs(markdown: str) -> list[tuple[str, str]]:
    """Return the text of each paragraph with the tag around it (``h1``, ``p``, …)."""
    paragraphs: list[tuple[str, str]] = []
    tag = ""
    for token in _PARSER.parse(markdown):
        if token.nesting == 1:
            tag = token.tag
        paragraphs.append((tag if token.type == "inline" else "", _block(token)))
    return paragraphs


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


def _split_front_matter(text: str) -> tuple[Mapping[object, object], str]:
    """Return the front matter, empty if there is none, and the rest.

    All values are text: ``id: 007`` is ``"007"``, and an impossible date is no error. An opening ``---`` without a
    closing one does not begin front matter.

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
    """Return the fields of front matter. Parse each entry alone if the front matter is not valid YAML as a whole."""
    try:
        metadata = _load(front)
    except _YAML_ERRORS as error:
        opening, *entries = _ENTRY.split(_COMMENT.sub("", front))
        if opening.strip():
            mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
            raise _broken_front_matter(mark.line if mark else None) from error
        return _read_entries(entries, opening.count("\n"))
    if not isinstance(metadata, dict | None):
        raise _broken_front_matter(None)
    return metadata or {}


def _load(front: str) -> object:
    # The default loader is in C and ends the process at deep nesting; this one is in Python.
    return YAMLHandler().load(front, Loader=yaml.BaseLoader)


def _read_entries(entries: Sequence[str], first_line: int) -> dict[object, object]:
    """Return the fields of front matter. A one-line value that is not valid YAML is plain text.

    People write ``title: Debate: the two candidates`` without quotation marks.

    Args:
        entries: the text of each entry, from its name to the next name.
        first_line: the number of lines before the first entry.

    Raises:
        UnreadableError: an entry is neither valid YAML nor plain text on one line.
    """
    fields: dict[object, object] = {}
    line = first_line
    for entry in entries:
        name, _, value = map(str.strip, entry.partition(":"))
        try:
            fields |= _mapping(_load(entry))
        except _YAML_ERRORS as error:
            if "\n" in value or _BROKEN_VALUE.fullmatch(value):
                raise _broken_front_matter(line) from error
            fields[name] = _without_quotes(value)
        line += entry.count("\n")
    return fields


def _mapping(entry: object) -> dict[object, object]:
    return entry if isinstance(entry, dict) else {}


def _without_quotes(value: str) -> str:
    """Remove quotation marks around a whole value: around ``"He said "no" twice"``, but not ``"Yes" or "No"``."""
    quote, inner = value[:1], value[1:-1]
    if quote not in {'"', "'"} or not value.endswith(quote):
        return value
    before, _, after = inner.partition(quote)
    is_closing = before and not before[-1].isspace() and not after[:1].isalnum()
    return value if is_closing else inner


def _broken_front_matter(line: int | None) -> UnreadableError:
    """Return the error for front matter that breaks after this number of lines; None if the number is unknown."""
    line_number = "" if line is None else f" at line {line + 1}"
    return UnreadableError(f"The front matter is broken{line_number}. Write it as lines of `name: value`")


def _lower_names(metadata: Mapping[object, object]) -> dict[str, object]:
    return {name.casefold(): value for name, value in metadata.items() if isinstance(name, str)}
