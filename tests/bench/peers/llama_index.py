"""LlamaIndex with FAISS, as in its documentation. Metadata is not embedded, as with its own file reader."""

# mypy: disable-error-code="import-not-found"
# Only the environment .peers has the library.

from pathlib import Path

import faiss
from llama_index.core import Document, StorageContext, VectorStoreIndex, load_index_from_storage
from llama_index.core.node_parser import SentenceSplitter
from llama_index.embeddings.huggingface import HuggingFaceEmbedding
from llama_index.vector_stores.faiss import FaissVectorStore

from tests.bench.peers.contestant import OVERLAP, SHOWN, TOKENS, read

DISTRIBUTIONS = ("llama-index-core", "llama-index-embeddings-huggingface", "llama-index-vector-stores-faiss")
_DIMENSION = 384


class Indexer:
    """An indexer of ``SentenceSplitter``, which counts tokens, and ``VectorStoreIndex`` with ``IndexFlatL2``."""

    once = 0.0

    def __init__(self, model: Path) -> None:
        self._embedding = HuggingFaceEmbedding(model_name=str(model))

    def index(self, articles: Path, folder: Path) -> None:
        storage = StorageContext.from_defaults(vector_store=FaissVectorStore(faiss_index=faiss.IndexFlatL2(_DIMENSION)))
        self._index = VectorStoreIndex.from_documents(
            [_document(article) for article in read(articles)],
            storage_context=storage,
            transformations=[SentenceSplitter(chunk_size=TOKENS, chunk_overlap=OVERLAP)],
            embed_model=self._embedding,
        )
        storage.persist(str(folder))

    def passages(self) -> list[str]:
        return [node.get_content() for node in self._index.docstore.docs.values()]


class Asker:
    """A retriever from the loaded index."""

    def __init__(self, model: Path, folder: Path) -> None:
        store = FaissVectorStore.from_persist_dir(str(folder))
        storage = StorageContext.from_defaults(vector_store=store, persist_dir=str(folder))
        index = load_index_from_storage(storage, embed_model=HuggingFaceEmbedding(model_name=str(model)))
        self._retriever = index.as_retriever(similarity_top_k=SHOWN)

    def ask(self, question: str) -> list[str]:
        return [node.get_content() for node in self._retriever.retrieve(question)]


def _document(article: dict[str, str]) -> Document:
    text = article.pop("text")
    names = list(article)
    return Document(text=text, metadata=article, excluded_embed_metadata_keys=names, excluded_llm_metadata_keys=names)
