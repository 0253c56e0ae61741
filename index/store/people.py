"""People in the corpus file, read one by one, and the keys for looking them up by name or role.

The module :mod:`index.people.directory` defines the keys.
"""

import json
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import Any, Final, overload

from index.language.names.spelling import normalize_name
from index.models import Person
from index.people.directory import LookupKind, lookup_keys, role_index, role_key
from index.store.connections import Readable

PEOPLE: Final = """
CREATE TABLE people (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    aliases TEXT NOT NULL,
    roles TEXT NOT NULL,
    statements INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    kind TEXT NOT NULL, -- person or organisation
    plain TEXT NOT NULL -- normalised name, for comparing spellings
) STRICT;
CREATE TABLE called (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    person INTEGER NOT NULL REFERENCES people (number),
    PRIMARY KEY (kind, key, person)
) STRICT, WITHOUT ROWID;
CREATE TABLE headed_roles (
    head TEXT NOT NULL,
    role TEXT NOT NULL, -- its words, with a bar before and after each
    PRIMARY KEY (head, role)
) STRICT, WITHOUT ROWID;
"""
_FIELDS: Final = "name, aliases, roles, statements, articles, kind"
_CACHED: Final = 1 << 14  # people


class StoredPeople(Sequence[Person]):
    """The people of a corpus, read by number, and a :class:`~index.people.directory.Lookup` of their keys."""

    def __init__(self, db: Readable) -> None:
        """Use this connection to the corpus."""
        self._db = db
        self._read = lru_cache(_CACHED)(lambda number: _read(db, number))

    def __len__(self) -> int:
        """Return the number of people."""
        return int(self._db.execute("SELECT ifnull(max(number), -1) + 1 FROM people").fetchone()[0])

    def __iter__(self) -> Iterator[Person]:
        """Yield all people in the order of their numbers."""
        return map(_person, self._db.execute(f"SELECT {_FIELDS} FROM people ORDER BY number"))

    @overload
    def __getitem__(self, number: int) -> Person: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Person]: ...
    def __getitem__(self, number: int | slice) -> Person | Sequence[Person]:
        """Return the person with this number, counted from the end if negative. Raise IndexError if there is none."""
        if isinstance(number, slice):
            return [self[position] for position in range(*number.indices(len(self)))]
        return self._read(number if number >= 0 else number + len(self))

    def called(self, kind: LookupKind, key: str) -> Collection[int]:
        """Return the numbers of the people with this key."""
        rows = self._db.execute("SELECT person FROM called WHERE kind = ? AND key = ?", (kind, key))
        return [number for (number,) in rows]

    def wider_roles(self, role: frozenset[str]) -> Collection[frozenset[str]]:
        """Return the roles that contain all words of this role, if their head noun is one of its words."""
        if not role:
            return ()
        contains = " AND ".join(["instr(role, ?)"] * len(role))
        rows = self._db.execute(
            f"SELECT role FROM headed_roles WHERE head IN (SELECT value FROM json_each(?)) AND {contains}",
            (json.dumps([*role]), *(f"|{word}|" for word in role)),
        )
        return {frozenset(words.strip("|").split("|")) for (words,) in rows}

    def plain_names(self) -> Sequence[str]:
        """Return the normalised names of all people, in the order of their numbers."""
        return [name for (name,) in self._db.execute("SELECT plain FROM people ORDER BY number")]


def add_people(db: sqlite3.Connection, people: Sequence[Person]) -> None:
    """Store all people of a collection, numbered from 0 in the order given."""
    rows = (
        (
            number,
            person.name,
            json.dumps(person.aliases),
            json.dumps(person.roles),
            person.statements,
            person.articles,
            person.kind,
            normalize_name(person.name),
        )
        for number, person in enumerate(people)
    )
    db.executemany("INSERT INTO people VALUES (?,?,?,?,?,?,?,?)", rows)
    # Inserting the rows in the order of the primary key takes half the time.
    called = sorted((kind, key, number) for number, person in enumerate(people) for kind, key in lookup_keys(person))
    db.executemany("INSERT INTO called VALUES (?,?,?)", called)
    roles = ((head, f"|{role_key(role)}|") for head, role in role_index(people))
    db.executemany("INSERT INTO headed_roles VALUES (?,?)", roles)


def _read(db: Readable, number: int) -> Person:
    row = db.execute(f"SELECT {_FIELDS} FROM people WHERE number = ?", (number,)).fetchone()
    if row is None:
        raise IndexError(number)
    return _person(row)


def _person(row: Sequence[Any]) -> Person:
    name, aliases, roles, statements, articles, kind = row
    return Person(name, tuple(json.loads(aliases)), tuple(json.loads(roles)), statements, articles, kind)
