from __future__ import annotations

import copy
import math
import operator
import pickle
import subprocess
import sys

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from hypothesis import example, given
from hypothesis import strategies as st

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, Qoo10ModelError
from qoo10model.basics.money import WHOLE, ZERO, Rate, Rounding, check_yen, per_unit, split


if TYPE_CHECKING:
    from collections.abc import Callable

amounts = st.integers(-(10**12), 10**12)
rates = st.builds(
    Rate,
    st.integers(-(10**6), 10**6),
    st.one_of(st.sampled_from((1, 2, 3, 10, 100, 10_000)), st.integers(1, 10**6)),
)
roundings = st.sampled_from(Rounding)


# Rounding

# Rate, amount, exact result, then what each direction makes of it.
ROUNDED = (
    # (1/10) of the amount: an even denominator, so that there are exact halves.
    (Rate(1, 10), 0, "0", 0, 0, 0, 0, 0),
    (Rate(1, 10), 1, "0.1", 0, 0, 0, 0, 1),
    (Rate(1, 10), 4, "0.4", 0, 0, 0, 0, 1),
    (Rate(1, 10), 5, "0.5", 1, 0, 0, 0, 1),
    (Rate(1, 10), 6, "0.6", 1, 1, 1, 0, 1),
    (Rate(1, 10), 9, "0.9", 1, 1, 1, 0, 1),
    (Rate(1, 10), 10, "1", 1, 1, 1, 1, 1),
    (Rate(1, 10), 11, "1.1", 1, 1, 1, 1, 2),
    (Rate(1, 10), 14, "1.4", 1, 1, 1, 1, 2),
    (Rate(1, 10), 15, "1.5", 2, 1, 2, 1, 2),
    (Rate(1, 10), 16, "1.6", 2, 2, 2, 1, 2),
    (Rate(1, 10), 25, "2.5", 3, 2, 2, 2, 3),
    # An odd denominator: no exact halves.
    (Rate(1, 3), 1, "1/3", 0, 0, 0, 0, 1),
    (Rate(1, 3), 2, "2/3", 1, 1, 1, 0, 1),
    (Rate(1, 3), 3, "1", 1, 1, 1, 1, 1),
    (Rate(1, 3), 4, "4/3", 1, 1, 1, 1, 2),
    (Rate(3, 7), 1, "3/7", 0, 0, 0, 0, 1),
    (Rate(4, 7), 1, "4/7", 1, 1, 1, 0, 1),
    # Above the whole, the whole, nothing.
    (Rate(3, 2), 1, "1.5", 2, 1, 2, 1, 2),
    (Rate(3, 2), 3, "4.5", 5, 4, 4, 4, 5),
    (WHOLE, 1_326, "1326", 1_326, 1_326, 1_326, 1_326, 1_326),
    (Rate(3, 1), 7, "21", 21, 21, 21, 21, 21),
    (ZERO, 1_326, "0", 0, 0, 0, 0, 0),
    # What a seller gets of a unit at 10 % commission, and the half that nobody has seen settled.
    (Rate.percent("90"), 1_326, "1193.4", 1_193, 1_193, 1_193, 1_193, 1_194),
    (Rate.percent("90"), 1_005, "904.5", 905, 904, 904, 904, 905),
    (Rate.percent("90"), 1_015, "913.5", 914, 913, 914, 913, 914),
    # Just beside a half: 0.29 % of 50,000 is 145, of 50,172 is 145.4988, of 50,173 is 145.5017.
    (Rate.percent("0.29"), 50_000, "145", 145, 145, 145, 145, 145),
    (Rate.percent("0.29"), 50_172, "145.4988", 145, 145, 145, 145, 146),
    (Rate.percent("0.29"), 50_173, "145.5017", 146, 146, 146, 145, 146),
)
DIRECTIONS = (
    Rounding.HALF_UP,
    Rounding.HALF_DOWN,
    Rounding.HALF_EVEN,
    Rounding.DOWN,
    Rounding.UP,
)


