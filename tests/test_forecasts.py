from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import attrs
import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.periods import JST
from qoo10model.deliveries import Delivery
from qoo10model.forecasts import Lead, placed
from qoo10model.orders import OrderLine, OrderStatus


LEAD = Lead(after_payment=5, after_shipping=2)
PAID = date(2026, 5, 11)

LINE = OrderLine(
    order_no=1,
    cart_no=1,
    item_code="A",
    unit_price=1_326,
    quantity=1,
    paid_at=datetime(2026, 5, 11, 12, 0, tzinfo=JST),
)


def may(day: int) -> date:
    """
    The *day* of May 2026.
    """
    return date(2026, 4, 30) + timedelta(day)


def likely(line: OrderLine, on: date = PAID) -> date | None:
    """
    The day on which *line* is placed.
    """
    return placed((line,), lead=LEAD, on=on)[0].delivered_on


@pytest.mark.parametrize(
    "on, delivered_on",
    [
        (may(1), may(16)),
        (may(11), may(16)),
        (may(15), may(16)),
        (may(16), may(16)),
        (may(17), may(17)),
        (may(30), may(30)),
    ],
)
def test_an_unsent_line(on: date, delivered_on: date) -> None:
    """
    Paid on 11 May it is there on the 16th; if it is not by then, it is not before today.
    """
    assert likely(LINE, on) == delivered_on


@pytest.mark.parametrize(
    "on, delivered_on",
    [(may(13), may(15)), (may(15), may(15)), (may(16), may(16))],
)
def test_a_line_on_its_way(on: date, delivered_on: date) -> None:
    """
    Sent on 13 May it is there on the 15th, a day before what its payment would say.
    """
    sent = attrs.evolve(LINE, shipped_on=may(13), status=OrderStatus.ON_DELIVERY)
    assert likely(sent, on) == delivered_on


def test_a_planned_shipping_day_counts() -> None:
    """
    A pre-order planned for 29 May is there on the 31st; once sent, the day it was sent counts.
    """
    planned = attrs.evolve(LINE, delivery=Delivery(planned_on=may(29)))
    assert likely(planned) == may(31)
    assert likely(attrs.evolve(planned, shipped_on=may(20))) == may(22)
    assert likely(attrs.evolve(LINE, delivery=Delivery())) == may(16)


@pytest.mark.parametrize(
    "on, delivered_on",
    [(may(14), may(14)), (may(16), may(16)), (may(30), may(16)), (may(1), may(11))],
)
def test_a_delivered_line_that_gives_no_day(on: date, delivered_on: date) -> None:
    """
    It was delivered on its likely day or, if that is still to come, today; never before it was paid.
    """
    assert likely(attrs.evolve(LINE, status=OrderStatus.DELIVERED), on) == delivered_on


def test_no_line_is_delivered_before_it_is_paid() -> None:
    """
    A line that was sent before its payment, as with cash on delivery, is placed after the payment.
    """
    assert likely(attrs.evolve(LINE, shipped_on=may(2)), may(1)) == PAID


@pytest.mark.parametrize(
    "line",
    [
        attrs.evolve(LINE, delivered_on=may(13)),
        attrs.evolve(LINE, delivered_on=may(13), status=OrderStatus.DELIVERED),
        attrs.evolve(LINE, cancelled_on=may(12)),
        attrs.evolve(LINE, paid_at=None),
        attrs.evolve(LINE, paid_at=None, status=OrderStatus.AWAITING_PAYMENT),
    ],
    ids=["delivered", "delivered by status", "cancelled", "unpaid", "unpaid by status"],
)
def test_other_lines_stay_as_they_are(line: OrderLine) -> None:
    """
    What is delivered, cancelled or unpaid is not placed on any day.
    """
    for on in (may(1), may(30)):
        assert placed((line,), lead=LEAD, on=on) == (line,)


