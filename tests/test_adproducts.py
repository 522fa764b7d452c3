from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from qoo10model.adproducts import (
    PRODUCTS,
    AdGroup,
    AdProduct,
    Charge,
    daily_price,
    product_called,
    terms_of,
)
from qoo10model.basics.errors import InvalidTypeError, RuleNotKnownError
from qoo10model.basics.sources import Confidence
from qoo10model.rules.book import JAPAN


ON = date(2026, 7, 10)

# How each product is charged, and whether an auction decides, from the notes the table is made of.
CHARGES = {
    AdProduct.PLUS_KEYWORD: (Charge.OWN_BID, True),
    AdProduct.PLUS_CATEGORY: (Charge.OWN_BID, True),
    AdProduct.POWER_RANKUP: (Charge.PER_DAY, False),
    AdProduct.SMART_SALES: (Charge.PER_SALE, False),
    AdProduct.MEGA_AD: (None, None),
    AdProduct.PREMIUM_TIME_SALE: (Charge.PER_SLOT, False),
    AdProduct.DAILY_DEAL_PREMIUM: (Charge.PER_DAY, False),
    AdProduct.DAILY_DEAL_STANDARD: (Charge.PER_DAY, False),
    AdProduct.GROUP_BUY: (Charge.PER_SLOT, False),
    AdProduct.SINGLE_ONE: (Charge.AD_NETWORK, None),
    AdProduct.SHOP_MAIL: (None, None),
    AdProduct.PREMIUM_BANNER: (None, None),
    AdProduct.OTOKU_PROMOTION: (None, None),
    AdProduct.SAMPLE_MARKET: (None, None),
    AdProduct.REVIEW_EVENT: (None, None),
    AdProduct.SHOP_PUSH: (Charge.FREE, False),
}


def test_every_product_has_its_terms() -> None:
    """
    Each ad product stands in the table once, in order, with sources.
    """
    assert tuple(terms.product for terms in PRODUCTS) == tuple(AdProduct)
    assert all(terms.sources for terms in PRODUCTS)


@pytest.mark.parametrize("product", AdProduct, ids=lambda one: one.name)
def test_how_products_are_charged(product: AdProduct) -> None:
    """
    What is known is as in the notes; what is not is None.
    """
    terms = terms_of(product)
    assert (terms.charge, terms.is_auction) == CHARGES[product]
    assert repr(terms) == f"<AdTerms: {terms}>"
    assert ("not known" in str(terms)) is (terms.charge is None)


def test_the_last_group_needs_a_discount() -> None:
    """
    Ads on special pages need an item discount; Plus display of keywords does not.
    """
    for terms in PRODUCTS:
        if terms.group is AdGroup.SPECIAL_PAGE:
            assert terms.needs_discount is True
    assert terms_of(AdProduct.PLUS_KEYWORD).needs_discount is False
    assert terms_of(AdProduct.PLUS_KEYWORD).confidence is Confidence.HIGH


def test_single_one_is_not_smart_sales() -> None:
    """
    They are two products, of two groups.
    """
    single, smart = terms_of(AdProduct.SINGLE_ONE), terms_of(AdProduct.SMART_SALES)
    assert (single.group, smart.group) == (AdGroup.OUTSIDE, AdGroup.SEARCH)
    assert "not Smart Sales" in single.note.en


PRICES = [
    (AdProduct.POWER_RANKUP, date(2023, 12, 31), 100, []),
    (AdProduct.POWER_RANKUP, date(2024, 1, 1), 100, [-100]),
    (AdProduct.POWER_RANKUP, date(2024, 12, 31), 100, [-100]),
    (AdProduct.POWER_RANKUP, date(2025, 1, 1), 200, [100]),
    (AdProduct.POWER_RANKUP, ON, 200, [100]),
    (AdProduct.DAILY_DEAL_PREMIUM, ON, 3_000, []),
    (AdProduct.DAILY_DEAL_STANDARD, ON, 1_000, []),
]


@pytest.mark.parametrize("product, on, amount, saved", PRICES)
def test_prices(product: AdProduct, on: date, amount: int, saved: list[int]) -> None:
    """
    Power Rankup went from 100 to 200 yen on a day that nobody knows, so both are in doubt.
    """
    price = daily_price(product, on=on)
    assert price.amount == amount
    assert [a.net_change for d in price.doubts for a in d.alternatives] == saved
    assert price.doubts


