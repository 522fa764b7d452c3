from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.basics.money import Rate, Rounding
from qoo10model.basics.periods import JST
from qoo10model.breakdowns import breakdown_of
from qoo10model.courses import Listing, stretches_of
from qoo10model.regimes import ONE_UNIT, Regime, Sale
from qoo10model.rules.book import JAPAN
from qoo10model.rules.events import EventKind
from qoo10model.rules.fees import CommissionBase, ShippingCommission, SurchargeBase, TaxGrain
from qoo10model.rules.settlements import CompensationSize
from qoo10model.sellers import Grade, PayoutAccount, Seller
from qoo10model.settlements import settle


if TYPE_CHECKING:
    from qoo10model.rules.book import RuleBook

DAY = date(2026, 5, 12)
PAID_AT = datetime(2026, 5, 12, tzinfo=JST)
MOST = 400_000
SELLER = Seller(grade=Grade.POWER, commission=Rate.percent("10"))
CHOSEN = JAPAN.with_reading("fees.commission_base", CommissionBase.LIST_PRICE).with_reading(
    "fees.commission_on_shipping", ShippingCommission.SAME_RATE
)
TENTH = Rate.percent("10")

FIELDS = ("gross", "buyer_paid", "points_share", "net")

CASES: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({}, {}),
    ({"fees.tax_grain": TaxGrain.UNIT}, {"quantity": 3}),
    ({"fees.tax_rounding": Rounding.DOWN}, {"quantity": 2}),
    ({"fees.settle_price_rounding": Rounding.UP}, {}),
    ({"fees.settle_price_rounding": Rounding.HALF_EVEN}, {"quantity": 2}),
    ({"fees.surcharge_base": SurchargeBase.BUYER_PAID}, {"external_ad": True}),
    ({"fees.surcharge_base": SurchargeBase.AFTER_SELLER_SHARE}, {"external_ad": True}),
    ({"fees.commission_base": CommissionBase.AFTER_DISCOUNT}, {}),
    ({"settlements.compensation": CompensationSize.QOO10_SHARE}, {}),
    ({"events.mega_po_points_cap": 700}, {"shipping": 480, "option_price": 150}),
    ({"events.mega_wari_cap": None}, {"destination": "KR"}),
]


def lines_and_amounts(
    regime: Regime, sale: Sale, seller: Seller, rules: RuleBook, price: int
) -> None:
    """
    See that the amounts at *price* lie on their lines, but for the wobble.
    """
    discounts = regime.discounts(price, on=DAY, quantity=sale.quantity, rules=rules)
    if sum(one.amount for one in discounts) > price * sale.quantity + sale.option_price:
        return
    one = settle(sale.line(price, discounts, PAID_AT), seller, rules)
    parts = breakdown_of(one.line, one.terms, one.context)
    first = regime.cut if isinstance(regime.cut, int) else 1
    stretches = stretches_of(Listing(sale, regime, one.terms), first, MOST)
    assert stretches[0].first == first
    assert stretches[-1].last == MOST
    (stretch,) = (some for some in stretches if some.first <= price <= some.last)
    if stretch.amounts is None:
        return
    actual = {name: getattr(parts, name) for name in FIELDS}
    actual["goods"] = parts.gross - parts.borne_by_seller
    actual["service_fee"] = parts.fees.service_fee
    for name, amount in actual.items():
        line = getattr(stretch.amounts, name)
        value = Fraction(line.slope * price + line.start, line.scale)
        assert abs(value - amount) <= Fraction(line.wobble, line.scale), name


offs = st.none() | st.sampled_from([3, 10, 25]).map(Rate.percent) | st.integers(1, 90)


@pytest.mark.parametrize("readings, facts", CASES)
@given(
    regime=st.builds(
        Regime, event=st.none() | st.sampled_from(EventKind), cut=offs, shop_coupon=offs
    ),
    price=st.integers(90, 5_000) | st.integers(90, MOST),
)
def test_every_amount_lies_on_its_line_but_for_the_wobble(
    readings: dict[str, Any], facts: dict[str, Any], regime: Regime, price: int
) -> None:
    """
    What rounding takes an amount off its line is never more than the line says.
    """
    rules = CHOSEN
    for name, value in readings.items():
        rules = rules.with_reading(name, value)
    lines_and_amounts(regime, Sale(**facts), SELLER, rules, price)


@given(event=st.none() | st.sampled_from(EventKind), price=st.integers(1, MOST))
def test_the_lines_of_a_seller_abroad_with_a_payment_fee(
    event: EventKind | None, price: int
) -> None:
    """
    The extras of an account abroad and a payment service fee are lines as well.
    """
    abroad = Seller(
        grade=Grade.POWER,
        commission=Rate.percent("9.5"),
        payout_account=PayoutAccount.OUTSIDE_JAPAN,
        fee_tax=Rate.percent("0"),
        payment_service_fee=Rate.percent("3.5"),
    )
    lines_and_amounts(Regime(event), Sale(quantity=2), abroad, CHOSEN, price)


def test_the_bends_of_mega_po() -> None:
    """
    Below 100 yen there is no coupon; near 100,000 it is capped, near 110,000 the points are.
    """
    terms = settle(ONE_UNIT.line(1_000, (), PAID_AT), SELLER, CHOSEN).terms
    stretches = stretches_of(Listing(ONE_UNIT, Regime(EventKind.MEGA_PO), terms), 1, MOST)
    assert [(one.first, one.last) for one in stretches] == [
        (1, 99),
        (100, 99_994),
        (99_995, 100_003),
        (100_004, 109_994),
        (109_995, 110_003),
        (110_004, MOST),
    ]


def test_where_a_cut_decides_on_the_smallest_order_each_price_is_settled() -> None:
    """
    5 % off, 105 yen are 99 and 106 are 100: which of them has a coupon rounding decides.
    """
    terms = settle(ONE_UNIT.line(1_000, (), PAID_AT), SELLER, CHOSEN).terms
    regime = Regime(EventKind.MEGA_PO, cut=Rate.percent("5"))
    stretches = stretches_of(Listing(ONE_UNIT, regime, terms), 1, MOST)
    assert [(one.first, one.last) for one in stretches if one.amounts is None] == [(106, 106)]


@pytest.mark.parametrize("grain, quantity", [("LINE", 1), ("LINE", 3), ("UNIT", 3)])
def test_the_wobble_of_the_net_is_reached(grain: str, quantity: int) -> None:
    """
    Over one period of prices the net does go nearly as far off its line as the wobble lets it.
    """
    rules = CHOSEN.with_reading("fees.tax_grain", TaxGrain[grain])
    sale = Sale(quantity=quantity)
    terms = settle(sale.line(1_000, (), PAID_AT), SELLER, rules).terms
    (stretch,) = stretches_of(Listing(sale, Regime(), terms), 1, MOST)
    assert stretch.amounts is not None
    line = stretch.amounts.net
    most = max(
        abs(
            Fraction(line.slope * price + line.start, line.scale)
            - settle(sale.line(price, (), PAID_AT), SELLER, rules).net
        )
        for price in range(1, 101)
    )
    assert most * 10 > Fraction(line.wobble, line.scale) * 9
