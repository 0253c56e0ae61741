"""Reindexing: added, changed, removed and kept articles, damaged indexes, locks, checks and exports."""

import datetime as dt
import errno
import fcntl
import json
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from index.adapters.faiss_store import FaissStore
from index.config import AnsweringConfig, EngineConfig, PassageSize
from index.engine import Engine
from index.errors import (
    GateError,
    IndexDamagedError,
    IndexLockedError,
    IndexMismatchError,
    IndexMissingError,
    ModelError,
    SourceError,
)
from index.indexing.reindex import IndexingModels, Reindexer
from index.indexing.report import ReindexReport
from index.models import Question
from index.store.layout import current_name
from index.store.snapshot import Snapshot, open_corpus
from tests.fakes import ScriptedAttributor, WordEmbedder, parts

Reindex = Callable[..., ReindexReport]
Days = Callable[[], tuple[dt.date | None, dt.date | None]]
FIRST, SECOND, THIRD = (dt.date(2026, 5, day) for day in (1, 2, 3))


@pytest.fixture
def days(root: Path) -> Days:
    """Return a function that reads the days of the article about the bridge: first indexed, and corrected."""

    def read() -> tuple[dt.date | None, dt.date | None]:
        corpus = open_corpus(root, current_name(root))
        [bridge] = [article for article in corpus.articles() if "bridge" in article.text]
        return bridge.first_indexed, bridge.corrected

    return read


def counts(report: ReindexReport) -> tuple[int, int, int, int, int]:
    return report.added, report.changed, report.removed, report.unchanged, report.retained


def ask(root: Path, text: str, embedder: WordEmbedder | None = None) -> list[str]:
    config = AnsweringConfig(threshold=0.0)
    engine = Engine(root, embedder or WordEmbedder(), FaissStore(), config)
    return [quote.text for quote in engine.ask(Question(text)).quotes]


def test_first_reindex_adds_all_articles(reindex: Reindex, root: Path) -> None:
    assert counts(reindex()) == (2, 0, 0, 0, 0)
    assert ask(root, "closed bridge")[0].startswith("The bridge was closed.")


def test_reindex_without_changes_publishes_nothing(reindex: Reindex) -> None:
    first = reindex()
    second = reindex()
    assert counts(second) == (0, 0, 0, 2, 0)
    assert (second.published, second.snapshot) == (False, first.snapshot)


def test_only_new_texts_are_embedded(reindex: Reindex, news: Path, embedder: WordEmbedder) -> None:
    reindex()
    (news / "b.txt").write_text("The bridge\n\nThe bridge was mended.", encoding="utf-8")
    (news / "c.txt").write_text("The ferry\n\nThe ferry sank.", encoding="utf-8")
    assert counts(reindex()) == (1, 1, 0, 1, 0)
    assert embedder.embedded == ["The bridge was mended.", "The ferry sank."]


def test_renamed_file_is_neither_embedded_nor_attributed_again(
    reindex: Reindex, news: Path, root: Path, embedder: WordEmbedder, attributor: ScriptedAttributor
) -> None:
    (news / "c.txt").write_text("The ferry\n\nIlse Marandt said that the ferry sank.", encoding="utf-8")
    reindex()
    (news / "c.txt").rename(news / "0.txt")
    assert counts(reindex()) == (1, 0, 1, 2, 0)
    assert (embedder.embedded, attributor.attributed) == ([], [])
    assert ask(root, "ferry")[0] == "Ilse Marandt said that the ferry sank."
    assert ask(root, "what did Marandt say") == ["Ilse Marandt said that the ferry sank."]


def test_distinct_text_is_embedded_once(reindex: Reindex, news: Path, root: Path, embedder: WordEmbedder) -> None:
    for name in ("c", "d"):
        (news / f"{name}.txt").write_text("Elsewhere\n\nThe bridge was closed. Lorries wait.", encoding="utf-8")
    assert reindex().passages == 4
    assert embedder.embedded == ["The harbour opened a quay. It is long.", "The bridge was closed. Lorries wait."]
    snapshot = Engine(root, embedder, FaissStore(), AnsweringConfig()).snapshot
    _, bridge, other, third = snapshot.vectors.vectors(np.arange(4))
    assert (bridge == other).all()
    assert (bridge == third).all()
    assert bridge @ embedder.embed_question("The bridge was closed. Lorries wait.")[0] == pytest.approx(1, abs=1e-3)


