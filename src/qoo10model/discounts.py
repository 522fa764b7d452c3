"""
Discounts (割引) of an order line: what the buyer did not pay, and who bears it.

A `Discount` is a kind and an amount. Who bears it is a dated rule of its kind; the halves of a
shared coupon always sum to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.money import ZERO, Rate, Rounding, check_yen, per_unit
from qoo10model.rules.book import JAPAN
from qoo10model.rules.discounts import CouponGrain, DiscountKind, OddYen


if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from qoo10model.rules.book import RuleBook

__all__ = (
    "SELLER_KINDS",
    "SHARED_KINDS",
    "Discount",
    "DiscountKind",
    "mega_po",
    "mega_po_points",
    "mega_wari",
    "part_taker",
    "shop_coupon",
)

SHARED_KINDS = (DiscountKind.MEGA_WARI, DiscountKind.MEGA_PO)
"""
The kinds that Qoo10 and the seller bear together.
"""

SELLER_KINDS = (
    DiscountKind.ITEM,
    DiscountKind.TIME_SALE,
    DiscountKind.GROUP_BUY,
    DiscountKind.SHOP_COUPON,
    DiscountKind.CART_SELLER,
)
"""
The kinds that the seller bears alone.
"""


@attrs.frozen
class Discount:
    """
    A discount of one order line: its *kind* and its *amount* in yen for the whole line.

    >>> Discount(DiscountKind.SHOP_COUPON, 300)
    Discount(kind=DiscountKind.SHOP_COUPON, amount=300)
    """

    kind: DiscountKind
    amount: int

    def __attrs_post_init__(self) -> None:
        if type(self.kind) is not DiscountKind:
            msg = f"kind must be a DiscountKind such as DiscountKind.ITEM (got {self.kind!r})"
            raise InvalidTypeError(msg)
        check_yen(self.amount, "amount of the discount", minimum=0)


def mega_wari(
    unit_price: int, *, on: date, quantity: int = 1, rules: RuleBook = JAPAN
) -> Discount:
    """
    Return the mega-wari coupon (メガ割クーポン) on *quantity* units of *unit_price* yen, paid *on*.

    The coupon is rounded per unit unless the rule book says otherwise. Raises `RuleNotKnownError`
    for a day before the rule is known.

    >>> from datetime import date
    >>> mega_wari(2_948, on=date(2026, 5, 30)).amount
    590
    """
    terms = rules.events
    amount = _coupon(
        unit_price,
        quantity,
        terms.mega_wari_coupon.on(on),
        terms.mega_wari_rounding.on(on),
        terms.mega_wari_cap.on(on),
        rules.discounts.coupon_grain.on(on),
    )
    return Discount(DiscountKind.MEGA_WARI, amount)


def mega_po(unit_price: int, *, on: date, quantity: int = 1, rules: RuleBook = JAPAN) -> Discount:
    """
    Return the mega-po coupon (メガポクーポン) on *quantity* units of *unit_price* yen, paid *on*.

    Until March 2024 mega-po gave points only; the coupon of those days is 0 yen. An order below the
    minimum gets no coupon either.

    >>> from datetime import date
    >>> mega_po(2_980, on=date(2026, 8, 3)).amount, mega_po(2_980, on=date(2024, 3, 31)).amount
    (298, 0)
    """
    terms = rules.events
    rate = terms.mega_po_coupon.on(on)
    if rate == ZERO:
        return Discount(DiscountKind.MEGA_PO, 0)
    check_yen(unit_price, "unit_price", minimum=0)
    if unit_price * _counted(quantity) < terms.mega_po_minimum_order.on(on):
        return Discount(DiscountKind.MEGA_PO, 0)
    amount = _coupon(
        unit_price,
        quantity,
        rate,
        terms.mega_po_rounding.on(on),
        terms.mega_po_coupon_cap.on(on),
        rules.discounts.coupon_grain.on(on),
    )
    return Discount(DiscountKind.MEGA_PO, amount)


def shop_coupon(
    unit_price: int, rate: Rate, *, on: date, quantity: int = 1, rules: RuleBook = JAPAN
) -> Discount:
    """
    Return a shop coupon (SHOPクーポン) of *rate* on *quantity* units of *unit_price* yen.

    >>> from datetime import date
    >>> shop_coupon(2_980, Rate.percent("10"), on=date(2026, 8, 3)).amount
    298
    """
    rounding = rules.discounts.shop_coupon_rounding.on(on)
    grain = rules.discounts.coupon_grain.on(on)
    return Discount(
        DiscountKind.SHOP_COUPON, _coupon(unit_price, quantity, rate, rounding, None, grain)
    )


def mega_po_points(
    price_after_coupons: int, *, on: date, quantity: int = 1, rules: RuleBook = JAPAN
) -> int:
    """
    Return the points (ポイント) that mega-po grants on *price_after_coupons*, yen of the whole line.

    They are rounded per unit and capped; a point is worth one yen.

    >>> from datetime import date
    >>> mega_po_points(2_384, on=date(2026, 8, 3))
    238
    """
    check_yen(price_after_coupons, "price_after_coupons", minimum=0)
    terms = rules.events
    points_of = terms.mega_po_points.on(on).rounder(terms.mega_po_rounding.on(on))
    points = per_unit(price_after_coupons, _counted(quantity), points_of)
    return min(points, terms.mega_po_points_cap.on(on))


def part_taker(
    share: Rate, odd_yen: OddYen, grain: CouponGrain
) -> Callable[[int, int], int]:
    """
    Return the function that gives the seller's part of an amount in yen over a number of units.

    The rest is Qoo10's, so that both always sum to the amount.

    >>> part_taker(Rate.percent("50"), OddYen.SELLER, CouponGrain.UNIT)(591, 1)
    296
    """
    part_of = share.rounder(Rounding.UP if odd_yen is OddYen.SELLER else Rounding.DOWN)

    def of_line(amount: int, quantity: int) -> int:
        return part_of(amount)

    def of_units(amount: int, quantity: int) -> int:
        return per_unit(amount, quantity, part_of)

    return of_line if grain is CouponGrain.LINE else of_units


def _coupon(
    unit_price: int,
    quantity: int,
    rate: Rate,
    rounding: Rounding,
    cap: int | None,
    grain: CouponGrain,
) -> int:
    check_yen(unit_price, "unit_price", minimum=0)
    units = _counted(quantity)
    if grain is CouponGrain.LINE:
        unit_price, units = unit_price * units, 1
    coupon = rate.of(unit_price, rounding)
    return units * (coupon if cap is None else min(coupon, cap))


def _counted(quantity: int) -> int:
    if type(quantity) is not int:
        msg = f"quantity must be an int (got {quantity!r}, a {type(quantity).__name__})"
        raise InvalidTypeError(msg)
    if quantity < 1:
        msg = f"quantity must be at least 1 (got {quantity})"
        raise InvalidValueError(msg)
    return quantity
