"""Throughput and latency of one engine for 1, 8 and 32 concurrent askers.

    python -m tests.bench.askers [--index DIR] [--articles 2000] [--out tests/bench/results/askers.json]

Articles and questions are synthetic (``synthetic_collection``). Each asker asks one question after the other; no two
questions are the same. A round asks all questions with each number of askers in turn. For each number the round with
the highest throughput counts: other processes on the machine only ever make it slower.
"""

import argparse
import gc
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from index.adapters.faiss_store import FaissStore
from index.engine import Engine
from index.models import Answer, Question
from tests.bench import harness
from tests.bench.synthetic_collection import (
    BY_PUBLISHER,
    CONFIG,
    DATED,
    PUBLISHERS,
    SEED,
    TODAY,
    UNFILTERED,
    open_collection,
    topic_words,
)

_ASKERS: Final = (1, 8, 32)
_QUESTIONS: Final = 320
_WARM_UP: Final = 40
_ROUNDS: Final = 5


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of one number of concurrent askers.

    Attributes:
        p50: median latency of a question in milliseconds, with the wait for other questions.
        p95: 95th percentile of the latency in milliseconds.
        a_second: questions answered in a second, for all askers together.
        errors: number of questions that raised an exception.
        other_answers: number of questions with another answer than for a single asker.
    """

    p50: float
    p95: float
    a_second: float
    errors: int
    other_answers: int


def main() -> None:
    """Measure, print and write."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        root = arguments.index or Path(folder) / "index"
        embedder, vocabulary = open_collection(root, Path(folder), arguments.articles)
        engine = Engine(root, embedder, FaissStore(), CONFIG)
        counts = engine.snapshot.corpus.counts()
        questions = list(_questions(vocabulary, counts["articles"]))
        gc.freeze()  # a bot that serves has not loaded the libraries of a reindex, so the collector must skip them here
        answers = [engine.ask(question) for question in questions]
        rounds = [{askers: _measure(engine, questions, answers, askers) for askers in _ASKERS} for _ in range(_ROUNDS)]
    best = {askers: max((row[askers] for row in rounds), key=lambda figures: figures.a_second) for askers in _ASKERS}
    results = {
        "cores": harness.cores(),
        **{name: counts[name] for name in ("articles", "passages")},
        "questions": len(questions),
        "answered": sum(answer.status == "answered" for answer in answers),
        "askers": {str(askers): asdict(figures) for askers, figures in best.items()},
        **_ratios(best),
        "ratios_by_round": [_ratios(row) for row in rounds],
    }
    _print(results)
    harness.write_results(arguments.out, results, "faiss-cpu", "onnxruntime", "tantivy")


def _arguments() -> argparse.Namespace:
    parser = harness.argument_parser(__doc__)
    parser.add_argument("--index", type=Path, help="folder that keeps the index; created if it is missing")
    parser.add_argument("--articles", type=int, default=2000, help="number of articles in a new index")
    return parser.parse_args()


def _questions(vocabulary: Sequence[str], articles: int) -> Iterator[Question]:
    """Yield different questions, each about the topic words of one article."""
    chance = np.random.default_rng(SEED)
    templates = (*UNFILTERED, *DATED, *BY_PUBLISHER)
    for number in range(_QUESTIONS):
        words = [vocabulary[rank] for rank in chance.permutation(topic_words(int(chance.integers(articles))))]
        template, publisher = templates[number % len(templates)], PUBLISHERS[number % len(PUBLISHERS)]
        yield Question(template.format(*words, publisher=publisher), today=TODAY)


def _measure(engine: Engine, questions: Sequence[Question], answers: Sequence[Answer], askers: int) -> Figures:
    """Ask all questions concurrently. Each asker takes the next question as soon as it has an answer."""

    def ask(question: Question) -> tuple[float, Answer]:
        began = time.perf_counter()
        answer = engine.ask(question)
        return time.perf_counter() - began, answer

    for question in questions[:_WARM_UP]:
        engine.ask(question)
    began = time.perf_counter()
    with ThreadPoolExecutor(askers) as pool:
        futures = [pool.submit(ask, question) for question in questions]
    total = time.perf_counter() - began
    outcomes = [
        (*future.result(), expected)
        for future, expected in zip(futures, answers, strict=True)
        if future.exception() is None
    ]
    times = [seconds * 1000 for seconds, _, _ in outcomes]
    return Figures(
        p50=float(np.percentile(times, 50)),
        p95=float(np.percentile(times, 95)),
        a_second=len(times) / total,
        errors=len(futures) - len(outcomes),
        other_answers=sum(answer != expected for _, answer, expected in outcomes),
    )


def _ratios(figures: dict[int, Figures]) -> dict[str, float]:
    """Return the latency and the throughput of 32 askers as multiples of a single asker's."""
    one, many = figures[1], figures[32]
    return {"p95_of_32_in_p50_of_1": many.p95 / one.p50, "a_second_of_32_in_1": many.a_second / one.a_second}


def _print(results: dict[str, Any]) -> None:
    print(f"{results['passages']:,} passages in {results['articles']:,} articles; {results['cores']} cores")
    print(f"{results['answered']} of {results['questions']} questions answered")
    for askers, row in results["askers"].items():
        figures = f"p50 {row['p50']:.0f} ms, p95 {row['p95']:.0f} ms, {row['a_second']:.0f} a second"
        print(f"{askers:>3} at once: {figures}; {row['errors']} errors, {row['other_answers']} other answers")
    by_round = ", ".join(f"{ratios['p95_of_32_in_p50_of_1']:.1f}" for ratios in results["ratios_by_round"])
    print(f"p95 of 32 = {results['p95_of_32_in_p50_of_1']:.1f} x p50 of 1 (at most 32); by round {by_round}")
    by_round = ", ".join(f"{ratios['a_second_of_32_in_1']:.2f}" for ratios in results["ratios_by_round"])
    print(f"answers a second of 32 = {results['a_second_of_32_in_1']:.2f} x those of 1; by round {by_round}")


if __name__ == "__main__":
    main()
