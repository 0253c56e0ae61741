"""Growth of the vector search: recall, time, comparisons and memory by the number of vectors, with filters and without.

    python -m tests.bench.vectors TEXTS_FOLDER... --cache DIR [--sizes 10000,100000,1000000] [--out FILE]

A folder contains ``articles.jsonl`` with one text in a line and ``queries.jsonl`` with one question in a line. The real
vectors are embedded windows of one to three sentences. Synthetic vectors extend them: a point between a vector and a
near neighbour, plus the difference of another pair of near neighbours. Random vectors do not work, because a graph of
them cannot be searched. The script also compares synthetic vectors with as many real ones: at equal recall the
synthetic ones need as many comparisons, or more.

The time of a question is the fastest of three rounds on one thread. The recall is relative to an exact comparison in
float32. A filter allows random vectors, or complete cells: random cells, the cells nearest to the question, or the
farthest. A cell contains the vectors that are nearest to one of a few centre vectors. The cache keeps vectors and
indexes.
"""

import argparse
import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

import faiss
import numpy as np
import numpy.typing as npt

from index.adapters.faiss_store import EXACT_UP_TO, FaissIndex, FaissStore
from index.adapters.sentence_transformer import SentenceTransformerEmbedder
from index.ports import Numbers, Vectors
from index.text.sentences import sentences
from tests.bench import harness
from tests.bench.charts import lines

_DIMENSION: Final = 384
_REAL: Final = 100_000
_WINDOWS: Final = (1, 2, 3)
_QUESTIONS: Final = 200
_FILTERED: Final = 30  # questions that are asked with filters
_LIMIT: Final = 30  # results of a search
_NEIGHBOURS: Final = 8
_TOWARDS: Final = 0.5  # greatest step towards a near neighbour, as a share of the distance
_MOVED: Final = 0.6  # weight of the difference of another pair
_SHARES: Final = (0.5, 0.2, 0.05, 0.01, 0.001)
_CELLS: Final = 1000
_CHUNK: Final = 50_000
_BATCH: Final = 500
_ROUNDS: Final = 3
_SEED: Final = 7
_EXTRAPOLATED: Final = 10_000_000  # vectors


@dataclass(frozen=True, slots=True)
class _Case:
    """An index to measure.

    Attributes:
        name: name of the case, and of its files.
        rows: file of float32 rows.
        count: number of rows in the index.
        exact_up_to: maximum number of vectors without a graph.
    """

    name: str
    rows: Path
    count: int
    exact_up_to: int

    @property
    def index(self) -> Path:
        """The file of the index."""
        return self.rows.parent / f"{self.name}.faiss"


def main() -> None:
    """Measure, print and write."""
    arguments = _arguments()
    sizes = [int(size) for size in arguments.sizes.split(",")]
    arguments.cache.mkdir(parents=True, exist_ok=True)
    real, questions = _embed(arguments.texts, arguments.cache)
    results = []
    for case in _cases(arguments.cache, real, sizes):
        results.append(_measure(case, questions))
        _print(results[-1])
    largest = max(results, key=lambda result: result["vectors"])
    extrapolated = _extrapolate(largest)
    print("\nextrapolated:", json.dumps(extrapolated))
    shape = {"cores": harness.cores(), "real": len(real), "questions": len(questions)}
    figures = {**shape, "sizes": results, "on_paper": extrapolated}
    harness.write_results(arguments.out, figures, "faiss-cpu", "numpy")
    if arguments.out:
        arguments.out.with_suffix(".svg").write_text(_chart(results), encoding="utf-8")


def _chart(results: Sequence[dict[str, Any]]) -> str:
    """Return a chart of the time of a search by the number of vectors."""
    mixed = sorted((row for row in results if row["case"].startswith("mixed")), key=lambda row: row["vectors"])
    graph = [(row["vectors"], row["p50_ms"]) for row in mixed if row["compared_in_graph"]]
    exact = [(row["vectors"], row["p50_ms"]) for row in mixed if not row["compared_in_graph"]]
    recall = mixed[-1]["recall_at_10"]
    note = f"384 dimensions, limit 30, one thread, median of 200 questions; recall@10 of the largest {recall:.3f}"
    axes = ("vectors", "ms a search")
    return lines("Vector search by size", note, axes, {"every vector compared": exact, "graph": graph})


