"""
Terms (適用条件) of one paid day: the dated rules of a seller's lines, resolved once.

A day, a seller and a rule book always give the same terms, so they are kept and used again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final, TypeVar

import attrs

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, RuleUndecidedError
from qoo10model.basics.money import ZERO, Rate, Rounding
from qoo10model.basics.periods import check_day
from qoo10model.basics.texts import Text
from qoo10model.discounts import part_taker
from qoo10model.rules.book import RuleBook
from qoo10model.rules.fees import (
    CommissionBase,
    OptionCommission,
    ShippingCommission,
    TaxGrain,
)
from qoo10model.sellers import Establishment, PayoutAccount, Seller


if TYPE_CHECKING:
    from qoo10model.discounts import DiscountKind
    from qoo10model.rules.fees import SurchargeBase

__all__ = ("Terms", "check_conditions", "terms_of")

K = TypeVar("K")
V = TypeVar("V")


class _Made(dict[K, V]):
    # What a key stands for is made when it is first asked for.

    def __init__(self, make: Callable[[K], V]) -> None:
        self._make = make

    def __missing__(self, key: K) -> V:
        value = self[key] = self._make(key)
        return value


@attrs.frozen
class Terms:
    """
    The rules of one seller's lines paid on one day, resolved once and used for each line.

    *rate* is the commission, *tax_rate* the tax on fees. What a line seldom needs is resolved when
    a line needs it, and raises then if the rule was undecided or unknown on the day.

    >>> from datetime import date
    >>> from qoo10model.sellers import Grade, Seller
    >>> seller = Seller(grade=Grade.POWER, commission=Rate.percent("10"))
    >>> from qoo10model.rules.book import JAPAN
    >>> terms_of(date(2026, 5, 11), seller, None, JAPAN).settle_unit(1_326)
    1193
    """

    paid_on: date
    seller: Seller
    rate: Rate
    rules: RuleBook
    holidays: tuple[date, ...]
    tax_rate: Rate
    settle_unit: Callable[[int], int] = attrs.field(eq=False, repr=False)
    tax_of: Callable[[int], int] = attrs.field(eq=False, repr=False)

    def __reduce__(self) -> tuple[object, ...]:
        # Functions do not travel: the terms are resolved again where they arrive.
        return terms_of, (self.paid_on, self.seller, self.rate, self.rules, self.holidays)

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
    def payment_fee(self) -> Callable[[int], int] | None:
        """
        The function that takes the payment service fee of a unit's price; None where it is 0 %.
        """
        rate = self.seller.payment_service_fee
        if rate is None:
            rate = self.rules.fees.payment_service_fee.on(self.paid_on)
        return None if rate == ZERO else rate.rounder(self._rounding)

    @cached_property
    def compensates_whole_coupon(self) -> bool:
        """
        Whether the mega-wari compensation makes up the whole coupon.
        """
        from qoo10model.rules.settlements import CompensationSize

        reading = self.rules.settlements.compensation.on(self.paid_on)
        return reading is CompensationSize.WHOLE_COUPON

    @cached_property
    def is_ordinary(self) -> bool:
        """
        Whether a line without discounts, options or extras pays commission and tax alone.
        """
        return (
            self.seller.payout_account is PayoutAccount.JAPAN
            and self.payment_fee is None
            and not self.tax_is_per_unit
        )

    @cached_property
    def extras(self) -> Mapping[tuple[str, ...], tuple[tuple[str, Callable[[int], int]], ...]]:
        """
        For fields of the fee rules those that are not 0 %, each with the function that takes it.
        """
        return _Made(self._charged)

    @cached_property
    def seller_parts(self) -> Mapping[DiscountKind, Callable[[int, int], int]]:
        """
        For a kind of discount the function of yen and units that gives the seller's part in yen.
        """
        return _Made(self._part_of)

    def _part_of(self, kind: DiscountKind) -> Callable[[int, int], int]:
        rules, day = self.rules.discounts, self.paid_on
        share = rules.seller_share[kind].on(day)
        return part_taker(share, rules.odd_yen.on(day), rules.coupon_grain.on(day))

    def _charged(self, fields: tuple[str, ...]) -> tuple[tuple[str, Callable[[int], int]], ...]:
        rates = ((field, getattr(self.rules.fees, field).on(self.paid_on)) for field in fields)
        return tuple((field, rate.rounder(self._rounding)) for field, rate in rates if rate != ZERO)

    @cached_property
    def _rounding(self) -> Rounding:
        return self.rules.fees.surcharge_rounding.on(self.paid_on)


_NO_TAX: Final = ZERO.rounder(Rounding.DOWN)


@lru_cache(maxsize=32_768)
def terms_of(
    paid_on: date,
    seller: Seller,
    rate: Rate | None,
    rules: RuleBook,
    holidays: tuple[date, ...] = (),
) -> Terms:
    """
    Return the resolved terms of *seller* for lines paid on a Japanese day.

    *rate* is the commission; None takes the seller's one rate. Raises `RuleNotKnownError` before
    the first rules, `RuleUndecidedError` for the tax on fees of a seller outside Japan who states
    none, `InvalidTypeError` where *rate* is None and the seller has no one rate.

    >>> from datetime import date
    >>> from qoo10model.rules.book import JAPAN
    >>> from qoo10model.sellers import Grade, Seller
    >>> seller = Seller(grade=Grade.POWER, commission=Rate.percent("10"))
    >>> terms_of(date(2026, 5, 11), seller, None, JAPAN).tax_of(266)
    27
    """
    if rate is None:
        rate = _one_rate(seller)
    if paid_on.year == date.max.year:
        msg = (
            f"paid_at must lie before the year {paid_on.year} (got {paid_on}); is it a placeholder?"
        )
        raise InvalidValueError(msg)
    for holiday in holidays:
        check_day(holiday, "holidays")
    fees = rules.fees
    fees.commission_range.on(paid_on)
    settle_unit = rate.complement.rounder(fees.settle_price_rounding.on(paid_on))
    tax = _tax_rate(paid_on, seller, rules)
    tax_of = _NO_TAX if tax == ZERO else tax.rounder(fees.tax_rounding.on(paid_on))
    return Terms(paid_on, seller, rate, rules, holidays, tax, settle_unit, tax_of)


def check_conditions(rules: object, holidays: object, categories: object = None) -> None:
    """
    Raise `InvalidTypeError` unless *rules* is a `RuleBook`, *holidays* a tuple, *categories* a mapping.

    Categories may be None as well.

    Terms are kept by them, so that a list of days would be refused with words that do not help.

    >>> check_conditions("JAPAN", ())
    Traceback (most recent call last):
    qoo10model.basics.errors.InvalidTypeError: rules must be a RuleBook such as JAPAN (got a str)
    """
    if not isinstance(rules, RuleBook):
        msg = f"rules must be a RuleBook such as JAPAN (got a {type(rules).__name__})"
        raise InvalidTypeError(msg)
    if type(holidays) is not tuple:
        msg = (
            "holidays must be a tuple of days, such as (date(2026, 5, 6),) "
            f"(got a {type(holidays).__name__})"
        )
        raise InvalidTypeError(msg)
    if categories is not None and not isinstance(categories, Mapping):
        msg = (
            'categories must map item numbers to categories, such as {"100000001": "beauty"} '
            f"(got a {type(categories).__name__})"
        )
        raise InvalidTypeError(msg)


def _one_rate(seller: Seller) -> Rate:
    if type(seller.commission) is Rate:
        return seller.commission
    msg = "terms_of needs the commission of the line: find it with fees.rate_of (got None)"
    raise InvalidTypeError(msg)


def _tax_rate(paid_on: date, seller: Seller, rules: RuleBook) -> Rate:
    if seller.fee_tax is not None:
        return seller.fee_tax
    if seller.establishment is Establishment.OUTSIDE_JAPAN:
        raise RuleUndecidedError(
            "sellers.fee_tax",
            Text(
                "is consumption tax charged on the fees of a seller outside Japan?",
                "国外事業者の手数料に消費税がかかるか？",
            ),
            (ZERO, rules.fees.tax_rate.on(paid_on)),
            Text(
                "pass Seller(fee_tax=Rate.percent(…))", "Seller(fee_tax=Rate.percent(…))で指定する"
            ),
        )
    return rules.fees.tax_rate.on(paid_on) if rules.fees.fees_exclude_tax.on(paid_on) else ZERO
