"""The command line: exit status, JSON keys, help texts, and errors of one line."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from prompts import messages

SEED = Path(__file__).parents[4] / "shared" / "data" / "seed"
SUMMIT = "what did Lavrov say about the summit"


def onrecord(*arguments: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ONRECORD_")}
    command = [sys.executable, "-m", "bot", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env=environment | variables, timeout=100
    )


def test_ask_prints_the_answer_as_json(sample_index: Path) -> None:
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


def test_ask_loads_the_original_model_if_the_export_is_altered(sample_index: Path, tmp_path: Path) -> None:
    shutil.copytree(sample_index, tmp_path / "index")
    [model] = (tmp_path / "index" / "models").iterdir()
    (model / "tokenizer.json").write_text("{}", encoding="utf-8")
    done = onrecord("ask", SUMMIT, "--index", tmp_path / "index")
    assert done.returncode == 0
    assert "Loading the original model instead: " in done.stderr
    assert "tokenizer.json of the embedding model in" in done.stderr
    assert "Lavrov said that the summit" in done.stdout


def test_ask_exits_with_1_if_nothing_is_found(sample_index: Path) -> None:
    done = onrecord("ask", "who won the world cup in 1998?", "--index", sample_index)
    assert (done.returncode, done.stderr) == (1, "")
    lines = done.stdout.splitlines()
    reason = "The closest passage does not mention “won”, “cup” or “1998”."
    assert lines[0] == f"Nothing in the collection answers that. {reason}"
    assert lines[-1] == "Looked through 21 articles from 3 June 2025 to 15 July 2025."
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize("text", ["hi", "HELLO!", "thank you", "?"])
def test_ask_prints_help_for_small_talk_without_an_index(text: str) -> None:
    done = onrecord("ask", text)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == list(messages.ASK_HELP)
    assert sum(line.startswith('  onrecord ask "') for line in messages.ASK_HELP) == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["hi, what did Lavrov say"],
        ["thanksgiving"],
        ["help for farmers"],
        ["hi-tech"],
        ["help", "--speaker", "Lavrov"],
        ["help", "--since", "2025-06-01"],
        ["help", "--until", "2025-06-01"],
        ["help", "--source", "Harbour Gazette"],
        ["help", "--json"],
    ],
)
def test_ask_needs_an_index_for_a_question(arguments: list[str]) -> None:
    done = onrecord("ask", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "onrecord: No index was given. Use --index DIR or set ONRECORD_INDEX.\n"


def test_speaker_option_restricts_the_answer(sample_index: Path) -> None:
    done = onrecord("ask", "the summit", "--speaker", "lavrov", "--index", sample_index, "--json")
    answer = json.loads(done.stdout)
    assert (done.returncode, answer["speaker"]["names"]) == (0, ["Sergei Lavrov"])
    done = onrecord("ask", "the summit", "--speaker", "Nobody Atall", "--index", sample_index, "--json")
    answer = json.loads(done.stdout)
    assert (done.returncode, answer["speaker"]["names"], answer["quotes"]) == (1, [], [])


def test_people_are_listed_by_number_of_statements(sample_index: Path) -> None:
    done = onrecord("people", "--index", sample_index, "--json", "--limit", "5")
    assert (done.returncode, done.stderr) == (0, "")
    listed = json.loads(done.stdout)
    assert list(listed) == ["people", "total", "asked", "similar", "appears_in"]
    assert len(listed["people"]) == 5
    assert listed["total"] > 40
    counts = [person["statements"] for person in listed["people"]]
    assert counts == sorted(counts, reverse=True)
    assert set(listed["people"][0]) == {"name", "aliases", "roles", "statements", "articles", "kind"}


def test_people_with_a_name_are_found_or_suggested(sample_index: Path) -> None:
    done = onrecord("people", "Delisle", "--index", sample_index)
    assert (done.returncode, done.stderr) == (0, "")
    named = [line.partition(":")[0] for line in done.stdout.splitlines() if "named in" in line]
    assert sorted(named) == ["Ruvan Delisle", "Tamsin Delisle"]
    unknown = onrecord("people", "Delile", "--index", sample_index)
    assert unknown.returncode == 1
    start = "The list of speakers has no “Delile”. Similar names: Tamsin Delisle, Ruvan Delisle"
    assert unknown.stdout.startswith(start)


def test_corrections_merge_people(tmp_path: Path, new_index: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "The quay\n\nIlse Marandt said the quay was long. Bo Castell said it was deep.", encoding="utf-8"
    )
    corrections = tmp_path / "people.toml"
    corrections.write_text(
        '[[person]]\nname = "Ilse Castell"\naliases = ["Ilse Marandt", "Bo Castell"]\n', encoding="utf-8"
    )
    reindex = ("reindex", tmp_path / "a.txt", "--index", new_index)
    assert onrecord(*reindex, "--people", corrections).returncode == 0
    listed = json.loads(onrecord("people", "--index", new_index, "--json").stdout)
    assert [person["name"] for person in listed["people"]] == ["Ilse Castell"]
    again = onrecord(*reindex, "--json", ONRECORD_PEOPLE=str(corrections))
    assert json.loads(again.stdout)["published"] is False
    wrong = onrecord(*reindex, "--people", tmp_path / "none.toml")
    assert (wrong.returncode, wrong.stderr.count("\n")) == (2, 1)


def test_reindex_reports_rejected_files(tmp_path: Path) -> None:
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
    assert [rejected["path"] for rejected in report["rejected"]] == [str(news / "b.txt")]


def test_status_shows_size_dates_and_model(sample_index: Path) -> None:
    done = onrecord("status", "--index", sample_index)
    assert (done.returncode, done.stderr) == (0, "")
    created, *lines, model = done.stdout.splitlines()
    assert re.fullmatch(r"Snapshot \S+ was created on \d{4}-\d\d-\d\d at \d\d:\d\d UTC\.", created)
    assert lines == [
        "All checksums are correct.",
        "The index contains 21 articles, 286 sentences and 44 passages.",
        "The articles contain 184 statements, name 46 people and quote 12 organisations.",
        "2 articles are near-duplicates of another article.",
        "The articles were published from 3 June 2025 to 15 July 2025.",
    ]
    assert re.fullmatch(r"The embedding model is all-MiniLM-L6-v2 \(fingerprint [0-9a-f]{12}\)\.", model)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["ask", "x"], "onrecord: No index was given. Use --index DIR or set ONRECORD_INDEX."),
        (
            ["ask", "x", "--index", "/nowhere"],
            "onrecord: There is no index in /nowhere. Make one with: onrecord reindex",
        ),
        (["status", "--index", "/nowhere"], "onrecord: There is no index in /nowhere. Make one with: onrecord reindex"),
        (["people", "--index", "/nowhere"], "onrecord: There is no index in /nowhere. Make one with: onrecord reindex"),
        (["ask", "x", "--index", ""], "onrecord: No index was given. Use --index DIR or set ONRECORD_INDEX."),
        (["evaluate", "attribution", "/nowhere"], "onrecord: Cannot access /nowhere: No such file or directory."),
        (["serve", "--index", "/nowhere"], "onrecord: Set ONRECORD_SLACK_BOT_TOKEN. "),
    ],
)
def test_errors_are_one_line(arguments: list[str], message: str) -> None:
    done = onrecord(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(message)
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("arguments", [["ask", "x", "-k", "0"], ["ask", "x", "--since", "May"], ["nonsense"], ["ask"]])
def test_wrong_usage_exits_with_2(arguments: list[str]) -> None:
    assert onrecord(*arguments).returncode == 2


@pytest.mark.parametrize("command", ["reindex", "ask", "people", "status", "serve"])
def test_help_shows_an_example_within_80_columns(command: str) -> None:
    done = onrecord(command, "--help")
    assert done.returncode == 0
    assert re.search(rf"Examples?:\n    onrecord {command}", done.stdout)
    assert max(map(len, done.stdout.splitlines())) <= 80


@pytest.mark.skipif(not SEED.is_dir(), reason="the seed article is not beside the repository (../shared/data/seed)")
def test_seed_question_is_answered_from_the_seed_article(new_index: Path) -> None:
    assert onrecord("reindex", SEED, "--index", new_index).returncode == 0
    done = onrecord("ask", SUMMIT, "--index", new_index, "--json")
    stored = (SEED / "summit.txt").read_text(encoding="utf-8")
    quotes = json.loads(done.stdout)["quotes"]
    assert all(quote["text"] in stored for quote in quotes)
    theirs = [quote for quote in quotes if quote["speaker"]]
    assert {quote["speaker"]["name"] for quote in theirs} == {"Sergei Lavrov"}
    for opening in ("He stated that the alliance’s decision", "He argued that"):
        [quote] = [quote for quote in theirs if quote["text"].startswith(opening)]
        assert (quote["kind"], quote["speaker"]["as_written"], quote["speaker"]["resolved_by"]) == (
            "indirect",
            "He",
            "pronoun",
        )
    assert any("offered a pointed assessment of the NATO summit’s outcomes" in quote["text"] for quote in quotes)
    reflected = [quote for quote in quotes if "remarks reflect" in quote["text"]]
    assert all((quote["kind"], quote["speaker"]) == ("passage", None) for quote in reflected)
