"""
Fees (手数料) of an order line: commission, extras, payment service fee, and the tax on them.

The platform rounds the seller's side of each unit; commission is the rest. Extras are rates of the
price, rounded per unit. The tax is rounded once on the whole service fee of the line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import attrs

from qoo10model.basics.errors import InvalidValueError, RuleUndecidedError
from qoo10model.basics.money import per_unit
from qoo10model.basics.texts import Text, yen_text
from qoo10model.discounts import SHARED_KINDS, DiscountKind
from qoo10model.orders import OrderLine, SendType
from qoo10model.rates import FoundRate, RateBasis, limits_of, paid_day, rate_of
from qoo10model.rules.book import JAPAN
from qoo10model.rules.fees import OverseasScope, SurchargeBase
from qoo10model.sellers import PayoutAccount
from qoo10model.terms import terms_of


if TYPE_CHECKING:
    from collections.abc import Mapping

    from qoo10model.rules.book import RuleBook
    from qoo10model.rules.events import Occasion
    from qoo10model.sellers import Seller
    from qoo10model.terms import Terms

__all__ = (
    "ATTRIBUTION",
    "FeeAmounts",
    "Fees",
    "FoundRate",
    "RateBasis",
    "Surcharge",
    "attributed",
    "cart_amounts",
    "extras_of",
    "fee_amounts",
    "is_abroad",
    "limits_of",
    "quote",
    "rate_of",
)

ATTRIBUTION = "discounts.kind"
"""
The name under which a discount of unknown kind is refused.
"""


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


def attributed(line: OrderLine, rules: RuleBook) -> tuple[OrderLine, Occasion | None]:
    """
    Return *line* with every discount of a known kind, and the event that was inferred, if one was.

    Raises `RuleUndecidedError` for a discount of unknown kind that is not exactly the coupon of one
    event of its day, or that stands beside others: its candidates are the kinds it may be.
    """
    unknown = sum(d.amount for d in line.discounts if d.kind is DiscountKind.UNATTRIBUTED)
    if all(d.kind is not DiscountKind.UNATTRIBUTED for d in line.discounts):
        return line, None
    from qoo10model import events

    only = len(line.discounts) == 1
    occasion = events.fitting_kind(line, unknown, rules=rules) if only else None
    if occasion is not None:
        return events.attributed(line, occasion), occasion
    number, yen = line.order_no, yen_text(unknown)
    raise RuleUndecidedError(
        ATTRIBUTION,
        Text(
            f"whose is the discount of {yen} yen of order {number}?",
            f"注文{number}の割引{yen}円は誰の負担か？",
        ),
        events.choices(line, rules=rules),
        "give the line its discounts by kind: "
        "attrs.evolve(line, discounts=(Discount(DiscountKind.ITEM, …),))",
    )


def cart_amounts(line: OrderLine) -> tuple[int, int, int]:
    """
    Return shipping and the seller's and Qoo10's cart discount of a *line* that is its whole cart.

    Raises `InvalidValueError` for a line that shares such amounts with others.
    """
    shipping, seller = line.shipping or 0, line.cart_discount_seller or 0
    amounts = shipping, seller, line.cart_discount_qoo10 or 0
    if any(amounts) and not line.is_alone:
        msg = (
            f"order {line.order_no} shares shipping or a cart discount with the other lines of "
            f"cart {line.cart_no}; settle them together with settle_all or settle_cart"
        )
        raise InvalidValueError(msg)
    return amounts


def quote(
    line: OrderLine,
    seller: Seller,
    *,
    categories: Mapping[str, str] | None = None,
    rules: RuleBook = JAPAN,
) -> Fees:
    """
    Return the fees of *line* in yen, by the rules of the day it was paid: those it settles with.

    Raises what `rate_of` raises, `RuleUndecidedError` for commission after a seller's own discount,
    or on shipping that the buyer paid, where nobody chose, and for a discount that may be anybody's,
    `InvalidValueError` for a line that shares a cart's amounts with others.

    >>> from datetime import datetime
    >>> from qoo10model.basics.money import Rate
    >>> from qoo10model.basics.periods import JST
    >>> from qoo10model.sellers import Grade, Seller
    >>> line = OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=1_326, quantity=2,
    ...                  paid_at=datetime(2026, 5, 11, tzinfo=JST))
    >>> fees = quote(line, Seller(grade=Grade.POWER, commission=Rate.percent("10")))
    >>> fees.commission, fees.tax
    (266, 27)
    """
    line, _ = attributed(line, rules)
    shipping, by_seller, by_qoo10 = cart_amounts(line)
    rate = rate_of(line, seller, categories=categories, rules=rules).rate
    terms = terms_of(paid_day(line), seller, rate, rules)
    shared, own = 0, by_seller
    for discount in line.discounts:
        part = terms.seller_parts[discount.kind](discount.amount, line.quantity)
        if discount.kind in SHARED_KINDS:
            shared += part
        else:
            own += part
    buyer_paid = line.gross - line.discount - by_seller - by_qoo10
    after_share = line.gross - own - shared
    return Fees.of(fee_amounts(line, terms, own, buyer_paid, after_share, shipping))


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
        for field, extra_of in terms.extras[fields]:
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
        kind = discount.kind
        # An event charges its extras once, on however many coupons.
        if kind is _MEGA_WARI:
            fields = _once(fields, _MEGA_WARI_FIELDS) if fields else _MEGA_WARI_FIELDS
        elif kind is _MEGA_PO:
            fields = _once(fields, _MEGA_PO_FIELDS)
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


def _once(fields: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return fields if more[0] in fields else fields + more


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
