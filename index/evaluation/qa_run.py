"""Asks labelled questions as a user would, and puts what came beside what was to be found."""

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, TypeAlias

from index.engine import Engine
from index.errors import QuestionError
from index.evaluation.gold_spans import TextLocation, UnlocatedEvidence, place_evidence, quote_places
from index.evaluation.qa_dataset import LabelledCollection, LabelledQuestion
from index.evaluation.qa_metrics import RANKS, SHOWN, Outcome
from index.models import Answer, Question, Quote
from index.progress import Progress
from index.store.corpus import Corpus

QUOTES: Final = max(SHOWN)
_WARMING: Final = 3  # questions asked before the clock counts
_PASSAGES: Final = 10 * max(RANKS)  # that ten articles come among them

Ask: TypeAlias = Callable[[Question], Answer]


@dataclass(frozen=True, slots=True)
class Asking:
    """Labelled questions and who answers them.

    Attributes:
        collection: the questions.
        engine: over the collection's articles, as a user gets it.
        answers_all: the same without a threshold: what it would quote where the other one does not answer.
        progress: told how far it is.
    """

    collection: LabelledCollection
    engine: Engine
    answers_all: Engine
    progress: Progress

    def run(self) -> tuple[list[Outcome], list[UnlocatedEvidence]]:
        """Ask every question; return what came of each, and the evidence that has no place in the stored articles.

        Raises:
            QuestionError: one cannot be asked; it is named.
        """
        questions = self.collection.questions
        for each in islice(questions, _WARMING):
            ask_labelled(self.engine.ask, each)
        outcomes, unplaced = [], list[UnlocatedEvidence]()
        for done, each in enumerate(questions, start=1):
            outcomes.append(self._outcome(each, unplaced))
            self.progress("Questions", done, len(questions))
        return outcomes, unplaced

    def _outcome(self, question: LabelledQuestion, unplaced: list[UnlocatedEvidence]) -> Outcome:
        began = time.perf_counter()
        answer = ask_labelled(self.engine.ask, question)
        seconds = time.perf_counter() - began
        corpus = self.engine.snapshot.corpus
        evidence, missing = place_evidence(question, corpus, self.collection.texts)
        unplaced += missing
        quotes = _places(answer.quotes, corpus)
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
        ranked = self.engine.rank(_asked(question, _PASSAGES))
        return [TextLocation(each.article_id, each.span) for each in ranked]

    def _chosen(self, question: LabelledQuestion, corpus: Corpus) -> Sequence[Sequence[TextLocation]]:
        return _places(ask_labelled(self.answers_all.ask, question).quotes, corpus)


def ask_labelled(ask: Ask, question: LabelledQuestion) -> Answer:
    """Ask a labelled question as somebody does on its day, for five quotes.

    Raises:
        QuestionError: it cannot be asked; it is named.
    """
    try:
        return ask(_asked(question, QUOTES))
    except QuestionError as error:
        msg = f"question {question.id}: {error}"
        raise QuestionError(msg) from error


def is_verbatim(quote: Quote, corpus: Corpus) -> bool:
    """Return whether a quote is what the stored article holds there, and that article what was indexed."""
    number = corpus.article_number(quote.article.id)
    if number is None:
        return False
    text = corpus.article(number).text
    intact = hashlib.sha256(text.encode()).hexdigest() == quote.article.sha256
    return intact and quote.text == text[quote.start : quote.end]


def _asked(question: LabelledQuestion, limit: int) -> Question:
    return Question(question.text, max_quotes=limit, today=question.today)


def _places(quotes: Sequence[Quote], corpus: Corpus) -> list[tuple[TextLocation, ...]]:
    return [quote_places(quote, corpus) for quote in quotes]
