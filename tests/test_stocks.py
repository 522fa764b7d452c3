from __future__ import annotations

import re
import tomllib

from datetime import date, datetime
from itertools import count
from pathlib import Path
from typing import Any

import attrs
import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model import stocks
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.findings import Message, Severity
from qoo10model.basics.periods import JST
from qoo10model.orders import OrderLine, OrderStatus
from qoo10model.stocks import Shelf, StockLevel, is_open


WORKED = tomllib.loads(
    (Path(__file__).parent / "worked" / "listings.toml").read_text(encoding="utf-8")
)
STOCKS = [pytest.param(case, id=case["name"]) for case in WORKED["stock"]]
MESSAGES = [value for value in vars(stocks).values() if isinstance(value, Message)]
NOON = datetime(2026, 5, 12, 12, 0, tzinfo=JST)


def line(order_no: int = 1, quantity: int = 1, **more: Any) -> OrderLine:
    """
    An order line of the SKU TEA-500 that was paid and not sent, but for *more*.
    """
    facts = {
        "order_no": order_no,
        "cart_no": 1,
        "item_code": "A",
        "unit_price": 500,
        "quantity": quantity,
        "status": OrderStatus.ON_REQUEST,
        "seller_code": "TEA-500",
        **more,
    }
    return OrderLine(**facts)


lines = st.lists(
    st.builds(
        line,
        order_no=st.integers(1, 6),
        quantity=st.integers(1, 5),
        status=st.none() | st.sampled_from(OrderStatus),
        shop=st.sampled_from(("", "b")),
        seller_code=st.sampled_from(("TEA-500", "tea-500", "CUP")),
        paid_at=st.none()
        | st.datetimes(datetime(2026, 1, 1), datetime(2026, 2, 1), timezones=st.just(JST)),
    ),
    max_size=10,
)


def level(shelf: Shelf, *given_: OrderLine) -> StockLevel:
    """
    What orders leave of one shelf.
    """
    return stocks.check((shelf,), given_).levels[0]


@pytest.mark.parametrize("case", STOCKS)
def test_worked_stocks(case: dict[str, Any]) -> None:
    """
    What is owed, what is safe to show and what is found, each as worked out by hand.
    """
    shelf = Shelf(case["on_hand"], sku="TEA-500", shown=case.get("shown"), reserve=case["reserve"])
    given_ = [
        line(at, quantity, status=OrderStatus[status])
        for at, (status, quantity) in enumerate(case["orders"])
    ]
    found = stocks.check((shelf,), given_)
    assert (found.levels[0].owed, found.levels[0].safe_to_show) == (case["owed"], case["safe"])
    assert [finding.code for finding in found.findings] == case["found"]


@pytest.mark.parametrize(
    "facts, expected",
    [
        ({}, True),
        ({"status": OrderStatus.AWAITING_PAYMENT}, True),
        ({"status": OrderStatus.SELLER_CONFIRMED}, True),
        ({"status": OrderStatus.ON_DELIVERY}, False),
        ({"status": OrderStatus.DELIVERED}, False),
        ({"status": None}, True),
        ({"status": None, "shipped_on": date(2026, 5, 12)}, False),
        ({"status": None, "delivered_on": date(2026, 5, 12)}, False),
        ({"cancelled_on": date(2026, 5, 12)}, False),
    ],
)
def test_which_orders_still_ask_for_goods(facts: dict[str, Any], expected: bool) -> None:
    """
    What is neither cancelled, nor sent, nor delivered is open.
    """
    assert is_open(line(**facts)) is expected


def test_without_a_status_the_payment_decides() -> None:
    """
    A row without status is owed if it has a day of payment, else it awaits one.
    """
    shelf = Shelf(10, sku="TEA-500")
    found = level(shelf, line(1, 2, status=None, paid_at=NOON), line(2, 3, status=None))
    assert (found.owed, found.awaiting, found.free, found.safe_to_show) == (2, 3, 8, 5)


