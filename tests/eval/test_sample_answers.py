"""Tests that the engine answers the gold questions of the sample collection. Never lower the thresholds to pass."""

import json
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from index.engine import Engine
from index.models import Answer, Question, Quote, Span

GOLD = Path(__file__).parent / "sample.jsonl"
Answered: TypeAlias = list[tuple[dict[str, Any], Answer]]


@pytest.fixture(scope="module")
def answered(sample_engine: Engine) -> Answered:
    """Return each gold question with the answer of the engine."""
    questions = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    return [(question, sample_engine.ask(Question(question["question"]))) for question in questions]


def of_type(answered: Answered, *types: str) -> Iterator[tuple[dict[str, Any], Answer]]:
    return (pair for pair in answered if pair[0]["type"] in types)


def quotes_evidence(question: dict[str, Any], answer: Answer) -> bool:
    return any(
        quote.article.id == evidence["article_id"] and evidence["text"] in quote.text
        for quote in answer.quotes
        for evidence in question["evidence"]
    )


def repeat(one: Quote, other: Quote) -> bool:
    """Return True if two quotes share a character of an article, or if one contains the words of the other."""
    overlap = one.article.id == other.article.id and Span(one.start, one.end).overlaps(Span(other.start, other.end))
    return overlap or one.text in other.text or other.text in one.text


def test_evidence_is_among_the_first_five_quotes(answered: Answered) -> None:
    questions = list(of_type(answered, "said", "pronoun", "fact", "who"))
    missed = [question["id"] for question, answer in questions if not quotes_evidence(question, answer)]
    assert len(questions) == 88
    assert len(missed) / len(questions) <= 0.1, missed


def test_question_outside_the_collection_is_not_answered(answered: Answered) -> None:
    questions = list(of_type(answered, "out_of_collection"))
    wrong = [question["id"] for question, answer in questions if answer.status != "nothing_found"]
    assert len(questions) == 16
    assert len(wrong) / len(questions) <= 0.2, wrong


def test_every_answer_has_either_quotes_or_closest_passages(answered: Answered) -> None:
    wrong = [question["id"] for question, answer in answered if bool(answer.quotes) == bool(answer.nearest)]
    assert wrong == []


def test_no_answer_repeats_a_sentence(answered: Answered) -> None:
    repeated = [
        (one.text, other.text)
        for _, answer in answered
        for one, other in combinations(answer.quotes, 2)
        if repeat(one, other)
    ]
    assert repeated == []
