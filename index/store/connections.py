"""How a finished SQLite file is read by many threads at once: each over a connection of its own.

Over one for all they would wait for each other, and sometimes for ever: SQLite, while it holds that connection, calls
our ``casefold`` and so waits for the interpreter's lock, which a thread may hold that waits for the connection.
"""

import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol
from weakref import WeakSet


class Readable(Protocol):
    """What is asked with SQL."""

    def execute(self, query: str, values: Sequence[object] = (), /) -> sqlite3.Cursor:
        """Return the rows of a query."""


class Connections:
    """A finished file, which nothing may change while it is open. May be asked from several threads at once.

    Raises:
        sqlite3.OperationalError: it cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        self._uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        self._own = threading.local()
        self._all = WeakSet[_Own]()
        self._change = threading.Lock()
        self._closed = False
        self._of_this_thread()  # what cannot be opened is told at once

    def execute(self, query: str, values: Sequence[object] = (), /) -> sqlite3.Cursor:
        """Return the rows of a query, to be read by the thread that asks."""
        return self._of_this_thread().execute(query, values)

    def close(self) -> None:
        """Close the connections of all threads; raises :class:`sqlite3.ProgrammingError` where it is asked again."""
        with self._change:
            self._closed = True
            for each in self._all:
                each.connection.close()

    def _of_this_thread(self) -> sqlite3.Connection:
        own: _Own | None = getattr(self._own, "it", None)
        if own is None:
            own = self._own.it = self._opened()
        return own.connection

    def _opened(self) -> "_Own":
        with self._change:
            if self._closed:
                msg = "Cannot operate on a closed database."
                raise sqlite3.ProgrammingError(msg)
            # Another thread may close it.
            own = _Own(with_functions(sqlite3.connect(self._uri, uri=True, check_same_thread=False)))
            self._all.add(own)
        return own


class _Own:
    """A thread's connection, which is closed when the thread is gone."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def __del__(self) -> None:
        self.connection.close()


def with_functions(db: sqlite3.Connection) -> sqlite3.Connection:
    """Return a connection, our functions added to SQL's."""
    db.create_function("casefold", 1, _casefold, deterministic=True)
    db.create_function("from_hex", 1, bytes.fromhex, deterministic=True)  # SQLite has unhex from 3.41 on only
    return db


def _casefold(text: str | None) -> str | None:
    return None if text is None else text.casefold()
