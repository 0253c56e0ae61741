"""Whom a question means: a name or a role, looked up among the people of the collection."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from enum import StrEnum
from functools import cached_property
from typing import Protocol

from rapidfuzz import fuzz, process

from index.language.names.name_matching import NameMatch, first_initial, forename_keys, match_names, surname_keys
from index.language.names.person_name import Name, parse_name
from index.language.names.roles import role_heads, role_words
from index.language.names.spelling import normalize_name, phonetic_key
from index.models import Person

_LEAST_SIMILAR = 60.0  # of 100, by rapidfuzz's ratio
_NO_NAME = re.compile(r"[:;?!] | (?:on|about|for|to|with|as|and|or|who|is|was|has|over|after|when) ", re.IGNORECASE)
_ARTICLES = ("the ", "The ")

# A role with one of these more is another one: the deputy foreign minister.
_ANOTHER = frozenset(
    {"former", "deputy", "vice", "assistant", "acting", "shadow", "late", "then", "spokesman", "spokeswoman"}
)


class LookupKind(StrEnum):
    """By what people are looked up."""

    EXACT = "exact"  # a name as it is printed, letter case aside
    SURNAME = "surname"
    FULL = "full"  # a surname and the first letter of the given names
    FORENAME = "forename"
    ROLE = "role"


class Lookup(Protocol):
    """The keys of people, who are known by their positions in a list."""

    def called(self, kind: LookupKind, key: str) -> Collection[int]:
        """Return the people who have this key, each once."""

    def wider_roles(self, role: frozenset[str]) -> Collection[frozenset[str]]:
        """Return the roles that hold all words of this one, one of which says what one is; itself may be among them."""

    def plain_names(self) -> Sequence[str]:
        """Return the plain name of each person, in order."""


def lookup_keys(person: Person) -> set[tuple[LookupKind, str]]:
    """Return all that a person is looked up by."""
    found = {(LookupKind.EXACT, form.casefold()) for form in (person.name, *person.aliases)}
    for name in _telling(person):
        for surname in surname_keys(name):
            found.add((LookupKind.SURNAME, surname))
            if name.given:
                found.add((LookupKind.FULL, _full_key(surname, first_initial(name))))
        if name.given:
            found.add((LookupKind.FORENAME, phonetic_key(normalize_name(name.given[0]))))
    return found | {(LookupKind.ROLE, role_key(role)) for role in map(role_words, person.roles) if role}


def role_index(people: Sequence[Person]) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield all roles, each once with every word that says what one is: as it is printed for the one who says most."""
    seen = set[frozenset[str]]()
    for person in sorted(people, key=lambda person: (-person.statements, -person.articles)):
        for printed in person.roles:
            role = role_words(printed)
            if role and role not in seen:
                seen.add(role)
                yield from ((head, role) for head in role_heads(printed))


class ListLookup:
    """Looks people up in a list that is in memory."""

    def __init__(self, people: Sequence[Person]) -> None:
        """Take the list."""
        self._people = people
        self._called: dict[tuple[LookupKind, str], list[int]] = defaultdict(list)
        for at, person in enumerate(people):
            for key in lookup_keys(person):
                self._called[key].append(at)
        self._roles: dict[str, list[frozenset[str]]] = defaultdict(list)
        for head, role in role_index(people):
            self._roles[head].append(role)

    def called(self, kind: LookupKind, key: str) -> Collection[int]:
        """Return as :meth:`Lookup.called`."""
        return self._called.get((kind, key), ())

    def wider_roles(self, role: frozenset[str]) -> Collection[frozenset[str]]:
        """Return as :meth:`Lookup.wider_roles`."""
        return {other for word in role for other in self._roles.get(word, ()) if role <= other}

    def plain_names(self) -> Sequence[str]:
        """Return as :meth:`Lookup.plain_names`."""
        return [normalize_name(person.name) for person in self._people]


