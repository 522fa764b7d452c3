from __future__ import annotations

import re

from fractions import Fraction
from typing import Any

import pytest

from hypothesis import example, given
from hypothesis import strategies as st

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.money import WHOLE, Rate, Rounding
from qoo10model.margins import Margin, MarginBase
from qoo10model.pricelines import PRICE, Line, Zone, at_most, constant, zones_of
from qoo10model.pricetasks import EVERY_YEN, PriceEnds


rates = st.builds(Rate, st.integers(0, 60), st.integers(1, 60)).filter(lambda rate: rate <= WHOLE)
roundings = st.sampled_from(Rounding)


def off(line: Line, price: int, amount: int) -> Fraction:
    """
    How far *amount* is off the *line* at *price*.
    """
    return abs(Fraction(line.slope * price + line.start, line.scale) - amount)


def wobble(line: Line) -> Fraction:
    """
    How far it may be.
    """
    return Fraction(line.wobble, line.scale)


@given(rate=rates, rounding=roundings)
def test_rounding_takes_an_amount_off_by_its_wobble_and_no_more(
    rate: Rate, rounding: Rounding
) -> None:
    """
    Over one period of prices the largest miss is the wobble itself: the bound is true and tight.
    """
    line = PRICE.rounded(rate, rounding)
    prices = range(1, 2 * rate.denominator + 1)
    most = max(off(line, price, rate.of(price, rounding)) for price in prices)
    assert most == wobble(line)


@given(rate=rates, rounding=roundings)
def test_what_is_left_after_rounding_mirrors_it(rate: Rate, rounding: Rounding) -> None:
    """
    A price less a rounded rate of it stays as near to its own line.
    """
    line = PRICE.rest_of(rate, rounding)
    for price in range(1, 2 * rate.denominator + 1):
        assert off(line, price, price - rate.of(price, rounding)) <= wobble(line)
    assert wobble(line) == wobble(PRICE.rounded(rate, rounding))


@given(
    first=rates,
    second=rates,
    roundings=st.tuples(roundings, roundings),
    prices=st.lists(st.integers(0, 10_000), min_size=1),
)
def test_sums_and_roundings_of_roundings(
    first: Rate, second: Rate, roundings: tuple[Rounding, Rounding], prices: list[int]
) -> None:
    """
    The tax on a fee, and what both leave, are off by no more than all roundings together.
    """
    fee = PRICE.times(2).rounded(first, roundings[0])
    tax = fee.rounded(second, roundings[1])
    left = PRICE.times(2) - fee - tax
    for price in prices:
        paid = first.of(2 * price, roundings[0])
        taxed = second.of(paid, roundings[1])
        assert off(tax, price, taxed) <= wobble(tax)
        assert off(left, price, 2 * price - paid - taxed) <= wobble(left)


@given(rate=rates, rounding=roundings, price=st.integers(0, 1_000))
@example(rate=Rate(1, 4), rounding=Rounding.HALF_EVEN, price=2)
def test_a_period_brings_the_same_roundings_again(
    rate: Rate, rounding: Rounding, price: int
) -> None:
    """
    One period higher an amount is larger by exactly what the slope says.
    """
    line = PRICE.rounded(rate, rounding)
    more = rate.of(price + line.period, rounding) - rate.of(price, rounding)
    assert more == Fraction(line.slope * line.period, line.scale)


lines = st.builds(
    Line, st.integers(-30, 30), st.integers(-900, 900), st.integers(0, 60), st.integers(1, 9)
)


@given(line=lines, limit=st.integers(-90, 90), first=st.integers(1, 60), length=st.integers(0, 60))
def test_zones_tile_the_prices_and_tell_their_side(
    line: Line, limit: int, first: int, length: int
) -> None:
    """
    Every price is in one zone, and the zone says what line and wobble say of it.
    """
    zones = tuple(zones_of(first, first + length, line, limit))
    seen = [price for zone in zones for price in range(zone.first, zone.last + 1)]
    assert seen == list(range(first, first + length + 1))
    for zone in zones:
        for price in (zone.first, zone.last):
            value = line.slope * price + line.start - limit * line.scale
            sure = None if -line.wobble <= value < line.wobble else value >= line.wobble
            assert zone.is_at_least is sure


def test_a_flat_zone_has_the_period_of_its_line() -> None:
    """
    Where the line is flat and the limit within its wobble, prices repeat.
    """
    flat = PRICE.rounded(Rate.percent("10"), Rounding.HALF_UP).less(PRICE, Rate.percent("10"))
    assert tuple(zones_of(1, 99, flat)) == (Zone(1, 99, None, flat.period),)
    assert tuple(zones_of(1, 99, flat, 1)) == (Zone(1, 99, is_at_least=False),)
    assert tuple(zones_of(1, 99, constant(0))) == (Zone(1, 99, is_at_least=True),)


