from __future__ import annotations

import pickle
import re

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.money import Rate
from qoo10model.basics.periods import JST
from qoo10model.basics.texts import columns_of
from qoo10model.delays import StageKind
from qoo10model.orders import Delivery, OrderLine, OrderStatus, SendType
from qoo10model.shipping import ReadyToShip
from qoo10model.worklists import Worklist, worklist


AT = datetime(2026, 5, 14, 18, 0, tzinfo=JST)  # Thursday evening


def line(order_no: int, day: int = 13, **more: Any) -> OrderLine:
    """
    A line of general goods, paid at nine on that day of May 2026, in a cart of its own.
    """
    facts: dict[str, Any] = {
        "order_no": order_no,
        "cart_no": order_no,
        "item_code": "A",
        "unit_price": 500,
        "quantity": 1,
        "paid_at": datetime(2026, 5, day, 9, 0, tzinfo=JST),
        "send_type": SendType.GENERAL,
    }
    return OrderLine(**{**facts, **more})


def of(*lines: OrderLine, **more: Any) -> Worklist:
    """
    The worklist of *lines* on Thursday evening, without holidays.
    """
    return worklist(lines, **{"at": AT, "holidays": (), **more})


def order_nos(found: Worklist) -> list[int]:
    """
    The order numbers in the order of the list.
    """
    return [work.line.order_no for work in found.works]


def codes(found: Worklist) -> list[tuple[str, int | None]]:
    """
    The findings by code and order.
    """
    return [(finding.code, finding.order_no) for finding in found.findings]


def test_the_most_urgent_comes_first() -> None:
    """
    Orders stand by how soon their next stage strikes; those that lose nothing more stand first.
    """
    found = of(line(1, 14), line(5, 12), line(2, 11), line(3, 8), line(4, 5))
    assert [
        (work.line.order_no, work.next_stage and work.next_stage.kind.name, work.hours_left)
        for work in found.works
    ] == [
        (4, None, None),  # paid on Tuesday the 5th: the stop struck on the 13th
        (3, "POINTS", 6),  # paid on Friday the 8th: the fourth business day is the 14th
        (
            5,
            "NOTICE",
            6,
        ),  # paid on Tuesday the 12th: the third is the 15th; the higher number waits
        (2, "POINTS", 30),  # paid on Monday the 11th: the fourth is the 15th
        (1, "NOTICE", 102),  # paid on Thursday the 14th: the third is Tuesday the 19th
    ]


def test_struck_stages_and_label_of_each() -> None:
    """
    Each order tells what has struck it and whether its buyer may cancel at once.
    """
    planned = Delivery(planned_on=date(2026, 5, 13))
    found = of(line(3, 8, delivery=planned, status=OrderStatus.SELLER_CONFIRMED))
    (work,) = found.works
    assert [stage.kind for stage in work.struck] == [StageKind.NOTICE, StageKind.LABEL]
    assert work.is_labelled
    assert work.ship_by == date(2026, 5, 13)
    assert repr(work) == "Work(order 3: POINTS in 6 h)"
    assert repr(found) == "Worklist(1 orders in 1 carts)"


def test_lines_of_one_cart_stand_together() -> None:
    """
    A cart is as urgent as its most urgent line; carts of two shops with one number are two.
    """
    found = of(
        line(1, 13, cart_no=9),
        line(2, 13),
        line(3, 8, cart_no=9),
        line(4, 8, cart_no=9, shop="other"),
    )
    assert order_nos(found) == [3, 1, 4, 2]
    assert [(cart.shop, cart.cart_no, len(cart.works)) for cart in found.carts] == [
        ("", 9, 2),
        ("other", 9, 1),
        ("", 2, 1),
    ]
    assert found.carts[0].most_urgent.line.order_no == 3


