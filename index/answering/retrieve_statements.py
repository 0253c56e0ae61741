"""Finding statements, by words and by meaning. Only numbers are found here, and how good each is."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from index.answering.confidence import about
from index.answering.query_terms import shares, topic_terms
from index.config import AnsweringConfig
from index.models import Filter
from index.ports import Numbers, Vectors
from index.store.snapshot import Snapshot

Likely: TypeAlias = npt.NDArray[np.float64]  # 0 to 1, shape (n,)

_CLOSE_BY = 3  # statements of an article
_DEPTH = 100  # statements taken from each ranking


@dataclass(frozen=True, slots=True)
class Found:
    """A statement that was found: its number and its score."""

    number: int
    score: float


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


def retrieve_statements(snapshot: Snapshot, sought: Sought, config: AnsweringConfig) -> tuple[Found, ...]:
    """Find the statements about a topic, best first; each one's score is how likely it is about it, 0 to 1.

    What a statement is about, its passage tells better than its own words do ("He also argued …").
    """
    statements = snapshot.corpus.statements
    allowed = None if sought.among is None else np.unique(ranges(*statements.passages(sought.among)))
    near, _ = snapshot.vectors.search(sought.vector, _DEPTH, allowed)
    terms = topic_terms(snapshot.statement_words, sought.topic)
    worded, _ = snapshot.statement_words.search(terms, _DEPTH, sought.limits, people=sought.people)
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
