"""Metrics of question answering: how well evidence is found, and how well answerability is predicted.

**Evidence.** A passage hits evidence if it contains the words, or if the words contain the whole passage. An article
hits any evidence in it. A quote hits evidence that it overlaps; for *half*, by at least half of the shorter of the two.
Evidence comes in groups; a group is found if any piece in it is hit:

- ``hit@k``: the share of questions for which one of the first k results hits a group.
- ``recall@k``: the mean share of the groups of a question that the first k results hit.
- ``mrr``: the mean of 1 / the rank of the first result that hits a group, or 0 below the tenth rank.

Articles are ranked by their first passage. Only the quotes of an answer count, so a question without an answer is a
miss. ``answered_hit@k`` is over the answered questions. ``chosen@k`` shows the hits if every question were answered.

**Answerability.** ``auroc`` is the probability that an answerable question has a higher confidence than an
unanswerable one. ``answered`` is the share of answerable questions with an answer. ``refused`` is the share of
unanswerable questions without an answer. ``precision`` is the share of answerable questions among those with an answer.
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
_MAX_RANK: Final = max(RANKS)

QaFigures: TypeAlias = Mapping[str, Estimate]
Hits: TypeAlias = Callable[[TextLocation, GoldSpan], bool]  # True if a result hits a piece of evidence


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one question.

    Attributes:
        type: the type of the question.
        answerable: True if the collection answers the question.
        evidence: the groups of evidence.
        ranked: the passages, best first.
        quotes: the quotes of the answer, best first, each with all its locations.
        chosen: the quotes that would be shown if every question were answered, in the same form.
        answered: True if the question was answered.
        confidence: the probability that there is an answer, 0 to 1.
        lengths: the number of words in each quote.
        verbatim: for each shown quote, True if the stored article contains it exactly.
        seconds: the time that the answer took.
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
    """The groups of evidence that the results of a question hit.

    Attributes:
        groups: the number of groups.
        hit_groups: the numbers of the groups that each result hits, best result first.
    """

    groups: int
    hit_groups: tuple[frozenset[int], ...]

    @classmethod
    def of(cls, evidence: Groups, results: Iterable[Sequence[TextLocation]], hits: Hits) -> Self:
        """Compare results, best first, each with all its locations, to the evidence."""
        return cls(
            groups=len(evidence),
            hit_groups=tuple(
                frozenset(
                    number
                    for number, group in enumerate(evidence)
                    if any(hits(location, piece) for location in locations for piece in group)
                )
                for locations in results
            ),
        )

    def hit(self, k: int) -> bool:
        """Return True if one of the first k results hits a group."""
        return any(self.hit_groups[:k])

    def recall(self, k: int) -> float:
        """Return the share of the groups that the first k results hit."""
        return len(frozenset[int]().union(*self.hit_groups[:k])) / self.groups

    def reciprocal_rank(self) -> float:
        """Return 1 / the rank of the first result that hits a group, or 0 if none of the first ten does."""
        return next((1 / rank for rank, groups in enumerate(self.hit_groups[:_MAX_RANK], start=1) if groups), 0.0)


@dataclass(frozen=True, slots=True)
class QaScore:
    """The metrics of a collection. The module explains each metric.

    Attributes:
        passage: ``hit@k``, ``mrr`` and ``recall@k`` of passages.
        article: the same metrics of articles.
        quote: ``hit@k``, ``half@k``, ``answered_hit@k``, ``chosen@k``, and ``words``, the mean length of a quote.
        abstention: ``auroc``, ``answered``, ``refused`` and ``precision``.
        by_type: ``answered`` of each answerable type; ``refused`` and ``auroc`` of each unanswerable type, against
            all answerable questions.
        verbatim: share of the shown quotes that the stored articles contain exactly; must be 1.
        latency_ms: ``p50`` and ``p95`` of the time of an answer, in milliseconds.
    """

    passage: QaFigures
    article: QaFigures
    quote: QaFigures
    abstention: QaFigures
    by_type: Mapping[str, QaFigures]
    verbatim: Estimate
    latency_ms: Mapping[str, float]


def score(outcomes: Sequence[Outcome]) -> QaScore:
    """Return the metrics of the outcomes, at least one."""
    answerable = [outcome for outcome in outcomes if outcome.answerable]
    milliseconds = np.array([outcome.seconds for outcome in outcomes]) * 1000
    return QaScore(
        passage=_ranked_metrics([_ranking(outcome, _single(outcome.ranked), _covers) for outcome in answerable]),
        article=_ranked_metrics([_ranking(outcome, _articles(outcome.ranked), _in_article) for outcome in answerable]),
        quote=_quote_metrics(answerable)
        | {"words": mean(length for outcome in outcomes for length in outcome.lengths)},
        abstention=_abstention(outcomes),
        by_type=_by_type(outcomes),
        verbatim=proportion(flag for outcome in outcomes for flag in outcome.verbatim),
        latency_ms={f"p{percent}": float(np.percentile(milliseconds, percent)) for percent in (50, 95)},
    )


def overlaps(location: TextLocation, gold: GoldSpan) -> bool:
    """Return True if a quote and a piece of evidence have a character in common."""
    return _in_article(location, gold) and any(_shared_length(location.span, span) > 0 for span in gold.spans)


def _overlaps_half(location: TextLocation, gold: GoldSpan) -> bool:
    return _in_article(location, gold) and any(
        _shared_length(location.span, span) >= _HALF * min(len(location.span), len(span)) for span in gold.spans
    )


def _covers(location: TextLocation, gold: GoldSpan) -> bool:
    return _in_article(location, gold) and any(
        _shared_length(location.span, span) == min(len(location.span), len(span)) for span in gold.spans
    )


def _in_article(location: TextLocation, gold: GoldSpan) -> bool:
    return location.article == gold.article


def _shared_length(one: Span, other: Span) -> int:
    return len(one.intersection(other)) if one.overlaps(other) else 0


def _single(locations: Iterable[TextLocation]) -> list[tuple[TextLocation]]:
    return [(location,) for location in locations]


def _articles(ranked: Iterable[TextLocation]) -> list[tuple[TextLocation]]:
    """Return the first location in each article."""
    firsts: dict[str, TextLocation] = {}
    for location in ranked:
        firsts.setdefault(location.article, location)
    return _single(firsts.values())


def _ranking(outcome: Outcome, results: Sequence[Sequence[TextLocation]], hits: Hits) -> Ranking:
    return Ranking.of(outcome.evidence, results, hits)


def _ranked_metrics(rankings: Sequence[Ranking]) -> dict[str, Estimate]:
    hits = {f"hit@{k}": proportion(ranking.hit(k) for ranking in rankings) for k in RANKS}
    recalls = {f"recall@{k}": mean(ranking.recall(k) for ranking in rankings) for k in RANKS}
    return hits | {"mrr": mean(ranking.reciprocal_rank() for ranking in rankings)} | recalls


def _quote_metrics(answerable: Sequence[Outcome]) -> dict[str, Estimate]:
    quotes = [_ranking(outcome, outcome.quotes, overlaps) for outcome in answerable]
    rankings_by_name = {
        "hit": quotes,
        "half": [_ranking(outcome, outcome.quotes, _overlaps_half) for outcome in answerable],
        "answered_hit": [ranking for ranking, outcome in zip(quotes, answerable, strict=True) if outcome.answered],
        "chosen": [_ranking(outcome, outcome.chosen, overlaps) for outcome in answerable],
    }
    return {
        f"{name}@{k}": proportion(ranking.hit(k) for ranking in rankings)
        for name, rankings in rankings_by_name.items()
        for k in SHOWN
    }


def _abstention(outcomes: Sequence[Outcome]) -> dict[str, Estimate]:
    answerable = [outcome for outcome in outcomes if outcome.answerable]
    unanswerable = [outcome for outcome in outcomes if not outcome.answerable]
    return {
        "auroc": auroc(_confidences(answerable), _confidences(unanswerable)),
        "answered": proportion(outcome.answered for outcome in answerable),
        "refused": proportion(not outcome.answered for outcome in unanswerable),
        "precision": proportion(outcome.answerable for outcome in outcomes if outcome.answered),
    }


def _confidences(outcomes: Iterable[Outcome]) -> list[float]:
    return [outcome.confidence for outcome in outcomes]


def _by_type(outcomes: Sequence[Outcome]) -> dict[str, QaFigures]:
    """Return the metrics of each type. A type with both kinds of questions has two entries."""
    answerable = _confidences(outcome for outcome in outcomes if outcome.answerable)
    types: dict[tuple[str, bool], list[Outcome]] = {}
    for outcome in outcomes:
        types.setdefault((outcome.type, outcome.answerable), []).append(outcome)
    figures: dict[str, QaFigures] = {}
    for (name, is_answerable), group in sorted(types.items(), key=lambda item: (not item[0][1], item[0][0])):
        if is_answerable:
            figures[name] = {"answered": proportion(outcome.answered for outcome in group)}
        else:
            figures[f"{name} (unanswerable)" if (name, True) in types else name] = {
                "refused": proportion(not outcome.answered for outcome in group),
                "auroc": auroc(answerable, _confidences(group)),
            }
    return figures
