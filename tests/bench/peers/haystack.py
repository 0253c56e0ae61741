"""Haystack with the pipelines of its documentation, one to index and one to ask, and its FAISS document store."""

# mypy: disable-error-code="import-not-found"
# Only the environment .peers has the library.

from pathlib import Path

from haystack import Document, Pipeline
from haystack.components.preprocessors import DocumentSplitter
from haystack.components.writers import DocumentWriter
from haystack_integrations.components.embedders.sentence_transformers import (
    SentenceTransformersDocumentEmbedder,
    SentenceTransformersTextEmbedder,
)
from haystack_integrations.components.retrievers.faiss import FAISSEmbeddingRetriever
from haystack_integrations.document_stores.faiss import FAISSDocumentStore

from tests.bench.peers.contestant import OVERLAPPING_WORDS, SHOWN, WORDS, read

DISTRIBUTIONS = ("haystack-ai", "faiss-haystack", "sentence-transformers-haystack")
_DIMENSION = 384


class Indexer:
    """A pipeline of ``DocumentSplitter`` (by words), an embedder of documents, and ``FAISSDocumentStore``."""

    once = 0.0

    def __init__(self, model: Path) -> None:
        self._embedder = SentenceTransformersDocumentEmbedder(model=str(model), progress_bar=False)
        self._embedder.warm_up()

    def index(self, articles: Path, folder: Path) -> None:
        self._store = FAISSDocumentStore(embedding_dim=_DIMENSION)
        splitter = DocumentSplitter(split_by="word", split_length=WORDS, split_overlap=OVERLAPPING_WORDS)
        pipeline = Pipeline()
        pipeline.add_component("splitter", splitter)
        pipeline.add_component("embedder", self._embedder)
        pipeline.add_component("writer", DocumentWriter(document_store=self._store))
        pipeline.connect("splitter", "embedder")
        pipeline.connect("embedder", "writer")
        documents = [Document(content=article.pop("text"), meta=article) for article in read(articles)]
        pipeline.run({"splitter": {"documents": documents}})
        folder.mkdir()
        self._store.save(folder / "store")

    def passages(self) -> list[str]:
        return [document.content or "" for document in self._store.filter_documents()]


class Asker:
    """A pipeline of an embedder of texts and a retriever from the loaded store."""

    def __init__(self, model: Path, folder: Path) -> None:
        store = FAISSDocumentStore(index_path=str(folder / "store"), embedding_dim=_DIMENSION)
        self._pipeline = Pipeline()
        self._pipeline.add_component("embedder", SentenceTransformersTextEmbedder(model=str(model), progress_bar=False))
        self._pipeline.add_component("retriever", FAISSEmbeddingRetriever(document_store=store, top_k=SHOWN))
        self._pipeline.connect("embedder.embedding", "retriever.query_embedding")
        self._pipeline.warm_up()

    def ask(self, question: str) -> list[str]:
        results = self._pipeline.run({"embedder": {"text": question}})
        return [document.content for document in results["retriever"]["documents"]]
