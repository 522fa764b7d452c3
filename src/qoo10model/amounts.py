"""
Amounts (金額の計算) of a line: what it sells for, who bears its discounts, what is kept of it.

`qoo10model.breakdowns` names these amounts; settling a line needs the amounts alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import attrs

from qoo10model.basics.errors import InvalidValueError
from qoo10model.discounts import DiscountKind, mega_po_points
from qoo10model.feeamounts import fee_amounts
from qoo10model.rates import RateBasis


if TYPE_CHECKING:
    from collections.abc import Callable

    from qoo10model.feeamounts import FeeAmounts
    from qoo10model.orders import OrderLine
    from qoo10model.rules.events import Occasion
    from qoo10model.terms import Terms

__all__ = ("ORDINARY", "Amounts", "Context", "amounts_of")

Amounts: TypeAlias = "tuple[int, int, int, int, int, int, int, int, int, int, int, int, FeeAmounts]"
"""
The fields of `qoo10model.breakdowns.Breakdown` as plain amounts in yen; the last are those of its fees.
"""

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


def amounts_of(
    line: OrderLine,
    terms: Terms,
    context: Context,
    fees_of: Callable[[OrderLine, Terms, int, int, int, int], FeeAmounts] = fee_amounts,
) -> Amounts:
    """
    Return the fields of `qoo10model.breakdowns.Breakdown` for *line*, which has no discount of unknown kind left.

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


def _too_much(line: OrderLine, buyer_paid: int) -> InvalidValueError:
    msg = (
        f"discounts of order {line.order_no} must not exceed its price of {line.gross} yen, with "
        f"its share of the cart's (got {line.gross - buyer_paid}); check them, or split by amount"
    )
    return InvalidValueError(msg)
