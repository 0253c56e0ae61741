"""Letters to the editor, with their writers below."""

import pytest

from index.adapters.spacy_parser import SpacyParser
from index.language.attribution.attribute import attribute
from index.language.attribution.letters import find_letters

PARSER = SpacyParser()
PAGE = (
    "Letters to the editor\n\nSir, the quay is lost and nobody will say so.\n\nI have written to them twice.\n\n"
    "Ilse Marandt, Northport\n\nThe ferry is late every day. Who will speak up?\n\nTomas Brell\nQuillhaven\n\n"
    "Dear Editor, buses are full again.\n\nYours sincerely,\nAnna Kroll, Harbour Road"
)


def letters(text: str) -> list[tuple[str, list[str]]]:
    return [(letter.name.of(text), [span.of(text) for span in letter.content]) for letter in find_letters(text)]


def test_letter_reaches_from_the_letter_before_it_to_its_writer() -> None:
    assert letters(PAGE) == [
        ("Ilse Marandt", ["Sir, the quay is lost and nobody will say so.", "I have written to them twice."]),
        ("Tomas Brell", ["The ferry is late every day. Who will speak up?"]),
        ("Anna Kroll", ["Dear Editor, buses are full again."]),
    ]


@pytest.mark.parametrize("line", ["— Ilse Marandt, Quillhaven", "- Ilse Marandt", "Ilse Marandt, Old Quay Road"])
def test_writer_is_a_person_and_the_letter_is_verbatim(line: str) -> None:
    text = f"Dear Editor, the quay is lost and nobody will say so.\n\n{line}"
    [(_, blocks)] = PARSER.parse([text])
    attribution = attribute(text, blocks)
    [statement] = attribution.statements
    assert (attribution.people[statement.person or 0].name, statement.kind) == ("Ilse Marandt", "direct")
    assert statement.spans[0].of(text) == "Dear Editor, the quay is lost and nobody will say so."


@pytest.mark.parametrize(
    "text",
    [
        "The quay is lost and nobody will say so.\n\nIlse Marandt, Northport",
        "Dear Editor, the quay is lost and nobody will say so.\n\nIlse Marandt",
        "Dear Editor, the quay is lost and nobody will say so.\n\nPhoto, Northport",
    ],
)
def test_name_below_is_no_writer_without_a_salutation_and_a_place(text: str) -> None:
    assert letters(text) == []
