"""
Shop coupons and cart coupons (SHOPクーポン・カートクーポン): what they take off, and what they ask for.

A shop coupon is the seller's, for his whole shop; a cart coupon is Qoo10's. A coupon that does not
apply to an order is refused by a finding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.money import WHOLE, ZERO, Rate, check_yen
from qoo10model.basics.periods import Days, Span, to_jst
from qoo10model.basics.texts import Text, yen_text


if TYPE_CHECKING:
    from datetime import date, datetime

__all__ = ("BELOW_MINIMUM", "CartCoupon", "ShopCoupon", "refusals")

BELOW_MINIMUM: Final = Message(
    "discounts.below_minimum",
    Severity.ERROR,
    Text(
        "{coupon} asks for an order of {minimum} yen; this one has {total}",
        "{coupon}は注文{minimum}円以上が条件。この注文は{total}円",
    ),
)
"""
A coupon that asks for a larger order.
"""

_FOLLOWERS: Final = Message(
    "discounts.followers_only",
    Severity.ERROR,
    Text("{coupon} is for followers only; the buyer is none", "{coupon}はフォロワー限定"),
)
_IF_FOLLOWER: Final = Message(
    "discounts.if_follower",
    Severity.ADVICE,
    Text("{coupon} counts only if the buyer follows the shop", "{coupon}はフォロワーのみ利用可"),
)
_WINDOW: Final = Message(
    "discounts.outside_window",
    Severity.ERROR,
    Text(
        "{coupon} is valid from {start} up to {end}, and not at the time of the order",
        "{coupon}の有効期間は{start}から{end}まで。注文時は期間外",
    ),
)
_SHOP: Final = Text("the shop coupon", "SHOPクーポン")
_CART: Final = Text("the cart coupon", "カートクーポン")


@attrs.frozen
class ShopCoupon:
    """
    A shop coupon (SHOPクーポン): a *value* off everything of the shop, and what it asks for.

    *value* is a `Rate` of the price or whole yen, once an order. *minimum_order* and *cap* are yen; a
    cap is for a rate. With *followers_only* it is the coupon for followers (フォロワークーポン).
    Without *window* it is valid on every day.

    Raises `InvalidTypeError` for a field of another kind, `InvalidValueError` for a rate beyond 0 to
    100 %, negative yen, and a cap beside a value in yen.

    >>> ShopCoupon(Rate.percent("10"), minimum_order=3_000)
    ShopCoupon(value=Rate.percent("10"), minimum_order=3000, cap=None, followers_only=False, window=None)
    """

    value: Rate | int
    minimum_order: int = 0
    cap: int | None = None
    followers_only: bool = False
    window: Span | None = None

    def __attrs_post_init__(self) -> None:
        if isinstance(self.value, Rate):
            if not ZERO <= self.value <= WHOLE:
                msg = f"value of a shop coupon must lie from 0 % to 100 % (got {self.value})"
                raise InvalidValueError(msg)
        else:
            check_yen(self.value, "value of a shop coupon", minimum=0)
        check_yen(self.minimum_order, "minimum_order", minimum=0)
        if self.cap is not None:
            check_yen(self.cap, "cap", minimum=0)
            if not isinstance(self.value, Rate):
                msg = f"a coupon of {self.value} yen needs no cap (got {self.cap})"
                raise InvalidValueError(msg)
        _check_facts(self.followers_only, self.window)


@attrs.frozen
class CartCoupon:
    """
    A cart coupon of Qoo10's (カートクーポン): *amount* yen off a cart from *minimum_order* on.

    Raises `InvalidTypeError` for a field of another kind, `InvalidValueError` for negative yen.

    >>> CartCoupon(500, minimum_order=5_000).amount
    500
    """

    amount: int
    minimum_order: int = 0
    window: Span | None = None

    def __attrs_post_init__(self) -> None:
        check_yen(self.amount, "amount of the cart coupon", minimum=0)
        check_yen(self.minimum_order, "minimum_order", minimum=0)
        _check_facts(False, self.window)


def refusals(
    coupon: ShopCoupon | CartCoupon,
    total: int,
    *,
    on: date,
    at: datetime | None = None,
    follower: bool | None = None,
) -> tuple[Finding, ...]:
    """
    Return why *coupon* does not apply to an order of *total* yen on the day *on*; errors refuse it.

    *total* is the order before coupons. *at* is the moment of the order (aware), needed where the
    coupon begins or ends within the day. Whether the buyer is a *follower* may be unknown: then a
    coupon for followers applies, with an advice.

    Raises `InvalidValueError` where *at* is needed and missing or lies on another day, and for a
    *total* below 0, `InvalidTypeError` for what is no coupon, a *total* that is no int and a *follower*
    that is neither True, False nor None.

    >>> from datetime import date
    >>> print(refusals(ShopCoupon(300, minimum_order=3_000), 2_980, on=date(2026, 8, 3))[0])
    error discounts.below_minimum: the shop coupon asks for an order of 3,000 yen; this one has 2,980
    """
    if not isinstance(coupon, ShopCoupon | CartCoupon):
        raise InvalidTypeError(f"coupon must be a ShopCoupon or a CartCoupon (got {coupon!r})")
    check_yen(total, "total", minimum=0)
    if follower is not None and type(follower) is not bool:
        raise InvalidTypeError(f"follower must be True, False or None (got {follower!r})")
    found: list[Finding] = []
    name = _SHOP if isinstance(coupon, ShopCoupon) else _CART
    if total < coupon.minimum_order:
        minimum, has = yen_text(coupon.minimum_order), yen_text(total)
        found.append(BELOW_MINIMUM.finding(coupon=name, minimum=minimum, total=has))
    if isinstance(coupon, ShopCoupon) and coupon.followers_only and follower is not True:
        found.append((_IF_FOLLOWER if follower is None else _FOLLOWERS).finding(coupon=name))
    if coupon.window is not None and not _is_within(coupon.window, on, at):
        start, end = (f"{one:%Y-%m-%d %H:%M}" for one in (coupon.window.start, coupon.window.end))
        found.append(_WINDOW.finding(coupon=name, start=start, end=end))
    return tuple(found)


def _is_within(window: Span, on: date, at: datetime | None) -> bool:
    day = Days(on, on).span
    if at is not None:
        moment = to_jst(at)
        if not day.contains(moment):
            raise InvalidValueError(f"at must lie on the day {on} (got {moment})")
        return window.contains(moment)
    shared = window.intersection(day)
    if shared is None or shared == day:
        return shared is not None
    msg = f"at= is needed: on {on} the coupon is valid for {shared.duration} only (got None)"
    raise InvalidValueError(msg)


def _check_facts(followers_only: object, window: object) -> None:
    if type(followers_only) is not bool:
        raise InvalidTypeError(f"followers_only must be True or False (got {followers_only!r})")
    if window is not None and not isinstance(window, Span):
        raise InvalidTypeError(f"window must be a Span or None (got {window!r})")
