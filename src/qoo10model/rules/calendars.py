"""
Calendars (開催日): when each mega-wari and mega-po took place, or is planned.

Mega-wari opens at 17:00 on its first day since 2024-08-31 and closes at midnight after the last.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

import attrs

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.periods import JST, Days, Span, check_day
from qoo10model.basics.sources import OWN_FIGURES, Confidence, Source
from qoo10model.basics.texts import Labelled, Text
from qoo10model.rules import sources


__all__ = ("MEGA_PO", "MEGA_WARI", "Calendar", "EventKind", "Occasion")

LOW, MEDIUM, HIGH = Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH


class EventKind(Labelled):
    """
    The kind of an event whose cost Qoo10 and the seller share.

    >>> EventKind.MEGA_WARI.label.ja
    'メガ割'
    """

    MEGA_WARI = Text("mega-wari", "メガ割")
    MEGA_PO = Text("mega-po", "メガポ")


@attrs.frozen
class Occasion:
    """
    One event as it took place or is planned: its kind and its half-open *span* in JST.

    >>> MEGA_WARI.occasions[0].span.first_day
    datetime.date(2024, 3, 1)
    """

    kind: EventKind
    span: Span
    confidence: Confidence
    sources: tuple[Source, ...]
    note: str = ""

    @classmethod
    def own(cls, kind: EventKind, span: Span, *, note: str = "") -> Occasion:
        """
        Return an event whose days the seller knows himself, as from a notice in QSM.

        Raises `InvalidTypeError` for a kind or a span that is none.

        >>> spring = Span(_at(date(2027, 2, 26), 17), _at(date(2027, 3, 11), 0))
        >>> Occasion.own(EventKind.MEGA_WARI, spring).confidence
        Confidence.HIGH
        """
        for value, expected in ((kind, EventKind), (span, Span)):
            if not isinstance(value, expected):
                msg = (
                    f"an event needs a kind such as EventKind.MEGA_WARI and a Span (got {value!r})"
                )
                raise InvalidTypeError(msg)
        return cls(kind, span, Confidence.HIGH, (OWN_FIGURES,), note)

    @property
    def title(self) -> Text:
        """
        The name of its kind, for people.
        """
        return self.kind.label


@attrs.frozen
class Calendar:
    """
    The events of one kind that are known, in order.

    From *known_from* to *known_to*, both included, no other took place or is planned; on other days
    there may have been some that nobody listed.

    >>> MEGA_PO.known_to
    datetime.date(2026, 8, 13)
    """

    name: str
    title: Text
    occasions: tuple[Occasion, ...]
    known_from: date
    known_to: date

    def with_occasion(self, occasion: Occasion, *, known_to: date | None = None) -> Calendar:
        """
        Return the calendar with *occasion* in place of those it overlaps; for `RuleBook.replacing`.

        *known_to* is the last day up to which no other is planned, where the seller knows that, too.
        Raises `InvalidTypeError` for what is no occasion, `InvalidValueError` for one of another kind
        and for a last day before the first.

        >>> spring = Span(_at(date(2027, 2, 26), 17), _at(date(2027, 3, 11), 0))
        >>> longer = MEGA_WARI.with_occasion(Occasion.own(EventKind.MEGA_WARI, spring))
        >>> longer.occasions[-1].span.first_day
        datetime.date(2027, 2, 26)
        """
        if not isinstance(occasion, Occasion):
            msg = f"occasion must be an Occasion, as Occasion.own makes it (got {occasion!r})"
            raise InvalidTypeError(msg)
        if any(one.kind is not occasion.kind for one in self.occasions):
            msg = f"{self.name} holds no {occasion.kind.label.en} (got {occasion!r})"
            raise InvalidValueError(msg)
        kept = (one for one in self.occasions if not one.span.overlaps(occasion.span))
        ordered = tuple(sorted((*kept, occasion), key=_start))
        last = self.known_to if known_to is None else check_day(known_to, "known_to")
        if last < self.known_from:
            msg = f"known_to must not be before {self.known_from}, known_from (got {last})"
            raise InvalidValueError(msg)
        return attrs.evolve(self, occasions=ordered, known_to=last)

    def without(self, occasion: Occasion) -> Calendar:
        """
        Return the calendar without *occasion*, as where a planned one does not take place.

        Raises `InvalidValueError` where it is not among them.

        >>> len(MEGA_PO.without(MEGA_PO.occasions[-1]).occasions) == len(MEGA_PO.occasions) - 1
        True
        """
        if occasion not in self.occasions:
            msg = f"{self.name} has no such event (got {occasion!r})"
            raise InvalidValueError(msg)
        return attrs.evolve(self, occasions=tuple(o for o in self.occasions if o != occasion))


def _start(occasion: Occasion) -> datetime:
    return occasion.span.start


def _mega_wari(
    first: date,
    last: date,
    confidence: Confidence,
    *who: Source,
    note: str = "",
    hour: int = 17,
) -> Occasion:
    span = Span(_at(first, hour), Days(last, last).span.end)
    return Occasion(EventKind.MEGA_WARI, span, confidence, who, note)


def _mega_po(first: date, last: date, confidence: Confidence, *who: Source) -> Occasion:
    return Occasion(EventKind.MEGA_PO, Days(first, last).span, confidence, who)


def _at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=JST)


_HOUR: Final = "the days are sure, the hour is not"
_BRAND: Final = (sources.BRAND_EVENT_LIST, sources.SALES_CURVES)

MEGA_WARI: Final = Calendar(
    "events.mega_wari_calendar",
    Text("mega-wari calendar", "メガ割の開催日"),
    (
        _mega_wari(
            date(2024, 3, 1),
            date(2024, 3, 12),
            LOW,
            sources.AGENCY_EVENT_LISTS,
            note="the days are fairly sure, the hour is doubtful",
            hour=0,
        ),
        _mega_wari(date(2024, 6, 1), date(2024, 6, 12), MEDIUM, sources.BRAND_EVENT_LIST, hour=0),
        _mega_wari(
            date(2024, 8, 31),
            date(2024, 9, 12),
            MEDIUM,
            sources.SELLER_ARTICLES_2024,
            note="the first to open on the eve; other lists print 1 September",
        ),
        _mega_wari(
            date(2024, 11, 15),
            date(2024, 11, 27),
            LOW,
            sources.BRAND_EVENT_LIST,
            note="the days are fairly sure, the hour is doubtful",
        ),
        _mega_wari(date(2025, 2, 28), date(2025, 3, 12), HIGH, sources.POINT_SITE_2025, *_BRAND),
        _mega_wari(date(2025, 5, 31), date(2025, 6, 12), MEDIUM, *_BRAND, note=_HOUR),
        _mega_wari(date(2025, 8, 31), date(2025, 9, 12), MEDIUM, *_BRAND, note=_HOUR),
        _mega_wari(date(2025, 11, 21), date(2025, 12, 3), MEDIUM, *_BRAND, note=_HOUR),
        _mega_wari(date(2026, 2, 27), date(2026, 3, 11), MEDIUM, *_BRAND, note=_HOUR),
        _mega_wari(
            date(2026, 5, 29),
            date(2026, 6, 10),
            HIGH,
            *_BRAND,
            note="lists differ by a day; the daily sales settle it",
        ),
        _mega_wari(
            date(2026, 8, 28),
            date(2026, 9, 9),
            MEDIUM,
            sources.BRAND_EVENT_LIST,
            sources.RANKING_PAGES_2026,
            note="planned",
        ),
        _mega_wari(
            date(2026, 11, 20),
            date(2026, 12, 2),
            LOW,
            sources.EVENT_LIST_PLANNED,
            note="planned",
        ),
    ),
    date(2024, 1, 1),
    date(2026, 12, 31),
)
"""
The mega-wari that are known (メガ割).
"""

MEGA_PO: Final = Calendar(
    "events.mega_po_calendar",
    Text("mega-po calendar", "メガポの開催日"),
    (
        _mega_po(date(2024, 10, 1), date(2024, 10, 8), MEDIUM, sources.BRAND_EVENT_LIST),
        _mega_po(date(2025, 2, 1), date(2025, 2, 8), HIGH, *_BRAND),
        _mega_po(date(2025, 4, 1), date(2025, 4, 8), HIGH, *_BRAND),
        _mega_po(date(2025, 5, 1), date(2025, 5, 8), HIGH, *_BRAND),
        _mega_po(date(2025, 7, 1), date(2025, 7, 9), HIGH, *_BRAND),
        _mega_po(date(2025, 8, 1), date(2025, 8, 9), HIGH, *_BRAND),
        _mega_po(date(2025, 10, 1), date(2025, 10, 9), HIGH, *_BRAND),
        _mega_po(date(2025, 11, 1), date(2025, 11, 6), HIGH, *_BRAND),
        _mega_po(date(2026, 2, 1), date(2026, 2, 9), HIGH, *_BRAND),
        _mega_po(date(2026, 4, 1), date(2026, 4, 9), HIGH, *_BRAND),
        _mega_po(date(2026, 5, 1), date(2026, 5, 9), HIGH, *_BRAND),
        _mega_po(date(2026, 7, 1), date(2026, 7, 9), HIGH, *_BRAND),
        _mega_po(date(2026, 8, 1), date(2026, 8, 9), HIGH, sources.RANKING_PAGES_2026, *_BRAND),
    ),
    date(2025, 1, 1),
    date(2026, 8, 13),
)
"""
The mega-po that are known (メガポ).
"""
