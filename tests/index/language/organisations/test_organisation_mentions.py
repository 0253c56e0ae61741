"""Mentions that stand for an organisation, with the packaged model, on invented sentences."""

import pytest

from index.adapters.spacy_parser import SpacyParser
from index.language.attribution.attribute import attribute


@pytest.fixture(scope="module")
def parser() -> SpacyParser:
    return SpacyParser()


def speaker_of(parser: SpacyParser, text: str, words: str) -> tuple[str, str] | None:
    """Return the name and the kind of the speaker of the statement with some words, or None if it shows nobody."""
    [(_, blocks)] = parser.parse([text])
    attribution = attribute(text, blocks)
    [statement] = [one for one in attribution.statements if any(words in span.of(text) for span in one.spans)]
    if statement.person is None:
        return None
    speaker = attribution.people[statement.person]
    return speaker.name, speaker.kind


NAMED = [
    (
        "The Marlow County Sheriff's Office arrested the man. MCSO said that he had a knife.",
        "he had a knife",
        "Marlow County Sheriff's Office",
    ),
    (
        "The Marlow County Sheriff's Office arrested a man. The sheriff's office said he had a knife.",
        "he had a knife",
        "Marlow County Sheriff's Office",
    ),
    (
        "The Ohio Independent Rail Operator shut a line. Ohio IRO said that trains would stop.",
        "trains would",
        "Ohio Independent Rail Operator",
    ),
    ("Members of the Aldbury Heritage Trust said the mill must be saved.", "the mill must", "Aldbury Heritage Trust"),
    ("Officials at Brightwater University said classes would resume.", "classes would", "Brightwater University"),
    ("Larkfield Electric officials said crews would work overnight.", "crews would", "Larkfield Electric"),
    (
        "Marlow County has 3,000 residents. County officials said that the bridge would stay shut.",
        "the bridge would",
        "Marlow County",
    ),
    ("A Justice Department spokesman said the case was weak.", "the case was", "Justice Department"),
    (
        "Volkert Motors sold 3 million cars. The company's second-quarter results showed that sales fell.",
        "sales fell",
        "Volkert Motors",
    ),
    ("A Brightwater University poll found that most people liked the plan.", "most people", "Brightwater University"),
    (
        "Figures released by the Office for Rural Statistics showed that prices rose.",
        "prices rose",
        "Office for Rural Statistics",
    ),
    ("Orley Group issued a statement on Monday. “We are sorry,” the statement said.", "We are sorry", "Orley Group"),
    (
        "He lost after the Superior Court ruling in Ostrel, which had found that the shop was a service provider.",
        "the shop was",
        "Superior Court",
    ),
    ("According to the Ostrel Herald-Review, the mayor will not run again.", "the mayor will", "Ostrel Herald-Review"),
    ("Orley Group posted a profit. The company said the new store would open in May.", "the new store", "Orley Group"),
    (
        "Orley Group bought Tesmar Motors in May. The company said that it would cut jobs.",
        "it would cut",
        "Orley Group",
    ),
    ("The coastguard said that all were safe. Tesmar Lines said it was sorry.", "all were safe", "the coastguard"),
    ("“Sales rose,” the company said.\n\nOrley Group has 40 shops in Leeds.", "Sales rose", "Orley Group"),
    (
        "Strandings rose sharply, according to whale rescue group Project Tirra, with 40 whales lost.",
        "Strandings rose",
        "Project Tirra",
    ),
    (
        "Amarex Liable For Faulty Third-Party Products\n\nThe shop must pay. Amarex argued it was only a platform.",
        "it was only",
        "Amarex",
    ),
    ("Morgan Fields cut jobs. Morgan Fields, which owns 40 shops, said sales fell.", "sales fell", "Morgan Fields"),
    ("Netflow plans a film on Friday. The company said growth would return.", "growth would", "Netflow"),
    (
        "Saint Mary's Hospital treated 14 people. The hospital said that two were critical.",
        "two were",
        "Saint Mary's Hospital",
    ),
    (
        "Fenwick University shut its library. A university spokeswoman said that mould had been found.",
        "mould had",
        "Fenwick University",
    ),
    ("Orley Group's chief left. “Sales rose,” it said in a filing.", "Sales rose", "Orley Group"),
    ("Orley Group's profits rose by a third. It said that the trend would last.", "the trend", "Orley Group"),
    (
        "Orley Group opened 40 shops. Profits rose by a third. It said that the trend would last.",
        "the trend",
        "Orley Group",
    ),
    (
        "The agents work for Air and Marine Operations. AMO said that ten people were on board.",
        "ten people",
        "Air and Marine Operations",
    ),
    ("Amarex.com Inc. lost money in May. Amarex said that it would cut jobs.", "it would cut", "Amarex.com Inc."),
    (
        "The Marlow Times reported on Monday that the quay was shut. The newspaper said that it would open in May.",
        "it would open",
        "Marlow Times",
    ),
    ("The Al Jazeera report said that the quay was shut.", "the quay was", "Al Jazeera"),
]
UNNAMED = [
    ("Google and Orley are rivals. The company said that it would appeal.", "it would appeal"),
    ("Some Larkfield Electric officials said crews would work overnight.", "crews would"),
    ("U.S. officials said the strike was planned.", "the strike was"),
    ("Zarra's parent company said sales had fallen.", "sales had"),
    ("Orley Group and Tesmar Motors met. The lawsuit argues that the law is invalid.", "the law is"),
    ("Verrin Motors executives said the van was unsafe.", "the van was"),
    ("Orley Group and Tesmar Motors met. The company said that the talks went well.", "the talks went"),
]


@pytest.mark.parametrize(("text", "words", "name"), NAMED)
def test_mention_stands_for_the_organisation(parser: SpacyParser, text: str, words: str, name: str) -> None:
    assert speaker_of(parser, text, words) == (name, "organisation")


@pytest.mark.parametrize(("text", "words"), UNNAMED)
def test_mention_stands_for_nobody_certain(parser: SpacyParser, text: str, words: str) -> None:
    assert speaker_of(parser, text, words) is None
