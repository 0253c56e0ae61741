"""Comparison of sentences: with other punctuation, shortened, nearly the same, and with another meaning."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.duplicates.shingles import ComparableText, shingles, words

LONG = (
    "“The quay in Velmara will not open before the winter,” Marandt told reporters on Monday after a long night of "
    "talks with the 14 unions, which had asked for more time and for a second crane."
)


def same(one: str, other: str) -> bool:
    result = ComparableText(one).is_same(ComparableText(other))
    assert ComparableText(other).is_same(ComparableText(one)) == result
    return result


def test_words_ignore_case_punctuation_and_spacing() -> None:
    assert words("“Don’t  go,”\nsaid _MARTA_ O'Neil-Ström; 1,500 £.") == [
        *("don", "t", "go", "said", "marta", "o", "neil", "ström", "1", "500")
    ]


def test_shingles_are_all_runs_of_words() -> None:
    assert shingles(["a", "b", "c", "d"], 3) == {"a b c", "b c d"}
    assert shingles(["a", "b"], 3) == {"a b"}
    assert shingles([], 3) == set()


@pytest.mark.parametrize(
    "other",
    [
        LONG,
        LONG.upper(),
        LONG.replace("“", '"').replace("”", '"'),
        LONG.replace(" ", "\n", 3),
        LONG.replace(" a long night of", ""),
        LONG.replace(" on Monday after a long night of talks", "").replace(" in Velmara", ""),
        LONG.replace(" on Monday", ""),
        LONG.replace("on Monday", "yesterday"),
        LONG.replace(", which had asked for more time and for a second crane", ""),
        f"VELMARA — {LONG}",
    ],
)
def test_sentences_with_nearly_the_same_words_are_the_same(other: str) -> None:
    assert same(LONG, other)


@pytest.mark.parametrize(
    "other",
    [
        LONG.replace("will not", "will"),
        LONG.replace("14", "15"),
        LONG.replace("14 unions", "the unions"),
        LONG.replace("second", "third"),
        LONG.replace("Marandt", "Holm"),
        LONG.replace("Monday", "Tuesday"),
        LONG.replace("quay", "dike").replace("winter", "spring").replace("crane", "tug"),
        f"It is untrue that {LONG}",
        f"If {LONG}",
        LONG.replace("not ", ""),
        LONG.replace("on Monday after", "if"),
        "The quay in Velmara.",
        "",
    ],
)
def test_sentences_with_another_meaning_are_not_the_same(other: str) -> None:
    assert not same(LONG, other)


def test_short_fragments_are_not_treated_as_duplicates() -> None:
    assert not same("He said no.", "When he was asked again, he said no to the plan of the mayor.")
    assert same("He said no.", "“He said: no!”")


def test_texts_without_words_are_not_the_same() -> None:
    assert not same("…", "—")


@given(st.lists(st.sampled_from(["quay", "the", "not", "Holm", "12", "opens", "late", "now"]), min_size=1, max_size=40))
def test_text_is_the_same_as_itself_with_other_case_and_spacing(parts: list[str]) -> None:
    assert same(" ".join(parts), f"“{'  '.join(parts).upper()}.”")