@pytest.mark.parametrize("rate, amount, exact, half_up, half_down, half_even, down, up", ROUNDED)
def test_each_direction_on_both_sides_of_a_half(
    rate: Rate,
    amount: int,
    exact: str,
    half_up: int,
    half_down: int,
    half_even: int,
    down: int,
    up: int,
) -> None:
    """
    Every direction sends a part of a yen where its name says.
    """
    assert rate.fraction * amount == Fraction(exact)
    expected = (half_up, half_down, half_even, down, up)
    assert tuple(rate.of(amount, direction) for direction in DIRECTIONS) == expected


@pytest.mark.parametrize("rate, amount, exact, half_up, half_down, half_even, down, up", ROUNDED)
def test_negative_amounts_mirror_positive_ones(
    rate: Rate,
    amount: int,
    exact: str,
    half_up: int,
    half_down: int,
    half_even: int,
    down: int,
    up: int,
) -> None:
    """
    A cancelled amount gives the sold amount's result with the other sign, and so does a negative
    rate.
    """
    assert -rate.fraction * amount == -Fraction(exact)
    expected = (-half_up, -half_down, -half_even, -down, -up)
    assert tuple(rate.of(-amount, direction) for direction in DIRECTIONS) == expected
    assert tuple((-rate).of(amount, direction) for direction in DIRECTIONS) == expected


def _rounded_by_fractions(exact: Fraction, rounding: Rounding) -> int:
    sign, size, half = (-1 if exact < 0 else 1), abs(exact), Fraction(1, 2)
    return {
        Rounding.HALF_UP: sign * math.floor(size + half),
        Rounding.HALF_DOWN: sign * math.ceil(size - half),
        Rounding.HALF_EVEN: round(exact),
        Rounding.DOWN: math.trunc(exact),
        Rounding.UP: sign * math.ceil(size),
    }[rounding]


@given(rates, amounts, roundings)
@example(Rate(1, 2), -3, Rounding.HALF_EVEN)
def test_of_is_the_arithmetic_of_fractions(rate: Rate, amount: int, rounding: Rounding) -> None:
    """
    `Rate.of` is exact multiplication followed by one rounding.
    """
    assert rate.of(amount, rounding) == _rounded_by_fractions(rate.fraction * amount, rounding)


@given(rates, amounts, roundings)
def test_rounder_is_of(rate: Rate, amount: int, rounding: Rounding) -> None:
    """
    The function built for hot paths gives what `Rate.of` gives.
    """
    assert rate.rounder(rounding)(amount) == rate.of(amount, rounding)


@given(rates, amounts, roundings)
def test_rounding_is_symmetric_about_zero(rate: Rate, amount: int, rounding: Rounding) -> None:
    """
    The sign of the amount, or of the rate, only changes the sign of the result.
    """
    result = rate.of(amount, rounding)
    assert rate.of(-amount, rounding) == -result
    assert (-rate).of(amount, rounding) == -result


@pytest.mark.parametrize("amount", [12.0, 12.5, True, Decimal(12), Fraction(12), "12", None])
def test_of_refuses_what_is_not_int_yen(amount: Any) -> None:
    """
    A rate is applied to `int` yen only.
    """
    with pytest.raises(InvalidTypeError, match="amount must be whole yen as int"):
        Rate(1, 10).of(amount, Rounding.DOWN)


@pytest.mark.parametrize("rounding", [None, "HALF_UP", 0, True, Rounding.DOWN.value, Rounding])
def test_rounding_has_no_default_and_no_other_names(rounding: Any) -> None:
    """
    A direction that is no `Rounding` is refused when the rounder is built.
    """
    with pytest.raises(InvalidTypeError, match=r"rounding must be such as Rounding\.HALF_UP"):
        Rate(1, 10).rounder(rounding)
    with pytest.raises(InvalidTypeError, match="rounding"):
        Rate(1, 3).of(100, rounding)


