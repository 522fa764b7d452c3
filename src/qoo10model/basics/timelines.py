"""
Dated values with their sources (履歴): what Qoo10 set, since when, who says so, how sure that is.

A `Timeline` is one rule over time. Each `Dated` entry holds from its first day to the next entry.
An entry may name other readings (*alternatives*); one that is `UNDECIDED` gives no answer at all
until the caller chooses.
"""

from __future__ import annotations

import enum

from bisect import bisect_right
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Any, Final, Generic, TypeVar

import attrs

from qoo10model.basics.errors import (
    InvalidTypeError,
    InvalidValueError,
    RuleNotKnownError,
    RuleUndecidedError,
    check_tuple,
)
from qoo10model.basics.money import Rate
from qoo10model.basics.periods import check_day
from qoo10model.basics.sources import OWN_FIGURES, WHAT_IF, Confidence, Source
from qoo10model.basics.texts import Labelled, Text


__all__ = (
    "UNDECIDED",
    "Dated",
    "Evidence",
    "RateRange",
    "Timeline",
    "Undecided",
    "reading_text",
)

T = TypeVar("T")


class Undecided(enum.Enum):
    """
    The value of a rule that gives no answer before the caller chooses one.

    >>> UNDECIDED
    UNDECIDED
    """

    UNDECIDED = enum.auto()

    def __repr__(self) -> str:
        return self.name


UNDECIDED: Final = Undecided.UNDECIDED
"""
Stands in a `Dated` where the money would be invented if the library answered.
"""


@attrs.frozen
class Dated(Generic[T]):
    """
    One value of a rule and since when it holds (Japanese day), with confidence and sources.

    *alternatives* are the other readings that nobody could rule out, the likeliest first.
    *since_is_exact* is False where the rule was only first seen late, and *since* is the earliest
    day it plausibly held or the first one that a source speaks for.

    Raises `InvalidTypeError` for a field of the wrong kind, `InvalidValueError` without a source
    and for an undecided value without its possible answers.

    >>> entry = Dated(date(2019, 6, 27), 150, Confidence.HIGH, (OWN_FIGURES,))
    >>> entry.value, entry.is_open
    (150, False)
    """

    since: date
    value: T | Undecided
    confidence: Confidence
    sources: tuple[Source, ...]
    alternatives: tuple[T, ...] = ()
    since_is_exact: bool = True
    note: str = ""

    def __attrs_post_init__(self) -> None:
        check_day(self.since, "since")
        check_tuple(self.sources, Source, "sources")
        check_tuple(self.alternatives, object, "alternatives")
        if type(self.confidence) is not Confidence:
            msg = f"confidence must be such as Confidence.HIGH (got {self.confidence!r})"
            raise InvalidTypeError(msg)
        if not self.sources:
            msg = f"a dated value needs at least one source (got none, since {self.since})"
            raise InvalidValueError(msg)
        if self.value is UNDECIDED and not self.alternatives:
            msg = f"an undecided value needs its possible answers (got none, since {self.since})"
            raise InvalidValueError(msg)

    @property
    def is_open(self) -> bool:
        """
        Whether other readings are possible.
        """
        return bool(self.alternatives)

    @property
    def is_doubtful(self) -> bool:
        """
        Whether the value is open or its confidence below HIGH.
        """
        return self.is_open or self.confidence is not Confidence.HIGH

    @property
    def read_on(self) -> date | None:
        """
        The last day on which one of the sources was read; None where nobody publishes it.
        """
        return max((s.read_on for s in self.sources if s.read_on is not None), default=None)

    def is_stale_on(self, day: date) -> bool:
        """
        Return whether *day* lies after the last reading, so that the rule may have changed.

        >>> from qoo10model.basics.sources import SourceKind
        >>> source = Source("a page", SourceKind.OFFICIAL, date(2026, 8, 13))
        >>> entry = Dated(date(2019, 6, 27), 150, Confidence.HIGH, (source,))
        >>> entry.is_stale_on(date(2026, 8, 13)), entry.is_stale_on(date(2026, 8, 14))
        (False, True)
        """
        return self.read_on is not None and day > self.read_on


