"""Mutation testing of the engine: do the tests notice a small fault?

    python -m tests.mutation.run [--draw 240] [--seed 11] [--package index/language …]
    python -m tests.mutation.run --verify [--survivors]

The driver draws mutants of the packages, puts each into a copy of the repository, and runs the tests that call the
mutated function. ``--verify`` runs the mutants of the saved list again instead of drawing them. Known equivalent
mutants, with reasons, are in ``equivalent.json``. The exit status is 1 if the tests kill less than 90% of the rest.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.mutation.operators import MODULE, Mutant, mutants_of

_ROOT: Final = Path(__file__).parents[2]
_FOLDER: Final = Path(__file__).parent
_RESULTS: Final = _FOLDER / "results.json"
_EQUIVALENT: Final = _FOLDER / "equivalent.json"
_RECORDED: Final = _FOLDER / ".recorded.json"
# The packages, each with the tests of its own folder and of its nearest callers.
_TESTS: Final = {
    "index/language": ("tests/index/language", "tests/index/people", "tests/index/indexing/test_statements.py"),
    "index/indexing": ("tests/index/indexing",),
    "index/answering": ("tests/index/answering", "tests/index/test_engine.py", "tests/index/test_verbatim.py"),
}
_COPIED: Final = ("bot", "index", "prompts", "tests", "pyproject.toml", "README.md")
_FEWEST: Final = 60  # mutants of one package, if it has so many
_GOAL: Final = 0.9  # share of mutants that the tests must kill
_PATIENCE: Final = 40.0  # seconds of tests for one mutant, as timed without it; the nearest and fastest come first
_SLOWER: Final = 5  # a mutant that makes tests slower by this factor counts as killed
_GRACE: Final = 15.0  # seconds of start-up that the time limit adds
_BASELINE: Final = 600.0  # seconds for one test file without a mutant


@dataclass(frozen=True, slots=True)
class Test:
    """A test, as the run without mutants saw it."""

    name: str
    seconds: float
    functions: dict[str, list[str]]

    @property
    def file(self) -> str:
        """The path of the test file."""
        return self.name.partition("::")[0]

    def calls(self, mutant: Mutant) -> bool:
        """Return True if the test calls the mutated function, or any function of the file for module code."""
        functions = self.functions.get(mutant.file, [])
        return bool(functions) if _is_module_code(mutant) else mutant.function in functions


class Runner:
    """Runs tests on a copy of the repository that holds one mutant at a time.

    Args:
        folder: an empty folder for the copy.
        packages: the packages under test.
    """

    def __init__(self, folder: Path, packages: Iterable[str]) -> None:
        self._folder = folder
        for name in _COPIED:
            source, copy = _ROOT / name, folder / name
            if source.is_dir():
                shutil.copytree(source, copy, ignore=shutil.ignore_patterns("__pycache__", "results*"))
            elif source.exists():
                shutil.copy(source, copy)
        alone = {"OMP_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}  # threads do not survive a fork
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.mutation.forks"],
            cwd=folder,
            env=os.environ | alone | {"PYTHONPATH": str(folder)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._packages = packages
        self.tests = self._recorded_tests()

    def close(self) -> None:
        """Stop the process that runs the tests."""
        self._process.communicate()

    def run(self, mutant: Mutant) -> tuple[str, str]:
        """Return the result for a mutant, and the test that killed it."""
        selected = self._select(mutant)
        if not selected:
            return "survived", "no test calls it"
        limit = _GRACE + _SLOWER * sum(test.seconds for test in selected)
        with self._mutated(mutant):
            answer = self._ask([test.name for test in selected], limit, record=False)
        if answer["outcome"] == "passed":
            return "survived", ""
        return "killed", answer["failed"] or answer["outcome"]

    def _select(self, mutant: Mutant) -> list[Test]:
        """Return the tests that call the mutated function: nearest folder first, then by duration."""
        package = mutant.file.rpartition("/")[0]
        calling = [test for test in self.tests if test.calls(mutant)]
        if not calling and _is_module_code(mutant):
            calling = [test for test in self.tests if any(file.startswith(package) for file in test.functions)]
        calling.sort(key=lambda test: (-_shared(f"tests/{mutant.file}", test.file), test.seconds))
        total, selected = 0.0, list[Test]()
        for test in calling:
            total += test.seconds
            if selected and total > _PATIENCE:
                break
            selected.append(test)
        return selected

    @contextmanager
    def _mutated(self, mutant: Mutant) -> Iterator[None]:
        path = self._folder / mutant.file
        original = path.read_text(encoding="utf-8")
        for stale in path.parent.glob(f"__pycache__/{path.stem}.*"):
            stale.unlink()
        path.write_text(mutant.source, encoding="utf-8")
        try:
            yield
        finally:
            path.write_text(original, encoding="utf-8")

    def _recorded_tests(self) -> list[Test]:
        """Run each test file without a mutant, unless a recording of the same files is at hand."""
        sources = [path.read_bytes() for path in sorted((self._folder / "index").rglob("*.py"))]
        old = _read(_RECORDED)
        recordings = list[dict[str, Any]]()
        for file in self._test_files():
            key = hashlib.sha256(b"".join([*sources, (self._folder / file).read_bytes()])).hexdigest()
            recording = next((recording for recording in old if recording["key"] == key), None)
            recordings.append(recording or {"key": key, "tests": self._record(file)})
            _RECORDED.write_text(json.dumps(recordings), encoding="utf-8")
        return [Test(**test) for recording in recordings for test in recording["tests"]]

    def _test_files(self) -> list[str]:
        """Return the test files of the packages, from the root of the repository."""
        roots = {
            self._folder / name for package, names in _TESTS.items() if package in self._packages for name in names
        }
        paths = {path for root in roots for path in (root.rglob("test_*.py") if root.is_dir() else [root])}
        return sorted(str(path.relative_to(self._folder)) for path in paths)

    def _record(self, file: str) -> list[dict[str, Any]]:
        answer = self._ask([file], _BASELINE, record=True)
        if answer["outcome"] != "passed":
            _say(f"{file} fails without a mutant and is used without its failing tests: {answer['failed']}")
        return [{"name": name} | test for name, test in answer.get("tests", {}).items()]

    def _ask(self, tests: list[str], limit: float, *, record: bool) -> dict[str, Any]:
        if self._process.stdin is None or self._process.stdout is None:
            msg = "The process that runs the tests has no pipes."
            raise RuntimeError(msg)
        self._process.stdin.write(json.dumps({"tests": tests, "limit": limit, "record": record}) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer


def _is_module_code(mutant: Mutant) -> bool:
    """Return True for code that runs at import: a module's constants, and the defaults of a class."""
    name = mutant.function.rpartition(".")[2]
    return mutant.function == MODULE or name.lstrip("_")[:1].isupper()


