from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.basics.businessdays import (
    Holidays,
    add_business_days,
    business_days_between,
    is_business_day,
    next_business_day,
    previous_business_day,
)
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.periods import JST, Days


if TYPE_CHECKING:
    from collections.abc import Callable

# A shop that closes from Monday, 29 December 2025 to Saturday, 3 January 2026.
NEW_YEAR = tuple(Days(date(2025, 12, 29), date(2026, 1, 3)))
# Golden Week 2026: Wednesday 29 April, then Sunday 3 May to Wednesday 6 May.
GOLDEN_WEEK = frozenset({date(2026, 4, 29), *Days(date(2026, 5, 3), date(2026, 5, 6))})

days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
holidays = st.lists(st.dates(date(2019, 12, 1), date(2031, 1, 31)), max_size=30)


@pytest.mark.parametrize(
    "day, closed, expected",
    [
        (date(2026, 5, 14), (), True),  # Thursday
        (date(2026, 5, 15), (), True),  # Friday
        (date(2026, 5, 16), (), False),  # Saturday
        (date(2026, 5, 17), (), False),  # Sunday
        (date(2026, 5, 18), (), True),  # Monday
        (date(2026, 5, 18), (date(2026, 5, 18),), False),
        (date(2026, 5, 18), (date(2026, 5, 19),), True),
        (date(2026, 5, 16), (date(2026, 5, 16),), False),
        (date(2025, 12, 26), NEW_YEAR, True),
        (date(2025, 12, 29), NEW_YEAR, False),
        (date(2026, 1, 2), NEW_YEAR, False),
        (date(2026, 1, 3), NEW_YEAR, False),
        (date(2026, 1, 4), NEW_YEAR, False),  # Sunday
        (date(2026, 1, 5), NEW_YEAR, True),
        (date(2026, 5, 6), GOLDEN_WEEK, False),
        (date(2026, 5, 7), GOLDEN_WEEK, True),
        (date(2024, 2, 29), (), True),  # a Thursday
    ],
)
def test_a_business_day_is_a_weekday_without_holiday(
    day: date, closed: Holidays, *, expected: bool
) -> None:
    """
    Saturdays, Sundays and the holidays passed in are no business days.
    """
    assert is_business_day(day, closed) is expected


@pytest.mark.parametrize(
    "day, count, closed, expected",
    [
        # Paid on a Thursday: the third business day is Tuesday.
        (date(2026, 5, 14), 0, (), date(2026, 5, 14)),
        (date(2026, 5, 14), 1, (), date(2026, 5, 15)),
        (date(2026, 5, 14), 2, (), date(2026, 5, 18)),
        (date(2026, 5, 14), 3, (), date(2026, 5, 19)),
        # Paid on Friday, Saturday or Sunday: day 1 is Monday.
        (date(2026, 5, 15), 1, (), date(2026, 5, 18)),
        (date(2026, 5, 16), 1, (), date(2026, 5, 18)),
        (date(2026, 5, 17), 1, (), date(2026, 5, 18)),
        (date(2026, 5, 17), 0, (), date(2026, 5, 17)),
        (date(2026, 5, 16), 3, (), date(2026, 5, 20)),
        # Across the year end: Friday the 26th is day 0, Monday the 5th is day 1.
        (date(2025, 12, 26), 1, NEW_YEAR, date(2026, 1, 5)),
        (date(2025, 12, 25), 1, NEW_YEAR, date(2025, 12, 26)),
        (date(2025, 12, 25), 2, NEW_YEAR, date(2026, 1, 5)),
        (date(2025, 12, 30), 3, NEW_YEAR, date(2026, 1, 7)),
        (date(2025, 12, 26), 1, (), date(2025, 12, 29)),
        # Holidays on a weekend, or named twice, change nothing.
        (date(2026, 5, 14), 2, (date(2026, 5, 16), date(2026, 5, 17)), date(2026, 5, 18)),
        (date(2026, 5, 14), 2, [date(2026, 5, 18)] * 2, date(2026, 5, 19)),
        # A holiday on day 0 does not matter.
        (date(2026, 5, 14), 1, {date(2026, 5, 14)}, date(2026, 5, 15)),
        # Tuesday 28 April: 29 is a holiday; 30 and 1 May, then a long weekend, 7 and 8 May.
        (date(2026, 4, 28), 1, GOLDEN_WEEK, date(2026, 4, 30)),
        (date(2026, 4, 28), 2, GOLDEN_WEEK, date(2026, 5, 1)),
        (date(2026, 4, 28), 3, GOLDEN_WEEK, date(2026, 5, 7)),
        # Over the leap day, a Thursday.
        (date(2024, 2, 28), 2, (), date(2024, 3, 1)),
        (date(2025, 2, 27), 2, (), date(2025, 3, 3)),
        (date(2026, 5, 14), 100, (), date(2026, 10, 1)),  # 20 weeks
    ],
)
def test_business_days_are_counted_from_day_zero(
    day: date, count: int, closed: Holidays, expected: date
) -> None:
    """
    The day given is day 0, business day or not; then only business days count.
    """
    assert add_business_days(day, count, closed) == expected


