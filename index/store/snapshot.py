"""Snapshots: immutable folders, one of which is current.

    DIR/CURRENT                 name of the current snapshot, one line
    DIR/snapshots/NAME/         corpus.sqlite, manifest.json, vectors.faiss and words/ of the passages,
                                statement-words/ of the statements, columns/ of the corpus
    DIR/snapshots/.building-…   staging folder of a new snapshot; the next reindex removes a leftover
    DIR/verified/NAME.json      verified checksums of the large files of a snapshot
    DIR/.lock                   lock of the writer

After a crash at any moment the old snapshot is still current. A reader can use an open snapshot after the snapshot is
removed, because its files are open or mapped.
"""

import stat
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from index.checksum import checksum
from index.errors import IndexDamagedError, IndexMismatchError
from index.ports import VectorIndex, VectorStore
from index.store.checksum_cache import VerifiedFile, add_to_cache, read_cache
from index.store.corpus import Corpus
from index.store.full_text import FullTextIndex
from index.store.layout import BUILDING, COLUMNS, CORPUS, STATEMENT_WORDS, VECTORS, WORDS, snapshot_folder
from index.store.manifest import Manifest, StoredFile, read_manifest

_LARGE: Final = 1 << 24  # bytes; a smaller file is read in 10 ms


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An open snapshot. ``words`` and ``vectors`` are the indexes of the passages."""

    name: str
    manifest: Manifest
    corpus: Corpus
    words: FullTextIndex
    vectors: VectorIndex
    statement_words: FullTextIndex


def open_snapshot(root: Path, name: str, store: VectorStore, fingerprint: str) -> Snapshot:
    """Verify all checksums and open a snapshot for reading. Large files that did not change are not verified twice.

    Args:
        root: folder of the index.
        name: name of the snapshot.
        store: opens the vectors.
        fingerprint: fingerprint of the embedder of the questions.

    Raises:
        IndexMismatchError: the snapshot has another schema version or was embedded with another model.
        IndexDamagedError: a file is missing, truncated or altered.
    """
    folder = snapshot_folder(root, name)
    manifest = read_manifest(folder)
    if manifest.embedder_fingerprint != fingerprint:
        msg = (
            f"The index was embedded with another model ({manifest.embedder}, or other weights or settings of it). "
            "Set ONRECORD_MODEL to that model, or reindex."
        )
        raise IndexMismatchError(msg)
    return open_folder(folder, manifest, store, trusting=True)


def open_folder(folder: Path, manifest: Manifest, store: VectorStore, *, trusting: bool = False) -> Snapshot:
    """Verify the files of a snapshot with :func:`verify`, and open them.

    Raises:
        IndexDamagedError: a file is missing, truncated or altered, or the files do not belong together.
    """
    verify(folder, manifest, trusting=trusting)
    dimension = manifest.dimension
    snapshot = Snapshot(
        name=folder.name,
        manifest=manifest,
        corpus=Corpus(folder / CORPUS, folder / COLUMNS),
        words=FullTextIndex(folder / WORDS),
        vectors=store.open(folder / VECTORS, count=manifest.passages, dimension=dimension),
        statement_words=FullTextIndex(folder / STATEMENT_WORDS),
    )
    _check_counts(snapshot)
    return snapshot


def open_corpus(root: Path, name: str, *, trusting: bool = False) -> Corpus:
    """Verify the corpus of a snapshot with :func:`verify`, and open it without the other files and an embedder.

    Raises:
        IndexMismatchError: the snapshot has another schema version.
        IndexDamagedError: the file is missing, truncated or altered.
    """
    folder = snapshot_folder(root, name)
    manifest = read_manifest(folder)
    verify(folder, manifest, only=[CORPUS], trusting=trusting)
    return Corpus(folder / CORPUS)


def open_words(root: Path, name: str, *, trusting: bool = False) -> FullTextIndex:
    """Verify the full-text index of a snapshot's passages with :func:`verify`, and open it alone.

    Raises:
        IndexMismatchError: the snapshot has another schema version.
        IndexDamagedError: a file of it is missing, truncated or altered.
    """
    folder = snapshot_folder(root, name)
    manifest = read_manifest(folder)
    verify(folder, manifest, only=[file for file in manifest.files if file.startswith(f"{WORDS}/")], trusting=trusting)
    return FullTextIndex(folder / WORDS)


def verify(
    folder: Path,
    manifest: Manifest,
    only: Collection[str] | None = None,
    *,
    trusting: bool = False,
    large: int = _LARGE,
) -> None:
    """Compare the lengths and the checksums of files with the manifest.

    Args:
        folder: folder of the snapshot.
        manifest: manifest of the snapshot.
        only: relative paths of the files to verify; None for all files.
        trusting: skip large files that did not change since they were last verified.
        large: size in bytes above which a file is large.

    Raises:
        IndexDamagedError: a file differs or is missing.
    """
    root, snapshot = folder.parent.parent, folder.name.removeprefix(BUILDING)
    cached = read_cache(root, snapshot) if trusting else {}
    verified = {}
    for name, expected in manifest.files.items():
        if only is not None and name not in only:
            continue
        state = _state(folder / name, expected)
        if expected.bytes > large:
            if cached.get(name) == state:
                continue
            verified[name] = state
        if checksum(folder / name) != expected.sha256:
            raise _altered(folder / name)
    add_to_cache(root, snapshot, verified)


def _state(path: Path, expected: StoredFile) -> VerifiedFile:
    """Return the state of a file of the expected length, for the cache of verified files."""
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise _altered(path) from None
    if not stat.S_ISREG(status.st_mode) or status.st_size != expected.bytes:
        raise _altered(path)
    return VerifiedFile.of(status, expected.sha256)


def _altered(path: Path) -> IndexDamagedError:
    msg = f"{path} is missing or was altered since it was indexed. Rebuild the index with reindex --full."
    return IndexDamagedError(msg)


def _check_counts(snapshot: Snapshot) -> None:
    """Compare the numbers of rows in all files with the manifest. This maps the columns, but counts no rows."""
    manifest = snapshot.manifest
    columns = snapshot.corpus.columns.lengths()
    stored = snapshot.corpus.row_counts() | {
        "words": len(snapshot.words),
        "statement_words": len(snapshot.statement_words),
        "columns": tuple(columns.values()),
    }
    expected = {
        "passages": manifest.passages,
        "statements": manifest.statements,
        "speakers": manifest.people + manifest.organisations,
        "words": manifest.passages,
        "statement_words": manifest.statements,
        "columns": (manifest.articles, manifest.passages, manifest.statements),
    }
    if stored != expected:
        msg = f"The files of snapshot {snapshot.name} do not belong together. Rebuild the index with reindex --full."
        raise IndexDamagedError(msg)
