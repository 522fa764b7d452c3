"""
At the till (割引の適用): one line and its discounts, taken off one after the other.

`qoo10model.stacking` asks it; what does not apply is refused by a finding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.money import Rate, check_yen, per_unit
from qoo10model.basics.texts import Text, yen_text
from qoo10model.reductions import DiscountKind
from qoo10model.rules.coupons import Combining
from qoo10model.shopcoupons import BELOW_MINIMUM, ShopCoupon, refusals


if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from qoo10model.stackterms import EventCoupon, StackTerms

__all__ = ("EXCEEDS", "SALES", "Amounts", "Coupons", "Till", "check_sale", "several", "value_of")

SALES: Final = (DiscountKind.ITEM, DiscountKind.TIME_SALE, DiscountKind.GROUP_BUY)
"""
The kinds of discount that cut the price itself; one holds at a time.
"""

Coupons: TypeAlias = Rate | int | ShopCoupon | tuple[Rate | int | ShopCoupon, ...] | None
"""
Shop coupons: a rate of the price, whole yen, a `ShopCoupon`, or several of these in order.
"""

Amounts: TypeAlias = tuple[tuple[DiscountKind, int, int], ...]
"""
Kind, amount and the seller's part of each discount, in the order in which they are taken.
"""


# Reading a member off its enum class is slow; these are read for each stack.
_MEGA_WARI: Final = DiscountKind.MEGA_WARI
_MEGA_PO: Final = DiscountKind.MEGA_PO
_SHOP: Final = DiscountKind.SHOP_COUPON
_INTEGERS: Final = (int,)
_CHAINED: Final = Combining.CHAINED
_NOT_TOGETHER: Final = Combining.NOT_TOGETHER

EXCEEDS: Final = Message(
    "discounts.exceeds_price",
    Severity.ERROR,
    Text(
        "{coupon} of {yen} yen is more than the {left} yen that are left; what Qoo10 does then is "
        "not known, and it is left out",
        "{coupon}{yen}円は残額{left}円を超える。その場合の扱いは不明のため適用しない",
    ),
)
"""
A coupon that is larger than what is left: nobody knows what becomes of it.
"""

_TOGETHER: Final = Message(
    "discounts.not_together",
    Severity.ERROR,
    Text(
        "{coupon} does not go together with {other}, and is left out",
        "{coupon}は{other}と併用できないため適用しない",
    ),
)


class Till:
    """
    A line at the till: what is left of its price after each discount, which are taken in order.

    >>> from datetime import date
    >>> from qoo10model.rules.book import JAPAN
    >>> from qoo10model.stackterms import stack_terms
    >>> till = Till(stack_terms(date(2026, 8, 3), JAPAN), 2_980, 1)
    >>> till.take_event(mega_wari=False, mega_po=True)
    >>> till.left, till.borne
    (2682, 149)
    """

    # What most lines leave as it is costs nothing to set.
    amounts: Amounts = ()
    found: tuple[Finding, ...] = ()
    event: EventCoupon | None = None
    borne: int = 0
    points: int = 0
    points_by_seller: int = 0

    def __init__(self, terms: StackTerms, price: int, quantity: int) -> None:
        self.terms: StackTerms = terms
        self.quantity: int = quantity
        self.shown: int = price
        self.total: int = price * quantity
        self.left: int = self.total

    def cut(self, sale_price: int, sale: DiscountKind) -> None:
        """
        Replace the price of a unit by *sale_price*; raises where that is dearer, or no *sale*.
        """
        check_sale(self.shown, sale_price, sale)
        self._take(sale, self.total - sale_price * self.quantity, self.terms.part_of(sale))
        self.shown, self.total = sale_price, self.left

    def take_event(self, *, mega_wari: bool, mega_po: bool) -> None:
        """
        Take the coupon of the event off. The two never run at once: of both, the second is refused.
        """
        self.event = event = self.terms.mega_wari if mega_wari else self.terms.mega_po
        if mega_wari and mega_po:
            clash = _TOGETHER.finding(coupon=_MEGA_PO.label, other=_MEGA_WARI.label)
            self.found = (clash,)
        if self.total < event.minimum:
            minimum, total = yen_text(event.minimum), yen_text(self.total)
            found = BELOW_MINIMUM.finding(coupon=event.kind.label, minimum=minimum, total=total)
            self.found += (found,)
            coupon = 0
        else:
            coupon = self._of_price(event.coupon_of)
            if event.cap is not None and coupon > event.cap:
                coupon = event.cap
        self._take(event.kind, coupon, event.part_of)

    def take_shop(
        self, given: Coupons, total: int | None, follower: bool | None, at: datetime | None
    ) -> None:
        """
        Take the coupons *given* off, in their order; what does not apply is refused.
        """
        taken = 0
        for one in (given,) if type(given) is Rate else several(given):
            if type(one) is ShopCoupon:
                asks = self.total if total is None else check_yen(total, "order_total", minimum=0)
                found = refusals(one, asks, on=self.terms.on, at=at, follower=follower)
                self.found += found
                if any(finding.severity is Severity.ERROR for finding in found):
                    continue
                coupon = self._shop_coupon(one.value, one.cap, taken)
            else:
                coupon = self._shop_coupon(value_of(one), None, taken)
            if coupon is not None:
                self._take(_SHOP, coupon, self.terms.shop_part)
                taken += 1

    def grant(self, own: Rate) -> None:
        """
        Grant the points of mega-po on what is left, and those of rate *own* that the seller adds.
        """
        terms, quantity, event = self.terms, self.quantity, self.event
        if event is None or event.kind is not _MEGA_PO:
            return
        points = per_unit(self.left, quantity, terms.points_of)
        points = min(points, terms.points_cap)
        by_seller = event.part_of(points, quantity)
        if own.numerator:
            more = per_unit(self.left, quantity, terms.own_points_of(own))
            points += more
            by_seller += more
        self.points, self.points_by_seller = points, by_seller

    def _shop_coupon(self, value: Rate | int, cap: int | None, taken: int) -> int | None:
        event, chained = self.event, False
        if event is not None:
            if event.with_shop is _NOT_TOGETHER:
                self._clash(event.kind)
                return None
            chained = event.with_shop is _CHAINED
        if taken:
            if self.terms.shop_with_shop is _NOT_TOGETHER:
                self._clash(_SHOP)
                return None
            chained = chained or self.terms.shop_with_shop is _CHAINED
        if isinstance(value, Rate):
            coupon_of = self.terms.shop_coupon_of(value)
            coupon = self._of_left(coupon_of) if chained else self._of_price(coupon_of)
        else:
            coupon = value
        if cap is not None:
            coupon = min(coupon, cap)
        if coupon > self.left:
            yen, left = yen_text(coupon), yen_text(self.left)
            self.found += (EXCEEDS.finding(coupon=_SHOP.label, yen=yen, left=left),)
            return None
        return coupon

    def _of_price(self, coupon_of: Callable[[int], int]) -> int:
        if self.terms.is_per_unit:
            return coupon_of(self.shown) * self.quantity
        return coupon_of(self.total)

    def _of_left(self, coupon_of: Callable[[int], int]) -> int:
        if self.terms.is_per_unit:
            return per_unit(self.left, self.quantity, coupon_of)
        return coupon_of(self.left)

    def _take(self, kind: DiscountKind, amount: int, part_of: Callable[[int, int], int]) -> None:
        part = part_of(amount, self.quantity)
        self.amounts += ((kind, amount, part),)
        self.left -= amount
        self.borne += part

    def _clash(self, other: DiscountKind) -> None:
        self.found += (_TOGETHER.finding(coupon=_SHOP.label, other=other.label),)


def several(given: Coupons) -> tuple[Rate | int | ShopCoupon, ...]:
    """
    Return shop coupons as a tuple, however they are *given*.

    >>> several(300), several(None)
    ((300,), ())
    """
    if given is None:
        return ()
    return given if isinstance(given, tuple) else (given,)


def value_of(coupon: Rate | int | ShopCoupon) -> Rate | int:
    """
    Return the rate or the yen of *coupon*.

    Raises `InvalidTypeError` for what is none of these, `InvalidValueError` for negative yen.

    >>> value_of(ShopCoupon(300))
    300
    """
    if isinstance(coupon, ShopCoupon):
        return coupon.value
    if isinstance(coupon, Rate):
        return coupon
    if type(coupon) in _INTEGERS:
        return check_yen(coupon, "shop_coupon", minimum=0)
    msg = (
        "shop_coupon must be a Rate such as Rate.percent('10'), whole yen as int, a ShopCoupon, or "
        f"a tuple of these (got {coupon!r})"
    )
    raise InvalidTypeError(msg)


def check_sale(price: int, sale_price: int, sale: DiscountKind) -> None:
    """
    Raise unless *sale* is a kind that cuts the *price*, and *sale_price* is not above it.

    >>> check_sale(2_980, 2_680, DiscountKind.TIME_SALE)
    """
    if check_yen(sale_price, "sale_price", minimum=0) > price:
        msg = f"sale_price must not exceed the price of {price} yen (got {sale_price})"
        raise InvalidValueError(msg)
    if sale not in SALES:
        names = ", ".join(f"DiscountKind.{kind.name}" for kind in SALES)
        raise InvalidTypeError(f"sale must be one of {names} (got {sale!r})")
