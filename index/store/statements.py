"""Who says what, in the corpus file: people, how each article names them, and their statements.

A statement's number is its row, counted from 0 in the order of articles and of their text: the same
number names its document in the word index of statements. Its meaning is that of the passages it stands in.
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
# Made once the people are known: until then nobody looks them up.
_BY_PERSON = "CREATE INDEX mentioned_by_person ON mentioned (person, article)"
_FIELDS = (
    "spans, kind, speaker_start, speaker_stop, cue_start, cue_stop, "
    "mentioned, resolved_by, named_start, named_stop, confidence"
)

_GIVEN: Final = "(SELECT value FROM json_each(?))"


class StatementReader:
    """Reads the statements and people of a corpus."""

    def __init__(self, db: Readable, columns: Columns) -> None:
        """Take what reads the corpus, and its columns."""
        self._db = db
        self._columns = columns

    def counts(self) -> dict[str, int]:
        """Return the number of statements and people, by these names."""
        tables = ("statements", "people")
        return {table: self._db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}

    def attribution(self, article: int) -> Attribution:
        """Return who is who and who says what in an article, as it was found."""
        return Attribution(tuple(self._mentioned(article)), tuple(each.statement for each in self.for_article(article)))

    def for_article(self, article: int) -> list[StoredStatement]:
        """Return the statements of an article, in the order of its text."""
        query = f"SELECT number, article, person, {_FIELDS} FROM statements WHERE article = ? ORDER BY number"
        return [_stored(row) for row in self._db.execute(query, (article,))]

    def get_many(self, numbers: Iterable[int]) -> list[StoredStatement]:
        """Return these statements, in the order given."""
        query = f"SELECT number, article, person, {_FIELDS} FROM statements WHERE number = ?"
        return [_stored(self._db.execute(query, (int(number),)).fetchone()) for number in numbers]

    def within(self, limits: Filter, people: Collection[int] | None = None) -> Numbers:
        """Return the numbers of all statements of these people (None: of anybody) within limits, ascending."""
        articles, speakers, *_ = self._columns.statements
        fits = np.ones(len(articles), np.bool_) if people is None else np.isin(speakers, list(people))
        if limits:
            fits &= self._columns.placed.within(limits)[articles]
        return np.flatnonzero(fits)

    def passages(self, numbers: Numbers) -> tuple[Numbers, Numbers]:
        """Return the first and the last of the passages that tell what each of these statements is about."""
        _, _, first, last = self._columns.statements
        return first[numbers], last[numbers]

    def in_passages(self, passages: Numbers, among: Numbers | None) -> Numbers:
        """Return the numbers of the statements (of these, ascending; None: of all) that these passages tell of."""
        _, _, first, last = self._columns.statements
        if among is not None:
            first, last = first[among], last[among]
        # Statements and passages are both in the order of the text: those of a passage follow each other.
        begins, ends = np.searchsorted(last, passages, "left"), np.searchsorted(first, passages, "right")
        found = [np.arange(begin, end) for begin, end in zip(begins, ends, strict=True)]
        rows = np.unique(np.concatenate([*found, np.empty(0, np.int64)]))
        return rows if among is None else among[rows]

    def said_by(self, numbers: Numbers) -> Numbers:
        """Return for each of these statements a number that is equal for one speaker in one article."""
        articles, speakers, *_ = self._columns.statements
        fellows = int(speakers.max(initial=0)) + 1
        apart = np.where(speakers[numbers] < 0, -1 - numbers, articles[numbers] * fellows + speakers[numbers])
        return apart.astype(np.int64)

    def newest(self, numbers: Numbers, limit: int) -> list[int]:
        """Return the numbers of the newest of these statements, in the order of their articles' days and texts."""
        articles, days = self._columns.statements.articles, self._columns.placed.days
        order = np.lexsort((numbers, -days[articles[numbers]]))
        newest: list[int] = numbers[order[:limit]].tolist()
        return newest

    def articles_naming(self, people: Collection[int], limits: Filter) -> int:
        """Return how many articles within limits name any of these people."""
        [articles] = read_columns(
            self._db, ["DISTINCT article"], f"mentioned WHERE person IN {_GIVEN}", [_given(people)]
        )
        return int(self._columns.placed.within(limits)[articles].sum()) if limits else len(articles)

    def passages_naming(self, people: Collection[int], limits: Filter) -> Numbers:
        """Return the numbers of the passages of articles within limits that name any of these people, ascending."""
        naming = f"SELECT article FROM mentioned WHERE person IN {_GIVEN}"
        rows = f"passages WHERE article IN ({naming})"
        numbers, articles = read_columns(self._db, ["number", "article"], rows, [_given(people)])
        return np.sort(numbers[self._columns.placed.within(limits)[articles]] if limits else numbers)

    def forms(self, article: int, people: Collection[int]) -> list[str]:
        """Return the forms under which an article names any of these people."""
        rows = self._db.execute(
            f"SELECT forms FROM mentioned WHERE article = ? AND person IN {_GIVEN}",
            (article, _given(people)),
        )
        return [form for row in rows for form in json.loads(row[0])]

    def people(self) -> list[Person]:
        """Return all people of the collection in the order of their numbers."""
        return list(StoredPeople(self._db))

    def _mentioned(self, article: int) -> Iterator[PersonMention]:
        rows = self._db.execute(
            "SELECT name, forms, roles, gender FROM mentioned WHERE article = ? ORDER BY position", (article,)
        )
        return map(_mentioned, rows)


