"""Writing snapshots: one writer at a time, publishing, pruning."""

import datetime as dt
import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from index.checksum import checksum
from index.errors import IndexDamagedError, IndexLockedError, IndexMismatchError, StoreError
from index.store.checksum_cache import prune_cache
from index.store.layout import BUILDING, CURRENT, MANIFEST, current_name, snapshot_folder
from index.store.manifest import Manifest, StoredFile, read_manifest

_KEPT: Final = 2  # the current and the previous snapshot
_LOCK_FILES: Final = (".tantivy-meta.lock", ".tantivy-writer.lock")


def describe_files(folder: Path) -> dict[str, StoredFile]:
    """Return the length and the checksum of every file below ``folder``, by relative path. Flush each to the disk."""
    files = {}
    for path in sorted(folder.rglob("*")):
        if path.name in _LOCK_FILES:
            path.unlink()
        elif path.is_file():
            _fsync(path)
            files[path.relative_to(folder).as_posix()] = StoredFile(sha256=checksum(path), bytes=path.stat().st_size)
    return files


@contextmanager
def write_lock(root: Path) -> Iterator[None]:
    """Hold the lock of the only writer of an index. Remove the leftovers of a writer that crashed.

    Raises:
        IndexLockedError: another process holds the lock.
        StoreError: the folder cannot be created or written.
    """
    try:
        (root / "snapshots").mkdir(parents=True, exist_ok=True)
        lock = (root / ".lock").open("w", encoding="utf-8")
    except OSError as error:
        msg = f"{root} cannot be written ({error.strerror}). Choose another folder with --index."
        raise StoreError(msg) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            msg = f"Another reindex is writing to {root}. Wait until it ends."
            raise IndexLockedError(msg) from error
        _remove_leftovers(root)
        yield


@contextmanager
def staging_folder(root: Path) -> Iterator[Path]:
    """Yield a new folder to build a snapshot in. It is removed at the end unless it was published."""
    name = f"{dt.datetime.now(dt.UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"
    folder = root / "snapshots" / f"{BUILDING}{name}"
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest and flush it to the disk."""
    _write_durably(folder / MANIFEST, manifest.model_dump_json(indent=2) + "\n")


def publish(root: Path, staging: Path) -> str:
    """Make the snapshot in a staging folder current, atomically and durably. Return its name."""
    name = staging.name.removeprefix(BUILDING)
    for folder in [*staging.rglob("*/"), staging]:
        if folder.is_dir():
            _fsync(folder)
    staging.rename(snapshot_folder(root, name))
    _fsync(root / "snapshots")
    _write_durably(root / f"{CURRENT}.new", f"{name}\n")
    (root / f"{CURRENT}.new").replace(root / CURRENT)
    _fsync(root)
    return name


def prune(root: Path) -> set[str]:
    """Remove all snapshots except the current and the previous one. Return the fingerprints of their embedders."""
    current = current_name(root)
    names = sorted(path.name for path in (root / "snapshots").iterdir() if not path.name.startswith("."))
    others = [name for name in names if name != current]
    for name in others[: len(others) - (_KEPT - 1)]:
        shutil.rmtree(snapshot_folder(root, name), ignore_errors=True)  # the next reindex tries again
    kept = [current, *others[len(others) - (_KEPT - 1) :]]
    prune_cache(root, kept)
    return {fingerprint for name in kept if (fingerprint := _fingerprint(snapshot_folder(root, name)))}


def _fingerprint(folder: Path) -> str | None:
    """Return the fingerprint of a snapshot's embedder, or None if the manifest cannot be read."""
    try:
        return read_manifest(folder).embedder_fingerprint
    except (IndexDamagedError, IndexMismatchError):
        return None


def _remove_leftovers(root: Path) -> None:
    for folder in (root / "snapshots").glob(f"{BUILDING}*"):
        shutil.rmtree(folder)


def _write_durably(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _fsync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
