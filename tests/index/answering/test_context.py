"""The work of one question: each distinct text is embedded once, each article read once, each quote verified once."""

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from index.adapters.faiss_store import FaissStore
from index.config import AnsweringConfig, EngineConfig
from index.engine import Engine
from index.indexing.reindex import Reindexer
from index.models import Article, Question
from index.ports import Vectors
from index.store.corpus import Corpus
from tests.fakes import WordEmbedder, WordReranker, parts
from tests.index.answering.contexts import open_context

SAMPLE = Path(__file__).parents[2] / "sample"
TODAY = dt.date(2025, 7, 20)

# Questions of every kind, each with the texts that are embedded for it, in order.
EMBEDDED = {
    "what did Lavrov say about the summit": ["the summit"],
    "who said that the quay is too long": ["the quay is too long", "who said that the quay is too long"],
    "what did Lavrov say about zebras": ["zebras"],
    "harbour costs": ["harbour costs"],
    "which company announced the merger in 2019": ["which company announced the merger in 2019"],
    "what did Marandt announce about unicorns in June 2025": ["unicorns"],
    "who paid for the bridge yesterday": ["who paid for the bridge", "who paid for the bridge yesterday"],
    "why did Lavrov leave the circus": ["leave the circus", "why did Lavrov leave the circus"],
}


class CountingEmbedder(WordEmbedder):
    """A word embedder that records the questions that it embeds."""

    def __init__(self) -> None:
        super().__init__()
        self.questions: list[str] = []

    def embed_question(self, text: str) -> Vectors:
        self.questions.append(text)
        return super().embed_question(text)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("sample-by-words")
    Reindexer(root, parts(), EngineConfig(), lambda *_: None).reindex([SAMPLE])
    return root


@pytest.fixture(scope="module")
def embedder() -> CountingEmbedder:
    return CountingEmbedder()


@pytest.fixture(scope="module")
def engine(root: Path, embedder: CountingEmbedder) -> Engine:
    return Engine(root, embedder, FaissStore(), AnsweringConfig())


@pytest.mark.parametrize(("text", "embedded"), EMBEDDED.items())
def test_each_distinct_text_of_a_question_is_embedded_once(
    engine: Engine, embedder: CountingEmbedder, text: str, embedded: list[str]
) -> None:
    embedder.questions.clear()
    engine.ask(Question(text, today=TODAY))
    assert embedder.questions == embedded
    assert len(set(embedded)) == len(embedded)


def test_ranking_embeds_each_distinct_text_once(engine: Engine, embedder: CountingEmbedder) -> None:
    embedder.questions.clear()
    engine.rank(Question("who paid for the bridge yesterday", today=TODAY))
    assert embedder.questions == ["who paid for the bridge", "who paid for the bridge yesterday"]


def test_vectors_are_not_kept_for_the_next_question(engine: Engine, embedder: CountingEmbedder) -> None:
    embedder.questions.clear()
    for _ in range(2):
        engine.ask(Question("harbour costs", today=TODAY))
    assert embedder.questions == ["harbour costs", "harbour costs"]


@pytest.mark.parametrize("with_reranker", [False, True])
@pytest.mark.parametrize("text", EMBEDDED)
def test_each_article_of_a_question_is_read_once(
    root: Path, monkeypatch: pytest.MonkeyPatch, text: str, *, with_reranker: bool
) -> None:
    engine = Engine(root, WordEmbedder(), FaissStore(), AnsweringConfig(), WordReranker() if with_reranker else None)
    read, numbers = Corpus.article, list[int]()

    def counted(self: Corpus, number: int) -> Article:
        numbers.append(number)
        return read(self, number)

    monkeypatch.setattr(Corpus, "article", counted)
    answer = engine.ask(Question(text, today=TODAY))
    shown = {quote.article.id for quote in (*answer.quotes, *answer.nearest)}
    assert shown
    assert max(Counter(numbers).values()) == 1
    assert shown <= {read(engine.snapshot.corpus, number).id for number in numbers}


@pytest.mark.parametrize("text", EMBEDDED)
def test_each_quote_hashes_its_article_once(engine: Engine, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    is_intact, hashed = Article.is_intact, list[str]()

    def counted(self: Article) -> bool:
        hashed.append(self.id)
        return is_intact(self)

    monkeypatch.setattr(Article, "is_intact", counted)
    answer = engine.ask(Question(text, today=TODAY))
    assert hashed == [quote.article.id for quote in (*answer.quotes, *answer.nearest)]


def test_context_of_a_question_shares_the_collection_and_keeps_its_articles_to_itself(root: Path) -> None:
    context = open_context(root, AnsweringConfig(), WordReranker())
    first, second = context.for_question(), context.for_question()
    assert first.collection is second.collection is context.collection
    assert (first.config, first.reranker) == (context.config, context.reranker)
    assert first.articles[0] is first.articles[0]
    assert first.articles[0] == second.articles[0]
    assert first.articles[0] is not second.articles[0]


def test_context_of_a_question_returns_the_vectors_of_its_embedder(root: Path) -> None:
    context = open_context(root, AnsweringConfig()).for_question()
    vector = context.embedder.embed_question("the quay")
    assert context.embedder.embed_question("the quay") is vector
    assert vector.tolist() == WordEmbedder().embed_question("the quay").tolist()


def test_context_without_reranker_differs_in_nothing_else(root: Path) -> None:
    context = open_context(root, AnsweringConfig(), WordReranker())
    plain = context.without_reranker()
    assert plain.reranker is None
    assert (plain.collection, plain.embedder, plain.config, plain.articles) == (
        context.collection,
        context.embedder,
        context.config,
        context.articles,
    )
