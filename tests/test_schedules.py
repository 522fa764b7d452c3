from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, RuleNotKnownError
from qoo10model.basics.periods import JST
from qoo10model.rules.book import JAPAN, RuleBook
from qoo10model.rules.sellers import Grade
from qoo10model.rules.settlements import OnHoliday, OnWednesday, ReturnDay
from qoo10model.schedules import pre_deduction_day, return_day, settlement_day, waiting_ends


GENERAL, EXCELLENT, POWER = Grade.GENERAL, Grade.EXCELLENT, Grade.POWER

# Monday 29 December 2025 to Saturday 3 January 2026; New Year's Eve is a Wednesday.
NEW_YEAR = frozenset(date(2025, 12, 29) + timedelta(n) for n in range(6))
NEW_YEARS_EVE = frozenset({date(2025, 12, 31)})

known = st.dates(date(2018, 6, 1), date(2100, 12, 31))
grades = st.sampled_from(Grade)
holiday_runs = st.builds(
    lambda first, count: frozenset(first + timedelta(n) for n in range(count)),
    st.dates(date(2025, 12, 1), date(2026, 2, 1)),
    st.integers(0, 20),
)
around_new_year = st.dates(date(2025, 12, 1), date(2026, 2, 20))


def reading(name: str, value: object) -> RuleBook:
    """
    The rules of Japan with another reading of one of the settlement rules.
    """
    return JAPAN.with_reading(f"settlements.{name}", value)


SAME_DAY = reading("due_on_wednesday", OnWednesday.SAME_DAY)


# How long an order waits


@pytest.mark.parametrize(
    "delivered_on, grade, end",
    [
        (date(2026, 5, 14), GENERAL, date(2026, 5, 29)),
        (date(2026, 5, 14), EXCELLENT, date(2026, 5, 24)),
        (date(2026, 5, 14), POWER, date(2026, 5, 19)),
        # 1 September 2018: from 7 days to 5 for power sellers, the others as before.
        (date(2018, 8, 31), POWER, date(2018, 9, 7)),
        (date(2018, 9, 1), POWER, date(2018, 9, 6)),
        (date(2018, 8, 31), EXCELLENT, date(2018, 9, 10)),
        (date(2018, 9, 1), EXCELLENT, date(2018, 9, 11)),
        (date(2018, 8, 31), GENERAL, date(2018, 9, 15)),
        (date(2018, 9, 1), GENERAL, date(2018, 9, 16)),
        # The first day that is known, a leap day passed, a leap day itself, a year's end.
        (date(2018, 6, 1), POWER, date(2018, 6, 8)),
        (date(2024, 2, 24), POWER, date(2024, 2, 29)),
        (date(2023, 2, 24), POWER, date(2023, 3, 1)),
        (date(2024, 2, 29), GENERAL, date(2024, 3, 15)),
        (date(2025, 12, 31), POWER, date(2026, 1, 5)),
    ],
)
def test_waiting(delivered_on: date, grade: Grade, end: date) -> None:
    """
    An order waits 15, 10 or 5 days by grade, a power seller's 7 before September 2018.
    """
    assert waiting_ends(delivered_on, grade) == end


# The Wednesday of an order


