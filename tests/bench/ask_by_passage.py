"""How long a question takes over 128,000 passages, warm, embedding included, and where the time goes.

    python -m tests.bench.ask_by_passage [--index DIR] [--out tests/bench/results/ask_by_passage.json]

Articles are made up of the embedding model's own words, drawn as often as words are in a language, each article with a
few words of its own that it keeps coming back to. A passage's vector is the mean of its words' vectors, so that
passages have neighbours; questions are embedded as always. Such passages are far from any question, so the threshold
is lowered: most questions are answered, and some that name days are asked again without them. Every question is asked
once a round, and the fastest round counts: others may use the machine, and only ever make it slower.
"""

import argparse
import datetime as dt
import json
import os
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from index.adapters.faiss_store import FaissStore
from index.adapters.onnx_embedder import OnnxEmbedder
from index.adapters.onnx_export import export
from index.adapters.sentence_transformer import SentenceTransformerEmbedder
from index.answering.passages import by_passages
from index.answering.retrieve import retrieve
from index.answering.signals import judged
from index.answering.topic import topic_of
from index.asking.asked import Asked, Search
from index.asking.understand import understand
from index.build import Parts, Reindexer
from index.config import AnsweringConfig, EngineConfig
from index.engine import Engine
from index.models import Question
from index.ports import Vectors
from tests.bench import provenance
from tests.bench.nobody import Nobody

_ARTICLES: Final = 15_000
_SENTENCES: Final = (48, 67)  # of an article
_WORDS: Final = (12, 31)  # of a sentence
_VOCABULARY: Final = 15_000
_OWN_WORDS: Final = 25  # of an article
_OWN_SHARE: Final = 0.15  # of its words that are
_COMMON: Final = 300  # the most frequent words, which are no article's own
_FLATTENED: Final = 2.7  # Mandelbrot's: what is added to a rank in Zipf's law
_RERUN: Final = 0.1  # share of the articles that ran in another outlet before
_FIRST: Final = dt.date(2021, 1, 1)
_TODAY: Final = dt.date(2026, 1, 1)
_OUTLETS: Final = tuple(
    f"{place} {kind}" for place in ("Harbour", "Velmara", "Ostrel", "Kardosa") for kind in ("Gazette", "Wire", "Post")
)
_CONFIG: Final = AnsweringConfig(threshold=0.003)
_SEED: Final = 7
_ROUNDS: Final = 3
_WARM_UP: Final = 20
_UNLIMITED: Final = (
    "how much will the {} {} cost",
    "why was the {} {} closed",
    "when did the {} {} open",
    "is the {} {} safe for the {}",
    "what happened to the {} {} after the {}",
    "how many {} {} were sold to the {}",
    "{} {} {}",
)
_DATED: Final = (
    "why was the {} {} closed in June 2023",
    "{} {} since March 2024",
    "what happened to the {} {} last year",
    "how many {} {} were sold in 2022",
)
_OF_A_SOURCE: Final = (
    "what did the {source} write about the {} {}",
    "{} {} {} in the {source}",
)
_ASKED: Final = {"no limits": (_UNLIMITED, 140), "days": (_DATED, 40), "a source": (_OF_A_SOURCE, 20)}

_Ranks = npt.NDArray[np.int64]


class _MeanOfWords:
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


@dataclass(frozen=True, slots=True)
class _Asking:
    """A question, and what kind of limits its words set."""

    kind: str
    question: Question


@dataclass(frozen=True, slots=True)
class _Timed:
    """A question's times in seconds: of the whole, and of each stage."""

    kind: str
    whole: float
    stages: dict[str, float]


