"""Reindexing: what is added, changed, removed, kept; and that nothing bad is ever published."""

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
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text("The quay\n\nThe harbour opened a quay. It is long.", encoding="utf-8")
    (folder / "b.txt").write_text("The bridge\n\nThe bridge was closed. Lorries wait.", encoding="utf-8")
    return folder


@pytest.fixture
def embedder() -> WordEmbedder:
    return WordEmbedder()


@pytest.fixture
def reindex(root: Path, news: Path, embedder: WordEmbedder) -> Reindex:
    def run(*paths: Path, full: bool = False, today: dt.date | None = None) -> ReindexReport:
        indexer = Reindexer(root, parts(embedder), EngineConfig(), lambda *_: None)
        return indexer.reindex(paths or [news], full=full, today=today)

    return run


@pytest.fixture
def days(root: Path) -> Days:
    """Return when the article about the bridge was first indexed, and when corrected."""

    def read() -> tuple[dt.date | None, dt.date | None]:
        corpus = open_corpus(root, current_name(root))
        [bridge] = [each for each in corpus.articles() if "bridge" in each.text]
        return bridge.first_indexed, bridge.corrected

    return read


def counts(report: ReindexReport) -> tuple[int, int, int, int, int]:
    return report.added, report.changed, report.removed, report.unchanged, report.retained


def ask(root: Path, text: str, embedder: WordEmbedder | None = None) -> list[str]:
    config = AnsweringConfig(threshold=0.0)
    engine = Engine(root, embedder or WordEmbedder(), FaissStore(), config)
    return [quote.text for quote in engine.ask(Question(text)).quotes]


def test_first_reindex_adds_all(reindex: Reindex, root: Path) -> None:
    assert counts(reindex()) == (2, 0, 0, 0, 0)
    assert ask(root, "closed bridge")[0].startswith("The bridge was closed.")


def test_nothing_new_publishes_nothing(reindex: Reindex) -> None:
    first = reindex()
    second = reindex()
    assert counts(second) == (0, 0, 0, 2, 0)
    assert (second.published, second.snapshot) == (False, first.snapshot)


def test_only_what_is_new_is_embedded(reindex: Reindex, news: Path, embedder: WordEmbedder) -> None:
    reindex()
    embedder.embedded.clear()
    (news / "b.txt").write_text("The bridge\n\nThe bridge was mended.", encoding="utf-8")
    (news / "c.txt").write_text("The ferry\n\nThe ferry sank.", encoding="utf-8")
    assert counts(reindex()) == (1, 1, 0, 1, 0)
    assert embedder.embedded == ["The bridge was mended.", "The ferry sank."]


def test_what_moved_is_neither_embedded_nor_attributed_again(news: Path, root: Path) -> None:
    embedder, attributor = WordEmbedder(), ScriptedAttributor()
    (news / "c.txt").write_text("The ferry\n\nIlse Marandt said that the ferry sank.", encoding="utf-8")

    def reindex() -> ReindexReport:
        return Reindexer(root, parts(embedder, attributor), EngineConfig(), lambda *_: None).reindex([news])

    reindex()
    embedder.embedded.clear()
    attributor.attributed.clear()
    (news / "c.txt").rename(news / "0.txt")
    assert counts(reindex()) == (1, 0, 1, 2, 0)
    assert (embedder.embedded, attributor.attributed) == ([], [])
    assert ask(root, "ferry")[0] == "Ilse Marandt said that the ferry sank."
    assert ask(root, "what did Marandt say") == ["Ilse Marandt said that the ferry sank."]


def test_one_wording_is_embedded_once(reindex: Reindex, news: Path, root: Path, embedder: WordEmbedder) -> None:
    for name in ("c", "d"):
        (news / f"{name}.txt").write_text("Elsewhere\n\nThe bridge was closed. Lorries wait.", encoding="utf-8")
    assert reindex().passages == 4
    assert embedder.embedded == ["The harbour opened a quay. It is long.", "The bridge was closed. Lorries wait."]
    snapshot = Engine(root, embedder, FaissStore(), AnsweringConfig()).snapshot
    _, bridge, other, third = snapshot.vectors.vectors(np.arange(4))
    assert (bridge == other).all()
    assert (bridge == third).all()
    assert bridge @ embedder.embed_question("The bridge was closed. Lorries wait.")[0] == pytest.approx(1, abs=1e-3)


