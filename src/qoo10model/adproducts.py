"""
Ad products (広告商品): what Qoo10 sells, how each is charged, and what is not known of it.

What is not known is None here, and asking a cost of it raises: pass the price that your screen shows.
Ads are paid in Qcash (Qキャッシュ, 1 Qcash is 1 yen), which is bought or charged from settlement money.
"""

from __future__ import annotations

import unicodedata

from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.effects import doubts_of
from qoo10model.basics.errors import InvalidTypeError, RuleNotKnownError
from qoo10model.basics.periods import check_day
from qoo10model.basics.sources import Confidence, Source
from qoo10model.basics.texts import Labelled, Text
from qoo10model.basics.timelines import Evidence
from qoo10model.basics.uncertainty import Doubt
from qoo10model.rules import sources
from qoo10model.rules.ads import AdProduct, Charge
from qoo10model.rules.book import JAPAN


if TYPE_CHECKING:
    from datetime import date

    from qoo10model.rules.book import RuleBook

__all__ = (
    "PRODUCTS",
    "AdGroup",
    "AdProduct",
    "AdTerms",
    "Charge",
    "DailyPrice",
    "daily_price",
    "product_called",
    "terms_of",
)

_HIGH, _MEDIUM, _LOW = Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW
_MENU: Final = (sources.AUCTION_SCREENS_2026,)


class AdGroup(Labelled):
    """
    Where an ad is seen (広告の掲載先).

    >>> AdGroup.SEARCH.label.ja
    '検索結果広告'
    """

    SEARCH = Text("search results", "検索結果広告")
    SPECIAL_PAGE = Text("special pages", "特集ページ広告")
    OUTSIDE = Text("outside Qoo10", "外部広告")
    MESSAGE = Text("messages to buyers", "メッセージ広告")
    OTHER = Text("elsewhere", "その他")


@attrs.frozen(repr=False)
class AdTerms:
    """
    What is known of an ad *product*: how it is charged, and whether an auction decides; None if unknown.

    *needs_discount* says whether the item must carry a discount. *deduction* is what settlement files
    call its cost (発生項目). *note* says what else is known.
    """

    product: AdProduct
    group: AdGroup
    charge: Charge | None
    is_auction: bool | None
    needs_discount: bool | None
    confidence: Confidence
    sources: tuple[Source, ...]
    deduction: str = ""
    note: Text = Text("", "")

    def __str__(self) -> str:
        how = "charge not known" if self.charge is None else f"charged {self.charge.label}"
        return f"{self.product.label}: {how}"

    def __repr__(self) -> str:
        return f"<AdTerms: {self}>"


