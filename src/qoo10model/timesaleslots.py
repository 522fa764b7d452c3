"""
Time-sale slots (タイムセールの時間枠): the stretches into which every Japanese day is divided.

A slot holds from its start up to, but without, its end; the last one of a day ends at midnight.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.periods import JST, Days, Span, check_day, to_jst
from qoo10model.rules.book import JAPAN


if TYPE_CHECKING:
    from collections.abc import Iterator

    from qoo10model.rules.book import RuleBook

__all__ = ("Slot", "next_slot", "previous_slot", "slot_at", "slots_of", "slots_on")


@attrs.frozen
class Slot:
    """
    One time-sale slot (時間枠): its *number* within the day, from 1, and its *span*.

    >>> slot_at(datetime(2026, 7, 1, 9, 59, tzinfo=JST)).number
    1
    """

    number: int
    span: Span

    @property
    def start(self) -> datetime:
        """
        When it begins, in JST.
        """
        return self.span.start

    @property
    def end(self) -> datetime:
        """
        When it ends, in JST; this moment is no longer in it.
        """
        return self.span.end

    @property
    def day(self) -> date:
        """
        The Japanese day that it belongs to.

        >>> slot_at(datetime(2026, 7, 31, 23, 59, tzinfo=JST)).day
        datetime.date(2026, 7, 31)
        """
        return self.span.first_day

    def contains(self, moment: datetime) -> bool:
        """
        Whether the aware *moment* lies in it.

        >>> slot = slot_at(datetime(2026, 7, 1, 9, 59, tzinfo=JST))
        >>> slot.contains(slot.start), slot.contains(slot.end)
        (True, False)
        """
        return self.span.contains(moment)

    def __str__(self) -> str:
        return f"{self.start:%Y-%m-%d %H:%M} – {self.end:%m-%d %H:%M}"


_HOUR: Final = timedelta(hours=1)


def slot_at(moment: datetime, *, rules: RuleBook = JAPAN) -> Slot:
    """
    Return the slot that the aware *moment* lies in.

    Raises `InvalidTypeError` for what is no datetime, `InvalidValueError` for a naive one,
    `RuleNotKnownError` for a day before the slots are known.

    >>> slot = slot_at(datetime(2026, 7, 1, 10, 0, tzinfo=JST))
    >>> slot.start.hour, slot.end.hour
    (10, 17)
    """
    if rules is JAPAN and type(moment) is datetime and moment.tzinfo is JST:
        slot = _by_hour(moment.toordinal())[moment.hour]
        if slot is not None:
            return slot
    when = to_jst(moment)
    slots = slots_on(when.date(), rules=rules)
    return next(slot for slot in reversed(slots) if slot.start <= when)


def next_slot(slot: Slot, *, rules: RuleBook = JAPAN) -> Slot:
    """
    Return the slot that follows *slot*.

    >>> last = slot_at(datetime(2026, 7, 31, 20, 0, tzinfo=JST))
    >>> print(next_slot(last))
    2026-08-01 00:00 – 08-01 10:00
    """
    return slot_at(_checked(slot).end, rules=rules)


def previous_slot(slot: Slot, *, rules: RuleBook = JAPAN) -> Slot:
    """
    Return the slot before *slot*.

    >>> first = slot_at(datetime(2026, 8, 1, 9, 0, tzinfo=JST))
    >>> print(previous_slot(first))
    2026-07-31 17:00 – 08-01 00:00
    """
    return slot_at(_checked(slot).start - timedelta.resolution, rules=rules)


def slots_on(day: date, *, rules: RuleBook = JAPAN) -> tuple[Slot, ...]:
    """
    Return the slots of the Japanese *day*; they tile it.

    Raises `InvalidTypeError` for what is no day, `RuleNotKnownError` before the slots are known.

    >>> [f"{slot.start:%H:%M}" for slot in slots_on(date(2026, 7, 1))]
    ['00:00', '10:00', '17:00']
    """
    starts = rules.timesales.slot_starts.on(check_day(day, "day")).starts
    if day == date.max:
        raise InvalidValueError(f"day must have a day after it (got {day})")
    bounds = [datetime.combine(day, start, JST) for start in starts]
    bounds.append(Days(day, day).span.end)
    return tuple(Slot(number, Span(*ends)) for number, ends in enumerate(pairwise(bounds), start=1))


def slots_of(span: Span | Days, *, rules: RuleBook = JAPAN) -> Iterator[Slot]:
    """
    Yield the slots that share a moment with *span*, a `Span` or a run of days, in order.

    Raises `InvalidTypeError` for what is neither, `RuleNotKnownError` for days before the slots are
    known.

    >>> from qoo10model.basics.periods import month
    >>> len(tuple(slots_of(month(2026, 7))))
    93
    """
    whole = span.span if isinstance(span, Days) else span
    if not isinstance(whole, Span):
        msg = f"span must be a Span, or Days such as Days(first, last) (got {span!r})"
        raise InvalidTypeError(msg)
    days = Days(whole.first_day, whole.last_day)
    return (
        slot for day in days for slot in slots_on(day, rules=rules) if slot.span.overlaps(whole)
    )


def _checked(slot: object) -> Slot:
    if isinstance(slot, Slot):
        return slot
    raise InvalidTypeError(f"slot must be a Slot, such as slot_at(moment) gives (got {slot!r})")


@lru_cache(maxsize=4_096)
def _by_hour(ordinal: int) -> tuple[Slot | None, ...]:
    # The slots of a day by hour, for one moment comes soon after another. None stands for an hour
    # in which a slot begins halfway.
    slots = slots_on(date.fromordinal(ordinal), rules=JAPAN)
    found: list[Slot | None] = []
    hour, end = slots[0].start, slots[-1].end
    while hour < end:
        later = hour + _HOUR
        found.append(next((s for s in slots if s.start <= hour and later <= s.end), None))
        hour = later
    return tuple(found)
