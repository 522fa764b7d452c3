"""
Sheets of exports (出力ファイルの読み込み): the columns of an export bound to fields, and its rows by the column.

What is wrong with a file as a whole is one finding: another export than was asked for, a column that
is missing, a column that stands there twice. No cell of a row without a header is ever shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from qoo10model.basics.findings import Message, Severity
from qoo10model.basics.texts import Text
from qoo10model.formats.cells import is_blank, kept, plain
from qoo10model.formats.exportcells import (
    amount_column,
    code_column,
    date_column,
    number_column,
    postal_column,
    word_column,
)
from qoo10model.formats.exportcolumns import BUYER_PAID, header_key, is_known, recognised
from qoo10model.formats.exportfiles import table_of
from qoo10model.formats.layouts import Layout, folded
from qoo10model.formats.sheets import sheets_of_columns


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from qoo10model.basics.findings import Finding
    from qoo10model.formats.exportcolumns import Export
    from qoo10model.formats.exportfiles import ExportData, Table
    from qoo10model.formats.sheets import Sheet

__all__ = ("OpenExport",)

_NO_HEADER: Final = Message(
    "qsm.header_missing",
    Severity.ERROR,
    Text(
        "none of the first rows holds a column name of any known export; {name} was expected",
        "先頭の行に既知の列名がない（{name}のはず）",
    ),
)
_OTHER: Final = Message(
    "qsm.other_export",
    Severity.ERROR,
    Text(
        "this is not the {name} but the {seen}: read it with qsm.{reader}",
        "{name}ではなく{seen}のファイル: qsm.{reader}で読み込む",
    ),
)
_NEEDED: Final = Message(
    "qsm.column_needed",
    Severity.ERROR,
    Text(
        "no column is headed {missing}, so no row is read; columns that nobody has named: {seen}",
        "必要な列がないため読み込めない: {missing}。未知の列: {seen}",
    ),
)
_EXPECTED: Final = Message(
    "qsm.column_missing",
    Severity.WARNING,
    Text(
        "no column is headed {missing}: what it tells is not known and counts as not given; "
        "columns that nobody has named: {seen}",
        "列がないため不明（記載なし）とした: {missing}。未知の列: {seen}",
    ),
)
_REPEATED: Final = Message(
    "qsm.column_repeated",
    Severity.WARNING,
    Text(
        "the column {key} means the same as {first}, which counts; in {n} rows they differ, "
        "and what it says there is kept in unread",
        "列「{key}」は「{first}」と同じ項目のため後者を使った。{n}行で値が異なり、前者はunreadに残した",
    ),
)
_NO_ROWS: Final = Message(
    "qsm.no_rows",
    Severity.ADVICE,
    Text("the file has a header and no rows", "見出し行のみで明細がない"),
)

_TOTAL: Final = Message(
    "qsm.total_row",
    Severity.ADVICE,
    Text("a row of totals, left out", "合計行のため除いた"),
)

_AT_ONCE: Final = 512  # so many rows stay in the cache while their columns are read
_MOST_NAMED: Final = 12
_LONGEST_NAME: Final = 30
_TOTAL_WORDS: Final = frozenset(
    {
        "合計",
        "総計",
        "総合計",
        "小計",
        "計",
        "합계",
        "총계",
        "소계",
        "총합계",
        "total",
        "grandtotal",
        "subtotal",
    }
)

_PREPARED: Final = (
    (number_column, "orderNo packNo orderQty order_no cart_no quantity"),
    (
        amount_column,
        (
            f"{BUYER_PAID} orderPrice discount total SettlePrice unit_price goods_amount "
            "seller_discount service_fee compensation settle_amount amount"
        ),
    ),
    (
        date_column,
        (
            "ShippingDate orderDate PaymentDate EstShippingDate DeliveredDate on paid_on settled_on "
            "due_on shipped_on delivered_on"
        ),
    ),
    (code_column, "TrackingNo receiverTel receiverMobile buyerTel buyerMobile"),
    (postal_column, "zipCode"),
    (word_column, "shippingCountry Currency"),
)
_PREPARE: Final = {field: prepare for prepare, fields in _PREPARED for field in fields.split()}


class OpenExport:
    """
    The rows of *data* as an *export*: *fields* are those it has columns for.

    *is_readable* is off where the file is another export or none at all, and once a needed column was
    found missing. *totals* has the indices of the rows that are totals.
    """

    __slots__ = (
        "_columns",
        "_keys",
        "_repeated",
        "export",
        "fields",
        "findings",
        "is_readable",
        "table",
        "totals",
        "unknown_keys",
    )

    def __init__(self, data: ExportData, export: Export) -> None:
        self.export: Export = export
        self.table: Table = table_of(data, is_known)
        self.findings: list[Finding] = self.table.findings
        self.totals: set[int] = set()
        self.is_readable: bool = True
        names, header = export.names, self.table.header
        self._keys = _told_apart(header)
        self._columns = [names.get(header_key(name)) for name in header]
        self._repeated: list[tuple[int, int]] = []
        first: dict[str, int] = {}
        for place, field in enumerate(self._columns):
            if field is not None and first.setdefault(field, place) != place:
                self._repeated.append((first[field], place))
        self.fields: frozenset[str] = frozenset(first)
        self.unknown_keys: tuple[str, ...] = tuple(
            sorted(
                key
                for key, name, field in zip(self._keys, header, self._columns, strict=True)
                if name and field is None and not export.keeps(name)
            )
        )
        self._check()

    def needs(self, needed: Iterable[str], expected: Iterable[str] = ()) -> bool:
        """
        Return whether the rows can be read, as they cannot without a column for each field in *needed*.

        A finding names those of *needed* that are missing, else those of *expected*.
        """
        if not self.is_readable:
            return False
        missing = [field for field in needed if field not in self.fields]
        absent = [field for field in expected if field not in self.fields]
        if missing:
            self.refuse(_NEEDED, missing=self._headers(missing), seen=self._strangers())
        elif absent:
            found = _EXPECTED.finding(missing=self._headers(absent), seen=self._strangers())
            self.findings.append(found)
        return self.is_readable

    def refuse(self, message: Message, **facts: Any) -> None:
        """
        Add the finding *message*, because of which no row is read.
        """
        self.is_readable = False
        self.findings.append(message.finding(**facts))

    def sheets(
        self,
        key: str | None = None,
        *,
        lacking: Mapping[str, object] | None = None,
        keeps_totals: bool = False,
    ) -> Iterator[Sheet]:
        """
        Yield the rows as sheets, once; each is let go of when its sheet is made.

        Rows of totals are left out, with a finding, unless *keeps_totals*: those where *key* has no
        number and some cell says that it is a total; without *key*, any row with such a cell.
        *lacking* are fields without a column, with what each row has there.
        """
        added = lacking or {}
        keys = [*self._keys, *added]
        fields = [*self._columns, *added]
        for _, place in self._repeated:
            fields[place] = None
        named = zip(keys, fields, strict=True)
        meanings = {folded(name): field for name, field in named if field is not None}
        differing = [0] * len(self._repeated)
        tables = self._tables(tuple(added.values()), differing, key, keeps_totals=keeps_totals)
        yield from sheets_of_columns(Layout(tuple(keys), meanings), tables, self.findings)
        for (first, place), n in zip(self._repeated, differing, strict=True):
            self.findings.append(
                _REPEATED.finding(key=self._keys[place], first=self._keys[first], n=n)
            )

    def _check(self) -> None:
        header, export = self.table.header, self.export
        if not header:
            if self.table.count:
                self.findings.append(_NO_HEADER.finding(name=export.name))
            self.is_readable = False
            return
        seen = recognised(header)
        if seen and export not in seen:
            self.refuse(_OTHER, name=export.name, seen=seen[0].name, reader=seen[0].reader)
            self.unknown_keys = ()  # they are that export's
        elif not self.table.count:
            self.findings.append(_NO_ROWS.finding())

    def _tables(
        self,
        constants: Sequence[object],
        differing: list[int],
        key: str | None,
        *,
        keeps_totals: bool,
    ) -> Iterator[tuple[Sequence[int], list[Sequence[object]]]]:
        place = None if key is None else self._columns.index(key)
        prepared = [
            (at, _PREPARE[field])
            for at, field in enumerate(self._columns)
            if field is not None and field in _PREPARE
        ]
        for numbered, some in self._in_turn():
            numbers = numbered
            cells: list[Sequence[object]] = list(zip(*some, strict=True))
            if place is None or not _are_digits(cells[place]):
                numbers = self._totals_apart(numbers, some, place, keeps_totals=keeps_totals)
                cells = list(zip(*some, strict=True))
                if not some:
                    continue
            some.clear()
            for at, prepare in prepared:
                cells[at] = prepare(cells[at])
            for at, (one, other) in enumerate(self._repeated):
                differing[at] += _merge(cells, one, other)
            cells += ((value,) * len(numbers) for value in constants)
            yield numbers, cells

    def _in_turn(self) -> Iterator[tuple[Sequence[int], list[Sequence[object]]]]:
        rows, numbers = self.table.rows, self.table.numbers
        for first in range(0, len(rows), _AT_ONCE):
            some = rows[first : first + _AT_ONCE]
            rows[first : first + len(some)] = [()] * len(some)
            yield numbers[first : first + len(some)], some

    def _totals_apart(
        self,
        numbers: Sequence[int],
        some: list[Sequence[object]],
        place: int | None,
        *,
        keeps_totals: bool,
    ) -> Sequence[int]:
        """
        Take the rows of totals out of *some*, or the words out of them, and return the indices left.
        """
        left: list[int] = []
        rows = some[:]
        some.clear()
        for number, row in zip(numbers, rows, strict=True):
            cells: Sequence[object] = row
            if (place is None or _is_no_number(row[place])) and any(map(_is_total, row)):
                cells = [None if _is_total(cell) else cell for cell in row]
                self.totals.add(number)
                if not keeps_totals:
                    self.findings.append(_TOTAL.finding(row=number))
                    continue
            left.append(number)
            some.append(cells)
        return left

    def _headers(self, fields: Iterable[str]) -> Text:
        headers = [self.export.headers_of(field).replace(", ", "/") for field in fields]
        return Text(", ".join(headers), "、".join(headers))

    def _strangers(self) -> Text:
        names = [key[:_LONGEST_NAME] for key in self.unknown_keys]
        more = ("…",) if len(names) > _MOST_NAMED else ()
        shown = ", ".join((*names[:_MOST_NAMED], *more))
        return Text(shown or "none", shown or "なし")


def _told_apart(header: Sequence[str]) -> list[str]:
    """
    Return *header* with a number behind names that stand there before, and names for blank ones.
    """
    taken: set[str] = set()
    keys: list[str] = []
    for place, name in enumerate(header, 1):
        key, copy = name or f"[{place}]", 1
        while folded(key) in taken:
            copy += 1
            key = f"{name} ({copy})"
        taken.add(folded(key))
        keys.append(key)
    return keys


def _merge(cells: list[Sequence[object]], one: int, other: int) -> int:
    """
    Fill the blanks of column *one* from *other*, leave there what differs, and return how much does.
    """
    if cells[one] == cells[other]:
        cells[other] = (None,) * len(cells[one])
        return 0
    pairs = list(zip(cells[one], cells[other], strict=True))
    differ = [not is_blank(a) and not is_blank(b) and kept(a) != kept(b) for a, b in pairs]
    cells[one] = [b if is_blank(a) else a for a, b in pairs]
    cells[other] = [b if is_left else None for (_, b), is_left in zip(pairs, differ, strict=True)]
    return sum(differ)


def _are_digits(cells: Sequence[object]) -> bool:
    return all(cells) and "".join(map(str, cells)).isdecimal()


def _is_no_number(cell: object) -> bool:
    return is_blank(cell) or _is_total(cell)


def _is_total(cell: object) -> bool:
    if not isinstance(cell, str):
        return False
    return plain(cell).rstrip(":").replace(" ", "").casefold() in _TOTAL_WORDS
