from __future__ import annotations

import pickle

from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import pairwise
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model import timesaleslots
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, RuleNotKnownError
from qoo10model.basics.periods import JST, Days, Span, month
from qoo10model.rules.book import JAPAN
from qoo10model.rules.timesales import SlotStarts
from qoo10model.timesales import Slot, next_slot, previous_slot, slot_at, slots_of, slots_on


FIRST = date(2018, 9, 1)
HALVES = JAPAN.with_reading("timesales.slot_starts", SlotStarts((time(0), time(10, 30))))
moments = st.datetimes(
    datetime(2025, 1, 2),
    datetime(2027, 12, 30),
    timezones=st.sampled_from(
        (JST, UTC, timezone(timedelta(hours=9)), timezone(timedelta(hours=-8)))
    ),
)


def jst(day: int, hour: int = 0, minute: int = 0, second: int = 0, micro: int = 0) -> datetime:
    """
    A moment of July 2026 in JST.
    """
    return datetime(2026, 7, day, hour, minute, second, micro, tzinfo=JST)


@pytest.mark.parametrize(
    "moment, number, start, end",
    [
        (jst(1, 0), 1, jst(1, 0), jst(1, 10)),
        (jst(1, 9, 59), 1, jst(1, 0), jst(1, 10)),
        (jst(1, 9, 59, 59, 999_999), 1, jst(1, 0), jst(1, 10)),
        (jst(1, 10), 2, jst(1, 10), jst(1, 17)),
        (jst(1, 16, 59, 59, 999_999), 2, jst(1, 10), jst(1, 17)),
        (jst(1, 17), 3, jst(1, 17), jst(2, 0)),
        (jst(1, 23, 59, 59, 999_999), 3, jst(1, 17), jst(2, 0)),
        (jst(2, 0), 1, jst(2, 0), jst(2, 10)),
        # The last slot of a month ends with the month.
        (jst(31, 23), 3, jst(31, 17), datetime(2026, 8, 1, tzinfo=JST)),
        # The same moments elsewhere: 00:59:59.999999 UTC is 09:59:59.999999 in Japan.
        (datetime(2026, 7, 1, 0, 59, 59, 999_999, tzinfo=UTC), 1, jst(1, 0), jst(1, 10)),
        (datetime(2026, 7, 1, 1, 0, tzinfo=UTC), 2, jst(1, 10), jst(1, 17)),
        (datetime(2026, 7, 1, 15, 0, tzinfo=UTC), 1, jst(2, 0), jst(2, 10)),
    ],
)
def test_a_moment_lies_in_one_slot(
    moment: datetime, number: int, start: datetime, end: datetime
) -> None:
    """
    Slots begin at 0, 10 and 17 o'clock; the boundary belongs to the slot that begins.
    """
    slot = slot_at(moment)
    assert (slot.number, slot.start, slot.end) == (number, start, end)
    assert slot.contains(moment)
    assert not slot.contains(slot.end)


def test_a_slot_says_its_day_and_hours() -> None:
    """
    The evening slot of 31 July is of that day, and reads so.
    """
    slot = slot_at(jst(31, 20))
    assert slot.day == date(2026, 7, 31)
    assert str(slot) == "2026-07-31 17:00 – 08-01 00:00"
    assert slot.span.duration == timedelta(hours=7)


def test_slots_follow_each_other() -> None:
    """
    After the evening slot of 31 July comes the morning slot of 1 August, and back.
    """
    last, first = slot_at(jst(31, 20)), slot_at(datetime(2026, 8, 1, tzinfo=JST))
    assert next_slot(last) == first
    assert previous_slot(first) == last


def test_a_month_has_three_slots_a_day() -> None:
    """
    July 2026 has 93 slots, and they tile it.
    """
    slots = tuple(slots_of(month(2026, 7)))
    assert len(slots) == 93
    assert slots[0].start == jst(1)
    assert slots[-1].end == datetime(2026, 8, 1, tzinfo=JST)
    assert all(one.end == other.start for one, other in pairwise(slots))


def test_slots_of_a_span_are_those_that_it_touches() -> None:
    """
    From 09:59 to 10:00 is one slot, a microsecond more is two.
    """
    short = Span(jst(1, 9, 59), jst(1, 10))
    longer = Span(jst(1, 9, 59), jst(1, 10) + timedelta.resolution)
    assert [slot.number for slot in slots_of(short)] == [1]
    assert [slot.number for slot in slots_of(longer)] == [1, 2]
    over = Span(jst(31, 20), datetime(2026, 8, 1, 3, tzinfo=JST))
    assert [(slot.day.month, slot.number) for slot in slots_of(over)] == [(7, 3), (8, 1)]


def test_slots_are_dated_rules() -> None:
    """
    From September 2018 on there is an answer; the day before, the slots are not known.
    """
    assert len(slots_on(FIRST)) == 3
    assert slot_at(datetime(2018, 9, 1, tzinfo=JST)).number == 1
    before = FIRST - timedelta(days=1)
    with pytest.raises(RuleNotKnownError, match="not known before 2018-09-01"):
        slots_on(before)
    with pytest.raises(RuleNotKnownError):
        slot_at(datetime(2018, 8, 31, 23, 59, tzinfo=JST))


