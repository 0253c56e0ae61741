"""The lower limit of the cost: sentence-transformers and a FAISS index, and no other code."""

import json
from collections.abc import Iterator
from pathlib import Path

import faiss
from sentence_transformers import SentenceTransformer

from tests.bench.peers.contestant import OVERLAPPING_WORDS, SHOWN, WORDS, read

DISTRIBUTIONS = ("sentence-transformers", "faiss-cpu", "torch", "transformers", "numpy")


class Indexer:
    """An indexer that embeds windows of words in batches of 32 and adds their vectors to ``IndexFlatIP``."""

    once = 0.0

    def __init__(self, model: Path) -> None:
        self._model = SentenceTransformer(str(model))

    def index(self, articles: Path, folder: Path) -> None:
        self._texts = [window for article in read(articles) for window in _windows(article["text"])]
        vectors = self._model.encode(self._texts, normalize_embeddings=True)
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(vectors)
        folder.mkdir()
        faiss.write_index(index, str(folder / "vectors.faiss"))
        (folder / "texts.json").write_text(json.dumps(self._texts), encoding="utf-8")

    def passages(self) -> list[str]:
        return self._texts


class Asker:
    """An asker that embeds a question and looks up the nearest vectors."""

    def __init__(self, model: Path, folder: Path) -> None:
        self._model = SentenceTransformer(str(model))
        self._index = faiss.read_index(str(folder / "vectors.faiss"))
        self._texts = json.loads((folder / "texts.json").read_text(encoding="utf-8"))

    def ask(self, question: str) -> list[str]:
        _, numbers = self._index.search(self._model.encode([question], normalize_embeddings=True), SHOWN)
        return [self._texts[number] for number in numbers[0]]


def _windows(text: str) -> Iterator[str]:
    words = text.split()
    for start in range(0, max(len(words) - OVERLAPPING_WORDS, 1), WORDS - OVERLAPPING_WORDS):
        yield " ".join(words[start : start + WORDS])
