"""Tests of the sample collection and its gold questions, as the reader yields them."""

import datetime as dt
import json
from collections import Counter
from pathlib import Path
from typing import Literal

import pytest
from pydantic import BaseModel, ConfigDict
from pypdf import PdfReader

from index.config import ReadingLimits
from index.models import Article
from index.reading.sources import read_sources

SAMPLE = Path(__file__).parents[1] / "sample"
GOLD = Path(__file__).with_name("sample.jsonl")
RETELLING = "lantern-review/2025-06-28-summit.md"
INVENTED = "Everyone and everything in this article is invented."
RETOLD = "This article retells public facts in its own words and holds no direct quotes."
WIRE = "velmara-wire-2025-06-10-merger"
WIRE_CARRIED = "sample/northern-ledger/2025-06-11-merger.md"
FILES = sorted(path.relative_to(SAMPLE).as_posix() for path in SAMPLE.rglob("*") if path.is_file())


class SampleEvidence(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    article_id: str
    text: str


class SampleQuestion(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    question: str
    type: Literal["said", "fact", "who", "pronoun", "mentioned_only", "out_of_collection"]
    answerable: bool
    evidence: tuple[SampleEvidence, ...]
    speaker: str | None


QUESTIONS = [SampleQuestion.model_validate_json(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    results = list(read_sources([SAMPLE], ReadingLimits()))
    assert [result for result in results if not isinstance(result, Article)] == []
    return {article.id: article for article in results if isinstance(article, Article)}


def test_collection_has_the_documented_publishers_and_dates(articles: dict[str, Article]) -> None:
    publishers = Counter(article.publisher for article in articles.values())
    days = [article.published for article in articles.values() if article.published]
    assert publishers == {
        "Harbour Gazette": 3,
        "The Ostrel Courier": 3,
        "Velmara Wire": 4,
        "Kardosa Tribune": 3,
        "Northern Ledger": 2,
        "Meridian Science Weekly": 1,
        "Touchline Daily": 1,
        "The Lantern Review": 1,
        None: 3,
    }
    assert (min(days), max(days)) == (dt.date(2025, 6, 3), dt.date(2025, 7, 15))


def test_collection_has_every_format() -> None:
    suffixes = Counter(Path(file).suffix for file in FILES)
    assert suffixes == {".md": 9, ".html": 4, ".txt": 2, ".json": 1, ".jsonl": 1, ".pdf": 1}


def test_questions_have_the_documented_types() -> None:
    assert Counter(question.type for question in QUESTIONS) == {
        "said": 38,
        "pronoun": 31,
        "fact": 10,
        "who": 9,
        "mentioned_only": 14,
        "out_of_collection": 16,
    }


def test_questions_and_their_ids_are_unique() -> None:
    assert [name for name, count in Counter(question.id for question in QUESTIONS).items() if count > 1] == []
    assert [text for text, count in Counter(question.question for question in QUESTIONS).items() if count > 1] == []


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_evidence_occurs_once_in_its_article(question: SampleQuestion, articles: dict[str, Article]) -> None:
    counts = [articles[evidence.article_id].text.count(evidence.text) for evidence in question.evidence]
    assert counts == [1] * len(question.evidence)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_only_answerable_questions_have_evidence(question: SampleQuestion) -> None:
    is_unanswerable = question.type in {"mentioned_only", "out_of_collection"}
    assert question.answerable is not is_unanswerable
    assert bool(question.evidence) is question.answerable


def test_speakers_of_questions_are_named_in_the_collection(articles: dict[str, Article]) -> None:
    texts = "\n".join(article.text for article in articles.values())
    speakers = {question.speaker for question in QUESTIONS if question.type != "out_of_collection"}
    assert sorted(name for name in speakers if name and name not in texts) == []


def test_evidence_of_pronoun_questions_does_not_contain_the_name() -> None:
    questions = [question for question in QUESTIONS if question.type == "pronoun"]
    with_name = [
        question.id for question in questions for evidence in question.evidence if _surname(question) in evidence.text
    ]
    assert with_name == []


def _surname(question: SampleQuestion) -> str:
    return str(question.speaker).rpartition(" ")[2]


def test_question_in_the_readme_has_its_evidence(articles: dict[str, Article]) -> None:
    question = next(question for question in QUESTIONS if question.question == "what did Lavrov say about the summit")
    assert question.evidence == (
        SampleEvidence(
            article_id=f"sample/{RETELLING}",
            text="Lavrov said that the summit\u2019s emphasis on bigger defense budgets would barely affect "
            "the security of Russia.",
        ),
    )
    assert articles[f"sample/{RETELLING}"].publisher == "The Lantern Review"


def test_wire_story_has_a_copy_with_another_paragraph(articles: dict[str, Article]) -> None:
    wire, carried = articles[WIRE], articles[WIRE_CARRIED]
    assert carried.text.startswith(wire.text + "\n\n")
    assert carried.text[len(wire.text) :].strip().count("\n") == 0
    assert (wire.publisher, carried.publisher) == ("Velmara Wire", "Northern Ledger")
    assert (wire.published, carried.published) == (dt.date(2025, 6, 10), dt.date(2025, 6, 11))
    assert wire.url != carried.url


def test_retelling_contains_no_direct_quotes(articles: dict[str, Article]) -> None:
    text = articles[f"sample/{RETELLING}"].text
    assert [mark for mark in ('"', "\u201c", "\u201d", "\u2018") if mark in text] == []
    assert RETOLD in (SAMPLE / RETELLING).read_text(encoding="utf-8")


@pytest.mark.parametrize("file", [file for file in FILES if file != RETELLING])
def test_every_invented_article_contains_the_notice(file: str) -> None:
    assert [note for note in _notes(SAMPLE / file) if INVENTED not in note] == []


def _notes(path: Path) -> list[str]:
    """Return the text of each article in the file that may contain the notice."""
    if path.suffix == ".pdf":
        metadata = PdfReader(path).metadata
        return [str(metadata.subject if metadata else None)]
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".jsonl":
        return [str(json.loads(line).get("note")) for line in text.splitlines()]
    return [text]


@pytest.mark.parametrize("suffix", [".html", ".md", ".pdf"])
def test_notice_is_not_in_the_text_of_formats_with_metadata(suffix: str, articles: dict[str, Article]) -> None:
    texts = {article.id: article.text for article in articles.values() if article.origin.endswith(suffix)}
    assert [article_id for article_id, text in texts.items() if "invented" in text] == []


def test_addresses_end_in_example(articles: dict[str, Article]) -> None:
    hosts = [article.url.split("/")[2] for article in articles.values() if article.url]
    assert [host for host in hosts if not host.endswith(".example")] == []
