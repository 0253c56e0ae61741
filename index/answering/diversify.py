"""Diversifying an answer: not all of its excerpts come from one article or one publisher."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from index.answering.excerpts import Excerpt

PublisherOf: TypeAlias = Callable[[int], str | None]  # by the number of an article
_Ranked: TypeAlias = tuple[int, Excerpt]  # with its position among the candidates


@dataclass(frozen=True, slots=True)
class DiversityCaps:
    """How much of an answer may come from one place while others are nearly as good.

    Attributes:
        per_article: maximum number of excerpts of one article.
        per_publisher: maximum number of excerpts of one publisher; None for no maximum.
        replacement_ratio: minimum score of the replacement of a held-back excerpt, as a fraction of that one's score.
    """

    per_article: int
    per_publisher: int | None
    replacement_ratio: float = 0.8


@dataclass(slots=True)
class _Counts:
    """The excerpts taken so far from each article and each publisher."""

    caps: DiversityCaps
    publisher_of: PublisherOf
    articles: Counter[int] = field(default_factory=Counter)
    publishers: Counter[str] = field(default_factory=Counter)

    def take(self, excerpt: Excerpt) -> bool:
        """Count an excerpt and return True if it is within both caps."""
        publisher, cap = self._publisher(excerpt), self.caps.per_publisher
        if publisher and cap is not None and self.publishers[publisher] >= cap:
            return False
        if not self._is_within_article(excerpt):
            return False
        self._count(excerpt)
        return True

    def take_back(self, held_back: list[_Ranked]) -> _Ranked:
        """Remove, count and return the first excerpt held back because of its publisher alone, or else the first."""
        within = (at for at, (_, excerpt) in enumerate(held_back) if self._is_within_article(excerpt))
        ranked = held_back.pop(next(within, 0))
        self._count(ranked[1])
        return ranked

    def _is_within_article(self, excerpt: Excerpt) -> bool:
        return self.articles[excerpt.article] < self.caps.per_article

    def _count(self, excerpt: Excerpt) -> None:
        self.articles[excerpt.article] += 1
        self.publishers[self._publisher(excerpt)] += 1

    def _publisher(self, excerpt: Excerpt) -> str:
        return (self.publisher_of(excerpt.article) or "").casefold()


def diversify(
    excerpts: Iterable[Excerpt], max_excerpts: int, caps: DiversityCaps, publisher_of: PublisherOf
) -> tuple[Excerpt, ...]:
    """Return the excerpts to show, in their order, within the caps while others are nearly as good.

    It reads no more excerpts than it needs. If there are too few others, the cap of the publisher falls before the
    cap of the article.

    Args:
        excerpts: the candidates, best first. Their scores are not negative.
        max_excerpts: the maximum number to return.
        caps: the caps.
        publisher_of: returns the publisher of an article.
    """
    counts = _Counts(caps, publisher_of)
    chosen: list[_Ranked] = []
    held_back: list[_Ranked] = []
    for ranked in enumerate(excerpts):
        score = ranked[1].score
        while held_back and len(chosen) < max_excerpts and score < caps.replacement_ratio * held_back[0][1].score:
            chosen.append(counts.take_back(held_back))
        fits = len(chosen) < max_excerpts and counts.take(ranked[1])
        (chosen if fits else held_back).append(ranked)
        if len(chosen) == max_excerpts:
            break
    while held_back and len(chosen) < max_excerpts:
        chosen.append(counts.take_back(held_back))
    return tuple(excerpt for _, excerpt in sorted(chosen, key=lambda ranked: ranked[0]))
