"""Writer of a corpus file."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Self

from index.models import Article, Span
from index.store.columns import Columns
from index.store.connections import with_functions
from index.store.corpus import ARTICLE_COLUMNS, Corpus
from index.store.duplicates import DUPLICATES_SCHEMA, DuplicateWriter
from index.store.people import StoredPeople
from index.store.records import StoredPassage, format_date
from index.store.statements import STATEMENTS_SCHEMA, StatementWriter

_SCHEMA = f"""
CREATE TABLE articles (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    author TEXT,
    publisher TEXT,
    published TEXT,
    url TEXT,
    language TEXT,
    sha256 TEXT NOT NULL,
    origin TEXT NOT NULL,
    first_indexed TEXT,
    corrected TEXT,
    text TEXT NOT NULL -- last, so that SQLite reads the other columns without it
) STRICT;
CREATE INDEX articles_by_origin ON articles (origin);
CREATE INDEX articles_by_text ON articles (sha256);
CREATE INDEX articles_by_day ON articles (published, publisher);
CREATE TABLE sentences (
    article INTEGER NOT NULL REFERENCES articles (number),
    ordinal INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    PRIMARY KEY (article, ordinal)
) STRICT, WITHOUT ROWID;
CREATE TABLE passages (
    number INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles (number),
    first_sentence INTEGER NOT NULL,
    last_sentence INTEGER NOT NULL,
    digest BLOB NOT NULL -- digest of the text
) STRICT;
CREATE INDEX passages_by_article ON passages (article);
CREATE INDEX passages_by_text ON passages (digest);
{STATEMENTS_SCHEMA}
{DUPLICATES_SCHEMA}
"""


class CorpusWriter(Corpus):
    """A new corpus file that can be read while it is written. The file is complete after :meth:`close`."""

    _db: sqlite3.Connection
    statements: StatementWriter
    duplicates: DuplicateWriter

    def __init__(self, path: Path) -> None:
        """Create the file. It must not exist."""
        # An attributor may read the next articles from another thread.
        self._db = with_functions(sqlite3.connect(path, check_same_thread=False))
        # An incomplete file is deleted, so a journal would only cost time.
        self._db.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {_SCHEMA}")
        self.columns = Columns(self._db)
        self.people = StoredPeople(self._db)
        self.statements = StatementWriter(self._db, self.columns)
        self.duplicates = DuplicateWriter(self._db)

    def __enter__(self) -> Self:
        """Return the writer."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Finish the file and close it."""
        self._db.commit()
        self._db.close()

    def add_article(self, number: int, article: Article) -> None:
        """Store an article with this number."""
        self._db.execute(
            f"INSERT INTO articles (number, {ARTICLE_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                number,
                article.id,
                article.title,
                article.text,
                article.author,
                article.publisher,
                format_date(article.published),
                article.url,
                article.language,
                article.sha256,
                article.origin,
                format_date(article.first_indexed),
                format_date(article.corrected),
            ),
        )

    def add_sentences(self, article: int, sentences: Iterable[Span]) -> None:
        """Store the sentences of an article, in order."""
        rows = ((article, ordinal, span.start, span.end) for ordinal, span in enumerate(sentences))
        self._db.executemany("INSERT INTO sentences VALUES (?,?,?,?)", rows)

    def add_passages(self, passages: Iterable[tuple[StoredPassage, bytes]]) -> None:
        """Store passages, each with a digest of its text."""
        rows = (
            (passage.number, passage.article, passage.first_sentence, passage.last_sentence, digest)
            for passage, digest in passages
        )
        self._db.executemany("INSERT INTO passages VALUES (?,?,?,?,?)", rows)