class StatementWriter(StatementReader):
    """Stores statements and people, and reads what it has stored."""

    _db: sqlite3.Connection

    def add(self, article: int, attribution: Attribution, first: int, passages: Sequence[tuple[int, int]]) -> None:
        """Store what was found in an article.

        Args:
            article: its number.
            attribution: who says what in it.
            first: number of its first statement; the others follow.
            passages: for each statement, the first and the last of the passages that tell what it is about.
        """
        self._db.executemany(
            "INSERT INTO mentioned VALUES (?,?,?,?,?,?,NULL)",
            (
                (article, position, each.name, json.dumps(each.forms), json.dumps(each.roles), each.gender)
                for position, each in enumerate(attribution.people)
            ),
        )
        self._db.executemany(
            f"INSERT INTO statements (number, article, first_passage, last_passage, {_FIELDS}) "
            "VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                (first + row, article, *place, *_row(each))
                for row, (each, place) in enumerate(zip(attribution.statements, passages, strict=True))
            ),
        )

    def named(self) -> Iterator[tuple[int, list[PersonMention], list[int]]]:
        """Yield for each article that names people: its number, the people, and how many statements each makes."""
        articles = self._db.execute("SELECT DISTINCT article FROM mentioned ORDER BY article")
        for (article,) in articles:
            said = dict(
                self._db.execute(
                    "SELECT mentioned, count(*) FROM statements WHERE article = ? AND mentioned IS NOT NULL GROUP BY 1",
                    (article,),
                )
            )
            people = list(self._mentioned(article))
            yield article, people, [said.get(position, 0) for position in range(len(people))]

    def add_people(self, people: Sequence[Person], numbers: Mapping[MentionKey, int]) -> None:
        """Store the people of the collection, and who of them each article's people are. Once, when all are stored."""
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
    """Return numbers as the value of ``_GIVEN``: a placeholder for each would be too many for SQLite."""
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


def _mentioned(row: Sequence[Any]) -> PersonMention:
    name, forms, roles, gender = row
    return PersonMention(name, tuple(json.loads(forms)), tuple(json.loads(roles)), gender)


def _ends(span: Span | None) -> tuple[int | None, int | None]:
    return (span.start, span.end) if span else (None, None)


def _span(start: int | None, stop: int | None) -> Span | None:
    return None if start is None or stop is None else Span(start, stop)
