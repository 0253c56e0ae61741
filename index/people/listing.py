"""Lists of people and organisations."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from index.language.organisations.names import is_generic
from index.models import Person
from index.people.directory import Directory


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """The first people and organisations of a list.

    Attributes:
        people: people and organisations with the most statements first.
        total: number of entries in the whole list.
        asked: name that was looked up; None for a list of all people.
        similar: names with the nearest spelling, if the name is unknown and no article contains it.
        appears_in: number of articles that contain the name, if it is unknown; 0 otherwise.
    """

    people: tuple[Person, ...]
    total: int
    asked: str | None
    similar: tuple[str, ...]
    appears_in: int = 0


def find_people(
    people: Sequence[Person], directory: Directory, name: str, limit: int, count_articles_with: Callable[[str], int]
) -> PeoplePage:
    """Return the people and organisations with a name. Organisations with one description are one entry: "police".

    Args:
        people: all people.
        directory: directory of the same people.
        name: name or role; empty for all people.
        limit: maximum number of people on the page.
        count_articles_with: returns the number of articles that contain a name.
    """
    found = [people[number] for number in directory.find(name)] if name else people
    matches = _with_descriptions_merged(found)
    matches.sort(key=lambda person: (-person.statements, -person.articles, person.name))
    appears_in = count_articles_with(name) if name and not matches else 0
    similar = tuple(directory.similar(name)) if name and not matches and not appears_in else ()
    return PeoplePage(tuple(matches[:limit]), len(matches), name or None, similar, appears_in)


def _with_descriptions_merged(people: Iterable[Person]) -> list[Person]:
    """Return the people, with one entry for all organisations that articles only describe alike: "police"."""
    matches: list[Person] = []
    described: dict[str, Person] = {}
    for person in people:
        if person.kind == "person" or not is_generic(person.name):
            matches.append(person)
            continue
        other = described.get(person.name, replace(person, statements=0, articles=0))
        described[person.name] = replace(
            other, statements=other.statements + person.statements, articles=other.articles + person.articles
        )
    return [*matches, *described.values()]
