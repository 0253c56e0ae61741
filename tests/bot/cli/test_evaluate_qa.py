"""``onrecord evaluate finding`` end to end on a tiny collection: figures, table, errors."""

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.cli.main import main
from bot.cli.qa_report import QaReport, contract, warnings
from bot.cli.qa_table import table
from bot.presentation.wording import with_stop
from index.evaluation.gold_spans import GoldSpan, TextLocation, UnlocatedEvidence
from index.evaluation.qa_metrics import Outcome, score
from index.indexing.report import RejectedFile
from index.models import Span
from index.store.layout import current_name

QUAY, QUOTA = "The new quay at Ostrel is forty metres longer than the old one.", "Herring may not be caught before May."
ARTICLES = [
    {"id": "quay", "title": "A longer quay", "text": f"{QUAY}\r\nIt cost nine million crowns.", "date": "2025-06-17"},
    {"id": "quota", "title": "Cafe\u0301 talk", "text": f"Cafe\u0301s are full.\r\n{QUOTA}", "date": "2025-03-01"},
    {"id": "bank", "title": "A merger", "text": "Two banks of Kardosa will merge in spring.", "date": "2025-06-10"},
    {"id": "empty", "title": "No words", "text": "..."},
]
QUERIES = [
    {
        "id": "q1",
        "type": "fact",
        "question": "How much longer is the new quay?",
        "answerable": True,
        "evidence": [{"article_id": "quay", "text": QUAY, "start": 0, "end": len(QUAY), "group": 0}],
    },
    {
        "id": "q2",
        "type": "fact",
        "question": "When may herring be caught?",
        "answerable": True,
        "evidence": [{"article_id": "quota", "text": QUOTA, "start": 18, "group": 0}],
        "date": "2025/06/24",
        "choices": ["May", "June"],
    },
    {
        "id": "q3",
        "type": "fact",
        "question": "Which banks will merge?",
        "answerable": True,
        "evidence": [{"article_id": "empty", "text": "Two banks", "start": 0, "group": 0}],
    },
    {"id": "q4", "type": "null", "question": "Who won the chess title in 1972?", "answerable": False, "evidence": []},
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "labelled", ARTICLES, QUERIES)