def test_texts_repeated_in_later_batches_keep_their_vectors(reindex: Reindex, news: Path, root: Path) -> None:
    for number in range(300):
        text = f"Pier {number}\n\nPier number {number // 2} was painted on day {number // 2}."
        (news / f"p{number % 2}{number:03}.txt").write_text(text, encoding="utf-8")
    reindex()
    reindex(full=True)
    snapshot = Engine(root, embedder := WordEmbedder(), FaissStore(), AnsweringConfig()).snapshot
    texts = [passage.text for passage in snapshot.corpus.read_passages(range(302))]
    expected = embedder.embed_passages([text for text in texts if text.startswith("Pier")])
    numbers = np.array([number for number, text in enumerate(texts) if text.startswith("Pier")])
    assert (expected * snapshot.vectors.vectors(numbers)).sum(axis=1) == pytest.approx(1, abs=1e-3)


def test_report_lists_the_time_of_each_stage(reindex: Reindex) -> None:
    report = reindex()
    first = ["reading", "export", "embedding", "vectors", "words", "statements", "duplicates", "checking"]
    assert list(report.stages) == first
    assert 0 < sum(report.stages.values()) <= report.seconds + 0.01
    assert list(reindex().stages) == ["reading", "export"]


def test_full_reindex_embeds_everything(reindex: Reindex, embedder: WordEmbedder) -> None:
    reindex()
    assert reindex(full=True).published
    assert len(embedder.embedded) == 2


def test_article_is_removed_with_its_source(reindex: Reindex, news: Path, root: Path) -> None:
    reindex()
    (news / "b.txt").unlink()
    assert counts(reindex()) == (0, 0, 1, 1, 0)
    assert all("bridge" not in text for text in ask(root, "closed bridge"))


def test_unreadable_source_keeps_its_article(reindex: Reindex, news: Path, root: Path) -> None:
    reindex()
    (news / "b.txt").write_bytes(b"\x00\x01\x02\xff" * 50)
    report = reindex()
    assert counts(report) == (0, 0, 0, 1, 1)
    assert [Path(rejection.path).name for rejection in report.rejected] == ["b.txt"]
    assert ask(root, "closed bridge")[0].startswith("The bridge was closed.")


def test_new_author_is_a_change_that_is_not_embedded(reindex: Reindex, news: Path, embedder: WordEmbedder) -> None:
    record = {"id": "x", "title": "The ferry", "text": "The ferry sank.", "author": "A. Bee"}
    (news / "c.json").write_text(json.dumps(record), encoding="utf-8")
    reindex()
    (news / "c.json").write_text(json.dumps(record | {"author": "C. Dee"}), encoding="utf-8")
    assert counts(reindex()) == (0, 1, 0, 2, 0)
    assert embedder.embedded == []


def test_changed_words_are_a_correction_and_answer(reindex: Reindex, news: Path, root: Path, days: Days) -> None:
    reindex(today=FIRST)
    assert days() == (FIRST, None)
    (news / "b.txt").write_text("The bridge\n\nThe bridge was reopened. Lorries wait.", encoding="utf-8")
    assert counts(reindex(today=SECOND)) == (0, 1, 0, 1, 0)
    assert days() == (FIRST, SECOND)
    assert ask(root, "closed bridge") == [
        "The bridge was reopened. Lorries wait.",
        "The harbour opened a quay. It is long.",
    ]
    (news / "c.txt").write_text("The ferry\n\nThe ferry sank.", encoding="utf-8")
    reindex(today=THIRD)
    assert days() == (FIRST, SECOND)


@pytest.mark.parametrize(
    "text",
    [
        "The old bridge\n\nThe bridge was closed. Lorries wait.",
        "The bridge\n\nThe  bridge was “closed”.\n\nLorries wait!",
    ],
)
def test_new_title_or_punctuation_is_not_a_correction(reindex: Reindex, news: Path, days: Days, text: str) -> None:
    reindex(today=FIRST)
    (news / "b.txt").write_text(text, encoding="utf-8")
    assert reindex(today=SECOND).changed == 1
    assert days() == (FIRST, None)


def test_days_of_an_article_are_kept_until_it_is_removed(reindex: Reindex, news: Path, root: Path, days: Days) -> None:
    reindex(today=FIRST)
    (news / "b.txt").write_text("The bridge\n\nThe bridge was opened.", encoding="utf-8")
    reindex(today=SECOND)
    reindex(full=True, today=THIRD)
    assert days() == (FIRST, SECOND)
    Reindexer(root, parts(WordEmbedder("words-2")), EngineConfig(), lambda *_: None).reindex([news], today=THIRD)
    assert days() == (FIRST, SECOND)
    (root / "snapshots" / current_name(root) / "vectors.faiss").write_bytes(b"damaged")
    assert counts(reindex(today=THIRD)) == (0, 0, 0, 2, 0)
    assert days() == (FIRST, SECOND)
    (news / "b.txt").write_bytes(b"\x00\x01\x02\xff" * 50)
    reindex(today=THIRD)
    assert days() == (FIRST, SECOND)
    (news / "b.txt").unlink()
    reindex(today=THIRD)
    (news / "b.txt").write_text("The bridge\n\nThe bridge was closed.", encoding="utf-8")
    reindex(today=THIRD)
    assert days() == (THIRD, None)


