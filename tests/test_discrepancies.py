from __future__ import annotations

import tomllib

from datetime import date, datetime
from pathlib import Path
from typing import Any

import attrs
import pytest

from hypothesis import given

from qoo10model.basics.money import Rate
from qoo10model.basics.periods import JST
from qoo10model.basics.texts import Text
from qoo10model.discounts import Discount, DiscountKind, mega_po, mega_wari
from qoo10model.discrepancies import (
    UNEXPLAINED,
    Cause,
    CauseKind,
    Comparison,
    Part,
    amounts_of,
    compare,
)
from qoo10model.orders import OrderLine
from qoo10model.proceeds import Settlement
from qoo10model.rules.book import JAPAN
from qoo10model.rules.commissions import CommissionBase
from qoo10model.sellers import Establishment, Grade, Seller
from qoo10model.settlements import settle, settle_all
from tests.strategies import lines, simple_sellers


WORKED: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "worked" / "statements.toml").read_text(encoding="utf-8")
)["order"]
SELLER = Seller(grade=Grade.POWER, commission=Rate.percent("10"))
ORDINARY = datetime(2026, 5, 11, 12, 0, tzinfo=JST)
IN_MEGA = datetime(2026, 5, 30, 9, 0, tzinfo=JST)


def line_of(case: dict[str, Any]) -> OrderLine:
    """
    Return the order of a worked case.
    """
    price, quantity = case["unit_price"], case.get("quantity", 1)
    mega = case.get("mega", False)
    return OrderLine(
        order_no=7,
        cart_no=1,
        item_code="A",
        unit_price=price,
        quantity=quantity,
        discounts=(mega_wari(price, on=IN_MEGA.date(), quantity=quantity),) if mega else (),
        paid_at=IN_MEGA if mega else ORDINARY,
        delivered_on=date(2026, 6, 4),
    )


def reported_of(case: dict[str, Any]) -> dict[Part, int | None]:
    """
    Return the amounts of the export in a worked case.
    """
    columns = {
        Part.GOODS: "goods",
        Part.SELLER_DISCOUNT: "seller_discount",
        Part.COMPENSATION: "compensation",
        Part.SERVICE_FEE: "fee",
    }
    return {part: case.get(column) for part, column in columns.items()}


@pytest.mark.parametrize("case", WORKED, ids=lambda case: case["working"])
def test_each_difference_has_its_cause(case: dict[str, Any]) -> None:
    """
    One change explains each difference to the yen, or it is said to be unexplained.
    """
    tax = Rate.percent(case["tax_rate"]) if "tax_rate" in case else None
    found = compare(settle(line_of(case), SELLER), reported_of(case), goods_tax=tax)
    differing = {one.part.name: one for one in found if one.difference}
    assert differing.keys() == case["causes"].keys()
    for part, (kind, change, difference) in case["causes"].items():
        one = differing[part]
        assert one.difference == difference
        assert one.causes[0].kind.name == kind
        assert one.causes[0].change.en == change or not change


def test_a_part_that_the_export_lacks_is_not_zero() -> None:
    """
    An amount of None is kept apart from 0: it neither agrees nor differs.
    """
    one = settle(line_of(WORKED[0]), SELLER)
    found = compare(one, {Part.GOODS: None, Part.SERVICE_FEE: 266})
    assert [(c.part, c.reported, c.difference) for c in found] == [
        (Part.GOODS, None, None),
        (Part.SERVICE_FEE, 266, 0),
    ]


def test_an_order_that_only_we_cancelled_says_so() -> None:
    """
    Where ours is cancelled and the export still pays it, the cause is that it is not cancelled there.
    """
    gone = attrs.evolve(line_of(WORKED[0]), cancelled_on=date(2026, 6, 20))
    found = compare(settle(gone, SELLER), {Part.GOODS: 2_652, Part.SERVICE_FEE: 266})
    assert [(c.ours, c.causes[0].kind) for c in found] == [(0, CauseKind.CANCELLED)] * 2


def test_a_cancelled_order_can_stay_unexplained() -> None:
    """
    What is left in the export of a cancelled order, and is not the order itself, is unexplained.
    """
    gone = attrs.evolve(line_of(WORKED[0]), cancelled_on=date(2026, 6, 20))
    (goods,) = compare(settle(gone, SELLER), {Part.GOODS: 5})
    assert goods.causes == (UNEXPLAINED,)