@pytest.mark.parametrize(
    "delivered_on, grade, settled_on",
    [
        (date(2026, 5, 14), GENERAL, date(2026, 6, 3)),  # day N is Friday 29 May
        (date(2026, 5, 14), EXCELLENT, date(2026, 5, 27)),  # Sunday 24 May
        (date(2026, 5, 14), POWER, date(2026, 5, 20)),  # Tuesday 19 May
        (date(2026, 5, 15), POWER, date(2026, 5, 27)),  # Wednesday 20 May
        (date(2026, 5, 16), POWER, date(2026, 5, 27)),  # Thursday 21 May
        (date(2026, 5, 11), GENERAL, date(2026, 5, 27)),  # Tuesday 26 May
        (date(2026, 5, 12), GENERAL, date(2026, 6, 3)),  # Wednesday 27 May
        (date(2026, 5, 16), EXCELLENT, date(2026, 5, 27)),  # Tuesday 26 May
        (date(2026, 5, 17), EXCELLENT, date(2026, 6, 3)),  # Wednesday 27 May
        # With 7 days 29 August 2018 ends on Wednesday 5 September; with 5 it would on Monday.
        (date(2018, 8, 29), POWER, date(2018, 9, 12)),
        (date(2018, 8, 28), POWER, date(2018, 9, 5)),
        (date(2018, 8, 31), POWER, date(2018, 9, 12)),
        (date(2018, 9, 1), POWER, date(2018, 9, 12)),
        # Over the end of the year.
        (date(2025, 12, 25), POWER, date(2025, 12, 31)),  # Tuesday 30 December
        (date(2025, 12, 26), POWER, date(2026, 1, 7)),  # Wednesday 31 December
        (date(2025, 12, 20), GENERAL, date(2026, 1, 7)),  # Sunday 4 January
        # Around the leap day of 2024, a Thursday; 1 March 2023 was a Wednesday.
        (date(2024, 2, 22), POWER, date(2024, 2, 28)),  # Tuesday 27 February
        (date(2024, 2, 23), POWER, date(2024, 3, 6)),  # Wednesday 28 February
        (date(2024, 2, 24), POWER, date(2024, 3, 6)),  # Thursday 29 February
        (date(2024, 2, 29), POWER, date(2024, 3, 6)),  # Tuesday 5 March
        (date(2023, 2, 19), EXCELLENT, date(2023, 3, 8)),  # Wednesday 1 March
        (date(2023, 2, 18), EXCELLENT, date(2023, 3, 1)),  # Tuesday 28 February
    ],
)
def test_settlement_days(delivered_on: date, grade: Grade, settled_on: date) -> None:
    """
    An order is settled on the first Wednesday after its waiting has ended.
    """
    assert settlement_day(delivered_on, grade) == settled_on


@pytest.mark.parametrize(
    "delivered_on, next_week, same_day",
    [
        (date(2026, 5, 14), date(2026, 5, 20), date(2026, 5, 20)),  # day N is a Tuesday
        (date(2026, 5, 15), date(2026, 5, 27), date(2026, 5, 20)),  # a Wednesday
        (date(2026, 5, 16), date(2026, 5, 27), date(2026, 5, 27)),  # a Thursday
        (date(2025, 12, 26), date(2026, 1, 7), date(2025, 12, 31)),
        (date(2024, 2, 23), date(2024, 3, 6), date(2024, 2, 28)),
    ],
)
def test_both_readings_of_a_wednesday(delivered_on: date, next_week: date, same_day: date) -> None:
    """
    Only where the waiting ends on a Wednesday the two readings differ, by a week.
    """
    assert settlement_day(delivered_on, POWER) == next_week
    assert settlement_day(delivered_on, POWER, rules=SAME_DAY) == same_day


def test_the_reading_of_orders_leaves_the_pre_deduction_alone() -> None:
    """
    Orders, pre-deductions and returns have a rule each for what happens on a Wednesday.
    """
    wednesday, week_after = date(2026, 5, 20), date(2026, 5, 27)
    before = reading("pre_deduction_on_wednesday", OnWednesday.SAME_DAY)
    back = reading("return_on_wednesday", OnWednesday.SAME_DAY)
    delivered_on = date(2026, 5, 15)
    found = {
        rules: (
            settlement_day(delivered_on, POWER, rules=rules),
            pre_deduction_day(wednesday, rules=rules),
            return_day(wednesday, rules=rules),
        )
        for rules in (JAPAN, SAME_DAY, before, back)
    }
    assert found == {
        JAPAN: (week_after, week_after, week_after),
        SAME_DAY: (wednesday, week_after, week_after),
        before: (week_after, wednesday, week_after),
        back: (week_after, week_after, wednesday),
    }


def test_money_may_come_back_at_once() -> None:
    """
    When a cancellation's money moves back is open: on the next Wednesday, or on the day itself.
    """
    friday = date(2026, 6, 5)
    at_once = reading("return_day", ReturnDay.AT_ONCE)

    assert return_day(friday) == date(2026, 6, 10)
    assert return_day(friday, rules=at_once) == friday
    assert return_day(friday, rules=at_once, holidays=(friday,)) == friday


