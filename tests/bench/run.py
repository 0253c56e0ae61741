"""Speed, as ratios within one run, since machines differ and are shared: ``make bench``.

Indexing and answering are timed over the sample collection, repeated under other ids to have something to time.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from index.adapters.faiss_store import FaissStore
from index.adapters.sentence_transformer import SentenceTransformerEmbedder
from index.adapters.spacy_attributor import SpacyAttributor
from index.build import Parts, Reindexer
from index.config import AnsweringConfig, EngineConfig, ReadingLimits
from index.engine import Engine
from index.models import Article, Question
from index.reading.sources import read_sources

_SAMPLE = Path(__file__).parents[1] / "sample"
_COPIES = 20
_QUESTIONS = ("what did Lavrov say about the summit", "how much will the quay cost", "who won the election")


@dataclass(frozen=True, slots=True)
class Row:
    """One ratio: what, of what, the two in seconds."""

    what: str
    seconds: float
    against: str
    reference: float

    def __str__(self) -> str:
        """Return the row as it is printed."""
        ratio = self.seconds / self.reference
        return f"{self.what}: {self.seconds:.3f} s = {ratio:.2f} x {self.against} ({self.reference:.3f} s)"


def main() -> None:
    """Print the rows."""
    with tempfile.TemporaryDirectory() as folder:
        sources, root = Path(folder) / "articles", Path(folder) / "index"
        texts = _multiply(sources)
        embedder = SentenceTransformerEmbedder()
        plain = _timed(lambda: embedder._model.encode(texts, batch_size=64, show_progress_bar=False))  # noqa: SLF001
        indexer = Reindexer(root, Parts(embedder, FaissStore(), SpacyAttributor()), EngineConfig(), lambda *_: None)
        first = _timed(lambda: indexer.reindex([sources]))
        print(Row("first reindex", first, "embedding its articles' texts once with bare sentence-transformers", plain))
        changed = next(sources.iterdir())
        changed.write_text("A new title\n\nThe text of one article was changed.", encoding="utf-8")
        print(Row("reindex, 1 of the articles changed", _timed(lambda: indexer.reindex([sources])), "the first", first))
        engine = Engine(root, embedder, FaissStore(), AnsweringConfig())
        warm = statistics.median(_timed(partial(engine.ask, Question(q))) for q in _QUESTIONS * 5)
        alone = statistics.median(_timed(partial(embedder.embed_question, q)) for q in _QUESTIONS * 5)
        print(Row("question, warm, median", warm, "embedding the question alone", alone))
        imported = _process("-c", "import sentence_transformers")
        cold = _process("-m", "bot", "ask", _QUESTIONS[0], "--index", str(root))
        print(Row("question, cold", cold, "importing sentence-transformers", imported))
        print(Row("--help", _process("-m", "bot", "ask", "--help"), "an empty Python", _process("-c", "")))


def _multiply(folder: Path) -> list[str]:
    """Write the sample's articles many times over as text files; return the texts."""
    folder.mkdir()
    articles = [each for each in read_sources([_SAMPLE], ReadingLimits()) if isinstance(each, Article)]
    texts = []
    for copy in range(_COPIES):
        for number, article in enumerate(articles):
            text = f"{article.title}\n\nCopy {copy}. {article.text}"
            (folder / f"{copy}-{number}.txt").write_text(text, encoding="utf-8")
            texts.append(text)
    return texts


def _process(*arguments: str) -> float:
    command = [sys.executable, *arguments]
    return _timed(lambda: subprocess.run(command, check=False, capture_output=True))  # noqa: S603 our own


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