def _arguments() -> argparse.Namespace:
    parser = harness.argument_parser(__doc__)
    parser.add_argument("texts", nargs="+", type=Path, help="folders of articles.jsonl and queries.jsonl")
    parser.add_argument("--cache", type=Path, required=True, help="folder that keeps vectors and indexes")
    parser.add_argument("--sizes", default="10000,100000,1000000", help="numbers of vectors")
    return parser.parse_args()


def _embed(folders: Sequence[Path], cache: Path) -> tuple[Vectors, Vectors]:
    """Return the vectors of windows of sentences, and the vectors of questions."""
    if not (cache / "real.npy").exists():
        chance, embedder = random.Random(_SEED), SentenceTransformerEmbedder()
        texts = [line["text"] for folder in folders for line in _lines(folder / "articles.jsonl")]
        texts_of_questions = [line["question"] for folder in folders for line in _lines(folder / "queries.jsonl")]
        chance.shuffle(texts)
        windows = [window for text in texts for window in _windows(text)][:_REAL]
        np.save(cache / "questions.npy", embedder.embed_passages(chance.sample(texts_of_questions, _QUESTIONS)))
        np.save(cache / "real.npy", embedder.embed_passages(windows))
    return np.load(cache / "real.npy"), np.load(cache / "questions.npy")[:_QUESTIONS]


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def _windows(text: str) -> Iterator[str]:
    spans = sentences(text)
    for length in _WINDOWS:
        for first, last in zip(spans, spans[length - 1 :], strict=False):
            yield text[first.start : last.end]


