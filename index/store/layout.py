"""Paths of an index: the snapshots, the name of the current one, and the files of each."""

import re
from pathlib import Path
from typing import Final

from index.errors import IndexDamagedError, IndexMissingError

CORPUS: Final = "corpus.sqlite"
COLUMNS: Final = "columns"
VECTORS: Final = "vectors.faiss"
WORDS: Final = "words"
STATEMENT_WORDS: Final = "statement-words"
MANIFEST: Final = "manifest.json"
CURRENT: Final = "CURRENT"
BUILDING: Final = ".building-"
_NAME: Final = re.compile(r"[0-9]{8}T[0-9]{6}Z-[0-9a-f]{6}")


def current_name(root: Path) -> str:
    """Return the name of the current snapshot.

    Raises:
        IndexMissingError: there is no index in the folder.
        IndexDamagedError: the file with the name is damaged.
    """
    try:
        name = (root / CURRENT).read_text(encoding="utf-8").strip()
    except (FileNotFoundError, NotADirectoryError):
        msg = f"There is no index in {root}. Make one with: onrecord reindex PATH --index {root}"
        raise IndexMissingError(msg) from None
    except (UnicodeDecodeError, IsADirectoryError):
        name = ""
    if not _NAME.fullmatch(name):
        msg = f"{root / CURRENT} does not name a snapshot. Reindex to repair it."
        raise IndexDamagedError(msg)
    return name


def snapshot_folder(root: Path, name: str) -> Path:
    """Return the folder of a snapshot."""
    return root / "snapshots" / name
