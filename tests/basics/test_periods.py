from __future__ import annotations

import copy
import datetime as dt
import pickle
import subprocess
import sys

from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.periods import (
    JST,
    WEDNESDAY,
    Days,
    Span,
    check_day,
    jst_day,
    month,
    month_of,
    months_before,
    next_wednesday,
    quarter_of,
    repr_moment,
    to_jst,
    wednesdays,
    week_of,
)


if TYPE_CHECKING:
    from collections.abc import Callable

KOREA = timezone(timedelta(hours=9), "KST")
NEW_YORK = ZoneInfo("America/New_York")

days = st.dates(date(1990, 1, 1), date(2100, 12, 31))
moments = st.datetimes(
    datetime(1990, 1, 1),
    datetime(2100, 12, 31),
    timezones=st.sampled_from((JST, UTC, KOREA, NEW_YORK)),
)
spans = st.tuples(moments, moments).filter(lambda m: m[0] < m[1]).map(lambda m: Span(*m))
runs = st.builds(lambda first, more: Days(first, first + timedelta(more)), days, st.integers(0, 99))


def jst(*parts: int) -> datetime:
    """
    The moment with these parts in JST.
    """
    year, number, day, hour, minute, second, micro = (*parts, 0, 0, 0, 0)[:7]
    return datetime(year, number, day, hour, minute, second, micro, tzinfo=JST)


# Moments and days


def test_jst_is_nine_hours_ahead_and_named() -> None:
    """
    The shared time zone is UTC+9 all year.
    """
    for moment in (jst(2026, 1, 1), jst(2026, 7, 1)):
        assert moment.utcoffset() == timedelta(hours=9)
        assert moment.tzname() == "JST"


@pytest.mark.parametrize(
    "moment, expected, day",
    [
        # 15:00 UTC is midnight in Japan, and the year changes with it.
        (
            datetime(2025, 12, 31, 14, 59, 59, 999_999, UTC),
            jst(2025, 12, 31, 23, 59, 59, 999_999),
            31,
        ),
        (datetime(2025, 12, 31, 15, 0, 0, 0, UTC), jst(2026, 1, 1), 1),
        (datetime(2025, 12, 31, 23, 59, 59, 999_999, UTC), jst(2026, 1, 1, 8, 59, 59, 999_999), 1),
        # The leap day begins and ends in Japan.
        (datetime(2024, 2, 28, 15, 0, tzinfo=UTC), jst(2024, 2, 29), 29),
        (datetime(2024, 2, 29, 14, 59, tzinfo=UTC), jst(2024, 2, 29, 23, 59), 29),
        (datetime(2024, 2, 29, 15, 0, tzinfo=UTC), jst(2024, 3, 1), 1),
        # In a common year the same hour is March.
        (datetime(2025, 2, 28, 15, 0, tzinfo=UTC), jst(2025, 3, 1), 1),
        # New York is 14 hours behind in winter, 13 in summer.
        (datetime(2026, 1, 1, 9, 59, tzinfo=NEW_YORK), jst(2026, 1, 1, 23, 59), 1),
        (datetime(2026, 1, 1, 10, 0, tzinfo=NEW_YORK), jst(2026, 1, 2), 2),
        (datetime(2026, 7, 1, 10, 59, tzinfo=NEW_YORK), jst(2026, 7, 1, 23, 59), 1),
        (datetime(2026, 7, 1, 11, 0, tzinfo=NEW_YORK), jst(2026, 7, 2), 2),
        # New York sets its clocks back at 2:00 on 1 November 2026: 1:30 comes twice.
        (datetime(2026, 11, 1, 1, 30, tzinfo=NEW_YORK), jst(2026, 11, 1, 14, 30), 1),
        (datetime(2026, 11, 1, 1, 30, tzinfo=NEW_YORK, fold=1), jst(2026, 11, 1, 15, 30), 1),
        # Another zone of the same offset.
        (datetime(2026, 7, 1, 23, 59, tzinfo=KOREA), jst(2026, 7, 1, 23, 59), 1),
    ],
)
def test_a_moment_falls_on_the_day_it_is_in_japan(
    moment: datetime, expected: datetime, day: int
) -> None:
    """
    The Japanese day of a moment changes at 15:00 UTC.
    """
    assert to_jst(moment) == expected
    assert to_jst(moment).tzinfo is JST
    assert to_jst(moment).replace(tzinfo=None) == expected.replace(tzinfo=None)
    assert jst_day(moment) == expected.date()
    assert jst_day(moment).day == day


