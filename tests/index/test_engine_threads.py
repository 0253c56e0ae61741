"""Concurrency: one engine answers as many questions at a time as there are cores, in the order they came."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Lock, Semaphore

import pytest

from index.adapters.faiss_store import FaissStore
from index.config import AnsweringConfig, PassageSize
from index.engine import Engine
from index.errors import QuestionError
from index.hardware import available_cores
from index.models import Question
from index.ports import Vectors
from tests.fakes import WordEmbedder
from tests.small_index import make_index

WORDS = ("quay", "ferry", "strike", "budget", "tunnel", "bridge", "herring", "harbour")
PATIENCE = 30.0


class PausedEmbedder(WordEmbedder):
    """A word embedder that waits for its release before it embeds a question, and records the questions."""

    def __init__(self) -> None:
        super().__init__()
        self.released = Event()
        self.begun: list[str] = []
        self.begins = Semaphore(0)
        self._lock = Lock()

    def embed_question(self, text: str) -> Vectors:
        with self._lock:
            self.begun.append(text)
        self.begins.release()
        assert self.released.wait(PATIENCE)
        return super().embed_question(text)


@pytest.fixture
def index(tmp_path: Path) -> Path:
    articles = [(word, "2026-01-02", "Wire", f"The {word} was closed. It was {word} that came late.") for word in WORDS]
    return make_index(tmp_path, articles, PassageSize(40, 0))


def test_engine_answers_as_many_questions_at_a_time_as_there_are_cores(index: Path) -> None:
    embedder = PausedEmbedder()
    engine = Engine(index, embedder, FaissStore(), AnsweringConfig())
    with ThreadPoolExecutor(len(WORDS)) as askers:
        asked = [askers.submit(engine.ask, Question(f"why was the {word} closed")) for word in WORDS]
        most = min(available_cores(), len(WORDS))
        assert all(embedder.begins.acquire(timeout=PATIENCE) for _ in range(most))
        assert most == len(WORDS) or not embedder.begins.acquire(timeout=0.2)
        embedder.released.set()
        quoted = [[quote.article.id for quote in future.result().quotes] for future in asked]
    assert [ids[0] for ids in quoted] == list(WORDS)
    assert len(embedder.begun) == len(WORDS)
    assert {word for text in embedder.begun for word in WORDS if word in text} == set(WORDS)


def test_error_reaches_only_its_own_asker(index: Path) -> None:
    engine = Engine(index, WordEmbedder(), FaissStore(), AnsweringConfig())
    with ThreadPoolExecutor(2) as askers:
        wrong, right = (askers.submit(engine.ask, Question(text)) for text in ("?", "why was the quay closed"))
        with pytest.raises(QuestionError, match="The question is empty"):
            wrong.result()
        assert right.result().quotes[0].article.id == "quay"
