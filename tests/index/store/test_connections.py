"""A finished file, asked by many threads at once."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Thread

import pytest

from index.store.connections import Connections

OPEN_FILES = Path("/proc/self/fd")
COUNT = "SELECT count(*) FROM named WHERE casefold(name) = ?"
ASKERS = 8


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = sqlite3.connect(tmp_path / "names.sqlite")
    made.execute("CREATE TABLE named (number INTEGER PRIMARY KEY, name TEXT)")
    names = ("Straße", "STRASSE", "Quay", None)
    made.executemany("INSERT INTO named VALUES (?, ?)", ((at, names[at % len(names)]) for at in range(400)))
    made.commit()
    made.close()
    return tmp_path / "names.sqlite"


@pytest.fixture
def connections(file: Path) -> Iterator[Connections]:
    opened = Connections(file)
    yield opened
    opened.close()


def opened(file: Path) -> int:
    """Return how often a file is open in this process."""
    return sum(link.is_symlink() and link.readlink() == file for link in list(OPEN_FILES.iterdir()))


@pytest.mark.timeout(60)  # over one connection for all they stand still for ever
def test_threads_neither_mix_nor_wait_for_each_other(connections: Connections) -> None:
    together = Barrier(ASKERS)

    def ask(_: int) -> set[tuple[int, int]]:
        together.wait()
        counted = set()
        for _ in range(300):
            [count] = connections.execute(COUNT, ("strasse",)).fetchone()
            numbers = [number for (number,) in connections.execute("SELECT number FROM named WHERE number % 4 = 2")]
            counted.add((count, sum(numbers)))
        return counted

    with ThreadPoolExecutor(ASKERS) as askers:
        assert list(askers.map(ask, range(ASKERS))) == [{(200, 20000)}] * ASKERS


def test_nothing_can_be_written(connections: Connections) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        connections.execute("DELETE FROM named")


def test_what_is_missing_is_told_when_it_is_opened(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError, match="unable to open"):
        Connections(tmp_path / "nothing.sqlite")


def test_closed_is_closed_for_every_thread(file: Path) -> None:
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
def test_a_thread_takes_its_connection_with_it(file: Path) -> None:
    connections = Connections(file)
    held = []
    for _ in range(3):
        asker = Thread(target=lambda: held.append((connections.execute(COUNT, ("quay",)).fetchone(), opened(file))))
        asker.start()
        asker.join()
    assert held == [((100,), 2)] * 3
    assert opened(file) == 1
    connections.close()
    assert opened(file) == 0


@pytest.mark.skipif(not OPEN_FILES.is_dir(), reason="this system does not list open files")
def test_what_nobody_holds_is_closed(file: Path) -> None:
    connections = Connections(file)
    with ThreadPoolExecutor(1) as other:
        other.submit(connections.execute, COUNT, ("quay",)).result()
        assert opened(file) == 2
        del connections
        assert opened(file) == 0
