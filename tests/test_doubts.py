from __future__ import annotations

import itertools

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.basics.sources import OWN_FIGURES, WHAT_IF, Confidence
from qoo10model.basics.texts import Text
from qoo10model.basics.uncertainty import Alternative, Doubt, Move
from qoo10model.doubts import Answer, Outcome, Question, doubts_of, merged, range_of
from qoo10model.entries import Entry, EntryKind


if TYPE_CHECKING:
    from collections.abc import Callable

LOW, MEDIUM = Confidence.LOW, Confidence.MEDIUM
WEDNESDAY, LATER = date(2026, 5, 20), date(2026, 5, 27)


def text(word: str) -> Text:
    """
    One word in both languages.
    """
    return Text(word, f"{word}の訳")


# The cases of these tests are pairs of numbers; an answer sets or adds to one of them.


def answer(word: str, change: Callable[[tuple[int, int]], tuple[int, int]]) -> Answer[Any]:
    """
    An answer that is called *word*.
    """
    return Answer(text(word), change)


def plus(first: int, second: int = 0) -> Answer[Any]:
    """
    The answer that adds to the two numbers of a case.
    """
    return answer(f"{first:+} {second:+}", lambda case: (case[0] + first, case[1] + second))


def question(name: str, *others: Answer[Any], taken: Any = None, **more: Any) -> Question[Any]:
    """
    A question about a pair of numbers; what is taken leaves it as it is.
    """
    taken = plus(0) if taken is None else taken
    return Question(name, text(name), taken, LOW, (OWN_FIGURES,), others, **more)


def outcome(case: tuple[int, int]) -> Outcome:
    """
    A case of two numbers: its net is the first; a sale of it moves on Wednesday plus the second.
    """
    day = None if case[1] < 0 else (WEDNESDAY, LATER)[case[1]]
    return Outcome(case[0], lambda: (Entry(EntryKind.SALE, case[0], day, 1, 1),))


# Doubts of one case


def test_a_doubt_says_what_each_answer_would_change() -> None:
    """
    Each other answer is worked out, with its change in yen, beside the answer taken.
    """
    asked = question("x", plus(-3), plus(4))

    assert doubts_of((100, 0), (asked,), outcome) == (
        Doubt(
            "x",
            text("x"),
            text("+0 +0"),
            LOW,
            (Alternative(text("-3 +0"), -3), Alternative(text("+4 +0"), 4)),
            (OWN_FIGURES,),
        ),
    )


def test_an_answer_without_effect_makes_no_doubt() -> None:
    """
    Where no other answer changes a yen or a day there is nothing to doubt.
    """
    assert doubts_of((100, 0), (question("x", plus(0)),), outcome) == ()


def test_an_answer_without_effect_stays_beside_one_with_an_effect() -> None:
    """
    A doubt names all its answers, also the harmless ones.
    """
    (doubt,) = doubts_of((100, 0), (question("x", plus(0), plus(1)),), outcome)

    assert [a.net_change for a in doubt.alternatives] == [0, 1]


def test_a_question_without_other_answers_is_a_doubt_of_unknown_effect() -> None:
    """
    Where nobody named another answer, nobody can say what it would change.
    """
    (doubt,) = doubts_of((100, 0), (question("x"),), outcome)

    assert doubt.effect_is_unknown


def test_an_answer_that_moves_a_day_is_a_doubt() -> None:
    """
    The same yen on another day is a doubt, with what moves from where to where.
    """
    (doubt,) = doubts_of((100, 0), (question("x", plus(0, 1)),), outcome)

    assert doubt.alternatives == (
        Alternative(text("+0 +1"), 0, (Move(EntryKind.SALE.label, 100, WEDNESDAY, LATER),)),
    )


def test_what_moves_is_the_amount_of_the_other_answer() -> None:
    """
    Where both yen and day change, the move has the other amount.
    """
    (doubt,) = doubts_of((100, 0), (question("x", plus(5, 1)),), outcome)

    assert doubt.alternatives[0].moves == (Move(EntryKind.SALE.label, 105, WEDNESDAY, LATER),)


def test_a_day_may_open_or_close() -> None:
    """
    An open day counts as a day of its own.
    """
    (opening,) = doubts_of((100, 0), (question("x", plus(0, -1)),), outcome)
    (closing,) = doubts_of((100, -1), (question("x", plus(0, 1)),), outcome)

    assert opening.alternatives[0].moves == (Move(EntryKind.SALE.label, 100, WEDNESDAY, None),)
    assert closing.alternatives[0].moves == (Move(EntryKind.SALE.label, 100, None, WEDNESDAY),)