class _Moment(datetime):
    pass


def test_a_moment_in_jst_is_returned_as_it_is() -> None:
    """
    No new object is made of what is in JST already, even of a subclass.
    """
    for moment in (jst(2026, 7, 1), _Moment(2026, 7, 1, tzinfo=JST)):
        assert to_jst(moment) is moment


@given(moments)
def test_converting_changes_no_moment(moment: datetime) -> None:
    """
    `to_jst` keeps the moment, and doing it again changes nothing.
    """
    converted = to_jst(moment)
    # In UTC, because Python calls moments of two zones unequal while clocks are set back.
    assert converted.astimezone(UTC) == moment.astimezone(UTC)
    assert to_jst(converted) is converted
    assert jst_day(moment) == (moment.astimezone(UTC) + timedelta(hours=9)).date()


class _NoOffset(dt.tzinfo):
    def utcoffset(self, _: datetime | None) -> None:
        return None

    dst = utcoffset

    def tzname(self, _: datetime | None) -> str:
        return "unknown"


NAIVE = [
    datetime(2026, 7, 1),
    datetime(2026, 7, 1, 23, 59, 59, 999_999),
    datetime(2026, 7, 1, tzinfo=_NoOffset()),
    datetime.max,
]
NO_MOMENTS = [
    date(2026, 7, 1),
    time(12, 0, tzinfo=JST),
    "2026-07-01T00:00:00+09:00",
    1_782_831_600,
    1.0,
    None,
    JST,
]


@pytest.mark.parametrize("moment", NAIVE)
@pytest.mark.parametrize("function", [to_jst, jst_day])
def test_naive_moments_are_refused(function: Callable[[Any], Any], moment: datetime) -> None:
    """
    A datetime without offset is no moment, and the error says how to make it one.
    """
    with pytest.raises(InvalidValueError, match=r"aware .*moment\.replace\(tzinfo=JST\)"):
        function(moment)


@pytest.mark.parametrize("moment", NO_MOMENTS)
@pytest.mark.parametrize("function", [to_jst, jst_day])
def test_what_is_no_moment_is_refused(function: Callable[[Any], Any], moment: Any) -> None:
    """
    A day, a time, text and numbers are no moments.
    """
    with pytest.raises(InvalidTypeError, match="moment must be an aware datetime"):
        function(moment)


def test_a_moment_after_the_last_day_is_refused() -> None:
    """
    The last second of 9999 in UTC is in the year 10000 in Japan.
    """
    assert jst_day(datetime(9999, 12, 31, 14, 59, tzinfo=UTC)) == date(9999, 12, 31)
    with pytest.raises(InvalidValueError, match="out of range in JST"):
        to_jst(datetime(9999, 12, 31, 15, 0, tzinfo=UTC))


class _Day(date):
    pass


@pytest.mark.parametrize("day", [date(2026, 5, 14), date.min, date.max, _Day(2026, 5, 14)])
def test_a_day_passes_the_border(day: date) -> None:
    """
    A date comes back as it is.
    """
    assert check_day(day, "delivered_on") is day


@pytest.mark.parametrize(
    "value, advice",
    [
        (datetime(2026, 5, 14), "jst_day"),
        (jst(2026, 5, 14), "jst_day"),
        (_Moment(2026, 5, 14, tzinfo=JST), "jst_day"),
        (time(12, 0), r"date\(2026, 5, 14\)"),
        ("2026-05-14", r"date\(2026, 5, 14\)"),
        (20260514, r"date\(2026, 5, 14\)"),
        ((2026, 5, 14), r"date\(2026, 5, 14\)"),
        (None, r"date\(2026, 5, 14\)"),
    ],
)
def test_what_is_no_day_is_refused(value: Any, advice: str) -> None:
    """
    A datetime is no day, although Python calls it a date.
    """
    with pytest.raises(InvalidTypeError, match=rf"delivered_on must be a date .*{advice}"):
        check_day(value, "delivered_on")


