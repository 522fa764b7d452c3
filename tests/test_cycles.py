from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.basics.errors import InvalidTypeError, RuleNotKnownError
from qoo10model.basics.periods import Days, month
from qoo10model.basics.timelines import Timeline
from qoo10model.cycles import Cycle, check_cycle, cycle_on, payout_days
from qoo10model.rules.book import JAPAN


WEEKLY, BIWEEKLY, FOUR_WEEKLY = Cycle.WEEKLY, Cycle.BIWEEKLY, Cycle.FOUR_WEEKLY
LENGTHS = {WEEKLY: 7, BIWEEKLY: 14, FOUR_WEEKLY: 28}

MAY = month(2026, 5)
ANCHOR = date(2026, 5, 6)

days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
cycles = st.sampled_from(Cycle)


def days_of_may(cycle: Any, anchor: Any) -> list[int]:
    """
    The payout days of May 2026, by their number in the month.
    """
    return [day.day for day in payout_days(MAY, cycle=cycle, anchor=anchor)]


@pytest.mark.parametrize(
    "cycle, anchor, found",
    [
        (WEEKLY, date(2026, 5, 6), [6, 13, 20, 27]),
        (BIWEEKLY, date(2026, 5, 6), [6, 20]),
        (FOUR_WEEKLY, date(2026, 5, 6), [6]),
        (BIWEEKLY, date(2026, 5, 13), [13, 27]),
        (FOUR_WEEKLY, date(2026, 5, 27), [27]),
        # A payout day long after or before May serves as well: 6 May and 84 days.
        (WEEKLY, date(2026, 7, 29), [6, 13, 20, 27]),
        (BIWEEKLY, date(2026, 7, 29), [6, 20]),
        (FOUR_WEEKLY, date(2026, 7, 29), [6]),
        (FOUR_WEEKLY, date(2026, 2, 11), [6]),
        # Any weekday, and the ends of the month: Fridays, Sundays.
        (WEEKLY, date(2026, 5, 1), [1, 8, 15, 22, 29]),
        (FOUR_WEEKLY, date(2026, 5, 1), [1, 29]),
        (WEEKLY, date(2026, 5, 31), [3, 10, 17, 24, 31]),
        (FOUR_WEEKLY, date(2026, 5, 31), [3, 31]),
        (None, None, []),
        (None, ANCHOR, []),
    ],
)
def test_payout_days_of_a_month(cycle: Cycle | None, anchor: date | None, found: list[int]) -> None:
    """
    A cycle pays out every 7, 14 or 28 days, counted both ways from any one payout day.
    """
    assert days_of_may(cycle, anchor) == found


@given(cycles, days, days, st.integers(0, 100), st.integers(-50, 50))
def test_any_payout_day_is_an_anchor(
    cycle: Cycle, anchor: date, first: date, count: int, steps: int
) -> None:
    """
    Moving the anchor by whole cycles changes nothing, and the days lie a cycle apart without a gap.
    """
    length = LENGTHS[cycle]
    some = Days(first, first + timedelta(count))
    found = list(payout_days(some, cycle=cycle, anchor=anchor))
    moved = anchor + timedelta(steps * length)
    assert found == list(payout_days(some, cycle=cycle, anchor=moved))
    assert found == [day for day in some if (day - anchor).days % length == 0]


def test_a_longer_cycle_keeps_the_anchor() -> None:
    """
    Weekly until 17 May and every two weeks from the 18th, counted from 6 May: 6, 13, 20.
    """
    slower = Timeline.own("cycle", (date(2026, 1, 1), WEEKLY), (date(2026, 5, 18), BIWEEKLY))
    assert days_of_may(slower, ANCHOR) == [6, 13, 20]


def test_each_cycle_may_have_its_own_anchor() -> None:
    """
    With another anchor from the day of the change on, the longer cycle counts from that.
    """
    slower = Timeline.own("cycle", (date(2026, 1, 1), WEEKLY), (date(2026, 5, 18), BIWEEKLY))
    anchors = Timeline.own(
        "anchor", (date(2026, 1, 1), ANCHOR), (date(2026, 5, 18), date(2026, 5, 27))
    )
    assert days_of_may(slower, anchors) == [6, 13, 27]
    assert days_of_may(WEEKLY, anchors) == [6, 13, 20, 27]


@pytest.mark.parametrize(
    "since, found",
    [
        (date(2026, 5, 19), [6, 13, 22, 29]),
        (date(2026, 5, 20), [6, 13, 22, 29]),
        (date(2026, 5, 21), [6, 13, 20, 22, 29]),
    ],
)
def test_another_weekday_from_a_day_on(since: date, found: list[int]) -> None:
    """
    The new anchor counts from its first day on, the old one up to the day before.
    """
    anchors = Timeline.own("anchor", (date(2026, 1, 1), ANCHOR), (since, date(2026, 5, 29)))
    assert days_of_may(WEEKLY, anchors) == found


