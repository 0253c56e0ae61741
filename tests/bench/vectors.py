"""How the vector search grows: recall, time, work, memory, within limits too, at each of several sizes.

    python -m tests.bench.vectors TEXTS_FOLDER... --cache DIR [--sizes 10000,100000,1000000] [--out FILE]

A folder holds ``articles.jsonl`` with a text a line and ``queries.jsonl`` with a question a line. Windows of one to
three sentences are embedded as the real vectors; more are made of them: a point between a vector and one that is near
it, moved by what another pair of near ones differ in. Random vectors would not do: no graph leads anywhere among them.
Made ones are shown beside as many real ones: at equal recall they take as much work, or more.

A question's time is its fastest of three rounds over all questions, on one thread. Recall is against comparing all
in float32. Limits allow vectors at random, or whole cells (of the nearest of some vectors): cells at random, the
nearest to the question, the farthest. Vectors and indexes are kept in the cache.
"""

import argparse
import json
import os
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
from tests.bench import provenance
from tests.bench.charts import lines

_DIMENSION: Final = 384
_REAL: Final = 100_000
_WINDOWS: Final = (1, 2, 3)
_QUESTIONS: Final = 200
_LIMITED: Final = 30  # of the questions are asked within limits
_LIMIT: Final = 30
_NEAR: Final = 8
_BETWEEN: Final = 0.5  # how far towards a near one, at most
_MOVED: Final = 0.6  # by that much of what another pair differs in
_SHARES: Final = (0.5, 0.2, 0.05, 0.01, 0.001)
_CELLS: Final = 1000
_CHUNK: Final = 50_000
_BATCH: Final = 500
_ROUNDS: Final = 3
_SEED: Final = 7
_PAPER: Final = 10_000_000


@dataclass(frozen=True, slots=True)
class _Case:
    """An index to be measured: a file of float32 rows, how many of them, and up to how many are compared."""

    name: str
    rows: Path
    count: int
    exact_up_to: int

    @property
    def index(self) -> Path:
        return self.rows.parent / f"{self.name}.faiss"


def main() -> None:
    """Measure, print and write."""
    arguments = _arguments()
    sizes = [int(size) for size in arguments.sizes.split(",")]
    arguments.cache.mkdir(parents=True, exist_ok=True)
    real, questions = _embedded(arguments.texts, arguments.cache)
    results = []
    for case in _cases(arguments.cache, real, sizes):
        results.append(_measured(case, questions))
        _tell(results[-1])
    largest = max(results, key=lambda each: each["vectors"])
    on_paper = _on_paper(largest)
    print("\non paper:", json.dumps(on_paper))
    if arguments.out:
        made_from = {"commit": provenance.commit(), "versions": provenance.versions("faiss-cpu", "numpy")}
        shape = {"cores": len(os.sched_getaffinity(0)), "real": len(real), "questions": len(questions)}
        provenance.write(arguments.out, {**made_from, **shape, "sizes": results, "on_paper": on_paper})
        arguments.out.with_suffix(".svg").write_text(_chart(results), encoding="utf-8")


def _chart(results: Sequence[dict[str, Any]]) -> str:
    """Return a picture of how long a search takes."""
    mixed = sorted((each for each in results if each["case"].startswith("mixed")), key=lambda each: each["vectors"])
    led = [(each["vectors"], each["p50_ms"]) for each in mixed if each["compared_in_graph"]]
    compared = [(each["vectors"], each["p50_ms"]) for each in mixed if not each["compared_in_graph"]]
    recall = mixed[-1]["recall_at_10"]
    note = f"384 dimensions, limit 30, one thread, median of 200 questions; recall@10 of the largest {recall:.3f}"
    axes = ("vectors", "ms a search")
    return lines("Vector search by size", note, axes, {"every vector compared": compared, "graph": led})


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", nargs="+", type=Path, help="folders of articles.jsonl and queries.jsonl")
    parser.add_argument("--cache", type=Path, required=True, help="folder where vectors and indexes are kept")
    parser.add_argument("--sizes", default="10000,100000,1000000", help="how many vectors")
    parser.add_argument("--out", type=Path, help="write results as JSON, and a picture of them beside it")
    return parser.parse_args()


