"""The engine: a question in, an answer out. The same for every face."""

import logging
import math
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from index import quotes
from index.config import AnsweringConfig
from index.errors import IndexMissingError, QuestionError
from index.models import Answer, Coverage, Question, Quote, Understood
from index.ports import Embedder, VectorStore
from index.retrieve import Retrieved, coverage, retrieve
from index.store.corpus import Filter
from index.store.snapshot import Snapshot, current_name, open_snapshot

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Candidates:
    """Chosen sentences of the best passages, and how much of the question the best passage holds."""

    choices: tuple[quotes.Choice, ...]
    coverage: float


class Engine:
    """Answers questions from the current snapshot; follows it when another one is published.

    Safe to use from several threads at once.

    Args:
        root: where snapshots live.
        embedder: the one that the index was made with.
        vector_store: opens its vectors.
        config: how answers are chosen.

    Raises:
        IndexMissingError: there is no index.
        IndexMismatchError: it was made by another schema version or embedder.
        IndexDamagedError: a file of it is missing, cut or altered.
    """

    def __init__(self, root: Path, embedder: Embedder, vector_store: VectorStore, config: AnsweringConfig) -> None:
        self._root = root
        self._embedder = embedder
        self._vector_store = vector_store
        self._config = config
        self._swap = threading.Lock()
        self._snapshot = self._open(current_name(root))

    @property
    def snapshot(self) -> Snapshot:
        """The snapshot that answers now."""
        return self._snapshot

    def ask(self, question: Question) -> Answer:
        """Answer a question with quotes, or with what came nearest and what was looked through.

        Raises:
            QuestionError: it is empty, too long, or its limits contradict each other.
        """
        text = self._checked(question)
        snapshot = self._follow()
        limits = Filter(question.since, question.until, question.source)
        retrieved = retrieve(snapshot, text, self._embedder.embed_question(text), limits)
        candidates = self._choose(snapshot, text, retrieved)
        cut = list(islice(_cut(snapshot, quotes.merge(candidates.choices)), question.limit))
        answers = bool(cut) and self.confidence(retrieved.cosine, candidates.coverage) >= self._config.threshold
        return Answer(
            question=question.text,
            status="answered" if answers else "nothing_found",
            understood=Understood(None, text, question.since, question.until, question.source),
            quotes=tuple(cut) if answers else (),
            nearest=() if answers else tuple(cut[: self._config.nearest]),
            coverage=snapshot.corpus.coverage(limits, snapshot.name),
        )

    def confidence(self, cosine: float, held: float) -> float:
        """Return how likely the collection answers, 0 to 1, from the two signals of a question.

        Args:
            cosine: nearness of the nearest passage.
            held: share of the question's terms, by rarity, in the passage that holds most.
        """
        config = self._config
        return 1.0 / (1.0 + math.exp(-(config.bias + config.cosine_weight * cosine + config.coverage_weight * held)))

    def coverage(self) -> Coverage:
        """Return what the current snapshot holds."""
        return self._snapshot.corpus.coverage(Filter(), self._snapshot.name)

    def _checked(self, question: Question) -> str:
        text = " ".join(question.text.split())
        if not any(character.isalnum() for character in text):
            msg = "the question is empty; ask for example: what did Lavrov say about the summit"
            raise QuestionError(msg)
        if len(text) > self._config.max_question_characters:
            msg = f"the question is longer than {self._config.max_question_characters} characters; shorten it"
            raise QuestionError(msg)
        if question.limit < 1:
            msg = "the number of quotes must be 1 or more"
            raise QuestionError(msg)
        if question.since and question.until and question.since > question.until:
            msg = f"nothing can be since {question.since} and until {question.until}; swap the two"
            raise QuestionError(msg)
        return text

    def _open(self, name: str) -> Snapshot:
        return open_snapshot(self._root, name, self._vector_store, self._embedder.fingerprint)

    def _follow(self) -> Snapshot:
        """Return the current snapshot, opening it where another one has been published."""
        try:
            name = current_name(self._root)
        except IndexMissingError:
            # Somebody removed the index under us: what is open still answers.
            _log.warning("the index is gone from %s; still answering from the snapshot that is open", self._root)
            return self._snapshot
        if name != self._snapshot.name:
            with self._swap:
                if name != self._snapshot.name:
                    self._snapshot = self._open(name)
        return self._snapshot

    def _choose(self, snapshot: Snapshot, text: str, retrieved: Retrieved) -> _Candidates:
        """Choose the sentences that answer from each of the best passages."""
        best = retrieved.passages[: self._config.passages_read]
        stored = snapshot.corpus.passages([found.number for found in best])
        articles = {each.article: snapshot.corpus.article(each.article) for each in stored}
        spans = {number: snapshot.corpus.sentences(number) for number in articles}
        choices, held = [], 0.0
        sentences = {
            (each.article, ordinal): quotes.readable(articles[each.article], spans[each.article], ordinal)
            for each in stored
            for ordinal in range(each.first_sentence, each.last_sentence + 1)
        }
        scores = self._score(snapshot, text, retrieved.terms, sentences)
        for found, each in zip(best, stored, strict=True):
            ordinals = range(each.first_sentence, each.last_sentence + 1)
            choice = quotes.choose(each.article, each.first_sentence, [scores[each.article, at] for at in ordinals])
            rank = found.score / best[0].score
            choices.append(quotes.Choice(choice.article, choice.first, choice.last, (rank + choice.score) / 2))
            article, sentence = articles[each.article], spans[each.article]
            passage = article.text[sentence[ordinals[0]].start : sentence[ordinals[-1]].end]
            held = max(held, coverage(snapshot, retrieved.terms, f"{article.title}\n{passage}"))
        return _Candidates(tuple(choices), held)

    def _score(
        self, snapshot: Snapshot, text: str, terms: Sequence[str], sentences: dict[tuple[int, int], str]
    ) -> dict[tuple[int, int], float]:
        """Return how well each sentence answers: by meaning and by the question's own words, half each."""
        vectors = self._embedder.embed_passages(list(sentences.values()))
        cosines = vectors @ self._embedder.embed_question(text)[0]
        return {
            key: (float(cosine) + coverage(snapshot, terms, sentence)) / 2
            for (key, sentence), cosine in zip(sentences.items(), cosines, strict=True)
        }


def _cut(snapshot: Snapshot, choices: Sequence[quotes.Choice]) -> list[Quote]:
    made = (
        quotes.cut(snapshot.corpus.article(each.article), snapshot.corpus.sentences(each.article), each)
        for each in choices
    )
    return [quote for quote in made if quote is not None]