def test_other_prices_are_a_what_if() -> None:
    """
    A seller who sees 300 yen on the screen says so.
    """
    rule = JAPAN.ads.daily_price[AdProduct.POWER_RANKUP].with_value(300, since=ON)
    price = daily_price(AdProduct.POWER_RANKUP, on=ON, rules=JAPAN.replacing(rule))
    assert (price.amount, price.doubts) == (300, ())


@pytest.mark.parametrize(
    "product", [AdProduct.MEGA_AD, AdProduct.PREMIUM_TIME_SALE, AdProduct.PLUS_KEYWORD]
)
def test_unknown_prices_are_refused(product: AdProduct) -> None:
    """
    A price that nobody states is not invented; the error says how to supply it.
    """
    with pytest.raises(RuleNotKnownError, match="published nowhere; pass price= to ad_costs"):
        daily_price(product, on=ON)


NAMES = [
    ("プラス展示広告費", AdProduct.PLUS_KEYWORD),
    ("プラス展示（カテゴリー）", AdProduct.PLUS_CATEGORY),
    ("AD Plus", AdProduct.PLUS_KEYWORD),
    ("플러스전시 카테고리", AdProduct.PLUS_CATEGORY),
    ("パワーランクアップ広告費", AdProduct.POWER_RANKUP),
    ("파워랭크업", AdProduct.POWER_RANKUP),
    ("スマートセールス広告費", AdProduct.SMART_SALES),
    ("プレミアムタイムセール枠広告費", AdProduct.PREMIUM_TIME_SALE),
    ("共同購入広告費", AdProduct.GROUP_BUY),
    ("メガ割AD", AdProduct.MEGA_AD),
    ("メガ割ＡＤ", AdProduct.MEGA_AD),
    ("今日の特価（プレミアム）", AdProduct.DAILY_DEAL_PREMIUM),
    ("今日の特価 Premium", AdProduct.DAILY_DEAL_PREMIUM),
    ("今日の特価スタンダード枠", AdProduct.DAILY_DEAL_STANDARD),
    ("今日の特価 Standard", AdProduct.DAILY_DEAL_STANDARD),
    ("今日の特価", None),
    ("プレミアムタイムセール", AdProduct.PREMIUM_TIME_SALE),
    ("メガワリ割引金額", None),
    ("Premium banner", None),
    ("その他広告費", None),
    ("", None),
]


@pytest.mark.parametrize("name, product", NAMES, ids=str)
def test_names_in_files(name: str, product: AdProduct | None) -> None:
    """
    Words of reports and settlement files name products; the mega-wari pre-deduction is none.
    """
    assert product_called(name) is product


@pytest.mark.parametrize("terms", PRODUCTS, ids=lambda terms: terms.product.name)
def test_deductions_name_their_product(terms: Any) -> None:
    """
    The word that settlement files use for an ad leads back to it, or to its twin of Plus display.
    """
    if terms.deduction:
        found = product_called(terms.deduction)
        assert found is terms.product or terms.product is AdProduct.PLUS_CATEGORY


@pytest.mark.parametrize("wrong", ["POWER_RANKUP", None, 1, Charge.PER_DAY])
def test_products_are_products(wrong: Any) -> None:
    """
    A name is no product.
    """
    with pytest.raises(InvalidTypeError, match="product must be such as AdProduct"):
        terms_of(wrong)
    with pytest.raises(InvalidTypeError, match="product must be such as AdProduct"):
        daily_price(wrong, on=ON)


def test_a_price_has_a_day() -> None:
    """
    Prices change, so the day is asked for.
    """
    wrong: Any = "2026-07-10"
    with pytest.raises(InvalidTypeError, match=r"(on|day) must be a date"):
        daily_price(AdProduct.POWER_RANKUP, on=wrong)


@pytest.mark.parametrize("wrong", [None, 5, b"AD Plus"])
def test_a_name_is_text(wrong: Any) -> None:
    """
    A number names no product.
    """
    with pytest.raises(InvalidTypeError, match="name must be text"):
        product_called(wrong)
