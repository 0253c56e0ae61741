"""The gold questions of the sample collection, asked for real. The bars are not to be lowered to pass."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from index.engine import Engine
from index.models import Answer, Question

GOLD = Path(__file__).parent / "sample.jsonl"


@pytest.fixture(scope="module")
def answered(sample_engine: Engine) -> list[tuple[dict[str, Any], Answer]]:
    questions = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    return [(each, sample_engine.ask(Question(each["question"]))) for each in questions]


def of_type(answered: list[tuple[dict[str, Any], Answer]], *types: str) -> Iterator[tuple[dict[str, Any], Answer]]:
    return (pair for pair in answered if pair[0]["type"] in types)


def holds_evidence(gold: dict[str, Any], answer: Answer) -> bool:
    return any(
        quote.article.id == each["article_id"] and each["text"] in quote.text
        for quote in answer.quotes
        for each in gold["evidence"]
    )


def test_the_sentence_is_among_the_first_five(answered: list[tuple[dict[str, Any], Answer]]) -> None:
    held = [holds_evidence(gold, answer) for gold, answer in of_type(answered, "said", "pronoun", "fact", "who")]
    assert len(held) == 88
    assert sum(held) / len(held) >= 0.9


def test_what_is_not_there_is_not_answered(answered: list[tuple[dict[str, Any], Answer]]) -> None:
    refused = [answer.status == "nothing_found" for _, answer in of_type(answered, "out_of_collection")]
    assert len(refused) == 16
    assert sum(refused) / len(refused) >= 0.8


def test_every_answer_shows_what_came_nearest_or_quotes(answered: list[tuple[dict[str, Any], Answer]]) -> None:
    assert all(bool(answer.quotes) != bool(answer.nearest) for _, answer in answered)


def test_no_answer_shows_a_sentence_twice(answered: list[tuple[dict[str, Any], Answer]]) -> None:
    for _, answer in answered:
        places = [(quote.article.id, at) for quote in answer.quotes for at in range(quote.start, quote.end)]
        assert len(places) == len(set(places))
