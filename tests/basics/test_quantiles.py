from __future__ import annotations

import math

from collections.abc import Callable
from fractions import Fraction

import pytest

from hypothesis import assume, given
from hypothesis import strategies as st

from qoo10model.basics import quantiles
from qoo10model.basics.errors import InvalidValueError
from qoo10model.basics.quantiles import beta_cdf, beta_quantile, gamma_cdf, gamma_quantile


probabilities = st.sampled_from((0.001, 0.005, 0.025, 0.05, 0.1, 0.5, 0.9, 0.95, 0.975, 0.995))
shapes = st.floats(0.05, 5_000)
wholes = st.integers(1, 40)


def exact_beta(x: Fraction, a: int, b: int) -> Fraction:
    """
    The Beta distribution of whole parameters, as the binomial sum that it is.
    """
    n = a + b - 1
    return sum((math.comb(n, k) * x**k * (1 - x) ** (n - k) for k in range(a, n + 1)), Fraction(0))


# Abramowitz and Stegun, table 26.8 (chi-square): degrees of freedom, upper probability, value.
CHI_SQUARE = [
    (1, 0.05, 3.84146),
    (2, 0.05, 5.99147),
    (5, 0.05, 11.0705),
    (10, 0.05, 18.3070),
    (30, 0.05, 43.7729),
    (1, 0.95, 0.00393214),
    (10, 0.95, 3.94030),
    (30, 0.95, 18.4926),
    (100, 0.005, 140.169),
    (100, 0.995, 67.3276),
]


@pytest.mark.parametrize("freedom, above, value", CHI_SQUARE)
def test_gamma_quantiles_agree_with_the_table_of_chi_square(
    freedom: int, above: float, value: float
) -> None:
    """
    Half a chi-square of n degrees is a Gamma variable of shape n / 2.
    """
    found = 2 * gamma_quantile(1 - above, freedom / 2)
    assert found == pytest.approx(value, rel=5e-6)


# Abramowitz and Stegun, table 26.9 (F): both degrees of freedom, upper probability, value.
F_TABLE = [
    (1, 1, 0.05, 161.4),
    (5, 10, 0.05, 3.33),
    (10, 10, 0.05, 2.98),
    (2, 20, 0.01, 5.85),
    (4, 40, 0.025, 3.13),
    (30, 60, 0.005, 2.19),
]


@pytest.mark.parametrize("first, second, above, value", F_TABLE)
def test_beta_quantiles_agree_with_the_table_of_f(
    first: int, second: int, above: float, value: float
) -> None:
    """
    An F variable is a ratio made of a Beta variable of half its degrees.
    """
    x = beta_quantile(1 - above, first / 2, second / 2)
    assert second * x / (first * (1 - x)) == pytest.approx(value, rel=2e-3)


@given(wholes, wholes, st.fractions(Fraction(1, 100), Fraction(99, 100), max_denominator=1_000))
def test_beta_of_whole_parameters_is_a_binomial_sum(a: int, b: int, x: Fraction) -> None:
    """
    The distribution function agrees with the exact sum to twelve digits.
    """
    assert beta_cdf(float(x), a, b) == pytest.approx(
        float(exact_beta(x, a, b)), rel=1e-11, abs=1e-14
    )


@given(wholes, st.floats(0.01, 80))
def test_gamma_of_whole_shape_is_a_poisson_sum(shape: int, x: float) -> None:
    """
    The distribution function agrees with one less the sum of Poisson terms.
    """
    below = math.fsum(math.exp(k * math.log(x) - x - math.lgamma(k + 1)) for k in range(shape))
    assert gamma_cdf(x, shape) == pytest.approx(1 - below, rel=1e-9, abs=1e-12)


@given(probabilities, shapes, shapes)
def test_a_beta_quantile_has_its_probability(p: float, a: float, b: float) -> None:
    """
    Putting the quantile back gives the probability, wherever floats can hold it.
    """
    x = beta_quantile(p, a, b)
    assert 0 <= x <= 1
    assume(1e-280 < x < 1 - 1e-6)
    assert beta_cdf(x, a, b) == pytest.approx(p, rel=1e-6)


