"""
Binomial intervals (二項分布の信頼区間): which rates are plausible after so many hits in so many trials.

The intervals are those of Clopper and Pearson (1934), which hold the true rate with at least the
probability that is asked for, however few the trials. They take nothing for granted about the rate
beforehand; `qoo10model.basics.credibles` does. The ends are floats: probabilities, and never money.
"""

from __future__ import annotations

import math

from fractions import Fraction
from typing import Final

from qoo10model.basics.credibles import NINE_IN_TEN, Estimate
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.money import WHOLE, ZERO, Rate
from qoo10model.basics.quantiles import beta_cdf


__all__ = ("among", "interval", "trials_without_hit")

_PRECISE: Final = 1e-9  # the next step would be its square
_COUNTS: Final = "hits and trials must be whole numbers with 0 <= hits <= trials and 1 <= trials"


def interval(hits: int, trials: int, *, level: Rate = NINE_IN_TEN) -> Estimate:
    """
    Return the rate *hits* / *trials*, exactly, and the interval that holds the true one.

    The probability that the interval misses on either side is at most half of what *level* leaves.
    The ends are good to seven digits up to a thousand million trials.
    Raises `InvalidTypeError` for counts that are not int, `InvalidValueError` for more hits than
    trials, for no trials, and for a level that is not between 0 % and 100 %.

    >>> print(interval(2, 20))
    0.1 (0.01807 … 0.2826, 90 %)
    """
    if type(hits) is not int or type(trials) is not int:
        raise InvalidTypeError(f"{_COUNTS} (got {hits!r} of {trials!r})")
    if not 0 <= hits <= trials or trials < 1:
        raise InvalidValueError(f"{_COUNTS} (got {hits} of {trials})")
    outside = _outside(level)
    low = _tail(outside, hits, trials - hits + 1) if hits else 0.0
    high = 1 - _tail(outside, trials - hits, hits + 1) if hits < trials else 1.0
    return Estimate(Fraction(hits, trials), low, high, level)


def trials_without_hit(rate: float, *, level: Rate = NINE_IN_TEN) -> int | None:
    """
    Return how many trials without any hit it takes until the interval lies below *rate*.

    None where no number of them does, because the rate is not above 0.

    >>> trials_without_hit(0.03), interval(0, 99).high < 0.03 < interval(0, 98).high
    (99, True)
    """
    outside = _outside(level)
    if rate <= 0:
        return None
    if rate >= 1:
        return 1
    return math.floor(math.log(outside) / math.log1p(-rate)) + 1


def among(level: Rate, comparisons: int) -> Rate:
    """
    Return the level that each of so many *comparisons* needs for all of them to hold with *level*.

    This is the bound of Bonferroni: what *level* leaves is shared out evenly.

    >>> among(Rate.percent("90"), 4)
    Rate.percent("97.5")
    """
    _outside(level)
    if comparisons < 1:
        raise InvalidValueError(f"comparisons must be at least 1 (got {comparisons})")
    return WHOLE - Rate.of_fraction(level.complement.fraction / comparisons)


def _tail(p: float, a: int, b: int) -> float:
    """
    Return the number that a Beta(*a*, *b*) variable is at most with the small probability *p*.

    On logarithmic scales the left tail is nearly straight and curved one way, so that Newton's steps
    reach it from below within a few; the general quantile takes some thirty.
    """
    scale = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    at = before = math.log(a / (a + b))
    is_below = False
    while True:
        share = beta_cdf(math.exp(at), a, b)
        if not share:  # too far: so small a share cannot be told from none
            at, is_below = (at + before) / 2, False
            continue
        slope = math.exp(scale + a * at + (b - 1) * math.log1p(-math.exp(at))) / share
        step = math.log(p / share) / slope
        before, at = at, at + step
        # From below every step leads up; one that leads down is the last digit's noise.
        if is_below and step <= _PRECISE:
            return math.exp(at)
        is_below = True


def _outside(level: object) -> float:
    if not isinstance(level, Rate):
        raise InvalidTypeError(f"level must be such as Rate.percent('90') (got {level!r})")
    if not ZERO < level < WHOLE:
        raise InvalidValueError(f"level must be above 0 % and below 100 % (got {level})")
    return float(level.complement.fraction / 2)
