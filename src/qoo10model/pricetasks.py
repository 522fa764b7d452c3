"""
Price tasks (価格の条件): what a price is looked for: sale, seller, day, costs, margin, price ends.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from functools import cached_property
from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.periods import JST
from qoo10model.contributions import Contribution, contributions_of
from qoo10model.costbooks import CostBook
from qoo10model.costs import AgencyFee, Basis
from qoo10model.linecosts import Method
from qoo10model.margins import Margin, MarginBase
from qoo10model.regimes import Sale
from qoo10model.rules.book import RuleBook
from qoo10model.sellers import Seller
from qoo10model.settlements import Settlement, settle
from qoo10model.spares import Leaving


if TYPE_CHECKING:
    from qoo10model.basics.findings import Finding

__all__ = ("EVERY_YEN", "PriceEnds", "Task")


@attrs.frozen
class PriceEnds:
    """
    How prices end (端数価格): only those that leave one of *at* when divided by *every* yen.

    Raises `InvalidTypeError` for what is no int, `InvalidValueError` for a step below 1, and for ends
    that are none or do not lie from 0 to below the step.

    >>> PriceEnds(100, (80, 98)).at_least(1_884), PriceEnds(10).at_least(1_884)
    (1898, 1890)
    """

    every: int
    at: tuple[int, ...] = (0,)

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.at, tuple):
            msg = f"at must be a tuple of yen such as (80, 98) (got {self.at!r})"
            raise InvalidTypeError(msg)
        for value in (self.every, *self.at):
            if type(value) is not int:
                raise InvalidTypeError(f"price ends must be whole yen as int (got {value!r})")
        if self.every < 1:
            raise InvalidValueError(f"every must be at least 1 yen (got {self.every})")
        if not self.at or not all(0 <= end < self.every for end in self.at):
            msg = f"at must hold ends from 0 to below {self.every} (got {self.at!r})"
            raise InvalidValueError(msg)

    def at_least(self, price: int) -> int:
        """
        Return the lowest price with such an end that is *price* or more.
        """
        if self.every == 1:
            return price
        return price + min((end - price) % self.every for end in self.at)

    def at_most(self, price: int) -> int:
        """
        Return the highest price with such an end that is *price* or less; it may be below 0.

        >>> PriceEnds(100, (80, 98)).at_most(1_884), PriceEnds(10).at_most(1_884)
        (1880, 1880)
        """
        return price - min((price - end) % self.every for end in self.at)


EVERY_YEN: Final = PriceEnds(1)
"""
Any price in whole yen.
"""


@attrs.frozen
class Task:
    """
    What a price is asked for: the *sale*, who sells it, when, at what *costs*, and the *margin*.

    *limits* are the lowest and the highest price that may be listed.
    """

    sale: Sale
    seller: Seller
    on: date
    costs: CostBook
    margin: Margin
    method: Method
    ends: PriceEnds
    categories: Mapping[str, str] | None
    rules: RuleBook
    limits: tuple[int, int]

    def contribution(self, settled: Settlement) -> Contribution:
        """
        Return what the sale leaves as *settled*.
        """
        if self.fees:
            (found,) = contributions_of((settled,), self.costs, self.method)
            return found
        # But for what an agency takes, the costs are the same at every price.
        one = self.sample
        return Contribution(settled, one.method, one.costs, one.gaps, one.sales_tax, one.rounding)

    @cached_property
    def paid_at(self) -> datetime:
        """
        The moment of payment that stands for the day.
        """
        return datetime.combine(self.on, time.min, JST)

    @cached_property
    def fees(self) -> tuple[AgencyFee, ...]:
        """
        What an agency takes of the sale.
        """
        entries = (one.entry for one in self.sample.costs)
        return tuple(entry for entry in entries if isinstance(entry, AgencyFee))

    @cached_property
    def cost(self) -> int:
        """
        The other costs in yen: they are the same at every price.
        """
        costs = self.sample.costs
        return sum(one.amount for one in costs if not isinstance(one.entry, AgencyFee))

    @cached_property
    def is_plain(self) -> bool:
        """
        Whether the net less the costs is what is left: with tax, and without an agency.
        """
        return not self.fees and self.method.basis is Basis.TAX_IN

    @cached_property
    def leaving(self) -> Leaving:
        """
        What is to be left.
        """
        one, of_cost = self.sample, self.margin.of is MarginBase.COST
        return Leaving(
            self.margin,
            self.method,
            self.fees,
            one.rounding,
            one.sales_tax,
            self.cost if of_cost else 0,
        )

    @property
    def gaps(self) -> tuple[Finding, ...]:
        """
        Which costs are not known; they are about no order.
        """
        return tuple(attrs.evolve(one, order_no=None) for one in self.sample.findings)

    @cached_property
    def sample(self) -> Contribution:
        """
        What the sale leaves at the highest price on a normal day.
        """
        line = self.sale.line(self.limits[1], (), self.paid_at)
        settled = settle(line, self.seller, self.rules, categories=self.categories)
        (found,) = contributions_of((settled,), self.costs, self.method)
        return found
