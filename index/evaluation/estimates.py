"""Figures with how far they are to be trusted: what was measured, over how many, and a 95% interval."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import NormalDist, fmean, stdev
from typing import Final

_Z: Final = NormalDist().inv_cdf(0.975)  # 95% of a normal distribution lies within so many standard deviations


@dataclass(frozen=True, slots=True)
class Estimate:
    """A measured value with its interval; all three None where nothing was measured.

    Attributes:
        value: what was measured.
        n: over how many.
        low: of the interval.
        high: of the interval.
    """

    value: float | None
    n: int
    low: float | None = None
    high: float | None = None

    @property
    def margin(self) -> float | None:
        """Half the width of the interval."""
        return None if self.low is None or self.high is None else (self.high - self.low) / 2


def proportion(judged: Iterable[bool]) -> Estimate:
    """Return the share that is right, with the interval of Wilson (1927)."""
    flags = list(judged)
    n, right = len(flags), sum(flags)
    if not n:
        return Estimate(None, 0)
    share, spread = right / n, _Z * _Z / n
    middle = (share + spread / 2) / (1 + spread)
    margin = _Z * math.sqrt(share * (1 - share) / n + spread / (4 * n)) / (1 + spread)
    return Estimate(share, n, max(middle - margin, 0.0), min(middle + margin, 1.0))


def mean(values: Iterable[float]) -> Estimate:
    """Return the mean, with the interval of a normal distribution; no interval for fewer than two values."""
    held = list(values)
    n = len(held)
    if not n:
        return Estimate(None, 0)
    average = fmean(held)
    if n == 1:
        return Estimate(average, n)
    margin = _Z * stdev(held) / math.sqrt(n)
    return Estimate(average, n, average - margin, average + margin)


def auroc(positive: Sequence[float], negative: Sequence[float]) -> Estimate:
    """Return how likely a positive one scores above a negative one, a tie counting half.

    That is the area under the ROC curve; the interval is that of Hanley and McNeil (1982). ``n`` counts both sides.
    """
    n = len(positive) + len(negative)
    if not positive or not negative:
        return Estimate(None, n)
    below = sorted(negative)
    wins = math.fsum((bisect_left(below, each) + bisect_right(below, each)) / 2 for each in positive)
    area = wins / (len(positive) * len(negative))
    margin = _Z * _auroc_error(area, len(positive), len(negative))
    return Estimate(area, n, max(area - margin, 0.0), min(area + margin, 1.0))


def _auroc_error(area: float, positive: int, negative: int) -> float:
    both_above = area / (2 - area) - area * area
    above_both = 2 * area * area / (1 + area) - area * area
    variance = area * (1 - area) + (positive - 1) * both_above + (negative - 1) * above_both
    return math.sqrt(max(variance, 0.0) / (positive * negative))
