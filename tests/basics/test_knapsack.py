from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.basics import knapsack
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.knapsack import Selection, choose, select


Groups = list[list[tuple[int, int]]]
Draw = Callable[[int, int], int]

FUZZ_CASES = 3_000
"""
So many random cases run in each suite; benchmarks/adspend.py runs 50,000 and more.
"""


def drawing(seed: int) -> Draw:
    """
    What draws whole numbers between two, the same ones for a seed (Lehmer's generator).
    """
    state = [seed]

    def draw(low: int, high: int) -> int:
        state[0] = state[0] * 48_271 % 2_147_483_647
        return low + state[0] % (high - low + 1)

    return draw


def best_value(groups: Groups, budget: int) -> int:
    """
    The highest value by a plain dynamic programme over every yen of the budget.
    """
    best = [0] * (budget + 1)
    for group in groups:
        after = best[:]
        for cost, value in group:
            for spent in range(cost, budget + 1):
                after[spent] = max(after[spent], best[spent - cost] + value)
        best = after
    return max(best)


def sums(groups: Groups, found: Selection) -> tuple[int, int]:
    """
    What the chosen options cost and are worth.
    """
    taken = [group[at] for group, at in zip(groups, found.choices, strict=True) if at is not None]
    return sum(cost for cost, _ in taken), sum(value for _, value in taken)


options = st.tuples(st.integers(0, 30), st.integers(-5, 60))
some_groups = st.lists(st.lists(options, max_size=5), max_size=7)
units = st.sampled_from((1, 2, 6, 100))


