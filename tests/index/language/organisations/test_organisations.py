"""Organisations as speakers with the packaged model, on invented sentences from many countries."""

from collections.abc import Callable

import pytest

from index.adapters.spacy_parser import SpacyParser
from index.language.attribution.attribute import attribute
from index.models import Attribution, PersonMention, Statement

Attribute = Callable[[str], Attribution]


@pytest.fixture(scope="module")
def attribution_of() -> Attribute:
    parser = SpacyParser()

    def run(text: str) -> Attribution:
        [(_, blocks)] = parser.parse([text])
        return attribute(text, blocks)

    return run


def speaker_of(attribution: Attribution, text: str, words: str) -> tuple[Statement, PersonMention | None]:
    """Return the statement that contains some words, and its speaker."""
    [statement] = [one for one in attribution.statements if any(words in span.of(text) for span in one.spans)]
    return statement, None if statement.person is None else attribution.people[statement.person]


ORGANISATIONS = [
    ("The Treasury dismissed the study as nonsense and said incomes rose.", "incomes rose", "Treasury"),
    ("The UN said that the camp was full.", "the camp was full", "UN"),
    ("Russia's Defense Ministry said that 33 drones fell.", "33 drones fell", "Russia's Defense Ministry"),
    ("Fort Wells Police Department said that it had found a car.", "it had found", "Fort Wells Police Department"),
    ("The U.S. Department of Roads said that the bridge was safe.", "the bridge", "U.S. Department of Roads"),
    ("St Mary's Primary School said that the roof was safe.", "the roof", "St Mary's Primary School"),
    ("Port Vila police said that three men fled.", "three men", "Port Vila police"),
    ("The Bell campaign said that the advert was false.", "the advert", "Bell campaign"),
    ("China said that the exercise was routine.", "the exercise", "China"),
    ("Moscow said that the talks had failed.", "the talks", "Moscow"),
    ("Police said that two men were held.", "two men", "police"),
    ("The council said that bins would be emptied.", "bins would", "the council"),
    ("FC Marrow said that it had made an offer.", "it had made", "FC Marrow"),
    ("The city said that the bins were full.", "the bins", "the city"),
    ("Marks & Field said that sales rose by a tenth.", "sales rose", "Marks & Field"),
    ("A spokesman for Tayford Council said that the road was shut.", "the road", "Tayford Council"),
    ("A police spokeswoman said that a search was on.", "a search", "police"),
    (
        "A statement from the Port Authority of Jamara said that the spill was small.",
        "the spill",
        "Port Authority of Jamara",
    ),
]


@pytest.mark.parametrize(("text", "words", "name"), ORGANISATIONS)
def test_organisation_speaks(attribution_of: Attribute, text: str, words: str, name: str) -> None:
    _, speaker = speaker_of(attribution_of(text), text, words)
    assert speaker is not None
    assert (speaker.name, speaker.kind) == (name, "organisation")


