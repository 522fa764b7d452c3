from __future__ import annotations

from datetime import datetime
from typing import Any

import attrs
import pytest

from qoo10model.basics.errors import InvalidValueError, RuleNotKnownError, RuleUndecidedError
from qoo10model.basics.periods import JST
from qoo10model.breakdowns import ORDINARY, Breakdown, Context, breakdown_of
from qoo10model.discounts import Discount, DiscountKind
from qoo10model.fees import Fees
from qoo10model.proceeds import settle
from qoo10model.rules.book import JAPAN, RuleBook
from qoo10model.terms import terms_of
from tests.settlement_cases import (
    CASES,
    CHOSEN,
    MEGA_PO_DAY,
    POWER,
    line_of,
    mega,
    off,
    paid,
    rules_of,
    seller_of,
)


KNOWN = [
    pytest.param(case, id=case["name"])
    for case in CASES
    if "cancelled_on" not in case["line"] and case.get("seller", {}).get("commission") != ""
]
PO = DiscountKind.MEGA_PO


def parts(line: Any, context: Context = ORDINARY, rules: RuleBook = CHOSEN) -> Breakdown:
    """
    The breakdown of *line* for a power seller at 10 %.
    """
    return breakdown_of(line, terms_of(line.paid_on, POWER, None, rules), context)


@pytest.mark.parametrize("case", KNOWN)
def test_a_breakdown_agrees_with_the_settlement(case: dict[str, Any]) -> None:
    """
    The parts of a line come to what it settles for.
    """
    rules = rules_of(case.get("readings", {}))
    line, seller = line_of(case["line"]), seller_of(case.get("seller", {}))
    result = settle(line, seller, rules)
    broken = breakdown_of(line, result.terms, result.context)

    for name in ("gross", "buyer_paid", "borne_by_seller", "borne_by_qoo10", "settle_price", "net"):
        assert getattr(broken, name) == getattr(result, name), name


def test_a_mega_wari_line_part_by_part() -> None:
    """
    Of 2,948 yen with a coupon of 590, halves of 295 and a compensation of the whole coupon.
    """
    # 295 + 29 and 32 tax, as in the agreed line
    broken = parts(mega(2_948, 590))

    assert attrs.asdict(broken, recurse=False) == {
        "gross": 2_948,
        "buyer_paid": 2_358,
        "own_discount": 0,
        "qoo10_discount": 0,
        "mega_wari": 590,
        "mega_po": 0,
        "compensation": 590,
        "pre_deduction": 295,
        "coupon_share": 0,
        "points": 0,
        "points_share": 0,
        "shipping": 0,
        "fees": broken.fees,
    }
    assert broken.fees.total == 295 + 29 + 32


def test_a_share_of_a_cart_is_part_of_the_line() -> None:
    """
    The line's share of a cart's amounts counts like its own.
    """
    # 1,000 − 120 − 80 = 800 paid; 800 + 80 + 300 − 100 − 10 = 1,070
    broken = parts(paid(), Context(shipping=300, discount_seller=120, discount_qoo10=80))

    assert (broken.buyer_paid, broken.own_discount, broken.qoo10_discount) == (800, 120, 80)
    assert (broken.borne_by_seller, broken.borne_by_qoo10) == (120, 80)
    assert broken.net == 1_070


@pytest.mark.parametrize(
    ("discounts", "context", "points"),
    [
        # 10 % of what is left of 1,000 after its coupon of 100 and other discounts of the line
        ((), ORDINARY, 90),
        ((Discount(DiscountKind.SHOP_COUPON, 100),), ORDINARY, 80),
        ((Discount(DiscountKind.TIME_SALE, 200),), ORDINARY, 70),
        # What comes off the cart leaves the points alone, on the line and as a share.
        ((Discount(DiscountKind.CART_COUPON, 300),), ORDINARY, 90),
        ((Discount(DiscountKind.CART_SELLER, 300),), ORDINARY, 90),
        ((), Context(discount_seller=300), 90),
        ((), Context(discount_qoo10=300), 90),
        ((Discount(DiscountKind.CART_COUPON, 300),), Context(discount_seller=200), 90),
        ((), Context(shipping=500), 90),
    ],
)
def test_what_points_are_counted_on(
    discounts: tuple[Discount, ...], context: Context, points: int
) -> None:
    """
    Points of mega-po are counted on the price after the coupons of the line, before the cart's.
    """
    line = paid(discounts=(Discount(PO, 100), *discounts), paid_at=MEGA_PO_DAY)

    assert parts(line, context).points == points


def test_two_coupons_of_mega_po_give_points_once() -> None:
    """
    Points are counted once a line, on however many coupons.
    """
    line = paid(discounts=(Discount(PO, 50), Discount(PO, 50)), paid_at=MEGA_PO_DAY)

    assert (parts(line).points, parts(line).coupon_share) == (90, 50)


@pytest.mark.parametrize(
    ("line", "context", "too_much"),
    [
        (paid(), Context(discount_qoo10=1_001), 1_001),
        (paid(), Context(discount_seller=600, discount_qoo10=401), 1_001),
        (paid(discounts=off(DiscountKind.ITEM, 1_000)), Context(discount_qoo10=1), 1_001),
    ],
)
def test_a_line_cannot_be_discounted_below_nothing(
    line: Any, context: Context, too_much: int
) -> None:
    """
    Discounts with the share of the cart's that exceed the price are refused.
    """
    with pytest.raises(InvalidValueError, match=rf"price of 1000 yen.*\(got {too_much}\)"):
        parts(line, context)


def test_a_line_may_be_discounted_to_nothing() -> None:
    """
    A discount of the whole price is possible.
    """
    assert parts(paid(), Context(discount_qoo10=1_000)).net == 890


def test_parts_without_fees() -> None:
    """
    What was never settled was never charged: no rule of fees is asked.
    """
    line = paid(discounts=off(DiscountKind.ITEM, 200), shipping=300)
    terms = terms_of(line.paid_on, POWER, None, JAPAN)
    context = Context(shipping=300)

    with pytest.raises(RuleUndecidedError):
        breakdown_of(line, terms, context)
    assert breakdown_of(line, terms, context, charged=False).fees == Fees(0, 0, (), 0, 0, 0)


def test_the_invoice_adds_to_the_tax() -> None:
    """
    What rounding on an invoice adds to a line's tax is part of its fees.
    """
    broken = parts(paid(), Context(invoice_tax=-1))

    assert (broken.fees.tax, broken.net) == (9, 891)


def test_mega_po_before_there_was_one() -> None:
    """
    A mega-po coupon cannot have been given before April 2023.
    """
    line = paid(discounts=off(PO, 100), paid_at=datetime(2023, 3, 31, 23, 59, 59, tzinfo=JST))

    with pytest.raises(RuleNotKnownError, match="before 2023-04-01"):
        parts(line)
