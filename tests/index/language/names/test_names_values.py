"""Values for names, roles, titles and nations at the limits of their rules."""

import pytest

from index.language.names.gender import forename_gender
from index.language.names.name_matching import NameMatch, first_initial, is_initialled, match_names
from index.language.names.nations import is_country, replace_nations
from index.language.names.person_name import Name, parse_name
from index.language.names.roles import role_heads
from index.language.names.titles import begins_title, title_gender, title_length


def name(text: str) -> Name:
    parsed = parse_name(text)
    assert parsed is not None
    return parsed


def match(a: str, b: str) -> NameMatch | None:
    """Return the match of two names, which is the same in both orders."""
    assert match_names(name(a), name(b)) == match_names(name(b), name(a))
    return match_names(name(a), name(b))


def test_forename_has_a_gender_if_ten_bearers_are_counted() -> None:
    assert forename_gender("aaheli") == "female"  # 10 bearers
    assert forename_gender("aabir") == "male"  # 10 bearers
    assert forename_gender("aadaya") is None  # 9 bearers


def test_forename_has_a_gender_if_eighty_five_of_a_hundred_bearers_share_it() -> None:
    assert forename_gender("aml") == "female"  # 85% female
    assert forename_gender("akhtar") == "male"  # 15% female
    assert forename_gender("alis") is None  # 84% female
    assert forename_gender("antares") is None  # 16% female
    assert forename_gender("") is None


def test_initial_is_distinguished_from_a_forename() -> None:
    assert is_initialled(name("J. Holm"))
    assert not is_initialled(name("Ann J. Holm"))
    assert not is_initialled(name("Holm"))


def test_two_capitals_are_initials_unless_all_is_in_capitals() -> None:
    assert is_initialled(name("JB Holm"))
    assert not is_initialled(name("JO HOLM"))
    assert [first_initial(name(text)) for text in ("JB Holm", "Ann Holm", "Holm")] == ["j", "a", ""]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("Ann Holm", "Ann Holm", NameMatch.FULL),
        ("E. Holm", "Eve Holm", NameMatch.FULL),
        ("B. Holm", "Ann Holm", None),
        ("Bob Holm", "Robert Holm", NameMatch.FULL),
        ("Ann Holm", "Holm", NameMatch.SURNAME),
        ("Mrs. Holm", "Ann Holm", NameMatch.SURNAME),
        ("Mrs. Holm", "Jon Holm", None),
        ("Mrs. Holm", "Mr. Holm", None),
        ("Sen. Holm", "Jon Holm", NameMatch.SURNAME),
        ("Ann Holm Jr.", "Ann Holm Sr.", None),
        ("Ann Holm Jr.", "Ann Holm", NameMatch.FULL),
        ("Ann", "Ann Holm", NameMatch.FORENAME),
        ("Mrs. Ann", "Ann Holm", None),
        ("Queen Ann", "Ann Holm", NameMatch.FORENAME),
        ("Eve", "E. Holm", None),
    ],
)
def test_two_names_match_by_surname_forename_title_and_suffix(a: str, b: str, expected: NameMatch | None) -> None:
    assert match(a, b) == expected


def test_nations_are_replaced_by_their_keys() -> None:
    words = ["the", "united", "states", "of", "america", "and", "russian", "envoys", "to", "burma"]
    assert replace_nations(words) == ["the", "united states", "and", "russia", "envoys", "to", "myanmar"]
    assert replace_nations(["russian", "american"]) == ["russia", "united states"]
    assert replace_nations([]) == []
    assert is_country("russia")
    assert not is_country("russian")


@pytest.mark.parametrize(
    ("text", "given", "surname"),
    [
        ("Kim Basinger", ("Kim",), "Basinger"),
        ("Kim Min-jun", ("Min-jun",), "Kim"),
        ("Xi Jinping", ("Jinping",), "Xi"),
        ("Ann Mi-na", ("Ann",), "Mi-na"),
        ("Nguyen Van Minh", ("Van", "Minh"), "Nguyen"),
        ("Enrique Pe\u00f1a Nieto", ("Enrique",), "Pe\u00f1a Nieto"),
        ("Pe\u00f1a Nieto", ("Pe\u00f1a",), "Nieto"),
        ("Ursula von der Leyen", ("Ursula",), "von der Leyen"),
        ("Gerard 't Hooft", ("Gerard",), "t Hooft"),
        ("Gerard T. Hooft", ("Gerard", "T."), "Hooft"),
        ("Al Gore", ("Al",), "Gore"),
        ("Mohammed bin Salman Al Saud", ("Mohammed",), "bin Salman"),
        ("J.B. Holm", ("J.", "B."), "Holm"),
    ],
)
def test_name_is_divided_into_given_names_and_surname(text: str, given: tuple[str, ...], surname: str) -> None:
    assert (name(text).given, name(text).surname) == (given, surname)


def test_only_the_first_word_after_a_comma_is_a_suffix() -> None:
    assert name("Ann Holm, Jr. of Ohio") == Name(("Ann",), "Holm", None, "Jr.")
    assert name("Ann Holm, mayor Jr.") == Name(("Ann",), "Holm")
    assert name("Ann Holm MD") == Name(("Ann",), "Holm")
    assert name("the minister, Ann Holm") == Name(("Ann",), "Holm", "the minister")


def test_gender_of_a_name_is_that_of_its_title_or_forename() -> None:
    assert name("Mrs. Holm").gender == "female"
    assert name("Jon Holm").gender == "male"
    assert name("Sen. Jon Holm").gender == "male"
    assert name("Holm").gender is None


def test_head_of_a_role_is_the_last_word_before_its_complement() -> None:
    assert role_heads("sporting director of the club for men") == {"director"}
    assert role_heads("director") == {"director"}
    assert role_heads("former prime minister") == {"minister"}


def test_title_begins_with_a_small_word_of_four_letters_or_a_known_one() -> None:
    assert begins_title("lead")
    assert not begins_title("old")
    assert begins_title("then-Senator")
    assert not begins_title("Then-Bridge".replace("Then", "Old"))
    assert begins_title("Russia's")
    assert begins_title("Mayor")
    assert not begins_title("Bridge")


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("Mrs. Holm", 1),
        ("Russian Foreign Minister Sergei Lavrov", 3),
        ("Secretary of State Ann Holm", 3),
        ("Ohio State University professor Paul Beck", 4),
        ("Ohio Professor Paul Beck", 2),
        ("Ohio Professor Beck", 0),
        ("Gov. Earl Ray", 1),
        ("Assistant Dean Ray", 2),
        ("Rep. King", 1),
        ("King", 0),
        ("the king", 2),
        ("Ann Holm", 0),
    ],
)
def test_title_has_a_number_of_words(text: str, length: int) -> None:
    assert title_length(text.split()) == length


def test_title_implies_a_gender() -> None:
    assert title_gender("Mrs.") == "female"
    assert title_gender("Queen of Denmark") == "female"
    assert title_gender("Mr. Justice") == "male"
    assert title_gender("sheriff of King County") is None
    assert title_gender("Sen.") is None
