"""
Payouts under penalties (出金制限): the stops and the longer cycles that penalties bring to the Q-wallet.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

import attrs

from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.sources import Confidence
from qoo10model.basics.texts import Text
from qoo10model.basics.timelines import Timeline
from qoo10model.basics.uncertainty import Doubt
from qoo10model.rules.penalties import Consequence


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qoo10model.basics.periods import Days
    from qoo10model.cycles import DatedCycle
    from qoo10model.penaltydays import Penalty
    from qoo10model.rules.wallet import Cycle

__all__ = ("lengthened", "open_cycles", "stops_of", "warnings_of")

_DAY: Final = timedelta(days=1)
_AS_GIVEN: Final = Text("the cycle as it was given", "指定された入金サイクルのまま")
_LONGER: Final = Message(
    "wallet.cycle_lengthened",
    Severity.WARNING,
    Text(
        "from {since} on few trust points lengthen the payout cycle, by how much is not known; "
        "payouts are those of the cycle given",
        "{since}から信用ポイント低下で入金サイクルが延びるが、延長日数は不明。"
        "指定されたサイクルで計算する",
    ),
)


def stops_of(penalties: Iterable[Penalty]) -> tuple[Days, ...]:
    """
    Return the runs of days on which *penalties* stop payouts (出金停止).

    >>> from qoo10model.penaltydays import Penalty
    >>> stops_of((Penalty(Consequence.ACCOUNT_STOPPED, date(2026, 4, 1), date(2026, 6, 30)),))
    (Days(first=datetime.date(2026, 4, 1), last=datetime.date(2026, 6, 30)),)
    """
    return tuple(stop for one in penalties if (stop := one.payout_stop) is not None)


def lengthened(cycle: DatedCycle, penalties: Iterable[Penalty]) -> DatedCycle:
    """
    Return *cycle* with the longer ones that *penalties* name, on their days.

    Where the wallet pays out on request only, it still does.

    >>> from qoo10model.penaltydays import Penalty
    >>> from qoo10model.rules.wallet import Cycle
    >>> slower = Penalty(Consequence.PAYOUT_CYCLE_LENGTHENED, date(2026, 6, 1),
    ...                  cycle=Cycle.FOUR_WEEKLY)
    >>> found = lengthened(Cycle.WEEKLY, (slower,))
    >>> found.on(date(2026, 5, 31)), found.on(date(2026, 6, 1))
    (Cycle.WEEKLY, Cycle.FOUR_WEEKLY)
    """
    longer = tuple(one for one in penalties if one.cycle is not None)
    if not longer:
        return cycle
    given: Timeline[Any] = (
        cycle if isinstance(cycle, Timeline) else Timeline[Any].own("cycle", (date.min, cycle))
    )
    first = given.entries[0].since
    starts = {entry.since for entry in given.entries}
    starts |= {max(one.since, first) for one in longer}
    starts |= {one.until + _DAY for one in longer if one.until and one.until < date.max}
    ended = given.ended or date.max
    days = sorted(day for day in starts if first <= day < ended)
    pairs = tuple((day, _cycle_on(given, longer, day)) for day in days)
    return attrs.evolve(Timeline[Any].own(given.name, *pairs), ended=given.ended)


def open_cycles(penalties: Iterable[Penalty]) -> Iterator[Doubt]:
    """
    Yield a doubt for each of *penalties* that lengthens the cycle by nobody knows how much.

    >>> list(open_cycles(()))
    []
    """
    for one in _unknown(penalties):
        for used in one.rules:
            entry, title = used.entry, used.timeline.title
            yield Doubt(used.rule, title, _AS_GIVEN, Confidence.LOW, sources=entry.sources)


def warnings_of(penalties: Iterable[Penalty]) -> Iterator[Finding]:
    """
    Yield what to say about each of *penalties* whose effect on the cycle is not known.

    >>> list(warnings_of(()))
    []
    """
    for one in _unknown(penalties):
        yield _LONGER.finding(since=one.since)


def _unknown(penalties: Iterable[Penalty]) -> Iterator[Penalty]:
    kind = Consequence.PAYOUT_CYCLE_LENGTHENED
    return (one for one in penalties if one.consequence is kind and one.cycle is None)


def _cycle_on(given: Timeline[Any], longer: tuple[Penalty, ...], day: date) -> Cycle | None:
    own: Cycle | None = given.on(day)
    for one in reversed(longer):
        if own is not None and day in one.days:
            return one.cycle
    return own
