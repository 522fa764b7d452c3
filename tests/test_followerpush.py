from __future__ import annotations

import pickle

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, RuleNotKnownError
from qoo10model.basics.periods import JST, Days, month
from qoo10model.coupons import PushPlan, PushWeek, is_push_free, next_free_push, plan_pushes
from qoo10model.rules.book import JAPAN


MONDAYS = JAPAN.with_reading("coupons.push_week", PushWeek.FROM_MONDAY)
SUNDAYS = JAPAN.with_reading("coupons.push_week", PushWeek.FROM_SUNDAY)
TWO = JAPAN.replacing(JAPAN.coupons.pushes.with_value(2, since=date(2026, 1, 1)))
BOOKS = (JAPAN, MONDAYS, SUNDAYS)
JULY = month(2026, 7)
WEEK = timedelta(days=7)


def july(day: int, hour: int = 19, minute: int = 0) -> datetime:
    """
    A moment of July 2026; the 6th is a Monday.
    """
    return datetime(2026, 7, day, hour, minute, tzinfo=JST)


def week_of_reading(moment: datetime, reading: PushWeek) -> date:
    """
    The first day of the calendar week of *moment*, by hand.
    """
    weekday = moment.isoweekday() % 7 if reading is PushWeek.FROM_SUNDAY else moment.weekday()
    return moment.date() - timedelta(days=weekday)


# One push


@pytest.mark.parametrize(
    "at, rolling, mondays, sundays",
    [
        (july(12, 23, 59), False, False, True),  # the Sunday of the week
        (july(13, 0), False, True, True),
        (july(13, 18, 59), False, True, True),
        (july(13, 19), True, True, True),
        (july(5, 12), False, True, False),  # the Sunday before
        (july(4, 12), False, True, True),
        (july(6, 19), False, False, False),
    ],
)
def test_a_push_is_free_once_a_week(
    at: datetime, rolling: bool, mondays: bool, sundays: bool
) -> None:
    """
    Beside one on Monday 6 July, 19:00: by any seven days, by weeks from Monday, from Sunday.
    """
    sent = (july(6),)
    assert [is_push_free(at, sent, rules=rules) for rules in BOOKS] == [rolling, mondays, sundays]


@pytest.mark.parametrize(
    "after, rolling, mondays, sundays",
    [
        (july(8), july(13, 19), july(13, 0), july(12, 0)),
        (july(13, 19), july(13, 19), july(13, 19), july(13, 19)),
        (july(6, 19), july(13, 19), july(13, 0), july(12, 0)),
        (july(5, 12), july(13, 19), july(5, 12), july(12, 0)),
        (july(1), july(13, 19), july(1), july(1)),
    ],
)
def test_the_next_free_moment(
    after: datetime, rolling: datetime, mondays: datetime, sundays: datetime
) -> None:
    """
    A week after the last push, or when the next calendar week begins; at once where none is near.
    """
    sent = (july(6),)
    found = [next_free_push(after, sent, rules=rules) for rules in BOOKS]
    assert found == [rolling, mondays, sundays]


def test_without_any_push_the_next_is_free_at_once() -> None:
    """
    Nothing sent, nothing to wait for; a moment of another zone comes back in JST.
    """
    assert next_free_push(july(1)) == july(1)
    assert next_free_push(datetime(2026, 7, 1, 10, 0, tzinfo=UTC)).tzinfo is JST


def test_between_two_pushes_there_is_room_only_for_a_week_on_both_sides() -> None:
    """
    Between pushes on the 1st and the 14th no moment is a week from both; on the 15th there is one.
    """
    assert next_free_push(july(2), (july(1), july(14))) == july(21)
    assert next_free_push(july(2), (july(1), july(15))) == july(8)


def test_a_larger_quota_is_a_rule() -> None:
    """
    With two a week, the second is free and the third waits for the first to be a week ago.
    """
    assert is_push_free(july(7), (july(6),), rules=TWO)
    assert not is_push_free(july(8), (july(6), july(7)), rules=TWO)
    assert next_free_push(july(8), (july(6), july(7)), rules=TWO) == july(13)
    assert is_push_free(july(13), (july(6), july(7)), rules=TWO)
    # From the 6th on there are two in seven days, and two again from the 12th on.
    assert is_push_free(july(12), (july(6), july(13)), rules=TWO)
    assert not is_push_free(july(12), (july(6), july(13) - timedelta.resolution), rules=TWO)


def test_the_free_push_is_dated() -> None:
    """
    From 2025 on there is an answer; the day before, nothing is known.
    """
    assert is_push_free(datetime(2025, 1, 1, tzinfo=JST))
    with pytest.raises(RuleNotKnownError):
        is_push_free(datetime(2024, 12, 31, 23, 59, tzinfo=JST))


# A month


def test_a_month_has_a_push_every_seven_days() -> None:
    """
    July 2026 has room for five: 1, 8, 15, 22 and 29.
    """
    plan = plan_pushes(JULY, at=time(19))
    assert plan == PushPlan(JULY, tuple(july(day) for day in (1, 8, 15, 22, 29)))


def test_what_was_sent_before_the_month_counts() -> None:
    """
    After one on 29 June the first of July is that of the 6th.
    """
    sent = (datetime(2026, 6, 29, 19, 0, tzinfo=JST),)
    plan = plan_pushes(JULY, at=time(19), sent=sent)
    assert [push.day for push in plan.pushes] == [6, 13, 20, 27]


