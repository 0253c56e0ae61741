"""The corpus: article texts, the spans of their sentences and passages, who says what, and copies, in one SQLite file.

A passage's number is its row, counted from 0 in the order of articles: the same number names its
vector and its document in the word index. The file is written once and then only read.
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
    """Reads a corpus file. Safe to use from several threads at once: each has a connection of its own.

    Attributes:
        statements: who says what in it.
        copies: which articles are copies of each other.
        people: who is named in it.
        columns: numbers of its articles, passages and statements.
    """

    _db: Connections | sqlite3.Connection
    statements: StatementReader
    duplicates: DuplicateReader
    people: StoredPeople
    columns: Columns

    def __init__(self, path: Path, columns: Path | None = None) -> None:
        """Open a finished file, which nothing may change while it is open, and the folder of its columns, if any."""
        self._db = Connections(path)
        self.columns = Columns(self._db, columns)
        self.people = StoredPeople(self._db)
        self.statements = StatementReader(self._db, self.columns)
        self.duplicates = DuplicateReader(self._db)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def counts(self) -> dict[str, int]:
        """Return the number of articles, sentences, passages, statements, people and copies, by these names."""
        tables = ("articles", "sentences", "passages")
        counted = {table: self._number(f"SELECT count(*) FROM {table}") for table in tables}
        return counted | self.statements.counts() | self.duplicates.counts()

    def row_counts(self) -> dict[str, int]:
        """Return the number of passages, statements and people as the last of them tell: none is counted."""
        tables = ("passages", "statements", "people")
        return {table: self._number(f"SELECT ifnull(max(number), -1) + 1 FROM {table}") for table in tables}

    def coverage(self, limits: Filter, snapshot: str) -> Coverage:
        """Return how many articles pass ``limits``, and their first and last day."""
        within = self.columns.placed.within(limits)
        days = self.columns.placed.days[within]
        dated = days[days > 0]
        first, last = (
            (dt.date.fromordinal(int(day)) for day in (dated.min(), dated.max())) if len(dated) else (None, None)
        )
        return Coverage(int(within.sum()), first, last, snapshot)

    def publishers(self) -> list[str]:
        """Return the publishers of the articles, each once, in the order of their letters."""
        return sorted(self.columns.placed.publishers)

    def passages_within(self, limits: Filter) -> Numbers:
        """Return the numbers of all passages whose article passes ``limits``, ascending."""
        return np.flatnonzero(self.columns.placed.within(limits)[self.columns.articles_of_passages])

    def article(self, number: int) -> Article:
        """Return the article of this number."""
        row = self._db.execute(f"SELECT {ARTICLE_COLUMNS} FROM articles WHERE number = ?", (number,)).fetchone()
        return _article(row)

    def article_number(self, article_id: str) -> int | None:
        """Return the number of the article of this id, None where there is none."""
        row = self._db.execute("SELECT number FROM articles WHERE id = ?", (article_id,)).fetchone()
        return None if row is None else int(row[0])

    def article_of_text(self, sha256: str) -> int | None:
        """Return the number of the first article with this text, None where there is none."""
        row = self._db.execute("SELECT min(number) FROM articles WHERE sha256 = ?", (sha256,)).fetchone()
        return None if row[0] is None else int(row[0])

    def texts(self) -> Iterator[tuple[int, str]]:
        """Yield the number of each article, in order, and the checksum of its text."""
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
        """Return the articles that were read from this publisher file."""
        rows = self._db.execute(f"SELECT {ARTICLE_COLUMNS} FROM articles WHERE origin = ? ORDER BY number", (origin,))
        return [_article(row) for row in rows]

    def passages(self, numbers: Sequence[int]) -> list[StoredPassage]:
        """Return these passages, in the order given."""
        rows = self._db.execute(
            "SELECT number, article, first_sentence, last_sentence FROM json_each(?) JOIN passages ON number = value "
            "ORDER BY key",
            (json.dumps([*map(int, numbers)]),),
        )
        return [StoredPassage(*row) for row in rows]

    def read_passages(self, numbers: Sequence[int]) -> list[PassageText]:
        """Return these passages with their words, in the order given."""
        found = self.passages(numbers)
        spans = self._spans(found)
        wanted = [(each.article, spans[each.number][0].start, spans[each.number][-1].end) for each in found]
        rows = self._db.execute(
            "SELECT title, published, substr(text, value ->> 1 + 1, value ->> 2 - value ->> 1) "
            "FROM json_each(?) JOIN articles ON number = value ->> 0 ORDER BY key",
            (json.dumps(wanted),),
        )
        return [
            PassageText(each, title, parse_date(published), text, tuple(spans[each.number]))
            for each, (title, published, text) in zip(found, rows, strict=True)
        ]

    def _spans(self, passages: Sequence[StoredPassage]) -> dict[int, list[Span]]:
        """Return the sentences of passages, by the passages' numbers."""
        rows = self._db.execute(
            "SELECT number, start, stop FROM json_each(?) JOIN passages ON number = value "
            "JOIN sentences ON sentences.article = passages.article "
            "AND ordinal BETWEEN first_sentence AND last_sentence ORDER BY number, ordinal",
            (json.dumps([each.number for each in passages]),),
        )
        found: dict[int, list[Span]] = {each.number: [] for each in passages}
        for number, start, stop in rows:
            found[number].append(Span(start, stop))
        return found

    def passages_of_texts(self, digests: Sequence[bytes]) -> dict[bytes, int]:
        """Return the number of the first passage whose text has a digest, for each digest that a passage has."""
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
