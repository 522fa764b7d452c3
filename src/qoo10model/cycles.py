"""
Payout cycles (入金サイクル): on which days the Q-wallet pays out by itself.

A cycle is counted from any one payout day, its anchor, because Qoo10 publishes only the lengths.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar

from qoo10model.basics.errors import InvalidTypeError
from qoo10model.basics.periods import Days, check_day
from qoo10model.basics.timelines import Timeline
from qoo10model.rules.book import JAPAN
from qoo10model.rules.wallet import Cycle


if TYPE_CHECKING:
    from collections.abc import Iterator

    from qoo10model.rules.book import RuleBook

__all__ = ("Cycle", "DatedAnchor", "DatedCycle", "check_cycle", "cycle_on", "payout_days")

T = TypeVar("T")

DatedCycle: TypeAlias = Cycle | Timeline[Cycle] | Timeline[Cycle | None] | None
"""
A payout cycle for all days, or a timeline of cycles; None means on request only.
"""

DatedAnchor: TypeAlias = date | Timeline[date] | None
"""
Any one day on which the wallet pays out, for all days or as a timeline; None where there is none.
"""

_DAY: Final = timedelta(days=1)


def payout_days(
    days: Days, *, cycle: DatedCycle, anchor: DatedAnchor = None, rules: RuleBook = JAPAN
) -> Iterator[date]:
    """
    Return those of *days* on which the wallet pays out by itself (自動出金日), in order.

    *anchor* is any one payout day, earlier or later: the days of the cycle are counted from it both
    ways. A *cycle* of None pays out on no day. Both may be timelines; where only the cycle changes,
    its days go on being counted from the same anchor.

    Raises `InvalidTypeError` for a cycle or an anchor of another kind, and where a cycle has no
    anchor; `RuleNotKnownError` for a day before automatic payouts (2019-06-27), and for one that
    a timeline does not reach.

    >>> may = Days(date(2026, 5, 1), date(2026, 5, 31))
    >>> [day.day for day in payout_days(may, cycle=Cycle.BIWEEKLY, anchor=date(2026, 6, 3))]
    [6, 20]
    """
    check_cycle(cycle, anchor)
    if not isinstance(days, Days):
        msg = f"days must be Days(first, last) (got {days!r})"
        raise InvalidTypeError(msg)
    return _payout_days(days, _timeline(cycle), _timeline(anchor), rules)


def cycle_on(cycle: DatedCycle, day: date) -> Cycle | None:
    """
    Return the cycle in force on *day*, or None where the wallet pays out on request only.

    Raises `RuleNotKnownError` for a day that a timeline does not reach.

    >>> slower = Timeline.own("cycle", (date(2025, 1, 1), Cycle.WEEKLY),
    ...                       (date(2026, 6, 1), Cycle.FOUR_WEEKLY))
    >>> cycle_on(slower, date(2026, 5, 31))
    Cycle.WEEKLY
    """
    found: Cycle | None = _timeline(cycle).on(check_day(day, "day"))
    return found


def check_cycle(cycle: DatedCycle, anchor: DatedAnchor) -> None:
    """
    Raise `InvalidTypeError` unless *cycle* and *anchor* are of their kinds and a cycle has an anchor.

    >>> check_cycle(Cycle.WEEKLY, date(2026, 5, 6))
    """
    for entry in _timeline(cycle).entries:
        if entry.value is not None and not isinstance(entry.value, Cycle):
            msg = f"cycle must be a Cycle such as Cycle.WEEKLY, or None (got {entry.value!r})"
            raise InvalidTypeError(msg)
    if anchor is not None:
        for entry in _timeline(anchor).entries:
            check_day(entry.value, "anchor")
    elif cycle is not None:
        msg = "anchor must be any one day on which the wallet pays out by itself (got None)"
        raise InvalidTypeError(msg)


def _timeline(value: DatedCycle | DatedAnchor) -> Timeline[Any]:
    return value if isinstance(value, Timeline) else _always(value)


def _always(value: object) -> Timeline[Any]:
    return Timeline[Any].own("always", (date.min, value))


def _payout_days(
    days: Days, cycle: Timeline[Cycle | None], anchor: Timeline[date], rules: RuleBook
) -> Iterator[date]:
    day = days.first
    while True:
        current, last = _in_force(cycle, day, days.last)
        if current is not None:
            first, last = _in_force(anchor, day, last)
            step, last = _in_force(rules.wallet.cycle_days[current], day, last)
            yield from _counted(day, last, first, step)
        if last == days.last:
            return
        day = last + _DAY


def _in_force(timeline: Timeline[T], day: date, last: date) -> tuple[T, date]:
    entry = timeline.entry_on(day)
    until = timeline.until(entry)
    return timeline.decided(entry), last if until is None else min(last, until - _DAY)


def _counted(first: date, last: date, anchor: date, step: int) -> Iterator[date]:
    ahead = (anchor - first).days % step
    for number in range(first.toordinal() + ahead, last.toordinal() + 1, step):
        yield date.fromordinal(number)
