"""
Settlement (精算): how long money waits, on which Wednesday it moves, what mega-wari makes up.
"""

from __future__ import annotations

from datetime import date
from typing import Final

import attrs

from qoo10model.basics.sources import Confidence, Source
from qoo10model.basics.tables import Table
from qoo10model.basics.texts import Labelled, Text
from qoo10model.basics.timelines import Dated, Timeline
from qoo10model.rules import sources
from qoo10model.rules.sellers import Grade


__all__ = (
    "SETTLEMENTS",
    "CompensationSize",
    "OnHoliday",
    "OnWednesday",
    "PromotionDay",
    "ReturnDay",
    "SettlementRules",
)

LOW, MEDIUM, HIGH = Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH

BEFORE_REFORM: Final = date(2018, 6, 1)
REFORM: Final = date(2018, 9, 1)
MEGA_PO_START: Final = date(2023, 4, 1)


class OnWednesday(Labelled):
    """
    What happens when the waiting ends on a Wednesday itself.

    >>> OnWednesday.NEXT_WEEK
    OnWednesday.NEXT_WEEK
    """

    NEXT_WEEK = Text("the Wednesday after it", "翌週の水曜日")
    SAME_DAY = Text("that same Wednesday", "当日の水曜日")


class OnHoliday(Labelled):
    """
    What happens when a settlement Wednesday is a holiday.

    >>> OnHoliday.SAME_DAY
    OnHoliday.SAME_DAY
    """

    SAME_DAY = Text("settled on the holiday", "祝日でも当日に精算")
    NEXT_BUSINESS_DAY = Text("the next business day", "翌営業日に精算")
    PREVIOUS_BUSINESS_DAY = Text("the business day before", "前営業日に精算")


class CompensationSize(Labelled):
    """
    What the mega-wari compensation (補償金) makes up to the seller.

    >>> CompensationSize.WHOLE_COUPON
    CompensationSize.WHOLE_COUPON
    """

    WHOLE_COUPON = Text("the whole coupon", "クーポン全額")
    QOO10_SHARE = Text("only Qoo10's share", "Qoo10負担分のみ")


class PromotionDay(Labelled):
    """
    On which settlement day a shared promotion is taken from the seller.

    >>> PromotionDay.WITH_ORDER
    PromotionDay.WITH_ORDER
    """

    WITH_ORDER = Text("with the order's own settlement", "注文の精算日")
    AFTER_PAYMENT = Text("the Wednesday after payment", "決済後の水曜日")


class ReturnDay(Labelled):
    """
    When money moves back after a cancellation or return.

    >>> ReturnDay.NEXT_SETTLEMENT
    ReturnDay.NEXT_SETTLEMENT
    """

    NEXT_SETTLEMENT = Text("on the next settlement Wednesday", "次の精算日（水曜日）")
    AT_ONCE = Text("on the day of the cancellation itself", "キャンセル・返品の当日")


@attrs.frozen(eq=False, repr=False)
class SettlementRules:
    """
    The rules of settlement; days are Japanese days.

    >>> from qoo10model.rules.book import JAPAN
    >>> JAPAN.settlements.waiting_days[Grade.POWER].on(date(2018, 8, 31))
    7
    """

    waiting_days: Table[Grade, int]
    due_on_wednesday: Timeline[OnWednesday]
    pre_deduction_on_wednesday: Timeline[OnWednesday]
    on_holiday: Timeline[OnHoliday]
    compensation: Timeline[CompensationSize]
    mega_po_coupon_day: Timeline[PromotionDay]
    mega_po_points_day: Timeline[PromotionDay]
    return_day: Timeline[ReturnDay]
    return_on_wednesday: Timeline[OnWednesday]


def _waiting(grade: Grade, *entries: Dated[int]) -> tuple[Grade, Timeline[int]]:
    return grade, Timeline(
        f"settlements.waiting_days[{grade.name}]",
        entries,
        Text(
            f"days of waiting after delivery ({grade.label.en})",
            f"配送完了から精算までの日数（{grade.label.ja}）",
        ),
    )


_OFFICIAL: Final[tuple[Source, ...]] = (sources.FEE_GUIDE_2025, sources.FEE_REFORM_2018)

