"""A collection of synthetic articles for timing questions, with word frequencies as in a natural language.

The words come from the embedding model's vocabulary. Each article repeats a few topic words. The vector of a passage is
the mean of its words' vectors, so that passages have neighbours; the real model embeds the questions. Such passages are
far from every question, so the threshold of :data:`CONFIG` is low.
"""

import datetime as dt
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from index.adapters.faiss_store import FaissStore
from index.adapters.onnx_embedder import OnnxEmbedder
from index.adapters.onnx_export import export
from index.adapters.sentence_transformer import SentenceTransformerEmbedder
from index.config import AnsweringConfig, EngineConfig
from index.indexing.reindex import IndexingModels, Reindexer
from index.ports import Vectors
from tests.bench.null_attributor import NullAttributor

CONFIG: Final = AnsweringConfig(threshold=0.003)
_SENTENCES: Final = (48, 67)  # range of the number of sentences in an article
_WORDS: Final = (12, 31)  # range of the number of words in a sentence
_VOCABULARY: Final = 15_000
_TOPIC_WORDS: Final = 25  # topic words of an article
_TOPIC_SHARE: Final = 0.15  # share of an article's words that are topic words
_COMMON: Final = 300  # the most frequent words, which are never topic words
_RANK_OFFSET: Final = 2.7  # added to each rank in Zipf's law, as Mandelbrot proposed
_REPRINTS: Final = 0.1  # share of the articles that another publisher ran before
_FIRST: Final = dt.date(2021, 1, 1)
TODAY: Final = dt.date(2026, 1, 1)
PUBLISHERS: Final = tuple(
    f"{place} {kind}" for place in ("Harbour", "Velmara", "Ostrel", "Kardosa") for kind in ("Gazette", "Wire", "Post")
)
SEED: Final = 7
UNFILTERED: Final = (
    "how much will the {} {} cost",
    "why was the {} {} closed",
    "when did the {} {} open",
    "is the {} {} safe for the {}",
    "what happened to the {} {} after the {}",
    "how many {} {} were sold to the {}",
    "{} {} {}",
)
DATED: Final = (
    "why was the {} {} closed in June 2023",
    "{} {} since March 2024",
    "what happened to the {} {} last year",
    "how many {} {} were sold in 2022",
)
BY_PUBLISHER: Final = (
    "what did the {publisher} write about the {} {}",
    "{} {} {} in the {publisher}",
)

_Ranks = npt.NDArray[np.int64]


class MeanOfWords:
    """An embedder for which a passage is the mean of its rarer words, which is cheap; questions get the real model."""

    name = fingerprint = "mean of words"
    max_tokens = 254

    def __init__(self, real: SentenceTransformerEmbedder, exported: OnnxEmbedder, vocabulary: Sequence[str]) -> None:
        self.embed_question = exported.embed_question
        self.dimension = real.dimension
        self._rows = {word: row for row, word in enumerate(vocabulary[_COMMON:])}
        self._vectors = real.embed_passages(vocabulary[_COMMON:])

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the number of tokens of each text: one for each word, and one for a full stop."""
        return [len(text.split()) + 1 for text in texts]

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return the mean of the word vectors of each text, of length 1."""
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            rows = [self._rows[word] for word in re.findall(r"\w+", text.lower()) if word in self._rows]
            vectors[row] = self._vectors[rows].sum(axis=0) if rows else 1.0
        unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit


def open_collection(root: Path, folder: Path, articles: int) -> tuple[MeanOfWords, list[str]]:
    """Make the index unless it exists; return its embedder and the vocabulary, most frequent word first.

    Args:
        root: folder of the index.
        folder: folder for temporary files.
        articles: number of articles in a new index.
    """
    real = SentenceTransformerEmbedder()
    vocabulary = _vocabulary(real)
    export(real, folder / "model")
    embedder = MeanOfWords(real, OnnxEmbedder(folder / "model"), vocabulary)
    if not root.exists():
        _make(root, embedder, folder / "articles.jsonl", _articles(vocabulary, articles))
    return embedder, vocabulary


def _vocabulary(real: SentenceTransformerEmbedder) -> list[str]:
    """Return the complete words of the model's vocabulary, which is sorted by frequency."""
    ids: dict[str, int] = real.model.tokenizer.get_vocab()
    words = [word for word in sorted(ids, key=ids.__getitem__) if word.isascii() and word.isalpha() and len(word) > 1]
    return words[:_VOCABULARY]


def _make(root: Path, embedder: MeanOfWords, source: Path, articles: Iterator[dict[str, str]]) -> None:
    with source.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(article) + "\n" for article in articles)
    models = IndexingModels(embedder, FaissStore(), NullAttributor())
    report = Reindexer(root, models, EngineConfig(), lambda *_: None).reindex([source])
    print(f"{report.passages:,} passages in {report.articles:,} articles, indexed in {report.seconds:.0f} s")


def _articles(vocabulary: Sequence[str], count: int) -> Iterator[dict[str, str]]:
    chance = np.random.default_rng(SEED)
    frequencies = np.cumsum(1 / (np.arange(len(vocabulary)) + _RANK_OFFSET))
    originals: list[dict[str, str]] = []
    for number in range(count):
        if originals and chance.random() < _REPRINTS:
            article = originals[chance.integers(len(originals))]
        else:
            topic = topic_words(number)
            text = _text(chance, vocabulary, frequencies, topic)
            article = {"title": _spell(vocabulary, topic[:7]), "text": text}
            originals.append(article)
        day = _FIRST + dt.timedelta(days=int(chance.integers((TODAY - _FIRST).days)))
        publisher = PUBLISHERS[chance.integers(len(PUBLISHERS))]
        yield {"id": f"{number}", "published": f"{day}", "source": publisher, **article}


def topic_words(article: int) -> _Ranks:
    """Return the ranks of an article's topic words in the vocabulary."""
    chance = np.random.default_rng((SEED, article))
    return _COMMON + chance.choice(_VOCABULARY - _COMMON, _TOPIC_WORDS, replace=False)


def _text(
    chance: np.random.Generator, vocabulary: Sequence[str], frequencies: npt.NDArray[np.float64], topic: _Ranks
) -> str:
    lengths = chance.integers(*_WORDS, size=chance.integers(*_SENTENCES))
    drawn = np.searchsorted(frequencies, chance.random(lengths.sum()) * frequencies[-1])
    ranks = np.where(chance.random(len(drawn)) < _TOPIC_SHARE, chance.choice(topic, len(drawn)), drawn)
    sentences = [f"{_spell(vocabulary, words)}." for words in np.split(ranks, np.cumsum(lengths)[:-1])]
    return "\n\n".join(" ".join(sentences[start : start + 3]) for start in range(0, len(sentences), 3))


def _spell(vocabulary: Sequence[str], ranks: _Ranks) -> str:
    return " ".join(vocabulary[rank] for rank in ranks).capitalize()
