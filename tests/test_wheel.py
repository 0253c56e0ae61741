"""The wheel: its files, and an installed copy that indexes the sample articles and answers a question."""

import json
import os
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "tests" / "sample"
# Threads and processes that share busy cores take many times as long as one.
ONE_CORE = {"OMP_NUM_THREADS": "1", "ONRECORD_LANGUAGE_PROCESSES": "1"}
PACKAGES = ("bot", "index", "prompts")


def run(command: Sequence[str | Path], folder: Path) -> str:
    """Run a command in a folder without this process's settings and import path; return its output."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("ONRECORD_", "PYTHON"))}
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=folder, env=environment | ONE_CORE, timeout=200
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built with the installed hatchling, so that the build needs no network."""
    folder = tmp_path_factory.mktemp("dist")
    run([sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder], ROOT)
    [built] = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def contents(wheel: Path) -> dict[str, str]:
    """The files of the wheel with their text."""
    with ZipFile(wheel) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ``bin`` folder of an environment with the wheel and, borrowed, this environment's dependencies.

    Python ignores the ``.pth`` file of an editable install in a borrowed folder, so the wheel is the only onrecord.
    """
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, symlinks=True)
    python = folder / "bin" / "python"
    pip: list[str | Path] = [sys.executable, "-m", "pip", "--python", python, "--disable-pip-version-check", "--quiet"]
    run([*pip, "install", "--no-index", "--no-deps", wheel], folder)
    site = Path(sysconfig.get_path("purelib", "venv", {"base": str(folder), "platbase": str(folder)}))
    borrowed = [path for path in sys.path if Path(path).name == "site-packages"]
    (site / "borrowed.pth").write_text("\n".join(borrowed) + "\n", encoding="utf-8")
    return folder / "bin"


@pytest.mark.parametrize("package", PACKAGES)
def test_wheel_marks_each_package_as_typed(contents: dict[str, str], package: str) -> None:
    assert contents[f"{package}/py.typed"] == ""


def test_wheel_contains_every_module_and_nothing_else(contents: dict[str, str]) -> None:
    metadata = {name for name in contents if ".dist-info/" in name}
    markers = {f"{package}/py.typed" for package in PACKAGES}
    modules = {str(path.relative_to(ROOT)) for package in PACKAGES for path in (ROOT / package).rglob("*.py")}
    assert contents.keys() - metadata == modules | markers
    assert {name.partition(".dist-info/")[2] for name in metadata} == {
        "METADATA",
        "RECORD",
        "WHEEL",
        "entry_points.txt",
        "licenses/LICENSE",
    }


def test_wheel_declares_the_command(contents: dict[str, str]) -> None:
    [entry_points] = [text for name, text in contents.items() if name.endswith("/entry_points.txt")]
    assert entry_points.split("\n") == ["[console_scripts]", "onrecord = bot.cli.main:main", ""]


@pytest.mark.parametrize("package", PACKAGES)
def test_installed_packages_come_from_the_wheel(installed: Path, tmp_path: Path, package: str) -> None:
    file = run([installed / "python", "-c", f"import {package}; print({package}.__file__)"], tmp_path)
    assert Path(file.strip()).is_relative_to(installed.parent)


def test_installed_command_indexes_and_answers(installed: Path, tmp_path: Path, new_index: Path) -> None:
    run([installed / "onrecord", "reindex", SAMPLE, "--index", new_index], tmp_path)
    question = "what did Lavrov say about the summit"
    answer = json.loads(run([installed / "onrecord", "ask", question, "--json", "--index", new_index], tmp_path))
    assert answer["status"] == "answered"
    texts = [quote["text"] for quote in answer["quotes"]]
    assert any(text.startswith("Lavrov said that the summit’s emphasis on bigger defense budgets") for text in texts)
