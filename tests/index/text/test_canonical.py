"""Canonical text: exact cases, and properties of any text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.canonical import canonicalise, single_line

ANY_TEXT = st.text(alphabet=st.characters(codec=None, exclude_categories=()))


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h\n", "a\nb\nc\nd\ne\nf\ng\nh\n"),
        ("\r\n\r\n", "\n\n"),
        ("a\x00b\x1bc\x7fd\x9fe\tf", "abcde\tf"),
        ("a\ud800b\udfffc", "abc"),
        ("\u202aa\u202eb\u2066c\u2069d", "abcd"),
        ("\ufeffa\ufeffb", "ab"),
        ("e\u0301", "\xe9"),
        ("e\x00\u0301", "\xe9"),
        (" \u200b\u200d\xa0\xad ", " \u200b\u200d\xa0\xad "),
    ],
)
def test_canonicalise_changes_only_listed_characters(text: str, canonical: str) -> None:
    assert canonicalise(text) == canonical


@given(ANY_TEXT)
def test_canonicalise_is_idempotent_for_any_text(text: str) -> None:
    canonical = canonicalise(text)
    assert canonicalise(canonical) == canonical
    assert unicodedata.is_normalized("NFC", canonical)
    assert {c for c in canonical if unicodedata.category(c) in {"Cc", "Cs"}} <= {"\n", "\t"}
    assert not set(canonical) & set("\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
    assert canonical.encode().decode() == canonical


@given(st.text(alphabet=st.sampled_from('aZ09 .,-"\t\n')))
def test_plain_text_is_unchanged(text: str) -> None:
    assert canonicalise(text) == text


def test_single_line_collapses_white_space() -> None:
    assert single_line(" a\r\n\tb\u2028 c\x1b ") == "a b c"