def main() -> None:
    """Measure, print and write."""
    arguments = _arguments()
    real = SentenceTransformerEmbedder()
    vocabulary = _vocabulary(real)
    with tempfile.TemporaryDirectory() as folder:
        export(real, Path(folder) / "model")
        embedder = _MeanOfWords(real, OnnxEmbedder(Path(folder) / "model"), vocabulary)
        root = arguments.index or Path(folder) / "index"
        if not root.exists():
            _make(root, embedder, vocabulary, Path(folder) / "articles.jsonl")
        engine = Engine(root, embedder, FaissStore(), _CONFIG)
        questions = list(_questions(vocabulary))
        rounds = _rounds(engine, questions)
        answered = sum(engine.ask(each.question).status == "answered" for each in questions)
        timed = [
            _Timed(each.kind, whole, _stages(engine, embedder, each.question))
            for each, whole in zip(questions, min(rounds, key=statistics.median), strict=True)
        ]
    results = {"cores": len(os.sched_getaffinity(0)), **engine.snapshot.corpus.counts(), **_figures(timed)}
    results["answered"] = answered
    results["p50_p95_by_round"] = [[_milliseconds(each, 50), _milliseconds(each, 95)] for each in rounds]
    _tell(results)
    if arguments.out:
        made_from = provenance.versions("faiss-cpu", "sentence-transformers", "tantivy", "torch")
        provenance.write(arguments.out, {"commit": provenance.commit(), "versions": made_from, **results})


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--index", type=Path, help="folder where the index is kept; made where it is missing")
    parser.add_argument("--out", type=Path, help="write results as JSON")
    return parser.parse_args()


def _vocabulary(real: SentenceTransformerEmbedder) -> list[str]:
    """Return the model's whole words; it holds them most frequent first."""
    held: dict[str, int] = real.model.tokenizer.get_vocab()
    words = [word for word in sorted(held, key=held.__getitem__) if word.isascii() and word.isalpha() and len(word) > 1]
    return words[:_VOCABULARY]


def _make(root: Path, embedder: _MeanOfWords, vocabulary: Sequence[str], source: Path) -> None:
    began = time.perf_counter()
    with source.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(each) + "\n" for each in _articles(vocabulary))
    parts = Parts(embedder, FaissStore(), Nobody())
    report = Reindexer(root, parts, EngineConfig(), lambda *_: None).reindex([source])
    print(f"{report.passages:,} passages in {report.articles:,} articles, made in {_since(began):.0f} s")


def _articles(vocabulary: Sequence[str]) -> Iterator[dict[str, str]]:
    chance = np.random.default_rng(_SEED)
    frequencies = np.cumsum(1 / (np.arange(len(vocabulary)) + _FLATTENED))
    before: list[dict[str, str]] = []
    for number in range(_ARTICLES):
        if before and chance.random() < _RERUN:
            told = before[chance.integers(len(before))]
        else:
            own = _own_words(number)
            told = {"title": _spelled(vocabulary, own[:7]), "text": _text(chance, vocabulary, frequencies, own)}
            before.append(told)
        day = _FIRST + dt.timedelta(days=int(chance.integers((_TODAY - _FIRST).days)))
        yield {"id": f"{number}", "published": f"{day}", "source": _OUTLETS[chance.integers(len(_OUTLETS))], **told}


def _own_words(article: int) -> _Ranks:
    """Return the ranks of an article's own words."""
    chance = np.random.default_rng((_SEED, article))
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


def _questions(vocabulary: Sequence[str]) -> Iterator[_Asking]:
    """Yield the questions, each about the own words of one article."""
    chance = np.random.default_rng(_SEED)
    for kind, (forms, count) in _ASKED.items():
        for number in range(count):
            words = [vocabulary[rank] for rank in chance.permutation(_own_words(int(chance.integers(_ARTICLES))))]
            text = forms[number % len(forms)].format(*words, source=_OUTLETS[number % len(_OUTLETS)])
            yield _Asking(kind, Question(text, today=_TODAY))


