"""Reads of a finished SQLite file from many threads."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Thread

import pytest

from index.store.connections import Connections

OPEN_FILES = Path("/proc/self/fd")
COUNT = "SELECT count(*) FROM named WHERE casefold(name) = ?"
THREADS = 8


@pytest.fixture
def file(tmp_path: Path) -> Path:
    db = sqlite3.connect(tmp_path / "names.sqlite")
    db.execute("CREATE TABLE named (number INTEGER PRIMARY KEY, name TEXT)")
    names = ("Straße", "STRASSE", "Quay", None)
    db.executemany("INSERT INTO named VALUES (?, ?)", ((number, names[number % len(names)]) for number in range(400)))
    db.commit()
    db.close()
    return tmp_path / "names.sqlite"


@pytest.fixture
def connections(file: Path) -> Iterator[Connections]:
    connections = Connections(file)
    yield connections
    connections.close()


def times_open(file: Path) -> int:
    """Return the number of open descriptors of a file in this process."""
    return sum(link.is_symlink() and link.readlink() == file for link in list(OPEN_FILES.iterdir()))


@pytest.mark.timeout(60)  # with one connection for all threads they deadlock
def test_threads_read_their_own_rows_and_do_not_deadlock(connections: Connections) -> None:
    start = Barrier(THREADS)

    def read(_: int) -> set[tuple[int, int]]:
        start.wait()
        results = set()
        for _ in range(300):
            [count] = connections.execute(COUNT, ("strasse",)).fetchone()
            numbers = [number for (number,) in connections.execute("SELECT number FROM named WHERE number % 4 = 2")]
            results.add((count, sum(numbers)))
        return results

    with ThreadPoolExecutor(THREADS) as threads:
        assert list(threads.map(read, range(THREADS))) == [{(200, 20000)}] * THREADS


def test_connection_refuses_writes(connections: Connections) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        connections.execute("DELETE FROM named")


def test_opening_a_missing_file_raises(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError, match="unable to open"):
        Connections(tmp_path / "nothing.sqlite")


def test_close_closes_the_connections_of_all_threads(file: Path) -> None:
    connections = Connections(file)
    with ThreadPoolExecutor(1) as other:
        assert other.submit(lambda: connections.execute(COUNT, ("quay",)).fetchone()).result() == (100,)
        connections.close()
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            connections.execute(COUNT, ("quay",))
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            other.submit(connections.execute, COUNT, ("quay",)).result()
    with ThreadPoolExecutor(1) as late, pytest.raises(sqlite3.ProgrammingError, match="closed"):
        late.submit(connections.execute, COUNT, ("quay",)).result()


@pytest.mark.skipif(not OPEN_FILES.is_dir(), reason="this system does not list open files")
def test_connection_is_closed_when_its_thread_ends(file: Path) -> None:
    connections = Connections(file)
    results = []
    for _ in range(3):
        thread = Thread(
            target=lambda: results.append((connections.execute(COUNT, ("quay",)).fetchone(), times_open(file)))
        )
        thread.start()
        thread.join()
    assert results == [((100,), 2)] * 3
    assert times_open(file) == 1
    connections.close()
    assert times_open(file) == 0


@pytest.mark.skipif(not OPEN_FILES.is_dir(), reason="this system does not list open files")
def test_connections_are_closed_when_they_are_no_longer_referenced(file: Path) -> None:
    connections = Connections(file)
    with ThreadPoolExecutor(1) as other:
        other.submit(connections.execute, COUNT, ("quay",)).result()
        assert times_open(file) == 2
        del connections
        assert times_open(file) == 0
