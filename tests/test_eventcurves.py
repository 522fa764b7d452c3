from __future__ import annotations

import tomllib

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model import eventcurves
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.eventcurves import Curve, EventSales
from qoo10model.rules.calendars import MEGA_PO, MEGA_WARI


WORKED: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "worked" / "events.toml").read_text(encoding="utf-8")
)["curve"]
FEBRUARY, JUNE = MEGA_WARI.occasions[8:10]
JULY_PO, AUGUST_PO = MEGA_PO.occasions[-2:]

past_days = st.lists(st.integers(0, 500), min_size=9, max_size=9).filter(any)


def past(values: list[int]) -> EventSales:
    """
    The sales of the mega-po of July 2026.
    """
    return EventSales(JULY_PO, tuple(values))


def test_a_curve_foretells_as_worked_by_hand() -> None:
    """
    The shares of February, at 2,000 units, give the days of June; 1,400 units run out on 6 June.
    """
    shape = eventcurves.curve(EventSales(FEBRUARY, tuple(WORKED["past"])))
    foretold = eventcurves.forecast(shape, JUNE, total=WORKED["total"])
    assert list(foretold.by_day) == WORKED["foretold"]
    plan = eventcurves.stock_plan(foretold, WORKED["stock"])
    assert list(plan.left) == WORKED["left"]
    assert (plan.runs_out_on, plan.missing) == (WORKED["runs_out_on"], WORKED["missing"])


def test_a_running_event_is_carried_on_as_worked_by_hand() -> None:
    """
    Two days of the running event scale the rest of the curve; what is known stays.
    """
    shape = eventcurves.curve(EventSales(FEBRUARY, tuple(WORKED["past"])))
    so_far = EventSales(JUNE, (*WORKED["so_far"], *(None,) * 11))
    whole = eventcurves.on_track(shape, so_far)
    assert whole is not None
    assert list(whole.by_day[:2]) == WORKED["so_far"]
    assert whole.total == WORKED["whole"]
    assert whole.is_complete


# Curves


@given(past_days)
def test_shares_sum_to_one_and_give_the_past_back(values: list[int]) -> None:
    """
    A curve at the total of its own event is that event.
    """
    shape = eventcurves.curve(past(values))
    assert sum(shape.shares) == 1
    assert shape.until(8) == 1
    assert eventcurves.forecast(shape, AUGUST_PO, total=sum(values)).by_day == tuple(values)


@given(past_days, st.integers(0, 100_000))
def test_a_forecast_loses_no_unit(values: list[int], total: int) -> None:
    """
    The days sum to the total, each within one unit of its share.
    """
    shape = eventcurves.curve(past(values))
    found = eventcurves.forecast(shape, AUGUST_PO, total=total)
    assert found.total == total
    for value, share in zip(found.by_day, shape.shares, strict=True):
        assert value is not None
        assert abs(value - total * share) < 1


def test_of_several_events_each_counts_the_same() -> None:
    """
    A big and a small event shape the curve alike.
    """
    shape = eventcurves.curve(
        past([90, 10, 0, 0, 0, 0, 0, 0, 0]), past([0, 0, 0, 0, 0, 0, 0, 0, 2])
    )
    assert shape.shares[0] == Fraction(9, 20)
    assert shape.shares[8] == Fraction(1, 2)


@given(past_days, st.integers(1, 9))
def test_a_running_event_that_follows_the_curve_ends_as_it_did(
    values: list[int], days: int
) -> None:
    """
    Sales as in the past event lead to its total, from any day on which something was sold.
    """
    shape = eventcurves.curve(past(values))
    so_far = EventSales(AUGUST_PO, (*values[:days], *(None,) * (9 - days)))
    whole = eventcurves.on_track(shape, so_far)
    if any(values[:days]):
        assert whole is not None
        assert whole.by_day == tuple(values)
    else:
        assert whole is None


def test_without_a_day_that_is_over_nothing_can_be_said() -> None:
    """
    Before the first day is over there is no answer, and no zero.
    """
    shape = eventcurves.curve(past([1, 0, 0, 0, 0, 0, 0, 0, 0]))
    assert eventcurves.on_track(shape, EventSales(AUGUST_PO, (None,) * 9)) is None


def test_a_gap_among_the_known_days_is_refused() -> None:
    """
    The known days are the first ones.
    """
    shape = eventcurves.curve(past([1] * 9))
    with pytest.raises(InvalidValueError, match="must be the first ones"):
        eventcurves.on_track(shape, EventSales(AUGUST_PO, (1, None, 1, *(None,) * 6)))


