"""
Events (イベント): the terms of mega-wari and mega-po by date.

When each took place is in `qoo10model.rules.calendars`.
"""

from __future__ import annotations

from datetime import date
from typing import Final

import attrs

from qoo10model.basics.errors import InvalidValueError, check_tuple
from qoo10model.basics.money import ZERO, Rate, Rounding
from qoo10model.basics.sources import Confidence
from qoo10model.basics.tables import Table
from qoo10model.basics.texts import Text
from qoo10model.basics.timelines import UNDECIDED, Dated, Timeline
from qoo10model.rules import calendars, campaigns, sources
from qoo10model.rules.calendars import Calendar, EventKind, Occasion
from qoo10model.rules.campaigns import Campaign, CampaignName, Campaigns


__all__ = (
    "EVENTS",
    "Calendar",
    "Campaign",
    "CampaignName",
    "Campaigns",
    "EventKind",
    "EventRules",
    "Occasion",
    "RoundStarts",
)

LOW, MEDIUM, HIGH = Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH

REFORM: Final = date(2018, 9, 1)
MEGA_PO_START: Final = date(2023, 4, 1)
MEGA_PO_RENEWAL: Final = date(2024, 4, 1)
SELLER_ARTICLES: Final = date(2024, 3, 1)
HALF_DAY: Final = date(2024, 8, 31)
SUMMER_2026: Final = date(2026, 7, 1)


@attrs.frozen
class RoundStarts:
    """
    The *days* of an event on which its rounds begin (ラウンド開始日): day 1 is the one it opens on.

    Raises `InvalidTypeError` for what is no int, `InvalidValueError` unless they rise from 1.

    >>> print(RoundStarts((1, 5, 9)))
    days 1, 5, 9
    """

    days: tuple[int, ...]

    def __attrs_post_init__(self) -> None:
        check_tuple(self.days, int, "days", "(1, 5, 9)")
        if self.days[:1] != (1,) or list(self.days) != sorted(set(self.days)):
            msg = f"days must rise from 1, such as (1, 5, 9) (got {self.days!r})"
            raise InvalidValueError(msg)

    def __str__(self) -> str:
        return f"days {', '.join(map(str, self.days))}"


