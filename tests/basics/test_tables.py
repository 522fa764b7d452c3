from __future__ import annotations

import pickle

from datetime import date

import pytest

from qoo10model.basics.errors import InvalidValueError, UnknownNameError
from qoo10model.basics.tables import Table
from qoo10model.basics.timelines import Timeline
from qoo10model.rules.sellers import Grade


FIVE = Timeline.own("waiting[POWER]", (date(2018, 9, 1), 5))
FIFTEEN = Timeline.own("waiting[GENERAL]", (date(2018, 9, 1), 15))
BY_GRADE = Table("waiting", ((Grade.GENERAL, FIFTEEN), (Grade.POWER, FIVE)))
BY_NAME = Table("rates", (("beauty", FIVE), ("food", FIFTEEN)))


def test_a_table_finds_timelines_by_key() -> None:
    """
    Keys may be members of an enum or texts.
    """
    assert BY_GRADE[Grade.POWER] is FIVE
    assert BY_NAME["food"] is FIFTEEN


def test_a_table_lists_its_keys_in_order() -> None:
    """
    A table can be walked through, counted and asked whether it has a key.
    """
    assert list(BY_GRADE) == [Grade.GENERAL, Grade.POWER]
    assert len(BY_GRADE) == 2
    assert BY_GRADE.timelines == (FIFTEEN, FIVE)
    assert Grade.POWER in BY_GRADE
    assert Grade.EXCELLENT not in BY_GRADE
    assert "power" not in BY_GRADE


@pytest.mark.parametrize(
    "table, key, message",
    [
        (BY_NAME, "beuty", "rates has no 'beuty': did you mean 'beauty'?"),
        (BY_NAME, "BEAUTY", "rates has no 'BEAUTY': did you mean 'beauty'?"),
        (BY_NAME, "コスメ", "rates has no 'コスメ': known: beauty, food"),
        (BY_NAME, "", "rates has no '': known: beauty, food"),
        (BY_NAME, None, "rates has no None: known: beauty, food"),
        (BY_NAME, ["food"], "rates has no ['food']: did you mean 'food'?"),
        (BY_GRADE, Grade.EXCELLENT, "waiting has no Grade.EXCELLENT: known: GENERAL, POWER"),
        (BY_GRADE, "power", "waiting has no 'power': did you mean 'POWER'?"),
        (BY_GRADE, 1, "waiting has no 1: known: GENERAL, POWER"),
        (Table("nothing", ()), "x", "nothing has no 'x': known: none"),
    ],
)
def test_an_unknown_key_is_an_error(table: Table[object, int], key: object, message: str) -> None:
    """
    A key that the table does not have is answered with the near ones, else with all.
    """
    with pytest.raises(UnknownNameError) as refusal:
        table[key]
    assert str(refusal.value) == message
    assert refusal.value.__cause__ is None


def test_a_key_stands_once() -> None:
    """
    Two rows with one key would hide one of them.
    """
    with pytest.raises(InvalidValueError, match=r"the keys of rates must differ \(got a, b, a\)"):
        Table("rates", (("a", FIVE), ("b", FIVE), ("a", FIFTEEN)))


def test_tables_are_values() -> None:
    """
    A table can be compared, hashed and pickled.
    """
    again = pickle.loads(pickle.dumps(BY_GRADE))
    assert again == BY_GRADE
    assert hash(again) == hash(BY_GRADE)
    assert again[Grade.POWER].on(date(2026, 1, 1)) == 5
    assert BY_GRADE != Table("waiting", BY_GRADE.rows[:1])
