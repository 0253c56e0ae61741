"""The sample collection and its gold questions, read with the reader that everyone uses."""

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


class Evidence(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    article_id: str
    text: str


class Gold(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    question: str
    type: Literal["said", "fact", "who", "pronoun", "mentioned_only", "out_of_collection"]
    answerable: bool
    evidence: tuple[Evidence, ...]
    speaker: str | None


QUESTIONS = [Gold.model_validate_json(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    read = list(read_sources([SAMPLE], ReadingLimits()))
    assert [found for found in read if not isinstance(found, Article)] == []
    return {found.id: found for found in read if isinstance(found, Article)}


def test_the_collection_is_what_the_readme_says(articles: dict[str, Article]) -> None:
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


def test_every_format_is_there() -> None:
    suffixes = Counter(Path(file).suffix for file in FILES)
    assert suffixes == {".md": 9, ".html": 4, ".txt": 2, ".json": 1, ".jsonl": 1, ".pdf": 1}


def test_the_questions_are_what_the_readme_says() -> None:
    assert Counter(gold.type for gold in QUESTIONS) == {
        "said": 38,
        "pronoun": 31,
        "fact": 10,
        "who": 9,
        "mentioned_only": 14,
        "out_of_collection": 16,
    }


def test_no_question_stands_twice() -> None:
    assert [id_ for id_, times in Counter(gold.id for gold in QUESTIONS).items() if times > 1] == []
    assert [text for text, times in Counter(gold.question for gold in QUESTIONS).items() if times > 1] == []


@pytest.mark.parametrize("gold", QUESTIONS, ids=lambda gold: gold.id)
def test_evidence_stands_once_in_its_article(gold: Gold, articles: dict[str, Article]) -> None:
    times = [articles[evidence.article_id].text.count(evidence.text) for evidence in gold.evidence]
    assert times == [1] * len(gold.evidence)


@pytest.mark.parametrize("gold", QUESTIONS, ids=lambda gold: gold.id)
def test_evidence_is_there_where_there_is_an_answer(gold: Gold) -> None:
    unanswerable = gold.type in {"mentioned_only", "out_of_collection"}
    assert gold.answerable is not unanswerable
    assert bool(gold.evidence) is gold.answerable


def test_who_is_asked_about_is_named_in_the_collection(articles: dict[str, Article]) -> None:
    texts = "\n".join(article.text for article in articles.values())
    named = {gold.speaker for gold in QUESTIONS if gold.speaker and gold.type != "out_of_collection"}
    assert sorted(name for name in named if name not in texts) == []


def test_pronoun_questions_are_answered_without_the_name() -> None:
    asked = [gold for gold in QUESTIONS if gold.type == "pronoun"]
    named = [gold.id for gold in asked for evidence in gold.evidence if _surname(gold) in evidence.text]
    assert named == []


def _surname(gold: Gold) -> str:
    return str(gold.speaker).rpartition(" ")[2]


def test_the_question_everyone_asks_first(articles: dict[str, Article]) -> None:
    gold = next(gold for gold in QUESTIONS if gold.question == "what did Lavrov say about the summit")
    assert gold.evidence == (
        Evidence(
            article_id=f"sample/{RETELLING}",
            text="Lavrov said that the summit\u2019s emphasis on bigger defense budgets would barely affect "
            "the security of Russia.",
        ),
    )
    assert articles[f"sample/{RETELLING}"].publisher == "The Lantern Review"


def test_the_wire_story_ran_twice_the_second_time_with_a_paragraph_more(articles: dict[str, Article]) -> None:
    wire, carried = articles[WIRE], articles[WIRE_CARRIED]
    assert carried.text.startswith(wire.text + "\n\n")
    assert carried.text[len(wire.text) :].strip().count("\n") == 0
    assert (wire.publisher, carried.publisher) == ("Velmara Wire", "Northern Ledger")
    assert (wire.published, carried.published) == (dt.date(2025, 6, 10), dt.date(2025, 6, 11))
    assert wire.url != carried.url


def test_the_retelling_quotes_nobody_directly(articles: dict[str, Article]) -> None:
    text = articles[f"sample/{RETELLING}"].text
    assert [mark for mark in ('"', "\u201c", "\u201d", "\u2018") if mark in text] == []
    assert RETOLD in (SAMPLE / RETELLING).read_text(encoding="utf-8")


@pytest.mark.parametrize("file", [file for file in FILES if file != RETELLING])
def test_each_article_says_that_it_is_invented(file: str) -> None:
    assert [note for note in _notes(SAMPLE / file) if INVENTED not in note] == []


def _notes(path: Path) -> list[str]:
    """Return, for each article in the file, the words in which it may say so."""
    if path.suffix == ".pdf":
        metadata = PdfReader(path).metadata
        return [str(metadata.subject if metadata else None)]
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".jsonl":
        return [str(json.loads(line).get("note")) for line in text.splitlines()]
    return [text]


@pytest.mark.parametrize("suffix", [".html", ".md", ".pdf"])
def test_the_notice_stays_out_of_the_text_where_the_format_has_another_place(
    suffix: str, articles: dict[str, Article]
) -> None:
    read = [article for article in articles.values() if article.origin.endswith(suffix)]
    assert [article.id for article in read if "invented" in article.text] == []


def test_addresses_lead_nowhere(articles: dict[str, Article]) -> None:
    hosts = [article.url.split("/")[2] for article in articles.values() if article.url]
    assert [host for host in hosts if not host.endswith(".example")] == []
