"""
Money and rates (金額・料率): whole yen, exact rates, rounding by name, splitting without loss.

Money is a plain `int` of yen; a rate is an exact fraction made from text. The two meet only in
`Rate.of` and `Rate.rounder`, which ask for the direction of the rounding.
"""

from __future__ import annotations

import functools
import math
import unicodedata

from typing import TYPE_CHECKING, Any, Final, Never, TypeAlias

import attrs

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.texts import Labelled, Text


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from fractions import Fraction

__all__ = ("WHOLE", "ZERO", "Rate", "Rounding", "Yen", "check_yen", "per_unit", "split")

Yen: TypeAlias = int
"""
An amount of money (金額) in whole yen. It is `int` itself: no float, bool, Decimal or text.
"""

_MILLION: Final = 1_000_000
_ADVICE: Final = {
    "+": "sums of rates start at ZERO: sum(rates, ZERO)",
    "-": "what is left of 100 % is rate.complement",
    "*": "money goes through rate.of(amount, Rounding.HALF_UP)",
    "/": "a third of a rate is rate * Rate(1, 3)",
    "<": "compare with a Rate such as Rate.percent('10')",
}


class Rounding(Labelled):
    """
    The direction in which a part of a yen goes (端数処理).

    Every direction is symmetric about zero, so that a cancelled amount mirrors the sold one.

    >>> [Rate(1, 2).of(amount, Rounding.HALF_UP) for amount in (1, -1)]
    [1, -1]
    """

    HALF_UP = Text("to the nearest yen, half away from zero", "四捨五入")
    HALF_DOWN = Text("to the nearest yen, half toward zero", "五捨六入")
    HALF_EVEN = Text("to the nearest yen, half to the even one", "偶数丸め（銀行丸め）")
    DOWN = Text("toward zero", "切り捨て")
    UP = Text("away from zero", "切り上げ")


_HALF_UP, _HALF_DOWN, _HALF_EVEN, _DOWN, _UP = Rounding  # off the class they are slow to read


