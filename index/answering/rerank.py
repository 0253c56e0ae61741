"""Putting what was found in another order by a model that reads question and text together, where there is one."""

import math
from collections.abc import Sequence
from dataclasses import replace

from index.answering.context import Asked, Search
from index.answering.passage_features import Judged
from index.models import Quote


def rerank_passages(search: Search, asked: Asked, passages: Sequence[Judged]) -> list[Judged]:
    """Return passages, best first as they come, the first of them in the order that reranker and signals give.

    Scores go on falling: those behind the reranked ones follow in their order.
    """
    first, rest = list(passages[: search.config.reranked]), passages[search.config.reranked :]
    if search.reranker is None or not first:
        return list(passages)
    texts = [f"{each.passage.title}\n{each.passage.text}" for each in first]
    logits = search.reranker.score(asked.text, texts).tolist()
    share = search.config.rerank_weight
    scored = [replace(each, score=each.score + share * logit) for each, logit in zip(first, logits, strict=True)]
    least = min(each.score for each in scored)
    down = max((each.score - least for each in rest[:1]), default=0.0)
    lowered = (replace(each, score=each.score - max(down, 0.0)) for each in rest)
    return [*sorted(scored, key=lambda each: -each.score), *lowered]


def rerank_quotes(search: Search, asked: Asked, quotes: Sequence[Quote]) -> list[Quote]:
    """Return quotes in the order that reranker and scores give; the scores stay with the places."""
    if search.reranker is None or not quotes:
        return list(quotes)
    texts = [f"{each.article.title}\n{each.text}" for each in quotes]
    logits = search.reranker.score(asked.text, texts).tolist()
    share = search.config.rerank_weight
    by_both = sorted(zip(quotes, logits, strict=True), key=lambda pair: -(math.log(pair[0].score) + share * pair[1]))
    places = sorted((each.score for each in quotes), reverse=True)
    return [replace(quote, score=score) for (quote, _), score in zip(by_both, places, strict=True)]
