from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from typing import Any

import attrs
import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, RuleNotKnownError
from qoo10model.basics.findings import Severity
from qoo10model.basics.money import Rate, Rounding
from qoo10model.basics.periods import JST, Span
from qoo10model.rules.ads import AdProduct
from qoo10model.rules.book import JAPAN
from qoo10model.timesales import (
    SPECIALS,
    DiscountBasis,
    Offer,
    Slot,
    check,
    day_price,
    next_slot,
    sale_price_at,
    slots_on,
)


DAY = date(2026, 7, 1)
MORNING, NOON, EVENING = slots_on(DAY)
GOOD = Offer("A", EVENING, displayed_price=3_000, sale_price=2_700, reference_price=3_300, stock=20)
FIVE = Rate.percent("5")
DISPLAYED = JAPAN.with_reading("timesales.discount_basis", DiscountBasis.DISPLAYED).with_reading(
    "timesales.minimum_discount", FIVE
)
REFERENCE = DISPLAYED.with_reading("timesales.discount_basis", DiscountBasis.REFERENCE)


def codes(offer: Offer, *others: Offer, **how: Any) -> list[str]:
    """
    The codes of what speaks against *offer*.
    """
    return [finding.code for finding in check(offer, others, **how)]


def test_a_good_offer_has_nothing_against_it() -> None:
    """
    10 % below the displayed price, with stock, at a slot of its day.
    """
    assert check(GOOD) == ()
    assert GOOD.discount == 300
    assert GOOD.depth() == Fraction(1, 10)
    assert GOOD.depth(DiscountBasis.REFERENCE) == Fraction(2, 11)
    assert GOOD.depth(DiscountBasis.REGISTERED) is None


# Prices and stock


@pytest.mark.parametrize(
    "change, code, severity",
    [
        ({"sale_price": 3_000}, "timesales.not_cheaper", Severity.ERROR),
        ({"sale_price": 3_001}, "timesales.not_cheaper", Severity.ERROR),
        ({"sale_price": 0}, "timesales.free", Severity.ERROR),
        ({"reference_price": 2_999}, "timesales.prices_disagree", Severity.WARNING),
        ({"registered_price": 2_999}, "timesales.prices_disagree", Severity.WARNING),
        ({"stock": 0}, "timesales.no_stock", Severity.ERROR),
        ({"stock": None}, "timesales.stock_not_known", Severity.ADVICE),
    ],
)
def test_prices_and_stock_make_sense(change: dict[str, Any], code: str, severity: Severity) -> None:
    """
    A sale above its price, a gift, a price above the one crossed out, and no stock are said.
    """
    found = [one for one in check(attrs.evolve(GOOD, **change)) if one.code == code]
    assert [one.severity for one in found] == [severity]


@pytest.mark.parametrize(
    "change", [{"reference_price": 3_000}, {"registered_price": 3_000}, {"stock": 1}]
)
def test_prices_and_stock_that_just_do(change: dict[str, Any]) -> None:
    """
    Equal prices and one unit of stock are nothing to say.
    """
    assert check(attrs.evolve(GOOD, **change)) == ()


def test_a_slot_must_be_one_of_its_day() -> None:
    """
    A stretch from 16 to 18 o'clock is no slot, nor is the evening slot under another number.
    """
    start = datetime(2026, 7, 1, 16, tzinfo=JST)
    odd = Slot(3, Span(start, datetime(2026, 7, 1, 18, tzinfo=JST)))
    assert codes(attrs.evolve(GOOD, slot=odd)) == ["timesales.no_such_slot"]
    assert codes(attrs.evolve(GOOD, slot=Slot(2, EVENING.span))) == ["timesales.no_such_slot"]


# The smallest discount


@pytest.mark.parametrize(
    "reference, sale, said",
    [
        (3_300, 2_850, []),  # 5 % of the displayed price, and so of any above it
        (3_300, 2_851, ["timesales.discount_in_doubt"]),  # 4.97 % of that, 13.6 % of the reference
        (None, 2_850, []),
        (None, 2_851, ["timesales.discount_in_doubt"]),
        (3_000, 2_999, ["timesales.discount_in_doubt"]),
    ],
)
def test_a_discount_that_depends_on_the_reading_is_a_warning(
    reference: int | None, sale: int, said: list[str]
) -> None:
    """
    Less than 5 % below the displayed price is a warning: it may count from the reference price.
    """
    offer = attrs.evolve(GOOD, reference_price=reference, sale_price=sale)
    found = check(offer)
    assert [one.code for one in found] == said
    assert all(one.severity is Severity.WARNING for one in found)


