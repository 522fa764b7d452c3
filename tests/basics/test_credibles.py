from __future__ import annotations

import pickle

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.basics.credibles import NINE_IN_TEN, End, Estimate, per_day, share
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.money import Rate
from qoo10model.basics.quantiles import beta_cdf, gamma_cdf


priors = st.fractions(Fraction(1, 10), 200, max_denominator=50)
counts = st.integers(0, 3_000)


def of_20(hits: int, **more: Any) -> Estimate:
    """
    So many hits in twenty trials, beside one hit and 32 misses.
    """
    return share(hits, 20, prior_hits=Fraction(1), prior_misses=Fraction(32), **more)


def test_two_in_twenty_are_not_a_tenth() -> None:
    """
    With a prior of 3 % that weighs one hit, two in twenty are 3 in 53.
    """
    found = of_20(2)
    assert found.mean == Fraction(3, 53)
    assert found.low < 3 / 53 < found.high
    assert found.level == NINE_IN_TEN == Rate.percent("90")
    assert beta_cdf(found.low, 3, 50) == pytest.approx(0.05)
    assert beta_cdf(found.high, 3, 50) == pytest.approx(0.95)


def test_clicks_of_a_few_days() -> None:
    """
    180 clicks in 3 days, beside 40 in one, are 220 in 4.
    """
    found = per_day(180, 3, prior_count=Fraction(40), prior_days=Fraction(1))
    assert found.mean == 55
    assert gamma_cdf(found.low * 4, 220) == pytest.approx(0.05)
    assert gamma_cdf(found.high * 4, 220) == pytest.approx(0.95)


@given(priors, priors, counts, counts)
def test_an_interval_holds_its_mean_and_lies_within_bounds(
    hits: Fraction, misses: Fraction, seen: int, more: int
) -> None:
    """
    A share and its interval lie between 0 and 1, in order.
    """
    found = share(seen, seen + more, prior_hits=hits, prior_misses=misses)
    assert 0 <= found.low <= found.high <= 1
    assert 0 < found.mean < 1


@given(counts, st.integers(0, 200), priors, priors)
def test_a_mean_lies_between_what_was_seen_and_the_prior(
    count: int, days: int, prior: Fraction, prior_days: Fraction
) -> None:
    """
    The estimate is a mixture of the two.
    """
    found = per_day(count, days, prior_count=prior, prior_days=prior_days)
    ends = [prior / prior_days] + ([Fraction(count, days)] if days else [])
    if days or not count:
        assert min(ends) * (1 if days else 0) <= found.mean <= max(ends)


def test_the_more_is_seen_the_narrower_the_interval() -> None:
    """
    The same share of ten and of a hundred times as much is surer, and nearer to what was seen.
    """
    found = [
        share(2 * n, 20 * n, prior_hits=Fraction(1), prior_misses=Fraction(32))
        for n in (1, 10, 100)
    ]
    widths = [one.high - one.low for one in found]
    assert widths == sorted(widths, reverse=True)
    off = [abs(one.mean - Fraction(1, 10)) for one in found]
    assert off == sorted(off, reverse=True)


def test_a_wider_level_has_a_wider_interval() -> None:
    """
    99 % reaches further than 90 %, and 50 % less far.
    """
    found = [of_20(2, level=Rate.percent(level)) for level in ("50", "90", "99")]
    assert [one.mean for one in found] == [Fraction(3, 53)] * 3
    assert found[0].low > found[1].low > found[2].low
    assert found[0].high < found[1].high < found[2].high


def test_ends() -> None:
    """
    Each end is an exact number to go on with.
    """
    found = of_20(2)
    assert found.at(End.MEAN) == found.mean
    assert (float(found.at(End.LOW)), float(found.at(End.HIGH))) == (found.low, found.high)
    assert found.at(End.LOW) < found.at(End.MEAN) < found.at(End.HIGH)
    wrong: Any = "low"
    with pytest.raises(InvalidTypeError, match=r"end must be such as End\.LOW"):
        found.at(wrong)


def test_an_estimate_is_a_value() -> None:
    """
    Equal estimates are equal; one survives pickling and its repr evaluates.
    """
    found = of_20(2)
    assert found == of_20(2) == pickle.loads(pickle.dumps(found))
    names = {"Estimate": Estimate, "Fraction": Fraction, "Rate": Rate}
    assert eval(repr(found), names) == found
    assert str(found) == "0.0566 (0.01591 … 0.1162, 90 %)"


@pytest.mark.parametrize("wrong", [2.0, "2", True, None])
def test_counts_are_int(wrong: Any) -> None:
    """
    A float, a text or a bool is no count.
    """
    prior: dict[str, Any] = {"prior_hits": Fraction(1), "prior_misses": Fraction(1)}
    asks: tuple[Callable[[], object], ...] = (
        lambda: share(wrong, 20, **prior),
        lambda: share(0, wrong, **prior),
        lambda: per_day(wrong, 2, prior_count=Fraction(1), prior_days=Fraction(1)),
        lambda: per_day(2, wrong, prior_count=Fraction(1), prior_days=Fraction(1)),
    )
    for ask in asks:
        with pytest.raises(InvalidTypeError, match="must be a whole number as int"):
            ask()


def test_counts_are_possible() -> None:
    """
    No negative counts, and no more hits than trials.
    """
    prior: dict[str, Any] = {"prior_hits": Fraction(1), "prior_misses": Fraction(1)}
    with pytest.raises(InvalidValueError, match="hits must be at least 0"):
        share(-1, 20, **prior)
    with pytest.raises(InvalidValueError, match=r"more hits than trials \(got 21 of 20\)"):
        share(21, 20, **prior)
    with pytest.raises(InvalidValueError, match="days must be at least 0"):
        per_day(1, -1, prior_count=Fraction(1), prior_days=Fraction(1))


@pytest.mark.parametrize("wrong", [1, 1.5, None, "one"])
def test_priors_are_fractions(wrong: Any) -> None:
    """
    A float is no exact count of a prior.
    """
    with pytest.raises(InvalidTypeError, match="a count of a prior must be a Fraction"):
        share(1, 2, prior_hits=wrong, prior_misses=Fraction(1))


@pytest.mark.parametrize("wrong", [Fraction(0), Fraction(-1)])
def test_priors_say_something(wrong: Fraction) -> None:
    """
    A prior of nothing has no interval.
    """
    with pytest.raises(InvalidValueError, match="a count of a prior must be above 0"):
        per_day(1, 2, prior_count=wrong, prior_days=Fraction(1))


def test_levels_are_rates() -> None:
    """
    A level is a rate between 0 and 100 %.
    """
    wrong: Any = 0.9
    with pytest.raises(InvalidTypeError, match="level must be such as Rate"):
        of_20(2, level=wrong)
    for level in ("0", "100"):
        with pytest.raises(InvalidValueError, match="level must be above 0 % and below 100 %"):
            of_20(2, level=Rate.percent(level))