# Stock


@given(past_days, st.integers(0, 5_000))
def test_stock_is_never_below_zero(values: list[int], stock: int) -> None:
    """
    What is left falls to zero and no further; it runs out exactly where something is missing.
    """
    plan = eventcurves.stock_plan(past(values), stock)
    assert list(plan.left) == sorted(plan.left, reverse=True)
    assert plan.left[-1] == max(0, stock - sum(values))
    assert plan.missing == max(0, sum(values) - stock)
    assert (plan.runs_out_on is None) is (plan.missing == 0)


@pytest.mark.parametrize(
    "stock, day",
    [(0, 1), (49, 1), (50, 1), (51, 2), (99, 9), (100, None), (101, None)],
)
def test_the_day_on_which_stock_runs_out(stock: int, day: int | None) -> None:
    """
    50 units are gone with the first day; as many as are bought last to the end.
    """
    foretold = EventSales(AUGUST_PO, (50, 10, 10, 5, 5, 5, 5, 5, 5))
    found = eventcurves.stock_plan(foretold, stock).runs_out_on
    assert (found and found.day) == day


# Bad input


@pytest.mark.parametrize(
    "events",
    [
        (),
        (past([0] * 9),),
        (EventSales(JULY_PO, (1,) * 8 + (None,)),),
        (past([1] * 9), EventSales(FEBRUARY, (1,) * 13)),
    ],
    ids=["none", "nothing sold", "not over", "two lengths"],
)
def test_a_curve_needs_whole_events_of_one_length(events: tuple[EventSales, ...]) -> None:
    """
    Nothing sold has no shares, and an event that still runs has not all of them.
    """
    with pytest.raises(InvalidValueError):
        eventcurves.curve(*events)


@pytest.mark.parametrize(
    "shares, error",
    [
        ((Fraction(1, 2),), InvalidValueError),
        ((Fraction(3, 2), Fraction(-1, 2)), InvalidValueError),
        ((), InvalidValueError),
        ((0.5, 0.5), InvalidTypeError),
        ((1,), InvalidTypeError),
        ([Fraction(1)], InvalidTypeError),
    ],
)
def test_shares_are_exact_and_whole(shares: Any, error: type[Exception]) -> None:
    """
    Shares are fractions that sum to 1.
    """
    with pytest.raises(error, match="shares must"):
        Curve(shares)


@pytest.mark.parametrize(
    "total, error",
    [
        (-1, InvalidValueError),
        (1.5, InvalidTypeError),
        ("9", InvalidTypeError),
        (True, InvalidTypeError),
    ],
)
def test_totals_and_stock_are_whole(total: Any, error: type[Exception]) -> None:
    """
    Half a unit is neither sold nor stored.
    """
    shape = eventcurves.curve(past([1] * 9))
    with pytest.raises(error, match="total must"):
        eventcurves.forecast(shape, AUGUST_PO, total=total)
    with pytest.raises(error, match="stock must"):
        eventcurves.stock_plan(past([1] * 9), total)


@pytest.mark.parametrize("offset, share", [(-2, 0), (-1, 0), (0, 1), (1, 3), (8, 16), (9, 16)])
def test_the_share_up_to_a_day(offset: int, share: int) -> None:
    """
    Before the opening nothing is sold, after the end all is.
    """
    shape = Curve((Fraction(1, 16), Fraction(2, 16), Fraction(13, 16)) + (Fraction(),) * 6)
    assert shape.until(offset) == Fraction(share, 16)


def test_a_curve_is_of_event_sales() -> None:
    """
    Bare numbers do not tell of which event they are.
    """
    bare: Any = (1, 2, 3)
    with pytest.raises(InvalidTypeError, match="past must be EventSales values"):
        eventcurves.curve(bare)


def test_events_of_other_lengths_are_refused() -> None:
    """
    Nine days say nothing about thirteen, and a plan needs every day.
    """
    shape = eventcurves.curve(past([1] * 9))
    with pytest.raises(InvalidValueError, match="has 13 days"):
        eventcurves.forecast(shape, JUNE, total=10)
    with pytest.raises(InvalidValueError, match="has 13 days"):
        eventcurves.on_track(shape, EventSales(JUNE, (None,) * 13))
    with pytest.raises(InvalidValueError, match="a plan needs every day"):
        eventcurves.stock_plan(EventSales(AUGUST_PO, (None,) * 9), 10)
