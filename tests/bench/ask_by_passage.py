"""Time of a question over 128,000 passages, and the share of each stage. Warm; the embedding is included.

    python -m tests.bench.ask_by_passage [--index DIR] [--out tests/bench/results/ask_by_passage.json]

The articles are synthetic (``synthetic_collection``). Most questions are answered; the engine repeats some dated
questions without their dates. Each round asks every question once, and the fastest round counts: other processes on
the machine only ever make it slower.
"""

import argparse
import statistics
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from index.adapters.faiss_store import FaissStore
from index.answering.answer_from_passages import answer_from_passages
from index.answering.passage_features import score_passages
from index.answering.query_terms import query_terms
from index.answering.quotes import cut_all
from index.answering.retrieve_passages import retrieve_passages
from index.engine import Engine
from index.models import Question
from index.question.interpret import interpret
from tests.bench import harness
from tests.bench.synthetic_collection import (
    BY_PUBLISHER,
    CONFIG,
    DATED,
    PUBLISHERS,
    SEED,
    TODAY,
    UNFILTERED,
    MeanOfWords,
    open_collection,
    topic_words,
)

_ARTICLES: Final = 15_000
_ROUNDS: Final = 3
_WARM_UP: Final = 20
_KINDS: Final = {"no limits": (UNFILTERED, 140), "days": (DATED, 40), "a source": (BY_PUBLISHER, 20)}


@dataclass(frozen=True, slots=True)
class _Case:
    """A question, and the kind of filter in its text."""

    kind: str
    question: Question


@dataclass(frozen=True, slots=True)
class _Times:
    """The seconds of a question: in total, and of each stage."""

    kind: str
    total: float
    stages: dict[str, float]


