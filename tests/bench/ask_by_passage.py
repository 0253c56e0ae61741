"""How long a question takes over 128,000 passages, warm, embedding included, and where the time goes.

    python -m tests.bench.ask_by_passage [--index DIR] [--out tests/bench/results/ask_by_passage.json]

Articles are made up as ``made_up_words`` tells: most questions are answered, and some that name days are asked again
without them. Every question is asked once a round, and the fastest round counts: others may use the machine, and only
ever make it slower.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from index.adapters.faiss_store import FaissStore
from index.answering.answer_from_passages import by_passages
from index.answering.context import Asked, Search
from index.answering.passage_features import judged
from index.answering.query_terms import topic_of
from index.answering.retrieve_passages import retrieve
from index.engine import Engine
from index.models import Question
from index.question.interpret import understand
from tests.bench import provenance
from tests.bench.made_up_words import (
    CONFIG,
    DATED,
    OF_A_SOURCE,
    OUTLETS,
    SEED,
    TODAY,
    UNLIMITED,
    MeanOfWords,
    made_up,
    own_words,
)

_ARTICLES: Final = 15_000
_ROUNDS: Final = 3
_WARM_UP: Final = 20
_ASKED: Final = {"no limits": (UNLIMITED, 140), "days": (DATED, 40), "a source": (OF_A_SOURCE, 20)}


@dataclass(frozen=True, slots=True)
class _Asking:
    """A question, and what kind of limits its words set."""

    kind: str
    question: Question


@dataclass(frozen=True, slots=True)
class _Timed:
    """A question's times in seconds: of the whole, and of each stage."""

    kind: str
    whole: float
    stages: dict[str, float]


