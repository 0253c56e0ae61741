"""Runs the tests with the lowest version of each dependency that pyproject.toml allows.

    python -m tests.lowest [ARGUMENTS OF PYTEST…]

The environment ``.lowest`` gets these versions. Models, and libraries that compute or store, come from the environment
that runs this script: their versions are part of the index format.
"""

import re
import subprocess
import sys
import tomllib
import venv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

_ROOT: Final = Path(__file__).parents[1]
_ENVIRONMENT: Final = _ROOT / ".lowest"
_BORROWED: Final = {
    "datasketch",
    "faiss-cpu",
    "numpy",
    "onnx",
    "onnxruntime",
    "onnxscript",
    "sentence-transformers",
    "spacy",
    "tantivy",
    "tokenizers",
    "torch",
    "transformers",
}
_LOCKED: Final = "tests/bot/test_serve_environment.py"  # its subject is the exact versions of a lock
_MINIMUM: Final = re.compile(r"(?P<name>[\w.-]+)>=(?P<version>[\w.]+)")


def main() -> int:
    """Make the environment, run pytest in it, and return the exit status of pytest."""
    project = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    minimums = list(_minimums(project["dependencies"]))
    print(*minimums, sep="\n", flush=True)
    venv.create(_ENVIRONMENT, clear=True, symlinks=True)
    python = _ENVIRONMENT / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "--disable-pip-version-check", "--quiet"]
    subprocess.run([*pip, "install", "--only-binary", ":all:", *minimums], check=True)
    [packages] = _ENVIRONMENT.glob("lib/python*/site-packages")
    borrowed = [path for path in sys.path if Path(path).name == "site-packages"]
    (packages / "borrowed.pth").write_text("\n".join([str(_ROOT), *borrowed]) + "\n", encoding="utf-8")
    command = [str(python), "-m", "pytest", "--ignore", _LOCKED, *sys.argv[1:]]
    return subprocess.run(command, check=False, cwd=_ROOT).returncode


def _minimums(requirements: Iterable[str]) -> Iterator[str]:
    """Yield the lowest allowed version of each requirement, as an exact requirement."""
    for requirement in requirements:
        match = _MINIMUM.match(requirement)
        if match and match["name"] not in _BORROWED:
            yield f"{match['name']}=={match['version']}"


if __name__ == "__main__":
    sys.exit(main())
