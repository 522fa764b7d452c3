"""
Smart Sales (スマートセールス): an ad that costs a part of the sales it brings, and nothing else.

The shop sets the rate; a higher one is shown more. What the rate is taken of, how it is rounded and
whether tax comes on top is published nowhere: the likeliest reading is taken and the others are doubts.
How long a click counts for a sale is not known either, so which sales came through it is what the
export (`qsm.read_smart_sales`) says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from qoo10model.basics.effects import doubts_of
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.money import WHOLE, ZERO, Rate
from qoo10model.basics.texts import yen_text
from qoo10model.basics.timelines import Evidence, Timeline
from qoo10model.basics.uncertainty import Doubt
from qoo10model.costs import AdCost
from qoo10model.exportrows import SmartSalesRow
from qoo10model.proceeds import Settlement
from qoo10model.rules.ads import SmartSalesBase, SmartSalesTax
from qoo10model.rules.book import JAPAN


if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from qoo10model.rules.book import RuleBook

__all__ = ("SmartSale", "smart_sale", "smart_sales_costs")


@attrs.frozen(repr=False)
class SmartSale:
    """
    What Smart Sales takes of an order: its *commission* and the *tax* on it, in yen.

    *net_before* is what the order pays without it. *doubts* are the open rules with their effect.
    """

    rate: Rate
    base: int
    commission: int
    tax: int
    net_before: int
    doubts: tuple[Doubt, ...]

    @property
    def cost(self) -> int:
        """
        The commission with its tax.
        """
        return self.commission + self.tax

    @property
    def net(self) -> int:
        """
        What is left of the order after it.
        """
        return self.net_before - self.cost

    def __str__(self) -> str:
        return (
            f"{self.rate} of {yen_text(self.base)} yen: cost {yen_text(self.cost)} yen, "
            f"net {yen_text(self.net)} instead of {yen_text(self.net_before)} yen"
        )

    def __repr__(self) -> str:
        return f"<SmartSale: {self}>"


def smart_sale(settlement: Settlement, rate: Rate, *, rules: RuleBook = JAPAN) -> SmartSale:
    """
    Return what a *settlement* pays if Smart Sales at *rate* brought the order; rules of its paid day.

    A cancelled order costs nothing: its gross is 0.

    Raises `InvalidTypeError` for what is no settlement or rate, `InvalidValueError` for a rate outside
    0 to 100 %.

    >>> from datetime import datetime
    >>> from qoo10model import JST, Grade, OrderLine, Rate, Seller, settlements
    >>> line = OrderLine(order_no=1, cart_no=1, item_code="100000001", unit_price=1_326, quantity=2,
    ...                  paid_at=datetime(2026, 5, 11, 12, 0, tzinfo=JST))
    >>> seller = Seller(grade=Grade.POWER, commission=Rate.percent("10"))
    >>> print(smart_sale(settlements.settle(line, seller), Rate.percent("5")))
    5 % of 2,652 yen: cost 146 yen, net 2,213 instead of 2,359 yen
    """
    if not isinstance(settlement, Settlement):
        raise InvalidTypeError(f"settlement must be a Settlement (got {settlement!r})")
    _check_rate(rate)
    amounts = {
        SmartSalesBase.GROSS: settlement.gross,
        SmartSalesBase.BUYER_PAID: settlement.buyer_paid,
    }
    how = _How(rate, settlement.terms.paid_on, rules)
    base = amounts[how.base]
    commission, tax = how.charged(base)

    def change(one: Evidence, value: Any) -> int:
        other = how.reading(one, value)
        return commission + tax - sum(other.charged(amounts[other.base]))

    doubts = doubts_of(how.evidence, change)
    return SmartSale(rate, base, commission, tax, settlement.net, doubts)


def smart_sales_costs(
    rows: Iterable[SmartSalesRow], rate: Rate, *, on: date | None = None, rules: RuleBook = JAPAN
) -> tuple[AdCost, ...]:
    """
    Return the cost of each sale of the export at *rate*, as `qoo10model.profit` takes ad costs.

    The export tells the sale and not the cost. A cost stands on the day that the buyer paid, unless *on*
    says when it is charged; a row without a day needs it. Rows of one order and item are one sale: what
    was taken back (an amount below 0) costs nothing, and neither does a sale of which nothing is left.

    Raises `InvalidValueError` for a row without a day where *on* is not given either.

    >>> from datetime import date
    >>> row = SmartSalesRow(order_no=1, item_code="100000001", amount=2_652, paid_on=date(2026, 5, 11))
    >>> smart_sales_costs((row,), Rate(1, 20))[0].amount
    146
    """
    _check_rate(rate)
    sales: dict[tuple[int, str], list[SmartSalesRow]] = {}
    for row in rows:
        if not isinstance(row, SmartSalesRow):
            raise InvalidTypeError(f"rows must be SmartSalesRow values (got {row!r})")
        sales.setdefault((row.order_no, row.item_code), []).append(row)
    costs: list[AdCost] = []
    for (order_no, item), parts in sales.items():
        amount = sum(part.amount for part in parts)
        if amount <= 0:
            continue
        paid_on = next((part.paid_on for part in parts if part.amount > 0), None)
        day = on or paid_on
        if day is None:
            msg = f"order {order_no} has no day of payment; pass on= for the day of the cost"
            raise InvalidValueError(msg)
        charged = _How(rate, paid_on or day, rules).charged(amount)
        costs.append(AdCost(day, sum(charged), item or None, "Smart Sales"))
    return tuple(costs)


class _How:
    """
    How Smart Sales is charged on a day.
    """

    def __init__(self, rate: Rate, on: date, rules: RuleBook) -> None:
        self.rate = rate
        self.on = on
        self.rules = rules
        ads = rules.ads
        self.base = ads.smart_sales_base.on(on)
        self.rounding = ads.smart_sales_rounding.on(on)
        self.tax = ads.smart_sales_tax.on(on)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        ads = self.rules.ads
        used: tuple[Timeline[Any], ...] = (
            ads.smart_sales_base,
            ads.smart_sales_rounding,
            ads.smart_sales_tax,
        )
        return tuple(Evidence(rule, rule.entry_on(self.on)) for rule in used)

    def reading(self, one: Evidence, value: object) -> _How:
        return _How(self.rate, self.on, self.rules.with_reading(one.rule, value))

    def charged(self, base: int) -> tuple[int, int]:
        commission = self.rate.of(base, self.rounding)
        if self.tax is SmartSalesTax.INCLUDED:
            return commission, 0
        return commission, self.rules.fees.tax_rate.on(self.on).of(commission, self.rounding)


def _check_rate(rate: object) -> None:
    if not isinstance(rate, Rate):
        msg = f"rate must be a Rate such as Rate.percent('5') (got {rate!r})"
        raise InvalidTypeError(msg)
    if not ZERO <= rate <= WHOLE:
        raise InvalidValueError(f"rate must be from 0 % to 100 % (got {rate})")
