"""Choosing the words that show a statement, so that no words of another person stand under its speaker's name.

A statement is shown in whole sentences if nobody else speaks in them. If somebody does, the mention of the speaker,
the cue and the content are shown, or as much of them as is free. No words are shown twice.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce

from index.answering.excerpts import Excerpt
from index.language.names.titles import is_person_noun
from index.models import Person, QuoteKind, Span, Speaker, Statement
from index.store.records import StoredArticle, StoredStatement
from index.text.sentence_range import sentence_range

_PRONOUN = re.compile(
    r"i|you|he|she|it|we|they|who|which|that|this|these|those|one|some|others?|many|both|all|another", re.IGNORECASE
)
_MAX_WORDS = 120  # unless a single sentence has more


@dataclass(slots=True)
class _StatementExcerpt:
    """A statement with the words that show it."""

    stored: StoredStatement
    span: Span
    score: float


class StatementExcerpts:
    """Chooses the words of one statement after another, best first.

    Args:
        read: returns an article with its statements.
    """

    def __init__(self, read: Callable[[int], StoredArticle]) -> None:
        self._read = read
        self._chosen: list[_StatementExcerpt] = []

    def __len__(self) -> int:
        """Return the number of excerpts."""
        return len(self._chosen)

    def add(self, stored: StoredStatement, score: float) -> None:
        """Add a statement, unless its words are shown already."""
        article = self._read(stored.article)
        nearby = [chosen for chosen in self._chosen if chosen.stored.article == stored.article]
        for span in _candidate_spans(article, stored):
            overlapping = [chosen for chosen in nearby if chosen.span.overlaps(span)]
            if not overlapping:
                self._chosen.append(_StatementExcerpt(stored, span, score))
                return
            if any(chosen.span.contains(span) for chosen in overlapping):
                return
            first = overlapping[0]
            joined = first.span.hull(span)
            is_free = not any(chosen.span.overlaps(joined) for chosen in nearby if chosen is not first)
            if is_free and _can_be_joined(article, stored, first.stored, joined):
                first.span = joined
                return

    def excerpts(self, people: Sequence[Person]) -> Iterator[Excerpt]:
        """Yield the excerpts in the order in which their statements were added.

        Args:
            people: the people of the collection, by number.
        """
        for chosen in self._chosen:
            article = self._read(chosen.stored.article)
            statements = _statements_shown(article, chosen)
            person = chosen.stored.person
            yield Excerpt(
                article=article.number,
                span=chosen.span,
                score=chosen.score,
                kind=_kind(statements),
                speaker=_printed_speaker(chosen.stored.statement, article)
                if person is None
                else _speaker(chosen.stored.statement, people[person], article),
                said=_said(statements, chosen.span),
            )


def _candidate_spans(article: StoredArticle, stored: StoredStatement) -> Iterator[Span]:
    """Yield the spans that may show a statement, longest first, without words of anybody else."""
    said = stored.statement.spans[0]
    hull = _hull(_contiguous(article.sentences, stored.statement, stored.statement.spans))
    first, last = sentence_range(article.sentences, hull)
    whole = article.sentences[first].hull(article.sentences[last])
    opening = _hull(_contiguous(article.sentences, stored.statement, [said]))
    spans = (_shortened(article, span) for span in (whole, hull, opening))
    for span in dict.fromkeys([*spans, said]):
        if span.overlaps(said) and _belongs_to_speaker(article, stored, span, hull):
            yield span


def _contiguous(sentences: Sequence[Span], statement: Statement, said: Sequence[Span]) -> list[Span]:
    """Return the mention, the cue and these contents, as far as they are in consecutive sentences."""
    pieces = sorted({*said, *(span for span in (statement.speaker, statement.cue) if span)})
    ranges = [sentence_range(sentences, piece) for piece in pieces]
    first = last = pieces.index(statement.spans[0])
    while first > 0 and ranges[first - 1][1] >= ranges[first][0] - 1:
        first -= 1
    while last + 1 < len(pieces) and ranges[last + 1][0] <= ranges[last][1] + 1:
        last += 1
    return pieces[first : last + 1]


def _belongs_to_speaker(article: StoredArticle, stored: StoredStatement, span: Span, hull: Span) -> bool:
    """Return True if nobody else says a word of a span.

    If the speaker reports the words of others, they are the speaker's too. If others report the words of the speaker,
    these words are the speaker's, but not the words around them: ``hull`` is their limit.
    """
    return all(
        _same_speaker(other, stored)
        or _is_nested(other.statement, stored.statement)
        or (_is_nested(stored.statement, other.statement) and hull.contains(span))
        or not any(content.overlaps(span) for content in other.statement.spans)
        for other in article.statements
    )


def _same_speaker(one: StoredStatement, other: StoredStatement) -> bool:
    return one.number == other.number or (one.person is not None and one.person == other.person)


def _is_nested(inner: Statement, outer: Statement) -> bool:
    return inner.hull != outer.hull and any(content.contains(inner.hull) for content in outer.spans)


def _can_be_joined(article: StoredArticle, stored: StoredStatement, other: StoredStatement, joined: Span) -> bool:
    return (
        stored.person is not None
        and _same_speaker(stored, other)
        and _belongs_to_speaker(article, stored, joined, joined)
        and _word_count(article, joined) <= _MAX_WORDS
    )


def _shortened(article: StoredArticle, span: Span) -> Span:
    """Return a span without its last sentences if it is too long."""
    first, last = sentence_range(article.sentences, span)
    while last > first and _word_count(article, span) > _MAX_WORDS:
        last -= 1
        span = Span(span.start, article.sentences[last].end)
    return span


def _word_count(article: StoredArticle, span: Span) -> int:
    return len(span.of(article.article.text).split())


def _statements_shown(article: StoredArticle, chosen: _StatementExcerpt) -> list[Statement]:
    """Return the statements of the same speaker that an excerpt shows."""
    return [
        other.statement
        for other in article.statements
        if _same_speaker(other, chosen.stored) and any(span.overlaps(chosen.span) for span in other.statement.spans)
    ]


def _kind(statements: Sequence[Statement]) -> QuoteKind:
    """Return the kind of statements that are shown together."""
    outer = [one for one in statements if not any(_is_nested(one, other) for other in statements)]
    kinds = {statement.kind for statement in outer or statements}
    return kinds.pop() if len(kinds) == 1 else "mixed"


def _said(statements: Iterable[Statement], shown: Span) -> tuple[Span, ...]:
    """Return the contents within a span, overlapping ones joined."""
    contents = sorted(
        content.intersection(shown)
        for statement in statements
        for content in statement.spans
        if content.overlaps(shown)
    )
    joined: list[Span] = []
    for content in contents:
        if joined and content.start <= joined[-1].end:
            joined[-1] = joined[-1].hull(content)
        else:
            joined.append(content)
    return tuple(joined)


def _speaker(statement: Statement, person: Person, article: StoredArticle) -> Speaker:
    """Return the speaker of a statement. If it has no mention, the words that name the person stand in for it."""
    mention = statement.speaker or statement.named_at or Span(statement.hull.start, statement.hull.start)
    return Speaker(
        name=person.name,
        mention_text=mention.of(article.article.text),
        start=mention.start,
        end=mention.end,
        resolved_by=statement.resolved_by or "name",
        antecedent_distance=_antecedent_distance(statement, article.sentences),
        confidence=statement.confidence,
        kind=person.kind,
    )


def _printed_speaker(statement: Statement, article: StoredArticle) -> Speaker | None:
    """Return a speaker who is no person of the collection, with the printed words as the name: "the council".

    A pronoun names nobody.
    """
    mention = statement.speaker
    if mention is None or _PRONOUN.fullmatch(mention.of(article.article.text)):
        return None
    printed = mention.of(article.article.text)
    name = " ".join(printed.partition(",")[0].split())
    is_role = is_person_noun(name.rpartition(" ")[2])
    return Speaker(
        name=name,
        mention_text=printed,
        start=mention.start,
        end=mention.end,
        confidence=statement.confidence,
        kind="person" if is_role else "organisation",
    )


def _antecedent_distance(statement: Statement, sentences: Sequence[Span]) -> int | None:
    if statement.resolved_by in {None, "name"} or statement.named_at is None:
        return None
    mention, _ = sentence_range(sentences, statement.speaker or statement.spans[0])
    antecedent, _ = sentence_range(sentences, statement.named_at)
    return mention - antecedent


def _hull(pieces: Sequence[Span]) -> Span:
    return reduce(Span.hull, pieces)
