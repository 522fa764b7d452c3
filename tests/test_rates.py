from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model import fees
from qoo10model.basics.errors import (
    InvalidValueError,
    RuleNotKnownError,
    RuleUndecidedError,
    UnknownNameError,
)
from qoo10model.basics.money import Rate, Rounding
from qoo10model.basics.periods import JST
from qoo10model.basics.timelines import Timeline
from qoo10model.discounts import DiscountKind
from qoo10model.orders import OrderStatus
from qoo10model.rates import FoundRate, RateBasis, limits_of, paid_day, rate_of
from qoo10model.rules.book import JAPAN
from qoo10model.sellers import Commissions, Grade, Seller
from tests.settlement_cases import POWER, SILENT, TEN, off, paid, rules_of


EIGHT, NINE = Rate.percent("8"), Rate.percent("9")


def selling(commission: Any) -> Seller:
    """
    A power seller with this commission.
    """
    return Seller(grade=Grade.POWER, commission=commission)


ALL = Commissions(by_item={"A": EIGHT}, by_category={"food": NINE}, otherwise=TEN)
# commission, item, its category, rate, basis, category told
FOUND = {
    "one rate": (TEN, "A", None, TEN, RateBasis.SELLER, ""),
    "one rate needs no category": (TEN, "A", "beuty", TEN, RateBasis.SELLER, ""),
    "the item's own": (ALL, "A", "food", EIGHT, RateBasis.ITEM, ""),
    "the category's": (ALL, "B", "food", NINE, RateBasis.CATEGORY, "food"),
    "otherwise, no category": (ALL, "B", None, TEN, RateBasis.SELLER, ""),
    "otherwise, another category": (ALL, "B", "mobile", TEN, RateBasis.SELLER, "mobile"),
    "a category of the seller's own": (
        Commissions(by_category={"toys": NINE}),
        "B",
        "toys",
        NINE,
        RateBasis.CATEGORY,
        "toys",
    ),
    "published, one rate": (None, "B", "beauty", TEN, RateBasis.PUBLISHED, "beauty"),
    "published beside the seller's table": (
        Commissions(by_item={"A": EIGHT}),
        "B",
        "ladies_fashion",
        TEN,
        RateBasis.PUBLISHED,
        "ladies_fashion",
    ),
}


@pytest.mark.parametrize(
    ("commission", "item", "category", "rate", "basis", "told"), FOUND.values(), ids=FOUND
)
def test_rates_come_from_the_item_then_the_category_then_the_seller(
    commission: Any, item: str, category: str | None, rate: Rate, basis: RateBasis, told: str
) -> None:
    """
    The closest thing that says a rate is believed.
    """
    categories = None if category is None else {item: category}

    found = rate_of(paid(item_code=item), selling(commission), categories=categories)

    assert found == FoundRate(rate, basis, told)


def test_rates_are_dated() -> None:
    """
    The rate of the day of the payment holds, by Japanese days.
    """
    rate = Timeline.own("mine", (date(2026, 5, 1), NINE), (date(2026, 5, 12), TEN))
    for commission in (
        rate,
        Commissions(by_item={"A": rate}),
        Commissions(by_category={"c": rate}),
    ):
        seller = selling(commission)
        evening = paid(paid_at=datetime(2026, 5, 11, 23, 59, 59, tzinfo=JST))
        midnight = paid(paid_at=datetime(2026, 5, 12, tzinfo=JST))

        assert rate_of(evening, seller, categories={"A": "c"}).rate == NINE
        assert rate_of(midnight, seller, categories={"A": "c"}).rate == TEN


def test_before_the_sellers_first_rate_there_is_none() -> None:
    """
    A rate that the seller has since 12 May says nothing about 11 May.
    """
    with pytest.raises(RuleNotKnownError, match="mine is not known before 2026-05-12"):
        rate_of(paid(), selling(Timeline.own("mine", (date(2026, 5, 12), TEN))))


# The row's own SettlePrice: of 6, 7, 8, 9 and 10 % exactly one must give it


