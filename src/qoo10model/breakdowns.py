"""
Breakdown (内訳) of a line's proceeds: every part in yen.

Discounts are borne by the seller, by Qoo10, or by both in halves; whatever is nobody's share is a
mistake. `Breakdown.net` sums the parts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from qoo10model.amounts import ORDINARY, Context, amounts_of
from qoo10model.feeamounts import fee_amounts
from qoo10model.fees import Fees


if TYPE_CHECKING:
    from qoo10model.feeamounts import FeeAmounts
    from qoo10model.orders import OrderLine
    from qoo10model.terms import Terms

__all__ = (
    "ORDINARY",
    "Breakdown",
    "Context",
    "amounts_of",
    "breakdown_of",
)


@attrs.frozen
class Breakdown:
    """
    All parts of a line's proceeds in yen, each as a positive amount.

    *mega_wari* and *mega_po* are the whole coupons; *pre_deduction* and *coupon_share* the seller's
    part of each, *points_share* the seller's part of the *points*. *compensation* is what the
    platform makes up for both coupons.
    """

    gross: int
    buyer_paid: int
    own_discount: int
    qoo10_discount: int
    mega_wari: int
    mega_po: int
    compensation: int
    pre_deduction: int
    coupon_share: int
    points: int
    points_share: int
    shipping: int
    fees: Fees

    @property
    def borne_by_seller(self) -> int:
        """
        What the seller bears of the discounts.
        """
        return self.gross - self.buyer_paid - self.borne_by_qoo10

    @property
    def borne_by_qoo10(self) -> int:
        """
        What Qoo10 bears of the discounts.
        """
        made_up = self.compensation - self.pre_deduction - self.coupon_share
        return self.qoo10_discount + made_up

    @property
    def settle_price(self) -> int:
        """
        The settlement price (供給原価) as the order API gives it: the price less the commission.
        """
        return self.gross - self.own_discount - self.fees.commission

    @property
    def net(self) -> int:
        """
        What the line pays its seller after everything.
        """
        goods = self.gross - self.borne_by_seller
        return goods + self.shipping - self.points_share - self.fees.total


def breakdown_of(
    line: OrderLine, terms: Terms, context: Context, *, charged: bool = True
) -> Breakdown:
    """
    Return the parts of *line* under *terms*, without any fees if it is not *charged*.

    It raises what `amounts_of` raises.
    """
    amounts = amounts_of(line, terms, context, fee_amounts if charged else _no_fees)
    return Breakdown(*amounts[:-1], Fees.of(amounts[-1]))


def _no_fees(*_: object) -> FeeAmounts:
    return 0, 0, (), 0, 0, 0
