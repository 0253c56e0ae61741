"""The people of a collection as lines. Pure."""

from bot.cli.render import Line
from bot.presentation import wording
from index.models import Person
from index.people.listing import PeoplePage
from prompts import messages

_ALIASES_SHOWN = 6
_ROLES_SHOWN = 3


def lines(listed: PeoplePage) -> list[Line]:
    """Return one block a person: the name with its numbers, the other forms, the roles."""
    shown = [line for person in listed.people for line in _lines(person)]
    left = listed.total - len(listed.people)
    if left:
        shown.append(Line(messages.MORE_PEOPLE.format(count=left), style="dim"))
    return shown or [Line(_nobody(listed))]


def _lines(person: Person) -> list[Line]:
    counts = messages.PERSON.format(
        name=person.name, statements=wording.statements(person.statements), articles=wording.articles(person.articles)
    )
    made = [Line(counts)]
    if person.aliases:
        names = ", ".join(person.aliases[:_ALIASES_SHOWN])
        made.append(Line(messages.ALSO_CALLED.format(names=names), "   ", "dim"))
    if person.roles:
        made.append(Line("; ".join(person.roles[:_ROLES_SHOWN]), "   ", "dim"))
    return made


def _nobody(listed: PeoplePage) -> str:
    if listed.asked is None:
        return messages.NOBODY_NAMED
    return wording.nobody(listed.asked, listed.similar)