def main() -> None:
    """Measure, print and write."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        root = arguments.index or Path(folder) / "index"
        embedder, vocabulary = made_up(root, Path(folder), _ARTICLES)
        engine = Engine(root, embedder, FaissStore(), CONFIG)
        questions = list(_questions(vocabulary))
        rounds = _rounds(engine, questions)
        answered = sum(engine.ask(each.question).status == "answered" for each in questions)
        timed = [
            _Timed(each.kind, whole, _stages(engine, embedder, each.question))
            for each, whole in zip(questions, min(rounds, key=statistics.median), strict=True)
        ]
    results = {"cores": len(os.sched_getaffinity(0)), **engine.snapshot.corpus.counts(), **_figures(timed)}
    results["answered"] = answered
    results["p50_p95_by_round"] = [[_milliseconds(each, 50), _milliseconds(each, 95)] for each in rounds]
    _tell(results)
    if arguments.out:
        made_from = provenance.versions("faiss-cpu", "sentence-transformers", "tantivy", "torch")
        provenance.write(arguments.out, {"commit": provenance.commit(), "versions": made_from, **results})


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--index", type=Path, help="folder where the index is kept; made where it is missing")
    parser.add_argument("--out", type=Path, help="write results as JSON")
    return parser.parse_args()


def _questions(vocabulary: Sequence[str]) -> Iterator[_Asking]:
    """Yield the questions, each about the own words of one article."""
    chance = np.random.default_rng(SEED)
    for kind, (forms, count) in _ASKED.items():
        for number in range(count):
            words = [vocabulary[rank] for rank in chance.permutation(own_words(int(chance.integers(_ARTICLES))))]
            text = forms[number % len(forms)].format(*words, source=OUTLETS[number % len(OUTLETS)])
            yield _Asking(kind, Question(text, today=TODAY))


def _rounds(engine: Engine, questions: Sequence[_Asking]) -> list[list[float]]:
    """Return the seconds that each question takes, round by round."""
    for each in questions[:: len(questions) // _WARM_UP]:
        engine.ask(each.question)
    return [[_timed(partial(engine.ask, each.question)) for each in questions] for _ in range(_ROUNDS)]


def _stages(engine: Engine, embedder: MeanOfWords, question: Question) -> dict[str, float]:
    """Return the least seconds of each stage, called one by one as the engine calls them in one go."""
    opened, snapshot = engine.opened, engine.snapshot
    how = understand(question, question.text, opened)
    text = (how.reading.topic if how.is_limited else "") or how.whole
    asked = Asked(text, embedder.embed_question(text), how.limits, question.max_quotes, how.today)
    search, topic = Search(snapshot, embedder, CONFIG), topic_of(snapshot.words, text)
    allowed = snapshot.corpus.passages_within(asked.limits) if asked.limits else None

    def worded() -> npt.NDArray[np.int64]:
        return snapshot.words.search(topic_of(snapshot.words, text).terms, CONFIG.candidates, asked.limits)[0]

    near, _ = snapshot.vectors.search(asked.vector, CONFIG.candidates, allowed)
    numbers = np.union1d(near, worded())

    def judge() -> None:
        cosines = snapshot.vectors.vectors(numbers) @ asked.vector[0]
        found = list(zip(snapshot.corpus.read_passages(numbers.tolist()), cosines.tolist(), strict=True))
        judged(snapshot.words, topic, found, asked.today, CONFIG.ranking)

    found = _least(lambda: retrieve(search, topic_of(snapshot.words, text), asked))
    return {
        "reading the question": _least(partial(understand, question, question.text, opened)),
        "embedding": _least(partial(embedder.embed_question, text)),
        "limits": _least(partial(snapshot.corpus.passages_within, asked.limits)) if asked.limits else 0.0,
        "vector search": _least(partial(snapshot.vectors.search, asked.vector, CONFIG.candidates, allowed)),
        "word search": _least(worded),
        "reading and judging passages": _least(judge),
        "choosing, copies, cutting": max(_least(partial(by_passages, search, asked)) - found, 0.0),
    }


def _figures(timed: Sequence[_Timed]) -> dict[str, Any]:
    """Return the figures in milliseconds, of all questions and of each kind."""
    kinds = {"all": list(timed)} | {kind: [each for each in timed if each.kind == kind] for kind in _ASKED}
    figures = {kind: _of_kind(each) for kind, each in kinds.items()}
    alone = _milliseconds([each.stages["embedding"] for each in timed], 50)
    return {"ask": figures, "embedding_p50": alone, "p50_in_embeddings": figures["all"]["p50"] / alone}


def _of_kind(timed: Sequence[_Timed]) -> dict[str, Any]:
    wholes = [each.whole for each in timed]
    means = {stage: statistics.mean(each.stages[stage] for each in timed) * 1000 for stage in timed[0].stages}
    return {
        "questions": len(timed),
        "p50": _milliseconds(wholes, 50),
        "p95": _milliseconds(wholes, 95),
        "least": min(wholes) * 1000,
        "mean": statistics.mean(wholes) * 1000,
        "stages": means,
    }


def _tell(results: dict[str, Any]) -> None:
    print(f"{results['passages']:,} passages in {results['articles']:,} articles; {results['cores']} cores")
    print(f"{results['answered']} of {results['ask']['all']['questions']} questions answered")
    print("p50, p95 by round:", "; ".join(f"{p50:.1f}, {p95:.1f} ms" for p50, p95 in results["p50_p95_by_round"]))
    for kind, each in results["ask"].items():
        told = f"p50 {each['p50']:.1f} ms, p95 {each['p95']:.1f} ms, least {each['least']:.1f} ms"
        print(f"\n{each['questions']} questions ({kind}): {told}")
        total = sum(each["stages"].values())
        for stage, mean in each["stages"].items():
            print(f"  {stage:30} {mean:6.2f} ms {mean / total:5.0%}")
        print(f"  {'together, of a mean question of':30} {total:6.2f} of {each['mean']:.2f} ms")
    print(f"\np50 = {results['p50_in_embeddings']:.2f} x embedding alone ({results['embedding_p50']:.1f} ms)")


def _milliseconds(seconds: Sequence[float], percentile: int) -> float:
    return float(np.percentile(seconds, percentile)) * 1000


def _least(work: Callable[[], object]) -> float:
    return min(_timed(work) for _ in range(_ROUNDS))


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return _since(began)


def _since(began: float) -> float:
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