def test_damaged_corpus_is_rebuilt_without_its_days(reindex: Reindex, root: Path, days: Days) -> None:
    reindex(today=FIRST)
    (root / "snapshots" / current_name(root) / "corpus.sqlite").write_bytes(b"damaged")
    assert counts(reindex(today=SECOND)) == (2, 0, 0, 0, 0)
    assert days() == (SECOND, None)


def test_day_defaults_to_today(reindex: Reindex, days: Days) -> None:
    before = dt.datetime.now(dt.UTC).date()
    reindex()
    assert before <= (days()[0] or dt.date.min) <= dt.datetime.now(dt.UTC).date()


def test_sources_without_articles_leave_the_index_alone(reindex: Reindex, tmp_path: Path, root: Path) -> None:
    before = reindex().snapshot
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(SourceError, match="No article could be read"):
        reindex(empty)
    assert current_name(root) == before


def test_leftover_of_a_crash_is_removed(reindex: Reindex, root: Path) -> None:
    leftover = root / "snapshots" / ".building-20250101T000000Z-abcdef"
    leftover.mkdir(parents=True)
    (leftover / "corpus.sqlite").write_bytes(b"half")
    reindex()
    assert not leftover.exists()


def test_previous_snapshot_is_kept(reindex: Reindex, news: Path, root: Path) -> None:
    names = []
    for number in range(4):
        (news / "b.txt").write_text(f"The bridge\n\nThe bridge was closed {number} times.", encoding="utf-8")
        names.append(reindex().snapshot)
    kept = {path.name for path in (root / "snapshots").iterdir()}
    assert len(kept) == 2
    assert names[-1] in kept


def test_second_writer_is_refused(reindex: Reindex, root: Path) -> None:
    root.mkdir()
    with (root / ".lock").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(IndexLockedError, match="Another reindex is writing"):
            reindex()


def test_missing_index_raises(root: Path) -> None:
    with pytest.raises(IndexMissingError, match="onrecord reindex PATH --index"):
        ask(root, "anything")


def test_question_with_another_embedder_is_refused(reindex: Reindex, root: Path) -> None:
    reindex()
    with pytest.raises(IndexMismatchError, match=r"embedded with another model \(words"):
        ask(root, "bridge", WordEmbedder("words-2"))


def test_index_with_another_schema_version_is_refused(reindex: Reindex, root: Path) -> None:
    manifest = root / "snapshots" / reindex().snapshot / "manifest.json"
    text = manifest.read_text(encoding="utf-8").replace('"schema_version": 5', '"schema_version": 99')
    manifest.write_text(text, encoding="utf-8")
    with pytest.raises(IndexMismatchError, match=r"schema version 99.* reads 5"):
        ask(root, "bridge")


@pytest.mark.parametrize(
    "name",
    ["corpus.sqlite", "vectors.faiss", "words/meta.json", "statement-words/meta.json", "columns/passage-articles.npy"],
)
@pytest.mark.parametrize("damage", ["flip", "cut", "remove"])
def test_damaged_file_is_refused_until_the_next_reindex(reindex: Reindex, root: Path, name: str, damage: str) -> None:
    path = root / "snapshots" / reindex().snapshot / name
    whole = path.read_bytes()
    if damage == "remove":
        path.unlink()
    else:
        middle = len(whole) // 2
        flipped = whole[:middle] + bytes([whole[middle] ^ 0xFF]) + whole[middle + 1 :]
        path.write_bytes(flipped if damage == "flip" else whole[:-1])
    with pytest.raises(IndexDamagedError, match="missing or was altered"):
        ask(root, "bridge")
    assert reindex().published
    assert ask(root, "closed bridge")


def test_new_passage_size_cuts_all_articles_again(reindex: Reindex, root: Path, news: Path) -> None:
    long = " ".join(f"Sentence number {number} tells of the quay." for number in range(60))
    (news / "a.txt").write_text(f"The quay\n\n{long}", encoding="utf-8")
    large = reindex().passages
    config = EngineConfig(passages=PassageSize(max_tokens=20, overlap_tokens=0))
    small = Reindexer(root, parts(), config, lambda *_: None).reindex([news])
    assert small.published
    assert small.passages > large