def test_other_slots_can_be_assumed_from_a_day_on() -> None:
    """
    With a slot from 10:30 on from August 2026, July keeps its three.
    """
    starts = JAPAN.timesales.slot_starts.with_value(
        SlotStarts((time(0), time(10, 30))), since=date(2026, 8, 1)
    )
    rules = JAPAN.replacing(starts)
    assert slot_at(jst(31, 10), rules=rules).number == 2
    assert next_slot(slot_at(jst(31, 20), rules=rules), rules=rules).end.minute == 30
    assert slot_at(datetime(2026, 8, 1, 10, 29, tzinfo=JST), rules=rules).number == 1
    assert slot_at(datetime(2026, 8, 1, 10, 30, tzinfo=JST), rules=rules).number == 2


def test_a_slot_may_begin_within_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Were the slots of Japan to begin at 10:30, the hours that are kept would not hide it.
    """
    timesaleslots._by_hour.cache_clear()
    monkeypatch.setattr(timesaleslots, "JAPAN", HALVES)
    try:
        found = [slot_at(jst(1, 10, minute), rules=HALVES).number for minute in (0, 29, 30, 59)]
        assert found == [1, 1, 2, 2]
        assert slot_at(jst(1, 9), rules=HALVES).number == 1
    finally:
        timesaleslots._by_hour.cache_clear()


@given(moments)
def test_every_moment_is_in_exactly_one_slot_of_its_day(moment: datetime) -> None:
    """
    The slots of a day tile it, so that a moment lies in one of them, by any rule.
    """
    day = moment.astimezone(JST).date()
    for rules in (JAPAN, HALVES):
        slots = slots_on(day, rules=rules)
        assert [slot for slot in slots if slot.contains(moment)] == [slot_at(moment, rules=rules)]
        assert (slots[0].start, slots[-1].end) == (
            Days(day, day).span.start,
            Days(day, day).span.end,
        )
        assert all(one.end == other.start for one, other in pairwise(slots))


@given(moments)
def test_next_and_previous_undo_each_other(moment: datetime) -> None:
    """
    The slot before the next one is the slot itself.
    """
    slot = slot_at(moment)
    assert previous_slot(next_slot(slot)) == next_slot(previous_slot(slot)) == slot
    assert next_slot(slot).start == slot.end


def test_slots_are_values() -> None:
    """
    A slot survives pickling and its own repr.
    """
    slot = slot_at(jst(1, 12))
    names: dict[str, Any] = {
        "Slot": Slot,
        "Span": Span,
        "datetime": __import__("datetime"),
        "JST": JST,
    }
    assert pickle.loads(pickle.dumps(slot)) == eval(repr(slot), names) == slot


# Bad input


@pytest.mark.parametrize(
    "moment, error",
    [
        (datetime(2026, 7, 1, 9, 59), InvalidValueError),
        (date(2026, 7, 1), InvalidTypeError),
        ("2026-07-01 09:59", InvalidTypeError),
        (None, InvalidTypeError),
        (1_782_000_000, InvalidTypeError),
        (datetime(9999, 12, 31, 20, tzinfo=JST), InvalidValueError),
    ],
)
def test_what_is_no_moment_has_no_slot(moment: Any, error: type[Exception]) -> None:
    """
    A naive moment, a day and a text are refused, and so is the last day that Python knows.
    """
    with pytest.raises(error, match="got"):
        slot_at(moment)


@pytest.mark.parametrize("slot", [jst(1), date(2026, 7, 1), 2, None])
def test_what_is_no_slot_has_no_next(slot: Any) -> None:
    """
    The slot after a moment is asked of the slot that it lies in.
    """
    for use in (next_slot, previous_slot):
        with pytest.raises(InvalidTypeError, match="slot must be a Slot"):
            use(slot)


@pytest.mark.parametrize("span", [date(2026, 7, 1), None, (jst(1), jst(2)), "2026-07"])
def test_what_is_no_span_has_no_slots(span: Any) -> None:
    """
    Slots are asked of a span or a run of days.
    """
    with pytest.raises(InvalidTypeError, match="span must be"):
        slots_of(span)


@pytest.mark.parametrize("day", [jst(1), None, "2026-07-01"])
def test_what_is_no_day_has_no_slots(day: Any) -> None:
    """
    A moment is no day.
    """
    with pytest.raises(InvalidTypeError, match="day must be a date"):
        slots_on(day)


@pytest.mark.parametrize(
    "starts, error",
    [
        ((), InvalidValueError),
        ((time(1), time(10)), InvalidValueError),
        ((time(0), time(10), time(10)), InvalidValueError),
        ((time(0), time(17), time(10)), InvalidValueError),
        ([time(0)], InvalidTypeError),
        ((0, 10, 17), InvalidTypeError),
    ],
)
def test_slots_start_at_midnight_and_rise(starts: Any, error: type[Exception]) -> None:
    """
    A table of slots leaves no part of the day without one.
    """
    with pytest.raises(error, match="starts must"):
        SlotStarts(starts)
