"""Session fixtures: the real embedder, and the sample collection indexed with it. Loading takes seconds."""

import shutil
from functools import partial
from pathlib import Path

import pytest

from index.adapters.faiss_store import FaissStore
from index.adapters.onnx_export import export
from index.adapters.sentence_transformer import SentenceTransformerEmbedder
from index.adapters.spacy_attributor import SpacyAttributor
from index.config import AnsweringConfig, EngineConfig
from index.engine import Engine
from index.indexing.reindex import IndexingModels, Reindexer

SAMPLE = Path(__file__).parent / "sample"


@pytest.fixture(scope="session")
def embedder() -> SentenceTransformerEmbedder:
    return SentenceTransformerEmbedder()


@pytest.fixture(scope="session")
def sample_index(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceTransformerEmbedder) -> Path:
    root = tmp_path_factory.mktemp("sample")
    parts = IndexingModels(embedder, FaissStore(), SpacyAttributor(processes=1), partial(export, embedder))
    Reindexer(root, parts, EngineConfig(), lambda *_: None).reindex([SAMPLE])
    return root


@pytest.fixture
def new_index(tmp_path: Path, sample_index: Path) -> Path:
    """Return the folder of an index without snapshots. It has the exported model, because an export takes seconds."""
    root = tmp_path / "index"
    shutil.copytree(sample_index / "models", root / "models")
    return root


@pytest.fixture(scope="session")
def sample_engine(sample_index: Path, embedder: SentenceTransformerEmbedder) -> Engine:
    return Engine(sample_index, embedder, FaissStore(), AnsweringConfig())
