"""
Doubts of a stack (併用の未確定事項): what other readings of its rules would change for the seller.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qoo10model.basics.timelines import reading_text
from qoo10model.basics.uncertainty import Alternative, Doubt


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from qoo10model.basics.timelines import Timeline
    from qoo10model.rules.book import RuleBook

__all__ = ("doubts_of",)


def doubts_of(
    used: Iterable[Timeline[Any]],
    on: date,
    rules: RuleBook,
    figures_by: Callable[[RuleBook], tuple[int, ...]],
) -> tuple[Doubt, ...]:
    """
    Return each open or doubtful rule among *used* with what its other readings change.

    *figures_by* gives the figures of the result by a rule book: first what the seller bears, in
    yen. A reading that changes none of them is no doubt.

    >>> from datetime import date
    >>> from qoo10model.rules.book import JAPAN
    >>> rule = JAPAN.discounts.odd_yen
    >>> doubts_of((rule,), date(2026, 5, 30), JAPAN, lambda book: (0,))
    ()
    """
    taken = figures_by(rules)
    found: list[Doubt] = []
    for timeline in used:
        entry = timeline.entry_on(on)
        if not entry.is_doubtful:
            continue
        readings = [
            (value, figures_by(rules.with_reading(timeline.name, value)))
            for value in entry.alternatives
        ]
        if readings and all(figures == taken for _, figures in readings):
            continue
        alternatives = tuple(
            Alternative(reading_text(value), taken[0] - figures[0]) for value, figures in readings
        )
        question, answer = timeline.title, reading_text(entry.value)
        found.append(
            Doubt(timeline.name, question, answer, entry.confidence, alternatives, entry.sources)
        )
    return tuple(found)
