"""Vectors of the passages: each distinct text is embedded once, and each passage has the vector of its own text."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from index.adapters.faiss_store import FaissStore
from index.config import AnsweringConfig
from index.engine import Engine
from index.indexing.report import ReindexReport
from tests.fakes import WordEmbedder

Reindex = Callable[..., ReindexReport]
BATCH = 64  # articles


@pytest.fixture
def articles() -> dict[str, str]:
    return {}


@pytest.fixture
def assert_vectors_of_own_texts(root: Path) -> Callable[[], None]:
    """Return a function that embeds the text of every passage again and compares the vectors."""

    def check() -> None:
        snapshot = Engine(root, embedder := WordEmbedder(), FaissStore(), AnsweringConfig()).snapshot
        numbers = np.arange(snapshot.manifest.passages)
        texts = [passage.text for passage in snapshot.corpus.read_passages(numbers.tolist())]
        cosines = (embedder.embed_passages(texts) * snapshot.vectors.vectors(numbers)).sum(axis=1)
        assert cosines == pytest.approx(np.ones(len(numbers)), abs=1e-3)

    return check


def write(news: Path, piers: list[int]) -> None:
    for position, pier in enumerate(piers):
        text = f"Painted\n\nPier number {pier} was painted on day {pier}."
        (news / f"{position:04}.txt").write_text(text, encoding="utf-8")


def test_copies_in_one_batch_have_the_vector_of_their_text(
    reindex: Reindex, news: Path, embedder: WordEmbedder, assert_vectors_of_own_texts: Callable[[], None]
) -> None:
    write(news, [position // 3 for position in range(30)])
    assert reindex().passages == 30
    assert len(embedder.embedded) == 10
    assert_vectors_of_own_texts()


def test_copies_in_later_batches_have_the_vector_of_their_text(
    reindex: Reindex, news: Path, embedder: WordEmbedder, assert_vectors_of_own_texts: Callable[[], None]
) -> None:
    """Their first passages are in the same batch, in an earlier one, or in the one that is embedded at the time."""
    first = [*range(BATCH)]
    second = [pier for pier in range(100, 116) for _ in range(2)] + first[20:40] + first[::-1][:12]
    third = second[::-3] + [*range(200, 220)] + [210] * 20
    write(news, first + second + third)
    assert len(second) == BATCH
    assert reindex().passages == len(first + second + third)
    assert len(embedder.embedded) == BATCH + 16 + 20
    assert_vectors_of_own_texts()


def test_copies_of_passages_in_the_previous_snapshot_have_the_vector_of_their_text(
    reindex: Reindex, news: Path, embedder: WordEmbedder, assert_vectors_of_own_texts: Callable[[], None]
) -> None:
    write(news, [*range(50)])
    reindex()
    piers = [*range(300, 340), *range(49, 9, -1), *range(300, 310), *range(30), *range(340, 350), *range(340, 350)]
    write(news, piers)
    assert reindex().passages == len(piers)
    assert len(embedder.embedded) == 50
    assert_vectors_of_own_texts()


def test_full_reindex_embeds_all_texts_again(
    reindex: Reindex, news: Path, embedder: WordEmbedder, assert_vectors_of_own_texts: Callable[[], None]
) -> None:
    write(news, [position % 90 for position in range(180)])
    reindex()
    reindex(full=True)
    assert len(embedder.embedded) == 90
    assert_vectors_of_own_texts()
