from __future__ import annotations

import copy
import pickle

from datetime import date, datetime
from typing import Any

import attrs
import pytest

from qoo10model.basics.errors import (
    InvalidTypeError,
    InvalidValueError,
    RuleNotKnownError,
    RuleUndecidedError,
)
from qoo10model.basics.money import Rate
from qoo10model.basics.periods import JST
from qoo10model.basics.texts import Text
from qoo10model.discounts import DiscountKind
from qoo10model.rules.book import JAPAN
from qoo10model.rules.fees import SurchargeBase
from qoo10model.sellers import Establishment, Grade, PayoutAccount, Seller
from qoo10model.terms import Terms, terms_of
from tests.settlement_cases import CHOSEN, POWER, SILENT, TEN, ZERO, rules_of


DAY = date(2026, 5, 11)
ABROAD = Seller(grade=Grade.POWER, commission=TEN, establishment=Establishment.OUTSIDE_JAPAN)


def under(**readings: Any) -> Terms:
    """
    The terms of a power seller at 10 % where some rules of fees read otherwise.
    """
    return terms_of(DAY, POWER, None, rules_of({f"fees.{k}": v for k, v in readings.items()}))


def test_terms_are_resolved_once() -> None:
    """
    The same day, seller and rules give the same terms, not a copy.
    """
    again = Seller(grade=Grade.POWER, commission=Rate.percent("10"))

    assert terms_of(DAY, POWER, None, JAPAN) is terms_of(DAY, again, None, JAPAN)


@pytest.mark.parametrize(
    "copied", [copy.copy, copy.deepcopy, lambda t: pickle.loads(pickle.dumps(t))]
)
def test_terms_travel(copied: Any) -> None:
    """
    Terms are equal to their copies, and a copy calculates as they do.
    """
    terms = terms_of(DAY, POWER, None, CHOSEN, (date(2025, 12, 31),))

    assert copied(terms) == terms
    assert hash(copied(terms)) == hash(terms)
    assert copied(terms).settle_unit(1_326) == 1_193


def test_the_repr_names_no_function() -> None:
    """
    What the terms were resolved to stays out of their repr.
    """
    assert "function" not in repr(terms_of(DAY, POWER, None, JAPAN))


@pytest.mark.parametrize(
    ("unit_price", "settles"),
    # 90 %: 4.5 and 13.5 and 904.5 go up, 4.4 → no price; symmetric about zero
    [
        (0, 0),
        (1, 1),
        (4, 4),
        (5, 5),
        (6, 5),
        (14, 13),
        (15, 14),
        (1_004, 904),
        (1_005, 905),
        (-1_005, -905),
    ],
)
def test_a_unit_settles_to_the_nearest_yen(unit_price: int, settles: int) -> None:
    """
    The seller's side of a unit at 10 % is 90 % of its price, half a yen upwards.
    """
    assert terms_of(DAY, POWER, None, JAPAN).settle_unit(unit_price) == settles


@pytest.mark.parametrize(
    ("fee", "tax"), [(0, 0), (4, 0), (5, 1), (6, 1), (14, 1), (15, 2), (266, 27), (-266, -27)]
)
def test_the_tax_of_a_fee(fee: int, tax: int) -> None:
    """
    Tax is 10 % of a fee, half a yen upwards.
    """
    assert terms_of(DAY, POWER, None, JAPAN).tax_of(fee) == tax


@pytest.mark.parametrize(
    ("day", "tax"),
    [
        (date(2018, 9, 1), "8"),
        (date(2019, 9, 30), "8"),
        (date(2019, 10, 1), "10"),
        (date(2026, 12, 31), "10"),
    ],
)
def test_the_tax_follows_the_law_of_the_day(day: date, tax: str) -> None:
    """
    Fees bear 8 % until 30 September 2019, then 10 %.
    """
    assert terms_of(day, POWER, None, JAPAN).tax_rate == Rate.percent(tax)


