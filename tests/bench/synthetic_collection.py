"""A collection of made-up articles for timing questions: words drawn as often as words are in a language.

Articles are made up of the embedding model's own words, each with a few words of its own that it keeps coming back
to. A passage's vector is the mean of its words' vectors, so that passages have neighbours; questions are embedded as
always. Such passages are far from any question, so the threshold of :data:`CONFIG` is low.
"""

import datetime as dt
import json
import re
import time
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
from tests.bench.nobody import Nobody

CONFIG: Final = AnsweringConfig(threshold=0.003)
_SENTENCES: Final = (48, 67)  # of an article
_WORDS: Final = (12, 31)  # of a sentence
_VOCABULARY: Final = 15_000
_OWN_WORDS: Final = 25  # of an article
_OWN_SHARE: Final = 0.15  # of its words that are
_COMMON: Final = 300  # the most frequent words, which are no article's own
_FLATTENED: Final = 2.7  # Mandelbrot's: what is added to a rank in Zipf's law
_RERUN: Final = 0.1  # share of the articles that ran in another outlet before
_FIRST: Final = dt.date(2021, 1, 1)
TODAY: Final = dt.date(2026, 1, 1)
OUTLETS: Final = tuple(
    f"{place} {kind}" for place in ("Harbour", "Velmara", "Ostrel", "Kardosa") for kind in ("Gazette", "Wire", "Post")
)
SEED: Final = 7
UNLIMITED: Final = (
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
OF_A_SOURCE: Final = (
    "what did the {source} write about the {} {}",
    "{} {} {} in the {source}",
)

_Ranks = npt.NDArray[np.int64]


class MeanOfWords:
    """Embeds questions as always, and a passage as the mean of its rarer words, which costs next to nothing."""

    name = fingerprint = "mean of words"
    max_tokens = 254

    def __init__(self, real: SentenceTransformerEmbedder, exported: OnnxEmbedder, vocabulary: Sequence[str]) -> None:
        self.embed_question = exported.embed_question
        self.dimension = real.dimension
        self._places = {word: place for place, word in enumerate(vocabulary[_COMMON:])}
        self._vectors = real.embed_passages(vocabulary[_COMMON:])

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the tokens of texts whose every word, and every full stop, is one."""
        return [len(text.split()) + 1 for text in texts]

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            places = [self._places[word] for word in re.findall(r"\w+", text.lower()) if word in self._places]
            vectors[row] = self._vectors[places].sum(axis=0) if places else 1.0
        unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit


def made_up(root: Path, folder: Path, articles: int) -> "tuple[MeanOfWords, list[str]]":
    """Make an index of so many articles in ``root``, unless it is there; return its embedder and the vocabulary.

    Args:
        root: where the index lives.
        folder: takes what is needed on the way.
        articles: how many.
    """
    real = SentenceTransformerEmbedder()
    vocabulary = _vocabulary(real)
    export(real, folder / "model")
    embedder = MeanOfWords(real, OnnxEmbedder(folder / "model"), vocabulary)
    if not root.exists():
        _make(root, embedder, folder / "articles.jsonl", _articles(vocabulary, articles))
    return embedder, vocabulary


def _vocabulary(real: SentenceTransformerEmbedder) -> list[str]:
    """Return the model's whole words; it holds them most frequent first."""
    held: dict[str, int] = real.model.tokenizer.get_vocab()
    words = [word for word in sorted(held, key=held.__getitem__) if word.isascii() and word.isalpha() and len(word) > 1]
    return words[:_VOCABULARY]


def _make(root: Path, embedder: MeanOfWords, source: Path, articles: Iterator[dict[str, str]]) -> None:
    began = time.perf_counter()
    with source.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(each) + "\n" for each in articles)
    parts = IndexingModels(embedder, FaissStore(), Nobody())
    report = Reindexer(root, parts, EngineConfig(), lambda *_: None).reindex([source])
    seconds = time.perf_counter() - began
    print(f"{report.passages:,} passages in {report.articles:,} articles, made in {seconds:.0f} s")


def _articles(vocabulary: Sequence[str], count: int) -> Iterator[dict[str, str]]:
    chance = np.random.default_rng(SEED)
    frequencies = np.cumsum(1 / (np.arange(len(vocabulary)) + _FLATTENED))
    before: list[dict[str, str]] = []
    for number in range(count):
        if before and chance.random() < _RERUN:
            told = before[chance.integers(len(before))]
        else:
            own = own_words(number)
            told = {"title": _spelled(vocabulary, own[:7]), "text": _text(chance, vocabulary, frequencies, own)}
            before.append(told)
        day = _FIRST + dt.timedelta(days=int(chance.integers((TODAY - _FIRST).days)))
        yield {"id": f"{number}", "published": f"{day}", "source": OUTLETS[chance.integers(len(OUTLETS))], **told}


def own_words(article: int) -> _Ranks:
    """Return the ranks of an article's own words."""
    chance = np.random.default_rng((SEED, article))
    return _COMMON + chance.choice(_VOCABULARY - _COMMON, _OWN_WORDS, replace=False)


def _text(
    chance: np.random.Generator, vocabulary: Sequence[str], frequencies: npt.NDArray[np.float64], own: _Ranks
) -> str:
    lengths = chance.integers(*_WORDS, size=chance.integers(*_SENTENCES))
    drawn = np.searchsorted(frequencies, chance.random(lengths.sum()) * frequencies[-1])
    ranks = np.where(chance.random(len(drawn)) < _OWN_SHARE, chance.choice(own, len(drawn)), drawn)
    sentences = [f"{_spelled(vocabulary, each)}." for each in np.split(ranks, np.cumsum(lengths)[:-1])]
    return "\n\n".join(" ".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3))


def _spelled(vocabulary: Sequence[str], ranks: _Ranks) -> str:
    return " ".join(vocabulary[rank] for rank in ranks).capitalize()
