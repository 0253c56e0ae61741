"""Passages contain whole sentences within the limit, and cover any text exactly."""

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from index.config import PassageSize
from index.models import Span
from index.text.canonical import canonicalise
from index.text.chunking import passages, split_long
from index.text.sentences import sentences


def count_words(texts: Sequence[str]) -> list[int]:
    return [len(text.split()) for text in texts]


def test_sentences_are_grouped_up_to_the_limit() -> None:
    assert passages([4, 4, 4, 4], PassageSize(max_tokens=8, overlap_tokens=0)) == [(0, 1), (2, 3)]


def test_passage_starts_with_the_end_of_the_previous_passage() -> None:
    assert passages([4, 4, 2, 4, 4], PassageSize(max_tokens=10, overlap_tokens=3)) == [(0, 2), (2, 4)]


def test_overlap_leaves_room_for_a_new_sentence() -> None:
    assert passages([3, 3, 9], PassageSize(max_tokens=10, overlap_tokens=5)) == [(0, 1), (2, 2)]


def test_no_sentences_give_no_passages() -> None:
    assert passages([], PassageSize()) == []


def test_long_sentence_is_split_at_a_clause() -> None:
    text = "one two three four; five six seven eight"
    pieces = split_long(text, [Span(0, len(text))], 4, count_words)
    assert [piece.of(text) for piece in pieces] == ["one two three four;", "five six seven eight"]


def test_long_sentence_without_clauses_is_split_between_words() -> None:
    text = "one two three four five six seven eight"
    pieces = split_long(text, [Span(0, len(text))], 4, count_words)
    assert [piece.of(text) for piece in pieces] == ["one two three four", "five six seven eight"]


def test_very_long_word_is_split() -> None:
    text = "x" * 1_000_000
    pieces = split_long(text, [Span(0, len(text))], 100, count_words)
    assert max(len(piece) for piece in pieces) <= 800
    assert "".join(piece.of(text) for piece in pieces) == text


@given(st.lists(st.integers(1, 30)), st.integers(30, 60), st.integers(0, 30))
def test_passages_contain_every_sentence_within_the_limit(sizes: list[int], limit: int, overlap: int) -> None:
    ranges = passages(sizes, PassageSize(max_tokens=limit, overlap_tokens=overlap))
    assert sorted({ordinal for first, last in ranges for ordinal in range(first, last + 1)}) == list(range(len(sizes)))
    assert all(sum(sizes[first : last + 1]) <= limit for first, last in ranges)
    assert all(before[1] < after[1] and before[0] < after[0] for before, after in pairwise(ranges))


@given(st.text(max_size=2_000))
def test_pieces_cover_any_text(raw: str) -> None:
    text = canonicalise(raw).strip()
    pieces = split_long(text, sentences(text), 8, count_words)
    covered = {position for piece in pieces for position in range(piece.start, piece.end)}
    assert all(position in covered or text[position].isspace() for position in range(len(text)))
    assert all(piece.end <= following.start for piece, following in pairwise(pieces))
    assert all(len(piece.of(text).split()) <= 8 and len(piece) <= 64 for piece in pieces)