@given(cap=st.integers(1, 300), first=rates, second=rates, rounding=roundings)
@example(cap=3, first=Rate.percent("10"), second=Rate.percent("10"), rounding=Rounding.HALF_UP)
def test_near_a_cap_the_capped_amount_stays_near_it(
    cap: int, first: Rate, second: Rate, rounding: Rounding
) -> None:
    """
    Where rounding decides whether points reach their cap, they are within the wobble of the cap.
    """
    paid = PRICE - PRICE.rounded(first, rounding)
    line = paid.rounded(second, rounding)
    capped = at_most(line, cap)
    for zone in zones_of(1, 2_000, line, cap):
        for price in range(zone.first, min(zone.last, zone.first + 50) + 1):
            points = second.of(price - first.of(price, rounding), rounding)
            if zone.is_at_least is None:
                assert off(capped, price, min(cap, points)) <= wobble(capped)
            else:
                assert (points >= cap) is zone.is_at_least


def test_a_line_can_be_made_less_sure() -> None:
    """
    Half a yen more of wobble is half a yen more.
    """
    assert wobble(PRICE.off_by(1)) == Fraction(1, 2)
    assert (PRICE + constant(5)).start == 5
    assert PRICE.times(-2).off_by(2).wobble == 2


# What prices may be, and what is to be left


@pytest.mark.parametrize(
    "ends, price, expected",
    [
        (EVERY_YEN, 1_884, 1_884),
        (PriceEnds(10), 1_880, 1_880),
        (PriceEnds(10), 1_881, 1_890),
        (PriceEnds(100, (80,)), 1_880, 1_880),
        (PriceEnds(100, (80,)), 1_881, 1_980),
        (PriceEnds(100, (80, 98)), 1_881, 1_898),
        (PriceEnds(100, (98, 80)), 1_899, 1_980),
    ],
)
def test_the_next_price_with_such_an_end(ends: PriceEnds, price: int, expected: int) -> None:
    """
    A price with the end is itself the answer, else the next one is.
    """
    assert ends.at_least(price) == expected


@pytest.mark.parametrize(
    "facts, error, text",
    [
        ((0,), InvalidValueError, "every must be at least 1 yen (got 0)"),
        ((-10,), InvalidValueError, "every must be at least 1 yen"),
        ((10.0,), InvalidTypeError, "price ends must be whole yen as int (got 10.0)"),
        ((True,), InvalidTypeError, "price ends must be whole yen as int (got True)"),
        ((100, [80]), InvalidTypeError, "at must be a tuple of yen"),
        ((100, ("80",)), InvalidTypeError, "price ends must be whole yen as int (got '80')"),
        ((100, ()), InvalidValueError, "at must hold ends from 0 to below 100 (got ())"),
        ((100, (100,)), InvalidValueError, "at must hold ends from 0 to below 100"),
        ((100, (-1,)), InvalidValueError, "at must hold ends from 0 to below 100"),
    ],
)
def test_ends_that_no_price_has(facts: tuple[Any, ...], error: type, text: str) -> None:
    """
    Each end that cannot be is refused with what came.
    """
    with pytest.raises(error, match=re.escape(text)):
        PriceEnds(*facts)


@pytest.mark.parametrize(
    "margin, text",
    [
        (Margin(300), "300 yen"),
        (Margin(-1_000), "−1,000 yen"),
        (Margin(Rate.percent("20")), "20 % of the price before discounts"),
        (Margin(Rate.percent("20"), MarginBase.BUYER_PAID), "20 % of what the buyer pays"),
    ],
)
def test_a_margin_says_what_it_is_of(margin: Margin, text: str) -> None:
    """
    Yen are yen; a rate names its base.
    """
    assert str(margin) == text


@pytest.mark.parametrize(
    "facts, text",
    [
        ((0.2,), "margin, if it is no Rate, must be whole yen"),
        ((None,), "margin, if it is no Rate, must be whole yen"),
        ((300, "COST"), "of must be such as MarginBase.PRICE (got 'COST')"),
    ],
)
def test_a_margin_that_is_none(facts: tuple[Any, ...], text: str) -> None:
    """
    What is neither a rate nor yen is refused.
    """
    with pytest.raises(InvalidTypeError, match=re.escape(text)):
        Margin(*facts)