def case(draw: Draw) -> tuple[Groups, int]:
    """
    A case of one of five kinds: anything, nearly proportional, exactly so, and with common factors.
    """
    count, kind = draw(0, 7), draw(0, 4)
    unit, most = (1, 1, 2, 3, 6, 10)[draw(0, 5)], (4, 10, 40)[draw(0, 2)]
    values = (
        lambda _: draw(-5, 60),
        lambda cost: cost + draw(0, 3),
        lambda cost: cost * 3,
        lambda cost: cost * 7 + draw(-2, 2),
        lambda _: draw(0, 1_000),
    )
    groups: Groups = []
    for _ in range(count):
        costs = [draw(int(kind != 0), most) * unit for _ in range(draw(0, 5))]
        groups.append([(cost, values[kind](cost)) for cost in costs])
    return groups, draw(0, max(1, count * most * unit * 2 // 3))


def many(count: int, *, unit: int = 1, seed: int = 0) -> tuple[Groups, int]:
    """
    Many groups of eight options whose value is nearly their cost: the hard kind.
    """
    draw = drawing(seed + 1)
    groups = [
        [(cost, cost + 10) for cost in (draw(100, 6_000) // unit * unit for _ in range(8))]
        for _ in range(count)
    ]
    return groups, sum(max(cost for cost, _ in group) for group in groups) // 12 | 1


def test_random_cases_agree_with_a_dynamic_programme() -> None:
    """
    On each of 3,000 cases the exact answer is the best one and says so, and the quick one bounds it.
    """
    draw = drawing(20_261_122)
    for _ in range(FUZZ_CASES):
        groups, budget = case(draw)
        best = best_value(groups, budget)
        exact, quick = select(groups, budget), select(groups, budget, exact=False)
        assert sums(groups, exact) == (exact.cost, exact.value), (groups, budget)
        assert sums(groups, quick) == (quick.cost, quick.value), (groups, budget)
        assert exact.cost <= budget >= quick.cost
        assert exact.value == best == exact.bound, (groups, budget)
        assert quick.value <= best <= quick.bound, (groups, budget)


@given(some_groups, st.integers(0, 120), units)
def test_an_answer_is_the_best(groups: Groups, budget: int, unit: int) -> None:
    """
    Whatever the groups and their common factor are, no choice within the budget is worth more.
    """
    scaled = [[(cost * unit, value) for cost, value in group] for group in groups]
    found = select(scaled, budget * unit + unit // 2)
    assert found.value == found.bound == best_value(groups, budget)
    assert found.is_optimal
    assert sums(scaled, found) == (found.cost, found.value)


@given(some_groups, st.integers(0, 120), st.integers(0, 60))
def test_more_money_never_earns_less(groups: Groups, budget: int, more: int) -> None:
    """
    The value rises with the budget, and one more group never lowers it.
    """
    assert select(groups, budget).value <= select(groups, budget + more).value
    assert select(groups[1:], budget).value <= select(groups, budget).value


@given(some_groups, st.integers(0, 120))
def test_only_what_is_worth_something_is_taken(groups: Groups, budget: int) -> None:
    """
    No option of no value is ever chosen, nor one that alone exceeds the budget.
    """
    for exact in (True, False):
        found = select(groups, budget, exact=exact)
        for group, at in zip(groups, found.choices, strict=True):
            assert at is None or (group[at][1] > 0 and group[at][0] <= budget)


@given(some_groups, st.integers(0, 120), st.integers(1, 6), st.integers(1, 60))
def test_a_capped_answer_keeps_its_promise(
    groups: Groups, budget: int, states: int, work: int
) -> None:
    """
    With hardly any states and hardly any work allowed, the value is feasible and the bound holds.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(knapsack, "_MOST_STATES", states)
        patch.setattr(knapsack, "_MOST_WORK", work)
        found = select(groups, budget)
    assert sums(groups, found) == (found.cost, found.value)
    assert found.cost <= budget
    assert found.value <= best_value(groups, budget) <= found.bound


def test_capped_random_cases_keep_their_promise() -> None:
    """
    On 2,000 cases with few states allowed the bound is never below the best value.
    """
    draw = drawing(7)
    capped = 0
    with pytest.MonkeyPatch.context() as patch:
        for _ in range(2_000):
            groups, budget = case(draw)
            patch.setattr(knapsack, "_MOST_STATES", draw(1, 4))
            patch.setattr(knapsack, "_MOST_WORK", draw(1, 80))
            found = select(groups, budget)
            best = best_value(groups, budget)
            assert found.value <= best <= found.bound, (groups, budget)
            capped += not found.is_optimal
    assert capped > 20


@pytest.mark.parametrize("unit", [1, 6])
def test_the_hard_kind_ends_with_a_small_gap(unit: int) -> None:
    """
    Many keywords whose value is nearly their cost: within a few yen of the bound, capped or not.
    """
    groups, budget = many(300, unit=unit)
    found = select(groups, budget)
    assert sums(groups, found) == (found.cost, found.value)
    assert found.bound - found.value <= 10


def test_the_cap_is_met_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Where the work ends early the answer is no proof, and the gap is told.
    """
    groups, budget = many(60)
    monkeypatch.setattr(knapsack, "_MOST_WORK", 100)
    found = select(groups, budget)
    assert not found.is_optimal
    assert found.value < found.bound
    monkeypatch.setattr(knapsack, "_MOST_WORK", 10**9)
    monkeypatch.setattr(knapsack, "_MOST_STATES", 50)
    thinned = select(groups, budget)
    assert found.value <= thinned.value <= thinned.bound


CASES: list[tuple[Groups, int, tuple[int | None, ...], int]] = [
    ([], 0, (), 0),
    ([], 100, (), 0),
    ([[]], 100, (None,), 0),
    ([[(100, 5)]], 0, (None,), 0),
    ([[(100, 5)]], 99, (None,), 0),
    ([[(100, 5)]], 100, (0,), 5),
    ([[(100, 0)]], 100, (None,), 0),
    ([[(100, -5)]], 100, (None,), 0),
    ([[(0, 5), (100, 9)]], 50, (0,), 5),
    ([[(0, 5), (100, 9)]], 100, (1,), 9),
    ([[(0, 5), (0, 7)]], 0, (1,), 7),
    # The step of highest ratio alone is worth less than what fits the budget whole.
    ([[(60, 100)], [(100, 160)]], 100, (None, 0), 160),
    # The best mixture takes an option that no hull has.
    ([[(10, 10), (20, 11), (30, 30)], [(20, 25)]], 40, (1, 0), 36),
    # One in twelve of a yen: what floats got wrong, as 261 for 262.
    ([[(3, 131)], [(3, 131)], [(7, 261)]], 7, (0, 0, None), 262),
]


@pytest.mark.parametrize("groups, budget, choices, value", CASES)
def test_cases_by_hand(
    groups: Groups, budget: int, choices: tuple[int | None, ...], value: int
) -> None:
    """
    Small cases, each with one answer that can be seen.
    """
    found = select(groups, budget)
    assert (found.choices, found.value, found.bound) == (choices, value, value)


def test_the_quick_answer_fills_up_what_is_left() -> None:
    """
    After the step that does not fit come later ones that do, and then the best upgrades.
    """
    later = select([[(60, 600)], [(50, 450)], [(40, 300)]], 100, exact=False)
    assert (later.choices, later.value) == ((0, None, 0), 900)
    upgraded = select([[(60, 600), (75, 610)], [(50, 450)]], 80, exact=False)
    assert (upgraded.choices, upgraded.value) == ((1, None), 610)


def test_what_exceeds_the_budget_alone_is_not_in_the_bound() -> None:
    """
    Of an option that cannot be bought no part counts.
    """
    assert select([[(100, 5)]], 99, exact=False).bound == 0
    assert select([[(100, 5)], [(50, 2)]], 99, exact=False).bound == 2


def test_what_costs_have_in_common_sharpens_the_bound() -> None:
    """
    Sixes cannot use an odd budget: of 29 they can spend 24, and 12 of 18 for 14 are 9 more, not 13.
    """
    groups = [[(12, 10)], [(18, 14)]]
    assert select(groups, 29, exact=False).bound == 19
    assert choose([[(12, 10, 0)], [(18, 14, 0)]], 29, exact=False).bound == 19
    assert select([[(12, 10)], [(17, 14)]], 28, exact=False).bound == 23


@pytest.mark.parametrize(
    "most, choices, value", [(5, (2, 1), 40), (1, (2, 1), 40), (0, (2, None), 30)]
)
def test_upgrades_have_an_end(
    most: int, choices: tuple[int | None, ...], value: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    What no step of the hulls fits is filled by upgrades, as many as are allowed.
    """
    monkeypatch.setattr(knapsack, "_MOST_UPGRADES", most)
    groups = [[(10, 10), (20, 11), (30, 30)], [(10, 9), (20, 10), (30, 29)]]
    found = select(groups, 50, exact=False)
    assert (found.choices, found.value) == (choices, value)


def test_large_numbers_stay_exact() -> None:
    """
    Costs and values of 15 digits that differ in the last one are told apart.
    """
    most = 10**15
    groups = [[(most - 1, most - 1)], [(most, most)], [(most - 2, most - 3)]]
    found = select(groups, 2 * most - 2)
    assert (found.choices, found.value, found.is_optimal) == ((None, 0, 0), 2 * most - 3, True)


BAD: list[tuple[Any, Any, Any, str]] = [
    ([[(1.0, 1)]], 1, InvalidTypeError, r"must be int \(got 1\.0\)"),
    ([[(1, 1.5)]], 1, InvalidTypeError, r"must be int \(got 1\.5\)"),
    ([[(True, 1)]], 1, InvalidTypeError, r"must be int \(got True\)"),
    ([[("1", 1)]], 1, InvalidTypeError, r"must be int \(got '1'\)"),
    ([[(1, 1)]], 1.0, InvalidTypeError, r"must be int \(got 1\.0\)"),
    ([[(1, 1)]], None, InvalidTypeError, r"must be int \(got None\)"),
    ([[(1, 1)]], -1, InvalidValueError, r"at least 0 \(got -1\)"),
    ([], -1, InvalidValueError, r"at least 0 \(got -1\)"),
    ([[(-3, 1)]], 1, InvalidValueError, r"at least 0 \(got -3\)"),
    ([[(10**15 + 1, 1)]], 1, InvalidValueError, r"\(got 1,000,000,000,000,001\)"),
    ([[(1, 10**15 + 1)]], 1, InvalidValueError, r"\(got 1,000,000,000,000,001\)"),
]


@pytest.mark.parametrize("groups, budget, error, match", BAD)
def test_bad_input(groups: Any, budget: Any, error: Any, match: str) -> None:
    """
    Floats, bools, texts, negative costs and numbers beyond 15 digits are refused.
    """
    with pytest.raises(error, match=match):
        select(groups, budget)
