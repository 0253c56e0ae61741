import pytest

from index.models import Person
from index.people.directory import Directory

PEOPLE = [
    Person("Sergei Marsh", ("Marsh", "Mr. Marsh", "Sergey Marsh"), ("Russia’s Foreign Minister",), 9, 3),
    Person("Hillary Orland", ("Orland",), ("former secretary of state",), 5, 2),
    Person("William Orland", ("Orland", "Bill Orland"), ("the former president",), 7, 2),
    Person("Delisle", ("Mrs. Delisle",), (), 1, 1),
    Person("Tamsin Delisle", (), ("the deputy foreign minister of Norway",), 2, 1),
    Person("Vela Volodymyrska", ("The Iron Mayor",), ("mayor of Ostrel", "French trade envoy"), 4, 1),
    Person("Kim Jong Un", (), ("U.S. negotiator",), 3, 1),
]


@pytest.fixture(scope="module")
def directory() -> Directory:
    return Directory(PEOPLE)


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        # names
        ("Sergei Marsh", ["Sergei Marsh"]),
        ("sergey marsh", ["Sergei Marsh"]),
        ("S. Marsh", ["Sergei Marsh"]),
        ("Minister Marsh", ["Sergei Marsh"]),
        ("Marsh’s", ["Sergei Marsh"]),
        ("Marsh on the summit", []),
        ("Marsh and Orland", []),
        ("Orland", ["William Orland", "Hillary Orland"]),
        ("Mrs. Orland", ["Hillary Orland"]),
        ("Bill Orland", ["William Orland"]),
        ("Billy Orland", ["William Orland"]),
        ("Delisle", ["Tamsin Delisle", "Delisle"]),
        ("Kim", ["Kim Jong Un"]),
        ("Kim Jong-un", ["Kim Jong Un"]),
        ("the iron mayor", ["Vela Volodymyrska"]),
        # a forename that is not a surname
        ("Hillary", ["Hillary Orland"]),
        ("Bill", ["William Orland"]),
        # roles
        ("Russia's foreign minister", ["Sergei Marsh"]),
        ("the Russian foreign minister", ["Sergei Marsh"]),
        ("foreign minister of Russia", ["Sergei Marsh"]),
        ("the foreign minister", ["Sergei Marsh"]),
        ("ex-president", ["William Orland"]),
        ("the mayor of Ostrel", ["Vela Volodymyrska"]),
        ("Ostrel's mayor", ["Vela Volodymyrska"]),
        ("France's trade envoy", ["Vela Volodymyrska"]),
        ("the American negotiator", ["Kim Jong Un"]),
        # unknown
        ("Anna Marsh", []),
        ("Mrs. Kowalska", []),
        ("the German chancellor", []),
        ("", []),
        ("…", []),
    ],
)
def test_find_returns_the_people_with_this_name_or_role(directory: Directory, asked: str, names: list[str]) -> None:
    assert [PEOPLE[number].name for number in directory.find(asked)] == names


def test_similar_returns_the_nearest_spellings(directory: Directory) -> None:
    assert directory.similar("Sergei Marhs")[:1] == ("Sergei Marsh",)
    assert directory.similar("Delile", limit=2) == ("Tamsin Delisle", "Delisle")
    assert directory.similar("Qxqx") == ()
    assert Directory([]).similar("Marsh") == ()