def _rounds(engine: Engine, questions: Sequence[_Asking]) -> list[list[float]]:
    """Return the seconds that each question takes, round by round."""
    for each in questions[:: len(questions) // _WARM_UP]:
        engine.ask(each.question)
    return [[_timed(partial(engine.ask, each.question)) for each in questions] for _ in range(_ROUNDS)]


def _stages(engine: Engine, embedder: _MeanOfWords, question: Question) -> dict[str, float]:
    """Return the least seconds of each stage, called one by one as the engine calls them in one go."""
    opened, snapshot = engine.opened, engine.snapshot
    how = understand(question, question.text, opened)
    text = (how.reading.topic if how.is_limited else "") or how.whole
    asked = Asked(text, embedder.embed_question(text), how.limits, question.limit, how.today)
    search, topic = Search(snapshot, embedder, _CONFIG), topic_of(snapshot.words, text)
    allowed = snapshot.corpus.passages_within(asked.limits) if asked.limits else None

    def worded() -> npt.NDArray[np.int64]:
        return snapshot.words.search(topic_of(snapshot.words, text).terms, _CONFIG.candidates, asked.limits)[0]

    near, _ = snapshot.vectors.search(asked.vector, _CONFIG.candidates, allowed)
    numbers = np.union1d(near, worded())

    def judge() -> None:
        cosines = snapshot.vectors.vectors(numbers) @ asked.vector[0]
        found = list(zip(snapshot.corpus.read_passages(numbers.tolist()), cosines.tolist(), strict=True))
        judged(snapshot.words, topic, found, asked.today, _CONFIG.ranking)

    found = _least(lambda: retrieve(search, topic_of(snapshot.words, text), asked))
    return {
        "reading the question": _least(partial(understand, question, question.text, opened)),
        "embedding": _least(partial(embedder.embed_question, text)),
        "limits": _least(partial(snapshot.corpus.passages_within, asked.limits)) if asked.limits else 0.0,
        "vector search": _least(partial(snapshot.vectors.search, asked.vector, _CONFIG.candidates, allowed)),
        "word search": _least(worded),
        "reading and judging passages": _least(judge),
        "choosing, copies, cutting": max(_least(partial(by_passages, search, asked)) - found, 0.0),
    }


def _figures(timed: Sequence[_Timed]) -> dict[str, Any]:
    """Return the figures in milliseconds, of all questions and of each kind."""
    kinds = {"all": list(timed)} | {kind: [each for each in timed if each.kind == kind] for kind in _ASKED}
    figures = {kind: _of_kind(each) for kind, each in kinds.items()}
    alone = _milliseconds([each.stages["embedding"] for each in timed], 50)
    return {"ask": figures, "embedding_p50": alone, "p50_in_embeddings": figures["all"]["p50"] / alone}


def _of_kind(timed: Sequence[_Timed]) -> dict[str, Any]:
    wholes = [each.whole for each in timed]
    means = {stage: statistics.mean(each.stages[stage] for each in timed) * 1000 for stage in timed[0].stages}
    return {
        "questions": len(timed),
        "p50": _milliseconds(wholes, 50),
        "p95": _milliseconds(wholes, 95),
        "least": min(wholes) * 1000,
        "mean": statistics.mean(wholes) * 1000,
        "stages": means,
    }


def _tell(results: dict[str, Any]) -> None:
    print(f"{results['passages']:,} passages in {results['articles']:,} articles; {results['cores']} cores")
    print(f"{results['answered']} of {results['ask']['all']['questions']} questions answered")
    print("p50, p95 by round:", "; ".join(f"{p50:.1f}, {p95:.1f} ms" for p50, p95 in results["p50_p95_by_round"]))
    for kind, each in results["ask"].items():
        told = f"p50 {each['p50']:.1f} ms, p95 {each['p95']:.1f} ms, least {each['least']:.1f} ms"
        print(f"\n{each['questions']} questions ({kind}): {told}")
        total = sum(each["stages"].values())
        for stage, mean in each["stages"].items():
            print(f"  {stage:30} {mean:6.2f} ms {mean / total:5.0%}")
        print(f"  {'together, of a mean question of':30} {total:6.2f} of {each['mean']:.2f} ms")
    print(f"\np50 = {results['p50_in_embeddings']:.2f} x embedding alone ({results['embedding_p50']:.1f} ms)")


def _milliseconds(seconds: Sequence[float], percentile: int) -> float:
    return float(np.percentile(seconds, percentile)) * 1000


def _least(work: Callable[[], object]) -> float:
    return min(_timed(work) for _ in range(_ROUNDS))


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return _since(began)


def _since(began: float) -> float:
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
