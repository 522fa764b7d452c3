from __future__ import annotations

import pickle
import re

from datetime import date, datetime
from typing import Any

import attrs
import pytest

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, RuleNotKnownError
from qoo10model.basics.money import Rate, Rounding
from qoo10model.basics.periods import JST
from qoo10model.discounts import DiscountKind
from qoo10model.orders import SendType
from qoo10model.regimes import MEGA_PO, MEGA_WARI, NORMAL, ONE_UNIT, Regime, Sale, time_sale
from qoo10model.rules.book import JAPAN
from qoo10model.rules.events import EventKind


MAY = date(2026, 5, 30)
TENTH = Rate.percent("10")


def off(regime: Regime, price: int, **more: Any) -> list[tuple[str, int]]:
    """
    The discounts of *regime* on *price*.
    """
    found = regime.discounts(price, on=MAY, **more)
    return [(one.kind.name, one.amount) for one in found]


@pytest.mark.parametrize(
    "regime, price, expected",
    [
        (NORMAL, 2_948, []),
        (time_sale(TENTH), 1_995, [("TIME_SALE", 200)]),  # 1,795.5 is cut to 1,795
        (time_sale(300), 1_995, [("TIME_SALE", 300)]),
        (time_sale(1_995), 1_995, [("TIME_SALE", 1_995)]),
        (MEGA_WARI, 2_948, [("MEGA_WARI", 590)]),
        (MEGA_PO, 2_948, [("MEGA_PO", 295)]),
        (Regime(shop_coupon=TENTH), 2_948, [("SHOP_COUPON", 295)]),
        (Regime(shop_coupon=300), 2_948, [("SHOP_COUPON", 300)]),
        (
            Regime(EventKind.MEGA_WARI, cut=100, shop_coupon=TENTH, cut_kind=DiscountKind.ITEM),
            2_100,
            [("ITEM", 100), ("MEGA_WARI", 400), ("SHOP_COUPON", 200)],
        ),
    ],
)
def test_what_a_regime_takes_off(
    regime: Regime, price: int, expected: list[tuple[str, int]]
) -> None:
    """
    Coupons are counted on the price after the cut, each by itself, and added.
    """
    assert off(regime, price) == expected


def test_a_cut_and_coupons_are_of_each_unit() -> None:
    """
    Two units cut by 5 % to 1,890 each lose 200 yen, and a coupon of 378 each.
    """
    regime = Regime(EventKind.MEGA_WARI, cut=Rate.percent("5"))
    assert off(regime, 1_990, quantity=2) == [("TIME_SALE", 200), ("MEGA_WARI", 756)]


@pytest.mark.parametrize("rounding, price", [("DOWN", 1_890), ("HALF_UP", 1_891), ("UP", 1_891)])
def test_how_a_cut_price_rounds_is_a_rule(rounding: str, price: int) -> None:
    """
    5 % off 1,990 yen are 1,890.5; which way the half goes is a rule of time sales.
    """
    rules = JAPAN.with_reading("timesales.price_rounding", Rounding[rounding])
    assert time_sale(Rate.percent("5")).cut_price(1_990, on=MAY, rules=rules) == price
    assert NORMAL.cut_price(1_990, on=MAY) == 1_990


def test_a_cut_above_the_price_is_refused() -> None:
    """
    300 yen off 299 would leave less than nothing.
    """
    with pytest.raises(InvalidValueError, match="got 300 yen off 299"):
        off(time_sale(300), 299)


def test_mega_po_was_not_there_before_it_began() -> None:
    """
    Before April 2023 there were no terms to price by.
    """
    with pytest.raises(RuleNotKnownError):
        MEGA_PO.discounts(2_000, on=date(2023, 3, 31))


