"""Snapshots: immutable folders, one of which is current.

    DIR/CURRENT                 the name of the current snapshot, one line
    DIR/snapshots/NAME/         corpus.sqlite, manifest.json, vectors.faiss and words/ of passages,
                                statement-words/ of statements, columns/ of the corpus
    DIR/snapshots/.building-…   one that is being made; swept away by the next reindex
    DIR/verified/NAME.json      which large files of it were verified, and as what
    DIR/.lock                   held by the one who writes

A crash at any instant leaves the old snapshot current. A reader that has opened a snapshot keeps
reading it while it is pruned: its files are open or mapped.
"""

import datetime as dt
import fcntl
import os
import re
import secrets
import shutil
import stat
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError

from index.checksum import checksum
from index.config import PassageSize
from index.errors import IndexDamagedError, IndexLockedError, IndexMismatchError, IndexMissingError, StoreError
from index.ports import VectorIndex, VectorStore
from index.store.corpus import Corpus
from index.store.checksum_cache import Stamp, add_stamps, keep_stamps, read_stamps
from index.store.full_text import WordIndex

SCHEMA_VERSION: Final = 4
CORPUS: Final = "corpus.sqlite"
COLUMNS: Final = "columns"
VECTORS: Final = "vectors.faiss"
WORDS: Final = "words"
STATEMENT_WORDS: Final = "statement-words"
MANIFEST: Final = "manifest.json"
_CURRENT: Final = "CURRENT"
_BUILDING: Final = ".building-"
_NAME: Final = re.compile(r"[0-9]{8}T[0-9]{6}Z-[0-9a-f]{6}")
_KEPT: Final = 2  # the current one and the one before
_LARGE: Final = 1 << 24  # bytes: smaller files are read in a hundredth of a second
_LOCK_FILES: Final = (".tantivy-meta.lock", ".tantivy-writer.lock")


class StoredFile(BaseModel):
    """One file of a snapshot."""

    model_config = ConfigDict(frozen=True)
    sha256: str
    bytes: int


