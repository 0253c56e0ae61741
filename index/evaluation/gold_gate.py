"""What a snapshot must pass before it is published.

:class:`IntactGate` always: the stored texts are what was read, and quotes can be cut from them. :class:`GoldCheck`
where an editor keeps questions with their answers: enough must still be answered with the right quotes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import shorten
from typing import Final

from index.errors import GateError, SourceError
from index.evaluation.gold_spans import place_evidence, quote_places
from index.evaluation.qa_dataset import LabelledQuestion, read_questions
from index.evaluation.qa_metrics import Ranking, overlaps
from index.evaluation.qa_run import QUOTES, Ask, ask_labelled
from index.store.corpus import Corpus
from index.store.snapshot import Snapshot
from index.text.canonical import single_line

_NAMED: Final = 3  # questions, in the error
_SHOWN: Final = 60  # characters of each


@dataclass(frozen=True, slots=True)
class GoldCheck:
    """Passes a snapshot that answers gold questions with the right quotes.

    Attributes:
        questions: the answerable ones of a gold file, at least one.
        floor: least share of them, 0 to 1, whose first five quotes overlap their evidence.
        asking: opens an engine over the snapshot, as readers will have it, and returns its ``ask``.
    """

    questions: Sequence[LabelledQuestion]
    floor: float
    asking: Callable[[Snapshot], Ask]

    @property
    def skipped_notice(self) -> str:
        """What is to be told where nothing had changed."""
        return "nothing had changed, so the gold questions were not asked; --full asks them"

    def check(self, snapshot: Snapshot) -> None:
        """Pass a snapshot.

        Raises:
            GateError: too few are answered rightly; the first that are not are named.
        """
        ask = self.asking(snapshot)
        missed = [each for each in self.questions if not _is_found(each, ask, snapshot.corpus)]
        asked = len(self.questions)
        share = (asked - len(missed)) / asked
        if share < self.floor:
            named = ", ".join(
                f"“{shorten(single_line(each.text), _SHOWN, placeholder='…')}”" for each in missed[:_NAMED]
            )
            more = f" and {len(missed) - _NAMED} more" if len(missed) > _NAMED else ""
            msg = (
                f"{asked - len(missed)} of {asked} gold questions ({share:.0%}) are answered with their evidence, "
                f"below the floor of {self.floor:.0%}: nothing was published; not found: {named}{more}"
            )
            raise GateError(msg)


def read_gold(path: Path) -> list[LabelledQuestion]:
    """Return the answerable questions of a gold file; the others measure nothing here.

    Evidence may come without offsets: ``{"article_id", "text"}``. With them, they mean the stored text.

    Raises:
        OSError: the file is missing.
        SourceError: a line is wrong, or no question is answerable.
    """
    questions = [each for each in read_questions(path) if each.answerable]
    if not questions:
        msg = f"{path} holds no answerable questions; give some their evidence"
        raise SourceError(msg)
    return questions


def _is_found(question: LabelledQuestion, ask: Ask, corpus: Corpus) -> bool:
    evidence, _ = place_evidence(question, corpus, {})
    shown = [quote_places(quote, corpus) for quote in ask_labelled(ask, question).quotes]
    return Ranking.of(evidence, shown, overlaps).hit(QUOTES)
