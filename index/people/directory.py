"""Lookup of people and organisations by a name or a role, as a question uses it."""

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
from index.language.names.titles import precedes_forename
from index.models import Person
from index.people.organisation_lookup import asked_keys, may_be_person, organisation_keys
from prompts.question_words import DISTINCTIVE, GENERAL_OWNERS

_MIN_SIMILARITY = 72.0  # of 100, by rapidfuzz's ratio
_NO_NAME = re.compile(r"[:;?!] | (?:on|about|for|to|with|as|and|or|who|is|was|has|over|after|when) ", re.IGNORECASE)
_ARTICLES = ("the ", "The ")
_POSSESSIVE = re.compile(r"(?:['\u2019]s|(?<=s)['\u2019])$", re.IGNORECASE)

# Titles that are no roles.
TITLES_WITHOUT_ROLE = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "sir", "lady"})


class LookupKind(StrEnum):
    """The kind of a key that people are looked up by."""

    EXACT = "exact"  # a name as printed, in any case
    SURNAME = "surname"
    FULL = "full"  # a surname and the first letter of the given names
    FORENAME = "forename"
    ROLE = "role"
    ORGANISATION = "organisation"  # see organisation_lookup


class Lookup(Protocol):
    """The keys of people. A person is identified by a position in a list."""

    def called(self, kind: LookupKind, key: str) -> Collection[int]:
        """Return the positions of the people with this key, each once."""

    def wider_roles(self, role: frozenset[str]) -> Collection[frozenset[str]]:
        """Return the roles, also this one, that contain its words, if their head noun is one of its words."""

    def plain_names(self) -> Sequence[str]:
        """Return the normalised name of each person, in order."""


def lookup_keys(person: Person) -> set[tuple[LookupKind, str]]:
    """Return all keys of a person or an organisation. An organisation has no surname."""
    keys = {(LookupKind.EXACT, _exact_key(form)) for form in (person.name, *person.aliases)}
    if person.kind == "organisation":
        return keys | {(LookupKind.ORGANISATION, key) for key in organisation_keys(person)}
    for name in _distinct_names(person):
        for surname in surname_keys(name):
            keys.add((LookupKind.SURNAME, surname))
            if name.given:
                keys.add((LookupKind.FULL, _full_key(surname, first_initial(name))))
        if name.given:
            keys.add((LookupKind.FORENAME, phonetic_key(normalize_name(name.given[0]))))
    return keys | {(LookupKind.ROLE, role_key(role)) for role in map(role_words, _printed_roles(person)) if role}


def _printed_roles(person: Person) -> Iterator[str]:
    """Yield the roles of a person, and the titles before the name that are roles: "Pope" of "Pope Franz"."""
    yield from person.roles
    for name in map(parse_name, (person.name, *person.aliases)):
        if name and name.title and normalize_name(name.title) not in TITLES_WITHOUT_ROLE:
            yield name.title


def _exact_key(form: str) -> str:
    """Return a printed name in lower case, with one kind of apostrophe."""
    return " ".join(form.casefold().replace("\u2019", "'").split())


