"""No sentence twice in an answer: what repeats a quote is not shown again, but named as where it ran too."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias, TypeVar

from index.answering.diversify import capped
from index.answering.quotes import Extract, cut
from index.answering.select_sentences import Place
from index.config import AnsweringConfig
from index.duplicates.shingles import ComparableText
from index.models import Filter, Quote, Span, Speaker
from index.store.corpus import Corpus
from index.store.records import RepeatedIn, StoredPassage, StoredSentence, StoredStatement
from index.text.sentence_range import sentence_range

_MOST_PLACES: Final = 50  # named for one quote
_MOST_TRIED: Final = 3  # earlier copies in which a quote's very words are looked for

_Key: TypeAlias = tuple[str, int, int]  # an article's id, and where in it a quote starts and ends
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class _Piece:
    """What a quote holds of one sentence, and who says it, where somebody does."""

    sentence: StoredSentence
    wording: ComparableText
    speaker: str | None

    def repeats(self, other: "_Piece") -> bool:
        """Return whether it says the same as another. Two people may say the same, but not in one sentence."""
        if self.speaker and other.speaker and self.speaker != other.speaker and not self.copies(other):
            return False
        return self.wording.is_same(other.wording)

    def copies(self, other: "_Piece") -> bool:
        """Return whether both stand in the same sentence of copies of one article."""
        return self.sentence.wording is not None and self.sentence.wording == other.sentence.wording


@dataclass(frozen=True, slots=True)
class _Placed:
    """A quote with its article's number, its sentences, and the numbers of other articles that repeat it."""

    quote: Quote
    article: int
    pieces: Sequence[_Piece]
    repeated_in: set[int] = field(default_factory=set)


