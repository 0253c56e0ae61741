"""Labelled articles: who says what in them, one JSON object a line.

An article has ``id``, ``text`` and ``statements``; a statement ``spans``, or ``start`` and ``end`` where it is in one
piece. The rest may be missing: ``kind``, ``cue_class``, ``nested``, ``speaker_span``, ``speaker_type``,
``speaker_resolved`` (the person by name), ``speaker_entity_type``. Other fields are ignored. Offsets count code points
of ``text`` as it stands in the file, which is never made canonical here.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO, TypeAlias, TypeVar

from index.errors import SourceError
from index.evaluation.jsonl import Record, read_records
from index.models import Attribution, Span, StatementKind

_Pair: TypeAlias = tuple[int, int]
_R = TypeVar("_R", bound=Record)
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class LabelledStatement:
    """A statement as somebody labelled it.

    Attributes:
        spans: what is said, in pieces.
        kind: as :attr:`index.models.Statement.kind`; None where it is not told.
        is_speech: whether its cue is a verb of saying.
        is_nested: whether it lies in another one's words.
        speaker: the mention of who says it; None where there is none.
        speaker_type: ``name``, ``pronoun``, ``nominal`` or ``none``.
        person: the name of who says it; None where that was not labelled, or it is nobody.
        is_person: whether the speaker is a person, and no organisation or thing.
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
    """An article with its statements; the offsets of all of them lie in its text."""

    id: str
    text: str
    statements: tuple[LabelledStatement, ...] = ()


@dataclass(frozen=True, slots=True)
class LabelledMention:
    """A mention of a speaker, and the name of the person that it stands for.

    Attributes:
        article_id: where it stands.
        span: the mention.
        words: the mention as printed.
        person: the name.
        said: from the first word to the last of what is said.
    """

    article_id: str
    span: Span
    words: str
    person: str
    said: Span


@dataclass(frozen=True, slots=True)
class Predicted:
    """A statement as it was found: what is said, the mention of the speaker, the person's name."""

    spans: tuple[Span, ...]
    speaker: Span | None = None
    person: str | None = None


class _Statement(Record):
    start: int | None = None
    end: int | None = None
    spans: tuple[_Pair, ...] = ()
    kind: StatementKind | None = None
    cue_class: str | None = None
    nested: bool | None = None
    speaker_span: _Pair | None = None
    speaker_type: str | None = None
    speaker_resolved: str | None = None
    speaker_entity_type: str | None = None


class _Article(Record):
    id: str
    text: str
    statements: tuple[_Statement, ...] = ()


class _Mention(Record):
    id: str
    speaker_span: _Pair
    start: int
    end: int
    speaker: str
    speaker_resolved: str


class _OutsideError(Exception):
    """An offset that does not lie in the text: what is wrong, without a final stop."""


def read_articles(path: Path) -> list[LabelledArticle]:
    """Read labelled articles.

    Raises:
        SourceError: a line is none, an offset lies outside its text, an id comes twice, or there are no articles.
    """
    articles = [_placed(place, _labelled_article, each) for place, each in read_records(path, _Article)]
    if not articles:
        msg = f"{path} holds no articles"
        raise SourceError(msg)
    seen = set[str]()
    for article in articles:
        if article.id in seen:
            msg = f"{path} holds two articles with the id {article.id}; keep one"
            raise SourceError(msg)
        seen.add(article.id)
    return articles


def read_mentions(path: Path) -> list[LabelledMention]:
    """Read labelled mentions of speakers, one JSON object a line.

    Each has the article's ``id``, ``speaker_span``, ``speaker``, ``speaker_resolved``, ``start`` and ``end``.

    Raises:
        SourceError: a line is no mention.
    """
    return [_placed(place, _labelled_mention, each) for place, each in read_records(path, _Mention)]


def predictions(attribution: Attribution) -> tuple[Predicted, ...]:
    """Return what was found in an article, with names for people."""
    return tuple(
        Predicted(each.spans, each.speaker, None if each.person is None else attribution.people[each.person].name)
        for each in attribution.statements
    )


def write_prediction(out: TextIO, article_id: str, found: Sequence[Predicted]) -> None:
    """Write what was found in an article as a line of the shared format."""
    statements = [
        {
            "spans": [[span.start, span.end] for span in each.spans],
            "speaker_span": [each.speaker.start, each.speaker.end] if each.speaker else None,
            "resolved": each.person,
        }
        for each in found
    ]
    out.write(json.dumps({"id": article_id, "statements": statements}, ensure_ascii=False) + "\n")


def _placed(place: str, made: Callable[[_R], _T], record: _R) -> _T:
    try:
        return made(record)
    except _OutsideError as error:
        msg = f"{place}: {error}"
        raise SourceError(msg) from error


def _labelled_article(record: _Article) -> LabelledArticle:
    length = len(record.text)
    statements = (_labelled(each, number, length) for number, each in enumerate(record.statements))
    return LabelledArticle(record.id, record.text, tuple(statements))


def _labelled(record: _Statement, number: int, length: int) -> LabelledStatement:
    where = f"statements.{number}"
    return LabelledStatement(
        spans=tuple(_span(pair, f"{where}.spans", length) for pair in _pieces(record, where)),
        kind=record.kind,
        is_speech=record.cue_class == "speech",
        is_nested=bool(record.nested),
        speaker=_span(record.speaker_span, f"{where}.speaker_span", length) if record.speaker_span else None,
        speaker_type=record.speaker_type or "none",
        person=record.speaker_resolved or None,
        is_person=record.speaker_entity_type in {None, "person"},
    )


def _pieces(record: _Statement, where: str) -> Iterable[_Pair]:
    if record.spans:
        return record.spans
    if record.start is None or record.end is None:
        msg = f"{where} has neither spans nor start and end"
        raise _OutsideError(msg)
    return [(record.start, record.end)]


def _labelled_mention(record: _Mention) -> LabelledMention:
    span, said = _span(record.speaker_span, "speaker_span"), _span((record.start, record.end), "start, end")
    return LabelledMention(record.id, span, record.speaker, record.speaker_resolved, said)


def _span(pair: _Pair, where: str, length: int | None = None) -> Span:
    start, end = pair
    if not 0 <= start < end:
        msg = f"{where}: [{start}, {end}] is not from an offset to a later one"
        raise _OutsideError(msg)
    if length is not None and end > length:
        msg = f"{where}: [{start}, {end}] lies outside the text, which has {length} characters"
        raise _OutsideError(msg)
    return Span(start, end)
