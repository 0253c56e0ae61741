"""Turns of transcripts, and the lines of the same shape that are none."""

import pytest

from index.adapters.spacy_parser import SpacyParser
from index.language.attribution.attribute import attribute
from index.language.attribution.transcripts import TurnKind, find_turns

PARSER = SpacyParser()
HEARING = (
    "JOHN BERGMAN, ANCHOR: So the figures were wrong. He knows it's B.S.\n\n"
    "KATE RAMPELLI, COLUMNIST: Yes, of course he does.\n\n(CROSSTALK)\n\nAnd more will come.\n\n"
    "BERGMAN: Thank you.\n\nRAMPELLI (voice-over): The streets are empty."
)


def turns(text: str) -> list[tuple[str, list[str]]]:
    return [(turn.name.of(text), [span.of(text) for span in turn.content]) for turn in find_turns(text)]


def people(text: str) -> list[tuple[str | None, str]]:
    """Return the person and the first words of each statement."""
    [(_, blocks)] = PARSER.parse([text])
    attribution = attribute(text, blocks)
    return [
        (None if one.person is None else attribution.people[one.person].name, one.spans[0].of(text))
        for one in attribution.statements
    ]


def test_paragraphs_between_two_speakers_belong_to_the_first_one() -> None:
    assert turns(HEARING) == [
        ("JOHN BERGMAN", ["So the figures were wrong. He knows it's B.S."]),
        ("KATE RAMPELLI", ["Yes, of course he does.", "And more will come."]),
        ("BERGMAN", ["Thank you."]),
        ("RAMPELLI", ["The streets are empty."]),
    ]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize(
    "form",
    [
        "{0}: ",
        "MR. {0}: ",
        "{0} (on camera): ",
        "{0} [through a translator]: ",
        "**{0}:** ",
        "<b>{0}:</b> ",
        "{0}, MP: ",
    ],
)
def test_speaker_in_capitals_is_found_in_every_form(form: str, gap: str) -> None:
    lines = ["We will open the bridge.", "Who pays for it?", "The town does. We have the money."]
    names = ["RYLE", "SY", "RYLE"]
    text = (
        "Hearing\n\nHugo Ryle and Anna Sy met."
        + gap
        + gap.join(form.format(name) + line for name, line in zip(names, lines, strict=True))
    )
    assert [(name.removeprefix("MR. "), content) for name, content in turns(text)] == [
        (name, [line]) for name, line in zip(names, lines, strict=True)
    ]


def test_names_of_a_transcript_are_people() -> None:
    assert people("News at nine\n\nANNA SY, WITNESS: I live above the tunnel.\n\nSY: I saw smoke and ran.") == [
        ("ANNA SY", "I live above the tunnel."),
        ("ANNA SY", "I saw smoke and ran."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Trip\n\nNEW DELHI: Their dream shattered, nearly 150 men came home.\n\nMUMBAI: Prices rose. We wait.",
        "Snow\n\nSRINAGAR: Snow fell on the valley. Roads were shut.",
        "Prices\n\nLONDON (AP): Prices rose.",
        "Ratings\n\nTomas Brell played.\n\nBrell: Had a quiet game. 6\nBerg: Scored twice. 8\nKroll: Came late. 5",
        "Events\n\nDate: 4 May\nVenue: Town Hall\nSpeaker: Anna Kroll\nDate: 5 May\nVenue: Will you come?",
        "Race\n\nHugo Ryle won.\n\nRyle: 45 per cent\n\nBrell: 40 per cent",
        "Notes\n\nUPDATE: We wrote to the board.\n\nREAD MORE: What do you think?",
        "Said\n\nSaid Ilse Marandt: It is lost.\n\nAsked Hugo Ryle: Is it?",
        "Photo: Anna Kroll. Source: Reuters.",
        "Grades\n\nA: the best mark there is.",
    ],
)
def test_line_without_evidence_is_no_turn(text: str) -> None:
    assert turns(text) == []


def test_names_in_small_letters_need_a_conversation() -> None:
    text = (
        "Talk\n\nHugo Ryle met Sunita Rao.\n\nRyle: It is safe.\nRao: Do you think so?\nRyle: I walk over it every day."
    )
    assert [name for name, _ in turns(text)] == ["Ryle", "Rao", "Ryle"]


def test_paper_that_asks_is_the_speaker_of_its_questions() -> None:
    text = (
        "Interview\n\nThe Echo: How much will it cost?\n\nIlse Marandt: Forty million.\n\n"
        "The Echo: And who pays?\n\nMarandt: The ships."
    )
    assert people(text) == [
        (None, "How much will it cost?"),
        ("Ilse Marandt", "Forty million."),
        (None, "And who pays?"),
        ("Ilse Marandt", "The ships."),
    ]


def test_labels_in_capitals_and_in_small_letters_make_one_transcript() -> None:
    text = "Talk\n\nSMH: Why did you leave?\n\nGrant Mackay: I had to.\n\nSMH: Do you regret it?\n\nMackay: No."
    assert [name for name, _ in turns(text)] == ["SMH", "Grant Mackay", "SMH", "Mackay"]


def test_answers_belong_to_the_only_person_named_before_the_first_question() -> None:
    intro = "Interview\n\nThe mayor, Ilse Marandt, spoke to us.\n\n"
    talk = "Q: How much will it cost?\n\nA: Forty million.\n\nWe have it.\n\nQ: Who pays?\n\nA: The ships."
    assert [turn.kind for turn in find_turns(intro + talk)] == [TurnKind.QUESTION, TurnKind.ANSWER] * 2
    assert people(intro + talk) == [
        (None, "How much will it cost?"),
        ("Ilse Marandt", "Forty million."),
        (None, "Who pays?"),
        ("Ilse Marandt", "The ships."),
    ]
    assert people(intro.replace("spoke to", "and Tomas Brell met") + talk)[1] == (None, "Forty million.")


def test_headline_with_a_known_name_and_a_verb_is_a_statement() -> None:
    assert people("Berg: The bridge will fall\n\nNils Berg spoke on Monday.")[0] == (
        "Nils Berg",
        "The bridge will fall",
    )
    assert people("Berg: A life in pictures\n\nNils Berg spoke on Monday.") == []


def test_words_of_a_transcript_are_direct() -> None:
    [(_, blocks)] = PARSER.parse([HEARING])
    assert {statement.kind for statement in attribute(HEARING, blocks).statements} == {"direct"}


def test_a_line_of_asterisks_takes_no_exponential_time() -> None:
    """The test would not end if the pattern of a label were ambiguous."""
    assert find_turns("*" * 200 + "\n\n" + "_" * 200 + " Berg") == []
