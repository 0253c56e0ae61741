"""Tests of estimates and intervals, against values from the literature or calculated by hand."""

import pytest

from index.evaluation.estimates import Estimate, auroc, mean, proportion


def test_proportion_has_the_interval_of_wilson() -> None:
    estimate = proportion([True] * 8 + [False] * 2)
    assert (estimate.value, estimate.n) == (0.8, 10)
    assert (estimate.low, estimate.high) == pytest.approx((0.490162, 0.943318), abs=1e-6)
    assert estimate.margin == pytest.approx((0.943318 - 0.490162) / 2, abs=1e-6)


def test_interval_of_a_proportion_stays_between_0_and_1() -> None:
    none, every = proportion([False] * 10), proportion([True] * 10)
    assert (none.low, none.high) == pytest.approx((0.0, 0.277533), abs=1e-6)
    assert (every.low, every.high) == pytest.approx((0.722467, 1.0), abs=1e-6)


def test_estimate_without_observations_has_no_value() -> None:
    assert proportion([]) == mean([]) == auroc([], []) == Estimate(None, 0)
    assert auroc([0.5], []) == Estimate(None, 1)
    assert Estimate(None, 0).margin is None


def test_mean_has_the_interval_of_a_normal_distribution() -> None:
    estimate = mean([1.0, 2.0, 3.0])
    assert (estimate.value, estimate.n) == (2.0, 3)
    assert (estimate.low, estimate.high) == pytest.approx((2 - 1.131586, 2 + 1.131586), abs=1e-6)
    assert mean([4.0]) == Estimate(4.0, 1)


def test_auroc_counts_a_tie_as_half() -> None:
    estimate = auroc([0.9, 0.5, 0.5], [0.5, 0.1])
    assert estimate.value == pytest.approx(5 / 6)
    assert estimate.n == 5
    # The variance by Hanley and McNeil is (.1389 + 2 * .0198 + .0631) / 6.
    assert (estimate.low, estimate.high) == pytest.approx((0.439952, 1.0), abs=1e-4)


@pytest.mark.parametrize(
    ("positive", "negative", "area"),
    [([1.0, 2.0], [0.0], 1.0), ([0.0], [1.0, 2.0], 0.0), ([0.3] * 4, [0.3] * 3, 0.5), ([3.0, 1.0], [2.0], 0.5)],
)
def test_auroc_is_the_share_of_pairs_in_order(positive: list[float], negative: list[float], area: float) -> None:
    assert auroc(positive, negative).value == area