@attrs.frozen
class Timeline(Generic[T]):
    """
    One rule over time: a dotted *name*, its `Dated` *entries* in order, a *title* for people.

    From the day *ended* on the rule is gone. *advice* says how a caller decides an undecided one.

    Raises `InvalidTypeError` unless *entries* is a tuple of `Dated`, `InvalidValueError` if it is
    empty, its first days do not rise, or *ended* is not after all of them.

    >>> tax = Timeline("fees.tax", (
    ...     Dated(date(2014, 4, 1), 8, Confidence.HIGH, (OWN_FIGURES,)),
    ...     Dated(date(2019, 10, 1), 10, Confidence.HIGH, (OWN_FIGURES,))))
    >>> tax.on(date(2019, 9, 30)), tax.on(date(2019, 10, 1))
    (8, 10)
    """

    name: str
    entries: tuple[Dated[T], ...]
    title: Text = Text("", "")
    ended: date | None = None
    advice: str = ""

    def __attrs_post_init__(self) -> None:
        check_tuple(self.entries, Dated, f"entries of {self.name!r}")
        if not self.entries:
            msg = f"timeline {self.name!r} needs at least one entry (got none)"
            raise InvalidValueError(msg)
        days = self._starts
        if any(later <= earlier for earlier, later in pairwise(days)):
            got = ", ".join(map(str, days))
            msg = f"entries of timeline {self.name!r} must have rising first days (got {got})"
            raise InvalidValueError(msg)
        if self.ended is not None and check_day(self.ended, "ended") <= days[-1]:
            msg = f"timeline {self.name!r} must end after its last entry (got {self.ended})"
            raise InvalidValueError(msg)

    @cached_property
    def _starts(self) -> tuple[date, ...]:
        return tuple(entry.since for entry in self.entries)

    @classmethod
    def own(cls, name: str, *values: tuple[date, T]) -> Timeline[T]:
        """
        Return the timeline of something the seller knows himself: pairs of first day and value.

        >>> Timeline.own("my rate", (date(2025, 1, 1), 9), (date(2026, 1, 1), 10)).on(date(2025, 7, 1))
        9
        """
        return cls(
            name,
            tuple(Dated(since, value, Confidence.HIGH, (OWN_FIGURES,)) for since, value in values),
        )

    def entry_on(self, day: date) -> Dated[T]:
        """
        Return the entry in force on *day* (Japanese day).

        Raises `RuleNotKnownError` before the first entry and from *ended* on, `InvalidTypeError`
        for what is no day.

        >>> Timeline.own("fees.x", (date(2026, 1, 1), 1)).entry_on(date(2026, 5, 11)).since
        datetime.date(2026, 1, 1)
        """
        try:
            at = bisect_right(self._starts, day)
        except TypeError:
            at = bisect_right(self._starts, check_day(day, "day"))
        if at == 0:
            msg = f"{self.name} is not known before {self._starts[0]} (asked for {day})"
            raise RuleNotKnownError(msg)
        if self.ended is not None and day >= self.ended:
            msg = f"{self.name} ended: it held until the day before {self.ended} (asked for {day})"
            raise RuleNotKnownError(msg)
        return self.entries[at - 1]

    def on(self, day: date) -> T:
        """
        Return the value in force on *day* (Japanese day).

        Raises what `entry_on` raises, and `RuleUndecidedError` where nobody chose.

        >>> Timeline.own("fees.x", (date(2026, 1, 1), 1)).on(date(2026, 5, 11))
        1
        """
        entry = self.entry_on(day)
        return self.decided(entry) if entry.value is UNDECIDED else entry.value

    def decided(self, entry: Dated[T]) -> T:
        """
        Return the value of *entry*, or raise `RuleUndecidedError` where it is undecided.

        >>> one = Timeline.own("fees.x", (date(2026, 1, 1), 1))
        >>> one.decided(one.entries[0])
        1
        """
        if entry.value is UNDECIDED:
            code = self.advice or f"rules.replacing(rules.{self.name}.with_value(…, since=…))"
            raise RuleUndecidedError(
                self.name,
                Text(f"{self.title.en}?", f"{self.title.ja}？"),
                entry.alternatives,
                Text(code, code),
            )
        return entry.value

    def with_value(
        self,
        value: T,
        *,
        since: date,
        confidence: Confidence = Confidence.HIGH,
        sources: tuple[Source, ...] = (WHAT_IF,),
    ) -> Timeline[T]:
        """
        Return the timeline with *value* from the day *since* on, in place of what stood there.

        This is how a caller asks "what if", or decides an open rule for himself. What began on
        *since* or later, and an end of the rule, no longer count.

        Raises `InvalidTypeError` for a value of a kind that the rule never had, `InvalidValueError`
        if *since* leaves days without the rule after its end.

        >>> fee = Timeline("f", (Dated(date(2019, 6, 27), 150, Confidence.HIGH, (OWN_FIGURES,)),))
        >>> dearer = fee.with_value(200, since=date(2026, 1, 1))
        >>> dearer.on(date(2025, 12, 31)), dearer.on(date(2026, 1, 1))
        (150, 200)
        """
        self._check_kind(value)
        entry = Dated(since, value, confidence, sources)
        if self.ended is not None and since > self.ended:
            msg = (
                f"{self.name} ended on {self.ended}: a value from {since} on would leave the days "
                "between without one; pass the day of the end as since"
            )
            raise InvalidValueError(msg)
        kept = tuple(kept for kept in self.entries if kept.since < since)
        return attrs.evolve(self, entries=(*kept, entry), ended=None)

    def until(self, entry: Dated[T]) -> date | None:
        """
        Return the first day on which *entry* no longer holds, or None where it still does.

        Raises `InvalidValueError` for an entry of another timeline.

        >>> grown = Timeline.own("fees.x", (date(2025, 1, 1), 1), (date(2026, 1, 1), 2))
        >>> grown.until(grown.entries[0]), grown.until(grown.entries[1])
        (datetime.date(2026, 1, 1), None)
        """
        if entry not in self.entries:
            msg = f"{self.name} has no such entry (got one since {entry.since})"
            raise InvalidValueError(msg)
        at = self.entries.index(entry) + 1
        return self._starts[at] if at < len(self.entries) else self.ended

    def _check_kind(self, value: object) -> None:
        known = (one for entry in self.entries for one in (entry.value, *entry.alternatives))
        kinds = {type(one) for one in known if one is not UNDECIDED}
        if type(value) not in kinds:
            names = " or ".join(sorted(kind.__name__ for kind in kinds))
            msg = f"a value of {self.name} must be {names} (got {value!r})"
            raise InvalidTypeError(msg)