@given(probabilities, shapes)
def test_a_gamma_quantile_has_its_probability(p: float, shape: float) -> None:
    """
    Putting the quantile back gives the probability, wherever floats can hold it.
    """
    x = gamma_quantile(p, shape)
    assume(x > 1e-280)
    assert gamma_cdf(x, shape) == pytest.approx(p, rel=1e-7)


@given(shapes, shapes)
def test_quantiles_rise_with_the_probability(a: float, b: float) -> None:
    """
    A larger probability has a larger quantile.
    """
    found = [beta_quantile(p, a, b) for p in (0.05, 0.5, 0.95)]
    assert found == sorted(found)
    found = [gamma_quantile(p, a) for p in (0.05, 0.5, 0.95)]
    assert found == sorted(found)


def test_closed_forms() -> None:
    """
    Beta(1, 1) is uniform, Beta(1, n) and Gamma(1) have inverses that can be written down.
    """
    assert beta_quantile(0.3, 1, 1) == pytest.approx(0.3, rel=1e-12)
    assert beta_quantile(0.3, 1, 7) == pytest.approx(1 - 0.7 ** (1 / 7), rel=1e-12)
    assert gamma_quantile(0.3, 1) == pytest.approx(-math.log(0.7), rel=1e-12)


def test_many_clicks_are_no_trouble() -> None:
    """
    With a million clicks the quantile is near the normal approximation.
    """
    hits, misses = 30_000.0, 970_000.0
    spread = math.sqrt(0.03 * 0.97 / 1_000_000)
    assert beta_quantile(0.95, hits, misses) == pytest.approx(0.03 + 1.6449 * spread, rel=1e-4)


def test_the_ends() -> None:
    """
    Nothing lies below the smallest value or above the largest.
    """
    assert [beta_cdf(x, 2, 3) for x in (-1, 0, 1, 2)] == [0, 0, 1, 1]
    assert [gamma_cdf(x, 2) for x in (-1, 0)] == [0, 0]


@pytest.mark.parametrize("p", [0.0, 1.0, -0.1, 1.1, math.nan])
def test_a_probability_is_between_0_and_1(p: float) -> None:
    """
    There is no quantile of 0, of 1, or beyond.
    """
    asks: tuple[Callable[[], float], ...] = (
        lambda: beta_quantile(p, 1, 1),
        lambda: gamma_quantile(p, 1),
    )
    for ask in asks:
        with pytest.raises(InvalidValueError, match="probability must be between 0 and 1"):
            ask()


@pytest.mark.parametrize("parameter", [0.0, -1.0, math.inf, math.nan, 1.1e11])
def test_parameters_are_positive(parameter: float) -> None:
    """
    A parameter of 0 or below, or without an end, describes no distribution.
    """
    asks: tuple[Callable[[], float], ...] = (
        lambda: beta_quantile(0.5, parameter, 1),
        lambda: beta_quantile(0.5, 1, parameter),
        lambda: gamma_quantile(0.5, parameter),
    )
    for ask in asks:
        with pytest.raises(InvalidValueError, match="parameters must be above 0"):
            ask()


def test_a_sum_that_is_cut_off_is_still_near(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Terms and steps have an end, so that nothing runs for ever; the answer is then less precise.
    """
    exact = [beta_cdf(0.3, 4, 9), gamma_cdf(2.0, 3), gamma_cdf(9.0, 3), gamma_quantile(0.9, 3)]
    monkeypatch.setattr(quantiles, "_MOST_TERMS", 9)
    monkeypatch.setattr(quantiles, "_MOST_STEPS", 3)
    found = [beta_cdf(0.3, 4, 9), gamma_cdf(2.0, 3), gamma_cdf(9.0, 3), gamma_quantile(0.9, 3)]
    assert found == pytest.approx(exact, rel=0.05)
