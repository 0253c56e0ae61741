"""The origin of the imported packages, and the modules that an import loads."""

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


def test_index_is_imported_from_this_repository() -> None:
    assert Path(index.__file__).parents[1] == Path(__file__).parents[1]


def loaded_modules(module: str) -> set[str]:
    code = f"import {module}, sys; print(*sys.modules, sep=chr(10))"
    process = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(process.stdout.split())


def test_engine_imports_no_heavy_library() -> None:
    assert loaded_modules("index").isdisjoint(HEAVY)
    assert loaded_modules("index.engine, index.indexing.reindex").isdisjoint(HEAVY)


def test_command_line_imports_no_heavy_library() -> None:
    assert loaded_modules("bot.cli.main").isdisjoint({*HEAVY, "numpy", "rich", "pydantic"})
