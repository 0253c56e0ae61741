"""The README: its commands run on the sample collection, and its sample answer is the real one."""

import os
import re
import shlex
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner

from bot.cli.main import main
from docs.generate import SAMPLE_ANSWER, parts
from docs.generators.answers import console_block

ROOT: Final = Path(__file__).parents[2]
README: Final = (ROOT / "README.md").read_text(encoding="utf-8")
SAMPLE: Final = ROOT / "tests" / "sample"
FEED: Final = '{"title": "A new feed", "text": "Ilse Marandt said that the feed is new.", "published": "2025-06-20"}'


def code_blocks(language: str) -> Iterator[str]:
    return (match[1] for match in re.finditer(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL))


def commands() -> list[list[str]]:
    """Return the arguments of each ``onrecord`` line in the shell blocks."""
    lines = [line for block in code_blocks("sh") for line in block.splitlines()]
    return [shlex.split(line)[1:] for line in lines if line.startswith("onrecord ")]


@pytest.fixture
def home(sample_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The home of a user who follows the README: an index, articles, a feed, and corrections."""
    shutil.copytree(sample_index, tmp_path / "onrecord")
    (tmp_path / "articles").symlink_to(SAMPLE)
    (tmp_path / "feed.jsonl").write_text(FEED, encoding="utf-8")
    [corrections] = code_blocks("toml")
    (tmp_path / "people.toml").write_text(corrections, encoding="utf-8")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    handler = signal.getsignal(signal.SIGTERM)
    yield tmp_path
    signal.signal(signal.SIGTERM, handler)  # a reindex sets its own


@pytest.mark.usefixtures("home")
def test_commands_of_the_readme_succeed_on_the_sample() -> None:
    lines = commands()
    assert {line[0] for line in lines} == {"reindex", "ask", "people", "status"}
    for line in lines:
        result = CliRunner().invoke(main, [os.path.expanduser(argument) for argument in line])  # noqa: PTH111 - a shell does this
        assert result.exit_code == 0, f"onrecord {shlex.join(line)}\n{result.output}"


def test_sample_answer_of_the_readme_is_the_real_one(sample_index: Path) -> None:
    assert parts(README)[SAMPLE_ANSWER].strip() == console_block(sample_index)


def test_readme_names_the_question_of_the_demo() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    [question] = re.findall(r"^QUESTION := (.+)$", makefile, re.MULTILINE)
    assert f'$ onrecord ask "{question}"' in README