FEE = Entry(EntryKind.COMMISSION, -5, WEDNESDAY, 1, 1)
SALE = Entry(EntryKind.SALE, 100, WEDNESDAY, 1, 1)
BACK = Entry(EntryKind.SALE, -100, LATER, 1, 1, reverses=True)


def moves(base: tuple[Entry, ...], other: tuple[Entry, ...]) -> tuple[Move, ...]:
    """
    What moves if *other* holds instead of *base*.
    """
    asked = question("x", Answer(text("y"), lambda _: other), taken=Answer(text("x"), lambda c: c))
    (found,) = doubts_of(base, (asked,), summed)
    return found.alternatives[0].moves


def summed(case: tuple[Entry, ...]) -> Outcome:
    """
    A case that is its entries.
    """
    return Outcome(sum(entry.amount for entry in case), lambda: case)


def test_what_is_only_there_is_a_change_and_no_move() -> None:
    """
    An entry that one answer adds is its change of the net, and moves from nowhere.
    """
    assert moves((SALE,), (SALE, FEE)) == ()
    assert moves((SALE, FEE), (SALE,)) == ()


@pytest.mark.parametrize(
    "base, other, looked_at",
    [
        # Net, days, amounts of both, and whether the entries have to be asked.
        ((100, "d", "a"), (105, "d", "b"), False),
        ((100, "d", "a"), (100, "d", "a"), False),
        ((100, "d", "a"), (100, "d", "b"), True),
        ((100, "d", "a"), (105, "e", "b"), True),
        ((100, "d", "a"), (100, "e", "a"), True),
        ((100, None, "a"), (100, None, "b"), True),
        ((100, "d", "a"), (100, None, "a"), True),
    ],
)
def test_entries_are_asked_where_days_may_differ(base: Any, other: Any, looked_at: bool) -> None:
    """
    Where the days are said to be equal, only money that moves without a change is looked for.
    """
    asked: list[Any] = []

    def told(case: Any) -> Outcome:
        net, days, amounts = case
        day = WEDNESDAY if case is base else LATER

        def entries() -> tuple[Entry, ...]:
            asked.append(case)
            return (Entry(EntryKind.SALE, net, day, 1, 1),)

        return Outcome(net, entries, days, amounts)

    question = Question(
        "x",
        text("x"),
        Answer(text("x"), lambda case: case),
        LOW,
        (OWN_FIGURES,),
        (Answer(text("y"), lambda _: other),),
    )
    doubts = doubts_of(base, (question,), told)

    assert asked == ([base, other] if looked_at else [])
    assert [bool(doubt.alternatives[0].moves) for doubt in doubts] == (
        [looked_at] if looked_at or base[0] != other[0] else []
    )


def test_what_moves_and_comes_back_is_a_move() -> None:
    """
    Money that in one answer moves and comes back changes no net, but it moves.
    """
    there = (
        Move(EntryKind.SALE.label, 100, None, WEDNESDAY),
        Move(BACK.label, -100, None, LATER),
    )
    away = (
        Move(EntryKind.SALE.label, 100, WEDNESDAY, None),
        Move(BACK.label, -100, LATER, None),
    )

    assert moves((), (SALE, BACK)) == there
    assert moves((SALE, BACK), ()) == away


# The range


def test_the_range_without_questions_is_the_net() -> None:
    """
    What nobody doubts has no range.
    """
    assert range_of((100, 0), (), lambda case: case[0]) == (100, 100)


def test_a_question_of_unknown_effect_widens_nothing() -> None:
    """
    Where no other answer is known there is nothing to try.
    """
    assert range_of((100, 0), (question("x"),), lambda case: case[0]) == (100, 100)


def test_known_ends_are_the_only_answers_tried_there() -> None:
    """
    Where the answer that pays least, or most, is known, the others are not worked out.
    """
    least, most = plus(-3), plus(4)
    tried: list[int] = []

    def net(case: tuple[int, int]) -> int:
        tried.append(case[0])
        return case[0]

    asked = question("x", least, plus(1), most, lowest=(least,), highest=(plus(2), most))

    assert range_of((100, 0), (asked,), net) == (97, 104)
    assert tried == [97, 102, 104]


def test_a_question_that_does_not_matter_is_not_tried() -> None:
    """
    After an answer that makes the next question idle, that one keeps the answer it has.
    """
    tried: list[tuple[int, int]] = []

    def net(case: tuple[int, int]) -> int:
        tried.append(case)
        return case[0] + case[1]

    first = question("a", plus(10), plus(20))
    second = question("b", plus(0, 1), matters_to=lambda case: case[0] == 0)

    assert range_of((0, 0), (second, first), net) == (0, 20)
    assert tried == 2 * [(0, 0), (0, 1), (10, 0), (20, 0)]


