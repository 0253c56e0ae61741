"""Tests of reading labelled questions, and of the errors in them."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from index.errors import SourceError
from index.evaluation.qa_dataset import LabelledEvidence, LabelledQuestion, read_folder, read_questions

ARTICLE = {"id": "a", "title": "The quay", "text": "The quay is long."}
QUERY = {"question": "how long?", "evidence": [{"article_id": "a", "text": "The quay is long."}]}


def write(path: Path, *objects: Any) -> Path:  # noqa: ANN401 - any JSON value
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in objects), "utf-8")
    return path


def folder(tmp_path: Path, articles: list[Any], queries: list[Any]) -> Path:
    write(tmp_path / "articles.jsonl", *articles)
    write(tmp_path / "queries.jsonl", *queries)
    return tmp_path


def test_every_field_of_a_question_is_read(tmp_path: Path) -> None:
    piece = {"article_id": " a\n", "text": "long", "start": 12, "end": 16, "group": 1, "cover": 0.8}
    query = {"id": "q", "question": "how long?", "type": "fact", "answerable": True, "date": "2025/06/24"}
    articles = [ARTICLE | {"id": "a"}, ARTICLE | {"id": "b", "text": "Not wanted."}]
    collection = read_folder(folder(tmp_path, articles, [query | {"evidence": [piece], "answer": 7, "choices": [1]}]))
    evidence = LabelledEvidence("a", "long", start=12, group=1)
    asked = LabelledQuestion("q", "how long?", "fact", True, (evidence,), dt.date(2025, 6, 24))
    assert collection.questions == [asked]
    assert collection.ids == {"a", "b"}
    assert collection.texts == {"a": "The quay is long."}
    assert collection.articles == tmp_path / "articles.jsonl"


def test_optional_fields_have_defaults(tmp_path: Path) -> None:
    path = write(tmp_path / "gold.jsonl", "\ufeff" + json.dumps(QUERY), "", {"question": "why?", "date": None})
    first, second = read_questions(path)
    assert (first.id, first.type, first.answerable) == ("1", "question", True)
    assert first.evidence == (LabelledEvidence("a", "The quay is long.", start=None, group=0),)
    assert (second.id, second.answerable, second.evidence, second.today) == ("3", False, (), None)


def test_evidence_of_an_unanswerable_question_is_ignored(tmp_path: Path) -> None:
    elsewhere = {"article_id": "left out", "text": "It was answered there."}
    query = {"question": "why?", "answerable": False, "evidence": [elsewhere]}
    assert read_folder(folder(tmp_path, [ARTICLE], [query])).questions[0].evidence == ()


@pytest.mark.parametrize(
    ("articles", "queries", "message"),
    [
        ([ARTICLE, "{"], [QUERY], r"articles\.jsonl:2: invalid JSON"),
        ([ARTICLE], [QUERY, "", "nonsense"], r"queries\.jsonl:3: invalid JSON"),
        ([{"id": "a"}], [QUERY], r"articles\.jsonl:1: text: field required"),
        ([ARTICLE], [{"evidence": []}], r"queries\.jsonl:1: question: field required"),
        ([ARTICLE], [{"question": " ?"}], r"queries\.jsonl:1: question: it has no words"),
        (
            [ARTICLE],
            [QUERY | {"date": "3/4/2025"}],
            r"queries\.jsonl:1: date: value error, not a day \(write it as 2025-06-24\)\. Correct",
        ),
        (
            [ARTICLE],
            [{"question": "why?", "answerable": True}],
            r"queries\.jsonl:1: evidence: an answerable question has none",
        ),
        (
            [ARTICLE],
            [QUERY | {"evidence": [{"article_id": "a", "text": "x", "start": -1}]}],
            r"queries\.jsonl:1: evidence\.0\.start: ",
        ),
        (
            [ARTICLE | {"id": "b"}],
            [QUERY],
            r"queries\.jsonl:1: evidence\.0: articles\.jsonl has no article a\. Correct",
        ),
        ([ARTICLE, ARTICLE], [QUERY], r"articles\.jsonl:2: the id a is already used\. Keep one of the two articles"),
        ([ARTICLE], [QUERY | {"id": "q"}] * 2, r"queries\.jsonl:2: the id q is already used"),
        ([], [QUERY], r"articles\.jsonl contains no articles"),
        ([ARTICLE], [""], r"queries\.jsonl contains no questions"),
    ],
)
def test_invalid_line_is_an_error_with_file_and_line(
    tmp_path: Path, articles: list[Any], queries: list[Any], message: str
) -> None:
    with pytest.raises(SourceError, match=message):
        read_folder(folder(tmp_path, articles, queries))


def test_missing_file_is_an_error_with_its_name(tmp_path: Path) -> None:
    write(tmp_path / "queries.jsonl", QUERY)
    with pytest.raises(FileNotFoundError, match=r"articles\.jsonl"):
        read_folder(tmp_path)
