"""The project's English and its names: words to avoid, reasons for exceptions, classes, imports."""

import ast
import io
import re
import tokenize
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[1]
PACKAGES: Final = ("bot", "index", "prompts")

# Words that the project's English avoids, and the number of uses in 1,000 words that stays below each limit.
# "where" is for places only: a condition takes "if" or "when".
LIMITS: Final = [("what", 1.0), ("where", 2.0), ("whom|whose", 0.3)]
WORD: Final = re.compile(r"[A-Za-z']+")
QUOTED: Final = re.compile(r'``[^`]*``|`[^`]*`|"[^"]{0,200}"|“[^”]*”')
EXCEPTION: Final = re.compile(r"#\s*(?:noqa|type:\s*ignore)\b(?::\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*|\[[\w\-, ]+\])?")
PARTICIPLE: Final = re.compile(
    r"Cut|Drawn|Found|Given|Held|Kept|Known|Made|Read|Said|Seen|Sent|Shown|Sought|Spoken|Taken|Told|Understood|Written"
    r"|(?!Feed|Seed|Speed)[A-Z][a-z]+ed"
)
IMPORT_ALIASES: Final = {
    "collections.abc.Set as AbstractSet",  # the builtin is called set, too
    "datetime as dt",
    "hypothesis.strategies as st",
    "numpy as np",
    "numpy.typing as npt",
}
MIN_WORDS_OF_A_REASON: Final = 2

# Texts with their locations.
Texts = Iterator[tuple[str, str]]


@cache
def trees() -> dict[Path, ast.Module]:
    """Return the syntax tree of each of the project's files."""
    paths = (path for folder in (*PACKAGES, "tests") for path in sorted((ROOT / folder).rglob("*.py")))
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def location(path: Path, line: int) -> str:
    return f"{path.relative_to(ROOT)}:{line}"


def comments() -> Texts:
    for path in trees():
        for token in tokenize.generate_tokens(io.StringIO(path.read_text(encoding="utf-8")).readline):
            if token.type == tokenize.COMMENT:
                yield location(path, token.start[0]), token.string


def docstring_texts() -> Texts:
    for path, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                text = ast.get_docstring(node)
                if text:
                    yield location(path, node.body[0].lineno), text


def comment_texts() -> Texts:
    return ((place, EXCEPTION.sub("", comment)) for place, comment in comments())


def names_of_tests() -> Texts:
    for path, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
                yield location(path, node.lineno), node.name.replace("_", " ")


def classes() -> Texts:
    for path, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                yield location(path, node.lineno), node.name


@pytest.mark.parametrize(("word", "limit"), LIMITS)
@pytest.mark.parametrize("texts", [docstring_texts, comment_texts, names_of_tests])
def test_text_seldom_uses_an_avoided_word(texts: Callable[[], Texts], word: str, limit: float) -> None:
    prose = [(place, QUOTED.sub("", text)) for place, text in texts()]
    words = sum(len(WORD.findall(text)) for _, text in prose)
    uses = [
        f"{place}: {line.strip()}"
        for place, text in prose
        for line in text.splitlines()
        for _ in re.findall(rf"\b(?:{word})\b", line, re.IGNORECASE)
    ]
    assert 1000 * len(uses) / words < limit, "\n".join(uses)


def test_each_exception_to_a_check_gives_a_reason() -> None:
    """A reason follows on the same line: ``# noqa: PLR0913 - one parameter for each flag``."""
    exceptions = [(place, comment) for place, comment in comments() if EXCEPTION.search(comment)]
    assert exceptions
    unexplained = [
        f"{place}: {comment}"
        for place, comment in exceptions
        if len(WORD.findall(EXCEPTION.split(comment)[-1])) < MIN_WORDS_OF_A_REASON
    ]
    assert not unexplained, "\n".join(unexplained)


def test_no_class_name_is_a_participle() -> None:
    participles = [f"{place}: {name}" for place, name in classes() if PARTICIPLE.fullmatch(name.lstrip("_"))]
    assert not participles, "\n".join(participles)


def test_no_two_classes_of_the_packages_share_a_name() -> None:
    places = defaultdict(list)
    for place, name in classes():
        if place.startswith(PACKAGES):
            places[name].append(place)
    shared = [f"{name}: {', '.join(definitions)}" for name, definitions in places.items() if len(definitions) > 1]
    assert not shared, "\n".join(shared)


def test_imports_rename_nothing_but_customary_modules() -> None:
    renamed = list[str]()
    for path, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import | ast.ImportFrom):
                package = f"{node.module}." if isinstance(node, ast.ImportFrom) else ""
                aliases = {f"{package}{alias.name} as {alias.asname}" for alias in node.names if alias.asname}
                renamed += [f"{location(path, node.lineno)}: {alias}" for alias in aliases - IMPORT_ALIASES]
    assert not renamed, "\n".join(renamed)
