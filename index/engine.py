"""The engine: a question in, an answer out. The same for every face."""

import logging
import math
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from index import quotes
from index.config import AnsweringConfig
from index.errors import IndexMissingError, QuestionError
from index.models import Answer, Article, Coverage, Question, Quote, Span, Understood
from index.ports import Embedder, Vectors, VectorStore
from index.reading.canonical import canonicalise
from index.retrieve import Retrieved, coverage, retrieve
from index.store.corpus import Filter
from index.store.snapshot import Snapshot, current_name, open_snapshot

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Read:
    """The sentences of the best passages, judged.

    Attributes:
        scores: how well each answers.
        lengths: how many words each has.
        articles: the articles they stand in, by number.
        spans: all sentences of these articles.
        held: share of the question's terms, by rarity, in the passage that holds most of them.
    """

    scores: dict[quotes.Place, float]
    lengths: dict[quotes.Place, int]
    articles: dict[int, Article]
    spans: dict[int, list[Span]]
    held: float


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
        source = " ".join(canonicalise(question.source or "").split()) or None
        limits = Filter(question.since, question.until, source)
        vector = self._embedder.embed_question(text)
        retrieved = retrieve(snapshot, text, vector, limits)
        read = self._read(snapshot, retrieved, vector)
        cut = list(islice(_cut(read), question.limit))
        likely = self.confidence(retrieved.cosine, read.held, retrieved.searched)
        answers = bool(cut) and likely >= self._config.threshold
        return Answer(
            question=canonicalise(question.text),
            status="answered" if answers else "nothing_found",
            understood=Understood(None, text, question.since, question.until, source),
            quotes=tuple(cut) if answers else (),
            nearest=() if answers else tuple(cut[: self._config.nearest]),
            coverage=snapshot.corpus.coverage(limits, snapshot.name),
        )

    def confidence(self, cosine: float, held: float, searched: int) -> float:
        """Return how likely the collection answers, 0 to 1.

        The nearest of a million unrelated passages is nearer than that of fifty, so the number of
        passages counts too.

        Args:
            cosine: nearness of the nearest passage.
            held: share of the question's terms, by rarity, in the passage that holds most of them.
            searched: how many passages were searched.
        """
        config = self._config
        size = config.size_weight * math.log(max(searched, 1))
        return 1.0 / (
            1.0 + math.exp(-(config.bias + config.cosine_weight * cosine + config.coverage_weight * held + size))
        )

    def coverage(self) -> Coverage:
        """Return what the current snapshot holds."""
        return self._snapshot.corpus.coverage(Filter(), self._snapshot.name)

    def _checked(self, question: Question) -> str:
        text = " ".join(canonicalise(question.text).split())
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

    def _read(self, snapshot: Snapshot, retrieved: Retrieved, vector: Vectors) -> _Read:
        """Judge every sentence of the best passages: by its passage's rank, by meaning and by words."""
        best = retrieved.passages[: self._config.passages_read]
        passages = snapshot.corpus.passages([found.number for found in best])
        articles = {number: snapshot.corpus.article(number) for number in {each.article for each in passages}}
        spans = {number: snapshot.corpus.sentences(number) for number in articles}
        ranks, held = dict[quotes.Place, float](), 0.0
        for found, each in zip(best, passages, strict=True):
            article, sentences = articles[each.article], spans[each.article]
            text = article.text[sentences[each.first_sentence].start : sentences[each.last_sentence].end]
            held = max(held, coverage(snapshot, retrieved.terms, f"{article.title}\n{text}"))
            for ordinal in range(each.first_sentence, each.last_sentence + 1):
                ranks.setdefault((each.article, ordinal), found.score / best[0].score)
        texts = {place: quotes.readable(articles[place[0]], spans[place[0]], place[1]) for place in ranks}
        cosines = self._embedder.embed_passages(list(texts.values())) @ vector[0]
        weight = self._config.rank_weight
        scores = {
            place: weight * ranks[place]
            + (1 - weight) * (float(cosine) + coverage(snapshot, retrieved.terms, text)) / 2
            for (place, text), cosine in zip(texts.items(), cosines, strict=True)
        }
        lengths = {(number, at): len(spans[number][at].of(articles[number].text).split()) for number, at in ranks}
        return _Read(scores, lengths, articles, spans, held)


def _cut(read: _Read) -> Iterator[Quote]:
    for each in quotes.choose(read.scores, read.lengths):
        quote = quotes.cut(read.articles[each.article], read.spans[each.article], each)
        if quote is not None:
            yield quote
