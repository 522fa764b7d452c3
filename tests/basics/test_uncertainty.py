from __future__ import annotations

import pickle

from datetime import date

import pytest

from qoo10model.basics.sources import OWN_FIGURES, Confidence
from qoo10model.basics.texts import Text
from qoo10model.basics.uncertainty import Alternative, Doubt, Move


LATE = Text("paid late", "入金遅れ")
UP, DOWN, EVEN = Text("up", "上"), Text("down", "下"), Text("even", "偶数")
SALE = Text("sale", "販売代金")
WEDNESDAY, NEXT = date(2026, 5, 20), date(2026, 5, 27)


def doubt(*changes: int, moves: tuple[Move, ...] = ()) -> Doubt:
    """
    A doubt with an alternative for each change in yen.
    """
    others = tuple(Alternative(DOWN, change, moves) for change in changes)
    return Doubt("fees.x", Text("rounding", "端数処理"), UP, Confidence.LOW, others)


# Moves


@pytest.mark.parametrize(
    "yen, day, instead, english, japanese",
    [
        (
            1_000,
            WEDNESDAY,
            NEXT,
            "sale +1,000: 2026-05-20 → 2026-05-27",
            "販売代金 +1,000: 2026-05-20 → 2026-05-27",
        ),
        (
            -295,
            NEXT,
            WEDNESDAY,
            "sale −295: 2026-05-27 → 2026-05-20",
            "販売代金 −295: 2026-05-27 → 2026-05-20",
        ),
        (1, None, NEXT, "sale +1: day open → 2026-05-27", "販売代金 +1: 日付未定 → 2026-05-27"),
        (1, NEXT, None, "sale +1: 2026-05-27 → day open", "販売代金 +1: 2026-05-27 → 日付未定"),
    ],
)
def test_a_move_is_one_line(
    yen: int, day: date | None, instead: date | None, english: str, japanese: str
) -> None:
    """
    A move says what moves, how many yen, and between which days, open ones included.
    """
    move = Move(SALE, yen, day, instead)
    assert move.in_("en") == str(move) == english
    assert move.in_("ja") == japanese


# Doubts


@pytest.mark.parametrize(
    "change, moves, nothing",
    [
        (0, (), True),
        (1, (), False),
        (-1, (), False),
        (0, (Move(SALE, 1, WEDNESDAY, NEXT),), False),
        (5, (Move(SALE, 1, WEDNESDAY, NEXT),), False),
    ],
)
def test_an_alternative_may_change_nothing(
    change: int, moves: tuple[Move, ...], nothing: bool
) -> None:
    """
    A reading changes nothing only if neither a yen nor a day is different.
    """
    assert Alternative(DOWN, change, moves).changes_nothing is nothing


@pytest.mark.parametrize(
    "changes, lowest, highest, unknown",
    [
        ((), 0, 0, True),
        ((0,), 0, 0, False),
        ((3,), 0, 3, False),
        ((-3,), -3, 0, False),
        ((-3, 1), -3, 1, False),
        ((2, 7, 5), 0, 7, False),
        ((-2, -7, -5), -7, 0, False),
    ],
)
def test_a_doubt_knows_its_ends(
    changes: tuple[int, ...], lowest: int, highest: int, unknown: bool
) -> None:
    """
    The reading taken stands at 0: the lowest change is never above it, the highest never below.
    """
    one = doubt(*changes)
    assert (one.lowest_change, one.highest_change) == (lowest, highest)
    assert one.effect_is_unknown is unknown


def test_a_doubt_is_one_line() -> None:
    """
    A doubt says what is open, the reading taken, how sure it is, and each other reading in yen.
    """
    one = doubt(-1, 1_200)
    assert str(one) == one.in_("en") == "rounding: up [low] down −1 yen; down +1,200 yen"
    assert one.in_("ja") == "端数処理: 上 [低] 下 −1円; 下 +1,200円"


def test_a_doubt_of_unknown_effect_says_so() -> None:
    """
    Where no other reading is on record, nobody can say what it could change.
    """
    assert doubt().in_("en") == "rounding: up [low] effect not known"
    assert doubt().in_("ja") == "端数処理: 上 [低] 影響額は不明"


def test_a_doubt_names_each_other_day_once() -> None:
    """
    Money of several entries that moves to one day is one day for the reader; open days are named.
    """
    moves = (
        Move(SALE, 900, WEDNESDAY, NEXT),
        Move(SALE, -90, WEDNESDAY, NEXT),
        Move(SALE, 1, WEDNESDAY, None),
    )
    assert (
        doubt(0, moves=moves).in_("en") == "rounding: up [low] down +0 yen (2026-05-27, day open)"
    )
    assert doubt(0, moves=moves).in_("ja") == "端数処理: 上 [低] 下 +0円 (2026-05-27, 日付未定)"


@pytest.mark.parametrize(
    "value",
    [
        Move(SALE, 1, WEDNESDAY, None),
        Alternative(EVEN, 1, (Move(SALE, 1, WEDNESDAY, NEXT),)),
        Doubt("x", LATE, UP, Confidence.LOW, (Alternative(DOWN, 1),), (OWN_FIGURES,), lines=3),
    ],
)
def test_doubts_are_values(value: object) -> None:
    """
    They can be compared, hashed and pickled.
    """
    again = pickle.loads(pickle.dumps(value))
    assert again == value
    assert hash(again) == hash(value)
