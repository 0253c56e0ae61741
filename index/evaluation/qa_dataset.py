"""Labelled questions about a collection of articles, with the words that answer them.

A folder contains two files with one JSON object per line. ``articles.jsonl`` has the format of
:mod:`index.reading.json_lines`, with the names ``id`` and ``text``. ``queries.jsonl`` has these fields:

===============  ======================================================================================
``question``     the text as typed
``id``           the name of the question; without one, the number of the line
``type``         the type of the question; each type has its own figures
``answerable``   true if the articles answer the question; by default, if it has evidence
``evidence``     a list, not empty if the question is answerable; otherwise it is ignored
``date``         the day of the question, ``2025-06-24`` or ``2025/06/24``, from which "last week" is counted
===============  ======================================================================================

A piece of evidence has ``article_id`` and ``text``. It may have ``start``, an offset in code points of the text in the
file; without it, all occurrences of the words count. It may have ``group``: a group is found if any piece in it is
found. Unknown fields, such as the answer in words, are ignored.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

from pydantic import BeforeValidator, Field

from index.errors import SourceError
from index.evaluation.jsonl import Record, read_records
from index.text.canonical import single_line
from index.text.dates import read_day

ARTICLES: Final = "articles.jsonl"
QUERIES: Final = "queries.jsonl"


@dataclass(frozen=True, slots=True)
class LabelledEvidence:
    """Words of an article that answer a question.

    Attributes:
        article: the id of the article, as it is stored.
        text: the words.
        start: the offset of the words in the text of the file, or None if it is not labelled.
        group: the number of the group. A question may need several groups.
    """

    article: str
    text: str
    start: int | None = None
    group: int = 0


@dataclass(frozen=True, slots=True)
class LabelledQuestion:
    """A question with its evidence.

    Attributes:
        id: the name of the question.
        text: the text as typed.
        type: the type of the question.
        answerable: True if the collection answers the question.
        evidence: the words that answer the question; empty if it is not answerable.
        today: the day of the question, or None if it is not labelled.
    """

    id: str
    text: str
    type: str
    answerable: bool
    evidence: tuple[LabelledEvidence, ...] = ()
    today: dt.date | None = None


@dataclass(frozen=True, slots=True)
class LabelledCollection:
    """Articles, and questions about them.

    Attributes:
        articles: the file of articles.
        ids: the ids of all articles, as they are stored.
        texts: the texts of the articles with evidence, by id, unchanged from the file.
        questions: the questions.
    """

    articles: Path
    ids: frozenset[str]
    texts: Mapping[str, str]
    questions: Sequence[LabelledQuestion]


def _day(value: object) -> dt.date | None:
    day = None if value is None else read_day(value)
    if value is not None and day is None:
        msg = "not a day (write it as 2025-06-24)"
        raise ValueError(msg)
    return day


class _EvidenceRecord(Record):
    article_id: str
    text: str
    start: int | None = Field(None, ge=0)
    group: int = 0


class _QueryRecord(Record):
    question: str
    id: str | None = None
    type: str = "question"
    answerable: bool | None = None
    evidence: tuple[_EvidenceRecord, ...] = ()
    date: Annotated[dt.date | None, BeforeValidator(_day)] = None


class _IdAndText(Record):
    id: str
    text: str


def read_folder(folder: Path) -> LabelledCollection:
    """Read a collection with its questions.

    Raises:
        OSError: a file is missing.
        SourceError: a line is invalid, an id is not unique, a file is empty, or evidence names a missing article.
    """
    questions = _read_questions(folder / QUERIES)
    with_evidence = {piece.article for question in questions.values() for piece in question.evidence}
    ids, texts = _read_articles(folder / ARTICLES, with_evidence)
    for location, question in questions.items():
        for number, piece in enumerate(question.evidence):
            if piece.article not in ids:
                msg = f"{location}: evidence.{number}: {ARTICLES} has no article {piece.article}. Correct this line."
                raise SourceError(msg)
    return LabelledCollection(folder / ARTICLES, ids, texts, list(questions.values()))


def read_questions(path: Path) -> list[LabelledQuestion]:
    """Read questions without their articles.

    Raises:
        OSError: the file is missing.
        SourceError: a line is invalid, an id is not unique, or there are no questions.
    """
    return list(_read_questions(path).values())


def _read_questions(path: Path) -> dict[str, LabelledQuestion]:
    """Return the questions of a file by their locations."""
    questions = {location: _question(location, record) for location, record in read_records(path, _QueryRecord)}
    _require_unique_ids(path, "questions", ((location, question.id) for location, question in questions.items()))
    return questions


def _question(location: str, record: _QueryRecord) -> LabelledQuestion:
    if not any(map(str.isalnum, record.question)):
        msg = f"{location}: question: it has no words. Correct this line."
        raise SourceError(msg)
    answerable = bool(record.evidence) if record.answerable is None else record.answerable
    if answerable and not record.evidence:
        msg = f"{location}: evidence: an answerable question has none. Correct this line."
        raise SourceError(msg)
    pieces = record.evidence if answerable else ()
    return LabelledQuestion(
        id=record.id or location.rpartition(":")[2],
        text=record.question,
        type=record.type,
        answerable=answerable,
        evidence=tuple(
            LabelledEvidence(single_line(piece.article_id), piece.text, piece.start, piece.group) for piece in pieces
        ),
        today=record.date,
    )


def _read_articles(path: Path, with_evidence: Collection[str]) -> tuple[frozenset[str], dict[str, str]]:
    """Return the ids of all articles, and the texts of the articles with evidence."""
    texts: dict[str, str] = {}
    ids: list[tuple[str, str]] = []
    for location, record in read_records(path, _IdAndText):
        article_id = single_line(record.id)
        ids.append((location, article_id))
        if article_id in with_evidence:
            texts[article_id] = record.text
    _require_unique_ids(path, "articles", ids)
    return frozenset(article_id for _, article_id in ids), texts


def _require_unique_ids(path: Path, kind: str, ids: Iterable[tuple[str, str]]) -> None:
    """Reject a file without ids, or with one id twice. Each id comes with its location."""
    seen = set[str]()
    for location, record_id in ids:
        if record_id in seen:
            msg = f"{location}: the id {record_id} is already used. Keep one of the two {kind}."
            raise SourceError(msg)
        seen.add(record_id)
    if not seen:
        msg = f"{path} contains no {kind}. Add some."
        raise SourceError(msg)
