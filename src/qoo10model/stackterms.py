"""
Terms of stacking (併用条件) of one day: the dated rules of coupons and points, resolved once.

A day and a rule book always give the same terms, so they are kept and used again.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Final

import attrs

from qoo10model.basics.errors import InvalidValueError
from qoo10model.basics.money import WHOLE, ZERO, Rate
from qoo10model.basics.periods import check_day
from qoo10model.reductions import DiscountKind, part_taker
from qoo10model.rules.book import RuleBook
from qoo10model.rules.coupons import Combining
from qoo10model.rules.discounts import CouponGrain


if TYPE_CHECKING:
    from qoo10model.basics.timelines import Timeline

__all__ = ("EventCoupon", "StackTerms", "stack_terms")

# Reading a member off its enum class is slow; these are read for each stack.
_MEGA_WARI: Final = DiscountKind.MEGA_WARI
_MEGA_PO: Final = DiscountKind.MEGA_PO
_SHOP: Final = DiscountKind.SHOP_COUPON


@attrs.frozen
class EventCoupon:
    """
    The coupon of an event by the rules of one day: *cap* and *minimum* are yen of the line.

    *coupon_of* takes it of a price, *part_of* the seller's part of an amount over so many units,
    *with_shop* says how a shop coupon goes with it.
    """

    kind: DiscountKind
    coupon_of: Callable[[int], int]
    cap: int | None
    minimum: int
    part_of: Callable[[int, int], int]
    with_shop: Combining


@attrs.frozen
class StackTerms:
    """
    The rules of coupons and points on one day; what is seldom needed is resolved when it is.

    *is_per_unit* says that coupons are rounded on each unit.

    >>> from qoo10model.rules.book import JAPAN
    >>> stack_terms(date(2026, 8, 3), JAPAN).mega_po.coupon_of(2_980)
    298
    """

    on: date
    rules: RuleBook
    is_per_unit: bool

    @cached_property
    def mega_wari(self) -> EventCoupon:
        """
        The mega-wari coupon; nothing is known of a smallest order.
        """
        events, day = self.rules.events, self.on
        return EventCoupon(
            _MEGA_WARI,
            events.mega_wari_coupon.on(day).rounder(events.mega_wari_rounding.on(day)),
            events.mega_wari_cap.on(day),
            0,
            self.part_of(_MEGA_WARI),
            self.rules.coupons.shop_with_mega_wari.on(day),
        )

    @cached_property
    def mega_po(self) -> EventCoupon:
        """
        The mega-po coupon; before April 2024 it is one of 0 %.
        """
        events, day = self.rules.events, self.on
        rate = events.mega_po_coupon.on(day)
        return EventCoupon(
            _MEGA_PO,
            rate.rounder(events.mega_po_rounding.on(day)),
            events.mega_po_coupon_cap.on(day),
            0 if rate == ZERO else events.mega_po_minimum_order.on(day),
            self.part_of(_MEGA_PO),
            self.rules.coupons.shop_with_mega_po.on(day),
        )

    @cached_property
    def points_of(self) -> Callable[[int], int]:
        """
        The function that takes the points of mega-po of a price after coupons.
        """
        events, day = self.rules.events, self.on
        return events.mega_po_points.on(day).rounder(events.mega_po_rounding.on(day))

    @cached_property
    def points_cap(self) -> int:
        """
        The most points of mega-po.
        """
        return self.rules.events.mega_po_points_cap.on(self.on)

    @cached_property
    def shop_with_shop(self) -> Combining:
        """
        How two shop coupons go together; raises `RuleUndecidedError` where nobody chose.
        """
        return self.rules.coupons.shop_with_shop.on(self.on)

    @cached_property
    def shop_part(self) -> Callable[[int, int], int]:
        """
        The function that takes the seller's part of a shop coupon.
        """
        return self.part_of(_SHOP)

    def part_of(self, kind: DiscountKind) -> Callable[[int, int], int]:
        """
        Return the function that gives the seller's part of a discount of *kind*.
        """
        rules, day = self.rules.discounts, self.on
        share = rules.seller_share[kind].on(day)
        return part_taker(share, rules.odd_yen.on(day), rules.coupon_grain.on(day))

    def shop_coupon_of(self, rate: Rate) -> Callable[[int], int]:
        """
        Return the function that takes a shop coupon of *rate* of a price.

        Raises `InvalidValueError` for a rate beyond 0 to 100 %.
        """
        made = self._shop_coupons
        if rate not in made:
            if not ZERO <= rate <= WHOLE:
                msg = f"rate of a shop coupon must lie from 0 % to 100 % (got {rate})"
                raise InvalidValueError(msg)
            made[rate] = rate.rounder(self.rules.discounts.shop_coupon_rounding.on(self.on))
        return made[rate]

    def own_points_of(self, rate: Rate) -> Callable[[int], int]:
        """
        Return the function that takes points of *rate*, added by the seller, of a price.
        """
        return rate.rounder(self.rules.coupons.own_points_rounding.on(self.on))

    def used(
        self, kinds: tuple[DiscountKind, ...], *, adds_points: bool
    ) -> tuple[Timeline[Any], ...]:
        """
        Return the rules that a stack with discounts of *kinds* rests on.
        """
        events, discounts, coupons = self.rules.events, self.rules.discounts, self.rules.coupons
        found: list[Timeline[Any]] = [discounts.coupon_grain]
        found += (discounts.seller_share[kind] for kind in dict.fromkeys(kinds))
        if _SHOP in kinds:
            found.append(discounts.shop_coupon_rounding)
            found += (coupons.shop_with_shop,) if kinds.count(_SHOP) > 1 else ()
        if _MEGA_WARI in kinds:
            found += (events.mega_wari_coupon, events.mega_wari_cap, events.mega_wari_rounding)
            found += (coupons.shop_with_mega_wari,) if _SHOP in kinds else ()
        if _MEGA_PO in kinds:
            found += (events.mega_po_coupon, events.mega_po_coupon_cap, events.mega_po_rounding)
            found += (events.mega_po_points, events.mega_po_points_cap)
            found += (coupons.shop_with_mega_po,) if _SHOP in kinds else ()
            found += (coupons.own_points_rounding,) if adds_points else ()
        if _MEGA_WARI in kinds or _MEGA_PO in kinds:
            found.append(discounts.odd_yen)
        return tuple(found)

    @cached_property
    def _shop_coupons(self) -> dict[Rate, Callable[[int], int]]:
        return {}


@lru_cache(maxsize=4_096)
def stack_terms(on: date, rules: RuleBook) -> StackTerms:
    """
    Return the terms of the Japanese day *on* by *rules*.

    Raises `InvalidTypeError` for what is no day, `RuleNotKnownError` before the first rules.

    >>> from qoo10model.rules.book import JAPAN
    >>> stack_terms(date(2026, 8, 3), JAPAN).points_cap
    10000
    """
    grain = rules.discounts.coupon_grain.on(check_day(on, "on"))
    return StackTerms(on, rules, grain is CouponGrain.UNIT)