@attrs.frozen
class RateRange:
    """
    A rate that is known only to lie between two ends, both possible.

    Raises `InvalidTypeError` unless both are a `Rate`, `InvalidValueError` if they do not rise.

    >>> print(RateRange(Rate.percent("6"), Rate.percent("10")))
    6 % – 10 %
    """

    lowest: Rate
    highest: Rate

    def __attrs_post_init__(self) -> None:
        if type(self.lowest) is not Rate or type(self.highest) is not Rate:
            msg = (
                "a range of rates needs two rates such as Rate.percent('6') "
                f"(got {self.lowest!r} and {self.highest!r})"
            )
            raise InvalidTypeError(msg)
        if self.highest < self.lowest:
            msg = f"a range of rates must rise (got {self.lowest} to {self.highest})"
            raise InvalidValueError(msg)

    def __contains__(self, rate: Rate) -> bool:
        return self.lowest <= rate <= self.highest

    @property
    def is_one_rate(self) -> bool:
        """
        Whether both ends are the same, so that the rate is known.
        """
        return self.lowest == self.highest

    def __str__(self) -> str:
        return str(self.lowest) if self.is_one_rate else f"{self.lowest} – {self.highest}"


@attrs.frozen
class Evidence:
    """
    A rule as a result used it: the *timeline* and the *entry* in force.

    >>> timeline = Timeline.own("fees.x", (date(2026, 1, 1), 1))
    >>> Evidence(timeline, timeline.entries[0]).rule
    'fees.x'
    """

    timeline: Timeline[Any]
    entry: Dated[Any]

    @property
    def rule(self) -> str:
        """
        The dotted name of the rule.
        """
        return self.timeline.name


_YES_NO: Final = (Text("no", "いいえ"), Text("yes", "はい"))


def reading_text(value: object) -> Text:
    """
    Return the *value* of a rule as people read it, in both languages.

    >>> reading_text(True).ja, reading_text(Rate.percent("2")).en, reading_text(10_000).en
    ('はい', '2 %', '10,000')
    """
    if isinstance(value, Labelled):
        return value.label
    if value is UNDECIDED:
        return Text("undecided", "未確定")
    if value is None:
        return Text("none", "なし")
    if isinstance(value, bool):
        return _YES_NO[value]
    shown = f"{value:,}" if isinstance(value, int) else str(value)
    return Text(shown, shown)
