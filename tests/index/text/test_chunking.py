"""Passages: whole sentences, within the limit, nothing lost, offsets exact over any text."""

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from index.config import PassageSize
from index.models import Span
from index.text.canonical import canonicalise
from index.text.chunking import passages, split_long
from index.text.sentences import sentences


def words(texts: Sequence[str]) -> list[int]:
    return [len(text.split()) for text in texts]


def test_sentences_are_gathered_up_to_the_limit() -> None:
    assert passages([4, 4, 4, 4], PassageSize(max_tokens=8, overlap_tokens=0)) == [(0, 1), (2, 3)]


def test_a_passage_opens_with_the_end_of_the_one_before() -> None:
    assert passages([4, 4, 2, 4, 4], PassageSize(max_tokens=10, overlap_tokens=3)) == [(0, 2), (2, 4)]


def test_overlap_never_keeps_a_new_sentence_out() -> None:
    assert passages([3, 3, 9], PassageSize(max_tokens=10, overlap_tokens=5)) == [(0, 1), (2, 2)]


def test_no_sentences_no_passages() -> None:
    assert passages([], PassageSize()) == []


def test_a_long_sentence_is_split_at_a_clause() -> None:
    text = "one two three four; five six seven eight"
    pieces = split_long(text, [Span(0, len(text))], 4, words)
    assert [piece.of(text) for piece in pieces] == ["one two three four;", "five six seven eight"]


def test_a_long_sentence_without_clauses_is_split_between_words() -> None:
    text = "one two three four five six seven eight"
    pieces = split_long(text, [Span(0, len(text))], 4, words)
    assert [piece.of(text) for piece in pieces] == ["one two three four", "five six seven eight"]


def test_a_word_without_end_is_split_too() -> None:
    text = "x" * 1_000_000
    pieces = split_long(text, [Span(0, len(text))], 100, words)
    assert max(len(piece) for piece in pieces) <= 800
    assert "".join(piece.of(text) for piece in pieces) == text


@given(st.lists(st.integers(1, 30)), st.integers(30, 60), st.integers(0, 30))
def test_passages_hold_every_sentence_within_the_limit(sizes: list[int], most: int, overlap: int) -> None:
    made = passages(sizes, PassageSize(max_tokens=most, overlap_tokens=overlap))
    assert sorted({at for first, last in made for at in range(first, last + 1)}) == list(range(len(sizes)))
    assert all(sum(sizes[first : last + 1]) <= most for first, last in made)
    assert all(before[1] < after[1] and before[0] < after[0] for before, after in pairwise(made))


@given(st.text(max_size=2_000))
def test_any_text_is_covered(raw: str) -> None:
    text = canonicalise(raw).strip()
    pieces = split_long(text, sentences(text), 8, words)
    covered = {at for piece in pieces for at in range(piece.start, piece.end)}
    assert all(at in covered or text[at].isspace() for at in range(len(text)))
    assert all(one.end <= other.start for one, other in pairwise(pieces))
    assert all(len(piece.of(text).split()) <= 8 and len(piece) <= 64 for piece in pieces)