class Manifest(BaseModel):
    """What a snapshot is made of, and by what.

    ``fingerprint`` is the embedder's, ``attributor`` the attributor's; ``corrections`` the digest of what an editor
    corrected about people; ``copy_finder`` tells how copies were found. ``copies`` counts the articles that are
    near-copies of another one.
    """

    model_config = ConfigDict(frozen=True)
    schema_version: int
    created: dt.datetime
    embedder: str
    fingerprint: str
    dimension: int
    passage_size: PassageSize
    attributor: str
    corrections: str
    copy_finder: str
    articles: int
    sentences: int
    passages: int
    statements: int
    people: int
    copies: int
    files: dict[str, StoredFile]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An opened snapshot; ``words`` and ``vectors`` are of passages."""

    name: str
    manifest: Manifest
    corpus: Corpus
    words: WordIndex
    vectors: VectorIndex
    statement_words: WordIndex


def current_name(root: Path) -> str:
    """Return the name of the current snapshot.

    Raises:
        IndexMissingError: there is none.
    """
    try:
        name = (root / _CURRENT).read_text(encoding="utf-8").strip()
    except (FileNotFoundError, NotADirectoryError):
        msg = f"there is no index in {root}; make one with: onrecord reindex PATH --index {root}"
        raise IndexMissingError(msg) from None
    except (UnicodeDecodeError, IsADirectoryError):
        name = ""
    if not _NAME.fullmatch(name):
        msg = f"{root / _CURRENT} names no snapshot; reindex to mend it"
        raise IndexDamagedError(msg)
    return name


def snapshot_folder(root: Path, name: str) -> Path:
    """Return the folder of a snapshot."""
    return root / "snapshots" / name


def read_manifest(folder: Path) -> Manifest:
    """Return a snapshot's manifest.

    Raises:
        IndexDamagedError: it is missing or unreadable.
        IndexMismatchError: it is of another schema version.
    """
    path = folder / MANIFEST
    try:
        text = path.read_bytes()
        version = _SchemaOnly.model_validate_json(text).schema_version
        if version != SCHEMA_VERSION:
            msg = f"the index has schema version {version}, this program reads {SCHEMA_VERSION}; reindex to renew it"
            raise IndexMismatchError(msg)
        return Manifest.model_validate_json(text)
    except (FileNotFoundError, IsADirectoryError, ValidationError) as error:
        msg = f"{path} is missing or damaged; reindex --full to make the index anew"
        raise IndexDamagedError(msg) from error


class _SchemaOnly(BaseModel):
    schema_version: int


def open_snapshot(root: Path, name: str, store: VectorStore, fingerprint: str) -> Snapshot:
    """Open a snapshot for reading, every checksum verified first; large files as they were verified once are not read.

    Raises:
        IndexMismatchError: it was made by another schema version or another embedder.
        IndexDamagedError: a file is missing, cut or altered.
    """
    folder = snapshot_folder(root, name)
    manifest = read_manifest(folder)
    if manifest.fingerprint != fingerprint:
        msg = (
            f"the index was embedded with another model ({manifest.embedder}, or other weights or settings of it); "
            "set ONRECORD_MODEL to the one it was made with, or reindex"
        )
        raise IndexMismatchError(msg)
    return open_folder(folder, manifest, store, trusting=True)


def open_folder(folder: Path, manifest: Manifest, store: VectorStore, *, trusting: bool = False) -> Snapshot:
    """Open the files of a snapshot, verified as by :func:`verify` before anything is read.

    Raises:
        IndexDamagedError: a file is missing, cut or altered, or they do not belong together.
    """
    verify(folder, manifest, trusting=trusting)
    dimension = manifest.dimension
    snapshot = Snapshot(
        name=folder.name,
        manifest=manifest,
        corpus=Corpus(folder / CORPUS, folder / COLUMNS),
        words=WordIndex(folder / WORDS),
        vectors=store.open(folder / VECTORS, count=manifest.passages, dimension=dimension),
        statement_words=WordIndex(folder / STATEMENT_WORDS),
    )
    _check_counts(snapshot)
    return snapshot


def open_corpus(root: Path, name: str, *, trusting: bool = False) -> Corpus:
    """Open the corpus of a snapshot alone, for what needs no embedder; it is verified first as by :func:`verify`.

    Raises:
        IndexMismatchError: it is of another schema version.
        IndexDamagedError: the file is missing, cut or altered.
    """
    folder = snapshot_folder(root, name)
    manifest = read_manifest(folder)
    verify(folder, manifest, only=[CORPUS], trusting=trusting)
    return Corpus(folder / CORPUS)


def verify(
    folder: Path,
    manifest: Manifest,
    only: Collection[str] | None = None,
    *,
    trusting: bool = False,
    large: int = _LARGE,
) -> None:
    """Compare the length and checksum of every file, or of these only, with the manifest.

    Args:
        folder: of the snapshot.
        manifest: of the snapshot.
        only: these files; None for all.
        trusting: do not read a large file that nothing has written to since it was verified.
        large: bytes that a large file has more than.

    Raises:
        IndexDamagedError: one differs or is missing; nothing else was read yet.
    """
    root, snapshot = folder.parent.parent, folder.name.removeprefix(_BUILDING)
    known = read_stamps(root, snapshot) if trusting else {}
    verified = {}
    for name, expected in manifest.files.items():
        if only is not None and name not in only:
            continue
        stamp = _stamp(folder / name, expected)
        if expected.bytes > large:
            if known.get(name) == stamp:
                continue
            verified[name] = stamp
        if checksum(folder / name) != expected.sha256:
            raise _altered(folder / name)
    add_stamps(root, snapshot, verified)


def _stamp(path: Path, expected: StoredFile) -> Stamp:
    """Return the stamp of a file if it is what is expected; of that, its length is compared here."""
    try:
        told = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise _altered(path) from None
    if not stat.S_ISREG(told.st_mode) or told.st_size != expected.bytes:
        raise _altered(path)
    return Stamp.of(told, expected.sha256)


def _altered(path: Path) -> IndexDamagedError:
    msg = f"{path} is missing or was altered since it was indexed; reindex --full to make the index anew"
    return IndexDamagedError(msg)


def _check_counts(snapshot: Snapshot) -> None:
    """Compare with the manifest what can be told without counting; that maps the columns too."""
    manifest = snapshot.manifest
    columns = snapshot.corpus.columns.lengths()
    stored = snapshot.corpus.numbered() | {
        "words": len(snapshot.words),
        "statement_words": len(snapshot.statement_words),
        "columns": tuple(columns.values()),
    }
    expected = {
        "passages": manifest.passages,
        "statements": manifest.statements,
        "people": manifest.people,
        "words": manifest.passages,
        "statement_words": manifest.statements,
        "columns": (manifest.articles, manifest.passages, manifest.statements),
    }
    if stored != expected:
        msg = f"the files of snapshot {snapshot.name} do not belong together; reindex --full to make the index anew"
        raise IndexDamagedError(msg)


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
def writing(root: Path) -> Iterator[None]:
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
def building(root: Path) -> Iterator[Path]:
    """Give a new folder to build a snapshot in; it is removed unless it was published."""
    name = f"{dt.datetime.now(dt.UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"
    folder = root / "snapshots" / f"{_BUILDING}{name}"
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
    name = built.name.removeprefix(_BUILDING)
    for folder in [*built.rglob("*/"), built]:
        if folder.is_dir():
            _fsync(folder)
    built.rename(snapshot_folder(root, name))
    _fsync(root / "snapshots")
    _write_durably(root / f"{_CURRENT}.new", f"{name}\n")
    (root / f"{_CURRENT}.new").replace(root / _CURRENT)
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
    keep_stamps(root, kept)
    return {fingerprint for name in kept if (fingerprint := _fingerprint(snapshot_folder(root, name)))}


def _fingerprint(folder: Path) -> str | None:
    """Return the fingerprint of a snapshot's embedder; None where its manifest cannot be read."""
    try:
        return read_manifest(folder).fingerprint
    except (IndexDamagedError, IndexMismatchError):
        return None


def _sweep(root: Path) -> None:
    for left in (root / "snapshots").glob(f"{_BUILDING}*"):
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
