"""Cutting quotes: the one place where a span becomes words, and the choice of the span."""

import hashlib
import logging
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from index.config import AnsweringConfig
from index.models import Article, Quote, QuoteKind, Source, Span, Speaker
from index.text.sentence_range import touched

Place: TypeAlias = tuple[int, int]  # an article's number and a sentence's ordinal

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Choice:
    """Sentences chosen to answer: ordinals ``first`` to ``last`` of an article, and how well they do."""

    article: int
    first: int
    last: int
    score: float


@dataclass(frozen=True, slots=True)
class Extract:
    """Which words of an article are shown, and what is told of them.

    Attributes:
        span: the words.
        score: how well they answer.
        kind: as :attr:`Quote.kind`.
        speaker: who says them; for a passage None.
        said: the words within that the speaker said.
    """

    span: Span
    score: float
    kind: QuoteKind = "passage"
    speaker: Speaker | None = None
    said: tuple[Span, ...] = ()


def cut(article: Article, sentences: Sequence[Span], extract: Extract) -> Quote | None:
    """Cut a quote out of the stored article; None, and logged, where the text is not the one indexed.

    Args:
        article: as stored.
        sentences: all sentences of it.
        extract: which words.
    """
    start, end = extract.span.start, extract.span.end
    intact = hashlib.sha256(article.text.encode()).hexdigest() == article.sha256
    if not intact or end > len(article.text):
        _log.error("the stored text of %s was altered; it is not quoted", article.id)
        return None
    first, last = touched(sentences, extract.span)
    return Quote(
        text=article.text[start:end],
        start=start,
        end=end,
        kind=extract.kind,
        speaker=extract.speaker,
        before=_sentence(article, sentences, first - 1),
        after=_sentence(article, sentences, last + 1),
        score=extract.score,
        article=Source.of(article),
        said=extract.said,
    )


def passage(sentences: Sequence[Span], choice: Choice) -> Extract:
    """Return the words of chosen sentences, in nobody's name."""
    return Extract(Span(sentences[choice.first].start, sentences[choice.last].end), choice.score)


def choose(scores: Mapping[Place, float], lengths: Mapping[Place, int], config: AnsweringConfig) -> Iterator[Choice]:
    """Yield the sentences that answer, best first, each with neighbours that are nearly as good.

    No sentence is in two choices.

    Args:
        scores: how well each sentence answers.
        lengths: words of each sentence.
        config: how near a neighbour's score must be, and how long a quote grows, unless one sentence alone is longer.
    """
    free = set(scores)
    for best in sorted(scores, key=lambda place: -scores[place]):
        if best in free:
            choice = _grown(best, scores, lengths, free, config)
            free -= {(choice.article, at) for at in range(choice.first, choice.last + 1)}
            yield choice


def _grown(
    best: Place,
    scores: Mapping[Place, float],
    lengths: Mapping[Place, int],
    free: Collection[Place],
    config: AnsweringConfig,
) -> Choice:
    article, first = best
    last, words = first, lengths[best]
    while last - first + 1 < config.most_sentences:
        near = [
            place
            for place in ((article, first - 1), (article, last + 1))
            if place in free
            and scores[place] >= scores[best] - config.nearly
            and words + lengths[place] <= config.most_words
        ]
        if not near:
            break
        added = max(near, key=lambda place: scores[place])
        first, last, words = min(first, added[1]), max(last, added[1]), words + lengths[added]
    return Choice(article, first, last, scores[best])


def _sentence(article: Article, sentences: Sequence[Span], ordinal: int) -> str:
    return sentences[ordinal].of(article.text) if 0 <= ordinal < len(sentences) else ""
