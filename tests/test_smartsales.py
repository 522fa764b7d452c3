from __future__ import annotations

import pickle

from datetime import date, datetime
from typing import Any

import attrs
import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model import JST, Grade, OrderLine, Rate, Seller, discounts, settlements
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.money import Rounding
from qoo10model.exportrows import SmartSalesRow
from qoo10model.rules.ads import SmartSalesBase, SmartSalesTax
from qoo10model.rules.book import JAPAN
from qoo10model.smartsales import smart_sale, smart_sales_costs


SELLER = Seller(grade=Grade.POWER, commission=Rate.percent("10"))
FIVE = Rate.percent("5")
LINE = OrderLine(
    order_no=1,
    cart_no=1,
    item_code="100000001",
    unit_price=1_326,
    quantity=2,
    paid_at=datetime(2026, 5, 11, 12, 0, tzinfo=JST),
)
MEGA = attrs.evolve(
    LINE,
    unit_price=2_948,
    quantity=1,
    paid_at=datetime(2026, 5, 30, 9, 0, tzinfo=JST),
    discounts=(discounts.mega_wari(2_948, on=date(2026, 5, 30)),),
)


def sale(line: OrderLine = LINE, rate: Rate = FIVE, **more: Any) -> Any:
    """
    What Smart Sales takes of an order.
    """
    return smart_sale(settlements.settle(line, SELLER), rate, **more)


def test_an_order_through_smart_sales() -> None:
    """
    5 % of 2,652 are 132.6, so 133, and 13 of tax: 2,359 become 2,213.
    """
    found = sale()
    assert (found.base, found.commission, found.tax, found.cost) == (2_652, 133, 13, 146)
    assert (found.net_before, found.net) == (2_359, 2_213)
    assert str(found) == "5 % of 2,652 yen: cost 146 yen, net 2,213 instead of 2,359 yen"
    assert repr(found) == f"<SmartSale: {found}>"


def test_what_is_not_published_is_in_doubt() -> None:
    """
    Base, rounding and tax are open; each says what it would change.
    """
    doubts = {doubt.rule: [a.net_change for a in doubt.alternatives] for doubt in sale(MEGA).doubts}
    # 5 % of 2,948 is 147.4: 147 and 14.7, so 15 of tax. Of 2,358 it is 117.9: 118 and 12.
    assert sale(MEGA).cost == 162
    assert doubts == {
        "ads.smart_sales_base": [162 - 130],
        "ads.smart_sales_rounding": [162 - (148 + 15), 162 - (147 + 14)],
        "ads.smart_sales_tax": [15],
    }


def test_other_readings() -> None:
    """
    A seller who knows better says so.
    """
    rules = JAPAN.with_reading("ads.smart_sales_base", SmartSalesBase.BUYER_PAID)
    assert sale(MEGA, rules=rules).base == 2_358
    rules = JAPAN.with_reading("ads.smart_sales_tax", SmartSalesTax.INCLUDED)
    assert (sale(rules=rules).tax, sale(rules=rules).cost) == (0, 133)
    rules = JAPAN.with_reading("ads.smart_sales_rounding", Rounding.UP)
    assert sale(rules=rules).cost == 133 + 14


def test_a_cancelled_order_costs_nothing() -> None:
    """
    There was no sale.
    """
    found = sale(attrs.evolve(LINE, cancelled_on=date(2026, 5, 13)))
    assert (found.cost, found.base, found.net, found.doubts) == (0, 0, found.net_before, ())


@given(st.integers(0, 10_000).map(Rate.basis_points), st.integers(1, 50_000), st.integers(1, 5))
def test_what_is_left_and_what_it_costs_are_the_net(rate: Rate, price: int, quantity: int) -> None:
    """
    Cost and rest sum to the net of the settlement, and a higher rate never costs less.
    """
    line = attrs.evolve(LINE, unit_price=price, quantity=quantity)
    found = sale(line, rate)
    assert found.net + found.cost == found.net_before == settlements.settle(line, SELLER).net
    assert found.cost >= 0
    assert sale(line, Rate.percent("0")).cost == 0
    assert found.cost <= sale(line, Rate.percent("100")).cost


def test_an_effect_is_a_value() -> None:
    """
    Equal orders and rates give equal effects, which survive pickling.
    """
    assert sale() == sale() == pickle.loads(pickle.dumps(sale()))
    assert hash(sale()) == hash(sale())


