"""Which sentences of the passages that were found answer, and how well each does."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.answering.passage_features import Judged
from index.answering.query_terms import Topic
from index.answering.select_sentences import Place
from index.config import SentenceWeights
from index.question.answer_type import contains_type, expected_answer_type, words_of


@dataclass(frozen=True, slots=True)
class SentenceSignals:
    """What tells whether a sentence answers.

    Attributes:
        passage: its passage's score less the best one's, 0 or below.
        held: share of the question's terms, by rarity, that it holds.
        held_with_before: the same together with the sentence before it in the passage.
        kind: 1 where it holds what the question wants (a number, a time, a name), -1 where not, 0 where that is open.
        length: logarithm of one more than its words.
    """

    passage: float
    held: float
    held_with_before: float
    kind: float
    length: float

    def score(self, weights: SentenceWeights) -> float:
        """Return the weighted sum, in logarithms of odds against other sentences."""
        return (
            weights.passage * self.passage
            + weights.held * self.held
            + weights.held_with_before * self.held_with_before
            + weights.kind * self.kind
            + weights.length * self.length
        )


@dataclass(frozen=True, slots=True)
class JudgedSentence:
    """A sentence: where it lies, how many words it has, and what tells whether it answers."""

    place: Place
    words: int
    signals: SentenceSignals


def judged_sentences(topic: Topic, passages: Sequence[Judged]) -> dict[Place, JudgedSentence]:
    """Judge every sentence of passages, best passage first; one that two of them hold counts in the better one.

    Args:
        topic: what is asked about.
        passages: best first.
    """
    found: dict[Place, JudgedSentence] = {}
    for each in passages:
        for sentence in _sentences(topic, each, passages[0].score):
            found.setdefault(sentence.place, sentence)
    return found


def _sentences(topic: Topic, judged: Judged, best: float) -> Iterator[JudgedSentence]:
    kind, asked = expected_answer_type(topic.text), frozenset(word.casefold() for word in words_of(topic.text))
    stored, before = judged.passage.stored, frozenset[str]()
    for position, tokens in enumerate(judged.tokens):
        text, terms = judged.passage.sentence(position), frozenset(tokens)
        words = len(text.split())
        yield JudgedSentence(
            place=(stored.article, stored.first_sentence + position),
            words=words,
            signals=SentenceSignals(
                passage=judged.score - best,
                held=topic.held(terms),
                held_with_before=topic.held(terms | before),
                kind=0.0 if kind is None else (1.0 if contains_type(kind, text, asked) else -1.0),
                length=math.log(words + 1),
            ),
        )
        before = terms