# Wednesdays after a payment or a cancellation


@pytest.mark.parametrize(
    "moment, wednesday",
    [
        (date(2026, 5, 30), date(2026, 6, 3)),  # Saturday
        (date(2026, 6, 2), date(2026, 6, 3)),  # Tuesday
        (date(2026, 6, 3), date(2026, 6, 10)),  # Wednesday
        (date(2026, 6, 4), date(2026, 6, 10)),  # Thursday
        (date(2025, 12, 30), date(2025, 12, 31)),
        (date(2025, 12, 31), date(2026, 1, 7)),
        (date(2024, 2, 28), date(2024, 3, 6)),  # Wednesday, the day before a leap day
        (date(2024, 2, 29), date(2024, 3, 6)),
    ],
)
def test_wednesdays_after_payment_and_cancellation(moment: date, wednesday: date) -> None:
    """
    A pre-deduction is taken, and a return given back, on the next Wednesday that is a later day.
    """
    assert pre_deduction_day(moment) == wednesday
    assert return_day(moment) == wednesday


# Holidays


@pytest.mark.parametrize(
    "holidays, on_holiday, settled_on",
    [
        ((), OnHoliday.SAME_DAY, date(2025, 12, 31)),
        ((), OnHoliday.NEXT_BUSINESS_DAY, date(2025, 12, 31)),
        ((), OnHoliday.PREVIOUS_BUSINESS_DAY, date(2025, 12, 31)),
        (NEW_YEARS_EVE, OnHoliday.SAME_DAY, date(2025, 12, 31)),
        (NEW_YEARS_EVE, OnHoliday.NEXT_BUSINESS_DAY, date(2026, 1, 1)),
        (NEW_YEARS_EVE, OnHoliday.PREVIOUS_BUSINESS_DAY, date(2025, 12, 30)),
        # 4 January is a Sunday; 27 and 28 December are a weekend.
        (NEW_YEAR, OnHoliday.SAME_DAY, date(2025, 12, 31)),
        (NEW_YEAR, OnHoliday.NEXT_BUSINESS_DAY, date(2026, 1, 5)),
        (NEW_YEAR, OnHoliday.PREVIOUS_BUSINESS_DAY, date(2025, 12, 26)),
        # Holidays all around it, but not on the Wednesday.
        (NEW_YEAR - NEW_YEARS_EVE, OnHoliday.NEXT_BUSINESS_DAY, date(2025, 12, 31)),
        (NEW_YEAR - NEW_YEARS_EVE, OnHoliday.PREVIOUS_BUSINESS_DAY, date(2025, 12, 31)),
    ],
)
def test_a_wednesday_that_is_a_holiday(
    holidays: frozenset[date], on_holiday: OnHoliday, settled_on: date
) -> None:
    """
    On New Year's Eve 2025 each reading settles on a day of its own, if it is a holiday.
    """
    rules = reading("on_holiday", on_holiday)
    delivered_on = date(2025, 12, 25)
    assert settlement_day(delivered_on, POWER, rules=rules, holidays=holidays) == settled_on


def test_holidays_change_nothing_by_default() -> None:
    """
    The likeliest reading settles on the Wednesday, holiday or not.
    """
    for holidays in ((), tuple(NEW_YEAR), list(NEW_YEAR), set(NEW_YEAR), NEW_YEAR):
        assert settlement_day(date(2025, 12, 25), POWER, holidays=holidays) == date(2025, 12, 31)
        assert pre_deduction_day(date(2025, 12, 25), holidays=holidays) == date(2025, 12, 31)
        assert return_day(date(2025, 12, 25), holidays=holidays) == date(2025, 12, 31)


