"""People in the corpus: reading by number, and lookup by name and role."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.models import Person
from index.people.directory import Directory
from index.store.corpus_writer import CorpusWriter
from index.store.people import StoredPeople

PEOPLE = [
    Person("Sergei Marsh", ("Marsh", "Mr. Marsh", "Sergey Marsh"), ("Russia’s Foreign Minister",), 9, 3),
    Person("Hillary Orland", ("Orland",), ("former secretary of state", "United States senator"), 5, 2),
    Person("William Orland", ("Orland", "Bill Orland"), ("the former president",), 7, 2),
    Person("Tamsin Delisle", (), ("the deputy foreign minister of Norway", "envoy of the United States"), 2, 1),
    Person("Jonas Vik", ("Vik",), ("foreign minister of Norway",), 9, 4),
    Person("Ilse Vik", (), ("Norway’s minister, foreign affairs",), 11, 4),
    Person("Tall Harbour", ("the company",), (), 1, 1, "organisation"),
]


@pytest.fixture
def stored(tmp_path: Path) -> Iterator[StoredPeople]:
    with CorpusWriter(tmp_path / "corpus.sqlite") as writer:
        writer.statements.add_people(PEOPLE, {})
        yield writer.people


def test_people_are_read_by_number(stored: StoredPeople) -> None:
    assert len(stored) == 7
    assert list(stored) == PEOPLE
    assert [stored[number] for number in (4, 0, 4, -1)] == [PEOPLE[4], PEOPLE[0], PEOPLE[4], PEOPLE[6]]
    assert stored[1:3] == PEOPLE[1:3]
    for number in (7, -8):
        with pytest.raises(IndexError):
            stored[number]


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ("Sergei Marsh", (0,)),
        ("MR. MARSH", (0,)),
        ("Sergej Marsh", (0,)),
        ("Orland", (2, 1)),
        ("Mrs. Orland", (1,)),
        ("Billy Orland", (2,)),
        ("Vik", (5, 4)),
        ("Hillary", (1,)),
        ("the Russian foreign minister", (0,)),
        ("the foreign minister", (5, 4, 0)),
        ("the minister", (5, 4, 0)),
        ("Norway's foreign minister", (4,)),
        ("the U.S. envoy", (3,)),
        ("the American senator", (1,)),
        ("the senator", (1,)),
        ("the envoy of the states", ()),
        ("the chancellor", ()),
        ("the", ()),
        ("", ()),
        ("a|b", ()),
    ],
)
def test_lookup_in_the_corpus_equals_lookup_in_memory(
    stored: StoredPeople, asked: str, numbers: tuple[int, ...]
) -> None:
    assert Directory(stored, stored).find(asked) == numbers
    assert Directory(PEOPLE).find(asked) == numbers


def test_similar_finds_the_nearest_spelling(stored: StoredPeople) -> None:
    assert Directory(stored, stored).similar("Sergei Marhs")[:1] == ("Sergei Marsh",)
    assert Directory(stored, stored).similar("Vick", limit=2) == Directory(PEOPLE).similar("Vick", limit=2)
    assert Directory(stored, stored).similar("Qxqx") == ()
