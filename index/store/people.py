"""People in the corpus file, read one by one, and the names and roles that they are looked up by.

The keys are those of :mod:`index.people.directory`.
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
    plain TEXT NOT NULL -- the name, as names are compared by spelling
) STRICT;
CREATE TABLE called (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    person INTEGER NOT NULL REFERENCES people (number),
    PRIMARY KEY (kind, key, person)
) STRICT, WITHOUT ROWID;
CREATE TABLE headed_roles (
    head TEXT NOT NULL,
    role TEXT NOT NULL, -- its words, each between two bars
    PRIMARY KEY (head, role)
) STRICT, WITHOUT ROWID;
"""
_FIELDS: Final = "name, aliases, roles, statements, articles"
_KEPT: Final = 1 << 14  # people that were read


class StoredPeople(Sequence[Person]):
    """The people of a corpus by their numbers, and by what they are called."""

    def __init__(self, db: Readable) -> None:
        """Take what reads the corpus."""
        self._db = db
        self._read = lru_cache(_KEPT)(lambda number: _read(db, number))

    def __len__(self) -> int:
        """Return how many people there are."""
        return int(self._db.execute("SELECT ifnull(max(number), -1) + 1 FROM people").fetchone()[0])

    def __iter__(self) -> Iterator[Person]:
        """Yield all people in the order of their numbers."""
        return map(_person, self._db.execute(f"SELECT {_FIELDS} FROM people ORDER BY number"))

    @overload
    def __getitem__(self, number: int) -> Person: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Person]: ...
    def __getitem__(self, number: int | slice) -> Person | Sequence[Person]:
        """Return the person of this number, the last ones where it is negative; IndexError where there is none."""
        if isinstance(number, slice):
            return [self[each] for each in range(*number.indices(len(self)))]
        return self._read(number if number >= 0 else number + len(self))

    def called(self, kind: LookupKind, key: str) -> Collection[int]:
        """Return the numbers of the people who have this key."""
        rows = self._db.execute("SELECT person FROM called WHERE kind = ? AND key = ?", (kind, key))
        return [number for (number,) in rows]

    def wider_roles(self, role: frozenset[str]) -> Collection[frozenset[str]]:
        """Return the roles that hold all words of this one, one of which says what one is."""
        if not role:
            return ()
        holds = " AND ".join(["instr(role, ?)"] * len(role))
        rows = self._db.execute(
            f"SELECT role FROM headed_roles WHERE head IN (SELECT value FROM json_each(?)) AND {holds}",
            (json.dumps([*role]), *(f"|{word}|" for word in role)),
        )
        return {frozenset(words.strip("|").split("|")) for (words,) in rows}

    def plain_names(self) -> Sequence[str]:
        """Return the names of all people, in the order of their numbers, as names are compared by spelling."""
        return [name for (name,) in self._db.execute("SELECT plain FROM people ORDER BY number")]


def add_people(db: sqlite3.Connection, people: Sequence[Person]) -> None:
    """Store the people of a collection, all at once, numbered in the order given."""
    rows = (
        (
            number,
            each.name,
            json.dumps(each.aliases),
            json.dumps(each.roles),
            each.statements,
            each.articles,
            normalize_name(each.name),
        )
        for number, each in enumerate(people)
    )
    db.executemany("INSERT INTO people VALUES (?,?,?,?,?,?,?)", rows)
    # In the order in which they lie they are stored in half the time.
    called = sorted((kind, key, number) for number, each in enumerate(people) for kind, key in lookup_keys(each))
    db.executemany("INSERT INTO called VALUES (?,?,?)", called)
    roles = ((head, f"|{role_key(role)}|") for head, role in role_index(people))
    db.executemany("INSERT INTO headed_roles VALUES (?,?)", roles)


def _read(db: Readable, number: int) -> Person:
    row = db.execute(f"SELECT {_FIELDS} FROM people WHERE number = ?", (number,)).fetchone()
    if row is None:
        raise IndexError(number)
    return _person(row)


def _person(row: Sequence[Any]) -> Person:
    name, aliases, roles, statements, articles = row
    return Person(name, tuple(json.loads(aliases)), tuple(json.loads(roles)), statements, articles)