def role_index(people: Sequence[Person]) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield each role with its head nouns, in the spelling of the person with the most statements."""
    seen = set[frozenset[str]]()
    for person in sorted(people, key=lambda person: (-person.statements, -person.articles)):
        for printed in () if person.kind == "organisation" else _printed_roles(person):
            role = role_words(printed)
            if role and role not in seen:
                seen.add(role)
                yield from ((head, role) for head in role_heads(printed))


class ListLookup:
    """A lookup of the people of a list in memory."""

    def __init__(self, people: Sequence[Person]) -> None:
        """Compute the keys of the people."""
        self._people = people
        self._positions: dict[tuple[LookupKind, str], list[int]] = defaultdict(list)
        for position, person in enumerate(people):
            for key in lookup_keys(person):
                self._positions[key].append(position)
        self._roles: dict[str, list[frozenset[str]]] = defaultdict(list)
        for head, role in role_index(people):
            self._roles[head].append(role)

    def called(self, kind: LookupKind, key: str) -> Collection[int]:
        """Return the same as :meth:`Lookup.called`."""
        return self._positions.get((kind, key), ())

    def wider_roles(self, role: frozenset[str]) -> Collection[frozenset[str]]:
        """Return the same as :meth:`Lookup.wider_roles`."""
        return {other for word in role for other in self._roles.get(word, ()) if role <= other}

    def plain_names(self) -> Sequence[str]:
        """Return the same as :meth:`Lookup.plain_names`."""
        return [normalize_name(person.name) for person in self._people]


class Directory:
    """A directory of the people of a collection, by names and roles.

    A person is identified by a position in the list. The people with the most statements come first in all results.

    Args:
        people: people of the collection.
        lookup: keys of the people; None to compute them, which takes a second for thousands of people.
    """

    def __init__(self, people: Sequence[Person], lookup: Lookup | None = None) -> None:
        self._people = people
        self._lookup = lookup or ListLookup(people)

    def find(self, asked: str) -> tuple[int, ...]:
        """Return the positions of the people that a name or role may refer to, or an empty tuple.

        Names come first: as printed, as full names in other spellings, and as surnames. If no name matches, roles are
        tried, then forenames.
        """
        words = asked.strip().removeprefix(_ARTICLES[0]).removeprefix(_ARTICLES[1])
        forms = {_exact_key(form) for form in (asked, words, _POSSESSIVE.sub("", words))}
        matches = {person for form in forms for person in self._lookup.called(LookupKind.EXACT, form)}
        matches |= self._organisations(asked)
        name = self._name(asked) if may_be_person(asked) else None
        if name and name.given:
            matches |= self._by_full_name(name)
        elif name:
            matches |= self._by_surname(name)
        if name and name.title and precedes_forename(name.title) and not name.given:
            matches = {person for person in matches if self._is_called(person, name.surname)}
        matches = matches or self._by_role(words) or (self._by_forename(name) if name else set())
        return tuple(sorted(matches, key=self._rank))

    def of_surname(self, asked: str) -> tuple[int, ...]:
        """Return the positions of all people with the surname of a name, whatever their given names."""
        name = self._name(asked)
        return tuple(sorted(self._by_surname(Name((), name.surname)), key=self._rank)) if name else ()

    def in_role(self, role: frozenset[str]) -> tuple[int, ...]:
        """Return the positions of the people with a role, given as :func:`role_words`.

        The role may have an owner who tells nothing about it: "the company's director" is a director.
        """
        roles = {role, *(wider for wider in self._lookup.wider_roles(role) if wider - role <= GENERAL_OWNERS)}
        people = {person for words in roles for person in self._in_role(words)}
        return tuple(sorted(people, key=self._rank))

    @staticmethod
    def _name(asked: str) -> Name | None:
        """Return the parts of a name, or None: "the Financial Times" and "Marsh on the summit" are no names of people.

        An article precedes a title ("the former minister Bell"), not a name.
        """
        words = asked.strip().removeprefix(_ARTICLES[0]).removeprefix(_ARTICLES[1])
        name = None if _NO_NAME.search(words) else parse_name(words)
        return name if name is None or name.title or words == asked.strip() else None

    def similar(self, asked: str, limit: int = 3) -> tuple[str, ...]:
        """Return at most ``limit`` names with a similar spelling or a similar last word, the nearest first."""
        lasts = [name.rsplit(" ", 1)[-1] for name in self._plain]
        scores: dict[int, float] = {}
        for choices in (self._plain, lasts):
            matches = process.extract(
                normalize_name(asked), choices, scorer=fuzz.ratio, score_cutoff=_MIN_SIMILARITY, limit=limit * 2
            )
            for _, score, person in matches:
                scores[person] = max(score, scores.get(person, 0.0))
        nearest = sorted(scores, key=lambda person: (-scores[person], self._rank(person)))
        return tuple(dict.fromkeys(self._people[person].name for person in nearest))[:limit]

    @cached_property
    def _plain(self) -> Sequence[str]:
        return self._lookup.plain_names()

    def _rank(self, position: int) -> tuple[int, int, int]:
        person = self._people[position]
        return -person.statements, -person.articles, position

    def _by_full_name(self, name: Name) -> set[int]:
        initials = {first_initial(name), *(key[0] for key in forename_keys(name) if key)}
        keys = (_full_key(surname, initial) for surname in surname_keys(name) for initial in initials)
        candidates = {person for key in keys for person in self._lookup.called(LookupKind.FULL, key)}
        matches = {person for person in candidates if self._best_match(person, name) is NameMatch.FULL}
        # A bare surname stands for this person only if nobody else has the surname.
        namesakes = self._by_surname(Name((), name.surname))
        bare = {person for person in namesakes if not self._has_given_name(person)}
        return matches | bare if namesakes - bare <= matches else matches

    def _organisations(self, asked: str) -> set[int]:
        """Return the organisations that the most exact key of a phrase finds."""
        found = (set(self._lookup.called(LookupKind.ORGANISATION, key)) for key in asked_keys(asked))
        return next(filter(None, found), set())

    def _by_surname(self, name: Name) -> set[int]:
        people = {person for key in surname_keys(name) for person in self._lookup.called(LookupKind.SURNAME, key)}
        if not name.title:
            return people
        return {person for person in people if self._best_match(person, name) in {NameMatch.SURNAME, NameMatch.FULL}}

    def _by_role(self, words: str) -> set[int]:
        """Return the people with exactly this role, or those with a longer role that contains it.

        ``the minister`` finds ``the foreign minister``, but not ``the deputy minister``.
        """
        asked = role_words(words)
        if not asked:
            return set()
        wider = (role for role in self._lookup.wider_roles(asked) if not (role - asked) & DISTINCTIVE)
        return self._in_role(asked) or {person for role in wider for person in self._in_role(role)}

    def _in_role(self, role: frozenset[str]) -> set[int]:
        return set(self._lookup.called(LookupKind.ROLE, role_key(role)))

    def _by_forename(self, name: Name) -> set[int]:
        keys = _forename_keys_of_word(name)
        people = {person for key in keys for person in self._lookup.called(LookupKind.FORENAME, key)}
        people = {person for person in people if self._has_forename(person, name.surname)}
        if name.title:  # Queen Elizabeth is not everybody called Elizabeth
            people = {person for person in people if self._has_title(person, name.title)}
        return {person for person in people if self._best_match(person, name) is NameMatch.FORENAME}

    def _is_called(self, position: int, word: str) -> bool:
        """Return True if a word is part of the name that is shown: Queen Elizabeth is not Liz Garrick."""
        shown, words = (
            set(map(phonetic_key, normalize_name(text).split())) for text in (self._people[position].name, word)
        )
        return words <= shown

    def _has_forename(self, position: int, forename: str) -> bool:
        """Return True if a printed name begins with a forename. Nobody calls Liz Garrick Elizabeth."""
        person = self._people[position]
        names = (name for name in map(parse_name, (person.name, *person.aliases)) if name)
        return any(_forename_key(forename) == _forename_key(name.given[0]) for name in names if name.given)

    def _has_title(self, position: int, title: str) -> bool:
        """Return True if a printed form of a name has the words of a title, or a role of the person does."""
        wanted = role_words(title)
        return any(wanted <= role_words(role) for role in _printed_roles(self._people[position]))

    def _best_match(self, position: int, name: Name) -> NameMatch | None:
        """Return the best match between a name and the names of a person."""
        matches = (match_names(name, other) for other in _distinct_names(self._people[position]))
        return max((match for match in matches if match), default=None)

    def _has_given_name(self, position: int) -> bool:
        return any(name.given for name in _distinct_names(self._people[position]))


def _full_key(surname: str, initial: str) -> str:
    return f"{surname} {initial}"


def role_key(role: frozenset[str]) -> str:
    """Return the words of a role as one key. A word may contain a space: ``united states``."""
    return "|".join(sorted(role))


def _distinct_names(person: Person) -> Iterable[Name]:
    """Return the name, and the aliases that are more than the surname after a title or an initial."""
    last = person.name.rsplit(" ", 1)[-1]
    first = person.name.split(" ", 1)[0]
    others = (
        form
        for form in person.aliases
        if not form.endswith(person.name) and (form.rsplit(" ", 1)[-1] != last or form.count(" ") > 1 or first == last)
    )
    forms = (person.name, *others)
    return [name for name in map(parse_name, forms) if name]


def _forename_keys_of_word(name: Name) -> frozenset[str]:
    """Return the keys of a single word and its nicknames, read as a forename."""
    return forename_keys(Name((name.surname,), ""))


def _forename_key(forename: str) -> str:
    return phonetic_key(normalize_name(forename).replace(" ", ""))
