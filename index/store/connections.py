"""Connections to a finished SQLite file: one for each thread that reads it.

With one connection for all, threads would wait for each other and could deadlock. SQLite holds the connection while it
calls our ``casefold``, which waits for the interpreter's lock. The thread that holds this lock may wait for the
connection.
"""

import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol
from weakref import WeakSet


class Readable(Protocol):
    """A connection that runs SQL queries."""

    def execute(self, query: str, values: Sequence[object] = (), /) -> sqlite3.Cursor:
        """Return the rows of a query."""


class Connections:
    """The connections to a finished file, which must not change while it is open. Several threads may use them at once.

    Args:
        path: path of the file.

    Raises:
        sqlite3.OperationalError: the file cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        self._uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        self._local = threading.local()
        self._all = WeakSet[_ThreadConnection]()
        self._lock = threading.Lock()
        self._closed = False
        self._of_this_thread()  # raises early if the file cannot be opened

    def execute(self, query: str, values: Sequence[object] = (), /) -> sqlite3.Cursor:
        """Return the rows of a query. Only the thread that calls this may read them."""
        return self._of_this_thread().execute(query, values)

    def close(self) -> None:
        """Close the connections of all threads. A later query raises :class:`sqlite3.ProgrammingError`."""
        with self._lock:
            self._closed = True
            for own in self._all:
                own.connection.close()

    def _of_this_thread(self) -> sqlite3.Connection:
        own: _ThreadConnection | None = getattr(self._local, "own", None)
        if own is None:
            own = self._local.own = self._open()
        return own.connection

    def _open(self) -> "_ThreadConnection":
        with self._lock:
            if self._closed:
                msg = "Cannot operate on a closed database."
                raise sqlite3.ProgrammingError(msg)
            # Another thread may close the connection, so SQLite must not check the thread.
            own = _ThreadConnection(with_functions(sqlite3.connect(self._uri, uri=True, check_same_thread=False)))
            self._all.add(own)
        return own


class _ThreadConnection:
    """The connection of one thread. It is closed when the thread ends."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def __del__(self) -> None:
        self.connection.close()


def with_functions(db: sqlite3.Connection) -> sqlite3.Connection:
    """Add our SQL functions to a connection and return it."""
    db.create_function("casefold", 1, _casefold, deterministic=True)
    db.create_function("from_hex", 1, bytes.fromhex, deterministic=True)  # SQLite before 3.41 has no unhex
    return db


def _casefold(text: str | None) -> str | None:
    return None if text is None else text.casefold()
