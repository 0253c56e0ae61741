"""Settings to engine: the one place where concrete parts are chosen."""

from pathlib import Path

from bot.settings import Settings
from index.adapters.faiss_flat import FaissFlatStore
from index.adapters.sentence_transformer import SentenceTransformerEmbedder
from index.build import Progress, Reindexer
from index.engine import Engine
from index.store.snapshot import current_name


def engine(settings: Settings, root: Path) -> Engine:
    """Return the engine over the index in ``root``; loads the embedding model."""
    current_name(root)  # fails at once where there is no index, before the model takes its seconds
    embedder = SentenceTransformerEmbedder(settings.model, download=settings.model_download)
    return Engine(root, embedder, FaissFlatStore(), settings.engine().answering)


def reindexer(settings: Settings, root: Path, progress: Progress) -> Reindexer:
    """Return the writer of the index in ``root``; loads the embedding model."""
    embedder = SentenceTransformerEmbedder(settings.model, download=settings.model_download)
    return Reindexer(root, embedder, FaissFlatStore(), settings.engine(), progress)
