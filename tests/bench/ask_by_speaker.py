"""Time of a question about one speaker over 100,000 statements, as a multiple of embedding a question.

    python -m tests.bench.ask_by_speaker

Statements, people and vectors are synthetic: 10,000 articles of ten statements each. One person made 20,000 statements.
"""

import datetime as dt
import hashlib
import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
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
from tests.bench import harness

_ARTICLES, _STATEMENTS, _PEOPLE, _WORDS = 10_000, 10, 5_000, 20_000
_FREQUENT = "Ilse Marandt"  # the speaker of every fifth statement
_RUNS = 30
_QUESTIONS = {
    "one of 20,000 statements": f"what did {_FREQUENT} say about w17 w4711",
    "the same, since a day": f"what did {_FREQUENT} say about w17 w4711 since 1 March 2024",
    "one of few statements": "what did Abcde Bcdef say about w17 w4711",
    "whoever said it": "who said that w17 w4711",
    "without a topic": f"what did {_FREQUENT} say",
}


class _Noise:
    """An embedder of random vectors: fast to make, and as slow to search as real vectors of the same dimension."""

    name = fingerprint = "noise"
    dimension, max_tokens = 384, 254

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        seed = int(hashlib.sha256("".join(texts[:1]).encode()).hexdigest()[:8], 16)
        vectors = np.random.default_rng(seed).normal(size=(len(texts), self.dimension)).astype(np.float32)
        unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit

    def embed_question(self, text: str) -> Vectors:
        return self.embed_passages([text])


class _Lines:
    """An attributor that turns every sentence "NAME said …" into a statement."""

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
        models = IndexingModels(_Noise(), FaissStore(), _Lines())
        report = Reindexer(root, models, EngineConfig(), lambda *_: None).reindex([source])
        print(f"{report.statements:,} statements in {report.articles:,} articles, indexed in {report.seconds:.0f} s")
        began = time.perf_counter()
        engine = Engine(root, _Noise(), FaissStore(), AnsweringConfig(threshold=0.01))
        opening = time.perf_counter() - began
        print(f"opened in {opening:.2f} s with {len(engine.snapshot.corpus.statements.people()):,} people")
        real = SentenceTransformerEmbedder()
        embedding, _ = _least_and_median(partial(real.embed_question, "the price of water in the summer"))
        print(f"embedding a question: least {embedding * 1000:.1f} ms")
        for name, text in _QUESTIONS.items():
            least, median = _least_and_median(partial(engine.ask, Question(text)))
            ratio = f"{least / embedding:.2f} x embedding"
            print(f"{name}: least {least * 1000:.1f} ms = {ratio}, median {median * 1000:.1f} ms")


def _write(path: Path) -> None:
    draw = random.Random(7)
    letters = "abcdefghijklmnopqrstuvwxyz"
    names = [f"{_random_name(letters, draw)} {_random_name(letters, draw)}" for _ in range(_PEOPLE)]
    names[0] = "Abcde Bcdef"
    words = [f"w{number}" for number in range(_WORDS)]
    lines = []
    for number in range(_ARTICLES):
        sentences = [
            f"{_FREQUENT if ordinal % 5 == 0 else draw.choice(names)} said {' '.join(draw.choices(words, k=20))}"
            for ordinal in range(_STATEMENTS)
        ]
        day = dt.date(2024, 1, 1) + dt.timedelta(days=number % 500)
        text = ". ".join(sentences) + "."
        lines.append(json.dumps({"id": str(number), "title": "News", "text": text, "published": f"{day}"}))
    path.write_text("\n".join(lines), encoding="utf-8")


def _random_name(letters: str, draw: random.Random) -> str:
    return "".join(draw.choices(letters, k=6)).capitalize()


def _least_and_median(work: Callable[[], object]) -> tuple[float, float]:
    """Return the least and the median seconds. Other processes on the machine only ever make the work slower."""
    times = [harness.seconds(work) for _ in range(_RUNS)]
    return min(times), statistics.median(times)


if __name__ == "__main__":
    main()
