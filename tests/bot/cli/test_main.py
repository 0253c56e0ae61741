"""The command line is a contract: exit status, JSON names, one clear line where something is wrong."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SEED = Path(__file__).parents[4] / "shared" / "data" / "seed"
SUMMIT = "what did Lavrov say about the summit"


def onrecord(*arguments: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ONRECORD_")}
    command = [sys.executable, "-m", "bot", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env=environment | variables, timeout=100
    )


def test_answered(sample_index: Path) -> None:
    done = onrecord("ask", SUMMIT, "-k", "2", "--json", ONRECORD_INDEX=str(sample_index))
    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    fields = ["question", "status", "understood", "quotes", "nearest", "coverage", "speaker"]
    assert list(answer) == [*fields, "confidence", "dates_relaxed", "missing_terms"]
    assert (answer["question"], answer["status"], len(answer["quotes"])) == (SUMMIT, "answered", 2)
    assert set(answer["understood"]) == {"speaker", "topic", "since", "until", "source"}
    quote = answer["quotes"][0]
    names = ["text", "start", "end", "kind", "speaker", "before", "after", "score", "article", "also_in", "said"]
    assert list(quote) == names
    assert {quote["kind"] for quote in answer["quotes"]} == {"indirect"}
    assert {quote["speaker"]["name"] for quote in answer["quotes"]} == {"Sergei Lavrov"}
    assert answer["understood"]["speaker"] == "Sergei Lavrov"
    said = (
        "Lavrov said that the summit’s emphasis on bigger defense budgets would barely affect the security of Russia."
    )
    assert said in [quote["text"] for quote in answer["quotes"]]
    assert quote["article"] == {
        "id": "sample/lantern-review/2025-06-28-summit.md",
        "title": "After The Hague: how Moscow answers NATO’s spending pledge",
        "author": "Desk of the Review",
        "source": "The Lantern Review",
        "published": "2025-06-28",
        "url": "https://lantern-review.example/2025/06/28/moscow-and-the-nato-pledge",
        "sha256": quote["article"]["sha256"],
        "first_indexed": quote["article"]["first_indexed"],
        "corrected": None,
    }
    coverage = answer["coverage"]
    assert (coverage["articles"], coverage["from"], coverage["to"]) == (21, "2025-06-03", "2025-07-15")


def test_an_altered_model_is_said_to_be_and_the_model_itself_answers(sample_index: Path, tmp_path: Path) -> None:
    shutil.copytree(sample_index, tmp_path / "index")
    [model] = (tmp_path / "index" / "models").iterdir()
    (model / "tokenizer.json").write_text("{}", encoding="utf-8")
    done = onrecord("ask", SUMMIT, "--index", tmp_path / "index")
    assert done.returncode == 0
    assert "tokenizer.json of the embedding model in" in done.stderr
    assert "Lavrov said that the summit" in done.stdout


def test_nothing_found(sample_index: Path) -> None:
    done = onrecord("ask", "who won the world cup in 1998?", "--index", sample_index)
    assert (done.returncode, done.stderr) == (1, "")
    lines = done.stdout.splitlines()
    lacks = "What is nearest does not mention “won”, “cup” or “1998”."
    assert lines[0] == f"Nothing in the collection answers that. {lacks}"
    assert lines[-1] == "Looked through 21 articles from 3 June 2025 to 15 July 2025."
    assert "\x1b" not in done.stdout


def test_speaker_is_set_beside_the_question(sample_index: Path) -> None:
    done = onrecord("ask", "the summit", "--speaker", "lavrov", "--index", sample_index, "--json")
    answer = json.loads(done.stdout)
    assert (done.returncode, answer["speaker"]["names"]) == (0, ["Sergei Lavrov"])
    done = onrecord("ask", "the summit", "--speaker", "Nobody Atall", "--index", sample_index, "--json")
    answer = json.loads(done.stdout)
    assert (done.returncode, answer["speaker"]["names"], answer["quotes"]) == (1, [], [])


def test_people(sample_index: Path) -> None:
    done = onrecord("people", "--index", sample_index, "--json", "--limit", "5")
    assert (done.returncode, done.stderr) == (0, "")
    listed = json.loads(done.stdout)
    assert list(listed) == ["people", "total", "asked", "similar"]
    assert len(listed["people"]) == 5
    assert listed["total"] > 40
    counts = [each["statements"] for each in listed["people"]]
    assert counts == sorted(counts, reverse=True)
    assert set(listed["people"][0]) == {"name", "aliases", "roles", "statements", "articles"}


def test_people_of_a_name(sample_index: Path) -> None:
    done = onrecord("people", "Delisle", "--index", sample_index)
    assert (done.returncode, done.stderr) == (0, "")
    named = [line.partition(":")[0] for line in done.stdout.splitlines() if "named in" in line]
    assert sorted(named) == ["Ruvan Delisle", "Tamsin Delisle"]
    nobody = onrecord("people", "Delile", "--index", sample_index)
    assert nobody.returncode == 1
    assert "Delisle" in nobody.stdout


def test_corrections(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "The quay\n\nIlse Marandt said the quay was long. Bo Castell said it was deep.", encoding="utf-8"
    )
    corrections = tmp_path / "people.toml"
    corrections.write_text(
        '[[person]]\nname = "Ilse Castell"\naliases = ["Ilse Marandt", "Bo Castell"]\n', encoding="utf-8"
    )
    index = tmp_path / "index"
    assert onrecord("reindex", tmp_path / "a.txt", "--index", index, "--people", corrections).returncode == 0
    listed = json.loads(onrecord("people", "--index", index, "--json").stdout)
    assert [each["name"] for each in listed["people"]] == ["Ilse Castell"]
    again = onrecord("reindex", tmp_path / "a.txt", "--index", index, "--json", ONRECORD_PEOPLE=str(corrections))
    assert json.loads(again.stdout)["published"] is False
    wrong = onrecord("reindex", tmp_path / "a.txt", "--index", index, "--people", tmp_path / "none.toml")
    assert (wrong.returncode, wrong.stderr.count("\n")) == (2, 1)


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
        (["people", "--index", "/nowhere"], "onrecord: there is no index in /nowhere; make one with: onrecord reindex"),
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


@pytest.mark.parametrize("command", ["reindex", "ask", "people", "status", "serve"])
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
    quotes = json.loads(done.stdout)["quotes"]
    assert all(quote["text"] in stored for quote in quotes)
    theirs = [quote for quote in quotes if quote["speaker"]]
    assert {quote["speaker"]["name"] for quote in theirs} == {"Sergei Lavrov"}
    for opening in ("He stated that the alliance’s decision", "He argued that"):
        [quote] = [each for each in theirs if each["text"].startswith(opening)]
        assert (quote["kind"], quote["speaker"]["as_written"], quote["speaker"]["resolved_by"]) == (
            "indirect",
            "He",
            "pronoun",
        )
    assert any("offered a pointed assessment of the NATO summit’s outcomes" in quote["text"] for quote in quotes)
    reflected = [quote for quote in quotes if "remarks reflect" in quote["text"]]
    assert all((quote["kind"], quote["speaker"]) == ("passage", None) for quote in reflected)
