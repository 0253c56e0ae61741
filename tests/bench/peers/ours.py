"""onrecord as ``bot/compose.py`` wires it, but without attribution, which no other contestant has."""

import time
from pathlib import Path

from bot import compose
from bot.settings import Settings
from index.adapters.faiss_store import FaissStore
from index.adapters.onnx_export import export
from index.adapters.sentence_transformer import SentenceTransformerEmbedder
from index.config import EngineConfig
from index.indexing.reindex import IndexingModels, Reindexer
from index.models import Question
from index.store.layout import current_name
from index.store.snapshot import open_corpus
from tests.bench.null_attributor import NullAttributor
from tests.bench.peers.contestant import SHOWN

DISTRIBUTIONS = ("onrecord", "sentence-transformers", "faiss-cpu", "onnxruntime", "torch", "transformers", "numpy")


class Indexer:
    """A reindex. It exports the model for questions once and keeps it in the folder of the index."""

    def __init__(self, model: Path) -> None:  # noqa: ARG002 - onrecord finds the packaged model
        self.once = 0.0
        self._embedder = SentenceTransformerEmbedder()

    def index(self, articles: Path, folder: Path) -> None:
        Reindexer(folder, self._models(), EngineConfig(), lambda *_: None).reindex([articles])
        self._root = folder

    def passages(self) -> list[str]:
        corpus = open_corpus(self._root, current_name(self._root))
        return [passage.text for passage in corpus.read_passages(range(corpus.counts()["passages"]))]

    def _models(self) -> IndexingModels:
        return IndexingModels(self._embedder, FaissStore(), NullAttributor(), self._export)

    def _export(self, folder: Path) -> None:
        began = time.perf_counter()
        export(self._embedder, folder)
        self.once = time.perf_counter() - began


class Asker:
    """The engine of all interfaces."""

    def __init__(self, model: Path, folder: Path) -> None:  # noqa: ARG002 - the folder of the index has the model
        self._engine = compose.engine(Settings(), folder)

    def ask(self, question: str) -> list[str]:
        return [quote.text for quote in self._engine.ask(Question(question, max_quotes=SHOWN)).quotes]
