"""
Discounts (割引): the kinds there are, who bears each, and how a shared yen is split.
"""

from __future__ import annotations

from datetime import date
from typing import Final

import attrs

from qoo10model.basics.money import WHOLE, ZERO, Rate, Rounding
from qoo10model.basics.sources import Confidence, Source
from qoo10model.basics.tables import Table
from qoo10model.basics.texts import Labelled, Text
from qoo10model.basics.timelines import Dated, Timeline
from qoo10model.rules import sources


__all__ = ("DISCOUNTS", "CouponGrain", "DiscountKind", "DiscountRules", "OddYen")

LOW, MEDIUM, HIGH = Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH

REFORM: Final = date(2018, 9, 1)
MEGA_PO_START: Final = date(2023, 4, 1)
MEGA_PO_RENEWAL: Final = date(2024, 4, 1)
GUIDE: Final = date(2025, 1, 1)
SUMMER_2026: Final = date(2026, 7, 1)

HALF: Final = Rate.percent("50")


class DiscountKind(Labelled):
    """
    The kind of a discount (割引の種類): it decides who bears it.

    >>> DiscountKind.MEGA_WARI.label.ja
    'メガ割クーポン'
    """

    ITEM = Text("item discount", "商品割引")
    TIME_SALE = Text("time sale", "タイムセール")
    GROUP_BUY = Text("group buy", "共同購入")
    SHOP_COUPON = Text("shop coupon", "SHOPクーポン")
    CART_SELLER = Text("cart discount borne by the seller", "カート割引（販売者負担）")
    CART_COUPON = Text("cart coupon of Qoo10", "カートクーポン（Qoo10負担）")
    MEGA_WARI = Text("mega-wari coupon", "メガ割クーポン")
    MEGA_PO = Text("mega-po coupon", "メガポクーポン")
    UNATTRIBUTED = Text("discount of unknown kind", "種類不明の割引")


class OddYen(Labelled):
    """
    Who bears the odd yen when a shared amount does not halve.

    >>> OddYen.SELLER
    OddYen.SELLER
    """

    SELLER = Text("the seller", "販売者")
    QOO10 = Text("Qoo10", "Qoo10")


class CouponGrain(Labelled):
    """
    On what a coupon is rounded and halved: each unit or the whole line.

    >>> CouponGrain.UNIT
    CouponGrain.UNIT
    """

    UNIT = Text("each unit", "1個ごと")
    LINE = Text("the whole line", "注文番号ごと")


def _share(kind: DiscountKind, *entries: Dated[Rate]) -> tuple[DiscountKind, Timeline[Rate]]:
    return kind, Timeline(
        f"discounts.seller_share[{kind.name}]",
        entries,
        Text(f"seller's share of the {kind.label.en}", f"{kind.label.ja}の販売者負担率"),
    )


def _always(kind: DiscountKind, share: Rate, *who: Source) -> tuple[DiscountKind, Timeline[Rate]]:
    return _share(kind, Dated(REFORM, share, HIGH, who, since_is_exact=False))


@attrs.frozen(eq=False, repr=False)
class DiscountRules:
    """
    The rules of discounts; each field is a dated rule, reached as ``JAPAN.discounts.…``.

    >>> from qoo10model.rules.book import JAPAN
    >>> str(JAPAN.discounts.seller_share[DiscountKind.MEGA_WARI].on(date(2026, 5, 30)))
    '50 %'
    """

    seller_share: Table[DiscountKind, Rate]
    odd_yen: Timeline[OddYen]
    coupon_grain: Timeline[CouponGrain]
    shop_coupon_rounding: Timeline[Rounding]


DISCOUNTS: Final = DiscountRules(
    seller_share=Table(
        "discounts.seller_share",
        (
            _always(DiscountKind.ITEM, WHOLE, sources.AGENCY_MEGAPO_PRICES, sources.SHOP_MANUAL),
            _always(
                DiscountKind.TIME_SALE, WHOLE, sources.AGENCY_MEGAPO_PRICES, sources.SHOP_MANUAL
            ),
            _always(
                DiscountKind.GROUP_BUY, WHOLE, sources.AGENCY_MEGAPO_PRICES, sources.SHOP_MANUAL
            ),
            _always(
                DiscountKind.SHOP_COUPON,
                WHOLE,
                sources.AGENCY_MEGAPO_PRICES,
                sources.AGENCY_COUPONS,
                sources.MEGAPO_GUIDE_2023,
            ),
            _always(DiscountKind.CART_SELLER, WHOLE, sources.QAPI_REFERENCE),
            _always(
                DiscountKind.CART_COUPON,
                ZERO,
                sources.AGENCY_COUPONS,
                sources.AGENCY_MEGAPO_PRICES,
                sources.QAPI_REFERENCE,
            ),
            _share(
                DiscountKind.MEGA_WARI,
                Dated(
                    REFORM,
                    HALF,
                    LOW,
                    (sources.MEGAWARI_SETTLEMENT_GUIDE,),
                    since_is_exact=False,
                    note="when mega-wari began is not known",
                ),
                Dated(
                    GUIDE,
                    HALF,
                    HIGH,
                    (sources.MEGAWARI_SETTLEMENT_GUIDE, sources.AGENCY_MEGAPO_PRICES),
                    since_is_exact=False,
                ),
            ),
            _share(
                DiscountKind.MEGA_PO,
                Dated(
                    MEGA_PO_START,
                    HALF,
                    HIGH,
                    (sources.MEGAPO_GUIDE_2023, sources.AGENCY_MEGAPO),
                    since_is_exact=False,
                    note="of the points; there was no coupon yet",
                ),
                Dated(
                    MEGA_PO_RENEWAL,
                    HALF,
                    MEDIUM,
                    (
                        sources.MEGAPO_GUIDE_2024,
                        sources.AGENCY_MEGAPO,
                        sources.AGENCY_MEGAPO_PRICES,
                    ),
                    since_is_exact=False,
                    note="of the coupon and of the points",
                ),
            ),
        ),
    ),
    odd_yen=Timeline(
        "discounts.odd_yen",
        (
            Dated(
                REFORM,
                OddYen.SELLER,
                LOW,
                (sources.ASSUMPTION,),
                (OddYen.QOO10,),
                since_is_exact=False,
            ),
        ),
        Text("who bears the odd yen of a half", "折半の端数1円の負担者"),
    ),
    coupon_grain=Timeline(
        "discounts.coupon_grain",
        (
            Dated(
                REFORM,
                CouponGrain.UNIT,
                LOW,
                (sources.RANKING_PAGES_2026,),
                (CouponGrain.LINE,),
                since_is_exact=False,
                note="measured on pages that show one unit",
            ),
        ),
        Text("what a coupon is rounded and halved on", "クーポンを丸め、折半する単位"),
    ),
    shop_coupon_rounding=Timeline(
        "discounts.shop_coupon_rounding",
        (
            Dated(
                REFORM,
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
        Text("rounding of a shop coupon in per cent", "SHOPクーポン（率）の端数処理"),
    ),
)
"""
The discounts of Qoo10 Japan.
"""