@pytest.mark.parametrize(
    "moment, moved_to",
    [
        (date(2025, 12, 24), date(2025, 12, 26)),  # Wednesday, so the one in a week is due
        (date(2025, 12, 25), date(2025, 12, 26)),
        # Friday 26 December would be before the payment or on its day: it is taken after.
        (date(2025, 12, 26), date(2026, 1, 5)),
        (date(2025, 12, 27), date(2026, 1, 5)),
        (date(2025, 12, 30), date(2026, 1, 5)),
        (date(2025, 12, 31), date(2026, 1, 7)),
    ],
)
def test_no_money_moves_before_its_cause(moment: date, moved_to: date) -> None:
    """
    A pre-deduction is not moved back before the payment, nor a return before the cancellation.
    """
    rules = reading("on_holiday", OnHoliday.PREVIOUS_BUSINESS_DAY)
    assert pre_deduction_day(moment, rules=rules, holidays=NEW_YEAR) == moved_to
    assert return_day(moment, rules=rules, holidays=NEW_YEAR) == moved_to


def test_no_order_is_settled_before_its_delivery() -> None:
    """
    With 2025-12-31 read as day N and moved back over the holidays, delivery on the 26th is too late.
    """
    rules = SAME_DAY.with_reading("settlements.on_holiday", OnHoliday.PREVIOUS_BUSINESS_DAY)
    days = {day: settlement_day(day, POWER, rules=rules, holidays=NEW_YEAR) for day in (
        date(2025, 12, 25), date(2025, 12, 26), date(2025, 12, 27),
    )}  # fmt: skip
    assert days == {
        date(2025, 12, 25): date(2025, 12, 26),
        date(2025, 12, 26): date(2026, 1, 5),
        date(2025, 12, 27): date(2026, 1, 7),  # day N is Thursday 1 January
    }


# Laws


@given(known, grades)
def test_orders_settle_within_a_week_after_waiting(delivered_on: date, grade: Grade) -> None:
    """
    The settlement day is a Wednesday 1 to 7 days after day N; read the other way, 0 to 6 days.
    """
    end = waiting_ends(delivered_on, grade)
    day = settlement_day(delivered_on, grade)
    other = settlement_day(delivered_on, grade, rules=SAME_DAY)
    assert day.strftime("%a") == other.strftime("%a") == "Wed"
    assert 1 <= (day - end).days <= 7
    assert 0 <= (other - end).days <= 6
    assert (day == other) is (end.strftime("%a") != "Wed")


@given(known, grades, st.sampled_from((JAPAN, SAME_DAY)))
def test_a_later_delivery_is_never_settled_earlier(
    delivered_on: date, grade: Grade, rules: RuleBook
) -> None:
    """
    The settlement day does not fall as the delivery day rises, not even when waiting got shorter.
    """
    day = settlement_day(delivered_on, grade, rules=rules)
    assert day <= settlement_day(delivered_on + timedelta(1), grade, rules=rules)


@given(st.dates(date(2018, 8, 20), date(2018, 9, 10)), st.sampled_from((JAPAN, SAME_DAY)))
def test_the_reform_settles_no_order_out_of_turn(delivered_on: date, rules: RuleBook) -> None:
    """
    Around 1 September 2018 a power seller's orders are settled in the order of their delivery.
    """
    day = settlement_day(delivered_on, POWER, rules=rules)
    assert day <= settlement_day(delivered_on + timedelta(1), POWER, rules=rules)


@given(known)
def test_a_better_grade_never_waits_longer(delivered_on: date) -> None:
    """
    Power sellers are settled no later than excellent ones, those no later than general ones.
    """
    general, excellent, power = (settlement_day(delivered_on, grade) for grade in Grade)
    assert power <= excellent <= general


@given(st.dates(date(2018, 9, 1), date(2100, 12, 31)))
def test_pre_deductions_and_returns_come_within_a_week(moment: date) -> None:
    """
    Both fall on the Wednesday 1 to 7 days later.
    """
    day = pre_deduction_day(moment)
    assert day == return_day(moment)
    assert day.strftime("%a") == "Wed"
    assert 1 <= (day - moment).days <= 7


