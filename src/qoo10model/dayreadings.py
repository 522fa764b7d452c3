"""
Time limits that rest on open rules (期限の未確定事項): what each other reading would make of them.

Time limits move by days, not by yen. A doubt about one is worked out like any other: the same thing
is asked again under a rule book that reads the rule in another way.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from qoo10model.basics.texts import Text
from qoo10model.basics.timelines import Evidence, reading_text
from qoo10model.basics.uncertainty import Alternative, Doubt, Move


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from qoo10model.basics.timelines import Timeline
    from qoo10model.rules.book import RuleBook

__all__ = ("Facts", "ask", "doubts_about")

T = TypeVar("T")

Facts: TypeAlias = tuple[tuple[Text, object], ...]
"""
What a result says, as pairs of a name for people and a day or another value.
"""


def ask(rule: Timeline[T], day: date, used: list[Evidence]) -> T:
    """
    Return what *rule* says on *day*, and note in *used* that it was asked.

    >>> from qoo10model.rules.book import JAPAN
    >>> used = []
    >>> ask(JAPAN.shipping.stop_within, date(2026, 5, 11), used), used[0].rule
    (5, 'shipping.stop_within')
    """
    entry = rule.entry_on(day)
    evidence = Evidence(rule, entry)
    if evidence not in used:
        used.append(evidence)
    return rule.decided(entry)


def doubts_about(
    used: Iterable[Evidence],
    taken: Facts,
    facts_under: Callable[[RuleBook], Facts],
    rules: RuleBook,
) -> tuple[Doubt, ...]:
    """
    Return a doubt for each of the rules *used* that is open or below HIGH and could change the facts.

    *taken* is what the result says, *facts_under* what it would say under another rule book. What moves is in the moves of an
    alternative, with 0 yen. A reading that changes something else than a day has no moves.

    >>> from qoo10model.rules.book import JAPAN
    >>> used = []
    >>> own = ask(JAPAN.shipping.own_holidays, date(2026, 5, 11), used)
    >>> facts = ((Text("day", "日"), date(2026, 5, 14)),)
    >>> doubts_about(used, facts, lambda rules: facts, JAPAN)
    ()
    """
    found: list[Doubt] = []
    for evidence in used:
        entry = evidence.entry
        if not entry.is_doubtful:
            continue
        others = tuple(
            (reading, facts_under(rules.with_reading(evidence.rule, reading)))
            for reading in entry.alternatives
        )
        alternatives = tuple(
            Alternative(reading_text(reading), 0, _moves(taken, facts))
            for reading, facts in others
            if facts != taken
        )
        if alternatives or not entry.is_open:
            value = reading_text(entry.value)
            title, confidence = evidence.timeline.title, entry.confidence
            found.append(
                Doubt(evidence.rule, title, value, confidence, alternatives, entry.sources)
            )
    return tuple(found)


def _moves(taken: Facts, other: Facts) -> tuple[Move, ...]:
    before, after = dict(taken), dict(other)
    return tuple(
        Move(what, 0, _day(before.get(what)), _day(after.get(what)))
        for what in dict.fromkeys((*before, *after))
        if _day(before.get(what)) != _day(after.get(what))
    )


def _day(fact: object) -> date | None:
    return fact if isinstance(fact, date) else None
