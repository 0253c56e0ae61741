"""Time of a reindex after few articles changed, as a share of the first reindex, without the analysis of language.

    python -m tests.bench.reindex_few [--articles 10000] [--changed 0.01] [--out tests/bench/results/reindex_few.json]

Each reindex runs in a separate process and loads its models, as a scheduled job does. Half of the changed articles get
an additional last sentence; the other half are replaced by new articles.
"""

import argparse
import json
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
from tests.bench import harness
from tests.bench.invented_news import Story, invented, write
from tests.bench.null_attributor import NullAttributor

_ADDED: Final = "Nobody had expected it."


def main() -> None:
    """Measure, print and write; or run one reindex."""
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
    distributions = ("faiss-cpu", "onnxruntime", "sentence-transformers", "tantivy", "torch")
    harness.write_results(arguments.out, {"cores": harness.cores()} | results, *distributions)


def _arguments() -> argparse.Namespace:
    parser = harness.argument_parser(__doc__)
    parser.add_argument("--articles", type=int, default=10_000, help="number of articles")
    parser.add_argument("--changed", type=float, default=0.01, help="share of the articles that change")
    parser.add_argument("--source", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--index", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def _changed(stories: list[Story], count: int) -> list[Story]:
    longer = [replace(story, sentences=(*story.sentences, _ADDED)) for story in stories[: count // 2]]
    others = invented(count - len(longer), copied=0, seed=2)
    new = [replace(story, id=f"new-{story.id}") for story in others]
    return [*longer, *new, *stories[count:]]


def _process(source: Path, root: Path) -> dict[str, Any]:
    """Reindex in a separate process; return its wall seconds and the figures of its report."""
    command = [sys.executable, "-m", "tests.bench.reindex_few", "--source", str(source), "--index", str(root)]
    began = time.perf_counter()
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    wall = time.perf_counter() - began
    report: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return {"wall": wall} | report


def _reindex(source: Path, root: Path) -> None:
    embedder = ReindexingEmbedder(PACKAGED_MODEL, partial(model_folder, root))
    models = IndexingModels(embedder, FaissStore(), NullAttributor(), embedder.export)
    report = Reindexer(root, models, EngineConfig(), lambda *_: None).reindex([source])
    names = ("added", "changed", "removed", "unchanged", "passages", "seconds")
    figures = {name: getattr(report, name) for name in names}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(figures | {"peak_mb": peak, "stages": dict(report.stages)}))


if __name__ == "__main__":
    main()
