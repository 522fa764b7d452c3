"""
Fees (手数料): commission by category, extras on top, tax on them, and how they are rounded.

Commission depends on the category since 2018-09-01. Which sub-category pays which rate is published
nowhere that could be read, so the table holds ranges; a seller states the own rate.
"""

from __future__ import annotations

from datetime import date
from typing import Final

import attrs

from qoo10model.basics.money import ZERO, Rate, Rounding
from qoo10model.basics.texts import Labelled, Text
from qoo10model.basics.timelines import (
    UNDECIDED,
    Confidence,
    Dated,
    RateRange,
    Source,
    Table,
    Timeline,
)
from qoo10model.rules import sources


__all__ = (
    "FEES",
    "CommissionBase",
    "FeeRules",
    "OptionCommission",
    "OverseasScope",
    "ShippingCommission",
    "SurchargeBase",
    "TaxGrain",
)

LOW, MEDIUM, HIGH = Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH

REFORM: Final = date(2018, 9, 1)
GUIDE: Final = date(2025, 1, 1)
MEGA_FEE_SEEN: Final = date(2026, 1, 1)


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


class SurchargeBase(Labelled):
    """
    The price that the extra rates are taken of.

    >>> SurchargeBase.LIST_PRICE
    SurchargeBase.LIST_PRICE
    """

    LIST_PRICE = Text("the price before coupons", "クーポン適用前の価格")
    BUYER_PAID = Text("what the buyer paid", "購入者の支払額")
    AFTER_SELLER_SHARE = Text("the price less the seller's share", "販売者負担分を除いた価格")


class OverseasScope(Labelled):
    """
    When the extra for abroad is due: the account for payouts, the destination, or both.

    >>> OverseasScope.EITHER_ONCE
    OverseasScope.EITHER_ONCE
    """

    EITHER_ONCE = Text("account or destination abroad, once", "海外口座または海外配送で1回")
    ACCOUNT_ONLY = Text("only an account abroad", "海外口座のみ")
    EACH = Text("once for each", "それぞれにかかる")


class TaxGrain(Labelled):
    """
    On what the tax on fees is rounded: a unit, a line, or the month's invoice.

    >>> TaxGrain.LINE
    TaxGrain.LINE
    """

    LINE = Text("once a line", "注文番号ごと")
    UNIT = Text("on each unit", "1個ごと")
    INVOICE = Text("once on the month's invoice", "月次の領収書で1回")


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
        advice="pass Seller(commission=Rate.percent(…)), or a rate for the item or the category",
    )


def _seen_late(
    name: str, title: Text, value: Rate, *, source: Source, sure: Confidence, seen: date
) -> Timeline[Rate]:
    return Timeline(
        name,
        (
            Dated(REFORM, value, LOW, (source,), (ZERO,), since_is_exact=False),
            Dated(seen, value, sure, (source,), since_is_exact=False),
        ),
        title,
    )


@attrs.frozen
class FeeRules:
    """
    The rules of fees; each field is a dated rule, reached as ``JAPAN.fees.…``.

    >>> from qoo10model.rules.book import JAPAN
    >>> str(JAPAN.fees.commission["food"].on(date(2026, 5, 11)))
    '6 % – 10 %'
    """

    commission: Table[str, RateRange]
    commission_range: Timeline[RateRange]
    commission_step: Timeline[Rate]
    settle_price_rounding: Timeline[Rounding]
    commission_base: Timeline[CommissionBase]
    commission_on_options: Timeline[OptionCommission]
    commission_on_shipping: Timeline[ShippingCommission]
    preorder_surcharge: Timeline[Rate]
    preparation_is_preorder: Timeline[bool]
    overseas_surcharge: Timeline[Rate]
    overseas_scope: Timeline[OverseasScope]
    external_ad_surcharge: Timeline[Rate]
    mega_surcharge: Timeline[Rate]
    mega_support_fee: Timeline[Rate]
    mega_po_fee: Timeline[Rate]
    surcharge_base: Timeline[SurchargeBase]
    surcharge_rounding: Timeline[Rounding]
    payment_service_fee: Timeline[Rate]
    fees_exclude_tax: Timeline[bool]
    tax_rate: Timeline[Rate]
    tax_rounding: Timeline[Rounding]
    tax_grain: Timeline[TaxGrain]


