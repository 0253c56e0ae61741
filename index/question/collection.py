"""The collection that a question is interpreted against: a snapshot, its people and its publishers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from index.models import Person
from index.people.directory import Directory
from index.store.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Collection:
    """An opened snapshot with everything that a question may name.

    Attributes:
        snapshot: the snapshot.
        people: the people of the snapshot, by number.
        directory: finds people by their names and roles.
        publishers: the publishers of the snapshot, as the articles spell them.
    """

    snapshot: Snapshot
    people: Sequence[Person]
    directory: Directory
    publishers: Sequence[str]

    @classmethod
    def of(cls, snapshot: Snapshot) -> Self:
        """Return the collection of an opened snapshot."""
        people = snapshot.corpus.people
        return cls(snapshot, people, Directory(people, people), snapshot.corpus.publishers())
