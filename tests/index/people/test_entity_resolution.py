import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.models import Gender, Person, PersonMention
from index.people.corrections import Corrections, PersonCorrection
from index.people.entity_resolution import resolve_entities


def mention(name: str, *forms: str, roles: tuple[str, ...] = (), gender: Gender | None = None) -> PersonMention:
    return PersonMention(name, (name, *forms), roles, gender)


def resolved(*articles: list[PersonMention], corrections: Corrections | None = None) -> list[list[str]]:
    """Return the name of the resolved person for each mention of each article."""
    named = [(number, mentions, [1] * len(mentions)) for number, mentions in enumerate(articles)]
    people, numbers = resolve_entities(named, corrections or Corrections())
    return [
        [people[numbers[number, position]].name for position in range(len(mentions))]
        for number, mentions in enumerate(articles)
    ]


def test_mentions_of_one_person_are_counted_together() -> None:
    named = [
        (0, [mention("Sergei Marsh", "Marsh", roles=("Kardosa’s envoy",)), mention("Ann Bell")], [3, 0]),
        (4, [mention("Sergey Marsh", "Mr. Marsh")], [1]),
        (5, [mention("Sergei Marsh", "Marsh", roles=("Kardosa’s envoy", "a diplomat"))], [2]),
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


def test_two_full_names_with_one_surname_are_two_people() -> None:
    names = resolved([mention("Ruvan Delisle"), mention("Tamsin Delisle")], [mention("Tamsin Delisle")])
    assert names == [["Ruvan Delisle", "Tamsin Delisle"], ["Tamsin Delisle"]]


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
def test_full_names_are_one_person_if_they_are_compatible(first: str, second: str, same: bool) -> None:
    names = resolved([mention(first)], [mention(second)])
    assert (names[0] == names[1]) is same


def test_initial_that_fits_two_people_is_a_third_person() -> None:
    assert resolved([mention("John Ames")], [mention("Jill Ames")], [mention("J. Ames")]) == [
        ["John Ames"],
        ["Jill Ames"],
        ["J. Ames"],
    ]


def test_name_that_fits_two_people_is_a_person_of_its_own() -> None:
    names = ["George Marsh", "George H. W. Marsh", "George W. Marsh"]
    assert resolved(*[[mention(name)] for name in names]) == [[name] for name in names]


def test_two_people_of_one_article_are_never_merged() -> None:
    assert resolved([mention("Jon Ames"), mention("Jonathan Ames")]) == [["Jon Ames", "Jonathan Ames"]]


def test_people_of_different_genders_are_never_merged() -> None:
    names = resolved([mention("Robin Ames", gender="female")], [mention("Rob Ames", gender="male")])
    assert names == [["Robin Ames"], ["Rob Ames"]]


def test_bare_surname_is_the_only_person_with_that_surname() -> None:
    assert resolved([mention("Vela Orland")], [mention("Orland")]) == [["Vela Orland"], ["Vela Orland"]]


def test_bare_surname_that_fits_several_people_is_a_person_of_its_own() -> None:
    assert resolved([mention("Ruvan Delisle"), mention("Tamsin Delisle")], [mention("Delisle")])[1] == ["Delisle"]


def test_bare_surname_that_fits_several_people_is_the_one_with_the_same_role() -> None:
    articles = [
        mention("Vela Orland", roles=("the president of Kardosa",)),
        mention("Luke Orland", roles=("a striker",)),
    ]
    assert resolved(articles, [mention("Orland", "President Orland")])[1] == ["Vela Orland"]
    assert resolved(articles, [mention("Orland", roles=("the striker",))])[1] == ["Luke Orland"]
    assert resolved(articles, [mention("Orland", roles=("a banker",))])[1] == ["Orland"]


def test_title_before_a_bare_surname_decides_by_gender() -> None:
    couple = [mention("Hillary Marsh"), mention("Bill Marsh")]
    assert resolved(couple, [mention("Marsh", "Mrs. Marsh")], [mention("Marsh", "Mr. Marsh")])[1:] == [
        ["Hillary Marsh"],
        ["Bill Marsh"],
    ]
    assert resolved([mention("Hillary Marsh")], [mention("Marsh", "Mr. Marsh")])[1] == ["Marsh"]


def test_bare_surname_is_not_a_person_of_another_country() -> None:
    names = resolved(
        [mention("Vela Orland", roles=("the Chilean envoy",))], [mention("Orland", roles=("Norway’s premier",))]
    )
    assert names[1] == ["Orland"]


def test_bare_surname_beside_the_full_name_is_another_person() -> None:
    assert resolved([mention("Vela Orland"), mention("Orland")]) == [["Vela Orland", "Orland"]]


def test_bare_surnames_with_titles_of_two_genders_are_two_people() -> None:
    named = [
        (number, [mention("Orland", form)], [1])
        for number, form in enumerate(("Mr. Orland", "Mrs. Orland", "Mr. Orland"))
    ]
    people, numbers = resolve_entities(named, Corrections())
    assert [person.articles for person in people] == [2, 1]
    assert numbers == {(0, 0): 0, (1, 0): 1, (2, 0): 0}


def test_corrected_alias_names_the_person() -> None:
    known = Corrections((PersonCorrection("Vela Orland", ("Orlund", "The Iron Mayor"), ("mayor",)),))
    names = resolved(
        [mention("Orlund")],
        [mention("The Iron Mayor")],
        [mention("V. Orland")],
        [mention("Ann Orlund")],
        corrections=known,
    )
    assert names == [["Vela Orland"], ["Vela Orland"], ["Vela Orland"], ["Ann Orlund"]]


def test_names_that_a_correction_separates_are_two_people() -> None:
    apart = Corrections(apart=(("Jon Ames", "Jonathan Ames"),))
    assert resolved([mention("Jon Ames")], [mention("Jonathan Ames")]) == [["Jon Ames"], ["Jon Ames"]]
    assert resolved([mention("Jon Ames")], [mention("Jonathan Ames")], corrections=apart) == [
        ["Jon Ames"],
        ["Jonathan Ames"],
    ]


def test_corrected_person_is_not_listed_if_no_article_names_them() -> None:
    assert resolve_entities([], Corrections((PersonCorrection("Vela Orland"),))) == ([], {})


def test_different_corrections_have_different_digests() -> None:
    assert Corrections().digest == Corrections().digest
    assert Corrections().digest != Corrections(apart=(("A B", "C B"),)).digest


_NAMES = st.sampled_from(
    ["Ann Bell", "A. Bell", "Bell", "Mrs. Bell", "Luke Bell", "日本", "—", "King", "Kim Jong Un", "Kim"]
)


@given(st.lists(st.lists(_NAMES | st.text(max_size=12), max_size=4), max_size=6))
def test_every_mention_is_resolved_to_a_person(articles: list[list[str]]) -> None:
    named = [(number, [mention(name) for name in names], [1] * len(names)) for number, names in enumerate(articles)]
    people, numbers = resolve_entities(named, Corrections())
    assert set(numbers) == {
        (number, position) for number, names in enumerate(articles) for position in range(len(names))
    }
    assert set(numbers.values()) == set(range(len(people)))
    assert sum(person.statements for person in people) == len(numbers)


def by_role(role: str) -> PersonMention:
    """Return a speaker that an article names only by an office."""
    return PersonMention(role, (), (role,))


def resolved_or_none(*articles: list[PersonMention]) -> list[list[str | None]]:
    """Return the name of the person for each mention of each article, None for a mention that belongs to nobody."""
    named = [(number, mentions, [1] * len(mentions)) for number, mentions in enumerate(articles)]
    people, numbers = resolve_entities(named, Corrections())
    return [
        [
            people[numbers[number, position]].name if (number, position) in numbers else None
            for position in range(len(mentions))
        ]
        for number, mentions in enumerate(articles)
    ]


@pytest.mark.parametrize(
    ("role", "person"),
    [
        ("Kenya\u2019s finance minister", "Vela Orland"),
        ("Kenyan finance minister", "Vela Orland"),
        ("finance minister of Kenya", "Vela Orland"),
        ("Kenya\u2019s health minister", None),
        ("Norway\u2019s finance minister", None),
    ],
)
def test_office_alone_belongs_to_the_only_person_with_the_role(role: str, person: str | None) -> None:
    vela = mention("Vela Orland", roles=("Kenyan finance minister",))
    luke = mention("Luke Ames", roles=("former finance minister of Norway",))
    assert resolved_or_none([vela], [luke], [by_role(role)])[-1] == [person]
    assert resolved_or_none([by_role(role)], [luke], [vela])[0] == [person]


def test_office_of_two_people_belongs_to_nobody() -> None:
    role = "Kenya\u2019s finance minister"
    people = [mention("Vela Orland", roles=(role,)), mention("Luke Ames", roles=("Kenyan finance minister",))]
    assert resolved_or_none(people, [by_role(role)])[-1] == [None]


def test_office_is_no_other_name_of_the_person() -> None:
    role = "Kenya\u2019s finance minister"
    named = [(0, [mention("Vela Orland", roles=(role,))], [2]), (1, [by_role(role)], [3])]
    people, _ = resolve_entities(named, Corrections())
    assert people == [Person("Vela Orland", (), (role,), statements=5, articles=2)]


@pytest.mark.parametrize(("articles", "owner"), [(8, "Vela Orland"), (7, "Orland")])
def test_bare_surname_belongs_to_the_person_that_many_more_articles_name(articles: int, owner: str) -> None:
    often = [[mention("Vela Orland")] for _ in range(articles)]
    assert resolved(*often, [mention("Ruvan Orland")], [mention("Orland")])[-1] == [owner]
    assert resolved(*often, [mention("Ruvan Orland")], [mention("Ruvan Orland")], [mention("Orland")])[-1] == ["Orland"]


def test_office_that_looks_like_a_full_name_makes_no_person() -> None:
    assert resolved_or_none([by_role("Deputy Rosewood Chair")]) == [[None]]
    assert resolved_or_none([by_role("Rosa Wessel")]) == [[None]]
