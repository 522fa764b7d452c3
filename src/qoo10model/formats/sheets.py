"""
Sheets (行の束): rows of objects with the same keys, read by the column.

A column of plain cells is read in one go; only where that fails, cell by cell with all tolerance.
What cannot be read is a finding of its row, and is kept with the row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.texts import Text
from qoo10model.formats.cells import (
    UnreadableError,
    day,
    is_blank,
    kept,
    moment,
    phone,
    shown,
    text,
    whole,
)
from qoo10model.formats.columns import (
    Memo,
    is_constant,
    plain_days,
    plain_moments,
    plain_numbers,
)
from qoo10model.formats.layouts import Column, Layout, alike


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime

__all__ = ("Sheet", "sheets_of", "sheets_of_columns")

T = TypeVar("T")

_NO_PHONE: Final = 6  # the length of "+81---"

_NO_ROW: Final = Message(
    "rows.not_an_object",
    Severity.ERROR,
    Text(
        "the row is {what}, not an object with keys", "行が項目を持つオブジェクトではない（{what}）"
    ),
)
_MISSING: Final = Message(
    "rows.cell_missing",
    Severity.ERROR,
    Text("{key} is missing, so the row is not read", "{key}がないため、行を読み込めない"),
)
_REFUSED: Final = Message(
    "rows.cell_unreadable",
    Severity.ERROR,
    Text(
        "{key} should be {expected} and is {cell}, so the row is not read",
        "{key}は{expected}のはずだが{cell}のため、行を読み込めない",
    ),
)
_LEFT_OUT: Final = Message(
    "rows.cell_left_out",
    Severity.WARNING,
    Text(
        "{key} should be {expected} and is {cell}; it counts as not given and is kept in unread",
        "{key}は{expected}のはずだが{cell}。記載なしとみなし、unreadに残した",
    ),
)
_REPEATED: Final = Message(
    "rows.key_repeated",
    Severity.WARNING,
    Text(
        "several keys mean the same ({keys}); the first that is not empty counts",
        "同じ項目が複数ある（{keys}）。最初の空でない値を使った",
    ),
)


class _Memos:
    """
    What is remembered from sheet to sheet.
    """

    __slots__ = ("phones", "texts", "wholes")

    def __init__(self) -> None:
        self.texts: Memo[str] = Memo(text)
        self.phones: Memo[str] = Memo(phone)
        self.wholes: Memo[int | None] = Memo(whole)


class Sheet:
    """
    Rows with the same keys: each method reads a column and notes what is wrong in its cells.

    *rows* has the indices of the rows, *numbers* their order numbers once they are read. A row in
    *refused* keeps its place, with substitutes in its cells.
    """

    __slots__ = (
        "_cells",
        "_findings",
        "_kept",
        "_layout",
        "_memos",
        "count",
        "numbers",
        "refused",
        "rows",
    )

    def __init__(
        self,
        layout: Layout,
        rows: Sequence[int],
        cells: list[Column],
        memos: _Memos,
        findings: list[Finding],
    ) -> None:
        self.rows: Sequence[int] = rows
        self.count: int = len(rows)
        self.numbers: Sequence[int | None] = (None,) * self.count
        self.refused: set[int] = set()
        self._layout = layout
        self._cells = cells
        self._memos = memos
        self._findings = findings
        self._kept: dict[int, list[tuple[str, str]]] = {}
        for places in layout.places.values():
            if len(places) > 1:
                cells[places[0]] = self._merged(places)

    @property
    def unknown_keys(self) -> Iterator[str]:
        """
        The keys of which nobody told the meaning.
        """
        return (self._layout.keys[place] for place in self._layout.unknown)

    def column(self, field: str) -> Column | None:
        """
        Return the cells of *field* as they came, None where the rows have no such key.
        """
        places = self._layout.places.get(field)
        return None if places is None else self._cells[places[0]]

    def read(self, field: str, memo: Memo[T], instead: T) -> Sequence[T]:
        """
        Return what *memo* reads in the cells of *field*, and *instead* where it cannot.

        Where the rows have no such key, every cell is blank.
        """
        column = self.column(field)
        if column is None:
            return (memo.read(None),) * self.count
        try:
            if is_constant(column):
                return (memo[column[0]],) * self.count
            return list(map(memo.__getitem__, column))
        except (TypeError, UnreadableError):
            return self._one_by_one(field, column, memo.read, instead)

    def texts(self, field: str) -> Sequence[str]:
        """
        Return the texts of *field*; one that occurs again is the same object.
        """
        return self.read(field, self._memos.texts, "")

    def own_texts(self, field: str) -> Sequence[str]:
        """
        Return the texts of *field*, where every row has its own.
        """
        column = self.column(field)
        if column is None or is_constant(column):
            return self.texts(field)
        try:
            return list(map(str.strip, cast("Sequence[str]", column)))
        except TypeError:
            return self._one_by_one(field, column, text, "")

    def phones(self, field: str) -> Sequence[str]:
        """
        Return the phone numbers of *field*; one without digits is empty.
        """
        numbers, memo = self.own_texts(field), self._memos.phones
        if is_constant(numbers):
            return (memo[numbers[0]],) * self.count
        return [
            number if len(number) > _NO_PHONE and number[-1] != "-" else memo[number]
            for number in numbers
        ]

    def amounts(self, field: str, *, refusing: bool = True) -> Sequence[int | None]:
        """
        Return the whole numbers of *field*, None where blank.

        A cell that is no whole number makes its row refused, unless *refusing* is off.
        """
        column = self.column(field)
        if column is None:
            return (None,) * self.count
        plain = plain_numbers(column)
        if plain is not None:
            return plain
        try:
            return list(map(self._memos.wholes.__getitem__, column))
        except (TypeError, UnreadableError):
            return self._one_by_one(field, column, whole, None, refusing=refusing)

    def needed(self, field: str, least: int) -> Sequence[int]:
        """
        Return the whole numbers of *field*; a row without one of at least *least* is refused.
        """
        numbers = self.amounts(field)
        if None in numbers:
            for at, number in enumerate(numbers):
                if number is None:
                    self.refuse(at, _MISSING, key=self.key(field))
            numbers = [least if number is None else number for number in numbers]
        return self.at_least(field, cast("Sequence[int]", numbers), least)

    def at_least(self, field: str, numbers: Sequence[int], least: int) -> Sequence[int]:
        """
        Return *numbers*, which are those of *field*; a row with one below *least* is refused.
        """
        if min(numbers) < least:
            for at, number in enumerate(numbers):
                if number < least:
                    self._unreadable(at, field, number, _at_least(least), refusing=True)
        return numbers

    def needed_texts(self, field: str) -> Sequence[str]:
        """
        Return the texts of *field*; a row without one is refused.
        """
        texts = self.texts(field)
        if "" in texts:
            for at, one in enumerate(texts):
                if not one:
                    self.refuse(at, _MISSING, key=self.key(field))
        return texts

    def moments(self, field: str) -> Sequence[datetime | None]:
        """
        Return the moments of *field* in JST, None where blank.
        """
        column = self.column(field)
        if column is None:
            return (None,) * self.count
        plain = plain_moments(column)
        return self._one_by_one(field, column, moment, None) if plain is None else plain

    def days(self, field: str) -> Sequence[date | None]:
        """
        Return the Japanese days of *field*, None where blank.
        """
        column = self.column(field)
        if column is None:
            return (None,) * self.count
        plain = plain_days(column)
        return self._one_by_one(field, column, day, None) if plain is None else plain

    def key(self, field: str) -> str:
        """
        Return the key of *field* as the rows write it; where they have none, the field itself.
        """
        places = self._layout.places.get(field)
        return field if places is None else self._layout.keys[places[0]]

    def note(self, at: int, message: Message, **facts: Any) -> None:
        """
        Add the finding *message* about the row at *at* of this sheet, unless that is refused.
        """
        if at not in self.refused:
            row, number = self.rows[at], self.numbers[at]
            self._findings.append(message.finding(row=row, order_no=number, **facts))

    def refuse(self, at: int, message: Message, **facts: Any) -> None:
        """
        Add the finding *message*, because of which the row at *at* gives no value.
        """
        self.note(at, message, **facts)
        self.refused.add(at)

    def keep(self, at: int, field: str) -> None:
        """
        Keep the cell of *field* in the row at *at* as the text that it has.
        """
        column = self.column(field)
        if column is not None:
            self._keep(at, self.key(field), column[at])

    def unread(self) -> Sequence[tuple[tuple[str, str], ...]]:
        """
        Return for each row what was kept of it, and the cells of unknown keys that are not blank.
        """
        for place in self._layout.unknown:
            column = self._cells[place]
            if is_constant(column) and is_blank(column[0]):
                continue
            for at, cell in enumerate(column):
                if not is_blank(cell):
                    self._keep(at, self._layout.keys[place], cell)
        if not self._kept:
            return ((),) * self.count
        return [tuple(self._kept.get(at, ())) for at in range(self.count)]

    def _keep(self, at: int, key: str, cell: object) -> None:
        texts = self._kept.setdefault(at, [])
        if (key, kept(cell)) not in texts:  # a field may be read twice
            texts.append((key, kept(cell)))

    def _unreadable(
        self, at: int, field: str, cell: object, error: UnreadableError, *, refusing: bool
    ) -> None:
        key, said = self.key(field), error.said or shown(cell)
        if refusing:
            self.refuse(at, _REFUSED, key=key, expected=error.expected, cell=said)
        else:
            self.note(at, _LEFT_OUT, key=key, expected=error.expected, cell=said)
            self._keep(at, key, cell)

    def _one_by_one(
        self,
        field: str,
        column: Sequence[object],
        read: Callable[[object], T],
        missing: T,
        *,
        refusing: bool = False,
    ) -> list[T]:
        values: list[T] = []
        for at, cell in enumerate(column):
            try:
                values.append(read(cell))
            except UnreadableError as error:
                self._unreadable(at, field, cell, error, refusing=refusing)
                values.append(missing)
        return values

    def _merged(self, places: Sequence[int]) -> Column:
        keys = ", ".join(self._layout.keys[place] for place in places)
        merged: list[object] = []
        for at, cells in enumerate(zip(*(self._cells[place] for place in places), strict=True)):
            self.note(at, _REPEATED, keys=keys)
            taken = next((cell for cell in cells if not is_blank(cell)), cells[0])
            for place, cell in zip(places, cells, strict=True):
                if not is_blank(cell) and kept(cell) != kept(taken):
                    self._keep(at, self._layout.keys[place], cell)
            merged.append(taken)
        return tuple(merged)


def sheets_of(
    rows: Sequence[object], meanings: Mapping[str, str], findings: list[Finding]
) -> Iterator[Sheet]:
    """
    Yield *rows* as sheets, each of rows with the same keys; what is no object is among *findings*.

    *meanings* tells which field a key means, by the folded key.

    >>> [sheet.count for sheet in sheets_of([{"a": 1}, {"b": 2}, {"A": 3}], {"a": "a"}, [])]
    [1, 1, 1]
    """
    memos = _Memos()
    strange: list[int] = []
    for layout, numbers, columns in alike(rows, meanings, strange):
        yield Sheet(layout, numbers, columns, memos, findings)
    findings += (_NO_ROW.finding(row=number, what=shown(rows[number])) for number in strange)


def sheets_of_columns(
    layout: Layout,
    tables: Iterable[tuple[Sequence[int], list[Sequence[object]]]],
    findings: list[Finding],
) -> Iterator[Sheet]:
    """
    Yield *tables* as sheets: of each the indices of its rows, and its columns as *layout* has them.

    >>> layout = Layout(("a",), {"a": "a"})
    >>> [sheet.texts("a") for sheet in sheets_of_columns(layout, [((0, 1), [("x", "y")])], [])]
    [['x', 'y']]
    """
    memos = _Memos()
    for numbers, cells in tables:
        yield Sheet(layout, numbers, cells, memos, findings)


def _at_least(number: int) -> UnreadableError:
    return UnreadableError(Text(f"a whole number of at least {number}", f"{number}以上の整数"))