@pytest.mark.parametrize(
    "facts, error, text",
    [
        ({"event": "MEGA_WARI"}, InvalidTypeError, "event must be such as EventKind.MEGA_WARI"),
        ({"event": "HALLOWEEN"}, InvalidTypeError, "event must be such as EventKind.MEGA_WARI"),
        ({"cut": 0.1}, InvalidTypeError, "cut, if it is no Rate, must be whole yen"),
        ({"cut": "10"}, InvalidTypeError, "cut, if it is no Rate, must be whole yen"),
        ({"cut": True}, InvalidTypeError, "cut, if it is no Rate, must be whole yen"),
        ({"cut": -1}, InvalidValueError, "must be at least 0 yen"),
        ({"cut": Rate.percent("-1")}, InvalidValueError, "cut must lie from 0 % to 100 %"),
        ({"cut": Rate.percent("101")}, InvalidValueError, "cut must lie from 0 % to 100 %"),
        ({"shop_coupon": 1.5}, InvalidTypeError, "shop_coupon, if it is no Rate"),
        ({"shop_coupon": Rate.percent("101")}, InvalidValueError, "shop_coupon must lie"),
        ({"cut_kind": "ITEM"}, InvalidTypeError, "cut_kind must be such as"),
        ({"cut_kind": DiscountKind.MEGA_WARI}, InvalidValueError, "cut_kind must be TIME_SALE"),
        ({"cut_kind": DiscountKind.CART_SELLER}, InvalidValueError, "cut_kind must be TIME_SALE"),
    ],
)
def test_what_no_regime_can_have(facts: dict[str, Any], error: type, text: str) -> None:
    """
    Each field that cannot be is refused with what was expected.
    """
    with pytest.raises(error, match=re.escape(text)):
        Regime(**facts)


def test_a_time_sale_needs_a_cut() -> None:
    """
    A time sale without a cut would be a normal day.
    """
    nothing: Any = None
    with pytest.raises(InvalidTypeError, match=re.escape("(got None)")):
        time_sale(nothing)


@pytest.mark.parametrize(
    "regime, en, ja",
    [
        (NORMAL, "normal day", "通常時"),
        (MEGA_WARI, "mega-wari", "メガ割"),
        (time_sale(TENTH), "time sale −10 %", "タイムセール −10 %"),
        (time_sale(1_000), "time sale −1,000 yen", "タイムセール −1,000円"),
        (
            Regime(EventKind.MEGA_PO, cut=5, shop_coupon=TENTH),
            "mega-po + time sale −5 yen + shop coupon −10 %",
            "メガポ + タイムセール −5円 + SHOPクーポン −10 %",
        ),
    ],
)
def test_the_label_says_it_all(regime: Regime, en: str, ja: str) -> None:
    """
    A regime is named by its event, its cut and its coupon.
    """
    assert (regime.label.en, regime.label.ja) == (en, ja)


def test_a_sale_makes_its_line() -> None:
    """
    The line has what the sale says, and is an ordinary order inside Japan unless said otherwise.
    """
    paid = datetime(2026, 5, 30, tzinfo=JST)
    line = Sale("100", "SKU-A", 2, option_price=50, shipping=300).line(1_000, (), paid)
    assert (line.item_code, line.sku, line.quantity, line.gross) == ("100", "SKU-A", 2, 2_050)
    assert (line.shipping, line.external_ad, line.destination) == (300, False, "JP")
    assert line.send_type is SendType.GENERAL
    assert line.paid_on == MAY
    assert attrs.evolve(ONE_UNIT, destination="KR").line(1, (), paid).destination == "KR"


@pytest.mark.parametrize("value", [NORMAL, MEGA_WARI, time_sale(TENTH), Sale(quantity=3)])
def test_values_travel_and_show_themselves(value: object) -> None:
    """
    They can be pickled, and their repr evaluates.
    """
    names = {
        name: globals()[name] for name in ("Regime", "Sale", "EventKind", "DiscountKind", "Rate")
    }
    assert pickle.loads(pickle.dumps(value)) == value
    assert eval(repr(value), {**names, "SendType": SendType}) == value
