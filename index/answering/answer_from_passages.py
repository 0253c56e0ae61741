"""Answering from passages, whoever speaks in them."""

import math
from collections.abc import Iterator, Mapping
from itertools import islice

from index.answering.context import SearchContext, SearchResult
from index.answering.deduplicate import Deduplicator
from index.answering.excerpts import Excerpt, SentenceId
from index.answering.mentions import unique_passages
from index.answering.passage_features import ScoredPassage
from index.answering.rerank import rerank_excerpts
from index.answering.retrieve_passages import retrieve_passages
from index.answering.select_sentences import SentenceScore, select_sentences
from index.answering.sentence_features import ScoredSentence, score_sentences
from index.models import Filter, RankedPassage
from index.question.interpret import SearchQuery


def answer_from_passages(context: SearchContext, query: SearchQuery) -> SearchResult:
    """Answer with the best sentences of all passages; they have no speaker.

    If no passage answers within the filter, passages within the relaxed filter may.
    """
    first, exclusive = None, ((query.parsed.topic or query.parsed.text, query.filter),)
    for topic, limits in exclusive if query.is_exclusive else query.passage_searches:
        result = _answer_about(context, query, topic, limits)
        if result.excerpts:
            return result
        first = first or result
    return first or SearchResult(query.filter)


def rank_passages(context: SearchContext, query: SearchQuery) -> tuple[RankedPassage, ...]:
    """Return the best passages of the search that answers, at most as many as the question wants quotes."""
    searches = [retrieve_passages(context, query, topic, limits) for topic, limits in query.passage_searches]
    answering = (found for found in searches if found.probability >= context.config.threshold)
    best = next(answering, searches[0]).passages[: query.question.max_quotes]
    return tuple(_ranked(context, scored) for scored in best)


def _answer_about(context: SearchContext, query: SearchQuery, topic: str, limits: Filter) -> SearchResult:
    config = context.config
    found = retrieve_passages(context, query, topic, limits)
    if not found.passages:
        return SearchResult(limits)
    duplicates = Deduplicator(context, limits)
    passages = unique_passages(duplicates, found, config.passages_read)
    sentences = duplicates.unique_sentences(score_sentences(found.terms, passages))
    excerpts = _reranked(context, topic, _selected(context, sentences, found.probability))
    if found.probability >= config.threshold:
        shown = duplicates.select(excerpts, query.question.max_quotes)
        return SearchResult(limits, excerpts=duplicates.with_also_in(shown), confidence=found.probability)
    shown = duplicates.select(excerpts, config.max_nearest)
    return SearchResult(
        limits,
        nearest=duplicates.with_also_in(shown),
        confidence=found.probability,
        missing_terms=found.terms.missing(passages[0].terms),
    )


def _selected(
    context: SearchContext, sentences: Mapping[SentenceId, ScoredSentence], probability: float
) -> Iterator[Excerpt]:
    """Yield excerpts, best first. Scores are 0 to 1; the best one's is the probability that it answers."""
    scores = {
        id_: SentenceScore(sentence.features.score(context.config.sentence_weights), sentence.span, sentence.words)
        for id_, sentence in sentences.items()
    }
    best = max(sentence.score for sentence in scores.values())
    for excerpt in select_sentences(scores, context.config):
        yield Excerpt(excerpt.article, excerpt.span, probability * math.exp(excerpt.score - best))


def _reranked(context: SearchContext, topic: str, excerpts: Iterator[Excerpt]) -> Iterator[Excerpt]:
    """Yield excerpts, the first of them reranked if there is a reranker. It reads no more than it needs."""
    if context.reranker is not None:
        yield from rerank_excerpts(context, topic, list(islice(excerpts, context.config.reranked)))
    yield from excerpts


def _ranked(context: SearchContext, scored: ScoredPassage) -> RankedPassage:
    sentences = scored.passage.sentences
    article = context.articles[scored.passage.stored.article].article
    return RankedPassage(article.id, sentences[0].hull(sentences[-1]), scored.score)
