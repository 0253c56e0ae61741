"""Tests of the publish checks: intact texts, and answers with the evidence that an editor expects."""

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from index.adapters.faiss_store import FaissStore
from index.config import AnsweringConfig, EngineConfig
from index.engine import Engine
from index.errors import GateError, QuestionError, SourceError
from index.evaluation.gold_gate import GoldCheck, read_gold
from index.evaluation.qa_run import Ask
from index.indexing.gates import IntegrityCheck
from index.indexing.reindex import Reindexer
from index.models import Answer, Article, Question
from index.store.corpus import Corpus
from index.store.layout import CORPUS, snapshot_folder
from index.store.manifest import read_manifest
from index.store.records import StoredPassage
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
    "question": "how long is the " + "very " * 20 + "old bridge?",
    "evidence": [{"article_id": "b", "text": "x"}],
}

MakeCheck: TypeAlias = Callable[..., GoldCheck]


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


class RecordingCorpus(Corpus):
    """A corpus that records which articles and passages are read."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.articles_read: list[str] = []
        self.passages_read: list[int] = []

    def articles(self) -> Iterator[Article]:
        for article in super().articles():
            self.articles_read.append(article.id)
            yield article

    def passages(self, numbers: Sequence[int]) -> list[StoredPassage]:
        self.passages_read += numbers
        return super().passages(numbers)


def with_corpus(snapshot: Snapshot, corpus: Corpus) -> Snapshot:
    return Snapshot(**{name: getattr(snapshot, name) for name in Snapshot.__slots__} | {"corpus": corpus})


@pytest.fixture
def gold(root: Path, tmp_path: Path) -> MakeCheck:
    """Return a function that makes a check of questions; the check appends each text that it asks to ``asked``."""

    def make(*questions: dict[str, Any], floor: float, asked: list[str] | None = None) -> GoldCheck:
        path = tmp_path / "gold.jsonl"
        path.write_text("\n".join(map(json.dumps, questions)), encoding="utf-8")

        def asking(_: Snapshot) -> Ask:
            engine = Engine(root, WordEmbedder(), FaissStore(), AnsweringConfig())

            def ask(question: Question) -> Answer:
                if asked is not None:
                    asked.append(question.text)
                return engine.ask(question)

            return ask

        return GoldCheck(read_gold(path), floor, asking)

    return make


def test_intact_snapshot_passes_with_every_article_and_passage_checked(folder: Path, snapshot: Snapshot) -> None:
    with closing(RecordingCorpus(folder / CORPUS)) as corpus:
        IntegrityCheck().check(with_corpus(snapshot, corpus))
        assert corpus.articles_read == ["quay", "quota"]
        assert corpus.passages_read == [0, 1]
        assert corpus.counts()["passages"] == 2


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("UPDATE articles SET text = replace(text, 'forty', 'fifty')", "the text of quay is not the one that was read"),
        ("UPDATE articles SET sha256 = 'none' WHERE id = 'quota'", "the text of quota is not the one that was read"),
        ("UPDATE sentences SET stop = 1000 WHERE article = 1 AND ordinal = 1", "the sentences of quota do not match"),
        ("UPDATE sentences SET stop = 60 WHERE article = 0 AND ordinal = 0", "the sentences of quay do not match"),
        ("DELETE FROM sentences WHERE article = 0", "the sentences of quay do not match"),
        ("UPDATE passages SET last_sentence = 2 WHERE number = 1", "passage 1 cannot be quoted verbatim"),
        ("UPDATE passages SET first_sentence = 1, last_sentence = 0", "passage 0 cannot be quoted verbatim"),
    ],
)
def test_altered_snapshot_fails_with_the_altered_part_named(
    folder: Path, snapshot: Snapshot, damage: str, said: str
) -> None:
    with closing(sqlite3.connect(folder / CORPUS)) as db, db:
        db.execute(damage)
    with (
        closing(Corpus(folder / CORPUS)) as corpus,
        pytest.raises(GateError, match=f"^Nothing was published: {said}.*\\. Rebuild .* with reindex --full\\.$"),
    ):
        IntegrityCheck().check(with_corpus(snapshot, corpus))


@pytest.mark.parametrize(
    ("questions", "floor", "missed"),
    [([QUAY, QUOTA], 1.0, []), ([QUOTA, CHANGED], 0.5, [CHANGED]), ([CHANGED], 0.0, [CHANGED])],
)
def test_snapshot_passes_if_enough_gold_questions_are_answered(
    snapshot: Snapshot, gold: MakeCheck, questions: list[dict[str, Any]], floor: float, missed: list[dict[str, Any]]
) -> None:
    asked: list[str] = []
    check = gold(*questions, floor=floor, asked=asked)
    check.check(snapshot)
    assert asked == [question["question"] for question in questions]
    assert [question.text for question in check.missed(snapshot)] == [question["question"] for question in missed]


def test_snapshot_with_too_few_answers_fails_with_the_first_missed_questions_named(
    snapshot: Snapshot, gold: MakeCheck
) -> None:
    with pytest.raises(GateError) as raised:
        gold(QUAY, CHANGED, REMOVED, QUOTA, floor=0.8).check(snapshot)
    assert str(raised.value) == (
        "Nothing was published: 2 of 4 gold questions (50%) were answered with their evidence, below the floor of 80%. "
        "Correct the articles, or the evidence of these questions: “how long is the new quay?”, "
        "“how long is the very very very very very very very very…”."
    )
    with pytest.raises(GateError, match=r"these questions: (“how long is the new quay\?”(, )?){3} and 2 more\.$"):
        gold(*[CHANGED] * 5, floor=0.2).check(snapshot)


def test_unanswerable_gold_questions_do_not_count(snapshot: Snapshot, gold: MakeCheck) -> None:
    nothing = {"question": "who won chess?", "answerable": False}
    check = gold(nothing, QUAY, floor=1.0)
    assert [question.text for question in check.questions] == ["how long is the new quay?"]
    check.check(snapshot)
    with pytest.raises(SourceError, match=r"gold\.jsonl contains no answerable questions\. Add evidence to some\."):
        gold(nothing, floor=1.0)


def test_gold_questions_of_the_sample_are_read() -> None:
    questions = read_gold(Path(__file__).parents[2] / "eval" / "sample.jsonl")
    assert len(questions) == 88
    assert questions[0].evidence[0].article == "sample/lantern-review/2025-06-28-summit.md"


def test_refused_gold_question_is_named_in_the_error(snapshot: Snapshot, gold: MakeCheck) -> None:
    with pytest.raises(QuestionError, match=r"^Question 1: The question is longer"):
        gold(QUAY | {"question": "quay " * 300}, floor=0.8).check(snapshot)
