"""Tests of joining the lines of a page into paragraphs."""

import pytest

from index.reading.pdf import unwrap


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["The quay will be", "longer than it is"], "The quay will be longer than it is"),
        (
            ["The quay will be longer", "than it was. It ends.", "A new one begins there"],
            "The quay will be longer than it was. It ends.\n\nA new one begins there",
        ),
        (
            ["It ends with a full stop.", "The line before was full"],
            "It ends with a full stop. The line before was full",
        ),
        (["One paragraph", "", "", "another one"], "One paragraph\n\nanother one"),
        (["A heading", "The text below it is much longer"], "A heading\n\nThe text below it is much longer"),
        (["This is an exam-", "ple of a word"], "This is an example of a word"),
        (["This is a soft\u00ad", "er word"], "This is a softer word"),
        (["A well-known man is well-", "known here"], "A well-known man is well-known here"),
        (["They met the Anglo-", "French envoys"], "They met the Anglo-French envoys"),
        ([""], ""),
    ],
)
def test_lines_are_joined_into_paragraphs(lines: list[str], text: str) -> None:
    assert unwrap(lines) == text
