"""Answering with passages: whoever speaks in them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from index.answering import quotes
from index.answering.retrieve import Retrieved, answerable, coverage, retrieve, shares
from index.asking.asked import Asked, Findings, Search
from index.models import Article, Quote, RankedPassage, Span
from index.store.corpus import Corpus, StoredPassage
from index.store.statements import Statements
from index.texts import readable, touched

_NEARLY = 0.5  # of the words that the best sentence of a passage holds, for another to be shown


@dataclass(frozen=True, slots=True)
class _Read:
    """The sentences of the best passages, judged.

    Attributes:
        scores: how well each answers.
        lengths: how many words each has.
        articles: the articles they stand in, by number.
        spans: all sentences of these articles.
        held: share of the question's terms, by rarity, in the passage that holds most of them.
    """

    scores: dict[quotes.Place, float]
    lengths: dict[quotes.Place, int]
    articles: dict[int, Article]
    spans: dict[int, list[Span]]
    held: float


def by_passages(search: Search, asked: Asked) -> Findings:
    """Answer with the sentences that do it best, in nobody's name."""
    retrieved = retrieve(search.snapshot, asked.text, asked.vector, asked.limits)
    read = _read(search, asked, retrieved)
    cut = tuple(islice(_cut(read), asked.limit))
    likely = answerable(search.config, retrieved.cosine, read.held, retrieved.searched)
    if cut and likely >= search.config.threshold:
        return Findings(quotes=cut, confidence=likely)
    return Findings(nearest=cut[: search.config.nearest], confidence=likely)


def ranked(search: Search, asked: Asked) -> tuple[RankedPassage, ...]:
    """Return the passages that are nearest to what is asked, best first, at most as many as quotes are asked for."""
    corpus = search.snapshot.corpus
    best = retrieve(search.snapshot, asked.text, asked.vector, asked.limits).passages[: asked.limit]
    return tuple(
        _placed(corpus, each, found.score)
        for found, each in zip(best, corpus.passages([found.number for found in best]), strict=True)
    )


def _placed(corpus: Corpus, passage: StoredPassage, score: float) -> RankedPassage:
    sentences = corpus.sentences(passage.article)
    span = Span(sentences[passage.first_sentence].start, sentences[passage.last_sentence].end)
    return RankedPassage(corpus.article(passage.article).id, span, score)


def naming(search: Search, asked: Asked, people: Sequence[int]) -> Iterator[Quote]:
    """Yield sentences about the topic that name any of these people and are not what they say; in nobody's name.

    Nothing is embedded: a passage is judged by its stored vector and its words, its sentences by their words.
    """
    snapshot, config = search.snapshot, search.config
    among = snapshot.corpus.statements.passages_naming(people, asked.limits)
    retrieved = retrieve(snapshot, asked.text, asked.vector, asked.limits, among)
    wanted, given = shares(snapshot.words, retrieved.terms), set[quotes.Place]()
    for each in snapshot.corpus.passages([found.number for found in retrieved.passages[: config.passages_read]]):
        article, spans = snapshot.corpus.article(each.article), snapshot.corpus.sentences(each.article)
        cosine = float((snapshot.vectors.vectors(np.array([each.number])) @ asked.vector[0])[0])
        held = coverage(snapshot.words, wanted, f"{article.title}\n{_text(article, spans, each)}")
        if answerable(config, cosine, held, len(among)) < config.threshold:
            continue
        scores = {
            (each.article, at): coverage(snapshot.words, wanted, spans[at].of(article.text))
            for at in _naming_only(snapshot.corpus.statements, article, spans, each, people)
        }
        best = max(scores.values(), default=0.0)
        for place in sorted(scores, key=lambda place: -scores[place]):
            if place not in given and scores[place] > best * _NEARLY:
                given.add(place)
                yield from _one(article, spans, quotes.Choice(*place, place[1], scores[place]))


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


def _read(search: Search, asked: Asked, retrieved: Retrieved) -> _Read:
    """Judge every sentence of the best passages: by its passage's rank, by meaning and by words."""
    corpus, words = search.snapshot.corpus, search.snapshot.words
    best = retrieved.passages[: search.config.passages_read]
    passages = corpus.passages([found.number for found in best])
    articles = {number: corpus.article(number) for number in {each.article for each in passages}}
    spans = {number: corpus.sentences(number) for number in articles}
    wanted = shares(words, retrieved.terms)
    ranks, held = dict[quotes.Place, float](), 0.0
    for found, each in zip(best, passages, strict=True):
        article, sentences = articles[each.article], spans[each.article]
        held = max(held, coverage(words, wanted, f"{article.title}\n{_text(article, sentences, each)}"))
        for ordinal in range(each.first_sentence, each.last_sentence + 1):
            ranks.setdefault((each.article, ordinal), found.score / best[0].score)
    texts = {(number, at): readable(articles[number], spans[number], at, at) for number, at in ranks}
    cosines = search.embedder.embed_passages(list(texts.values())) @ asked.vector[0]
    weight = search.config.rank_weight
    scores = {
        place: weight * ranks[place] + (1 - weight) * (float(cosine) + coverage(words, wanted, text)) / 2
        for (place, text), cosine in zip(texts.items(), cosines, strict=True)
    }
    lengths = {(number, at): len(spans[number][at].of(articles[number].text).split()) for number, at in ranks}
    return _Read(scores, lengths, articles, spans, held)


def _cut(read: _Read) -> Iterator[Quote]:
    for each in quotes.choose(read.scores, read.lengths):
        yield from _one(read.articles[each.article], read.spans[each.article], each)


def _one(article: Article, sentences: Sequence[Span], choice: quotes.Choice) -> Iterator[Quote]:
    quote = quotes.cut(article, sentences, quotes.passage(sentences, choice))
    if quote is not None:
        yield quote


def _text(article: Article, sentences: Sequence[Span], passage: StoredPassage) -> str:
    return article.text[sentences[passage.first_sentence].start : sentences[passage.last_sentence].end]


def _any_form(forms: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)")