class Directory:
    """The people of a collection by every name and role.

    People are known by their position in the list; wherever there are several, those with most statements come first.

    Args:
        people: of the collection.
        lookup: their keys; None to make them, which takes a second for thousands of people.
    """

    def __init__(self, people: Sequence[Person], lookup: Lookup | None = None) -> None:
        self._people = people
        self._lookup = lookup or ListLookup(people)

    def find(self, asked: str) -> tuple[int, ...]:
        """Return the people whom these words may stand for, most statements first; empty where there are none.

        Looked for in this order, the first that finds anybody counts: names as they are printed and full names in
        other spellings, surnames, roles, forenames.
        """
        words = asked.strip().removeprefix(_ARTICLES[0]).removeprefix(_ARTICLES[1])
        name = None if _NO_NAME.search(words) else parse_name(words)
        found = {at for form in (asked, words) for at in self._lookup.called(LookupKind.EXACT, form.strip().casefold())}
        if name and name.given:
            found |= self._by_full_name(name)
        elif name:
            found |= self._by_surname(name)
        found = found or self._by_role(words) or (self._by_forename(name) if name else set())
        return tuple(sorted(found, key=self._rank))

    def similar(self, asked: str, limit: int = 3) -> tuple[str, ...]:
        """Return at most ``limit`` names nearest by spelling, nearest first; the whole name or its last word counts."""
        lasts = [name.rsplit(" ", 1)[-1] for name in self._plain]
        scores: dict[int, float] = {}
        for choices in (self._plain, lasts):
            near = process.extract(
                normalize_name(asked), choices, scorer=fuzz.ratio, score_cutoff=_LEAST_SIMILAR, limit=limit * 2
            )
            for _, score, at in near:
                scores[at] = max(score, scores.get(at, 0.0))
        nearest = sorted(scores, key=lambda at: (-scores[at], self._rank(at)))
        return tuple(dict.fromkeys(self._people[at].name for at in nearest))[:limit]

    @cached_property
    def _plain(self) -> Sequence[str]:
        return self._lookup.plain_names()

    def _rank(self, at: int) -> tuple[int, int, int]:
        person = self._people[at]
        return -person.statements, -person.articles, at

    def _by_full_name(self, name: Name) -> set[int]:
        initials = {first_initial(name), *(key[0] for key in forename_keys(name) if key)}
        places = (_full_key(surname, initial) for surname in surname_keys(name) for initial in initials)
        found = {at for place in places for at in self._lookup.called(LookupKind.FULL, place)}
        alike = {at for at in found if self._likeness(at, name) is NameMatch.FULL}
        return alike or {at for at in self._by_surname(name) if not self._is_full(at)}

    def _by_surname(self, name: Name) -> set[int]:
        found = {at for surname in surname_keys(name) for at in self._lookup.called(LookupKind.SURNAME, surname)}
        if not name.title:
            return found
        return {at for at in found if self._likeness(at, name) in {NameMatch.SURNAME, NameMatch.FULL}}

    def _by_role(self, words: str) -> set[int]:
        """Return those whose role says what is asked, else those whose role says more: ``the foreign minister``."""
        asked = role_words(words)
        if not asked:
            return set()
        wider = (role for role in self._lookup.wider_roles(asked) if not (role - asked) & _ANOTHER)
        return self._in_role(asked) or {at for role in wider for at in self._in_role(role)}

    def _in_role(self, role: frozenset[str]) -> set[int]:
        return set(self._lookup.called(LookupKind.ROLE, role_key(role)))

    def _by_forename(self, name: Name) -> set[int]:
        found = {at for key in _forename_sounds(name) for at in self._lookup.called(LookupKind.FORENAME, key)}
        return {at for at in found if self._likeness(at, name) is NameMatch.FORENAME}

    def _likeness(self, at: int, name: Name) -> NameMatch | None:
        """Return by which of a person's names the one asked for may be theirs."""
        found = (match_names(name, other) for other in _telling(self._people[at]))
        return max((likeness for likeness in found if likeness), default=None)

    def _is_full(self, at: int) -> bool:
        return any(name.given for name in _telling(self._people[at]))


def _full_key(surname: str, initial: str) -> str:
    return f"{surname} {initial}"


def role_key(role: frozenset[str]) -> str:
    """Return the words of a role as one; some hold a space: ``united states``."""
    return "|".join(sorted(role))


def _telling(person: Person) -> Iterable[Name]:
    """Return the name, and those of the aliases that are more than a title or an initial before the same surname."""
    last = person.name.rsplit(" ", 1)[-1]
    first = person.name.split(" ", 1)[0]
    others = (
        form
        for form in person.aliases
        if not form.endswith(person.name) and (form.rsplit(" ", 1)[-1] != last or form.count(" ") > 1 or first == last)
    )
    forms = (person.name, *others)
    return [name for name in map(parse_name, forms) if name]


def _forename_sounds(name: Name) -> frozenset[str]:
    return forename_keys(Name((name.surname,), ""))
