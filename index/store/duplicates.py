"""Near-copies in the corpus file: which articles are copies of each other, and which of their sentences are the same.

A wording stands for one sentence, letter case and punctuation aside, that two or more copies of one story hold.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from typing import Final, TypeAlias

from index.models import ArticleInfo, Filter, Span
from index.store.connections import Readable
from index.store.filters import where_clause
from index.store.records import RepeatedIn, StoredSentence, parse_date

DUPLICATES_SCHEMA: Final = """
CREATE TABLE signatures (
    article INTEGER PRIMARY KEY REFERENCES articles (number),
    signature BLOB NOT NULL
) STRICT;
CREATE TABLE copies (
    article INTEGER NOT NULL REFERENCES articles (number),
    other INTEGER NOT NULL REFERENCES articles (number),
    PRIMARY KEY (article, other)
) STRICT, WITHOUT ROWID;
CREATE TABLE repeated (
    article INTEGER NOT NULL REFERENCES articles (number),
    ordinal INTEGER NOT NULL,
    wording INTEGER NOT NULL,
    PRIMARY KEY (article, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX repeated_by_wording ON repeated (wording, article, ordinal);
"""
_INFO_COLUMNS: Final = "id, title, author, publisher, published, url, sha256, first_indexed, corrected"

SentenceWording: TypeAlias = tuple[int, int, int]  # an article's number, a sentence's ordinal, its wording


class DuplicateReader:
    """Reads the copies of a corpus."""

    def __init__(self, db: Readable) -> None:
        """Take what reads the corpus."""
        self._db = db

    def counts(self) -> dict[str, int]:
        """Return the number of articles that are copies of another, by the name ``near_duplicates``."""
        [count] = self._db.execute(
            "SELECT count(*) FROM (SELECT article FROM copies UNION SELECT other FROM copies)"
        ).fetchone()
        return {"near_duplicates": count}

    def pairs(self) -> list[tuple[int, int]]:
        """Return pairs of articles that are copies; every copy is joined to all others by pairs."""
        return self._db.execute("SELECT article, other FROM copies ORDER BY article, other").fetchall()

    def signature(self, article_id: str, sha256: str) -> bytes | None:
        """Return the signature of the article of this id, None where there is none or its text is another."""
        row = self._db.execute(
            "SELECT signature FROM articles JOIN signatures ON signatures.article = articles.number "
            "WHERE id = ? AND sha256 = ?",
            (article_id, sha256),
        ).fetchone()
        return None if row is None else bytes(row[0])

    def texts(self) -> list[tuple[str, str]]:
        """Return for every article, in the order of their numbers, its id and the digest of its text."""
        return self._db.execute("SELECT id, sha256 FROM articles ORDER BY number").fetchall()

    def overlapping_sentences(self, article: int, span: Span) -> list[StoredSentence]:
        """Return the sentences of an article that a span touches, in order."""
        rows = self._db.execute(
            "SELECT sentences.ordinal, start, stop, wording FROM sentences "
            "LEFT JOIN repeated ON repeated.article = sentences.article AND repeated.ordinal = sentences.ordinal "
            "WHERE sentences.article = ? AND stop > ? AND start < ? ORDER BY sentences.ordinal",
            (article, span.start, span.end),
        )
        return [StoredSentence(ordinal, Span(start, stop), wording) for ordinal, start, stop, wording in rows]

    def repeated_sentences(self, article: int) -> dict[int, int]:
        """Return the wordings of the sentences of an article that its copies hold too, by their ordinals."""
        return dict(self._db.execute("SELECT ordinal, wording FROM repeated WHERE article = ?", (article,)))

    def articles_with(self, wording: int, limits: Filter) -> list[RepeatedIn]:
        """Return where articles within limits hold a wording, in the order of their numbers and texts."""
        condition, values = where_clause(limits)
        rows = self._db.execute(
            "SELECT number, id, published, ordinal FROM repeated JOIN articles ON articles.number = repeated.article "
            f"WHERE wording = ? AND {condition} ORDER BY number, ordinal",
            (wording, *values),
        )
        return [RepeatedIn(number, article, parse_date(day), ordinal) for number, article, day, ordinal in rows]

    def article_infos(self, articles: Collection[int], most: int) -> list[ArticleInfo]:
        """Return what is told of articles, the earliest first, those without a day last, at most so many."""
        rows = self._db.execute(
            f"SELECT {_INFO_COLUMNS} FROM articles WHERE number IN (SELECT value FROM json_each(?)) "
            "ORDER BY published IS NULL, published, id LIMIT ?",
            (json.dumps([*articles]), most),
        )
        return [_article_info(row) for row in rows]


class DuplicateWriter(DuplicateReader):
    """Stores copies, and reads what it has stored."""

    _db: sqlite3.Connection

    def add_signature(self, article: int, signature: bytes) -> None:
        """Store the signature of an article's text."""
        self._db.execute("INSERT INTO signatures VALUES (?,?)", (article, signature))

    def add_pairs(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Store pairs of articles that are copies."""
        self._db.executemany("INSERT INTO copies VALUES (?,?)", map(sorted, pairs))

    def add_repeated(self, repeated: Iterable[SentenceWording]) -> None:
        """Store the wordings of sentences."""
        self._db.executemany("INSERT INTO repeated VALUES (?,?,?)", repeated)


def _article_info(row: Sequence[str]) -> ArticleInfo:
    article_id, title, author, publisher, published, url, sha256, first_indexed, corrected = row
    days = (parse_date(first_indexed), parse_date(corrected))
    return ArticleInfo(article_id, title, author, publisher, parse_date(published), url, sha256, *days)