@pytest.mark.parametrize(
    ("text", "words", "name", "by"),
    [
        (
            "The Reserve Bank of Marwa left rates unchanged.\n\nThe central bank said that inflation would ease.",
            "inflation would",
            "Reserve Bank of Marwa",
            "role",
        ),
        (
            "The Delhi High Court ruled that the tenants could stay.\n\nThe court said that the notice was void.",
            "the notice",
            "Delhi High Court",
            "role",
        ),
        (
            "The Kollam Water Authority said that supply would stop.\n\nIt said that repairs would take two days.",
            "repairs would",
            "Kollam Water Authority",
            "pronoun",
        ),
        (
            (
                "The group that owns her songs, Tall Harbour, says she may sing. Tall Harbour have denied a rift.\n\n"
                "“There is no rift,” they said in a statement."
            ),
            "There is no rift",
            "Tall Harbour",
            "pronoun",
        ),
        (
            "A spokeswoman for Tayford Council said that the road was shut.\n\n“It will open on Friday,” she added.",
            "It will open",
            "Tayford Council",
            "pronoun",
        ),
        (
            "The Nigerian Fuel Marketers Association (NFMA) met in Abuja.\n\nNFMA said that members had no stock.",
            "members had",
            "Nigerian Fuel Marketers Association",
            "name",
        ),
        (
            "Gazprim said it would raise the price in May.\n\n“We regret the step,” the company said.",
            "We regret",
            "Gazprim",
            "role",
        ),
        (
            "Tesmar said the van was its own.\n\n“We are glad,” the company said.",
            "We are glad",
            "Tesmar",
            "role",
        ),
        (
            "Network Rail said that engineers were on site.\n\nA spokesperson said: “We are sorry for the delay.”",
            "We are sorry",
            "Network Rail",
            "role",
        ),
        (
            "Orley Ltd opened a mine.\n\nOrley said that it would hire 300 people.",
            "it would hire",
            "Orley Ltd",
            "name",
        ),
    ],
)
def test_reference_is_resolved_to_the_organisation(
    attribution_of: Attribute, text: str, words: str, name: str, by: str
) -> None:
    statement, speaker = speaker_of(attribution_of(text), text, words)
    assert speaker is not None
    assert (speaker.name, speaker.kind, statement.resolved_by) == (name, "organisation", by)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Officials said that no decision was made.", "no decision"),
        ("Residents said that they had smelled gas.", "they had smelled"),
        ("A spokesman for Sarah Bell said that the advert would run.", "the advert"),
        ("Lawyers for Volkov Oil said that they would appeal.", "they would appeal"),
        ("Tayford Council and Ostrel Council said that the road was shut.", "the road"),
        ("Ann Church lit a fire. Church said that the hall was cold.", "the hall"),
        ("All the Democrats said that the vote was late.", "the vote"),
        ("The ship left Ostrel. The storm passed. It said that the sea was calm.", "the sea"),
    ],
)
def test_speaker_is_no_organisation(attribution_of: Attribute, text: str, words: str) -> None:
    _, speaker = speaker_of(attribution_of(text), text, words)
    assert speaker is None or speaker.kind == "person"


def test_person_of_an_organisation_stays_a_person(attribution_of: Attribute) -> None:
    text = (
        "Anil Joshi, the governor of the Reserve Bank of Marwa, said that growth was firm. "
        "He said that rates would fall."
    )
    attribution = attribution_of(text)
    for words in ("growth was", "rates would"):
        _, speaker = speaker_of(attribution, text, words)
        assert speaker is not None
        assert (speaker.name, speaker.kind) == ("Anil Joshi", "person")


def test_named_spokesperson_is_a_person(attribution_of: Attribute) -> None:
    text = (
        "Port Vila police spokeswoman Mary Toa said that the man was armed. "
        "A police spokesman said that a search was on."
    )
    attribution = attribution_of(text)
    _, toa = speaker_of(attribution, text, "the man was")
    _, police = speaker_of(attribution, text, "a search")
    assert toa is not None
    assert (toa.name, toa.kind) == ("Mary Toa", "person")
    assert police is not None
    assert (police.name, police.kind) == ("Port Vila police", "organisation")


def test_country_is_not_a_person_with_its_name(attribution_of: Attribute) -> None:
    text = "Jordan said that the border was closed. Jordan Weller, a driver, said that he waited."
    attribution = attribution_of(text)
    _, country = speaker_of(attribution, text, "the border")
    _, driver = speaker_of(attribution, text, "he waited")
    assert country is not None
    assert driver is not None
    assert (country.name, country.kind, driver.kind) == ("Jordan", "organisation", "person")


def test_country_is_not_the_person_named_after_it(attribution_of: Attribute) -> None:
    text = "Kenya said that it would help. Michael Kenya, a driver, said that he was ready."
    _, country = speaker_of(attribution_of(text), text, "it would help")
    assert country is not None
    assert (country.name, country.kind) == ("Kenya", "organisation")


def test_name_in_capitals_in_a_transcript_is_no_acronym(attribution_of: Attribute) -> None:
    text = "RYLE: The quay is long and the boats are old.\nORR: I do not think so at all."
    assert [one.name for one in attribution_of(text).people if one.kind == "organisation"] == []


def test_surname_is_not_the_country_with_its_name(attribution_of: Attribute) -> None:
    text = "Michael Jordan left the court on Sunday. Jordan said that the season was over."
    attribution = attribution_of(text)
    _, speaker = speaker_of(attribution, text, "the season")
    assert speaker is not None
    assert (speaker.name, speaker.kind) == ("Michael Jordan", "person")


def test_only_organisations_that_speak_are_listed(attribution_of: Attribute) -> None:
    text = "Orley Ltd bought Volkov Oil on Monday. Volkov Oil said that the price was fair."
    attribution = attribution_of(text)
    assert [one.name for one in attribution.people if one.kind == "organisation"] == ["Volkov Oil"]
    assert [one.name for one in attribution.people if one.kind == "person"] == []