def test_wordings_that_come_again_batches_later_keep_their_vectors(reindex: Reindex, news: Path, root: Path) -> None:
    for number in range(300):
        text = f"Pier {number}\n\nPier number {number // 2} was painted on day {number // 2}."
        (news / f"p{number % 2}{number:03}.txt").write_text(text, encoding="utf-8")
    reindex()
    reindex(full=True)
    snapshot = Engine(root, embedder := WordEmbedder(), FaissStore(), AnsweringConfig()).snapshot
    spans = {each.number: snapshot.corpus.sentences(each.article)[0] for each in snapshot.corpus.passages(range(302))}
    texts = [snapshot.corpus.article(each.article) for each in snapshot.corpus.passages(range(302))]
    own = [spans[number].of(article.text) for number, article in enumerate(texts)]
    whole = embedder.embed_passages([text for text in own if text.startswith("Pier")])
    rows = np.array([number for number, text in enumerate(own) if text.startswith("Pier")])
    assert (whole * snapshot.vectors.vectors(rows)).sum(axis=1) == pytest.approx(1, abs=1e-3)


def test_a_report_tells_what_each_stage_took(reindex: Reindex) -> None:
    report = reindex()
    first = ["reading", "export", "embedding", "vectors", "words", "statements", "duplicates", "checking"]
    assert list(report.stages) == first
    assert 0 < sum(report.stages.values()) <= report.seconds + 0.01
    assert list(reindex().stages) == ["reading", "export"]


def test_full_embeds_everything(reindex: Reindex, embedder: WordEmbedder) -> None:
    reindex()
    embedder.embedded.clear()
    assert reindex(full=True).published
    assert len(embedder.embedded) == 2


def test_what_is_gone_is_removed(reindex: Reindex, news: Path, root: Path) -> None:
    reindex()
    (news / "b.txt").unlink()
    assert counts(reindex()) == (0, 0, 1, 1, 0)
    assert all("bridge" not in text for text in ask(root, "closed bridge"))


def test_what_cannot_be_read_now_is_kept_as_it_was(reindex: Reindex, news: Path, root: Path) -> None:
    reindex()
    (news / "b.txt").write_bytes(b"\x00\x01\x02\xff" * 50)
    report = reindex()
    assert counts(report) == (0, 0, 0, 1, 1)
    assert [Path(each.path).name for each in report.rejected] == ["b.txt"]
    assert ask(root, "closed bridge")[0].startswith("The bridge was closed.")


def test_a_changed_author_is_a_change_without_embedding(reindex: Reindex, news: Path, embedder: WordEmbedder) -> None:
    record = {"id": "x", "title": "The ferry", "text": "The ferry sank.", "author": "A. Bee"}
    (news / "c.json").write_text(json.dumps(record), encoding="utf-8")
    reindex()
    embedder.embedded.clear()
    (news / "c.json").write_text(json.dumps(record | {"author": "C. Dee"}), encoding="utf-8")
    assert counts(reindex()) == (0, 1, 0, 2, 0)
    assert embedder.embedded == []


def test_other_words_are_a_correction_and_the_newest_answer(
    reindex: Reindex, news: Path, root: Path, days: Days
) -> None:
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
    "told",
    [
        "The old bridge\n\nThe bridge was closed. Lorries wait.",
        "The bridge\n\nThe  bridge was “closed”.\n\nLorries wait!",
    ],
)
def test_another_title_or_punctuation_is_no_correction(reindex: Reindex, news: Path, days: Days, told: str) -> None:
    reindex(today=FIRST)
    (news / "b.txt").write_text(told, encoding="utf-8")
    assert reindex(today=SECOND).changed == 1
    assert days() == (FIRST, None)


