"""Progress, checks and sizes of a reindex, by value."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

from index.config import EngineConfig, PassageSize
from index.errors import GateError, SourceError
from index.indexing.gates import IntegrityCheck
from index.indexing.reindex import IndexingModels, Reindexer
from index.models import Article, Span
from index.store.layout import (
    COLUMNS,
    CORPUS,
    MANIFEST,
    STATEMENT_WORDS,
    VECTORS,
    WORDS,
    current_name,
    snapshot_folder,
)
from index.store.manifest import read_manifest
from index.store.records import StoredArticle, StoredPassage
from index.store.snapshot import Snapshot, open_corpus
from tests.fakes import WordEmbedder, parts

Call = tuple[str, int, int | None]


def run(root: Path, news: Path, models: IndexingModels, size: PassageSize | None = None) -> list[Call]:
    """Reindex and return the calls of the progress function."""
    calls = list[Call]()
    config = EngineConfig(passages=size) if size else EngineConfig()
    Reindexer(root, models, config, lambda *call: calls.append(call)).reindex([news])
    return calls


def test_progress_counts_the_work_of_every_stage(root: Path, news: Path) -> None:
    exported = IndexingModels(WordEmbedder(), parts().vector_store, parts().attributor, lambda folder: folder.mkdir())
    assert run(root, news, exported) == [
        ("Reading", 1, None),
        ("Reading", 2, None),
        ("Reading", 2, 2),
        ("Exporting the model", 0, None),
        ("Embedding", 2, 2),
        ("Vectors", 0, 2),
        ("Vectors", 2, 2),
        ("Words", 1, 2),
        ("Words", 2, 2),
        ("Statements", 1, 2),
        ("Statements", 2, 2),
        ("Words of statements", 1, 2),
        ("Words of statements", 2, 2),
        ("Copies", 0, 2),
        ("Copies", 0, 2),
        ("Copies", 1, 2),
        ("Copies", 2, 2),
    ]


def test_snapshot_has_no_intermediate_file(root: Path, news: Path) -> None:
    run(root, news, parts())
    folder = snapshot_folder(root, current_name(root))
    assert {path.name for path in folder.iterdir()} == {COLUMNS, CORPUS, MANIFEST, STATEMENT_WORDS, VECTORS, WORDS}


@pytest.mark.parametrize(
    ("tokens", "size", "expected"),
    [
        (100, PassageSize(50, 10), PassageSize(50, 10)),
        (40, PassageSize(50, 10), PassageSize(40, 10)),
        (12, PassageSize(50, 10), PassageSize(12, 6)),
        (100, PassageSize(10, 5), PassageSize(10, 5)),
    ],
)
def test_passages_are_no_longer_than_the_embedder_reads(
    root: Path, news: Path, tokens: int, size: PassageSize, expected: PassageSize
) -> None:
    run(root, news, parts(WordEmbedder(max_tokens=tokens)), size)
    assert read_manifest(snapshot_folder(root, current_name(root))).passage_size == expected


def test_unreadable_file_hides_none_of_the_files_after_it(root: Path, news: Path) -> None:
    (news / "a.txt").write_bytes(b"\xff\xfe\x00 \xd8")
    report = Reindexer(root, parts(), EngineConfig(), lambda *_: None).reindex([news])
    assert (report.articles, report.added, len(report.rejected)) == (1, 1, 1)


def test_message_names_the_first_file_that_could_not_be_read(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "unreadable"
    folder.mkdir()
    for name in ("first.docx", "second.docx"):
        (folder / name).write_text("?", encoding="utf-8")
    with pytest.raises(SourceError) as error:
        Reindexer(root, parts(), EngineConfig(), lambda *_: None).reindex([folder])
    assert str(folder) in str(error.value)
    assert "first.docx" in str(error.value)
    assert "second.docx" not in str(error.value)


def test_sentence_without_words_is_not_repeated(root: Path, tmp_path: Path) -> None:
    story = (
        "The harbour opened a long quay for ferries on Monday.\n\n* * "
        "*\n\nLorries wait at the closed bridge near the town. "
    )
    rows = {"a.txt": story + "Rain is due.", "b.txt": story + "Snow is due."}
    folder = tmp_path / "copies"
    folder.mkdir()
    for name, text in rows.items():
        (folder / name).write_text(f"News\n\n{text}", encoding="utf-8")
    run(root, folder, parts())
    corpus = open_corpus(root, current_name(root))
    assert corpus.counts()["near_duplicates"] == 2
    for number, article in enumerate(corpus.articles()):
        spans = corpus.sentences(number)
        repeated = [spans[ordinal].of(article.text) for ordinal in corpus.duplicates.repeated_sentences(number)]
        assert [text for text in repeated if any(map(str.isalnum, text))] == repeated
        assert len(repeated) == 2


TEXT = "It fell. It sank."
SENTENCES = (Span(0, 8), Span(9, 17))


class OneArticle:
    """A corpus with one article. Each part of it can be damaged."""

    def __init__(
        self,
        text: str = TEXT,
        sentences: Sequence[Span] = SENTENCES,
        passages: Sequence[tuple[int, int]] = ((0, 1),),
        total: int | None = None,
    ) -> None:
        sha256 = hashlib.sha256(TEXT.encode()).hexdigest()
        self._article = Article("a", "News", text, None, None, None, None, None, sha256, "a.txt")
        self._sentences = sentences
        self._passages = passages
        self._total = len(passages) if total is None else total
        self.sampled = list[int]()

    def stored_articles(self) -> Iterator[StoredArticle]:
        yield StoredArticle(0, self._article, self._sentences)

    def article(self, _: int) -> Article:
        return self._article

    def sentences(self, _: int) -> Sequence[Span]:
        return self._sentences

    def counts(self) -> dict[str, int]:
        return {"passages": self._total}

    def passages(self, numbers: range) -> Iterator[StoredPassage]:
        for number in numbers:
            self.sampled.append(number)
            yield StoredPassage(number, 0, *self._passages[number % len(self._passages)])


def check(corpus: OneArticle) -> str | None:
    """Return the message of the integrity check, or None if the corpus passes."""
    try:
        IntegrityCheck().check(cast("Snapshot", SimpleNamespace(corpus=corpus)))
    except GateError as error:
        return str(error)
    return None


@pytest.mark.parametrize("passages", [((0, 1),), ((0, 0), (1, 1))])
def test_intact_article_passes(passages: Sequence[tuple[int, int]]) -> None:
    assert check(OneArticle(passages=passages)) is None


def test_altered_text_is_not_published() -> None:
    message = check(OneArticle(text="It fell. It rose."))
    assert message is not None
    assert "the text of a " in message


@pytest.mark.parametrize(
    "sentences",
    [
        (),
        (Span(0, 8), Span(9, 18)),
        (Span(0, 18),),
        (Span(0, 10), Span(9, 17)),
        (Span(9, 17), Span(0, 8)),
    ],
)
def test_sentences_outside_the_text_or_out_of_order_are_not_published(sentences: Sequence[Span]) -> None:
    message = check(OneArticle(sentences=sentences))
    assert message is not None
    assert "the sentences of a " in message


@pytest.mark.parametrize("passage", [(0, 2), (1, 0), (-1, 0), (2, 2)])
def test_passage_outside_the_sentences_is_not_published(passage: tuple[int, int]) -> None:
    message = check(OneArticle(passages=((0, 1), passage)))
    assert message is not None
    assert "passage 1 " in message


@pytest.mark.parametrize(("total", "step"), [(1, 1), (398, 1), (399, 1), (400, 2), (599, 2), (600, 3)])
def test_at_least_two_hundred_passages_are_quoted(total: int, step: int) -> None:
    corpus = OneArticle(total=total)
    assert check(corpus) is None
    assert corpus.sampled == list(range(0, total, step))


@pytest.mark.parametrize(("before", "passages"), [(2, (0, 1)), (3, (0, 1)), (4, (1, 2)), (5, (1, 2)), (0, (0, 0))])
def test_statement_refers_to_passages_that_end_two_sentences_before_it(
    root: Path, tmp_path: Path, before: int, passages: tuple[int, int]
) -> None:
    """Each passage has two sentences, so the statement is in the second half or the first half of its passage."""
    folder = tmp_path / "rain"
    folder.mkdir()
    text = "Rain is due here again. " * before + "Odd Brandt said that it rains. Rain is due here again."
    (folder / "a.txt").write_text(f"Rain\n\n{text}", encoding="utf-8")
    run(root, folder, parts(), PassageSize(12, 0))
    corpus = open_corpus(root, current_name(root))
    assert [passage.last_sentence for passage in corpus.passages_of(0)][:1] == [1]
    first, last = corpus.statements.passages(np.array([0]))
    assert (first.tolist(), last.tolist()) == ([passages[0]], [passages[1]])