@pytest.mark.parametrize(
    "day, closed, itself, later, earlier",
    [
        (date(2026, 5, 14), (), 14, 15, 13),
        (date(2026, 5, 15), (), 15, 18, 14),
        (date(2026, 5, 16), (), None, 18, 15),
        (date(2026, 5, 17), (), None, 18, 15),
        (date(2026, 5, 18), (), 18, 19, 15),
        (date(2026, 5, 18), (date(2026, 5, 18),), None, 19, 15),
        (date(2026, 5, 1), GOLDEN_WEEK, 1, 7, 30),
        (date(2026, 5, 4), GOLDEN_WEEK, None, 7, 1),
        (date(2025, 12, 31), NEW_YEAR, None, 5, 26),
        (date(2026, 1, 4), NEW_YEAR, None, 5, 26),
    ],
)
def test_the_nearest_business_day_may_be_the_day_itself(
    day: date, closed: Holidays, itself: int | None, later: int, earlier: int
) -> None:
    """
    *inclusive* matters on business days only.
    """
    assert next_business_day(day, closed, inclusive=False).day == later
    assert next_business_day(day, closed, inclusive=True).day == (itself or later)
    assert previous_business_day(day, closed, inclusive=False).day == earlier
    assert previous_business_day(day, closed, inclusive=True).day == (itself or earlier)


@pytest.mark.parametrize(
    "day, later, closed, expected",
    [
        (date(2026, 5, 14), date(2026, 5, 14), (), 0),
        (date(2026, 5, 14), date(2026, 5, 15), (), 1),
        (date(2026, 5, 15), date(2026, 5, 17), (), 0),
        (date(2026, 5, 14), date(2026, 5, 19), (), 3),
        (date(2026, 5, 17), date(2026, 5, 18), (), 1),
        (date(2026, 5, 14), date(2026, 5, 19), (date(2026, 5, 18),), 2),
        (date(2026, 5, 14), date(2026, 5, 19), (date(2026, 5, 14),), 3),
        (date(2026, 5, 14), date(2026, 5, 19), (date(2026, 5, 19),), 2),
        (date(2026, 5, 14), date(2026, 5, 19), [date(2026, 5, 16), date(2026, 5, 16)], 3),
        (date(2025, 12, 26), date(2026, 1, 4), NEW_YEAR, 0),
        (date(2025, 12, 26), date(2026, 1, 5), NEW_YEAR, 1),
        (date(2023, 12, 31), date(2024, 12, 31), (), 262),  # 52 weeks, a Monday and a Tuesday
    ],
)
def test_business_days_between_leave_out_the_first_day(
    day: date, later: date, closed: Holidays, expected: int
) -> None:
    """
    Counted are the business days after the one day, up to and including the other.
    """
    assert business_days_between(day, later, closed) == expected


@given(days, st.integers(0, 40), holidays)
def test_counting_undoes_adding(day: date, count: int, closed: list[date]) -> None:
    """
    Between a day and the n-th business day after it lie n business days.
    """
    found = add_business_days(day, count, closed)
    assert business_days_between(day, found, closed) == count
    assert count == 0 or is_business_day(found, closed)