class Copies:
    """Keeps what repeats out of one answer. Only articles within the limits are shown or named.

    Args:
        corpus: what is answered from.
        limits: which articles may answer.
    """

    def __init__(self, corpus: Corpus, limits: Filter) -> None:
        self._corpus = corpus
        self._limits = limits
        self._shown: dict[_Key, _Placed] = {}
        self._said: dict[tuple[int | None, tuple[int, ...]], int] = {}
        self._wordings: dict[int, Mapping[int, int]] = {}
        self._holding: dict[int, list[RepeatedIn]] = {}

    def passages(self, found: Iterable[StoredPassage]) -> Iterator[StoredPassage]:
        """Yield passages, best first, but those whose every sentence the ones before hold in copies of the article.

        No text is read.
        """
        held: set[int | None] = set()
        for passage in found:
            wordings = self._wordings_of(passage.article)
            inside = {wordings.get(at) for at in range(passage.first_sentence, passage.last_sentence + 1)}
            if None in inside or not inside <= held:
                held |= inside
                yield passage

    def sentences(self, places: Mapping[Place, _T]) -> dict[Place, _T]:
        """Return sentences, best first, but those that repeat an earlier one in a copy of its article.

        No text is read.
        """
        seen: set[int] = set()
        kept = {}
        for place, value in places.items():
            wording = self._wordings_of(place[0]).get(place[1])
            if wording is None or wording not in seen:
                kept[place] = value
            if wording is not None:
                seen.add(wording)
        return kept

    def is_new(self, stored: StoredStatement) -> bool:
        """Return whether no copy of a statement, made in another article, was asked about before. No text is read."""
        sentences = self._corpus.duplicates.overlapping_sentences(stored.article, stored.statement.hull)
        wordings = tuple(each.wording for each in sentences if each.wording is not None)
        if len(wordings) < len(sentences):
            return True
        return self._said.setdefault((stored.person, wordings), stored.article) == stored.article

    def once(self, quotes: Iterable[Quote]) -> Iterator[Quote]:
        """Yield quotes, best first as they come, without what was yielded before, by this or an earlier call.

        One that repeats in part is cut down to the longest run of sentences that do not. Where an earlier article has
        the very words, the quote is cut out of that one.
        """
        for quote in quotes:
            fresh = self._fresh(quote)
            if fresh is not None:
                self._shown[_key(fresh.quote)] = fresh
                yield fresh.quote

    def chosen(self, quotes: Iterable[Quote], limit: int, config: AnsweringConfig) -> tuple[Quote, ...]:
        """Return what of quotes, best first, is shown: nothing twice, and not all of one article or outlet.

        Scores are 0 to 1.
        """
        outlets = None if self._limits.publisher else config.per_outlet
        return capped(
            self.once(quotes), limit, per_article=config.per_article, per_outlet=outlets, nearly=config.as_good
        )

    def told(self, quotes: Iterable[Quote]) -> tuple[Quote, ...]:
        """Return quotes that :meth:`once` yielded, each with the other articles that hold a sentence of it."""
        return tuple(self._told(quote) for quote in quotes)

    def _told(self, quote: Quote) -> Quote:
        placed = self._shown[_key(quote)]
        others = placed.repeated_in | {holder.article for holder in self._holders(_wordings(placed.pieces))}
        return replace(
            quote, also_in=tuple(self._corpus.duplicates.article_infos(others - {placed.article}, _MOST_PLACES))
        )

    def _fresh(self, quote: Quote) -> _Placed | None:
        """Return what of a quote is not shown yet."""
        number = self._corpus.article_number(quote.article.id)
        placed = None if number is None else self._place(quote, number)
        if placed is None:
            return None
        fresh = [piece for piece in placed.pieces if not self._is_shown(placed.article, piece)]
        if len(fresh) < len(placed.pieces):
            placed = self._cut_down(placed, _longest_run(fresh)) if fresh else None
        return None if placed is None else self._earliest(placed)

    def _place(self, quote: Quote, article: int) -> _Placed:
        """Return a quote with what it holds of each sentence that it touches, as far as that has words."""
        speaker = quote.speaker.name if quote.speaker else None
        pieces = []
        for each in self._corpus.duplicates.overlapping_sentences(article, Span(quote.start, quote.end)):
            held = _clipped(each.span, quote.start, quote.end)
            wording = ComparableText(quote.text[held.start - quote.start : held.end - quote.start])
            if wording.words:
                pieces.append(_Piece(each, wording, speaker))
        return _Placed(quote, article, pieces)

    def _is_shown(self, article: int, piece: _Piece) -> bool:
        """Return whether a shown quote holds what a piece says; if so, note where that one is repeated."""
        for placed in self._shown.values():
            if any(piece.repeats(other) for other in placed.pieces):
                placed.repeated_in.add(article)
                placed.repeated_in.update(holder.article for holder in self._holders(_wordings([piece])))
                return True
        return False

    def _cut_down(self, placed: _Placed, pieces: Sequence[_Piece]) -> _Placed | None:
        """Return a quote with these of its sentences only; None where its speaker says nothing in them."""
        quote = placed.quote
        start = max(quote.start, pieces[0].sentence.span.start)
        end = min(quote.end, pieces[-1].sentence.span.end)
        said = tuple(_clipped(each, start, end) for each in quote.said if each.start < end and start < each.end)
        if quote.said and not said:
            return None
        article, sentences = self._corpus.article(placed.article), self._corpus.sentences(placed.article)
        shorter = cut(article, sentences, Extract(Span(start, end), quote.score, quote.kind, quote.speaker, said))
        return None if shorter is None else _Placed(shorter, placed.article, pieces)

    def _earliest(self, placed: _Placed) -> _Placed:
        """Return a quote as the earliest article has it that has the very words."""
        wordings = _wordings(placed.pieces)
        if not wordings or len(wordings) < len(placed.pieces):
            return placed
        day = placed.quote.article.published or dt.date.max
        earlier: defaultdict[tuple[dt.date, str], list[Place]] = defaultdict(list)
        for holder in self._holders(wordings[:1]):
            if holder.published is not None and holder.published < day:
                earlier[holder.published, holder.id].append((holder.article, holder.ordinal))
        for copy in sorted(earlier)[:_MOST_TRIED]:
            moved = self._moved(placed, earlier[copy][0])
            if moved is not None:
                return self._place(moved, earlier[copy][0][0])
        return placed

    def _moved(self, placed: _Placed, to: Place) -> Quote | None:
        """Return a quote cut out of another article, where its first sentence stands; None where other words follow."""
        article, sentences = self._corpus.article(to[0]), self._corpus.sentences(to[0])
        quote, by = placed.quote, sentences[to[1]].start - placed.pieces[0].sentence.span.start
        around, text = Span(quote.start, quote.end), quote.text
        if quote.speaker:
            around, text = self._told_by(placed, quote.speaker)
        if around.start + by < 0 or _shifted(around, by).of(article.text) != text:
            return None
        extract = Extract(
            span=Span(quote.start + by, quote.end + by),
            score=quote.score,
            kind=quote.kind,
            speaker=quote.speaker
            and replace(quote.speaker, start=quote.speaker.start + by, end=quote.speaker.end + by),
            said=tuple(_shifted(each, by) for each in quote.said),
        )
        return cut(article, sentences, extract)

    def _told_by(self, placed: _Placed, speaker: Speaker) -> tuple[Span, str]:
        """Return the words of the article that tell who says a quote, the quote among them."""
        article, sentences = self._corpus.article(placed.article), self._corpus.sentences(placed.article)
        mention = Span(speaker.start, speaker.end)
        at, _ = sentence_range(sentences, mention)
        naming = sentences[max(0, min(at - (speaker.antecedent_distance or 0), len(sentences) - 1))]
        around = Span(
            min(placed.quote.start, mention.start, naming.start), max(placed.quote.end, mention.end, naming.end)
        )
        return around, around.of(article.text)

    def _wordings_of(self, article: int) -> Mapping[int, int]:
        """Return the wordings of an article's sentences, by their ordinals."""
        if article not in self._wordings:
            self._wordings[article] = self._corpus.duplicates.repeated_sentences(article)
        return self._wordings[article]

    def _holders(self, wordings: Iterable[int]) -> list[RepeatedIn]:
        """Return the articles within the limits that hold any of these wordings."""
        found = []
        for wording in wordings:
            if wording not in self._holding:
                self._holding[wording] = self._corpus.duplicates.articles_with(wording, self._limits)
            found += self._holding[wording]
        return found


def _key(quote: Quote) -> _Key:
    return quote.article.id, quote.start, quote.end


def _wordings(pieces: Iterable[_Piece]) -> list[int]:
    return [piece.sentence.wording for piece in pieces if piece.sentence.wording is not None]


def _longest_run(pieces: Sequence[_Piece]) -> Sequence[_Piece]:
    """Return the pieces of sentences that follow each other, most words first."""
    runs: list[list[_Piece]] = []
    for piece in pieces:
        if runs and runs[-1][-1].sentence.ordinal == piece.sentence.ordinal - 1:
            runs[-1].append(piece)
        else:
            runs.append([piece])
    return max(runs, key=lambda run: sum(len(piece.wording.words) for piece in run))


def _clipped(span: Span, start: int, end: int) -> Span:
    return Span(max(span.start, start), min(span.end, end))


def _shifted(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