@pytest.mark.parametrize(
    "rounding, english, japanese",
    [
        (Rounding.HALF_UP, "half away from zero", "四捨五入"),
        (Rounding.HALF_DOWN, "half toward zero", "五捨六入"),
        (Rounding.HALF_EVEN, "half to the even one", "偶数丸め"),
        (Rounding.DOWN, "toward zero", "切り捨て"),
        (Rounding.UP, "away from zero", "切り上げ"),
    ],
)
def test_directions_have_names_for_people(rounding: Rounding, english: str, japanese: str) -> None:
    """
    Each direction is named in English and Japanese, and its repr evaluates.
    """
    assert english in rounding.label.en
    assert japanese in rounding.label.ja
    assert eval(repr(rounding)) is rounding


# Rates


@pytest.mark.parametrize(
    "numerator, denominator, expected",
    [
        (1, 10, (1, 10)),
        (2, 20, (1, 10)),
        (-2, 20, (-1, 10)),
        (2, -20, (-1, 10)),
        (-2, -20, (1, 10)),
        (0, 7, (0, 1)),
        (0, -7, (0, 1)),
        (7, 7, (1, 1)),
        (30, 20, (3, 2)),
    ],
)
def test_a_rate_is_kept_in_lowest_terms(
    numerator: int, denominator: int, expected: tuple[int, int]
) -> None:
    """
    Equal rates have equal parts, and the sign stands above.
    """
    rate = Rate(numerator, denominator)
    assert (rate.numerator, rate.denominator) == expected


def test_a_rate_over_zero_is_refused() -> None:
    """
    A denominator of 0 makes no rate.
    """
    with pytest.raises(InvalidValueError, match=r"denominator must not be 0 \(got Rate\(3, 0\)\)"):
        Rate(3, 0)


@pytest.mark.parametrize("bad", [0.1, 10.0, True, Decimal(1), Fraction(1), "1", None, (1, 10)])
def test_a_rate_is_made_of_ints(bad: Any) -> None:
    """
    Neither part may be anything but `int`, and the error shows the way.
    """
    with pytest.raises(InvalidTypeError, match=r'numerator must be int .* Rate.percent\("10"\)'):
        Rate(bad, 10)
    with pytest.raises(InvalidTypeError, match=r'denominator must be int .* Rate.percent\("10"\)'):
        Rate(10, bad)


@pytest.mark.parametrize(
    "value, expected",
    [
        ("10", Rate(1, 10)),
        (10, Rate(1, 10)),
        ("+10", Rate(1, 10)),
        ("-10", Rate(-1, 10)),
        (-10, Rate(-1, 10)),
        ("0", ZERO),
        (0, ZERO),
        ("-0", ZERO),
        ("100", WHOLE),
        ("100.00", WHOLE),
        ("010.50", Rate(21, 200)),
        ("0.5", Rate(1, 200)),
        ("0.000001", Rate(1, 100_000_000)),
        ("0.0000001", Rate(1, 1_000_000_000)),
        ("-0.5", Rate(-1, 200)),
        ("250", Rate(5, 2)),
    ],
)
def test_percent_reads_exact_text_and_ints(value: str | int, expected: Rate) -> None:
    """
    A percentage is read digit by digit, without a float in between.
    """
    assert Rate.percent(value) == expected


@pytest.mark.parametrize(
    "value, advice",
    [
        (0.1, "0.1"),
        (10.0, "10.0"),
        (1e-07, "10"),
        (float("nan"), "10"),
        (Decimal("0.1"), "0.1"),
        (Decimal("1E+1"), "10"),
        (Fraction(1, 8), "10"),
        (True, "10"),
        (None, "10"),
        (b"10", "10"),
        (["10"] * 20, "10"),
    ],
)
def test_percent_refuses_other_types(value: Any, advice: str) -> None:
    """
    A float, Decimal or bool is refused, with the call to write instead.
    """
    with pytest.raises(InvalidTypeError) as caught:
        Rate.percent(value)
    message = str(caught.value)
    assert message.startswith("percent must be text or int (got ")
    assert message.endswith(f'; write Rate.percent("{advice}")')