PRODUCTS: Final = (
    AdTerms(
        AdProduct.PLUS_KEYWORD,
        AdGroup.SEARCH,
        Charge.OWN_BID,
        True,
        False,
        _HIGH,
        (
            sources.AUCTION_SCREENS_2026,
            sources.AD_MENU_GUIDE,
            sources.SHOP_MANUAL,
            sources.QCASH_GUIDE,
        ),
        "プラス展示広告費",
    ),
    AdTerms(
        AdProduct.PLUS_CATEGORY,
        AdGroup.SEARCH,
        Charge.OWN_BID,
        True,
        None,
        _MEDIUM,
        (sources.AUCTION_SCREENS_2026,),
        "プラス展示広告費",
        Text("shown at the top of a category", "カテゴリー上部に表示"),
    ),
    AdTerms(
        AdProduct.POWER_RANKUP,
        AdGroup.SEARCH,
        Charge.PER_DAY,
        False,
        False,
        _MEDIUM,
        (sources.AGENCY_RANKUP_2024, sources.UNIVERSITY_DIGEST_2025, sources.AD_MENU_GUIDE),
        "パワーランクアップ広告費",
        Text("adds weight in the ranking", "検索順位の加点"),
    ),
    AdTerms(
        AdProduct.SMART_SALES,
        AdGroup.SEARCH,
        Charge.PER_SALE,
        False,
        False,
        _HIGH,
        (sources.SMART_SALES_GUIDE, sources.AD_MENU_GUIDE),
        "スマートセールス広告費",
        Text(
            "the shop sets the rate, a higher one is shown more; range and attribution not known",
            "料率は店舗が設定し、高いほど露出が増える。上下限・計測期間は不明",
        ),
    ),
    AdTerms(
        AdProduct.MEGA_AD,
        AdGroup.SPECIAL_PAGE,
        None,
        None,
        True,
        _MEDIUM,
        (sources.AD_MENU_GUIDE,),
        note=Text("needs an application", "エントリーが必要"),
    ),
    AdTerms(
        AdProduct.PREMIUM_TIME_SALE,
        AdGroup.SPECIAL_PAGE,
        Charge.PER_SLOT,
        False,
        True,
        _MEDIUM,
        (sources.PREMIUM_SLOT_GUIDE, sources.AD_MENU_GUIDE, sources.SETTLEMENT_JOURNAL_TOOL),
        "プレミアムタイムセール枠広告費",
    ),
    AdTerms(
        AdProduct.DAILY_DEAL_PREMIUM,
        AdGroup.SPECIAL_PAGE,
        Charge.PER_DAY,
        False,
        True,
        _MEDIUM,
        (sources.DAILY_DEAL_ARTICLE, sources.AD_MENU_GUIDE),
    ),
    AdTerms(
        AdProduct.DAILY_DEAL_STANDARD,
        AdGroup.SPECIAL_PAGE,
        Charge.PER_DAY,
        False,
        True,
        _MEDIUM,
        (sources.DAILY_DEAL_ARTICLE, sources.AD_MENU_GUIDE),
    ),
    AdTerms(
        AdProduct.GROUP_BUY,
        AdGroup.SPECIAL_PAGE,
        Charge.PER_SLOT,
        False,
        True,
        _MEDIUM,
        (sources.AD_MENU_GUIDE,),
        "共同購入広告費",
        Text("conditions and fee not known", "条件・料金は不明"),
    ),
    AdTerms(
        AdProduct.SINGLE_ONE,
        AdGroup.OUTSIDE,
        Charge.AD_NETWORK,
        None,
        None,
        _MEDIUM,
        (sources.SINGLE_ONE_TOOL, sources.AGENCY_CANCELLATIONS),
        note=Text(
            "ads on Meta, LINE and Google with member data of Qoo10, run by an agency; not Smart Sales",
            "Qoo10会員データを使うMeta・LINE・Google等の広告。代理店が運用。スマートセールスとは別",
        ),
    ),
    AdTerms(AdProduct.SHOP_MAIL, AdGroup.MESSAGE, None, None, None, _HIGH, _MENU),
    AdTerms(AdProduct.PREMIUM_BANNER, AdGroup.OTHER, None, None, None, _HIGH, _MENU),
    AdTerms(AdProduct.OTOKU_PROMOTION, AdGroup.OTHER, None, None, None, _HIGH, _MENU),
    AdTerms(
        AdProduct.SAMPLE_MARKET,
        AdGroup.OTHER,
        None,
        None,
        None,
        _HIGH,
        (*_MENU, sources.SELLER_ARTICLES_2024),
    ),
    AdTerms(AdProduct.REVIEW_EVENT, AdGroup.OTHER, None, None, None, _HIGH, _MENU),
    AdTerms(
        AdProduct.SHOP_PUSH,
        AdGroup.MESSAGE,
        Charge.FREE,
        False,
        False,
        _MEDIUM,
        (sources.SHOP_MANUAL,),
        note=Text("once a week", "週1回"),
    ),
)
"""
What is known of each ad product, as of March 2026.
"""

_TERMS: Final = {terms.product: terms for terms in PRODUCTS}


@attrs.frozen
class DailyPrice:
    """
    The lowest price of a day in yen, and the *doubts* about it.

    >>> DailyPrice(200).amount
    200
    """

    amount: int
    doubts: tuple[Doubt, ...] = ()