def _embedded(folders: Sequence[Path], cache: Path) -> tuple[Vectors, Vectors]:
    """Return the vectors of windows of sentences, and of questions."""
    if not (cache / "real.npy").exists():
        draw, embedder = random.Random(_SEED), SentenceTransformerEmbedder()
        texts = [line["text"] for folder in folders for line in _lines(folder / "articles.jsonl")]
        asked = [line["question"] for folder in folders for line in _lines(folder / "queries.jsonl")]
        draw.shuffle(texts)
        windows = [window for text in texts for window in _windows(text)][:_REAL]
        np.save(cache / "questions.npy", embedder.embed_passages(draw.sample(asked, _QUESTIONS)))
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
    """Yield the cases, the vectors of each on disk."""
    equal = len(real) // 10 * 10
    for name, seeds, count in (("real", real, equal), ("made", real[: equal // 10], equal)):
        yield _Case(f"{name}-{equal}-graph", _rows(cache / f"{name}.f32", seeds, count), equal, 0)
    rows = _rows(cache / "mixed.f32", real, max(sizes))
    for size in sizes:
        if size <= EXACT_UP_TO:
            yield _Case(f"mixed-{size}-graph", rows, size, 0)
        yield _Case(f"mixed-{size}", rows, size, EXACT_UP_TO)


def _rows(path: Path, seeds: Vectors, count: int) -> Path:
    """Return the file of so many rows: the seeds, and what is made of them, shuffled."""
    if not path.exists():
        chance = np.random.default_rng(_SEED)
        rows = seeds[:count]
        if count > len(seeds):
            rows = np.concatenate([rows, _made(seeds, count - len(seeds), chance)])
        rows[chance.permutation(count)].tofile(path)
    return path


def _made(seeds: Vectors, count: int, chance: np.random.Generator) -> Vectors:
    finder = faiss.IndexHNSWFlat(_DIMENSION, 32, faiss.METRIC_INNER_PRODUCT)
    finder.add(seeds)
    near = finder.search(seeds, _NEAR + 1)[1][:, 1:]
    one, other = chance.integers(len(seeds), size=(2, count))
    beside, apart = (near[each, chance.integers(_NEAR, size=count)] for each in (one, other))
    towards = _BETWEEN * chance.random((count, 1), dtype=np.float32)
    rows = seeds[one] + towards * (seeds[beside] - seeds[one]) + np.float32(_MOVED) * (seeds[other] - seeds[apart])
    unit: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit


def _read(case: _Case, size: int) -> Iterator[Vectors]:
    """Yield the rows in batches, read rather than mapped, so that memory tells what the index takes."""
    with case.rows.open("rb") as file:
        for start in range(0, case.count, size):
            count = min(size, case.count - start)
            yield np.fromfile(file, np.float32, count * _DIMENSION).reshape(count, _DIMENSION)


def _measured(case: _Case, questions: Vectors) -> dict[str, Any]:
    built = _apart(_build, case)
    opened = _apart(_open, case, questions)
    searched = _apart(_search, case, questions)
    size = case.index.stat().st_size / case.count
    return {"case": case.name, "vectors": case.count, "bytes_a_vector": size, **built, **opened, **searched}


def _apart(work: Callable[..., dict[str, Any]], *given: object) -> dict[str, Any]:
    """Return what the work returns, done in a process of its own: memory is then its alone."""
    with ProcessPoolExecutor(1, get_context("spawn")) as process:
        return process.submit(work, *given).result()


def _build(case: _Case) -> dict[str, Any]:
    kept = case.index.with_suffix(".json")
    if not kept.exists():
        case.index.unlink(missing_ok=True)
        before, began, used = _memory("VmHWM"), time.perf_counter(), time.process_time()
        FaissStore(case.exact_up_to).write(case.index, _read(case, _BATCH), _DIMENSION)
        figures = {"build_seconds": time.perf_counter() - began, "build_cpu_seconds": time.process_time() - used}
        kept.write_text(json.dumps({**figures, "build_peak_mb": _memory("VmHWM") - before}), encoding="utf-8")
    return dict(json.loads(kept.read_text(encoding="utf-8")))


def _open(case: _Case, questions: Vectors) -> dict[str, Any]:
    before = {kind: _memory(kind) for kind in ("RssAnon", "RssFile")}
    began = time.perf_counter()
    index = _opened(case)
    figures = {"open_seconds": time.perf_counter() - began}
    figures |= {f"opened_{kind}_mb": _memory(kind) - before[kind] for kind in before}
    for question in questions[:100]:
        index.search(question[None], _LIMIT)
    return figures | {f"asked_100_{kind}_mb": _memory(kind) - before[kind] for kind in before}


def _opened(case: _Case) -> FaissIndex:
    return FaissStore().open(case.index, count=case.count, dimension=_DIMENSION)


def _memory(kind: str) -> float:
    """Return megabytes, as the kernel counts them."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{kind}:"))


def _search(case: _Case, questions: Vectors) -> dict[str, Any]:
    index = _opened(case)
    products = np.concatenate([questions @ rows.T for rows in _read(case, _CHUNK)], axis=1)
    faiss.omp_set_num_threads(1)
    figures = _asked(index, questions, products, [None] * len(questions))
    cells = _cells(case)
    limited = {}
    for kind, choose in _LIMITS.items():
        for share in _SHARES:
            chance = np.random.default_rng(_SEED)
            allowed = [choose(cells, question, share, chance) for question in questions[:_LIMITED]]
            limited[f"{kind} {share:.1%}"] = _asked(index, questions[:_LIMITED], products, allowed)
    return {**figures, "limited": limited}


def _asked(
    index: FaissIndex, questions: Vectors, products: Vectors, allowed: Sequence[Numbers | None]
) -> dict[str, float]:
    """Return recall, the percentiles of milliseconds, and how many vectors the graph compared."""
    asks = [
        partial(index.search, question[None], _LIMIT, among) for question, among in zip(questions, allowed, strict=True)
    ]
    work = faiss.cvar.hnsw_stats  # type: ignore[attr-defined]  # its stubs lack it
    work.reset()
    found = [ask()[0] for ask in asks]
    compared = work.ndis / len(questions)
    seconds = np.min([[_seconds(ask) for ask in asks] for _ in range(_ROUNDS)], axis=0)
    nearest = [_nearest(row, among) for row, among in zip(products, allowed, strict=False)]
    return {
        "recall_at_10": _share(found, [each[:10] for each in nearest]),
        "recall_at_30": _share(found, nearest),
        "p50_ms": float(np.percentile(seconds, 50)) * 1000,
        "p95_ms": float(np.percentile(seconds, 95)) * 1000,
        "compared_in_graph": compared,
    }


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _nearest(products: npt.NDArray[np.float32], among: Numbers | None) -> Numbers:
    numbers = np.arange(len(products)) if among is None else among
    of_these = products[numbers]
    wanted = min(_LIMIT, len(numbers))
    best = np.argpartition(-of_these, wanted - 1)[:wanted]
    nearest: Numbers = numbers[best[np.argsort(-of_these[best])]]
    return nearest


def _share(found: Sequence[Numbers], nearest: Sequence[Numbers]) -> float:
    return float(np.mean([np.isin(due, got).mean() for got, due in zip(found, nearest, strict=True)]))


@dataclass(frozen=True, slots=True)
class _Cells:
    """Vectors by the nearest of some of them: whose cell each is in, and how large cells are."""

    middles: Vectors
    of: Numbers
    sizes: Numbers

    def members(self, order: Numbers, share: float) -> Numbers:
        """Return the vectors of the first cells in this order, until they are that share of all."""
        enough = int(np.searchsorted(np.cumsum(self.sizes[order]), share * len(self.of))) + 1
        return np.flatnonzero(np.isin(self.of, order[:enough]))


def _cells(case: _Case) -> _Cells:
    middles = next(_read(case, min(_CELLS, case.count // 10)))
    of = np.concatenate([(rows @ middles.T).argmax(axis=1) for rows in _read(case, _CHUNK)])
    return _Cells(middles, of, np.bincount(of, minlength=len(middles)))


def _at_random(cells: _Cells, _: Vectors, share: float, chance: np.random.Generator) -> Numbers:
    return np.sort(chance.choice(len(cells.of), int(share * len(cells.of)), replace=False))


def _some_cells(cells: _Cells, _: Vectors, share: float, chance: np.random.Generator) -> Numbers:
    return cells.members(chance.permutation(len(cells.middles)), share)


def _near_cells(cells: _Cells, question: Vectors, share: float, _: np.random.Generator) -> Numbers:
    return cells.members(np.argsort(-(cells.middles @ question)), share)


def _far_cells(cells: _Cells, question: Vectors, share: float, _: np.random.Generator) -> Numbers:
    return cells.members(np.argsort(cells.middles @ question), share)


_LIMITS: Final = {"random": _at_random, "cells": _some_cells, "near cells": _near_cells, "far cells": _far_cells}


def _on_paper(largest: dict[str, Any]) -> dict[str, float]:
    """Return what ten million would take: links are found among more in proportion to the logarithm."""
    times = _PAPER / largest["vectors"]
    slower = np.log(_PAPER) / np.log(largest["vectors"])
    return {
        "vectors": _PAPER,
        "gigabytes": largest["bytes_a_vector"] * _PAPER / 1e9,
        "build_hours": largest["build_seconds"] * times * slower / 3600,
        "p50_ms": largest["p50_ms"] * slower,
    }


def _tell(result: dict[str, Any]) -> None:
    limited = result["limited"]
    print(f"\n{result['case']}: {result['vectors']:,} vectors", flush=True)
    for name, value in result.items():
        if isinstance(value, float):
            print(f"  {name:24} {value:10.4f}")
    for name, each in limited.items():
        told = f"recall@10 {each['recall_at_10']:.3f} @30 {each['recall_at_30']:.3f}"
        print(f"  {name:18} {told} p50 {each['p50_ms']:6.2f} p95 {each['p95_ms']:6.2f} ms")


if __name__ == "__main__":
    main()
