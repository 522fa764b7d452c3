"""
Rates (料率): which commission a line pays, and what it was found by.

No order row carries a category, and most categories are published as ranges only. So the seller's
own rates come first, and where nothing tells, there is no rate.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.errors import InvalidValueError, RuleUndecidedError
from qoo10model.basics.money import Rate, per_unit
from qoo10model.basics.texts import Labelled, Text
from qoo10model.discounts import SELLER_KINDS, DiscountKind
from qoo10model.orders import OrderStatus
from qoo10model.rules.book import JAPAN
from qoo10model.sellers import Commissions, rate_on


if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from qoo10model.basics.timelines import RateRange, Timeline
    from qoo10model.orders import OrderLine
    from qoo10model.rules.book import RuleBook
    from qoo10model.sellers import Seller

__all__ = ("FoundRate", "RateBasis", "limits_of", "paid_day", "rate_of")

_MAY_BE_OWN: Final = frozenset({*SELLER_KINDS, DiscountKind.UNATTRIBUTED})
_NONE_STATED: Final = Commissions()
# Reading a member off its enum class is slow; this is read for each line.
_AWAITING: Final = OrderStatus.AWAITING_PAYMENT


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
    A commission rate and what it was found by; *category* is that of the item, where one was given.

    >>> FoundRate(Rate.percent("10"), RateBasis.SELLER).basis
    RateBasis.SELLER
    """

    rate: Rate
    basis: RateBasis
    category: str = ""


def rate_of(
    line: OrderLine,
    seller: Seller,
    *,
    categories: Mapping[str, str] | None = None,
    rules: RuleBook = JAPAN,
) -> FoundRate:
    """
    Return the commission rate of *line* on the day it was paid, and what it was found by.

    A seller's one rate holds for everything. Of `Commissions` it is the rate for the item; else for
    the category that *categories* (item number → category) gives; else the seller's rate otherwise.
    Where the seller states none, it is the published rate of a category that has a single one, else
    the one rate of the known range that gives the row's own SettlePrice to the yen. That is not
    asked of a line with a discount that the seller bears, or may bear.

    Raises `RuleUndecidedError` where none of them answers, `UnknownNameError` for a category that
    is neither the seller's nor published, `RuleNotKnownError` before the seller's first rate,
    `InvalidValueError` for an unpaid line.

    >>> from datetime import datetime
    >>> from qoo10model.basics.periods import JST
    >>> from qoo10model.orders import OrderLine
    >>> from qoo10model.sellers import Grade, Seller
    >>> line = OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=1_500, quantity=2,
    ...                  paid_at=datetime(2026, 5, 11, tzinfo=JST), platform_settle_price=2_700)
    >>> rate_of(line, Seller(grade=Grade.POWER))
    FoundRate(rate=Rate.percent("10"), basis=RateBasis.SETTLE_PRICE, category='')
    """
    day = paid_day(line)
    commission, item = seller.commission or _NONE_STATED, line.item_code
    if not isinstance(commission, Commissions):
        return FoundRate(rate_on(commission, day), RateBasis.SELLER)
    if item in commission.items:
        return FoundRate(rate_on(commission.items[item], day), RateBasis.ITEM)
    category = categories.get(item, "") if categories else ""
    if category in commission.categories:
        rate = rate_on(commission.categories[category], day)
        return FoundRate(rate, RateBasis.CATEGORY, category)
    limits = limits_of(category, rules).on(day)
    if commission.otherwise is not None:
        return FoundRate(rate_on(commission.otherwise, day), RateBasis.SELLER, category)
    if limits.is_one_rate:
        return FoundRate(limits.lowest, RateBasis.PUBLISHED, category)
    measured = _measured_rate(line, limits, day, rules)
    if measured is not None:
        return FoundRate(measured, RateBasis.SETTLE_PRICE, category)
    raise _no_rate(category, item, limits)


def limits_of(category: str, rules: RuleBook) -> Timeline[RateRange]:
    """
    Return the known range of the commission in *category*, or of all commissions where it is "".

    Raises `UnknownNameError`, with near names, for a category that is not published.

    >>> from datetime import date
    >>> print(limits_of("mobile", JAPAN).on(date(2026, 5, 11)))
    8 % – 10 %
    """
    return rules.fees.commission[category] if category else rules.fees.commission_range


def paid_day(line: OrderLine) -> date:
    """
    Return the Japanese day on which *line* was paid in yen: the one that picks its rules.

    Raises `InvalidValueError` for an unpaid line and for another currency.

    >>> from datetime import datetime
    >>> from qoo10model.basics.periods import JST
    >>> from qoo10model.orders import OrderLine
    >>> line = OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=1, quantity=1,
    ...                  paid_at=datetime(2026, 5, 11, tzinfo=JST))
    >>> paid_day(line)
    datetime.date(2026, 5, 11)
    """
    day = line.paid_on
    if day is None or line.status is _AWAITING:
        msg = (
            f"order {line.order_no} must be paid (got status {line.status!r}, paid_at "
            f"{line.paid_at}); settle it once it is, or use settle_all, which reports it"
        )
        raise InvalidValueError(msg)
    if line.currency != "JPY":
        msg = (
            f"amounts of order {line.order_no} must be in JPY (got {line.currency!r}); "
            "no rule says what another currency comes to in yen"
        )
        raise InvalidValueError(msg)
    return day


def _measured_rate(line: OrderLine, limits: RateRange, day: date, rules: RuleBook) -> Rate | None:
    given = line.platform_settle_price
    # How a seller's own discount enters the SettlePrice is not known.
    may_be_own = line.cart_discount_seller or any(d.kind in _MAY_BE_OWN for d in line.discounts)
    if given is None or may_be_own:
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


def _no_rate(category: str, item: str, limits: RateRange) -> RuleUndecidedError:
    what = repr(category) if category else f"item {item!r}"
    what_ja = f"カテゴリ「{category}」" if category else f"商品「{item}」"
    return RuleUndecidedError(
        "sellers.commission",
        Text(
            f"commission of {what} is known only as {limits}.",
            f"{what_ja}の販売手数料率は{limits}としか分からない。",
        ),
        (limits.lowest, limits.highest),
        Text(
            "pass Seller(commission=Rate.percent(…)), or Commissions(by_item=…, by_category=…)",
            "Seller(commission=Rate.percent(…))またはCommissions(by_item=…, by_category=…)で料率を渡す",
        ),
    )
