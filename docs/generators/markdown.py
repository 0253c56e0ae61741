"""Tables and inline code in Markdown."""

from collections.abc import Iterable, Sequence


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table. A pipe or a line end in a cell is escaped."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(map(_cell, line)) + " |" for line in lines)


def code(text: object) -> str:
    """Return text as inline code."""
    return f"`{text}`"


def plain(docstring: str) -> str:
    """Return a line of a docstring as Markdown: double backticks become single, roles become code."""
    text = " ".join(docstring.split())
    for role in (":func:", ":class:", ":meth:", ":mod:", ":attr:"):
        text = text.replace(role, "")
    return text.replace("``", "`")


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
