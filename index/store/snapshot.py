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

_LARGE: Final = 1 << 24  # bytes: smaller files are read in a hundredth of a second


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An opened snapshot; ``words`` and ``vectors`` are of passages."""

    name: str
    manifest: Manifest
    corpus: Corpus
    words: FullTextIndex
    vectors: VectorIndex
    statement_words: FullTextIndex


def open_snapshot(root: Path, name: str, store: VectorStore, fingerprint: str) -> Snapshot:
    """Open a snapshot for reading, every checksum verified first; large files as they were verified once are not read.

    Raises:
        IndexMismatchError: it was made by another schema version or another embedder.
        IndexDamagedError: a file is missing, cut or altered.
    """
    folder = snapshot_folder(root, name)
    manifest = read_manifest(folder)
    if manifest.embedder_fingerprint != fingerprint:
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
        words=FullTextIndex(folder / WORDS),
        vectors=store.open(folder / VECTORS, count=manifest.passages, dimension=dimension),
        statement_words=FullTextIndex(folder / STATEMENT_WORDS),
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
    root, snapshot = folder.parent.parent, folder.name.removeprefix(BUILDING)
    known = read_cache(root, snapshot) if trusting else {}
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
    add_to_cache(root, snapshot, verified)


def _stamp(path: Path, expected: StoredFile) -> VerifiedFile:
    """Return the stamp of a file if it is what is expected; of that, its length is compared here."""
    try:
        told = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise _altered(path) from None
    if not stat.S_ISREG(told.st_mode) or told.st_size != expected.bytes:
        raise _altered(path)
    return VerifiedFile.of(told, expected.sha256)


def _altered(path: Path) -> IndexDamagedError:
    msg = f"{path} is missing or was altered since it was indexed; reindex --full to make the index anew"
    return IndexDamagedError(msg)


def _check_counts(snapshot: Snapshot) -> None:
    """Compare with the manifest what can be told without counting; that maps the columns too."""
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
        "people": manifest.people,
        "words": manifest.passages,
        "statement_words": manifest.statements,
        "columns": (manifest.articles, manifest.passages, manifest.statements),
    }
    if stored != expected:
        msg = f"the files of snapshot {snapshot.name} do not belong together; reindex --full to make the index anew"
        raise IndexDamagedError(msg)