# The export


def row(**fields: Any) -> SmartSalesRow:
    """
    A row of the export.
    """
    usual: dict[str, Any] = {
        "order_no": 1,
        "item_code": "100000001",
        "amount": 2_652,
        "paid_on": date(2026, 5, 11),
    }
    return SmartSalesRow(**(usual | fields))


def test_costs_of_the_export() -> None:
    """
    Each sale costs its part on the day it was paid, for its item.
    """
    (cost,) = smart_sales_costs((row(),), FIVE)
    assert (cost.on, cost.amount, cost.item) == (date(2026, 5, 11), 146, "100000001")
    assert cost.note == "Smart Sales"
    (nameless,) = smart_sales_costs((row(item_code=""),), FIVE)
    assert nameless.item is None


def test_the_day_of_the_charge() -> None:
    """
    A day that is given stands for all rows, and for those without one.
    """
    day = date(2026, 6, 1)
    rows = (row(order_no=2), row(paid_on=None))
    assert [cost.on for cost in smart_sales_costs(rows, FIVE, on=day)] == [day, day]
    with pytest.raises(InvalidValueError, match="order 1 has no day of payment; pass on="):
        smart_sales_costs(rows, FIVE)


TAKEN_BACK: list[tuple[tuple[int, ...], list[int]]] = [
    ((-2_652,), []),
    ((0,), []),
    ((2_652, -2_652), []),
    ((-2_652, 2_652), []),
    ((2_652, -3_000), []),
    ((2_652, -1_326), [66 + 7]),  # 5 % of 1,326 are 66.3
    ((1_326, 1_326), [146]),
    ((20, -19), [0]),
]


@pytest.mark.parametrize("amounts, costs", TAKEN_BACK)
def test_what_was_taken_back_costs_nothing(amounts: tuple[int, ...], costs: list[int]) -> None:
    """
    Rows of an order and an item are one sale, which costs its part of what is left of it.
    """
    rows = tuple(row(amount=amount) for amount in amounts)
    assert [cost.amount for cost in smart_sales_costs(rows, FIVE)] == costs
    others = (row(order_no=9), *rows, row(item_code="100000002"))
    found = smart_sales_costs(others, FIVE)
    assert [cost.amount for cost in found] == [146, *costs, 146]


def test_what_is_left_stands_on_the_day_of_the_sale() -> None:
    """
    A row that takes a part back moves no day, and needs none.
    """
    rows = (row(amount=-1_000, paid_on=date(2026, 6, 3)), row(), row(amount=-1, paid_on=None))
    (cost,) = smart_sales_costs(rows, FIVE)
    assert cost.on == date(2026, 5, 11)
    assert smart_sales_costs((row(amount=-1, paid_on=None),), FIVE) == ()


def test_the_export_and_the_settlement_agree() -> None:
    """
    The amount sold of the export is the price before coupons, and both cost the same.
    """
    (cost,) = smart_sales_costs((row(amount=2_652),), FIVE)
    assert cost.amount == sale().cost


@pytest.mark.parametrize("wrong", [0.05, 5, "5 %", None])
def test_a_rate_is_a_rate(wrong: Any) -> None:
    """
    A float is no rate.
    """
    with pytest.raises(InvalidTypeError, match="rate must be a Rate"):
        sale(rate=wrong)
    with pytest.raises(InvalidTypeError, match="rate must be a Rate"):
        smart_sales_costs((row(),), wrong)


@pytest.mark.parametrize("wrong", ["-1", "100.1"])
def test_a_rate_is_a_part(wrong: str) -> None:
    """
    It is from 0 to 100 %.
    """
    with pytest.raises(InvalidValueError, match="rate must be from 0 % to 100 %"):
        sale(rate=Rate.percent(wrong))


def test_kinds_are_checked() -> None:
    """
    A line is no settlement, and a pair no row.
    """
    line: Any = LINE
    with pytest.raises(InvalidTypeError, match="settlement must be a Settlement"):
        smart_sale(line, FIVE)
    pair: Any = (1, 2_652)
    with pytest.raises(InvalidTypeError, match="rows must be SmartSalesRow"):
        smart_sales_costs((pair,), FIVE)