def write(folder: Path, articles: list[dict[str, Any]], queries: list[dict[str, Any]]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, objects in (("articles", articles), ("queries", queries)):
        (folder / f"{name}.jsonl").write_text("\n".join(map(json.dumps, objects)), encoding="utf-8")
    return folder


def finding(*arguments: str | Path, **variables: str) -> Result:
    environment: dict[str, str | None] = {name: None for name in os.environ if name.startswith("ONRECORD_")}
    command = ["evaluate", "finding", *map(str, arguments)]
    return CliRunner().invoke(main, command, env=environment | variables | {"ONRECORD_LANGUAGE_PROCESSES": "1"})


def test_finding_scores_a_tiny_collection(folder: Path, tmp_path: Path) -> None:
    kept, users = tmp_path / "kept", tmp_path / "users"
    done = finding(folder, "--index", kept, "--json", ONRECORD_INDEX=str(users))
    assert done.exit_code == 0
    shown = json.loads(done.stdout)
    assert list(shown)[:6] == ["passage", "article", "quote", "abstention", "verbatim", "latency_ms"]
    assert {"hit@1", "hit@3", "hit@5", "hit@10", "mrr"} <= set(shown["passage"])
    assert list(shown["passage"]) == list(shown["article"])
    assert {"hit@1", "hit@5", "words"} <= set(shown["quote"])
    assert {"auroc", "answered", "refused", "by_type"} <= set(shown["abstention"])
    two_of_three = pytest.approx(2 / 3)
    assert [shown[part]["hit@1"] for part in ("passage", "article", "quote")] == [two_of_three] * 3
    assert shown["passage"]["hit@10"] == shown["passage"]["mrr"] == shown["passage"]["recall@10"] == two_of_three
    assert shown["passage"]["n"]["hit@1"] == 3
    assert shown["passage"]["interval"]["hit@1"] == pytest.approx([0.207660, 0.938508], abs=1e-6)
    assert (shown["abstention"]["auroc"], shown["abstention"]["refused"]) == (1.0, 1.0)
    assert {name: figures["n"] for name, figures in shown["abstention"]["by_type"].items()} == {"fact": 3, "null": 1}
    assert (shown["verbatim"], sorted(shown["latency_ms"])) == (1.0, ["p50", "p95"])
    assert shown["questions"] == {"answerable": 3, "unanswerable": 1}
    assert (shown["articles"], shown["passages"], shown["embedder"]) == (3, 3, "all-MiniLM-L6-v2")
    assert [rejected["path"].rpartition("/")[2] for rejected in shown["rejected"]] == ["articles.jsonl:4"]
    assert shown["unplaced"] == [{"question": "q3", "article": "empty", "reason": "the article is not in the index"}]
    [rejected] = shown["rejected"]
    assert done.stderr.splitlines() == [
        f"onrecord: {rejected['path']} was not indexed: {with_stop(rejected['reason'])}",
        "onrecord: Question q3, article empty: the article is not in the index.",
    ]
    assert not users.exists()

    name = current_name(kept)
    again = finding(folder, "--index", kept)
    assert (again.exit_code, current_name(kept)) == (0, name)
    assert max(map(len, again.stdout.splitlines())) <= 80
    assert "Questions: 3 with an answer, 1 without. Figures in per cent:" in again.stdout
    row = next(line for line in again.stdout.splitlines() if line.startswith("passages"))
    assert row.split()[1::2] == ["66.7"] * 5

    other = write(tmp_path / "other", [ARTICLES[2]], [QUERIES[3]])
    refused = finding(other, "--index", kept)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr == (
        f"onrecord: The index in {kept} contains other articles (quay), which would be lost."
        " Use --index with another folder.\n"
    )
    assert current_name(kept) == name


def test_malformed_or_missing_file_is_one_line_before_a_model_is_loaded(folder: Path) -> None:
    (folder / "queries.jsonl").write_text('{"question": "why?"}\n{"question": 7}', encoding="utf-8")
    done = finding(folder)
    assert (done.exit_code, done.stdout) == (2, "")
    error = f"onrecord: {folder / 'queries.jsonl'}:2: question: input should be a valid string. Correct this line.\n"
    assert done.stderr == error
    (folder / "queries.jsonl").unlink()
    done = finding(folder)
    error = f"onrecord: Cannot access {folder / 'queries.jsonl'}: No such file or directory.\n"
    assert (done.exit_code, done.stderr) == (2, error)


def _report(groups: int, questions: int) -> QaReport:
    evidence = tuple((GoldSpan("a", (Span(10 * number, 10 * number + 9),)),) for number in range(groups))
    answered = Outcome(
        type="natural_search_query_of_people",
        answerable=True,
        evidence=evidence,
        ranked=[TextLocation("a", Span(0, 9))],
        quotes=[(TextLocation("a", Span(0, 9)),)],
        chosen=[(TextLocation("a", Span(0, 9)),)],
        answered=True,
        confidence=0.5,
        lengths=[12],
        verbatim=[True],
        seconds=1.5,
    )
    refused = replace(answered, answerable=False, evidence=(), quotes=(), answered=False, confidence=0.1)
    return QaReport(
        score=score([*[answered] * questions, *[refused] * questions]),
        answerable=questions,
        unanswerable=questions,
        threshold=0.2,
        articles=123456,
        passages=1234567,
        embedder="some-model",
        rejected=[RejectedFile("a.jsonl:1", "it is empty")],
        unplaced=[UnlocatedEvidence("q", "a", "its words are not in the article")],
    )


def test_table_of_large_figures_fits_80_columns() -> None:
    lines = table(_report(groups=2, questions=12345))
    assert max(map(len, lines)) <= 80
    assert lines[:2] == [
        "Articles: 123,456. Passages: 1,234,567.",
        "Questions: 12,345 with an answer, 12,345 without. Figures in per cent:",
    ]
    assert lines[4].split() == ["passages", *["100.0", "±0.0"] * 5]
    assert lines[5].split() == ["passages,", "recall", *["50.0", "±0.0"] * 4]
    assert f"{'AUROC of the confidence':50}100.0 ±0.0  (n=24,690)" in lines
    assert f"{'  answered, natural_search_query_of_people':50}100.0 ±0.0  (n=12,345)" in lines
    assert lines[-4:] == [
        "Mean length of a quote: 12.0 words.",
        "Time for an answer: median 1500.0 ms, 95th percentile 1500.0 ms.",
        "Evidence that is not in the articles, counted as not found: 1.",
        "Articles that were not indexed: 1.",
    ]


def test_recall_is_shown_only_if_it_differs_from_the_hits() -> None:
    rows = [line[:19].rstrip() for line in table(_report(groups=1, questions=1))[4:10]]
    assert rows == ["passages", "articles", "quotes", "quotes, half", "quotes, answered", "quotes, forced"]
    rows = [line[:19].rstrip() for line in table(_report(groups=2, questions=1))[4:8]]
    assert rows == ["passages", "passages, recall", "articles", "quotes"]


def test_warnings_name_rejected_articles_and_unlocated_evidence() -> None:
    report = _report(groups=1, questions=1)
    assert warnings(report) == [
        "a.jsonl:1 was not indexed: it is empty.",
        "Question q, article a: its words are not in the article.",
    ]
    shown = contract(report)
    assert shown["abstention"]["threshold"] == 0.2
    assert shown["abstention"]["by_type"]["natural_search_query_of_people"]["n"] == 1
    assert shown["passage"]["interval"]["mrr"] == [None, None]
