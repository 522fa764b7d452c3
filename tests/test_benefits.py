from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.basics.errors import InvalidTypeError, RuleNotKnownError
from qoo10model.basics.findings import Severity
from qoo10model.basics.money import WHOLE, ZERO, Rate, Rounding
from qoo10model.basics.periods import JST
from qoo10model.basics.sources import Confidence
from qoo10model.basics.timelines import RateRange
from qoo10model.coupons import (
    BenefitBase,
    BenefitKind,
    Combining,
    Condition,
    SetBy,
    all_benefits,
    benefit,
    check_together,
)
from qoo10model.discounts import SELLER_KINDS, DiscountKind, seller_part, stack
from qoo10model.rules.book import JAPAN


DAY = date(2026, 8, 3)
HALF = Rate.percent("50")
K = BenefitKind


@pytest.mark.parametrize(
    "kind, booked, share, base",
    [
        (K.ITEM_DISCOUNT, DiscountKind.ITEM, WHOLE, BenefitBase.LIST_PRICE),
        (K.TIME_SALE, DiscountKind.TIME_SALE, WHOLE, BenefitBase.LIST_PRICE),
        (K.DAILY_DEAL, DiscountKind.TIME_SALE, WHOLE, BenefitBase.LIST_PRICE),
        (K.GROUP_BUY, DiscountKind.GROUP_BUY, WHOLE, BenefitBase.LIST_PRICE),
        (K.SHOP_COUPON, DiscountKind.SHOP_COUPON, WHOLE, BenefitBase.SELLING_PRICE),
        (K.FOLLOWER_COUPON, DiscountKind.SHOP_COUPON, WHOLE, BenefitBase.SELLING_PRICE),
        (K.MEGA_WARI_COUPON, DiscountKind.MEGA_WARI, HALF, BenefitBase.SELLING_PRICE),
        (K.MEGA_PO_COUPON, DiscountKind.MEGA_PO, HALF, BenefitBase.SELLING_PRICE),
        (K.MEGA_PO_POINTS, DiscountKind.MEGA_PO, HALF, BenefitBase.AFTER_COUPONS),
        (K.CART_COUPON, DiscountKind.CART_COUPON, ZERO, BenefitBase.CART),
        (K.TODAYS_COUPON, DiscountKind.CART_COUPON, ZERO, BenefitBase.CART),
        (K.BIRTHDAY_COUPON, DiscountKind.CART_COUPON, ZERO, BenefitBase.CART),
        (K.REVIEW_POINTS, None, WHOLE, BenefitBase.REVIEW),
        (K.SET_DISCOUNT, None, WHOLE, BenefitBase.PURCHASE),
        (K.GIFT, None, WHOLE, BenefitBase.PURCHASE),
    ],
)
def test_each_benefit_says_who_bears_it_and_of_what(
    kind: BenefitKind, booked: DiscountKind | None, share: Rate, base: BenefitBase
) -> None:
    """
    Sales and shop coupons are the seller's, events are halved, cart coupons are Qoo10's.
    """
    found = benefit(kind, on=DAY)
    assert (found.kind, found.booked_as, found.seller_share, found.base) == (
        kind,
        booked,
        share,
        base,
    )
    seller_sets = booked is None or booked in SELLER_KINDS
    assert found.set_by is (SetBy.SELLER if seller_sets else SetBy.QOO10)


@pytest.mark.parametrize(
    "kind, rate, cap, minimum, rounding",
    [
        (K.ITEM_DISCOUNT, RateRange(Rate.percent("1"), Rate.percent("49")), None, None, None),
        (K.SHOP_COUPON, None, None, None, Rounding.HALF_UP),
        (K.FOLLOWER_COUPON, None, None, None, Rounding.HALF_UP),
        (K.MEGA_WARI_COUPON, Rate.percent("20"), 10_000, None, Rounding.HALF_UP),
        (K.MEGA_PO_COUPON, Rate.percent("10"), 10_000, 100, Rounding.HALF_UP),
        (K.MEGA_PO_POINTS, Rate.percent("10"), 10_000, None, Rounding.HALF_UP),
        (K.CART_COUPON, None, None, None, None),
        (K.TIME_SALE, None, None, None, None),
    ],
)
def test_a_benefit_has_the_figures_that_qoo10_sets(
    kind: BenefitKind, rate: Any, cap: int | None, minimum: int | None, rounding: Rounding | None
) -> None:
    """
    Rate, cap, smallest order and rounding of events; what the seller sets is open.
    """
    found = benefit(kind, on=DAY)
    assert (found.rate, found.cap, found.minimum_order, found.rounding) == (
        rate,
        cap,
        minimum,
        rounding,
    )


