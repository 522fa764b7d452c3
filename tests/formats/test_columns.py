from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.basics.periods import JST
from qoo10model.formats import cells
from qoo10model.formats.cells import UnreadableError
from qoo10model.formats.columns import (
    Memo,
    is_constant,
    plain_days,
    plain_moments,
    plain_numbers,
)


MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2026, 12, 31)).map(
    lambda moment: moment.replace(microsecond=0)
)
# Forms that are plain, forms that only the tolerant readers take, and what nobody takes.
DATES = st.one_of(
    st.sampled_from(("", None, " ", "2026", "2026-05", "2026-W20-1", "20260511", "soon", 0, 5, [])),
    MOMENTS.map(str),
    MOMENTS.map(lambda moment: str(moment)[:10]),
    MOMENTS.map(lambda moment: str(moment)[:16]),
    MOMENTS.map(lambda moment: moment.isoformat()),
    MOMENTS.map(lambda moment: moment.isoformat() + "+05:00"),
    MOMENTS.map(lambda moment: str(moment)[:16] + "+05"),
    MOMENTS.map(lambda moment: str(moment)[:16] + "-05"),
    MOMENTS.map(lambda moment: str(moment).replace("-", "/")),
    MOMENTS.map(lambda moment: f"{moment:%Y%m%d%H%M%S}"),
    MOMENTS.map(lambda moment: f"{moment:%Y%m%dT%H%M%S}.123"),
    MOMENTS.map(lambda moment: f"{moment} "),
    st.text("0123456789-: T", max_size=20),
)
NUMBERS: st.SearchStrategy[Any] = st.one_of(
    st.integers(-(10**16), 10**16), st.booleans(), st.floats(), st.sampled_from(("1", "", None))
)


@given(column=st.lists(DATES, min_size=1, max_size=4))
def test_plain_dates_read_as_their_cells_do(column: list[object]) -> None:
    """
    A column that is read in one go gives what its cells give one by one.
    """
    moments, days = plain_moments(column), plain_days(column)
    assert (moments is None) is (days is None)
    if moments is not None:
        assert moments == [cells.moment(cell) for cell in column]
        assert days == [cells.day(cell) for cell in column]
        assert all(moment is None or moment.tzinfo is JST for moment in moments)


@given(column=st.lists(NUMBERS, min_size=1, max_size=4))
def test_plain_numbers_read_as_their_cells_do(column: list[object]) -> None:
    """
    A column of whole numbers is itself; one with any other cell is not plain.
    """
    numbers = plain_numbers(column)
    if numbers is None:
        assert any(type(cell) is not int or abs(cell) >= 10**15 for cell in column)
    else:
        assert numbers is column
        assert numbers == [cells.whole(cell) for cell in column]


@pytest.mark.parametrize(
    "column",
    [
        ("2026-05-11 12:00:00", ""),
        ("2026-05-11",),
        ("2026-05-11 12:00", None),
        ("2026-05-11T12:00:00",),
        ("", ""),
        (None, None),
    ],
)
def test_what_the_platform_sends_is_plain(column: tuple[object, ...]) -> None:
    """
    ISO dates, with a time or without, and blanks need no second look.
    """
    assert plain_moments(column) is not None
    assert plain_days(column) is not None


@pytest.mark.parametrize(
    "column",
    [
        ("2026/05/11",),
        ("20260511",),
        ("2026-05-11 12:00+09",),
        ("2026-05-11 12:00:00+09:00",),
        ("2026-13-11",),
        (" ",),
        (20260511,),
        (None, 5),
        (["2026-05-11"],),
        ((),),
        (True,),
    ],
    ids=repr,
)
def test_other_columns_are_left_to_the_cells(column: tuple[object, ...]) -> None:
    """
    One cell in another form, or of another kind, and the column is not plain.
    """
    assert plain_moments(column) is None
    assert plain_days(column) is None


@pytest.mark.parametrize(
    ("column", "constant"),
    [
        (("",), True),
        (("a", "a", "a"), True),
        ((None, None), True),
        (("a", "b", "a"), False),
        (("a", None), False),
        ((None, "a"), False),
        ((1, 1), False),
        ((1, True), False),
        (([], []), False),
    ],
    ids=repr,
)
def test_only_texts_and_none_are_constant(column: tuple[object, ...], *, constant: bool) -> None:
    """
    1, 1.0 and True are equal and mean different things, so numbers are never taken as one.
    """
    assert is_constant(column) is constant


def test_a_memo_reads_each_text_once() -> None:
    """
    A text that comes again is the same object; other cells are read each time.
    """
    read: list[object] = []

    def reader(cell: object) -> object:
        read.append(cell)
        return object()

    memo = Memo(reader)
    for cell in ("a", None, ("a", 1)):
        assert memo[cell] is memo[cell]
    assert memo[1] is not memo[1]
    assert memo[True] is not memo[1.0]
    assert read == ["a", None, ("a", 1), 1, 1, True, 1.0]


def test_a_memo_remembers_no_failure() -> None:
    """
    What cannot be read raises each time, and an unhashable cell is a TypeError.
    """
    memo = Memo(cells.whole)
    for _ in range(2):
        with pytest.raises(UnreadableError):
            memo["1.5"]
        with pytest.raises(TypeError):
            memo[[]]
    assert len(memo) == 0
