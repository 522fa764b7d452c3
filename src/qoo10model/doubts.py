"""
Doubts (未確定事項) worked out: what each other reading of an open rule would change.

A `Question` is one open thing about a case; an `Answer` is one way to read it. Nothing here knows
what a case is: the caller passes the function that works it out.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

import attrs

from qoo10model.basics.sources import Confidence, Source
from qoo10model.basics.texts import Text
from qoo10model.basics.uncertainty import Alternative, Doubt, Move
from qoo10model.entries import Entry


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ("Answer", "Outcome", "Question", "doubts_of", "merged", "range_of")

C = TypeVar("C")


@attrs.frozen
class Outcome:
    """
    What a case comes to: its *net* in yen and, when called, its *entries*, the movements of money.

    To work out entries takes time. Of two cases whose *days* are equal and not None, all that moves
    in both moves on the same days; where the *amounts* are equal as well, so are the entries.
    """

    net: int
    entries: Callable[[], tuple[Entry, ...]]
    days: object = None
    amounts: object = None


@attrs.frozen
class Answer(Generic[C]):
    """
    One way to read an open thing: its name, and the change it makes to a case.
    """

    reading: Text
    change: Callable[[C], C]


def _always(_: object) -> bool:
    return True


@attrs.frozen
class Question(Generic[C]):
    """
    One open thing of a case: the answer *taken*, which leaves the case as it is, and the *others*.

    *rule* is its stable name, *title* what it is about. *lowest* and *highest* are the answers among
    which the one that pays least, and most, is found whatever else holds; where nobody can say, they
    are empty and any may be. *matters_to* says whether a case changes with the answer at all.
    """

    rule: str
    title: Text
    taken: Answer[C]
    confidence: Confidence
    sources: tuple[Source, ...]
    others: tuple[Answer[C], ...]
    lowest: tuple[Answer[C], ...] = ()
    highest: tuple[Answer[C], ...] = ()
    matters_to: Callable[[C], bool] = _always


_Way: TypeAlias = tuple[Question[C], tuple[Answer[C], ...]]


def doubts_of(
    case: C, questions: Iterable[Question[C]], work_out: Callable[[C], Outcome]
) -> tuple[Doubt, ...]:
    """
    Return the doubts of *case*: each question whose other answers would change a yen or a day.

    A question without other answers stays as a doubt whose effect nobody knows.
    """
    base = work_out(case)
    doubts: list[Doubt] = []
    for question in questions:
        alternatives = tuple(
            _alternative(answer.reading, base, work_out(answer.change(case)))
            for answer in question.others
        )
        if alternatives and all(a.changes_nothing for a in alternatives):
            continue
        doubts.append(
            Doubt(
                question.rule,
                question.title,
                question.taken.reading,
                question.confidence,
                alternatives,
                question.sources,
            )
        )
    return tuple(doubts)


def range_of(case: C, questions: Iterable[Question[C]], net: Callable[[C], int]) -> tuple[int, int]:
    """
    Return the lowest and the highest net that any combination of answers gives, in yen.

    Every combination of the answers is tried that may be the one at its end.
    """
    asked = tuple(question for question in questions if question.others)
    low = [(one, one.lowest or (one.taken, *one.others)) for one in asked]
    high = [(one, one.highest or (one.taken, *one.others)) for one in asked]
    return min(map(net, _combined(case, _ordered(low)))), max(
        map(net, _combined(case, _ordered(high)))
    )


def merged(doubts: Iterable[Doubt]) -> tuple[Doubt, ...]:
    """
    Return the doubts of many lines as one each rule, with the changes of all lines summed.

    Doubts of the same rule are summed only where the reading taken is the same, and known effects
    apart from unknown ones. They come by the size of their effect, those of unknown effect last.
    """
    groups: dict[tuple[str, Text, bool], list[Doubt]] = {}
    for doubt in doubts:
        key = doubt.rule, doubt.taken, doubt.effect_is_unknown
        groups.setdefault(key, []).append(doubt)
    summed = tuple(_summed(group) for group in groups.values())
    return tuple(sorted(summed, key=_by_effect))


def _ordered(ways: list[_Way[C]]) -> list[_Way[C]]:
    # What has one answer comes first, so that it is given once; then what has the most, for after
    # some of its answers the next questions do not matter.
    return sorted(ways, key=lambda way: (len(way[1]) > 1, -len(way[1])))


def _combined(case: C, ways: list[_Way[C]]) -> Iterator[C]:
    if not ways:
        yield case
        return
    (question, answers), *rest = ways
    if not question.matters_to(case):
        answers = (question.taken,)
    for answer in answers:
        yield from _combined(answer.change(case), rest)


def _alternative(reading: Text, base: Outcome, other: Outcome) -> Alternative:
    change = other.net - base.net
    same_days = base.days is not None and base.days == other.days
    if same_days and (change or base.amounts == other.amounts):
        return Alternative(reading, change)
    return Alternative(reading, change, tuple(_moves(base.entries(), other.entries(), change)))


def _moves(base: tuple[Entry, ...], other: tuple[Entry, ...], change: int) -> Iterator[Move]:
    if [(e.kind, e.on) for e in base] == [(e.kind, e.on) for e in other]:
        return
    # The label of an entry that undoes another says so, so labels are unique in a line.
    here, there = ({entry.label: entry for entry in entries} for entries in (base, other))
    for label, entry in (here | there).items():
        # What is only on one side is the change of the net itself. Where there is none, as with a
        # cancellation, it is money that moves in one reading and stays in the other.
        if change and not (label in here and label in there):
            continue
        day = here[label].on if label in here else None
        instead = there[label].on if label in there else None
        if day != instead:
            yield Move(label, entry.amount, day, instead)


def _summed(group: list[Doubt]) -> Doubt:
    by_reading: dict[Text, list[Alternative]] = {}
    for doubt in group:
        for alternative in doubt.alternatives:
            by_reading.setdefault(alternative.reading, []).append(alternative)
    alternatives = tuple(
        Alternative(
            reading,
            sum(one.net_change for one in same),
            tuple(move for one in same for move in one.moves),
        )
        for reading, same in by_reading.items()
    )
    return attrs.evolve(
        group[0],
        alternatives=alternatives,
        confidence=min(doubt.confidence for doubt in group),
        sources=tuple(dict.fromkeys(source for doubt in group for source in doubt.sources)),
        lines=sum(doubt.lines for doubt in group),
    )


def _by_effect(doubt: Doubt) -> tuple[bool, int]:
    return doubt.effect_is_unknown, -max(-doubt.lowest_change, doubt.highest_change)
