"""Many askers, one engine: so many answers at a time as there are cores, first come first served, each its own."""

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


class HeldEmbedder(WordEmbedder):
    """Embeds no question until it is told to; notes which were begun."""

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


def test_as_many_are_answered_at_a_time_as_there_are_cores(index: Path) -> None:
    embedder = HeldEmbedder()
    engine = Engine(index, embedder, FaissStore(), AnsweringConfig())
    with ThreadPoolExecutor(len(WORDS)) as askers:
        asked = [askers.submit(engine.ask, Question(f"why was the {word} closed")) for word in WORDS]
        most = min(available_cores(), len(WORDS))
        assert all(embedder.begins.acquire(timeout=PATIENCE) for _ in range(most))
        assert most == len(WORDS) or not embedder.begins.acquire(timeout=0.2)
        embedder.released.set()
        quoted = [[quote.article.id for quote in each.result().quotes] for each in asked]
    assert [ids[0] for ids in quoted] == list(WORDS)
    assert len(embedder.begun) == len(WORDS)


def test_an_error_is_told_to_who_asked(index: Path) -> None:
    engine = Engine(index, WordEmbedder(), FaissStore(), AnsweringConfig())
    with ThreadPoolExecutor(2) as askers:
        wrong, right = (askers.submit(engine.ask, Question(text)) for text in ("?", "why was the quay closed"))
        with pytest.raises(QuestionError, match="the question is empty"):
            wrong.result()
        assert right.result().quotes[0].article.id == "quay"