@given(around_new_year, holiday_runs, st.sampled_from(OnHoliday))
def test_holidays_keep_cause_and_order(
    moment: date, holidays: frozenset[date], on_holiday: OnHoliday
) -> None:
    """
    Whatever the holidays and their reading, money moves after its cause, and in turn.
    """
    rules = reading("on_holiday", on_holiday)
    day = pre_deduction_day(moment, rules=rules, holidays=holidays)
    assert day > moment
    assert day <= pre_deduction_day(moment + timedelta(1), rules=rules, holidays=holidays)
    if on_holiday is not OnHoliday.SAME_DAY:
        assert day not in holidays
        assert day.strftime("%a") not in {"Sat", "Sun"}


# Bad input


@pytest.mark.parametrize(
    "value",
    [
        None,
        "2026-05-14",
        20260514,
        datetime(2026, 5, 14, 12, 0),
        datetime(2026, 5, 14, 12, 0, tzinfo=JST),
    ],
)
def test_days_are_dates(value: Any) -> None:
    """
    A moment, a text, a number and nothing are no day; the error names the field.
    """
    with pytest.raises(InvalidTypeError, match="delivered_on must be a date"):
        settlement_day(value, POWER)
    with pytest.raises(InvalidTypeError, match="delivered_on must be a date"):
        waiting_ends(value, POWER)
    with pytest.raises(InvalidTypeError, match="paid_on must be a date"):
        pre_deduction_day(value)
    with pytest.raises(InvalidTypeError, match="cancelled_on must be a date"):
        return_day(value)


@pytest.mark.parametrize("grade", [None, "POWER", "power", 5, OnWednesday.NEXT_WEEK])
def test_grades_are_grades(grade: Any) -> None:
    """
    What is no grade is refused, with an example of one.
    """
    with pytest.raises(InvalidTypeError, match=r"grade must be a Grade such as Grade\.POWER"):
        settlement_day(date(2026, 5, 14), grade)


@pytest.mark.parametrize(
    "holidays",
    [
        5,
        "2025-12-31",
        ("2025-12-31",),
        (datetime(2025, 12, 31),),
        [None],
        {date(2026, 1, 1): ()}.items(),
    ],
)
def test_holidays_are_dates(holidays: Any) -> None:
    """
    A moment among the holidays would never match a day, so it is refused as any other wrong thing.
    """
    for rules in (JAPAN, reading("on_holiday", OnHoliday.NEXT_BUSINESS_DAY)):
        with pytest.raises(InvalidTypeError, match="holidays must be"):
            settlement_day(date(2025, 12, 25), POWER, rules=rules, holidays=holidays)


@pytest.mark.parametrize("grade", Grade)
@pytest.mark.parametrize("day", [date(2018, 5, 31), date.min])
def test_deliveries_before_the_rules_are_refused(day: date, grade: Grade) -> None:
    """
    How long an order waited before June 2018 is not known.
    """
    with pytest.raises(RuleNotKnownError, match=r"waiting_days.* is not known before 2018-06-01"):
        settlement_day(day, grade)
    assert settlement_day(date(2018, 6, 1), grade) > date(2018, 6, 1)


@pytest.mark.parametrize("day", [date(2018, 8, 31), date.min])
def test_payments_and_returns_before_the_rules_are_refused(day: date) -> None:
    """
    When pre-deductions were taken and returned before September 2018 is not known.
    """
    with pytest.raises(RuleNotKnownError, match=r"pre_deduction_on_wednesday is not known before"):
        pre_deduction_day(day)
    with pytest.raises(RuleNotKnownError, match=r"return_day is not known before"):
        return_day(day)
    reform = date(2018, 9, 1)
    assert pre_deduction_day(reform) == return_day(reform) == date(2018, 9, 5)


@pytest.mark.parametrize("day", [date(9999, 1, 1), date(9999, 12, 31)])
def test_placeholders_are_refused(day: date) -> None:
    """
    The year 9999 stands for "no date" in files; nothing is counted from it.
    """
    with pytest.raises(InvalidValueError, match=r"delivered_on must lie before the year 9999"):
        settlement_day(day, POWER)
    with pytest.raises(InvalidValueError, match=r"paid_on must lie before the year 9999"):
        pre_deduction_day(day)
    with pytest.raises(InvalidValueError, match=r"cancelled_on .* \(got 9999-"):
        return_day(day)
    assert settlement_day(date(9998, 12, 31), GENERAL).year == 9999
