"""The limit: sentence-transformers and a FAISS index, with nothing around them."""

import json
from collections.abc import Iterator
from pathlib import Path

import faiss
from sentence_transformers import SentenceTransformer

from tests.bench.peers.contestant import OVERLAPPING_WORDS, SHOWN, WORDS, read

DISTRIBUTIONS = ("sentence-transformers", "faiss-cpu", "torch", "transformers", "numpy")


class Indexer:
    """Embeds windows of words, in batches of 32, and puts their vectors into ``IndexFlatIP``."""

    once = 0.0

    def __init__(self, model: Path) -> None:
        self._model = SentenceTransformer(str(model))

    def index(self, articles: Path, folder: Path) -> None:
        self._texts = [window for each in read(articles) for window in _windows(each["text"])]
        vectors = self._model.encode(self._texts, normalize_embeddings=True)
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(vectors)
        folder.mkdir()
        faiss.write_index(index, str(folder / "vectors.faiss"))
        (folder / "texts.json").write_text(json.dumps(self._texts), encoding="utf-8")

    def passages(self) -> list[str]:
        return self._texts


class Asker:
    """Embeds a question and looks up the nearest vectors."""

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
