"""
Timing side by side: candidates of one round run one after the other in random order.

A figure is a median over rounds, a ratio the median of the ratios within each round, with its
quartiles. Before each timed call the same candidate runs once untimed, so that all meet warm memory.
"""

from __future__ import annotations

import gc
import random
import statistics
import time

from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ("Comparison", "compare")

Comparison = dict[str, tuple[float, tuple[float, float, float]]]
"""
For each candidate: seconds a call, and the quartiles of its ratio to the baseline.
"""


def compare(
    candidates: Mapping[str, Callable[[], object]],
    baseline: str,
    *,
    rounds: int = 15,
    collect: bool = False,
) -> Comparison:
    """
    Return seconds and ratio to *baseline* of each of *candidates*; *collect* leaves the GC on.
    """
    times: dict[str, list[float]] = {name: [] for name in candidates}
    was_on = gc.isenabled()
    try:
        for _ in range(rounds):
            for name in random.sample(list(candidates), len(candidates)):
                candidates[name]()
                gc.collect()
                (gc.enable if collect else gc.disable)()
                start = time.perf_counter()
                result = candidates[name]()
                times[name].append(time.perf_counter() - start)
                del result  # freeing it is not timed
    finally:
        (gc.enable if was_on else gc.disable)()
    return {
        name: (
            statistics.median(values),
            _quartiles([a / b for a, b in zip(values, times[baseline], strict=True)]),
        )
        for name, values in times.items()
    }


def show(comparison: Comparison, unit: float, unit_name: str) -> None:
    """
    Print the table of *comparison*, seconds times *unit* as *unit_name*.
    """
    for name, (seconds, (low, median, high)) in comparison.items():
        print(
            f"  {name:44} {seconds * unit:10.1f} {unit_name}   {median:6.2f} [{low:.2f}-{high:.2f}]"
        )


def _quartiles(values: list[float]) -> tuple[float, float, float]:
    low, median, high = statistics.quantiles(values, n=4)
    return low, median, high
