"""txtai with an embeddings index with content, as in its documentation, and its default backend, FAISS."""

# mypy: disable-error-code="import-not-found"
# Only the environment .peers has the library.

from pathlib import Path

from tokenizers import Tokenizer
from txtai import Embeddings
from txtai.pipeline import Segmentation

from tests.bench.peers.contestant import OVERLAP, SHOWN, TOKENS, read

DISTRIBUTIONS = ("txtai", "chonkie")


class Indexer:
    """An indexer of ``Segmentation``, which packs sentences by the model's tokens, and ``Embeddings``."""

    once = 0.0

    def __init__(self, model: Path) -> None:
        self._embeddings = Embeddings(path=str(model), content=True, backend="faiss")
        self._tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()

    def index(self, articles: Path, folder: Path) -> None:
        segment = Segmentation(
            chunker="sentence",
            tokenizer_or_token_counter=self._tokenizer,
            chunk_size=TOKENS,
            chunk_overlap=OVERLAP,
        )
        self._texts = [text for article in read(articles) for text in segment(article["text"])]
        self._embeddings.index(self._texts)
        self._embeddings.save(str(folder))

    def passages(self) -> list[str]:
        return self._texts


class Asker:
    """A search in the loaded index, which names its model."""

    def __init__(self, model: Path, folder: Path) -> None:  # noqa: ARG002 - the index names the model
        self._embeddings = Embeddings()
        self._embeddings.load(str(folder))

    def ask(self, question: str) -> list[str]:
        return [result["text"] for result in self._embeddings.search(question, SHOWN)]
