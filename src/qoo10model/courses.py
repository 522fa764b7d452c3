"""
Courses (価格帯ごとの直線): the amounts of a settlement as lines of the price, regime by regime.

A coupon has a cap, its event a smallest order, points have a cap of their own: between these bends
every amount follows one line. Where rounding decides on which side of a bend a price lies, the
stretch has no lines, and its prices must be settled.
"""

from __future__ import annotations

from datetime import datetime, time
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.money import ZERO, Rate, Rounding
from qoo10model.basics.periods import JST
from qoo10model.discounts import DiscountKind
from qoo10model.fees import extras_of
from qoo10model.pricelines import PRICE, Line, at_most, constant, zones_of
from qoo10model.regimes import Regime, Sale
from qoo10model.rules.discounts import CouponGrain, OddYen
from qoo10model.rules.events import EventKind
from qoo10model.rules.fees import SurchargeBase
from qoo10model.terms import Terms


if TYPE_CHECKING:
    from collections.abc import Iterator

    from qoo10model.rules.book import RuleBook

__all__ = ("Amounts", "Listing", "Stretch", "stretches_of")

_NOTHING: Final = constant(0)


@attrs.frozen
class Listing:
    """
    What is asked over prices: a *sale* in a *regime* under *terms*.

    The price that is looked for is the listed one; where *listed* is given, that one stands, and the
    price after the cut is looked for.
    """

    sale: Sale
    regime: Regime
    terms: Terms
    listed: int | None = None

    @property
    def rules(self) -> RuleBook:
        """
        The rules that hold.
        """
        return self.terms.rules

    @property
    def extras(self) -> tuple[str, ...]:
        """
        The fields of the fee rules whose extra rates the sale pays, at any price.
        """
        day, price = self.terms.paid_on, self.rules.pricing.highest_price.on(self.terms.paid_on)
        # No shop coupon bears on them, and one may exceed the price.
        event = Regime(event=self.regime.event)
        discounts = event.coupons(price, on=day, rules=self.rules)
        paid_at = datetime.combine(day, time.min, JST)
        return extras_of(self.sale.line(price, discounts, paid_at), self.terms)


@attrs.frozen
class Amounts:
    """
    The amounts of the line over prices: see `qoo10model.breakdowns.Breakdown` for what they are.

    *goods* is the price less all that the seller bears of the discounts.
    """

    gross: Line
    buyer_paid: Line
    goods: Line
    points_share: Line
    service_fee: Line
    net: Line


@attrs.frozen
class Stretch:
    """
    The *amounts* of the prices from *first* to *last*; None where each must be settled.
    """

    first: int
    last: int
    amounts: Amounts | None


@lru_cache(maxsize=1_024)
def stretches_of(listing: Listing, first: int, last: int) -> tuple[Stretch, ...]:
    """
    Return the stretches of *listing* from the price *first* to *last*, in order.

    No price among them may leave less than 0 yen after the cut.
    """
    return tuple(_stretches(listing, first, last))


def _stretches(listing: Listing, first: int, last: int) -> Iterator[Stretch]:
    for start, end, coupon in _coupons(listing, first, last):
        if coupon is None:
            yield Stretch(start, end, None)
        elif listing.regime.event is EventKind.MEGA_PO:
            yield from _with_points(listing, start, end, coupon)
        else:
            yield Stretch(start, end, _amounts(listing, coupon, _NOTHING))


def _coupons(listing: Listing, first: int, last: int) -> Iterator[tuple[int, int, Line | None]]:
    terms, day, event = listing.rules.events, listing.terms.paid_on, listing.regime.event
    minimum, total = 0, _cut_price(listing).times(listing.sale.quantity)
    if event is EventKind.MEGA_WARI:
        rate, rounding = terms.mega_wari_coupon.on(day), terms.mega_wari_rounding.on(day)
        cap = terms.mega_wari_cap.on(day)
    elif event is not None and terms.mega_po_coupon.on(day) != ZERO:
        rate, rounding = terms.mega_po_coupon.on(day), terms.mega_po_rounding.on(day)
        cap, minimum = terms.mega_po_coupon_cap.on(day), terms.mega_po_minimum_order.on(day)
    else:
        yield first, last, _NOTHING
        return
    coupon = _coupon(listing, rate, rounding)
    for zone in zones_of(first, last, total, minimum):
        if zone.is_at_least is not True:
            yield zone.first, zone.last, None if zone.is_at_least is None else _NOTHING
        elif cap is None:
            yield zone.first, zone.last, coupon
        else:
            yield from _capped(zone.first, zone.last, coupon, cap)


def _capped(first: int, last: int, amount: Line, cap: int) -> Iterator[tuple[int, int, Line]]:
    for zone in zones_of(first, last, amount, cap):
        if zone.is_at_least is None:
            yield zone.first, zone.last, at_most(amount, cap)
        else:
            yield zone.first, zone.last, constant(cap) if zone.is_at_least else amount


