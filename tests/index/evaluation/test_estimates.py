"""Figures and intervals against values from the literature or worked out by hand."""

import pytest

from index.evaluation.estimates import Estimate, auroc, mean, proportion


def test_a_proportion_has_the_interval_of_wilson() -> None:
    figure = proportion([True] * 8 + [False] * 2)
    assert (figure.value, figure.n) == (0.8, 10)
    assert (figure.low, figure.high) == pytest.approx((0.490162, 0.943318), abs=1e-6)
    assert figure.margin == pytest.approx((0.943318 - 0.490162) / 2, abs=1e-6)


def test_an_interval_stays_between_0_and_1() -> None:
    none, every = proportion([False] * 10), proportion([True] * 10)
    assert (none.low, none.high) == pytest.approx((0.0, 0.277533), abs=1e-6)
    assert (every.low, every.high) == pytest.approx((0.722467, 1.0), abs=1e-6)


def test_nothing_measured_is_no_figure() -> None:
    assert proportion([]) == mean([]) == auroc([], []) == Estimate(None, 0)
    assert auroc([0.5], []) == Estimate(None, 1)
    assert Estimate(None, 0).margin is None


def test_a_mean_has_the_interval_of_a_normal_distribution() -> None:
    figure = mean([1.0, 2.0, 3.0])
    assert (figure.value, figure.n) == (2.0, 3)
    assert (figure.low, figure.high) == pytest.approx((2 - 1.131586, 2 + 1.131586), abs=1e-6)
    assert mean([4.0]) == Estimate(4.0, 1)


def test_a_tie_counts_half() -> None:
    figure = auroc([0.9, 0.5, 0.5], [0.5, 0.1])
    assert figure.value == pytest.approx(5 / 6)
    assert figure.n == 5
    # Hanley and McNeil: (.1389 + 2 * .0198 + .0631) / 6 is the variance
    assert (figure.low, figure.high) == pytest.approx((0.439952, 1.0), abs=1e-4)


@pytest.mark.parametrize(
    ("positive", "negative", "area"),
    [([1.0, 2.0], [0.0], 1.0), ([0.0], [1.0, 2.0], 0.0), ([0.3] * 4, [0.3] * 3, 0.5), ([3.0, 1.0], [2.0], 0.5)],
)
def test_the_area_is_the_share_of_pairs_in_order(positive: list[float], negative: list[float], area: float) -> None:
    assert auroc(positive, negative).value == area