def test_the_warning_names_each_price_and_the_rates() -> None:
    """
    The text says how far the sale is below each price that is known, and what is asked for.
    """
    (found,) = check(attrs.evolve(GOOD, sale_price=2_851))
    assert found.text.en == (
        "the discount may be too small (13.60% below the reference price, 4.96% below the displayed "
        "price): at least 5 % / 1 % is asked for, and from which price it counts is not sure"
    )
    assert found.text.ja == (
        "割引率が不足の可能性（参考価格比13.60%、表示販売価格比4.96%）。最低5 % / 1 %、基準価格は未確定"
    )


@pytest.mark.parametrize("sale, said", [(2_850, []), (2_851, ["timesales.discount_too_small"])])
def test_a_decided_basis_refuses(sale: int, said: list[str]) -> None:
    """
    Where the seller knows that 5 % count from the displayed price, a yen less is an error.
    """
    found = check(attrs.evolve(GOOD, sale_price=sale), rules=DISPLAYED)
    assert [one.code for one in found] == said
    assert all(one.severity is Severity.ERROR for one in found)


@pytest.mark.parametrize(
    "reference, sale, said",
    [
        (3_300, 2_999, []),
        (3_156, 2_999, ["timesales.discount_too_small"]),
        (None, 2_999, ["timesales.basis_missing"]),
    ],
)
def test_a_decided_reference_price_must_be_given(
    reference: int | None, sale: int, said: list[str]
) -> None:
    """
    From 3,300 yen 2,999 is 9 % off, from 3,156 only 4.97 %; without it nobody can say.
    """
    offer = attrs.evolve(GOOD, reference_price=reference, sale_price=sale)
    assert codes(offer, rules=REFERENCE) == said


def test_a_discount_that_just_misses_does_not_read_as_if_it_did_not() -> None:
    """
    95,001 yen of 100,000 are 4.999 % off: the text says 4.99 %, and not 5.
    """
    offer = attrs.evolve(GOOD, reference_price=None, displayed_price=100_000, sale_price=95_001)
    (found,) = check(offer, rules=DISPLAYED)
    assert found.text.en.startswith("the sale is 4.99% below the displayed price")


def test_the_smallest_discount_is_dated() -> None:
    """
    On 30 June 2026 only 5 % is on record, on 1 July 1 % as well; both count from an open price.
    """
    entry = JAPAN.timesales.minimum_discount.entry_on
    assert entry(date(2026, 6, 30)).alternatives == ()
    assert entry(DAY).alternatives == (Rate.percent("1"),)
    before = attrs.evolve(GOOD, slot=slots_on(date(2026, 6, 30))[2], sale_price=2_851)
    (found,) = check(before)
    assert "at least 5 % is asked for" in found.text.en


# Others at the same time


def test_an_item_is_in_one_sale_at_a_time() -> None:
    """
    The same item in the same slot is an overlap; another item, or the next slot, is none.
    """
    again = attrs.evolve(GOOD, sale_price=2_600)
    assert codes(GOOD, again) == ["timesales.overlap"]
    assert codes(GOOD, attrs.evolve(GOOD)) == ["timesales.overlap"]
    assert codes(GOOD, GOOD) == []
    assert codes(GOOD, attrs.evolve(again, item="B")) == []
    assert codes(GOOD, attrs.evolve(again, slot=next_slot(EVENING))) == []
    assert codes(GOOD, attrs.evolve(again, slot=NOON)) == []


# A proposed price


@pytest.mark.parametrize(
    "displayed, percent, price",
    [
        (2_990, "5", 2_840),  # 2,840.5
        (3_000, "5", 2_850),
        (999, "1", 989),  # 989.01
        (1_000, "0", 1_000),
        (1_000, "100", 0),
        (0, "5", 0),
    ],
)
def test_a_price_at_a_rate_is_rounded_down(displayed: int, percent: str, price: int) -> None:
    """
    As prices seen in time sales mostly are.
    """
    assert sale_price_at(displayed, Rate.percent(percent), on=DAY) == price


def test_the_rounding_of_a_price_is_a_reading() -> None:
    """
    2,840.5 is 2,841 where prices are rounded half up.
    """
    rules = JAPAN.with_reading("timesales.price_rounding", Rounding.HALF_UP)
    assert sale_price_at(2_990, FIVE, on=DAY, rules=rules) == 2_841