def _with_points(listing: Listing, first: int, last: int, coupon: Line) -> Iterator[Stretch]:
    terms, day = listing.rules.events, listing.terms.paid_on
    points = _buyer_paid(listing, coupon).rounded(
        terms.mega_po_points.on(day), terms.mega_po_rounding.on(day), listing.sale.quantity
    )
    for start, end, granted in _capped(first, last, points, terms.mega_po_points_cap.on(day)):
        yield Stretch(start, end, _amounts(listing, coupon, granted))


def _amounts(listing: Listing, coupon: Line, points: Line) -> Amounts:
    terms, sale, regime = listing.terms, listing.sale, listing.regime
    gross = _unit_price(listing).times(sale.quantity) + constant(sale.option_price)
    buyer_paid = _buyer_paid(listing, coupon)
    own = _part(listing, regime.cut_kind, _cut(listing))
    own += _part(listing, DiscountKind.SHOP_COUPON, _shop_coupon(listing))
    goods, points_share = gross - own, _NOTHING
    if regime.event is EventKind.MEGA_WARI:
        share = _part(listing, DiscountKind.MEGA_WARI, coupon)
        goods -= share if terms.compensates_whole_coupon else share.times(2)
    elif regime.event is EventKind.MEGA_PO:
        goods -= _part(listing, DiscountKind.MEGA_PO, coupon)
        points_share = _part(listing, DiscountKind.MEGA_PO, points)
    service_fee = _service_fee(listing, gross, own, buyer_paid, goods)
    rounding = listing.rules.fees.tax_rounding.on(terms.paid_on)
    pieces = sale.quantity if terms.tax_is_per_unit else 1
    fees = service_fee + service_fee.rounded(terms.tax_rate, rounding, pieces)
    net = goods + constant(sale.shipping) - points_share - fees
    return Amounts(gross, buyer_paid, goods, points_share, service_fee, net)


def _service_fee(listing: Listing, gross: Line, own: Line, buyer_paid: Line, goods: Line) -> Line:
    terms, sale = listing.terms, listing.sale
    fees, day, base = listing.rules.fees, terms.paid_on, gross
    if (own.slope or own.start) and terms.commission_after_discount:
        base -= own
    if sale.option_price and not terms.commission_on_options:
        base -= constant(sale.option_price)
    settled = fees.settle_price_rounding.on(day)
    fee = base.rest_of(terms.rate.complement, settled, sale.quantity)
    charged, rounding = gross, fees.surcharge_rounding.on(day)
    extras = listing.extras
    if extras and terms.surcharge_base is SurchargeBase.BUYER_PAID:
        charged = buyer_paid
    elif extras and terms.surcharge_base is SurchargeBase.AFTER_SELLER_SHARE:
        charged = goods
    for field in extras:
        fee += charged.rounded(getattr(fees, field).on(day), rounding, sale.quantity)
    if terms.payment_fee is not None:
        rate = terms.seller.payment_service_fee or fees.payment_service_fee.on(day)
        fee += gross.rounded(rate, rounding, sale.quantity)
    if sale.shipping and terms.commission_on_shipping:
        fee += constant(sale.shipping - terms.settle_unit(sale.shipping))
    return fee


def _unit_price(listing: Listing) -> Line:
    return PRICE if listing.listed is None else constant(listing.listed)


def _cut_price(listing: Listing) -> Line:
    cut = listing.regime.cut
    if cut is None or listing.listed is not None:
        return PRICE
    if isinstance(cut, Rate):
        rounding = listing.rules.timesales.price_rounding.on(listing.terms.paid_on)
        return PRICE.rounded(cut.complement, rounding)
    return PRICE - constant(cut)


def _cut(listing: Listing) -> Line:
    return (_unit_price(listing) - _cut_price(listing)).times(listing.sale.quantity)


def _shop_coupon(listing: Listing) -> Line:
    coupon = listing.regime.shop_coupon
    if isinstance(coupon, Rate):
        rounding = listing.rules.discounts.shop_coupon_rounding.on(listing.terms.paid_on)
        return _coupon(listing, coupon, rounding)
    return constant(coupon or 0)


def _coupon(listing: Listing, rate: Rate, rounding: Rounding) -> Line:
    price, quantity = _cut_price(listing), listing.sale.quantity
    if _is_per_unit(listing):
        return price.rounded(rate, rounding).times(quantity)
    return price.times(quantity).rounded(rate, rounding)


def _buyer_paid(listing: Listing, coupon: Line) -> Line:
    sale = listing.sale
    goods = _cut_price(listing).times(sale.quantity) + constant(sale.option_price)
    return goods - _shop_coupon(listing) - coupon


def _part(listing: Listing, kind: DiscountKind, amount: Line) -> Line:
    rules, day = listing.rules.discounts, listing.terms.paid_on
    rounding = Rounding.UP if rules.odd_yen.on(day) is OddYen.SELLER else Rounding.DOWN
    pieces = listing.sale.quantity if _is_per_unit(listing) else 1
    return amount.rounded(rules.seller_share[kind].on(day), rounding, pieces)


def _is_per_unit(listing: Listing) -> bool:
    rules = listing.rules.discounts
    return rules.coupon_grain.on(listing.terms.paid_on) is CouponGrain.UNIT
