"""
Budgets over many keywords beside HiGHS (scipy.optimize.milp) and OR-tools CP-SAT, and random cases
beside a plain dynamic programme.

Goals: the same optimum wherever they finish; greedy at 10,000 keywords of 8 ranks in at most 0.15 s;
the exact median at least 50 times faster than HiGHS there; the hardest kinds (steps of one yen,
multiples of six with an odd budget, profit nearly the cost) within 2 s, with their gap; 50,000 random
cases, none wrong. Times are those of the processor, each solver on one thread.

``python benchmarks/adspend.py fuzz 50000`` runs the cases alone, ``million`` a million keywords.
"""

from __future__ import annotations

import random
import statistics
import sys
import time

from typing import TYPE_CHECKING

import numpy as np

from ortools.sat.python import cp_model
from scipy.optimize import LinearConstraint, milp
from scipy.sparse import csr_array

from qoo10model.adspend import Keyword, Place, plan_budget


if TYPE_CHECKING:
    from collections.abc import Callable

RANKS = 8
SOLVER_SECONDS = 20
SEEDS = range(5)

Words = tuple[Keyword, ...]


def ads(chance: random.Random, step: int) -> tuple[Place, ...]:
    """
    Places as an auction has them: bids fall with the rank, and so do clicks, less quickly.
    """
    price, clicks, worth = (
        chance.randint(1_000, 6_000),
        chance.uniform(5, 120),
        chance.uniform(20, 90),
    )
    places = []
    for rank in range(1, RANKS + 1):
        cost = max(step, int(price * 0.82**rank) // step * step)
        profit = int(clicks * 0.85**rank * worth) - cost + chance.randint(0, 50)
        places.append(Place(rank, cost, profit))
    return tuple(places)


def anything(chance: random.Random, step: int) -> tuple[Place, ...]:
    """
    Places whose costs and profits have nothing to do with each other.
    """
    return tuple(
        Place(rank, max(step, chance.randint(100, 6_000) // step * step), chance.randint(1, 10_000))
        for rank in range(1, RANKS + 1)
    )


def nearly(chance: random.Random, step: int) -> tuple[Place, ...]:
    """
    Places whose profit is nearly one and a half of the cost.
    """
    costs = [max(step, chance.randint(100, 6_000) // step * step) for _ in range(RANKS)]
    return tuple(
        Place(rank, cost, cost * 3 // 2 + chance.randint(0, 3))
        for rank, cost in enumerate(costs, 1)
    )


def alike(chance: random.Random, step: int) -> tuple[Place, ...]:
    """
    Places whose profit is the cost and ten yen.
    """
    costs = [max(step, chance.randint(100, 6_000) // step * step) for _ in range(RANKS)]
    return tuple(Place(rank, cost, cost + 10) for rank, cost in enumerate(costs, 1))


KINDS: tuple[tuple[str, Callable[[random.Random, int], tuple[Place, ...]], int], ...] = (
    ("auctions, steps of 100", ads, 100),
    ("auctions, steps of 1", ads, 1),
    ("anything, steps of 100", anything, 100),
    ("anything, steps of 1", anything, 1),
    ("nearly proportional, steps of 1", nearly, 1),
    ("nearly proportional, sixes, odd budget", nearly, 6),
    ("cost and ten yen, steps of 1", alike, 1),
    ("cost and ten yen, sixes, odd budget", alike, 6),
)


def instance(
    count: int, make: Callable[[random.Random, int], tuple[Place, ...]], step: int, seed: int
) -> tuple[Words, int]:
    """
    Return *count* keywords and a budget for a part of them.
    """
    chance = random.Random(seed)
    words = tuple(Keyword(str(at), make(chance, step)) for at in range(count))
    budget = sum(max(place.price for place in word.places) for word in words) * (1 + seed) // 12
    return words, budget | 1 if step == 6 else budget


def with_highs(words: Words, budget: int) -> int:
    """
    Return the highest profit that HiGHS finds.
    """
    places = [(at, place) for at, word in enumerate(words) for place in word.places]
    n = len(places)
    rows = np.array([at for at, _ in places])
    one_each = csr_array((np.ones(n), (rows, np.arange(n))), shape=(len(words), n))
    costs = csr_array(np.array([[place.price for _, place in places]], dtype=float))
    found = milp(
        -np.array([place.profit for _, place in places], dtype=float),
        integrality=np.ones(n),
        bounds=(0, 1),
        constraints=[LinearConstraint(one_each, ub=1), LinearConstraint(costs, ub=budget)],
        options={"time_limit": SOLVER_SECONDS, "mip_rel_gap": 0},
    )
    return round(-found.fun) if found.success else -1


def with_cp_sat(words: Words, budget: int) -> int:
    """
    Return the highest profit that CP-SAT proves, −1 where it does not end.
    """
    model = cp_model.CpModel()
    chosen, costs, profits = [], [], []
    for word in words:
        here = [model.new_bool_var("") for _ in word.places]
        model.add_at_most_one(here)
        chosen += here
        costs += [place.price for place in word.places]
        profits += [place.profit for place in word.places]
    model.add(cp_model.LinearExpr.weighted_sum(chosen, costs) <= budget)
    model.maximize(cp_model.LinearExpr.weighted_sum(chosen, profits))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = SOLVER_SECONDS
    solver.parameters.num_workers = 1
    status = solver.solve(model)
    return round(solver.objective_value) if status == cp_model.OPTIMAL else -1


def timed(call: Callable[[], object]) -> tuple[float, object]:
    """
    Return the seconds of processor time that *call* took, and what it gave.
    """
    start = time.process_time()
    result = call()
    return time.process_time() - start, result


def speeds(count: int, solvers: int, cp_sat: int) -> None:
    """
    Print the times at *count* keywords; HiGHS runs on *solvers* seeds of a kind, CP-SAT on *cp_sat*.
    """
    print(f"{count:,} keywords of {RANKS} ranks: median of {len(SEEDS)} seeds in ms (worst)")
    for title, make, step in KINDS:
        quick, exact, gaps, highs, cp = [], [], [], [], []
        for seed in SEEDS:
            words, budget = instance(count, make, step, seed)
            plan_budget(words, budget)  # untimed, so that all meet warm memory
            quick.append(timed(lambda w=words, b=budget: plan_budget(w, b, exact=False))[0])
            seconds, plan = timed(lambda w=words, b=budget: plan_budget(w, b))
            exact.append(seconds)
            gaps.append(plan.gap)
            for solve, times, most in ((with_highs, highs, solvers), (with_cp_sat, cp, cp_sat)):
                if seed < most:
                    seconds, best = timed(lambda s=solve, w=words, b=budget: s(w, b))
                    times.append(seconds)
                    assert best == -1 or plan.profit <= best <= plan.upper_bound, (title, seed)
                    assert best == -1 or plan.gap or best == plan.profit, (title, seed)
        ratio = f"{statistics.median(highs) / statistics.median(exact):8.0f}" if highs else ""
        print(
            f"  {title:40} greedy {_ms(quick)}  exact {_ms(exact)}  gap {max(gaps)} yen  "
            f"HiGHS {_ms(highs)}  CP-SAT {_ms(cp)}  HiGHS / exact {ratio}",
            flush=True,
        )


def best_value(groups: list[list[tuple[int, int]]], budget: int) -> int:
    """
    Return the highest profit by a plain dynamic programme over every yen of the budget.
    """
    best = [0] * (budget + 1)
    for group in groups:
        after = best[:]
        for cost, value in group:
            for spent in range(cost, budget + 1):
                after[spent] = max(after[spent], best[spent - cost] + value)
        best = after
    return max(best)


def fuzz(count: int, seed: int = 1) -> None:
    """
    Compare *count* random cases of five kinds with the dynamic programme.
    """
    chance = random.Random(seed)
    wrong = unproved = 0
    for _ in range(count):
        kind, unit = chance.randrange(5), chance.choice((1, 1, 2, 3, 6, 10, 100))
        most = chance.choice((4, 10, 40))
        values: tuple[Callable[[int], int], ...] = (
            lambda _: chance.randint(-5, 60),
            lambda cost: cost + chance.randint(0, 3),
            lambda cost: cost * 3,
            lambda cost: cost * 7 + chance.randint(-2, 2),
            lambda _: chance.randint(0, 1_000),
        )
        groups = []
        for _ in range(chance.randint(0, 8)):
            costs = [chance.randint(1, most) for _ in range(chance.randint(0, 5))]
            groups.append([(cost, values[kind](cost)) for cost in costs])
        budget = chance.randint(0, max(1, len(groups) * most * 2 // 3))
        words = tuple(
            Keyword(str(at), tuple(Place(1, cost * unit, value) for cost, value in group))
            for at, group in enumerate(groups)
        )
        plan = plan_budget(words, budget * unit + chance.randrange(unit))
        quick = plan_budget(words, budget * unit, exact=False)
        best = best_value(groups, budget)
        wrong += not (plan.profit == best and quick.profit <= best <= quick.upper_bound)
        unproved += not plan.is_optimal
    print(f"{count:,} random cases (seed {seed}): {wrong} wrong, {unproved} not proved", flush=True)
    assert not wrong


def million() -> None:
    """
    Print the times of a million keywords with two places each.
    """
    chance = random.Random(1)
    words = tuple(
        Keyword(
            str(at),
            (Place(1, 100 * chance.randint(2, 60), chance.randint(1, 9_999)), Place(2, 100, 50)),
        )
        for at in range(1_000_000)
    )
    for exact in (False, True):
        seconds, plan = timed(lambda e=exact: plan_budget(words, 500_000_000, exact=e))
        print(f"a million keywords, exact={exact}: {seconds:.1f} s, {str(plan)[:90]}", flush=True)


def main() -> None:
    """
    Run what the arguments name, else everything in a short form.
    """
    if sys.argv[1:2] == ["fuzz"]:
        fuzz(int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    elif sys.argv[1:] == ["million"]:
        million()
    else:
        fuzz(5_000)
        speeds(10, len(SEEDS), 3)
        speeds(100, len(SEEDS), 3)
        speeds(1_000, 3, 1)
        speeds(10_000, 1, 0)


def _ms(seconds: list[float]) -> str:
    if not seconds:
        return "not run".rjust(18)
    return f"{statistics.median(seconds) * 1e3:9.1f} ({max(seconds) * 1e3:6.0f})"


if __name__ == "__main__":
    main()
