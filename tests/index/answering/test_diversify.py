"""Diversification: an answer is not all from one article or one publisher while others are nearly as good."""

from collections import Counter
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.answering.diversify import DiversityCaps, diversify
from index.answering.excerpts import Excerpt
from index.models import Span

A, B, C, D, E = range(5)  # numbers of articles
NO_PUBLISHERS: Mapping[int, str | None] = {}


def candidates(*scored: tuple[int, float]) -> list[Excerpt]:
    """Return excerpts with these articles and scores. The span of an excerpt starts at its position in the list."""
    return [Excerpt(article, Span(position, position + 1), score) for position, (article, score) in enumerate(scored)]


def positions(excerpts: Sequence[Excerpt]) -> list[int]:
    return [excerpt.span.start for excerpt in excerpts]


def shown(
    excerpts: Sequence[Excerpt], most: int, caps: DiversityCaps, publishers: Mapping[int, str | None] = NO_PUBLISHERS
) -> list[int]:
    """Return the positions of the excerpts to show."""
    return positions(diversify(excerpts, most, caps, publishers.get))


def test_caps_hold_while_others_are_nearly_as_good() -> None:
    excerpts = candidates(*[(A, 1.0)] * 4, (B, 0.95), (C, 0.95), (D, 0.9), (E, 0.9))
    publishers = {A: "A", B: "a", C: "A", D: "D", E: None}
    assert shown(excerpts, 5, DiversityCaps(per_article=2, per_publisher=3), publishers) == [0, 1, 4, 6, 7]
    assert shown(excerpts, 5, DiversityCaps(per_article=2, per_publisher=None), publishers) == [0, 1, 4, 5, 6]
    assert shown(excerpts, 3, DiversityCaps(per_article=2, per_publisher=3), publishers) == [0, 1, 4]


def test_held_back_excerpts_return_if_the_others_are_far_worse() -> None:
    excerpts = candidates(*[(A, 1.0)] * 4, (B, 0.5), (C, 0.4))
    publishers = {A: "A", B: "B", C: "C"}
    assert shown(excerpts, 4, DiversityCaps(2, 3), publishers) == [0, 1, 2, 3]
    assert shown(excerpts, 4, DiversityCaps(2, 3, replacement_ratio=0.3), publishers) == [0, 1, 4, 5]


@pytest.mark.parametrize(("score", "expected"), [(0.8, [0, 2]), (0.79, [0, 1])])
def test_replacement_needs_the_ratio_of_the_score_that_it_replaces(score: float, expected: list[int]) -> None:
    excerpts = candidates((A, 1.0), (A, 1.0), (B, score))
    assert shown(excerpts, 2, DiversityCaps(per_article=1, per_publisher=None, replacement_ratio=0.8)) == expected


def test_publisher_cap_falls_before_the_article_cap() -> None:
    excerpts = candidates(*[(A, 1.0)] * 4, (B, 0.9), (C, 0.9))
    publishers = {A: "A", B: "A", C: "A"}
    assert shown(excerpts, 5, DiversityCaps(2, 3), publishers) == [0, 1, 2, 4, 5]
    assert shown(excerpts, 9, DiversityCaps(2, 3), publishers) == [0, 1, 2, 3, 4, 5]


def test_articles_without_a_publisher_do_not_share_one() -> None:
    excerpts = candidates(*[(article, 1.0) for article in range(5)], (5, 1.0))
    assert shown(excerpts, 5, DiversityCaps(2, 1), {5: "X"}) == [0, 1, 2, 3, 4]


def test_spellings_of_a_publisher_share_one_cap() -> None:
    excerpts = candidates((A, 1.0), (B, 1.0), (C, 1.0))
    assert shown(excerpts, 2, DiversityCaps(2, 1), {A: "Straße", B: "STRASSE", C: "Quay"}) == [0, 2]


def test_reading_ends_with_the_last_excerpt_that_is_shown() -> None:
    excerpts = iter(candidates((A, 1.0), (B, 1.0), (C, 1.0)))
    chosen = diversify(excerpts, 2, DiversityCaps(1, 1), {A: "A", B: "B", C: "C"}.get)
    assert positions(chosen) == [0, 1]
    assert positions(list(excerpts)) == [2]


RANKED = st.lists(st.tuples(st.sampled_from([A, B, C, D]), st.floats(0.1, 1)), max_size=20).map(
    lambda drawn: candidates(*sorted(drawn, key=lambda pair: -pair[1]))
)
PUBLISHERS = st.fixed_dictionaries({article: st.sampled_from(["P", "Q", None]) for article in (A, B, C, D)})


@given(RANKED, PUBLISHERS, st.integers(1, 8), st.integers(1, 3), st.none() | st.integers(1, 3))
def test_caps_lose_no_excerpt(
    excerpts: list[Excerpt],
    publishers: Mapping[int, str | None],
    most: int,
    per_article: int,
    per_publisher: int | None,
) -> None:
    caps = DiversityCaps(per_article, per_publisher, replacement_ratio=0)
    chosen = diversify(excerpts, most, caps, publishers.get)
    assert len(chosen) == min(most, len(excerpts))
    assert positions(chosen) == sorted(positions(chosen))
    assert not chosen or chosen[0] is excerpts[0]
    counts = Counter(excerpt.article for excerpt in chosen)
    left_out = [excerpt for excerpt in excerpts if excerpt not in chosen]
    # An article exceeds its cap only if no excerpt of an article below the cap is left.
    if max(counts.values(), default=0) > per_article:
        assert all(counts[excerpt.article] >= per_article for excerpt in left_out)
