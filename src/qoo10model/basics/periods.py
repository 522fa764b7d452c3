"""
Moments, Japanese days and runs of them (期間): JST, spans, weeks, months, quarters, Wednesdays.

A moment is an aware `datetime`; a day is a `date` of the Japanese calendar. `jst_day` is the one
bridge from the first to the second. Business days are in `qoo10model.basics.businessdays`.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError


if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = (
    "JST",
    "WEDNESDAY",
    "Days",
    "Span",
    "check_day",
    "jst_day",
    "month",
    "month_of",
    "months_before",
    "next_wednesday",
    "quarter_of",
    "repr_moment",
    "to_jst",
    "wednesdays",
    "week_of",
)

JST: Final = timezone(timedelta(hours=9), "JST")
"""
Japan Standard Time (日本標準時): nine hours ahead of UTC, with no summer time.
"""

WEDNESDAY: Final = 2
"""
The weekday on which Qoo10 settles (水曜日), as `date.weekday` counts.
"""

_DAY: Final = timedelta(days=1)


def to_jst(moment: datetime, field: str = "moment") -> datetime:
    """
    Return the aware *moment* in JST; one that is in JST already is returned as it is.

    *field* names it in errors.

    Raises `InvalidTypeError` for what is no datetime, `InvalidValueError` for a naive one and for
    one beyond the last day that Python knows.

    >>> from datetime import UTC
    >>> to_jst(datetime(2025, 12, 31, 15, 0, tzinfo=UTC)).isoformat()
    '2026-01-01T00:00:00+09:00'
    """
    if type(moment) is datetime and moment.tzinfo is JST:
        return moment
    _check_aware(moment, field)
    try:
        return moment.astimezone(JST)
    except OverflowError:
        raise InvalidValueError(f"{field} is out of range in JST (got {moment!r})") from None


def jst_day(moment: datetime) -> date:
    """
    Return the Japanese day of the aware *moment*; raises what `to_jst` raises.

    >>> from datetime import UTC
    >>> jst_day(datetime(2025, 12, 31, 15, 0, tzinfo=UTC))
    datetime.date(2026, 1, 1)
    """
    if type(moment) is datetime and moment.tzinfo is JST:
        return moment.date()
    return to_jst(moment).date()


def check_day(value: object, field: str) -> date:
    """
    Return *value* if it is a day; *field* names it in errors.

    Raises `InvalidTypeError` for anything else, and for a `datetime`, although that is a `date`.

    >>> check_day(date(2026, 5, 14), "delivered_on")
    datetime.date(2026, 5, 14)
    """
    if type(value) is date:
        return value
    if isinstance(value, datetime):
        raise InvalidTypeError(f"{field} must be a date (got {value!r}); pass jst_day(moment)")
    if isinstance(value, date):
        return value
    raise InvalidTypeError(f"{field} must be a date (got {value!r}); pass date(2026, 5, 14)")


def repr_moment(moment: datetime) -> str:
    """
    Return the repr of *moment* with ``JST`` for the shared time zone; it evaluates.

    >>> repr_moment(datetime(2026, 7, 1, 10, 0, tzinfo=JST))
    'datetime.datetime(2026, 7, 1, 10, 0, tzinfo=JST)'
    """
    return repr(moment).replace(repr(JST), "JST")


@attrs.frozen
class Span:
    """
    A stretch of time (時間帯) from *start* up to, but without, *end*; both are kept in JST.

    Raises what `to_jst` raises, and `InvalidValueError` if *start* is not before *end*.

    >>> slot = Span(datetime(2026, 7, 1, 0, 0, tzinfo=JST), datetime(2026, 7, 1, 10, 0, tzinfo=JST))
    >>> slot.contains(slot.start), slot.contains(slot.end)
    (True, False)
    """

    start: datetime = attrs.field(converter=to_jst, repr=repr_moment)
    end: datetime = attrs.field(converter=to_jst, repr=repr_moment)

    def __attrs_post_init__(self) -> None:
        if self.start >= self.end:
            raise InvalidValueError(f"start must be before end (got {self!r})")

    @property
    def duration(self) -> timedelta:
        """
        How long it lasts.

        >>> Days(date(2026, 7, 1), date(2026, 7, 3)).span.duration
        datetime.timedelta(days=3)
        """
        return self.end - self.start

    @property
    def first_day(self) -> date:
        """
        The Japanese day on which it starts.

        >>> Days(date(2026, 7, 1), date(2026, 7, 3)).span.first_day
        datetime.date(2026, 7, 1)
        """
        return self.start.date()

    @property
    def last_day(self) -> date:
        """
        The last Japanese day that it touches: an end at midnight belongs to the day before.

        >>> Days(date(2026, 7, 1), date(2026, 7, 3)).span.last_day
        datetime.date(2026, 7, 3)
        """
        return (self.end - timedelta.resolution).date()

    def contains(self, moment: datetime) -> bool:
        """
        Whether the aware *moment* lies in it; raises what `to_jst` raises.

        >>> month(2026, 7).span.contains(datetime(2026, 8, 1, 0, 0, tzinfo=JST))
        False
        """
        return self.start <= to_jst(moment) < self.end

    def overlaps(self, other: Span) -> bool:
        """
        Whether the two share a moment; spans that only meet do not.

        >>> month(2026, 7).span.overlaps(month(2026, 8).span)
        False
        """
        return self.start < other.end and other.start < self.end

    def intersection(self, other: Span) -> Span | None:
        """
        Return what the two share, or None if they share nothing.

        >>> month(2026, 7).span.intersection(week_of(date(2026, 7, 1)).span).duration
        datetime.timedelta(days=5)
        """
        if not self.overlaps(other):
            return None
        return Span(max(self.start, other.start), min(self.end, other.end))


@attrs.frozen
class Days:
    """
    A run of Japanese days (日の範囲) from *first* to *last*, both included.

    Raises `InvalidTypeError` for what is no date, `InvalidValueError` if *last* is before *first*.

    >>> [day.day for day in Days(date(2024, 2, 28), date(2024, 3, 1))]
    [28, 29, 1]
    """

    first: date
    last: date

    def __attrs_post_init__(self) -> None:
        if check_day(self.first, "first") > check_day(self.last, "last"):
            raise InvalidValueError(f"first must not be after last (got {self!r})")

    @property
    def count(self) -> int:
        """
        How many days these are.

        >>> month(2024, 2).count
        29
        """
        return (self.last - self.first).days + 1

    @property
    def span(self) -> Span:
        """
        The same as moments, from midnight to midnight JST.

        >>> month(2026, 7).span.end.isoformat()
        '2026-08-01T00:00:00+09:00'
        """
        return Span(
            datetime.combine(self.first, time.min, JST),
            datetime.combine(self.last + _DAY, time.min, JST),
        )

    def contains(self, day: date) -> bool:
        """
        Whether *day* is one of them; a datetime is refused. The same as ``day in days``.

        >>> month(2026, 7).contains(date(2026, 7, 31))
        True
        """
        return self.first <= check_day(day, "day") <= self.last

    def overlaps(self, other: Days) -> bool:
        """
        Whether the two share a day.

        >>> month(2026, 7).overlaps(Days(date(2026, 7, 31), date(2026, 8, 1)))
        True
        """
        return self.first <= other.last and other.first <= self.last

    def shifted(self, days: int) -> Days:
        """
        Return as many days, *days* later, or earlier if negative.

        >>> week_of(date(2026, 7, 1)).shifted(7).first
        datetime.date(2026, 7, 6)
        """
        step = timedelta(_check_integer(days, "days"))
        return Days(self.first + step, self.last + step)

    def __contains__(self, day: date) -> bool:
        return self.contains(day)

    def __iter__(self) -> Iterator[date]:
        return (self.first + timedelta(at) for at in range(self.count))


def month(year: int, number: int) -> Days:
    """
    Return the days of month *number* (1 to 12) of *year*; raises `InvalidValueError` for another.

    >>> month(2026, 2).last
    datetime.date(2026, 2, 28)
    """
    try:
        return month_of(date(_check_integer(year, "year"), _check_integer(number, "number"), 1))
    except ValueError:
        raise InvalidValueError(f"there is no month {number!r} of {year!r}; pass 1 to 12") from None


def month_of(day: date) -> Days:
    """
    Return the calendar month (月) of *day*.

    >>> month_of(date(2024, 2, 10)).last
    datetime.date(2024, 2, 29)
    """
    first = check_day(day, "day").replace(day=1)
    if first.month == 12:
        return Days(first, first.replace(day=31))
    return Days(first, first.replace(month=first.month + 1) - _DAY)


def quarter_of(day: date) -> Days:
    """
    Return the calendar quarter (四半期) of *day*: January to March, and so on.

    >>> quarter_of(date(2026, 5, 14)).first, quarter_of(date(2026, 5, 14)).last
    (datetime.date(2026, 4, 1), datetime.date(2026, 6, 30))
    """
    number = (check_day(day, "day").month - 1) // 3 * 3 + 1
    return Days(day.replace(month=number, day=1), month(day.year, number + 2).last)


def week_of(day: date) -> Days:
    """
    Return the week (週) of *day*, Monday to Sunday.

    >>> week_of(date(2026, 7, 1)).first
    datetime.date(2026, 6, 29)
    """
    first = check_day(day, "day") - timedelta(day.weekday())
    return Days(first, first + 6 * _DAY)


def months_before(day: date, count: int) -> date:
    """
    Return the day *count* months before *day*, or the end of that month where it is shorter.

    A negative *count* looks ahead.

    >>> months_before(date(2026, 3, 31), 1)
    datetime.date(2026, 2, 28)
    """
    from dateutil.relativedelta import relativedelta

    return check_day(day, "day") - relativedelta(months=_check_integer(count, "count"))


def next_wednesday(day: date, *, inclusive: bool) -> date:
    """
    Return the next Wednesday (水曜日): *day* itself, if it is one and *inclusive*, else a later day.

    >>> next_wednesday(date(2026, 5, 20), inclusive=False)
    datetime.date(2026, 5, 27)
    """
    ahead = (WEDNESDAY - check_day(day, "day").weekday()) % 7
    return day + timedelta(ahead if ahead or inclusive else 7)


def wednesdays(days: Days) -> tuple[date, ...]:
    """
    Return the Wednesdays among *days*, in order.

    >>> [day.day for day in wednesdays(month(2026, 7))]
    [1, 8, 15, 22, 29]
    """
    ahead = (WEDNESDAY - days.first.weekday()) % 7
    return tuple(days.first + timedelta(at) for at in range(ahead, days.count, 7))


def _check_aware(moment: object, field: str = "moment") -> None:
    if not isinstance(moment, datetime):
        raise InvalidTypeError(
            f"{field} must be an aware datetime (got {moment!r}); "
            "a day alone has no time: pass datetime(2026, 5, 14, 12, 0, tzinfo=JST)"
        )
    if moment.utcoffset() is None:
        raise InvalidValueError(
            f"{field} must be aware (got the naive {moment!r}); "
            f"if it is Japanese time, pass {field}.replace(tzinfo=JST)"
        )


def _check_integer(value: object, field: str) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise InvalidTypeError(f"{field} must be int (got {value!r})")
