"""diversify."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from index.models import Quote


@dataclass(slots=True)
class _Caps:
    """Counts the quotes of each article and each outlet."""

    per_article: int
    per_outlet: int | None
    _articles: Counter[str] = field(default_factory=Counter)
    _outlets: Counter[str] = field(default_factory=Counter)

    def take(self, quote: Quote) -> bool:
        """Return whether a quote is within both caps; if so, count it."""
        outlet = _outlet(quote)
        if outlet and self.per_outlet is not None and self._outlets[outlet] >= self.per_outlet:
            return False
        if not self._is_within_article(quote):
            return False
        self._count(quote)
        return True

    def take_back(self, held_back: list[tuple[int, Quote]]) -> tuple[int, Quote]:
        """Take the first that is held back because of its outlet alone, else the first; remove, count and return it."""
        at = next((at for at, (_, quote) in enumerate(held_back) if self._is_within_article(quote)), 0)
        self._count(held_back[at][1])
        return held_back.pop(at)

    def _is_within_article(self, quote: Quote) -> bool:
        return self._articles[quote.article.id] < self.per_article

    def _count(self, quote: Quote) -> None:
        self._articles[quote.article.id] += 1
        self._outlets[_outlet(quote)] += 1


def capped(
    quotes: Iterable[Quote], limit: int, *, per_article: int, per_outlet: int | None, nearly: float = 0.8
) -> tuple[Quote, ...]:
    """Return quotes, in their order, not all of one article or outlet while others are nearly as good.

    No more of them are read than are needed. Where others are lacking, the outlet's cap falls before the article's.

    Args:
        quotes: best first, their scores not below 0.
        limit: at most this many.
        per_article: so many of one article; more only where others are lacking.
        per_outlet: so many of one publisher; None for any number, as where only one is asked about.
        nearly: share of the score of a quote held back that another needs to be shown in its place.
    """
    caps = _Caps(per_article, per_outlet)
    chosen: list[tuple[int, Quote]] = []
    held_back: list[tuple[int, Quote]] = []
    for each in enumerate(quotes):
        while held_back and len(chosen) < limit and each[1].score < nearly * held_back[0][1].score:
            chosen.append(caps.take_back(held_back))
        fits = len(chosen) < limit and caps.take(each[1])
        (chosen if fits else held_back).append(each)
        if len(chosen) == limit:
            break
    while held_back and len(chosen) < limit:
        chosen.append(caps.take_back(held_back))
    return tuple(quote for _, quote in sorted(chosen, key=lambda each: each[0]))


def _outlet(quote: Quote) -> str:
    return (quote.article.publisher or "").casefold()
