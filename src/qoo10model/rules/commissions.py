"""
Commission (販売手数料): its range by category, its rounding, and what it is taken of.

Commission depends on the category since 2018-09-01. Which sub-category pays which rate is published
nowhere that could be read, so the table holds ranges; a seller states the own rate.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from qoo10model.basics.money import Rate, Rounding
from qoo10model.basics.sources import Confidence
from qoo10model.basics.tables import Table
from qoo10model.basics.texts import Labelled, Text
from qoo10model.basics.timelines import UNDECIDED, Dated, RateRange, Timeline
from qoo10model.rules import sources


__all__ = (
    "BASE",
    "BY_CATEGORY",
    "ON_OPTIONS",
    "ON_SHIPPING",
    "RANGE",
    "SETTLE_PRICE_ROUNDING",
    "STEP",
    "CommissionBase",
    "OptionCommission",
    "ShippingCommission",
)

LOW, MEDIUM, HIGH = Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH

REFORM: Final = date(2018, 9, 1)
GUIDE: Final = date(2025, 1, 1)

_STATE_IT: Final = "pass Seller(commission=Rate.percent(…)), or a rate for the item or the category"


class CommissionBase(Labelled):
    """
    The price that commission is taken of when the seller gave a discount of his own.

    >>> CommissionBase.LIST_PRICE
    CommissionBase.LIST_PRICE
    """

    LIST_PRICE = Text("the price before the seller's discount", "販売店負担割引前の価格")
    AFTER_DISCOUNT = Text("the price after the seller's discount", "販売店負担割引後の価格")


class ShippingCommission(Labelled):
    """
    Whether shipping that the buyer paid is charged commission.

    >>> ShippingCommission.NONE.label.ja
    '送料に手数料はかからない'
    """

    NONE = Text("no commission on shipping", "送料に手数料はかからない")
    SAME_RATE = Text("the item's rate on shipping too", "送料にも商品と同じ料率がかかる")


class OptionCommission(Labelled):
    """
    Whether the surcharge of an option (オプション価格) is charged commission.

    >>> OptionCommission.INCLUDED
    OptionCommission.INCLUDED
    """

    INCLUDED = Text("options are charged like the price", "オプション価格も対象")
    EXCLUDED = Text("options are free of commission", "オプション価格は対象外")


def _group(key: str, ja: str, lowest: str, highest: str) -> tuple[str, Timeline[RateRange]]:
    value = RateRange(Rate.percent(lowest), Rate.percent(highest))
    note = "the Japanese name of the group is a rendering of the Korean digest"
    return key, Timeline(
        f"fees.commission[{key}]",
        (
            Dated(REFORM, value, LOW, (sources.FEE_GUIDE_2025,), since_is_exact=False, note=note),
            Dated(GUIDE, value, HIGH, (sources.FEE_GUIDE_2025,), since_is_exact=False, note=note),
        ),
        Text(f"commission of {key.replace('_', ' ')}", f"販売手数料（{ja}）"),
        advice=_STATE_IT,
    )


BY_CATEGORY: Final = Table(
    "fees.commission",
    (
        _group("ladies_fashion", "レディースファッション", "10", "10"),
        _group("beauty", "ビューティー・コスメ", "10", "10"),
        _group("mens_sports", "メンズ・スポーツ", "6", "10"),
        _group("electronics", "家電・PC・ゲーム", "8", "10"),
        _group("mobile", "スマホ・イヤホン", "8", "10"),
        _group("daily_goods", "日用品・生活", "6", "10"),
        _group("food", "食品・健康食品・ドリンク", "6", "10"),
        _group("baby_kids", "ベビー・キッズ", "9", "10"),
        _group("entertainment", "エンタメ・eチケット", "6", "10"),
    ),
)
"""
The range of each group of categories.
"""

RANGE: Final = Timeline(
    "fees.commission_range",
    (
        Dated(
            REFORM,
            RateRange(Rate.percent("6"), Rate.percent("10")),
            HIGH,
            (sources.FEE_REFORM_2018, sources.FEE_REFORM_TRADE_NEWS, sources.FEE_GUIDE_2025),
            note="by category, the same for all grades; no joining fee, no monthly fee",
        ),
    ),
    Text("range of all commissions", "販売手数料の範囲"),
    advice=_STATE_IT,
)
"""
The range that all commissions lie in.
"""

STEP: Final = Timeline(
    "fees.commission_step",
    (
        Dated(
            REFORM,
            Rate.percent("1"),
            LOW,
            (sources.ASSUMPTION, sources.FEE_GUIDE_2025),
            since_is_exact=False,
            note="every published rate is a whole per cent",
        ),
    ),
    Text("steps between commissions", "販売手数料の刻み"),
)
"""
The step in which commissions differ.
"""

SETTLE_PRICE_ROUNDING: Final = Timeline(
    "fees.settle_price_rounding",
    (
        Dated(
            REFORM,
            Rounding.HALF_UP,
            LOW,
            (sources.MEASURED_ORDERS,),
            (Rounding.HALF_DOWN,),
            since_is_exact=False,
            note="per unit and to the nearest yen is measured; the half-way case is not",
        ),
    ),
    Text("rounding of the settlement price of a unit", "供給原価（1個）の端数処理"),
)
"""
How the seller's side of a unit is rounded; commission is the rest.
"""

BASE: Final = Timeline(
    "fees.commission_base",
    (
        Dated(
            REFORM,
            UNDECIDED,
            LOW,
            (sources.MEASURED_ORDERS,),
            (CommissionBase.LIST_PRICE, CommissionBase.AFTER_DISCOUNT),
            since_is_exact=False,
            note="none of the measured orders had a discount of the seller's own",
        ),
    ),
    Text(
        "is commission taken before or after the seller's own discount",
        "販売店負担割引の前と後のどちらに販売手数料がかかるか",
    ),
    advice="JAPAN.replacing(JAPAN.fees.commission_base.with_value("
    "CommissionBase.LIST_PRICE, since=…))",
)
"""
What commission is taken of where the seller gave a discount of his own.
"""

ON_OPTIONS: Final = Timeline(
    "fees.commission_on_options",
    (
        Dated(
            REFORM,
            OptionCommission.INCLUDED,
            LOW,
            (sources.ASSUMPTION,),
            (OptionCommission.EXCLUDED,),
            since_is_exact=False,
        ),
    ),
    Text("commission on option prices", "オプション価格への販売手数料"),
)
"""
Whether option prices are charged commission.
"""

ON_SHIPPING: Final = Timeline(
    "fees.commission_on_shipping",
    (
        Dated(
            REFORM,
            UNDECIDED,
            LOW,
            (sources.PRICE_TOOL,),
            (ShippingCommission.NONE, ShippingCommission.SAME_RATE),
            since_is_exact=False,
            note="one public tool charges its rate on shipping too; nothing official",
        ),
    ),
    Text(
        "is shipping that the buyer paid charged commission",
        "購入者が支払った送料に販売手数料がかかるか",
    ),
    advice="JAPAN.replacing(JAPAN.fees.commission_on_shipping.with_value("
    "ShippingCommission.NONE, since=…))",
)
"""
Whether shipping that the buyer paid is charged commission.
"""
