from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from qoo10model import listings
from qoo10model.basics.errors import InvalidTypeError
from qoo10model.basics.findings import Severity
from qoo10model.basics.money import Rate
from qoo10model.basics.periods import Days
from qoo10model.listings import PriceDraft, Shelf, double_check
from qoo10model.orders import OrderLine, OrderStatus
from qoo10model.pricing import MEGA_WARI as IN_MEGA_WARI
from qoo10model.pricing import NORMAL
from qoo10model.rules.book import JAPAN
from qoo10model.rules.calendars import MEGA_WARI
from qoo10model.sellers import Grade, Seller


DAY = date(2026, 5, 12)
SELLER = Seller(grade=Grade.POWER, commission=Rate.percent("10"))
EARLIER = ((date(2026, 3, 1), 2_980), (date(2026, 4, 20), 2_480))
ORDER = OrderLine(
    order_no=7,
    cart_no=1,
    item_code="A",
    unit_price=2_480,
    quantity=3,
    status=OrderStatus.ON_REQUEST,
    seller_code="TEA-500",
)
ALL: dict[str, Any] = {
    "on": DAY,
    "cost": 1_300,
    "seller": SELLER,
    "event": MEGA_WARI.occasions[9],
    "watched": Days(date(2026, 5, 1), date(2026, 5, 28)),
    "shelf": Shelf(10, sku="TEA-500", shown=7),
    "lines": (ORDER,),
}


def codes(draft: PriceDraft, **more: Any) -> list[str]:
    """
    The codes of what is to be looked at once more, everything told but for *more*.
    """
    return [finding.code for finding in double_check(draft, **{**ALL, **more})]


def test_what_is_in_order_has_no_findings() -> None:
    """
    A price as before, with cost, event and stock told, has nothing to be looked at.
    """
    assert codes(PriceDraft(2_480, prices=EARLIER)) == []
    assert codes(PriceDraft(2_480, prices=EARLIER), regimes=(NORMAL, IN_MEGA_WARI)) == []


def test_everything_is_looked_at() -> None:
    """
    A price without a digit, raised for the event in its sale, losing money, with stock that is sold.
    """
    draft = PriceDraft(29_800, 248, prices=EARLIER)
    assert codes(draft, shelf=Shelf(2, sku="TEA-500", shown=1)) == [
        "listings.digit_off",
        "listings.far_above_cost",
        "listings.digit_off",
        "listings.below_cost",
        "listings.loses",
        "listings.binds_event_price",
        "stocks.oversold",
        "stocks.shown_too_many",
    ]


@pytest.mark.parametrize(
    "untold, expected",
    [
        ({"cost": None}, ["原価と販売者条件"]),
        ({"seller": None}, ["原価と販売者条件"]),
        ({"event": None}, ["次回のイベント"]),
        ({"shelf": None}, ["在庫と未発送の注文"]),
        ({"lines": None}, ["在庫と未発送の注文"]),
        ({"cost": None, "event": None}, ["原価と販売者条件", "次回のイベント"]),
    ],
)
def test_what_is_not_told_is_said(untold: dict[str, Any], expected: list[str]) -> None:
    """
    What could not be checked is named, as an advice.
    """
    found = double_check(PriceDraft(2_480, prices=EARLIER), **{**ALL, **untold})
    assert [f.text.ja.partition(": ")[2] for f in found] == expected
    assert {f.severity for f in found} == {Severity.ADVICE}
    assert {f.code for f in found} == {"listings.not_checked"}


def test_without_history_that_is_said() -> None:
    """
    A new item has no earlier prices, nor has one whose prices begin later.
    """
    for prices in ((), ((date(2026, 6, 1), 2_480),)):
        found = codes(PriceDraft(2_480, prices=prices))
        assert found == ["eventgates.not_known", "listings.not_checked"]


def test_a_price_that_cannot_be_listed_is_not_settled() -> None:
    """
    No sale at 0 yen can be settled; the price is told all the same.
    """
    assert "listings.price_outside" in codes(PriceDraft(0, prices=EARLIER))
    assert "listings.price_outside" in codes(PriceDraft(1_000_000_000, prices=EARLIER))
    assert "listings.loses" not in codes(PriceDraft(0, prices=EARLIER))


def test_orders_of_other_items_do_no_harm() -> None:
    """
    Only the stock of the draft is asked for, but an order that was read twice is told.
    """
    other = OrderLine(order_no=8, cart_no=2, item_code="B", unit_price=1, quantity=99)
    draft = PriceDraft(2_480, prices=EARLIER)
    assert codes(draft, lines=iter((ORDER, other))) == []
    assert codes(draft, lines=(ORDER, ORDER)) == ["stocks.order_repeated"]


@pytest.mark.parametrize(
    "of_item, of_draft, is_told",
    [
        ({"item_code": "A"}, {"item_code": "A"}, True),
        ({"item_code": "B"}, {"item_code": "A"}, False),
        ({"item_code": "A"}, {}, False),
        ({"item_code": "A", "option_code": "TEA-900"}, {"item_code": "A"}, False),
        ({"item_code": "B", "option_code": "Tea-900"}, {"sku": "TEA-900"}, True),
        ({"item_code": "A", "seller_code": "TEA-500"}, {"item_code": "A"}, False),
    ],
    ids=["no SKU", "other item", "draft without number", "other option", "own SKU", "matches"],
)
def test_open_orders_of_the_draft_that_match_no_shelf(
    of_item: dict[str, Any], of_draft: dict[str, Any], is_told: bool
) -> None:
    """
    Orders that may ask for this very stock and cannot be set against it are no all-clear.
    """
    order = OrderLine(order_no=9, cart_no=3, unit_price=1, quantity=5, **of_item)
    draft = PriceDraft(2_480, prices=EARLIER, **of_draft)
    assert ("stocks.no_shelf" in codes(draft, lines=iter((ORDER, order)))) is is_told


def test_what_is_wrong_with_the_own_stock_is_told_once() -> None:
    """
    Orders of the draft's own SKU that the shelf cannot serve are one finding each, not two.
    """
    draft = PriceDraft(2_480, prices=EARLIER, item_code="A", sku="tea-500")
    shelf = Shelf(2, sku="TEA-500", shown=1)
    assert codes(draft, shelf=shelf) == ["stocks.oversold", "stocks.shown_too_many"]


def test_what_decides_is_passed_on() -> None:
    """
    Another rule book, another regime and another way of counting reach every part.
    """
    draft = PriceDraft(1_600, prices=EARLIER)
    assert codes(draft) == ["listings.binds_event_price"]
    assert codes(draft, regimes=(IN_MEGA_WARI,))[0] == "listings.loses"
    near = JAPAN.with_reading("listings.far_from_history", Rate.percent("30"))
    assert codes(draft, rules=near)[0] == "listings.far_from_history"


def test_the_names_of_the_subject_are_here() -> None:
    """
    All that a seller needs before publishing is reached from one module.
    """
    assert all(getattr(listings, name) is not None for name in listings.__all__)
    assert list(listings.__all__) == sorted(listings.__all__)


def test_what_is_no_draft_is_refused() -> None:
    """
    A bare price says nothing of its history.
    """
    bare: Any = 2_980
    with pytest.raises(InvalidTypeError, match="draft must be such as PriceDraft"):
        codes(bare)


def test_what_are_no_orders_are_refused() -> None:
    """
    Open orders are order lines.
    """
    for lines in (5, ("1062428737",)):
        with pytest.raises(InvalidTypeError, match="lines must be OrderLine values"):
            codes(PriceDraft(2_480, prices=EARLIER), lines=lines)
