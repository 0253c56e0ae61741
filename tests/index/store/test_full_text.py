"""The full-text index: search, filters by person and by number, weights of terms, opening and writing."""

import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.models import Filter
from index.store.full_text import FullTextDocument, FullTextIndex, write_full_text


@pytest.fixture
def words(tmp_path: Path) -> FullTextIndex:
    texts = ["the quay is long", "the quays are deep", "it rains"]
    documents = [
        FullTextDocument(
            number,
            f"Harbour news\n{text}",
            None,
            None,
            text,
            person,
            speaker="the admiral" if person else "the harbour council",
        )
        for number, (text, person) in enumerate(zip(texts, (7, None, 8), strict=True))
    ]
    write_full_text(tmp_path / "words", documents)
    return FullTextIndex(tmp_path / "words")


def test_search_filters_statements_by_person(words: FullTextIndex) -> None:
    terms = words.terms("quay harbour")
    assert sorted(words.search(terms, 9, Filter())[0].tolist()) == [0, 1, 2]
    assert words.search(terms, 9, Filter(), people=[7])[0].tolist() == [0]
    assert sorted(words.search(terms, 9, Filter(), people=[7, 8])[0].tolist()) == [0, 2]
    assert words.search(terms, 9, Filter(), people=[9])[0].tolist() == []


def test_containing_finds_documents_with_every_word_in_one_of_its_spellings(words: FullTextIndex) -> None:
    quay, deep, rain = ({(term,)} for term in words.terms("quay deep rains"))
    assert words.containing([quay], Filter(), 9).tolist() == [0, 1]
    assert words.containing([quay, deep], Filter(), 9).tolist() == [1]
    assert words.containing([quay, rain], Filter(), 9).tolist() == []
    assert words.containing([deep | rain], Filter(), 9).tolist() == [1, 2]
    assert words.containing([{("the", "deep")}], Filter(), 9).tolist() == [1]
    assert words.containing([quay], Filter(publisher="x"), 9).tolist() == []
    assert len(words.containing([quay], Filter(), 1)) == 1
    assert words.containing([], Filter(), 9).tolist() == []


def test_containing_finds_mentions_of_speakers_except_people(words: FullTextIndex) -> None:
    council, admiral = ({(term,)} for term in words.terms("council admiral"))
    assert words.containing([council], Filter(), 9, field="speaker").tolist() == [1]
    assert words.containing([admiral], Filter(), 9, field="speaker").tolist() == [0, 2]
    assert words.containing([admiral], Filter(), 9, field="speaker", except_people=[7]).tolist() == [2]
    assert words.containing([council], Filter(), 9, field="speaker", except_people=[7, 8]).tolist() == [1]


def test_held_sums_the_weights_of_the_terms(words: FullTextIndex) -> None:
    [quay, harbour, deep] = words.terms("quay harbour deep")
    sums = words.held({quay: 0.5, harbour: 0.25, deep: 0.25}, [0, 1, 2], 0.5)
    assert sums == pytest.approx({0: 0.5 + 0.125, 1: 0.75 + 0.125, 2: 0.125})
    assert words.held({quay: 1.0}, [2], 0.5) == {2: 0.0}
    assert words.held({}, [1], 0.5) == {1: 0.0}
    assert words.held({quay: 1.0}, [], 0.5) == {}


def test_tokens_has_one_term_for_each_word(words: FullTextIndex) -> None:
    assert words.tokens("The quays, the QUAY: café’s 3.5 well-known 🙂") == [
        "the", "quay", "the", "quay", "cafe", "s", "3", "5", "well", "known",
    ]  # fmt: skip
    assert words.terms("The quays, the QUAY") == ["the", "quay"]
    assert words.tokens(f"a {'x' * 60} b") == ["a", "b"]
    assert words.tokens(" ?!") == []


def test_search_finds_only_the_allowed_documents(words: FullTextIndex) -> None:
    terms = words.terms("quay deep")
    all_numbers, scores = words.search(terms, 9, Filter())
    assert all_numbers.tolist() == [1, 0]
    for among, expected in (([0, 2], [0]), ([0, 1, 2], [1, 0]), ([1, 7], [1]), ([2], []), ([], [])):
        numbers, among_scores = words.search(terms, 9, Filter(), among=np.array(among, np.int64))
        assert numbers.tolist() == expected
        assert among_scores.tolist() == [scores.tolist()[[1, 0].index(number)] for number in expected]
    assert words.search(terms, 1, Filter(), among=np.array([0, 2], np.int64))[0].tolist() == [0]
    assert words.search(terms, 9, Filter(), people=[8], among=np.array([0, 1], np.int64))[0].tolist() == []
    assert words.search([], 9, Filter(), among=np.array([0], np.int64))[0].tolist() == []


def test_opening_creates_no_file_in_the_folder(words: FullTextIndex, tmp_path: Path) -> None:
    before = sorted(path.name for path in (tmp_path / "words").iterdir())
    again = FullTextIndex(tmp_path / "words")
    assert again.search(again.terms("quay"), 9, Filter())[0].tolist() == words.search(["quay"], 9, Filter())[0].tolist()
    assert sorted(path.name for path in (tmp_path / "words").iterdir()) == before


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder that temporary folders are created in."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.mark.usefixtures("words")
def test_opening_from_several_threads_succeeds_and_leaves_no_folder(tmp_path: Path, temporary: Path) -> None:
    with ThreadPoolExecutor(4) as threads:
        lengths = list(threads.map(lambda _: len(FullTextIndex(tmp_path / "words")), range(200)))
    assert lengths == [3] * 200
    assert list(temporary.iterdir()) == []


@pytest.mark.usefixtures("words")
def test_opening_removes_a_lock_file_that_tantivy_creates_late(
    tmp_path: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    remove, late = os.rmdir, list[Path]()

    def create_lock_file_first(path: str, **options: Any) -> None:  # noqa: ANN401 - the options of os.rmdir
        if not late:
            [folder] = temporary.iterdir()
            late.append(folder / ".tantivy-meta.lock")
            late[0].touch()
        remove(path, **options)

    monkeypatch.setattr(os, "rmdir", create_lock_file_first)
    assert len(FullTextIndex(tmp_path / "words")) == 3
    assert late
    assert list(temporary.iterdir()) == []
