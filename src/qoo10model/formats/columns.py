"""
Columns (列): the cells of one field in many rows, read in one go where all of them are plain.

Where a column is not, these functions say so with None and leave it to `qoo10model.formats.cells`.
"""

from __future__ import annotations

from datetime import date, datetime
from operator import itemgetter
from types import NoneType
from typing import TYPE_CHECKING, Final, TypeVar, cast

from qoo10model.basics.periods import JST
from qoo10model.formats.cells import LIMIT


if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ("Memo", "is_constant", "plain_days", "plain_moments", "plain_numbers")

T = TypeVar("T")

_LONGEST: Final = 4096
_INT: Final = frozenset({int})
_TEXT_OR_NONE: Final = frozenset({str, NoneType})
_REMEMBERED_KINDS: Final = frozenset({str, NoneType, tuple})  # 1, 1.0 and True would be one key
# Every third character from the fifth on: where the marks stand, and nothing behind the seconds.
_MARKS: Final = itemgetter(slice(4, None, 3))
_PLAIN_DATES: Final = frozenset({"", "--", "-- :", "--T:", "-- ::", "--T::"})


class Memo(dict[object, T]):
    """
    What repeated cells were read as, so that each is read once; it forgets when it grows long.

    Looking up a cell reads it, and raises what *read* raises. Texts are remembered, and tuples that
    the reader put together itself.

    >>> memo = Memo(int)
    >>> memo["1500"], len(memo)
    (1500, 1)
    """

    __slots__ = ("read",)

    def __init__(self, read: Callable[[object], T]) -> None:
        super().__init__()
        self.read: Callable[[object], T] = read

    def __missing__(self, cell: object) -> T:
        value = self.read(cell)
        if type(cell) in _REMEMBERED_KINDS:
            if len(self) >= _LONGEST:
                self.clear()
            self[cell] = value
        return value


def is_constant(column: Sequence[object]) -> bool:
    """
    Whether all cells of *column* are the same text, or all are None.

    >>> is_constant(("", "")), is_constant((1, 1)), is_constant((None, ""))
    (True, False, False)
    """
    first = column[0]
    return (
        type(first) in _TEXT_OR_NONE and column[-1] == first and column.count(first) == len(column)
    )


def plain_numbers(column: Sequence[object]) -> Sequence[int] | None:
    """
    Return *column* itself if all its cells are whole numbers of at most 15 digits.

    >>> plain_numbers((1, 2)), plain_numbers((1, "2")), plain_numbers((True, 10**15))
    ((1, 2), None, None)
    """
    if not _INT.issuperset(map(type, column)):
        return None
    numbers = cast("Sequence[int]", column)
    return numbers if min(numbers) > -LIMIT and max(numbers) < LIMIT else None


def plain_moments(column: Sequence[object]) -> list[datetime | None] | None:
    """
    Return the moments in *column* if all its cells are ISO dates, with or without a time, or blank.

    >>> plain_moments(("2026-05-11", ""))
    [datetime.datetime(2026, 5, 11, 0, 0, tzinfo=...'JST')), None]
    >>> plain_moments(("2026/05/11",))
    """
    cells = _plain_dates(column)
    if cells is None:
        return None
    parsed, combine = datetime.fromisoformat, datetime.combine
    try:
        return [
            combine(found := parsed(cell), found.time(), JST) if cell else None for cell in cells
        ]
    except ValueError:
        return None


def plain_days(column: Sequence[object]) -> list[date | None] | None:
    """
    Return the days in *column* if all its cells are ISO dates, with or without a time, or blank.

    >>> plain_days(("2026-05-11 12:00:00", None))
    [datetime.date(2026, 5, 11), None]
    """
    cells = _plain_dates(column)
    if cells is None:
        return None
    parsed = datetime.fromisoformat
    try:
        return [parsed(cell).date() if cell else None for cell in cells]
    except ValueError:
        return None


def _plain_dates(column: Sequence[object]) -> Sequence[str | None] | None:
    cells = cast("Sequence[str]", column)
    try:
        marks = set(map(_MARKS, cells))
    except (TypeError, KeyError):  # None cannot be cut; a dict takes the cut as a key
        if not _TEXT_OR_NONE.issuperset(map(type, column)):
            return None
        marks = set(map(_MARKS, filter(None, cells)))
    return cells if marks <= _PLAIN_DATES else None
