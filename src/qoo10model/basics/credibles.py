"""
Credible intervals (信用区間): what a few counts say about a rate, beside what was known before.

The method is conjugate Bayesian updating (Gelman et al., Bayesian Data Analysis, 3rd edition, 2.4 and
2.6). A share, such as orders among clicks, is binomial with a Beta prior; a number a day is Poisson with
a Gamma prior. A prior is written as counts that are added to what was seen. Intervals leave out equal
parts on both sides. The ends are floats: they are probabilities and expectations, and never money.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, check_count
from qoo10model.basics.money import WHOLE, ZERO, Rate
from qoo10model.basics.quantiles import beta_quantile, gamma_quantile
from qoo10model.basics.texts import Labelled, Text


if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ("NINE_IN_TEN", "End", "Estimate", "per_day", "share")

NINE_IN_TEN: Final = Rate.percent("90")
"""
The probability of an interval where none is asked for: 90 %, so that one in twenty lies below it.
"""


class End(Labelled):
    """
    Which figure of an estimate to go by (推定値の選択).

    >>> End.LOW.label.ja
    '下限'
    """

    LOW = Text("the lower end", "下限")
    MEAN = Text("the mean", "平均")
    HIGH = Text("the upper end", "上限")


@attrs.frozen
class Estimate:
    """
    What is known of a figure: its *mean*, exactly, and an interval that holds it with probability *level*.

    >>> Estimate(Fraction(1, 20), 0.02, 0.09, NINE_IN_TEN).at(End.MEAN)
    Fraction(1, 20)
    """

    mean: Fraction
    low: float
    high: float
    level: Rate

    def at(self, end: End) -> Fraction:
        """
        Return the figure at *end*, as an exact number to go on with.

        >>> float(Estimate(Fraction(1, 20), 0.25, 0.5, NINE_IN_TEN).at(End.LOW))
        0.25
        """
        if end is End.MEAN:
            return self.mean
        if end is End.LOW:
            return Fraction(self.low)
        if end is End.HIGH:
            return Fraction(self.high)
        raise InvalidTypeError(f"end must be such as End.LOW (got {end!r})")

    def __str__(self) -> str:
        return f"{float(self.mean):.4g} ({self.low:.4g} … {self.high:.4g}, {self.level})"


def share(
    hits: int,
    trials: int,
    *,
    prior_hits: Fraction,
    prior_misses: Fraction,
    level: Rate = NINE_IN_TEN,
) -> Estimate:
    """
    Return the estimate of a share of which *hits* among *trials* were seen, with a Beta prior.

    Raises `InvalidTypeError` for counts that are not int, `InvalidValueError` for more hits than trials
    and for a prior that is not above 0.

    >>> print(share(2, 20, prior_hits=Fraction(1), prior_misses=Fraction(32)))
    0.0566 (0.01591 … 0.1162, 90 %)
    """
    seen, tried = check_count(hits, "hits"), check_count(trials, "trials")
    if seen > tried:
        raise InvalidValueError(f"there cannot be more hits than trials (got {seen} of {tried})")
    a, b = _prior(prior_hits) + seen, _prior(prior_misses) + tried - seen
    return _estimate(a / (a + b), level, lambda p: beta_quantile(p, float(a), float(b)))


def per_day(
    count: int,
    days: int,
    *,
    prior_count: Fraction,
    prior_days: Fraction,
    level: Rate = NINE_IN_TEN,
) -> Estimate:
    """
    Return the estimate of a number a day, of which *count* in *days* were seen, with a Gamma prior.

    Raises `InvalidTypeError` for counts that are not int, `InvalidValueError` for negative ones and for
    a prior that is not above 0.

    >>> print(per_day(180, 3, prior_count=Fraction(40), prior_days=Fraction(1)))
    55 (49.05 … 61.24, 90 %)
    """
    shape = _prior(prior_count) + check_count(count, "count")
    rate = _prior(prior_days) + check_count(days, "days")
    return _estimate(shape / rate, level, lambda p: gamma_quantile(p, float(shape)) / float(rate))


def _estimate(mean: Fraction, level: Rate, quantile: Callable[[float], float]) -> Estimate:
    if not isinstance(level, Rate):
        raise InvalidTypeError(f"level must be such as Rate.percent('90') (got {level!r})")
    if not ZERO < level < WHOLE:
        raise InvalidValueError(f"level must be above 0 % and below 100 % (got {level})")
    outside = float(level.complement.fraction / 2)
    return Estimate(mean, quantile(outside), quantile(1 - outside), level)


def _prior(value: object) -> Fraction:
    if type(value) is not Fraction:
        raise InvalidTypeError(f"a count of a prior must be a Fraction (got {value!r})")
    if value <= 0:
        raise InvalidValueError(f"a count of a prior must be above 0 (got {value})")
    return value
