"""The cache of verified checksums: a large file is read again only if it may have changed."""

import json
import shutil
from pathlib import Path

import pytest

from index.config import EngineConfig
from index.errors import IndexDamagedError
from index.indexing.reindex import Reindexer
from index.store import snapshot
from index.store.checksum_cache import VerifiedFile, add_to_cache, read_cache
from index.store.layout import CORPUS, snapshot_folder
from index.store.manifest import read_manifest
from tests.fakes import parts

LARGE = 1000  # bytes; the corpus is larger


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text("The quay\n\nThe harbour opened a quay. It is long.", encoding="utf-8")
    return path


@pytest.fixture
def folder(root: Path, news: Path) -> Path:
    """Return the folder of a snapshot with verified large files."""
    folder = build(root, news)
    verify(folder, trusting=False)
    return folder


def build(root: Path, news: Path) -> Path:
    report = Reindexer(root, parts(), EngineConfig(), lambda *_: None).reindex([news], full=True)
    return snapshot_folder(root, report.snapshot)


def verify(folder: Path, *, trusting: bool = True, only: str | None = None) -> None:
    manifest = read_manifest(folder)
    snapshot.verify(folder, manifest, [only] if only else None, trusting=trusting, large=LARGE)


def cache_of(folder: Path) -> Path:
    return folder.parent.parent / "verified" / f"{folder.name}.json"


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-1] ^= 0xFF
    path.write_bytes(content)


def flip_unnoticed(folder: Path) -> None:
    """Damage the corpus and record it as verified, so that only reading it shows the damage."""
    flip(folder / CORPUS)
    sha256 = read_manifest(folder).files[CORPUS].sha256
    verified = VerifiedFile.of((folder / CORPUS).stat(), sha256)
    add_to_cache(folder.parent.parent, folder.name, {CORPUS: verified})


def test_unmodified_files_are_not_verified_twice(folder: Path) -> None:
    flip_unnoticed(folder)
    verify(folder)
    with pytest.raises(IndexDamagedError, match=r"corpus\.sqlite is missing or was altered"):
        verify(folder, trusting=False)


def test_modified_files_are_verified_again(folder: Path) -> None:
    flip(folder / CORPUS)
    with pytest.raises(IndexDamagedError, match=r"corpus\.sqlite is missing or was altered"):
        verify(folder)


@pytest.mark.parametrize("damage", ["truncated", "removed"])
def test_truncated_or_missing_files_raise(folder: Path, damage: str) -> None:
    path = folder / CORPUS
    if damage == "truncated":
        path.write_bytes(path.read_bytes()[:-1])
    else:
        path.unlink()
    with pytest.raises(IndexDamagedError, match=r"corpus\.sqlite is missing or was altered"):
        verify(folder)


def test_small_files_are_always_verified(folder: Path) -> None:
    path = folder / "words" / "meta.json"
    flip(path)
    sha256 = read_manifest(folder).files["words/meta.json"].sha256
    add_to_cache(folder.parent.parent, folder.name, {"words/meta.json": VerifiedFile.of(path.stat(), sha256)})
    with pytest.raises(IndexDamagedError, match=r"meta\.json is missing or was altered"):
        snapshot.verify(folder, read_manifest(folder), trusting=True)


def test_copied_index_is_verified_again(folder: Path, tmp_path: Path) -> None:
    flip_unnoticed(folder)
    copied = tmp_path / "copied"
    shutil.copytree(folder.parent.parent, copied)  # with the times of its files, and the cache
    with pytest.raises(IndexDamagedError, match=r"corpus\.sqlite is missing or was altered"):
        verify(copied / "snapshots" / folder.name)


@pytest.mark.parametrize("garbage", [b"", b"\xff\x00", b"[]", b'{"corpus.sqlite": {"sha256": "0"}}'])
def test_damaged_cache_is_ignored(folder: Path, garbage: bytes) -> None:
    flip_unnoticed(folder)
    cache_of(folder).write_bytes(garbage)
    with pytest.raises(IndexDamagedError, match=r"corpus\.sqlite is missing or was altered"):
        verify(folder)


def test_all_files_are_verified_if_the_cache_cannot_be_written(folder: Path) -> None:
    shutil.rmtree(cache_of(folder).parent)
    cache_of(folder).parent.write_bytes(b"")  # a file in place of the folder
    verify(folder)
    assert read_cache(folder.parent.parent, folder.name) == {}
    flip(folder / CORPUS)
    with pytest.raises(IndexDamagedError, match=r"corpus\.sqlite is missing or was altered"):
        verify(folder)


def test_cache_lists_only_verified_files(root: Path, news: Path) -> None:
    folder = build(root, news)
    assert not cache_of(folder).exists()  # no file is large
    verify(folder, only=CORPUS)
    assert [*json.loads(cache_of(folder).read_bytes())] == [CORPUS]
    verify(folder)
    assert {CORPUS, "words/meta.json"} <= {*json.loads(cache_of(folder).read_bytes())}


def test_cache_of_a_staging_folder_is_valid_after_publishing(folder: Path) -> None:
    building = folder.rename(folder.with_name(f".building-{folder.name}"))
    cache_of(folder).unlink()
    verify(building, trusting=False)
    flip_unnoticed(building.rename(folder))
    verify(folder)


def test_cache_is_removed_with_its_snapshot(root: Path, news: Path) -> None:
    folders = [build(root, news) for _ in range(2)]
    for folder in folders:
        verify(folder)
    build(root, news)
    assert [cache_of(folder).exists() for folder in folders] == [folder.exists() for folder in folders]
    assert sum(folder.exists() for folder in folders) == 1
