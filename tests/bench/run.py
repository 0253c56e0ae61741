"""Speed, as ratios within one run, since machines differ and are shared: ``make bench``.

    python -m tests.bench.run [--articles 400] [--out tests/bench/results/run.json]

Invented news is indexed and asked about. What was timed more than once counts by its fastest run: others may use the
machine, and only ever make it slower.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Final

from index.adapters.faiss_store import FaissStore
from index.adapters.onnx_embedder import OnnxEmbedder
from index.adapters.onnx_export import export
from index.adapters.sentence_transformer import SentenceTransformerEmbedder
from index.adapters.spacy_attributor import SpacyAttributor
from index.config import AnsweringConfig, EngineConfig
from index.engine import Engine
from index.indexing.reindex import IndexingModels, Reindexer
from index.indexing.report import ReindexReport
from index.models import Question
from index.ports import Attributor
from index.store.exported_models import model_folder
from tests.bench import provenance
from tests.bench.invented_news import invented, write
from tests.bench.nobody import Nobody

_SAMPLE: Final = Path(__file__).parents[1] / "sample"
_ASKED: Final = ("what did Lavrov say about the summit", "how much will the quay cost", "who won the election")
_TIMES: Final = 3
_MEGABYTE: Final = 1e6 / 1024  # of ru_maxrss, in KB
# A process of its own, since what one holds in memory is counted from its parent's on.
_LAUNCHED: Final = """
import resource, subprocess, sys, time
began = time.perf_counter()
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)
print(time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One ratio: what, of what, the two in one unit."""

    what: str
    measured: float
    against: str
    reference: float
    unit: str = "s"

    @property
    def ratio(self) -> float:
        """Return what is measured as a multiple of the reference."""
        return self.measured / self.reference

    def __str__(self) -> str:
        """Return the row as it is printed."""
        told = f"{self.what}: {self.measured:.3f} {self.unit} = {self.ratio:.3f} x {self.against}"
        return f"{told} ({self.reference:.3f} {self.unit})"


def main() -> None:
    """Print the rows, and write them."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        rows = [*_indexing(Path(folder), arguments.articles), *_asking(Path(folder))]
    if arguments.out:
        made_from = provenance.versions(
            "faiss-cpu", "onnxruntime", "sentence-transformers", "spacy", "tantivy", "torch"
        )
        about = {"commit": provenance.commit(), "versions": made_from, "cores": len(os.sched_getaffinity(0))}
        told = [asdict(each) | {"ratio": each.ratio} for each in rows]
        provenance.write(arguments.out, about | {"articles": arguments.articles, "rows": told})


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=400, help="how many are indexed")
    parser.add_argument("--out", type=Path, help="write results as JSON")
    return parser.parse_args()


def _indexing(folder: Path, articles: int) -> list[Row]:
    """Time embedding and reindexing."""
    source = folder / "articles.jsonl"
    stories = invented(articles, copied=0)
    write(stories, source)
    embedder = SentenceTransformerEmbedder()
    embedder.embed_passages([stories[0].title] * 100)  # what is done once
    light, report = _reindexed(folder / "light", embedder, Nobody(), source)
    texts = _passages(folder / "light", embedder)
    bare = partial(embedder.model.encode, normalize_embeddings=True, show_progress_bar=False)
    ours, plain = _alternating(partial(embedder.embed_passages, texts), partial(bare, texts))
    exported = OnnxEmbedder(_exported(folder, embedder))
    onnx, _ = _alternating(partial(exported.embed_passages, texts[:200]), partial(exported.embed_question, "quay"))
    few = _fastest(partial(bare, texts[:200]))
    whole, _ = _reindexed(folder / "whole", embedder, SpacyAttributor(), source)
    write([stories[0], *invented(articles, copied=0, seed=2)[:1], *stories[2:]], source)
    again, _ = _reindexed(folder / "whole", embedder, SpacyAttributor(), source)
    reference = "bare sentence-transformers"
    rows = [
        Row("embedding passages", ours, reference, plain),
        Row("embedding 200 passages with the exported model", onnx, reference, few),
        Row("first reindex without the work on language", light, f"{reference}, embedding alone", plain),
        Row("first reindex", whole, "the one without the work on language", light),
        Row(f"reindex, 1 of {articles} articles changed", again, "the first", whole),
    ]
    for row in rows:
        print(row)
    stages = ", ".join(f"{stage} {seconds:.2f} s" for stage, seconds in report.stages.items())
    print(f"{report.passages} passages; without the work on language: {stages}")
    return rows


def _asking(folder: Path) -> list[Row]:
    """Time questions over the sample."""
    root, embedder = folder / "sample", SentenceTransformerEmbedder()
    exported = model_folder(root, embedder.fingerprint)
    parts = IndexingModels(embedder, FaissStore(), SpacyAttributor(processes=1), partial(export, embedder))
    Reindexer(root, parts, EngineConfig(), lambda *_: None).reindex([_SAMPLE])
    questions = OnnxEmbedder(exported)
    engine = Engine(root, questions, FaissStore(), AnsweringConfig())
    warm = statistics.median(_timed(partial(engine.ask, Question(each))) for each in _ASKED * 20)
    alone = statistics.median(_timed(partial(questions.embed_question, each)) for each in _ASKED * 20)
    imported = _process("-c", "import sentence_transformers")
    cold = _process("-m", "bot", "ask", _ASKED[0], "--index", str(root))
    nothing, helped = _process("-c", ""), _process("-m", "bot", "ask", "--help")
    rows = [
        Row("question, warm, median", warm, "embedding the question alone", alone),
        Row("question, cold", cold[0], "importing sentence-transformers", imported[0]),
        Row("question, cold, resident", cold[1], "importing sentence-transformers", imported[1], "MB"),
        Row("--help", helped[0], "an empty Python", nothing[0]),
    ]
    for row in rows:
        print(row)
    return rows


def _reindexed(
    root: Path, embedder: SentenceTransformerEmbedder, attributor: Attributor, source: Path
) -> tuple[float, ReindexReport]:
    """Return the seconds of a reindex, and its report."""
    indexer = Reindexer(root, IndexingModels(embedder, FaissStore(), attributor), EngineConfig(), lambda *_: None)
    report = indexer.reindex([source])
    return report.seconds, report


def _passages(root: Path, embedder: SentenceTransformerEmbedder) -> list[str]:
    corpus = Engine(root, embedder, FaissStore(), AnsweringConfig()).snapshot.corpus
    return [each.text for each in corpus.read_passages(range(corpus.counts()["passages"]))]


def _exported(folder: Path, embedder: SentenceTransformerEmbedder) -> Path:
    export(embedder, folder / "exported")
    return folder / "exported"


def _process(*arguments: str) -> tuple[float, float]:
    """Return the seconds of the fastest process, and the most that one held in memory, in MB."""
    times, held = zip(*(_one_process(arguments) for _ in range(_TIMES)), strict=True)
    return min(times), max(held)


def _one_process(arguments: tuple[str, ...]) -> tuple[float, float]:
    command = [sys.executable, "-S", "-c", _LAUNCHED, sys.executable, *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, kilobytes = done.stdout.split()
    return float(seconds), float(kilobytes) / _MEGABYTE


def _alternating(one: Callable[[], object], other: Callable[[], object]) -> tuple[float, float]:
    """Return the least seconds of each, one after the other several times: what else runs slows both."""
    pairs = [(_timed(one), _timed(other)) for _ in range(_TIMES)]
    return min(first for first, _ in pairs), min(second for _, second in pairs)


def _fastest(work: Callable[[], object]) -> float:
    return min(_timed(work) for _ in range(_TIMES))


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
