"""Quotations with their speaker behind, below or before a colon, and sentences that point back to the words."""

import pytest

from index.adapters.spacy_parser import SpacyParser
from index.language.attribution.attribute import attribute

PARSER = SpacyParser()
PEOPLE = "\n\nIlse Marandt, the mayor, met Tomas Brell. Nils Berg and Sunita Rao were there. Marandt left with Brell."


def said(text: str) -> list[tuple[str | None, str]]:
    """Return the person and the words of each statement."""
    [(_, blocks)] = PARSER.parse([text + PEOPLE])
    attribution = attribute(text + PEOPLE, blocks)
    return [
        (None if one.person is None else attribution.people[one.person].name, one.spans[0].of(text))
        for one in attribution.statements
    ]


@pytest.mark.parametrize(
    "form",
    [
        "{0} — Ilse Marandt, mayor of Quillhaven",
        "{0} – Ilse Marandt",
        "{0} - Ilse Marandt, 44, the mayor of a harbour town",
        "{0} —Ilse Marandt.",
        "{0} (Ilse Marandt, MP)",
        "{0} — opposition leader Ilse Marandt",
        "{0} — the mayor Ilse Marandt on her defeat",
        "{0}\n\n— Ilse Marandt, mayor of Quillhaven",
        "{0}\nIlse Marandt, mayor of Quillhaven",
        "Ilse Marandt, mayor: {0}",
        "Ilse Marandt (Labour): {0}",
        "Ilse Marandt: {0}",
        "Said Ilse Marandt: {0}",
        "Says Ilse Marandt, the mayor: {0}",
        "Asked Ilse Marandt: {0}",
        "Marandt's words: {0}",
        "Marandt's reply to Brell was short: {0}",
        "A message from Ilse Marandt: {0}",
        "Marandt turned to Brell: {0}",
        "Marandt hit back at Brell on Twitter: {0}",
        "{0} So said Ilse Marandt on Friday.",
        "{0} Those were the words of Ilse Marandt.",
        "{0} That was the message from Ilse Marandt on Friday.",
    ],
)
@pytest.mark.parametrize("words", ["“The quay is lost and gone.”", '"The quay is lost and gone."', "“Never again.”"])
def test_signed_quotation_belongs_to_the_person_who_signs_it(form: str, words: str) -> None:
    assert said(form.format(words)) == [("Ilse Marandt", words)]


def test_so_said_takes_the_sentence_before_it() -> None:
    assert said("It rains. The quay is lost. So said Ilse Marandt on Friday.") == [
        ("Ilse Marandt", "The quay is lost.")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "On Facebook: “We will not pay for anything.”",
        "Berg was told: “We will not pay for anything.”",
        "The sign read: “We will not pay for anything.”",
        "“The Quay of Dreams”\n\nIlse Marandt",
    ],
)
def test_name_near_a_colon_or_a_title_is_not_always_a_speaker(text: str) -> None:
    assert {person for person, _ in said(text)} <= {None}


def test_two_signed_quotations_in_a_row_have_two_speakers() -> None:
    text = "“It was a mistake to build it.” — Ilse Marandt, mayor\n\n“It will pay for itself.” – Tomas Brell, engineer"
    assert said(text) == [
        ("Ilse Marandt", "“It was a mistake to build it.”"),
        ("Tomas Brell", "“It will pay for itself.”"),
    ]
