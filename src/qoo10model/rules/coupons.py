"""
Coupons (クーポン): which go together, item discounts, the free push to followers.

The terms of each benefit are in `qoo10model.rules.benefits`.
"""

from __future__ import annotations

from datetime import date
from typing import Final

import attrs

from qoo10model.basics.money import Rate, Rounding
from qoo10model.basics.sources import Confidence
from qoo10model.basics.tables import Table
from qoo10model.basics.texts import Labelled, Text
from qoo10model.basics.timelines import UNDECIDED, Dated, RateRange, Timeline
from qoo10model.rules import sources
from qoo10model.rules.benefits import BENEFITS, BenefitKind, BenefitTerms


__all__ = ("COUPONS", "Combining", "CouponRules", "PushWeek")

LOW, MEDIUM, HIGH = Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH

REFORM: Final = date(2018, 9, 1)
GUIDE: Final = date(2025, 1, 1)
SUMMER_2026: Final = date(2026, 7, 1)


class Combining(Labelled):
    """
    How two coupons on one price go together (併用方法).

    >>> Combining.ADDED
    Combining.ADDED
    """

    ADDED = Text("each of the same price, added", "同じ価格にそれぞれ計算して合算")
    CHAINED = Text("the second of what the first leaves", "先のクーポン適用後の価格に計算")
    NOT_TOGETHER = Text("not together", "併用不可")


class PushWeek(Labelled):
    """
    The week in which so many pushes to followers are free (無料枠の週の数え方).

    >>> PushWeek.ROLLING
    PushWeek.ROLLING
    """

    ROLLING = Text("any seven days", "直近7日間")
    FROM_MONDAY = Text("Monday to Sunday", "月曜から日曜")
    FROM_SUNDAY = Text("Sunday to Saturday", "日曜から土曜")


@attrs.frozen(eq=False, repr=False)
class CouponRules:
    """
    The rules of coupons; each field is a dated rule, reached as ``JAPAN.coupons.…``.

    >>> from qoo10model.rules.book import JAPAN
    >>> JAPAN.coupons.shop_with_mega_po.on(date(2026, 8, 3))
    Combining.ADDED
    """

    benefits: Table[BenefitKind, BenefitTerms]
    item_discount_rates: Timeline[RateRange]
    shop_with_mega_po: Timeline[Combining]
    shop_with_mega_wari: Timeline[Combining]
    shop_with_shop: Timeline[Combining]
    own_points_rounding: Timeline[Rounding]
    pushes: Timeline[int]
    push_days: Timeline[int]
    push_week: Timeline[PushWeek]


COUPONS: Final = CouponRules(
    benefits=BENEFITS,
    item_discount_rates=Timeline(
        "coupons.item_discount_rates",
        (
            Dated(
                GUIDE,
                RateRange(Rate.percent("1"), Rate.percent("49")),
                HIGH,
                (sources.QAPI_REFERENCE,),
                since_is_exact=False,
                note="a discount of a fixed amount may be 0 to 999,999,999 yen",
            ),
        ),
        Text("rate of an item discount", "商品割引の割引率"),
    ),
    shop_with_mega_po=Timeline(
        "coupons.shop_with_mega_po",
        (
            Dated(
                REFORM,
                Combining.ADDED,
                LOW,
                (sources.RANKING_PAGES_2026,),
                (Combining.CHAINED,),
                since_is_exact=False,
            ),
            Dated(
                SUMMER_2026,
                Combining.ADDED,
                HIGH,
                (sources.RANKING_PAGES_2026,),
                since_is_exact=False,
                note="20 of 20 items that showed both",
            ),
        ),
        Text("shop coupon beside the mega-po coupon", "メガポクーポンとSHOPクーポンの併用"),
    ),
    shop_with_mega_wari=Timeline(
        "coupons.shop_with_mega_wari",
        (
            Dated(
                REFORM,
                Combining.ADDED,
                LOW,
                (sources.ASSUMPTION, sources.RANKING_PAGES_2026),
                (Combining.CHAINED,),
                since_is_exact=False,
                note="measured for mega-po",
            ),
        ),
        Text("shop coupon beside the mega-wari coupon", "メガ割クーポンとSHOPクーポンの併用"),
    ),
    shop_with_shop=Timeline(
        "coupons.shop_with_shop",
        (
            Dated(
                REFORM,
                UNDECIDED,
                LOW,
                (sources.SHOP_MANUAL,),
                (Combining.NOT_TOGETHER, Combining.ADDED, Combining.CHAINED),
                since_is_exact=False,
                note="the manual has shop coupons and follower coupons, and not whether both count",
            ),
        ),
        Text("do two shop coupons count on one order", "SHOPクーポン同士の併用"),
        advice="JAPAN.replacing(JAPAN.coupons.shop_with_shop.with_value("
        "Combining.NOT_TOGETHER, since=…))",
    ),
    own_points_rounding=Timeline(
        "coupons.own_points_rounding",
        (
            Dated(
                REFORM,
                Rounding.HALF_UP,
                LOW,
                (sources.ASSUMPTION, sources.RANKING_PAGES_2026),
                (Rounding.DOWN,),
                since_is_exact=False,
                note="pages show that sellers add points, not how those are rounded",
            ),
        ),
        Text("rounding of points that the seller adds", "販売者が追加するポイントの端数処理"),
    ),
    pushes=Timeline(
        "coupons.pushes",
        (
            Dated(GUIDE, 1, LOW, (sources.SHOP_MANUAL,), since_is_exact=False),
            Dated(
                date(2026, 1, 1),
                1,
                MEDIUM,
                (sources.SHOP_MANUAL,),
                since_is_exact=False,
                note="a push beyond it is not free; its price is not known",
            ),
        ),
        Text("free pushes to followers a week", "フォロワー向け無料PUSHの週あたり回数"),
    ),
    push_days=Timeline(
        "coupons.push_days",
        (Dated(GUIDE, 7, LOW, (sources.SHOP_MANUAL,), since_is_exact=False),),
        Text("days of the week of the free push", "無料PUSHの期間の日数"),
    ),
    push_week=Timeline(
        "coupons.push_week",
        (
            Dated(
                GUIDE,
                PushWeek.ROLLING,
                LOW,
                (sources.ASSUMPTION,),
                (PushWeek.FROM_MONDAY, PushWeek.FROM_SUNDAY),
                since_is_exact=False,
                note="the strictest reading: what keeps it keeps the others",
            ),
        ),
        Text("which week the free push counts in", "無料PUSHの週の数え方"),
    ),
)
"""
The coupons of Qoo10 Japan.
"""