SETTLEMENTS: Final = SettlementRules(
    waiting_days=Table(
        "settlements.waiting_days",
        (
            _waiting(
                Grade.GENERAL,
                Dated(BEFORE_REFORM, 15, MEDIUM, (sources.FEE_REFORM_2018,), since_is_exact=False),
                Dated(REFORM, 15, HIGH, _OFFICIAL),
            ),
            _waiting(
                Grade.EXCELLENT,
                Dated(BEFORE_REFORM, 10, MEDIUM, (sources.FEE_REFORM_2018,), since_is_exact=False),
                Dated(REFORM, 10, HIGH, _OFFICIAL),
            ),
            _waiting(
                Grade.POWER,
                Dated(BEFORE_REFORM, 7, HIGH, (sources.FEE_REFORM_2018,), since_is_exact=False),
                Dated(REFORM, 5, HIGH, _OFFICIAL),
            ),
        ),
    ),
    due_on_wednesday=Timeline(
        "settlements.due_on_wednesday",
        (
            Dated(
                BEFORE_REFORM,
                OnWednesday.NEXT_WEEK,
                LOW,
                (sources.FEE_GUIDE_2025,),
                (OnWednesday.SAME_DAY,),
                since_is_exact=False,
                note="the guide speaks of the Wednesday that follows",
            ),
        ),
        Text("when the waiting ends on a Wednesday", "待機日数の終わりが水曜日のとき"),
    ),
    pre_deduction_on_wednesday=Timeline(
        "settlements.pre_deduction_on_wednesday",
        (
            Dated(
                REFORM,
                OnWednesday.NEXT_WEEK,
                LOW,
                (sources.MEGAWARI_SETTLEMENT_GUIDE,),
                (OnWednesday.SAME_DAY,),
                since_is_exact=False,
                note="the guide speaks of the next settlement day after the payment",
            ),
        ),
        Text("pre-deduction when the payment is on a Wednesday", "水曜日に決済されたときの先差引"),
    ),
    on_holiday=Timeline(
        "settlements.on_holiday",
        (
            Dated(
                BEFORE_REFORM,
                OnHoliday.SAME_DAY,
                LOW,
                (sources.ASSUMPTION,),
                (OnHoliday.NEXT_BUSINESS_DAY, OnHoliday.PREVIOUS_BUSINESS_DAY),
                since_is_exact=False,
            ),
        ),
        Text("a settlement Wednesday that is a holiday", "精算日の水曜日が祝日のとき"),
    ),
    compensation=Timeline(
        "settlements.compensation",
        (
            Dated(
                REFORM,
                CompensationSize.WHOLE_COUPON,
                LOW,
                (sources.SETTLEMENT_JOURNAL_TOOL,),
                (CompensationSize.QOO10_SHARE,),
                since_is_exact=False,
            ),
            Dated(
                date(2025, 1, 1),
                CompensationSize.WHOLE_COUPON,
                MEDIUM,
                (sources.MEGAWARI_SETTLEMENT_GUIDE, sources.SETTLEMENT_JOURNAL_TOOL),
                (CompensationSize.QOO10_SHARE,),
                since_is_exact=False,
                note="follows from the halves that the guide states",
            ),
        ),
        Text("what the compensation makes up", "補償金の範囲"),
    ),
    mega_po_coupon_day=Timeline(
        "settlements.mega_po_coupon_day",
        (
            Dated(
                MEGA_PO_START,
                PromotionDay.WITH_ORDER,
                LOW,
                (sources.ASSUMPTION,),
                (PromotionDay.AFTER_PAYMENT,),
                since_is_exact=False,
            ),
        ),
        Text(
            "day of the seller's half of the mega-po coupon", "メガポクーポン販売者負担分の精算日"
        ),
    ),
    mega_po_points_day=Timeline(
        "settlements.mega_po_points_day",
        (
            Dated(
                MEGA_PO_START,
                PromotionDay.WITH_ORDER,
                LOW,
                (sources.ASSUMPTION,),
                (PromotionDay.AFTER_PAYMENT,),
                since_is_exact=False,
            ),
        ),
        Text(
            "day of the seller's half of the mega-po points", "メガポポイント販売者負担分の精算日"
        ),
    ),
    return_day=Timeline(
        "settlements.return_day",
        (
            Dated(
                REFORM,
                ReturnDay.NEXT_SETTLEMENT,
                LOW,
                (sources.ASSUMPTION,),
                (ReturnDay.AT_ONCE,),
                since_is_exact=False,
                note="that money comes back is known; when, is not",
            ),
        ),
        Text("when a cancellation's money moves back", "キャンセル・返品の戻し入れの時期"),
    ),
    return_on_wednesday=Timeline(
        "settlements.return_on_wednesday",
        (
            Dated(
                REFORM,
                OnWednesday.NEXT_WEEK,
                LOW,
                (sources.ASSUMPTION,),
                (OnWednesday.SAME_DAY,),
                since_is_exact=False,
            ),
        ),
        Text("a cancellation on a Wednesday moves back", "水曜日のキャンセル・返品の戻し入れ"),
    ),
)
"""
The settlement of Qoo10 Japan.
"""
