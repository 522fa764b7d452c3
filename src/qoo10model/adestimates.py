"""
Estimates for ads (広告の推定値): conversion and clicks by rank from a few figures of your own.

Two orders in twenty clicks are no conversion of 10 %. A prior made of the shop's own average is added
to what was seen: by default one order's worth of clicks, and one day's worth of clicks. The more there
is to see, the less it counts. The method is in `qoo10model.basics.credibles`, with its source. Nothing
here has a default of Qoo10's: whoever has no figures has no estimate.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from qoo10model.basics.credibles import NINE_IN_TEN, End, Estimate, per_day, share
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, check_count


if TYPE_CHECKING:
    from collections.abc import Iterable

    from qoo10model.basics.money import Rate

__all__ = (
    "ClicksPrior",
    "ConversionPrior",
    "End",
    "Estimate",
    "RankClicks",
    "clicks_by_rank",
    "conversion",
    "daily_clicks",
)


@attrs.frozen
class ConversionPrior:
    """
    What was known of a conversion before: so many *purchases* in so many *clicks*, as exact fractions.

    Make it with `of_shop`. Raises `InvalidTypeError` for no Fraction, `InvalidValueError` unless there
    are more clicks than purchases, and both are above 0.

    >>> ConversionPrior.of_shop(clicks=10_000, purchases=300).clicks
    Fraction(100, 3)
    """

    purchases: Fraction
    clicks: Fraction

    def __attrs_post_init__(self) -> None:
        _check_fractions(self.purchases, self.clicks)
        if not 0 < self.purchases < self.clicks:
            msg = (
                "a prior needs purchases above 0 and more clicks than purchases "
                f"(got {self.purchases} of {self.clicks}); an average of nothing says nothing"
            )
            raise InvalidValueError(msg)

    @classmethod
    def of_shop(cls, *, clicks: int, purchases: int, weight: Fraction | int = 1) -> ConversionPrior:
        """
        Return the shop's own average as a prior that weighs as much as *weight* purchases.

        With the weight of 1 it counts for as many clicks as bring the shop one order. Where items
        convert much alike, give it more.

        >>> ConversionPrior.of_shop(clicks=10_000, purchases=300, weight=2)
        ConversionPrior(purchases=Fraction(2, 1), clicks=Fraction(200, 3))
        """
        _check_counts(clicks=clicks, purchases=purchases)
        weighed = _weight(weight)
        if not 0 < purchases < clicks:
            msg = (
                "an average needs purchases above 0, and more clicks than purchases "
                f"(got {purchases} purchases in {clicks} clicks)"
            )
            raise InvalidValueError(msg)
        return cls(weighed, weighed * clicks / purchases)


@attrs.frozen
class ClicksPrior:
    """
    What was known of clicks a day before: so many *clicks* in so many *days*, as exact fractions.

    >>> ClicksPrior.of_shop(clicks=1_200, days=30)
    ClicksPrior(clicks=Fraction(40, 1), days=Fraction(1, 1))
    """

    clicks: Fraction
    days: Fraction

    def __attrs_post_init__(self) -> None:
        _check_fractions(self.clicks, self.days)
        if not (self.clicks > 0 and self.days > 0):
            msg = f"a prior needs clicks and days above 0 (got {self.clicks} in {self.days})"
            raise InvalidValueError(msg)

    @classmethod
    def of_shop(cls, *, clicks: int, days: int, weight: Fraction | int = 1) -> ClicksPrior:
        """
        Return the shop's own average as a prior that weighs as much as *weight* days.

        >>> ClicksPrior.of_shop(clicks=1_200, days=30, weight=2).clicks
        Fraction(80, 1)
        """
        _check_counts(clicks=clicks, days=days)
        weighed = _weight(weight)
        if not (clicks and days):
            raise InvalidValueError(f"there is no average of {clicks} clicks in {days} days")
        return cls(weighed * clicks / days, weighed)


@attrs.frozen
class RankClicks:
    """
    What you saw at a *rank*: so many *clicks* in so many *days* on display.

    Raises `InvalidTypeError` for what is not int, `InvalidValueError` for a rank or days below 1.

    >>> RankClicks(rank=3, clicks=180, days=3).clicks
    180
    """

    rank: int
    clicks: int
    days: int

    def __attrs_post_init__(self) -> None:
        _check_counts(rank=self.rank, clicks=self.clicks, days=self.days)
        if not (self.rank and self.days):
            msg = f"rank and days must be at least 1 (got {self.rank}, {self.days})"
            raise InvalidValueError(msg)


def conversion(
    clicks: int, purchases: int, *, prior: ConversionPrior, level: Rate = NINE_IN_TEN
) -> Estimate:
    """
    Return the estimate of the conversion behind *purchases* in *clicks*, beside the *prior*.

    Raises `InvalidValueError` for more purchases than clicks.

    >>> average = ConversionPrior.of_shop(clicks=10_000, purchases=300)
    >>> print(conversion(20, 2, prior=average))
    0.05625 (0.01581 … 0.1155, 90 %)
    """
    if not isinstance(prior, ConversionPrior):
        raise InvalidTypeError(f"prior must be a ConversionPrior (got {prior!r})")
    _check_counts(clicks=clicks, purchases=purchases)
    if purchases > clicks:
        msg = (
            f"there cannot be more purchases than clicks (got {purchases} of {clicks}); "
            "pass the purchases of these clicks alone"
        )
        raise InvalidValueError(msg)
    missed = prior.clicks - prior.purchases
    return share(purchases, clicks, prior_hits=prior.purchases, prior_misses=missed, level=level)


def daily_clicks(
    clicks: int, days: int, *, prior: ClicksPrior, level: Rate = NINE_IN_TEN
) -> Estimate:
    """
    Return the estimate of the clicks a day behind *clicks* in *days*, beside the *prior*.

    >>> average = ClicksPrior.of_shop(clicks=1_200, days=30)
    >>> print(daily_clicks(180, 3, prior=average))
    55 (49.05 … 61.24, 90 %)
    """
    if not isinstance(prior, ClicksPrior):
        raise InvalidTypeError(f"prior must be a ClicksPrior (got {prior!r})")
    _check_counts(clicks=clicks, days=days)
    return per_day(clicks, days, prior_count=prior.clicks, prior_days=prior.days, level=level)


def clicks_by_rank(
    seen: Iterable[RankClicks], *, prior: ClicksPrior, level: Rate = NINE_IN_TEN
) -> tuple[tuple[int, Estimate], ...]:
    """
    Return the estimate of the clicks a day of each rank that was *seen*, the first rank first.

    What was seen of one rank is added up. A rank that was never seen is not there: nothing is put in
    between.

    >>> average = ClicksPrior.of_shop(clicks=1_200, days=30)
    >>> found = clicks_by_rank((RankClicks(3, 180, 3), RankClicks(1, 100, 1)), prior=average)
    >>> [(rank, str(estimate.mean)) for rank, estimate in found]
    [(1, '70'), (3, '55')]
    """
    sums: dict[int, tuple[int, int]] = {}
    for one in seen:
        if not isinstance(one, RankClicks):
            raise InvalidTypeError(f"what was seen must be RankClicks values (got {one!r})")
        clicks, days = sums.get(one.rank, (0, 0))
        sums[one.rank] = clicks + one.clicks, days + one.days
    return tuple(
        (rank, daily_clicks(clicks, days, prior=prior, level=level))
        for rank, (clicks, days) in sorted(sums.items())
    )


def _weight(weight: object) -> Fraction:
    if type(weight) is int or type(weight) is Fraction:
        if weight > 0:
            return Fraction(weight)
        raise InvalidValueError(f"weight must be above 0 (got {weight})")
    raise InvalidTypeError(f"weight must be int or Fraction (got {weight!r})")


def _check_counts(**counts: object) -> None:
    for name, count in counts.items():
        check_count(count, name)


def _check_fractions(*values: object) -> None:
    for value in values:
        if type(value) is not Fraction:
            msg = f"a count of a prior must be a Fraction, such as Fraction(1) (got {value!r})"
            raise InvalidTypeError(msg)
