"""The word index over statements: whose they are, and how much of what is wanted each holds."""

from pathlib import Path

import pytest

from index.store.limits import Filter
from index.store.words import WordDocument, WordIndex, write_words


@pytest.fixture
def words(tmp_path: Path) -> WordIndex:
    texts = ["the quay is long", "the quays are deep", "it rains"]
    documents = [
        WordDocument(
            number, f"Harbour news\n{text}", None, None, text, person, speaker="" if person else "the harbour council"
        )
        for number, (text, person) in enumerate(zip(texts, (7, None, 8), strict=True))
    ]
    write_words(tmp_path / "words", documents)
    return WordIndex(tmp_path / "words")


def test_whose_statements(words: WordIndex) -> None:
    terms = words.terms("quay harbour")
    assert sorted(words.search(terms, 9, Filter())[0].tolist()) == [0, 1, 2]
    assert words.search(terms, 9, Filter(), people=[7])[0].tolist() == [0]
    assert sorted(words.search(terms, 9, Filter(), people=[7, 8])[0].tolist()) == [0, 2]
    assert words.search(terms, 9, Filter(), people=[9])[0].tolist() == []


def test_speakers_who_are_no_people(words: WordIndex) -> None:
    assert words.spoken_by("the council", Filter(), 9).tolist() == [1]
    assert words.spoken_by("the city council", Filter(), 9).tolist() == []
    assert words.spoken_by("council", Filter(source="x"), 9).tolist() == []
    assert words.spoken_by("", Filter(), 9).tolist() == []


def test_share_of_what_is_wanted(words: WordIndex) -> None:
    [quay, harbour, deep] = words.terms("quay harbour deep")
    held = words.held({quay: 0.5, harbour: 0.25, deep: 0.25}, [0, 1, 2], 0.5)
    assert held == pytest.approx({0: 0.5 + 0.125, 1: 0.75 + 0.125, 2: 0.125})
    assert words.held({quay: 1.0}, [2], 0.5) == {2: 0.0}
    assert words.held({}, [1], 0.5) == {1: 0.0}
    assert words.held({quay: 1.0}, [], 0.5) == {}
