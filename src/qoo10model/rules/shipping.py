"""
Shipping (発送): the ready-to-ship settings, planned days of shipping, and the delay penalties.

The penalties of late shipping (配送遅延ペナルティ) count business days from the day of payment, which
is day 0. Apart from them an order whose planned day of shipping has passed is labelled as delayed.
"""

from __future__ import annotations

from datetime import date
from typing import Final, TypeVar

import attrs

from qoo10model.basics.money import Rate
from qoo10model.basics.sources import Confidence, Source
from qoo10model.basics.texts import Coded, Labelled, Text
from qoo10model.basics.timelines import Dated, Timeline
from qoo10model.rules import sources


__all__ = (
    "SHIPPING",
    "BetweenDays",
    "DayCount",
    "DayRange",
    "DelayType",
    "GoodsKind",
    "OwnHolidays",
    "ShippingRules",
    "StageKind",
)

T = TypeVar("T")

LOW, MEDIUM, HIGH = Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH

PLAUSIBLE: Final = date(2018, 9, 1)
GUIDE: Final = date(2023, 5, 10)
READ: Final = date(2026, 1, 1)


class DayCount(Labelled):
    """
    Which days are counted (日数の数え方).

    >>> DayCount.BUSINESS.label.ja
    '営業日'
    """

    CALENDAR = Text("every day", "暦日")
    BUSINESS = Text("business days", "営業日")


class OwnHolidays(Labelled):
    """
    Whether the seller's own holidays (ショップ休業日) are left out of business days.

    >>> OwnHolidays.ARE_COUNTED
    OwnHolidays.ARE_COUNTED
    """

    ARE_COUNTED = Text("they are business days all the same", "ショップ休業日も営業日に数える")
    LEFT_OUT = Text("they are no business days", "ショップ休業日は営業日に数えない")


class BetweenDays(Labelled):
    """
    Whether shipping is still in time on closed days after the last business day of a time limit.

    >>> BetweenDays.LATE
    BetweenDays.LATE
    """

    LATE = Text("late: the limit ends with the business day", "期限の営業日で締め切り")
    IN_TIME = Text("in time until the next business day", "翌営業日になるまで期限内")


class GoodsKind(Labelled):
    """
    The kind of goods that the delay penalties distinguish (商品区分).

    >>> GoodsKind.RESERVED.label.ja
    '予約商品'
    """

    GENERAL = Text("general goods", "一般商品")
    RESERVED = Text("reserved goods", "予約商品")


class StageKind(Labelled):
    """
    A stage of lateness (遅延の段階): the three of the penalties, and the label of the order.

    >>> [stage.label.ja for stage in StageKind]
    ['注意', '警告', '制限', '配送遅延の表示']
    """

    NOTICE = Text("notice by mail", "注意")
    POINTS = Text("delay points", "警告")
    STOP = Text("item stopped", "制限")
    LABEL = Text("labelled as delayed", "配送遅延の表示")


class DelayType(Coded):
    """
    Why an order ships later (DelayType), by the code that the platform uses.

    >>> DelayType(2), DelayType(2).label.ja
    (DelayType.MADE_TO_ORDER, '注文製作（オーダーメイド）')
    """

    IN_PREPARATION = 1, Text("goods in preparation", "商品準備中")
    MADE_TO_ORDER = 2, Text("made to order", "注文製作（オーダーメイド）")
    CUSTOMER_REQUEST = 3, Text("asked for by the customer", "顧客の要求")
    OTHER = 4, Text("other", "その他")


@attrs.frozen
class DayRange:
    """
    The numbers of days that a setting may have, both ends included.

    >>> print(DayRange(4, 14))
    4 – 14
    """

    lowest: int
    highest: int

    def __contains__(self, days: int) -> bool:
        return self.lowest <= days <= self.highest

    def __str__(self) -> str:
        return f"{self.lowest} – {self.highest}"


