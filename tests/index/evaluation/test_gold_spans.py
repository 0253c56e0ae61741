"""Evidence is placed in the stored text, whatever reading changed; and what has no place is told."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from index.config import EngineConfig, ReadingLimits
from index.evaluation.gold_spans import GoldSpan, TextLocation, UnlocatedEvidence, locate, place_evidence, quote_places
from index.evaluation.qa_dataset import Evidence, LabelledQuestion
from index.indexing.reindex import Reindexer
from index.models import Article, ArticleInfo, Quote, Span
from index.reading.article import without_title
from index.reading.sources import read_sources
from index.store.corpus import Corpus
from index.store.layout import current_name
from index.store.snapshot import open_corpus
from tests.fakes import parts

RAIN = "It rained in Cafe\u0301ville."  # decomposed, as files from some systems are
STORED_RAIN = "It rained in Caféville."


def stored(tmp_path: Path, text: str) -> str:
    """Return a text as reading leaves it."""
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
def test_offsets_survive_what_reading_changes(tmp_path: Path, before: str) -> None:
    raw = f"{before}{RAIN} Then it did not. {RAIN} The end."
    text = stored(tmp_path, raw)
    places = [match for match in range(len(text)) if text.startswith(STORED_RAIN, match)]
    assert len(places) == 2
    for place, start in zip(places, (len(before), raw.rindex(RAIN)), strict=True):
        span = Span(place, place + len(STORED_RAIN))
        assert locate(Evidence("a", RAIN, start=start), text, raw) == (span,)
        assert span.of(text) == STORED_RAIN


def test_a_title_line_that_was_taken_off_shifts_all() -> None:
    raw = "It rained.\r\n\r\nIt rained. It stopped. It rained."
    text = without_title(raw.replace("\r\n", "\n"), "It rained.").strip()
    starts = [raw.index("It rained.", 5), raw.rindex("It rained.")]
    assert [locate(Evidence("a", "It rained.", start=start), text, raw)[0].start for start in starts] == [0, 23]


def test_white_space_and_marks_are_alike_whatever_they_are() -> None:
    assert locate(Evidence("a", " It  (really)\nrained?\r\n"), "So. It (really)\t rained?", None) == (Span(4, 24),)


def test_without_an_offset_every_place_is_meant() -> None:
    assert locate(Evidence("a", "rain"), "rain, rain", None) == (Span(0, 4), Span(6, 10))


def test_without_the_files_text_an_offset_means_the_stored_one() -> None:
    assert locate(Evidence("a", "rain", start=7), "rain, rain", None) == (Span(6, 10),)


@pytest.mark.parametrize("words", ["snow", "", " \n", "Rain"])
def test_words_that_are_not_there_have_no_place(words: str) -> None:
    assert locate(Evidence("a", words, start=0), "rain, rain", "rain, rain") == ()


@pytest.fixture
def corpus(root: Path, tmp_path: Path) -> Corpus:
    path = tmp_path / "articles.jsonl"
    texts = {"a": "The quay is long. It rained.", "b": "It rained. The quay is long. The quay is long."}
    path.write_text("\n".join(json.dumps({"id": name, "text": text}) for name, text in texts.items()), "utf-8")
    Reindexer(root, parts(), EngineConfig(), lambda *_: None).reindex([path])
    return open_corpus(root, current_name(root))


def test_groups_keep_what_has_no_place(corpus: Corpus) -> None:
    pieces = (
        Evidence("a", "The quay is long.", start=0, group=1),
        Evidence("b", "It rained.", group=0),
        Evidence("b", "It snowed.", group=1),
        Evidence("gone", "It rained.", group=2),
    )
    question = LabelledQuestion("q", "why?", "fact", answerable=True, evidence=pieces)
    groups, unplaced = place_evidence(question, corpus, {"a": "The quay is long. It rained."})
    assert groups == (
        (GoldSpan("a", (Span(0, 17),)), GoldSpan("b", ())),
        (GoldSpan("b", (Span(0, 10),)),),
        (GoldSpan("gone", ()),),
    )
    assert unplaced == (
        UnlocatedEvidence("q", "b", "its words do not stand in the article"),
        UnlocatedEvidence("q", "gone", "the article is not in the index"),
    )
    corpus.close()


def test_a_quote_is_also_where_its_words_ran(corpus: Corpus) -> None:
    source = ArticleInfo("a", "The quay", None, None, None, None, "")
    quote = Quote("The quay is long.", 0, 17, "passage", None, "", "", 1.0, source)
    also = replace(quote, also_in=(replace(source, id="b"), replace(source, id="gone")))
    assert quote_places(quote, corpus) == (TextLocation("a", Span(0, 17)),)
    assert quote_places(also, corpus) == (
        TextLocation("a", Span(0, 17)),
        TextLocation("b", Span(11, 28)),
        TextLocation("b", Span(29, 46)),
    )
    corpus.close()