@pytest.mark.parametrize(
    "text, advice",
    [
        ("", "10"),
        (" ", "10"),
        ("10%", "10"),
        ("10 %", "10"),
        (" 10", "10"),
        ("10\n", "10"),
        ("１０", "10"),
        ("１０．５％", "10.5"),
        ("−10", "-10"),
        ("1,000", "1000"),
        ("1_000", "10"),
        ("٣", "10"),
        ("²", "2"),
        (".5", "10"),
        ("5.", "10"),
        (".", "10"),
        ("-", "10"),
        ("+-5", "10"),
        ("--5", "10"),
        ("1.2.3", "10"),
        ("1e3", "10"),
        ("0x10", "10"),
        ("1/3", "10"),
        ("nan", "10"),
        ("inf", "10"),
        ("ten", "10"),
    ],
)
def test_percent_refuses_loose_text(text: str, advice: str) -> None:
    """
    Full-width digits, signs of per cent, commas and the like are refused, with the text to write.
    """
    with pytest.raises(InvalidValueError) as caught:
        Rate.percent(text)
    message = str(caught.value)
    assert "ASCII digits" in message
    assert repr(text) in message
    assert message.endswith(f'; write Rate.percent("{advice}")')


@given(st.decimals(-1_000, 1_000, places=4))
def test_percent_text_means_its_hundredth(value: Decimal) -> None:
    """
    What `Rate.percent` reads is the exact number in the text over 100.
    """
    text = f"{value:f}"
    assert Rate.percent(text).fraction == Fraction(text) / 100


@pytest.mark.parametrize(
    "points, expected",
    [(0, ZERO), (1, Rate(1, 10_000)), (50, Rate.percent("0.5")), (1_000, Rate(1, 10))],
)
def test_basis_points_are_hundredths_of_a_per_cent(points: int, expected: Rate) -> None:
    """
    1,000 basis points are 10 %, and fewer are fewer.
    """
    assert Rate.basis_points(points) == expected
    assert Rate.basis_points(-points) == -expected


@pytest.mark.parametrize("value", [1_000.0, "1000", True, None, Decimal(1_000)])
def test_basis_points_are_ints(value: Any) -> None:
    """
    Basis points are counted, so they are `int`.
    """
    with pytest.raises(InvalidTypeError, match=r"basis points must be int .*basis_points\(1000\)"):
        Rate.basis_points(value)


@given(st.fractions())
def test_a_fraction_goes_in_and_comes_out(value: Fraction) -> None:
    """
    A rate is as exact as the `Fraction` that it was made of.
    """
    assert Rate.of_fraction(value).fraction == value


@pytest.mark.parametrize("value", [1, 0.125, "1/8", Decimal("0.125"), None, Rate(1, 8)])
def test_of_fraction_takes_fractions_only(value: Any) -> None:
    """
    An `int` has a numerator, too, but 5 is not meant as 500 %.
    """
    with pytest.raises(InvalidTypeError, match="value must be a Fraction"):
        Rate.of_fraction(value)


@given(rates, rates)
def test_arithmetic_is_that_of_fractions(left: Rate, right: Rate) -> None:
    """
    Sums, differences, products, quotients and complements are exact.
    """
    assert (left + right).fraction == left.fraction + right.fraction
    assert (left - right).fraction == left.fraction - right.fraction
    assert (left * right).fraction == left.fraction * right.fraction
    assert (-left).fraction == -left.fraction
    assert left.complement.fraction == 1 - left.fraction
    if right != ZERO:
        assert (left / right).fraction == left.fraction / right.fraction


