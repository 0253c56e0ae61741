"""Retrieving passages, by words and by meaning, and ranking them."""

from dataclasses import dataclass

import numpy as np

from index.answering.answerability import answer_probability, features_of_all
from index.answering.context import SearchContext
from index.answering.passage_features import ScoredPassage, score_passages
from index.answering.query_terms import QueryTerms, query_terms
from index.answering.rerank import rerank_passages
from index.models import Filter
from index.ports import Numbers
from index.question.interpret import SearchQuery


@dataclass(frozen=True, slots=True)
class Candidates:
    """The passages that a query retrieves.

    Attributes:
        terms: the terms of the query.
        passages: the passages, best first.
        searched: number of passages that were searched.
        probability: probability that the passages answer the query, 0 to 1.
    """

    terms: QueryTerms
    passages: tuple[ScoredPassage, ...]
    searched: int
    probability: float


def retrieve_passages(
    context: SearchContext, query: SearchQuery, topic: str, limits: Filter, among: Numbers | None = None
) -> Candidates:
    """Retrieve the passages about a topic, by words and by meaning.

    Args:
        context: the collection, the number of candidates, and the weights that rank them.
        query: the day of the question.
        topic: the words to search for.
        limits: the articles that may answer. They are filtered before the search, exactly.
        among: numbers of the only passages that may answer, all of them within the filter; None for all within it.
    """
    snapshot, config = context.collection.snapshot, context.config
    vector = context.embedder.embed_question(topic)
    allowed = snapshot.corpus.passages_within(limits) if among is None and limits else among
    searched = len(snapshot.vectors) if allowed is None else len(allowed)
    by_meaning, _ = snapshot.vectors.search(vector, config.candidates, allowed)
    terms = query_terms(snapshot.words, topic)
    by_words, _ = snapshot.words.search(terms.terms, config.candidates, limits, among=among)
    numbers = np.union1d(by_meaning, by_words)
    cosines = snapshot.vectors.vectors(numbers) @ vector[0]
    passages = list(zip(snapshot.corpus.read_passages(numbers.tolist()), cosines.tolist(), strict=True))
    scored = score_passages(snapshot.words, terms, passages, query.today, config.passage_weights)
    ranked = tuple(rerank_passages(context, topic, scored))
    features = features_of_all(terms, ranked, searched) if ranked else None
    probability = answer_probability(config.answerability_weights, features) if features else 0.0
    return Candidates(terms, ranked, searched, probability)
