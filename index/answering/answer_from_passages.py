"""Answering with passages: whoever speaks in them."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from index.answering import quotes
from index.answering.confidence import answerable, evidence, evidence_of
from index.answering.deduplicate import Copies
from index.answering.quotes import Choice, Place
from index.answering.rerank import rerank_quotes
from index.answering.retrieve_passages import Retrieved, retrieve
from index.answering.sentence_features import JudgedSentence, judged_sentences
from index.answering.passage_features import Judged
from index.answering.query_terms import Topic, topic_of
from index.answering.context import Asked, Findings, Search
from index.models import Article, Quote, RankedPassage, Span
from index.store.corpus import Corpus, StoredPassage
from index.store.statements import Statements
from index.text.sentence_range import touched

_NEARLY = 0.5  # of the words that the best sentence of a passage holds, for another to be shown


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


def naming(search: Search, asked: Asked, people: Sequence[int], copies: Copies, least: float) -> Iterator[Quote]:
    """Yield sentences about the topic that name any of these people and are not what they say; in nobody's name.

    Nothing is embedded: a passage is judged by its stored vector and its words, its sentences by their words.

    Args:
        search: what is searched.
        asked: the topic.
        people: who is named.
        copies: what repeats is left out.
        least: how likely a passage must be about the topic, 0 to 1.
    """
    snapshot, config = search.snapshot, search.config
    among = snapshot.corpus.statements.passages_naming(people, asked.limits)
    topic = topic_of(snapshot.words, asked.text)
    retrieved = retrieve(replace(search, reranker=None), topic, asked, among)
    given = set[Place]()
    for judged in _apart(copies, retrieved, config.passages_read):
        told = evidence_of(topic, judged, retrieved.passages, retrieved.searched)
        if answerable(config.confidence, told) < least:
            continue
        each = judged.passage.stored
        article, spans = snapshot.corpus.article(each.article), snapshot.corpus.sentences(each.article)
        scores = {
            (each.article, at): topic.held(set(judged.tokens[at - each.first_sentence]))
            for at in _naming_only(snapshot.corpus.statements, article, spans, each, people)
        }
        best = max(scores.values(), default=0.0)
        for place in sorted(scores, key=lambda place: -scores[place]):
            if place not in given and scores[place] > best * _NEARLY:
                given.add(place)
                yield from _one(article, spans, Choice(*place, place[1], scores[place]))


def _naming_only(
    statements: Statements, article: Article, sentences: Sequence[Span], passage: StoredPassage, people: Sequence[int]
) -> Iterator[int]:
    """Yield the ordinals of a passage's sentences that name any of these people and hold nothing that they say."""
    named = _any_form(statements.forms(passage.article, people))
    theirs = [each.statement for each in statements.of_article(passage.article) if each.person in people]
    said = [touched(sentences, span) for each in theirs for span in each.spans]
    for at in range(passage.first_sentence, passage.last_sentence + 1):
        if named.search(sentences[at].of(article.text)) and not any(first <= at <= last for first, last in said):
            yield at


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
    for each in quotes.choose(scores, lengths, config):
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


def _any_form(forms: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)")