def terms_of(product: AdProduct) -> AdTerms:
    """
    Return what is known of *product*; raises `InvalidTypeError` for what is no ad product.

    >>> terms_of(AdProduct.MEGA_AD).charge is None, terms_of(AdProduct.SMART_SALES).charge
    (True, Charge.PER_SALE)
    """
    return _TERMS[_checked(product)]


def product_called(name: str) -> AdProduct | None:
    """
    Return the product that reports or settlement files call *name*, None for another name.

    Plus display of keywords and of categories have one name there; it is taken as the keyword's unless
    the name says category. A daily special (今日の特価) needs its kind, premium or standard.

    >>> product_called("パワーランクアップ広告費"), product_called("プラス展示(カテゴリー)")
    (AdProduct.POWER_RANKUP, AdProduct.PLUS_CATEGORY)
    """
    if not isinstance(name, str):
        raise InvalidTypeError(f"name must be text, as a file has it (got {name!r})")
    text = unicodedata.normalize("NFKC", name).casefold()
    if any(word in text for word in _PLUS):
        is_category = any(word in text for word in _CATEGORY)
        return AdProduct.PLUS_CATEGORY if is_category else AdProduct.PLUS_KEYWORD
    if _DAILY_DEAL in text:
        return next((product for word, product in _DAILY_DEALS if word in text), None)
    return next((product for word, product in _WORDS if word in text), None)


_PLUS: Final = ("プラス展示", "플러스전시", "플러스 전시", "plus")
_CATEGORY: Final = ("カテゴリ", "카테고리", "category")
_DAILY_DEAL: Final = "今日の特価"
_DAILY_DEALS: Final = (
    ("プレミアム", AdProduct.DAILY_DEAL_PREMIUM),
    ("premium", AdProduct.DAILY_DEAL_PREMIUM),
    ("スタンダード", AdProduct.DAILY_DEAL_STANDARD),
    ("standard", AdProduct.DAILY_DEAL_STANDARD),
)
_WORDS: Final = (
    ("パワーランクアップ", AdProduct.POWER_RANKUP),
    ("파워랭크업", AdProduct.POWER_RANKUP),
    ("rankup", AdProduct.POWER_RANKUP),
    ("スマートセールス", AdProduct.SMART_SALES),
    ("스마트세일즈", AdProduct.SMART_SALES),
    ("smart sales", AdProduct.SMART_SALES),
    ("プレミアムタイムセール", AdProduct.PREMIUM_TIME_SALE),
    ("共同購入", AdProduct.GROUP_BUY),
    ("メガ割ad", AdProduct.MEGA_AD),
    ("mega ad", AdProduct.MEGA_AD),
    ("singleone", AdProduct.SINGLE_ONE),
    ("shopmail", AdProduct.SHOP_MAIL),
    ("サンプルマーケット", AdProduct.SAMPLE_MARKET),
    ("レビューイベント", AdProduct.REVIEW_EVENT),
    ("オトクプロモーション", AdProduct.OTOKU_PROMOTION),
)


def daily_price(product: AdProduct, *, on: date, rules: RuleBook = JAPAN) -> DailyPrice:
    """
    Return the lowest price of a day of *product* in yen; what screens ask may be more.

    Raises `RuleNotKnownError` where nobody states one.

    >>> from datetime import date
    >>> price = daily_price(AdProduct.POWER_RANKUP, on=date(2026, 7, 10))
    >>> price.amount, price.doubts[0].alternatives[0].net_change
    (200, 100)
    """
    if _checked(product) not in rules.ads.daily_price:
        msg = (
            f"a price of a day of {product.label} is published nowhere; "
            "pass price= to ad_costs, as your screen shows it"
        )
        raise RuleNotKnownError(msg)
    rule = rules.ads.daily_price[product]
    amount = rule.on(check_day(on, "on"))
    used = (Evidence(rule, rule.entry_on(on)),)
    return DailyPrice(amount, doubts_of(used, lambda _, other: amount - other))


def _checked(product: object) -> AdProduct:
    if type(product) is AdProduct:
        return product
    msg = f"product must be such as AdProduct.PLUS_KEYWORD (got {product!r})"
    raise InvalidTypeError(msg)
