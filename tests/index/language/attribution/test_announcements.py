"""A quotation without a cue belongs to the person that the sentence before it is about, or to nobody."""

import pytest

from index.adapters.spacy_parser import SpacyParser
from index.language.attribution.attribute import attribute
from index.models import Attribution

QUOTED = "“I did not think so until this past year.”"
OPENING = """“The bridge is old and ugly,” said Fay Ives.

Nils Berg came to the meeting. So did Sunita Rao, a fisherwoman.

"""
DEEDS = (
    "was not convinced",
    "answered",
    "began to talk",
    "shook his head",
    "was asked about it",
    "disagreed",
    "sighed",
    "nodded",
    "turned to the board",
    "pointed at the river",
    "took the floor",
    "had another view",
    "was less polite",
    "has lived beside the bridge for forty years",
    "did not mince words",
    "rose to reply",
    "grew up on the island",
    "remains hopeful",
    "leaned forward",
    "was blunt",
    "saw it differently",
    "sounded a warning",
    "took to Twitter",
    "could not hide his joy",
    "runs the ferry",
    "is a fisherman",
    "spoke next",
    "weighed in",
    "had the last word",
)
PARSER = SpacyParser()


def speakers(texts: list[str], quoted: str = QUOTED) -> list[str | None]:
    """Return the speaker of a quotation, for each text."""
    return [_speaker(attribute(text, blocks), text, quoted) for text, blocks in PARSER.parse(texts)]


def _speaker(attribution: Attribution, text: str, quoted: str) -> str | None:
    [statement] = [one for one in attribution.statements if any(quoted in span.of(text) for span in one.spans)]
    return None if statement.person is None else attribution.people[statement.person].name


@pytest.mark.parametrize("gap", [" ", "\n\n"])
@pytest.mark.parametrize(
    ("subject", "person"),
    [
        ("Nils Berg", "Nils Berg"),
        ("Berg", "Nils Berg"),
        ("Mr Berg", "Nils Berg"),
        ("Rao", "Sunita Rao"),
        ("A driver", None),
    ],
)
def test_announced_quotation_belongs_to_the_person_of_the_sentence(subject: str, person: str | None, gap: str) -> None:
    texts = [f"{OPENING}{subject} {deed}.{gap}{QUOTED}\n\nThe board meets on Monday." for deed in DEEDS]
    assert dict(zip(DEEDS, speakers(texts), strict=True)) == dict.fromkeys(DEEDS, person)


@pytest.mark.parametrize(
    "sentence",
    [
        "The bridge cost four million crowns.",
        "The town cheered.",
        "Ives and Berg shrugged.",
        "The chairman asked whether anybody objected.",
        "Berg listened to a passer-by.",
        "Ives argued that it was ugly, and Berg replied that it was not.",
        "Berg was accused of theft by Ives.",
    ],
)
def test_quotation_after_a_sentence_about_nobody_or_about_two_people_has_no_speaker(sentence: str) -> None:
    assert speakers([f"{OPENING}{sentence} {QUOTED}", f"{OPENING}{sentence}\n\n{QUOTED}"]) == [None, None]


@pytest.mark.parametrize(
    ("sentence", "person"),
    [
        ("Berg said that the bridge was safe.", "Nils Berg"),
        ("Berg said that it was safe, and he denied the report.", "Nils Berg"),
        ("The bridge was safe, Berg said.", "Nils Berg"),
        ("Ives was wrong, Berg said.", "Nils Berg"),
        ("Then came Nils Berg.", "Nils Berg"),
        ("Not Nils Berg.", "Nils Berg"),
        ("When Ives had left, Berg got up.", None),
        ("Ives began talking to Berg.", "Fay Ives"),
    ],
)
def test_quotation_continues_the_sentence_before_it(sentence: str, person: str | None) -> None:
    assert speakers([f"{OPENING}{sentence} {QUOTED}"]) == [person]


def test_announced_speaker_is_never_certain() -> None:
    text = f"{OPENING}Berg was not convinced. {QUOTED}"
    [(_, blocks)] = PARSER.parse([text])
    statement = attribute(text, blocks).statements[-1]
    assert (statement.resolved_by, statement.confidence) == ("continued", "medium")


def test_name_and_colon_between_two_quotations_change_the_speaker() -> None:
    text = f"{OPENING}“It is ugly,” said Ives. Berg: {QUOTED}"
    assert speakers([text]) == ["Nils Berg"]