def test_fees_may_include_their_tax() -> None:
    """
    Where fees include the tax, none comes on top.
    """
    terms = under(fees_exclude_tax=False)

    assert terms.tax_rate == ZERO
    assert terms.tax_of(1_000) == 0


def test_a_seller_abroad_must_say_whether_there_is_tax() -> None:
    """
    Nobody published whether the fees of a seller abroad bear tax, so it is refused with both ends.
    """
    with pytest.raises(RuleUndecidedError) as refused:
        terms_of(DAY, ABROAD, None, JAPAN)

    assert refused.value.rule == "sellers.fee_tax"
    assert refused.value.candidates == (ZERO, TEN)
    assert refused.value.advice == Text(
        "pass Seller(fee_tax=Rate.percent(…))", "Seller(fee_tax=Rate.percent(…))で指定する"
    )
    assert "国外事業者" in refused.value.question.ja


@pytest.mark.parametrize(("stated", "tax"), [("0", 0), ("10", 27), ("8", 21)])
def test_the_tax_that_a_seller_states_holds(stated: str, tax: int) -> None:
    """
    A tax that the seller states holds in Japan and abroad, whatever the law says: 8 % of 266 is 21.28.
    """
    for seller in (ABROAD, POWER):
        own = attrs.evolve(seller, fee_tax=Rate.percent(stated))
        assert terms_of(DAY, own, None, JAPAN).tax_of(266) == tax


def test_rules_begin_on_their_first_day() -> None:
    """
    Before 1 September 2018 commission went by grade and price, and nobody published how.
    """
    with pytest.raises(RuleNotKnownError, match="not known before 2018-09-01"):
        terms_of(date(2018, 8, 31), POWER, None, JAPAN)


def test_the_rate_of_a_line_is_passed_where_the_seller_has_no_one_rate() -> None:
    """
    A seller without one rate needs the rate of the line.
    """
    assert terms_of(DAY, SILENT, Rate.percent("6"), JAPAN).settle_unit(1_000) == 940
    with pytest.raises(InvalidTypeError, match=r"find it with fees\.rate_of"):
        terms_of(DAY, SILENT, None, JAPAN)


@pytest.mark.parametrize("wrong", [("2025-12-31",), (datetime(2025, 12, 31, tzinfo=JST),), (None,)])
def test_holidays_are_days(wrong: Any) -> None:
    """
    A holiday that is no date would never match a Wednesday, so it is refused.
    """
    with pytest.raises(InvalidTypeError, match="holidays must be"):
        terms_of(DAY, POWER, None, JAPAN, wrong)


def test_a_placeholder_is_no_day_of_payment() -> None:
    """
    The last year of the calendar stands for "not known" in many systems, and is no day of payment.
    """
    with pytest.raises(InvalidValueError, match="is it a placeholder"):
        terms_of(date(9999, 1, 1), POWER, None, JAPAN)


@pytest.mark.parametrize(
    ("name", "reading", "expected"),
    [
        ("commission_base", "LIST_PRICE", False),
        ("commission_base", "AFTER_DISCOUNT", True),
        ("commission_on_options", "INCLUDED", True),
        ("commission_on_options", "EXCLUDED", False),
        ("commission_on_shipping", "NONE", False),
        ("commission_on_shipping", "SAME_RATE", True),
        ("surcharge_base", "BUYER_PAID", SurchargeBase.BUYER_PAID),
        ("tax_grain", "LINE", False),
        ("tax_grain", "UNIT", True),
        ("tax_grain", "INVOICE", False),
    ],
)
def test_open_rules_are_read_from_the_book(name: str, reading: str, expected: object) -> None:
    """
    Each open rule is asked of the book that was passed in.
    """
    names = {"commission_base": "commission_after_discount", "tax_grain": "tax_is_per_unit"}

    assert getattr(under(**{name: reading}), names.get(name, name)) == expected


