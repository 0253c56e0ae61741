"""That the packages are ours, and that importing the engine stays light."""

import subprocess
import sys
from pathlib import Path

import index

HEAVY = (
    "torch",
    "faiss",
    "slack_bolt",
    "slack_sdk",
    "sentence_transformers",
    "transformers",
    "datasketch",
    "scipy",
    "onnxruntime",
)


def test_index_is_this_repository() -> None:
    assert Path(index.__file__).parents[1] == Path(__file__).parents[1]


def loaded_by(module: str) -> set[str]:
    code = f"import {module}, sys; print(*sys.modules, sep=chr(10))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_importing_the_engine_loads_nothing_heavy() -> None:
    assert loaded_by("index").isdisjoint(HEAVY)
    assert loaded_by("index.engine, index.indexing.reindex").isdisjoint(HEAVY)


def test_importing_the_command_line_loads_nothing_heavy() -> None:
    assert loaded_by("bot.cli.main").isdisjoint({*HEAVY, "numpy", "rich", "pydantic"})