@given(rates, rates)
def test_order_is_that_of_fractions(left: Rate, right: Rate) -> None:
    """
    Rates compare as the numbers that they are, and equal rates have one hash.
    """
    for compare in (operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne):
        assert compare(left, right) == compare(left.fraction, right.fraction)
    again = Rate(left.numerator * 6, left.denominator * 6)
    assert again == left
    assert hash(again) == hash(left)


def test_worked_arithmetic() -> None:
    """
    10 % and 0.5 % are 10.5 %; half of 10 % is 5 %; 10 % over 8 % is 125 %.
    """
    ten = Rate.percent("10")
    assert ten + Rate.percent("0.5") == Rate(21, 200)
    assert ten - Rate.percent("0.5") == Rate(19, 200)
    assert ten * Rate(1, 2) == Rate(1, 20)
    assert ten / Rate.percent("8") == Rate(5, 4)
    assert sum((ten, ten), ZERO) == Rate(1, 5)
    assert ten.complement == Rate(9, 10)
    assert max(ten, Rate(1, 9), Rate(1, 11)) == Rate(1, 9)


def test_division_by_nothing_is_refused() -> None:
    """
    No rate is divided by 0 %.
    """
    with pytest.raises(InvalidValueError, match=r"cannot be divided by 0 %"):
        operator.truediv(Rate(1, 10), ZERO)


@pytest.mark.parametrize("other", [0, 3, 1_326, 0.1, True, Decimal("0.1"), Fraction(1, 10), "10"])
@pytest.mark.parametrize(
    "operation, advice",
    [
        (operator.add, r"sum\(rates, ZERO\)"),
        (operator.sub, "rate.complement"),
        (operator.mul, r"rate.of\(amount, Rounding.HALF_UP\)"),
        (operator.truediv, r"rate \* Rate\(1, 3\)"),
        (operator.lt, "compare with a Rate"),
        (operator.le, "compare with a Rate"),
        (operator.gt, "compare with a Rate"),
        (operator.ge, "compare with a Rate"),
    ],
)
def test_rates_meet_rates_only(
    operation: Callable[[Any, Any], Any], advice: str, other: Any
) -> None:
    """
    With a number on the right, every operator is refused and says what to write.
    """
    with pytest.raises(InvalidTypeError, match=advice):
        operation(Rate(1, 10), other)


@pytest.mark.parametrize("other", [0, 1, 1_326, 0.1, True])
@pytest.mark.parametrize(
    "operation, advice",
    [
        (operator.add, r"sum\(rates, ZERO\)"),
        (operator.sub, "rate.complement"),
        (operator.mul, r"rate.of\(amount, Rounding.HALF_UP\)"),
        (operator.lt, "compare with a Rate"),
    ],
)
def test_a_number_on_the_left_is_refused_as_well(
    operation: Callable[[Any, Any], Any], advice: str, other: Any
) -> None:
    """
    ``1 - rate`` and ``1326 * rate`` are the natural mistakes, and are answered with advice.
    """
    with pytest.raises(InvalidTypeError, match=advice):
        operation(other, Rate(1, 10))


@pytest.mark.parametrize("convert", [float, int, round, math.floor])
def test_a_rate_is_never_a_float(convert: Callable[[Any], Any]) -> None:
    """
    There is no way from a rate to a float or an `int` by accident.
    """
    with pytest.raises(TypeError):
        convert(Rate(1, 10))
    assert not hasattr(Rate, "__float__")


def test_a_rate_equals_no_number() -> None:
    """
    100 % is a rate, not the number 1.
    """
    one: Any = 1
    assert one != WHOLE
    assert Fraction(1) != WHOLE


