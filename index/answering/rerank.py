"""Reordering the best candidates with a model that reads question and text together, if there is one."""

import math
from collections.abc import Sequence
from dataclasses import replace

from index.answering.context import SearchContext
from index.answering.excerpts import Excerpt
from index.answering.passage_features import ScoredPassage


def rerank_passages(context: SearchContext, question: str, passages: Sequence[ScoredPassage]) -> list[ScoredPassage]:
    """Return passages with the first of them in the order of their scores and the reranker's together.

    The passages behind the reranked ones keep their order, and their scores stay below.
    """
    reranked = context.config.reranked
    first, rest = list(passages[:reranked]), passages[reranked:]
    if context.reranker is None or not first:
        return list(passages)
    texts = [f"{scored.passage.title}\n{scored.passage.text}" for scored in first]
    logits = context.reranker.score(question, texts).tolist()
    weight = context.config.rerank_weight
    scored = [
        replace(passage, score=passage.score + weight * logit) for passage, logit in zip(first, logits, strict=True)
    ]
    lowest = min(passage.score for passage in scored)
    excess = max((passage.score - lowest for passage in rest[:1]), default=0.0)
    lowered = (replace(passage, score=passage.score - max(excess, 0.0)) for passage in rest)
    return [*sorted(scored, key=lambda passage: -passage.score), *lowered]


def rerank_excerpts(context: SearchContext, question: str, excerpts: Sequence[Excerpt]) -> list[Excerpt]:
    """Return excerpts in the order of their scores and the reranker's together. The scores stay with the ranks."""
    if context.reranker is None or not excerpts:
        return list(excerpts)
    articles = [context.articles[excerpt.article].article for excerpt in excerpts]
    texts = [
        f"{article.title}\n{excerpt.span.of(article.text)}" for article, excerpt in zip(articles, excerpts, strict=True)
    ]
    logits = context.reranker.score(question, texts).tolist()
    weight = context.config.rerank_weight
    ranked = sorted(zip(excerpts, logits, strict=True), key=lambda pair: -(math.log(pair[0].score) + weight * pair[1]))
    scores = sorted((excerpt.score for excerpt in excerpts), reverse=True)
    return [replace(excerpt, score=score) for (excerpt, _), score in zip(ranked, scores, strict=True)]
