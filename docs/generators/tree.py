"""The tree of packages, each with the first line of its docstring."""

import ast
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

_ROOT: Final = Path(__file__).parents[2]
_PACKAGES: Final = ("bot", "index", "prompts")
_OTHERS: Final = {
    "tests": "Mirrors the packages. Also: contracts, gold questions, sample articles, benchmarks.",
    "docs": "Documents, and the script that generates parts of them.",
    "deploy": "The Slack manifest, and the requirements for answering only.",
}
_COLUMN: Final = 22


def tree() -> str:
    """Return the tree as a code block. Each package is a line; its packages are indented below it."""
    lines = [line for package in _PACKAGES for line in _lines(_ROOT / package, 0)]
    lines += [_line(name, text, 0) for name, text in _OTHERS.items()]
    return "\n".join(["```", *lines, "```"])


def _lines(folder: Path, depth: int) -> Iterator[str]:
    yield _line(folder.name, _summary(folder / "__init__.py"), depth)
    for child in sorted(folder.iterdir()):
        if (child / "__init__.py").is_file():
            yield from _lines(child, depth + 1)


def _summary(module: Path) -> str:
    return (ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or "").partition("\n")[0]


def _line(name: str, text: str, depth: int) -> str:
    return f"{'  ' * depth + name + '/':{_COLUMN}} {text}".rstrip()


BLOCKS: Final[Mapping[str, Callable[[], str]]] = {"tree": tree}
