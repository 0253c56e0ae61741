"""Speed of indexing and of questions, as ratios within one run, because machines differ: ``make bench``.

    python -m tests.bench.run [--articles 400] [--out tests/bench/results/run.json]

The articles are invented news. The fastest of several runs counts: other processes on the machine only ever make a run
slower.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
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
from tests.bench import harness
from tests.bench.invented_news import invented, write
from tests.bench.null_attributor import NullAttributor

_SAMPLE: Final = Path(__file__).parents[1] / "sample"
_QUESTIONS: Final = ("what did Lavrov say about the summit", "how much will the quay cost", "who won the election")
_RUNS: Final = 3
_MEGABYTE: Final = 1e6 / 1024  # in the unit of ru_maxrss
# A small parent process, because the peak memory of a process includes that of its parent at the fork.
_LAUNCHER: Final = """
import resource, subprocess, sys, time
began = time.perf_counter()
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)
print(time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


@dataclass(frozen=True, slots=True)
class Ratio:
    """A measurement and its reference, both in the same unit. The results file has the names of the fields."""

    what: str
    measured: float
    against: str
    reference: float
    unit: str = "s"

    @property
    def value(self) -> float:
        """Return the measurement as a multiple of the reference."""
        return self.measured / self.reference

    def __str__(self) -> str:
        """Return the line that the script prints."""
        multiple = f"{self.what}: {self.measured:.3f} {self.unit} = {self.value:.3f} x {self.against}"
        return f"{multiple} ({self.reference:.3f} {self.unit})"


def main() -> None:
    """Measure, print and write."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        ratios = [*_indexing(Path(folder), arguments.articles), *_asking(Path(folder))]
    results = {
        "cores": harness.cores(),
        "articles": arguments.articles,
        "rows": [asdict(ratio) | {"ratio": ratio.value} for ratio in ratios],
    }
    distributions = ("faiss-cpu", "onnxruntime", "sentence-transformers", "spacy", "tantivy", "torch")
    harness.write_results(arguments.out, results, *distributions)


def _arguments() -> argparse.Namespace:
    parser = harness.argument_parser(__doc__)
    parser.add_argument("--articles", type=int, default=400, help="number of articles")
    return parser.parse_args()


def _indexing(folder: Path, articles: int) -> list[Ratio]:
    """Time embedding and reindexing."""
    source = folder / "articles.jsonl"
    stories = invented(articles, copied=0)
    write(stories, source)
    embedder = SentenceTransformerEmbedder()
    embedder.embed_passages([stories[0].title] * 100)  # the first call initialises the model
    light, report = _reindex(folder / "light", embedder, NullAttributor(), source)
    texts = _passages(folder / "light", embedder)
    bare = partial(embedder.model.encode, normalize_embeddings=True, show_progress_bar=False)
    ours, plain = _alternating(partial(embedder.embed_passages, texts), partial(bare, texts))
    exported = OnnxEmbedder(_exported(folder, embedder))
    onnx, _ = _alternating(partial(exported.embed_passages, texts[:200]), partial(exported.embed_question, "quay"))
    few = harness.fastest(partial(bare, texts[:200]), _RUNS)
    full, _ = _reindex(folder / "whole", embedder, SpacyAttributor(), source)
    write([stories[0], *invented(articles, copied=0, seed=2)[:1], *stories[2:]], source)
    again, _ = _reindex(folder / "whole", embedder, SpacyAttributor(), source)
    reference = "bare sentence-transformers"
    ratios = [
        Ratio("embedding passages", ours, reference, plain),
        Ratio("embedding 200 passages with the exported model", onnx, reference, few),
        Ratio("first reindex without the analysis of language", light, f"{reference}, embedding alone", plain),
        Ratio("first reindex", full, "the one without the analysis of language", light),
        Ratio(f"reindex, 1 of {articles} articles changed", again, "the first", full),
    ]
    print(*ratios, sep="\n")
    stages = ", ".join(f"{stage} {seconds:.2f} s" for stage, seconds in report.stages.items())
    print(f"{report.passages} passages; without the analysis of language: {stages}")
    return ratios


def _asking(folder: Path) -> list[Ratio]:
    """Time questions about the sample articles."""
    root, embedder = folder / "sample", SentenceTransformerEmbedder()
    exported = model_folder(root, embedder.fingerprint)
    models = IndexingModels(embedder, FaissStore(), SpacyAttributor(processes=1), partial(export, embedder))
    Reindexer(root, models, EngineConfig(), lambda *_: None).reindex([_SAMPLE])
    onnx = OnnxEmbedder(exported)
    engine = Engine(root, onnx, FaissStore(), AnsweringConfig())
    texts = _QUESTIONS * 20
    warm = statistics.median(harness.seconds(partial(engine.ask, Question(text))) for text in texts)
    embedding = statistics.median(harness.seconds(partial(onnx.embed_question, text)) for text in texts)
    importing = _process("-c", "import sentence_transformers")
    cold = _process("-m", "bot", "ask", _QUESTIONS[0], "--index", str(root))
    empty, usage = _process("-c", ""), _process("-m", "bot", "ask", "--help")
    ratios = [
        Ratio("question, warm, median", warm, "embedding the question alone", embedding),
        Ratio("question, cold", cold[0], "importing sentence-transformers", importing[0]),
        Ratio("question, cold, resident", cold[1], "importing sentence-transformers", importing[1], "MB"),
        Ratio("--help", usage[0], "an empty Python", empty[0]),
    ]
    print(*ratios, sep="\n")
    return ratios


def _reindex(
    root: Path, embedder: SentenceTransformerEmbedder, attributor: Attributor, source: Path
) -> tuple[float, ReindexReport]:
    """Return the seconds of a reindex, and its report."""
    indexer = Reindexer(root, IndexingModels(embedder, FaissStore(), attributor), EngineConfig(), lambda *_: None)
    report = indexer.reindex([source])
    return report.seconds, report


def _passages(root: Path, embedder: SentenceTransformerEmbedder) -> list[str]:
    corpus = Engine(root, embedder, FaissStore(), AnsweringConfig()).snapshot.corpus
    return [passage.text for passage in corpus.read_passages(range(corpus.counts()["passages"]))]


def _exported(folder: Path, embedder: SentenceTransformerEmbedder) -> Path:
    export(embedder, folder / "exported")
    return folder / "exported"


def _process(*arguments: str) -> tuple[float, float]:
    """Run a process several times; return the least seconds and the greatest peak memory in MB."""
    times, peaks = zip(*(_one_process(arguments) for _ in range(_RUNS)), strict=True)
    return min(times), max(peaks)


def _one_process(arguments: tuple[str, ...]) -> tuple[float, float]:
    command = [sys.executable, "-S", "-c", _LAUNCHER, sys.executable, *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, peak = done.stdout.split()
    return float(seconds), float(peak) / _MEGABYTE


def _alternating(one: Callable[[], object], other: Callable[[], object]) -> tuple[float, float]:
    """Return the least seconds of two functions that run in turn, so that other processes slow both alike."""
    pairs = [(harness.seconds(one), harness.seconds(other)) for _ in range(_RUNS)]
    return min(first for first, _ in pairs), min(second for _, second in pairs)


if __name__ == "__main__":
    main()
