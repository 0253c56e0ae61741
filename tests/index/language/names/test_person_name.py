"""Names parsed into their parts, and compared with each other."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.language.names.gender import forename_gender
from index.language.names.name_matching import NameMatch, match_names, surname_keys
from index.language.names.person_name import Name, parse_name
from index.models import Gender


def same_person(a: Name, b: Name) -> bool:
    return match_names(a, b) is not None


def parsed(written: str) -> Name:
    name = parse_name(written)
    assert name is not None, written
    return name


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        # given names and surnames
        ("Vela", Name((), "Vela")),
        ("Vela Orland", Name(("Vela",), "Orland")),
        ("Vela Marsh Orland", Name(("Vela", "Marsh"), "Orland")),
        ("  Vela \n Orland ", Name(("Vela",), "Orland")),
        ("VELA ORLAND", Name(("VELA",), "ORLAND")),
        ("vela orland", Name(("vela",), "orland")),
        ("J.B. Orland", Name(("J.", "B."), "Orland")),
        ("J. B. Orland", Name(("J.", "B."), "Orland")),
        ("Vela M. Orland", Name(("Vela", "M."), "Orland")),
        ("Sean O’Neil", Name(("Sean",), "O’Neil")),
        ("Ann Bell-Ames", Name(("Ann",), "Bell-Ames")),
        # text that is no part of a name
        ("Orland’s", Name((), "Orland")),
        ("Ames'", Name((), "Ames")),
        ("“Vela Orland”", Name(("Vela",), "Orland")),
        ("Robert “Bob” Ames", Name(("Robert",), "Ames")),
        ("Robert 'Bob' Ames", Name(("Robert",), "Ames")),
        ("Robert (Bob) Ames Jr.", Name(("Robert",), "Ames", suffix="Jr.")),
        ("Vela Orland, the mayor", Name(("Vela",), "Orland")),
        ("Sen. Vela Orland (D-Mass.)", Name(("Vela",), "Orland", "Sen.")),
        ("Gov. Vela Orland of Ohio", Name(("Vela",), "Orland", "Gov.")),
        ("Luke Ames MD", Name(("Luke",), "Ames")),
        # suffixes
        ("Luke Ames, Jr.", Name(("Luke",), "Ames", suffix="Jr.")),
        ("Luke Ames III", Name(("Luke",), "Ames", suffix="III")),
        ("King Rory II", Name((), "Rory", "King", "II")),
        # titles
        ("Mrs. Orland", Name((), "Orland", "Mrs.")),
        ("Prime Minister Vela Orland", Name(("Vela",), "Orland", "Prime Minister")),
        ("Lt. Gov. Vela Orland", Name(("Vela",), "Orland", "Lt. Gov.")),
        ("Former President Luke Ames", Name(("Luke",), "Ames", "Former President")),
        ("Russian Foreign Minister Luke Ames", Name(("Luke",), "Ames", "Russian Foreign Minister")),
        ("Russia’s foreign minister Luke Ames", Name(("Luke",), "Ames", "Russia’s foreign minister")),
        ("Secretary of State Vela Orland", Name(("Vela",), "Orland", "Secretary of State")),
        ("Speaker of the House Luke Ames", Name(("Luke",), "Ames", "Speaker of the House")),
        ("Then-Secretary Orland", Name((), "Orland", "Then-Secretary")),
        ("spokeswoman Vela Orland", Name(("Vela",), "Orland", "spokeswoman")),
        ("the minister, Vela Orland", Name(("Vela",), "Orland", "the minister")),
        ("Ostrel Union President Vela Orland", Name(("Vela",), "Orland", "Ostrel Union President")),
        ("Ostrel University professor Luke Ames", Name(("Luke",), "Ames", "Ostrel University professor")),
        ("former Louisiana Rep. Ames", Name((), "Ames", "former Louisiana Rep.")),
        ("Datuk Seri Karim Nasir", Name(("Karim",), "Nasir", "Datuk Seri")),
        ("Tan Sri Karim Nasir", Name(("Karim",), "Nasir", "Tan Sri")),
        ("Tun Karim Nasir", Name(("Karim",), "Nasir", "Tun")),
        ("Shri Anil Marsh", Name(("Anil",), "Marsh", "Shri")),
        ("Smt. Lata Marsh", Name(("Lata",), "Marsh", "Smt.")),
        ("Alhaji Musa Orland", Name(("Musa",), "Orland", "Alhaji")),
        ("Otunba Tayo Orland", Name(("Tayo",), "Orland", "Otunba")),
        ("Baroness Vela Orland", Name(("Vela",), "Orland", "Baroness")),
        ("Cllr Orland", Name((), "Orland", "Cllr")),
        ("Major-Gen Luke Ames", Name(("Luke",), "Ames", "Major-Gen")),
        ("Wing Commander Luke Ames", Name(("Luke",), "Ames", "Wing Commander")),
        ("Rear Admiral Luke Ames", Name(("Luke",), "Ames", "Rear Admiral")),
        ("Superintendent of Police R. Ames", Name(("R.",), "Ames", "Superintendent of Police")),
        ("Minister for Housing Vela Orland", Name(("Vela",), "Orland", "Minister for Housing")),
        ("Chief Executive Vela Orland", Name(("Vela",), "Orland", "Chief Executive")),
        # letters after the name
        ("Luke Ames SC", Name(("Luke",), "Ames")),
        ("Vela Orland TD", Name(("Vela",), "Orland")),
        # initials that look like an article
        ("A. Ames", Name(("A.",), "Ames")),
        ("A. J. Ames", Name(("A.", "J."), "Ames")),
        ("Mr. A. Ames", Name(("A.",), "Ames", "Mr.")),
        # titles that are names
        ("Tan Wei Ling", Name(("Wei", "Ling"), "Tan")),
        ("President Dean Ames", Name(("Dean",), "Ames", "President")),
        ("King", Name((), "King")),
        ("Rep. King", Name((), "King", "Rep.")),
        ("Luke King", Name(("Luke",), "King")),
        ("luke king", Name(("luke",), "king")),
        ("Dean Ames", Name(("Dean",), "Ames")),
        ("Gov. Earl Ames", Name(("Earl",), "Ames", "Gov.")),
        ("Luke Baron Ames", Name(("Luke", "Baron"), "Ames")),
        # particles
        ("Ilse van der Marsh", Name(("Ilse",), "van der Marsh")),
        ("Chris Van Marsh", Name(("Chris",), "Van Marsh")),
        ("de Marsh", Name((), "de Marsh")),
        ("Al Marsh", Name(("Al",), "Marsh")),
        ("T. Marsh", Name(("T.",), "Marsh")),
        ("Karim al-Marsh", Name(("Karim",), "al-Marsh")),
        ("Karim bin Nasir", Name(("Karim",), "bin Nasir")),
        ("Karim bin Nasir bin Said Al Marsh", Name(("Karim",), "bin Nasir")),
        ("Maire Ní Orland", Name(("Maire",), "Ní Orland")),
        ("Sean Ó Marsh", Name(("Sean",), "Ó Marsh")),
        ("Luiz Inês da Costa", Name(("Luiz", "Inês"), "da Costa")),
        # two surnames
        ("Inés Gómez Orland", Name(("Inés",), "Gómez Orland")),
        ("Luis Salinas de Orland", Name(("Luis",), "Salinas de Orland")),
        # family name first
        ("Xi Jinping", Name(("Jinping",), "Xi")),
        ("Kim Jong Un", Name(("Jong", "Un"), "Kim")),
        ("Ban Ki-moon", Name(("Ki-moon",), "Ban")),
        ("Nguyen Phu Trong", Name(("Phu", "Trong"), "Nguyen")),
        ("Kim Ames", Name(("Kim",), "Ames")),
        ("Lee Harvey Ames", Name(("Lee", "Harvey"), "Ames")),
        ("Jet Li", Name(("Jet",), "Li")),
    ],
)
def test_name_is_parsed_into_parts(written: str, expected: Name) -> None:
    assert parse_name(written) == expected


@pytest.mark.parametrize(
    "written",
    [
        "", " ", "123", "—", "’s", "President", "the king", "Russia’s Foreign Minister", "Crown Prince",
        "Majority Whip", "Datuk Seri", "Tun", "the Taoiseach", "Vela and Luke Orland", "the Orland family",
        "a poll", "x" * 121,
        "A B C D E F G H I",
    ],
)  # fmt: skip
def test_text_without_a_name_is_none(written: str) -> None:
    assert parse_name(written) is None


@pytest.mark.parametrize(
    ("written", "gender"),
    [
        ("Mrs. Orland", "female"),
        ("Sir Luke Orland", "male"),
        ("Congresswoman Orland", "female"),
        ("Queen Ann", "female"),
        ("spokesman Kim Ames", "male"),
        ("Ms. John Ames", "female"),
        ("Angela Ames", "female"),
        ("Sergei Ames", "male"),
        ("José Ames", "male"),
        ("Robin Ames", None),
        ("King County Sheriff Robin Ames", None),
        ("J. Ames", None),
        ("Ames", None),
    ],
)
def test_gender_comes_from_title_before_forename(written: str, gender: Gender | None) -> None:
    assert parsed(written).gender == gender


def test_rare_or_mixed_forename_has_no_gender() -> None:
    assert forename_gender("Hillary") == "female"
    assert forename_gender("Dmitri") == "male"
    assert [forename_gender(word) for word in ("Robin", "Qxqx", "", "日本")] == [None, None, None, None]


ONE_PERSON = [
    ("Hillary Ames", "Hillary Rodham Ames", NameMatch.FULL),
    ("Sergei Lavrov", "Sergey Lavroff", NameMatch.FULL),
    ("Sergei Marsh", "Sergej Marsh", NameMatch.FULL),
    ("Aleksandr Marsh", "Alexander Marsh", NameMatch.FULL),
    ("Dmitri Marsh", "Dmitriy Marsh", NameMatch.FULL),
    ("Dimitri Marsh", "Dmitry Marsh", NameMatch.FULL),
    ("Mohammed Asad", "Muhammad Assad", NameMatch.FULL),
    ("Volodymyr Zelensky", "Volodymyr Zelenskyy", NameMatch.FULL),
    ("Anna Müller", "Anna Mueller", NameMatch.FULL),
    ("J. Ames", "John Ames", NameMatch.FULL),
    ("JB Ames", "J.B. Ames", NameMatch.FULL),
    ("Bill Ames", "William Jefferson Ames", NameMatch.FULL),
    ("Kate Ames", "Katherine Ames", NameMatch.FULL),
    ("Paul Davis Ames", "Davis Ames", NameMatch.FULL),
    ("W. Mitt Ames", "Mitt Ames", NameMatch.FULL),
    ("George W. Ames", "George Walker Ames", NameMatch.FULL),
    ("Kim Jong-un", "Kim Jong Un", NameMatch.FULL),
    ("Inés Gómez", "Inés Gómez Orland", NameMatch.FULL),
    ("SEAN O'NEIL", "Sean O’Neil", NameMatch.FULL),
    ("Ames", "Luke Ames", NameMatch.SURNAME),
    ("Ames", "Mr. Ames", NameMatch.SURNAME),
    ("Mrs. Ames", "Hillary Ames", NameMatch.SURNAME),
    ("Gómez", "Inés Gómez Orland", NameMatch.SURNAME),
    ("Marsh", "Ilse van der Marsh", NameMatch.SURNAME),
    ("Marsh", "Karim al-Marsh", NameMatch.SURNAME),
    ("Gaddafi", "Karim Qadhafi", NameMatch.SURNAME),
    ("Zelenskiy", "Zelenskyy", NameMatch.SURNAME),
    ("Kim", "Kim Jong Un", NameMatch.SURNAME),
    ("Hillary", "Hillary Ames", NameMatch.FORENAME),
    ("Bill", "William Ames", NameMatch.FORENAME),
    ("Prince Harry", "Harry Ames", NameMatch.FORENAME),
]


@pytest.mark.parametrize(("one", "other", "match"), ONE_PERSON)
def test_names_of_one_person_match(one: str, other: str, match: NameMatch) -> None:
    assert match_names(parsed(one), parsed(other)) is match
    assert match_names(parsed(other), parsed(one)) is match


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hillary Ames", "Bill Ames"),
        ("Mrs. Ames", "Bill Ames"),
        ("Mr. Ames", "Mrs. Ames"),
        ("Mr. Ames", "Hillary Ames"),
        ("T. Ames", "Ruvan Ames"),
        ("George W. Ames", "George H.W. Ames"),
        ("Luke Ames Jr.", "Luke Ames Sr."),
        ("Luke Ames", "Luke Marsh"),
        ("Ames", "Marsh"),
        ("Mr. Hillary", "Hillary Ames"),
        ("Ann Smith", "Ann Smyth"),
        ("Khamenei", "Khomeini"),
        ("日本", "Ames"),
    ],
)
def test_names_of_two_people_do_not_match(one: str, other: str) -> None:
    assert not same_person(parsed(one), parsed(other))
    assert not same_person(parsed(other), parsed(one))


@pytest.mark.parametrize(("one", "other", "match"), ONE_PERSON)
def test_names_that_match_by_surname_share_a_key(one: str, other: str, match: NameMatch) -> None:
    shared = surname_keys(parsed(one)) & surname_keys(parsed(other))
    assert bool(shared) == (match is not NameMatch.FORENAME)


# Words that the rules examine, so that random texts contain them.
_WORDS = st.sampled_from(
    ["Mr.", "of", "State", "King", "bin", "Al", "van", "J.", "J.B.", "Xi", "Kim", "Jr.", ",", "’s", "'", "“Bob”",
     "(", ")", "and", "the", "Gómez", "Sergei", "Ames", "Mrs.", "II", "ex-", "-", "日本", "Ann-Marie", "Bill",
     "al-Marsh", "1"],
)  # fmt: skip
_TEXTS = st.one_of(st.text(max_size=140), st.lists(_WORDS, max_size=8).map(" ".join), st.lists(_WORDS).map("".join))


@given(_TEXTS, _TEXTS)
@example("日本", "日本")
@example("Al", "T")
def test_any_text_is_parsed_and_matching_is_symmetric(one: str, other: str) -> None:
    a, b = parse_name(one), parse_name(other)
    for name in (a, b):
        assert name is None or (name.surname.strip() and all(word.strip() for word in name.given))
    if a and b:
        assert match_names(a, b) == match_names(b, a)


@given(_TEXTS)
def test_name_matches_itself(text: str) -> None:
    name = parse_name(text)
    if name and surname_keys(name):
        assert same_person(name, name)
