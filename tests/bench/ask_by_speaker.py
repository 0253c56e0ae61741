"""How long a question by speaker takes over 100,000 statements, without and against embedding the question.

    python -m tests.bench.ask_by_speaker

Statements, people and vectors are made up: 10,000 articles of ten statements, one person having 20,000 of them.
"""

import datetime as dt
import hashlib
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

import numpy as np

from index.adapters.faiss_store import FaissStore
from index.adapters.sentence_transformer import SentenceTransformerEmbedder
from index.config import AnsweringConfig, EngineConfig
from index.engine import Engine
from index.indexing.reindex import IndexingModels, Reindexer
from index.models import Attribution, PersonMention, Question, Span, Statement
from index.ports import Vectors

_ARTICLES, _STATEMENTS, _PEOPLE, _WORDS = 10_000, 10, 5_000, 20_000
_ONE = "Ilse Marandt"  # says every fifth statement
_RUNS = 30
_QUESTIONS = {
    "one of 20,000 statements": f"what did {_ONE} say about w17 w4711",
    "the same, since a day": f"what did {_ONE} say about w17 w4711 since 1 March 2024",
    "one of few statements": "what did Abcde Bcdef say about w17 w4711",
    "whoever said it": "who said that w17 w4711",
    "without a topic": f"what did {_ONE} say",
}


class _Noise:
    """An embedder whose vectors are noise of the real one's length: fast, and as slow to search."""

    name = fingerprint = "noise"
    dimension, max_tokens = 384, 254

    def count_tokens(self, texts: list[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def embed_passages(self, texts: list[str]) -> Vectors:
        seed = int(hashlib.sha256("".join(texts[:1]).encode()).hexdigest()[:8], 16)
        vectors = np.random.default_rng(seed).normal(size=(len(texts), self.dimension)).astype(np.float32)
        unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit

    def embed_question(self, text: str) -> Vectors:
        return self.embed_passages([text])


class _Lines:
    """Takes every sentence "NAME said …" for a statement."""

    fingerprint = "lines"

    def attribute(self, texts: Iterable[str]) -> Iterator[Attribution]:
        for text in texts:
            people, statements, start = dict[str, int](), [], 0
            for line in text.split(". "):
                name = " ".join(line.split()[:2])
                person = people.setdefault(name, len(people))
                said, end = start + len(name) + 6, start + len(line)
                speaker = Span(start, start + len(name))
                statements.append(Statement((Span(said, end),), "indirect", speaker, None, person, "name"))
                start = end + 2
            yield Attribution(tuple(PersonMention(name, (name,)) for name in people), tuple(statements))


def main() -> None:
    """Print the rows."""
    with tempfile.TemporaryDirectory() as folder:
        source, root = Path(folder) / "articles.jsonl", Path(folder) / "index"
        _write(source)
        parts = IndexingModels(_Noise(), FaissStore(), _Lines())  # type: ignore[arg-type]  # lists are what it is given
        began = time.perf_counter()
        report = Reindexer(root, parts, EngineConfig(), lambda *_: None).reindex([source])
        print(f"{report.statements:,} statements in {report.articles:,} articles, made in {_since(began):.0f} s")
        began = time.perf_counter()
        engine = Engine(root, _Noise(), FaissStore(), AnsweringConfig(threshold=0.01))  # type: ignore[arg-type]
        print(f"opened in {_since(began):.2f} s with {len(engine.snapshot.corpus.statements.people()):,} people")
        real = SentenceTransformerEmbedder()
        alone, _ = _timed(partial(real.embed_question, "the price of water in the summer"))
        print(f"embedding a question: least {alone * 1000:.1f} ms")
        for what, text in _QUESTIONS.items():
            least, median = _timed(partial(engine.ask, Question(text)))
            print(
                f"{what}: least {least * 1000:.1f} ms = {least / alone:.2f} x embedding, median {median * 1000:.1f} ms"
            )


def _write(path: Path) -> None:
    draw = random.Random(7)
    letters = "abcdefghijklmnopqrstuvwxyz"
    names = [f"{_shifted(letters, draw)} {_shifted(letters, draw)}" for _ in range(_PEOPLE)]
    names[0] = "Abcde Bcdef"
    words = [f"w{number}" for number in range(_WORDS)]
    lines = []
    for number in range(_ARTICLES):
        said = [
            f"{_ONE if at % 5 == 0 else draw.choice(names)} said {' '.join(draw.choices(words, k=20))}"
            for at in range(_STATEMENTS)
        ]
        day = dt.date(2024, 1, 1) + dt.timedelta(days=number % 500)
        lines.append(_json({"id": str(number), "title": "News", "text": ". ".join(said) + ".", "published": f"{day}"}))
    path.write_text("\n".join(lines), encoding="utf-8")


def _shifted(letters: str, draw: random.Random) -> str:
    return "".join(draw.choices(letters, k=6)).capitalize()


def _json(record: dict[str, str]) -> str:
    return "{" + ", ".join(f'"{name}": "{value}"' for name, value in record.items()) + "}"


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """Return the least and the median time: others may use the machine, and only ever make it slower."""
    times = []
    for _ in range(_RUNS):
        began = time.perf_counter()
        work()
        times.append(_since(began))
    return min(times), statistics.median(times)


def _since(began: float) -> float:
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
