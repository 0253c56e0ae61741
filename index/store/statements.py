"""Statements and mentions of people in the corpus file.

Statements are numbered from 0 in the order of the articles and of their texts. A statement and its document in the
full-text index of the statements have the same number. The vectors of its passages represent its meaning.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np

from index.models import Attribution, Filter, Person, PersonMention, Span, Statement
from index.people.entity_resolution import MentionKey
from index.ports import Numbers
from index.store.columns import Columns, read_columns
from index.store.connections import Readable
from index.store.people import PEOPLE, StoredPeople, add_people
from index.store.records import StoredStatement

STATEMENTS_SCHEMA: Final = f"""
{PEOPLE}
CREATE TABLE mentioned (
    article INTEGER NOT NULL REFERENCES articles (number),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    forms TEXT NOT NULL,
    roles TEXT NOT NULL,
    gender TEXT,
    kind TEXT NOT NULL, -- person or organisation
    person INTEGER REFERENCES people (number),
    PRIMARY KEY (article, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE statements (
    number INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles (number),
    spans TEXT NOT NULL,
    kind TEXT NOT NULL,
    speaker_start INTEGER,
    speaker_stop INTEGER,
    cue_start INTEGER,
    cue_stop INTEGER,
    mentioned INTEGER,
    resolved_by TEXT,
    named_start INTEGER,
    named_stop INTEGER,
    confidence TEXT NOT NULL,
    first_passage INTEGER NOT NULL REFERENCES passages (number),
    last_passage INTEGER NOT NULL REFERENCES passages (number),
    person INTEGER REFERENCES people (number)
) STRICT;
CREATE INDEX statements_by_article ON statements (article);
"""
# Created after the people are stored, because no query needs it before.
_BY_PERSON = "CREATE INDEX mentioned_by_person ON mentioned (person, article)"
_FIELDS = (
    "spans, kind, speaker_start, speaker_stop, cue_start, cue_stop, "
    "mentioned, resolved_by, named_start, named_stop, confidence"
)

_GIVEN: Final = "(SELECT value FROM json_each(?))"


class StatementReader:
    """Reader of the statements and mentions of a corpus."""

    def __init__(self, db: Readable, columns: Columns) -> None:
        """Use this connection to the corpus, and its columns."""
        self._db = db
        self._columns = columns

    def counts(self) -> dict[str, int]:
        """Count statements, people and organisations. Return the counts by name."""
        rows = {
            "statements": "statements",
            "people": "people WHERE kind = 'person'",
            "organisations": "people WHERE kind = 'organisation'",
        }
        return {name: self._db.execute(f"SELECT count(*) FROM {source}").fetchone()[0] for name, source in rows.items()}

    def attribution(self, article: int) -> Attribution:
        """Return the mentions and the statements of an article as the attributor found them."""
        statements = tuple(stored.statement for stored in self.for_article(article))
        return Attribution(tuple(self._mentions(article)), statements)

    def for_article(self, article: int) -> list[StoredStatement]:
        """Return the statements of an article in the order of its text."""
        query = f"SELECT number, article, person, {_FIELDS} FROM statements WHERE article = ? ORDER BY number"
        return [_stored(row) for row in self._db.execute(query, (article,))]

    def get_many(self, numbers: Iterable[int]) -> list[StoredStatement]:
        """Return the statements with these numbers, in the order given."""
        query = f"SELECT number, article, person, {_FIELDS} FROM statements WHERE number = ?"
        return [_stored(self._db.execute(query, (int(number),)).fetchone()) for number in numbers]

    def within(self, limits: Filter, people: Collection[int] | None = None) -> Numbers:
        """Return the numbers of statements, ascending.

        Args:
            limits: filter of the articles.
            people: numbers of the speakers; None for all statements.
        """
        articles, speakers, *_ = self._columns.statements
        passes = np.ones(len(articles), np.bool_) if people is None else np.isin(speakers, list(people))
        if limits:
            passes &= self._columns.placed.within(limits)[articles]
        return np.flatnonzero(passes)

    def passages(self, numbers: Numbers) -> tuple[Numbers, Numbers]:
        """Return the numbers of the first and the last passage of each statement, shape ``(n,)`` each."""
        _, _, first, last = self._columns.statements
        return first[numbers], last[numbers]

    def in_passages(self, passages: Numbers, among: Numbers | None) -> Numbers:
        """Return the numbers of the statements with one of these passages, ascending.

        Args:
            passages: numbers of the passages.
            among: numbers of the statements to choose from, ascending; None for all.
        """
        _, _, first, last = self._columns.statements
        if among is not None:
            first, last = first[among], last[among]
        # Statements and passages are both in the order of the text, so the statements of a passage are consecutive.
        begins, ends = np.searchsorted(last, passages, "left"), np.searchsorted(first, passages, "right")
        ranges = [np.arange(begin, end) for begin, end in zip(begins, ends, strict=True)]
        rows = np.unique(np.concatenate([*ranges, np.empty(0, np.int64)]))
        return rows if among is None else among[rows]

    def said_by(self, numbers: Numbers) -> Numbers:
        """Return a key for each statement, shape ``(n,)``. Statements of one person in one article have equal keys."""
        articles, speakers, *_ = self._columns.statements
        people = int(speakers.max(initial=0)) + 1
        keys = np.where(speakers[numbers] < 0, -1 - numbers, articles[numbers] * people + speakers[numbers])
        return keys.astype(np.int64)

    def newest(self, numbers: Numbers, limit: int) -> list[int]:
        """Return the numbers of at most ``limit`` statements, the newest first, then in the order of the text."""
        articles, days = self._columns.statements.articles, self._columns.placed.days
        order = np.lexsort((numbers, -days[articles[numbers]]))
        newest: list[int] = numbers[order[:limit]].tolist()
        return newest

    def articles_naming(self, people: Collection[int], limits: Filter) -> int:
        """Return the number of articles that pass the filter and name one of these people."""
        [articles] = read_columns(
            self._db, ["DISTINCT article"], f"mentioned WHERE person IN {_GIVEN}", [_given(people)]
        )
        return int(self._columns.placed.within(limits)[articles].sum()) if limits else len(articles)

    def passages_naming(self, people: Collection[int], limits: Filter) -> Numbers:
        """Return the numbers, ascending, of the passages in articles that pass the filter and name these people."""
        naming = f"SELECT article FROM mentioned WHERE person IN {_GIVEN}"
        rows = f"passages WHERE article IN ({naming})"
        numbers, articles = read_columns(self._db, ["number", "article"], rows, [_given(people)])
        return np.sort(numbers[self._columns.placed.within(limits)[articles]] if limits else numbers)

    def forms(self, article: int, people: Collection[int]) -> list[str]:
        """Return the forms of the names of these people in an article."""
        rows = self._db.execute(
            f"SELECT forms FROM mentioned WHERE article = ? AND person IN {_GIVEN}",
            (article, _given(people)),
        )
        return [form for row in rows for form in json.loads(row[0])]

    def named_people(self, article: int) -> dict[int, PersonMention]:
        """Return the mentions of an article by the numbers of their people."""
        rows = self._db.execute(
            "SELECT person, name, forms, roles, gender, kind FROM mentioned WHERE article = ? AND person IS NOT NULL",
            (article,),
        )
        return {person: _mention(row) for person, *row in rows}

    def people(self) -> list[Person]:
        """Return all people in the order of their numbers."""
        return list(StoredPeople(self._db))

    def _mentions(self, article: int) -> Iterator[PersonMention]:
        rows = self._db.execute(
            "SELECT name, forms, roles, gender, kind FROM mentioned WHERE article = ? ORDER BY position", (article,)
        )
        return map(_mention, rows)


class StatementWriter(StatementReader):
    """Writer of the statements, mentions and people of a corpus."""

    _db: sqlite3.Connection

    def add(self, article: int, attribution: Attribution, first: int, passages: Sequence[tuple[int, int]]) -> None:
        """Store the attribution of an article.

        Args:
            article: number of the article.
            attribution: mentions and statements of the article.
            first: number of the first statement.
            passages: numbers of the first and the last passage of each statement.
        """
        self._db.executemany(
            "INSERT INTO mentioned VALUES (?,?,?,?,?,?,?,NULL)",
            (
                (
                    article,
                    position,
                    mention.name,
                    json.dumps(mention.forms),
                    json.dumps(mention.roles),
                    mention.gender,
                    mention.kind,
                )
                for position, mention in enumerate(attribution.people)
            ),
        )
        self._db.executemany(
            f"INSERT INTO statements (number, article, first_passage, last_passage, {_FIELDS}) "
            "VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                (number, article, *place, *_row(statement))
                for number, (statement, place) in enumerate(zip(attribution.statements, passages, strict=True), first)
            ),
        )

    def named(self) -> Iterator[tuple[int, list[PersonMention], list[int]]]:
        """Yield the number of each article with mentions, the mentions, and the number of statements of each."""
        articles = self._db.execute("SELECT DISTINCT article FROM mentioned ORDER BY article")
        for (article,) in articles:
            counts = dict(
                self._db.execute(
                    "SELECT mentioned, count(*) FROM statements WHERE article = ? AND mentioned IS NOT NULL GROUP BY 1",
                    (article,),
                )
            )
            mentions = list(self._mentions(article))
            yield article, mentions, [counts.get(position, 0) for position in range(len(mentions))]

    def add_people(self, people: Sequence[Person], numbers: Mapping[MentionKey, int]) -> None:
        """Store all people and the person of each mention. Call this once, after all articles are stored.

        Args:
            people: people in the order of their numbers.
            numbers: number of the person of each mention.
        """
        add_people(self._db, people)
        self._db.executemany(
            "UPDATE mentioned SET person = ? WHERE article = ? AND position = ?",
            ((number, *mention) for mention, number in numbers.items()),
        )
        self._db.execute(
            "UPDATE statements SET person = (SELECT mentioned.person FROM mentioned "
            "WHERE mentioned.article = statements.article AND mentioned.position = statements.mentioned) "
            "WHERE mentioned IS NOT NULL"
        )
        self._db.execute(_BY_PERSON)


def _given(numbers: Collection[int]) -> str:
    """Return numbers as the value of ``_GIVEN``. A placeholder for each would exceed a limit of SQLite."""
    return json.dumps([*numbers])


def _row(statement: Statement) -> tuple[Any, ...]:
    return (
        json.dumps([[span.start, span.end] for span in statement.spans]),
        statement.kind,
        *_ends(statement.speaker),
        *_ends(statement.cue),
        statement.person,
        statement.resolved_by,
        *_ends(statement.named_at),
        statement.confidence,
    )


def _stored(row: Sequence[Any]) -> StoredStatement:
    number, article, person, spans, kind, *rest = row
    speaker_start, speaker_stop, cue_start, cue_stop, mentioned, resolved_by, named_start, named_stop, confidence = rest
    statement = Statement(
        spans=tuple(Span(start, stop) for start, stop in json.loads(spans)),
        kind=kind,
        speaker=_span(speaker_start, speaker_stop),
        cue=_span(cue_start, cue_stop),
        person=mentioned,
        resolved_by=resolved_by,
        named_at=_span(named_start, named_stop),
        confidence=confidence,
    )
    return StoredStatement(number, article, person, statement)


def _mention(row: Sequence[Any]) -> PersonMention:
    name, forms, roles, gender, kind = row
    return PersonMention(name, tuple(json.loads(forms)), tuple(json.loads(roles)), gender, kind)


def _ends(span: Span | None) -> tuple[int | None, int | None]:
    return (span.start, span.end) if span else (None, None)


def _span(start: int | None, stop: int | None) -> Span | None:
    return None if start is None or stop is None else Span(start, stop)
