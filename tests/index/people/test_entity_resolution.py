import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.models import Gender, Person, PersonMention
from index.people.corrections import Corrections, PersonCorrection
from index.people.entity_resolution import resolve_entities


def one(name: str, *forms: str, roles: tuple[str, ...] = (), gender: Gender | None = None) -> PersonMention:
    return PersonMention(name, (name, *forms), roles, gender)


def unified(*articles: list[PersonMention], corrections: Corrections | None = None) -> list[list[str]]:
    """Return for each article's people the name of the person that each is."""
    named = [(number, people, [1] * len(people)) for number, people in enumerate(articles)]
    people, numbers = resolve_entities(named, corrections or Corrections())
    return [
        [people[numbers[number, position]].name for position in range(len(mentioned))]
        for number, mentioned in enumerate(articles)
    ]


def test_counts_names_and_roles_of_one_person() -> None:
    named = [
        (0, [one("Sergei Marsh", "Marsh", roles=("Kardosa’s envoy",)), one("Ann Bell")], [3, 0]),
        (4, [one("Sergey Marsh", "Mr. Marsh")], [1]),
        (5, [one("Sergei Marsh", "Marsh", roles=("Kardosa’s envoy", "a diplomat"))], [2]),
    ]
    assert resolve_entities(named, Corrections()) == (
        [
            Person(
                "Sergei Marsh",
                ("Marsh", "Mr. Marsh", "Sergey Marsh"),
                ("Kardosa’s envoy", "a diplomat"),
                statements=6,
                articles=3,
            ),
            Person("Ann Bell", (), (), statements=0, articles=1),
        ],
        {(0, 0): 0, (0, 1): 1, (4, 0): 0, (5, 0): 0},
    )


def test_two_people_of_one_surname_are_two() -> None:
    found = unified([one("Ruvan Delisle"), one("Tamsin Delisle")], [one("Tamsin Delisle")])
    assert found == [["Ruvan Delisle", "Tamsin Delisle"], ["Tamsin Delisle"]]


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("J. Ames", "John Ames", True),
        ("Bill Ames", "William Ames", True),
        ("Vela Marsh Ames", "Vela Ames", True),
        ("Luke Ames Jr.", "Luke Ames Sr.", False),
        ("George W. Ames", "George H.W. Ames", False),
        ("Luke Ames", "Mark Ames", False),
    ],
)
def test_full_names_are_one_where_nothing_clashes(first: str, second: str, same: bool) -> None:
    found = unified([one(first)], [one(second)])
    assert (found[0] == found[1]) is same


def test_an_initial_that_two_people_share_is_a_third() -> None:
    assert unified([one("John Ames")], [one("Jill Ames")], [one("J. Ames")]) == [
        ["John Ames"],
        ["Jill Ames"],
        ["J. Ames"],
    ]


def test_a_name_that_may_be_either_of_two_stays_its_own() -> None:
    names = ["George Marsh", "George H. W. Marsh", "George W. Marsh"]
    assert unified(*[[one(name)] for name in names]) == [[name] for name in names]


def test_two_whom_one_article_tells_apart_are_two() -> None:
    assert unified([one("Jon Ames"), one("Jonathan Ames")]) == [["Jon Ames", "Jonathan Ames"]]


def test_genders_that_differ_are_two() -> None:
    found = unified([one("Robin Ames", gender="female")], [one("Rob Ames", gender="male")])
    assert found == [["Robin Ames"], ["Rob Ames"]]


def test_a_bare_surname_is_the_only_person_of_that_surname() -> None:
    assert unified([one("Vela Orland")], [one("Orland")]) == [["Vela Orland"], ["Vela Orland"]]


def test_a_bare_surname_of_several_stays_its_own() -> None:
    assert unified([one("Ruvan Delisle"), one("Tamsin Delisle")], [one("Delisle")])[1] == ["Delisle"]


