"""Cutting quotes: the one place where a span becomes words, and the choice of the span."""

import hashlib
import logging
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from index.models import Article, Quote, Source, Span

Place: TypeAlias = tuple[int, int]  # an article's number and a sentence's ordinal

_log = logging.getLogger(__name__)
_MOST_SENTENCES = 3
_MOST_WORDS = 60
_PRONOUN = re.compile(r"[\W_]*(?:he|she|they|his|her|their|it|its|this|that|these|those)\b", re.IGNORECASE)
_NEARLY = 0.7  # of the best sentence's score, for a neighbour to be quoted with it


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


def choose(scores: Mapping[Place, float], lengths: Mapping[Place, int]) -> Iterator[Choice]:
    """Yield the sentences that answer, best first, each with neighbours that are nearly as good.

    No sentence is in two choices. A quote grows no longer than three sentences and sixty words,
    unless one sentence alone is longer.

    Args:
        scores: how well each sentence answers.
        lengths: words of each sentence.
    """
    free = set(scores)
    for best in sorted(scores, key=lambda place: -scores[place]):
        if best in free:
            choice = _grown(best, scores, lengths, free)
            free -= {(choice.article, at) for at in range(choice.first, choice.last + 1)}
            yield choice


def _grown(best: Place, scores: Mapping[Place, float], lengths: Mapping[Place, int], free: Collection[Place]) -> Choice:
    article, first = best
    last, words = first, lengths[best]
    while last - first + 1 < _MOST_SENTENCES:
        near = [
            place
            for place in ((article, first - 1), (article, last + 1))
            if place in free and scores[place] >= _NEARLY * scores[best] and words + lengths[place] <= _MOST_WORDS
        ]
        if not near:
            break
        added = max(near, key=lambda place: scores[place])
        first, last, words = min(first, added[1]), max(last, added[1]), words + lengths[added]
    return Choice(article, first, last, scores[best])


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
