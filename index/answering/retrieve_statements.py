"""Retrieving statements, by words and by meaning: numbers and scores only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from index.answering.answerability import topic_probability
from index.answering.context import SearchContext
from index.answering.query_terms import content_terms, term_weights
from index.answering.topic_context import coverage_with_sentences_before
from index.answering.topic_people import terms_of_pronouns
from index.ports import Numbers, Scores
from index.question.interpret import AnswerMode, SearchQuery

Probabilities: TypeAlias = npt.NDArray[np.float64]  # 0 to 1, shape (n,)

_NEIGHBOURHOOD = 3  # statements of an article
_CANDIDATES = 100  # statements taken from each ranking
_STATEMENTS_PER_QUOTE = 4  # of the newest, because several may be shown as one


@dataclass(frozen=True, slots=True)
class StatementHit:
    """The number of a statement and its score."""

    number: int
    score: float


def retrieve_statements(context: SearchContext, query: SearchQuery) -> tuple[StatementHit, ...]:
    """Retrieve the statements that a question asks for, best first.

    If it names a topic, the score of a statement is the probability that it is about the topic, 0 to 1. If not, the
    newest statements of the speakers are returned, all with the score 1.
    """
    if query.mode is AnswerMode.LATEST and query.speakers is not None:
        most = query.question.max_quotes * _STATEMENTS_PER_QUOTE
        newest = context.collection.snapshot.corpus.statements.newest(query.speakers.statements, most)
        return tuple(StatementHit(number, 1.0) for number in newest)
    if query.speakers is not None and not len(query.speakers.statements):
        return ()
    return _about_topic(context, query)


def _about_topic(context: SearchContext, query: SearchQuery) -> tuple[StatementHit, ...]:
    """Retrieve statements by their passages: "He also argued …" shows its topic less clearly than its passage does."""
    snapshot, topic = context.collection.snapshot, query.parsed.topic
    vector = context.embedder.embed_question(topic)
    statements, index = snapshot.corpus.statements, snapshot.statement_words
    among = _allowed(context, query)
    passages = None if among is None else np.unique(ranges(*statements.passages(among)))
    by_meaning, _ = snapshot.vectors.search(vector, _CANDIDATES, passages)
    terms = content_terms(index, topic)
    by_words = _by_words(context, query, terms)
    numbers = np.union1d(statements.in_passages(by_meaning, among), by_words)
    around = ranges(*statements.passages(numbers))
    cosines = (snapshot.vectors.vectors(around.ravel()) @ vector[0]).reshape(around.shape).max(axis=0, initial=-1)
    coverage = _coverage(context, query, terms, numbers)
    scores = _probabilities(context, coverage, numbers, cosines)
    if query.speakers is not None and max(scores, default=0.0) < context.config.threshold:
        nearest = numbers[np.argsort(-cosines, kind="stable")]
        wider = coverage_with_sentences_before(context, term_weights(index, terms), nearest)
        coverage = {number: max(coverage.get(number, 0.0), wider.get(number, 0.0)) for number in {*coverage, *wider}}
        scores = _probabilities(context, coverage, numbers, cosines)
    speakers = statements.said_by(numbers)
    spread = spread_to_neighbours(np.array(scores), numbers, speakers, context.config.neighbour_share).tolist()
    hits = (StatementHit(number, score) for number, score in zip(numbers.tolist(), spread, strict=True))
    return tuple(sorted(hits, key=lambda hit: -hit.score))


def _probabilities(
    context: SearchContext, coverage: Mapping[int, float], numbers: Numbers, cosines: Scores
) -> list[float]:
    """Return the probability that each statement is about the topic."""
    return [
        topic_probability(context.config, cosine, coverage.get(number, 0.0))
        for number, cosine in zip(numbers.tolist(), cosines.tolist(), strict=True)
    ]


def _coverage(
    context: SearchContext, query: SearchQuery, terms: Sequence[str], numbers: Numbers
) -> Mapping[int, float]:
    """Return the part of the topic's terms that statements contain, 0 to 1, by the number of the statement.

    A pronoun contains the name of its person.
    """
    index = context.collection.snapshot.statement_words
    weights = term_weights(index, terms)
    coverage = index.held(weights, numbers.tolist(), context.config.context_weight)
    best_first = np.array(sorted(numbers.tolist(), key=lambda number: -coverage.get(number, 0.0)), np.int64)
    for number, names in terms_of_pronouns(context, query, best_first).items():
        by_pronouns = sum(weight for term, weight in weights.items() if term in names)
        coverage[number] = min(coverage.get(number, 0.0) + by_pronouns, 1.0)
    return coverage


def _by_words(context: SearchContext, query: SearchQuery, terms: Sequence[str]) -> Numbers:
    """Return the numbers of the statements with the words of the topic that may answer."""
    index, speakers = context.collection.snapshot.statement_words, query.speakers
    if speakers is None:
        return index.search(terms, _CANDIDATES, query.filter)[0]
    own, _ = index.search(terms, _CANDIDATES, query.filter, people=speakers.people)
    printed, _ = index.search(terms, _CANDIDATES, query.filter, among=speakers.printed)
    return np.concatenate([own, printed])


def _allowed(context: SearchContext, query: SearchQuery) -> Numbers | None:
    """Return the numbers of the statements that may answer; None for all."""
    if query.speakers is not None:
        return query.speakers.statements
    statements = context.collection.snapshot.corpus.statements
    return statements.within(query.filter) if query.filter else None


def spread_to_neighbours(scores: Probabilities, numbers: Numbers, speakers: Numbers, share: float) -> Probabilities:
    """Return the probabilities that statements are about a topic, given their speaker's neighbouring statements.

    "He also argued …" follows "He said that the summit failed". It is about the summit and does not name it.

    Args:
        scores: probability of each statement alone, shape ``(n,)``.
        numbers: numbers of the statements, ascending.
        speakers: equal for statements of one speaker in one article.
        share: the part of a statement's probability that its neighbours get.
    """
    spread = scores.copy()
    for step in range(1, min(_NEIGHBOURHOOD, len(numbers) - 1) + 1):
        is_near = (numbers[step:] - numbers[:-step] <= _NEIGHBOURHOOD) & (speakers[step:] == speakers[:-step])
        for here, there in ((slice(step, None), slice(None, -step)), (slice(None, -step), slice(step, None))):
            spread[here] = np.maximum(spread[here], np.where(is_near, share * scores[there], 0.0))
    return spread


def ranges(first: Numbers, last: Numbers) -> Numbers:
    """Return all numbers from first to last, shape ``(longest, n)``; shorter ranges repeat their last number."""
    longest = int((last - first).max(initial=0)) + 1
    numbers: Numbers = np.minimum(first + np.arange(longest)[:, None], last)
    return numbers