def test_who_comes_out_empty() -> None:
    """
    Those paid first are served first; a small order may still be served after a large one is not.
    """
    early, late = NOON, NOON.replace(hour=13)
    orders = (
        line(1, 4, paid_at=late),
        line(2, 3, paid_at=early),
        line(3, 1, paid_at=NOON.replace(hour=14)),
        line(4, 1),
    )
    found = stocks.check((Shelf(5, sku="TEA-500"),), orders)
    assert found.levels[0].unserved == (1,)
    assert found.levels[0].short == 4
    assert found.findings[0].severity is Severity.ERROR
    assert found.findings[0].text.en == (
        "TEA-500: open orders ask for 9 units and 5 are there, 4 too few: stop selling it, and get "
        "more; orders that come out empty: 1"
    )
    assert level(Shelf(4, sku="TEA-500"), *orders).unserved == (1, 4)


def test_a_line_finds_its_shelf() -> None:
    """
    By the option's code, else by the seller's code, else by the item number; letter case is no matter.
    """
    shelves = (
        Shelf(10, sku="tea-RED"),
        Shelf(10, sku="Tea-500"),
        Shelf(10, item_code="A"),
    )
    orders = (
        line(1, 1, option_code="TEA-Red"),
        line(2, 2, option_code="TEA-BLUE"),
        line(3, 3, seller_code=""),
        line(4, 4, seller_code="CUP", item_code="B"),
        line(5, 5, seller_code="", item_code="B"),
        line(6, 6, seller_code="CUP", item_code="B"),
    )
    found = stocks.check(shelves, orders)
    assert [one.owed for one in found.levels] == [1, 2, 3]
    assert [f.text.en for f in found.findings] == [
        "open orders for 10 units of CUP match no stock that was given",
        "open orders for 5 units of B match no stock that was given",
    ]
    assert {f.code for f in found.findings} == {stocks.NO_SHELF}


def test_an_order_that_was_read_twice_counts_once() -> None:
    """
    The last row of an order counts; the same number of another shop is another order.
    """
    rows = (line(1, 5), line(1, 2), line(1, 3, shop="b"))
    found = stocks.check((Shelf(10, sku="TEA-500"),), rows)
    assert found.levels[0].owed == 5
    assert [f.code for f in found.findings] == ["stocks.order_repeated"]
    assert "1 rows repeat" in found.findings[0].text.en
    sent = attrs.evolve(rows[0], status=OrderStatus.ON_DELIVERY)
    assert stocks.check((Shelf(10, sku="TEA-500"),), (rows[0], sent)).levels[0].owed == 0


@given(lines, st.integers(0, 20), st.integers(0, 3), st.none() | st.integers(0, 25))
def test_what_is_safe_to_show_can_be_served(
    orders: list[OrderLine], on_hand: int, reserve: int, shown: int | None
) -> None:
    """
    Selling all that is safe to show leaves enough for every open order, and for the reserve.
    """
    shelf = Shelf(on_hand, sku="TEA-500", reserve=reserve, shown=shown)
    found = level(shelf, *orders)
    safe = found.safe_to_show
    assert safe == 0 or safe + found.owed + found.awaiting + reserve == on_hand
    assert found.short == 0 or (safe == 0 and found.unserved)
    assert bool(found.unserved) is (found.owed > on_hand)
    codes = {finding.code for finding in found.findings}
    assert ("stocks.oversold" in codes) is (found.owed > on_hand)
    if shown is not None:
        above = {"stocks.shown_too_many", "stocks.shown_above_safe"} & codes
        assert bool(above) is (shown > safe)


@given(lines, lines)
def test_another_order_never_makes_more_safe(
    orders: list[OrderLine], more: list[OrderLine]
) -> None:
    """
    What is safe to show only falls with further orders.
    """
    shelf = Shelf(12, sku="TEA-500")
    later = [attrs.evolve(one, order_no=one.order_no + 100) for one in more]
    assert level(shelf, *orders, *later).safe_to_show <= level(shelf, *orders).safe_to_show


