"""
Dated values with their sources: what Qoo10 set, since when, who says so, how sure that is.

A `Timeline` is one rule over time. Each `Dated` entry holds from its first day to the next entry.
An entry may name other readings (*alternatives*); one that is `UNDECIDED` gives no answer at all
until the caller chooses.
"""

from __future__ import annotations

import enum

from bisect import bisect_right
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

import attrs

from qoo10model.basics.errors import (
    InvalidValueError,
    RuleNotKnownError,
    RuleUndecidedError,
    UnknownNameError,
    did_you_mean,
)
from qoo10model.basics.money import Rate
from qoo10model.basics.periods import check_day
from qoo10model.basics.texts import Labelled, Text


if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = (
    "OWN_FIGURES",
    "UNDECIDED",
    "WHAT_IF",
    "Confidence",
    "Dated",
    "Evidence",
    "RateRange",
    "Source",
    "SourceKind",
    "Table",
    "Timeline",
    "Undecided",
    "reading_text",
)

T = TypeVar("T")
K = TypeVar("K")


class Confidence(Labelled):
    """
    How sure a rule is (確度): LOW below MEDIUM below HIGH.

    >>> min(Confidence.HIGH, Confidence.LOW)
    Confidence.LOW
    """

    LOW = Text("low", "低")
    MEDIUM = Text("medium", "中")
    HIGH = Text("high", "高")

    def __lt__(self, other: Confidence) -> bool:
        order = tuple(Confidence)
        return order.index(self) < order.index(other)


class SourceKind(Labelled):
    """
    What kind of source a rule rests on (出典の種類).

    >>> SourceKind.OFFICIAL.label.ja
    '公式'
    """

    OFFICIAL = Text("official", "公式")
    MEASURED = Text("measured", "実測")
    SECONDARY = Text("secondary", "二次情報")
    ASSUMPTION = Text("assumption", "仮定")
    WHAT_IF = Text("what if", "仮の値")


@attrs.frozen
class Source:
    """
    Where a rule was read (出典), and the day it was read last.

    *read_on* is None for what is nobody's publication: a what-if or the seller's own figures.

    >>> Source("Fee guide", SourceKind.OFFICIAL, date(2026, 8, 13), "https://example.invalid/fees").title
    'Fee guide'
    """

    title: str
    kind: SourceKind
    read_on: date | None = None
    address: str = ""
    note: str = ""


WHAT_IF: Final = Source("the caller's what-if", SourceKind.WHAT_IF)
"""
The source of a value that the caller put in place of a rule.
"""

OWN_FIGURES: Final = Source("the seller's own figures", SourceKind.MEASURED)
"""
The source of what a seller knows of the own shop: rates, grade.
"""


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

    *alternatives* are the other readings that nobody could rule out. *since_is_exact* is False
    where the rule was only first seen late and *since* is the earliest day it plausibly held.

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
        if not self.sources:
            msg = f"a dated value needs at least one source (got none, since {self.since})"
            raise InvalidValueError(msg)
        if self.value is UNDECIDED and len(self.alternatives) == 0:
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

    From *ended* on the rule is gone. *advice* says how a caller decides an undecided one.

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
        if not self.entries:
            msg = f"timeline {self.name!r} needs at least one entry (got none)"
            raise InvalidValueError(msg)
        days = self._starts
        if any(later <= earlier for earlier, later in zip(days, days[1:], strict=False)):
            msg = f"entries of timeline {self.name!r} must have rising first days (got {days})"
            raise InvalidValueError(msg)
        if self.ended is not None and self.ended <= days[-1]:
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

        Raises `RuleNotKnownError` before the first entry and from *ended* on.
        """
        at = bisect_right(self._starts, day)
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

        Raises `RuleNotKnownError` as `entry_on` does, `RuleUndecidedError` where nobody chose.
        """
        return self.decided(self.entry_on(day))

    def decided(self, entry: Dated[T]) -> T:
        """
        Return the value of *entry*, or raise `RuleUndecidedError` where it is undecided.
        """
        if entry.value is UNDECIDED:
            raise RuleUndecidedError(
                self.name,
                Text(f"{self.title.en}?", f"{self.title.ja}？"),
                entry.alternatives,
                self.advice or f"rules.replacing({self.name}.with_value(…, since=…))",
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

        This is how a caller asks "what if", or decides an open rule for himself.

        >>> fee = Timeline("f", (Dated(date(2019, 6, 27), 150, Confidence.HIGH, (OWN_FIGURES,)),))
        >>> dearer = fee.with_value(200, since=date(2026, 1, 1))
        >>> dearer.on(date(2025, 12, 31)), dearer.on(date(2026, 1, 1))
        (150, 200)
        """
        kept = tuple(entry for entry in self.entries if entry.since < since)
        entry = Dated(since, value, confidence, sources)
        return attrs.evolve(self, entries=(*kept, entry), ended=None)

    def until(self, entry: Dated[T]) -> date | None:
        """
        Return the first day on which *entry* no longer holds, or None where it still does.
        """
        at = self.entries.index(entry)
        return self._starts[at + 1] if at + 1 < len(self.entries) else self.ended


@attrs.frozen
class Table(Generic[K, T]):
    """
    Timelines by key: by category, by grade, by kind of discount.

    >>> waiting = Table("w", (("power", Timeline.own("w[power]", (date(2018, 9, 1), 5))),))
    >>> waiting["power"].on(date(2026, 1, 1))
    5
    >>> waiting["powr"]
    Traceback (most recent call last):
    qoo10model.basics.errors.UnknownNameError: w has no 'powr': did you mean 'power'?
    """

    name: str
    rows: tuple[tuple[K, Timeline[T]], ...]

    @cached_property
    def _by_key(self) -> dict[K, Timeline[T]]:
        return dict(self.rows)

    def __getitem__(self, key: K) -> Timeline[T]:
        try:
            return self._by_key[key]
        except KeyError:
            names = tuple(_key_name(known) for known in self._by_key)
            msg = f"{self.name} has no {key!r}: {did_you_mean(_key_name(key), names)}"
            raise UnknownNameError(msg) from None

    def __contains__(self, key: object) -> bool:
        return key in self._by_key

    def __iter__(self) -> Iterator[K]:
        return iter(self._by_key)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def timelines(self) -> tuple[Timeline[T], ...]:
        """
        The timelines of all keys, in order.
        """
        return tuple(timeline for _, timeline in self.rows)


@attrs.frozen
class RateRange:
    """
    A rate that is known only to lie between two ends, both possible.

    >>> print(RateRange(Rate.percent("6"), Rate.percent("10")))
    6 % – 10 %
    """

    lowest: Rate
    highest: Rate

    def __attrs_post_init__(self) -> None:
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


_YES_NO: Final = {True: Text("yes", "はい"), False: Text("no", "いいえ")}


def reading_text(value: object) -> Text:
    """
    Return the *value* of a rule as people read it, in both languages.

    >>> reading_text(True).ja, reading_text(Rate.percent("2")).en
    ('はい', '2 %')
    """
    if isinstance(value, Labelled):
        return value.label
    if isinstance(value, bool):
        return _YES_NO[value]
    if value is UNDECIDED:
        return Text("undecided", "未確定")
    return Text(str(value), str(value))


def _key_name(key: object) -> str:
    return key.name if isinstance(key, enum.Enum) else str(key)
