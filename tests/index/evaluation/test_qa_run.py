"""Labelled questions are asked as a user asks them; what comes is put beside what was to be found."""

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
from index.evaluation.qa_run import Asking, is_verbatim
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
        "id": "mislabelled",  # so that it is not found at once
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
        engines = [
            Engine(root, WordEmbedder(), FaissStore(), AnsweringConfig(threshold=each)) for each in (threshold, 0.0)
        ]
        return Asking(collection, engines[0], engines[1], lambda *_: None).run()

    return run


def test_every_question_has_its_outcome(ask: Ask) -> None:
    outcomes, unplaced = ask(QUERIES)
    assert [(each.type, each.answerable, each.answered) for each in outcomes] == [
        ("fact", True, True),
        ("fact", True, True),
        ("fact", True, True),
        ("null", False, False),
    ]
    assert [each.ranked[0].article for each in outcomes[:3]] == ["quay", "quota", "bridge"]
    assert outcomes[3].ranked == ()
    assert unplaced == [UnlocatedEvidence("lost", "bridge", "its words do not stand in the article")]
    assert outcomes[3].confidence < min(each.confidence for each in outcomes[:3])


def test_the_figures_of_known_outcomes(ask: Ask) -> None:
    scored = score(ask(QUERIES)[0])
    assert scored.passage["hit@1"].value == pytest.approx(2 / 3)
    assert scored.passage["recall@1"].value == pytest.approx((1 + 0 + 1 / 2) / 3)
    assert scored.passage["hit@3"].value == 1.0
    assert scored.article["hit@1"].value == pytest.approx(2 / 3)
    assert scored.quote["hit@1"].value == scored.quote["half@1"].value == pytest.approx(2 / 3)
    assert [scored.abstention[name].value for name in ("auroc", "answered", "refused", "precision")] == [1, 1, 1, 1]
    assert (scored.by_type["fact"]["answered"].n, scored.by_type["null"]["refused"].value) == (3, 1.0)
    assert scored.verbatim.value == 1.0


def test_what_would_be_quoted_is_told_where_nothing_is_answered(ask: Ask) -> None:
    outcomes, _ = ask(QUERIES, threshold=1.0)
    assert not any(each.answered or each.quotes or each.lengths for each in outcomes)
    assert outcomes[0].chosen[0][0].article == "quay"
    scored = score(outcomes)
    assert [scored.quote[name].value for name in ("hit@1", "hit@5", "answered_hit@1")] == [0.0, 0.0, None]
    assert scored.quote["chosen@1"].value == pytest.approx(2 / 3)
    assert [scored.abstention[name].value for name in ("auroc", "answered", "refused")] == [1.0, 0.0, 1.0]
    assert scored.verbatim.n > 0  # what came nearest is shown too
    assert scored.verbatim.value == 1.0


def test_a_question_is_asked_on_its_day(ask: Ask) -> None:
    asked = QUERIES[0] | {"question": "the new quay last week"}
    days = {"2025/06/24": "quay", "2024-06-25": "bridge"}
    for day, article in days.items():
        [outcome], _ = ask([asked | {"date": day}])
        assert {place.article for place in outcome.ranked} == {article}


def test_a_question_that_cannot_be_asked_is_named(ask: Ask) -> None:
    with pytest.raises(QuestionError, match=r"^question right: the question is longer than 1000 characters"):
        ask([QUERIES[0] | {"question": "quay " * 300}])


def test_only_what_stands_in_the_stored_article_is_verbatim(ask: Ask, root: Path) -> None:
    ask(QUERIES)
    engine = Engine(root, WordEmbedder(), FaissStore(), AnsweringConfig())
    quote = engine.ask(Question("the new quay")).quotes[0]
    corpus = engine.snapshot.corpus
    assert is_verbatim(quote, corpus)
    assert not is_verbatim(replace(quote, text=quote.text.upper()), corpus)
    assert not is_verbatim(replace(quote, start=quote.start + 1), corpus)
    assert not is_verbatim(replace(quote, article=replace(quote.article, sha256="0" * 64)), corpus)
    assert not is_verbatim(replace(quote, article=replace(quote.article, id="gone")), corpus)
