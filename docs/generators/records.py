"""The list of decision records."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

_FOLDER: Final = Path(__file__).parents[1] / "decisions"


def records() -> str:
    """Return a list of links to the decision records, in the order of their numbers."""
    return "\n".join(
        f"- [{path.stem[:4]}]({path.name}) {_title(path).partition(' ')[2]}"
        for path in sorted(_FOLDER.glob("[0-9]*.md"))
    )


def _title(path: Path) -> str:
    return path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")


BLOCKS: Final[Mapping[str, Callable[[], str]]] = {"records": records}
