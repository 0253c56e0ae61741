"""Deduplicating an answer: it shows no sentence twice, and names the other articles that contain it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias, TypeVar

from index.answering.context import SearchContext
from index.answering.diversify import DiversityCaps, diversify
from index.answering.excerpts import Excerpt, SentenceId
from index.duplicates.shingles import ComparableText
from index.models import Filter, Span, Speaker
from index.store.records import RepeatedIn, StoredArticle, StoredPassage, StoredSentence, StoredStatement
from index.text.sentence_range import sentence_range

_MAX_ALSO_IN: Final = 50  # articles named for one excerpt
_MAX_TRIED: Final = 3  # earlier duplicates that are searched for the same words

_Key: TypeAlias = tuple[int, Span]  # the number of an article and the span of an excerpt
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class _SentencePart:
    """The part of an excerpt that lies in one sentence, and the person who says it, if any."""

    sentence: StoredSentence
    text: ComparableText
    speaker: str | None

    def repeats(self, other: "_SentencePart") -> bool:
        """Return True if both parts say the same.

        Two people may say the same words, but not in the same sentence of two copies of an article.
        """
        if self.speaker and other.speaker and self.speaker != other.speaker and not self._is_copy_of(other):
            return False
        return self.text.is_same(other.text)

    def _is_copy_of(self, other: "_SentencePart") -> bool:
        return self.sentence.wording is not None and self.sentence.wording == other.sentence.wording


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An excerpt with its parts, and the numbers of the other articles that repeat it."""

    excerpt: Excerpt
    parts: Sequence[_SentencePart]
    repeated_in: set[int] = field(default_factory=set)


class Deduplicator:
    """Keeps repetitions out of one answer. It shows and names only articles that pass the filter.

    Args:
        context: the collection to search.
        limits: the articles that may answer.
    """

    def __init__(self, context: SearchContext, limits: Filter) -> None:
        self._duplicates = context.collection.snapshot.corpus.duplicates
        self._articles = context.articles
        self._config = context.config
        self._limits = limits
        self._shown: dict[_Key, _Candidate] = {}
        self._first_articles: dict[tuple[int | None, tuple[int, ...]], int] = {}
        self._wordings: dict[int, Mapping[int, int]] = {}
        self._articles_with: dict[int, list[RepeatedIn]] = {}

    def unique_passages(self, passages: Iterable[StoredPassage]) -> Iterator[StoredPassage]:
        """Yield passages in order, skipping any passage if all its sentences appeared in earlier passages.

        It reads no text.
        """
        seen: set[int | None] = set()
        for passage in passages:
            wordings = self._wordings_of(passage.article)
            own = {wordings.get(ordinal) for ordinal in range(passage.first_sentence, passage.last_sentence + 1)}
            if None in own or not own <= seen:
                seen |= own
                yield passage

    def unique_sentences(self, sentences: Mapping[SentenceId, _T]) -> dict[SentenceId, _T]:
        """Return sentences in order, without those that repeat an earlier one in a duplicate of its article.

        It reads no text.
        """
        seen: set[int] = set()
        unique = {}
        for sentence, value in sentences.items():
            wording = self._wordings_of(sentence.article).get(sentence.ordinal)
            if wording is None or wording not in seen:
                unique[sentence] = value
            if wording is not None:
                seen.add(wording)
        return unique

    def is_first(self, stored: StoredStatement) -> bool:
        """Record a statement. Return True unless a duplicate article has made it before. It reads no text."""
        sentences = self._duplicates.overlapping_sentences(stored.article, stored.statement.hull)
        wordings = tuple(sentence.wording for sentence in sentences if sentence.wording is not None)
        if len(wordings) < len(sentences):
            return True
        return self._first_articles.setdefault((stored.person, wordings), stored.article) == stored.article

    def unique(self, excerpts: Iterable[Excerpt]) -> Iterator[Excerpt]:
        """Yield excerpts in order, without the sentences that this or an earlier call has yielded.

        An excerpt that repeats in part is shortened to its longest run of new sentences. If an earlier article
        contains the same words, the excerpt moves there.
        """
        for excerpt in excerpts:
            candidate = self._without_repetition(self._candidate(excerpt))
            if candidate is not None:
                moved = self._earliest(candidate)
                self._shown[_key(moved.excerpt)] = moved
                yield moved.excerpt

    def select(self, excerpts: Iterable[Excerpt], most: int) -> tuple[Excerpt, ...]:
        """Return the excerpts to show: without repetitions, and not all from one article or publisher.

        Args:
            excerpts: the candidates, best first. Their scores are 0 to 1.
            most: the maximum number to return.
        """
        per_publisher = None if self._limits.publisher else self._config.max_per_publisher
        caps = DiversityCaps(self._config.max_per_article, per_publisher, self._config.replacement_ratio)
        return diversify(self.unique(excerpts), most, caps, lambda number: self._articles[number].article.publisher)

    def with_also_in(self, excerpts: Iterable[Excerpt]) -> tuple[Excerpt, ...]:
        """Return excerpts that :meth:`unique` yielded, each with the other articles that contain a sentence of it."""
        return tuple(self._with_also_in(excerpt) for excerpt in excerpts)

    def _with_also_in(self, excerpt: Excerpt) -> Excerpt:
        candidate = self._shown[_key(excerpt)]
        repeated_in = {repeated.article for repeated in self._repeated_in(_wordings(candidate.parts))}
        others = (candidate.repeated_in | repeated_in) - {excerpt.article}
        return replace(excerpt, also_in=tuple(self._duplicates.article_infos(others, _MAX_ALSO_IN)))

    def _candidate(self, excerpt: Excerpt) -> _Candidate:
        """Return an excerpt with its part of each sentence that it overlaps, if that part has words."""
        text = self._articles[excerpt.article].article.text
        speaker = excerpt.speaker.name if excerpt.speaker else None
        parts = []
        for sentence in self._duplicates.overlapping_sentences(excerpt.article, excerpt.span):
            comparable = ComparableText(sentence.span.intersection(excerpt.span).of(text))
            if comparable.words:
                parts.append(_SentencePart(sentence, comparable, speaker))
        return _Candidate(excerpt, parts)

    def _without_repetition(self, candidate: _Candidate) -> _Candidate | None:
        """Return the part of a candidate that is not shown yet, or None."""
        new = [part for part in candidate.parts if not self._is_shown(candidate.excerpt.article, part)]
        if len(new) == len(candidate.parts):
            return candidate
        return _shortened(candidate.excerpt, _longest_run(new)) if new else None

    def _is_shown(self, article: int, part: _SentencePart) -> bool:
        """Return True if an excerpt that is shown says the same. If so, note there the articles that repeat it."""
        for candidate in self._shown.values():
            if any(part.repeats(other) for other in candidate.parts):
                candidate.repeated_in.add(article)
                candidate.repeated_in.update(repeated.article for repeated in self._repeated_in(_wordings([part])))
                return True
        return False

    def _earliest(self, candidate: _Candidate) -> _Candidate:
        """Return a candidate in the earliest article that contains the same words."""
        wordings = _wordings(candidate.parts)
        if not wordings or len(wordings) < len(candidate.parts):
            return candidate
        day = self._articles[candidate.excerpt.article].article.published or dt.date.max
        earlier: defaultdict[tuple[dt.date, str], list[SentenceId]] = defaultdict(list)
        for repeated in self._repeated_in(wordings[:1]):
            if repeated.published is not None and repeated.published < day:
                earlier[repeated.published, repeated.id].append(SentenceId(repeated.article, repeated.ordinal))
        for duplicate in sorted(earlier)[:_MAX_TRIED]:
            moved = self._moved(candidate, earlier[duplicate][0])
            if moved is not None:
                return self._candidate(moved)
        return candidate

    def _moved(self, candidate: _Candidate, sentence: SentenceId) -> Excerpt | None:
        """Return an excerpt that starts in a sentence of another article; None if the words there differ."""
        excerpt = candidate.excerpt
        here, there = self._articles[excerpt.article], self._articles[sentence.article]
        offset = there.sentences[sentence.ordinal].start - candidate.parts[0].sentence.span.start
        context = _attribution_context(here, excerpt.span, excerpt.speaker) if excerpt.speaker else excerpt.span
        if context.start + offset < 0:
            return None
        if context.shifted(offset).of(there.article.text) != context.of(here.article.text):
            return None
        return replace(
            excerpt,
            article=sentence.article,
            span=excerpt.span.shifted(offset),
            speaker=excerpt.speaker and _shifted(excerpt.speaker, offset),
            said=tuple(span.shifted(offset) for span in excerpt.said),
        )

    def _wordings_of(self, article: int) -> Mapping[int, int]:
        """Return the wordings of the sentences of an article, by their positions."""
        if article not in self._wordings:
            self._wordings[article] = self._duplicates.repeated_sentences(article)
        return self._wordings[article]

    def _repeated_in(self, wordings: Iterable[int]) -> list[RepeatedIn]:
        """Return the sentences with any of these wordings in articles that pass the filter."""
        repeated = []
        for wording in wordings:
            if wording not in self._articles_with:
                self._articles_with[wording] = self._duplicates.articles_with(wording, self._limits)
            repeated += self._articles_with[wording]
        return repeated