FEES: Final = FeeRules(
    commission=Table(
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
    ),
    commission_range=Timeline(
        "fees.commission_range",
        (
            Dated(
                REFORM,
                RateRange(Rate.percent("6"), Rate.percent("10")),
                HIGH,
                (sources.FEE_REFORM_2018, sources.OLD_FEE_NOTE),
                note="by category, the same for all grades; no joining fee, no monthly fee",
            ),
        ),
        Text("range of all commissions", "販売手数料の範囲"),
        advice="pass Seller(commission=Rate.percent(…)), or a rate for the item or the category",
    ),
    commission_step=Timeline(
        "fees.commission_step",
        (
            Dated(
                REFORM,
                Rate.percent("1"),
                LOW,
                (sources.ASSUMPTION, sources.FEE_GUIDE_2025),
                note="every published rate is a whole per cent",
            ),
        ),
        Text("steps between commissions", "販売手数料の刻み"),
    ),
    settle_price_rounding=Timeline(
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
    ),
    commission_base=Timeline(
        "fees.commission_base",
        (
            Dated(
                REFORM,
                UNDECIDED,
                LOW,
                (sources.ASSUMPTION,),
                (CommissionBase.LIST_PRICE, CommissionBase.AFTER_DISCOUNT),
                since_is_exact=False,
                note="no order with a seller's own discount was ever published",
            ),
        ),
        Text(
            "is commission taken before or after the seller's own discount",
            "販売店負担割引の前と後のどちらに販売手数料がかかるか",
        ),
        advice="JAPAN.replacing(JAPAN.fees.commission_base.with_value("
        "CommissionBase.LIST_PRICE, since=…))",
    ),
    commission_on_options=Timeline(
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
    ),
    commission_on_shipping=Timeline(
        "fees.commission_on_shipping",
        (
            Dated(
                REFORM,
                UNDECIDED,
                LOW,
                (sources.ASSUMPTION,),
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
    ),
    preorder_surcharge=_seen_late(
        "fees.preorder_surcharge",
        Text("extra for pre-orders", "予約商品の追加手数料"),
        Rate.percent("2"),
        source=sources.FEE_GUIDE_2025,
        sure=HIGH,
        seen=GUIDE,
    ),
    preparation_is_preorder=Timeline(
        "fees.preparation_is_preorder",
        (
            Dated(
                since=REFORM,
                value=True,
                confidence=LOW,
                sources=(sources.QAPI_REFERENCE,),
                alternatives=(False,),
                since_is_exact=False,
                note="the API calls a preparation of 4 or more days a reserved dispatch",
            ),
        ),
        Text("a preparation of 4 to 14 days is a pre-order", "商品準備日4〜14日は予約商品か"),
    ),
    overseas_surcharge=_seen_late(
        "fees.overseas_surcharge",
        Text("extra for abroad", "海外口座・海外配送の追加手数料"),
        Rate.percent("2"),
        source=sources.FEE_GUIDE_2025,
        sure=HIGH,
        seen=GUIDE,
    ),
    overseas_scope=Timeline(
        "fees.overseas_scope",
        (
            Dated(
                REFORM,
                OverseasScope.EITHER_ONCE,
                MEDIUM,
                (sources.FEE_GUIDE_2025, sources.FAQ_2026),
                (OverseasScope.ACCOUNT_ONLY, OverseasScope.EACH),
                since_is_exact=False,
            ),
        ),
        Text("when the extra for abroad is due", "海外追加手数料の条件"),
    ),
    external_ad_surcharge=_seen_late(
        "fees.external_ad_surcharge",
        Text("extra for external ads", "外部広告・最安値コーナーの追加手数料"),
        Rate.percent("1"),
        source=sources.FEE_GUIDE_2025,
        sure=HIGH,
        seen=GUIDE,
    ),
    mega_surcharge=Timeline(
        "fees.mega_surcharge",
        (
            Dated(
                REFORM,
                Rate.percent("1"),
                LOW,
                (sources.FAQ_2026,),
                (ZERO,),
                since_is_exact=False,
                note="when it began is not known",
            ),
            Dated(
                MEGA_FEE_SEEN,
                Rate.percent("1"),
                MEDIUM,
                (sources.FAQ_2026, sources.MARGIN_TOOL),
                (ZERO,),
                since_is_exact=False,
                note="missing in the official list of extras of 2025",
            ),
        ),
        Text("extra in mega-wari", "メガ割の追加手数料"),
    ),
    mega_support_fee=Timeline(
        "fees.mega_support_fee",
        (
            Dated(
                REFORM,
                ZERO,
                LOW,
                (sources.MARGIN_TOOL,),
                (Rate.percent("0.5"),),
                since_is_exact=False,
                note="one tool charges half a per cent more as support of the discount",
            ),
        ),
        Text("support fee in mega-wari", "メガ割の割引支援手数料"),
    ),
    mega_po_fee=Timeline(
        "fees.mega_po_fee",
        (
            Dated(
                REFORM,
                ZERO,
                LOW,
                (sources.ASSUMPTION,),
                since_is_exact=False,
                note="no fee for joining mega-po was found",
            ),
        ),
        Text("fee for joining mega-po", "メガポの参加手数料"),
    ),
    surcharge_base=Timeline(
        "fees.surcharge_base",
        (
            Dated(
                REFORM,
                SurchargeBase.LIST_PRICE,
                LOW,
                (sources.ASSUMPTION, sources.MARGIN_TOOL),
                (SurchargeBase.BUYER_PAID, SurchargeBase.AFTER_SELLER_SHARE),
                since_is_exact=False,
                note="four formulas are in use; commission itself is measured on the list price",
            ),
        ),
        Text("base of the extras", "追加手数料の対象額"),
    ),
    surcharge_rounding=Timeline(
        "fees.surcharge_rounding",
        (
            Dated(
                REFORM,
                Rounding.HALF_UP,
                LOW,
                (sources.ASSUMPTION,),
                (Rounding.DOWN, Rounding.UP),
                since_is_exact=False,
                note="per unit, like the settlement price",
            ),
        ),
        Text("rounding of an extra", "追加手数料の端数処理"),
    ),
    payment_service_fee=Timeline(
        "fees.payment_service_fee",
        (
            Dated(
                REFORM,
                ZERO,
                LOW,
                (sources.SHOP_MANUAL, sources.MARGIN_TOOL),
                since_is_exact=False,
                note="named once as a deduction; a rate was found nowhere",
            ),
        ),
        Text("payment service fee", "決済サービス利用料"),
    ),
    fees_exclude_tax=Timeline(
        "fees.fees_exclude_tax",
        (
            Dated(
                since=REFORM,
                value=True,
                confidence=MEDIUM,
                sources=(sources.SETTLEMENT_JOURNAL_TOOL, sources.MEASURED_RECEIPTS),
                alternatives=(False,),
                since_is_exact=False,
            ),
        ),
        Text("consumption tax comes on top of the fees", "手数料は税抜（消費税が加算される）"),
    ),
    tax_rate=Timeline(
        "fees.tax_rate",
        (
            Dated(date(2014, 4, 1), Rate.percent("8"), HIGH, (sources.TAX_LAW,)),
            Dated(date(2019, 10, 1), Rate.percent("10"), HIGH, (sources.TAX_LAW,)),
        ),
        Text("consumption tax on fees", "手数料の消費税率"),
    ),
    tax_rounding=Timeline(
        "fees.tax_rounding",
        (
            Dated(
                REFORM,
                Rounding.HALF_UP,
                LOW,
                (sources.SETTLEMENT_JOURNAL_TOOL,),
                (Rounding.DOWN, Rounding.UP),
                since_is_exact=False,
            ),
        ),
        Text("rounding of the tax on fees", "手数料の消費税の端数処理"),
    ),
    tax_grain=Timeline(
        "fees.tax_grain",
        (
            Dated(
                REFORM,
                TaxGrain.LINE,
                LOW,
                (sources.SETTLEMENT_JOURNAL_TOOL,),
                (TaxGrain.UNIT, TaxGrain.INVOICE),
                since_is_exact=False,
            ),
        ),
        Text("what the tax on fees is rounded on", "手数料の消費税を丸める単位"),
    ),
)
"""
The fees of Qoo10 Japan.
"""
