"""``onrecord evaluate attribution`` end to end, on invented articles."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from bot.cli.attribution_table import table
from bot.cli.evaluate import evaluate
from index.errors import SourceError
from index.evaluation.attribution_dataset import LabelledArticle, LabelledStatement, PredictedStatement
from index.evaluation.attribution_metrics import SUBSETS, Scorer, score_mentions
from index.models import Span

TEXT = (
    "Ostrel, Monday\r\n\r\n"
    "Tamsin Delisle, mayor of Cafe\u0301ville, said that the quay is too long.\r\n\r\n"
    "“The herring\x07 are gone,” she said.\u2028"
)
QUAY, HERRING = "the quay is too long", "“The herring\x07 are gone,”"


def _labelled() -> dict[str, Any]:
    def span(words: str, after: int = 0) -> list[int]:
        start = TEXT.index(words, after)
        return [start, start + len(words)]

    behind = TEXT.index(HERRING)
    quay = {"kind": "indirect", "cue_class": "speech", "speaker_type": "name", "speaker_resolved": "Tamsin Delisle"}
    herring = quay | {"kind": "direct", "speaker_type": "pronoun"}
    return {
        "id": "a",
        "text": TEXT,
        "statements": [
            {"spans": [span(QUAY)], "speaker_span": span("Tamsin Delisle"), **quay},
            {"spans": [span(HERRING)], "speaker_span": span("she", behind), **herring},
        ],
    }


def _mention() -> dict[str, Any]:
    said = _labelled()["statements"][1]
    start, end = said["spans"][0]
    span = {"speaker_span": said["speaker_span"], "start": start, "end": end}
    return {"id": "a", "speaker": "she", "speaker_resolved": "Tamsin Delisle"} | span


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path, Path]:
    labelled, resolved = tmp_path / "labelled.jsonl", tmp_path / "resolved.jsonl"
    labelled.write_text(json.dumps(_labelled()), encoding="utf-8")
    resolved.write_text(json.dumps(_mention()), encoding="utf-8")
    return labelled, resolved, tmp_path / "found.jsonl"


def _run(*arguments: str | Path) -> str:
    done = CliRunner().invoke(evaluate, ["attribution", *map(str, arguments)], catch_exceptions=False)
    assert done.exit_code == 0
    return done.output


def test_json_contains_scores_and_predictions_use_the_offsets_of_the_file(files: tuple[Path, Path, Path]) -> None:
    labelled, resolved, predictions = files
    shown = json.loads(_run(labelled, "--predictions", predictions, "--resolved", resolved, "--json"))
    assert list(shown) == ["scores", "mentions"]
    assert list(shown["scores"]) == ["all", "speech", "quoted", "direct", "indirect"]
    speech = shown["scores"]["speech"]
    assert (speech["articles"], speech["labelled"], speech["found"]) == (1, 2, 2)
    assert speech["exact"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert speech["speaker"] == speech["resolved"] == {"right": 2, "n": 2, "share": 1.0}
    assert shown["mentions"]["he_she"]["right"] == {"right": 1, "n": 1, "share": 1.0}
    [line] = predictions.read_text(encoding="utf-8").splitlines()
    written = json.loads(line)
    assert list(written) == ["id", "statements"]
    statements = written["statements"]
    said = [[TEXT[start:end].strip(" ,“”") for start, end in statement["spans"]] for statement in statements]
    assert said == [[f"that {QUAY}"], ["The herring\x07 are gone"]]
    assert [TEXT[slice(*statement["speaker_span"])] for statement in statements][1] == "she"
    assert {statement["resolved"] for statement in statements} == {"Tamsin Delisle"}


def test_table_shows_scores_in_per_cent(files: tuple[Path, Path, Path]) -> None:
    lines = _run(files[0]).splitlines()
    assert lines[0] == "Articles: 1. Statements: 2 labelled, 2 found. In per cent:"
    assert max(map(len, lines)) <= 80
    row = next(line for line in lines if line.startswith("speech"))
    assert row.split()[1:] == ["2", "2", "100.0", "100.0", "100.0", "100.0", "100.0", "100.0", "100.0", "100.0"]


def test_table_of_large_figures_fits_80_columns() -> None:
    statement = LabelledStatement((Span(0, 3),), "direct", speaker=Span(4, 7), speaker_type="nominal")
    articles = [
        (LabelledArticle(str(number), "one two", (statement,)), [PredictedStatement((Span(0, 3),))])
        for number in range(12345)
    ]
    scorer = Scorer(articles)
    lines = table({subset: scorer.score(subset) for subset in SUBSETS}, score_mentions([], {}))
    assert max(map(len, lines)) <= 80
    assert lines[0] == "Articles: 12,345. Statements: 12,345 labelled, 12,345 found. In per cent:"
    assert lines[4].split() == ["speech", "12,345", "12,345", *["100.0"] * 5, "0.0", "0.0", "-"]
    assert "speaker, by mention:      nominal            0.0  (n=12,345)" in lines


def test_malformed_file_is_an_error_before_a_model_is_loaded(tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text("{}", encoding="utf-8")
    with pytest.raises(SourceError, match=r"bad\.jsonl:1: id: field required"):
        CliRunner().invoke(evaluate, ["attribution", str(bad)], catch_exceptions=False)
    with pytest.raises(FileNotFoundError):
        CliRunner().invoke(evaluate, ["attribution", str(tmp_path / "none.jsonl")], catch_exceptions=False)


def test_import_of_the_group_is_light() -> None:
    assert isinstance(evaluate, click.Group)
    heavy = "{'spacy', 'numpy', 'pydantic', 'rich', 'index.models'}"
    code = f"import sys, bot.cli.evaluate; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
