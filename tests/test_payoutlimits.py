from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest

from qoo10model.basics.periods import Days
from qoo10model.basics.timelines import Timeline
from qoo10model.cycles import cycle_on
from qoo10model.payoutlimits import lengthened, open_cycles, stops_of, warnings_of
from qoo10model.penaltydays import Penalty
from qoo10model.rules.penalties import Consequence
from qoo10model.rules.wallet import Cycle


WEEKLY, BIWEEKLY, FOUR_WEEKLY = Cycle.WEEKLY, Cycle.BIWEEKLY, Cycle.FOUR_WEEKLY
JUNE, JULY, AUGUST = date(2026, 6, 1), date(2026, 7, 1), date(2026, 8, 1)
CHANGING = Timeline.own("our cycle", (date(2026, 1, 1), WEEKLY), (JULY, BIWEEKLY))


def longer(since: date, until: date | None = None, cycle: Cycle | None = FOUR_WEEKLY) -> Penalty:
    """
    A longer cycle.
    """
    return Penalty(Consequence.PAYOUT_CYCLE_LENGTHENED, since, until, cycle=cycle)


@pytest.mark.parametrize(
    "cycle, penalties, days",
    [
        (WEEKLY, (), {JUNE: WEEKLY}),
        (
            WEEKLY,
            (longer(JUNE),),
            {date(2026, 5, 31): WEEKLY, JUNE: FOUR_WEEKLY, JULY: FOUR_WEEKLY},
        ),
        (
            WEEKLY,
            (longer(JUNE, date(2026, 6, 30)),),
            {date(2026, 5, 31): WEEKLY, date(2026, 6, 30): FOUR_WEEKLY, JULY: WEEKLY},
        ),
        (WEEKLY, (longer(JUNE, date.max),), {JUNE: FOUR_WEEKLY, date.max: FOUR_WEEKLY}),
        # The seller's own change of cycle holds once the penalty is over.
        (
            CHANGING,
            (longer(JUNE, date(2026, 7, 31)),),
            {date(2026, 5, 31): WEEKLY, JUNE: FOUR_WEEKLY, JULY: FOUR_WEEKLY, AUGUST: BIWEEKLY},
        ),
        # Of two, the later one stands.
        (WEEKLY, (longer(JUNE, None, BIWEEKLY), longer(JULY)), {JUNE: BIWEEKLY, JULY: FOUR_WEEKLY}),
        # A penalty from before the first day of the timeline.
        (CHANGING, (longer(date(2025, 1, 1)),), {date(2026, 1, 1): FOUR_WEEKLY}),
        # On request only stays so.
        (None, (longer(JUNE),), {JUNE: None}),
        # What is not known changes nothing.
        (WEEKLY, (longer(JUNE, None, None),), {JUNE: WEEKLY}),
    ],
)
def test_a_longer_cycle_holds_on_its_days(
    cycle: Any, penalties: tuple[Penalty, ...], days: dict[date, Cycle | None]
) -> None:
    """
    From its first to its last day the longer cycle holds, before and after it the given one.
    """
    found = lengthened(cycle, penalties)
    assert {day: cycle_on(found, day) for day in days} == days


def test_a_timeline_that_ends_still_ends() -> None:
    """
    A given timeline that ends on 1 July is not carried on by a penalty.
    """
    ended = attrs.evolve(Timeline.own("c", (date(2026, 1, 1), WEEKLY)), ended=JULY)
    found = lengthened(ended, (longer(JUNE, date(2026, 7, 31)),))
    assert isinstance(found, Timeline)
    assert [entry.since for entry in found.entries] == [date(2026, 1, 1), JUNE]
    assert found.ended == JULY


def test_without_penalties_the_cycle_is_the_same_object() -> None:
    """
    Nothing is made anew where nothing changes.
    """
    assert lengthened(CHANGING, ()) is CHANGING


def test_only_a_stopped_account_stops_payouts() -> None:
    """
    A bar and a cap leave payouts alone; a stop without an end goes on.
    """
    kinds = [Penalty(kind, JUNE) for kind in Consequence]
    assert stops_of(kinds) == (Days(JUNE, date.max),)
    assert stops_of((Penalty(Consequence.ACCOUNT_STOPPED, JUNE, JULY),)) == (Days(JUNE, JULY),)


def test_only_an_unknown_cycle_is_warned_of() -> None:
    """
    A cycle that the seller names needs no warning, and a bar has none.
    """
    known = (longer(JUNE), Penalty(Consequence.BARRED_FROM_MEGA_WARI, JUNE))
    assert list(warnings_of(known)) == list(open_cycles(known)) == []
    assert [f.code for f in warnings_of((*known, longer(JULY, None, None)))] == [
        "wallet.cycle_lengthened"
    ]
