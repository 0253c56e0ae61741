"""Passages read from the corpus: their text is the text of the article, character for character."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.models import Article, Span
from index.store.corpus import Corpus
from index.store.corpus_writer import CorpusWriter
from index.store.records import StoredPassage

# Characters of four bytes, joined emoji, combining marks without a letter, and a letter with two marks.
SENTENCES = ("🙂 Ünder the quay…", "𝔘𝔫𝔡 q\u0323\u0307uay 👩‍👩‍👧!", "a\u0301\u0301b.", "Plain words.", "Последнее 🚢🚢.")
GAPS = ("\n\n", " ", "\t 🙂 ", "\n", "")


def article(name: str, sentences: tuple[str, ...], day: dt.date | None = None) -> tuple[Article, list[Span]]:
    """Return an article with the spans of its sentences."""
    text, spans = "", []
    for sentence, gap in zip(sentences, GAPS, strict=False):
        text += gap
        spans.append(Span(len(text), len(text) + len(sentence)))
        text += sentence
    return Article(name, f"Title 🙂 {name}", text, None, None, day, None, None, "", "a.txt"), spans


ONE, ONE_SPANS = article("one", SENTENCES, dt.date(2026, 5, 10))
TWO, TWO_SPANS = article("two", SENTENCES[::-1])
PASSAGES = [
    StoredPassage(0, 0, 0, 1),
    StoredPassage(1, 0, 1, 3),
    StoredPassage(2, 0, 4, 4),
    StoredPassage(3, 1, 0, 4),
    StoredPassage(4, 1, 2, 3),
]
DIGESTS = [b"a", b"b", b"c", b"b", b"d"]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    path = tmp_path_factory.mktemp("corpus") / "corpus.sqlite"
    with CorpusWriter(path) as writer:
        for number, (stored, spans) in enumerate([(ONE, ONE_SPANS), (TWO, TWO_SPANS)]):
            writer.add_article(number, replace(stored, sha256=f"of {stored.id}"))
            writer.add_sentences(number, spans)
        writer.add_passages(zip(PASSAGES, DIGESTS, strict=True))
    corpus = Corpus(path)
    yield corpus
    corpus.close()


@pytest.mark.parametrize("stored", PASSAGES)
def test_passage_text_is_the_slice_of_its_article(corpus: Corpus, stored: StoredPassage) -> None:
    [read] = corpus.read_passages([stored.number])
    whole, spans = [(ONE, ONE_SPANS), (TWO, TWO_SPANS)][stored.article]
    inside = spans[stored.first_sentence : stored.last_sentence + 1]
    assert read.stored == stored
    assert read.sentences == tuple(inside)
    assert read.text == whole.text[inside[0].start : inside[-1].end]
    assert [read.sentence(row) for row in range(len(inside))] == [span.of(whole.text) for span in inside]
    assert (read.title, read.published) == (whole.title, whole.published)


def test_sentences_of_a_passage_are_verbatim(corpus: Corpus) -> None:
    [middle] = corpus.read_passages([1])
    assert [middle.sentence(row) for row in range(3)] == list(SENTENCES[1:4])
    assert middle.text == "𝔘𝔫𝔡 q\u0323\u0307uay 👩‍👩‍👧!\t 🙂 a\u0301\u0301b.\nPlain words."


def test_passages_keep_the_order_and_repetitions_of_the_request(corpus: Corpus) -> None:
    assert [passage.stored.number for passage in corpus.read_passages([3, 0, 4, 0])] == [3, 0, 4, 0]
    assert corpus.read_passages([]) == []


def test_passages_are_read_by_number_and_by_article(corpus: Corpus) -> None:
    assert corpus.passages([4, 1]) == [PASSAGES[4], PASSAGES[1]]
    assert corpus.passages_of(0) == PASSAGES[:3]
    assert corpus.passages_of(1) == PASSAGES[3:]


LETTERS = st.text(st.sampled_from("ab 🙂𝔘\u0301\u200dж\n"), min_size=1, max_size=8)


@given(st.lists(LETTERS, min_size=1, max_size=5), st.data())
def test_passage_text_is_verbatim_for_any_characters(
    tmp_path_factory: pytest.TempPathFactory, sentences: list[str], data: st.DataObject
) -> None:
    whole, spans = article("any", tuple(sentences))
    first = data.draw(st.integers(0, len(spans) - 1))
    last = data.draw(st.integers(first, len(spans) - 1))
    path = tmp_path_factory.mktemp("any") / "corpus.sqlite"
    with CorpusWriter(path) as writer:
        writer.add_article(0, whole)
        writer.add_sentences(0, spans)
        writer.add_passages([(StoredPassage(0, 0, first, last), b"")])
        [read] = writer.read_passages([0])
    assert read.text == whole.text[spans[first].start : spans[last].end]
    assert [read.sentence(row) for row in range(last - first + 1)] == sentences[first : last + 1]


def test_passages_are_found_by_the_digest_of_their_text(corpus: Corpus) -> None:
    assert corpus.passages_of_texts([b"d", b"b", b"unknown"]) == {b"b": 1, b"d": 4}
    assert corpus.passages_of_texts([b"%d" % number for number in range(25_000)] + [b"a"]) == {b"a": 0}


def test_articles_are_found_by_the_checksum_of_their_text(corpus: Corpus) -> None:
    assert list(corpus.texts()) == [(0, f"of {ONE.id}"), (1, f"of {TWO.id}")]
    assert (corpus.article_of_text(f"of {TWO.id}"), corpus.article_of_text("unknown")) == (1, None)
