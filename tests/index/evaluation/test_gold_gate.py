"""What may be published: whole texts, and answers that hold what an editor expects."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from index.adapters.faiss_store import FaissStore
from index.config import AnsweringConfig, EngineConfig
from index.engine import Engine
from index.errors import GateError, QuestionError, SourceError
from index.evaluation.gold_gate import GoldCheck, read_gold
from index.evaluation.qa_run import Ask
from index.indexing.gates import IntegrityCheck
from index.indexing.reindex import Reindexer
from index.store.corpus import Corpus
from index.store.layout import CORPUS, snapshot_folder
from index.store.manifest import read_manifest
from index.store.snapshot import Snapshot, open_folder
from tests.fakes import WordEmbedder, parts

TEXTS = {
    "quay": "The new quay is forty metres long. It was opened on Monday.",
    "quota": "The herring quota was halved. Boats stay in port.",
}
QUAY = {
    "question": "how long is the new quay?",
    "evidence": [{"article_id": "quay", "text": "The new quay is\nforty metres long."}],
}
QUOTA = {
    "question": "was the herring quota halved?",
    "evidence": [{"article_id": "quota", "text": "The herring quota was halved."}],
}
CHANGED = QUAY | {"evidence": [{"article_id": "quay", "text": "The new quay is fifty metres long."}]}
REMOVED = QUOTA | {
    "question": "what of the " + "very " * 20 + "old bridge?",
    "evidence": [{"article_id": "b", "text": "x"}],
}


@pytest.fixture
def folder(root: Path, tmp_path: Path) -> Path:
    path = tmp_path / "articles.jsonl"
    path.write_text("\n".join(json.dumps({"id": name, "text": text}) for name, text in TEXTS.items()), "utf-8")
    report = Reindexer(root, parts(), EngineConfig(), lambda *_: None).reindex([path])
    return snapshot_folder(root, report.snapshot)


@pytest.fixture
def snapshot(folder: Path) -> Iterator[Snapshot]:
    opened = open_folder(folder, read_manifest(folder), FaissStore())
    with closing(opened.corpus):
        yield opened


def gold(tmp_path: Path, root: Path, *questions: dict[str, Any], floor: float) -> GoldCheck:
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(map(json.dumps, questions)), encoding="utf-8")

    def asking(_: Snapshot) -> Ask:
        return Engine(root, WordEmbedder(), FaissStore(), AnsweringConfig()).ask

    return GoldCheck(read_gold(path), floor, asking)


def test_a_whole_snapshot_passes(snapshot: Snapshot) -> None:
    IntegrityCheck().check(snapshot)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("UPDATE articles SET text = replace(text, 'forty', 'fifty')", "the text of quay is not the one that was read"),
        ("UPDATE articles SET sha256 = 'none' WHERE id = 'quota'", "the text of quota is not the one that was read"),
        ("UPDATE sentences SET stop = 1000 WHERE article = 1 AND ordinal = 1", "the sentences of quota do not lie in"),
        ("UPDATE sentences SET stop = 60 WHERE article = 0 AND ordinal = 0", "the sentences of quay do not lie in"),
        ("DELETE FROM sentences WHERE article = 0", "the sentences of quay do not lie in"),
        ("UPDATE passages SET last_sentence = 2 WHERE number = 1", "passage 1 cannot be quoted letter for letter"),
        ("UPDATE passages SET first_sentence = 1, last_sentence = 0", "passage 0 cannot be quoted letter for letter"),
    ],
)
def test_what_was_altered_is_named(folder: Path, snapshot: Snapshot, damage: str, said: str) -> None:
    with closing(sqlite3.connect(folder / CORPUS)) as db, db:
        db.execute(damage)
    with closing(Corpus(folder / CORPUS)) as corpus:
        altered = Snapshot(**{name: getattr(snapshot, name) for name in Snapshot.__slots__} | {"corpus": corpus})
        with pytest.raises(
            GateError, match=f"^{said}.*: nothing was published; reindex --full to make the index anew$"
        ):
            IntegrityCheck().check(altered)


def test_enough_gold_questions_pass(snapshot: Snapshot, root: Path, tmp_path: Path) -> None:
    gold(tmp_path, root, QUAY, QUOTA, floor=1.0).check(snapshot)
    gold(tmp_path, root, QUAY, CHANGED, floor=0.5).check(snapshot)
    gold(tmp_path, root, CHANGED, floor=0.0).check(snapshot)


def test_too_few_are_told_with_the_first_that_are_not_found(snapshot: Snapshot, root: Path, tmp_path: Path) -> None:
    with pytest.raises(GateError) as raised:
        gold(tmp_path, root, QUAY, CHANGED, REMOVED, QUOTA, floor=0.8).check(snapshot)
    assert str(raised.value) == (
        "2 of 4 gold questions (50%) are answered with their evidence, below the floor of 80%: nothing was published; "
        "not found: “how long is the new quay?”, “what of the very very very very very very very very very…”"
    )
    with pytest.raises(GateError, match=r"not found: (“how long is the new quay\?”(, )?){3} and 2 more$"):
        gold(tmp_path, root, *[CHANGED] * 5, floor=0.2).check(snapshot)


def test_unanswerable_questions_do_not_count(snapshot: Snapshot, root: Path, tmp_path: Path) -> None:
    nothing = {"question": "who won chess?", "answerable": False}
    gate = gold(tmp_path, root, nothing, QUAY, floor=1.0)
    assert [each.text for each in gate.questions] == ["how long is the new quay?"]
    gate.check(snapshot)
    with pytest.raises(SourceError, match=r"gold\.jsonl holds no answerable questions; give some their evidence"):
        gold(tmp_path, root, nothing, floor=1.0)


def test_the_gold_questions_of_the_sample_are_such_a_file() -> None:
    questions = read_gold(Path(__file__).parents[2] / "eval" / "sample.jsonl")
    assert len(questions) == 88
    assert questions[0].evidence[0].article == "sample/lantern-review/2025-06-28-summit.md"


def test_a_question_that_cannot_be_asked_is_named(snapshot: Snapshot, root: Path, tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match=r"^question 1: the question is longer"):
        gold(tmp_path, root, QUAY | {"question": "quay " * 300}, floor=0.8).check(snapshot)
