"""Lists of people."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.models import Person
from index.people.directory import Directory


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """People that are listed.

    Attributes:
        people: most statements first.
        total: how many there are, those that are not listed too.
        asked: the name that they were asked for by, None where all are listed.
        similar: where nobody is known by it, the names nearest by spelling.
    """

    people: tuple[Person, ...]
    total: int
    asked: str | None
    similar: tuple[str, ...]


def find_people(people: Sequence[Person], directory: Directory, name: str, limit: int) -> PeoplePage:
    """Return the people that a name may stand for, or all where it is empty; at most so many."""
    found = [people[number] for number in directory.find(name)] if name else list(people)
    found.sort(key=lambda person: (-person.statements, -person.articles, person.name))
    similar = tuple(directory.similar(name)) if name and not found else ()
    return PeoplePage(tuple(found[:limit]), len(found), name or None, similar)
