"""
Doubts (未確定事項) worked out: what each other reading of an open rule would change.

A `Question` is one open thing about a case; an `Answer` is one way to read it. Nothing here knows
what a case is: the caller passes the function that works it out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

import attrs

from qoo10model.basics.findings import Alternative, Doubt, Move


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from qoo10model.basics.texts import Text
    from qoo10model.basics.timelines import Confidence, Source
    from qoo10model.entries import Entry

__all__ = ("Answer", "Outcome", "Question", "doubts_of", "merged", "range_of")

C = TypeVar("C")


class Outcome(Protocol):
    """
    What a case comes to: its net in yen and its entries.
    """

    @property
    def net(self) -> int:
        """
        The net in yen.
        """
        ...

    @property
    def entries(self) -> tuple[Entry, ...]:
        """
        The movements of money.
        """
        ...


@attrs.frozen
class Answer(Generic[C]):
    """
    One way to read an open thing: its name, and the change it makes to a case.
    """

    reading: Text
    change: Callable[[C], C]


@attrs.frozen
class Question(Generic[C]):
    """
    One open thing of a case: the answer *taken* and the *others*.

    *rule* is its stable name, *title* what it is about.
    """

    rule: str
    title: Text
    taken: Answer[C]
    confidence: Confidence
    sources: tuple[Source, ...]
    others: tuple[Answer[C], ...]


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


def range_of(
    case: C, questions: Iterable[Question[C]], net: Callable[[C], int]
) -> tuple[int, int]:
    """
    Return the lowest and the highest net that any combination of answers gives, in yen.

    Each part of a net moves one way with each answer, so that the worst combination is found by
    taking the worst answer of one question after the other until none makes it worse.
    """
    open_questions = tuple(question for question in questions if question.others)
    lowest = _extreme(case, open_questions, lambda one: -net(one))
    highest = _extreme(case, open_questions, net)
    return net(lowest), net(highest)


def merged(doubts: Iterable[Doubt]) -> tuple[Doubt, ...]:
    """
    Return the doubts of many lines as one each rule, with the changes of all lines summed.

    Doubts of the same rule are summed only where the reading taken is the same. They come by the
    size of their effect, those of unknown effect last.
    """
    groups: dict[tuple[str, Text], list[Doubt]] = {}
    for doubt in doubts:
        groups.setdefault((doubt.rule, doubt.taken), []).append(doubt)
    summed = tuple(_summed(group) for group in groups.values())
    return tuple(sorted(summed, key=_by_effect))


def _extreme(case: C, questions: tuple[Question[C], ...], value: Callable[[C], int]) -> C:
    best, best_value = case, value(case)
    improved = True
    while improved:
        improved = False
        for question in questions:
            for answer in (question.taken, *question.others):
                candidate = answer.change(best)
                candidate_value = value(candidate)
                if candidate_value > best_value:
                    best, best_value, improved = candidate, candidate_value, True
    return best


def _alternative(reading: Text, base: Outcome, other: Outcome) -> Alternative:
    return Alternative(reading, other.net - base.net, _moves(base.entries, other.entries))


def _moves(base: tuple[Entry, ...], other: tuple[Entry, ...]) -> tuple[Move, ...]:
    instead = {(entry.label, entry.reverses): entry for entry in other}
    moves: list[Move] = []
    for entry in base:
        there = instead.get((entry.label, entry.reverses))
        if there is not None and there.on != entry.on:
            moves.append(Move(entry.label, there.amount, entry.on, there.on))
    return tuple(moves)


def _summed(group: list[Doubt]) -> Doubt:
    first = group[0]
    readings = dict.fromkeys(a.reading for doubt in group for a in doubt.alternatives)
    alternatives = tuple(
        Alternative(
            reading,
            sum(a.net_change for doubt in group for a in doubt.alternatives if a.reading == reading),
            tuple(m for doubt in group for a in doubt.alternatives if a.reading == reading for m in a.moves),
        )
        for reading in readings
    )
    return attrs.evolve(first, alternatives=alternatives, lines=sum(d.lines for d in group),
                        confidence=min(d.confidence for d in group))


def _by_effect(doubt: Doubt) -> tuple[bool, int]:
    return doubt.effect_is_unknown, -max(-doubt.lowest_change, doubt.highest_change)
