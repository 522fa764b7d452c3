"""
Price search (価格探索): the smallest price that holds a margin, exactly, and the next that misses.

What is left is not monotone in the price: a commission that rounds up takes more than the yen that
raised it. So there is no bisection. Far from the limit the straight line of the price decides; near
it every price is settled.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from math import lcm
from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.money import ZERO, Rate
from qoo10model.courses import Listing
from qoo10model.discounts import Discount
from qoo10model.margins import MarginBase
from qoo10model.pricelines import Line, Zone, zones_of
from qoo10model.settlements import Settlement, settle
from qoo10model.spares import spares_of


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qoo10model.contributions import Contribution
    from qoo10model.pricetasks import PriceEnds, Task
    from qoo10model.regimes import Regime

__all__ = ("Trial", "lowest", "next_miss")


# Reading a member off its enum class is slow; these are read for each price.
_PRICE: Final = MarginBase.PRICE
_COST: Final = MarginBase.COST


class Trial:
    """
    One regime on trial: it settles prices, and knows where it need not.

    Where *listed* is given, that price stands, and the prices tried are those after a cut of it.
    """

    def __init__(self, task: Task, regime: Regime, listed: int | None = None) -> None:
        self.task: Task = task
        self.regime: Regime = regime
        self.listed: int | None = listed
        self.first: int = task.limits[0]
        self.last: int = listed or task.limits[1]
        if type(regime.cut) is int:
            self.first = max(self.first, regime.cut)
        self._seen: dict[int, Settlement] = {}
        self._spares: dict[int, int | None] = {}

    def contribution(self, price: int) -> Contribution:
        """
        Return what the sale leaves at *price*.
        """
        return self.task.contribution(self.settled(price))

    def settled(self, price: int) -> Settlement:
        """
        Return the sale settled at *price*.
        """
        if price not in self._seen:
            self._seen[price] = self._settled(*self._offered(price))
        return self._seen[price]

    def is_possible(self, price: int) -> bool:
        """
        Return whether the discounts leave at least 0 yen of *price*.
        """
        return self._left_to_pay(*self._offered(price)) >= 0

    def holds(self, price: int) -> bool:
        """
        Return whether *price*, settled, leaves the margin.
        """
        spare = self._spare(price)
        return spare is not None and spare >= 0

    def misses_until(self, price: int) -> int | None:
        """
        Return a price up to which all miss, from *price* on; None where *price* holds.
        """
        zone = self._zone(price)
        if zone.is_at_least is None:
            return None if self.holds(price) else min(price + self._steps(price), zone.last)
        return None if zone.is_at_least else zone.last

    def holds_until(self, price: int) -> int | None:
        """
        Return a price up to which all hold, from *price* on; None where *price* misses.
        """
        zone = self._zone(price)
        if zone.is_at_least is None:
            return price if self.holds(price) else None
        return zone.last if zone.is_at_least else None

    def bends(self) -> Iterator[int]:
        """
        Yield the prices at which the zones begin and end.
        """
        for zone in self._zones:
            yield zone.first
            yield zone.last

    def _offered(self, price: int) -> tuple[int, tuple[Discount, ...]]:
        task, regime, listed = self.task, self.regime, self.listed
        quantity, day, rules = task.sale.quantity, task.on, task.rules
        if listed is None:
            return price, regime.discounts(price, on=day, quantity=quantity, rules=rules)
        coupons = regime.coupons(price, on=day, quantity=quantity, rules=rules)
        cut = Discount(regime.cut_kind, (listed - price) * quantity)
        return listed, (cut, *coupons)

    def _settled(self, listed: int, discounts: tuple[Discount, ...]) -> Settlement:
        task = self.task
        line = task.sale.line(listed, discounts, task.paid_at)
        return settle(line, task.seller, task.rules, categories=task.categories)

    def _left_to_pay(self, listed: int, discounts: tuple[Discount, ...]) -> int:
        sale = self.task.sale
        gross = listed * sale.quantity + sale.option_price
        return gross - sum(discount.amount for discount in discounts)

    def _spare(self, price: int) -> int | None:
        # What is left beyond the margin, times the denominator of its rate; None if impossible.
        if price not in self._spares:
            self._spares[price] = self._worked_out(price)
        return self._spares[price]

    def _worked_out(self, price: int) -> int | None:
        task, offered = self.task, self._offered(price)
        if self._owns and self._left_to_pay(*offered) < 0:
            return None
        settled = self._seen[price] = self._settled(*offered)
        if task.is_plain:
            left, base = settled.net - task.cost, self._base_of(settled)
        else:
            found = task.contribution(settled)
            assert found.contribution is not None
            left, base = found.contribution, task.margin.base_of(found)
        amount = task.margin.amount
        if isinstance(amount, Rate):
            return left * amount.denominator - base * amount.numerator
        return left - amount

    def _steps(self, price: int) -> int:
        # How many yen above a price that misses are sure to miss as well. Fees and shares do not
        # fall when the price rises, so a yen more brings no more than a yen for each unit.
        task, spare = self.task, self._spare(price)
        amount, rise = task.margin.amount, task.sale.quantity
        if spare is None or not task.is_plain:
            return 0
        if isinstance(amount, Rate):
            if amount < ZERO:
                return 0
            of_price = task.margin.of is _PRICE and self.listed is None
            rise *= amount.denominator - min(of_price * amount.numerator, amount.denominator - 1)
        return (-spare - 1) // rise

    def _base_of(self, settled: Settlement) -> int:
        of = self.task.margin.of
        if of is _COST:
            return self.task.cost
        return settled.gross if of is _PRICE else settled.buyer_paid

    def _zone(self, price: int) -> Zone:
        at = bisect_right(self._starts, price) - 1
        zone = self._zones[at]
        if zone.period:
            zone = self._zones[at] = self._walked(zone)
        return zone

    @cached_property
    def _owns(self) -> bool:
        # Only with a discount of the seller's own can all discounts exceed a price.
        regime = self.regime
        return not (self.listed is regime.cut is regime.shop_coupon is None)

    @cached_property
    def _starts(self) -> list[int]:
        return [zone.first for zone in self._zones]

    @cached_property
    def _zones(self) -> list[Zone]:
        zones: list[Zone] = []
        for zone in self._found_zones():
            side = zone.is_at_least
            if zones and side is not None and side is zones[-1].is_at_least:
                zones[-1] = Zone(zones[-1].first, zone.last, side)
            else:
                zones.append(zone)
        return zones

    def _found_zones(self) -> Iterator[Zone]:
        task = self.task
        listing = Listing(task.sale, self.regime, task.sample.settlement.terms, self.listed)
        limit = task.leaving.limit_for(task.cost)
        for spare in spares_of(listing, task.leaving, self.first, self.last):
            if spare.line is None:
                yield Zone(spare.first, spare.last, None)
                continue
            zones = zones_of(spare.first, spare.last, spare.line, limit)
            if self._owns:
                zones = _checked(zones, spare.buyer_paid, below=False)
            if task.leaving.takes_of_net:
                # Of a loss the agency takes nothing, so that no line tells what is left.
                zones = _checked(zones, spare.net, below=None)
            yield from zones

    def _walked(self, zone: Zone) -> Zone:
        # The line is flat here: what one period shows is true of all that follow.
        ends = self.task.ends
        price, end = ends.at_least(zone.first), zone.first + lcm(zone.period, ends.every)
        seen = set[bool]()
        while price < min(end, zone.last + 1) and len(seen) < 2:
            seen.add(self.holds(price))
            price = ends.at_least(price + 1)
        side = seen.pop() if len(seen) == 1 else None
        return attrs.evolve(zone, is_at_least=side, period=0)


def lowest(trials: Iterable[Trial], first: int, last: int, ends: PriceEnds) -> int | None:
    """
    Return the smallest price from *first* to *last* that holds in all of *trials*, or None.
    """
    tried, price = tuple(trials), ends.at_least(first)
    while price <= last:
        for trial in tried:
            until = trial.misses_until(price)
            if until is not None:
                price = ends.at_least(until + 1)
                break
        else:
            return price
    return None


def next_miss(trials: Iterable[Trial], price: int, last: int, ends: PriceEnds) -> int | None:
    """
    Return the smallest price above *price* that misses in any of *trials*, or None up to *last*.
    """
    tried, price = tuple(trials), ends.at_least(price + 1)
    while price <= last:
        until = last
        for trial in tried:
            held = trial.holds_until(price)
            if held is None:
                return price
            until = min(until, held)
        price = ends.at_least(until + 1)
    return None


def _checked(zones: Iterable[Zone], line: Line, *, below: bool | None) -> Iterator[Zone]:
    for zone in zones:
        if zone.is_at_least is False:
            yield zone
            continue
        for part in zones_of(zone.first, zone.last, line):
            if part.is_at_least:
                yield attrs.evolve(zone, first=part.first, last=part.last)
            else:
                yield Zone(part.first, part.last, None if part.is_at_least is None else below)
