"""
Quantiles of the Beta and Gamma distributions (ベータ分布・ガンマ分布の分位点), in plain Python.

The distribution functions are the usual series and continued fractions (Abramowitz and Stegun 6.5.29,
6.5.31 and 26.5.8; Press et al., Numerical Recipes, 6.2 and 6.4), accurate to some nine digits. A
quantile is found by Newton steps inside a bracket that halves where a step would leave it. These are
probabilities and counts: floats, and never money.
"""

from __future__ import annotations

import math

from typing import TYPE_CHECKING, Final

from qoo10model.basics.errors import InvalidValueError


if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ("beta_cdf", "beta_quantile", "gamma_cdf", "gamma_quantile")

_TINY: Final = 1e-300
_PRECISE: Final = 1e-15
_LARGEST: Final = 1e11
_MOST_TERMS: Final = 100_000
_MOST_STEPS: Final = 300


def beta_cdf(x: float, a: float, b: float) -> float:
    """
    Return how likely a Beta(*a*, *b*) variable is at most *x*, between 0 and 1.

    >>> round(beta_cdf(0.5, 2, 3), 6)
    0.6875
    """
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    front = math.exp(_log_beta_front(x, a, b))
    if x < (a + 1) / (a + b + 2):
        return front * _beta_fraction(x, a, b) / a
    return 1 - front * _beta_fraction(1 - x, b, a) / b


def beta_quantile(p: float, a: float, b: float) -> float:
    """
    Return the number that a Beta(*a*, *b*) variable is at most, with the probability *p*.

    Raises `InvalidValueError` unless *p* is between 0 and 1 and *a* and *b* are above 0.

    >>> round(beta_quantile(0.6875, 2, 3), 6)
    0.5
    """
    _check(p, a, b)

    def density(x: float) -> float:
        return math.exp(_log_beta_front(x, a, b)) / (x * (1 - x))

    return _inverse(p, lambda x: beta_cdf(x, a, b), density, 0.0, 1.0, a / (a + b))


def gamma_cdf(x: float, shape: float) -> float:
    """
    Return how likely a Gamma variable of *shape* and rate 1 is at most *x*.

    >>> round(gamma_cdf(1, 1), 6)
    0.632121
    """
    if x <= 0:
        return 0.0
    front = math.exp(_log_gamma_front(x, shape))
    if x < shape + 1:
        return front * _gamma_series(x, shape)
    return 1 - front * _gamma_fraction(x, shape)


def gamma_quantile(p: float, shape: float) -> float:
    """
    Return the number that a Gamma variable of *shape* and rate 1 is at most, with probability *p*.

    Raises `InvalidValueError` unless *p* is between 0 and 1 and *shape* is above 0.

    >>> round(gamma_quantile(0.5, 1), 6)
    0.693147
    """
    _check(p, shape)

    def density(x: float) -> float:
        return math.exp(_log_gamma_front(x, shape)) / x

    top = shape + 1
    while gamma_cdf(top, shape) < p:
        top *= 2
    return _inverse(p, lambda x: gamma_cdf(x, shape), density, 0.0, top, shape)


def _log_beta_front(x: float, a: float, b: float) -> float:
    scale = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    return scale + a * math.log(x) + b * math.log1p(-x)


def _log_gamma_front(x: float, shape: float) -> float:
    return shape * math.log(x) - x - math.lgamma(shape)


def _beta_fraction(x: float, a: float, b: float) -> float:
    def numerator(at: int) -> float:
        half, odd = divmod(at, 2)
        below = a + 2 * half
        if odd:
            return -(a + half) * (a + b + half) * x / (below * (below + 1))
        return half * (b - half) * x / ((below - 1) * below)

    return 1 / _continued(1.0, numerator, lambda _: 1.0)


def _gamma_fraction(x: float, shape: float) -> float:
    def denominator(at: int) -> float:
        return x + 2 * at + 1 - shape

    def numerator(at: int) -> float:
        return -at * (at - shape)

    return 1 / _continued(denominator(0), numerator, denominator)


def _gamma_series(x: float, shape: float) -> float:
    term = total = 1 / shape
    for at in range(1, _MOST_TERMS):
        term *= x / (shape + at)
        total += term
        if term < total * _PRECISE:
            break
    return total


def _continued(
    first: float, numerator: Callable[[int], float], denominator: Callable[[int], float]
) -> float:
    """
    Return a continued fraction by the method of Lentz, as Thompson and Barnett modified it.
    """
    value = upper = first or _TINY
    lower = 0.0
    for at in range(1, _MOST_TERMS):
        above, below = numerator(at), denominator(at)
        lower = 1 / ((below + above * lower) or _TINY)
        upper = (below + above / upper) or _TINY
        change = upper * lower
        value *= change
        if abs(change - 1) < _PRECISE:
            break
    return value


def _inverse(
    p: float,
    cdf: Callable[[float], float],
    density: Callable[[float], float],
    low: float,
    high: float,
    guess: float,
) -> float:
    x = guess
    for _ in range(_MOST_STEPS):
        error = cdf(x) - p
        if error > 0:
            high = x
        else:
            low = x
        slope = density(x)
        step = x - error / slope if slope > 0 else low
        before, x = x, step if low < step < high else (low + high) / 2
        if abs(x - before) <= _PRECISE * abs(x) or x in {low, high}:
            break
    return x


def _check(p: float, *parameters: float) -> None:
    if not 0 < p < 1:
        raise InvalidValueError(f"a probability must be between 0 and 1 (got {p!r})")
    if not all(0 < one <= _LARGEST for one in parameters):
        msg = f"parameters must be above 0 and at most {_LARGEST:,.0f} (got {parameters!r})"
        raise InvalidValueError(msg)
