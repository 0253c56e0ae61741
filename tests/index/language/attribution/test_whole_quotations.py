"""Whole quotations with their cue beside them, and the words of the reporter around them."""

import pytest

from index.adapters.spacy_parser import SpacyParser
from index.language.attribution.attribute import attribute
from index.language.attribution.quoted_titles import is_title_case

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
    "text",
    [
        "“We have had better years than this one,” pilot Nils Berg, wearing a scarf and “Go Home” badges, said calmly.",
        "Berg weighed in as well, telling The Echo on Monday, “We have had better years than this one,” he said.",
        "After a man hit a guard, Berg said of it, “We have had better years than this one,” adding that “he left.”",
        "Berg had previously said, “We have had better years than this one,” when asked whether he would sell.",
        "Berg emailed members saying: “We have had better years than this one” and vowing to sell.",
        "Berg called over his shoulder, “We have had better years than this one.”",
    ],
)
def test_whole_quotation_is_the_statement(text: str) -> None:
    found = [(person, spans) for person, spans in said(text) if any("better years" in span for span in spans)]
    assert [(person, [span.strip("“”,.") for span in spans]) for person, spans in found] == [
        ("Nils Berg", ["We have had better years than this one"])
    ]


def test_other_half_of_a_broken_quotation_is_kept() -> None:
    text = "“In other news,” Berg wrote, “The mayor has a new boat,” after Rao came to the quay."
    assert ("Nils Berg", ["“In other news,”", "“The mayor has a new boat,”"]) in said(text)


def test_quotation_inside_a_reported_clause_is_not_cut_out_of_it() -> None:
    text = "Berg said that, over the last five months, “The quay played a great role in his life.”"
    assert said(text) == [
        ("Nils Berg", ["that, over the last five months, “The quay played a great role in his life.”"])
    ]


def test_person_who_was_asked_does_not_ask() -> None:
    text = "Rao was asked by Berg, who likes Rao, but has dismissed the story, “Now, was it not your own plan?”"
    found = [person for person, spans in said(text) if any("own plan" in span for span in spans)]
    assert "Sunita Rao" not in found


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("A Change Is Gonna Come,", True),
        ("The Bridge of Dreams", True),
        ("We have had better years", False),
        ("Nelly", False),
        ("It is late", False),
    ],
)
def test_title_case_needs_two_long_words_with_capitals(words: str, expected: bool) -> None:
    assert is_title_case(words) is expected


def test_straight_mark_that_a_curly_one_closes_opens_a_quotation() -> None:
    text = '"I know. I know. It is a dangerous year,” Berg said. Rao spoke of a “terrible fear” of his.'
    assert said(text)[0] == ("Nils Berg", ['"I know. I know. It is a dangerous year,”'])