@attrs.frozen(eq=False, repr=False)
class ShippingRules:
    """
    The rules of shipping; the Japanese day of the payment picks each of them.

    *general_days* and *preparation_days* are the days that the two settings allow, the *…_count*
    which days they count. A planned day of shipping lies at least *estimate_after* and at most
    *estimate_within* days after the day on which it is entered.

    The penalties for general goods: the notice on business day *notice_day*; points for what is not
    shipped within *points_within* business days, the stop for what is not within *stop_within*, both
    on the business day after. Reserved goods are stopped *reserved_stop_after* days after their day.
    Stops need a shipping rate of *stop_rate* or less, and last *…_stop_length* days.

    >>> from qoo10model.rules.book import JAPAN
    >>> str(JAPAN.shipping.stop_rate.on(date(2026, 5, 11)))
    '95 %'
    """

    general_days: Timeline[DayRange]
    preparation_days: Timeline[DayRange]
    general_count: Timeline[DayCount]
    preparation_count: Timeline[DayCount]
    same_day_count: Timeline[DayCount]
    own_holidays: Timeline[OwnHolidays]
    estimate_after: Timeline[int]
    estimate_within: Timeline[int]
    preparation_goods: Timeline[GoodsKind]
    notice_day: Timeline[int]
    notice_points: Timeline[int]
    points_within: Timeline[int]
    delay_points: Timeline[int]
    stop_within: Timeline[int]
    stop_rate: Timeline[Rate]
    stop_length: Timeline[int]
    reserved_stop_after: Timeline[int]
    reserved_stop_length: Timeline[int]
    between_days: Timeline[BetweenDays]


def _vouched(
    name: str,
    title: Text,
    value: T,
    since: date,
    *who: Source,
    confidence: Confidence = HIGH,
    note: str = "",
) -> Timeline[T]:
    return Timeline(
        f"shipping.{name}",
        (
            Dated(PLAUSIBLE, value, LOW, who, since_is_exact=False, note=note),
            Dated(since, value, confidence, who, since_is_exact=False, note=note),
        ),
        title,
    )


def _open(name: str, title: Text, value: T, other: T, *who: Source, note: str = "") -> Timeline[T]:
    return Timeline(
        f"shipping.{name}",
        (Dated(PLAUSIBLE, value, LOW, who, (other,), since_is_exact=False, note=note),),
        title,
    )


