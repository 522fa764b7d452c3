"""
Happenings (予定): dated moments and days of a seller's agenda, with their names in both languages.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import attrs

from qoo10model.basics.findings import Finding
from qoo10model.basics.periods import Span, repr_moment
from qoo10model.basics.sources import Confidence
from qoo10model.basics.texts import Labelled, Text, align


if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from qoo10model.basics.texts import Language

__all__ = ("Agenda", "Happening", "HappeningKind")


class HappeningKind(Labelled):
    """
    What sort of thing is on the agenda (予定の種類).

    >>> HappeningKind.BID_CLOSING.label.ja
    '入札締切'
    """

    SLOT = Text("time-sale slot", "タイムセール枠")
    BID_CLOSING = Text("bids close", "入札締切")
    EVENT_OPENING = Text("event opens", "イベント開始")
    EVENT_END = Text("event ends", "イベント終了")
    PENALTY_CHECK = Text("penalty check", "ペナルティ判定")
    SETTLEMENT = Text("settlement day", "精算日")
    SHIP_BY = Text("ship by", "発送期限")


@attrs.frozen
class Happening:
    """
    One thing on the agenda (予定): its *kind*, when it is, and its *title* in both languages.

    *at* is the moment, *until* when it is over where it lasts; of one *is_all_day* these are the
    midnights around the Japanese day. *confidence* is that of the rule or calendar that says so,
    *note* what else is known, and *order_no* the order that it is about.

    >>> from qoo10model.basics.periods import JST
    >>> closing = Happening(HappeningKind.BID_CLOSING, datetime(2026, 7, 10, 17, 50, tzinfo=JST),
    ...                     Text("bids close", "入札締切"))
    >>> print(closing)
    2026-07-10 17:50 bids close
    """

    kind: HappeningKind
    at: datetime = attrs.field(repr=repr_moment)
    title: Text
    until: datetime | None = attrs.field(
        default=None, repr=lambda at: "None" if at is None else repr_moment(at)
    )
    is_all_day: bool = False
    confidence: Confidence = Confidence.HIGH
    note: Text | None = None
    order_no: int | None = None

    @property
    def day(self) -> date:
        """
        The Japanese day that it belongs to: what ends at midnight belongs to the day before.
        """
        return (self.at - timedelta.resolution).date() if self.is_end else self.at.date()

    @property
    def is_end(self) -> bool:
        """
        Whether it is the end of something: the moment itself comes too late.
        """
        return self.kind in {
            HappeningKind.BID_CLOSING,
            HappeningKind.EVENT_END,
            HappeningKind.SHIP_BY,
        }

    def in_(self, language: Language) -> str:
        """
        Return the happening as one line in *language*.
        """
        when = self.day.isoformat() if self.is_all_day else _moment(self)
        return f"{when} {self.title.in_(language)}"

    def __str__(self) -> str:
        return self.in_("en")


@attrs.frozen(repr=False)
class Agenda:
    """
    What happens in a *span* of time (予定表): *happenings* in order, and *findings* on what is not known.

    It can be iterated over and has a length.

    >>> from qoo10model.basics.periods import month
    >>> len(Agenda(month(2026, 7).span, ()))
    0
    """

    span: Span
    happenings: tuple[Happening, ...]
    findings: tuple[Finding, ...] = ()

    def on(self, day: date) -> tuple[Happening, ...]:
        """
        Return what happens on the Japanese *day*.
        """
        return tuple(one for one in self.happenings if one.day == day)

    def of(self, *kinds: HappeningKind) -> tuple[Happening, ...]:
        """
        Return what is of one of *kinds*.
        """
        return tuple(one for one in self.happenings if one.kind in kinds)

    def explain(self, language: Language = "en") -> str:
        """
        Return the agenda as a text table in *language*, with what is not known below.

        Notes stand behind their happenings.
        """
        rows = [
            (
                one.day.isoformat(),
                "" if one.is_all_day else _moment(one).partition(" ")[2],
                ": ".join(text.in_(language) for text in (one.title, one.note) if text is not None),
            )
            for one in self.happenings
        ]
        findings = (finding.in_(language) for finding in self.findings)
        return "\n".join(part for part in (align(rows), *findings) if part)

    def __iter__(self) -> Iterator[Happening]:
        return iter(self.happenings)

    def __len__(self) -> int:
        return len(self.happenings)

    def __repr__(self) -> str:
        first, last = self.span.first_day, self.span.last_day
        return f"<Agenda: {len(self)} happenings from {first} to {last}>"


def _moment(one: Happening) -> str:
    # The end of a day is its 24:00, and not the 00:00 of the next.
    if one.is_end and one.at.time() == one.at.min.time():
        return f"{one.day} 24:00"
    return f"{one.at:%Y-%m-%d %H:%M}"
