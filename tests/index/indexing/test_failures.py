"""Failures while a snapshot is built: the previous snapshot stays current and answers, and nothing else is left."""

import errno
import os
import resource
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from index.adapters.faiss_store import FaissStore
from index.config import AnsweringConfig, EngineConfig
from index.engine import Engine
from index.indexing.reindex import IndexingModels, Reindexer
from index.indexing.report import ReindexReport
from index.models import Attribution, Question
from index.ports import Vectors
from index.progress import Progress
from index.store.layout import current_name
from index.store.snapshot import Snapshot
from tests.fakes import ScriptedAttributor, WordEmbedder, parts

BATCHES = 3  # of 64 articles; the third is cut while the first is embedded
ARTICLES = 64 * BATCHES


class FullDiskError(OSError):
    """An error as on a full disk."""

    def __init__(self) -> None:
        super().__init__(errno.ENOSPC, os.strerror(errno.ENOSPC))


class FailingEmbedder(WordEmbedder):
    """An embedder that fails at its second batch."""

    batches = 0

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        self.batches += 1
        if self.batches > 1:
            raise FullDiskError
        return super().embed_passages(texts)


class FailingVectorStore(FaissStore):
    """A vector store that fails when a part of its file is written."""

    def write(self, path: Path, batches: Iterable[Vectors], dimension: int) -> None:
        with path.open("xb") as file:
            np.save(file, next(iter(batches)))
            assert file.tell() > ARTICLES * dimension
            raise FullDiskError


class FailingAttributor(ScriptedAttributor):
    """An attributor that fails after its first article."""

    def attribute(self, texts: Iterable[str]) -> Iterator[Attribution]:
        yield from super().attribute(islice(texts, 1))
        raise FullDiskError


class FailingCheck:
    """A check of a complete snapshot that fails."""

    skipped_notice = ""

    def check(self, snapshot: Snapshot) -> None:
        assert snapshot.manifest.articles > ARTICLES
        raise FullDiskError


class FullDisk:
    """A disk that is full from one call of a stage's progress on: every write fails from then on.

    The first call of most stages follows their first batch.
    """

    def __init__(self, stage: str) -> None:
        self.stage = stage
        self.is_full = False
        self._limits = resource.getrlimit(resource.RLIMIT_FSIZE)

    def __call__(self, stage: str, done: int, total: int | None) -> None:  # noqa: ARG002 - the signature of Progress
        if stage == self.stage and done:
            self.is_full = True
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, self._limits[1]))

    def empty(self) -> None:
        """Let writes succeed again."""
        resource.setrlimit(resource.RLIMIT_FSIZE, self._limits)


@pytest.fixture
def before(reindex: Callable[..., ReindexReport], news: Path) -> str:
    """Return the name of the current snapshot, after more articles were added to the sources."""
    name = reindex().snapshot
    for number in range(ARTICLES):
        text = f"Pier {number}\n\nOdd Brandt said that pier number {number} was painted."
        (news / f"p{number:03}.txt").write_text(text, encoding="utf-8")
    return name


@pytest.fixture
def assert_untouched(root: Path, before: str, reindex: Callable[..., ReindexReport]) -> Callable[[], None]:
    """Return a function that checks the index after a failure, and that the next reindex succeeds."""

    def check() -> None:
        assert [path.name for path in (root / "snapshots").iterdir()] == [before]
        assert current_name(root) == before
        assert {path.name for path in root.iterdir()} <= {"snapshots", "CURRENT", ".lock", "verified", "models"}
        engine = Engine(root, WordEmbedder(), FaissStore(), AnsweringConfig(threshold=0.0))
        assert engine.ask(Question("closed bridge")).quotes[0].text.startswith("The bridge was closed.")
        assert engine.ask(Question("painted pier")).coverage.articles == 2
        assert reindex().articles == ARTICLES + 2
        assert engine.ask(Question("painted pier")).quotes[0].text.endswith("was painted.")

    return check


def reindexer(root: Path, models: IndexingModels, progress: Progress = lambda *_: None) -> Reindexer:
    return Reindexer(root, models, EngineConfig(), progress)


@pytest.mark.usefixtures("before")
@pytest.mark.parametrize(
    "models",
    [
        parts(FailingEmbedder()),
        parts(vector_store=FailingVectorStore()),
        parts(attributor=FailingAttributor()),
    ],
    ids=["embedder", "vector store", "attributor"],
)
def test_failing_model_leaves_the_index_alone(
    root: Path, news: Path, models: IndexingModels, assert_untouched: Callable[[], None]
) -> None:
    with pytest.raises(FullDiskError):
        reindexer(root, models).reindex([news])
    assert_untouched()


@pytest.mark.usefixtures("before")
def test_failing_check_leaves_the_index_alone(root: Path, news: Path, assert_untouched: Callable[[], None]) -> None:
    failing = Reindexer(root, parts(), EngineConfig(), lambda *_: None, gates=[FailingCheck()])
    with pytest.raises(FullDiskError):
        failing.reindex([news])
    assert_untouched()


@pytest.mark.usefixtures("before")
@pytest.mark.parametrize(
    "stage", ["Reading", "Embedding", "Vectors", "Words", "Statements", "Words of statements", "Copies"]
)
def test_full_disk_leaves_the_index_alone_at_every_stage(
    root: Path, news: Path, stage: str, assert_untouched: Callable[[], None]
) -> None:
    disk = FullDisk(stage)
    try:
        with pytest.raises((OSError, sqlite3.OperationalError)) as raised:
            reindexer(root, parts(), disk).reindex([news])
    finally:
        disk.empty()
    assert disk.is_full
    assert getattr(raised.value, "errno", errno.EFBIG) == errno.EFBIG
    assert_untouched()
