"""
The multiple-choice knapsack (多肢選択ナップサック問題): at most one option a group, within a budget.

First the linear relaxation, rounded down and filled up: quick, and with an upper bound. Then the exact
core (Pisinger 1995): options that the bound rules out are dropped, and dynamic programming goes from
the break outwards, group by group, over what is left. Bounds are compared in integers, for a float is
wrong once in some thousand cases. The budget is rounded down to what all costs have in common. The work
is capped: where the cap is met, the answer is the best one found, beside a bound that still holds.
"""

from __future__ import annotations

import math

from bisect import bisect_right
from itertools import chain, zip_longest
from operator import itemgetter
from typing import TYPE_CHECKING, Final, TypeVar

import attrs

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.relaxations import LARGEST, Relaxation, hull_of, relaxed, slope_key


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qoo10model.basics.relaxations import Hull, Option

__all__ = ("Selection", "choose", "select")

_MOST_STATES: Final = 20_000
_MOST_UPGRADES: Final = 5
_MOST_WORK: Final = 1_000_000

_State = tuple[int, int, int, int, "_State | None"]
_Slope = tuple[int, int]

_S = TypeVar("_S")

_COST: Final = itemgetter(0)


@attrs.frozen
class Selection:
    """
    What was chosen: the place of the option in each group, None where none was taken.

    *cost* and *value* are their sums; no choice within the budget is worth more than *bound*.

    >>> Selection((0, None), 200, 50, 50).is_optimal
    True
    """

    choices: tuple[int | None, ...]
    cost: int
    value: int
    bound: int

    @property
    def is_optimal(self) -> bool:
        """
        Whether no other choice is worth more.
        """
        return self.value == self.bound


def select(
    groups: Iterable[Sequence[tuple[int, int]]], budget: int, *, exact: bool = True
) -> Selection:
    """
    Return the choice of at most one option a group, within *budget*, that is worth most.

    An option is a pair of cost and value. One of no value, or that alone exceeds the budget, is never
    taken. Without *exact* the answer is quick and near the best, and its bound says how near.

    Raises `InvalidTypeError` for what is no int, `InvalidValueError` for a negative budget or cost and
    for numbers above 10**15.

    >>> select([[(200, 50), (300, 60)], [(200, 55)]], 400)
    Selection(choices=(0, 0), cost=400, value=105, bound=105)
    """
    options = [[(cost, value, at) for at, (cost, value) in enumerate(group)] for group in groups]
    given = [one for group in options for option in group for one in option]
    if type(budget) is not int or not {int}.issuperset(map(type, given)):
        wrong = next(one for one in (budget, *given) if type(one) is not int)
        raise InvalidTypeError(f"budget, costs and values must be int (got {wrong!r})")
    return choose(options, budget, exact=exact)


def choose(groups: Sequence[Sequence[Option]], budget: int, *, exact: bool = True) -> Selection:
    """
    Return the same as `select` for options that know their place: cost, value and place, all int.

    Raises `InvalidValueError` as `select` does; that all are int is not asked again.

    >>> choose([[(200, 50, 0), (300, 60, 1)], [(200, 55, 0)]], 400).value
    105
    """
    kept = _useful(groups, budget)
    # What all costs have in common, the rest of the budget cannot buy.
    budget -= budget % (math.gcd(*(option[0] for group in kept for option in group)) or 1)
    relaxation = relaxed([hull_of(options) for options in kept], budget)
    taken, cost, value = _filled(relaxation, kept)
    bound = relaxation.bound
    if exact and value < bound:
        core = _Core(relaxation, kept, value)
        core.run()
        bound = core.bound
        if core.best is not None:
            taken, cost, value = core.solution()
    choices = tuple(None if option[2] < 0 else option[2] for option in taken)
    return Selection(choices, cost, value, bound)


def _useful(groups: Sequence[Sequence[Option]], budget: int) -> Sequence[Sequence[Option]]:
    """
    Return *groups* without options that are worth nothing or exceed the budget, which must be possible.
    """
    costs = [option[0] for group in groups for option in group]
    values = [option[1] for group in groups for option in group]
    least, most = min(costs, default=0), max(costs, default=0)
    if least < 0 or budget < 0:
        raise InvalidValueError(f"budget and costs must be at least 0 (got {min(least, budget)})")
    if max(most, max(values, default=0)) > LARGEST:
        largest = max(most, *values)
        raise InvalidValueError(f"costs and values must be at most {LARGEST:,} (got {largest:,})")
    if most <= budget and min(values, default=1) > 0:
        return groups
    return [[one for one in group if one[1] > 0 and one[0] <= budget] for group in groups]


