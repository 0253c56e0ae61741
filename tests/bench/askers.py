"""How many questions are answered when 1, 8 and 32 ask one engine at once, and how long each of them waits.

    python -m tests.bench.askers [--index DIR] [--articles 2000] [--out tests/bench/results/askers.json]

Articles and questions are made up as ``made_up_words`` tells; each asker puts one question after the other, no two of
them the same. A round puts all questions with each number of askers in turn; for each number the round counts in which
most were answered in a second: others may use the machine, and only ever make it slower.
"""

import argparse
import gc
import os
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
from tests.bench import provenance
from tests.bench.made_up_words import CONFIG, DATED, OF_A_SOURCE, OUTLETS, SEED, TODAY, UNLIMITED, made_up, own_words

_ASKERS: Final = (1, 8, 32)
_QUESTIONS: Final = 320
_WARM_UP: Final = 40
_ROUNDS: Final = 5


@dataclass(frozen=True, slots=True)
class Figures:
    """What so many askers met.

    Attributes:
        p50: milliseconds that half of the questions took at most, waiting for the others included.
        p95: the same of 95 in 100.
        a_second: questions answered in a second by all together.
        errors: questions that raised.
        other_answers: questions that were answered otherwise than to one asker.
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
        embedder, vocabulary = made_up(root, Path(folder), arguments.articles)
        engine = Engine(root, embedder, FaissStore(), CONFIG)
        held = engine.snapshot.corpus.counts()
        questions = list(_questions(vocabulary, held["articles"]))
        gc.freeze()  # what making an index has loaded is not there where a bot serves, nor looked through
        answers = [engine.ask(each) for each in questions]
        rounds = [{askers: _asked(engine, questions, answers, askers) for askers in _ASKERS} for _ in range(_ROUNDS)]
    best = {askers: max((each[askers] for each in rounds), key=lambda figures: figures.a_second) for askers in _ASKERS}
    results = {
        "cores": len(os.sched_getaffinity(0)),
        **{name: held[name] for name in ("articles", "passages")},
        "questions": len(questions),
        "answered": sum(each.status == "answered" for each in answers),
        "askers": {str(askers): asdict(figures) for askers, figures in best.items()},
        **_ratios(best),
        "ratios_by_round": [_ratios(each) for each in rounds],
    }
    _tell(results)
    if arguments.out:
        versions = provenance.versions("faiss-cpu", "onnxruntime", "tantivy")
        provenance.write(arguments.out, {"commit": provenance.commit(), "versions": versions, **results})


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--index", type=Path, help="folder where the index is kept; made where it is missing")
    parser.add_argument("--articles", type=int, default=2000, help="how many it is made of")
    parser.add_argument("--out", type=Path, help="write results as JSON")
    return parser.parse_args()


def _questions(vocabulary: Sequence[str], articles: int) -> Iterator[Question]:
    """Yield different questions, each about the own words of one of these articles."""
    chance = np.random.default_rng(SEED)
    forms = (*UNLIMITED, *DATED, *OF_A_SOURCE)
    for number in range(_QUESTIONS):
        words = [vocabulary[rank] for rank in chance.permutation(own_words(int(chance.integers(articles))))]
        form, source = forms[number % len(forms)], OUTLETS[number % len(OUTLETS)]
        yield Question(form.format(*words, source=source), today=TODAY)


def _asked(engine: Engine, questions: Sequence[Question], answers: Sequence[Answer], askers: int) -> Figures:
    """Let so many ask all questions between them, each the next one as soon as it has an answer."""

    def ask(question: Question) -> tuple[float, Answer]:
        began = time.perf_counter()
        answer = engine.ask(question)
        return time.perf_counter() - began, answer

    for each in questions[:_WARM_UP]:
        engine.ask(each)
    began = time.perf_counter()
    with ThreadPoolExecutor(askers) as pool:
        asked = [pool.submit(ask, each) for each in questions]
    whole = time.perf_counter() - began
    got = [(each.result(), answer) for each, answer in zip(asked, answers, strict=True) if each.exception() is None]
    times = [seconds * 1000 for (seconds, _), _ in got]
    return Figures(
        p50=float(np.percentile(times, 50)),
        p95=float(np.percentile(times, 95)),
        a_second=len(times) / whole,
        errors=len(asked) - len(got),
        other_answers=sum(given != answer for (_, given), answer in got),
    )


def _ratios(of: dict[int, Figures]) -> dict[str, float]:
    """Return how long 32 wait, and how many answers they get, against one alone."""
    one, many = of[1], of[32]
    return {"p95_of_32_in_p50_of_1": many.p95 / one.p50, "a_second_of_32_in_1": many.a_second / one.a_second}


def _tell(results: dict[str, Any]) -> None:
    print(f"{results['passages']:,} passages in {results['articles']:,} articles; {results['cores']} cores")
    print(f"{results['answered']} of {results['questions']} questions answered")
    for askers, each in results["askers"].items():
        waited = f"p50 {each['p50']:.0f} ms, p95 {each['p95']:.0f} ms, {each['a_second']:.0f} a second"
        print(f"{askers:>3} at once: {waited}; {each['errors']} errors, {each['other_answers']} other answers")
    by_round = ", ".join(f"{each['p95_of_32_in_p50_of_1']:.1f}" for each in results["ratios_by_round"])
    print(f"p95 of 32 = {results['p95_of_32_in_p50_of_1']:.1f} x p50 of 1 (at most 32); by round {by_round}")
    by_round = ", ".join(f"{each['a_second_of_32_in_1']:.2f}" for each in results["ratios_by_round"])
    print(f"answers a second of 32 = {results['a_second_of_32_in_1']:.2f} x those of 1; by round {by_round}")


if __name__ == "__main__":
    main()