# Spans


def test_a_span_is_half_open() -> None:
    """
    The first moment is in, the last is out.
    """
    span = Span(jst(2026, 7, 1, 10), jst(2026, 7, 1, 17))
    assert not span.contains(jst(2026, 7, 1, 9, 59, 59, 999_999))
    assert span.contains(jst(2026, 7, 1, 10))
    assert span.contains(jst(2026, 7, 1, 16, 59, 59, 999_999))
    assert not span.contains(jst(2026, 7, 1, 17))
    assert span.contains(datetime(2026, 7, 1, 1, 0, tzinfo=UTC))
    assert not span.contains(datetime(2026, 7, 1, 10, 0, tzinfo=UTC))
    assert span.duration == timedelta(hours=7)


@pytest.mark.parametrize(
    "start, end, first, last",
    [
        (jst(2026, 7, 9, 19), jst(2026, 7, 10, 17, 50), date(2026, 7, 9), date(2026, 7, 10)),
        (jst(2026, 7, 1), jst(2026, 7, 1, 0, 0, 0, 1), date(2026, 7, 1), date(2026, 7, 1)),
        # An end at midnight belongs to the day before; a microsecond later it does not.
        (jst(2025, 12, 31, 23), jst(2026, 1, 1), date(2025, 12, 31), date(2025, 12, 31)),
        (jst(2025, 12, 31), jst(2026, 1, 1, 0, 0, 0, 1), date(2025, 12, 31), date(2026, 1, 1)),
        (
            datetime(2025, 12, 31, 15, tzinfo=UTC),
            datetime(2026, 1, 1, 15, tzinfo=UTC),
            date(2026, 1, 1),
            date(2026, 1, 1),
        ),
    ],
)
def test_a_span_touches_japanese_days(
    start: datetime, end: datetime, first: date, last: date
) -> None:
    """
    First and last day are those in Japan, wherever the moments came from.
    """
    span = Span(start, end)
    assert (span.first_day, span.last_day) == (first, last)
    assert span.start.tzinfo is span.end.tzinfo is JST


@pytest.mark.parametrize(
    "start, end, shared",
    [
        (8, 9, None),
        (8, 10, None),
        (8, 11, (10, 11)),
        (10, 11, (10, 11)),
        (12, 13, (12, 13)),
        (10, 17, (10, 17)),
        (8, 20, (10, 17)),
        (16, 17, (16, 17)),
        (16, 20, (16, 17)),
        (17, 20, None),
        (18, 20, None),
    ],
)
def test_spans_share_moments_or_only_meet(
    start: int, end: int, shared: tuple[int, int] | None
) -> None:
    """
    Against 10:00 to 17:00: what ends at 10 or starts at 17 shares nothing.
    """
    span = Span(jst(2026, 7, 1, 10), jst(2026, 7, 1, 17))
    other = Span(jst(2026, 7, 1, start), jst(2026, 7, 1, end))
    expected = shared and Span(*(jst(2026, 7, 1, hour) for hour in shared))
    assert span.intersection(other) == other.intersection(span) == expected
    assert span.overlaps(other) is other.overlaps(span) is (shared is not None)


@given(spans, spans, moments)
def test_a_moment_is_in_the_intersection_if_it_is_in_both(
    span: Span, other: Span, moment: datetime
) -> None:
    """
    The intersection holds what both hold.
    """
    shared = span.intersection(other)
    for at in (moment, span.start, span.end, other.start, other.end):
        in_both = span.contains(at) and other.contains(at)
        assert in_both is (shared is not None and shared.contains(at))


@pytest.mark.parametrize(
    "start, end",
    [
        (jst(2026, 7, 1), jst(2026, 7, 1)),
        (jst(2026, 7, 2), jst(2026, 7, 1)),
        (jst(2026, 7, 1, 0, 0, 0, 1), jst(2026, 7, 1)),
        (jst(2026, 7, 1, 9), datetime(2026, 7, 1, 0, 0, tzinfo=UTC)),
    ],
)
def test_a_span_has_a_length(start: datetime, end: datetime) -> None:
    """
    A start at or after the end is refused.
    """
    with pytest.raises(InvalidValueError, match="start must be before end"):
        Span(start, end)