def test_conditions_and_what_is_not_known() -> None:
    """
    A shop coupon is for the whole shop and may ask for an order; its limits nobody published.
    """
    found = benefit(K.SHOP_COUPON, on=DAY)
    assert found.conditions == (
        Condition.WHOLE_SHOP,
        Condition.MINIMUM_ORDER,
        Condition.FOLLOWERS_ONLY,
    )
    assert [text.ja for text in found.not_known] == ["割引率の上下限・予算"]
    assert [text.en for text in benefit(K.MEGA_WARI_COUPON, on=DAY).not_known] == ["smallest order"]
    assert Condition.ONCE_PER_EVENT in benefit(K.CART_COUPON, on=DAY).conditions
    assert str(found) == "shop coupon: 100 % borne by the seller, of the price that is shown"
    terms = JAPAN.coupons.benefits[K.CART_COUPON].on(DAY)
    assert str(terms) == (
        "set by Qoo10; of the sum of the cart; smallest order, one for each customer and event"
    )


@pytest.mark.parametrize(
    "kind, confidence",
    [
        (K.SHOP_COUPON, Confidence.HIGH),
        (K.MEGA_PO_COUPON, Confidence.MEDIUM),  # the half, M–H in one file
        (K.MEGA_WARI_COUPON, Confidence.LOW),  # the cap
        (K.REVIEW_POINTS, Confidence.MEDIUM),
        (K.GIFT, Confidence.LOW),
    ],
)
def test_a_benefit_is_as_sure_as_its_least_sure_rule(
    kind: BenefitKind, confidence: Confidence
) -> None:
    """
    One low rule makes the benefit low.
    """
    assert benefit(kind, on=DAY).confidence is confidence


def test_every_kind_is_a_benefit() -> None:
    """
    All fifteen are listed, each with the rules it rests on.
    """
    found = all_benefits(on=DAY)
    assert [one.kind for one in found] == list(BenefitKind)
    assert all(one.rules for one in found)
    assert len({hash(one) for one in found}) == 15


@pytest.mark.parametrize(
    "kind, first", [(K.SHOP_COUPON, date(2025, 1, 1)), (K.MEGA_PO_COUPON, date(2024, 4, 1))]
)
def test_benefits_are_dated(kind: BenefitKind, first: date) -> None:
    """
    From the first day that a source speaks for there is an answer, the day before there is none.
    """
    assert benefit(kind, on=first).kind is kind
    with pytest.raises(RuleNotKnownError, match="is not known before"):
        benefit(kind, on=date.fromordinal(first.toordinal() - 1))


# What goes together


@pytest.mark.parametrize(
    "kinds, code, severity",
    [
        ((K.ITEM_DISCOUNT, K.TIME_SALE), "coupons.one_price", Severity.ADVICE),
        ((K.GROUP_BUY, K.ITEM_DISCOUNT), "coupons.one_price", Severity.ADVICE),
        ((K.TIME_SALE, K.GROUP_BUY), "coupons.two_sales", Severity.ERROR),
        ((K.TIME_SALE, K.DAILY_DEAL), "coupons.two_sales", Severity.ERROR),
        ((K.MEGA_PO_COUPON, K.MEGA_WARI_COUPON), "coupons.two_events", Severity.ERROR),
        ((K.MEGA_WARI_COUPON, K.MEGA_PO_POINTS), "coupons.two_events", Severity.ERROR),
        ((K.SHOP_COUPON, K.FOLLOWER_COUPON), "coupons.together_not_known", Severity.WARNING),
        ((K.CART_COUPON, K.TODAYS_COUPON), "coupons.together_not_known", Severity.WARNING),
    ],
)
def test_what_does_not_go_together(
    kinds: tuple[BenefitKind, ...], code: str, severity: Severity
) -> None:
    """
    One price at a time, one event at a time, and some pairs nobody knows about.
    """
    (found,) = check_together(*kinds, on=DAY)
    assert (found.code, found.severity) == (code, severity)
    assert check_together(*reversed(kinds), on=DAY) == (found,)


