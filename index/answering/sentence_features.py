"""The features of a sentence, and the score that selects it."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.answering.excerpts import SentenceId
from index.answering.passage_features import ScoredPassage
from index.answering.query_terms import QueryTerms
from index.config import SentenceWeights
from index.models import Span
from index.question.answer_type import contains_type, expected_answer_type, words_of


@dataclass(frozen=True, slots=True)
class SentenceFeatures:
    """Features of a sentence for selection.

    Attributes:
        passage_score: its passage's score minus the best passage's score; 0 or negative.
        term_coverage: coverage of the query's terms by the sentence.
        coverage_with_previous: the same, together with the sentence before it in the passage.
        answer_type: 1 if it contains the expected type of answer (a number, a time, a name), -1 if it does not, 0 if no
            type is expected.
        length: log(1 + number of words).
    """

    passage_score: float
    term_coverage: float
    coverage_with_previous: float
    answer_type: float
    length: float

    def score(self, weights: SentenceWeights) -> float:
        """Return the weighted sum: log-odds against the other sentences."""
        return (
            weights.passage_score * self.passage_score
            + weights.term_coverage * self.term_coverage
            + weights.coverage_with_previous * self.coverage_with_previous
            + weights.answer_type * self.answer_type
            + weights.length * self.length
        )


@dataclass(frozen=True, slots=True)
class ScoredSentence:
    """A sentence with its span, its number of words and its features."""

    id: SentenceId
    span: Span
    words: int
    features: SentenceFeatures


def score_sentences(terms: QueryTerms, passages: Sequence[ScoredPassage]) -> dict[SentenceId, ScoredSentence]:
    """Compute the features of every sentence of passages, best passage first.

    A sentence of two passages counts in the better one.

    Args:
        terms: the query.
        passages: the passages, best first.
    """
    scored: dict[SentenceId, ScoredSentence] = {}
    for passage in passages:
        for sentence in _sentences(terms, passage, passages[0].score):
            scored.setdefault(sentence.id, sentence)
    return scored


def _sentences(terms: QueryTerms, scored: ScoredPassage, best_score: float) -> Iterator[ScoredSentence]:
    expected, question_words = expected_answer_type(terms.text), frozenset(map(str.casefold, words_of(terms.text)))
    stored, previous = scored.passage.stored, frozenset[str]()
    for position, tokens in enumerate(scored.tokens):
        text, own = scored.passage.sentence(position), frozenset(tokens)
        words = len(text.split())
        has_type = expected is not None and contains_type(expected, text, question_words)
        yield ScoredSentence(
            id=SentenceId(stored.article, stored.first_sentence + position),
            span=scored.passage.sentences[position],
            words=words,
            features=SentenceFeatures(
                passage_score=scored.score - best_score,
                term_coverage=terms.coverage(own),
                coverage_with_previous=terms.coverage(own | previous),
                answer_type=0.0 if expected is None else (1.0 if has_type else -1.0),
                length=math.log(words + 1),
            ),
        )
        previous = own
