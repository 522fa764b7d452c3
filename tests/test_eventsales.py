from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from typing import Any

import pytest

from qoo10model import eventsales
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.periods import JST, Days
from qoo10model.eventsales import EventSales, Measure
from qoo10model.orders import OrderLine
from qoo10model.rules.calendars import MEGA_PO, MEGA_WARI


JUNE = MEGA_WARI.occasions[9]  # 29 May 17:00 to 10 June 2026, 13 days
MARCH_2024 = MEGA_WARI.occasions[0]  # 12 days
JULY_PO, AUGUST_PO = MEGA_PO.occasions[-2:]  # 9 days each


def line(number: int, paid: datetime | None, **facts: Any) -> OrderLine:
    """
    A line of 2 × 500 yen.
    """
    given = {"item_code": "A", "unit_price": 500, "quantity": 2, **facts}
    return OrderLine(order_no=number, cart_no=number, paid_at=paid, **given)


# Sales by day


def test_lines_count_on_the_day_of_their_payment() -> None:
    """
    From 17:00 of the opening day to the last moment of the last day, in Japan.
    """
    lines = (
        line(1, datetime(2026, 5, 29, 16, 59, 59, tzinfo=JST)),
        line(2, datetime(2026, 5, 29, 17, tzinfo=JST)),
        line(3, datetime(2026, 6, 10, 23, 59, 59, tzinfo=JST)),
        line(4, datetime(2026, 6, 11, tzinfo=JST)),
        line(5, datetime(2026, 6, 3, tzinfo=JST), cancelled_on=date(2026, 6, 4)),
        line(6, None),
        line(7, datetime(2026, 5, 30, tzinfo=JST), item_code="B", quantity=3, option_price=100),
    )
    for measure, first, second in (
        (Measure.ORDERS, 1, 1),
        (Measure.UNITS, 2, 3),
        (Measure.YEN, 1_000, 1_600),
    ):
        found = eventsales.sales(lines, JUNE, measure=measure)
        assert found.by_day == (first, second, *(0,) * 10, first)
        assert (found.total, found.is_complete) == (2 * first + second, True)
    only = eventsales.sales(lines, JUNE, measure=Measure.UNITS, item_code="B")
    assert only.by_day == (0, 3, *(0,) * 11)


def test_days_that_are_not_over_are_not_known() -> None:
    """
    Read up to 30 May, the event has two days; before it began, none.
    """
    found = eventsales.sales((), JUNE, measure=Measure.YEN, known_to=date(2026, 5, 30))
    assert found.by_day == (0, 0, *(None,) * 11)
    assert not found.is_complete
    none = eventsales.sales((), JUNE, measure=Measure.YEN, known_to=date(2026, 5, 28))
    assert none.by_day == (None,) * 13


def test_an_event_touches_its_opening_day() -> None:
    """
    Thirteen days since it opens at 17:00, twelve before.
    """
    assert eventsales.days_of(JUNE) == Days(date(2026, 5, 29), date(2026, 6, 10))
    assert eventsales.days_of(MARCH_2024).count == 12


# Side by side


def test_events_line_up_by_their_opening() -> None:
    """
    Each day stands beside the day as long after the opening of the other event.
    """
    later = EventSales(AUGUST_PO, (10, 0, 6, None, None, None, None, None, None))
    earlier = EventSales(JULY_PO, (8, 3, 0, 2, 1, 1, 1, 2, 4))
    rows = eventsales.side_by_side(later, earlier)
    assert [row.offset for row in rows] == list(range(9))
    assert (rows[0].day, rows[0].earlier_day) == (date(2026, 8, 1), date(2026, 7, 1))
    assert [row.difference for row in rows[:4]] == [2, -3, 6, None]
    assert [row.ratio for row in rows[:4]] == [Fraction(5, 4), 0, None, None]
    assert [row.running for row in rows[:4]] == [10, 10, 16, None]
    assert [row.earlier_running for row in rows] == [8, 11, 11, 13, 14, 15, 16, 18, 22]


def test_a_shorter_event_ends_earlier() -> None:
    """
    The thirteenth day of the later event has no day beside it, and no running sum.
    """
    later = EventSales(JUNE, (1,) * 13)
    earlier = EventSales(MARCH_2024, (1,) * 12)
    for rows, ours in (
        (eventsales.side_by_side(later, earlier), True),
        (eventsales.side_by_side(earlier, later), False),
    ):
        last = rows[-1]
        assert len(rows) == 13
        assert (last.earlier_day is None, last.earlier is None) == (ours, ours)
        assert (last.day is None, last.value is None) == (not ours, not ours)
        assert (last.difference, last.ratio) == (None, None)
        assert (last.running, last.earlier_running) == ((13, None) if ours else (None, 13))


# Bad input


@pytest.mark.parametrize(
    "by_day, error, words",
    [
        ((1,) * 8, InvalidValueError, "has 9 days"),
        ((1,) * 10, InvalidValueError, r"got 10\); take a past event"),
        ((), InvalidValueError, "got 0"),
        ([1] * 9, InvalidTypeError, "by_day must be a tuple"),
        ((1.0,) * 9, InvalidTypeError, "by_day must be int"),
        (("1",) * 9, InvalidTypeError, "by_day must be int"),
        ((True,) * 9, InvalidTypeError, "by_day must be int"),
        ((-1,) * 9, InvalidValueError, "by_day must not be negative"),
    ],
)
def test_sales_that_cannot_be_are_refused(by_day: Any, error: type[Exception], words: str) -> None:
    """
    A day has a whole number that is not negative, or none, and every day of the event has one.
    """
    with pytest.raises(error, match=words):
        EventSales(AUGUST_PO, by_day)


@pytest.mark.parametrize("measure", [None, "units", "YEN"])
def test_a_measure_is_named(measure: Any) -> None:
    """
    Yen and units are not guessed from a word.
    """
    with pytest.raises(InvalidTypeError, match=r"such as Measure\.UNITS"):
        eventsales.sales((), JUNE, measure=measure)


def test_only_order_lines_and_sales_of_events_count() -> None:
    """
    Rows and bare numbers are refused by the name of the argument.
    """
    rows: Any = ("1062428737",)
    with pytest.raises(InvalidTypeError, match="lines must be OrderLine values"):
        eventsales.sales(rows, JUNE, measure=Measure.UNITS)
    with pytest.raises(InvalidTypeError, match="later and earlier must be EventSales values"):
        eventsales.side_by_side(rows[0], EventSales(AUGUST_PO, (1,) * 9))


@pytest.mark.parametrize("event", [None, "mega-wari", AUGUST_PO.span])
def test_an_event_is_asked_for(event: Any) -> None:
    """
    An event that does not exist has no sales.
    """
    for ask in (
        lambda: eventsales.days_of(event),
        lambda: EventSales(event, (1,)),
        lambda: eventsales.sales((), event, measure=Measure.YEN),
    ):
        with pytest.raises(InvalidTypeError, match="must be an Occasion or a Campaign"):
            ask()


@pytest.mark.parametrize("known_to", ["2026-05-30", datetime(2026, 5, 30, tzinfo=JST)])
def test_the_last_known_day_is_a_day(known_to: Any) -> None:
    """
    A moment is no day.
    """
    with pytest.raises(InvalidTypeError, match="known_to must be a date"):
        eventsales.sales((), JUNE, measure=Measure.YEN, known_to=known_to)
