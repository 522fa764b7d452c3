"""
Effects (影響額): what the other readings of an open rule would change in one amount.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qoo10model.basics.timelines import reading_text
from qoo10model.basics.uncertainty import Alternative, Doubt


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from qoo10model.basics.timelines import Evidence

__all__ = ("doubts_of", "unweighed")


def doubts_of(
    evidence: Iterable[Evidence], change: Callable[[Evidence, Any], int]
) -> tuple[Doubt, ...]:
    """
    Return a doubt for each rule of *evidence* that is open or below HIGH and could change the amount.

    *change* gives the change of what the seller keeps, in yen, if a rule read another value. A rule all
    of whose readings give the same amount is no doubt; one without other readings is.

    >>> from datetime import date
    >>> from qoo10model.basics.timelines import Evidence
    >>> from qoo10model.rules.book import JAPAN
    >>> rule = JAPAN.plusdisplay.losing_bid
    >>> used = Evidence(rule, rule.entry_on(date(2026, 7, 10)))
    >>> print(doubts_of((used,), lambda evidence, value: -3_000)[0])
    Qcash of a bid that loses: returned [low] kept −3,000 yen
    """
    found: list[Doubt] = []
    for one in evidence:
        entry = one.entry
        others = tuple(
            Alternative(reading_text(value), change(one, value)) for value in entry.alternatives
        )
        if entry.is_doubtful and not (others and all(other.changes_nothing for other in others)):
            taken, title = reading_text(entry.value), one.timeline.title
            found.append(Doubt(one.rule, title, taken, entry.confidence, others, entry.sources))
    return tuple(found)


def unweighed(evidence: Iterable[Evidence]) -> tuple[Doubt, ...]:
    """
    Return a doubt for each rule of *evidence* below HIGH, without saying what it could change.

    >>> from datetime import date
    >>> from qoo10model.basics.timelines import Evidence
    >>> from qoo10model.rules.book import JAPAN
    >>> rule = JAPAN.plusdisplay.losing_bid
    >>> print(unweighed((Evidence(rule, rule.entry_on(date(2026, 7, 10))),))[0])
    Qcash of a bid that loses: returned [low] effect not known
    """
    return tuple(
        Doubt(
            one.rule,
            one.timeline.title,
            reading_text(one.entry.value),
            one.entry.confidence,
            sources=one.entry.sources,
        )
        for one in evidence
        if one.entry.is_doubtful
    )
