"""
Fees (手数料) of an order line: commission, extras, payment service fee, and the tax on them.

The platform rounds the seller's side of each unit; commission is the rest. Extras are rates of the
price, rounded per unit. The tax is rounded once on the whole service fee of the line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from qoo10model.discounts import SHARED_KINDS
from qoo10model.feeamounts import (
    ATTRIBUTION,
    FeeAmounts,
    attributed,
    cart_amounts,
    extras_of,
    fee_amounts,
    is_abroad,
)
from qoo10model.rates import FoundRate, RateBasis, limits_of, paid_day, rate_of
from qoo10model.rules.book import JAPAN
from qoo10model.terms import terms_of


if TYPE_CHECKING:
    from collections.abc import Mapping

    from qoo10model.orders import OrderLine
    from qoo10model.rules.book import RuleBook
    from qoo10model.sellers import Seller

__all__ = (
    "ATTRIBUTION",
    "FeeAmounts",
    "Fees",
    "FoundRate",
    "RateBasis",
    "Surcharge",
    "attributed",
    "cart_amounts",
    "extras_of",
    "fee_amounts",
    "is_abroad",
    "limits_of",
    "quote",
    "rate_of",
)


@attrs.frozen
class Surcharge:
    """
    An extra on top of the commission: its *field* of the fee rules and its *amount* in yen.

    >>> Surcharge("mega_surcharge", 29).amount
    29
    """

    field: str
    amount: int


@attrs.frozen
class Fees:
    """
    The fees of one line in yen, all positive: what the platform keeps.

    *commission_base* is the price that commission was taken of.

    >>> Fees(2_652, 266, (), 0, 0, 27).total
    293
    """

    commission_base: int
    commission: int
    surcharges: tuple[Surcharge, ...]
    payment_fee: int
    shipping_commission: int
    tax: int

    @classmethod
    def of(cls, amounts: FeeAmounts) -> Fees:
        """
        Return the fees with the plain *amounts* that `fee_amounts` gives.
        """
        base, commission, surcharges, payment_fee, shipping_commission, tax = amounts
        named = tuple(Surcharge(field, amount) for field, amount in surcharges)
        return cls(base, commission, named, payment_fee, shipping_commission, tax)

    @property
    def service_fee(self) -> int:
        """
        The fees before tax.
        """
        extras = sum(surcharge.amount for surcharge in self.surcharges)
        return self.commission + extras + self.payment_fee + self.shipping_commission

    @property
    def total(self) -> int:
        """
        The fees with tax.
        """
        return self.service_fee + self.tax


def quote(
    line: OrderLine,
    seller: Seller,
    *,
    categories: Mapping[str, str] | None = None,
    rules: RuleBook = JAPAN,
) -> Fees:
    """
    Return the fees of *line* in yen, by the rules of the day it was paid: those it settles with.

    Raises what `rate_of` raises, `RuleUndecidedError` for commission after a seller's own discount,
    or on shipping that the buyer paid, where nobody chose, and for a discount that may be anybody's,
    `InvalidValueError` for a line that shares a cart's amounts with others.

    >>> from datetime import datetime
    >>> from qoo10model.basics.money import Rate
    >>> from qoo10model.basics.periods import JST
    >>> from qoo10model.orders import OrderLine
    >>> from qoo10model.sellers import Grade, Seller
    >>> line = OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=1_326, quantity=2,
    ...                  paid_at=datetime(2026, 5, 11, tzinfo=JST))
    >>> fees = quote(line, Seller(grade=Grade.POWER, commission=Rate.percent("10")))
    >>> fees.commission, fees.tax
    (266, 27)
    """
    line, _ = attributed(line, rules)
    shipping, by_seller, by_qoo10 = cart_amounts(line)
    rate = rate_of(line, seller, categories=categories, rules=rules).rate
    terms = terms_of(paid_day(line), seller, rate, rules)
    shared, own = 0, by_seller
    for discount in line.discounts:
        part = terms.seller_parts[discount.kind](discount.amount, line.quantity)
        if discount.kind in SHARED_KINDS:
            shared += part
        else:
            own += part
    buyer_paid = line.gross - line.discount - by_seller - by_qoo10
    after_share = line.gross - own - shared
    return Fees.of(fee_amounts(line, terms, own, buyer_paid, after_share, shipping))
