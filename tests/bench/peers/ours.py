"""onrecord as ``bot/compose.py`` wires it, but without the work on language that finds who says what."""

import time
from pathlib import Path

from tests.bench.nobody import Nobody

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
from tests.bench.peers.contestant import SHOWN

DISTRIBUTIONS = ("onrecord", "sentence-transformers", "faiss-cpu", "onnxruntime", "torch", "transformers", "numpy")


class Indexer:
    """A reindex. The model that it exports for questions stays beside the index: that is done once."""

    def __init__(self, model: Path) -> None:  # noqa: ARG002 it finds the packaged one
        self.once = 0.0
        self._embedder = SentenceTransformerEmbedder()

    def index(self, articles: Path, folder: Path) -> None:
        Reindexer(folder, self._parts(), EngineConfig(), lambda *_: None).reindex([articles])
        self._root = folder

    def passages(self) -> list[str]:
        corpus = open_corpus(self._root, current_name(self._root))
        return [each.text for each in corpus.read_passages(range(corpus.counts()["passages"]))]

    def _parts(self) -> IndexingModels:
        return IndexingModels(self._embedder, FaissStore(), Nobody(), self._export)

    def _export(self, folder: Path) -> None:
        began = time.perf_counter()
        export(self._embedder, folder)
        self.once = time.perf_counter() - began


class Asker:
    """The engine that answers on every face."""

    def __init__(self, model: Path, folder: Path) -> None:  # noqa: ARG002 it lies beside the index
        self._engine = compose.engine(Settings(), folder)

    def ask(self, question: str) -> list[str]:
        return [quote.text for quote in self._engine.ask(Question(question, max_quotes=SHOWN)).quotes]
