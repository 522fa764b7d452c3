"""
Stacking in a cart (カートでの併用): the lines of one shop bought together, with a cart coupon.

Coupons of events are taken of each line. A shop coupon in yen, and the cap of one in per cent, count
once for the cart and are split to its lines. The cart coupon comes off last.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

import attrs

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, all_of
from qoo10model.basics.findings import Finding, Severity
from qoo10model.basics.money import ZERO, Rate, check_yen, split
from qoo10model.basics.texts import yen_text
from qoo10model.reductions import DiscountKind, check_quantity, seller_part
from qoo10model.rules.book import JAPAN, RuleBook
from qoo10model.shopcoupons import CartCoupon, ShopCoupon, refusals
from qoo10model.stackdoubts import doubts_of
from qoo10model.stacking import Share, Stack, stack
from qoo10model.tills import EXCEEDS, Coupons, check_sale, several, value_of


if TYPE_CHECKING:
    from collections.abc import Iterable

    from qoo10model.basics.uncertainty import Doubt

__all__ = ("CartItem", "CartStack", "stack_cart")


@attrs.frozen
class CartItem:
    """
    One line of a cart: *quantity* units at *price* yen, cut by a *sale* to *sale_price*.

    *in_event* says whether the item takes part in the event.

    Raises `InvalidTypeError` for a field of another kind, `InvalidValueError` for a negative price, a
    sale price above it and a quantity below 1.

    >>> CartItem(2_980, in_event=False).quantity
    1
    """

    price: int
    quantity: int = 1
    sale_price: int | None = None
    sale: DiscountKind = DiscountKind.TIME_SALE
    in_event: bool = True

    def __attrs_post_init__(self) -> None:
        check_yen(self.price, "price", minimum=0)
        check_quantity(self.quantity)
        check_sale(
            self.price, self.price if self.sale_price is None else self.sale_price, self.sale
        )
        if type(self.in_event) is not bool:
            raise InvalidTypeError(f"in_event must be True or False (got {self.in_event!r})")


_Asked: TypeAlias = tuple[
    tuple[CartItem, ...],
    date,
    bool,
    bool,
    Coupons,
    Rate,
    CartCoupon | int,
    bool | None,
    datetime | None,
    RuleBook,
]


@attrs.frozen(repr=False)
class CartStack:
    """
    What a cart costs its buyer, and who bears the rest; yen.

    *lines* are its items before the cart coupon, *coupon* is Qoo10's cart coupon and *parts* what
    each line has of it. *pays*, *borne_by_seller* and *borne_by_qoo10* sum to *gross*. *asked* is what
    was asked.
    """

    lines: tuple[Stack, ...]
    coupon: int
    coupon_by_seller: int
    parts: tuple[int, ...]
    found: tuple[Finding, ...]
    asked: _Asked

    @property
    def gross(self) -> int:
        """
        The price of all lines before any discount.
        """
        return sum(line.gross for line in self.lines)

    @property
    def pays(self) -> int:
        """
        What the buyer pays for the goods.
        """
        return sum(line.pays for line in self.lines) - self.coupon

    @property
    def borne_by_seller(self) -> int:
        """
        What the seller bears of the discounts.
        """
        return sum(line.borne_by_seller for line in self.lines) + self.coupon_by_seller

    @property
    def borne_by_qoo10(self) -> int:
        """
        What Qoo10 bears of the discounts, the cart coupon with them.
        """
        return self.gross - self.pays - self.borne_by_seller

    @property
    def points(self) -> int:
        """
        The points; they are counted before the cart coupon.
        """
        return sum(line.points for line in self.lines)

    @property
    def points_by_seller(self) -> int:
        """
        The seller's share of the points.
        """
        return sum(line.points_by_seller for line in self.lines)

    @property
    def points_by_qoo10(self) -> int:
        """
        Qoo10's share of the points.
        """
        return self.points - self.points_by_seller

    @property
    def effective_price(self) -> int:
        """
        What the cart costs the buyer after points (実質価格).
        """
        return self.pays - self.points

    @property
    def seller_cost(self) -> int:
        """
        What discounts and points cost the seller together, before any fees.
        """
        return self.borne_by_seller + self.points_by_seller

    @property
    def refused(self) -> tuple[Finding, ...]:
        """
        Why a coupon did not apply.
        """
        return tuple(one for one in self.findings if one.severity is Severity.ERROR)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """
        What was refused and what it takes for granted, of the cart first, each said once.
        """
        of_lines = (finding for line in self.lines for finding in line.findings)
        return tuple(dict.fromkeys((*self.found, *of_lines)))

    @property
    def ledger(self) -> tuple[Share, ...]:
        """
        Each kind of discount of the cart, with what the seller and Qoo10 bear of it.

        >>> from datetime import date
        >>> items = (CartItem(2_980), CartItem(1_000))
        >>> found = stack_cart(items, on=date(2026, 8, 3), mega_po=True, cart_coupon=500)
        >>> [(s.kind.name, s.amount, s.by_seller) for s in found.ledger]
        [('MEGA_PO', 398, 199), ('CART_COUPON', 500, 0)]
        """
        shares = [share for line in self.lines for share in line.ledger]
        if self.coupon:
            shares.append(Share(DiscountKind.CART_COUPON, self.coupon, self.coupon_by_seller))
        kinds = dict.fromkeys(share.kind for share in shares)
        return tuple(_sum(kind, shares) for kind in kinds)

    @cached_property
    def doubts(self) -> tuple[Doubt, ...]:
        """
        Each open or doubtful rule that it rests on, with what it changes of the seller's part.

        >>> from datetime import date
        >>> found = stack_cart((CartItem(2_955),), on=date(2026, 5, 30), mega_wari=True)
        >>> [doubt.rule for doubt in found.doubts]
        ['discounts.odd_yen']
        """
        *_, rules = self.asked
        used = {one.name: one for line in self.lines for one in line.used}
        return doubts_of(used.values(), self.lines[0].on, rules, self._figures)

    def under(self, rules: RuleBook) -> CartStack:
        """
        Return the same, by other *rules*.
        """
        items, on, mega_wari, mega_po, coupons, own, cart_coupon, follower, at, _ = self.asked
        return stack_cart(
            items,
            on=on,
            mega_wari=mega_wari,
            mega_po=mega_po,
            shop_coupon=coupons,
            own_points=own,
            cart_coupon=cart_coupon,
            follower=follower,
            at=at,
            rules=rules,
        )

    def _figures(self, rules: RuleBook) -> tuple[int, ...]:
        by = self.under(rules)
        return by.seller_cost, by.pays, by.points

    def __str__(self) -> str:
        return f"pays {yen_text(self.pays)} of {yen_text(self.gross)} yen, {self.points} points"

    def __repr__(self) -> str:
        return f"<CartStack: {self}>"


def stack_cart(
    items: Iterable[CartItem],
    *,
    on: date,
    mega_wari: bool = False,
    mega_po: bool = False,
    shop_coupon: Coupons = None,
    own_points: Rate = ZERO,
    cart_coupon: CartCoupon | int = 0,
    follower: bool | None = None,
    at: datetime | None = None,
    rules: RuleBook = JAPAN,
) -> CartStack:
    """
    Return what a buyer pays for *items* of one shop in a cart on the Japanese day *on* (併用).

    The arguments are those of `qoo10model.stacking.stack`; *cart_coupon* is yen or a `CartCoupon`. A
    smallest order is asked of the prices shown, before coupons. It raises what `stack` raises, and
    `InvalidValueError` for an empty cart.

    >>> cart = stack_cart((CartItem(2_980), CartItem(1_000)), on=date(2026, 8, 3), mega_po=True,
    ...                   cart_coupon=CartCoupon(500, minimum_order=3_000))
    >>> cart.pays, cart.borne_by_seller, cart.borne_by_qoo10, cart.points
    (3082, 199, 699, 358)
    """
    job = _Job(_checked(items), on, mega_wari, mega_po, own_points, rules)
    found: tuple[Finding, ...] = ()
    taken: tuple[tuple[Rate | int, ...], ...] = ((),) * len(job.items)
    lines = job.lines(taken)
    total = sum(line.selling_price * line.quantity for line in lines)
    for one in several(shop_coupon):
        if isinstance(one, ShopCoupon):
            remarks = refusals(one, total, on=on, at=at, follower=follower)
            found += remarks
            if any(remark.severity is Severity.ERROR for remark in remarks):
                continue
        parts, more = _parts(one, lines, taken, job)
        found += more
        if parts:
            taken = tuple((*old, part) for old, part in zip(taken, parts, strict=True))
            lines = job.lines(taken)
    coupon, refusal = _cart_coupon(cart_coupon, total, sum(line.pays for line in lines), on, at)
    by_seller = seller_part(DiscountKind.CART_COUPON, coupon, on=on, rules=rules)
    parts = split(coupon, tuple(line.pays for line in lines))
    asked = (
        job.items,
        on,
        mega_wari,
        mega_po,
        shop_coupon,
        own_points,
        cart_coupon,
        follower,
        at,
        rules,
    )
    return CartStack(lines, coupon, by_seller, parts, (*found, *refusal), asked)


@attrs.frozen
class _Job:
    """
    What holds for all lines of a cart.
    """

    items: tuple[CartItem, ...]
    on: date
    mega_wari: bool
    mega_po: bool
    own_points: Rate
    rules: RuleBook

    def lines(self, coupons: tuple[tuple[Rate | int, ...], ...]) -> tuple[Stack, ...]:
        """
        Return the lines with the shop coupons that each of them has.
        """
        pairs = zip(self.items, coupons, strict=True)
        return tuple(self._line(item, own) for item, own in pairs)

    def _line(self, item: CartItem, coupons: tuple[Rate | int, ...]) -> Stack:
        return stack(
            item.price,
            on=self.on,
            quantity=item.quantity,
            sale_price=item.sale_price,
            sale=item.sale,
            mega_wari=self.mega_wari and item.in_event,
            mega_po=self.mega_po and item.in_event,
            shop_coupon=coupons or None,
            own_points=self.own_points if item.in_event else ZERO,
            rules=self.rules,
        )


def _parts(
    coupon: Rate | int | ShopCoupon,
    lines: tuple[Stack, ...],
    taken: tuple[tuple[Rate | int, ...], ...],
    job: _Job,
) -> tuple[tuple[Rate | int, ...], tuple[Finding, ...]]:
    # What each line has of one shop coupon: its rate, or its part of the yen.
    value, cap = value_of(coupon), coupon.cap if isinstance(coupon, ShopCoupon) else None
    left = tuple(line.pays for line in lines)
    if isinstance(value, Rate):
        rates = (value,) * len(lines)
        if cap is None:
            return rates, ()
        capped = job.lines(tuple((*old, value) for old in taken))
        amounts = tuple(before - line.pays for before, line in zip(left, capped, strict=True))
        return (rates if sum(amounts) <= cap else split(cap, amounts)), ()
    if value > sum(left):
        return (), (_exceeds(DiscountKind.SHOP_COUPON, value, sum(left)),)
    return split(value, left), ()


def _cart_coupon(
    given: CartCoupon | int, total: int, left: int, on: date, at: datetime | None
) -> tuple[int, tuple[Finding, ...]]:
    coupon = given if isinstance(given, CartCoupon) else CartCoupon(given)
    found = refusals(coupon, total, on=on, at=at)
    if not found and coupon.amount > left:
        found = (_exceeds(DiscountKind.CART_COUPON, coupon.amount, left),)
    return (0 if found else coupon.amount), found


def _sum(kind: DiscountKind, shares: list[Share]) -> Share:
    mine = [share for share in shares if share.kind is kind]
    amount, by_seller = (sum(share.amount for share in mine), sum(one.by_seller for one in mine))
    return Share(kind, amount, by_seller)


def _exceeds(kind: DiscountKind, yen: int, left: int) -> Finding:
    return EXCEEDS.finding(coupon=kind.label, yen=yen_text(yen), left=yen_text(left))


def _checked(items: Iterable[CartItem]) -> tuple[CartItem, ...]:
    found = all_of(items, CartItem, "items")
    if not found:
        raise InvalidValueError("a cart needs at least one item (got none)")
    return found