SHIPPING: Final = ShippingRules(
    general_days=_vouched(
        "general_days",
        Text("days that general dispatch allows", "一般発送の発送可能日（日数）"),
        DayRange(1, 3),
        READ,
        sources.QAPI_REFERENCE,
    ),
    preparation_days=_vouched(
        "preparation_days",
        Text("days of preparation that are allowed", "商品準備日の日数"),
        DayRange(4, 14),
        READ,
        sources.QAPI_REFERENCE,
    ),
    general_count=_vouched(
        "general_count",
        Text("days that general dispatch counts", "一般発送の日数の数え方"),
        DayCount.BUSINESS,
        GUIDE,
        sources.QAPI_REFERENCE,
        sources.DELAY_GUIDE_2023,
    ),
    preparation_count=_open(
        "preparation_count",
        Text("days that preparation counts", "商品準備日の数え方"),
        DayCount.CALENDAR,
        DayCount.BUSINESS,
        sources.ASSUMPTION,
        note="not stated; every day gives the earlier day",
    ),
    same_day_count=_open(
        "same_day_count",
        Text("days that same-day dispatch counts", "当日発送の日の数え方"),
        DayCount.CALENDAR,
        DayCount.BUSINESS,
        sources.ASSUMPTION,
        note="payments on closed days and after the cut-off are not spoken of",
    ),
    own_holidays=_open(
        "own_holidays",
        Text("the seller's own holidays", "ショップ独自の休業日の扱い"),
        OwnHolidays.ARE_COUNTED,
        OwnHolidays.LEFT_OUT,
        sources.ASSUMPTION,
        note="not stated; counting them gives the earlier day",
    ),
    estimate_after=_vouched(
        "estimate_after",
        Text("earliest planned day, counted from today", "発送予定日の最短（今日から）"),
        1,
        READ,
        sources.QAPI_REFERENCE,
        note="result code -10018",
    ),
    estimate_within=Timeline(
        "shipping.estimate_within",
        (
            Dated(
                PLAUSIBLE,
                30,
                LOW,
                (sources.API_CLIENT,),
                since_is_exact=False,
                note="there is a latest day (result code -10017); its distance is not published",
            ),
        ),
        Text("latest planned day, counted from today", "発送予定日の最長（今日から）"),
    ),
    preparation_goods=_open(
        "preparation_goods",
        Text(
            "goods with 4 to 14 days of preparation, when shipped late",
            "商品準備日4〜14日の商品区分（配送遅延ペナルティ）",
        ),
        GoodsKind.RESERVED,
        GoodsKind.GENERAL,
        sources.QAPI_REFERENCE,
        note="the API calls them a reserved dispatch",
    ),
    notice_day=_vouched(
        "notice_day",
        Text("business day of the notice for late shipping", "配送遅延の注意メールが届く営業日"),
        3,
        GUIDE,
        sources.DELAY_GUIDE_2023,
    ),
    notice_points=Timeline(
        "shipping.notice_points",
        (
            Dated(PLAUSIBLE, 0, LOW, (sources.DELAY_GUIDE_2023,), (-2,), since_is_exact=False),
            Dated(
                GUIDE,
                0,
                MEDIUM,
                (sources.DELAY_GUIDE_2023, sources.FAQ_2026),
                (-2,),
                since_is_exact=False,
                note="a digest of the guides speaks of 2 points at each of the two first stages",
            ),
        ),
        Text("delay points of the notice", "注意の段階の発送遅延ポイント"),
    ),
    points_within=_vouched(
        "points_within",
        Text("business days to ship within, else delay points", "警告を避ける発送期限（営業日）"),
        4,
        GUIDE,
        sources.DELAY_GUIDE_2023,
    ),
    delay_points=_vouched(
        "delay_points",
        Text("delay points of the warning", "警告の段階の発送遅延ポイント"),
        -2,
        GUIDE,
        sources.DELAY_GUIDE_2023,
    ),
    stop_within=_vouched(
        "stop_within",
        Text("business days to ship within, else a stop", "販売制限を避ける発送期限（営業日）"),
        5,
        GUIDE,
        sources.DELAY_GUIDE_2023,
        sources.DELAY_GUIDE_2024,
    ),
    stop_rate=_vouched(
        "stop_rate",
        Text(
            "highest shipping rate that lets an item be stopped", "販売制限の対象となる発送率の上限"
        ),
        Rate.percent("95"),
        GUIDE,
        sources.DELAY_GUIDE_2023,
        sources.DELAY_GUIDE_2024,
        note="by the day of payment, for reserved goods by their day; of which orders is not said",
    ),
    stop_length=_vouched(
        "stop_length",
        Text("days that an item stays stopped", "販売制限の日数（一般商品）"),
        30,
        GUIDE,
        sources.DELAY_GUIDE_2023,
    ),
    reserved_stop_after=_vouched(
        "reserved_stop_after",
        Text("days after the day of reserved goods until the stop", "予約日から販売制限までの日数"),
        3,
        GUIDE,
        sources.DELAY_GUIDE_2023,
        sources.DELAY_GUIDE_2024,
    ),
    reserved_stop_length=_vouched(
        "reserved_stop_length",
        Text("days that reserved goods stay stopped", "販売制限の日数（予約商品）"),
        30,
        GUIDE,
        sources.DELAY_GUIDE_2023,
        confidence=MEDIUM,
        note="told as the same restriction as for general goods",
    ),
    between_days=_open(
        "between_days",
        Text("shipping on closed days after a limit", "期限の営業日の翌休日に発送した場合"),
        BetweenDays.LATE,
        BetweenDays.IN_TIME,
        sources.ASSUMPTION,
        note="not stated; late is the safer reading",
    ),
)
"""
How sellers on Qoo10 Japan must ship.
"""
