"""
Settlement days (精算日): on which Wednesday money moves.

An order is settled on a Wednesday after its delivery and a waiting time that depends on the grade.
The seller's half of a mega-wari coupon is taken earlier: on the Wednesday after the payment.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from qoo10model.basics.businessdays import (
    is_business_day,
    next_business_day,
    previous_business_day,
)
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.periods import check_day, next_wednesday
from qoo10model.rules.book import JAPAN
from qoo10model.rules.sellers import Grade
from qoo10model.rules.settlements import OnHoliday, OnWednesday, ReturnDay


if TYPE_CHECKING:
    from collections.abc import Collection

    from qoo10model.basics.timelines import Timeline
    from qoo10model.rules.book import RuleBook

__all__ = ("pre_deduction_day", "return_day", "settlement_day", "waiting_ends")


def settlement_day(
    delivered_on: date,
    grade: Grade,
    *,
    rules: RuleBook = JAPAN,
    holidays: Collection[date] = (),
) -> date:
    """
    Return the Wednesday on which an order delivered on that Japanese day is settled (精算日).

    *holidays* are passed in: what happens on a Wednesday that is one is an open rule. Raises
    `InvalidTypeError` for an unknown grade, `RuleNotKnownError` for a day before the rules.

    >>> settlement_day(date(2026, 5, 14), Grade.GENERAL)
    datetime.date(2026, 6, 3)
    """
    end = waiting_ends(delivered_on, grade, rules=rules)
    day = _wednesday(end, rules.settlements.due_on_wednesday)
    return _moved(day, delivered_on, rules, holidays)


def waiting_ends(delivered_on: date, grade: Grade, *, rules: RuleBook = JAPAN) -> date:
    """
    Return the day on which the waiting after delivery ends: day N of the grade.

    >>> waiting_ends(date(2026, 5, 14), Grade.POWER)
    datetime.date(2026, 5, 19)
    """
    _check_cause(delivered_on, "delivered_on")
    if not isinstance(grade, Grade):
        msg = f"grade must be a Grade such as Grade.POWER (got {grade!r})"
        raise InvalidTypeError(msg)
    return delivered_on + timedelta(rules.settlements.waiting_days[grade].on(delivered_on))


def pre_deduction_day(
    paid_on: date, *, rules: RuleBook = JAPAN, holidays: Collection[date] = ()
) -> date:
    """
    Return the Wednesday on which the seller's half of a mega-wari coupon is taken (先差引).

    >>> pre_deduction_day(date(2026, 5, 30))
    datetime.date(2026, 6, 3)
    """
    _check_cause(paid_on, "paid_on")
    day = _wednesday(paid_on, rules.settlements.pre_deduction_on_wednesday)
    return _moved(day, paid_on, rules, holidays)


def return_day(
    cancelled_on: date, *, rules: RuleBook = JAPAN, holidays: Collection[date] = ()
) -> date:
    """
    Return the day on which money moves back after a cancellation or return (戻し入れ), a Wednesday.

    When it does is an open rule; under its other reading it is the day itself.

    >>> return_day(date(2026, 6, 5))
    datetime.date(2026, 6, 10)
    """
    _check_cause(cancelled_on, "cancelled_on")
    if rules.settlements.return_day.on(cancelled_on) is ReturnDay.AT_ONCE:
        return cancelled_on
    day = _wednesday(cancelled_on, rules.settlements.return_on_wednesday)
    return _moved(day, cancelled_on, rules, holidays)


def _wednesday(day: date, rule: Timeline[OnWednesday]) -> date:
    return next_wednesday(day, inclusive=rule.on(day) is OnWednesday.SAME_DAY)


def _moved(day: date, cause: date, rules: RuleBook, holidays: Collection[date]) -> date:
    if not holidays or is_business_day(day, holidays):
        return day
    reading = rules.settlements.on_holiday.on(day)
    if reading is OnHoliday.SAME_DAY:
        return day
    if reading is OnHoliday.PREVIOUS_BUSINESS_DAY:
        earlier = previous_business_day(day, holidays, inclusive=False)
        # No money moves before what moves it: after a long run of holidays there is no such day.
        if earlier > cause:
            return earlier
    return next_business_day(day, holidays, inclusive=False)


def _check_cause(day: date, field: str) -> None:
    if check_day(day, field).year == date.max.year:
        msg = f"{field} must lie before the year {date.max.year} (got {day}); is it a placeholder?"
        raise InvalidValueError(msg)
