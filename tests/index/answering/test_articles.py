"""The article reader returns articles with their sentences and reads each article once."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index.answering.articles import ArticleReader
from index.config import PassageSize
from index.models import Article
from index.store.corpus import Corpus
from index.store.layout import current_name
from index.store.snapshot import open_corpus
from tests.small_index import make_index

ARTICLES = [
    (
        "quay",
        "2025-06-03",
        "Gazette",
        "The quay is long. Ilse Marandt said that it is ours. Odd Brandt said that it rains.",
    ),
    ("rain", None, None, "It rained."),
]


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    root = make_index(tmp_path, ARTICLES, PassageSize(40, 0))
    with closing(open_corpus(root, current_name(root))) as opened:
        yield opened


def test_article_comes_with_its_number_and_sentences(corpus: Corpus) -> None:
    stored = ArticleReader(corpus)[0]
    assert (stored.number, stored.article.id, stored.article.publisher) == (0, "quay", "Gazette")
    assert [span.of(stored.article.text) for span in stored.sentences] == [
        "The quay is long.",
        "Ilse Marandt said that it is ours.",
        "Odd Brandt said that it rains.",
    ]
    assert stored.statements == ()


def test_article_comes_with_statements_if_they_are_requested(corpus: Corpus) -> None:
    articles = ArticleReader(corpus)
    stored = articles.with_statements(0)
    contents = [span.of(stored.article.text) for one in stored.statements for span in one.statement.spans]
    assert contents == ["it is ours", "it rains"]
    assert {one.article for one in stored.statements} == {0}
    assert articles.with_statements(1).statements == []
    # The statements are not added to the article that was read without them.
    assert articles[0].statements == ()


def test_each_article_is_read_once(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    articles, read, numbers = ArticleReader(corpus), Corpus.article, list[int]()

    def counted(self: Corpus, number: int) -> Article:
        numbers.append(number)
        return read(self, number)

    monkeypatch.setattr(Corpus, "article", counted)
    first = articles[1], articles.with_statements(0), articles[0]
    again = articles[1], articles.with_statements(0), articles[0]
    assert all(one is other for one, other in zip(first, again, strict=True))
    assert first[1].article is first[2].article
    assert numbers == [1, 0]
    assert ArticleReader(corpus)[1] == first[0]
    assert numbers == [1, 0, 1]
