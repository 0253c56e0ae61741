"""Near-duplicates in the corpus file: pairs of articles, and the sentences that they repeat.

A wording is the number of a sentence that two or more near-duplicates contain. Case and punctuation do not matter.
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
CREATE TABLE near_duplicates (
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

SentenceWording: TypeAlias = tuple[int, int, int]  # number of the article, ordinal of the sentence, wording


class DuplicateReader:
    """Reader of the near-duplicates of a corpus."""

    def __init__(self, db: Readable) -> None:
        """Use this connection to the corpus."""
        self._db = db

    def counts(self) -> dict[str, int]:
        """Count the articles with a near-duplicate. Return the count by the name ``near_duplicates``."""
        [count] = self._db.execute(
            "SELECT count(*) FROM (SELECT article FROM near_duplicates UNION SELECT other FROM near_duplicates)"
        ).fetchone()
        return {"near_duplicates": count}

    def pairs(self) -> list[tuple[int, int]]:
        """Return pairs of near-duplicates. A chain of pairs connects all articles of one group."""
        return self._db.execute("SELECT article, other FROM near_duplicates ORDER BY article, other").fetchall()

    def signature(self, article_id: str, sha256: str) -> bytes | None:
        """Return the signature of the article with this id and this checksum of its text, or None."""
        row = self._db.execute(
            "SELECT signature FROM articles JOIN signatures ON signatures.article = articles.number "
            "WHERE id = ? AND sha256 = ?",
            (article_id, sha256),
        ).fetchone()
        return None if row is None else bytes(row[0])

    def texts(self) -> list[tuple[str, str]]:
        """Return the id and the checksum of the text of each article, in the order of the article numbers."""
        return self._db.execute("SELECT id, sha256 FROM articles ORDER BY number").fetchall()

    def overlapping_sentences(self, article: int, span: Span) -> list[StoredSentence]:
        """Return the sentences of an article that a span overlaps, in order."""
        rows = self._db.execute(
            "SELECT sentences.ordinal, start, stop, wording FROM sentences "
            "LEFT JOIN repeated ON repeated.article = sentences.article AND repeated.ordinal = sentences.ordinal "
            "WHERE sentences.article = ? AND stop > ? AND start < ? ORDER BY sentences.ordinal",
            (article, span.start, span.end),
        )
        return [StoredSentence(ordinal, Span(start, stop), wording) for ordinal, start, stop, wording in rows]

    def repeated_sentences(self, article: int) -> dict[int, int]:
        """Return the wordings of the repeated sentences of an article, by the ordinals of the sentences."""
        return dict(self._db.execute("SELECT ordinal, wording FROM repeated WHERE article = ?", (article,)))

    def articles_with(self, wording: int, limits: Filter) -> list[RepeatedIn]:
        """Return the sentences with this wording in articles that pass the filter, sorted by article and ordinal."""
        condition, values = where_clause(limits)
        rows = self._db.execute(
            "SELECT number, id, published, ordinal FROM repeated JOIN articles ON articles.number = repeated.article "
            f"WHERE wording = ? AND {condition} ORDER BY number, ordinal",
            (wording, *values),
        )
        return [RepeatedIn(number, article, parse_date(day), ordinal) for number, article, day, ordinal in rows]

    def article_infos(self, articles: Collection[int], most: int) -> list[ArticleInfo]:
        """Return the metadata of articles, the earliest first and those without a date last.

        Args:
            articles: numbers of the articles.
            most: maximum number of results.
        """
        rows = self._db.execute(
            f"SELECT {_INFO_COLUMNS} FROM articles WHERE number IN (SELECT value FROM json_each(?)) "
            "ORDER BY published IS NULL, published, id LIMIT ?",
            (json.dumps([*articles]), most),
        )
        return [_article_info(row) for row in rows]


class DuplicateWriter(DuplicateReader):
    """Writer of the near-duplicates of a corpus."""

    _db: sqlite3.Connection

    def add_signature(self, article: int, signature: bytes) -> None:
        """Store the signature of an article."""
        self._db.execute("INSERT INTO signatures VALUES (?,?)", (article, signature))

    def add_pairs(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Store pairs of near-duplicates."""
        self._db.executemany("INSERT INTO near_duplicates VALUES (?,?)", map(sorted, pairs))

    def add_repeated(self, repeated: Iterable[SentenceWording]) -> None:
        """Store repeated sentences."""
        self._db.executemany("INSERT INTO repeated VALUES (?,?,?)", repeated)


def _article_info(row: Sequence[str]) -> ArticleInfo:
    article_id, title, author, publisher, published, url, sha256, first_indexed, corrected = row
    days = (parse_date(first_indexed), parse_date(corrected))
    return ArticleInfo(article_id, title, author, publisher, parse_date(published), url, sha256, *days)
