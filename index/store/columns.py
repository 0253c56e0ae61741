"""Columns of numbers for all articles, passages and statements, by which filters are evaluated.

Reading them from SQLite takes seconds for a large corpus. A finished snapshot has them as files that are mapped.
"""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from index.errors import IndexDamagedError
from index.ports import Numbers
from index.store.connections import Readable
from index.store.filters import PublicationColumns

_DAYS: Final = "article-days"
_PUBLISHER_NUMBERS: Final = "article-publisher-numbers"
_PUBLISHERS: Final = "publishers"
_PASSAGES: Final = "passage-articles"
_STATEMENTS: Final = ("statement-articles", "statement-people", "statement-first", "statement-last")


class StatementColumns(NamedTuple):
    """Article, person (-1 for none), first and last passage of each statement, by its number; shape ``(n,)`` each."""

    articles: Numbers
    people: Numbers
    first: Numbers
    last: Numbers


class Columns:
    """The columns of a corpus. Each is read when it is first used.

    Args:
        db: connection to the corpus.
        folder: folder that :meth:`write` created; None to read the columns from the corpus.
    """

    def __init__(self, db: Readable, folder: Path | None = None) -> None:
        self._db = db
        self._folder = folder

    @cached_property
    def placed(self) -> PublicationColumns:
        """Publication date and publisher of each article."""
        if self._folder is None:
            return PublicationColumns.of(self._db.execute("SELECT published, publisher FROM articles ORDER BY number"))
        days, publisher_numbers = (_mapped(self._folder, name) for name in (_DAYS, _PUBLISHER_NUMBERS))
        return PublicationColumns(days, publisher_numbers, tuple(_mapped(self._folder, _PUBLISHERS).tolist()))

    @cached_property
    def articles_of_passages(self) -> Numbers:
        """The number of the article of each passage, by the number of the passage; shape ``(n,)``."""
        if self._folder is not None:
            return _mapped(self._folder, _PASSAGES)
        numbers, articles = read_columns(self._db, ["number", "article"], "passages")
        return articles[np.argsort(numbers)]

    @cached_property
    def statements(self) -> StatementColumns:
        """Article, person and passages of each statement."""
        if self._folder is not None:
            return StatementColumns(*(_mapped(self._folder, name) for name in _STATEMENTS))
        names = ["number", "article", "ifnull(person, -1)", "first_passage", "last_passage"]
        numbers, *columns = read_columns(self._db, names, "statements")
        order = np.argsort(numbers)
        return StatementColumns(*(column[order] for column in columns))

    def lengths(self) -> dict[str, int]:
        """Return the lengths of the columns of articles, passages and statements, by these names."""
        return {
            "articles": len(self.placed.days),
            "passages": len(self.articles_of_passages),
            "statements": len(self.statements.articles),
        }

    def write(self, folder: Path) -> None:
        """Create the folder and write all columns into it.

        Raises:
            OSError: the disk is full.
        """
        folder.mkdir()
        publication = self.placed
        files = {
            _DAYS: publication.days,
            _PUBLISHER_NUMBERS: publication.publisher_numbers,
            _PUBLISHERS: np.array(publication.publishers, np.str_),
            _PASSAGES: self.articles_of_passages,
            **dict(zip(_STATEMENTS, self.statements, strict=True)),
        }
        for name, column in files.items():
            np.save(folder / f"{name}.npy", column, allow_pickle=False)


def read_columns(db: Readable, names: Sequence[str], rows: str, values: Sequence[int | str] = ()) -> list[Numbers]:
    """Return columns of numbers from SQLite, in any order of the rows.

    SQLite joins each column into one text, because reading row by row takes three times as long.

    Args:
        db: connection to the corpus.
        names: names of the columns, or SQL expressions.
        rows: table and conditions, as SQL after FROM.
        values: values of the placeholders in ``rows``.
    """
    joined = ", ".join(f"group_concat({name})" for name in names)
    row = db.execute(f"SELECT {joined} FROM {rows}", values).fetchone()
    return [np.fromstring(text or "", np.int64, sep=",") for text in row]


def _mapped(folder: Path, name: str) -> npt.NDArray[Any]:
    path = folder / f"{name}.npy"
    try:
        return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))
    except (OSError, EOFError, ValueError) as error:
        msg = f"{path} is missing or not a column. Rebuild the index with reindex --full."
        raise IndexDamagedError(msg) from error