def test_a_bare_surname_of_several_is_the_one_whose_role_agrees() -> None:
    articles = [one("Vela Orland", roles=("the president of Kardosa",)), one("Luke Orland", roles=("a striker",))]
    assert unified(articles, [one("Orland", "President Orland")])[1] == ["Vela Orland"]
    assert unified(articles, [one("Orland", roles=("the striker",))])[1] == ["Luke Orland"]
    assert unified(articles, [one("Orland", roles=("a banker",))])[1] == ["Orland"]


def test_a_bare_surname_with_a_title_is_of_that_gender() -> None:
    couple = [one("Hillary Marsh"), one("Bill Marsh")]
    assert unified(couple, [one("Marsh", "Mrs. Marsh")], [one("Marsh", "Mr. Marsh")])[1:] == [
        ["Hillary Marsh"],
        ["Bill Marsh"],
    ]
    assert unified([one("Hillary Marsh")], [one("Marsh", "Mr. Marsh")])[1] == ["Marsh"]


def test_a_bare_surname_is_nobody_of_another_country() -> None:
    found = unified([one("Vela Orland", roles=("the Chilean envoy",))], [one("Orland", roles=("Norway’s premier",))])
    assert found[1] == ["Orland"]


def test_a_bare_surname_beside_the_full_name_is_somebody_else() -> None:
    assert unified([one("Vela Orland"), one("Orland")]) == [["Vela Orland", "Orland"]]


def test_bare_names_of_two_genders_are_two() -> None:
    named = [(at, [one("Orland", form)], [1]) for at, form in enumerate(("Mr. Orland", "Mrs. Orland", "Mr. Orland"))]
    people, numbers = resolve_entities(named, Corrections())
    assert [person.articles for person in people] == [2, 1]
    assert numbers == {(0, 0): 0, (1, 0): 1, (2, 0): 0}


def test_an_alias_that_an_editor_gives_is_theirs() -> None:
    known = Corrections((PersonCorrection("Vela Orland", ("Orlund", "The Iron Mayor"), ("mayor",)),))
    found = unified(
        [one("Orlund")], [one("The Iron Mayor")], [one("V. Orland")], [one("Ann Orlund")], corrections=known
    )
    assert found == [["Vela Orland"], ["Vela Orland"], ["Vela Orland"], ["Ann Orlund"]]


def test_names_that_an_editor_keeps_apart_are_two() -> None:
    apart = Corrections(apart=(("Jon Ames", "Jonathan Ames"),))
    assert unified([one("Jon Ames")], [one("Jonathan Ames")]) == [["Jon Ames"], ["Jon Ames"]]
    assert unified([one("Jon Ames")], [one("Jonathan Ames")], corrections=apart) == [["Jon Ames"], ["Jonathan Ames"]]


def test_a_person_whom_no_article_names_is_not_listed() -> None:
    assert resolve_entities([], Corrections((PersonCorrection("Vela Orland"),))) == ([], {})


def test_corrections_that_differ_have_another_digest() -> None:
    assert Corrections().digest == Corrections().digest
    assert Corrections().digest != Corrections(apart=(("A B", "C B"),)).digest


_NAMES = st.sampled_from(
    ["Ann Bell", "A. Bell", "Bell", "Mrs. Bell", "Luke Bell", "日本", "—", "King", "Kim Jong Un", "Kim"]
)


@given(st.lists(st.lists(_NAMES | st.text(max_size=12), max_size=4), max_size=6))
def test_everybody_is_somebody(articles: list[list[str]]) -> None:
    named = [(at, [one(name) for name in names], [1] * len(names)) for at, names in enumerate(articles)]
    people, numbers = resolve_entities(named, Corrections())
    assert set(numbers) == {(at, place) for at, names in enumerate(articles) for place in range(len(names))}
    assert set(numbers.values()) == set(range(len(people)))
    assert sum(person.statements for person in people) == len(numbers)
