"""Results files that name the commit and the versions that produced them."""

import json
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

_ROOT: Final = Path(__file__).parents[2]


def commit() -> str:
    """Return the short hash of the commit, followed by "+" if files differ from it."""
    return _git("rev-parse", "--short", "HEAD") + ("+" if _git("status", "--porcelain") else "")


def versions(*distributions: str) -> dict[str, str]:
    """Return the versions of Python and of the distributions."""
    return {"python": platform.python_version()} | {name: version(name) for name in distributions}


def write(path: Path, results: dict[str, Any]) -> None:
    """Write the results as indented JSON; round each figure to four decimal places."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(_rounded(results), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _rounded(value: Any) -> Any:  # noqa: ANN401 - JSON has no narrower type
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, dict):
        return {name: _rounded(item) for name, item in value.items()}
    return [_rounded(item) for item in value] if isinstance(value, list) else value


def _git(*arguments: str) -> str:
    command = ["git", "-C", str(_ROOT), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