@pytest.mark.parametrize(
    "facts",
    [
        {"status": OrderStatus.ON_DELIVERY},
        {"status": OrderStatus.DELIVERED},
        {"shipped_on": date(2026, 5, 14)},
        {"cancelled_on": date(2026, 5, 14)},
    ],
)
def test_closed_orders_are_not_listed(facts: dict[str, Any]) -> None:
    """
    What is shipped or cancelled needs no work.
    """
    assert of(line(1, **facts)).carts == ()


def test_unpaid_lines_stand_apart() -> None:
    """
    A line that awaits its payment has no stage, and is kept.
    """
    unpaid = line(1, paid_at=None, status=OrderStatus.AWAITING_PAYMENT)
    found = of(unpaid, line(2))
    assert found.unpaid == (unpaid,)
    assert order_nos(found) == [2]


def test_settings_are_by_item() -> None:
    """
    The setting of the item tells what rows do not: release dates, days of preparation.
    """
    settings = {"P": ReadyToShip.release(date(2026, 6, 1))}
    row = line(1, item_code="P", send_type=None)
    found = of(row, line(2, send_type=None), settings=settings)
    assert order_nos(found) == [2, 1]
    stage = found.works[1].next_stage
    assert stage is not None
    assert (stage.kind, stage.strikes_on) == (StageKind.STOP, date(2026, 6, 4))
    assert codes(found) == [("shipping.taken_as_general", 2)]


def test_what_cannot_be_worked_out_stands_last() -> None:
    """
    Reserved goods of an unknown day, and a payment before the rules, are findings at the end.
    """
    old = line(1, paid_at=datetime(2018, 1, 4, tzinfo=JST))
    reserved = line(2, send_type=SendType.RELEASE_DATE)
    found = of(old, reserved, line(3))
    assert order_nos(found) == [3, 1, 2]
    assert [code for code, _ in codes(found)] == [
        "worklists.not_worked_out",
        "shipping.setting_not_told",
        "delays.start_unknown",
    ]
    assert found.works[1].ship_by is None
    assert found.works[1].hours_left is None


def test_a_good_shipping_rate_ends_the_list_of_stages() -> None:
    """
    Above 95 % no stop follows, so an order that has its points loses nothing more.
    """
    late = line(1, 7)
    assert of(late).works[0].next_stage is not None
    assert of(late, shipping_rate=Rate.percent("99")).works[0].next_stage is None


def test_rows_that_come_twice() -> None:
    """
    Equal rows count once; of differing ones the first does, with a finding; a shipped one closes all.
    """
    assert order_nos(of(line(1), line(1))) == [1]
    assert codes(of(line(1), line(1))) == []
    assert codes(of(line(1), line(1, title="x"))) == [("worklists.order_repeated", 1)]
    assert of(line(1), line(1, status=OrderStatus.ON_DELIVERY)).works == ()
    assert order_nos(of(line(1), line(1, shop="other"))) == [1, 1]


def test_the_list_as_a_table() -> None:
    """
    The table has a line for each order, and its columns line up.
    """
    found = of(
        line(1062428737, 8, cart_no=93001122),
        line(2, 5, shop="店"),
        line(3, send_type=SendType.RELEASE_DATE),
    )
    rows = found.explain("ja").splitlines()
    assert rows[0].split() == [
        "カート番号",
        "注文番号",
        "次の段階",
        "残り時間",
        "発送期限",
        "商品番号",
    ]
    assert rows[2].split() == ["93001122", "1062428737", "警告", "6", "2026-05-15", "00:00", "A"]
    assert "店 2" in rows[1]
    assert "全段階を経過" in rows[1]
    assert "不明" in rows[3]
    ends = {columns_of(row[: row.rindex("A")]) for row in rows[1:]}
    assert len(ends) == 1
    assert "all have struck" in found.explain("en")


def test_lists_are_values() -> None:
    """
    A list can be pickled, compared and hashed, with all that hangs on it.
    """
    found = of(line(1, 8, delivery=Delivery(planned_on=date(2026, 5, 13))), line(2))
    copy = pickle.loads(pickle.dumps(found))
    assert copy == found
    assert hash(copy) == hash(found)
    assert found == of(line(1, 8, delivery=Delivery(planned_on=date(2026, 5, 13))), line(2))