@given(lines)
def test_no_unit_is_lost(orders: list[OrderLine]) -> None:
    """
    Every open unit is owed, awaits payment, or is said to have no shelf.
    """
    last = {(one.shop, one.order_no): one for one in orders}.values()
    found = stocks.check((Shelf(12, sku="TEA-500"),), orders)
    strays = sum(
        int(re.findall(r"for (\d+) units", f.text.en)[0])
        for f in found.findings
        if f.code == stocks.NO_SHELF
    )
    counted = found.levels[0].owed + found.levels[0].awaiting + strays
    assert counted == sum(one.quantity for one in last if is_open(one))


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.code)
def test_every_message_is_in_both_languages(message: Message) -> None:
    """
    English and Japanese have the same facts.
    """
    facts = [set(re.findall(r"\{(\w+)", text)) for text in (message.text.en, message.text.ja)]
    assert facts[0] == facts[1]


# The same without types, for what they forbid.
Shelf_: Any = Shelf
check_: Any = stocks.check


@pytest.mark.parametrize(
    "make, error, said",
    [
        (lambda: Shelf_(1.0, sku="a"), InvalidTypeError, "on_hand must be a number of units"),
        (lambda: Shelf_(True, sku="a"), InvalidTypeError, "on_hand must be a number of units"),
        (lambda: Shelf_(None, sku="a"), InvalidTypeError, "on_hand must be a number of units"),
        (lambda: Shelf_("5", sku="a"), InvalidTypeError, "on_hand must be a number of units"),
        (lambda: Shelf_(-1, sku="a"), InvalidValueError, "on_hand must not be negative"),
        (lambda: Shelf_(1, sku="a", shown=-1), InvalidValueError, "shown must not be negative"),
        (lambda: Shelf_(1, sku="a", shown=1.5), InvalidTypeError, "shown must be a number"),
        (lambda: Shelf_(1, sku="a", reserve=-1), InvalidValueError, "reserve must not be negative"),
        (lambda: Shelf_(1, sku="a", reserve=None), InvalidTypeError, "reserve must be a number"),
        (lambda: Shelf_(1, sku=5), InvalidTypeError, "sku must be text"),
        (lambda: Shelf_(1, item_code=5), InvalidTypeError, "item_code must be text"),
        (lambda: Shelf_(1), InvalidValueError, "either a sku or an item_code"),
        (lambda: Shelf_(1, sku="a", item_code="b"), InvalidValueError, "either a sku or an item"),
        (lambda: check_(5, ()), InvalidTypeError, "shelves must be Shelf values"),
        (lambda: check_((), 5), InvalidTypeError, "lines must be OrderLine values"),
        (lambda: check_(("a",), ()), InvalidTypeError, "shelves must be Shelf values"),
        (
            lambda: check_((Shelf_(1, sku="a"), Shelf_(2, sku="A")), ()),
            InvalidValueError,
            "two shelves are of the same (got 'A' twice)",
        ),
        (lambda: check_((), (7,)), InvalidTypeError, "lines must be OrderLine values"),
    ],
    ids=count(),
)
def test_bad_stocks_are_refused(make: Any, error: type[Exception], said: str) -> None:
    """
    Each error says what was expected.
    """
    with pytest.raises(error, match=re.escape(said)):
        make()


def test_a_sku_and_an_item_of_one_name_are_two_shelves() -> None:
    """
    They are told apart, and each serves its own orders.
    """
    shelves = (Shelf(1, sku="a"), Shelf(2, item_code="a"))
    found = stocks.check(shelves, (line(1, 1, seller_code="A", item_code="x"),))
    assert [one.owed for one in found.levels] == [1, 0]