def _shared(one: str, other: str) -> int:
    """Return the number of leading folders that two paths share."""
    return len(os.path.commonpath([one, other]).split("/"))


def draw(packages: Sequence[str], count: int, seed: int) -> list[Mutant]:
    """Draw mutants from each package in proportion to its number of mutants, and a minimum from small packages."""
    everything = {package: list(_in_package(package)) for package in _TESTS}
    total = sum(map(len, everything.values()))
    drawn = list[Mutant]()
    for mutants in map(everything.__getitem__, packages):
        share = max(_FEWEST, round(count * len(mutants) / total))
        drawn.extend(sorted(mutants, key=lambda mutant: mutant.rank(seed))[:share])
    return sorted(drawn, key=lambda mutant: mutant.key)


def saved(rows: Iterable[dict[str, Any]]) -> tuple[list[Mutant], list[dict[str, Any]]]:
    """Return the mutants of a saved list as they are in today's source, and the rows that no longer exist."""
    files: dict[str, dict[tuple[str, str, str, int], Mutant]] = {}
    mutants, gone = list[Mutant](), list[dict[str, Any]]()
    for row in rows:
        file = row["file"]
        if file not in files:
            files[file] = {mutant.key: mutant for mutant in _in_file(_ROOT / file)}
        mutant = files[file].get(_key(row))
        if mutant is None:
            gone.append(row)
        else:
            mutants.append(mutant)
    return mutants, gone


def _in_package(package: str) -> Iterator[Mutant]:
    for path in sorted((_ROOT / package).rglob("*.py")):
        yield from _in_file(path)