@pytest.mark.parametrize("bad", NAIVE)
def test_a_span_has_no_naive_ends(bad: datetime) -> None:
    """
    Neither end may be naive, nor what is looked for.
    """
    for make in (
        lambda: Span(bad, jst(2026, 7, 2)),
        lambda: Span(jst(2026, 7, 1), bad),
        lambda: month(2026, 7).span.contains(bad),
    ):
        with pytest.raises(InvalidValueError, match="aware"):
            make()


@pytest.mark.parametrize("bad", NO_MOMENTS)
def test_a_span_is_made_of_moments(bad: Any) -> None:
    """
    Neither end may be a day or text, nor what is looked for.
    """
    for make in (
        lambda: Span(bad, jst(2026, 7, 2)),
        lambda: Span(jst(2026, 7, 1), bad),
        lambda: month(2026, 7).span.contains(bad),
    ):
        with pytest.raises(InvalidTypeError, match="moment must be an aware datetime"):
            make()


def test_a_span_reads_well() -> None:
    """
    The repr names JST and evaluates.
    """
    span = Span(jst(2026, 7, 1), datetime(2026, 7, 1, 1, 0, tzinfo=UTC))
    assert repr(span) == (
        "Span(start=datetime.datetime(2026, 7, 1, 0, 0, tzinfo=JST), "
        "end=datetime.datetime(2026, 7, 1, 10, 0, tzinfo=JST))"
    )
    assert repr_moment(datetime(2026, 7, 1, tzinfo=UTC)).endswith("tzinfo=datetime.timezone.utc)")


@given(spans, runs)
def test_periods_survive_repr_pickle_and_copy(span: Span, run: Days) -> None:
    """
    Reprs evaluate; pickles and copies are equal, hash alike, and stay in JST.
    """
    names = {"datetime": dt, "JST": JST, "Span": Span, "Days": Days}
    for value in (span, run):
        for again in (
            eval(repr(value), names),
            pickle.loads(pickle.dumps(value)),
            copy.deepcopy(value),
        ):
            assert again == value
            assert hash(again) == hash(value)


# Days


@pytest.mark.parametrize(
    "first, last, count",
    [
        (date(2026, 7, 1), date(2026, 7, 1), 1),
        (date(2024, 2, 28), date(2024, 3, 1), 3),
        (date(2025, 2, 28), date(2025, 3, 1), 2),
        (date(2025, 12, 29), date(2026, 1, 3), 6),
        (date(2024, 1, 1), date(2024, 12, 31), 366),
        (date(9999, 12, 31), date.max, 1),
    ],
)
def test_days_include_both_ends(first: date, last: date, count: int) -> None:
    """
    A run counts and yields its first and its last day.
    """
    run = Days(first, last)
    assert run.count == count
    assert len(tuple(run)) == count
    assert (min(run), max(run)) == (first, last)
    assert first in run
    assert last in run


@given(runs)
def test_days_as_moments_hold_the_same_days(run: Days) -> None:
    """
    The span begins at midnight JST and ends at the midnight after the last day.
    """
    span = run.span
    assert (span.first_day, span.last_day) == (run.first, run.last)
    assert span.duration == timedelta(days=run.count)
    assert span.start.time() == span.end.time() == time(0, 0)


@given(runs, days)
def test_a_day_is_in_a_run_if_the_run_yields_it(run: Days, day: date) -> None:
    """
    `contains`, ``in``, iteration and `overlaps` agree.
    """
    yielded = set(run)
    for at in (day, run.first - timedelta(1), run.first, run.last, run.last + timedelta(1)):
        assert run.contains(at) is (at in run) is (at in yielded) is run.overlaps(Days(at, at))


@pytest.mark.parametrize(
    "first, last, shares",
    [(1, 9, False), (1, 10, True), (12, 13, True), (1, 31, True), (20, 31, True), (21, 31, False)],
)
def test_runs_share_days(first: int, last: int, *, shares: bool) -> None:
    """
    Against the 10th to the 20th: one shared day is enough.
    """
    run = Days(date(2026, 7, 10), date(2026, 7, 20))
    other = Days(date(2026, 7, first), date(2026, 7, last))
    assert run.overlaps(other) is other.overlaps(run) is shares