@pytest.mark.parametrize(
    "rate, text, evaluates",
    [
        (Rate(1, 10), "10 %", 'Rate.percent("10")'),
        (Rate(-1, 10), "-10 %", 'Rate.percent("-10")'),
        (Rate(1, 200), "0.5 %", 'Rate.percent("0.5")'),
        (Rate(-1, 200), "-0.5 %", 'Rate.percent("-0.5")'),
        (ZERO, "0 %", 'Rate.percent("0")'),
        (WHOLE, "100 %", 'Rate.percent("100")'),
        (Rate(25, 1), "2500 %", 'Rate.percent("2500")'),
        (Rate(1, 3), "1/3", "Rate(1, 3)"),
        (Rate(-10, 110), "-1/11", "Rate(-1, 11)"),
        (Rate(1, 10**8), "0.000001 %", 'Rate.percent("0.000001")'),
        (Rate(1, 2**9), "1/512", "Rate(1, 512)"),
        (Rate(1, 2**8), "0.390625 %", 'Rate.percent("0.390625")'),
        (Rate(1, 10**9), "1/1000000000", "Rate(1, 1000000000)"),
    ],
)
def test_a_rate_reads_well(rate: Rate, text: str, evaluates: str) -> None:
    """
    Per cent up to six decimals, else a fraction; never a rounded number.
    """
    assert str(rate) == text
    assert repr(rate) == evaluates


@given(rates)
def test_a_rate_survives_repr_pickle_and_copy(rate: Rate) -> None:
    """
    The repr evaluates, and pickling and copying keep value and hash.
    """
    for again in (
        eval(repr(rate)),
        pickle.loads(pickle.dumps(rate)),
        copy.copy(rate),
        copy.deepcopy(rate),
    ):
        assert again == rate
        assert hash(again) == hash(rate)


@pytest.mark.parametrize("name", ["numerator", "denominator", "other"])
def test_a_rate_is_frozen(name: str) -> None:
    """
    Nothing in a rate can be set.
    """
    with pytest.raises(AttributeError):
        setattr(Rate(1, 10), name, 1)


# Splitting


@pytest.mark.parametrize(
    "total, weights, expected",
    [
        (0, (), ()),
        (0, (1, 2), (0, 0)),
        (100, (1,), (100,)),
        (100, (1, 1), (50, 50)),
        (101, (1, 1), (51, 50)),
        (-101, (1, 1), (-51, -50)),
        (100, (1, 1, 1), (34, 33, 33)),
        (101, (1, 1, 1), (34, 34, 33)),
        (1, (1, 1, 1), (1, 0, 0)),
        # 100 × 1/6, 2/6, 3/6 = 16.67, 33.33, 50
        (100, (1, 2, 3), (17, 33, 50)),
        (-100, (1, 2, 3), (-17, -33, -50)),
        (100, (3, 2, 1), (50, 33, 17)),
        # 500 × 2948, 1326, 990 over 5264 = 280.015, 125.949, 94.035
        (500, (2_948, 1_326, 990), (280, 126, 94)),
        # 10 × 1/4, 1/4, 2/4 = 2.5, 2.5, 5: the earlier half gets the odd yen
        (10, (1, 1, 2), (3, 2, 5)),
        (10, (2, 1, 1), (5, 3, 2)),
        # a weight of nothing gets nothing
        (100, (0, 1, 0, 2), (0, 33, 0, 67)),
        # nothing but nothing: evenly
        (100, (0, 0, 0), (34, 33, 33)),
        (-100, (0, 0, 0), (-34, -33, -33)),
        (5, (0,), (5,)),
    ],
)
def test_split_gives_the_odd_yen_to_the_largest_remainder(
    total: int, weights: tuple[int, ...], expected: tuple[int, ...]
) -> None:
    """
    Parts are the floors of the exact shares, and the yen left over go by remainder, then position.
    """
    assert split(total, weights) == expected
    assert split(total, iter(weights)) == expected


