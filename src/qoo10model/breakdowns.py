"""
Breakdown (内訳) of a line's proceeds: every part in yen.

Discounts are borne by the seller, by Qoo10, or by both in halves; whatever is nobody's share is a
mistake. `Breakdown.net` sums the parts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import attrs

from qoo10model.basics.errors import InvalidValueError
from qoo10model.discounts import DiscountKind, mega_po_points
from qoo10model.fees import Fees, RateBasis, fee_amounts


if TYPE_CHECKING:
    from collections.abc import Callable

    from qoo10model.fees import FeeAmounts
    from qoo10model.orders import OrderLine
    from qoo10model.rules.events import Occasion
    from qoo10model.terms import Terms

__all__ = (
    "ORDINARY",
    "Breakdown",
    "Context",
    "amounts_of",
    "breakdown_of",
)

_Amounts: TypeAlias = (
    "tuple[int, int, int, int, int, int, int, int, int, int, int, int, FeeAmounts]"
)

# Reading a member off its enum class is slow; these are read for each line.
_MEGA_WARI: Final = DiscountKind.MEGA_WARI
_MEGA_PO: Final = DiscountKind.MEGA_PO
_OFF_THE_CART: Final = (DiscountKind.CART_COUPON, DiscountKind.CART_SELLER)


@attrs.frozen
class Context:
    """
    What a settlement knows beside the line: its share of the cart, and how facts were found.

    *shipping*, *discount_seller* and *discount_qoo10* are the line's part of the cart's amounts, in
    yen. *basis* says how the commission rate was found, and *category* in which category;
    *occasion* to which event a discount of unknown kind was attributed. *invoice_tax* is what
    rounding the tax once on an invoice adds to the line's, in yen.

    >>> Context(shipping=300).basis
    RateBasis.SELLER
    """

    shipping: int = 0
    discount_seller: int = 0
    discount_qoo10: int = 0
    basis: RateBasis = RateBasis.SELLER
    category: str = ""
    occasion: Occasion | None = None
    invoice_tax: int = 0


ORDINARY: Final = Context()
"""
The context of a line with no share of a cart's amounts and a seller's one rate.
"""


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


def amounts_of(
    line: OrderLine,
    terms: Terms,
    context: Context,
    fees_of: Callable[[OrderLine, Terms, int, int, int, int], FeeAmounts] = fee_amounts,
) -> _Amounts:
    """
    Return the fields of `Breakdown` for *line*, which has no discount of unknown kind left.

    Raises `RuleUndecidedError` or `RuleNotKnownError` where a rule that the line needs gives no
    answer on the paid day, `InvalidValueError` where its discounts with its share of the cart's
    exceed its price.
    """
    quantity = line.quantity
    gross = line.unit_price * quantity + line.option_price
    own, qoo10 = context.discount_seller, context.discount_qoo10
    mega_wari = mega_po = pre_deduction = coupon_share = points = points_share = 0
    has_points = False
    for discount in line.discounts:
        kind, amount = discount.kind, discount.amount
        part = terms.seller_parts[kind](amount, quantity)
        if kind is _MEGA_WARI:
            mega_wari += amount
            pre_deduction += part
        elif kind is _MEGA_PO:
            has_points = True
            mega_po += amount
            coupon_share += part
        else:
            own += part
            qoo10 += amount - part
    buyer_paid = gross - own - qoo10 - mega_wari - mega_po
    if buyer_paid < 0:
        raise _too_much(line, buyer_paid)
    compensation = mega_wari + mega_po
    if mega_wari and not terms.compensates_whole_coupon:
        compensation -= pre_deduction
    if has_points:
        points = mega_po_points(
            buyer_paid + _off_the_cart(line, context),
            on=terms.paid_on,
            quantity=quantity,
            rules=terms.rules,
        )
        points_share = terms.seller_parts[_MEGA_PO](points, quantity)
    after_share = gross - own - pre_deduction - coupon_share
    fees = fees_of(line, terms, own, buyer_paid, after_share, context.shipping)
    if context.invoice_tax:
        fees = (*fees[:-1], fees[-1] + context.invoice_tax)
    return (
        gross,
        buyer_paid,
        own,
        qoo10,
        mega_wari,
        mega_po,
        compensation,
        pre_deduction,
        coupon_share,
        points,
        points_share,
        context.shipping,
        fees,
    )


def _off_the_cart(line: OrderLine, context: Context) -> int:
    # What comes off a cart comes off after the points are counted.
    own = sum(discount.amount for discount in line.discounts if discount.kind in _OFF_THE_CART)
    return own + context.discount_seller + context.discount_qoo10


def _no_fees(*_: object) -> FeeAmounts:
    return 0, 0, (), 0, 0, 0


def _too_much(line: OrderLine, buyer_paid: int) -> InvalidValueError:
    msg = (
        f"discounts of order {line.order_no} must not exceed its price of {line.gross} yen, with "
        f"its share of the cart's (got {line.gross - buyer_paid}); check them, or split by amount"
    )
    return InvalidValueError(msg)