def test_what_is_known_of_an_article_outlives_all_but_the_article(
    reindex: Reindex, news: Path, root: Path, days: Days
) -> None:
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


def test_a_corpus_that_is_damaged_is_forgotten(reindex: Reindex, root: Path, days: Days) -> None:
    reindex(today=FIRST)
    (root / "snapshots" / current_name(root) / "corpus.sqlite").write_bytes(b"damaged")
    assert counts(reindex(today=SECOND)) == (2, 0, 0, 0, 0)
    assert days() == (SECOND, None)


def test_without_a_day_it_is_today(reindex: Reindex, days: Days) -> None:
    before = dt.datetime.now(dt.UTC).date()
    reindex()
    assert before <= (days()[0] or dt.date.min) <= dt.datetime.now(dt.UTC).date()


def test_no_article_at_all_leaves_the_index_alone(reindex: Reindex, tmp_path: Path, root: Path) -> None:
    before = reindex().snapshot
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(SourceError, match="not one article could be read"):
        reindex(empty)
    assert current_name(root) == before


def test_failure_while_writing_leaves_the_index_alone(reindex: Reindex, news: Path, root: Path) -> None:
    class FullDisk(FaissStore):
        def write(self, *_: object) -> None:
            raise OSError(28, "No space left on device")

    before = reindex().snapshot
    (news / "c.txt").write_text("The ferry\n\nThe ferry sank.", encoding="utf-8")
    with pytest.raises(OSError, match="No space left"):
        Reindexer(root, parts(vector_store=FullDisk()), EngineConfig(), lambda *_: None).reindex([news])
    assert [path.name for path in (root / "snapshots").iterdir()] == [before]
    assert ask(root, "closed bridge")


def test_what_a_crash_left_is_swept_away(reindex: Reindex, root: Path) -> None:
    left = root / "snapshots" / ".building-20250101T000000Z-abcdef"
    left.mkdir(parents=True)
    (left / "corpus.sqlite").write_bytes(b"half")
    reindex()
    assert not left.exists()


def test_one_snapshot_before_is_kept(reindex: Reindex, news: Path, root: Path) -> None:
    names = []
    for number in range(4):
        (news / "b.txt").write_text(f"The bridge\n\nThe bridge was closed {number} times.", encoding="utf-8")
        names.append(reindex().snapshot)
    kept = {path.name for path in (root / "snapshots").iterdir()}
    assert len(kept) == 2
    assert names[-1] in kept


def test_two_writers_are_one_too_many(reindex: Reindex, root: Path) -> None:
    root.mkdir()
    with (root / ".lock").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(IndexLockedError, match="another reindex is writing"):
            reindex()


def test_no_index(root: Path) -> None:
    with pytest.raises(IndexMissingError, match="onrecord reindex PATH --index"):
        ask(root, "anything")


def test_another_embedder_is_refused(reindex: Reindex, root: Path) -> None:
    reindex()
    with pytest.raises(IndexMismatchError, match=r"embedded with another model \(words"):
        ask(root, "bridge", WordEmbedder("words-2"))


def test_another_schema_version_is_refused(reindex: Reindex, root: Path) -> None:
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
def test_a_damaged_file_is_refused_and_healed(reindex: Reindex, root: Path, name: str, damage: str) -> None:
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


def test_another_passage_size_makes_passages_anew(reindex: Reindex, root: Path, news: Path) -> None:
    long = " ".join(f"Sentence number {number} tells of the quay." for number in range(60))
    (news / "a.txt").write_text(f"The quay\n\n{long}", encoding="utf-8")
    large = reindex().passages
    config = EngineConfig(passages=PassageSize(max_tokens=20, overlap_tokens=0))
    small = Reindexer(root, parts(), config, lambda *_: None).reindex([news])
    assert small.published
    assert small.passages > large


def test_the_engine_follows_what_is_published(reindex: Reindex, news: Path, root: Path) -> None:
    first = reindex().snapshot
    engine = Engine(root, WordEmbedder(), FaissStore(), AnsweringConfig(threshold=0.0))
    assert engine.ask(Question("ferry")).coverage.snapshot == first
    (news / "c.txt").write_text("The ferry\n\nThe ferry sank.", encoding="utf-8")
    second = reindex().snapshot
    answer = engine.ask(Question("ferry"))
    assert (answer.coverage.snapshot, answer.coverage.articles) == (second, 3)
    assert answer.quotes[0].text == "The ferry sank."