@given(st.integers(0, 300_000), st.integers(0, 100))
def test_a_price_at_a_rate_is_at_least_that_deep(displayed: int, percent: int) -> None:
    """
    Rounded down, the sale is never less deep than was asked, and less than a yen deeper.
    """
    price = sale_price_at(displayed, Rate.percent(percent), on=DAY)
    exact = displayed * Fraction(100 - percent, 100)
    assert 0 <= exact - price < 1


# Daily specials


def test_the_daily_deal_has_a_price_a_day() -> None:
    """
    Premium costs 3,000 yen a day, standard 1,000.
    """
    prices = [day_price(one, on=DAY) for one in SPECIALS[:2]]
    assert prices == [3_000, 1_000]
    assert SPECIALS[0].label.ja == "今日の特価（プレミアム）"


@pytest.mark.parametrize("special", SPECIALS[2:])
def test_what_nobody_published_has_no_price(special: AdProduct) -> None:
    """
    The premium time sale and the group buy cost something that nobody published: not zero.
    """
    with pytest.raises(RuleNotKnownError, match="nobody published the price"):
        day_price(special, on=DAY)


@pytest.mark.parametrize("special", [AdProduct.POWER_RANKUP, "DAILY_DEAL_PREMIUM", None])
def test_other_ads_are_no_specials(special: Any) -> None:
    """
    What is no place on the pages of specials is refused.
    """
    with pytest.raises(InvalidTypeError, match="special must be one of"):
        day_price(special, on=DAY)


def test_the_price_of_a_special_is_of_a_day() -> None:
    """
    A moment is no day.
    """
    with pytest.raises(InvalidTypeError, match="on must be a date"):
        day_price(SPECIALS[0], on=MORNING.start)


# Bad input


@pytest.mark.parametrize(
    "change, error",
    [
        ({"item": ""}, InvalidValueError),
        ({"item": 100000001}, InvalidTypeError),
        ({"sku": None}, InvalidTypeError),
        ({"slot": EVENING.span}, InvalidTypeError),
        ({"slot": 3}, InvalidTypeError),
        ({"displayed_price": 3_000.0}, InvalidTypeError),
        ({"displayed_price": None}, InvalidTypeError),
        ({"sale_price": "2700"}, InvalidTypeError),
        ({"sale_price": -1}, InvalidValueError),
        ({"reference_price": 3_300.5}, InvalidTypeError),
        ({"registered_price": -1}, InvalidValueError),
        ({"stock": 1.5}, InvalidTypeError),
        ({"stock": True}, InvalidTypeError),
        ({"stock": -1}, InvalidValueError),
    ],
)
def test_offers_that_cannot_be_are_refused(change: dict[str, Any], error: type[Exception]) -> None:
    """
    Money is an int, a slot is a slot, stock is counted in whole units.
    """
    with pytest.raises(error, match="got"):
        attrs.evolve(GOOD, **change)


def test_others_are_offers() -> None:
    """
    What is beside an offer is an offer.
    """
    others: Any = (EVENING,)
    with pytest.raises(InvalidTypeError, match="others must be Offer values"):
        check(GOOD, others)
    alone: Any = GOOD
    with pytest.raises(InvalidTypeError, match="others must be Offer values"):
        check(GOOD, alone)
    with pytest.raises(InvalidTypeError, match="offer must be an Offer"):
        check(others)


@pytest.mark.parametrize(
    "displayed, rate, error",
    [
        (-1, FIVE, InvalidValueError),
        (1.0, FIVE, InvalidTypeError),
        (100, 0.05, InvalidTypeError),
        (100, "5 %", InvalidTypeError),
        (100, Rate.percent("101"), InvalidValueError),
        (100, Rate.percent("-1"), InvalidValueError),
    ],
)
def test_a_proposal_needs_money_and_a_rate(
    displayed: Any, rate: Any, error: type[Exception]
) -> None:
    """
    A price is whole yen and a discount a `Rate` from 0 to 100 %.
    """
    with pytest.raises(error, match="got"):
        sale_price_at(displayed, rate, on=DAY)


def test_an_offer_is_a_value() -> None:
    """
    Offers with equal fields are equal and have one hash.
    """
    assert attrs.evolve(GOOD) == GOOD
    assert hash(attrs.evolve(GOOD)) == hash(GOOD)
