"""
Ads outside Qoo10 (外部広告, SingleOne AD): the funnel from impression to order, and the planned cost.

An agency runs them on Meta, LINE, Google and others. What the networks charge (gross) and what is left
of it without the agency's fee (net) are kept apart. Orders that an ad outside brought bear an extra fee
of the platform: set ``external_ad=True`` on their lines, and `qoo10model.settlements` charges it.
"""

from __future__ import annotations

import math

from fractions import Fraction
from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.admetrics import AdFigures
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, check_count
from qoo10model.basics.money import check_yen
from qoo10model.basics.texts import Text
from qoo10model.rules.ads import PER_MILLE


if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ("ExternalAd", "FunnelStep", "planned_cost")

_STEPS: Final = (
    ("impressions", Text("impressions", "表示")),
    ("clicks", Text("clicks", "クリック")),
    ("carts", Text("cart adds", "カート追加")),
    ("purchases", Text("purchases", "購入")),
)


@attrs.frozen
class FunnelStep:
    """
    One step of a funnel: its *name*, its *count*, and how many of the step before and of all came so far.

    A share is None where it is undefined or a count is not known. The share of the step before can pass
    100 %: one click may fill the cart twice.

    >>> FunnelStep(Text("clicks", "クリック"), 60, Fraction(1, 50), Fraction(1, 50)).count
    60
    """

    name: Text
    count: int | None
    of_previous: Fraction | None
    of_first: Fraction | None


@attrs.frozen
class ExternalAd:
    """
    What an ad on *network* brought: its *figures*, whose cost is gross, and the *net_cost* without fee.

    Raises `InvalidValueError` for a net cost above the gross one.

    >>> ad = ExternalAd("LINE", AdFigures(cost=12_000, impressions=40_000, clicks=300, purchases=6),
    ...                 net_cost=10_000)
    >>> ad.agency_fee, [step.count for step in ad.funnel]
    (2000, [40000, 300, None, 6])
    """

    network: str
    figures: AdFigures
    net_cost: int | None = None

    def __attrs_post_init__(self) -> None:
        if type(self.network) is not str:
            raise InvalidTypeError(f"network must be text, such as 'LINE' (got {self.network!r})")
        if not isinstance(self.figures, AdFigures):
            raise InvalidTypeError(f"figures must be AdFigures (got {self.figures!r})")
        if self.net_cost is None:
            return
        check_yen(self.net_cost, "net_cost", minimum=0)
        if self.figures.cost is not None and self.net_cost > self.figures.cost:
            msg = f"net_cost must be at most the cost (got {self.net_cost} of {self.figures.cost})"
            raise InvalidValueError(msg)

    @property
    def agency_fee(self) -> int | None:
        """
        The gross cost less the net one, in yen; None where either is not known.
        """
        if self.figures.cost is None or self.net_cost is None:
            return None
        return self.figures.cost - self.net_cost

    @property
    def net_figures(self) -> AdFigures:
        """
        The figures with the net cost in place of the gross one.
        """
        return attrs.evolve(self.figures, cost=self.net_cost)

    @property
    def funnel(self) -> tuple[FunnelStep, ...]:
        """
        The steps from impression to purchase.
        """
        return tuple(self._steps())

    def _steps(self) -> Iterator[FunnelStep]:
        previous: int | None = None
        for at, (field, name) in enumerate(_STEPS):
            count: int | None = getattr(self.figures, field)
            of_previous = _share(count, previous) if at else None
            yield FunnelStep(name, count, of_previous, _share(count, self.figures.impressions))
            previous = count


def planned_cost(
    *,
    clicks: int | None = None,
    cpc: int | Fraction | None = None,
    impressions: int | None = None,
    cpm: int | Fraction | None = None,
) -> int:
    """
    Return what a plan costs at most, in yen: by clicks or by thousand impressions, whichever is more.

    The prices are in yen, or exact fractions as `AdFigures.cpc` and `AdFigures.cpm` give them; a part of
    a yen of the cost counts as one. Raises `InvalidValueError` unless at least one pair is given whole.

    >>> planned_cost(clicks=300, cpc=40, impressions=40_000, cpm=350)
    14000
    """
    pairs = ((clicks, cpc, 1), (impressions, cpm, PER_MILLE))
    costs = [
        math.ceil(check_count(count, "a count") * _price(price) / per)
        for count, price, per in pairs
        if count is not None and price is not None
    ]
    if not costs or any((count is None) is not (price is None) for count, price, _ in pairs):
        msg = (
            "a plan needs clicks with cpc, or impressions with cpm, or both "
            f"(got clicks={clicks}, cpc={cpc}, impressions={impressions}, cpm={cpm})"
        )
        raise InvalidValueError(msg)
    return max(costs)


def _price(value: int | Fraction) -> Fraction:
    if type(value) is not Fraction:
        return Fraction(check_yen(value, "a price", minimum=0))
    if value < 0:
        raise InvalidValueError(f"a price must be at least 0 yen (got {value})")
    return value


def _share(part: int | None, whole: int | None) -> Fraction | None:
    return Fraction(part, whole) if part is not None and whole else None
