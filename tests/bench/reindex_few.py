"""What a reindex costs when few articles changed, against the first: without the work on language, which few have.

    python -m tests.bench.reindex_few [--articles 10000] [--changed 0.01] [--out tests/bench/results/reindex_few.json]

Each reindex is a process of its own and loads what it needs, as a job does. Of the changed articles half have one more
sentence at their end, half are others.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from index.adapters.faiss_store import FaissStore
from index.adapters.model_files import PACKAGED_MODEL
from index.adapters.reindexing_embedder import ReindexingEmbedder
from index.config import EngineConfig
from index.indexing.reindex import IndexingModels, Reindexer
from index.store.exported_models import model_folder
from tests.bench import provenance
from tests.bench.invented_news import Story, invented, write
from tests.bench.nobody import Nobody

_MORE: Final = "Nobody had expected it."


def main() -> None:
    """Measure, print and write; or be one reindex."""
    arguments = _arguments()
    if arguments.source:
        _reindex(arguments.source, arguments.index)
        return
    with tempfile.TemporaryDirectory() as folder:
        source, root = Path(folder) / "articles.jsonl", Path(folder) / "index"
        stories = invented(arguments.articles)
        write(stories, source)
        first = _process(source, root)
        write(_changed(stories, round(len(stories) * arguments.changed)), source)
        few, none = _process(source, root), _process(source, root)
    results = {"articles": arguments.articles, "first": first, "changed": few, "unchanged": none}
    results |= {f"{name}_of_first": results[name]["wall"] / first["wall"] for name in ("changed", "unchanged")}
    print(json.dumps(results, indent=1))
    if arguments.out:
        made_from = provenance.versions("faiss-cpu", "onnxruntime", "sentence-transformers", "tantivy", "torch")
        about = {"commit": provenance.commit(), "versions": made_from, "cores": len(os.sched_getaffinity(0))}
        provenance.write(arguments.out, about | results)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--changed", type=float, default=0.01, help="share of them")
    parser.add_argument("--out", type=Path, help="write results as JSON")
    parser.add_argument("--source", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--index", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def _changed(stories: list[Story], count: int) -> list[Story]:
    longer = [replace(each, sentences=(*each.sentences, _MORE)) for each in stories[: count // 2]]
    others = invented(count - len(longer), copied=0, seed=2)
    fresh = [replace(each, id=f"new-{each.id}") for each in others]
    return [*longer, *fresh, *stories[count:]]


def _process(source: Path, root: Path) -> dict[str, Any]:
    """Reindex in a process of its own; return its wall seconds, and what its report tells."""
    command = [sys.executable, "-m", "tests.bench.reindex_few", "--source", str(source), "--index", str(root)]
    began = time.perf_counter()
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    wall = time.perf_counter() - began
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return {"wall": wall} | told


def _reindex(source: Path, root: Path) -> None:
    embedder = ReindexingEmbedder(PACKAGED_MODEL, partial(model_folder, root))
    parts = IndexingModels(embedder, FaissStore(), Nobody(), embedder.export)
    report = Reindexer(root, parts, EngineConfig(), lambda *_: None).reindex([source])
    told = {name: getattr(report, name) for name in ("added", "changed", "removed", "unchanged", "passages", "seconds")}
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(told | {"peak_mb": held, "stages": dict(report.stages)}))


if __name__ == "__main__":
    main()
