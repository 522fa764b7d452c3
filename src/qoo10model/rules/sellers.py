"""
Sellers (販売者): grades, how each is reached and kept, and where a shop is established.
"""

from __future__ import annotations

from datetime import date
from typing import Final

import attrs

from qoo10model.basics.sources import Confidence
from qoo10model.basics.tables import Table
from qoo10model.basics.texts import Labelled, Text
from qoo10model.basics.timelines import Dated, Timeline
from qoo10model.rules import sources


__all__ = ("SELLERS", "Establishment", "Grade", "PayoutAccount", "SellerRules")

LOW, MEDIUM, HIGH = Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH

REFORM: Final = date(2018, 9, 1)
AFTER_2018: Final = date(2019, 1, 1)
READ_AGAIN: Final = date(2024, 1, 1)


class Grade(Labelled):
    """
    The grade of a seller (販売者グレード): it sets the waiting days before settlement, not the fee.

    >>> Grade.POWER.label.ja
    'パワー'
    """

    GENERAL = Text("general", "一般")
    EXCELLENT = Text("excellent", "優良")
    POWER = Text("power", "パワー")


class Establishment(Labelled):
    """
    Where the seller is established (事業者の所在地): it decides the tax on fees.

    >>> Establishment.JAPAN
    Establishment.JAPAN
    """

    JAPAN = Text("in Japan", "国内")
    OUTSIDE_JAPAN = Text("outside Japan", "国外")


class PayoutAccount(Labelled):
    """
    Where the bank account for payouts is (出金口座).

    >>> PayoutAccount.OUTSIDE_JAPAN
    PayoutAccount.OUTSIDE_JAPAN
    """

    JAPAN = Text("in Japan", "国内口座")
    OUTSIDE_JAPAN = Text("outside Japan", "海外口座")


@attrs.frozen(eq=False, repr=False)
class SellerRules:
    """
    The rules of grades; amounts in yen.

    *reach_sales* is what the last 12 months must have sold to reach a grade, *keep_sales* what the
    previous month must have sold to keep it.

    >>> from qoo10model.rules.book import JAPAN
    >>> JAPAN.sellers.reach_sales[Grade.POWER].on(date(2026, 5, 11))
    5000000
    """

    reach_sales: Table[Grade, int]
    keep_sales: Table[Grade, int]


SELLERS: Final = SellerRules(
    reach_sales=Table(
        "sellers.reach_sales",
        (
            (
                Grade.EXCELLENT,
                Timeline(
                    "sellers.reach_sales[EXCELLENT]",
                    (
                        Dated(
                            REFORM,
                            1_000_000,
                            HIGH,
                            (sources.FEE_REFORM_2018,),
                            since_is_exact=False,
                        ),
                        Dated(
                            READ_AGAIN,
                            1_000_000,
                            MEDIUM,
                            (sources.AGENCY_GRADES,),
                            since_is_exact=False,
                        ),
                    ),
                    Text("12-month sales for excellent", "優良に必要な直近12か月の売上"),
                ),
            ),
            (
                Grade.POWER,
                Timeline(
                    "sellers.reach_sales[POWER]",
                    (
                        Dated(
                            REFORM,
                            5_000_000,
                            HIGH,
                            (sources.FEE_REFORM_2018,),
                            since_is_exact=False,
                        ),
                        Dated(
                            READ_AGAIN,
                            5_000_000,
                            MEDIUM,
                            (sources.GRADE_GUIDE, sources.AGENCY_GRADES),
                            since_is_exact=False,
                            note="and a condition on service points that could not be read",
                        ),
                    ),
                    Text("12-month sales for power", "パワーに必要な直近12か月の売上"),
                ),
            ),
        ),
    ),
    keep_sales=Table(
        "sellers.keep_sales",
        (
            (
                Grade.EXCELLENT,
                Timeline(
                    "sellers.keep_sales[EXCELLENT]",
                    (
                        Dated(
                            REFORM,
                            100_000,
                            HIGH,
                            (sources.FEE_REFORM_2018,),
                            since_is_exact=False,
                        ),
                        Dated(
                            AFTER_2018,
                            100_000,
                            LOW,
                            (sources.FEE_REFORM_2018,),
                            since_is_exact=False,
                            note="seen in 2018 only; whether it still holds is not known",
                        ),
                    ),
                    Text("sales a month to stay excellent", "優良の維持に必要な前月の売上"),
                ),
            ),
            (
                Grade.POWER,
                Timeline(
                    "sellers.keep_sales[POWER]",
                    (
                        Dated(
                            REFORM,
                            500_000,
                            HIGH,
                            (sources.FEE_REFORM_2018,),
                            since_is_exact=False,
                        ),
                        Dated(
                            AFTER_2018,
                            500_000,
                            LOW,
                            (sources.FEE_REFORM_2018,),
                            since_is_exact=False,
                            note="seen in 2018 only; whether it still holds is not known",
                        ),
                    ),
                    Text("sales a month to stay power", "パワーの維持に必要な前月の売上"),
                ),
            ),
        ),
    ),
)
"""
The grades of Qoo10 Japan.
"""
