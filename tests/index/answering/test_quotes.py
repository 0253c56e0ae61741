"""Cutting quotes: a quote is a slice of an article, and only an unaltered article is quoted."""

import datetime as dt
import hashlib
import logging
from dataclasses import replace

import pytest

from index.answering.articles import ArticleReader
from index.answering.excerpts import Excerpt
from index.answering.quotes import cut, cut_all
from index.models import Article, ArticleInfo, Span, Speaker
from index.store.records import StoredArticle
from index.text.sentences import sentences

TEXT = "It rained 🙂 all day. Ilse Marandt said: “The quay is ours.” Boats came."
ARTICLE = Article(
    id="quay",
    title="The quay",
    text=TEXT,
    author="Odd Brandt",
    publisher="Gazette",
    published=dt.date(2025, 6, 3),
    url="https://gazette.example/quay",
    language="en",
    sha256=hashlib.sha256(TEXT.encode()).hexdigest(),
    origin="quay.txt",
    first_indexed=dt.date(2025, 6, 4),
    corrected=dt.date(2025, 6, 5),
)
STORED = StoredArticle(7, ARTICLE, sentences(TEXT))


def span_of(part: str) -> Span:
    start = TEXT.index(part)
    return Span(start, start + len(part))


def test_quote_is_the_slice_with_the_sentences_around_it() -> None:
    quote = cut(STORED, Excerpt(7, span_of("Ilse Marandt said: “The quay is ours.”"), 0.5))
    assert quote is not None
    assert quote.text == TEXT[quote.start : quote.end] == "Ilse Marandt said: “The quay is ours.”"
    assert (quote.before, quote.after) == ("It rained 🙂 all day.", "Boats came.")
    assert (quote.kind, quote.speaker, quote.said, quote.also_in, quote.score) == ("passage", None, (), (), 0.5)


@pytest.mark.parametrize(
    ("part", "before", "after"),
    [
        ("rained 🙂 all", "", "Ilse Marandt said: “The quay is ours.”"),
        ("day. Ilse", "", "Boats came."),
        ("Boats", "Ilse Marandt said: “The quay is ours.”", ""),
        (TEXT, "", ""),
    ],
)
def test_first_and_last_sentence_have_no_neighbour(part: str, before: str, after: str) -> None:
    quote = cut(STORED, Excerpt(7, span_of(part), 1.0))
    assert quote is not None
    assert (quote.text, quote.before, quote.after) == (part, before, after)


def test_quote_keeps_the_attribution_and_the_other_articles_of_its_excerpt() -> None:
    mention = span_of("Ilse Marandt")
    speaker = Speaker("Ilse Marandt", "Ilse Marandt", mention.start, mention.end)
    said, other = (span_of("“The quay is ours.”"),), replace(ArticleInfo.of(ARTICLE), id="copy")
    excerpt = Excerpt(7, span_of("Ilse Marandt said: “The quay is ours.”"), 0.25, "direct", speaker, said, (other,))
    quote = cut(STORED, excerpt)
    assert quote is not None
    assert (quote.kind, quote.speaker, quote.said, quote.also_in, quote.score) == (
        "direct", speaker, said, (other,), 0.25,
    )  # fmt: skip


def test_quote_shows_the_metadata_of_its_article() -> None:
    quote = cut(STORED, Excerpt(7, span_of("Boats came."), 1.0))
    assert quote is not None
    assert quote.article == ArticleInfo(
        id="quay",
        title="The quay",
        author="Odd Brandt",
        publisher="Gazette",
        published=dt.date(2025, 6, 3),
        url="https://gazette.example/quay",
        sha256=ARTICLE.sha256,
        first_indexed=dt.date(2025, 6, 4),
        corrected=dt.date(2025, 6, 5),
    )


@pytest.mark.parametrize(
    "altered",
    [
        replace(ARTICLE, text=TEXT.replace("ours", "mine")),
        replace(ARTICLE, text=TEXT[:30]),
        replace(ARTICLE, sha256="0" * 64),
    ],
)
def test_altered_article_is_not_quoted_and_logged(altered: Article, caplog: pytest.LogCaptureFixture) -> None:
    excerpt = Excerpt(7, span_of("Boats came."), 1.0)
    assert cut(replace(STORED, article=altered), excerpt) is None
    [record] = caplog.records
    assert record.levelno == logging.ERROR
    assert record.getMessage() == ("The stored text of quay was altered. It is not quoted. Reindex to read it again.")


def test_cut_all_leaves_out_altered_articles_and_keeps_the_order() -> None:
    class Articles(ArticleReader):
        """A reader of three articles. The second article is altered."""

        def __init__(self) -> None:
            pass

        def __getitem__(self, number: int) -> StoredArticle:
            return replace(STORED, article=replace(ARTICLE, sha256="0" * 64)) if number == 1 else STORED

    parts = [(0, "Boats"), (1, "came."), (2, "Ilse")]
    quotes = cut_all(Articles(), [Excerpt(number, span_of(part), 1.0) for number, part in parts])
    assert [quote.text for quote in quotes] == ["Boats", "Ilse"]
    assert cut_all(Articles(), []) == ()
