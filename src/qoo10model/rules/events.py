"""
Events (イベント): the terms of mega-wari and mega-po by date, and when each took place.

Mega-wari opens at 17:00 on its first day since 2024-08-31 and closes at midnight after the last.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

import attrs

from qoo10model.basics.money import ZERO, Rate, Rounding
from qoo10model.basics.periods import JST, Span
from qoo10model.basics.texts import Labelled, Text
from qoo10model.basics.timelines import Confidence, Dated, Source, Timeline
from qoo10model.rules import sources


__all__ = ("EVENTS", "Calendar", "EventKind", "EventRules", "Occasion")

LOW, MEDIUM, HIGH = Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH

REFORM: Final = date(2018, 9, 1)
MEGA_PO_START: Final = date(2023, 4, 1)
MEGA_PO_RENEWAL: Final = date(2024, 4, 1)
GUIDE: Final = date(2025, 1, 1)
SUMMER_2026: Final = date(2026, 7, 1)


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

    >>> EVENTS.mega_wari_calendar.occasions[0].span.first_day
    datetime.date(2024, 3, 1)
    """

    kind: EventKind
    span: Span
    confidence: Confidence
    sources: tuple[Source, ...]
    note: str = ""


@attrs.frozen
class Calendar:
    """
    The events of one kind that are known, in order; outside *known_from* to *known_to* none are.

    >>> EVENTS.mega_po_calendar.known_to
    datetime.date(2026, 8, 13)
    """

    name: str
    title: Text
    occasions: tuple[Occasion, ...]
    known_from: date
    known_to: date


def _mega_wari(
    start: tuple[int, int, int],
    end: tuple[int, int, int],
    confidence: Confidence,
    *who: Source,
    hour: int = 17,
    note: str = "",
) -> Occasion:
    return Occasion(EventKind.MEGA_WARI, _span(start, end, hour), confidence, who, note)


def _mega_po(
    year: int,
    month: int,
    last: int,
    confidence: Confidence = HIGH,
    *,
    who: tuple[Source, ...] = (sources.BRAND_EVENT_LIST, sources.SALES_CURVES),
) -> Occasion:
    span = _span((year, month, 1), (year, month, last), 0)
    return Occasion(EventKind.MEGA_PO, span, confidence, who)


def _span(start: tuple[int, int, int], end: tuple[int, int, int], hour: int) -> Span:
    last = datetime(*end, tzinfo=JST)
    return Span(datetime(*start, hour, tzinfo=JST), last.replace(hour=23) + timedelta(hours=1))


@attrs.frozen
class EventRules:
    """
    The terms of mega-wari and mega-po, and their calendars; amounts in yen or points.

    >>> from qoo10model.rules.book import JAPAN
    >>> str(JAPAN.events.mega_po_points.on(date(2024, 3, 31)))
    '20 %'
    """

    mega_wari_coupon: Timeline[Rate]
    mega_wari_cap: Timeline[int | None]
    mega_wari_rounding: Timeline[Rounding]
    mega_wari_rounds: Timeline[int]
    mega_po_coupon: Timeline[Rate]
    mega_po_coupon_cap: Timeline[int | None]
    mega_po_minimum_order: Timeline[int]
    mega_po_rounding: Timeline[Rounding]
    mega_po_points: Timeline[Rate]
    mega_po_points_cap: Timeline[int]
    mega_wari_calendar: Calendar
    mega_po_calendar: Calendar


