"""How well evidence is found, and how well it is told whether there is an answer.

**Found.** A passage holds evidence where the words lie whole within it, or, of words longer than a passage, where it
lies whole within them. An article holds what lies anywhere in it. A quote holds what it overlaps; *half*: at least
half of the shorter of the two. Evidence comes in groups, each one thing to be found, by any of its pieces:

- ``hit@k``: the first k hold a group. Of n questions this share.
- ``recall@k``: the share of a question's groups that the first k hold, on average. The same where there is one group.
- ``mrr``: 1 / the rank of the first that holds a group, 0 behind the tenth, on average.

Articles are ranked by the first of their passages. Only what an answer quotes counts as a quote, so a question that is
not answered is a miss; ``answered_hit@k`` is over those that are, ``chosen@k`` is what would be hit were all answered.

**Answering.** ``auroc``: how likely a question with an answer has a higher confidence than one without. ``answered``
is the share of the answerable that are answered, ``refused`` of the others that are not, ``precision`` the share of
the answered that are answerable.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self, TypeAlias

import numpy as np

from index.evaluation.estimates import Estimate, auroc, mean, proportion
from index.evaluation.gold_spans import GoldSpan, Groups, TextLocation
from index.models import Span

RANKS: Final = (1, 3, 5, 10)
SHOWN: Final = (1, 5)
_HALF: Final = 0.5
_LAST: Final = max(RANKS)

QaFigures: TypeAlias = Mapping[str, Estimate]
Holds: TypeAlias = Callable[[TextLocation, GoldSpan], bool]  # whether words that are shown hold a piece of evidence


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a question.

    Attributes:
        type: what kind of question it is.
        answerable: whether the collection answers it.
        evidence: what was to be found.
        ranked: passages, best first.
        quotes: of the answer, best first, each at all its places.
        chosen: the same, were every question answered.
        answered: whether it was answered.
        confidence: how likely there is an answer, 0 to 1.
        lengths: words of each quote.
        verbatim: of each quote and near miss, whether it stands in the stored article as it is shown.
        seconds: that the answer took.
    """

    type: str
    answerable: bool
    evidence: Groups
    ranked: Sequence[TextLocation]
    quotes: Sequence[Sequence[TextLocation]]
    chosen: Sequence[Sequence[TextLocation]]
    answered: bool
    confidence: float
    lengths: Sequence[int]
    verbatim: Sequence[bool]
    seconds: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """What the things shown for a question hold of its evidence.

    Attributes:
        groups: of the evidence.
        held: by rank, which of them are held.
    """

    groups: int
    held: tuple[frozenset[int], ...]

    @classmethod
    def of(cls, evidence: Groups, shown: Iterable[Sequence[TextLocation]], holds: Holds) -> Self:
        """Judge what is shown, best first, each thing at all its places."""
        return cls(
            groups=len(evidence),
            held=tuple(
                frozenset(
                    number
                    for number, group in enumerate(evidence)
                    if any(holds(place, piece) for place in places for piece in group)
                )
                for places in shown
            ),
        )

    def hit(self, first: int) -> bool:
        """Return whether one of the first so many holds any group."""
        return any(self.held[:first])

    def recall(self, first: int) -> float:
        """Return the share of the groups that the first so many hold."""
        return len(frozenset[int]().union(*self.held[:first])) / self.groups

    def reciprocal(self) -> float:
        """Return 1 / the rank of the first that holds a group, 0 where none of the first ten does."""
        return next((1 / rank for rank, groups in enumerate(self.held[:_LAST], start=1) if groups), 0.0)


@dataclass(frozen=True, slots=True)
class FindingScore:
    """The figures of a collection; see the module for what they mean.

    Attributes:
        passage: ``hit@k``, ``mrr`` and ``recall@k`` of passages.
        article: the same of articles.
        quote: ``hit@k``, ``half@k``, ``answered_hit@k``, ``chosen@k``, and ``words``, the mean length of a quote.
        abstention: ``auroc``, ``answered``, ``refused`` and ``precision``.
        by_type: ``answered`` of each answerable type, ``refused`` and ``auroc`` (against all answerable) of each other.
        verbatim: share of what is shown that stands so in the stored article; must be 1.
        latency_ms: ``p50`` and ``p95`` of an answer, in milliseconds.
    """

    passage: QaFigures
    article: QaFigures
    quote: QaFigures
    abstention: QaFigures
    by_type: Mapping[str, QaFigures]
    verbatim: Estimate
    latency_ms: Mapping[str, float]