@pytest.mark.parametrize(
    ("settle_price", "percent"), [(940, "6"), (930, "7"), (920, "8"), (910, "9"), (900, "10")]
)
def test_the_settle_price_tells_the_rate(settle_price: int, percent: str) -> None:
    """
    Of 1,000 yen each whole per cent leaves another SettlePrice.
    """
    line = paid(platform_settle_price=settle_price)

    assert rate_of(line, SILENT) == FoundRate(Rate.percent(percent), RateBasis.SETTLE_PRICE)


@pytest.mark.parametrize(
    ("unit_price", "settle_price", "percent"),
    [
        # 50 yen: 47, 46.5 → 47, 46, 45.5 → 46, 45
        (50, 47, None),
        (50, 46, None),
        (50, 45, "10"),
        (50, 44, None),
        # 5 and 10 yen: all rates leave 5 and 9
        (5, 5, None),
        (10, 9, None),
        # 0 yen says nothing
        (0, 0, None),
        # 5 % and 11 % are outside the range
        (1_000, 950, None),
        (1_000, 890, None),
        # 9.5 % is no whole per cent
        (1_000, 905, None),
    ],
)
def test_a_settle_price_that_fits_several_rates_or_none_tells_nothing(
    unit_price: int, settle_price: int, percent: str | None
) -> None:
    """
    At low prices several rates round to the same SettlePrice, and then none is taken.
    """
    line = paid(unit_price, platform_settle_price=settle_price)
    if percent is None:
        with pytest.raises(RuleUndecidedError):
            rate_of(line, SILENT)
    else:
        assert rate_of(line, SILENT).rate == Rate.percent(percent)


def test_the_settle_price_is_of_all_units_with_their_options() -> None:
    """
    3 × 1,000 with options of 100: 930 + 930 + 931 = 2,791 at 10 %.
    """
    line = paid(1_000, 3, option_price=100, platform_settle_price=2_791)

    assert rate_of(line, SILENT).rate == TEN


def test_the_settle_price_rounds_as_the_book_says() -> None:
    """
    Where half a yen goes down, 904 of 1,005 yen is 10 %.
    """
    line = paid(1_005, platform_settle_price=904)
    down = rules_of({"fees.settle_price_rounding": "HALF_DOWN"})

    assert rate_of(line, SILENT, rules=down).rate == TEN
    with pytest.raises(RuleUndecidedError):
        rate_of(line, SILENT)


def test_the_settle_price_is_searched_within_the_category() -> None:
    """
    A category of 8 to 10 % has no 7 %, and tells a rate that the whole range leaves open.
    """
    nine = paid(platform_settle_price=910)

    assert rate_of(nine, SILENT, categories={"A": "mobile"}) == FoundRate(
        NINE, RateBasis.SETTLE_PRICE, "mobile"
    )
    with pytest.raises(RuleUndecidedError, match="'mobile' is known only as 8 % – 10 %"):
        rate_of(paid(platform_settle_price=930), SILENT, categories={"A": "mobile"})
    # 50 yen: 8 % leaves 46, 9 % 45.5 → 46, 10 % 45; of 9 to 10 % only 9 % leaves 46.
    fifty = paid(50, platform_settle_price=46)
    assert rate_of(fifty, SILENT, categories={"A": "baby_kids"}).rate == NINE


@pytest.mark.parametrize(
    "facts",
    [
        {"discounts": off(kind, 100)}
        for kind in (
            DiscountKind.ITEM,
            DiscountKind.TIME_SALE,
            DiscountKind.GROUP_BUY,
            DiscountKind.SHOP_COUPON,
            DiscountKind.CART_SELLER,
            DiscountKind.UNATTRIBUTED,
        )
    ]
    + [{"cart_discount_seller": 100}],
)
def test_a_settle_price_with_a_discount_of_the_seller_tells_nothing(facts: Any) -> None:
    """
    How a discount that the seller bears enters the SettlePrice is not known.
    """
    with pytest.raises(RuleUndecidedError):
        rate_of(paid(platform_settle_price=900, **facts), SILENT)


@pytest.mark.parametrize(
    "facts",
    [
        {"discounts": off(DiscountKind.MEGA_WARI, 200)},
        {"discounts": off(DiscountKind.MEGA_PO, 100)},
        {"discounts": off(DiscountKind.CART_COUPON, 300)},
        {"cart_discount_qoo10": 300},
    ],
)
def test_a_discount_of_the_platform_leaves_the_settle_price_alone(facts: Any) -> None:
    """
    With a coupon of the platform the SettlePrice is still that of the list price.
    """
    assert rate_of(paid(platform_settle_price=900, **facts), SILENT).rate == TEN


