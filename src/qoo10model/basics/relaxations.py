"""
The linear relaxation of a choice under a budget (線形緩和): hulls, the break step, a bound in integers.

Of each group at most one option may be taken. Only options on the upper convex hull of their group
matter to the relaxation, so it is solved by taking the steps between them in the order of their value
for cost (Sinha and Zoltners 1979; Dyer 1984). Where the next step no longer fits stands the break.

Steps are sorted by a float, which orders them as their exact ratios do but for ties, and the few ties
around the break are sorted exactly. The bound is a Lagrangian one, worked out in integers alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import attrs


if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ("LARGEST", "Hull", "Option", "Relaxation", "Step", "hull_of", "relaxed", "slope_key")

Option = tuple[int, int, int]
"""
What may be taken: its cost, its value, and its place in the group it came from.
"""

Step = tuple[float, int, int, int, int]
"""
From one option of a hull to the next: value for cost, group, place on the hull, cost, value.
"""

Hull = tuple[Option, ...]
"""
The undominated options of a group that no mixture of two others beats, by rising cost and value.
"""

LARGEST = 10**15
"""
No cost and no value may be larger: up to here slopes are told apart by 100 binary digits.
"""

_DIGITS = 100
_NOTHING: Option = (0, 0, -1)


@attrs.frozen(eq=False, repr=False)
class Relaxation:
    """
    The solution of the relaxation, rounded down: *hulls* by group, and the option *taken* of each.

    *cost* and *value* are its sums, and no choice within *budget* is worth more than *bound*. *slope* is
    the value and the cost of the break step, which no longer fits; it is (0, 1) where all steps fit.
    *rest* are the steps from the break on.
    """

    hulls: Sequence[Hull]
    taken: Sequence[int]
    budget: int
    cost: int
    value: int
    bound: int
    slope: tuple[int, int]
    rest: Sequence[Step]


def hull_of(options: Iterable[Option]) -> Hull:
    """
    Return the hull of *options*; it begins with the best one that costs nothing, or with none at all.

    >>> hull_of([(100, 10, 0), (200, 12, 1), (300, 40, 2), (400, 39, 3)])
    ((0, 0, -1), (300, 40, 2))
    """
    hull = [_NOTHING]
    for option in sorted(options):
        cost, value, _ = option
        if value <= hull[-1][1]:
            continue
        while hull:
            last_cost, last_value, _ = hull[-1]
            if cost == last_cost:
                hull.pop()
                continue
            if len(hull) == 1:
                break
            before_cost, before_value, _ = hull[-2]
            rise, run = value - last_value, cost - last_cost
            if rise * (last_cost - before_cost) < (last_value - before_value) * run:
                break
            hull.pop()
        hull.append(option)
    return tuple(hull)


def slope_key(value: int, cost: int) -> int:
    """
    Return an integer that orders slopes as *value* / *cost* does, and ties where that does.

    >>> slope_key(1, 3) == slope_key(2, 6) < slope_key(3, 8)
    True
    """
    return (value << _DIGITS) // cost


def relaxed(hulls: Sequence[Hull], budget: int) -> Relaxation:
    """
    Return the relaxation of *hulls* under *budget*.

    >>> found = relaxed([hull_of([(200, 50, 0)]), hull_of([(300, 60, 0)])], 400)
    >>> found.taken, found.value, found.bound
    ([1, 0], 50, 90)
    """
    steps = _steps(hulls)
    cost = sum(hull[0][0] for hull in hulls)
    value = sum(hull[0][1] for hull in hulls)
    at = _break(steps, cost, budget)
    if at < len(steps):
        _sort_ties(steps, at)
        at = _break(steps, cost, budget)
    taken = [0] * len(hulls)
    for _, group, place, step_cost, step_value in steps[:at]:
        taken[group] = place
        cost += step_cost
        value += step_value
    bound, slope = value, (0, 1)
    if at < len(steps):
        *_, step_cost, step_value = steps[at]
        slope = step_value, step_cost
        bound += step_value * (budget - cost) // step_cost
    return Relaxation(hulls, taken, budget, cost, value, bound, slope, steps[at:])


def _steps(hulls: Sequence[Hull]) -> list[Step]:
    steps: list[Step] = []
    add = steps.append
    for group, hull in enumerate(hulls):
        cost, value, _ = hull[0]
        for place in range(1, len(hull)):
            last_cost, last_value = cost, value
            cost, value, _ = hull[place]
            rise, run = value - last_value, cost - last_cost
            add((rise / run, group, place, run, rise))
    steps.sort(key=_ratio, reverse=True)
    return steps


def _ratio(step: Step) -> float:
    return step[0]


def _exact_ratio(step: Step) -> int:
    return slope_key(step[4], step[3])


def _break(steps: Sequence[Step], cost: int, budget: int) -> int:
    for at, step in enumerate(steps):
        cost += step[3]
        if cost > budget:
            return at
    return len(steps)


def _sort_ties(steps: list[Step], at: int) -> None:
    ratio = steps[at][0]
    first = last = at
    while first and steps[first - 1][0] == ratio:
        first -= 1
    while last < len(steps) and steps[last][0] == ratio:
        last += 1
    if last - first > 1:
        steps[first:last] = sorted(steps[first:last], key=_exact_ratio, reverse=True)