def score(outcomes: Sequence[Outcome]) -> FindingScore:
    """Return the figures of questions, at least one."""
    answerable = [each for each in outcomes if each.answerable]
    milliseconds = np.array([each.seconds for each in outcomes]) * 1000
    return FindingScore(
        passage=_ranking([Ranking.of(each.evidence, _single(each.ranked), _covers) for each in answerable]),
        article=_ranking([Ranking.of(each.evidence, _articles(each.ranked), _in_article) for each in answerable]),
        quote=_quotes(answerable) | {"words": mean(length for each in outcomes for length in each.lengths)},
        abstention=_abstention(outcomes),
        by_type=_by_type(outcomes),
        verbatim=proportion(flag for each in outcomes for flag in each.verbatim),
        latency_ms={name: float(np.percentile(milliseconds, at)) for name, at in (("p50", 50), ("p95", 95))},
    )


def overlaps(place: TextLocation, gold: GoldSpan) -> bool:
    """Return whether a quote and evidence have any character in common."""
    return place.article == gold.article and any(_common(place.span, span) > 0 for span in gold.spans)


def _overlaps_half(place: TextLocation, gold: GoldSpan) -> bool:
    return place.article == gold.article and any(
        _common(place.span, span) >= _HALF * min(len(place.span), len(span)) for span in gold.spans
    )


def _covers(place: TextLocation, gold: GoldSpan) -> bool:
    return place.article == gold.article and any(
        _common(place.span, span) == min(len(place.span), len(span)) for span in gold.spans
    )


def _in_article(place: TextLocation, gold: GoldSpan) -> bool:
    return place.article == gold.article


def _common(one: Span, other: Span) -> int:
    return max(min(one.end, other.end) - max(one.start, other.start), 0)


def _single(places: Iterable[TextLocation]) -> list[tuple[TextLocation]]:
    return [(place,) for place in places]


def _articles(ranked: Iterable[TextLocation]) -> list[tuple[TextLocation]]:
    """Return of each article the first place."""
    firsts: dict[str, TextLocation] = {}
    for place in ranked:
        firsts.setdefault(place.article, place)
    return _single(firsts.values())


def _ranking(rankings: Sequence[Ranking]) -> dict[str, Estimate]:
    hits = {f"hit@{k}": proportion(each.hit(k) for each in rankings) for k in RANKS}
    recalls = {f"recall@{k}": mean(each.recall(k) for each in rankings) for k in RANKS}
    return hits | {"mrr": mean(each.reciprocal() for each in rankings)} | recalls


def _quotes(answerable: Sequence[Outcome]) -> dict[str, Estimate]:
    quotes = [Ranking.of(each.evidence, each.quotes, overlaps) for each in answerable]
    named = {
        "hit": quotes,
        "half": [Ranking.of(each.evidence, each.quotes, _overlaps_half) for each in answerable],
        "answered_hit": [ranking for ranking, each in zip(quotes, answerable, strict=True) if each.answered],
        "chosen": [Ranking.of(each.evidence, each.chosen, overlaps) for each in answerable],
    }
    return {
        f"{name}@{k}": proportion(each.hit(k) for each in rankings) for name, rankings in named.items() for k in SHOWN
    }


def _abstention(outcomes: Sequence[Outcome]) -> dict[str, Estimate]:
    answerable = [each for each in outcomes if each.answerable]
    others = [each for each in outcomes if not each.answerable]
    return {
        "auroc": auroc([each.confidence for each in answerable], [each.confidence for each in others]),
        "answered": proportion(each.answered for each in answerable),
        "refused": proportion(not each.answered for each in others),
        "precision": proportion(each.answerable for each in outcomes if each.answered),
    }


def _by_type(outcomes: Sequence[Outcome]) -> dict[str, QaFigures]:
    """Return the figures of each type, the unanswerable apart where a type has both."""
    answerable = [each.confidence for each in outcomes if each.answerable]
    types: dict[tuple[str, bool], list[Outcome]] = {}
    for each in outcomes:
        types.setdefault((each.type, each.answerable), []).append(each)
    figures: dict[str, QaFigures] = {}
    for (name, is_answerable), group in sorted(types.items(), key=lambda item: (not item[0][1], item[0][0])):
        if is_answerable:
            figures[name] = {"answered": proportion(each.answered for each in group)}
        else:
            figures[f"{name} (unanswerable)" if (name, True) in types else name] = {
                "refused": proportion(not each.answered for each in group),
                "auroc": auroc(answerable, [each.confidence for each in group]),
            }
    return figures
