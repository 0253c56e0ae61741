"""Lists of people."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.models import Person
from index.people.directory import Directory


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """The first people of a list.

    Attributes:
        people: people with the most statements first.
        total: number of people in the whole list.
        asked: name that was looked up; None for a list of all people.
        similar: names with the nearest spelling, if the name is unknown.
    """

    people: tuple[Person, ...]
    total: int
    asked: str | None
    similar: tuple[str, ...]


def find_people(people: Sequence[Person], directory: Directory, name: str, limit: int) -> PeoplePage:
    """Return the people with a name.

    Args:
        people: all people.
        directory: directory of the same people.
        name: name or role; empty for all people.
        limit: maximum number of people on the page.
    """
    matches = [people[number] for number in directory.find(name)] if name else list(people)
    matches.sort(key=lambda person: (-person.statements, -person.articles, person.name))
    similar = tuple(directory.similar(name)) if name and not matches else ()
    return PeoplePage(tuple(matches[:limit]), len(matches), name or None, similar)