def _filled(
    relaxation: Relaxation, groups: Sequence[Sequence[Option]]
) -> tuple[list[Option], int, int]:
    """
    Fill up what the relaxation leaves of the budget: by later steps that fit, then by upgrades.
    """
    hulls, places = relaxation.hulls, list(relaxation.taken)
    slack = relaxation.budget - relaxation.cost
    value = relaxation.value
    for _, group, place, cost, gain in relaxation.rest:
        if cost <= slack and places[group] == place - 1:
            places[group] = place
            slack -= cost
            value += gain
    taken = [hull[place] for hull, place in zip(hulls, places, strict=True)]
    for _ in range(_MOST_UPGRADES):
        upgrade = _upgrade(taken, groups, slack)
        if upgrade is None:
            break
        group, option = upgrade
        slack -= option[0] - taken[group][0]
        value += option[1] - taken[group][1]
        taken[group] = option
    return taken, relaxation.budget - slack, value


def _upgrade(
    taken: Sequence[Option], groups: Sequence[Sequence[Option]], slack: int
) -> tuple[int, Option] | None:
    best, found = 0, None
    for group, (now, options) in enumerate(zip(taken, groups, strict=True)):
        most, least = now[0] + slack, now[1] + best
        for option in options:
            if option[1] > least and option[0] <= most:
                best, found = option[1] - now[1], (group, option)
                least = option[1]
    return found


