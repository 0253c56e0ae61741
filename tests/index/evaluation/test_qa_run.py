"""Tests of asking labelled questions and of their outcomes."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from index.adapters.faiss_store import FaissStore
from index.config import AnsweringConfig, EngineConfig
from index.engine import Engine
from index.errors import QuestionError
from index.evaluation.gold_spans import UnlocatedEvidence
from index.evaluation.qa_dataset import read_folder
from index.evaluation.qa_metrics import Outcome, score
from index.evaluation.qa_run import QaRun, is_verbatim
from index.indexing.reindex import Reindexer
from index.models import Question
from tests.fakes import WordEmbedder, parts

ARTICLES: list[dict[str, Any]] = [
    {"id": "quay", "title": "The quay", "text": "The new quay is forty metres long.", "published": "2025-06-17"},
    {
        "id": "quota",
        "title": "Herring",
        "text": "The herring quota was halved.\r\nIt rained.",
        "published": "2025-03-01",
    },
    {"id": "bridge", "title": "Rust", "text": "Rust closed the old bridge to lorries.", "published": "2024-06-18"},
]
QUERIES: list[dict[str, Any]] = [
    {
        "id": "right",
        "type": "fact",
        "question": "how long is the new quay?",
        "evidence": [{"article_id": "quay", "text": "The new quay is forty metres long.", "start": 0}],
    },
    {
        "id": "mislabelled",  # so that the first passage is a miss
        "type": "fact",
        "question": "the herring quota halved",
        "evidence": [{"article_id": "bridge", "text": "Rust closed the old bridge to lorries.", "start": 0}],
    },
    {
        "id": "lost",
        "type": "fact",
        "question": "rust closed the old bridge",
        "evidence": [
            {"article_id": "bridge", "text": "The bridge was mended.", "start": 0},
            {"article_id": "bridge", "text": "closed the old bridge", "start": 5, "group": 1},
        ],
    },
    {"id": "none", "type": "null", "question": "who won chess in Reykjavik?", "answerable": False, "answer": "quay"},
]
Ask: TypeAlias = Callable[..., tuple[list[Outcome], list[UnlocatedEvidence]]]


@pytest.fixture
def ask(root: Path, tmp_path: Path) -> Ask:
    def run(queries: list[dict[str, Any]], threshold: float = 0.2) -> tuple[list[Outcome], list[UnlocatedEvidence]]:
        for name, lines in (("articles", ARTICLES), ("queries", queries)):
            (tmp_path / f"{name}.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
        collection = read_folder(tmp_path)
        Reindexer(root, parts(), EngineConfig(), lambda *_: None).reindex([collection.articles])
        engine, answers_all = (
            Engine(root, WordEmbedder(), FaissStore(), AnsweringConfig(threshold=value)) for value in (threshold, 0.0)
        )
        return QaRun(collection, engine, answers_all, lambda *_: None).run()

    return run


def test_every_question_has_an_outcome(ask: Ask) -> None:
    outcomes, unlocated = ask(QUERIES)
    assert [(outcome.type, outcome.answerable, outcome.answered) for outcome in outcomes] == [
        ("fact", True, True),
        ("fact", True, True),
        ("fact", True, True),
        ("null", False, False),
    ]
    assert [outcome.ranked[0].article for outcome in outcomes[:3]] == ["quay", "quota", "bridge"]
    assert outcomes[3].ranked == ()
    assert unlocated == [UnlocatedEvidence("lost", "bridge", "the words are not in the article")]
    assert outcomes[3].confidence < min(outcome.confidence for outcome in outcomes[:3])


def test_metrics_of_known_outcomes_match_values_calculated_by_hand(ask: Ask) -> None:
    scored = score(ask(QUERIES)[0])
    assert scored.passage["hit@1"].value == pytest.approx(2 / 3)
    assert scored.passage["recall@1"].value == pytest.approx((1 + 0 + 1 / 2) / 3)
    assert scored.passage["hit@3"].value == 1.0
    assert scored.article["hit@1"].value == pytest.approx(2 / 3)
    assert scored.quote["hit@1"].value == scored.quote["half@1"].value == pytest.approx(2 / 3)
    assert [scored.abstention[name].value for name in ("auroc", "answered", "refused", "precision")] == [1, 1, 1, 1]
    assert (scored.by_type["fact"]["answered"].n, scored.by_type["null"]["refused"].value) == (3, 1.0)
    assert scored.verbatim.value == 1.0


def test_unanswered_question_has_the_quotes_it_would_show(ask: Ask) -> None:
    outcomes, _ = ask(QUERIES, threshold=1.0)
    assert [(outcome.answered, outcome.quotes, outcome.lengths) for outcome in outcomes] == [(False, [], [])] * 4
    assert outcomes[0].chosen[0][0].article == "quay"
    scored = score(outcomes)
    assert [scored.quote[name].value for name in ("hit@1", "hit@5", "answered_hit@1")] == [0.0, 0.0, None]
    assert scored.quote["chosen@1"].value == pytest.approx(2 / 3)
    assert [scored.abstention[name].value for name in ("auroc", "answered", "refused")] == [1.0, 0.0, 1.0]
    assert scored.verbatim.n > 0  # the closest passages are shown too
    assert scored.verbatim.value == 1.0


def test_question_is_asked_on_its_day(ask: Ask) -> None:
    asked = QUERIES[0] | {"question": "the new quay last week"}
    days = {"2025/06/24": "quay", "2024-06-25": "bridge"}
    for day, article in days.items():
        [outcome], _ = ask([asked | {"date": day}])
        assert {location.article for location in outcome.ranked} == {article}


def test_refused_question_is_named_in_the_error(ask: Ask) -> None:
    with pytest.raises(QuestionError, match=r"^Question right: The question is longer than 1000 characters"):
        ask([QUERIES[0] | {"question": "quay " * 300}])


def test_only_unaltered_quotes_are_verbatim(ask: Ask, root: Path) -> None:
    ask(QUERIES)
    engine = Engine(root, WordEmbedder(), FaissStore(), AnsweringConfig())
    quote = engine.ask(Question("the new quay")).quotes[0]
    altered = [
        replace(quote, text=quote.text.upper()),
        replace(quote, start=quote.start + 1),
        replace(quote, article=replace(quote.article, sha256="0" * 64)),
        replace(quote, article=replace(quote.article, id="gone")),
    ]
    corpus = engine.snapshot.corpus
    assert [is_verbatim(shown, corpus) for shown in (quote, *altered)] == [True, False, False, False, False]
