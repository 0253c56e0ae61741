"""The gold questions of the sample collection, asked with the real embedder. The floors must not be lowered."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from index.engine import Engine
from index.models import Answer, Question

GOLD = Path(__file__).parent / "sample.jsonl"
Answered: TypeAlias = list[tuple[dict[str, Any], Answer]]  # each gold question with its answer


@pytest.fixture(scope="module")
def answered(sample_engine: Engine) -> Answered:
    questions = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    return [(question, sample_engine.ask(Question(question["question"]))) for question in questions]


def of_type(answered: Answered, *types: str) -> Iterator[tuple[dict[str, Any], Answer]]:
    return (pair for pair in answered if pair[0]["type"] in types)


def quotes_evidence(gold: dict[str, Any], answer: Answer) -> bool:
    return any(
        quote.article.id == evidence["article_id"] and evidence["text"] in quote.text
        for quote in answer.quotes
        for evidence in gold["evidence"]
    )


def test_evidence_is_quoted_for_nine_tenths_of_the_questions(answered: Answered) -> None:
    is_quoted = [quotes_evidence(gold, answer) for gold, answer in of_type(answered, "said", "pronoun", "fact", "who")]
    assert len(is_quoted) == 88
    assert sum(is_quoted) / len(is_quoted) >= 0.9


def test_four_fifths_of_the_unanswerable_questions_are_refused(answered: Answered) -> None:
    is_refused = [answer.status == "nothing_found" for _, answer in of_type(answered, "out_of_collection")]
    assert len(is_refused) == 16
    assert sum(is_refused) / len(is_refused) >= 0.8


def test_every_answer_has_either_quotes_or_nearest_excerpts(answered: Answered) -> None:
    assert all(bool(answer.quotes) != bool(answer.nearest) for _, answer in answered)


def test_answers_show_no_word_twice_and_every_text_is_a_slice(answered: Answered, sample_engine: Engine) -> None:
    corpus = sample_engine.snapshot.corpus
    for _, answer in answered:
        for quotes in (answer.quotes, answer.nearest):
            shown = set[tuple[str, int]]()
            for quote in quotes:
                number = corpus.article_number(quote.article.id)
                assert number is not None
                assert quote.text == corpus.article(number).text[quote.start : quote.end]
                characters = {(quote.article.id, position) for position in range(quote.start, quote.end)}
                assert not shown & characters, quote.text
                shown |= characters
