"""Labelled articles with their statements and speakers, one JSON object per line.

An article has ``id``, ``text`` and ``statements``. A statement has ``spans``, or ``start`` and ``end`` if it is in one
piece. Its other fields are optional: ``kind``, ``cue_class``, ``nested``, ``speaker_span``, ``speaker_type``,
``speaker_resolved`` (the name of the person) and ``speaker_entity_type``. Unknown fields are ignored. Offsets count
code points of the text in the file, which stays unchanged.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO, TypeAlias, TypeVar

from index.errors import SourceError
from index.evaluation.jsonl import Record, read_records
from index.models import Attribution, Span, StatementKind

_Offsets: TypeAlias = tuple[int, int]
_R = TypeVar("_R", bound=Record)
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class LabelledStatement:
    """A statement with its labels.

    Attributes:
        spans: the pieces of the content.
        kind: as :attr:`index.models.Statement.kind`, or None if it is not labelled.
        is_speech: True if the cue is a verb of speech.
        is_nested: True if the statement is part of the content of another statement.
        speaker: the mention of the speaker, or None if there is no mention.
        speaker_type: ``name``, ``pronoun``, ``nominal`` or ``none``.
        person: the name of the speaker, or None if it is not labelled.
        is_person: True if the speaker is a person, False for an organisation or a thing.
    """

    spans: tuple[Span, ...]
    kind: StatementKind | None = None
    is_speech: bool = False
    is_nested: bool = False
    speaker: Span | None = None
    speaker_type: str = "none"
    person: str | None = None
    is_person: bool = True


@dataclass(frozen=True, slots=True)
class LabelledArticle:
    """An article with its statements. All offsets are inside the text."""

    id: str
    text: str
    statements: tuple[LabelledStatement, ...] = ()


@dataclass(frozen=True, slots=True)
class LabelledMention:
    """A mention of a speaker with the name of the person.

    Attributes:
        article_id: the id of the article.
        span: the span of the mention.
        words: the words of the mention.
        person: the name of the person.
        said: the span from the first to the last word of the content.
    """

    article_id: str
    span: Span
    words: str
    person: str
    said: Span


@dataclass(frozen=True, slots=True)
class PredictedStatement:
    """A statement of the attributor: the content, the mention of the speaker, and the name of the person."""

    spans: tuple[Span, ...]
    speaker: Span | None = None
    person: str | None = None


class _StatementRecord(Record):
    start: int | None = None
    end: int | None = None
    spans: tuple[_Offsets, ...] = ()
    kind: StatementKind | None = None
    cue_class: str | None = None
    nested: bool | None = None
    speaker_span: _Offsets | None = None
    speaker_type: str | None = None
    speaker_resolved: str | None = None
    speaker_entity_type: str | None = None


class _ArticleRecord(Record):
    id: str
    text: str
    statements: tuple[_StatementRecord, ...] = ()


class _MentionRecord(Record):
    id: str
    speaker_span: _Offsets
    start: int
    end: int
    speaker: str
    speaker_resolved: str


class _OffsetError(Exception):
    """The reason why offsets are invalid, without a final stop."""


def read_articles(path: Path) -> list[LabelledArticle]:
    """Read labelled articles.

    Raises:
        SourceError: a line is invalid, an offset is outside the text, an id is not unique, or there are no articles.
    """
    articles = [
        _convert(location, _labelled_article, record) for location, record in read_records(path, _ArticleRecord)
    ]
    if not articles:
        msg = f"{path} contains no articles. Add some."
        raise SourceError(msg)
    seen = set[str]()
    for article in articles:
        if article.id in seen:
            msg = f"{path} contains two articles with the id {article.id}. Keep one."
            raise SourceError(msg)
        seen.add(article.id)
    return articles


def read_mentions(path: Path) -> list[LabelledMention]:
    """Read labelled mentions of speakers, one JSON object per line.

    Each has the ``id`` of the article, ``speaker_span``, ``speaker``, ``speaker_resolved``, ``start`` and ``end``.

    Raises:
        SourceError: a line is not a valid mention.
    """
    return [_convert(location, _labelled_mention, record) for location, record in read_records(path, _MentionRecord)]


def predictions(attribution: Attribution) -> tuple[PredictedStatement, ...]:
    """Return the statements of an article, with the names of the people. A speaker with an office alone has no name."""
    names = [person.name if person.forms else None for person in attribution.people]
    return tuple(
        PredictedStatement(
            statement.spans, statement.speaker, None if statement.person is None else names[statement.person]
        )
        for statement in attribution.statements
    )


def write_prediction(out: TextIO, article_id: str, predicted: Sequence[PredictedStatement]) -> None:
    """Write the statements of an article as a line in the format of the external scorer."""
    statements = [
        {
            "spans": [[span.start, span.end] for span in statement.spans],
            "speaker_span": [statement.speaker.start, statement.speaker.end] if statement.speaker else None,
            "resolved": statement.person,
        }
        for statement in predicted
    ]
    out.write(json.dumps({"id": article_id, "statements": statements}, ensure_ascii=False) + "\n")


def _convert(location: str, converter: Callable[[_R], _T], record: _R) -> _T:
    """Convert a record. Name its location in errors."""
    try:
        return converter(record)
    except _OffsetError as error:
        msg = f"{location}: {error}. Correct this line."
        raise SourceError(msg) from error


def _labelled_article(record: _ArticleRecord) -> LabelledArticle:
    length = len(record.text)
    statements = (_labelled_statement(statement, number, length) for number, statement in enumerate(record.statements))
    return LabelledArticle(record.id, record.text, tuple(statements))


def _labelled_statement(record: _StatementRecord, number: int, length: int) -> LabelledStatement:
    field = f"statements.{number}"
    return LabelledStatement(
        spans=tuple(_span(offsets, f"{field}.spans", length) for offsets in _pieces(record, field)),
        kind=record.kind,
        is_speech=record.cue_class == "speech",
        is_nested=bool(record.nested),
        speaker=_span(record.speaker_span, f"{field}.speaker_span", length) if record.speaker_span else None,
        speaker_type=record.speaker_type or "none",
        person=record.speaker_resolved or None,
        is_person=record.speaker_entity_type in {None, "person"},
    )


def _pieces(record: _StatementRecord, field: str) -> Iterable[_Offsets]:
    if record.spans:
        return record.spans
    if record.start is None or record.end is None:
        msg = f"{field} has neither spans nor start and end"
        raise _OffsetError(msg)
    return [(record.start, record.end)]


def _labelled_mention(record: _MentionRecord) -> LabelledMention:
    span, said = _span(record.speaker_span, "speaker_span"), _span((record.start, record.end), "start, end")
    return LabelledMention(record.id, span, record.speaker, record.speaker_resolved, said)


def _span(offsets: _Offsets, field: str, length: int | None = None) -> Span:
    start, end = offsets
    if not 0 <= start < end:
        msg = f"{field}: [{start}, {end}] is not a valid range"
        raise _OffsetError(msg)
    if length is not None and end > length:
        msg = f"{field}: [{start}, {end}] is outside the text, which has {length} characters"
        raise _OffsetError(msg)
    return Span(start, end)
