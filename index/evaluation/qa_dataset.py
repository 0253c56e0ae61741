"""Labelled questions: what is asked over a collection of articles, and the words in it that answer.

A folder holds two files, one JSON object a line. ``articles.jsonl``: what :mod:`index.reading.json_lines` reads, with
``id`` and ``text`` by these names. ``queries.jsonl``:

===============  ======================================================================================
``question``     as typed
``id``           its name; the line's number where there is none
``type``         what kind of question it is; figures are told for each
``answerable``   whether the articles answer it; where it is not told, whether there is evidence
``evidence``     of an answerable one, never empty; of others it is ignored
``date``         the day it is asked on, ``2025-06-24`` or ``2025/06/24``: what "last week" is counted from
===============  ======================================================================================

A piece of evidence has ``article_id``, ``text``, and may have ``start``, in code points of the article's text as it
stands in the file (without it every place where the words stand is meant), and ``group``: one thing to be found, for
which any piece of the group will do. Other fields, such as the answer in words, are not read.
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
class Evidence:
    """Words of an article that answer a question.

    Attributes:
        article: the article's id, as it is stored.
        text: the words.
        start: where they begin in the text as the file has it; None where that is not told.
        group: what they answer, of the several things that a question may need.
    """

    article: str
    text: str
    start: int | None = None
    group: int = 0


@dataclass(frozen=True, slots=True)
class LabelledQuestion:
    """A question, and what answers it.

    Attributes:
        id: its name.
        text: as typed.
        type: what kind it is.
        answerable: whether the collection answers it.
        evidence: the words that do; empty where it is not answerable.
        today: the day it is asked on; None where that is not told.
    """

    id: str
    text: str
    type: str
    answerable: bool
    evidence: tuple[Evidence, ...] = ()
    today: dt.date | None = None


@dataclass(frozen=True, slots=True)
class LabelledCollection:
    """Articles and the questions over them.

    Attributes:
        articles: the file of articles.
        ids: of all articles, as they are stored.
        texts: by id, of the articles with evidence: as the file has them, not canonical.
        questions: over them.
    """

    articles: Path
    ids: frozenset[str]
    texts: Mapping[str, str]
    questions: Sequence[LabelledQuestion]


def _day(value: object) -> dt.date | None:
    day = None if value is None else read_day(value)
    if value is not None and day is None:
        msg = "not a day; write it as 2025-06-24"
        raise ValueError(msg)
    return day


class _Evidence(Record):
    article_id: str
    text: str
    start: int | None = Field(None, ge=0)
    group: int = 0


class _Query(Record):
    question: str
    id: str | None = None
    type: str = "question"
    answerable: bool | None = None
    evidence: tuple[_Evidence, ...] = ()
    date: Annotated[dt.date | None, BeforeValidator(_day)] = None


class _Article(Record):
    id: str
    text: str


def read_folder(folder: Path) -> LabelledCollection:
    """Read a collection with its questions.

    Raises:
        OSError: a file is missing.
        SourceError: a line is wrong, an id comes twice, a file is empty, or evidence names an article that is missing.
    """
    questions = _read_questions(folder / QUERIES)
    wanted = {piece.article for each in questions.values() for piece in each.evidence}
    ids, texts = _read_articles(folder / ARTICLES, wanted)
    for place, each in questions.items():
        for number, piece in enumerate(each.evidence):
            if piece.article not in ids:
                msg = f"{place}: evidence.{number} names the article {piece.article}, which {ARTICLES} does not hold"
                raise SourceError(msg)
    return LabelledCollection(folder / ARTICLES, ids, texts, list(questions.values()))


def read_questions(path: Path) -> list[LabelledQuestion]:
    """Read questions alone, over articles that lie elsewhere.

    Raises:
        OSError: the file is missing.
        SourceError: a line is wrong, an id comes twice, or there are no questions.
    """
    return list(_read_questions(path).values())


def _read_questions(path: Path) -> dict[str, LabelledQuestion]:
    """Return the questions of a file by their places."""
    questions = {place: _question(place, each) for place, each in read_records(path, _Query)}
    _check_ids(path, "questions", ((place, each.id) for place, each in questions.items()))
    return questions


def _question(place: str, record: _Query) -> LabelledQuestion:
    if not any(map(str.isalnum, record.question)):
        msg = f"{place}: question: there are no words in it"
        raise SourceError(msg)
    answerable = bool(record.evidence) if record.answerable is None else record.answerable
    if answerable and not record.evidence:
        msg = f"{place}: evidence: there is none, though the question is called answerable"
        raise SourceError(msg)
    pieces = record.evidence if answerable else ()
    return LabelledQuestion(
        id=record.id or place.rpartition(":")[2],
        text=record.question,
        type=record.type,
        answerable=answerable,
        evidence=tuple(Evidence(single_line(each.article_id), each.text, each.start, each.group) for each in pieces),
        today=record.date,
    )


def _read_articles(path: Path, wanted: Collection[str]) -> tuple[frozenset[str], dict[str, str]]:
    """Return the ids of all articles and the texts of those that are wanted."""
    texts: dict[str, str] = {}
    places: list[tuple[str, str]] = []
    for place, each in read_records(path, _Article):
        article_id = single_line(each.id)
        places.append((place, article_id))
        if article_id in wanted:
            texts[article_id] = each.text
    _check_ids(path, "articles", places)
    return frozenset(article_id for _, article_id in places), texts


def _check_ids(path: Path, what: str, ids: Iterable[tuple[str, str]]) -> None:
    """Raise where there are none, or two of one id, each given with its place."""
    seen = set[str]()
    for place, each in ids:
        if each in seen:
            msg = f"{place}: the id {each} comes a second time; keep one of the two {what}"
            raise SourceError(msg)
        seen.add(each)
    if not seen:
        msg = f"{path} holds no {what}"
        raise SourceError(msg)
