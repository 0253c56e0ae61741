"""Organisations of a collection: the mentions of one organisation, lookup by a question, and lists."""

import pytest

from index.models import Person, PersonMention
from index.people.corrections import Corrections, PersonCorrection
from index.people.directory import Directory
from index.people.entity_resolution import resolve_entities
from index.people.listing import find_people


def organisation(name: str, *forms: str) -> PersonMention:
    return PersonMention(name, (name, *forms), kind="organisation")


def person(name: str, *forms: str) -> PersonMention:
    return PersonMention(name, (name, *forms))


def resolved(*articles: list[PersonMention], corrections: Corrections | None = None) -> list[Person]:
    """Return the people and organisations of articles. Each mention has one statement."""
    named = [(number, mentions, [1] * len(mentions)) for number, mentions in enumerate(articles)]
    people, numbers = resolve_entities(named, corrections or Corrections())
    assert len(numbers) == sum(map(len, articles))
    return people


def names(people: list[Person]) -> list[tuple[str, int]]:
    return sorted((one.name, one.statements) for one in people)


@pytest.mark.parametrize(
    ("articles", "expected"),
    [
        (["United Nations", "UN", "the United Nations"], [("United Nations", 3)]),
        (["Russia's Defense Ministry", "Russian defence ministry"], [("Russia's Defense Ministry", 2)]),
        (["World Health Organisation", "WHO"], [("World Health Organisation", 2)]),
        (["Ostrel Water", "Orley Water"], [("Orley Water", 1), ("Ostrel Water", 1)]),
        (["Fort Wells Police Department", "Fort Wells police"], [("Fort Wells Police Department", 2)]),
        (["RBM", "RBM"], [("RBM", 2)]),
        (["police", "police"], [("police", 1), ("police", 1)]),
        (["the company", "the company"], [("the company", 1), ("the company", 1)]),
    ],
)
def test_organisations_with_one_name_are_one(articles: list[str], expected: list[tuple[str, int]]) -> None:
    assert names(resolved(*([organisation(name)] for name in articles))) == expected


def test_ambiguous_acronym_is_an_organisation_of_its_own() -> None:
    people = resolved(
        [organisation("Reserve Bank of Marwa")], [organisation("Royal Bank of Moro")], [organisation("RBM")]
    )
    assert names(people) == [("RBM", 1), ("Reserve Bank of Marwa", 1), ("Royal Bank of Moro", 1)]


def test_printed_acronym_decides_between_equal_initials() -> None:
    people = resolved(
        [organisation("Reserve Bank of Marwa", "RBM")], [organisation("Royal Bank of Moro")], [organisation("RBM")]
    )
    assert names(people) == [("Reserve Bank of Marwa", 2), ("Royal Bank of Moro", 1)]


def test_organisation_is_never_merged_with_a_person() -> None:
    people = resolved([person("Bell"), organisation("Bell")], [person("Ann Bell", "Bell")], [organisation("Bell")])
    assert [(one.name, one.kind, one.statements) for one in people if one.kind == "organisation"] == [
        ("Bell", "organisation", 2)
    ]
    corrected = Corrections((PersonCorrection("Ann Bell", ("Bell",)),))
    people = resolved([organisation("Bell")], [person("Ann Bell")], corrections=corrected)
    assert sorted((one.name, one.kind) for one in people) == [("Ann Bell", "person"), ("Bell", "organisation")]


PEOPLE = [
    Person("United Nations", ("UN",), (), 5, 3, "organisation"),
    Person("Russia's Defense Ministry", (), (), 4, 2, "organisation"),
    Person("Fort Wells Police Department", (), (), 3, 1, "organisation"),
    Person("Tall Harbour", (), (), 3, 1, "organisation"),
    Person("World Health Organisation", (), (), 2, 1, "organisation"),
    Person("US Treasury", (), (), 2, 1, "organisation"),
    Person("police", (), (), 2, 1, "organisation"),
    Person("police", (), (), 1, 1, "organisation"),
    Person("Lara Van Der Fort", ("Fort",), (), 1, 1),
    Person("Zurich Financial", (), (), 1, 1),
    Person("Mara Harbour", ("Harbour",), (), 1, 1),
]


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ("the UN", (0,)),
        ("United Nations", (0,)),
        ("the Russian defence ministry", (1,)),
        ("the defence ministry", (1,)),
        ("the Ukrainian defence ministry", ()),
        ("the Fort Wells police", (2,)),
        ("tall harbour", (3,)),
        ("the WHO", (4,)),
        ("the Treasury", (5,)),
        ("the police", (6, 7)),
        ("the Financial Times", ()),
        ("the Fort Royal police", ()),
        ("Fort", (8,)),
        ("Harbour", (10,)),
        ("Mara Harbour", (10,)),
    ],
)
def test_question_finds_organisations_by_all_their_words(asked: str, numbers: tuple[int, ...]) -> None:
    assert Directory(PEOPLE).find(asked) == numbers


def test_descriptions_are_listed_once() -> None:
    page = find_people(PEOPLE, Directory(PEOPLE), "", 50, lambda _: 0)
    assert page.total == len(PEOPLE) - 1
    [police] = [one for one in page.people if one.name == "police"]
    assert (police.statements, police.articles, police.kind) == (3, 2, "organisation")
    assert find_people(PEOPLE, Directory(PEOPLE), "the police", 50, lambda _: 0).people == (police,)