@given(amounts, st.lists(st.integers(0, 10**9), min_size=1, max_size=12))
def test_split_loses_no_yen_and_is_fair(total: int, weights: list[int]) -> None:
    """
    The parts sum to the total, each is less than one yen from its share, and a larger weight never
    gets less.
    """
    parts = split(total, weights)
    assert sum(parts) == total
    shares = weights if any(weights) else [1] * len(weights)
    for part, share in zip(parts, shares, strict=True):
        assert abs(part - Fraction(total * share, sum(shares))) < 1
    by_weight = sorted(zip(shares, map(abs, parts), strict=True))
    assert [size for _, size in by_weight] == sorted(map(abs, parts))


@given(amounts, st.lists(st.integers(0, 1_000), min_size=1, max_size=12))
def test_split_of_a_negative_total_is_the_mirror(total: int, weights: list[int]) -> None:
    """
    Undoing a split takes back from each part what it got.
    """
    assert split(-total, weights) == tuple(-part for part in split(total, weights))


@pytest.mark.parametrize(
    "total, weights, error, match",
    [
        (1, (), InvalidValueError, "weights must not be empty while there are 1 yen"),
        (-1, (), InvalidValueError, "weights must not be empty"),
        (100, (1, -1), InvalidValueError, r"weights must not be negative \(got -1\)"),
        (0, (-1,), InvalidValueError, "weights must not be negative"),
        (100, (1, 0.5), InvalidTypeError, "weight must be int .*0.5, a float"),
        (100, (True,), InvalidTypeError, "weight must be int"),
        (100, ("1",), InvalidTypeError, "weight must be int"),
        (100, "11", InvalidTypeError, "weight must be int"),
        (100, (Decimal(1),), InvalidTypeError, "weight must be int"),
        (100, (None,), InvalidTypeError, "weight must be int"),
        (100.0, (1,), InvalidTypeError, "total must be whole yen"),
        ("100", (1,), InvalidTypeError, "total must be whole yen"),
        (None, (1,), InvalidTypeError, "total must be whole yen"),
    ],
)
def test_split_refuses(total: Any, weights: Any, error: type[Exception], match: str) -> None:
    """
    Money without takers, negative weights, and anything but `int` are refused.
    """
    with pytest.raises(error, match=match):
        split(total, weights)


@pytest.mark.parametrize(
    "amount, quantity, expected",
    [
        (0, 1, 0),
        (0, 3, 0),
        (1_326, 1, 1_193),  # 1193.4
        (2_652, 2, 2_386),  # 1193.4 twice, not 2386.8
        (2_653, 2, 2_387),  # 1326 and 1327: 1193.4 and 1194.3
        (-2_653, 2, -2_387),
        (10, 3, 10),  # 3, 3 and 4: 2.7, 2.7 and 3.6
        (2, 3, 2),  # 0, 1 and 1: 0, 0.9 and 0.9
    ],
)
def test_units_are_rounded_one_by_one(amount: int, quantity: int, expected: int) -> None:
    """
    90 % of each unit is rounded half up, and the units are as even as whole yen allow.
    """
    assert per_unit(amount, quantity, Rate.percent("90").rounder(Rounding.HALF_UP)) == expected


@given(amounts, st.integers(1, 200), rates, roundings)
def test_units_are_those_of_an_even_split(
    amount: int, quantity: int, rate: Rate, rounding: Rounding
) -> None:
    """
    `per_unit` is the sum over the parts of `split`, symmetric about zero.
    """
    function = rate.rounder(rounding)
    result = per_unit(amount, quantity, function)
    assert result == sum(function(part) for part in split(amount, [1] * quantity))
    assert per_unit(-amount, quantity, function) == -result


# The border


class _Count(int):
    pass


@pytest.mark.parametrize(
    "value, minimum",
    [(0, None), (1_326, None), (-1_326, None), (10**18, None), (0, 0), (1, 1), (2, 1), (-1, -1)],
)
def test_int_yen_pass_the_border(value: int, minimum: int | None) -> None:
    """
    An `int` at or above the minimum comes back as it is.
    """
    assert check_yen(value, "price", minimum=minimum) is value


