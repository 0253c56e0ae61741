"""Finding passages and statements, by words and by meaning. Only numbers are found here, and how good each is."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from index.config import AnsweringConfig
from index.ports import Numbers, Vectors
from index.store.limits import Filter
from index.store.snapshot import Snapshot
from index.store.words import WordIndex
from prompts.asking import ASKING

Likely: TypeAlias = npt.NDArray[np.float64]  # 0 to 1, shape (n,)

_CLOSE_BY = 3  # statements of an article
_DEPTH = 100  # passages or statements taken from each ranking
_RANK_CONSTANT = 60  # of reciprocal rank fusion, as its authors set it

_PUNCTUATION = ".,;:!?\"'“”\u2018\u2019()"


@dataclass(frozen=True, slots=True)
class Found:
    """A passage or a statement that was found: its number and its score."""

    number: int
    score: float


@dataclass(frozen=True, slots=True)
class Retrieved:
    """What a question found.

    Attributes:
        passages: best first.
        terms: the question's terms as the word index holds them, the asking words left out.
        cosine: nearness of the nearest passage, -1 where nothing was searched.
        searched: how many passages there were to search.
    """

    passages: tuple[Found, ...]
    terms: tuple[str, ...]
    cosine: float
    searched: int


@dataclass(frozen=True, slots=True)
class Sought:
    """Statements that are looked for.

    Attributes:
        topic: what they are to be about.
        vector: its unit vector, shape ``(1, dimension)``.
        limits: which articles may answer, exactly.
        people: whose statements, by number; None for anybody's.
        among: the numbers of the statements that may answer, all within the limits; None for all there are.
    """

    topic: str
    vector: Vectors
    limits: Filter
    people: Collection[int] | None
    among: Numbers | None


def retrieve(snapshot: Snapshot, text: str, vector: Vectors, limits: Filter, among: Numbers | None = None) -> Retrieved:
    """Find the passages that may answer, by words and by meaning.

    Args:
        snapshot: what is searched.
        text: the question.
        vector: its unit vector, shape ``(1, dimension)``.
        limits: applied before the search, exactly.
        among: only these passages, all within the limits; None for all within them.
    """
    allowed = snapshot.corpus.passages_within(limits) if among is None and limits else among
    near, cosines = snapshot.vectors.search(vector, _DEPTH, allowed)
    terms = topic_terms(snapshot.words, text)
    worded, _ = snapshot.words.search(terms, _DEPTH, limits)
    if among is not None:
        worded = worded[np.isin(worded, among)]
    return Retrieved(
        passages=fuse([near.tolist(), worded.tolist()]),
        terms=tuple(terms),
        cosine=float(cosines[0]) if len(cosines) else -1.0,
        searched=len(snapshot.vectors) if allowed is None else len(allowed),
    )


def retrieve_statements(snapshot: Snapshot, sought: Sought, config: AnsweringConfig) -> tuple[Found, ...]:
    """Find the statements about a topic, best first; each one's score is how likely it is about it, 0 to 1.

    What a statement is about, its passage tells better than its own words do ("He also argued …").
    """
    statements = snapshot.corpus.statements
    allowed = None if sought.among is None else np.unique(ranges(*statements.passages(sought.among)))
    near, _ = snapshot.vectors.search(sought.vector, _DEPTH, allowed)
    terms = topic_terms(snapshot.statement_words, sought.topic)
    worded, _ = snapshot.statement_words.search(terms, _DEPTH, sought.limits, sought.people)
    if sought.people is None and sought.among is not None:
        worded = worded[np.isin(worded, sought.among)]
    numbers = np.union1d(statements.in_passages(near, sought.among), worded)
    around = ranges(*statements.passages(numbers))
    cosines = (
        (snapshot.vectors.vectors(around.ravel()) @ sought.vector[0]).reshape(around.shape).max(axis=0, initial=-1)
    )
    weights = shares(snapshot.statement_words, terms)
    held = snapshot.statement_words.held(weights, numbers.tolist(), config.around_share)
    scores = [
        about(config, cosine, held.get(number, 0.0))
        for number, cosine in zip(numbers.tolist(), cosines.tolist(), strict=True)
    ]
    lifted = going_on(np.array(scores), numbers, statements.said_by(numbers), config.goes_on_share).tolist()
    found = (Found(number, score) for number, score in zip(numbers.tolist(), lifted, strict=True))
    return tuple(sorted(found, key=lambda each: -each.score))


def going_on(likely: Likely, numbers: Numbers, said_by: Numbers, share: float) -> Likely:
    """Return how likely statements are about a topic, given what their speaker says just before and behind them.

    After "He said that the summit failed" comes "He also argued", about the summit and without that word.

    Args:
        likely: each by itself, shape ``(n,)``.
        numbers: of the statements, ascending.
        said_by: equal for statements of one speaker in one article.
        share: what of a statement's likelihood goes to those close by.
    """
    lifted = likely.copy()
    for step in range(1, min(_CLOSE_BY, len(numbers) - 1) + 1):
        near = (numbers[step:] - numbers[:-step] <= _CLOSE_BY) & (said_by[step:] == said_by[:-step])
        for here, there in ((slice(step, None), slice(None, -step)), (slice(None, -step), slice(step, None))):
            lifted[here] = np.maximum(lifted[here], np.where(near, share * likely[there], 0.0))
    return lifted


def ranges(first: Numbers, last: Numbers) -> Numbers:
    """Return all numbers from first to last, shape ``(longest, n)``; shorter ranges repeat their last number."""
    longest = int((last - first).max(initial=0)) + 1
    numbers: Numbers = np.minimum(first + np.arange(longest)[:, None], last)
    return numbers


def answerable(config: AnsweringConfig, cosine: float, held: float, searched: int) -> float:
    """Return how likely passages answer a question, 0 to 1.

    The nearest of a million unrelated passages is nearer than that of fifty, so the number of
    passages counts too.

    Args:
        config: the weights.
        cosine: nearness of the nearest passage.
        held: share of the question's terms, by rarity, in the passage that holds most of them.
        searched: how many passages were searched.
    """
    size = config.size_weight * math.log(max(searched, 1))
    return logistic(config.bias + config.cosine_weight * cosine + config.coverage_weight * held + size)


def about(config: AnsweringConfig, cosine: float, held: float) -> float:
    """Return how likely a statement is about a topic, 0 to 1.

    Args:
        config: the weights.
        cosine: nearness of the passage that the statement stands in, with its article's title, to the topic.
        held: share of the topic's terms, by rarity, that it holds.
    """
    return logistic(
        config.statement_bias + config.statement_cosine_weight * cosine + config.statement_coverage_weight * held
    )


def logistic(evidence: float) -> float:
    """Return the probability for a logarithm of odds."""
    return 1.0 / (1.0 + math.exp(-evidence))


def topic_terms(words: WordIndex, text: str) -> list[str]:
    """Return the terms that a question is about; all its terms where it has only asking words."""
    wanted = [word for word in text.split() if word.strip(_PUNCTUATION).casefold() not in ASKING]
    return words.terms(" ".join(wanted)) or words.terms(text)


def fuse(rankings: Sequence[Sequence[int]]) -> tuple[Found, ...]:
    """Fuse rankings by reciprocal rank, best first (Cormack, Clarke and Büttcher, SIGIR 2009)."""
    scores: dict[int, float] = {}
    for ranking in rankings:
        for rank, number in enumerate(ranking, start=1):
            scores[number] = scores.get(number, 0.0) + 1.0 / (_RANK_CONSTANT + rank)
    return tuple(Found(number, scores[number]) for number in sorted(scores, key=lambda each: -scores[each]))


def shares(words: WordIndex, wanted: Sequence[str]) -> dict[str, float]:
    """Return for each wanted term its share, by rarity, in all of them; the shares add up to 1.

    A term that no document holds weighs as much as the rarest: nobody here speaks of it.
    """
    weights = np.array([words.rarity(term) for term in wanted])
    weights[weights == 0] = max(weights.max(initial=0.0), np.log1p(len(words) + 0.5))
    return dict(zip(wanted, (weights / weights.sum()).tolist(), strict=True))


def coverage(words: WordIndex, wanted: Mapping[str, float], text: str) -> float:
    """Return how much of the wanted terms a text holds: the sum of their shares, 0 to 1."""
    held = set(words.terms(text))
    return sum(share for term, share in wanted.items() if term in held)
