"""Cutting quotes: the one place where a span becomes words, and the choice of the span."""

import hashlib
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.models import Article, Quote, Source, Span

_log = logging.getLogger(__name__)
_MOST_SENTENCES = 3
_PRONOUN = re.compile(r"[\W_]*(?:he|she|they|his|her|their|it|its|this|that|these|those)\b", re.IGNORECASE)
_NEARLY = 0.8  # of the best sentence's score, for a neighbour to be quoted with it


@dataclass(frozen=True, slots=True)
class Choice:
    """Sentences chosen to answer: ordinals ``first`` to ``last`` of an article, and how well they do."""

    article: int
    first: int
    last: int
    score: float


def cut(article: Article, sentences: Sequence[Span], choice: Choice) -> Quote | None:
    """Cut a quote out of the stored article; None, and logged, where the text is not the one indexed.

    Args:
        article: as stored.
        sentences: all sentences of it.
        choice: which of them.
    """
    start, end = sentences[choice.first].start, sentences[choice.last].end
    intact = hashlib.sha256(article.text.encode()).hexdigest() == article.sha256
    if not intact or end > len(article.text):
        _log.error("the stored text of %s was altered; it is not quoted", article.id)
        return None
    return Quote(
        text=article.text[start:end],
        start=start,
        end=end,
        kind="passage",
        speaker=None,
        before=_sentence(article, sentences, choice.first - 1),
        after=_sentence(article, sentences, choice.last + 1),
        score=choice.score,
        article=_source(article),
    )


def readable(article: Article, sentences: Sequence[Span], ordinal: int) -> str:
    """Return a sentence as it is to be judged: one that opens with a pronoun with the one before it.

    "He stated that …" says nothing of Lavrov by itself; the sentence before it names him.
    """
    opens = _PRONOUN.match(sentences[ordinal].of(article.text))
    first = sentences[max(ordinal - 1, 0)] if opens else sentences[ordinal]
    return article.text[first.start : sentences[ordinal].end]


def choose(article: int, first: int, scores: Sequence[float]) -> Choice:
    """Return the best one to three sentences of a passage.

    The best sentence, and its neighbours as long as they are nearly as good: a quote is no longer
    than its answer.

    Args:
        article: number of the passage's article.
        first: ordinal of the passage's first sentence.
        scores: how well each sentence of the passage answers.
    """
    best = max(range(len(scores)), key=lambda position: scores[position])
    start = stop = best
    while stop - start + 1 < _MOST_SENTENCES:
        beside = [at for at in (start - 1, stop + 1) if 0 <= at < len(scores)]
        near = [at for at in beside if scores[at] >= _NEARLY * scores[best]]
        if not near:
            break
        added = max(near, key=lambda position: scores[position])
        start, stop = min(start, added), max(stop, added)
    return Choice(article, first + start, first + stop, float(scores[best]))


def merge(choices: Sequence[Choice]) -> list[Choice]:
    """Return the choices without overlaps, best first.

    Choices of one article that share a sentence become one, unless that would be longer than a
    quote may be; then the better one stays.
    """
    kept: list[Choice] = []
    for choice in sorted(choices, key=lambda each: -each.score):
        other = next((each for each in kept if _overlap(each, choice)), None)
        if other is None:
            kept.append(choice)
            continue
        first, last = min(other.first, choice.first), max(other.last, choice.last)
        if last - first < _MOST_SENTENCES:
            kept[kept.index(other)] = Choice(other.article, first, last, other.score)
    return kept


def _overlap(one: Choice, other: Choice) -> bool:
    return one.article == other.article and one.first <= other.last and other.first <= one.last


def _sentence(article: Article, sentences: Sequence[Span], ordinal: int) -> str:
    return sentences[ordinal].of(article.text) if 0 <= ordinal < len(sentences) else ""


def _source(article: Article) -> Source:
    return Source(
        id=article.id,
        title=article.title,
        author=article.author,
        source=article.source,
        published=article.published,
        url=article.url,
        sha256=article.sha256,
    )