def test_answers_that_only_count_together_are_found() -> None:
    """
    Two answers of which each alone changes nothing are tried together.
    """
    first = question("a", plus(1, 0))
    second = question("b", plus(0, 1))

    def net(case: tuple[int, int]) -> int:
        return 100 - 10 * (case[0] & case[1])

    assert [net((1, 0)), net((0, 1)), net((1, 1))] == [100, 100, 90]
    assert range_of((0, 0), (first, second), net) == (90, 100)


@given(
    st.lists(st.lists(st.integers(-5, 5), max_size=2), max_size=4),
    st.lists(st.integers(-50, 50), min_size=32, max_size=32),
)
def test_the_range_is_that_of_all_combinations(steps: list[list[int]], nets: list[int]) -> None:
    """
    However the answers play together, the ends are those of the best and the worst combination.
    """
    asked = tuple(
        question(str(at), *(plus(step) for step in answers)) for at, answers in enumerate(steps)
    )

    def net(case: tuple[int, int]) -> int:
        return nets[case[0] % len(nets)]

    tried = [net((sum(way), 0)) for way in itertools.product(*([0, *some] for some in steps))]
    assert range_of((0, 0), asked, net) == (min(tried), max(tried))


# Doubts of many lines


def doubt(
    rule: str,
    *changes: tuple[str, int],
    taken: str = "up",
    confidence: Confidence = LOW,
    **facts: Any,
) -> Doubt:
    """
    A doubt about *rule* with alternatives of some effect.
    """
    alternatives = tuple(Alternative(text(word), yen) for word, yen in changes)
    sources = facts.get("sources", (OWN_FIGURES,))
    return Doubt(rule, text(rule), text(taken), confidence, alternatives, sources)


def test_doubts_of_one_rule_are_summed() -> None:
    """
    The changes of all lines are summed for each answer, and the lines are counted.
    """
    (one,) = merged((doubt("x", ("down", -3), ("even", 0)), doubt("x", ("even", 2), ("down", -4))))

    assert [(a.reading, a.net_change) for a in one.alternatives] == [
        (text("down"), -7),
        (text("even"), 2),
    ]
    assert one.lines == 2


def test_doubts_of_other_readings_stay_apart() -> None:
    """
    Where lines take different readings, as of a rule that changed, their doubts are two.
    """
    both = merged((doubt("x", ("y", 1)), doubt("x", ("y", 1), taken="down")))

    assert [one.lines for one in both] == [1, 1]


def test_unknown_effects_stay_apart_from_known_ones() -> None:
    """
    A known change must not hide that other lines of the same rule have an unknown one.
    """
    known, unknown = merged((doubt("x"), doubt("x", ("y", 1)), doubt("x")))

    assert (known.lines, known.effect_is_unknown) == (1, False)
    assert (unknown.lines, unknown.effect_is_unknown) == (2, True)


def test_the_lowest_confidence_and_all_sources_remain() -> None:
    """
    Summed doubts are as sure as the least sure of them, and name every source once.
    """
    (one,) = merged(
        (
            doubt("x", ("y", 1), confidence=MEDIUM, sources=(WHAT_IF, OWN_FIGURES)),
            doubt("x", ("y", 1), confidence=LOW, sources=(OWN_FIGURES,)),
        )
    )

    assert one.confidence is LOW
    assert one.sources == (WHAT_IF, OWN_FIGURES)


def test_moves_are_kept_line_by_line() -> None:
    """
    What moves in each line stays visible in the sum.
    """
    move = Move(EntryKind.SALE.label, 100, WEDNESDAY, LATER)
    moving = Doubt("x", text("x"), text("up"), LOW, (Alternative(text("y"), 0, (move,)),))

    assert merged((moving, moving))[0].alternatives[0].moves == (move, move)


def test_the_largest_effect_comes_first() -> None:
    """
    Doubts come by the size of their effect either way, those of unknown effect last.
    """
    order = merged(
        (
            doubt("small", ("y", 1)),
            doubt("unknown"),
            doubt("loss", ("y", -9)),
            doubt("gain", ("y", 5)),
        )
    )

    assert [one.rule for one in order] == ["loss", "gain", "small", "unknown"]


def test_no_doubts_are_none() -> None:
    """
    Nothing summed is nothing.
    """
    assert merged(()) == ()


@pytest.mark.parametrize("count", [1, 2, 7])
def test_counts_add_up(count: int) -> None:
    """
    Doubts that were summed before are counted with all their lines.
    """
    some = merged(doubt("x", ("y", 1)) for _ in range(count))

    assert merged((*some, doubt("x", ("y", 1))))[0].lines == count + 1