def test_a_cycle_may_begin_and_end() -> None:
    """
    A timeline may lead from requests only to a cycle, and back.
    """
    some = Timeline.own(
        "cycle",
        (date(2026, 1, 1), None),
        (date(2026, 5, 13), WEEKLY),
        (date(2026, 5, 27), None),
    )
    assert days_of_may(some, ANCHOR) == [13, 20]
    assert cycle_on(some, date(2026, 5, 12)) is None
    assert cycle_on(some, date(2026, 5, 13)) is WEEKLY
    assert cycle_on(some, date(2026, 5, 26)) is WEEKLY
    assert cycle_on(some, date(2026, 5, 27)) is None


def test_one_cycle_holds_on_all_days() -> None:
    """
    A cycle that is no timeline is in force on the first and on the last day of the calendar.
    """
    for cycle in (*Cycle, None):
        assert cycle_on(cycle, date.min) is cycle_on(cycle, date.max) is cycle


def test_the_length_of_a_cycle_is_a_dated_rule() -> None:
    """
    If weekly meant ten days from 18 May on, the days after it would be counted by ten.
    """
    weekly = JAPAN.wallet.cycle_days[WEEKLY].with_value(10, since=date(2026, 5, 18))
    rules = JAPAN.replacing(weekly)
    found = payout_days(MAY, cycle=WEEKLY, anchor=ANCHOR, rules=rules)
    assert [day.day for day in found] == [6, 13, 26]


# Automatic payouts began on Thursday 27 June 2019.


def test_the_first_automatic_day() -> None:
    """
    From 27 June 2019 on there are payout days; a run that starts the day before is refused.
    """
    first = Days(date(2019, 6, 27), date(2019, 7, 10))
    assert list(payout_days(first, cycle=WEEKLY, anchor=ANCHOR)) == [
        date(2019, 7, 3),
        date(2019, 7, 10),
    ]
    before = Days(date(2019, 6, 26), date(2019, 7, 10))
    with pytest.raises(
        RuleNotKnownError, match=r"cycle_days\[WEEKLY\] is not known before 2019-06"
    ):
        list(payout_days(before, cycle=WEEKLY, anchor=ANCHOR))


def test_requests_only_needs_no_rule() -> None:
    """
    Without a cycle there is no payout day in any year, and nothing is asked of the rules.
    """
    assert list(payout_days(Days(date.min, date.max), cycle=None)) == []


def test_days_run_to_the_end_of_the_calendar() -> None:
    """
    31 December 9999 is no obstacle: its last Wednesday is the 29th.
    """
    end = Days(date(9999, 12, 20), date.max)
    assert [day.day for day in payout_days(end, cycle=WEEKLY, anchor=ANCHOR)] == [22, 29]


def test_a_timeline_that_does_not_reach_is_refused() -> None:
    """
    What the cycle or the anchor was before the first one given is not known.
    """
    late: Timeline[Cycle] = Timeline.own("cycle", (date(2026, 5, 2), WEEKLY))
    late_anchor = Timeline.own("anchor", (date(2026, 5, 2), ANCHOR))
    for cycle, anchor in ((late, ANCHOR), (WEEKLY, late_anchor)):
        with pytest.raises(RuleNotKnownError, match="is not known before 2026-05-02"):
            days_of_may(cycle, anchor)


@pytest.mark.parametrize("cycle", ["weekly", "WEEKLY", 7, True, timedelta(7), ANCHOR])
def test_cycles_are_cycles(cycle: Any) -> None:
    """
    A name or a number of days is no cycle, alone or in a timeline; it is refused at once.
    """
    dated = Timeline.own("cycle", (date(2026, 1, 1), WEEKLY), (date(2027, 1, 1), cycle))
    for wrong in (cycle, dated):
        with pytest.raises(InvalidTypeError, match=r"cycle must be a Cycle such as Cycle\.WEEKLY"):
            check_cycle(wrong, ANCHOR)
        with pytest.raises(InvalidTypeError, match="cycle must be a Cycle"):
            payout_days(MAY, cycle=wrong, anchor=ANCHOR)


@pytest.mark.parametrize(
    "anchor", ["2026-05-06", 20260506, datetime(2026, 5, 6, 12, 0), datetime(2026, 5, 6), WEEKLY]
)
def test_anchors_are_days(anchor: Any) -> None:
    """
    A moment, a text or a number is no day, alone or in a timeline, also where no cycle needs it.
    """
    dated = Timeline.own("anchor", (date(2026, 1, 1), ANCHOR), (date(2027, 1, 1), anchor))
    for wrong in (anchor, dated):
        for cycle in (WEEKLY, None):
            with pytest.raises(InvalidTypeError, match="anchor must be a date"):
                payout_days(MAY, cycle=cycle, anchor=wrong)


def test_a_cycle_needs_an_anchor() -> None:
    """
    Nobody can count days from nowhere.
    """
    begins = Timeline.own("cycle", (date(2026, 1, 1), None), (date(2027, 1, 1), WEEKLY))
    for cycle in (WEEKLY, begins):
        with pytest.raises(InvalidTypeError, match="anchor must be any one day on which"):
            payout_days(MAY, cycle=cycle)


@pytest.mark.parametrize("some", [None, MAY.first, (MAY.first, MAY.last), MAY.span])
def test_days_are_days(some: Any) -> None:
    """
    What is asked for is a run of days.
    """
    with pytest.raises(InvalidTypeError, match=r"days must be Days\(first, last\)"):
        payout_days(some, cycle=WEEKLY, anchor=ANCHOR)