class _Core:
    """
    Dynamic programming over the groups around the break, each state a departure from the break's choice.

    A state is its cost, its value, the group and option that it departs by, and the state before.
    *best* is the best state found that fits, None while none beats what was known before.
    """

    def __init__(
        self, relaxation: Relaxation, groups: Sequence[Sequence[Option]], known: int
    ) -> None:
        self.relaxation = relaxation
        self.budget = relaxation.budget
        self.value = known
        self.bound = relaxation.bound
        self.best: _State | None = None
        self.dropped = known
        self.breaks = [
            hull[place] for hull, place in zip(relaxation.hulls, relaxation.taken, strict=True)
        ]
        self.departures = self._departures(groups)

    def run(self) -> None:
        """
        Go through the groups until no state is left that could be better, or the work is done.
        """
        order, ups, downs = self._order()
        states: list[_State] = [(self.relaxation.cost, self.relaxation.value, -1, -1, None)]
        work = 0
        for at, group in enumerate(order):
            options = self.departures[group]
            work += len(states) * (len(options) + 1)
            if work > _MOST_WORK:
                self._drop(states, ups[at], downs[at])
                break
            states = self._grown(states, group, ups[at + 1], downs[at + 1])
            if len(states) > _MOST_STATES:
                states = self._thinned(states, ups[at + 1], downs[at + 1])
            if not states:
                break
        self.bound = min(self.bound, max(self.value, self.dropped))

    def solution(self) -> tuple[list[Option], int, int]:
        """
        Return the options of the best state, their cost and their value.
        """
        taken, state = list(self.breaks), self.best
        assert state is not None
        cost, value = state[0], state[1]
        while state is not None and state[2] >= 0:
            group = state[2]
            taken[group] = self.departures[group][state[3]][2]
            state = state[4]
        return taken, cost, value

    def _departures(
        self, groups: Sequence[Sequence[Option]]
    ) -> dict[int, list[tuple[int, int, Option]]]:
        """
        Return by group what departing from the break changes, where the bound leaves that possible.
        """
        rise, run = self.relaxation.slope
        # Above this loss, in units of 1 / run, the bound of a choice falls to what is known.
        most = run * (self.relaxation.value - self.value - 1) + rise * (
            self.budget - self.relaxation.cost
        )
        found: dict[int, list[tuple[int, int, Option]]] = {}
        nothing = (0, 0, -1)
        for group, (now, options) in enumerate(zip(self.breaks, groups, strict=True)):
            cost, value, at = now
            least = run * value - rise * cost - most
            kept = [
                (option[0] - cost, option[1] - value, option)
                for option in options
                if run * option[1] - rise * option[0] >= least and option[2] != at
            ]
            if at >= 0 and least <= 0:
                kept.append((-cost, -value, nothing))
            if kept:
                found[group] = kept
        return found

    def _order(self) -> tuple[list[int], list[_Slope], list[_Slope | None]]:
        """
        Return the groups, nearest to the break first, and the slopes that those from each on have left.
        """
        ups: list[tuple[int, int, _Slope]] = []
        downs: list[tuple[int, int, _Slope]] = []
        for group in self.departures:
            hull, place = self.relaxation.hulls[group], self.relaxation.taken[group]
            if place + 1 < len(hull):
                slope = _slope(hull, place)
                ups.append((-slope_key(*slope), group, slope))
            if place:
                slope = _slope(hull, place - 1)
                downs.append((slope_key(*slope), group, slope))
        ups.sort()
        downs.sort()
        order = list(dict.fromkeys((*_in_turn(ups, downs), *self.departures)))
        return order, _left(ups, order, (0, 1)), _left(downs, order, None)

    def _grown(
        self, states: list[_State], group: int, up: _Slope, down: _Slope | None
    ) -> list[_State]:
        parts = [self._alive(states, 0, 0, -1, -1, up, down)]
        for at, (cost, value, _) in enumerate(self.departures[group]):
            parts.append(self._alive(states, cost, value, group, at, up, down))
        merged = sorted(chain.from_iterable(parts), key=_COST)
        kept: list[_State] = []
        last_cost, last_value = -1, -1
        for state in merged:
            if state[1] > last_value:
                last_value = state[1]
                if state[0] == last_cost:
                    kept[-1] = state
                else:
                    kept.append(state)
                    last_cost = state[0]
        self._note(kept)
        return kept

    def _alive(
        self,
        states: list[_State],
        cost: int,
        value: int,
        group: int,
        at: int,
        up: _Slope,
        down: _Slope | None,
    ) -> list[_State]:
        """
        Return *states* moved by *cost* and *value*, as far as the groups left could still make them best.
        """
        fitting = bisect_right(states, self.budget - cost, key=_COST)
        kept = self._moved(states[:fitting], cost, value, group, at, up)
        if down is not None:
            kept += self._moved(states[fitting:], cost, value, group, at, down)
        return kept

    def _moved(
        self, states: list[_State], cost: int, value: int, group: int, at: int, slope: _Slope
    ) -> list[_State]:
        rise, run = slope
        # What a state must reach: value * run + (budget - its cost) * rise, moved as the states are.
        least = run * (self.value + 1 - value) - rise * (self.budget - cost)
        if group < 0:
            return [s for s in states if s[1] * run - s[0] * rise >= least]
        return [
            (s[0] + cost, s[1] + value, group, at, s)
            for s in states
            if s[1] * run - s[0] * rise >= least
        ]

    def _note(self, states: list[_State]) -> None:
        fitting = bisect_right(states, self.budget, key=_COST)
        if fitting and states[fitting - 1][1] > self.value:
            self.best = states[fitting - 1]
            self.value = self.best[1]

    def _drop(self, states: Iterable[_State], up: _Slope, down: _Slope | None) -> None:
        for state in states:
            slack = self.budget - state[0]
            rise, run = up if slack >= 0 else down or up
            self.dropped = max(self.dropped, state[1] + slack * rise // run)

    def _thinned(self, states: list[_State], up: _Slope, down: _Slope | None) -> list[_State]:
        ahead, back = (slope[0] / slope[1] for slope in (up, down or up))
        budget = self.budget

        def promise(at: int) -> float:
            slack = budget - states[at][0]
            return states[at][1] + slack * (ahead if slack >= 0 else back)

        order = sorted(range(len(states)), key=promise, reverse=True)
        self._drop((states[at] for at in order[_MOST_STATES:]), up, down)
        return [states[at] for at in sorted(order[:_MOST_STATES])]


def _slope(hull: Hull, place: int) -> _Slope:
    cost, value, _ = hull[place]
    next_cost, next_value, _ = hull[place + 1]
    return next_value - value, next_cost - cost


def _in_turn(
    ups: Sequence[tuple[int, int, _Slope]], downs: Sequence[tuple[int, int, _Slope]]
) -> Iterable[int]:
    for pair in zip_longest(ups, downs):
        for one in pair:
            if one is not None:
                yield one[1]


def _left(
    slopes: Sequence[tuple[int, int, _Slope]], order: Sequence[int], none: _S
) -> list[_Slope | _S]:
    place_of = {group: place for place, group in enumerate(order)}
    left: list[_Slope | _S] = []
    first = 0
    for at in range(len(order) + 1):
        while first < len(slopes) and place_of[slopes[first][1]] < at:
            first += 1
        left.append(slopes[first][2] if first < len(slopes) else none)
    return left
