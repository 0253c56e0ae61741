"""A cache of verified checksums, so that large files of a snapshot are not read at every opening.

The cache is a file beside the snapshots, which never change. A cache that cannot be read or written counts as empty.
"""

from collections.abc import Collection, Mapping
from contextlib import suppress
from os import stat_result
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError


class VerifiedFile(BaseModel):
    """The state of a file when its checksum was verified. A later write or a copy changes one of the fields."""

    model_config = ConfigDict(frozen=True)
    sha256: str
    bytes: int
    modified_ns: int
    changed_ns: int
    inode: int
    device: int

    @classmethod
    def of(cls, stat: stat_result, sha256: str) -> Self:
        """Return the state of a file with this checksum."""
        return cls(
            sha256=sha256,
            bytes=stat.st_size,
            modified_ns=stat.st_mtime_ns,
            changed_ns=stat.st_ctime_ns,
            inode=stat.st_ino,
            device=stat.st_dev,
        )


_FILES = TypeAdapter(dict[str, VerifiedFile])


def read_cache(root: Path, snapshot: str) -> dict[str, VerifiedFile]:
    """Return the verified files of a snapshot by their relative paths; empty if the cache cannot be read."""
    try:
        return _FILES.validate_json(_path(root, snapshot).read_bytes())
    except (OSError, ValidationError):
        return {}


def add_to_cache(root: Path, snapshot: str, files: Mapping[str, VerifiedFile]) -> None:
    """Add verified files of a snapshot to the cache, if it can be written."""
    cached = read_cache(root, snapshot)
    updated = {**cached, **files}
    if updated != cached:
        path = _path(root, snapshot)
        with suppress(OSError):
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(_FILES.dump_json(updated))


def prune_cache(root: Path, snapshots: Collection[str]) -> None:
    """Remove the verified files of all snapshots except ``snapshots``."""
    for path in (root / "verified").glob("*"):
        if path.stem not in snapshots:
            with suppress(OSError):
                path.unlink()


def _path(root: Path, snapshot: str) -> Path:
    return root / "verified" / f"{snapshot}.json"