@given(st.integers(100, 300_000), st.integers(1, 9), st.integers(6, 10))
def test_the_settle_price_of_a_rate_tells_that_rate(
    price: int, quantity: int, percent: int
) -> None:
    """
    From 100 yen on, whole per cents leave SettlePrices that differ, so the rate comes back.
    """
    rate = Rate.percent(percent)
    settles = quantity * rate.complement.of(price, Rounding.HALF_UP)

    assert rate_of(paid(price, quantity, platform_settle_price=settles), SILENT).rate == rate


# Refusals


def test_a_rate_that_nothing_tells_is_refused_with_its_bounds() -> None:
    """
    Without any hint the commission is known only as 6 to 10 %, and the error says how to decide.
    """
    with pytest.raises(RuleUndecidedError) as refused:
        rate_of(paid(), SILENT)

    error = refused.value
    assert error.rule == "sellers.commission"
    assert error.candidates == (Rate.percent("6"), TEN)
    assert error.question.en == "commission of item 'A' is known only as 6 % – 10 %."
    assert error.question.ja == "商品「A」の販売手数料率は6 % – 10 %としか分からない。"
    assert "pass Seller(commission=Rate.percent(…))" in str(error)


def test_a_category_without_one_rate_is_refused_with_its_bounds() -> None:
    """
    Babies' and children's goods pay 9 or 10 %.
    """
    with pytest.raises(RuleUndecidedError) as refused:
        rate_of(paid(), SILENT, categories={"A": "baby_kids"})

    assert refused.value.candidates == (NINE, TEN)


@pytest.mark.parametrize("commission", [None, Commissions(by_category={"food": NINE}), ALL])
def test_a_misspelt_category_is_a_mistake(commission: Any) -> None:
    """
    A category that is neither published nor the seller's is refused with a near name.
    """
    with pytest.raises(UnknownNameError, match="did you mean 'beauty'"):
        rate_of(paid(item_code="B"), selling(commission), categories={"B": "beuty"})


def test_an_item_without_a_category_is_no_mistake() -> None:
    """
    A table of categories need not have every item.
    """
    assert rate_of(paid(item_code="B"), selling(ALL), categories={}).rate == TEN


@pytest.mark.parametrize(
    ("category", "limits"),
    [("", "6 % – 10 %"), ("beauty", "10 %"), ("electronics", "8 % – 10 %"), ("food", "6 % – 10 %")],
)
def test_limits(category: str, limits: str) -> None:
    """
    Each category has its own range, and all of them together 6 to 10 %.
    """
    assert str(limits_of(category, JAPAN).on(date(2026, 5, 11))) == limits


# The day


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (paid(paid_at=None), "order 7 must be paid (got status None, paid_at None)"),
        (paid(status=OrderStatus.AWAITING_PAYMENT), "got status OrderStatus.AWAITING_PAYMENT"),
        (paid(currency="KRW"), "amounts of order 7 must be in JPY (got 'KRW')"),
        (paid(currency=""), "must be in JPY (got '')"),
    ],
)
def test_what_has_no_day_of_payment_in_yen(line: Any, says: str) -> None:
    """
    A line that is unpaid or not in yen has no day that picks its rules.
    """
    for asked in (lambda: paid_day(line), lambda: rate_of(line, POWER)):
        with pytest.raises(InvalidValueError) as refused:
            asked()
        assert says in str(refused.value)


def test_the_day_is_the_japanese_one() -> None:
    """
    The day that picks the rules is the one in Japan.
    """
    assert paid_day(paid(paid_at=datetime(2026, 5, 12, tzinfo=JST))) == date(2026, 5, 12)


def test_fees_offer_the_rates_too() -> None:
    """
    Whoever asks `fees` for the rate of a line gets it there.
    """
    assert fees.rate_of is rate_of
    assert (fees.FoundRate, fees.RateBasis) == (FoundRate, RateBasis)
