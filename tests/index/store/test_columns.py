"""Columns of a corpus, read from SQLite or mapped from files."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from index.errors import IndexDamagedError
from index.models import Article, Attribution, Filter, Person, PersonMention, Span, Statement
from index.store.corpus import Corpus
from index.store.corpus_writer import CorpusWriter
from index.store.records import StoredPassage

PUBLICATIONS = [(dt.date(2025, 6, 3), "Gazette"), (None, "Courier"), (dt.date(2025, 6, 12), None), (None, "GAZETTE")]
ATTRIBUTION = Attribution(
    people=(PersonMention("Ilse Marandt", ("Ilse Marandt",)), PersonMention("Castellar", ("Castellar",))),
    statements=(
        Statement(spans=(Span(0, 4),), kind="direct", person=1, resolved_by="name"),
        Statement(spans=(Span(5, 9),), kind="direct"),
    ),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a finished corpus of four articles with two passages each. The last article has statements."""
    with CorpusWriter(tmp_path / "corpus.sqlite") as writer:
        for number, (day, publisher) in enumerate(PUBLICATIONS):
            writer.add_article(number, Article(f"a{number}", "T", "x", None, publisher, day, None, None, "", "a"))
            writer.add_passages([(StoredPassage(number * 2 + row, number, 0, 0), b"") for row in (0, 1)])
        writer.statements.add(3, ATTRIBUTION, 0, [(6, 7), (7, 7)])
        writer.statements.add_people(
            [Person("Ilse Marandt", (), (), 0, 1), Person("Castellar", (), (), 1, 1)], {(3, 0): 0, (3, 1): 1}
        )
    return tmp_path / "corpus.sqlite"


@pytest.fixture
def folder(path: Path, tmp_path: Path) -> Path:
    corpus = Corpus(path)
    corpus.columns.write(tmp_path / "columns")
    corpus.close()
    return tmp_path / "columns"


@pytest.fixture(params=["mapped", "read from SQLite"])
def corpus(request: pytest.FixtureRequest, path: Path, folder: Path) -> Iterator[Corpus]:
    corpus = Corpus(path, folder if request.param == "mapped" else None)
    yield corpus
    corpus.close()


def test_columns_equal_the_corpus(corpus: Corpus) -> None:
    days = [dt.date(2025, 6, 3).toordinal(), 0, dt.date(2025, 6, 12).toordinal(), 0]
    assert corpus.columns.placed.days.tolist() == days
    assert corpus.columns.placed.publisher_numbers.tolist() == [0, 1, -1, 2]
    assert corpus.columns.placed.publishers == ("Gazette", "Courier", "GAZETTE")
    assert corpus.columns.articles_of_passages.tolist() == [0, 0, 1, 1, 2, 2, 3, 3]
    assert [column.tolist() for column in corpus.columns.statements] == [[3, 3], [1, -1], [6, 7], [7, 7]]
    assert corpus.columns.lengths() == {"articles": 4, "passages": 8, "statements": 2}
    assert corpus.row_counts() == {"passages": 8, "statements": 2, "speakers": 2}


@pytest.mark.parametrize(
    ("limits", "passages", "statements"),
    [
        (Filter(), [0, 1, 2, 3, 4, 5, 6, 7], [0, 1]),
        (Filter(publisher="gazette"), [0, 1, 6, 7], [0, 1]),
        (Filter(publisher="Courier"), [2, 3], []),
        (Filter(publisher="unknown"), [], []),
        (Filter(since=dt.date(2025, 6, 4)), [4, 5], []),
        (Filter(until=dt.date(2025, 6, 4)), [0, 1], []),
    ],
)
def test_filters_select_passages_and_statements(
    corpus: Corpus, limits: Filter, passages: list[int], statements: list[int]
) -> None:
    assert corpus.passages_within(limits).tolist() == passages
    assert corpus.statements.within(limits).tolist() == statements
    assert corpus.statements.articles_naming([0, 1], limits) == bool(statements)


def test_publishers_are_sorted(corpus: Corpus) -> None:
    assert corpus.publishers() == ["Courier", "GAZETTE", "Gazette"]


def test_column_files_are_mapped_and_read_only(path: Path, folder: Path) -> None:
    mapped = Corpus(path, folder)
    assert isinstance(mapped.columns.articles_of_passages.base, np.memmap)
    assert not mapped.columns.articles_of_passages.flags.writeable
    mapped.close()


def test_empty_corpus_has_empty_columns(tmp_path: Path) -> None:
    with CorpusWriter(tmp_path / "corpus.sqlite") as writer:
        writer.columns.write(tmp_path / "columns")
    empty = Corpus(tmp_path / "corpus.sqlite", tmp_path / "columns")
    assert empty.columns.lengths() == {"articles": 0, "passages": 0, "statements": 0}
    assert empty.publishers() == []
    assert empty.statements.within(Filter(publisher="Gazette")).tolist() == []
    assert empty.row_counts() == {"passages": 0, "statements": 0, "speakers": 0}
    empty.close()


@pytest.mark.parametrize("content", [None, b"", b"not a column"])
def test_damaged_column_raises(path: Path, folder: Path, content: bytes | None) -> None:
    file = folder / "passage-articles.npy"
    file.unlink()
    if content is not None:
        file.write_bytes(content)
    corpus = Corpus(path, folder)
    with pytest.raises(IndexDamagedError, match=r"passage-articles\.npy is missing or not a column"):
        corpus.columns.lengths()
    corpus.close()
