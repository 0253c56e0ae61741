"""Time and memory of opening a snapshot and of the first questions, by the size of the snapshot.

    python -m tests.bench.opening --index DIR [--sizes 10000,100000,1000000] [--exact-up-to N] [--out FILE]

The snapshots are synthetic (``synthetic_snapshot``) and are kept in ``DIR/SIZE``. Each row comes from a separate
process that has already loaded its libraries: with the files in the page cache ("warm"), without them ("cold"), and
with the verification of all files ("whole"), as when a machine first opens a snapshot. Other processes can share the
page cache of the files; RssAnon is the memory that belongs to the process alone.
"""

import argparse
import datetime as dt
import json
import os
import statistics
import subprocess
import sys
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
from tests.bench import harness
from tests.bench.synthetic_snapshot import SyntheticEmbedder, make, people, questions

_MORE: Final = 50  # questions after the first of each kind
_ROUNDS: Final = 3
_STATES: Final = ("warm", "cold", "whole")
_SINCE: Final = dt.date(2025, 6, 1)
_MEMORY: Final = ("RssAnon", "RssFile")


def main() -> None:
    """Measure, print and write."""
    arguments = _arguments()
    if arguments.measure:
        print(json.dumps(_measure(arguments.measure, arguments.exact_up_to)))
        return
    sizes = {}
    for size in map(int, arguments.sizes.split(",")):
        root = arguments.index / str(size)
        made_in = _make_if_missing(root, size, arguments.exact_up_to)
        folder = snapshot_folder(root, current_name(root))
        manifest = read_manifest(folder)
        sizes[str(size)] = {
            "counts": {name: getattr(manifest, name) for name in ("articles", "passages", "statements", "people")},
            "megabytes": _megabytes(manifest),
            "made_in_seconds": made_in,
            **{state: _best_row(root, folder, state, arguments.exact_up_to) for state in _STATES},
        }
        _print(size, sizes[str(size)])
    harness.write_results(arguments.out, sizes, "faiss-cpu", "numpy", "tantivy")


def _arguments() -> argparse.Namespace:
    parser = harness.argument_parser(__doc__)
    parser.add_argument("--index", type=Path, help="folder that keeps the snapshots")
    parser.add_argument("--sizes", default="10000,100000,1000000", help="numbers of passages")
    parser.add_argument(
        "--exact-up-to", type=int, default=EXACT_UP_TO, help="maximum number of vectors without a graph"
    )
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def _make_if_missing(root: Path, size: int, exact_up_to: int) -> float | None:
    """Make a snapshot and return the seconds, or return None if the snapshot exists."""
    if root.exists():
        return None
    seconds = harness.seconds(lambda: make(root, size, FaissStore(exact_up_to)))
    os.sync()
    return seconds


def _megabytes(manifest: Manifest) -> dict[str, float]:
    sizes = dict[str, float]()
    for name, file in manifest.files.items():
        part = name.partition("/")[0]
        sizes[part] = sizes.get(part, 0.0) + file.bytes / 1e6
    return sizes


def _best_row(root: Path, folder: Path, state: str, exact_up_to: int) -> dict[str, Any]:
    """Return the row of the process that opened the snapshot in the least time."""
    return min((_row(root, folder, state, exact_up_to) for _ in range(_ROUNDS)), key=lambda row: row["opening"])


def _row(root: Path, folder: Path, state: str, exact_up_to: int) -> dict[str, Any]:
    if state == "whole":
        for cache in (root / "verified").glob("*"):
            cache.unlink()
    for path in folder.rglob("*"):
        if path.is_file():
            _set_cached(path, cached=state != "cold")
    command = [sys.executable, "-m", "tests.bench.opening", "--measure", str(root), "--exact-up-to", str(exact_up_to)]
    row: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return row


def _set_cached(path: Path, *, cached: bool) -> None:
    """Read a file into the page cache, or drop it from the page cache."""
    with path.open("rb") as file:
        if cached:
            while file.read(1 << 24):
                pass
        else:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _measure(root: Path, exact_up_to: int) -> dict[str, Any]:
    """Open a snapshot in this process and ask questions; return seconds and megabytes."""
    subjects = [question.split("|") for question in questions(people(200))]
    memory = {"before": _memory()}
    engines: list[Engine] = []
    config, vectors = AnsweringConfig(threshold=0.01), FaissStore(exact_up_to)
    row: dict[str, Any] = {
        "opening": harness.seconds(lambda: engines.append(Engine(root, SyntheticEmbedder(), vectors, config)))
    }
    memory["opened"] = _memory()
    kinds = _kinds(engines[0], subjects)
    for kind, ask in kinds.items():
        row[f"first {kind}"] = harness.seconds(partial(ask, 0))
        memory[f"first {kind}"] = _memory()
    for kind, ask in kinds.items():
        times = [harness.seconds(partial(ask, number)) for number in range(1, _MORE + 1)]
        row[f"median {kind}"] = statistics.median(times)
    memory[f"{_MORE} more of each"] = _memory()
    words = engines[0].snapshot.words
    topics = [words.terms(_topic(subjects[number])) for number in range(1, _MORE + 1)]
    row["median words alone"] = statistics.median(
        harness.seconds(partial(words.search, terms, config.candidates, Filter())) for terms in topics
    )
    return {**row, "memory": memory}


def _kinds(engine: Engine, subjects: Sequence[Sequence[str]]) -> dict[str, Callable[[int], object]]:
    """Return a function for each kind of question, which asks about the person and the topic of one subject."""

    def ask(template: str, number: int, filter_: Filter | None = None) -> object:
        person, _ = subjects[number]
        text = template.format(person=person, reversed=person[::-1].title(), topic=_topic(subjects[number]))
        return engine.ask(Question(text, filter=filter_ or Filter()))

    dated = Filter(_SINCE)
    return {
        "unlimited": lambda number: ask("why {topic}", number),
        "dated": lambda number: ask("why {topic}", number, dated),
        "speaker": lambda number: ask("what did {person} say about {topic}", number),
        "dated speaker": lambda number: ask("what did {person} say", number, dated),
        "who said": lambda number: ask("who said that {topic}", number, dated),
        "unknown speaker": lambda number: ask("what did Qerrik {reversed} say", number),
    }


def _topic(subject: Sequence[str]) -> str:
    """Return the first three words of a subject's phrase."""
    return " ".join(subject[1].split()[:3])


def _memory() -> dict[str, float]:
    """Return the resident memory of this process in megabytes: its own (RssAnon), and of mapped files (RssFile)."""
    status = dict(line.split(":") for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines())
    return {kind: int(status[kind].split()[0]) / 1e3 for kind in _MEMORY}


def _print(size: int, result: dict[str, Any]) -> None:
    print(f"{size:,} passages:", ", ".join(f"{name} {mb:,.0f} MB" for name, mb in result["megabytes"].items()))
    for state in _STATES:
        row = result[state]
        times = ", ".join(f"{name} {1000 * value:.1f}" for name, value in row.items() if name != "memory")
        print(f"  {state}, ms: {times}")
    for moment, memory in result["warm"]["memory"].items():
        print(f"  {moment}: " + ", ".join(f"{kind} {value:.0f} MB" for kind, value in memory.items()))


if __name__ == "__main__":
    main()