@functools.total_ordering
@attrs.frozen(cache_hash=True, repr=False)
class Rate:
    """
    An exact rate (料率), kept in lowest terms with a positive denominator.

    Rates are added, subtracted, multiplied, divided and compared with rates only; `of` applies one
    to money. There is no conversion to float. A rate is true even if it is zero.

    Raises `InvalidTypeError` for anything but `int`, `InvalidValueError` for a denominator of 0.

    >>> Rate(2, 20), Rate(1, 3), Rate.percent("10") + Rate.percent("0.5")
    (Rate.percent("10"), Rate(1, 3), Rate.percent("10.5"))
    """

    numerator: int
    denominator: int

    def __attrs_post_init__(self) -> None:
        numerator, denominator = self.numerator, self.denominator
        if type(numerator) is not int or type(denominator) is not int:
            _check_integer(numerator, "numerator", 'for 10 % write Rate.percent("10")')
            _check_integer(denominator, "denominator", 'for 10 % write Rate.percent("10")')
        if not denominator:
            raise InvalidValueError(f"denominator must not be 0 (got Rate({numerator}, 0))")
        divisor = math.gcd(numerator, denominator) * (-1 if denominator < 0 else 1)
        if divisor != 1:
            object.__setattr__(self, "numerator", numerator // divisor)
            object.__setattr__(self, "denominator", denominator // divisor)

    @classmethod
    def percent(cls, value: str | int) -> Rate:
        """
        Return the rate of *value* per cent: an `int`, or digits with an optional sign and point.

        Raises `InvalidTypeError` for a float, Decimal or bool, `InvalidValueError` for other text.

        >>> Rate.percent("0.5") == Rate(1, 200), Rate.percent(10) == Rate(1, 10)
        (True, True)
        """
        return cls(*_read_percent(value))

    @classmethod
    def basis_points(cls, value: int) -> Rate:
        """
        Return the rate of *value* hundredths of a per cent; only `int`, else `InvalidTypeError`.

        >>> Rate.basis_points(1_000)
        Rate.percent("10")
        """
        return cls(_check_integer(value, "basis points", "10 % is Rate.basis_points(1000)"), 10_000)

    @classmethod
    def of_fraction(cls, value: Fraction) -> Rate:
        """
        Return the rate equal to *value*, a `Fraction`; anything else raises `InvalidTypeError`.

        >>> from fractions import Fraction
        >>> Rate.of_fraction(Fraction(1, 8))
        Rate.percent("12.5")
        """
        from fractions import Fraction

        if type(value) is not Fraction:
            raise InvalidTypeError(f"value must be a Fraction (got {_shown(value)})")
        return cls(value.numerator, value.denominator)

    @property
    def fraction(self) -> Fraction:
        """
        The rate as a `fractions.Fraction`.

        >>> Rate.percent("12.5").fraction
        Fraction(1, 8)
        """
        from fractions import Fraction

        return Fraction(self.numerator, self.denominator)

    @property
    def complement(self) -> Rate:
        """
        What is left of the whole: 100 % less this rate.

        >>> Rate.percent("10").complement
        Rate.percent("90")
        """
        return Rate(self.denominator - self.numerator, self.denominator)

    def of(self, amount: Yen, rounding: Rounding) -> Yen:
        """
        Return this rate of *amount* yen, rounded to whole yen in the direction of *rounding*.

        Raises `InvalidTypeError` if *amount* is not an `int` or *rounding* not a `Rounding`.

        >>> Rate.percent("10").of(1_005, Rounding.HALF_UP)
        101
        """
        return self.rounder(rounding)(check_yen(amount, "amount"))

    def rounder(self, rounding: Rounding) -> Callable[[Yen], Yen]:
        """
        Return `of` for this rate and *rounding* as a function of the amount, for hot paths.

        Build it once and call it often. It does not check its argument.

        >>> tax = Rate.percent("10").rounder(Rounding.DOWN)
        >>> tax(1_009), tax(-1_009)
        (100, -100)
        """
        numerator, denominator = self.numerator, self.denominator
        if rounding is _HALF_EVEN and not denominator % 2:
            return _even_rounder(numerator, denominator)
        # What is added before the division floors: `bias` above zero, its mirror image below.
        bias = _bias(rounding, denominator)
        mirror = denominator - 1 - bias
        if numerator < 0:
            bias, mirror = mirror, bias

        def rounded(amount: int) -> int:
            if amount >= 0:
                return (amount * numerator + bias) // denominator
            return (amount * numerator + mirror) // denominator

        return rounded

    def __add__(self, other: Rate) -> Rate:
        right = _check_rate(other, "+")
        return Rate(
            self.numerator * right.denominator + right.numerator * self.denominator,
            self.denominator * right.denominator,
        )

    def __sub__(self, other: Rate) -> Rate:
        return self + -_check_rate(other, "-")

    def __mul__(self, other: Rate) -> Rate:
        right = _check_rate(other, "*")
        return Rate(self.numerator * right.numerator, self.denominator * right.denominator)

    def __truediv__(self, other: Rate) -> Rate:
        right = _check_rate(other, "/")
        if not right.numerator:
            raise InvalidValueError(f"a Rate cannot be divided by 0 % (got {self!r} / {right!r})")
        return Rate(self.numerator * right.denominator, self.denominator * right.numerator)

    def __neg__(self) -> Rate:
        return Rate(-self.numerator, self.denominator)

    # A number on the left is refused by these for the advice in their errors.
    def __radd__(self, other: Never) -> Rate:
        return _check_rate(other, "+")

    def __rsub__(self, other: Never) -> Rate:
        return _check_rate(other, "-")

    def __rmul__(self, other: Never) -> Rate:
        return _check_rate(other, "*")

    def __lt__(self, other: Rate) -> bool:
        right = _check_rate(other, "<")
        return self.numerator * right.denominator < right.numerator * self.denominator

    def __str__(self) -> str:
        digits = _percent_digits(self)
        return f"{digits} %" if digits else f"{self.numerator}/{self.denominator}"

    def __repr__(self) -> str:
        exact = f"Rate({self.numerator}, {self.denominator})"
        return f'Rate.percent("{digits}")' if (digits := _percent_digits(self)) else exact


ZERO: Final = Rate(0, 1)
"""
The rate of 0 %.
"""

WHOLE: Final = Rate(1, 1)
"""
The rate of 100 %.
"""


def split(total: Yen, weights: Iterable[int]) -> tuple[Yen, ...]:
    """
    Return *total* yen in parts proportional to *weights* that sum to it exactly.

    This is the largest remainder method (最大剰余法): each part differs from its exact share by
    less than one yen, the odd yen go to the largest remainders, and among equal ones to the earlier
    part. A negative total mirrors the positive one. If all weights are 0, the parts are even.

    Raises `InvalidTypeError` for no `int`, `InvalidValueError` for no weights or negative ones.

    >>> split(100, (1, 1, 1)), split(-100, (1, 1, 1))
    ((34, 33, 33), (-34, -33, -33))
    """
    amount = check_yen(total, "total")
    shares = tuple(_check_integer(weight, "weight", "pass 1 for each part") for weight in weights)
    if any(share < 0 for share in shares):
        raise InvalidValueError(f"weights must not be negative (got {min(shares)})")
    if amount and not shares:
        raise InvalidValueError(f"weights must not be empty while there are {amount} yen to split")
    shares = shares if any(shares) else (1,) * len(shares)
    exact, whole = tuple(abs(amount) * share for share in shares), sum(shares)
    parts = [part // whole for part in exact]
    # A stable sort: equal remainders stay in order.
    by_remainder = sorted(range(len(parts)), key=lambda at: -(exact[at] % whole))
    for at in by_remainder[: abs(amount) - sum(parts)]:
        parts[at] += 1
    return tuple(-part for part in parts) if amount < 0 else tuple(parts)


def per_unit(amount: Yen, quantity: int, function: Callable[[Yen], Yen]) -> Yen:
    """
    Return the sum of *function* over *quantity* units that together have *amount* yen.

    The units are as even as whole yen allow: some have one yen more than the others.

    >>> per_unit(2_652, 2, Rate.percent("90").rounder(Rounding.HALF_UP))
    2386
    """
    unit, odd = amount // quantity, amount % quantity
    if not odd:
        return quantity * function(unit)
    return odd * function(unit + 1) + (quantity - odd) * function(unit)


def check_yen(value: object, field: str, *, minimum: Yen | None = None) -> Yen:
    """
    Return *value* if it is money, that is an `int`; *field* names it in errors.

    Raises `InvalidTypeError` for anything else, `InvalidValueError` below *minimum*.

    >>> check_yen(1_326, "unit price", minimum=0)
    1326
    """
    if type(value) is not int and (not isinstance(value, int) or isinstance(value, bool)):
        raise InvalidTypeError(
            f"{field} must be whole yen as int (got {_shown(value)}); {_yen_advice(value)}"
        )
    if minimum is not None and value < minimum:
        raise InvalidValueError(f"{field} must be at least {minimum} yen (got {value})")
    return value


def _even_rounder(numerator: int, denominator: int) -> Callable[[int], int]:
    under_half = denominator // 2 - 1

    def rounded(amount: int) -> int:
        exact = amount * numerator
        # An odd floor adds the one that carries an exact half over.
        return (exact + under_half + (exact // denominator & 1)) // denominator

    return rounded


def _bias(rounding: object, denominator: int) -> int:
    if rounding is _HALF_UP or rounding is _HALF_EVEN:
        return denominator // 2
    if rounding is _HALF_DOWN:
        return (denominator - 1) // 2
    if rounding is _DOWN:
        return 0
    if rounding is _UP:
        return denominator - 1
    raise InvalidTypeError(f"rounding must be such as Rounding.HALF_UP (got {_shown(rounding)})")


def _read_percent(value: object) -> tuple[int, int]:
    if isinstance(value, int) and not isinstance(value, bool):
        return value, 100
    if not isinstance(value, str):
        example = _percent_example(str(value))
        raise InvalidTypeError(
            f"percent must be text or int (got {_shown(value)}); write {example}"
        )
    if parts := _percent_parts(value):
        return parts
    raise InvalidValueError(
        "percent must be ASCII digits with an optional sign and decimal point, without %, "
        f"commas or spaces (got {_shown(value)}); write {_percent_example(value)}"
    )


def _percent_parts(text: str) -> tuple[int, int] | None:
    digits = text[1:] if text[:1] in {"+", "-"} else text
    whole, point, part = digits.partition(".")
    if not (digits.isascii() and whole.isdecimal() and (part.isdecimal() or not point)):
        return None
    return int(text.replace(".", "")), 100 * 10 ** len(part)


def _percent_example(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).replace("−", "-").replace(",", "").strip("% ")
    return f'Rate.percent("{text if _percent_parts(text) else 10}")'


def _percent_digits(rate: Rate) -> str:
    # Empty when it takes more than six decimals.
    millionths, rest = divmod(abs(rate.numerator) * 100 * _MILLION, rate.denominator)
    if rest:
        return ""
    whole, part = divmod(millionths, _MILLION)
    digits = f"{whole}.{part:06d}".rstrip("0").rstrip(".")
    return f"-{digits}" if rate.numerator < 0 else digits


def _check_rate(value: object, sign: str) -> Rate:
    if isinstance(value, Rate):
        return value
    raise InvalidTypeError(f"Rate {sign} takes a Rate (got {_shown(value)}); {_ADVICE[sign]}")


def _check_integer(value: object, field: str, advice: str) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise InvalidTypeError(f"{field} must be int (got {_shown(value)}); {advice}")


def _yen_advice(value: Any) -> str:
    if value is None:
        return "an amount that is not known is never taken as 0"
    if isinstance(value, str):
        return "read the text first, such as int('1326')"
    try:
        whole = math.floor(value) if abs(value) < _MILLION**2 else None
    except (TypeError, ValueError, ArithmeticError):
        whole = None
    if whole is None or isinstance(value, bool):
        return "pass an amount such as 1326"
    between = f"pass {whole} or {whole + 1}, or round it by name with Rate.of"
    return f"pass {whole}" if whole == value else between


def _shown(value: object) -> str:
    shown, kind = repr(value), type(value).__name__
    kind = f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
    return f"{shown}, {kind}" if len(shown) <= 40 else kind