def test_what_cannot_be_read_is_kept_when_passages_are_made_anew(reindex: Reindex, news: Path, root: Path) -> None:
    reindex()
    (news / "b.txt").write_bytes(b"")
    config = EngineConfig(passages=PassageSize(max_tokens=50, overlap_tokens=0))
    report = Reindexer(root, parts(WordEmbedder("words-2")), config, lambda *_: None).reindex([news])
    assert counts(report) == (0, 0, 0, 1, 1)
    assert report.published
    assert ask(root, "closed bridge", WordEmbedder("words-2"))[0].startswith("The bridge was closed.")


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"a\x00b", b"../../etc", b"nonsense"])
def test_a_spoilt_current_is_refused_and_healed(reindex: Reindex, root: Path, content: bytes) -> None:
    reindex()
    (root / "CURRENT").write_bytes(content)
    with pytest.raises(IndexDamagedError, match="names no snapshot; reindex to mend it"):
        ask(root, "bridge")
    assert reindex().published
    assert ask(root, "closed bridge")


class Refusing:
    """A gate that lets nothing through."""

    skipped_notice = ""

    def check(self, snapshot: Snapshot) -> None:
        msg = f"{snapshot.manifest.articles} articles refused"
        raise GateError(msg)


def test_what_a_gate_refuses_is_not_published(reindex: Reindex, root: Path, news: Path, embedder: WordEmbedder) -> None:
    first = reindex()
    (news / "b.txt").write_text("The bridge\n\nThe bridge was mended.", encoding="utf-8")
    gated = Reindexer(root, parts(embedder), EngineConfig(), lambda *_: None, gates=[Refusing()])
    with pytest.raises(GateError, match=r"^2 articles refused$"):
        gated.reindex([news])
    assert current_name(root) == first.snapshot
    assert [path.name for path in (root / "snapshots").iterdir()] == [first.snapshot]
    assert ask(root, "closed bridge")[0].startswith("The bridge was closed.")


def test_the_embedder_is_exported_once_and_what_no_snapshot_needs_is_removed(root: Path, news: Path) -> None:
    exported: list[str] = []

    def export(folder: Path) -> None:
        if not folder.exists():
            folder.mkdir()
            exported.append(folder.name)

    def run(fingerprint: str) -> None:
        made = IndexingModels(WordEmbedder(fingerprint * 16), FaissStore(), ScriptedAttributor(), export)
        Reindexer(root, made, EngineConfig(), lambda *_: None).reindex([news])

    for fingerprint in ("a", "a", "b", "c"):
        run(fingerprint)
    assert exported == ["a" * 16, "b" * 16, "c" * 16]
    kept = {path.name for path in (root / "models").iterdir()}
    assert len(kept) == 2  # the current snapshot's and the one before's
    assert "c" * 16 in kept


def test_what_cannot_be_exported_is_told(root: Path, news: Path) -> None:
    def export(_: Path) -> None:
        msg = "the embedding model words cannot be exported"
        raise ModelError(msg)

    made = IndexingModels(WordEmbedder(), FaissStore(), ScriptedAttributor(), export)
    report = Reindexer(root, made, EngineConfig(), lambda *_: None).reindex([news])
    [note] = report.notes
    assert note.startswith("the embedding model words cannot be exported; questions are answered with")
    assert report.published


def test_a_folder_that_takes_no_export_is_told_and_the_rest_published(root: Path, news: Path) -> None:
    def export(_: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    made = IndexingModels(WordEmbedder(), FaissStore(), ScriptedAttributor(), export)
    report = Reindexer(root, made, EngineConfig(), lambda *_: None).reindex([news])
    [note] = report.notes
    assert note.startswith("the model cannot be exported (No space left on device); questions are answered with")
    assert report.published