def shop_discount(amount: int) -> Settlement:
    """
    Return an order of 3,000 yen with a shop coupon of *amount* yen, commission on the list price.
    """
    rules = JAPAN.with_reading("fees.commission_base", CommissionBase.LIST_PRICE)
    line = OrderLine(
        order_no=7,
        cart_no=1,
        item_code="A",
        unit_price=3_000,
        quantity=1,
        discounts=(Discount(DiscountKind.SHOP_COUPON, amount),),
        paid_at=ORDINARY,
    )
    return settle(line, SELLER, rules)


def test_goods_before_the_sellers_discount_are_recognised() -> None:
    """
    3,000 yen less 400 of the shop's coupon are 2,600; an export of 3,000 has not taken it off.
    """
    one = shop_discount(400)
    assert amounts_of(one)[Part.GOODS] == 2_600
    assert amounts_of(one)[Part.SELLER_DISCOUNT] == 400
    (goods,) = compare(one, {Part.GOODS: 3_000})
    assert str(goods.causes[0]) == "discount: the goods are before the seller's discount"


def test_another_base_of_commission_is_recognised() -> None:
    """
    Commission of the 2,600 yen after the coupon is 260, not 300 of the list price.
    """
    one = shop_discount(400)
    fee = compare(one, {Part.GOODS: 2_600, Part.SERVICE_FEE: 260})[-1]
    assert (fee.ours, fee.difference) == (300, -40)
    with_other_base = settle(
        one.line, SELLER, JAPAN.with_reading("fees.commission_base", CommissionBase.AFTER_DISCOUNT)
    )
    assert amounts_of(with_other_base)[Part.SERVICE_FEE] == 260


def test_a_larger_discount_than_ours_is_recognised() -> None:
    """
    Of 3,000 yen the export takes 600 off where the order shows 400: 200 more.
    """
    found = compare(shop_discount(400), {Part.GOODS: 2_400, Part.SELLER_DISCOUNT: 600})
    assert {one.causes[0].change.en for one in found} == {
        "a seller's discount of 200 yen that the order does not show"
    }


def test_another_reading_of_a_rule_is_named_as_such() -> None:
    """
    1,000 yen and 500 of options: 150 of commission, 100 where options are not charged.
    """
    line = attrs.evolve(line_of(WORKED[0]), unit_price=1_000, quantity=1, option_price=500)
    (fee,) = compare(settle(line, SELLER), {Part.SERVICE_FEE: 100})
    assert (fee.ours, fee.causes[0].kind) == (150, CauseKind.RULE)
    assert fee.causes[0].change.en.startswith("commission on option prices: ")


@pytest.mark.parametrize(
    "facts, goods",
    [
        # 2 × 2,948 with one coupon of 1,180 for both: 2,948 − 1,180 is no price of one unit
        (
            {
                "unit_price": 2_948,
                "discounts": (Discount(DiscountKind.MEGA_WARI, 1_180),),
                "paid_at": IN_MEGA,
            },
            1_768,
        ),
        # 2 × 1,326 and 700 of options for both: 1,326 + 700 is none either
        ({"option_price": 700}, 2_026),
    ],
)
def test_units_that_share_a_coupon_or_options_are_not_taken_apart(
    facts: dict[str, Any], goods: int
) -> None:
    """
    How a coupon or an option would fall on fewer units is not known, so nothing is claimed.
    """
    line = attrs.evolve(line_of(WORKED[0]), **facts)
    (found,) = compare(settle(line, SELLER), {Part.GOODS: goods})
    assert found.causes == (UNEXPLAINED,)