def main() -> None:
    """Measure, print and write."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        root = arguments.index or Path(folder) / "index"
        embedder, vocabulary = open_collection(root, Path(folder), _ARTICLES)
        engine = Engine(root, embedder, FaissStore(), CONFIG)
        cases = list(_cases(vocabulary))
        rounds = _rounds(engine, cases)
        answered = sum(engine.ask(case.question).status == "answered" for case in cases)
        times = [
            _Times(case.kind, total, _stages(engine, embedder, case.question))
            for case, total in zip(cases, min(rounds, key=statistics.median), strict=True)
        ]
    results = {"cores": harness.cores(), **engine.snapshot.corpus.counts(), **_figures(times)}
    results["answered"] = answered
    results["p50_p95_by_round"] = [[_milliseconds(totals, 50), _milliseconds(totals, 95)] for totals in rounds]
    _print(results)
    harness.write_results(arguments.out, results, "faiss-cpu", "sentence-transformers", "tantivy", "torch")


def _arguments() -> argparse.Namespace:
    parser = harness.argument_parser(__doc__)
    parser.add_argument("--index", type=Path, help="folder that keeps the index; created if it is missing")
    return parser.parse_args()


def _cases(vocabulary: Sequence[str]) -> Iterator[_Case]:
    """Yield the questions, each about the topic words of one article."""
    chance = np.random.default_rng(SEED)
    for kind, (templates, count) in _KINDS.items():
        for number in range(count):
            words = [vocabulary[rank] for rank in chance.permutation(topic_words(int(chance.integers(_ARTICLES))))]
            publisher = PUBLISHERS[number % len(PUBLISHERS)]
            text = templates[number % len(templates)].format(*words, publisher=publisher)
            yield _Case(kind, Question(text, today=TODAY))


def _rounds(engine: Engine, cases: Sequence[_Case]) -> list[list[float]]:
    """Return the seconds of each question, round by round."""
    for case in cases[:: len(cases) // _WARM_UP]:
        engine.ask(case.question)
    return [[harness.seconds(partial(engine.ask, case.question)) for case in cases] for _ in range(_ROUNDS)]


def _stages(engine: Engine, embedder: MeanOfWords, question: Question) -> dict[str, float]:
    """Return the seconds of the fastest run of each stage, called as the engine calls it."""
    context = engine.context
    snapshot = context.collection.snapshot
    read = partial(interpret, question, context.collection, CONFIG.max_question_characters)
    query = read()
    topic, limits = query.passage_searches[0]
    vector, terms = embedder.embed_question(topic), query_terms(snapshot.words, topic)
    allowed = snapshot.corpus.passages_within(limits) if limits else None

    def search_words() -> npt.NDArray[np.int64]:
        return snapshot.words.search(query_terms(snapshot.words, topic).terms, CONFIG.candidates, limits)[0]

    by_meaning, _ = snapshot.vectors.search(vector, CONFIG.candidates, allowed)
    numbers = np.union1d(by_meaning, search_words())

    def score() -> None:
        cosines = snapshot.vectors.vectors(numbers) @ vector[0]
        passages = list(zip(snapshot.corpus.read_passages(numbers.tolist()), cosines.tolist(), strict=True))
        score_passages(snapshot.words, terms, passages, query.today, CONFIG.passage_weights)

    def answer() -> None:
        asking = context.for_question()
        result = answer_from_passages(asking, query)
        cut_all(asking.articles, result.excerpts)

    retrieval = _least(partial(retrieve_passages, context, query, topic, limits))
    return {
        "interpreting the question": _least(read),
        "embedding": _least(partial(embedder.embed_question, topic)),
        "filter": _least(partial(snapshot.corpus.passages_within, limits)) if limits else 0.0,
        "vector search": _least(partial(snapshot.vectors.search, vector, CONFIG.candidates, allowed)),
        "full-text search": _least(search_words),
        "reading and scoring passages": _least(score),
        "selecting, deduplicating, cutting": max(_least(answer) - retrieval, 0.0),
    }


def _figures(times: Sequence[_Times]) -> dict[str, Any]:
    """Return the figures in milliseconds, of all questions and of each kind."""
    kinds = {"all": list(times)} | {kind: [row for row in times if row.kind == kind] for kind in _KINDS}
    figures = {kind: _figures_of_kind(rows) for kind, rows in kinds.items()}
    embedding = _milliseconds([row.stages["embedding"] for row in times], 50)
    return {"ask": figures, "embedding_p50": embedding, "p50_in_embeddings": figures["all"]["p50"] / embedding}


def _figures_of_kind(times: Sequence[_Times]) -> dict[str, Any]:
    totals = [row.total for row in times]
    means = {stage: statistics.mean(row.stages[stage] for row in times) * 1000 for stage in times[0].stages}
    return {
        "questions": len(times),
        "p50": _milliseconds(totals, 50),
        "p95": _milliseconds(totals, 95),
        "least": min(totals) * 1000,
        "mean": statistics.mean(totals) * 1000,
        "stages": means,
    }


def _print(results: dict[str, Any]) -> None:
    print(f"{results['passages']:,} passages in {results['articles']:,} articles; {results['cores']} cores")
    print(f"{results['answered']} of {results['ask']['all']['questions']} questions answered")
    print("p50, p95 by round:", "; ".join(f"{p50:.1f}, {p95:.1f} ms" for p50, p95 in results["p50_p95_by_round"]))
    for kind, row in results["ask"].items():
        figures = f"p50 {row['p50']:.1f} ms, p95 {row['p95']:.1f} ms, least {row['least']:.1f} ms"
        print(f"\n{row['questions']} questions ({kind}): {figures}")
        total = sum(row["stages"].values())
        for stage, mean in row["stages"].items():
            print(f"  {stage:30} {mean:6.2f} ms {mean / total:5.0%}")
        print(f"  {'sum of the stages, mean total':30} {total:6.2f} of {row['mean']:.2f} ms")
    print(f"\np50 = {results['p50_in_embeddings']:.2f} x embedding alone ({results['embedding_p50']:.1f} ms)")


def _milliseconds(seconds: Sequence[float], percentile: int) -> float:
    return float(np.percentile(seconds, percentile)) * 1000


def _least(work: Callable[[], object]) -> float:
    return harness.fastest(work, _ROUNDS)


if __name__ == "__main__":
    main()
