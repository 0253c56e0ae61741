"""What tells whether a passage answers: measured alike for every passage that words or meaning found."""

import datetime as dt
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise

from index.answering.query_terms import Topic
from index.config import PassageWeights
from index.store.full_text import FullTextIndex
from index.store.records import PassageText

_UNDATED = 365  # days that an article without a date is taken to be old


@dataclass(frozen=True, slots=True)
class Signals:
    """What tells whether a passage answers; each about 0 to 1.

    Attributes:
        nearness: cosine of its vector and the question's.
        held: share of the question's terms, by rarity, in its text and title.
        pairs: share of the question's pairs of neighbouring words there.
        in_sentence: most of the terms that one sentence of it holds.
        in_title: share of the terms in its title.
        opening: 1 where it opens its article: news tells the main thing first.
        age: logarithm of one more than the days between its publication and the question.
    """

    nearness: float
    held: float
    pairs: float
    in_sentence: float
    in_title: float
    opening: float
    age: float

    def content(self, weights: PassageWeights) -> float:
        """Return the weighted sum of what its words tell, in logarithms of odds against other passages."""
        return (
            weights.nearness * self.nearness
            + weights.held * self.held
            + weights.pairs * self.pairs
            + weights.in_sentence * self.in_sentence
            + weights.in_title * self.in_title
            + weights.opening * self.opening
        )

    def score(self, weights: PassageWeights) -> float:
        """Return the weighted sum of all: of two that answer alike the newer is asked for."""
        return self.content(weights) + weights.age * self.age


@dataclass(frozen=True, slots=True)
class Judged:
    """A passage with its words, cut into terms, and what tells whether it answers.

    Attributes:
        passage: the passage.
        tokens: the terms of each sentence, in order.
        title: the terms of its title.
        signals: what tells.
        content: how well its words answer, against other passages of the same question.
        score: the same, its age taken in.
    """

    passage: PassageText
    tokens: Sequence[Sequence[str]]
    title: Sequence[str]
    signals: Signals
    content: float
    score: float

    @property
    def terms(self) -> frozenset[str]:
        """All terms, those of its title too."""
        return frozenset(chain(self.title, *self.tokens))


def judged(
    words: FullTextIndex,
    topic: Topic,
    found: Sequence[tuple[PassageText, float]],
    today: dt.date,
    weights: PassageWeights,
) -> list[Judged]:
    """Judge passages.

    Args:
        words: cuts texts into terms.
        topic: what is asked about.
        found: passages, each with its cosine and the question's.
        today: the day on which is asked.
        weights: of the signals.

    Returns:
        Best first.
    """
    made = []
    sought = topic.sought()
    held = cache(topic.held)  # most sentences hold none of what is asked about, or the same few terms
    for passage, cosine in found:
        tokens = [words.tokens(passage.sentence(position)) for position in range(len(passage.sentences))]
        age = math.log1p(_UNDATED if passage.published is None else abs((today - passage.published).days))
        opening = passage.stored.first_sentence == 0
        title = words.tokens(passage.title)
        signals = Signals(cosine, *_by_words(topic, sought, held, [*tokens, title]), float(opening), age)
        made.append(Judged(passage, tokens, title, signals, signals.content(weights), signals.score(weights)))
    return sorted(made, key=lambda each: -each.score)


def _by_words(
    topic: Topic, sought: frozenset[str], held: Callable[[frozenset[str]], float], tokens: Sequence[Sequence[str]]
) -> tuple[float, float, float, float]:
    """Return how much of the terms, and of the pairs, all holds, and of the terms one sentence, and the title.

    Args:
        topic: what is asked about.
        sought: all that is looked for.
        held: how much of the terms is in these.
        tokens: of the sentences and, last, of the title.
    """
    *in_sentences, in_title = map(sought.intersection, tokens)
    in_all = in_title.union(*in_sentences)
    # Few passages hold both words of any pair: only in those is it looked whether they are neighbours.
    likely = any(one in in_all and other in in_all for one, other in topic.pairs)
    pairs = topic.pairs_held(set(chain.from_iterable(map(pairwise, tokens)))) if likely else 0.0
    return held(in_all), pairs, max(map(held, in_sentences)), held(in_title)
