"""
Fees (手数料) of an order line: commission, extras, payment service fee, and the tax on them.

The platform rounds the seller's side of each unit; commission is the rest. Extras are rates of the
price, rounded per unit. The tax is rounded once on the whole service fee of the line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import attrs

from qoo10model.basics.errors import InvalidValueError, RuleUndecidedError
from qoo10model.basics.money import Rate, per_unit
from qoo10model.basics.texts import Labelled, Text
from qoo10model.discounts import SELLER_KINDS, SHARED_KINDS, DiscountKind
from qoo10model.orders import OrderLine, SendType
from qoo10model.rules.book import JAPAN
from qoo10model.rules.fees import OverseasScope, SurchargeBase
from qoo10model.sellers import Commissions, PayoutAccount, rate_on
from qoo10model.terms import terms_of


if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from qoo10model.basics.timelines import RateRange
    from qoo10model.discounts import Discount
    from qoo10model.rules.book import RuleBook
    from qoo10model.sellers import DatedRate, Seller
    from qoo10model.terms import Terms

__all__ = (
    "FeeAmounts",
    "Fees",
    "FoundRate",
    "RateBasis",
    "Surcharge",
    "extras_of",
    "fee_amounts",
    "is_abroad",
    "quote",
    "rate_of",
)


FeeAmounts: TypeAlias = "tuple[int, int, tuple[tuple[str, int], ...], int, int, int]"
"""
The fields of `Fees` as plain amounts in yen, extras as pairs of field and amount.
"""

# Reading a member off its enum class is slow; these are read for each line.
_MEGA_WARI: Final = DiscountKind.MEGA_WARI
_MEGA_PO: Final = DiscountKind.MEGA_PO
_MEGA_WARI_FIELDS: Final = ("mega_surcharge", "mega_support_fee")
_MEGA_PO_FIELDS: Final = ("mega_po_fee",)
_BUYER_PAID: Final = SurchargeBase.BUYER_PAID
_AFTER_SHARE: Final = SurchargeBase.AFTER_SELLER_SHARE


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

    @classmethod
    def of(cls, amounts: FeeAmounts) -> Fees:
        """
        Return the fees with the plain *amounts* that `fee_amounts` gives.
        """
        base, commission, surcharges, payment_fee, shipping_commission, tax = amounts
        named = tuple(Surcharge(field, amount) for field, amount in surcharges)
        return cls(base, commission, named, payment_fee, shipping_commission, tax)

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
        Text(
            f"commission of {what} is known only as {limits}.",
            f"{what}の販売手数料率は{limits}としか分からない。",
        ),
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
    terms = terms_of(_paid_on(line), seller, rate, rules)
    quantity = line.quantity
    borne = sum(terms.seller_part(d.kind, d.amount, quantity) for d in line.discounts)
    own = sum(
        terms.seller_part(d.kind, d.amount, quantity)
        for d in line.discounts
        if d.kind not in SHARED_KINDS
    )
    gross = line.gross
    amounts = fee_amounts(line, terms, own, gross - line.discount, gross - borne, line.shipping)
    return Fees.of(amounts)


def fee_amounts(
    line: OrderLine,
    terms: Terms,
    own_discount: int,
    buyer_paid: int,
    after_share: int,
    shipping: int,
) -> FeeAmounts:
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
    fee = commission
    surcharges: tuple[tuple[str, int], ...] = ()
    fields = extras_of(line, terms)
    if fields:
        reading, charged = terms.surcharge_base, gross
        if reading is _BUYER_PAID:
            charged = buyer_paid
        elif reading is _AFTER_SHARE:
            charged = after_share
        for field, extra_of in terms.extras(fields):
            amount = per_unit(charged, quantity, extra_of)
            surcharges += ((field, amount),)
            fee += amount
    payment_fee = shipping_commission = 0
    if terms.payment_fee is not None:
        payment_fee = per_unit(gross, quantity, terms.payment_fee)
    if shipping and terms.commission_on_shipping:
        shipping_commission = shipping - terms.settle_unit(shipping)
    fee += payment_fee + shipping_commission
    tax = per_unit(fee, quantity, terms.tax_of) if terms.tax_is_per_unit else terms.tax_of(fee)
    return base, commission, surcharges, payment_fee, shipping_commission, tax


def extras_of(line: OrderLine, terms: Terms) -> tuple[str, ...]:
    """
    Return the fields of the fee rules whose extra rates *line* pays.
    """
    fields: tuple[str, ...] = ()
    for discount in line.discounts:
        if discount.kind is _MEGA_WARI:
            fields += _MEGA_WARI_FIELDS
        elif discount.kind is _MEGA_PO:
            fields += _MEGA_PO_FIELDS
    if line.external_ad:
        fields += ("external_ad_surcharge",)
    if line.send_type is not None and _is_preorder(line.send_type, terms):
        fields += ("preorder_surcharge",)
    if line.destination is not None or not terms.is_ordinary:
        fields += ("overseas_surcharge",) * _times_overseas(line, terms)
    return fields


def is_abroad(line: OrderLine) -> bool:
    """
    Return whether *line* is known to be sent outside Japan.

    >>> is_abroad(OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=1, quantity=1))
    False
    """
    return line.destination is not None and line.destination.upper() != "JP"


def _is_preorder(send_type: SendType, terms: Terms) -> bool:
    if send_type is SendType.PREPARATION:
        return terms.rules.fees.preparation_is_preorder.on(terms.paid_on)
    return send_type is SendType.RELEASE_DATE


def _times_overseas(line: OrderLine, terms: Terms) -> int:
    account = terms.seller.payout_account is PayoutAccount.OUTSIDE_JAPAN
    abroad = is_abroad(line)
    if not (account or abroad):
        return 0
    scope = terms.rules.fees.overseas_scope.on(terms.paid_on)
    if scope is OverseasScope.ACCOUNT_ONLY:
        return int(account)
    return account + abroad if scope is OverseasScope.EACH else 1


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