def test_what_is_undecided_is_refused_when_it_is_asked() -> None:
    """
    An undecided rule stops only the line that needs it.
    """
    terms = terms_of(DAY, POWER, None, JAPAN)

    with pytest.raises(RuleUndecidedError, match="commission_base"):
        _ = terms.commission_after_discount
    with pytest.raises(RuleUndecidedError, match="commission_on_shipping"):
        _ = terms.commission_on_shipping


def test_the_compensation_is_read_from_the_book() -> None:
    """
    The compensation of mega-wari makes up the whole coupon unless the book says otherwise.
    """
    other = rules_of({"settlements.compensation": "QOO10_SHARE"})

    assert terms_of(DAY, POWER, None, JAPAN).compensates_whole_coupon
    assert not terms_of(DAY, POWER, None, other).compensates_whole_coupon


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, True),
        ({"payout_account": PayoutAccount.OUTSIDE_JAPAN}, False),
        ({"payment_service_fee": Rate.percent("0.5")}, False),
        ({"payment_service_fee": ZERO}, True),
    ],
)
def test_what_makes_a_seller_ordinary(change: Any, expected: bool) -> None:
    """
    Lines of a seller who is paid in Japan and pays no payment fee bear commission and tax alone.
    """
    assert terms_of(DAY, attrs.evolve(POWER, **change), None, JAPAN).is_ordinary is expected


def test_tax_on_each_unit_is_not_ordinary() -> None:
    """
    Where tax is rounded on each unit, the short way through a line does not hold.
    """
    assert not under(tax_grain="UNIT").is_ordinary


def test_the_payment_fee_is_the_sellers_or_the_books() -> None:
    """
    A payment service fee is charged where the seller states one, or the book has one.
    """
    own = attrs.evolve(POWER, payment_service_fee=Rate.percent("3.5"))
    stated = terms_of(DAY, own, None, JAPAN).payment_fee
    known = under(payment_service_fee="0.5").payment_fee

    assert terms_of(DAY, POWER, None, JAPAN).payment_fee is None
    assert stated is not None
    assert stated(1_000) == 35
    assert known is not None
    assert known(1_000) == 5


def test_extras_that_are_0_percent_are_left_out() -> None:
    """
    Of the extras of mega-wari only the 1 % is charged, half a yen upwards.
    """
    terms = terms_of(DAY, POWER, None, JAPAN)
    ((field, extra_of),) = terms.extras["mega_surcharge", "mega_support_fee"]

    assert field == "mega_surcharge"
    assert [extra_of(price) for price in (49, 50, 149, 150, 2_948)] == [0, 1, 1, 2, 29]
    assert terms.extras[()] == ()


@pytest.mark.parametrize(
    ("kind", "part"),
    [
        (DiscountKind.ITEM, 591),
        (DiscountKind.TIME_SALE, 591),
        (DiscountKind.GROUP_BUY, 591),
        (DiscountKind.SHOP_COUPON, 591),
        (DiscountKind.CART_SELLER, 591),
        (DiscountKind.CART_COUPON, 0),
        (DiscountKind.MEGA_WARI, 296),
        (DiscountKind.MEGA_PO, 296),
    ],
)
def test_who_bears_a_discount(kind: DiscountKind, part: int) -> None:
    """
    Of 591 yen the seller bears all, nothing, or the half with the odd yen, by the kind.
    """
    assert terms_of(DAY, POWER, None, JAPAN).seller_parts[kind](591, 1) == part


def test_nobody_bore_a_share_of_mega_po_before_there_was_one() -> None:
    """
    Mega-po began on 1 April 2023.
    """
    with pytest.raises(RuleNotKnownError, match="before 2023-04-01"):
        terms_of(date(2023, 3, 31), POWER, None, JAPAN).seller_parts[DiscountKind.MEGA_PO](10, 1)
    assert (
        terms_of(date(2023, 4, 1), POWER, None, JAPAN).seller_parts[DiscountKind.MEGA_PO](10, 1)
        == 5
    )
