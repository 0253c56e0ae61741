"""Tests that the labelled people and the questions about PolNeAR match each other, and the articles if present."""

import json
from pathlib import Path
from typing import Any

import pytest

from index.evaluation.attribution_dataset import read_articles
from index.evaluation.name_match import compatible

_ROOT = Path(__file__).parents[3]
_ARTICLES = _ROOT.parent / "shared" / "data" / "attribution" / "polnear.dev.jsonl"


def _lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (_ROOT / "tests" / "eval" / name).read_text(encoding="utf-8").splitlines()]


PEOPLE = {
    (label["article_id"], label["start"], label["end"]): label["person"] for label in _lines("polnear_dev_people.jsonl")
}
QUESTIONS = _lines("polnear_dev_questions.jsonl")


def test_files_have_the_documented_counts() -> None:
    assert len(PEOPLE) == len(_lines("polnear_dev_people.jsonl")) == 1290
    assert (len(QUESTIONS), sum(question["answerable"] for question in QUESTIONS)) == (252, 215)
    assert len({question["id"] for question in QUESTIONS}) == 252


def test_files_contain_only_ids_offsets_and_names() -> None:
    assert {tuple(label) for label in _lines("polnear_dev_people.jsonl")} == {("article_id", "start", "end", "person")}
    fields = ("id", "question", "person", "answerable", "statements", "borderline")
    assert {tuple(question) for question in QUESTIONS} == {fields}


def test_statements_of_a_question_are_labelled_with_its_person() -> None:
    for question in QUESTIONS:
        assert bool(question["statements"]) is question["answerable"], question["id"]
        for statement in question["statements"] + question["borderline"]:
            assert compatible(PEOPLE[tuple(statement)], question["person"]), (question["id"], statement)


def test_every_label_is_a_statement_in_the_articles() -> None:
    if not _ARTICLES.is_file():
        pytest.skip(f"the labelled articles are not at {_ARTICLES}")
    statements = set()
    for article in read_articles(_ARTICLES):
        for statement in article.statements:
            starts, ends = [span.start for span in statement.spans], [span.end for span in statement.spans]
            statements.add((article.id, min(starts), max(ends)))
    assert set(PEOPLE) - statements == set()
