"""LangChain with the semantic search of its documentation: passages of 1,000 characters, 200 shared, and FAISS."""

# mypy: disable-error-code="import-not-found"
# Only the environment .peers has the library.

from pathlib import Path

from langchain_community.vectorstores import FAISS
from langchain_core.documents import Document
from langchain_huggingface import HuggingFaceEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from tests.bench.peers.contestant import SHOWN, read

DISTRIBUTIONS = ("langchain-core", "langchain-community", "langchain-huggingface", "langchain-text-splitters")


class Indexer:
    """An indexer of ``RecursiveCharacterTextSplitter``, ``HuggingFaceEmbeddings`` and ``FAISS``."""

    once = 0.0

    def __init__(self, model: Path) -> None:
        self._embeddings = HuggingFaceEmbeddings(model_name=str(model))

    def index(self, articles: Path, folder: Path) -> None:
        documents = [Document(page_content=article.pop("text"), metadata=article) for article in read(articles)]
        splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200, add_start_index=True)
        self._splits = splitter.split_documents(documents)
        FAISS.from_documents(self._splits, self._embeddings).save_local(str(folder))

    def passages(self) -> list[str]:
        return [split.page_content for split in self._splits]


class Asker:
    """A similarity search in the loaded store."""

    def __init__(self, model: Path, folder: Path) -> None:
        embeddings = HuggingFaceEmbeddings(model_name=str(model))
        self._store = FAISS.load_local(str(folder), embeddings, allow_dangerous_deserialization=True)

    def ask(self, question: str) -> list[str]:
        return [document.page_content for document in self._store.similarity_search(question, k=SHOWN)]
