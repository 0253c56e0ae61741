"""The command line is a contract: exit status, JSON names, one clear line where something is wrong."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SEED = Path(__file__).parents[3] / "shared" / "data" / "seed"
SUMMIT = "what did Lavrov say about the summit"


def onrecord(*arguments: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ONRECORD_")}
    command = [sys.executable, "-m", "bot", *map(str, arguments)]
    return subprocess.run(  # noqa: S603 our own command
        command, capture_output=True, text=True, check=False, env=environment | variables, timeout=100
    )


def test_answered(sample_index: Path) -> None:
    done = onrecord("ask", SUMMIT, "-k", "2", "--json", ONRECORD_INDEX=str(sample_index))
    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    assert list(answer) == ["question", "status", "understood", "quotes", "nearest", "coverage"]
    assert (answer["question"], answer["status"], len(answer["quotes"])) == (SUMMIT, "answered", 2)
    assert set(answer["understood"]) == {"speaker", "topic", "since", "until", "source"}
    quote = answer["quotes"][0]
    names = ["text", "start", "end", "kind", "speaker", "before", "after", "score", "article", "also_in"]
    assert list(quote) == names
    said = (
        "Lavrov said that the summit’s emphasis on bigger defense budgets would barely affect the security of Russia."
    )
    assert said in quote["text"]
    assert quote["article"] == {
        "id": "sample/lantern-review/2025-06-28-summit.md",
        "title": "After The Hague: how Moscow answers NATO’s spending pledge",
        "author": "Desk of the Review",
        "source": "The Lantern Review",
        "published": "2025-06-28",
        "url": "https://lantern-review.example/2025/06/28/moscow-and-the-nato-pledge",
        "sha256": quote["article"]["sha256"],
    }
    coverage = answer["coverage"]
    assert (coverage["articles"], coverage["from"], coverage["to"]) == (21, "2025-06-03", "2025-07-15")


def test_nothing_found(sample_index: Path) -> None:
    done = onrecord("ask", "who won the world cup in 1998?", "--index", sample_index)
    assert (done.returncode, done.stderr) == (1, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "Nothing in the collection answers that."
    assert lines[-1] == "Looked through 21 articles from 3 June 2025 to 15 July 2025."
    assert "\x1b" not in done.stdout


def test_reindex_reports_what_was_rejected(tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    (news / "a.txt").write_text("The quay\n\nThe harbour opened a quay.", encoding="utf-8")
    (news / "b.txt").write_text("", encoding="utf-8")
    done = onrecord("reindex", news, "--index", tmp_path / "index", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    report = json.loads(done.stdout)
    contract = "added changed removed unchanged rejected articles passages statements seconds snapshot"
    assert set(contract.split()) <= set(report)
    assert (report["added"], report["articles"], report["passages"]) == (1, 1, 1)
    assert [each["path"] for each in report["rejected"]] == [str(news / "b.txt")]


def test_status(sample_index: Path) -> None:
    done = onrecord("status", "--index", sample_index)
    assert done.returncode == 0
    assert "21 articles" in done.stdout
    assert "Published from 3 June 2025 to 15 July 2025." in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ask", "x"], "onrecord: no index named: give --index DIR or set ONRECORD_INDEX"),
        (
            ["ask", "x", "--index", "/nowhere"],
            "onrecord: there is no index in /nowhere; make one with: onrecord reindex",
        ),
        (["status", "--index", "/nowhere"], "onrecord: there is no index in /nowhere; make one with: onrecord reindex"),
        (["ask", "x", "--index", ""], "onrecord: no index named: give --index DIR or set ONRECORD_INDEX"),
        (["serve", "--index", "/nowhere"], "onrecord: Set ONRECORD_SLACK_BOT_TOKEN"),
    ],
)
def test_errors_are_one_line(arguments: list[str], said: str) -> None:
    done = onrecord(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(said)
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("arguments", [["ask", "x", "-k", "0"], ["ask", "x", "--since", "May"], ["nonsense"], ["ask"]])
def test_wrong_usage_is_status_two(arguments: list[str]) -> None:
    assert onrecord(*arguments).returncode == 2


@pytest.mark.parametrize("command", ["reindex", "ask", "status", "serve"])
def test_help_has_an_example(command: str) -> None:
    done = onrecord(command, "--help")
    assert done.returncode == 0
    assert f"Example:\n    onrecord {command}" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


@pytest.mark.skipif(not SEED.is_dir(), reason="the seed article is not beside the repository (../shared/data/seed)")
def test_the_seed_question_on_the_seed_article(tmp_path: Path) -> None:
    assert onrecord("reindex", SEED, "--index", tmp_path).returncode == 0
    done = onrecord("ask", SUMMIT, "--index", tmp_path, "--json")
    stored = (SEED / "summit.txt").read_text(encoding="utf-8")
    texts = [quote["text"] for quote in json.loads(done.stdout)["quotes"]]
    assert all(text in stored for text in texts)
    assert any(
        "He stated that the alliance’s decision to prioritize increased defense spending" in text for text in texts
    )
    assert any("would have little to no impact on Russia’s security" in text for text in texts)
    assert any("offered a pointed assessment of the NATO summit’s outcomes" in text for text in texts)
