"""
Takings (売上) of an order line with and without consumption tax, and what an agency takes of them.

Without tax, sales are less the output tax (仮受消費税) inside them, and fees without the tax on them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.errors import InvalidValueError
from qoo10model.basics.money import WHOLE, ZERO, Rate, Rounding
from qoo10model.costs import AgencyFee, Basis, rounded


if TYPE_CHECKING:
    from qoo10model.breakdowns import Breakdown
    from qoo10model.terms import Terms

__all__ = ("NO_TAKINGS", "Takings", "agency_amount", "takings_of")


@attrs.frozen
class Takings:
    """
    What a line brings in yen: its price, what the buyer paid for the goods, what Qoo10 pays out.

    >>> NO_TAKINGS.proceeds
    0
    """

    gross: int
    buyer_paid: int
    proceeds: int


NO_TAKINGS: Final = Takings(0, 0, 0)
"""
The takings of a cancelled line.
"""


def takings_of(
    parts: Breakdown, terms: Terms, basis: Basis, goods_rate: Rate | None, rounding: Rounding
) -> Takings:
    """
    Return the takings of a line with these *parts* and *terms*, on *basis*.

    *goods_rate* is the consumption tax that the goods are sold at, *rounding* how the tax inside an
    amount is rounded. Shipping that is charged apart bears the standard rate of the day also where
    the goods bear the reduced one; neither bears any where the goods are sold without tax. The share
    of points is a cost without tax.

    Raises `InvalidValueError` without tax where the rate is not known.

    >>> from datetime import date, datetime
    >>> from qoo10model import JST, Grade, OrderLine, Seller, settlements
    >>> from qoo10model.breakdowns import breakdown_of
    >>> line = OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=1_326, quantity=2,
    ...                  paid_at=datetime(2026, 5, 11, 12, 0, tzinfo=JST))
    >>> one = settlements.settle(line, Seller(grade=Grade.POWER, commission=Rate.percent("10")))
    >>> parts = breakdown_of(one.line, one.terms, one.context)
    >>> takings_of(parts, one.terms, Basis.TAX_OUT, Rate.percent("10"), Rounding.DOWN).proceeds
    2145
    """
    if basis is Basis.TAX_IN:
        return Takings(parts.gross, parts.buyer_paid, parts.net)
    if goods_rate is None:
        msg = "takings without tax need the rate that the goods are sold at (got None)"
        raise InvalidValueError(msg)
    rate = goods_rate
    fees = terms.rules.fees
    standard = fees.tax_rate.on(terms.paid_on)

    def without(amount: int, rate: Rate) -> int:
        return amount - (rate / (WHOLE + rate)).of(amount, rounding)

    goods = without(parts.gross - parts.borne_by_seller, rate)
    shipping = without(parts.shipping, ZERO if rate == ZERO else standard)
    charged = parts.fees.service_fee
    if terms.seller.fee_tax is None and not fees.fees_exclude_tax.on(terms.paid_on):
        charged = without(charged, standard)
    return Takings(
        without(parts.gross, rate),
        without(parts.buyer_paid, rate),
        goods + shipping - parts.points_share - charged,
    )


def agency_amount(fee: AgencyFee, parts: Breakdown, basis: Basis, rounding: Rounding) -> int:
    """
    Return what *fee* comes to for a line with these *parts*, on *basis*, rounded once.
    """
    amount = fee.rate.fraction * fee.of.amount_of(parts)
    if fee.tax is not None:
        amount = fee.tax.amount_in(amount, basis)
    return rounded(amount, rounding)