def _cases(cache: Path, real: Vectors, sizes: Sequence[int]) -> Iterator[_Case]:
    """Yield the cases. The vectors of a case are on disk."""
    equal = len(real) // 10 * 10
    for name, seeds, count in (("real", real, equal), ("made", real[: equal // 10], equal)):
        yield _Case(f"{name}-{equal}-graph", _rows(cache / f"{name}.f32", seeds, count), equal, 0)
    rows = _rows(cache / "mixed.f32", real, max(sizes))
    for size in sizes:
        if size <= EXACT_UP_TO:
            yield _Case(f"mixed-{size}-graph", rows, size, 0)
        yield _Case(f"mixed-{size}", rows, size, EXACT_UP_TO)


def _rows(path: Path, seeds: Vectors, count: int) -> Path:
    """Return a file of the seeds and of synthetic rows, in random order; make the file if it is missing."""
    if not path.exists():
        chance = np.random.default_rng(_SEED)
        rows = seeds[:count]
        if count > len(seeds):
            rows = np.concatenate([rows, _synthetic(seeds, count - len(seeds), chance)])
        rows[chance.permutation(count)].tofile(path)
    return path


def _synthetic(seeds: Vectors, count: int, chance: np.random.Generator) -> Vectors:
    finder = faiss.IndexHNSWFlat(_DIMENSION, 32, faiss.METRIC_INNER_PRODUCT)
    finder.add(seeds)
    near = finder.search(seeds, _NEIGHBOURS + 1)[1][:, 1:]
    one, other = chance.integers(len(seeds), size=(2, count))
    beside, apart = (near[rows, chance.integers(_NEIGHBOURS, size=count)] for rows in (one, other))
    towards = _TOWARDS * chance.random((count, 1), dtype=np.float32)
    rows = seeds[one] + towards * (seeds[beside] - seeds[one]) + np.float32(_MOVED) * (seeds[other] - seeds[apart])
    unit: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit


def _read(case: _Case, size: int) -> Iterator[Vectors]:
    """Yield the rows in batches. They are read, not mapped, so that the process's memory is that of the index."""
    with case.rows.open("rb") as file:
        for start in range(0, case.count, size):
            count = min(size, case.count - start)
            yield np.fromfile(file, np.float32, count * _DIMENSION).reshape(count, _DIMENSION)


def _measure(case: _Case, questions: Vectors) -> dict[str, Any]:
    built = _in_process(_build, case)
    opened = _in_process(_open, case, questions)
    searched = _in_process(_search, case, questions)
    size = case.index.stat().st_size / case.count
    return {"case": case.name, "vectors": case.count, "bytes_a_vector": size, **built, **opened, **searched}


def _in_process(work: Callable[..., dict[str, Any]], *arguments: object) -> dict[str, Any]:
    """Run a function in a separate process, so that the measured memory belongs to it alone; return its result."""
    with ProcessPoolExecutor(1, get_context("spawn")) as process:
        return process.submit(work, *arguments).result()


def _build(case: _Case) -> dict[str, Any]:
    cached = case.index.with_suffix(".json")
    if not cached.exists():
        case.index.unlink(missing_ok=True)
        before, began, cpu_began = _memory("VmHWM"), time.perf_counter(), time.process_time()
        FaissStore(case.exact_up_to).write(case.index, _read(case, _BATCH), _DIMENSION)
        figures = {"build_seconds": time.perf_counter() - began, "build_cpu_seconds": time.process_time() - cpu_began}
        cached.write_text(json.dumps({**figures, "build_peak_mb": _memory("VmHWM") - before}), encoding="utf-8")
    return dict(json.loads(cached.read_text(encoding="utf-8")))


def _open(case: _Case, questions: Vectors) -> dict[str, Any]:
    before = {kind: _memory(kind) for kind in ("RssAnon", "RssFile")}
    began = time.perf_counter()
    index = _open_index(case)
    figures = {"open_seconds": time.perf_counter() - began}
    figures |= {f"opened_{kind}_mb": _memory(kind) - before[kind] for kind in before}
    for question in questions[:100]:
        index.search(question[None], _LIMIT)
    return figures | {f"asked_100_{kind}_mb": _memory(kind) - before[kind] for kind in before}


def _open_index(case: _Case) -> FaissIndex:
    return FaissStore().open(case.index, count=case.count, dimension=_DIMENSION)


def _memory(kind: str) -> float:
    """Return the megabytes of one kind of this process's memory in ``/proc/self/status``."""
    status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in status if line.startswith(f"{kind}:"))


def _search(case: _Case, questions: Vectors) -> dict[str, Any]:
    index = _open_index(case)
    products = np.concatenate([questions @ rows.T for rows in _read(case, _CHUNK)], axis=1)
    faiss.omp_set_num_threads(1)
    figures = _ask(index, questions, products, [None] * len(questions))
    cells = _cells(case)
    filtered = {}
    for kind, choose in _FILTERS.items():
        for share in _SHARES:
            chance = np.random.default_rng(_SEED)
            allowed = [choose(cells, question, share, chance) for question in questions[:_FILTERED]]
            filtered[f"{kind} {share:.1%}"] = _ask(index, questions[:_FILTERED], products, allowed)
    return {**figures, "limited": filtered}


def _ask(
    index: FaissIndex, questions: Vectors, products: Vectors, allowed: Sequence[Numbers | None]
) -> dict[str, float]:
    """Return the recall, percentiles of the milliseconds, and the number of vectors that the graph compared."""
    searches = [
        partial(index.search, question[None], _LIMIT, among) for question, among in zip(questions, allowed, strict=True)
    ]
    counter = faiss.cvar.hnsw_stats  # type: ignore[attr-defined]  # the stubs of FAISS lack it
    counter.reset()
    results = [search()[0] for search in searches]
    compared = counter.ndis / len(questions)
    seconds = np.min([[harness.seconds(search) for search in searches] for _ in range(_ROUNDS)], axis=0)
    nearest = [_nearest(row, among) for row, among in zip(products, allowed, strict=False)]
    return {
        "recall_at_10": _recall(results, [numbers[:10] for numbers in nearest]),
        "recall_at_30": _recall(results, nearest),
        "p50_ms": float(np.percentile(seconds, 50)) * 1000,
        "p95_ms": float(np.percentile(seconds, 95)) * 1000,
        "compared_in_graph": compared,
    }


def _nearest(products: npt.NDArray[np.float32], among: Numbers | None) -> Numbers:
    numbers = np.arange(len(products)) if among is None else among
    allowed = products[numbers]
    count = min(_LIMIT, len(numbers))
    best = np.argpartition(-allowed, count - 1)[:count]
    nearest: Numbers = numbers[best[np.argsort(-allowed[best])]]
    return nearest


def _recall(results: Sequence[Numbers], nearest: Sequence[Numbers]) -> float:
    pairs = zip(results, nearest, strict=True)
    return float(np.mean([np.isin(expected, result).mean() for result, expected in pairs]))


@dataclass(frozen=True, slots=True)
class _Cells:
    """A partition of the vectors by their nearest centre.

    Attributes:
        centres: vectors at the centres of the cells.
        cell_of: number of each vector's cell.
        sizes: number of vectors in each cell.
    """

    centres: Vectors
    cell_of: Numbers
    sizes: Numbers

    def members(self, order: Numbers, share: float) -> Numbers:
        """Return the vectors of the first cells in an order, as many cells as give this share of all vectors."""
        count = int(np.searchsorted(np.cumsum(self.sizes[order]), share * len(self.cell_of))) + 1
        return np.flatnonzero(np.isin(self.cell_of, order[:count]))


def _cells(case: _Case) -> _Cells:
    centres = next(_read(case, min(_CELLS, case.count // 10)))
    cell_of = np.concatenate([(rows @ centres.T).argmax(axis=1) for rows in _read(case, _CHUNK)])
    return _Cells(centres, cell_of, np.bincount(cell_of, minlength=len(centres)))


def _at_random(cells: _Cells, _: Vectors, share: float, chance: np.random.Generator) -> Numbers:
    return np.sort(chance.choice(len(cells.cell_of), int(share * len(cells.cell_of)), replace=False))


def _some_cells(cells: _Cells, _: Vectors, share: float, chance: np.random.Generator) -> Numbers:
    return cells.members(chance.permutation(len(cells.centres)), share)


def _near_cells(cells: _Cells, question: Vectors, share: float, _: np.random.Generator) -> Numbers:
    return cells.members(np.argsort(-(cells.centres @ question)), share)


def _far_cells(cells: _Cells, question: Vectors, share: float, _: np.random.Generator) -> Numbers:
    return cells.members(np.argsort(cells.centres @ question), share)


_FILTERS: Final = {"random": _at_random, "cells": _some_cells, "near cells": _near_cells, "far cells": _far_cells}


def _extrapolate(largest: dict[str, Any]) -> dict[str, float]:
    """Return estimates for ten million vectors: a search in the graph grows with the logarithm of their number."""
    times = _EXTRAPOLATED / largest["vectors"]
    slower = np.log(_EXTRAPOLATED) / np.log(largest["vectors"])
    return {
        "vectors": _EXTRAPOLATED,
        "gigabytes": largest["bytes_a_vector"] * _EXTRAPOLATED / 1e9,
        "build_hours": largest["build_seconds"] * times * slower / 3600,
        "p50_ms": largest["p50_ms"] * slower,
    }


def _print(result: dict[str, Any]) -> None:
    print(f"\n{result['case']}: {result['vectors']:,} vectors", flush=True)
    for name, value in result.items():
        if isinstance(value, float):
            print(f"  {name:24} {value:10.4f}")
    for name, figures in result["limited"].items():
        recall = f"recall@10 {figures['recall_at_10']:.3f} @30 {figures['recall_at_30']:.3f}"
        print(f"  {name:18} {recall} p50 {figures['p50_ms']:6.2f} p95 {figures['p95_ms']:6.2f} ms")


if __name__ == "__main__":
    main()