def test_wishes_come_first_and_in_their_order() -> None:
    """
    A push at the opening of an event stands, the rest is arranged around it.
    """
    wishes = (july(10, 17), july(12, 12))
    plan = plan_pushes(JULY, at=time(19), wishes=wishes)
    assert plan.pushes == (july(1), july(10, 17), july(17), july(24), july(31))
    (finding,) = plan.findings
    assert finding.code == "coupons.push_not_free"
    assert finding.text.en == (
        "a push at 2026-07-12 12:00 is not free beside the others; free from 2026-07-17 17:00 on"
    )


def test_a_wish_outside_the_days_is_said() -> None:
    """
    A wish for August is no part of the plan for July.
    """
    wish = datetime(2026, 8, 1, 0, 0, tzinfo=JST)
    plan = plan_pushes(JULY, at=time(19), wishes=(wish, wish - timedelta.resolution))
    assert [finding.code for finding in plan.findings] == ["coupons.push_outside"]
    assert plan.pushes[-1] == wish - timedelta.resolution


def test_calendar_weeks_leave_more_room() -> None:
    """
    By weeks from Monday a push on each first day of a week is free, the 1st with them.
    """
    plan = plan_pushes(JULY, at=time(9), rules=MONDAYS)
    assert [push.day for push in plan.pushes] == [1, 6, 13, 20, 27]


moments = st.datetimes(
    datetime(2026, 6, 20), datetime(2026, 8, 10), timezones=st.sampled_from((JST, UTC))
)


@given(
    st.lists(moments, max_size=4),
    st.lists(moments, max_size=4),
    st.times(),
    st.sampled_from(BOOKS),
)
def test_a_plan_never_breaks_the_quota(
    wishes: list[datetime], sent: list[datetime], at: time, rules: Any
) -> None:
    """
    No two pushes of a plan share a week, nor does one share it with what was sent.
    """
    plan = plan_pushes(JULY, at=at, wishes=wishes, sent=sent, rules=rules)
    reading = rules.coupons.push_week.on(JULY.first)
    for push in plan.pushes:
        assert push.date() in JULY
        for other in (*(one for one in plan.pushes if one != push), *sent):
            if reading is PushWeek.ROLLING:
                assert abs(other - push) >= WEEK
            else:
                mine = week_of_reading(push, reading)
                assert week_of_reading(other.astimezone(JST), reading) != mine
    assert list(plan.pushes) == sorted(plan.pushes)


@given(st.lists(moments, max_size=4), st.times())
def test_the_strict_plan_keeps_every_reading(wishes: list[datetime], at: time) -> None:
    """
    What is free by any seven days is free by calendar weeks, too.
    """
    pushes = plan_pushes(JULY, at=at, wishes=wishes).pushes
    assert all(other - one >= WEEK for one, other in pairwise(pushes))
    for rules in (MONDAYS, SUNDAYS):
        for push in pushes:
            others = [other for other in pushes if other != push]
            assert is_push_free(push, others, rules=rules)


@given(moments, st.lists(moments, max_size=4), st.sampled_from((*BOOKS, TWO)))
def test_the_next_free_moment_is_free_and_the_first(
    after: datetime, sent: list[datetime], rules: Any
) -> None:
    """
    It is free, not before it was asked for, and no hour before it is free.
    """
    found = next_free_push(after, sent, rules=rules)
    assert found >= after
    assert is_push_free(found, sent, rules=rules)
    for hours in range(1, 24 * 8, 5):
        earlier = found - timedelta(hours=hours)
        assert earlier < after or not is_push_free(earlier, sent, rules=rules)


def test_a_plan_is_a_value() -> None:
    """
    A plan survives pickling.
    """
    plan = plan_pushes(JULY, at=time(19))
    assert pickle.loads(pickle.dumps(plan)) == plan


# Bad input


@pytest.mark.parametrize(
    "moment, error",
    [
        (datetime(2026, 7, 1, 19, 0), InvalidValueError),
        (date(2026, 7, 1), InvalidTypeError),
        ("2026-07-01", InvalidTypeError),
        (None, InvalidTypeError),
    ],
)
def test_moments_are_aware(moment: Any, error: type[Exception]) -> None:
    """
    A naive moment, a day and a text are refused, wherever a moment is asked for.
    """
    for use in (
        lambda: is_push_free(moment),
        lambda: is_push_free(july(1), (moment,)),
        lambda: next_free_push(moment),
        lambda: next_free_push(july(1), (moment,)),
        lambda: plan_pushes(JULY, at=time(19), wishes=(moment,)),
        lambda: plan_pushes(JULY, at=time(19), sent=(moment,)),
    ):
        with pytest.raises(error, match="moment must be"):
            use()


@pytest.mark.parametrize("at", [19, "19:00", None, july(1), time(19, tzinfo=JST)])
def test_a_time_of_day_has_no_zone(at: Any) -> None:
    """
    The time of day is Japanese time, without a zone of its own.
    """
    with pytest.raises(InvalidTypeError, match="at must be a time of day"):
        plan_pushes(JULY, at=at)


@pytest.mark.parametrize("days", [date(2026, 7, 1), "2026-07", JULY.span, None])
def test_a_plan_is_for_days(days: Any) -> None:
    """
    A plan is made for a run of days.
    """
    with pytest.raises(InvalidTypeError, match="days must be Days"):
        plan_pushes(days, at=time(19))


def test_a_plan_of_one_day() -> None:
    """
    One day has one push.
    """
    day = Days(date(2026, 7, 1), date(2026, 7, 1))
    assert plan_pushes(day, at=time(19)).pushes == (july(1),)