@given(runs, st.integers(-999, 999))
def test_shifting_keeps_the_length_and_can_be_undone(run: Days, by: int) -> None:
    """
    A shifted run has as many days, and shifting back gives the run.
    """
    shifted = run.shifted(by)
    assert shifted.count == run.count
    assert (shifted.first - run.first).days == by
    assert shifted.shifted(-by) == run


@pytest.mark.parametrize("bad", [jst(2026, 7, 1), datetime(2026, 7, 1), "2026-07-01", None, 1])
def test_days_are_made_of_days(bad: Any) -> None:
    """
    A moment is no day, at either end or when looked for.
    """
    july = month(2026, 7)
    for make in (
        lambda: Days(bad, date(2026, 7, 1)),
        lambda: Days(date(2026, 7, 1), bad),
        lambda: july.contains(bad),
        lambda: bad in july,
        lambda: month_of(bad),
        lambda: quarter_of(bad),
        lambda: week_of(bad),
        lambda: months_before(bad, 1),
        lambda: next_wednesday(bad, inclusive=True),
    ):
        with pytest.raises(InvalidTypeError, match="must be a date"):
            make()


def test_days_do_not_run_backwards() -> None:
    """
    A last day before the first is refused.
    """
    with pytest.raises(InvalidValueError, match="first must not be after last"):
        Days(date(2026, 7, 2), date(2026, 7, 1))


@pytest.mark.parametrize("bad", [1.0, 0.5, True, "1", None, timedelta(1)])
def test_counts_are_ints(bad: Any) -> None:
    """
    Half a day or a month as text is refused.
    """
    for make in (
        lambda: month(2026, 7).shifted(bad),
        lambda: months_before(date(2026, 7, 1), bad),
        lambda: month(bad, 7),
        lambda: month(2026, bad),
    ):
        with pytest.raises(InvalidTypeError, match="must be int"):
            make()


# Calendar


@pytest.mark.parametrize(
    "year, number, last",
    [
        (2024, 2, 29),
        (2025, 2, 28),
        (2000, 2, 29),
        (2100, 2, 28),
        (2026, 1, 31),
        (2026, 4, 30),
        (2026, 11, 30),
        (2026, 12, 31),
        (1, 1, 31),
        (9999, 12, 31),
    ],
)
def test_a_month_ends_on_its_last_day(year: int, number: int, last: int) -> None:
    """
    Months have their lengths, February by the leap years.
    """
    expected = Days(date(year, number, 1), date(year, number, last))
    assert month(year, number) == expected
    assert month_of(expected.first) == month_of(expected.last) == expected


@pytest.mark.parametrize("year, number", [(2026, 0), (2026, 13), (2026, -1), (0, 1), (10_000, 1)])
def test_a_month_exists(year: int, number: int) -> None:
    """
    There is no month 0 or 13, and no year 0.
    """
    with pytest.raises(InvalidValueError, match=f"there is no month {number} of {year}"):
        month(year, number)


@pytest.mark.parametrize(
    "day, first, last",
    [
        (date(2026, 1, 1), date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 3, 31), date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 4, 1), date(2026, 4, 1), date(2026, 6, 30)),
        (date(2024, 2, 29), date(2024, 1, 1), date(2024, 3, 31)),
        (date(2026, 6, 30), date(2026, 4, 1), date(2026, 6, 30)),
        (date(2026, 8, 31), date(2026, 7, 1), date(2026, 9, 30)),
        (date(2026, 12, 31), date(2026, 10, 1), date(2026, 12, 31)),
        (date.max, date(9999, 10, 1), date.max),
    ],
)
def test_a_quarter_has_three_months(day: date, first: date, last: date) -> None:
    """
    Quarters begin in January, April, July and October.
    """
    assert quarter_of(day) == Days(first, last)


@pytest.mark.parametrize(
    "day, first",
    [
        (date(2026, 6, 28), date(2026, 6, 22)),  # a Sunday is the last day
        (date(2026, 6, 29), date(2026, 6, 29)),  # a Monday the first
        (date(2026, 7, 1), date(2026, 6, 29)),
        (date(2026, 1, 1), date(2025, 12, 29)),
        (date(2024, 2, 29), date(2024, 2, 26)),
    ],
)
def test_a_week_is_monday_to_sunday(day: date, first: date) -> None:
    """
    Weeks begin on Monday, across months and years.
    """
    assert week_of(day) == Days(first, first + timedelta(6))


