"""
Spares (余裕額): what a price leaves beyond the margin's part of its base, as lines of the price.

Whole costs are left out: where such a line reaches them, the price leaves the margin.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.money import WHOLE, ZERO, Rate, Rounding
from qoo10model.costs import AgencyFee, Basis, SalesBase
from qoo10model.courses import Amounts, Listing, stretches_of
from qoo10model.linecosts import Method
from qoo10model.margins import Margin, MarginBase
from qoo10model.pricelines import Line, constant


if TYPE_CHECKING:
    from collections.abc import Iterator


__all__ = ("Leaving", "Spare", "spares_of")

_NEAREST: Final = (Rounding.HALF_UP, Rounding.HALF_DOWN, Rounding.HALF_EVEN)


@attrs.frozen(cache_hash=True)
class Leaving:
    """
    What is to be left, and what else is taken: the *margin*, how it is counted, an agency's *fees*.

    *rounding* is that of the cost book, *goods_rate* the consumption tax the goods are sold at, and
    *cost* the whole costs in yen where the margin is taken of them.
    """

    margin: Margin
    method: Method
    fees: tuple[AgencyFee, ...]
    rounding: Rounding
    goods_rate: Rate | None
    cost: int

    @property
    def takes_of_net(self) -> bool:
        """
        Whether an agency takes of what Qoo10 pays.
        """
        return any(fee.of is SalesBase.NET for fee in self.fees)

    def limit_for(self, cost: int) -> int:
        """
        Return what the spare must reach, in yen: the *cost*, and a margin that is so many yen.
        """
        return cost if isinstance(self.margin.amount, Rate) else cost + self.margin.amount


@attrs.frozen
class Spare:
    """
    The spare *line* of the prices from *first* to *last*, None where each must be settled.

    Beside it are what the buyer pays and what Qoo10 pays.
    """

    first: int
    last: int
    line: Line | None
    buyer_paid: Line
    net: Line


@lru_cache(maxsize=1_024)
def spares_of(listing: Listing, leaving: Leaving, first: int, last: int) -> tuple[Spare, ...]:
    """
    Return the spares of *listing* from the price *first* to *last*, in order.
    """
    return tuple(_spares(listing, leaving, first, last))


def _spares(listing: Listing, leaving: Leaving, first: int, last: int) -> Iterator[Spare]:
    for stretch in stretches_of(listing, first, last):
        amounts = stretch.amounts
        if amounts is None:
            yield Spare(stretch.first, stretch.last, None, constant(0), constant(0))
        else:
            line = _line(listing, leaving, amounts)
            yield Spare(stretch.first, stretch.last, line, amounts.buyer_paid, amounts.net)


def _line(listing: Listing, leaving: Leaving, amounts: Amounts) -> Line:
    margin = leaving.margin
    left, base = amounts.net, amounts.gross
    if margin.of is MarginBase.BUYER_PAID:
        base = amounts.buyer_paid
    if leaving.method.basis is Basis.TAX_OUT:
        assert leaving.goods_rate is not None
        left = _proceeds(listing, leaving, amounts, leaving.goods_rate)
        base = _without_tax(leaving, base, leaving.goods_rate)
    if margin.of is MarginBase.COST:
        base = constant(leaving.cost)
    for fee in leaving.fees:
        taken = _fee(leaving, fee, amounts)
        left -= taken
        if margin.of is MarginBase.COST:
            base += taken
    return left.less(base, margin.amount) if isinstance(margin.amount, Rate) else left


def _fee(leaving: Leaving, fee: AgencyFee, amounts: Amounts) -> Line:
    base, rate = amounts.net, fee.rate
    if fee.of is not SalesBase.NET:
        base = amounts.gross if fee.of is SalesBase.GROSS else amounts.buyer_paid
    if fee.tax is not None:
        rate *= Rate.of_fraction(fee.tax.amount_in(WHOLE.fraction, leaving.method.basis))
    return base.rated(rate).off_by(1 if leaving.rounding in _NEAREST else 2)


def _proceeds(listing: Listing, leaving: Leaving, amounts: Amounts, goods_rate: Rate) -> Line:
    terms, fees = listing.terms, listing.rules.fees
    standard = fees.tax_rate.on(terms.paid_on)
    charged = amounts.service_fee
    if terms.seller.fee_tax is None and not fees.fees_exclude_tax.on(terms.paid_on):
        charged = _without_tax(leaving, charged, standard)
    inside = ZERO if goods_rate == ZERO else standard
    sent = _without_tax(leaving, constant(listing.sale.shipping), inside)
    goods = _without_tax(leaving, amounts.goods, goods_rate)
    return goods + sent - amounts.points_share - charged


def _without_tax(leaving: Leaving, line: Line, rate: Rate) -> Line:
    return line.rest_of(rate / (WHOLE + rate), leaving.method.tax_rounding)
