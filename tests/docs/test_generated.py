"""The generated parts of the documents are up to date with the code and the committed results."""

import re
from pathlib import Path
from typing import Final

import click
import pytest

from bot.cli.main import main
from bot.settings import Settings
from docs.generate import BLOCKS, DOCUMENTS, ROOT, SAMPLE_ANSWER, generated, outdated, parts
from docs.generators import json_fields
from docs.generators.commands import PROGRAM, walk
from docs.generators.settings import variable
from index.config import ReadingLimits
from index.models import Rejection
from index.reading.sources import read_sources

MARKDOWN: Final = sorted(
    path
    for pattern in ("*.md", "docs/**/*.md", "tests/**/*.md")
    for path in ROOT.glob(pattern)
    if "sample" not in path.parts
)
LINK: Final = re.compile(r"\]\(([^)#\s]*)(?:#([^)\s]*))?\)")
HEADING: Final = re.compile(r"^#+ (.+)$", re.MULTILINE)


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_documents_are_up_to_date() -> None:
    late = [str(path.relative_to(ROOT)) for path in outdated(BLOCKS)]
    assert not late, f"run python -m docs.generate; it changes {', '.join(late)}"


def test_each_block_appears_in_exactly_one_document() -> None:
    names = [name for document in DOCUMENTS for name in parts(text_of(document))]
    assert sorted(names) == sorted([*BLOCKS, SAMPLE_ANSWER])


def test_generating_replaces_only_the_named_parts() -> None:
    text = "a\n<!-- generated: one -->\nold\n<!-- end -->\nb\n<!-- generated: two -->\nkept\n<!-- end -->\n"
    assert generated(text, {"one": lambda: "new"}) == text.replace("old", "new")


def test_reference_describes_every_command() -> None:
    reference = text_of("docs/reference.md")
    for words, command in walk(main, PROGRAM):
        assert f"### {words}\n" in reference
        assert command.help, words
        assert all(option.help for option in command.params if isinstance(option, click.Option)), words


@pytest.mark.parametrize("name", Settings.model_fields)
def test_reference_describes_every_setting(name: str) -> None:
    assert Settings.model_fields[name].description
    assert f"| `{variable(name)}` |" in text_of("docs/reference.md")


def test_reference_lists_the_formats_that_are_read(tmp_path: Path) -> None:
    (tmp_path / "story.docx").write_text("A story.")
    [rejection] = read_sources([tmp_path / "story.docx"], ReadingLimits())
    assert isinstance(rejection, Rejection)
    formats = text_of("docs/reference.md").partition("### Formats")[2].partition("### Fields")[0]
    suffixes = set(re.findall(r"`(\.\w+)`", formats))
    assert suffixes == set(re.findall(r"\.[a-z]+\b", rejection.reason)) - {".docx"}


def test_every_json_field_has_a_description() -> None:
    assert json_fields.undescribed() == []


def test_printed_keys_follow_the_json_output() -> None:
    fields = json_fields.answer_fields()
    assert "| `source` | text or null |" in fields
    assert "| `as_written` | text |" in fields
    assert "| `from` | date or null |" in fields
    assert "publisher`" not in fields


@pytest.mark.parametrize("document", MARKDOWN, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_of_a_document_lead_somewhere(document: Path) -> None:
    for target, anchor in LINK.findall(document.read_text(encoding="utf-8")):
        if target.startswith(("http://", "https://")):
            continue
        path = document.parent / target if target else document
        assert path.exists(), f"{document.name} links to {target}"
        if anchor:
            assert anchor in anchors(path), f"{document.name} links to {target}#{anchor}"


def anchors(path: Path) -> set[str]:
    """Return the anchors of the headings, as GitHub makes them."""
    headings = HEADING.findall(path.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


def test_decision_records_have_the_same_sections_and_running_numbers() -> None:
    records = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    assert [int(path.name[:4]) for path in records] == list(range(1, len(records) + 1))
    for path in records:
        title, *sections = HEADING.findall(path.read_text(encoding="utf-8"))
        assert title.startswith(path.name[:4]), path.name
        assert sections == ["Context", "Decision", "Consequences"], path.name


def test_architecture_is_short() -> None:
    assert len(re.findall(r"[\w`'./()-]*\w[\w`'./()-]*", text_of("ARCHITECTURE.md"))) <= 1500
