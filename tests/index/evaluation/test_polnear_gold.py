"""The labels of people and the questions over PolNeAR's articles fit each other, and the articles where they are."""

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
    (each["article_id"], each["start"], each["end"]): each["person"] for each in _lines("polnear_dev_people.jsonl")
}
QUESTIONS = _lines("polnear_dev_questions.jsonl")


def test_counts() -> None:
    assert len(PEOPLE) == len(_lines("polnear_dev_people.jsonl")) == 1290
    assert (len(QUESTIONS), sum(each["answerable"] for each in QUESTIONS)) == (252, 215)
    assert len({each["id"] for each in QUESTIONS}) == 252


def test_only_ids_offsets_and_names() -> None:
    assert {tuple(each) for each in _lines("polnear_dev_people.jsonl")} == {("article_id", "start", "end", "person")}
    fields = ("id", "question", "person", "answerable", "statements", "borderline")
    assert {tuple(each) for each in QUESTIONS} == {fields}


def test_what_answers_a_question_is_labelled_as_that_persons() -> None:
    for each in QUESTIONS:
        assert bool(each["statements"]) is each["answerable"], each["id"]
        for place in each["statements"] + each["borderline"]:
            assert compatible(PEOPLE[tuple(place)], each["person"]), (each["id"], place)


def test_every_label_is_a_statement_of_the_articles() -> None:
    if not _ARTICLES.is_file():
        pytest.skip(f"the labelled articles are not at {_ARTICLES}")
    places = set()
    for article in read_articles(_ARTICLES):
        for each in article.statements:
            starts, ends = [span.start for span in each.spans], [span.end for span in each.spans]
            places.add((article.id, min(starts), max(ends)))
    assert set(PEOPLE) <= places
