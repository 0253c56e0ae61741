"""The corpus: articles, sentences, passages, statements, people and near-duplicates in one SQLite file.

Passages are numbered from 0 in the order of the articles. A passage, its vector and its document in the full-text index
have the same number. The file is written once and then only read.
"""

import datetime as dt
import json
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from index.models import Article, Coverage, Filter, Span
from index.ports import Numbers
from index.store.columns import Columns
from index.store.connections import Connections
from index.store.duplicates import DuplicateReader
from index.store.people import StoredPeople
from index.store.records import PassageText, StoredArticle, StoredPassage, parse_date
from index.store.statements import StatementReader

ARTICLE_COLUMNS = (
    "id, title, text, author, publisher, published, url, language, sha256, origin, first_indexed, corrected"
)


class Corpus:
    """A corpus file. Several threads may read it at once, because each has its own connection.

    Attributes:
        statements: statements of the articles.
        duplicates: near-duplicate articles and repeated sentences.
        people: people that the articles name.
        columns: columns of numbers for filters.
    """

    _db: Connections | sqlite3.Connection
    statements: StatementReader
    duplicates: DuplicateReader
    people: StoredPeople
    columns: Columns

    def __init__(self, path: Path, columns: Path | None = None) -> None:
        """Open a finished file.

        Args:
            path: path of the file, which must not change while it is open.
            columns: folder of the columns; None to read them from the file.
        """
        self._db = Connections(path)
        self.columns = Columns(self._db, columns)
        self.people = StoredPeople(self._db)
        self.statements = StatementReader(self._db, self.columns)
        self.duplicates = DuplicateReader(self._db)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def counts(self) -> dict[str, int]:
        """Count articles, sentences, passages, statements, speakers and near-duplicates. Return the counts by name."""
        tables = ("articles", "sentences", "passages")
        counts = {table: self._number(f"SELECT count(*) FROM {table}") for table in tables}
        return counts | self.statements.counts() | self.duplicates.counts()

    def row_counts(self) -> dict[str, int]:
        """Return the numbers of passages, statements and speakers, taken from the last row of each. Count no rows."""
        tables = {"passages": "passages", "statements": "statements", "speakers": "people"}
        return {
            name: self._number(f"SELECT ifnull(max(number), -1) + 1 FROM {table}") for name, table in tables.items()
        }

    def coverage(self, limits: Filter, snapshot: str) -> Coverage:
        """Return the number of articles that pass the filter, and their first and last date."""
        within = self.columns.placed.within(limits)
        days = self.columns.placed.days[within]
        dated = days[days > 0]
        first, last = (
            (dt.date.fromordinal(int(day)) for day in (dated.min(), dated.max())) if len(dated) else (None, None)
        )
        return Coverage(int(within.sum()), first, last, snapshot)

    def publishers(self) -> list[str]:
        """Return the publishers of the articles, sorted, each once."""
        return sorted(self.columns.placed.publishers)

    def passages_within(self, limits: Filter) -> Numbers:
        """Return the numbers of the passages of the articles that pass the filter, ascending."""
        return np.flatnonzero(self.columns.placed.within(limits)[self.columns.articles_of_passages])

    def article(self, number: int) -> Article:
        """Return the article with this number."""
        row = self._db.execute(f"SELECT {ARTICLE_COLUMNS} FROM articles WHERE number = ?", (number,)).fetchone()
        return _article(row)

    def article_number(self, article_id: str) -> int | None:
        """Return the number of the article with this id, or None."""
        row = self._db.execute("SELECT number FROM articles WHERE id = ?", (article_id,)).fetchone()
        return None if row is None else int(row[0])

    def article_of_text(self, sha256: str) -> int | None:
        """Return the number of the first article with this checksum of its text, or None."""
        row = self._db.execute("SELECT min(number) FROM articles WHERE sha256 = ?", (sha256,)).fetchone()
        return None if row[0] is None else int(row[0])

    def texts(self) -> Iterator[tuple[int, str]]:
        """Yield the number of each article and the checksum of its text, in the order of the numbers."""
        return iter(self._db.execute("SELECT number, sha256 FROM articles ORDER BY number"))

    def articles(self) -> Iterator[Article]:
        """Yield all articles in the order of their numbers."""
        rows = self._db.execute(f"SELECT {ARTICLE_COLUMNS} FROM articles ORDER BY number")
        return map(_article, rows)

    def stored_article(self, number: int) -> StoredArticle:
        """Return the article with this number, and its sentences."""
        return StoredArticle(number, self.article(number), self.sentences(number))

    def stored_articles(self) -> Iterator[StoredArticle]:
        """Yield all articles with their sentences, in the order of their numbers."""
        for number, article in enumerate(self.articles()):
            yield StoredArticle(number, article, self.sentences(number))

    def articles_from(self, origin: str) -> list[Article]:
        """Return the articles that were read from this source file."""
        rows = self._db.execute(f"SELECT {ARTICLE_COLUMNS} FROM articles WHERE origin = ? ORDER BY number", (origin,))
        return [_article(row) for row in rows]

    def passages(self, numbers: Sequence[int]) -> list[StoredPassage]:
        """Return the passages with these numbers, in the order given."""
        rows = self._db.execute(
            "SELECT number, article, first_sentence, last_sentence FROM json_each(?) JOIN passages ON number = value "
            "ORDER BY key",
            (json.dumps([*map(int, numbers)]),),
        )
        return [StoredPassage(*row) for row in rows]

    def read_passages(self, numbers: Sequence[int]) -> list[PassageText]:
        """Return the passages with these numbers and their texts, in the order given."""
        passages = self.passages(numbers)
        sentences = self._sentences_of(passages)
        slices = [
            (passage.article, sentences[passage.number][0].start, sentences[passage.number][-1].end)
            for passage in passages
        ]
        rows = self._db.execute(
            "SELECT title, published, substr(text, value ->> 1 + 1, value ->> 2 - value ->> 1) "
            "FROM json_each(?) JOIN articles ON number = value ->> 0 ORDER BY key",
            (json.dumps(slices),),
        )
        return [
            PassageText(passage, title, parse_date(published), text, tuple(sentences[passage.number]))
            for passage, (title, published, text) in zip(passages, rows, strict=True)
        ]

    def _sentences_of(self, passages: Sequence[StoredPassage]) -> dict[int, list[Span]]:
        """Return the sentences of each passage by its number."""
        rows = self._db.execute(
            "SELECT number, start, stop FROM json_each(?) JOIN passages ON number = value "
            "JOIN sentences ON sentences.article = passages.article "
            "AND ordinal BETWEEN first_sentence AND last_sentence ORDER BY number, ordinal",
            (json.dumps([passage.number for passage in passages]),),
        )
        sentences: dict[int, list[Span]] = {passage.number: [] for passage in passages}
        for number, start, stop in rows:
            sentences[number].append(Span(start, stop))
        return sentences

    def passages_of_texts(self, digests: Sequence[bytes]) -> dict[bytes, int]:
        """Return the number of the first passage with each digest. A digest without a passage is left out."""
        rows = self._db.execute(
            "SELECT digest, min(number) FROM passages WHERE digest IN (SELECT from_hex(value) FROM json_each(?)) "
            "GROUP BY digest",
            (json.dumps([digest.hex() for digest in digests]),),
        )
        return dict(rows)

    def passages_of(self, article: int) -> list[StoredPassage]:
        """Return the passages of an article, in order."""
        rows = self._db.execute(
            "SELECT number, article, first_sentence, last_sentence FROM passages WHERE article = ? ORDER BY number",
            (article,),
        )
        return [StoredPassage(*row) for row in rows]

    def sentences(self, article: int) -> list[Span]:
        """Return the sentences of an article, in order."""
        rows = self._db.execute("SELECT start, stop FROM sentences WHERE article = ? ORDER BY ordinal", (article,))
        return [Span(start, stop) for start, stop in rows]

    def _number(self, query: str) -> int:
        return int(self._db.execute(query).fetchone()[0])


def _article(row: Sequence[str]) -> Article:
    article_id, title, text, author, publisher, published, url, language, sha256, origin, first_indexed, corrected = row
    return Article(
        id=article_id,
        title=title,
        text=text,
        author=author,
        publisher=publisher,
        published=parse_date(published),
        url=url,
        language=language,
        sha256=sha256,
        origin=origin,
        first_indexed=parse_date(first_indexed),
        corrected=parse_date(corrected),
    )