@attrs.frozen(eq=False, repr=False)
class EventRules:
    """
    The terms of mega-wari and mega-po, and their calendars; amounts in yen or points.

    *mega_wari_round_starts* are days of the event, *seen* and *campaigns* the other events by name.

    >>> from qoo10model.rules.book import JAPAN
    >>> str(JAPAN.events.mega_po_points.on(date(2024, 3, 31)))
    '20 %'
    """

    mega_wari_coupon: Timeline[Rate]
    mega_wari_cap: Timeline[int | None]
    mega_wari_rounding: Timeline[Rounding]
    mega_wari_rounds: Timeline[int]
    mega_wari_round_starts: Timeline[RoundStarts]
    mega_po_coupon: Timeline[Rate]
    mega_po_coupon_cap: Timeline[int | None]
    mega_po_minimum_order: Timeline[int]
    mega_po_rounding: Timeline[Rounding]
    mega_po_points: Timeline[Rate]
    mega_po_points_cap: Timeline[int]
    seen: Table[CampaignName, str]
    mega_wari_calendar: Calendar
    mega_po_calendar: Calendar
    campaigns: Campaigns


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
                SELLER_ARTICLES,
                Rate.percent("20"),
                HIGH,
                (
                    sources.MEGAWARI_SETTLEMENT_GUIDE,
                    sources.SELLER_ARTICLES_2024,
                    sources.SHOP_MANUAL,
                ),
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
                10_000,
                LOW,
                (sources.ASSUMPTION, sources.RANKING_PAGES_2026),
                (None,),
                since_is_exact=False,
                note="verified for mega-po only; caps exist and may change with each event",
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
                REFORM,
                3,
                LOW,
                (sources.SELLER_ARTICLES_2024, sources.SHOP_MANUAL),
                since_is_exact=False,
            ),
            Dated(
                SELLER_ARTICLES,
                3,
                HIGH,
                (sources.SELLER_ARTICLES_2024, sources.SHOP_MANUAL),
                since_is_exact=False,
                note="which days each is valid on is not known where it starts at 17:00",
            ),
        ),
        Text("coupons a buyer gets in one mega-wari", "メガ割クーポンの配布回数"),
    ),
    mega_wari_round_starts=Timeline(
        "events.mega_wari_round_starts",
        (
            Dated(
                SELLER_ARTICLES,
                RoundStarts((1, 5, 9)),
                LOW,
                (sources.SELLER_ARTICLES_2024,),
                since_is_exact=False,
                note="one article of 2024: days 1 to 4, 5 to 8 and 9 to 12",
            ),
            Dated(
                HALF_DAY,
                UNDECIDED,
                LOW,
                (sources.SALES_CURVES,),
                (
                    RoundStarts((1, 5, 9)),
                    RoundStarts((1, 5, 8)),
                    RoundStarts((1, 6, 9)),
                    RoundStarts((1, 6, 8)),
                ),
                since_is_exact=False,
                note="since it opens at 17:00; sales peak around days 5 and 6, and 8 and 9",
            ),
        ),
        Text("days on which the rounds of a mega-wari begin", "メガ割の各回クーポンの開始日"),
        advice="JAPAN.replacing(JAPAN.events.mega_wari_round_starts.with_value(…, since=…))",
    ),
    mega_po_coupon=Timeline(
        "events.mega_po_coupon",
        (
            Dated(MEGA_PO_START, ZERO, HIGH, (sources.MEGAPO_GUIDE_2023,), since_is_exact=False),
            Dated(
                MEGA_PO_RENEWAL,
                Rate.percent("10"),
                MEDIUM,
                (sources.MEGAPO_GUIDE_2024, sources.AGENCY_MEGAPO, sources.AGENCY_MEGAPO_PRICES),
                since_is_exact=False,
                note="one article dates the renewal a year earlier",
            ),
            Dated(
                SUMMER_2026,
                Rate.percent("10"),
                HIGH,
                (sources.RANKING_PAGES_2026, sources.MEGAPO_GUIDE_2024),
                since_is_exact=False,
            ),
        ),
        Text("mega-po coupon", "メガポクーポンの割引率"),
    ),
    mega_po_coupon_cap=Timeline(
        "events.mega_po_coupon_cap",
        (
            Dated(MEGA_PO_START, None, HIGH, (sources.MEGAPO_GUIDE_2023,), since_is_exact=False),
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
        (Dated(MEGA_PO_RENEWAL, 100, HIGH, (sources.MEGAPO_GUIDE_2024,), since_is_exact=False),),
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
            Dated(
                SUMMER_2026,
                Rounding.HALF_UP,
                HIGH,
                (sources.RANKING_PAGES_2026,),
                since_is_exact=False,
            ),
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
                MEDIUM,
                (sources.MEGAPO_GUIDE_2024, sources.AGENCY_MEGAPO, sources.AGENCY_MEGAPO_PRICES),
                since_is_exact=False,
                note="one article dates the renewal a year earlier",
            ),
            Dated(
                SUMMER_2026,
                Rate.percent("10"),
                HIGH,
                (sources.RANKING_PAGES_2026, sources.MEGAPO_GUIDE_2024),
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
            Dated(SUMMER_2026, 10_000, HIGH, (sources.RANKING_PAGES_2026,), since_is_exact=False),
        ),
        Text("cap of the mega-po points", "メガポのポイント上限"),
    ),
    seen=campaigns.SEEN,
    mega_wari_calendar=calendars.MEGA_WARI,
    mega_po_calendar=calendars.MEGA_PO,
    campaigns=campaigns.CAMPAIGNS,
)
"""
The events of Qoo10 Japan.
"""
