"""Estimates: a value, the number of observations, and a 95% confidence interval."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import NormalDist, fmean, stdev
from typing import Final

_Z: Final = NormalDist().inv_cdf(0.975)  # standard deviations around the mean that contain 95% of a normal distribution


@dataclass(frozen=True, slots=True)
class Estimate:
    """An estimated value with its confidence interval.

    Attributes:
        value: the estimate, or None without observations.
        n: number of observations.
        low: lower bound of the interval, or None without an interval.
        high: upper bound of the interval, or None without an interval.
    """

    value: float | None
    n: int
    low: float | None = None
    high: float | None = None

    @property
    def margin(self) -> float | None:
        """Half the width of the interval, or None without an interval."""
        return None if self.low is None or self.high is None else (self.high - self.low) / 2


def proportion(outcomes: Iterable[bool]) -> Estimate:
    """Return the share of True values, with the interval of Wilson (1927)."""
    flags = list(outcomes)
    n, successes = len(flags), sum(flags)
    if not n:
        return Estimate(None, 0)
    share, spread = successes / n, _Z * _Z / n
    middle = (share + spread / 2) / (1 + spread)
    margin = _Z * math.sqrt(share * (1 - share) / n + spread / (4 * n)) / (1 + spread)
    return Estimate(share, n, max(middle - margin, 0.0), min(middle + margin, 1.0))


def mean(values: Iterable[float]) -> Estimate:
    """Return the mean, with the interval of a normal distribution. One value has no interval."""
    sample = list(values)
    n = len(sample)
    if not n:
        return Estimate(None, 0)
    average = fmean(sample)
    if n == 1:
        return Estimate(average, n)
    margin = _Z * stdev(sample) / math.sqrt(n)
    return Estimate(average, n, average - margin, average + margin)


def auroc(positive: Sequence[float], negative: Sequence[float]) -> Estimate:
    """Return the area under the ROC curve, with the interval of Hanley and McNeil (1982).

    The area is the probability that a positive score is above a negative one; a tie counts half. ``n`` counts both.
    """
    n = len(positive) + len(negative)
    if not positive or not negative:
        return Estimate(None, n)
    below = sorted(negative)
    wins = math.fsum((bisect_left(below, score) + bisect_right(below, score)) / 2 for score in positive)
    area = wins / (len(positive) * len(negative))
    margin = _Z * _auroc_error(area, len(positive), len(negative))
    return Estimate(area, n, max(area - margin, 0.0), min(area + margin, 1.0))


def _auroc_error(area: float, positive: int, negative: int) -> float:
    both_above = area / (2 - area) - area * area
    above_both = 2 * area * area / (1 + area) - area * area
    variance = area * (1 - area) + (positive - 1) * both_above + (negative - 1) * above_both
    return math.sqrt(max(variance, 0.0) / (positive * negative))
