"""Selecting the sentences that answer, with the neighbours that belong to them."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from index.answering.excerpts import Excerpt, SentenceId
from index.config import AnsweringConfig
from index.models import Span


@dataclass(frozen=True, slots=True)
class SentenceScore:
    """The score of a sentence, with its span and its number of words."""

    score: float
    span: Span
    words: int


def select_sentences(scores: Mapping[SentenceId, SentenceScore], config: AnsweringConfig) -> Iterator[Excerpt]:
    """Yield the sentences that answer, best first, each with neighbours that are nearly as good.

    No sentence is in two excerpts.

    Args:
        scores: the candidates.
        config: how close a neighbour's score must be, and how long an excerpt may grow. One sentence may be longer.
    """
    free = set(scores)
    for best in sorted(scores, key=lambda sentence: -scores[sentence].score):
        if best in free:
            first, last = _expand(best, scores, free, config)
            free -= {SentenceId(best.article, ordinal) for ordinal in range(first.ordinal, last.ordinal + 1)}
            yield Excerpt(best.article, scores[first].span.hull(scores[last].span), scores[best].score)


def _expand(
    best: SentenceId,
    scores: Mapping[SentenceId, SentenceScore],
    free: Collection[SentenceId],
    config: AnsweringConfig,
) -> tuple[SentenceId, SentenceId]:
    """Return the first and the last sentence of the excerpt around the best one."""
    first, last, words = best, best, scores[best].words
    while last.ordinal - first.ordinal + 1 < config.max_sentences:
        neighbours = [
            sentence
            for sentence in (SentenceId(best.article, first.ordinal - 1), SentenceId(best.article, last.ordinal + 1))
            if sentence in free
            and scores[sentence].score >= scores[best].score - config.neighbour_margin
            and words + scores[sentence].words <= config.max_words
        ]
        if not neighbours:
            break
        added = max(neighbours, key=lambda sentence: scores[sentence].score)
        first, last, words = min(first, added), max(last, added), words + scores[added].words
    return first, last
