"""The composition root: it builds the engine and the indexer from the settings."""

import logging
from functools import partial
from pathlib import Path

from bot.settings import Settings
from index.adapters.cross_encoder import CrossEncoderReranker
from index.adapters.faiss_store import FaissStore
from index.adapters.onnx_embedder import OnnxEmbedder
from index.adapters.onnx_reranker import PACKAGED_RERANKER, OnnxReranker
from index.answering.context import SearchContext
from index.engine import Engine, answer
from index.errors import ModelError
from index.evaluation.gold_gate import GoldCheck, read_gold
from index.indexing.gates import IntegrityCheck, PublishCheck
from index.indexing.reindex import IndexingModels, Reindexer
from index.people.corrections import read_corrections
from index.ports import Embedder, Reranker
from index.progress import Progress
from index.question.collection import Collection
from index.store.exported_models import model_folder
from index.store.layout import current_name, snapshot_folder
from index.store.manifest import Manifest, read_manifest

_log = logging.getLogger(__name__)


def engine(settings: Settings, root: Path) -> Engine:
    """Return the engine for the index in ``root``. Load the embedding model."""
    manifest = read_manifest(snapshot_folder(root, current_name(root)))  # fails early if there is no index
    reordering = reranker(settings)
    embedder = _for_questions(settings, root, manifest)
    return Engine(root, embedder, FaissStore(), settings.engine().answering, reordering)


def _for_questions(settings: Settings, root: Path, manifest: Manifest) -> Embedder:
    """Return the embedder that reindexing exported, or the original model, which takes seconds to load."""
    folder = model_folder(root, manifest.embedder_fingerprint)
    if manifest.embedder == settings.model and folder.exists():
        try:
            return OnnxEmbedder(folder)
        except ModelError as error:
            _log.warning("Loading the original model instead: %s", error)
    from index.adapters.sentence_transformer import SentenceTransformerEmbedder

    return SentenceTransformerEmbedder(settings.model, download=settings.model_download)


def reranker(settings: Settings) -> Reranker | None:
    """Load and return the model that reorders results, or None if the settings name none.

    Raises:
        ModelError: the model cannot be loaded, or the packaged model is not installed.
    """
    if not settings.reranker:
        return None
    if settings.reranker == PACKAGED_RERANKER:
        return OnnxReranker()
    return CrossEncoderReranker(settings.reranker, download=settings.model_download)


def reindexer(
    settings: Settings, root: Path, progress: Progress, people: Path | None = None, gold: Path | None = None
) -> Reindexer:
    """Return the indexer that writes the index in ``root``. Load the models.

    Args:
        settings: settings of the program.
        root: folder of the index.
        progress: called after each step.
        people: file that merges or separates people; None for the one in the settings.
        gold: file of questions that a new index must answer; None for the one in the settings.
    """
    # Only reindexing needs these two.
    from index.adapters.reindexing_embedder import ReindexingEmbedder
    from index.adapters.spacy_attributor import SpacyAttributor

    corrected = people or (Path(settings.people) if settings.people else None)
    corrections = read_corrections(corrected) if corrected else None  # fails before the slow loading of models
    asked = gold or (Path(settings.gold) if settings.gold else None)
    questions = read_gold(asked) if asked else []
    reordering = reranker(settings) if questions else None
    embedder = ReindexingEmbedder(settings.model, partial(model_folder, root), download=settings.model_download)
    attributor = SpacyAttributor(settings.language_model, settings.language_processes)
    config = settings.engine()
    gates: list[PublishCheck] = [IntegrityCheck()]
    if questions:
        gates.append(
            GoldCheck(
                questions,
                settings.gold_floor,
                lambda snapshot: partial(
                    answer, SearchContext.of(Collection.of(snapshot), embedder, config.answering, reordering)
                ),
            )
        )
    return Reindexer(
        root,
        IndexingModels(embedder, FaissStore(), attributor, embedder.export),
        config,
        progress,
        corrections,
        gates,
    )