def _key(excerpt: Excerpt) -> _Key:
    return excerpt.article, excerpt.span


def _wordings(parts: Iterable[_SentencePart]) -> list[int]:
    return [part.sentence.wording for part in parts if part.sentence.wording is not None]


def _longest_run(parts: Sequence[_SentencePart]) -> Sequence[_SentencePart]:
    """Return the parts of consecutive sentences that have the most words."""
    runs: list[list[_SentencePart]] = []
    for part in parts:
        if runs and runs[-1][-1].sentence.ordinal == part.sentence.ordinal - 1:
            runs[-1].append(part)
        else:
            runs.append([part])
    return max(runs, key=lambda run: sum(len(part.text.words) for part in run))


def _shortened(excerpt: Excerpt, parts: Sequence[_SentencePart]) -> _Candidate | None:
    """Return an excerpt with only these parts; None if its speaker says nothing in them."""
    span = parts[0].sentence.span.hull(parts[-1].sentence.span).intersection(excerpt.span)
    said = tuple(words.intersection(span) for words in excerpt.said if words.overlaps(span))
    if excerpt.said and not said:
        return None
    return _Candidate(replace(excerpt, span=span, said=said), parts)


def _attribution_context(stored: StoredArticle, span: Span, speaker: Speaker) -> Span:
    """Return the words of an article that show who says an excerpt, including the excerpt itself."""
    mention = Span(speaker.start, speaker.end)
    ordinal, _ = sentence_range(stored.sentences, mention)
    named = ordinal - (speaker.antecedent_distance or 0)
    naming = stored.sentences[max(0, min(named, len(stored.sentences) - 1))]
    return span.hull(mention).hull(naming)


def _shifted(speaker: Speaker, offset: int) -> Speaker:
    return replace(speaker, start=speaker.start + offset, end=speaker.end + offset)
