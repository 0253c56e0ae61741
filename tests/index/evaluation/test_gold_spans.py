"""Tests of locating evidence and quotes in the stored text."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from index.config import EngineConfig, ReadingLimits
from index.evaluation.gold_spans import (
    GoldSpan,
    TextLocation,
    UnlocatedEvidence,
    locate,
    place_evidence,
    quote_locations,
)
from index.evaluation.qa_dataset import LabelledEvidence, LabelledQuestion
from index.indexing.reindex import Reindexer
from index.models import Article, ArticleInfo, Quote, Span
from index.reading.article import without_title
from index.reading.sources import read_sources
from index.store.corpus import Corpus
from index.store.layout import current_name
from index.store.snapshot import open_corpus
from tests.fakes import parts

RAIN = "It rained in Cafe\u0301ville."  # decomposed, as some systems write it
STORED_RAIN = "It rained in Caféville."


def stored(tmp_path: Path, text: str) -> str:
    """Return a text as the reader stores it."""
    path = tmp_path / "articles.jsonl"
    path.write_text(json.dumps({"id": "a", "text": text}), encoding="utf-8")
    [article] = read_sources([path], ReadingLimits())
    assert isinstance(article, Article)
    return article.text


@pytest.mark.parametrize(
    "before",
    [
        "",
        "\n \t\u2028",
        "Cafe\u0301 " * 20,
        "One line.\r\n\r\nAnother one.\r\n" * 5,
        "\ufeff\x07" * 9 + "A word\u202e. ",
    ],
)
def test_offsets_survive_the_changes_of_the_reader(tmp_path: Path, before: str) -> None:
    raw = f"{before}{RAIN} Then it did not. {RAIN} The end."
    text = stored(tmp_path, raw)
    offsets = [offset for offset in range(len(text)) if text.startswith(STORED_RAIN, offset)]
    assert len(offsets) == 2
    for offset, start in zip(offsets, (len(before), raw.rindex(RAIN)), strict=True):
        span = Span(offset, offset + len(STORED_RAIN))
        assert locate(LabelledEvidence("a", RAIN, start=start), text, raw) == (span,)
        assert span.of(text) == STORED_RAIN


def test_removed_title_line_shifts_offsets() -> None:
    raw = "It rained.\r\n\r\nIt rained. It stopped. It rained."
    text = without_title(raw.replace("\r\n", "\n"), "It rained.").strip()
    starts = [raw.index("It rained.", 5), raw.rindex("It rained.")]
    assert [locate(LabelledEvidence("a", "It rained.", start=start), text, raw)[0].start for start in starts] == [0, 23]


def test_any_white_space_between_words_matches() -> None:
    assert locate(LabelledEvidence("a", " It  (really)\nrained?\r\n"), "So. It (really)\t rained?", None) == (
        Span(4, 24),
    )


def test_evidence_without_an_offset_has_all_occurrences() -> None:
    assert locate(LabelledEvidence("a", "rain"), "rain, rain", None) == (Span(0, 4), Span(6, 10))


def test_offset_without_the_text_of_the_file_refers_to_the_stored_text() -> None:
    assert locate(LabelledEvidence("a", "rain", start=7), "rain, rain", None) == (Span(6, 10),)


@pytest.mark.parametrize("words", ["snow", "", " \n", "Rain"])
def test_missing_words_have_no_span(words: str) -> None:
    assert locate(LabelledEvidence("a", words, start=0), "rain, rain", "rain, rain") == ()


@pytest.fixture
def corpus(root: Path, tmp_path: Path) -> Corpus:
    path = tmp_path / "articles.jsonl"
    texts = {"a": "The quay is long. It rained.", "b": "It rained. The quay is long. The quay is long."}
    path.write_text("\n".join(json.dumps({"id": name, "text": text}) for name, text in texts.items()), "utf-8")
    Reindexer(root, parts(), EngineConfig(), lambda *_: None).reindex([path])
    return open_corpus(root, current_name(root))


def test_groups_keep_unlocated_evidence(corpus: Corpus) -> None:
    pieces = (
        LabelledEvidence("a", "The quay is long.", start=0, group=1),
        LabelledEvidence("b", "It rained.", group=0),
        LabelledEvidence("b", "It snowed.", group=1),
        LabelledEvidence("gone", "It rained.", group=2),
    )
    question = LabelledQuestion("q", "why?", "fact", answerable=True, evidence=pieces)
    groups, unlocated = place_evidence(question, corpus, {"a": "The quay is long. It rained."})
    assert groups == (
        (GoldSpan("a", (Span(0, 17),)), GoldSpan("b", ())),
        (GoldSpan("b", (Span(0, 10),)),),
        (GoldSpan("gone", ()),),
    )
    assert unlocated == (
        UnlocatedEvidence("q", "b", "the words are not in the article"),
        UnlocatedEvidence("q", "gone", "the article is not in the index"),
    )
    corpus.close()


def test_quote_is_also_located_in_other_articles_with_its_words(corpus: Corpus) -> None:
    source = ArticleInfo("a", "The quay", None, None, None, None, "")
    quote = Quote("The quay is long.", 0, 17, "passage", None, "", "", 1.0, source)
    also = replace(quote, also_in=(replace(source, id="b"), replace(source, id="gone")))
    assert quote_locations(quote, corpus) == (TextLocation("a", Span(0, 17)),)
    assert quote_locations(also, corpus) == (
        TextLocation("a", Span(0, 17)),
        TextLocation("b", Span(11, 28)),
        TextLocation("b", Span(29, 46)),
    )
    corpus.close()