@given(days, st.integers(0, 400), holidays)
def test_counting_is_looking_at_each_day(day: date, more: int, closed: list[date]) -> None:
    """
    The count is the number of days after the first for which `is_business_day` holds.
    """
    later = day + timedelta(more)
    expected = sum(is_business_day(each, closed) for each in Days(day, later) if each != day)
    assert business_days_between(day, later, closed) == expected


@given(days, holidays)
def test_the_nearest_business_days_have_none_between(day: date, closed: list[date]) -> None:
    """
    Every day passed over is closed, and the day found is open.
    """
    found = next_business_day(day, closed, inclusive=False)
    assert found == add_business_days(day, 1, closed)
    before = previous_business_day(found, closed, inclusive=False)
    assert is_business_day(before, closed)
    assert before <= day or not is_business_day(day, closed)
    assert business_days_between(before, found, closed) == 1


def test_holidays_may_come_from_anything_that_yields_days() -> None:
    """
    A list, a set, a dict of names, a run of days, even a generator are read once.
    """
    monday = date(2026, 5, 18)
    sources: list[Any] = [
        [monday],
        {monday},
        frozenset({monday}),
        {monday: "a local holiday"},
        Days(monday, monday),
        (day for day in [monday]),
    ]
    assert [add_business_days(date(2026, 5, 15), 1, source).day for source in sources] == [19] * 6


class _Day(date):
    pass


def test_a_kind_of_date_is_a_holiday() -> None:
    """
    Subclasses of `date` are days.
    """
    assert not is_business_day(date(2026, 5, 18), [_Day(2026, 5, 18)])


CALLS: dict[str, Callable[[Any, Any], Any]] = {
    "is": is_business_day,
    "add": lambda day, closed: add_business_days(day, 1, closed),
    "this or next": lambda day, closed: next_business_day(day, closed, inclusive=True),
    "next": lambda day, closed: next_business_day(day, closed, inclusive=False),
    "this or last": lambda day, closed: previous_business_day(day, closed, inclusive=True),
    "last": lambda day, closed: previous_business_day(day, closed, inclusive=False),
    "until": lambda day, closed: business_days_between(date(2026, 5, 14), day, closed),
    "from": lambda day, closed: business_days_between(day, date(2026, 5, 18), closed),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
@pytest.mark.parametrize(
    "bad", [datetime(2026, 5, 14), datetime(2026, 5, 14, tzinfo=JST), "2026-05-14", 20260514, None]
)
def test_only_days_are_asked_about(call: Callable[[Any, Any], Any], bad: Any) -> None:
    """
    A moment, text or a number is no day.
    """
    with pytest.raises(InvalidTypeError, match="must be a date"):
        call(bad, ())


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
@pytest.mark.parametrize(
    "bad",
    [
        [datetime(2026, 5, 18)],
        [date(2026, 5, 18), datetime(2026, 5, 18, tzinfo=JST)],
        ["2026-05-18"],
        "2026-05-18",
        [20260518],
        [None],
        [[date(2026, 5, 18)]],
        date(2026, 5, 18),
        None,
    ],
)
def test_holidays_are_days(call: Callable[[Any, Any], Any], bad: Any) -> None:
    """
    A moment among the holidays, text, or a day that is not in a collection is refused.
    """
    with pytest.raises(InvalidTypeError, match="holidays must be a"):
        call(date(2026, 5, 15), bad)


@pytest.mark.parametrize("bad", [1.0, 1.5, True, "1", None, timedelta(1)])
def test_business_days_are_counted_in_ints(bad: Any) -> None:
    """
    One and a half business days do not exist.
    """
    with pytest.raises(InvalidTypeError, match="count must be a number of days as int"):
        add_business_days(date(2026, 5, 14), bad, ())


@pytest.mark.parametrize("count", [-1, -100])
def test_business_days_are_not_counted_backwards(count: int) -> None:
    """
    The count starts at 0.
    """
    with pytest.raises(InvalidValueError, match="count must not be negative"):
        add_business_days(date(2026, 5, 14), count, ())


def test_business_days_between_go_forward() -> None:
    """
    A later day that is earlier is refused.
    """
    with pytest.raises(InvalidValueError, match="later must not be before day"):
        business_days_between(date(2026, 5, 15), date(2026, 5, 14), ())
