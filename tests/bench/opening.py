"""Opening a snapshot, and the first questions after it: seconds, and memory as it grows.

    python -m tests.bench.opening --index DIR [--sizes 10000,100000,1000000] [--exact-up-to N] [--out FILE]

Snapshots are made as ``tests/bench/made_snapshot.py`` says, with made-up vectors, and kept in ``DIR/SIZE``. Each row is
of a process of its own that has loaded its libraries: with the files in the page cache ("warm"), without ("cold"), and
with all of them verified ("whole"), as at a snapshot's first opening on a machine. The files of a snapshot can share
their page cache with other processes; what is the process's own is RssAnon.
"""

import argparse
import datetime as dt
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from index.adapters.faiss_store import EXACT_UP_TO, FaissStore
from index.config import AnsweringConfig
from index.engine import Engine
from index.models import Filter, Question
from index.store.layout import current_name, snapshot_folder
from index.store.manifest import Manifest, read_manifest
from tests.bench import provenance
from tests.bench.made_snapshot import MadeUp, make, people, questions

_MORE: Final = 50  # questions after the first of each kind
_ROUNDS: Final = 3
_HOW: Final = ("warm", "cold", "whole")
_SINCE: Final = dt.date(2025, 6, 1)
_RESULTS: Final = ("RssAnon", "RssFile")


def main() -> None:
    """Measure, print and write."""
    arguments = _arguments()
    if arguments.measure:
        print(json.dumps(_measured(arguments.measure, arguments.exact_up_to)))
        return
    sizes = {}
    for size in map(int, arguments.sizes.split(",")):
        root = arguments.index / str(size)
        made_in = _made(root, size, arguments.exact_up_to)
        folder = snapshot_folder(root, current_name(root))
        manifest = read_manifest(folder)
        sizes[str(size)] = {
            "counts": {name: getattr(manifest, name) for name in ("articles", "passages", "statements", "people")},
            "megabytes": _megabytes(manifest),
            "made_in_seconds": made_in,
            **{how: _best(root, folder, how, arguments.exact_up_to) for how in _HOW},
        }
        _tell(size, sizes[str(size)])
    if arguments.out:
        made_from = provenance.versions("faiss-cpu", "numpy", "tantivy")
        provenance.write(arguments.out, {"commit": provenance.commit(), "versions": made_from, **sizes})


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--index", type=Path, help="where snapshots are kept")
    parser.add_argument("--sizes", default="10000,100000,1000000", help="passages")
    parser.add_argument("--exact-up-to", type=int, default=EXACT_UP_TO, help="more vectors than these get a graph")
    parser.add_argument("--out", type=Path, help="file of the results")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def _made(root: Path, size: int, exact_up_to: int) -> float | None:
    """Make a snapshot; return the seconds, None where it was there."""
    if root.exists():
        return None
    took = _seconds(lambda: make(root, size, FaissStore(exact_up_to)))
    os.sync()
    return took


def _megabytes(manifest: Manifest) -> dict[str, float]:
    found = dict[str, float]()
    for name, file in manifest.files.items():
        part = name.partition("/")[0]
        found[part] = found.get(part, 0.0) + file.bytes / 1e6
    return found


def _best(root: Path, folder: Path, how: str, exact_up_to: int) -> dict[str, Any]:
    """Return the row of the process that opened it in the least time."""
    return min((_row(root, folder, how, exact_up_to) for _ in range(_ROUNDS)), key=lambda row: row["opening"])


def _row(root: Path, folder: Path, how: str, exact_up_to: int) -> dict[str, Any]:
    if how == "whole":
        for stamps in (root / "verified").glob("*"):
            stamps.unlink()
    for path in folder.rglob("*"):
        if path.is_file():
            _cached(path, kept=how != "cold")
    command = [sys.executable, "-m", "tests.bench.opening", "--measure", str(root), "--exact-up-to", str(exact_up_to)]
    row: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return row


def _cached(path: Path, *, kept: bool) -> None:
    """Read a file into the page cache, or drop it from there."""
    with path.open("rb") as file:
        if kept:
            while file.read(1 << 24):
                pass
        else:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _measured(root: Path, exact_up_to: int) -> dict[str, Any]:
    """Open a snapshot in this process and ask it; return seconds and megabytes."""
    asked = [each.split("|") for each in questions(people(200))]
    memory = {"before": _memory()}
    engines: list[Engine] = []
    config, vectors = AnsweringConfig(threshold=0.01), FaissStore(exact_up_to)
    row: dict[str, Any] = {"opening": _seconds(lambda: engines.append(Engine(root, MadeUp(), vectors, config)))}
    memory["opened"] = _memory()
    kinds = _kinds(engines[0], asked)
    for kind, ask in kinds.items():
        row[f"first {kind}"] = _seconds(partial(ask, 0))
        memory[f"first {kind}"] = _memory()
    for kind, ask in kinds.items():
        row[f"median {kind}"] = statistics.median(_seconds(partial(ask, at)) for at in range(1, _MORE + 1))
    memory[f"{_MORE} more of each"] = _memory()
    words = engines[0].snapshot.words
    topics = [words.terms(" ".join(asked[at][1].split()[:3])) for at in range(1, _MORE + 1)]
    row["median words alone"] = statistics.median(
        _seconds(partial(words.search, terms, config.candidates, Filter())) for terms in topics
    )
    return {**row, "memory": memory}


def _kinds(engine: Engine, asked: Sequence[Sequence[str]]) -> dict[str, Callable[[int], object]]:
    def about(at: int) -> str:
        return " ".join(asked[at][1].split()[:3])

    return {
        "unlimited": lambda at: engine.ask(Question(f"why {about(at)}")),
        "dated": lambda at: engine.ask(Question(f"why {about(at)}", filter=Filter(_SINCE))),
        "speaker": lambda at: engine.ask(Question(f"what did {asked[at][0]} say about {about(at)}")),
        "dated speaker": lambda at: engine.ask(Question(f"what did {asked[at][0]} say", filter=Filter(_SINCE))),
        "who said": lambda at: engine.ask(Question(f"who said that {about(at)}", filter=Filter(_SINCE))),
        "unknown speaker": lambda at: engine.ask(Question(f"what did Qerrik {asked[at][0][::-1].title()} say")),
    }


def _memory() -> dict[str, float]:
    """Return what is resident of this process, in megabytes: its own, and of mapped files."""
    told = dict(line.split(":") for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines())
    return {kind: int(told[kind].split()[0]) / 1e3 for kind in _RESULTS}


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _tell(size: int, result: dict[str, Any]) -> None:
    print(f"{size:,} passages:", ", ".join(f"{name} {mb:,.0f} MB" for name, mb in result["megabytes"].items()))
    for how in _HOW:
        row = result[how]
        times = ", ".join(f"{name} {1000 * value:.1f}" for name, value in row.items() if name != "memory")
        print(f"  {how}, ms: {times}")
    for when, held in result["warm"]["memory"].items():
        print(f"  {when}: " + ", ".join(f"{kind} {value:.0f} MB" for kind, value in held.items()))


if __name__ == "__main__":
    main()
