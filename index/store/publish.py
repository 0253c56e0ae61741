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

_KEPT: Final = 2  # the current one and the one before
_LOCK_FILES: Final = (".tantivy-meta.lock", ".tantivy-writer.lock")


def describe_files(folder: Path) -> dict[str, StoredFile]:
    """Return length and checksum of every file below ``folder``, by relative path, after an fsync of each."""
    described = {}
    for path in sorted(folder.rglob("*")):
        if path.name in _LOCK_FILES:
            path.unlink()
        elif path.is_file():
            _fsync(path)
            described[path.relative_to(folder).as_posix()] = StoredFile(
                sha256=checksum(path), bytes=path.stat().st_size
            )
    return described


@contextmanager
def write_lock(root: Path) -> Iterator[None]:
    """Be the only writer of an index.

    Raises:
        IndexLockedError: somebody else is.
        StoreError: the folder cannot be made or written.
    """
    try:
        (root / "snapshots").mkdir(parents=True, exist_ok=True)
        lock = (root / ".lock").open("w", encoding="utf-8")
    except OSError as error:
        msg = f"{root} cannot be written ({error.strerror}); name another folder with --index"
        raise StoreError(msg) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            msg = f"another reindex is writing to {root}; wait until it has ended"
            raise IndexLockedError(msg) from error
        _sweep(root)
        yield


@contextmanager
def staging_folder(root: Path) -> Iterator[Path]:
    """Give a new folder to build a snapshot in; it is removed unless it was published."""
    name = f"{dt.datetime.now(dt.UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"
    folder = root / "snapshots" / f"{BUILDING}{name}"
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest durably."""
    _write_durably(folder / MANIFEST, manifest.model_dump_json(indent=2) + "\n")


def publish(root: Path, built: Path) -> str:
    """Make a built folder the current snapshot, at once and durably; return its name."""
    name = built.name.removeprefix(BUILDING)
    for folder in [*built.rglob("*/"), built]:
        if folder.is_dir():
            _fsync(folder)
    built.rename(snapshot_folder(root, name))
    _fsync(root / "snapshots")
    _write_durably(root / f"{CURRENT}.new", f"{name}\n")
    (root / f"{CURRENT}.new").replace(root / CURRENT)
    _fsync(root)
    return name


def prune(root: Path) -> set[str]:
    """Remove all snapshots but the current one and the one before it; return the fingerprints of their embedders."""
    current = current_name(root)
    names = sorted(path.name for path in (root / "snapshots").iterdir() if not path.name.startswith("."))
    others = [name for name in names if name != current]
    for name in others[: len(others) - (_KEPT - 1)]:
        # What cannot be removed now is removed the next time; the new snapshot is current already.
        shutil.rmtree(snapshot_folder(root, name), ignore_errors=True)
    kept = [current, *others[len(others) - (_KEPT - 1) :]]
    prune_cache(root, kept)
    return {fingerprint for name in kept if (fingerprint := _fingerprint(snapshot_folder(root, name)))}


def _fingerprint(folder: Path) -> str | None:
    """Return the fingerprint of a snapshot's embedder; None where its manifest cannot be read."""
    try:
        return read_manifest(folder).embedder_fingerprint
    except (IndexDamagedError, IndexMismatchError):
        return None


def _sweep(root: Path) -> None:
    for left in (root / "snapshots").glob(f"{BUILDING}*"):
        shutil.rmtree(left)


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
