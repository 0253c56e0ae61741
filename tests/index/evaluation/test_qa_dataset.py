"""Labelled questions are read as they are meant, and what is wrong is told by file and line."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from index.errors import SourceError
from index.evaluation.qa_dataset import Evidence, LabelledQuestion, read_folder, read_questions

ARTICLE = {"id": "a", "title": "The quay", "text": "The quay is long."}
QUERY = {"question": "how long?", "evidence": [{"article_id": "a", "text": "The quay is long."}]}


def write(path: Path, *objects: Any) -> Path:  # noqa: ANN401 what JSON can hold
    path.write_text("\n".join(each if isinstance(each, str) else json.dumps(each) for each in objects), "utf-8")
    return path


def folder(tmp_path: Path, articles: list[Any], queries: list[Any]) -> Path:
    write(tmp_path / "articles.jsonl", *articles)
    write(tmp_path / "queries.jsonl", *queries)
    return tmp_path


def test_every_field_is_read(tmp_path: Path) -> None:
    piece = {"article_id": " a\n", "text": "long", "start": 12, "end": 16, "group": 1, "cover": 0.8}
    query = {"id": "q", "question": "how long?", "type": "fact", "answerable": True, "date": "2025/06/24"}
    articles = [ARTICLE | {"id": "a"}, ARTICLE | {"id": "b", "text": "Not wanted."}]
    collection = read_folder(folder(tmp_path, articles, [query | {"evidence": [piece], "answer": 7, "choices": [1]}]))
    evidence = Evidence("a", "long", start=12, group=1)
    asked = LabelledQuestion("q", "how long?", "fact", True, (evidence,), dt.date(2025, 6, 24))
    assert collection.questions == [asked]
    assert collection.ids == {"a", "b"}
    assert collection.texts == {"a": "The quay is long."}
    assert collection.articles == tmp_path / "articles.jsonl"


def test_what_may_be_missing(tmp_path: Path) -> None:
    path = write(tmp_path / "gold.jsonl", "\ufeff" + json.dumps(QUERY), "", {"question": "why?", "date": None})
    first, second = read_questions(path)
    assert (first.id, first.type, first.answerable) == ("1", "question", True)
    assert first.evidence == (Evidence("a", "The quay is long.", start=None, group=0),)
    assert (second.id, second.answerable, second.evidence, second.today) == ("3", False, (), None)


def test_evidence_of_what_is_not_answerable_is_ignored(tmp_path: Path) -> None:
    elsewhere = {"article_id": "left out", "text": "It was answered there."}
    query = {"question": "why?", "answerable": False, "evidence": [elsewhere]}
    assert read_folder(folder(tmp_path, [ARTICLE], [query])).questions[0].evidence == ()


@pytest.mark.parametrize(
    ("articles", "queries", "said"),
    [
        ([ARTICLE, "{"], [QUERY], r"articles\.jsonl:2: invalid JSON"),
        ([ARTICLE], [QUERY, "", "nonsense"], r"queries\.jsonl:3: invalid JSON"),
        ([{"id": "a"}], [QUERY], r"articles\.jsonl:1: text: field required"),
        ([ARTICLE], [{"evidence": []}], r"queries\.jsonl:1: question: field required"),
        ([ARTICLE], [{"question": " ?"}], r"queries\.jsonl:1: question: there are no words in it"),
        ([ARTICLE], [QUERY | {"date": "3/4/2025"}], r"queries\.jsonl:1: date: value error, not a day; write it as"),
        ([ARTICLE], [{"question": "why?", "answerable": True}], r"queries\.jsonl:1: evidence: there is none, though"),
        (
            [ARTICLE],
            [QUERY | {"evidence": [{"article_id": "a", "text": "x", "start": -1}]}],
            r"queries\.jsonl:1: evidence\.0\.start: ",
        ),
        (
            [ARTICLE | {"id": "b"}],
            [QUERY],
            r"queries\.jsonl:1: evidence\.0 names the article a, which articles\.jsonl does not hold",
        ),
        ([ARTICLE, ARTICLE], [QUERY], r"articles\.jsonl:2: the id a comes a second time; keep one of the two articles"),
        ([ARTICLE], [QUERY | {"id": "q"}] * 2, r"queries\.jsonl:2: the id q comes a second time"),
        ([], [QUERY], r"articles\.jsonl holds no articles"),
        ([ARTICLE], [""], r"queries\.jsonl holds no questions"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, articles: list[Any], queries: list[Any], said: str) -> None:
    with pytest.raises(SourceError, match=said):
        read_folder(folder(tmp_path, articles, queries))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    write(tmp_path / "queries.jsonl", QUERY)
    with pytest.raises(FileNotFoundError, match=r"articles\.jsonl"):
        read_folder(tmp_path)
