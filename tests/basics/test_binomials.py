from __future__ import annotations

import math
import tomllib

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.basics.binomials import among, interval, trials_without_hit
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.money import Rate
from qoo10model.basics.quantiles import beta_quantile


WORKED: dict[str, Any] = tomllib.loads(
    (Path(__file__).parents[1] / "worked" / "analytics.toml").read_text(encoding="utf-8")
)
NINETY_FIVE = Rate.percent("95")


@pytest.mark.parametrize("case", WORKED["interval"])
def test_intervals_that_were_published(case: Any) -> None:
    """
    Both ends are those of the printed tables, to their four decimals.
    """
    found = interval(case["hits"], case["trials"], level=NINETY_FIVE)
    assert (round(found.low, 4), round(found.high, 4)) == (case["low"], case["high"])
    assert found.mean == Fraction(case["hits"], case["trials"])
    assert found.level == NINETY_FIVE


@given(trials=st.integers(1, 60), data=st.data())
def test_each_end_is_where_chance_runs_out(trials: int, data: Any) -> None:
    """
    At either end, what was seen or something further off has exactly the probability left outside.
    """
    hits = data.draw(st.integers(0, trials))
    found = interval(hits, trials)
    if hits:
        above = sum(_probability(k, trials, found.low) for k in range(hits, trials + 1))
        assert above == pytest.approx(0.05, rel=1e-6)
    if hits < trials:
        below = sum(_probability(k, trials, found.high) for k in range(hits + 1))
        assert below == pytest.approx(0.05, rel=1e-6)
    assert 0 <= found.low <= found.mean <= found.high <= 1


@pytest.mark.parametrize("level", ["0.001", "50", "90", "99.9999999999"])
@pytest.mark.parametrize(
    "hits, trials", [(1, 2), (1, 1_000), (30, 1_000), (999, 1_000), (3_000, 100_000), (7, 10**7)]
)
def test_the_ends_are_quantiles(hits: int, trials: int, level: str) -> None:
    """
    The short way to a tail leads where the general quantile leads.
    """
    rate = Rate.percent(level)
    outside = float(rate.complement.fraction / 2)
    found = interval(hits, trials, level=rate)
    assert found.low == pytest.approx(beta_quantile(outside, hits, trials - hits + 1), rel=1e-7)
    other = beta_quantile(outside, trials - hits, hits + 1)
    assert found.high == pytest.approx(1 - other, rel=1e-7)


def test_a_tail_that_is_next_to_nothing() -> None:
    """
    A level of all but 10⁻³⁰ has its ends, too: what is too small to be told from none is stepped over.
    """
    found = interval(500, 1_000, level=Rate(10**30 - 2, 10**30))
    assert 0.2 < found.low < 0.35
    assert 0.65 < found.high < 0.8
    assert found.low == pytest.approx(1 - found.high)


@given(trials=st.integers(1, 500), data=st.data())
def test_misses_mirror_hits(trials: int, data: Any) -> None:
    """
    The interval of the misses is that of the hits turned round.
    """
    hits = data.draw(st.integers(0, trials))
    found, mirrored = interval(hits, trials), interval(trials - hits, trials)
    assert mirrored.low == pytest.approx(1 - found.high, abs=1e-9)
    assert mirrored.high == pytest.approx(1 - found.low, abs=1e-9)


@given(trials=st.integers(1, 300), data=st.data())
def test_a_surer_interval_is_wider(trials: int, data: Any) -> None:
    """
    A higher level moves both ends outwards.
    """
    hits = data.draw(st.integers(0, trials))
    narrow, wide = interval(hits, trials), interval(hits, trials, level=NINETY_FIVE)
    assert wide.low <= narrow.low
    assert narrow.high <= wide.high


@given(thousandths=st.integers(1, 999))
def test_so_many_trials_are_enough_and_one_fewer_is_not(thousandths: int) -> None:
    """
    With that many trials and no hit the interval lies below the rate, with one fewer it does not.
    """
    rate = thousandths / 1_000
    needed = trials_without_hit(rate)
    assert needed is not None
    assert interval(0, needed).high < rate + 1e-12
    if needed > 1:
        assert interval(0, needed - 1).high >= rate - 1e-12


@pytest.mark.parametrize(
    "rate, needed", [(0.0, None), (-0.5, None), (1.0, 1), (1.5, 1), (0.03, 99)]
)
def test_rates_at_the_edge(rate: float, needed: int | None) -> None:
    """
    No number of trials shows that a rate is below 0; one shows that it is below 1.
    """
    assert trials_without_hit(rate) == needed


@pytest.mark.parametrize("comparisons, level", [(1, "90"), (2, "95"), (10, "99"), (1_000, "99.99")])
def test_what_is_left_is_shared_out(comparisons: int, level: str) -> None:
    """
    The tenth that 90 % leave is shared out evenly.
    """
    assert among(Rate.percent("90"), comparisons) == Rate.percent(level)


@pytest.mark.parametrize(
    "hits, trials, error",
    [
        (1, 0, InvalidValueError),
        (0, 0, InvalidValueError),
        (3, 2, InvalidValueError),
        (-1, 2, InvalidValueError),
        (0, -1, InvalidValueError),
        (1.0, 2, InvalidTypeError),
        (1, 2.0, InvalidTypeError),
        (True, 2, InvalidTypeError),
        ("1", 2, InvalidTypeError),
        (None, 2, InvalidTypeError),
    ],
)
def test_counts_that_cannot_be(hits: Any, trials: Any, error: type[Exception]) -> None:
    """
    More hits than trials, no trials, and what is no whole number are refused.
    """
    with pytest.raises(error, match="hits and trials"):
        interval(hits, trials)


@pytest.mark.parametrize(
    "level", [Rate.percent("0"), Rate.percent("100"), Rate.percent("-5"), 0.9, None]
)
def test_levels_that_cannot_be(level: Any) -> None:
    """
    A level lies between 0 % and 100 % and is a rate, wherever it is asked for.
    """
    for asked in (
        lambda: interval(1, 2, level=level),
        lambda: trials_without_hit(0.5, level=level),
        lambda: among(level, 2),
    ):
        with pytest.raises((InvalidTypeError, InvalidValueError), match="level must be"):
            asked()


def test_nothing_to_compare() -> None:
    """
    No comparison at all has no level.
    """
    with pytest.raises(InvalidValueError, match="at least 1"):
        among(Rate.percent("90"), 0)


def _probability(hits: int, trials: int, rate: float) -> float:
    return math.comb(trials, hits) * rate**hits * (1 - rate) ** (trials - hits)
