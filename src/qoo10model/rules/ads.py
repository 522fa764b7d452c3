"""
Ads (広告): the products that Qoo10 sells to sellers, and what is known of their prices.

The auction of Plus display has its rules in `qoo10model.rules.plusdisplay`.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.money import Rounding
from qoo10model.basics.sources import Confidence
from qoo10model.basics.tables import Table
from qoo10model.basics.texts import Labelled, Text
from qoo10model.basics.timelines import Dated, Timeline
from qoo10model.rules import sources


if TYPE_CHECKING:
    from qoo10model.basics.sources import Source

__all__ = (
    "ADS",
    "PER_MILLE",
    "AdProduct",
    "AdRules",
    "Charge",
    "SmartSalesBase",
    "SmartSalesTax",
)

LOW, MEDIUM = Confidence.LOW, Confidence.MEDIUM

REFORM: Final = date(2018, 9, 1)
YEAR_2024: Final = date(2024, 1, 1)
YEAR_2025: Final = date(2025, 1, 1)

PER_MILLE: Final = 1_000
"""
So many impressions are the unit of CPM.
"""


class AdProduct(Labelled):
    """
    An ad product (広告商品).

    >>> AdProduct.POWER_RANKUP.label.ja
    'パワーランクアップ'
    """

    PLUS_KEYWORD = Text("Plus display, keyword", "プラス展示（キーワード）")
    PLUS_CATEGORY = Text("Plus display, category", "プラス展示（カテゴリー）")
    POWER_RANKUP = Text("Power Rankup", "パワーランクアップ")
    SMART_SALES = Text("Smart Sales", "スマートセールス")
    MEGA_AD = Text("Mega AD", "メガ割AD")
    PREMIUM_TIME_SALE = Text("premium time sale", "プレミアムタイムセール")
    DAILY_DEAL_PREMIUM = Text("daily special, premium", "今日の特価（プレミアム）")
    DAILY_DEAL_STANDARD = Text("daily special, standard", "今日の特価（スタンダード）")
    GROUP_BUY = Text("group buy", "共同購入")
    SINGLE_ONE = Text("SingleOne AD", "SingleOne AD（外部広告）")
    SHOP_MAIL = Text("ShopMail AD", "ShopMail AD（メール広告）")
    PREMIUM_BANNER = Text("QSpecial premium banner", "QSpecialプレミアムバナー")
    OTOKU_PROMOTION = Text("Otoku promotion", "オトクプロモーション")
    SAMPLE_MARKET = Text("sample market", "サンプルマーケット")
    REVIEW_EVENT = Text("review event", "レビューイベント")
    SHOP_PUSH = Text("push message to followers", "フォロワーへのPUSH")


class Charge(Labelled):
    """
    How an ad is charged (課金方式).

    >>> Charge.PER_SALE.label.ja
    '販売ごと（成果報酬）'
    """

    OWN_BID = Text("by the day, what was bid", "1日ごとの入札額")
    PER_DAY = Text("by the day, a fixed price", "1日ごとの固定額")
    PER_SLOT = Text("by the day or slot, a fixed price", "日・枠ごとの固定額")
    PER_SALE = Text("a part of each sale", "販売ごと（成果報酬）")
    AD_NETWORK = Text("what ad networks outside Qoo10 charge", "外部広告媒体の課金")
    FREE = Text("free", "無料")


class SmartSalesBase(Labelled):
    """
    What the commission of Smart Sales is taken of (スマートセールスの課金対象額).

    >>> SmartSalesBase.GROSS
    SmartSalesBase.GROSS
    """

    GROSS = Text("the price before coupons", "クーポン適用前の販売金額")
    BUYER_PAID = Text("what the buyer paid", "購入者の支払額")


class SmartSalesTax(Labelled):
    """
    Whether consumption tax comes on top of the commission of Smart Sales (スマートセールスの消費税).

    >>> SmartSalesTax.ON_TOP
    SmartSalesTax.ON_TOP
    """

    ON_TOP = Text("comes on top", "別途加算")
    INCLUDED = Text("is included", "税込")


@attrs.frozen(eq=False, repr=False)
class AdRules:
    """
    Prices of ads in yen, as far as anybody states them; *daily_price* is the lowest price of a day.

    >>> from qoo10model.rules.book import JAPAN
    >>> JAPAN.ads.daily_price[AdProduct.POWER_RANKUP].on(date(2026, 5, 1))
    200
    """

    daily_price: Table[AdProduct, int]
    smart_sales_base: Timeline[SmartSalesBase]
    smart_sales_rounding: Timeline[Rounding]
    smart_sales_tax: Timeline[SmartSalesTax]


def _price(product: AdProduct, *entries: Dated[int]) -> tuple[AdProduct, Timeline[int]]:
    return product, Timeline(
        f"ads.daily_price[{product.name}]",
        entries,
        Text(f"price of a day: {product.label.en}", f"1日の料金（{product.label.ja}）"),
    )


def _special(product: AdProduct, price: int, who: Source) -> tuple[AdProduct, Timeline[int]]:
    return _price(
        product,
        Dated(REFORM, price, LOW, (who,), since_is_exact=False),
        Dated(
            YEAR_2024,
            price,
            MEDIUM,
            (who,),
            since_is_exact=False,
            note="the article is undated, of about 2024",
        ),
    )


ADS: Final = AdRules(
    daily_price=Table(
        "ads.daily_price",
        (
            _price(
                AdProduct.POWER_RANKUP,
                Dated(
                    REFORM,
                    100,
                    LOW,
                    (sources.AGENCY_RANKUP_2024,),
                    since_is_exact=False,
                    note="the lowest price; stated about 2024",
                ),
                Dated(
                    YEAR_2024,
                    100,
                    MEDIUM,
                    (sources.AGENCY_RANKUP_2024,),
                    (200,),
                    since_is_exact=False,
                    note="the day of the change, between 2024 and 2025, is not known",
                ),
                Dated(
                    YEAR_2025,
                    200,
                    MEDIUM,
                    (sources.UNIVERSITY_DIGEST_2025,),
                    (100,),
                    since_is_exact=False,
                    note="the day of the change, between 2024 and 2025, is not known",
                ),
            ),
            _special(AdProduct.DAILY_DEAL_PREMIUM, 3_000, sources.DAILY_DEAL_ARTICLE),
            _special(AdProduct.DAILY_DEAL_STANDARD, 1_000, sources.DAILY_DEAL_ARTICLE),
        ),
    ),
    smart_sales_base=Timeline(
        "ads.smart_sales_base",
        (
            Dated(
                REFORM,
                SmartSalesBase.GROSS,
                LOW,
                (sources.ASSUMPTION,),
                (SmartSalesBase.BUYER_PAID,),
                since_is_exact=False,
                note="the export shows an amount sold and does not say of what it is charged",
            ),
        ),
        Text("base of the commission of Smart Sales", "スマートセールスの課金対象額"),
    ),
    smart_sales_rounding=Timeline(
        "ads.smart_sales_rounding",
        (
            Dated(
                REFORM,
                Rounding.HALF_UP,
                LOW,
                (sources.ASSUMPTION,),
                (Rounding.UP, Rounding.DOWN),
                since_is_exact=False,
            ),
        ),
        Text("rounding of the commission of Smart Sales", "スマートセールス広告費の端数処理"),
    ),
    smart_sales_tax=Timeline(
        "ads.smart_sales_tax",
        (
            Dated(
                REFORM,
                SmartSalesTax.ON_TOP,
                LOW,
                (sources.ASSUMPTION,),
                (SmartSalesTax.INCLUDED,),
                since_is_exact=False,
                note="as with the fees of the platform",
            ),
        ),
        Text("tax on the commission of Smart Sales", "スマートセールス広告費の消費税"),
    ),
)
"""
The ads of Qoo10 Japan.
"""