@pytest.mark.parametrize(
    "reported, change",
    [
        ({Part.GOODS: 1_500}, "the cart discount is not taken off the goods"),
        ({Part.CART_DISCOUNT: 250}, "the cart discount is with Qoo10's part"),
    ],
)
def test_cart_discounts_are_recognised(reported: dict[Part, int], change: str) -> None:
    """
    A line of 1,500 yen with 100 yen of the seller's and 150 of Qoo10's cart discount.
    """
    rules = JAPAN.with_reading("fees.commission_base", CommissionBase.LIST_PRICE)
    line = OrderLine(
        order_no=7,
        cart_no=1,
        item_code="A",
        unit_price=1_500,
        quantity=1,
        cart_discount_seller=100,
        cart_discount_qoo10=150,
        paid_at=ORDINARY,
    )
    (one,) = settle_all((line,), SELLER, rules)
    assert (amounts_of(one)[Part.GOODS], amounts_of(one)[Part.CART_DISCOUNT]) == (1_400, 100)
    (found,) = compare(one, reported)
    assert found.causes[0].change.en == change


def test_an_ordinary_order_has_goods_and_fees_alone() -> None:
    """
    What an order does not have is 0 yen of ours.
    """
    assert amounts_of(settle(line_of(WORKED[0]), SELLER)) == {
        Part.GOODS: 2_652,
        Part.SELLER_DISCOUNT: 0,
        Part.COMPENSATION: 0,
        Part.SERVICE_FEE: 266,
        Part.COUPON_SHARE: 0,
        Part.CART_DISCOUNT: 0,
    }


def test_the_half_of_a_mega_po_coupon_is_a_share() -> None:
    """
    The coupon of 298 on 2,980 yen is halved: 149 are the seller's, beside points that are apart.
    """
    paid = datetime(2026, 8, 3, 9, 0, tzinfo=JST)
    line = OrderLine(
        order_no=7,
        cart_no=1,
        item_code="A",
        unit_price=2_980,
        quantity=1,
        discounts=(mega_po(2_980, on=paid.date()),),
        paid_at=paid,
    )
    amounts = amounts_of(settle(line, SELLER))
    assert (amounts[Part.COUPON_SHARE], amounts[Part.COMPENSATION]) == (149, 298)


@pytest.mark.parametrize("percent, fee", [("6", 160), ("10", 266)])
def test_both_ends_of_the_range_are_tried(percent: str, fee: int) -> None:
    """
    A seller who states 9 % and pays 6 or 10 % learns it: 80 or 133 a unit.
    """
    seller = attrs.evolve(SELLER, commission=Rate.percent("9"))
    found = compare(settle(line_of(WORKED[0]), seller), {Part.SERVICE_FEE: fee})
    assert found[0].causes[0] == Cause(
        CauseKind.RATE, Text(f"commission of {percent} %", f"販売手数料率{percent} %")
    )


def test_what_cannot_be_settled_again_is_no_cause() -> None:
    """
    A change that leads to a refusal is passed over: abroad, no tax is stated, yet the rate is found.
    """
    seller = attrs.evolve(SELLER, establishment=Establishment.OUTSIDE_JAPAN, fee_tax=Rate(0, 1))
    one = settle(attrs.evolve(line_of(WORKED[0]), external_ad=True), seller)
    assert one.service_fee == 292
    (fee,) = compare(one, {Part.SERVICE_FEE: 266})
    assert fee.causes[0].kind is CauseKind.SURCHARGE


def test_a_price_that_the_rules_refuse_is_no_cause() -> None:
    """
    Where the order's own rules refuse a changed line, that change is left out, not raised.
    """
    broken = settle(line_of(WORKED[0]), SELLER)
    early = attrs.evolve(
        broken.line, paid_at=datetime(2018, 8, 31, 12, 0, tzinfo=JST), delivered_on=None
    )
    stale = attrs.evolve(broken, line=early)
    (fee,) = compare(stale, {Part.SERVICE_FEE: 238})
    assert fee.causes == (UNEXPLAINED,)


@given(line=lines(), seller=simple_sellers)
def test_ours_agree_with_themselves(line: OrderLine, seller: Seller) -> None:
    """
    Amounts reported as we settle them differ nowhere and need no cause.
    """
    for one in settle_all((line,), seller):
        found = compare(one, {**amounts_of(one)})
        assert all(c.difference == 0 and not c.causes for c in found)


def test_values_are_plain() -> None:
    """
    A comparison without a report has no difference, and a cause reads as a sentence.
    """
    assert Comparison(Part.GOODS, 5, None).difference is None
    assert str(Cause(CauseKind.TAX, UNEXPLAINED.change)).startswith("tax: ")