def _in_file(path: Path) -> Iterator[Mutant]:
    if path.exists():
        yield from mutants_of(str(path.relative_to(_ROOT)), path.read_text(encoding="utf-8"))


def _key(row: dict[str, Any]) -> tuple[str, str, str, int]:
    return row["file"], row["function"], row["operator"], row["occurrence"]


def _read(path: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    return rows


def _row(mutant: Mutant, result: str, by: str, reason: str) -> dict[str, Any]:
    row = {
        "file": mutant.file,
        "function": mutant.function,
        "operator": mutant.operator,
        "occurrence": mutant.occurrence,
        "line": mutant.line,
        "before": mutant.before,
        "after": mutant.after,
        "result": result,
    }
    return row | ({"by": by} if by else {}) | ({"reason": reason} if reason else {})


def figures(rows: Iterable[dict[str, Any]]) -> dict[str, Counter[str]]:
    """Return the number of mutants by package and result."""
    counts: dict[str, Counter[str]] = {}
    for row in rows:
        counts.setdefault(_package(row["file"]), Counter())[row["result"]] += 1
    return counts


def _package(file: str) -> str:
    return "/".join(file.split("/")[:2])


def _share(counts: Counter[str]) -> float:
    tried = counts["killed"] + counts["survived"]
    return counts["killed"] / tried if tried else 1.0


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _save(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in sorted(rows, key=_key))
    path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


def _try_all(mutants: Sequence[Mutant], rows: dict[tuple[str, str, str, int], dict[str, Any]], out: Path) -> None:
    """Run mutants; keep every result in the rows and in the file."""
    equivalent = {_key(row): row for row in _read(_EQUIVALENT)}
    with tempfile.TemporaryDirectory() as folder:
        runner = Runner(Path(folder), {_package(mutant.file) for mutant in mutants})
        _say(f"{len(runner.tests)} tests, {len(mutants)} mutants")
        for number, mutant in enumerate(mutants, 1):
            known = equivalent.get(mutant.key)
            if known is not None and known["after"] == mutant.after:
                rows[mutant.key] = _row(mutant, "equivalent", "", known["reason"])
                continue
            result, by = runner.run(mutant)
            rows[mutant.key] = _row(mutant, result, by, "")
            _say(f"{number} {result}: {mutant.file}:{mutant.line} {mutant.function}: {mutant.before} -> {mutant.after}")
            _save(out, rows.values())
        runner.close()
    _save(out, rows.values())


def main() -> int:
    """Draw or reload mutants, run them, and print the figures."""
    parser = argparse.ArgumentParser(description="Mutation testing of the engine.")
    parser.add_argument("--package", nargs="+", default=tuple(_TESTS), choices=_TESTS, help="packages to draw from")
    parser.add_argument("--draw", type=int, default=240, help="number of mutants to draw, before minimums")
    parser.add_argument("--seed", type=int, default=11, help="seed of the draw")
    parser.add_argument("--out", type=Path, default=_RESULTS, help="file of results")
    parser.add_argument("--verify", action="store_true", help="run the saved mutants again")
    parser.add_argument("--survivors", action="store_true", help="with --verify: run only those that survived")
    options = parser.parse_args()
    rows: dict[tuple[str, str, str, int], dict[str, Any]] = {}
    if options.verify:
        listed = [row for row in _read(options.out) if row["file"].startswith(tuple(options.package))]
        rows = {_key(row): row for row in _read(options.out)}
        again = [row for row in listed if row["result"] == "survived" or not options.survivors]
        mutants, gone = saved(again)
        for row in gone:
            del rows[_key(row)]
            _say(f"gone: {row['file']} {row['function']}: {row['before']}")
    else:
        rows = {_key(row): row for row in _read(options.out) if not row["file"].startswith(tuple(options.package))}
        mutants = draw(options.package, options.draw, options.seed)
    _try_all(mutants, rows, options.out)
    total: Counter[str] = Counter()
    for package, counts in sorted(figures(rows.values()).items()):
        total += counts
        _say(f"{package}: {dict(counts)}, {_share(counts):.1%} killed")
    _say(f"all: {dict(total)}, {_share(total):.1%} killed")
    return int(_share(total) < _GOAL)


if __name__ == "__main__":
    sys.exit(main())
