"""
Fees (手数料): extras on top of the commission, the tax on fees, and how they are rounded.

The commission itself is in `qoo10model.rules.commissions`.
"""

from __future__ import annotations

from datetime import date
from typing import Final

import attrs

from qoo10model.basics.money import ZERO, Rate, Rounding
from qoo10model.basics.sources import Confidence, Source
from qoo10model.basics.tables import Table
from qoo10model.basics.texts import Labelled, Text
from qoo10model.basics.timelines import Dated, RateRange, Timeline
from qoo10model.rules import commissions, sources
from qoo10model.rules.commissions import CommissionBase, OptionCommission, ShippingCommission


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
FIRST_RECEIPT: Final = date(2022, 7, 1)


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


def _in_the_guide(name: str, title: Text, value: Rate, *who: Source) -> Timeline[Rate]:
    return Timeline(
        name,
        (
            Dated(REFORM, value, LOW, who, (ZERO,), since_is_exact=False),
            Dated(GUIDE, value, HIGH, who, since_is_exact=False),
        ),
        title,
    )


@attrs.frozen(eq=False, repr=False)
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
    commission=commissions.BY_CATEGORY,
    commission_range=commissions.RANGE,
    commission_step=commissions.STEP,
    settle_price_rounding=commissions.SETTLE_PRICE_ROUNDING,
    commission_base=commissions.BASE,
    commission_on_options=commissions.ON_OPTIONS,
    commission_on_shipping=commissions.ON_SHIPPING,
    preorder_surcharge=_in_the_guide(
        "fees.preorder_surcharge",
        Text("extra for pre-orders", "予約商品の追加手数料"),
        Rate.percent("2"),
        sources.FEE_GUIDE_2025,
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
        Text("is a preparation of 4 to 14 days a pre-order", "商品準備日4〜14日は予約商品か"),
    ),
    overseas_surcharge=_in_the_guide(
        "fees.overseas_surcharge",
        Text("extra for a bank account or delivery abroad", "海外口座・海外配送の追加手数料"),
        Rate.percent("2"),
        sources.FEE_GUIDE_2025,
        sources.FAQ_2026,
    ),
    overseas_scope=Timeline(
        "fees.overseas_scope",
        (
            Dated(
                REFORM,
                OverseasScope.EITHER_ONCE,
                LOW,
                (sources.FEE_GUIDE_2025,),
                (OverseasScope.ACCOUNT_ONLY, OverseasScope.EACH),
                since_is_exact=False,
            ),
            Dated(
                GUIDE,
                OverseasScope.EITHER_ONCE,
                MEDIUM,
                (sources.FEE_GUIDE_2025, sources.FAQ_2026),
                (OverseasScope.ACCOUNT_ONLY, OverseasScope.EACH),
                since_is_exact=False,
                note="an or in the wording; nobody states the extra twice",
            ),
        ),
        Text("when the extra for abroad is due", "海外追加手数料の条件"),
    ),
    external_ad_surcharge=Timeline(
        "fees.external_ad_surcharge",
        (
            Dated(
                REFORM,
                Rate.percent("1"),
                LOW,
                (sources.FEE_GUIDE_2025, sources.MEASURED_RECEIPTS),
                (ZERO,),
                since_is_exact=False,
                note="for orders that came that way; the guide of 2025 lists it, "
                "elsewhere only agencies and tools name it",
            ),
        ),
        Text(
            "extra for external ads and the lowest-price corner",
            "外部広告・最安値コーナーの追加手数料",
        ),
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
                confidence=LOW,
                sources=(sources.MEASURED_RECEIPTS, sources.SETTLEMENT_JOURNAL_TOOL),
                alternatives=(False,),
                since_is_exact=False,
            ),
            Dated(
                since=FIRST_RECEIPT,
                value=True,
                confidence=MEDIUM,
                sources=(sources.MEASURED_RECEIPTS, sources.SETTLEMENT_JOURNAL_TOOL),
                alternatives=(False,),
                since_is_exact=False,
                note="a shop at 10 % paid 11 % and a little more, month after month",
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
