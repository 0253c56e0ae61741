"""The engine: a question in, an answer out, the same for every interface."""

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from index.answering.answer_from_passages import rank_passages
from index.answering.context import SearchContext
from index.answering.quotes import cut_all
from index.answering.search import search
from index.config import AnsweringConfig
from index.errors import IndexMissingError
from index.hardware import available_cores
from index.models import Answer, Coverage, Filter, Question, RankedPassage
from index.overview import IndexStatus
from index.people.listing import PeoplePage, find_people
from index.ports import Embedder, Reranker, VectorStore
from index.question.collection import Collection
from index.question.interpret import interpret
from index.question.occurrences import count_articles_with
from index.store.layout import current_name
from index.store.snapshot import Snapshot, open_snapshot

_log = logging.getLogger(__name__)


def answer(context: SearchContext, question: Question) -> Answer:
    """Answer a question with quotes, or with the nearest quotes and the coverage of the search.

    Raises:
        QuestionError: the question is empty or too long, or its filter contradicts itself.
    """
    context = context.for_question()
    snapshot = context.collection.snapshot
    query = interpret(question, context.collection, context.config.max_question_characters)
    result = search(context, query)
    quotes = cut_all(context.articles, result.excerpts)
    return Answer(
        question=query.question.text,
        status="answered" if quotes else "nothing_found",
        understood=query.interpretation,
        quotes=quotes,
        nearest=cut_all(context.articles, result.nearest),
        coverage=snapshot.corpus.coverage(result.applied_filter, snapshot.name),
        speaker=query.speaker_match,
        confidence=result.confidence,
        dates_relaxed=result.applied_filter != query.filter,
        missing_terms=result.missing_terms,
    )


class Engine:
    """Answers questions from the current snapshot, and follows it when another one is published.

    It is safe to use from several threads at once. It answers as many questions at a time as there are cores. The
    others wait in the order in which they came: more at a time would wait for each other at every step.

    Args:
        root: the folder of the index.
        embedder: the embedder that made the index.
        vector_store: opens the vectors of the index.
        config: weights, limits and thresholds of answering.
        reranker: reorders the best passages and excerpts; None for none.

    Raises:
        IndexMissingError: there is no index.
        IndexMismatchError: another schema version or another embedder made it.
        IndexDamagedError: a file of it is missing, truncated or altered.
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
        self._pool = ThreadPoolExecutor(available_cores(), "answering")
        self._context = self._open(current_name(root))

    @property
    def context(self) -> SearchContext:
        """The context of the snapshot that is open."""
        return self._context

    @property
    def snapshot(self) -> Snapshot:
        """The snapshot that is open."""
        return self._context.collection.snapshot

    def ask(self, question: Question) -> Answer:
        """Answer a question from the current snapshot, as :func:`answer` does."""
        return self._pool.submit(answer, self._current_context(), question).result()

    def rank(self, question: Question) -> tuple[RankedPassage, ...]:
        """Return the passages that an answer without a speaker is selected from, best first.

        Raises:
            QuestionError: as :func:`answer`.
        """
        context = self._current_context().for_question()
        return rank_passages(context, interpret(question, context.collection, context.config.max_question_characters))

    def coverage(self) -> Coverage:
        """Return the number of articles and the dates of the current snapshot."""
        snapshot = self._current_context().collection.snapshot
        return snapshot.corpus.coverage(Filter(), snapshot.name)

    def people(self, name: str = "", limit: int = 50) -> PeoplePage:
        """Return the people of the current snapshot: those that a name may stand for, or all."""
        collection = self._current_context().collection
        count = partial(count_articles_with, corpus=collection.snapshot.corpus, index=collection.snapshot.words)
        return find_people(collection.people, collection.directory, name, limit, count)

    def status(self) -> IndexStatus:
        """Return the contents of the current snapshot. :func:`index.overview.index_status` also verifies its files."""
        snapshot = self._current_context().collection.snapshot
        return IndexStatus(snapshot.name, snapshot.corpus.coverage(Filter(), snapshot.name), snapshot.manifest)

    def _open(self, name: str) -> SearchContext:
        snapshot = open_snapshot(self._root, name, self._vector_store, self._embedder.fingerprint)
        return SearchContext.of(Collection.of(snapshot), self._embedder, self._config, self._reranker)

    def _current_context(self) -> SearchContext:
        """Return the context of the current snapshot, opening it if another one has been published."""
        try:
            name = current_name(self._root)
        except IndexMissingError:
            # Somebody removed the index while it was open. The open files still answer.
            _log.warning("The index is gone from %s. Answers still come from the open snapshot.", self._root)
            return self._context
        if name != self.snapshot.name:
            with self._swap:
                if name != self.snapshot.name:
                    self._context = self._open(name)
        return self._context