def test_an_empty_list() -> None:
    """
    Nothing fetched is nothing to do, and no finding.
    """
    found = of()
    assert (found.works, found.carts, found.unpaid, found.findings) == ((), (), (), ())
    assert len(found.explain().splitlines()) == 1


@pytest.mark.parametrize(
    "arguments, error",
    [
        ({"at": datetime(2026, 5, 14, 18, 0)}, InvalidValueError),
        ({"at": date(2026, 5, 14)}, InvalidTypeError),
        ({"holidays": ("2026-05-15",)}, InvalidTypeError),
        ({"holidays": None}, InvalidTypeError),
        ({"shipping_rate": "95"}, InvalidTypeError),
        ({"settings": {"A": 3}}, InvalidTypeError),
        ({"settings": [ReadyToShip.general(3)]}, InvalidTypeError),
        ({"own_holidays": 5}, InvalidTypeError),
    ],
)
def test_bad_arguments(arguments: dict[str, Any], error: type[Exception]) -> None:
    """
    A mistake in the arguments raises: it would be the same for every line.
    """
    with pytest.raises(error):
        of(line(1), **arguments)


@pytest.mark.parametrize(
    "lines, said",
    [
        (5, "lines must be OrderLine values, as in a tuple (got a int)"),
        ((1062,), "lines must be OrderLine values (got a int among them)"),
        (line(1), "lines must be OrderLine values, as in a tuple"),
    ],
)
def test_only_lines_are_listed(lines: Any, said: str) -> None:
    """
    What is no order line is refused by name.
    """
    with pytest.raises(InvalidTypeError, match=re.escape(said)):
        worklist(lines, at=AT, holidays=())


def test_the_weekend_shows_what_is_lost() -> None:
    """
    Paid on Monday the 11th, not sent by Friday: on Saturday the points of Monday cannot be escaped.
    """
    saturday = datetime(2026, 5, 16, 9, 0, tzinfo=JST)
    (work,) = of(line(1, 11), at=saturday).works
    assert [stage.kind for stage in work.unavoidable] == [StageKind.POINTS]
    assert [stage.kind for stage in work.struck] == [StageKind.NOTICE]
    assert work.next_stage is not None
    assert work.next_stage.kind is StageKind.STOP


def test_holidays_that_can_be_read_once_hold_for_every_line() -> None:
    """
    A generator of days moves the second order as it does the first.
    """
    days = [date(2026, 5, 15), date(2026, 5, 18)]
    once: Any = (day for day in days)
    assert of(line(1), line(2), holidays=once) == of(line(1), line(2), holidays=days)


@given(
    st.lists(
        st.tuples(st.integers(1, 30), st.integers(1, 4), st.integers(0, 20)),
        unique_by=lambda drawn: drawn[0],
        max_size=12,
    )
)
def test_every_open_order_stands_once_and_in_order(drawn: list[tuple[int, int, int]]) -> None:
    """
    No order is lost or doubled, carts are whole, and carts stand by their most urgent line.
    """
    start = datetime(2026, 5, 1, 9, 0, tzinfo=JST)
    lines = tuple(
        line(number, cart_no=cart, paid_at=start + timedelta(hours=13 * later))
        for number, cart, later in drawn
    )
    found = of(*lines)
    assert sorted(order_nos(found)) == sorted(number for number, _, _ in drawn)
    numbers = [cart.cart_no for cart in found.carts]
    assert len(set(numbers)) == len(numbers)
    urgent = [cart.most_urgent.next_stage for cart in found.carts]
    left = [timedelta(0) if stage is None else stage.time_left(AT) for stage in urgent]
    assert left == sorted(left)
    for cart in found.carts:
        own = [
            work.next_stage.time_left(AT) if work.next_stage else timedelta(0)
            for work in cart.works
        ]
        assert own == sorted(own)
