"""Which files of a snapshot were verified, and as what: large ones need not be read again at every opening.

Written beside the snapshots, which never change. Whatever cannot be written or read is as if nothing had been verified.
"""

from collections.abc import Collection, Mapping
from contextlib import suppress
from os import stat_result
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError


class VerifiedFile(BaseModel):
    """A file as it was when its checksum was verified: whatever writes to it, or copies it, changes one of these."""

    model_config = ConfigDict(frozen=True)
    sha256: str
    bytes: int
    modified_ns: int
    changed_ns: int
    inode: int
    device: int

    @classmethod
    def of(cls, stat: stat_result, sha256: str) -> Self:
        """Take what the system tells of a file."""
        return cls(
            sha256=sha256,
            bytes=stat.st_size,
            modified_ns=stat.st_mtime_ns,
            changed_ns=stat.st_ctime_ns,
            inode=stat.st_ino,
            device=stat.st_dev,
        )


_STAMPS = TypeAdapter(dict[str, VerifiedFile])


def read_cache(root: Path, snapshot: str) -> dict[str, VerifiedFile]:
    """Return the stamps of a snapshot's files, by their relative paths; none where they cannot be read."""
    try:
        return _STAMPS.validate_json(_path(root, snapshot).read_bytes())
    except (OSError, ValidationError):
        return {}


def add_to_cache(root: Path, snapshot: str, stamps: Mapping[str, VerifiedFile]) -> None:
    """Add stamps to those of a snapshot, where the folder can be written."""
    before = read_cache(root, snapshot)
    after = {**before, **stamps}
    if after != before:
        path = _path(root, snapshot)
        with suppress(OSError):
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(_STAMPS.dump_json(after))


def prune_cache(root: Path, snapshots: Collection[str]) -> None:
    """Remove the stamps of all snapshots but these."""
    for path in (root / "verified").glob("*"):
        if path.stem not in snapshots:
            with suppress(OSError):
                path.unlink()


def _path(root: Path, snapshot: str) -> Path:
    return root / "verified" / f"{snapshot}.json"
