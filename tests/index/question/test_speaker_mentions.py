import pytest

from index.question.speaker_mentions import (
    head_noun,
    is_mention_of,
    is_name,
    is_organisation,
    is_role,
    missing_words,
    spell_out,
)


@pytest.mark.parametrize(
    ("phrase", "head"),
    [
        ("the mayor of Ostrel", "mayor"),
        ("Ostrel's mayor", "mayor"),
        ("a doctor on the scene", "doctor"),
        ("Russia’s Defence Ministry", "ministry"),
        ("the Treasury", "treasury"),
        ("", ""),
    ],
)
def test_head_noun_comes_before_the_complement(phrase: str, head: str) -> None:
    assert head_noun(phrase) == head


def test_phrases_are_roles_organisations_or_names() -> None:
    phrases = [
        "the lorry driver",
        "Ostrel's mayor",
        "Ostrel City Council",
        "the Fort Wells police",
        "Ada Pell",
        "the UN",
    ]
    assert [is_role(phrase) for phrase in phrases] == [True, True, False, False, False, False]
    assert [is_organisation(phrase) for phrase in phrases] == [False, False, True, True, False, False]
    assert [is_name(phrase) for phrase in phrases] == [False, False, False, False, True, False]


def test_spell_out_writes_offices_in_full() -> None:
    assert spell_out("the CEO of Tessaro") == "the chief executive of Tessaro"
    assert spell_out("Kardosa's PM") == "Kardosa's prime minister"
    assert spell_out("Ada Pell") == "Ada Pell"


@pytest.mark.parametrize(
    ("printed", "asked"),
    [
        ("The Treasury", "the Treasury"),
        ("The Treasury", "the treasury"),
        ("Russia's Defense Ministry", "the Russian defence ministry"),
        ("the defence ministry of Russia", "Russia’s Defense Ministry"),
        ("The United Nations", "the UN"),
        ("the U.N.", "the United Nations"),
        ("Fort Wells Police Department", "the Fort Wells police"),
        ("a spokesman for the Treasury", "the Treasury"),
        ("Treasury officials", "the Treasury"),
        ("Fort Wells police", "the police"),
        ("Russian authorities", "Russia"),
        ("Tessaro Motors Ltd", "Tessaro Motors"),
        ("the mayor of Ostrel", "the mayor"),
        ("a doctor on the scene", "the doctor on the scene"),
        ("Association of Ostrel Grocers president Ada Pell", "Ada Pell"),
        ("former welfare minister Frank Fielding MP", "Frank Fielding"),
        ("Ada Pell, the mayor", "Ada Pell"),
        ("Farmer Bill Tully, 61", "the farmer"),
        ("The lorry driver Bertil", "the lorry driver"),
        ("China's foreign ministry", "China"),
    ],
)
def test_mention_has_the_words_and_the_head_of_the_speaker_asked_about(printed: str, asked: str) -> None:
    assert is_mention_of(printed, asked, is_person=False)


@pytest.mark.parametrize(
    ("printed", "asked"),
    [
        ("Zurich Financial", "the Financial Times"),
        ("Lara Van Der Fort", "the Fort Wells police"),
        ("the deputy mayor of Ostrel", "the mayor of Ostrel"),
        ("the former mayor of Ostrel", "the mayor of Ostrel"),
        ("a spokesman for the mayor of Ostrel", "the mayor of Ostrel"),
        ("the wife of the mayor of Ostrel", "the mayor of Ostrel"),
        ("Russian hackers", "Russia"),
        ("Former mayor Ada Pell", "the mayor"),
        ("Mayor Ada Pell's aide", "the mayor"),
        ("the Treasury minister Tom Bell", "the Treasury"),
        ("the council", "the city council"),
        ("the council", ""),
        ("", "the council"),
    ],
)
def test_mention_of_somebody_else_is_not_the_speaker_asked_about(printed: str, asked: str) -> None:
    assert not is_mention_of(printed, asked, is_person=False)


@pytest.mark.parametrize(
    "printed",
    [
        "a spokesman for Lena Orbal",
        "Lena Orbal's lawyer",
        "a woman who works with Lena Orbal",
        "Orbal",
        "Lena Orbal aide Tim Brock",
    ],
)
def test_mention_of_people_around_a_person_is_not_the_person(printed: str) -> None:
    assert not is_mention_of(printed, "Lena Orbal", is_person=True)


@pytest.mark.parametrize(
    ("printed", "asked", "missing"),
    [
        ("Police", "the Ostrel police", ("Ostrel",)),
        ("The court", "the Supreme Court", ("Supreme",)),
        ("the finance minister", "Norway's finance minister", ("Norway's",)),
        ("the finance minister", "the Norwegian finance minister", ("Norwegian",)),
        ("the minister", "the finance minister", None),
        ("the finance minister", "the finance minister", None),
        ("the deputy minister", "Norway's finance minister", None),
        ("residents", "the Ostrel police", None),
    ],
)
def test_shorter_mention_lacks_words(printed: str, asked: str, missing: tuple[str, ...] | None) -> None:
    found = missing_words(printed, asked)
    assert (found if found is None else tuple(word for word in found if word != "the")) == missing
