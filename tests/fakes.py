"""An embedder of a few lines, for tests that are not about meaning: texts that share words are near."""

import re
import zlib
from collections.abc import Sequence

import numpy as np

from index.ports import Vectors

_DIMENSION = 256
_WORD = re.compile(r"\w+")


class WordEmbedder:
    """Counts words, each in a place of its own (or nearly: places are hashed)."""

    name = "words"
    dimension = _DIMENSION

    def __init__(self, fingerprint: str = "words-1", max_tokens: int = 254) -> None:
        self.fingerprint = fingerprint
        self.max_tokens = max_tokens
        self.embedded: list[str] = []

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        self.embedded.extend(texts)
        return self._embed(texts)

    def embed_question(self, text: str) -> Vectors:
        return self._embed([text])

    def _embed(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), _DIMENSION), np.float32)
        for row, text in enumerate(texts):
            vectors[row, 0] = 0.1  # a text without words has a direction too
            for word in _WORD.findall(text.lower()):
                vectors[row, 1 + zlib.crc32(word.encode()) % (_DIMENSION - 1)] += 1
        lengths: Vectors = np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors / lengths
