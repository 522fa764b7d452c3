from __future__ import annotations

import datetime as dt

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model import JST, Days, InvalidTypeError, InvalidValueError, Span
from qoo10model.basics.periods import month
from qoo10model.fetching import SearchDate, Window, is_covered, reachable
from qoo10model.orders import OrderStatus, advance
from qoo10model.rules.orders import TRANSITIONS
from tests.claim_cases import line, loosely


MAY = month(2026, 5)
ORDERED, PAID, SHIPPED, DELIVERED = SearchDate
UNPAID, NEW, CONFIRMED, SENT, DONE = OrderStatus


@pytest.mark.parametrize(
    ("code", "name"), [(1, "注文日"), (2, "決済日"), (3, "発送日"), (4, "配送完了日")]
)
def test_the_search_dates_have_the_codes_of_the_platform(code: int, name: str) -> None:
    """
    1 to 4, each with its name, and a repr that evaluates.
    """
    assert SearchDate(code).label.ja == name
    assert eval(repr(SearchDate(code))) is SearchDate(code)


@pytest.mark.parametrize(
    ("by", "facts", "held"),
    [
        (ORDERED, {"ordered_at": datetime(2026, 5, 1, 0, 0, tzinfo=JST)}, True),
        (ORDERED, {"ordered_at": datetime(2026, 4, 30, 23, 59, 59, tzinfo=JST)}, False),
        (ORDERED, {"ordered_at": None}, False),
        (PAID, {"paid_at": datetime(2026, 5, 31, 23, 59, 59, tzinfo=JST)}, True),
        (PAID, {"paid_at": datetime(2026, 6, 1, 0, 0, tzinfo=JST)}, False),
        (PAID, {"paid_at": None}, False),
        (SHIPPED, {"shipped_on": date(2026, 5, 31)}, True),
        (SHIPPED, {"shipped_on": date(2026, 6, 1)}, False),
        (SHIPPED, {}, False),
        (DELIVERED, {"delivered_on": date(2026, 5, 12)}, True),
        (DELIVERED, {"delivered_on": date(2026, 6, 12)}, False),
    ],
)
def test_a_window_holds_what_lies_in_it(by: SearchDate, facts: dict[str, Any], held: bool) -> None:
    """
    Both ends of a run of days belong to it; a line without that date is in no window for sure.
    """
    assert Window(MAY, by).holds(line(**facts), SENT) is held


def test_a_window_can_be_of_moments() -> None:
    """
    A day is in a span of moments only if all of it is.
    """
    noon = datetime(2026, 5, 11, 12, 0, tzinfo=JST)
    window = Window(Span(noon, noon + timedelta(days=2)), PAID)
    assert window.holds(line(paid_at=noon), NEW)
    assert not window.holds(line(paid_at=noon + timedelta(days=2)), NEW)
    window = Window(Span(noon, noon + timedelta(days=2)), SHIPPED)
    held = [window.holds(line(shipped_on=date(2026, 5, day)), SENT) for day in (11, 12, 13)]
    assert held == [False, True, False]


def test_a_window_shows_itself_as_the_code_that_makes_it() -> None:
    """
    Its repr evaluates.
    """
    window = Window(MAY, PAID, (NEW,), "mihonshop")
    names = {"Window": Window, "Days": Days, "datetime": dt}
    assert (
        eval(repr(window), {**names, "SearchDate": SearchDate, "OrderStatus": OrderStatus})
        == window
    )


def test_a_window_is_of_its_statuses_and_its_shop() -> None:
    """
    Without statuses it is of all five; a line that names no shop is in no window of one for sure.
    """
    assert Window(MAY, PAID).statuses == tuple(OrderStatus)
    assert not Window(MAY, PAID, (NEW,)).holds(line(), CONFIRMED)
    ours = Window(MAY, PAID, shop="ours")
    assert [ours.holds(line(shop=shop), NEW) for shop in ("ours", "theirs", "")] == [
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("status", "statuses", "covered"),
    [
        (NEW, (NEW, CONFIRMED, SENT, DONE), True),
        (NEW, (NEW,), False),
        (NEW, (NEW, CONFIRMED, SENT), False),
        (NEW, (NEW, SENT, DONE), False),
        (CONFIRMED, (CONFIRMED, SENT, DONE), True),
        (CONFIRMED, (NEW, CONFIRMED, SENT), False),
        (SENT, (SENT, DONE), True),
        (DONE, (DONE,), True),
        (DONE, (NEW, CONFIRMED, SENT), False),
        (UNPAID, tuple(OrderStatus), True),
        (UNPAID, (UNPAID,), False),
        (None, tuple(OrderStatus), True),
        (None, (NEW, CONFIRMED, SENT, DONE), False),
    ],
)
def test_a_line_is_covered_in_all_it_can_be(
    status: OrderStatus | None, statuses: tuple[OrderStatus, ...], covered: bool
) -> None:
    """
    One call per status covers a line only with those for every status that it can have gone to.
    """
    unpaid: dict[str, Any] = {"paid_at": None} if status is UNPAID else {}
    order = line(status=status, **unpaid)
    one = [Window(MAY, ORDERED, statuses)]
    each = [Window(MAY, ORDERED, (only,)) for only in statuses]
    assert is_covered(order, one) is is_covered(order, each) is covered


def test_nothing_is_covered_where_nothing_was_fetched() -> None:
    """
    Without a window no line is missed.
    """
    assert not is_covered(line(status=DONE), ())


def test_an_unpaid_line_is_not_found_by_its_payment() -> None:
    """
    When it was paid, if it was, is not known: only the day of the order tells.
    """
    unpaid = line(status=UNPAID, paid_at=None)
    assert not is_covered(unpaid, [Window(MAY, PAID)])
    assert is_covered(unpaid, [Window(MAY, ORDERED)])


@given(status=st.sampled_from(OrderStatus), steps=st.lists(st.sampled_from(OrderStatus)))
def test_what_can_be_reached_is_what_steps_lead_to(
    status: OrderStatus, steps: list[OrderStatus]
) -> None:
    """
    Any walk along the steps that exist ends in a status that is reachable, and none leads back.
    """
    order = line(status=status)
    for step in steps:
        if order.status is step or (order.status, step) in TRANSITIONS:
            order = advance(order, step)
    assert order.status in reachable(status)
    assert order.status is status or status not in reachable(order.status)


@pytest.mark.parametrize(
    ("call", "error", "said"),
    [
        (
            lambda: loosely(Window)(date(2026, 5, 1), PAID),
            InvalidTypeError,
            "period must be Days or a Span",
        ),
        (
            lambda: loosely(Window)(("2026-05-01", "2026-05-31"), PAID),
            InvalidTypeError,
            "such as month",
        ),
        (lambda: loosely(Window)(MAY, 2), InvalidTypeError, "by must be a SearchDate"),
        (lambda: loosely(Window)(MAY, PAID, [NEW]), InvalidTypeError, "statuses must be a tuple"),
        (lambda: loosely(Window)(MAY, PAID, (2,)), InvalidTypeError, "tuple of OrderStatus"),
        (lambda: loosely(Window)(MAY, PAID, ()), InvalidValueError, "at least one status"),
        (lambda: loosely(Window)(MAY, PAID, shop=None), InvalidTypeError, "shop must be a text"),
        (lambda: loosely(Window)(Days(MAY.last, MAY.first), PAID), InvalidValueError, "after last"),
    ],
)
def test_bad_windows_are_refused(call: Any, error: type[Exception], said: str) -> None:
    """
    What is no period, date, status or shop is an error that says what was expected.
    """
    with pytest.raises(error, match=said):
        call()
