"""
Reductions (割引額): one discount of an order line, what the coupons of events come to, who bears each.

A `Discount` is a kind and an amount. Who bears it is a dated rule of its kind; the halves of a
shared coupon always sum to it. All of it is offered by `qoo10model.discounts`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, RuleUndecidedError
from qoo10model.basics.money import WHOLE, ZERO, Rate, Rounding, check_yen, per_unit
from qoo10model.basics.periods import check_day
from qoo10model.basics.texts import Text
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
    "check_quantity",
    "mega_po",
    "mega_po_points",
    "mega_wari",
    "part_taker",
    "seller_part",
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

# Reading a member off its enum class is slow; prices are tried by the hundred.
_MEGA_WARI, _MEGA_PO = SHARED_KINDS
_SHOP_COUPON: Final = DiscountKind.SHOP_COUPON
_PER_LINE: Final = CouponGrain.LINE


@attrs.frozen
class Discount:
    """
    A discount of one order line: its *kind* and its *amount* in yen for the whole line.

    Raises `InvalidTypeError` for an amount that is not an int and a kind that is none,
    `InvalidValueError` for a negative amount.

    >>> Discount(DiscountKind.SHOP_COUPON, 300)
    Discount(kind=DiscountKind.SHOP_COUPON, amount=300)
    """

    kind: DiscountKind
    amount: int

    def __attrs_post_init__(self) -> None:
        _check_kind(self.kind)
        check_yen(self.amount, "amount of the discount", minimum=0)


def mega_wari(unit_price: int, *, on: date, quantity: int = 1, rules: RuleBook = JAPAN) -> Discount:
    """
    Return the mega-wari coupon (メガ割クーポン) on *quantity* units of *unit_price* yen, paid *on*.

    The coupon is rounded per unit unless the rule book says otherwise; a cap, where the book has
    one, holds for the line. Raises `RuleNotKnownError` for a day before the rule is known.

    >>> from datetime import date
    >>> mega_wari(2_948, on=date(2026, 5, 30)).amount
    590
    """
    terms = rules.events
    amount = _coupon(
        unit_price,
        quantity,
        terms.mega_wari_coupon.on(check_day(on, "on")),
        terms.mega_wari_rounding.on(on),
        rules.discounts.coupon_grain.on(on),
        terms.mega_wari_cap.on(on),
    )
    return Discount(_MEGA_WARI, amount)


def mega_po(unit_price: int, *, on: date, quantity: int = 1, rules: RuleBook = JAPAN) -> Discount:
    """
    Return the mega-po coupon (メガポクーポン) on *quantity* units of *unit_price* yen, paid *on*.

    The coupon is rounded per unit unless the rule book says otherwise; minimum and cap hold for the
    line. Until March 2024 mega-po gave points only: the coupon of those days is 0 yen, and so is
    that of a line below the minimum. Raises `RuleNotKnownError` before the first mega-po.

    >>> from datetime import date
    >>> mega_po(2_980, on=date(2026, 8, 3)).amount, mega_po(2_980, on=date(2024, 3, 31)).amount
    (298, 0)
    """
    terms = rules.events
    rate = terms.mega_po_coupon.on(check_day(on, "on"))
    amount = _coupon(
        unit_price,
        quantity,
        rate,
        terms.mega_po_rounding.on(on),
        rules.discounts.coupon_grain.on(on),
        terms.mega_po_coupon_cap.on(on),
    )
    if rate == ZERO or unit_price * quantity < terms.mega_po_minimum_order.on(on):
        amount = 0
    return Discount(_MEGA_PO, amount)


def shop_coupon(
    unit_price: int, rate: Rate, *, on: date, quantity: int = 1, rules: RuleBook = JAPAN
) -> Discount:
    """
    Return a shop coupon (SHOPクーポン) of *rate* on *quantity* units of *unit_price* yen, paid *on*.

    Raises `InvalidTypeError` for what is no `Rate`, `InvalidValueError` for one beyond 0 to 100 %.
    A coupon of a fixed amount is ``Discount(DiscountKind.SHOP_COUPON, 300)``.

    >>> from datetime import date
    >>> shop_coupon(2_980, Rate.percent("10"), on=date(2026, 8, 3)).amount
    298
    """
    if not isinstance(rate, Rate):
        raise InvalidTypeError(f"rate must be a Rate such as Rate.percent('10') (got {rate!r})")
    if not ZERO <= rate <= WHOLE:
        raise InvalidValueError(f"rate of a shop coupon must lie from 0 % to 100 % (got {rate})")
    rounding = rules.discounts.shop_coupon_rounding.on(check_day(on, "on"))
    grain = rules.discounts.coupon_grain.on(on)
    amount = _coupon(unit_price, quantity, rate, rounding, grain, None)
    return Discount(_SHOP_COUPON, amount)


def mega_po_points(
    price_after_coupons: int, *, on: date, quantity: int = 1, rules: RuleBook = JAPAN
) -> int:
    """
    Return the points (ポイント) that mega-po grants on *price_after_coupons*, yen of the whole line.

    They are rounded per unit and capped; a point is worth one yen. The cap holds for a buyer and an
    event, so that other orders of the same buyer can use it up.

    >>> from datetime import date
    >>> mega_po_points(2_384, on=date(2026, 8, 3))
    238
    """
    check_yen(price_after_coupons, "price_after_coupons", minimum=0)
    terms = rules.events
    rate = terms.mega_po_points.on(check_day(on, "on"))
    points_of = rate.rounder(terms.mega_po_rounding.on(on))
    points = per_unit(price_after_coupons, check_quantity(quantity), points_of)
    return min(points, terms.mega_po_points_cap.on(on))


def seller_part(
    kind: DiscountKind, amount: int, *, on: date, quantity: int = 1, rules: RuleBook = JAPAN
) -> int:
    """
    Return what the seller bears of *amount* yen of *kind* on a line of *quantity* units, paid *on*.

    The rest is Qoo10's. Points of mega-po are shared like its coupon. Raises `RuleUndecidedError`
    for a discount of unknown kind.

    >>> from datetime import date
    >>> seller_part(DiscountKind.MEGA_WARI, 590, on=date(2026, 5, 30))
    295
    """
    check_yen(amount, "amount", minimum=0)
    if _check_kind(kind) is DiscountKind.UNATTRIBUTED:
        raise RuleUndecidedError(
            "discounts.kind",
            Text("whose is the discount?", "誰が負担する割引か？"),
            (*SELLER_KINDS, DiscountKind.CART_COUPON, *SHARED_KINDS),
            Text("pass the kind, such as DiscountKind.ITEM", "DiscountKind.ITEMなど、種類を渡す"),
        )
    terms = rules.discounts
    share = terms.seller_share[kind].on(check_day(on, "on"))
    take = part_taker(share, terms.odd_yen.on(on), terms.coupon_grain.on(on))
    return take(amount, check_quantity(quantity))


def part_taker(share: Rate, odd_yen: OddYen, grain: CouponGrain) -> Callable[[int, int], int]:
    """
    Return the function that gives the seller's part of an amount in yen over a number of units.

    The rest is Qoo10's, so that both always sum to the amount. What is halved is each unit's part of
    the amount, or the whole line, as *grain* says. For hot paths: it does not check its arguments.

    >>> part_taker(Rate.percent("50"), OddYen.SELLER, CouponGrain.UNIT)(591, 1)
    296
    """
    part_of = share.rounder(Rounding.UP if odd_yen is OddYen.SELLER else Rounding.DOWN)

    def of_line(amount: int, _quantity: int) -> int:
        return part_of(amount)

    def of_units(amount: int, quantity: int) -> int:
        if quantity == 1:
            return part_of(amount)
        return per_unit(amount, quantity, part_of)

    return of_line if grain is CouponGrain.LINE else of_units


def check_quantity(quantity: object) -> int:
    """
    Return *quantity* if it is a number of units, that is an `int` from 1 on.

    Raises `InvalidTypeError` for anything else, `InvalidValueError` below 1.

    >>> check_quantity(2)
    2
    """
    if not isinstance(quantity, int) or isinstance(quantity, bool):
        raise InvalidTypeError(
            f"quantity must be a whole number as int (got {quantity!r}, a {type(quantity).__name__})"
        )
    if quantity < 1:
        raise InvalidValueError(f"quantity must be at least 1 (got {quantity})")
    return quantity


def _coupon(
    unit_price: int,
    quantity: int,
    rate: Rate,
    rounding: Rounding,
    grain: CouponGrain,
    cap: int | None,
) -> int:
    price = check_yen(unit_price, "unit_price", minimum=0)
    units = check_quantity(quantity)
    if grain is _PER_LINE:
        coupon = rate.of(price * units, rounding)
    else:
        coupon = rate.of(price, rounding) * units
    return coupon if cap is None else min(coupon, cap)


def _check_kind(kind: object) -> DiscountKind:
    if type(kind) is DiscountKind:
        return kind
    raise InvalidTypeError(f"kind must be a DiscountKind such as DiscountKind.ITEM (got {kind!r})")
