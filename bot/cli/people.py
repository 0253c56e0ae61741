"""The people of a collection as lines. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.presentation import wording
from bot.cli.render import Line
from index.models import Person
from index.people.directory import Directory
from prompts import messages as phrases

_ALIASES_SHOWN = 6
_ROLES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Listed:
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


def select(people: Sequence[Person], directory: Directory, name: str, limit: int) -> Listed:
    """Return the people that a name may stand for, or all where it is empty; at most so many."""
    found = [people[number] for number in directory.find(name)] if name else list(people)
    found.sort(key=lambda person: (-person.statements, -person.articles, person.name))
    similar = tuple(directory.similar(name)) if name and not found else ()
    return Listed(tuple(found[:limit]), len(found), name or None, similar)


def lines(listed: Listed) -> list[Line]:
    """Return one block a person: the name with its numbers, the other forms, the roles."""
    shown = [line for person in listed.people for line in _lines(person)]
    left = listed.total - len(listed.people)
    if left:
        shown.append(Line(phrases.MORE_PEOPLE.format(count=left), style="dim"))
    return shown or [Line(_nobody(listed))]


def _lines(person: Person) -> list[Line]:
    counts = phrases.PERSON.format(
        name=person.name, statements=wording.statements(person.statements), articles=wording.articles(person.articles)
    )
    made = [Line(counts)]
    if person.aliases:
        names = ", ".join(person.aliases[:_ALIASES_SHOWN])
        made.append(Line(phrases.ALSO_CALLED.format(names=names), "   ", "dim"))
    if person.roles:
        made.append(Line("; ".join(person.roles[:_ROLES_SHOWN]), "   ", "dim"))
    return made


def _nobody(listed: Listed) -> str:
    if listed.asked is None:
        return phrases.NOBODY_NAMED
    return wording.nobody(listed.asked, listed.similar)