def test_a_kind_of_int_passes_the_border() -> None:
    """
    Subclasses of `int`, such as an `IntEnum`, are `int`.
    """
    assert check_yen(_Count(5), "price", minimum=5) == 5
    assert Rate(_Count(2), 20) == Rate(1, 10)


@pytest.mark.parametrize(
    "value, message",
    [
        (12.0, "(got 12.0, a float); pass 12"),
        (-12.0, "(got -12.0, a float); pass -12"),
        (12.5, "(got 12.5, a float); pass 12 or 13, or round it by name with Rate.of"),
        (-12.5, "(got -12.5, a float); pass -13 or -12, or round it by name with Rate.of"),
        (float("nan"), "(got nan, a float); pass an amount such as 1326"),
        (float("inf"), "(got inf, a float); pass an amount such as 1326"),
        (1e300, "(got 1e+300, a float); pass an amount such as 1326"),
        (-1e300, "(got -1e+300, a float); pass an amount such as 1326"),
        # From a million million on, repeating the figure helps nobody.
        (999_999_999_999.0, "(got 999999999999.0, a float); pass 999999999999"),
        (1_000_000_000_000.0, "(got 1000000000000.0, a float); pass an amount such as 1326"),
        (True, "(got True, a bool); pass an amount such as 1326"),
        (False, "(got False, a bool); pass an amount such as 1326"),
        (Decimal(12), "(got Decimal('12'), a Decimal); pass 12"),
        (Decimal("12.5"), "(got Decimal('12.5'), a Decimal); pass 12 or 13, or round"),
        (Decimal("NaN"), "(got Decimal('NaN'), a Decimal); pass an amount such as 1326"),
        (Fraction(25, 2), "(got Fraction(25, 2), a Fraction); pass 12 or 13, or round"),
        ("1326", "(got '1326', a str); read the text first, such as int('1326')"),
        ("", "(got '', a str); read the text first"),
        (b"1326", "(got b'1326', a bytes); pass an amount"),
        (None, "(got None, a NoneType); an amount that is not known is never taken as 0"),
        (1326j, "(got 1326j, a complex); pass an amount"),
        ([1_326], "(got [1326], a list); pass an amount"),
        (tuple(range(100)), "(got a tuple); pass an amount"),
        (object, "(got <class 'object'>, a type); pass an amount"),
    ],
)
def test_other_money_is_refused_with_advice(value: Any, message: str) -> None:
    """
    What is no `int` is refused with the field, what came, and what to do.
    """
    with pytest.raises(InvalidTypeError) as caught:
        check_yen(value, "unit price", minimum=0)
    assert str(caught.value).startswith(f"unit price must be whole yen as int {message}")


@pytest.mark.parametrize("value, minimum", [(-1, 0), (0, 1), (-2, -1), (_Count(4), 5)])
def test_money_below_the_minimum_is_refused(value: int, minimum: int) -> None:
    """
    One yen below the minimum is too little.
    """
    expected = rf"price must be at least {minimum} yen \(got {int(value)}\)"
    with pytest.raises(InvalidValueError, match=expected):
        check_yen(value, "price", minimum=minimum)


def test_refusals_are_errors_of_the_library_and_builtins() -> None:
    """
    ``except TypeError`` and ``except Qoo10ModelError`` both catch a float for money.
    """
    for family in (TypeError, Qoo10ModelError):
        with pytest.raises(family):
            check_yen(1.0, "price")


def test_importing_money_loads_no_number_classes() -> None:
    """
    `fractions` and `decimal` are loaded only when a `Fraction` is asked for.
    """
    code = (
        "import sys, qoo10model.basics.money; "
        "print(sorted({'fractions', 'decimal', 'numbers'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
