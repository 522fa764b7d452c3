from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.money import ZERO, Rate
from qoo10model.headrooms import Headroom, Limit, check_expected
from qoo10model.rules.penalties import Consequence


TEN, HALF = Rate.percent("10"), Rate.percent("50")


def limit(few: int = 0, rate: Rate = TEN, **facts: Any) -> Limit:
    """
    A limit of 10 %, by which no shop is small unless *few* says so.
    """
    return Limit(Consequence.BARRED_FROM_MEGA_WARI, rate, few, HALF, **facts)


limits = st.builds(
    limit,
    few=st.sampled_from((0, 10, 30, 60)),
    rate=st.sampled_from(
        (Rate.percent("7"), TEN, Rate.percent("15"), Rate(1, 3), Rate.percent("60"))
    ),
    earlier_paid=st.integers(0, 80),
    earlier_cancelled=st.integers(0, 40),
)


# Too many or not


@pytest.mark.parametrize(
    "paid, cancelled, exceeded",
    [
        (0, 0, False),
        (1, 0, False),
        (1, 1, True),
        (99, 9, False),
        (99, 10, True),
        (100, 10, False),
        (100, 11, True),
        (101, 10, False),
        (109, 11, True),
        (110, 11, False),
    ],
)
def test_only_what_is_above_exceeds(paid: int, cancelled: int, exceeded: bool) -> None:
    """
    10 of 100 is 10 % exactly and not too many; one more is, and so is 10 of 99.
    """
    assert limit().is_exceeded(paid, cancelled) is exceeded


@pytest.mark.parametrize(
    "paid, cancelled, exceeded",
    [(9, 4, False), (9, 5, True), (8, 4, False), (10, 1, False), (10, 2, True)],
)
def test_a_small_shop_is_checked_above_half(paid: int, cancelled: int, exceeded: bool) -> None:
    """
    With 9 orders 4 may be cancelled and with 10 only one.
    """
    assert limit(10).is_exceeded(paid, cancelled) is exceeded


def test_the_rule_for_small_shops_never_makes_it_harder() -> None:
    """
    Where the threshold is above 50 % already, a small shop is checked by that.
    """
    assert limit(10, Rate.percent("60")).rate_at(9) == Rate.percent("60")


@given(limits, st.integers(0, 200), st.integers(0, 100))
def test_exceeded_is_what_fractions_say(one: Limit, paid: int, cancelled: int) -> None:
    """
    Counting in whole orders agrees with comparing exact fractions.
    """
    total, gone = one.earlier_paid + paid, one.earlier_cancelled + cancelled
    expected = bool(total) and Fraction(gone, total) > one.rate_at(paid).fraction
    if total:
        assert one.is_exceeded(paid, cancelled) is expected


@given(limits, st.integers(0, 200), st.integers(0, 60))
def test_the_fewest_orders_lead_back_for_good(one: Limit, paid: int, cancelled: int) -> None:
    """
    From that number of orders on it is never exceeded again, and before it, at some number it is.
    """
    enough = one.fewest(paid, cancelled)
    assert enough >= paid
    assert not any(one.is_exceeded(n, cancelled) for n in range(enough, enough + 70))
    if enough > paid:
        assert one.is_exceeded(enough - 1, cancelled)


# Headroom


@given(limits, st.integers(0, 200), st.integers(0, 200))
def test_what_is_left_is_exact(one: Limit, paid: int, drawn: int) -> None:
    """
    As many cancellations as are left do not exceed, one more does, where there is an order for it.
    """
    cancelled = min(drawn, paid)
    room = Headroom.of(one, paid, cancelled)
    left = room.cancellations_left
    assert left >= 0
    assert room.is_exceeded is one.is_exceeded(paid, cancelled)
    if room.is_exceeded:
        assert left == 0
        assert not one.is_exceeded(paid + room.orders_needed, cancelled)
    else:
        assert room.orders_needed == 0
        assert not one.is_exceeded(paid, cancelled + left)
        assert cancelled + left == paid or one.is_exceeded(paid, cancelled + left + 1)


@given(limits, st.integers(0, 100), st.integers(0, 100), st.integers(0, 100))
def test_more_orders_leave_more_room(one: Limit, paid: int, drawn: int, more: int) -> None:
    """
    A shop that stays as large as it was has no less room with more orders.
    """
    cancelled = min(drawn, paid)
    room = Headroom.of(one, paid, cancelled, expected=paid + more)
    assert room.if_expected is not None
    if one.rate_at(paid) == one.rate_at(paid + more):
        assert room.if_expected >= room.cancellations_left


@pytest.mark.parametrize(
    "paid, cancelled, rate, exceeds",
    [
        (100, 9, Fraction(1, 10), False),
        (100, 10, Fraction(11, 100), True),
        (0, 0, Fraction(1), True),
        (3, 3, Fraction(1), True),
    ],
)
def test_one_more_cancellation(paid: int, cancelled: int, rate: Fraction, exceeds: bool) -> None:
    """
    One more is one of the orders there are; where all are cancelled, one of a new order.
    """
    room = Headroom.of(limit(), paid, cancelled)
    assert (room.with_one_more, room.one_more_exceeds) == (rate, exceeds)


def test_an_earlier_quarter_counts_along() -> None:
    """
    After 20 of 100, 10 % of 300 orders leave 10 for the 200 of this quarter.
    """
    room = Headroom.of(limit(earlier_paid=100, earlier_cancelled=20), 200, 4)
    assert (room.cancellations_left, room.with_one_more) == (6, Fraction(25, 300))
    assert room.consequence is Consequence.BARRED_FROM_MEGA_WARI
    assert room.if_expected is None


# Bad input


def test_a_limit_of_nothing_is_refused() -> None:
    """
    No number of orders leads back under 0 %.
    """
    with pytest.raises(InvalidValueError, match="BARRED_FROM_MEGA_WARI must be above 0 %"):
        limit(rate=ZERO)


@pytest.mark.parametrize(
    "expected, error",
    [
        (419, InvalidValueError),
        (-1, InvalidValueError),
        (500.0, InvalidTypeError),
        ("500", InvalidTypeError),
        (True, InvalidTypeError),
    ],
)
def test_an_expected_number_is_checked(expected: Any, error: type[Exception]) -> None:
    """
    Expected are whole orders, and not fewer than are paid already.
    """
    with pytest.raises(error, match="expected must"):
        check_expected(expected, 420)


@pytest.mark.parametrize("expected", [None, 420, 421])
def test_an_expected_number_may_be_the_present_one(expected: int | None) -> None:
    """
    As many as there are is a possible end of the period.
    """
    check_expected(expected, 420)
