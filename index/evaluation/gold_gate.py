"""What a snapshot must pass before it is published.

:class:`IntactGate` always: the stored texts are what was read, and quotes can be cut from them. :class:`GoldGate`
where an editor keeps questions with their answers: enough must still be answered with the right quotes.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from textwrap import shorten
from typing import Final, Protocol

from index.answering import quotes
from index.errors import GateError, SourceError
from index.evaluation.gold_spans import place_evidence, quote_places
from index.evaluation.qa_dataset import LabelledQuestion, read_questions
from index.evaluation.qa_run import QUOTES, Ask, ask_labelled
from index.evaluation.qa_metrics import Ranking, overlaps
from index.models import Span
from index.text.canonical import single_line
from index.store.corpus import Corpus, StoredPassage
from index.store.snapshot import Snapshot

_PASSAGES_CUT: Final = 200
_NAMED: Final = 3  # questions, in the error
_SHOWN: Final = 60  # characters of each


class Gate(Protocol):
    """Looks at a snapshot that is complete and not yet current."""

    @property
    def unasked(self) -> str:
        """What is to be told where nothing had changed and the gate was not asked; empty for nothing."""

    def check(self, snapshot: Snapshot) -> None:
        """Pass a snapshot.

        Raises:
            GateError: it should not be published.
        """


class IntactGate:
    """Passes a snapshot whose texts are the ones that were read and whose quotes are cut letter for letter.

    Every text is compared with its checksum and its sentences; of the passages a sample is cut. The checksums of
    the files were verified when the snapshot was opened.
    """

    unasked: Final = ""

    def check(self, snapshot: Snapshot) -> None:
        """Pass a snapshot.

        Raises:
            GateError: a text, a sentence or a passage is not what it should be; the first is named.
        """
        corpus = snapshot.corpus
        for number, article in enumerate(corpus.articles()):
            if hashlib.sha256(article.text.encode()).hexdigest() != article.sha256:
                raise GateError(_broken(f"the text of {article.id} is not the one that was read"))
            if not _in_order(corpus.sentences(number), len(article.text)):
                raise GateError(_broken(f"the sentences of {article.id} do not lie in its text, one behind the other"))
        total = corpus.counts()["passages"]
        for passage in corpus.passages(range(0, total, max(total // _PASSAGES_CUT, 1))):
            if not _is_cut_verbatim(corpus, passage):
                raise GateError(_broken(f"passage {passage.number} cannot be quoted letter for letter"))


@dataclass(frozen=True, slots=True)
class GoldGate:
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
    def unasked(self) -> str:
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


def _in_order(sentences: Sequence[Span], length: int) -> bool:
    apart = all(one.end <= other.start for one, other in pairwise(sentences))
    return bool(sentences) and apart and sentences[-1].end <= length


def _is_cut_verbatim(corpus: Corpus, passage: StoredPassage) -> bool:
    article, sentences = corpus.article(passage.article), corpus.sentences(passage.article)
    if not 0 <= passage.first_sentence <= passage.last_sentence < len(sentences):
        return False
    choice = quotes.Choice(passage.article, passage.first_sentence, passage.last_sentence, 1.0)
    quote = quotes.cut(article, sentences, quotes.passage(sentences, choice))
    return quote is not None and bool(quote.text) and quote.text == article.text[quote.start : quote.end]


def _broken(what: str) -> str:
    return f"{what}: nothing was published; reindex --full to make the index anew"
