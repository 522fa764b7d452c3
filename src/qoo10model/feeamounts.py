"""
Fees as plain amounts (手数料の計算): what a line is charged, in yen, without the words for it.

`qoo10model.fees` names these amounts; settling a line needs the amounts alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from qoo10model.basics.errors import InvalidValueError, RuleUndecidedError
from qoo10model.basics.money import per_unit
from qoo10model.basics.texts import Text, yen_text
from qoo10model.discounts import DiscountKind
from qoo10model.orders import OrderLine, SendType
from qoo10model.rules.fees import OverseasScope, SurchargeBase
from qoo10model.sellers import PayoutAccount


if TYPE_CHECKING:
    from qoo10model.rules.book import RuleBook
    from qoo10model.rules.events import Occasion
    from qoo10model.terms import Terms

__all__ = (
    "ATTRIBUTION",
    "FeeAmounts",
    "attributed",
    "cart_amounts",
    "extras_of",
    "fee_amounts",
    "is_abroad",
)

ATTRIBUTION = "discounts.kind"
"""
The name under which a discount of unknown kind is refused.
"""


FeeAmounts: TypeAlias = "tuple[int, int, tuple[tuple[str, int], ...], int, int, int]"
"""
The fields of `qoo10model.fees.Fees` as plain amounts in yen, extras as pairs of field and amount.
"""

_BY_KIND: Final = "attrs.evolve(line, discounts=(Discount(DiscountKind.ITEM, …),))"

# Reading a member off its enum class is slow; these are read for each line.
_MEGA_WARI: Final = DiscountKind.MEGA_WARI
_MEGA_PO: Final = DiscountKind.MEGA_PO
_MEGA_WARI_FIELDS: Final = ("mega_surcharge", "mega_support_fee")
_MEGA_PO_FIELDS: Final = ("mega_po_fee",)
_BUYER_PAID: Final = SurchargeBase.BUYER_PAID
_AFTER_SHARE: Final = SurchargeBase.AFTER_SELLER_SHARE


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
        Text(
            f"give the line its discounts by kind: {_BY_KIND}",
            f"割引を種類ごとに指定する: {_BY_KIND}",
        ),
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


def fee_amounts(
    line: OrderLine,
    terms: Terms,
    own_discount: int,
    buyer_paid: int,
    after_share: int,
    shipping: int,
) -> FeeAmounts:
    """
    Return the fields of `qoo10model.fees.Fees` for *line* under *terms*; the amounts are the line's, in yen.

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