@pytest.mark.parametrize(
    "kinds",
    [
        (),
        (K.SHOP_COUPON,),
        (K.SHOP_COUPON, K.SHOP_COUPON),
        (K.SHOP_COUPON, K.MEGA_PO_COUPON, K.MEGA_PO_POINTS, K.CART_COUPON),
        (K.SHOP_COUPON, K.MEGA_WARI_COUPON, K.BIRTHDAY_COUPON),
        (K.TIME_SALE, K.MEGA_WARI_COUPON, K.FOLLOWER_COUPON, K.REVIEW_POINTS, K.GIFT),
        (K.ITEM_DISCOUNT, K.SET_DISCOUNT),
    ],
)
def test_what_goes_together(kinds: tuple[BenefitKind, ...]) -> None:
    """
    A sale, an event, one shop coupon and one cart coupon go together.
    """
    assert check_together(*kinds, on=DAY) == ()


@pytest.mark.parametrize(
    "rule, event",
    [
        ("coupons.shop_with_mega_po", K.MEGA_PO_COUPON),
        ("coupons.shop_with_mega_wari", K.MEGA_WARI_COUPON),
        ("coupons.shop_with_shop", K.FOLLOWER_COUPON),
    ],
)
def test_what_goes_together_is_a_rule(rule: str, event: BenefitKind) -> None:
    """
    Where the book says that two do not go together, so does the answer; added, they do.
    """
    apart = JAPAN.with_reading(rule, Combining.NOT_TOGETHER)
    added = JAPAN.with_reading(rule, Combining.ADDED)
    (found,) = check_together(K.SHOP_COUPON, event, on=DAY, rules=apart)
    assert found.code == "coupons.not_together"
    assert check_together(K.SHOP_COUPON, event, on=DAY, rules=added) == ()


@given(st.lists(st.sampled_from(BenefitKind), max_size=6))
def test_the_order_of_benefits_does_not_matter(kinds: list[BenefitKind]) -> None:
    """
    The same kinds in another order, or twice, give the same answer.
    """
    found = check_together(*kinds, on=DAY)
    assert check_together(*reversed(kinds), *kinds, on=DAY) == found


def test_the_catalogue_and_the_stack_agree() -> None:
    """
    Rate, rounding and share of the catalogue are those that a stack uses.
    """
    coupon = benefit(K.MEGA_PO_COUPON, on=DAY)
    assert isinstance(coupon.rate, Rate)
    assert coupon.rounding is not None
    share = stack(2_985, on=DAY, mega_po=True).ledger[0]
    assert share.amount == coupon.rate.of(2_985, coupon.rounding)
    assert share.by_seller == seller_part(DiscountKind.MEGA_PO, share.amount, on=DAY)


# Bad input


@pytest.mark.parametrize("kind", ["SHOP_COUPON", None, DiscountKind.SHOP_COUPON, 1])
def test_a_kind_is_a_benefit_kind(kind: Any) -> None:
    """
    Texts and kinds of discounts are no kinds of benefits.
    """
    with pytest.raises(InvalidTypeError, match=r"such as BenefitKind\.SHOP_COUPON"):
        benefit(kind, on=DAY)
    with pytest.raises(InvalidTypeError, match=r"such as BenefitKind\.SHOP_COUPON"):
        check_together(kind, on=DAY)


@pytest.mark.parametrize("day", [datetime(2026, 8, 3, tzinfo=JST), "2026-08-03", None])
def test_a_day_is_a_date(day: Any) -> None:
    """
    A moment and a text are no days.
    """
    for use in (
        lambda: benefit(K.GIFT, on=day),
        lambda: all_benefits(on=day),
        lambda: check_together(K.GIFT, on=day),
    ):
        with pytest.raises(InvalidTypeError, match="on must be a date"):
            use()
