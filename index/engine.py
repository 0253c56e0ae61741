"""The engine: a question in, an answer out. The same for every face."""

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from index.answering.answer_from_passages import by_passages, ranked
from index.answering.answer_from_statements import newest, said_by, who_said
from index.answering.context import Asked, Findings, Search
from index.config import AnsweringConfig
from index.errors import IndexMissingError, QuestionError
from index.hardware import available_cores
from index.models import Answer, Coverage, Filter, Question, RankedPassage
from index.people.directory import Directory
from index.ports import Embedder, Reranker, VectorStore
from index.question.interpret import Opened, Understanding, asked_speaker, is_described, understand, understood
from index.store.layout import current_name
from index.store.snapshot import Snapshot, open_snapshot
from index.text.canonical import canonicalise

_log = logging.getLogger(__name__)


class Answerer:
    """Answers questions from one snapshot, published or not. Safe to use from several threads at once.

    Args:
        opened: the snapshot, with what questions are read against.
        embedder: the one that it was made with.
        config: how answers are chosen.
        reranker: puts what was found in order; None for none.
    """

    def __init__(
        self, opened: Opened, embedder: Embedder, config: AnsweringConfig, reranker: Reranker | None = None
    ) -> None:
        self._opened = opened
        self._embedder = embedder
        self._config = config
        self._search = Search(opened.snapshot, embedder, config, reranker)

    def ask(self, question: Question) -> Answer:
        """Answer a question with quotes, or with what came nearest and what was looked through.

        Raises:
            QuestionError: it is empty, too long, or its limits contradict each other.
        """
        opened = self._opened
        how = understand(question, self._checked(question), opened)
        found = self._find(how)
        return Answer(
            question=canonicalise(question.text),
            status="answered" if found.quotes else "nothing_found",
            understood=understood(how, opened),
            quotes=found.quotes,
            nearest=found.nearest,
            coverage=opened.snapshot.corpus.coverage(
                how.limits if found.within is None else found.within, opened.snapshot.name
            ),
            speaker=asked_speaker(how, opened),
            confidence=found.confidence,
            beyond_dates=found.within is not None,
            lacking=found.lacking,
        )

    def rank(self, question: Question) -> tuple[RankedPassage, ...]:
        """Return the passages that quotes are chosen from where nobody's words are asked for, best first.

        Raises:
            QuestionError: as :meth:`ask`.
        """
        how = understand(question, self._checked(question), self._opened)
        asked = self._asked(how, (how.reading.topic if how.is_limited else "") or how.whole)
        within, likely = ranked(self._search, asked)
        elsewhere = self._beyond(how) if likely < self._config.threshold else None
        if elsewhere is None:
            return within
        beyond, likelier = ranked(self._search, elsewhere)
        return beyond if likelier >= self._config.threshold else within

    def _find(self, how: Understanding) -> Findings:
        """Look for an answer in the way that the question asks for."""
        opened = self._opened
        search = self._search
        found = self._find_statements(search, how)
        if found.quotes or (found.nearest and how.reading.sure):
            return found
        theirs = how.asked and how.reading.sure and not is_described(how, opened)
        topic = how.reading.topic if how.is_limited or theirs else ""
        passages = by_passages(search, self._asked(how, topic or how.whole))
        if theirs:  # and nothing of theirs was found
            nearest = (passages.quotes or passages.nearest)[: self._config.nearest]
            return Findings(nearest=nearest, confidence=found.confidence)
        return passages if passages.quotes else self._find_beyond(how) or passages

    def _find_beyond(self, how: Understanding) -> Findings | None:
        """Look for an answer outside of the days that the question's words name: it may be about them, not of them."""
        asked = self._beyond(how)
        found = by_passages(self._search, asked) if asked else Findings()
        return replace(found, within=how.set_beside) if found.quotes else None

    def _beyond(self, how: Understanding) -> Asked | None:
        """Return what to look for there; None where the words name no days, or days are set beside them."""
        if how.set_beside == how.limits or how.question.filter.since or how.question.filter.until:
            return None
        return replace(self._asked(how, how.whole), limits=how.set_beside)

    def _find_statements(self, search: Search, how: Understanding) -> Findings:
        opened = self._opened
        if how.asked and not how.reading.topic:
            return newest(search, how.limits, how.question.max_quotes, how.speakers, opened.people)
        if how.asked and (how.speakers.numbers or len(how.speakers.statements)):
            return said_by(search, self._asked(how, how.reading.topic), how.speakers, opened.people)
        if how.reading.asks_who and not how.asked:
            return who_said(search, self._asked(how, how.reading.topic), opened.people)
        return Findings()

    def _asked(self, how: Understanding, text: str) -> Asked:
        return Asked(text, self._embedder.embed_question(text), how.limits, how.question.max_quotes, how.today)

    def _checked(self, question: Question) -> str:
        text = " ".join(canonicalise(question.text).split())
        if not any(character.isalnum() for character in text):
            msg = "the question is empty; ask for example: what did Lavrov say about the summit"
            raise QuestionError(msg)
        if len(text) > self._config.max_question_characters:
            msg = f"the question is longer than {self._config.max_question_characters} characters; shorten it"
            raise QuestionError(msg)
        if question.max_quotes < 1:
            msg = "the number of quotes must be 1 or more"
            raise QuestionError(msg)
        since, until = question.filter.since, question.filter.until
        if since and until and since > until:
            msg = f"nothing can be since {since} and until {until}; swap the two"
            raise QuestionError(msg)
        return text


