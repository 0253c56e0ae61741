"""What FAISS finds once it makes a graph: nearly what comparing every vector finds, within limits too."""

from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pytest

from index.adapters.faiss_store import FaissIndex, FaissStore
from index.ports import Numbers, Vectors

_DIMENSION: Final = 128
_TOPICS: Final = 60
_OF_A_TOPIC: Final = 100
_COUNT: Final = _TOPICS * _OF_A_TOPIC
_ASKED: Final = 40


def _unit(vectors: npt.NDArray[np.floating]) -> Vectors:
    unit: Vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return unit


@pytest.fixture(scope="module")
def rows() -> Vectors:
    """Vectors topic by topic: those of a topic are near to each other."""
    chance = np.random.default_rng(7)
    topics = chance.normal(size=(_TOPICS, 1, _DIMENSION))
    around = 0.8 * chance.normal(size=(_TOPICS, _OF_A_TOPIC, _DIMENSION))
    return _unit((topics + around).reshape(_COUNT, _DIMENSION))


@pytest.fixture(scope="module")
def questions(rows: Vectors) -> Vectors:
    chance = np.random.default_rng(8)
    return _unit(rows[:: _COUNT // _ASKED] + 0.1 * chance.normal(size=(_ASKED, _DIMENSION)))


@pytest.fixture(scope="module")
def many(rows: Vectors, tmp_path_factory: pytest.TempPathFactory) -> FaissIndex:
    path = tmp_path_factory.mktemp("many") / "v"
    FaissStore(exact_up_to=1000).write(path, iter(np.array_split(rows, 13)), _DIMENSION)
    return FaissStore().open(path, count=_COUNT, dimension=_DIMENSION)


def _recall(index: FaissIndex, rows: Vectors, questions: Vectors, allowed: Numbers | None = None) -> float:
    """Return the share of the ten nearest that are found."""
    among = np.arange(len(rows)) if allowed is None else allowed
    found = 0
    for question in questions:
        nearest = among[np.argsort(-(rows[among] @ question))[:10]]
        numbers, scores = index.search(question[None], 10, allowed)
        assert len(set(numbers.tolist())) == min(10, len(among))
        assert np.isin(numbers, among).all()
        assert scores.tolist() == sorted(scores.tolist(), reverse=True)
        assert scores == pytest.approx(rows[numbers] @ question, abs=2e-3)
        found += np.isin(nearest, numbers).sum()
    return found / (len(questions) * min(10, len(among)))


def test_the_graph_finds_nearly_all(many: FaissIndex, rows: Vectors, questions: Vectors) -> None:
    assert _recall(many, rows, questions) > 0.99


@pytest.mark.parametrize("share", [0.5, 0.2, 0.05, 0.01, 0.0005])
def test_limits_keep_what_is_found(many: FaissIndex, rows: Vectors, questions: Vectors, share: float) -> None:
    allowed = np.random.default_rng(9).choice(_COUNT, int(share * _COUNT), replace=False)
    assert _recall(many, rows, questions, allowed) > 0.98


@pytest.mark.parametrize("topics", [1, 10, 30])
def test_limits_to_other_topics_keep_it_too(many: FaissIndex, rows: Vectors, questions: Vectors, topics: int) -> None:
    allowed = np.arange(topics * _OF_A_TOPIC)
    assert _recall(many, rows, questions[-10:], allowed) > 0.98


def test_limits_to_other_topics_where_the_graph_is_asked_first(
    rows: Vectors, questions: Vectors, many: FaissIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of few vectors sketches are compared in less time than the graph takes: here it is to be asked none the less."""
    monkeypatch.setattr("index.adapters.faiss_store._VECTORS_PER_CANDIDATE", 0)
    assert _recall(many, rows, questions[-10:], np.arange(_COUNT // 2)) > 0.98
    assert _recall(many, rows, questions, np.arange(0, _COUNT, 2)) > 0.98


def test_hundreds_that_are_the_same_hide_nothing(tmp_path: Path, rows: Vectors, questions: Vectors) -> None:
    alike = np.concatenate([rows[:3000], np.repeat(rows[:1], 150, axis=0), rows[3000:]])
    FaissStore(exact_up_to=1000).write(tmp_path / "v", iter([alike]), _DIMENSION)
    index = FaissStore().open(tmp_path / "v", count=len(alike), dimension=_DIMENSION)
    assert _recall(index, alike, questions[1:]) > 0.98


def test_as_many_as_wanted_where_all_are_the_same(tmp_path: Path, rows: Vectors) -> None:
    FaissStore(exact_up_to=1000).write(tmp_path / "v", iter([np.repeat(rows[:1], 3000, axis=0)]), _DIMENSION)
    index = FaissStore().open(tmp_path / "v", count=3000, dimension=_DIMENSION)
    for allowed in (None, np.arange(0, 3000, 2)):
        numbers, scores = index.search(rows[:1], 40, allowed)
        assert len(set(numbers.tolist())) == 40
        assert scores == pytest.approx(np.ones(40), abs=1e-3)


def test_order_and_codes_outlast_copying(many: FaissIndex, tmp_path: Path, rows: Vectors) -> None:
    numbers = np.arange(_COUNT)
    FaissStore(exact_up_to=1000).write(tmp_path / "v", iter([many.vectors(numbers)]), _DIMENSION)
    again = FaissStore().open(tmp_path / "v", count=_COUNT, dimension=_DIMENSION)
    assert (again.vectors(numbers) == many.vectors(numbers)).all()
    assert again.vectors(numbers) == pytest.approx(rows, abs=5e-4)


def test_a_length_that_is_damaged_does_not_ask_for_memory(tmp_path: Path, rows: Vectors) -> None:
    FaissStore(exact_up_to=1000).write(tmp_path / "v", iter([rows]), _DIMENSION)
    content = bytearray((tmp_path / "v").read_bytes())
    place = content.index((_COUNT + 1).to_bytes(8, "little"))  # how many places of links follow
    content[place : place + 8] = (2**33).to_bytes(8, "little")
    (tmp_path / "v").write_bytes(content)
    with pytest.raises(RuntimeError, match="vector_byte_limit"):
        FaissStore().open(tmp_path / "v", count=_COUNT, dimension=_DIMENSION)
