"""Quotations with a cue that no rule of verbs finds, and quotations that a long cue breaks."""

import pytest

from index.adapters.spacy_parser import SpacyParser
from index.language.attribution.attribute import attribute

PARSER = SpacyParser()
PEOPLE = "\n\nNils Berg, the pilot, met Sunita Rao, the mayor. Berg came back with Rao in May."


def said(text: str) -> list[tuple[str | None, list[str]]]:
    [(_, blocks)] = PARSER.parse([text + PEOPLE])
    attribution = attribute(text + PEOPLE, blocks)
    return [
        (
            None if one.person is None else attribution.people[one.person].name,
            [span.of(text) for span in one.spans],
        )
        for one in attribution.statements
    ]


@pytest.mark.parametrize(
    "form",
    [
        "“It will fall before the summer,” Berg charged in a speech.",
        "“It will fall before the summer,” Berg, who ran the board for years, thundered when Rao asked.",
        "“It will fall before the summer?” reacted Berg.",
        "Berg shot back, “It will fall before the summer.”",
        "After Rao spoke, Berg hit back, “It will fall before the summer.”",
        "Berg said,“It will fall before the summer.”",
        "Berg laughed at the report, adding, “It will fall before the summer.”",
        "Berg insisted that it was late while adding on other matters, “It will fall before the summer.”",
        "“It will fall before the summer,” pilot Nils Berg, who founded The Echo in the city of Lund, said in May.",
        "Berg then writes back, “It falls.” In May, he said: “It will fall before the summer.”",
    ],
)
def test_cue_beside_a_quotation_names_its_speaker(form: str) -> None:
    people = [person for person, spans in said(form) if any("It will fall" in span for span in spans)]
    assert people == ["Nils Berg"]


@pytest.mark.parametrize(
    "text",
    [
        "Berg was asked, “Will it fall before the summer?”",
        "In May came the film, “The Bridge of Dreams,” Berg among its fans.",
    ],
)
def test_person_who_is_asked_or_reads_is_no_speaker(text: str) -> None:
    assert [person for person, _ in said(text) if person] == []


@pytest.mark.parametrize("description", ["", ", a pilot who has sailed on the river for more than thirty years,"])
def test_second_half_of_a_broken_quotation_belongs_to_it(description: str) -> None:
    cue = f"said Nils Berg{description}" if description else "said Nils Berg,"
    assert said(f"“The risk,” {cue} “is that it will fall before the summer.”") == [
        ("Nils Berg", ["“The risk,”", "“is that it will fall before the summer.”"])
    ]


def test_quotation_in_the_middle_of_a_clause_belongs_to_it() -> None:
    text = "Berg added that he was the only one to spend his life “fighting to defend the bridge.”"
    assert [spans for _, spans in said(text)] == [[text.removeprefix("Berg added ")]]


def test_misread_participle_is_a_cue() -> None:
    text = "“Will it fall before the summer?” the 43-year-old asked in a letter."
    assert [spans for _, spans in said(text)] == [["“Will it fall before the summer?”"]]
