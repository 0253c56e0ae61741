"""txtai as its documentation builds an embeddings index with content, over its default backend, which is FAISS."""

# mypy: disable-error-code="import-not-found"
# It is installed in .peers alone.

from pathlib import Path

from tokenizers import Tokenizer
from txtai import Embeddings
from txtai.pipeline import Segmentation

from tests.bench.peers.contestant import OVERLAP, SHOWN, TOKENS, read

DISTRIBUTIONS = ("txtai", "chonkie")


class Indexer:
    """``Segmentation``, whose chunker packs sentences by the model's own tokens, and ``Embeddings``."""

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
        self._texts = [text for each in read(articles) for text in segment(each["text"])]
        self._embeddings.index(self._texts)
        self._embeddings.save(str(folder))

    def passages(self) -> list[str]:
        return self._texts


class Asker:
    """The same index, loaded. It names the model itself."""

    def __init__(self, model: Path, folder: Path) -> None:  # noqa: ARG002 it lies beside the index
        self._embeddings = Embeddings()
        self._embeddings.load(str(folder))

    def ask(self, question: str) -> list[str]:
        return [each["text"] for each in self._embeddings.search(question, SHOWN)]