EVENTS: Final = EventRules(
    mega_wari_coupon=Timeline(
        "events.mega_wari_coupon",
        (
            Dated(
                REFORM,
                Rate.percent("20"),
                LOW,
                (sources.AGENCY_MEGAPO_PRICES,),
                since_is_exact=False,
                note="when mega-wari began is not known",
            ),
            Dated(
                GUIDE,
                Rate.percent("20"),
                HIGH,
                (sources.MEGAWARI_SETTLEMENT_GUIDE, sources.AGENCY_MEGAPO_PRICES),
                since_is_exact=False,
            ),
        ),
        Text("mega-wari coupon", "メガ割クーポンの割引率"),
    ),
    mega_wari_cap=Timeline(
        "events.mega_wari_cap",
        (
            Dated(
                REFORM,
                None,
                LOW,
                (sources.ASSUMPTION,),
                (10_000,),
                since_is_exact=False,
                note="a cap is verified for mega-po only",
            ),
        ),
        Text("cap of the mega-wari coupon", "メガ割クーポンの上限額"),
    ),
    mega_wari_rounding=Timeline(
        "events.mega_wari_rounding",
        (
            Dated(
                REFORM,
                Rounding.HALF_UP,
                LOW,
                (sources.ASSUMPTION, sources.RANKING_PAGES_2026),
                (Rounding.DOWN,),
                since_is_exact=False,
                note="measured for mega-po",
            ),
        ),
        Text("rounding of the mega-wari coupon", "メガ割クーポンの端数処理"),
    ),
    mega_wari_rounds=Timeline(
        "events.mega_wari_rounds",
        (
            Dated(
                date(2024, 3, 1),
                3,
                HIGH,
                (sources.CAMPAIGN_ARTICLE, sources.SHOP_MANUAL),
                since_is_exact=False,
            ),
        ),
        Text("coupons a buyer gets in one mega-wari", "メガ割クーポンの配布回数"),
    ),
    mega_po_coupon=Timeline(
        "events.mega_po_coupon",
        (
            Dated(
                MEGA_PO_START, ZERO, HIGH, (sources.MEGAPO_GUIDE_2023,), since_is_exact=False
            ),
            Dated(
                MEGA_PO_RENEWAL,
                Rate.percent("10"),
                HIGH,
                (sources.MEGAPO_GUIDE_2024, sources.RANKING_PAGES_2026),
                since_is_exact=False,
            ),
        ),
        Text("mega-po coupon", "メガポクーポンの割引率"),
    ),
    mega_po_coupon_cap=Timeline(
        "events.mega_po_coupon_cap",
        (
            Dated(
                MEGA_PO_START, None, HIGH, (sources.MEGAPO_GUIDE_2023,), since_is_exact=False
            ),
            Dated(
                MEGA_PO_RENEWAL,
                10_000,
                HIGH,
                (sources.MEGAPO_GUIDE_2024, sources.RANKING_PAGES_2026),
                since_is_exact=False,
            ),
        ),
        Text("cap of the mega-po coupon", "メガポクーポンの上限額"),
    ),
    mega_po_minimum_order=Timeline(
        "events.mega_po_minimum_order",
        (
            Dated(
                MEGA_PO_RENEWAL, 100, HIGH, (sources.MEGAPO_GUIDE_2024,), since_is_exact=False
            ),
        ),
        Text("smallest order for the mega-po coupon", "メガポクーポンの最低注文額"),
    ),
    mega_po_rounding=Timeline(
        "events.mega_po_rounding",
        (
            Dated(
                MEGA_PO_START,
                Rounding.HALF_UP,
                LOW,
                (sources.RANKING_PAGES_2026,),
                (Rounding.DOWN,),
                since_is_exact=False,
            ),
            Dated(SUMMER_2026, Rounding.HALF_UP, HIGH, (sources.RANKING_PAGES_2026,)),
        ),
        Text("rounding of the mega-po coupon and points", "メガポのクーポン・ポイントの端数処理"),
    ),
    mega_po_points=Timeline(
        "events.mega_po_points",
        (
            Dated(
                MEGA_PO_START,
                Rate.percent("20"),
                HIGH,
                (sources.MEGAPO_GUIDE_2023,),
                since_is_exact=False,
            ),
            Dated(
                MEGA_PO_RENEWAL,
                Rate.percent("10"),
                HIGH,
                (sources.MEGAPO_GUIDE_2024, sources.RANKING_PAGES_2026),
                since_is_exact=False,
            ),
        ),
        Text("mega-po points", "メガポのポイント付与率"),
    ),
    mega_po_points_cap=Timeline(
        "events.mega_po_points_cap",
        (
            Dated(
                MEGA_PO_START,
                20_000,
                HIGH,
                (sources.MEGAPO_GUIDE_2023,),
                since_is_exact=False,
                note="for each customer and event",
            ),
            Dated(
                MEGA_PO_RENEWAL,
                10_000,
                LOW,
                (sources.RANKING_PAGES_2026,),
                (20_000,),
                since_is_exact=False,
                note="whether the cap of 20,000 stayed at first is not known",
            ),
            Dated(SUMMER_2026, 10_000, HIGH, (sources.RANKING_PAGES_2026,)),
        ),
        Text("cap of the mega-po points", "メガポのポイント上限"),
    ),
    mega_wari_calendar=Calendar(
        "events.mega_wari_calendar",
        Text("mega-wari calendar", "メガ割の開催日"),
        (
            _mega_wari(
                (2024, 3, 1), (2024, 3, 12), MEDIUM, sources.CAMPAIGN_ARTICLE, hour=0,
                note="the hour of the start is not sure",
            ),
            _mega_wari((2024, 6, 1), (2024, 6, 12), MEDIUM, sources.BRAND_EVENT_LIST, hour=0),
            _mega_wari(
                (2024, 8, 31), (2024, 9, 12), MEDIUM, sources.CAMPAIGN_ARTICLE,
                note="other lists print 1 September as the start",
            ),
            _mega_wari(
                (2024, 11, 15), (2024, 11, 27), MEDIUM, sources.BRAND_EVENT_LIST,
                note="the hour of the start is not sure",
            ),
            _mega_wari(
                (2025, 2, 28), (2025, 3, 12), HIGH, sources.POINT_SITE_2025,
                sources.BRAND_EVENT_LIST,
            ),
            _mega_wari(
                (2025, 5, 31), (2025, 6, 12), MEDIUM, sources.BRAND_EVENT_LIST,
                sources.SALES_CURVES, note="the days are sure, the hour is not",
            ),
            _mega_wari(
                (2025, 8, 31), (2025, 9, 12), MEDIUM, sources.BRAND_EVENT_LIST,
                sources.SALES_CURVES, note="the days are sure, the hour is not",
            ),
            _mega_wari(
                (2025, 11, 21), (2025, 12, 3), MEDIUM, sources.BRAND_EVENT_LIST,
                sources.SALES_CURVES, note="the days are sure, the hour is not",
            ),
            _mega_wari(
                (2026, 2, 27), (2026, 3, 11), MEDIUM, sources.BRAND_EVENT_LIST,
                sources.EVENT_LIST_PLANNED, note="the days are sure, the hour is not",
            ),
            _mega_wari(
                (2026, 5, 29), (2026, 6, 10), HIGH, sources.BRAND_EVENT_LIST, sources.SALES_CURVES,
                note="lists differ by a day; the daily sales settle it",
            ),
            _mega_wari(
                (2026, 8, 28), (2026, 9, 9), MEDIUM, sources.BRAND_EVENT_LIST,
                sources.RANKING_PAGES_2026, note="planned",
            ),
            _mega_wari(
                (2026, 11, 20), (2026, 12, 2), LOW, sources.EVENT_LIST_PLANNED, note="planned"
            ),
        ),
        date(2024, 1, 1),
        date(2026, 12, 31),
    ),
    mega_po_calendar=Calendar(
        "events.mega_po_calendar",
        Text("mega-po calendar", "メガポの開催日"),
        (
            _mega_po(2024, 10, 8, MEDIUM, who=(sources.BRAND_EVENT_LIST,)),
            _mega_po(2025, 2, 8),
            _mega_po(2025, 4, 8),
            _mega_po(2025, 5, 8),
            _mega_po(2025, 7, 9),
            _mega_po(2025, 8, 9),
            _mega_po(2025, 10, 9),
            _mega_po(2025, 11, 6),
            _mega_po(2026, 2, 9),
            _mega_po(2026, 4, 9),
            _mega_po(2026, 5, 9),
            _mega_po(2026, 7, 9),
            _mega_po(2026, 8, 9, who=(sources.RANKING_PAGES_2026, sources.SALES_CURVES)),
        ),
        date(2024, 7, 1),
        date(2026, 8, 13),
    ),
)
"""
The events of Qoo10 Japan.
"""
