"""
Business days (営業日): Monday to Friday without the holidays, which are always passed in.

Qoo10 counts shipping deadlines in business days from the day of payment, which is day 0. The
library knows no holidays: national ones change by law, and shops close on days of their own.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Final, TypeAlias

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.periods import check_day


__all__ = (
    "Holidays",
    "add_business_days",
    "business_days_between",
    "check_holidays",
    "is_business_day",
    "next_business_day",
    "previous_business_day",
)

Holidays: TypeAlias = Collection[date]
"""
The days on which nobody works (祝日・休業日). Naming a Saturday or a Sunday, or a day twice, changes
nothing.
"""

_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5
_ONLY_DAYS: Final = frozenset({date})


def is_business_day(day: date, holidays: Holidays) -> bool:
    """
    Whether *day* is a business day (営業日): Monday to Friday and none of the *holidays*.

    >>> is_business_day(date(2026, 1, 1), {date(2026, 1, 1)})
    False
    """
    return _is_open(check_day(day, "day"), check_holidays(holidays))


def add_business_days(day: date, count: int, holidays: Holidays) -> date:
    """
    Return the *count*-th business day after *day*, which is day 0 whether it is one or not.

    Raises `InvalidTypeError` if *count* is not an `int`, `InvalidValueError` if it is negative.

    >>> add_business_days(date(2026, 5, 14), 3, ())
    datetime.date(2026, 5, 19)
    """
    closed = check_holidays(holidays)
    found = check_day(day, "day")
    for _ in range(_check_count(count)):
        found = _nearest_open(found + _DAY, _DAY, closed)
    return found


def next_business_day(day: date, holidays: Holidays, *, inclusive: bool) -> date:
    """
    Return the next business day: *day* itself, if it is one and *inclusive*, else a later day.

    >>> next_business_day(date(2026, 5, 16), (), inclusive=True)
    datetime.date(2026, 5, 18)
    """
    start = check_day(day, "day") if inclusive else check_day(day, "day") + _DAY
    return _nearest_open(start, _DAY, check_holidays(holidays))


def previous_business_day(day: date, holidays: Holidays, *, inclusive: bool) -> date:
    """
    Return the last business day: *day* itself, if it is one and *inclusive*, else an earlier day.

    >>> previous_business_day(date(2026, 5, 16), (), inclusive=True)
    datetime.date(2026, 5, 15)
    """
    start = check_day(day, "day") if inclusive else check_day(day, "day") - _DAY
    return _nearest_open(start, -_DAY, check_holidays(holidays))


def business_days_between(day: date, later: date, holidays: Holidays) -> int:
    """
    Return how many business days lie after *day*, up to and including *later*.

    It undoes `add_business_days`. Raises `InvalidValueError` if *later* is before *day*.

    >>> business_days_between(date(2026, 5, 14), date(2026, 5, 19), ())
    3
    """
    if check_day(day, "day") > check_day(later, "later"):
        raise InvalidValueError(f"later must not be before day (got {day!r}, {later!r})")
    closed = sum(
        day < holiday <= later and holiday.weekday() < _SATURDAY
        for holiday in check_holidays(holidays)
    )
    return _weekdays_until(later) - _weekdays_until(day) - closed


def check_holidays(holidays: Holidays, name: str = "holidays") -> frozenset[date]:
    """
    Return *holidays* as a set of days; raise `InvalidTypeError`, naming *name*, for anything else.

    What asks more than once collects them first: a generator can be read only once.

    >>> check_holidays([date(2026, 1, 1), date(2026, 1, 1)])
    frozenset({datetime.date(2026, 1, 1)})
    """
    try:
        days = frozenset(holidays)
    except TypeError:
        raise InvalidTypeError(
            f"{name} must be a collection of dates (got {holidays!r}); pass () for none"
        ) from None
    if not _ONLY_DAYS.issuperset(map(type, days)):
        for day in days:
            check_day(day, name)
    return days


def _nearest_open(day: date, step: timedelta, closed: frozenset[date]) -> date:
    while not _is_open(day, closed):
        day += step
    return day


def _is_open(day: date, closed: frozenset[date]) -> bool:
    return day.weekday() < _SATURDAY and day not in closed


def _weekdays_until(day: date) -> int:
    # The first day of the proleptic calendar, number 1, is a Monday.
    weeks, rest = divmod(day.toordinal(), 7)
    return weeks * 5 + min(rest, 5)


def _check_count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise InvalidTypeError(f"count must be a number of days as int (got {value!r})")
    if value < 0:
        raise InvalidValueError(f"count must not be negative (got {value})")
    return value