@given(
    st.integers(0, 30),
    st.integers(0, 30),
    st.none() | st.integers(1, 40),
    st.none() | st.integers(1, 40),
    st.none() | st.sampled_from(OrderStatus),
    st.integers(-20, 60),
)
def test_placing_is_done_once_and_changes_only_the_day(
    shipping: int,
    before: int,
    shipped: int | None,
    planned: int | None,
    status: OrderStatus | None,
    on: int,
) -> None:
    """
    A placed line stays where it is; it is not delivered before it is paid, nor, on its way, before today.
    """
    line = attrs.evolve(
        LINE,
        shipped_on=None if shipped is None else may(shipped),
        delivery=None if planned is None else Delivery(planned_on=may(planned)),
        status=status,
    )
    lead = Lead(after_payment=shipping + before, after_shipping=shipping)
    (found,) = placed([line], lead=lead, on=may(on))
    assert found.delivered_on is not None
    assert found.delivered_on >= PAID
    if status is OrderStatus.DELIVERED:
        assert found.delivered_on <= max(may(on), PAID)
    else:
        assert found.delivered_on >= may(on)
    assert attrs.evolve(found, delivered_on=None) == line
    assert placed((found,), lead=Lead(99, 99), on=may(60)) == (found,)


def test_lines_keep_their_order() -> None:
    """
    All lines come back, placed or not, in the order in which they came, from any iterable.
    """
    some = [
        attrs.evolve(LINE, order_no=n, paid_at=LINE.paid_at if n % 2 else None) for n in range(5)
    ]
    found = placed(iter(some), lead=LEAD, on=PAID)
    assert [line.order_no for line in found] == [0, 1, 2, 3, 4]
    assert [line.delivered_on for line in found] == [None, may(16), None, may(16), None]
    assert placed((), lead=LEAD, on=PAID) == ()


@pytest.mark.parametrize("days", [1.0, "5", True, None, timedelta(5)])
def test_a_lead_is_a_number_of_days(days: Any) -> None:
    """
    A text, a float or a length of time is no number of days.
    """
    with pytest.raises(InvalidTypeError, match="after_payment must be a number of days as int"):
        Lead(after_payment=days, after_shipping=0)
    with pytest.raises(InvalidTypeError, match="after_shipping must be a number of days as int"):
        Lead(after_payment=5, after_shipping=days)


@pytest.mark.parametrize(
    "payment, shipping, said",
    [
        (-1, 0, "after_payment must not be negative"),
        (5, -1, "after_shipping must not be negative"),
        (4, 5, r"must not be below after_shipping \(got 4, 5\)"),
    ],
)
def test_a_lead_that_cannot_be(payment: int, shipping: int, said: str) -> None:
    """
    No time runs backwards, and the way is a part of the whole time.
    """
    with pytest.raises(InvalidValueError, match=said):
        Lead(payment, shipping)
    assert Lead(0, 0) == Lead(after_payment=0, after_shipping=0)
    assert Lead(5, 5).after_shipping == 5


@pytest.mark.parametrize("lead", [5, (5, 2), None, {"after_payment": 5}, timedelta(5)])
def test_a_forecast_needs_a_lead(lead: Any) -> None:
    """
    A bare number could be either of the two times, so it is refused, even without lines.
    """
    with pytest.raises(InvalidTypeError, match="lead must be a Lead such as"):
        placed((), lead=lead, on=PAID)


@pytest.mark.parametrize("on", [None, "2026-05-11", datetime(2026, 5, 11, 12, 0, tzinfo=JST)])
def test_a_forecast_needs_its_day(on: Any) -> None:
    """
    The library has no clock: today is a date that the caller passes.
    """
    with pytest.raises(InvalidTypeError, match="on must be a date"):
        placed((), lead=LEAD, on=on)


@pytest.mark.parametrize("lines", [(1,), (None,), ("line",), ((LINE,),)])
def test_lines_are_order_lines(lines: Any) -> None:
    """
    What is no order line is refused with what came.
    """
    with pytest.raises(InvalidTypeError, match="lines must be OrderLine values"):
        placed(lines, lead=LEAD, on=PAID)