@given(days)
def test_a_day_is_in_its_own_periods(day: date) -> None:
    """
    Week, month and quarter hold the day, the quarter the month, and neighbours touch.
    """
    for period_of in (week_of, month_of, quarter_of):
        period = period_of(day)
        assert day in period
        assert period_of(period.first) == period_of(period.last) == period
        assert period_of(period.last + timedelta(1)).first == period.last + timedelta(1)
    assert week_of(day).count == 7
    assert month_of(day).first in quarter_of(day)
    assert month_of(day).last in quarter_of(day)


@pytest.mark.parametrize(
    "day, count, expected",
    [
        (date(2026, 3, 31), 0, date(2026, 3, 31)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2024, 2, 29), 48, date(2020, 2, 29)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 5, 31), 3, date(2026, 2, 28)),
        (date(2026, 5, 31), 6, date(2025, 11, 30)),
        (date(2026, 1, 31), -1, date(2026, 2, 28)),
        (date(2025, 12, 31), -2, date(2026, 2, 28)),
    ],
)
def test_months_before_stop_at_the_end_of_the_month(day: date, count: int, expected: date) -> None:
    """
    The 31st, counted back into a shorter month, is its last day.
    """
    assert months_before(day, count) == expected


# Wednesdays


@pytest.mark.parametrize(
    "day, itself, later",
    [
        (date(2026, 5, 19), date(2026, 5, 20), date(2026, 5, 20)),  # Tuesday
        (date(2026, 5, 20), date(2026, 5, 20), date(2026, 5, 27)),  # Wednesday
        (date(2026, 5, 21), date(2026, 5, 27), date(2026, 5, 27)),  # Thursday
        (date(2025, 12, 31), date(2025, 12, 31), date(2026, 1, 7)),  # New Year's Eve, a Wednesday
        (date(2024, 2, 28), date(2024, 2, 28), date(2024, 3, 6)),
        (date(2024, 2, 29), date(2024, 3, 6), date(2024, 3, 6)),
    ],
)
def test_the_next_wednesday_may_be_the_day_itself(day: date, itself: date, later: date) -> None:
    """
    The two readings differ on Wednesdays only.
    """
    assert next_wednesday(day, inclusive=True) == itself
    assert next_wednesday(day, inclusive=False) == later


@given(day=days, inclusive=st.booleans())
def test_the_next_wednesday_is_the_nearest(day: date, *, inclusive: bool) -> None:
    """
    It is a Wednesday, and none lies between.
    """
    found = next_wednesday(day, inclusive=inclusive)
    assert found.weekday() == WEDNESDAY == 2
    assert (0 if inclusive else 1) <= (found - day).days <= (6 if inclusive else 7)


@pytest.mark.parametrize(
    "run, expected",
    [
        (month(2026, 7), (1, 8, 15, 22, 29)),
        (month(2024, 2), (7, 14, 21, 28)),
        (Days(date(2026, 7, 1), date(2026, 7, 1)), (1,)),
        (Days(date(2026, 7, 2), date(2026, 7, 7)), ()),
        (Days(date(2026, 7, 2), date(2026, 7, 8)), (8,)),
        (Days(date(2025, 12, 31), date(2026, 1, 7)), (31, 7)),
    ],
)
def test_wednesdays_of_a_run(run: Days, expected: tuple[int, ...]) -> None:
    """
    Both ends of the run count.
    """
    assert tuple(day.day for day in wednesdays(run)) == expected


@given(runs)
def test_wednesdays_are_those_among_the_days(run: Days) -> None:
    """
    None is left out, none is added, in order.
    """
    assert wednesdays(run) == tuple(day for day in run if day.weekday() == WEDNESDAY)


def test_importing_periods_loads_no_dateutil() -> None:
    """
    Month arithmetic loads dateutil when it is first used, not before.
    """
    code = (
        "import sys, qoo10model.basics.periods; "
        "print(sorted({'calendar', 'dateutil', 'zoneinfo'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
