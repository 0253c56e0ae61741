"""Large files are read again only where something may have written to them."""

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

LARGE = 1000  # bytes: the corpus has more


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text("The quay\n\nThe harbour opened a quay. It is long.", encoding="utf-8")
    return path


@pytest.fixture
def folder(root: Path, news: Path) -> Path:
    """Return a snapshot whose large files were verified."""
    folder = made(root, news)
    verify(folder, trusting=False)
    return folder


def made(root: Path, news: Path) -> Path:
    report = Reindexer(root, parts(), EngineConfig(), lambda *_: None).reindex([news], full=True)
    return snapshot_folder(root, report.snapshot)


def verify(folder: Path, *, trusting: bool = True, only: str | None = None) -> None:
    manifest = read_manifest(folder)
    snapshot.verify(folder, manifest, [only] if only else None, trusting=trusting, large=LARGE)


def stamps_of(folder: Path) -> Path:
    return folder.parent.parent / "verified" / f"{folder.name}.json"


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-1] ^= 0xFF
    path.write_bytes(content)


def flip_unseen(folder: Path) -> None:
    """Damage the corpus, and have it known as verified all the same, so that only reading it tells."""
    flip(folder / CORPUS)
    sha256 = read_manifest(folder).files[CORPUS].sha256
    stamp = VerifiedFile.of((folder / CORPUS).stat(), sha256)
    add_to_cache(folder.parent.parent, folder.name, {CORPUS: stamp})


def test_what_nothing_wrote_to_is_not_read_again(folder: Path) -> None:
    flip_unseen(folder)
    verify(folder)
    with pytest.raises(IndexDamagedError, match=r"corpus\.sqlite is missing or was altered"):
        verify(folder, trusting=False)


def test_what_was_written_to_is_read(folder: Path) -> None:
    flip(folder / CORPUS)
    with pytest.raises(IndexDamagedError, match=r"corpus\.sqlite is missing or was altered"):
        verify(folder)


@pytest.mark.parametrize("damage", ["cut", "removed"])
def test_what_is_cut_or_gone_is_told(folder: Path, damage: str) -> None:
    path = folder / CORPUS
    if damage == "cut":
        path.write_bytes(path.read_bytes()[:-1])
    else:
        path.unlink()
    with pytest.raises(IndexDamagedError, match=r"corpus\.sqlite is missing or was altered"):
        verify(folder)


def test_small_files_are_always_read(folder: Path) -> None:
    path = folder / "words" / "meta.json"
    flip(path)
    sha256 = read_manifest(folder).files["words/meta.json"].sha256
    add_to_cache(folder.parent.parent, folder.name, {"words/meta.json": VerifiedFile.of(path.stat(), sha256)})
    with pytest.raises(IndexDamagedError, match=r"meta\.json is missing or was altered"):
        snapshot.verify(folder, read_manifest(folder), trusting=True)


def test_a_copy_is_verified_whole(folder: Path, tmp_path: Path) -> None:
    flip_unseen(folder)
    copied = tmp_path / "copied"
    shutil.copytree(folder.parent.parent, copied)  # with the times of its files, and the stamps
    with pytest.raises(IndexDamagedError, match=r"corpus\.sqlite is missing or was altered"):
        verify(copied / "snapshots" / folder.name)


@pytest.mark.parametrize("garbage", [b"", b"\xff\x00", b"[]", b'{"corpus.sqlite": {"sha256": "0"}}'])
def test_garbage_is_as_if_nothing_had_been_verified(folder: Path, garbage: bytes) -> None:
    flip_unseen(folder)
    stamps_of(folder).write_bytes(garbage)
    with pytest.raises(IndexDamagedError, match=r"corpus\.sqlite is missing or was altered"):
        verify(folder)


def test_where_stamps_cannot_be_written_all_is_read(folder: Path) -> None:
    shutil.rmtree(stamps_of(folder).parent)
    stamps_of(folder).parent.write_bytes(b"")  # no folder can be there
    verify(folder)
    assert read_cache(folder.parent.parent, folder.name) == {}
    flip(folder / CORPUS)
    with pytest.raises(IndexDamagedError, match=r"corpus\.sqlite is missing or was altered"):
        verify(folder)


def test_only_what_was_verified_is_known(root: Path, news: Path) -> None:
    folder = made(root, news)
    assert not stamps_of(folder).exists()  # nothing in it is large
    verify(folder, only=CORPUS)
    assert [*json.loads(stamps_of(folder).read_bytes())] == [CORPUS]
    verify(folder)
    assert {CORPUS, "words/meta.json"} <= {*json.loads(stamps_of(folder).read_bytes())}


def test_a_half_built_snapshot_is_known_by_its_later_name(folder: Path) -> None:
    building = folder.rename(folder.with_name(f".building-{folder.name}"))
    stamps_of(folder).unlink()
    verify(building, trusting=False)
    flip_unseen(building.rename(folder))
    verify(folder)


def test_stamps_go_with_their_snapshot(root: Path, news: Path) -> None:
    folders = [made(root, news) for _ in range(2)]
    for folder in folders:
        verify(folder)
    made(root, news)
    assert [stamps_of(folder).exists() for folder in folders] == [folder.exists() for folder in folders]
    assert sum(folder.exists() for folder in folders) == 1
