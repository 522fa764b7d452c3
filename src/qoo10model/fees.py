"""
Fees (手数料) of an order line: commission, extras, payment service fee, and the tax on them.

The platform rounds the seller's side of each unit; commission is the rest. Extras are rates of the
price, rounded per unit. The tax is rounded once on the whole service fee of the line.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.errors import InvalidValueError, RuleUndecidedError
from qoo10model.basics.money import ZERO, Rate, Rounding, per_unit
from qoo10model.basics.texts import Labelled, Text
from qoo10model.discounts import SELLER_KINDS, SHARED_KINDS, DiscountKind, part_taker
from qoo10model.orders import OrderLine, SendType
from qoo10model.rules.book import JAPAN
from qoo10model.rules.fees import (
    CommissionBase,
    OptionCommission,
    OverseasScope,
    ShippingCommission,
    SurchargeBase,
    TaxGrain,
)
from qoo10model.rules.settlements import CompensationSize
from qoo10model.sellers import Commissions, Establishment, PayoutAccount, rate_on


if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from qoo10model.basics.timelines import RateRange
    from qoo10model.discounts import Discount
    from qoo10model.rules.book import RuleBook
    from qoo10model.sellers import DatedRate, Seller

__all__ = (
    "Fees",
    "FoundRate",
    "RateBasis",
    "Surcharge",
    "Terms",
    "quote",
    "rate_of",
    "terms_of",
)


class RateBasis(Labelled):
    """
    What a commission rate was found by.

    >>> RateBasis.ITEM
    RateBasis.ITEM
    """

    ITEM = Text("the seller's rate for the item", "商品ごとの料率")
    CATEGORY = Text("the seller's rate for the category", "カテゴリごとの料率")
    SELLER = Text("the seller's one rate", "販売者の料率")
    PUBLISHED = Text("the published rate of the category", "カテゴリの公表料率")
    SETTLE_PRICE = Text("the row's own SettlePrice", "注文データの供給原価から逆算")


@attrs.frozen
class FoundRate:
    """
    A commission rate and what it was found by.

    >>> FoundRate(Rate.percent("10"), RateBasis.SELLER).basis
    RateBasis.SELLER
    """

    rate: Rate
    basis: RateBasis


@attrs.frozen
class Surcharge:
    """
    An extra on top of the commission: its *field* of the fee rules and its *amount* in yen.

    >>> Surcharge("mega_surcharge", 29).amount
    29
    """

    field: str
    amount: int


@attrs.frozen
class Fees:
    """
    The fees of one line in yen, all positive: what the platform keeps.

    *commission_base* is the price that commission was taken of.

    >>> Fees(2_652, 266, (), 0, 0, 27).total
    293
    """

    commission_base: int
    commission: int
    surcharges: tuple[Surcharge, ...]
    payment_fee: int
    shipping_commission: int
    tax: int

    @property
    def service_fee(self) -> int:
        """
        The fees before tax.
        """
        extras = sum(surcharge.amount for surcharge in self.surcharges)
        return self.commission + extras + self.payment_fee + self.shipping_commission

    @property
    def total(self) -> int:
        """
        The fees with tax.
        """
        return self.service_fee + self.tax


@attrs.frozen(eq=False)
class Terms:
    """
    The rules of one seller's lines paid on one day, resolved once and used for each line.

    *rate* is the commission. What a line seldom needs is resolved when a line needs it, and raises
    then if the rule was undecided or unknown on the day.

    >>> from datetime import date
    >>> from qoo10model.sellers import Grade, Seller
    >>> seller = Seller(grade=Grade.POWER, commission=Rate.percent("10"))
    >>> terms_of(date(2026, 5, 11), seller, Rate.percent("10"), JAPAN, ()).settle_unit(1_326)
    1193
    """

    paid_on: date
    seller: Seller
    rate: Rate
    rules: RuleBook
    holidays: tuple[date, ...]
    settle_unit: Callable[[int], int]
    tax_of: Callable[[int], int]

    @cached_property
    def commission_after_discount(self) -> bool:
        """
        Whether commission is taken of the price after the seller's own discount.
        """
        base = self.rules.fees.commission_base.on(self.paid_on)
        return base is CommissionBase.AFTER_DISCOUNT

    @cached_property
    def commission_on_options(self) -> bool:
        """
        Whether option prices are charged commission.
        """
        reading = self.rules.fees.commission_on_options.on(self.paid_on)
        return reading is OptionCommission.INCLUDED

    @cached_property
    def commission_on_shipping(self) -> bool:
        """
        Whether shipping that the buyer paid is charged commission.
        """
        reading = self.rules.fees.commission_on_shipping.on(self.paid_on)
        return reading is ShippingCommission.SAME_RATE

    @cached_property
    def surcharge_base(self) -> SurchargeBase:
        """
        The price that extras are taken of.
        """
        return self.rules.fees.surcharge_base.on(self.paid_on)

    @cached_property
    def tax_is_per_unit(self) -> bool:
        """
        Whether the tax on fees is rounded on each unit.
        """
        return self.rules.fees.tax_grain.on(self.paid_on) is TaxGrain.UNIT

    @cached_property
    def payment_fee(self) -> Rate:
        """
        The rate of the payment service fee: the seller's, else the rule's.
        """
        given = self.seller.payment_service_fee
        return self.rules.fees.payment_service_fee.on(self.paid_on) if given is None else given

    @cached_property
    def compensates_whole_coupon(self) -> bool:
        """
        Whether the mega-wari compensation makes up the whole coupon.
        """
        reading = self.rules.settlements.compensation.on(self.paid_on)
        return reading is CompensationSize.WHOLE_COUPON

    @cached_property
    def is_ordinary(self) -> bool:
        """
        Whether a line without discounts, options or extras pays commission and tax alone.
        """
        return (
            self.seller.payout_account is PayoutAccount.JAPAN
            and self.payment_fee == ZERO
            and not self.tax_is_per_unit
        )

    def extra(self, field: str) -> Callable[[int], int]:
        """
        Return the function that takes the extra *field* of a unit's price, in yen.
        """
        made = self._extras
        if field not in made:
            fees = self.rules.fees
            rate: Rate = getattr(fees, field).on(self.paid_on)
            made[field] = rate.rounder(fees.surcharge_rounding.on(self.paid_on))
        return made[field]

    def seller_part(self, kind: DiscountKind, amount: int, quantity: int) -> int:
        """
        Return what the seller bears of a discount of *kind*, *amount* yen over *quantity* units.
        """
        made = self._parts
        if kind not in made:
            rules, day = self.rules.discounts, self.paid_on
            share = rules.seller_share[kind].on(day)
            made[kind] = part_taker(share, rules.odd_yen.on(day), rules.coupon_grain.on(day))
        return made[kind](amount, quantity)

    @cached_property
    def _extras(self) -> dict[str, Callable[[int], int]]:
        return {}

    @cached_property
    def _parts(self) -> dict[DiscountKind, Callable[[int, int], int]]:
        return {}


_NO_TAX: Final = ZERO.rounder(Rounding.DOWN)


@lru_cache(maxsize=1 << 15)
def terms_of(
    paid_on: date, seller: Seller, rate: Rate, rules: RuleBook, holidays: tuple[date, ...]
) -> Terms:
    """
    Return the resolved terms of *seller* for lines paid *on* a day, at the commission *rate*.

    Raises `RuleNotKnownError` before the first rules, `RuleUndecidedError` for the tax on fees of a
    seller outside Japan who states none.

    >>> from datetime import date
    >>> from qoo10model.sellers import Grade, Seller
    >>> seller = Seller(grade=Grade.POWER, commission=Rate.percent("10"))
    >>> terms_of(date(2026, 5, 11), seller, Rate.percent("10"), JAPAN, ()).tax_of(266)
    27
    """
    fees = rules.fees
    fees.commission_range.on(paid_on)
    settle_unit = rate.complement.rounder(fees.settle_price_rounding.on(paid_on))
    tax = _tax_rate(paid_on, seller, rules)
    tax_of = _NO_TAX if tax == ZERO else tax.rounder(fees.tax_rounding.on(paid_on))
    return Terms(paid_on, seller, rate, rules, holidays, settle_unit, tax_of)


def rate_of(
    line: OrderLine,
    seller: Seller,
    *,
    categories: Mapping[str, str] | None = None,
    rules: RuleBook = JAPAN,
) -> FoundRate:
    """
    Return the commission rate of *line* on the day it was paid, and what it was found by.

    It is the seller's rate for the item; else for the category that *categories* (item number →
    category) gives, or the published one where the category has a single rate; else the seller's
    one rate; else the one rate of the known range that gives the row's own SettlePrice to the yen.

    Raises `RuleUndecidedError` where none of them answers, `UnknownNameError` for a category that
    is neither the seller's nor published, `InvalidValueError` for an unpaid line.

    >>> from datetime import datetime
    >>> from qoo10model.basics.periods import JST
    >>> from qoo10model.sellers import Grade, Seller
    >>> line = OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=1_500, quantity=2,
    ...                  paid_at=datetime(2026, 5, 11, tzinfo=JST), platform_settle_price=2_700)
    >>> rate_of(line, Seller(grade=Grade.POWER))
    FoundRate(rate=Rate.percent("10"), basis=RateBasis.SETTLE_PRICE)
    """
    day = _paid_on(line)
    commission = seller.commission
    table = commission if isinstance(commission, Commissions) else _one(commission)
    if line.item_code in table.items:
        return FoundRate(rate_on(table.items[line.item_code], day), RateBasis.ITEM)
    category = None if categories is None else categories.get(line.item_code)
    if category is not None and category in table.categories:
        return FoundRate(rate_on(table.categories[category], day), RateBasis.CATEGORY)
    published = None if category is None else rules.fees.commission[category].on(day)
    if table.otherwise is not None:
        return FoundRate(rate_on(table.otherwise, day), RateBasis.SELLER)
    if published is not None and published.is_one_rate:
        return FoundRate(published.lowest, RateBasis.PUBLISHED)
    limits = rules.fees.commission_range.on(day) if published is None else published
    measured = _measured_rate(line, limits, day, rules)
    if measured is not None:
        return FoundRate(measured, RateBasis.SETTLE_PRICE)
    what = f"item {line.item_code!r}" if category is None else repr(category)
    raise RuleUndecidedError(
        "sellers.commission",
        f"commission of {what} is {limits};",
        (limits.lowest, limits.highest),
        "pass Seller(commission=Rate.percent(…)), or Commissions(by_item=…, by_category=…)",
    )


def quote(
    line: OrderLine,
    seller: Seller,
    *,
    categories: Mapping[str, str] | None = None,
    rules: RuleBook = JAPAN,
) -> Fees:
    """
    Return the fees of *line* in yen, by the rules of the day it was paid.

    Raises what `rate_of` raises, and `RuleUndecidedError` for commission after a seller's own
    discount, or on shipping that the buyer paid, where nobody chose.

    >>> from datetime import datetime
    >>> from qoo10model.basics.periods import JST
    >>> from qoo10model.sellers import Grade, Seller
    >>> line = OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=1_326, quantity=2,
    ...                  paid_at=datetime(2026, 5, 11, tzinfo=JST))
    >>> fees = quote(line, Seller(grade=Grade.POWER, commission=Rate.percent("10")))
    >>> fees.commission, fees.tax
    (266, 27)
    """
    rate = rate_of(line, seller, categories=categories, rules=rules).rate
    terms = terms_of(_paid_on(line), seller, rate, rules, ())
    quantity = line.quantity
    borne = sum(terms.seller_part(d.kind, d.amount, quantity) for d in line.discounts)
    own = sum(
        terms.seller_part(d.kind, d.amount, quantity)
        for d in line.discounts
        if d.kind not in SHARED_KINDS
    )
    gross = line.gross
    return Fees(
        *fee_amounts(line, terms, own, gross - line.discount, gross - borne, line.shipping)
    )


def fee_amounts(
    line: OrderLine,
    terms: Terms,
    own_discount: int,
    buyer_paid: int,
    after_share: int,
    shipping: int,
) -> tuple[int, int, tuple[Surcharge, ...], int, int, int]:
    """
    Return the fields of `Fees` for *line* under *terms*; the amounts are the line's, in yen.

    *own_discount* is borne by the seller alone, *after_share* the price less all that he bears.
    """
    quantity, option = line.quantity, line.option_price
    gross = base = line.unit_price * quantity + option
    if own_discount and terms.commission_after_discount:
        base -= own_discount
    if option and not terms.commission_on_options:
        base -= option
    commission = base - per_unit(base, quantity, terms.settle_unit)
    fee, surcharges = commission, ()
    fields = extras_of(line, terms)
    if fields:
        reading = terms.surcharge_base
        if reading is SurchargeBase.BUYER_PAID:
            gross = buyer_paid
        elif reading is SurchargeBase.AFTER_SELLER_SHARE:
            gross = after_share
        surcharges = tuple(
            [Surcharge(field, per_unit(gross, quantity, terms.extra(field))) for field in fields]
        )
        for surcharge in surcharges:
            fee += surcharge.amount
    payment_fee = shipping_commission = 0
    if terms.payment_fee != ZERO:
        rounding = terms.rules.fees.surcharge_rounding.on(terms.paid_on)
        payment_fee = per_unit(line.gross, quantity, terms.payment_fee.rounder(rounding))
    if shipping and terms.commission_on_shipping:
        shipping_commission = shipping - terms.settle_unit(shipping)
    fee += payment_fee + shipping_commission
    tax = per_unit(fee, quantity, terms.tax_of) if terms.tax_is_per_unit else terms.tax_of(fee)
    return base, commission, surcharges, payment_fee, shipping_commission, tax


def extras_of(line: OrderLine, terms: Terms) -> tuple[str, ...]:
    """
    Return the fields of the fee rules whose extra rates *line* pays.
    """
    fields: list[str] = []
    for discount in line.discounts:
        if discount.kind is DiscountKind.MEGA_WARI:
            fields += ("mega_surcharge", "mega_support_fee")
        elif discount.kind is DiscountKind.MEGA_PO:
            fields.append("mega_po_fee")
    if line.external_ad:
        fields.append("external_ad_surcharge")
    if line.send_type is SendType.RELEASE_DATE or (
        line.send_type is SendType.PREPARATION
        and terms.rules.fees.preparation_is_preorder.on(terms.paid_on)
    ):
        fields.append("preorder_surcharge")
    if line.destination is not None or not terms.is_ordinary:
        fields += ("overseas_surcharge",) * _times_overseas(line, terms)
    return tuple(fields)


def is_abroad(line: OrderLine) -> bool:
    """
    Return whether *line* is known to be sent outside Japan.

    >>> is_abroad(OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=1, quantity=1))
    False
    """
    return line.destination is not None and line.destination.upper() != "JP"


def _times_overseas(line: OrderLine, terms: Terms) -> int:
    account = terms.seller.payout_account is PayoutAccount.OUTSIDE_JAPAN
    abroad = is_abroad(line)
    if not (account or abroad):
        return 0
    scope = terms.rules.fees.overseas_scope.on(terms.paid_on)
    if scope is OverseasScope.ACCOUNT_ONLY:
        return int(account)
    return account + abroad if scope is OverseasScope.EACH else 1


def _tax_rate(paid_on: date, seller: Seller, rules: RuleBook) -> Rate:
    if seller.fee_tax is not None:
        return seller.fee_tax
    if seller.establishment is Establishment.OUTSIDE_JAPAN:
        raise RuleUndecidedError(
            "sellers.fee_tax",
            "is consumption tax charged on the fees of a seller outside Japan?",
            (ZERO, rules.fees.tax_rate.on(paid_on)),
            "pass Seller(fee_tax=Rate.percent(…))",
        )
    return rules.fees.tax_rate.on(paid_on) if rules.fees.fees_exclude_tax.on(paid_on) else ZERO


def _measured_rate(
    line: OrderLine, limits: RateRange, day: date, rules: RuleBook
) -> Rate | None:
    given = line.platform_settle_price
    if given is None or any(_is_own(d) for d in line.discounts):
        return None
    step = rules.fees.commission_step.on(day)
    rounding = rules.fees.settle_price_rounding.on(day)
    rate, fitting = limits.lowest, list[Rate]()
    while rate <= limits.highest:
        settle_unit = rate.complement.rounder(rounding)
        if per_unit(line.gross, line.quantity, settle_unit) == given:
            fitting.append(rate)
        rate += step
    return fitting[0] if len(fitting) == 1 else None


def _is_own(discount: Discount) -> bool:
    return discount.kind in SELLER_KINDS


def _one(commission: DatedRate | None) -> Commissions:
    return Commissions(otherwise=commission)


def _paid_on(line: OrderLine) -> date:
    day = line.paid_on
    if day is None:
        msg = (
            f"order {line.order_no} is not paid, so no day picks its rules; "
            "settle it once paid_at is known"
        )
        raise InvalidValueError(msg)
    return day