class Engine:
    """Answers questions from the current snapshot; follows it when another one is published.

    Safe to use from several threads at once: as many questions are answered at a time as there are cores, the others
    wait in the order in which they came. More at a time would wait for each other at every step, and fewer be answered.

    Args:
        root: where snapshots live.
        embedder: the one that the index was made with.
        vector_store: opens its vectors.
        config: how answers are chosen.
        reranker: puts what was found in order; None for none.

    Raises:
        IndexMissingError: there is no index.
        IndexMismatchError: it was made by another schema version or embedder.
        IndexDamagedError: a file of it is missing, cut or altered.
    """

    def __init__(
        self,
        root: Path,
        embedder: Embedder,
        vector_store: VectorStore,
        config: AnsweringConfig,
        reranker: Reranker | None = None,
    ) -> None:
        self._root = root
        self._embedder = embedder
        self._vector_store = vector_store
        self._config = config
        self._reranker = reranker
        self._swap = threading.Lock()
        self._answering = ThreadPoolExecutor(available_cores(), "answering")
        self._opened = self._open(current_name(root))

    @property
    def snapshot(self) -> Snapshot:
        """The snapshot that answers now."""
        return self._opened.snapshot

    @property
    def opened(self) -> Opened:
        """The same, with what questions are read against."""
        return self._opened

    def ask(self, question: Question) -> Answer:
        """Answer as :meth:`Answerer.ask`."""
        return self._answering.submit(self._answerer().ask, question).result()

    def rank(self, question: Question) -> tuple[RankedPassage, ...]:
        """Rank as :meth:`Answerer.rank`."""
        return self._answerer().rank(question)

    def coverage(self) -> Coverage:
        """Return what the current snapshot holds."""
        return self.snapshot.corpus.coverage(Filter(), self.snapshot.name)

    def _answerer(self) -> Answerer:
        return Answerer(self._follow(), self._embedder, self._config, self._reranker)

    def _open(self, name: str) -> Opened:
        return opened_for_asking(open_snapshot(self._root, name, self._vector_store, self._embedder.fingerprint))

    def _follow(self) -> Opened:
        """Return the current snapshot, opening it where another one has been published."""
        try:
            name = current_name(self._root)
        except IndexMissingError:
            # Somebody removed the index under us: what is open still answers.
            _log.warning("the index is gone from %s; still answering from the snapshot that is open", self._root)
            return self._opened
        if name != self.snapshot.name:
            with self._swap:
                if name != self.snapshot.name:
                    self._opened = self._open(name)
        return self._opened


def opened_for_asking(snapshot: Snapshot) -> Opened:
    """Return a snapshot with what questions are read against."""
    people = snapshot.corpus.people
    return Opened(snapshot, people, Directory(people, people), snapshot.corpus.publishers())
