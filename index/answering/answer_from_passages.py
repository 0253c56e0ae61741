"""Answering with passages: whoever speaks in them."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from index.answering import quotes
from index.answering.confidence import answerable, evidence
from index.answering.context import Asked, Findings, Search
from index.answering.deduplicate import Copies
from index.answering.passage_features import Judged
from index.answering.query_terms import Topic, topic_of
from index.answering.rerank import rerank_quotes
from index.answering.retrieve_passages import Retrieved, retrieve
from index.answering.select_sentences import Choice, Place, choose
from index.answering.sentence_features import JudgedSentence, judged_sentences
from index.models import Article, Quote, RankedPassage, Span
from index.store.corpus import Corpus


def by_passages(search: Search, asked: Asked) -> Findings:
    """Answer with the sentences that do it best, in nobody's name."""
    config, corpus = search.config, search.snapshot.corpus
    topic = topic_of(search.snapshot.words, asked.text)
    retrieved = retrieve(search, topic, asked)
    if not retrieved.passages:
        return Findings()
    likely = _likely(search, topic, retrieved)
    copies = Copies(corpus, asked.limits)
    best = _apart(copies, retrieved, config.passages_read)
    sentences = copies.sentences(judged_sentences(topic, best))
    cut = _reranked(search, asked, _cut(corpus, _chosen(search, sentences, likely)))
    answers = likely >= config.threshold
    shown = copies.chosen(cut, asked.limit if answers else config.nearest, config)
    told = copies.told(shown)
    if answers:
        return Findings(quotes=told, confidence=likely)
    return Findings(nearest=told, confidence=likely, lacking=topic.lacking(best[0].terms))


def ranked(search: Search, asked: Asked) -> tuple[tuple[RankedPassage, ...], float]:
    """Return the passages that answer best, at most as many as quotes are asked for, and how likely they answer."""
    topic = topic_of(search.snapshot.words, asked.text)
    retrieved = retrieve(search, topic, asked)
    placed = tuple(_placed(search.snapshot.corpus, each) for each in retrieved.passages[: asked.limit])
    return placed, _likely(search, topic, retrieved)


def _likely(search: Search, topic: Topic, retrieved: Retrieved) -> float:
    if not retrieved.passages:
        return 0.0
    return answerable(search.config.confidence, evidence(topic, retrieved.passages, retrieved.searched))


def _apart(copies: Copies, retrieved: Retrieved, limit: int) -> list[Judged]:
    """Return the best passages, none of which only repeats the ones before."""
    by_number = {each.passage.stored.number: each for each in retrieved.passages}
    kept = copies.passages(each.passage.stored for each in retrieved.passages)
    return [by_number[passage.number] for passage, _ in zip(kept, range(limit), strict=False)]


def _chosen(search: Search, sentences: Mapping[Place, JudgedSentence], likely: float) -> Iterator[Choice]:
    """Yield what is quoted, best first; scores are 0 to 1, the best one's the likelihood that it answers."""
    config = search.config
    scores = {place: each.signals.score(config.choosing) for place, each in sentences.items()}
    lengths = {place: each.words for place, each in sentences.items()}
    best = max(scores.values())
    for each in choose(scores, lengths, config):
        yield Choice(each.article, each.first, each.last, likely * math.exp(each.score - best))


def _reranked(search: Search, asked: Asked, cut: Iterator[Quote]) -> Iterator[Quote]:
    """Yield quotes, the first of them reranked where that is to be; else no more is cut than is asked for."""
    if search.reranker is not None:
        yield from rerank_quotes(search, asked, list(islice(cut, search.config.reranked)))
    yield from cut


def _cut(corpus: Corpus, choices: Iterable[Choice]) -> Iterator[Quote]:
    for each in choices:
        yield from _one(corpus.article(each.article), corpus.sentences(each.article), each)


def _one(article: Article, sentences: Sequence[Span], choice: Choice) -> Iterator[Quote]:
    quote = quotes.cut(article, sentences, quotes.passage(sentences, choice))
    if quote is not None:
        yield quote


def _placed(corpus: Corpus, judged: Judged) -> RankedPassage:
    sentences = judged.passage.sentences
    article = corpus.article(judged.passage.stored.article)
    return RankedPassage(article.id, Span(sentences[0].start, sentences[-1].end), judged.score)
