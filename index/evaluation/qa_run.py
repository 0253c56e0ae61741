"""A run of labelled questions through the engine, as a user would ask them."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, TypeAlias

from index.engine import Engine
from index.errors import QuestionError
from index.evaluation.gold_spans import TextLocation, UnlocatedEvidence, place_evidence, quote_locations
from index.evaluation.qa_dataset import LabelledCollection, LabelledQuestion
from index.evaluation.qa_metrics import RANKS, SHOWN, Outcome
from index.models import Answer, Question, Quote
from index.progress import Progress
from index.store.corpus import Corpus

QUOTES: Final = max(SHOWN)
_WARM_UP: Final = 3  # questions before the time is measured
_PASSAGES: Final = 10 * max(RANKS)  # enough to rank ten articles

Ask: TypeAlias = Callable[[Question], Answer]


@dataclass(frozen=True, slots=True)
class QaRun:
    """Labelled questions, and the engines that answer the questions.

    Attributes:
        collection: the articles and questions.
        engine: the engine over the articles, as a user would use it.
        answers_all: the same engine without a threshold, for the quotes of questions that ``engine`` does not answer.
        progress: called after each question.
    """

    collection: LabelledCollection
    engine: Engine
    answers_all: Engine
    progress: Progress

    def run(self) -> tuple[list[Outcome], list[UnlocatedEvidence]]:
        """Ask all questions. Return their outcomes, and the evidence that the stored articles do not contain.

        Raises:
            QuestionError: the engine refused a question; the message names the question.
        """
        questions = self.collection.questions
        for question in islice(questions, _WARM_UP):
            ask_labelled(self.engine.ask, question)
        outcomes, unlocated = [], list[UnlocatedEvidence]()
        for done, question in enumerate(questions, start=1):
            outcomes.append(self._outcome(question, unlocated))
            self.progress("Questions", done, len(questions))
        return outcomes, unlocated

    def _outcome(self, question: LabelledQuestion, unlocated: list[UnlocatedEvidence]) -> Outcome:
        """Return the outcome of a question. Add its unlocated evidence to the list."""
        start = time.perf_counter()
        answer = ask_labelled(self.engine.ask, question)
        seconds = time.perf_counter() - start
        corpus = self.engine.snapshot.corpus
        evidence, missing = place_evidence(question, corpus, self.collection.texts)
        unlocated += missing
        quotes = _locations(answer.quotes, corpus)
        return Outcome(
            type=question.type,
            answerable=question.answerable,
            evidence=evidence,
            ranked=self._ranked(question) if question.answerable else (),
            quotes=quotes,
            chosen=quotes or (self._chosen(question, corpus) if question.answerable else ()),
            answered=answer.status == "answered",
            confidence=answer.confidence,
            lengths=[len(quote.text.split()) for quote in answer.quotes],
            verbatim=[is_verbatim(quote, corpus) for quote in (*answer.quotes, *answer.nearest)],
            seconds=seconds,
        )

    def _ranked(self, question: LabelledQuestion) -> list[TextLocation]:
        ranked = self.engine.rank(_to_question(question, _PASSAGES))
        return [TextLocation(passage.article_id, passage.span) for passage in ranked]

    def _chosen(self, question: LabelledQuestion, corpus: Corpus) -> Sequence[Sequence[TextLocation]]:
        return _locations(ask_labelled(self.answers_all.ask, question).quotes, corpus)


def ask_labelled(ask: Ask, question: LabelledQuestion) -> Answer:
    """Ask a labelled question on its day, for five quotes.

    Raises:
        QuestionError: the engine refused the question; the message names the question.
    """
    try:
        return ask(_to_question(question, QUOTES))
    except QuestionError as error:
        msg = f"Question {question.id}: {error}"
        raise QuestionError(msg) from error


def is_verbatim(quote: Quote, corpus: Corpus) -> bool:
    """Return True if the stored article is unaltered and contains the quote at its offsets."""
    number = corpus.article_number(quote.article.id)
    if number is None:
        return False
    article = corpus.article(number)
    is_indexed_text = article.is_intact() and article.sha256 == quote.article.sha256
    return is_indexed_text and quote.text == article.text[quote.start : quote.end]


def _to_question(question: LabelledQuestion, max_quotes: int) -> Question:
    return Question(question.text, max_quotes=max_quotes, today=question.today)


def _locations(quotes: Sequence[Quote], corpus: Corpus) -> list[tuple[TextLocation, ...]]:
    return [quote_locations(quote, corpus) for quote in quotes]
