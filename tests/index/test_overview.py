"""The overview of an index: it needs no embedder, verifies the files that it reads, and lists people."""

import json
from pathlib import Path

import pytest

from index.config import PassageSize
from index.errors import IndexDamagedError, IndexMismatchError, IndexMissingError
from index.models import Coverage
from index.overview import index_status, people_of_index
from index.store.layout import CORPUS, MANIFEST, VECTORS, WORDS, current_name, snapshot_folder
from index.store.manifest import read_manifest
from tests.small_index import make_index

ARTICLES = [
    (
        "quay",
        "2025-06-03",
        "Gazette",
        "Ilse Marandt met Odd Brandt. Ilse Marandt said that the quay is long. Ilse Marandt said that it is ours.",
    ),
    ("vote", "2025-07-01", "Courier", "Tamsin Delisle said that the vote was clean. Odd Brandt watched."),
    ("undated", None, None, "Ruvan Delisle left."),
]


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return make_index(tmp_path, ARTICLES, PassageSize(40, 0))


def folder_of(index: Path) -> Path:
    return snapshot_folder(index, current_name(index))


def damage(path: Path) -> None:
    """Change the last byte of a file."""
    content = path.read_bytes()
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))


def names(index: Path, name: str = "", limit: int = 50) -> list[str]:
    return [person.name for person in people_of_index(index, name, limit).people]


def test_status_shows_the_current_snapshot(index: Path) -> None:
    status, name = index_status(index), current_name(index)
    assert status.snapshot == name
    assert status.coverage.snapshot == name
    assert (status.coverage.articles, str(status.coverage.earliest), str(status.coverage.latest)) == (
        3,
        "2025-06-03",
        "2025-07-01",
    )
    assert isinstance(status.coverage, Coverage)
    assert status.manifest == read_manifest(folder_of(index))
    assert (status.manifest.articles, status.manifest.statements, status.manifest.people) == (3, 3, 4)


@pytest.mark.parametrize("file", [CORPUS, VECTORS])
def test_status_verifies_every_file(index: Path, file: str) -> None:
    path = folder_of(index) / file
    damage(path)
    with pytest.raises(IndexDamagedError, match=file):
        index_status(index)
    path.unlink()
    with pytest.raises(IndexDamagedError, match=file):
        index_status(index)


def test_people_need_only_the_corpus(index: Path) -> None:
    damage(folder_of(index) / VECTORS)
    assert names(index, "brandt") == ["Odd Brandt"]
    damage(folder_of(index) / CORPUS)
    with pytest.raises(IndexDamagedError, match=CORPUS):
        people_of_index(index, "brandt", 50)


def test_missing_index_raises(tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError):
        index_status(tmp_path / "none")
    with pytest.raises(IndexMissingError):
        people_of_index(tmp_path / "none", "", 50)


def test_other_schema_version_raises(index: Path) -> None:
    path = folder_of(index) / MANIFEST
    manifest = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(manifest | {"schema_version": 1}), encoding="utf-8")
    with pytest.raises(IndexMismatchError):
        index_status(index)
    with pytest.raises(IndexMismatchError):
        people_of_index(index, "", 50)


def test_all_people_are_listed_by_statements_articles_and_name(index: Path) -> None:
    page = people_of_index(index, "", 50)
    assert [(person.name, person.statements, person.articles) for person in page.people] == [
        ("Ilse Marandt", 2, 1),
        ("Tamsin Delisle", 1, 1),
        ("Odd Brandt", 0, 2),
        ("Ruvan Delisle", 0, 1),
    ]
    assert (page.total, page.asked, page.similar) == (4, None, ())


def test_people_page_is_bounded_and_counts_all(index: Path) -> None:
    page = people_of_index(index, "", 1)
    assert ([person.name for person in page.people], page.total) == (["Ilse Marandt"], 4)
    assert people_of_index(index, "", 0).people == ()


def test_name_selects_the_people_that_it_may_stand_for(index: Path) -> None:
    assert names(index, "Delisle") == ["Tamsin Delisle", "Ruvan Delisle"]
    assert names(index, "odd brandt") == ["Odd Brandt"]
    page = people_of_index(index, "Ilse Marande", 50)
    assert (page.people, page.total, page.asked, page.similar) == ((), 0, "Ilse Marande", ("Ilse Marandt",))
    assert page.appears_in == 0


def test_unknown_name_comes_with_the_number_of_articles_that_contain_it(index: Path) -> None:
    page = people_of_index(index, "the quay", 50)
    assert (page.people, page.asked, page.similar, page.appears_in) == ((), "the quay", (), 1)
    damage(next((folder_of(index) / WORDS).iterdir()))
    with pytest.raises(IndexDamagedError, match=WORDS):
        people_of_index(index, "the quay", 50)
    assert names(index, "Delisle") == ["Tamsin Delisle", "Ruvan Delisle"]
