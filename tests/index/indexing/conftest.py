"""Fixtures of the tests of reindexing: a folder of articles, and a function that indexes it with small models."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from index.config import EngineConfig
from index.indexing.reindex import Reindexer
from index.indexing.report import ReindexReport
from index.people.corrections import Corrections
from tests.fakes import ScriptedAttributor, WordEmbedder, parts


@pytest.fixture
def articles() -> dict[str, str]:
    """Return the texts of the articles by the names of their files."""
    return {
        "a.txt": "The quay\n\nThe harbour opened a quay. It is long.",
        "b.txt": "The bridge\n\nThe bridge was closed. Lorries wait.",
    }


@pytest.fixture
def news(tmp_path: Path, articles: dict[str, str]) -> Path:
    """Return a folder with the articles."""
    folder = tmp_path / "news"
    folder.mkdir()
    for name, text in articles.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def embedder() -> WordEmbedder:
    return WordEmbedder()


@pytest.fixture
def attributor() -> ScriptedAttributor:
    return ScriptedAttributor()


@pytest.fixture
def reindex(
    root: Path, news: Path, embedder: WordEmbedder, attributor: ScriptedAttributor
) -> Callable[..., ReindexReport]:
    """Return a function that reindexes. Afterwards the two models list the texts of this reindex alone."""

    def run(
        *paths: Path, corrections: Corrections | None = None, full: bool = False, today: dt.date | None = None
    ) -> ReindexReport:
        embedder.embedded.clear()
        attributor.attributed.clear()
        reindexer = Reindexer(root, parts(embedder, attributor), EngineConfig(), lambda *_: None, corrections)
        return reindexer.reindex(paths or [news], full=full, today=today)

    return run