def test_engine_answers_from_the_new_snapshot(reindex: Reindex, news: Path, root: Path) -> None:
    first = reindex().snapshot
    engine = Engine(root, WordEmbedder(), FaissStore(), AnsweringConfig(threshold=0.0))
    assert engine.ask(Question("ferry")).coverage.snapshot == first
    (news / "c.txt").write_text("The ferry\n\nThe ferry sank.", encoding="utf-8")
    second = reindex().snapshot
    answer = engine.ask(Question("ferry"))
    assert (answer.coverage.snapshot, answer.coverage.articles) == (second, 3)
    assert answer.quotes[0].text == "The ferry sank."


def test_unreadable_source_keeps_its_article_with_new_models(reindex: Reindex, news: Path, root: Path) -> None:
    reindex()
    (news / "b.txt").write_bytes(b"")
    config = EngineConfig(passages=PassageSize(max_tokens=50, overlap_tokens=0))
    report = Reindexer(root, parts(WordEmbedder("words-2")), config, lambda *_: None).reindex([news])
    assert counts(report) == (0, 0, 0, 1, 1)
    assert report.published
    assert ask(root, "closed bridge", WordEmbedder("words-2"))[0].startswith("The bridge was closed.")


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"a\x00b", b"../../etc", b"text"])
def test_damaged_name_of_the_current_snapshot_is_refused_until_the_next_reindex(
    reindex: Reindex, root: Path, content: bytes
) -> None:
    reindex()
    (root / "CURRENT").write_bytes(content)
    with pytest.raises(IndexDamagedError, match=r"does not name a snapshot\. Reindex to repair it\."):
        ask(root, "bridge")
    assert reindex().published
    assert ask(root, "closed bridge")


class FailingCheck:
    """A check that no snapshot passes."""

    skipped_notice = ""

    def check(self, snapshot: Snapshot) -> None:
        msg = f"{snapshot.manifest.articles} articles refused"
        raise GateError(msg)


def test_snapshot_that_fails_a_check_is_not_published(
    reindex: Reindex, root: Path, news: Path, embedder: WordEmbedder
) -> None:
    first = reindex()
    (news / "b.txt").write_text("The bridge\n\nThe bridge was mended.", encoding="utf-8")
    reindexer = Reindexer(root, parts(embedder), EngineConfig(), lambda *_: None, gates=[FailingCheck()])
    with pytest.raises(GateError, match=r"^2 articles refused$"):
        reindexer.reindex([news])
    assert current_name(root) == first.snapshot
    assert [path.name for path in (root / "snapshots").iterdir()] == [first.snapshot]
    assert ask(root, "closed bridge")[0].startswith("The bridge was closed.")


def test_embedder_is_exported_once_and_unused_exports_are_removed(root: Path, news: Path) -> None:
    exported: list[str] = []

    def export(folder: Path) -> None:
        if not folder.exists():
            folder.mkdir()
            exported.append(folder.name)

    def run(fingerprint: str) -> None:
        models = IndexingModels(WordEmbedder(fingerprint * 16), FaissStore(), ScriptedAttributor(), export)
        Reindexer(root, models, EngineConfig(), lambda *_: None).reindex([news])

    for fingerprint in ("a", "a", "b", "c"):
        run(fingerprint)
    assert exported == ["a" * 16, "b" * 16, "c" * 16]
    kept = {path.name for path in (root / "models").iterdir()}
    assert len(kept) == 2  # those of the current and the previous snapshot
    assert "c" * 16 in kept


def test_failed_export_is_noted(root: Path, news: Path) -> None:
    def export(_: Path) -> None:
        msg = "the embedding model words cannot be exported"
        raise ModelError(msg)

    models = IndexingModels(WordEmbedder(), FaissStore(), ScriptedAttributor(), export)
    report = Reindexer(root, models, EngineConfig(), lambda *_: None).reindex([news])
    [note] = report.notes
    assert note.startswith("The embedding model words cannot be exported. Questions need sentence-transformers")
    assert report.published


def test_full_disk_during_the_export_is_noted_and_the_snapshot_published(root: Path, news: Path) -> None:
    def export(_: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    models = IndexingModels(WordEmbedder(), FaissStore(), ScriptedAttributor(), export)
    report = Reindexer(root, models, EngineConfig(), lambda *_: None).reindex([news])
    [note] = report.notes
    assert note.startswith("The model cannot be exported (No space left on device). Questions need")
    assert report.published
