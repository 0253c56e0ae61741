"""With which words a statement is shown, so that nothing of another's stands under its speaker's name.

Whole sentences where nobody else speaks in them, else the mention, the cue and the words that are said,
else as much of these as is free. What is shown once is not shown again.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from index.answering.quotes import Extract
from index.models import Article, Person, QuoteKind, Span, Speaker, Statement
from index.store.records import StoredStatement
from index.text.sentence_range import sentence_range

_MOST_WORDS = 120  # unless one sentence alone has more


@dataclass(frozen=True, slots=True)
class Told:
    """An article with its sentences and all statements in it."""

    article: Article
    sentences: Sequence[Span]
    statements: Sequence[StoredStatement]


@dataclass(slots=True)
class _Placed:
    """A statement with the words that it is shown with."""

    stored: StoredStatement
    span: Span
    score: float


@dataclass(slots=True)
class Extents:
    """Finds for one statement after another, best first, the words that it is shown with."""

    _read: Callable[[int], Told]
    _told: dict[int, Told] = field(default_factory=dict)
    _placed: list[_Placed] = field(default_factory=list)

    def __len__(self) -> int:
        """Return how many extents there are."""
        return len(self._placed)

    def add(self, stored: StoredStatement, score: float) -> None:
        """Place a statement; where its words are shown already, they are not shown again."""
        told = self.told(stored.article)
        near = [each for each in self._placed if each.stored.article == stored.article]
        for span in _candidates(told, stored):
            over = [each for each in near if _overlap(each.span, span)]
            if not over:
                self._placed.append(_Placed(stored, span, score))
                return
            if any(_within(span, each.span) for each in over):
                return
            joined = _joined(over[0].span, span)
            free = not any(_overlap(each.span, joined) for each in near if each is not over[0])
            if free and _fits(told, stored, over[0].stored, joined):
                over[0].span = joined
                return

    def told(self, article: int) -> Told:
        """Return an article with its sentences and statements, read once."""
        if article not in self._told:
            self._told[article] = self._read(article)
        return self._told[article]

    def extracts(self, people: Sequence[Person]) -> Iterator[tuple[Told, Extract]]:
        """Yield what is to be cut, in the order in which it was placed."""
        for each in self._placed:
            told = self._told[each.stored.article]
            mine = [
                other.statement
                for other in told.statements
                if _same_speaker(other, each.stored)
                and any(_overlap(span, each.span) for span in other.statement.spans)
            ]
            name = None if each.stored.person is None else people[each.stored.person].name
            yield (
                told,
                Extract(
                    span=each.span,
                    score=each.score,
                    kind=_kind(mine),
                    speaker=None if name is None else _speaker(each.stored.statement, name, told),
                    said=_said(mine, each.span),
                ),
            )


def _candidates(told: Told, stored: StoredStatement) -> Iterator[Span]:
    """Yield the words that may be shown, from most to least, nobody else's among them."""
    said = stored.statement.spans[0]
    hull = _hull(_together(told.sentences, stored.statement))
    first, last = sentence_range(told.sentences, hull)
    whole = Span(told.sentences[first].start, told.sentences[last].end)
    opening = _hull(_together(told.sentences, stored.statement, only_first=True))
    spans = (_shortened(told, span) for span in (whole, hull, opening))
    for span in dict.fromkeys([*spans, said]):
        if _overlap(span, said) and _is_theirs(told, stored, span, hull):
            yield span


def _together(sentences: Sequence[Span], statement: Statement, *, only_first: bool = False) -> list[Span]:
    """Return mention, cue and words, as far as they stand in sentences that follow each other without a gap."""
    said = statement.spans[:1] if only_first else statement.spans
    pieces = sorted({*said, *(each for each in (statement.speaker, statement.cue) if each)})
    reached = [sentence_range(sentences, piece) for piece in pieces]
    at = pieces.index(statement.spans[0])
    first = last = at
    while first > 0 and reached[first - 1][1] >= reached[first][0] - 1:
        first -= 1
    while last + 1 < len(pieces) and reached[last + 1][0] <= reached[last][1] + 1:
        last += 1
    return pieces[first : last + 1]


def _is_theirs(told: Told, stored: StoredStatement, span: Span, hull: Span) -> bool:
    """Return whether nobody else says a word of it.

    What the speaker says that others say is the speaker's. What others say that the speaker says is it too,
    but not the words around it: ``hull`` is as far as that goes.
    """
    return all(
        _same_speaker(other, stored)
        or _is_nested(other.statement, stored.statement)
        or (_is_nested(stored.statement, other.statement) and _within(span, hull))
        or not any(_overlap(piece, span) for piece in other.statement.spans)
        for other in told.statements
    )


def _same_speaker(one: StoredStatement, other: StoredStatement) -> bool:
    return one.number == other.number or (one.person is not None and one.person == other.person)


def _is_nested(inner: Statement, outer: Statement) -> bool:
    return inner.hull != outer.hull and any(_within(inner.hull, span) for span in outer.spans)


def _fits(told: Told, stored: StoredStatement, other: StoredStatement, joined: Span) -> bool:
    """Return whether two statements can be shown as one."""
    return (
        stored.person is not None
        and _same_speaker(stored, other)
        and _is_theirs(told, stored, joined, joined)
        and _words(told, joined) <= _MOST_WORDS
    )


def _shortened(told: Told, span: Span) -> Span:
    """Return a span without its last sentences where it is too long."""
    first, last = sentence_range(told.sentences, span)
    while last > first and _words(told, span) > _MOST_WORDS:
        last -= 1
        span = Span(span.start, told.sentences[last].end)
    return span


def _words(told: Told, span: Span) -> int:
    return len(span.of(told.article.text).split())


def _kind(statements: Sequence[Statement]) -> QuoteKind:
    """Return the kind of statements that are shown together."""
    outer = [each for each in statements if not any(_is_nested(each, other) for other in statements)]
    kinds = {each.kind for each in outer or statements}
    return kinds.pop() if len(kinds) == 1 else "mixed"


def _said(statements: Iterable[Statement], within: Span) -> tuple[Span, ...]:
    """Return all words that are said within a span, overlapping ones joined."""
    spans = sorted(
        Span(max(span.start, within.start), min(span.end, within.end))
        for each in statements
        for span in each.spans
        if _overlap(span, within)
    )
    joined: list[Span] = []
    for span in spans:
        if joined and span.start <= joined[-1].end:
            joined[-1] = _joined(joined[-1], span)
        else:
            joined.append(span)
    return tuple(joined)


def _speaker(statement: Statement, name: str, told: Told) -> Speaker:
    """Return who says a statement; where it has no mention of its own, the words that name the person stand for it."""
    mention = statement.speaker or statement.named_at or Span(statement.hull.start, statement.hull.start)
    return Speaker(
        name=name,
        mention_text=mention.of(told.article.text),
        start=mention.start,
        end=mention.end,
        resolved_by=statement.resolved_by or "name",
        antecedent_distance=_antecedent_distance(statement, told.sentences),
        confidence=statement.confidence,
    )


def _antecedent_distance(statement: Statement, sentences: Sequence[Span]) -> int | None:
    if statement.resolved_by in {None, "name"} or statement.named_at is None:
        return None
    here, _ = sentence_range(sentences, statement.speaker or statement.spans[0])
    named, _ = sentence_range(sentences, statement.named_at)
    return here - named


def _hull(pieces: Sequence[Span]) -> Span:
    return Span(min(piece.start for piece in pieces), max(piece.end for piece in pieces))


def _joined(one: Span, other: Span) -> Span:
    return _hull([one, other])


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
