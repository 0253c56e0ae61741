"""A publish check with gold questions: an editor keeps questions with their evidence, and enough must be answered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import shorten
from typing import Final

from index.errors import GateError, SourceError
from index.evaluation.gold_spans import place_evidence, quote_locations
from index.evaluation.qa_dataset import LabelledQuestion, read_questions
from index.evaluation.qa_metrics import Ranking, overlaps
from index.evaluation.qa_run import QUOTES, Ask, ask_labelled
from index.store.corpus import Corpus
from index.store.snapshot import Snapshot
from index.text.canonical import single_line

_MAX_NAMED: Final = 3  # questions in the error
_MAX_QUESTION_LENGTH: Final = 60  # characters of a question in the error


@dataclass(frozen=True, slots=True)
class GoldCheck:
    """A check that a snapshot answers gold questions with the right quotes.

    Attributes:
        questions: the answerable questions of a gold file, at least one.
        floor: minimum share of questions, 0 to 1, with evidence in the first five quotes.
        asking: opens an engine over the snapshot, as readers will do, and returns its ``ask`` method.
    """

    questions: Sequence[LabelledQuestion]
    floor: float
    asking: Callable[[Snapshot], Ask]

    @property
    def skipped_notice(self) -> str:
        """The notice for a reindex without changes. It has no final stop, because the report adds one."""
        return "Nothing changed, so the gold questions were skipped. Use --full to run them."

    def check(self, snapshot: Snapshot) -> None:
        """Ask all questions.

        Raises:
            GateError: too few questions are answered with their evidence; the first missed ones are named.
        """
        missed = self.missed(snapshot)
        total = len(self.questions)
        share = (total - len(missed)) / total
        if share < self.floor:
            named = ", ".join(f"“{_shorten(question.text)}”" for question in missed[:_MAX_NAMED])
            more = f" and {len(missed) - _MAX_NAMED} more" if len(missed) > _MAX_NAMED else ""
            msg = (
                f"Nothing was published: {total - len(missed)} of {total} gold questions ({share:.0%}) were answered "
                f"with their evidence, below the floor of {self.floor:.0%}. Correct the articles, or the evidence of "
                f"these questions: {named}{more}."
            )
            raise GateError(msg)

    def missed(self, snapshot: Snapshot) -> list[LabelledQuestion]:
        """Return the questions without evidence in the first five quotes."""
        ask = self.asking(snapshot)
        return [question for question in self.questions if not _is_hit(question, ask, snapshot.corpus)]


def read_gold(path: Path) -> list[LabelledQuestion]:
    """Return the answerable questions of a gold file.

    Evidence may have no offsets: ``{"article_id", "text"}``. Offsets refer to the stored text.

    Raises:
        OSError: the file is missing.
        SourceError: a line is invalid, or no question is answerable.
    """
    questions = [question for question in read_questions(path) if question.answerable]
    if not questions:
        msg = f"{path} contains no answerable questions. Add evidence to some."
        raise SourceError(msg)
    return questions


def _is_hit(question: LabelledQuestion, ask: Ask, corpus: Corpus) -> bool:
    evidence, _ = place_evidence(question, corpus, {})
    quotes = [quote_locations(quote, corpus) for quote in ask_labelled(ask, question).quotes]
    return Ranking.of(evidence, quotes, overlaps).hit(QUOTES)


def _shorten(text: str) -> str:
    return shorten(single_line(text), _MAX_QUESTION_LENGTH, placeholder="…")
