"""select_sentences."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from index.config import AnsweringConfig

Place: TypeAlias = tuple[int, int]  # an article's number and a sentence's ordinal


@dataclass(frozen=True, slots=True)
class Choice:
    """Sentences chosen to answer: ordinals ``first`` to ``last`` of an article, and how well they do."""

    article: int
    first: int
    last: int
    score: float


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
