"""
Export files (出力ファイル): bytes, text or rows of cells as one table with a header.

The encoding is found by itself: by a byte order mark, else UTF-8, else cp932 (Shift_JIS). Cells from
Excel readers count as what they stand for: NaN is blank, a timestamp is its ISO text.
"""

from __future__ import annotations

import codecs
import csv
import re

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, cast

from qoo10model.basics.errors import InvalidTypeError
from qoo10model.basics.findings import Message, Severity
from qoo10model.basics.texts import Text
from qoo10model.formats.cells import is_blank, shown
from qoo10model.formats.exportcells import cell_of


if TYPE_CHECKING:
    from collections.abc import Callable

    from qoo10model.basics.findings import Finding

__all__ = ("ExportData", "Table", "decoded_lines", "encoding_of", "raw_lines", "table_of")

ExportData = bytes | bytearray | memoryview | str | Iterable[object]
"""
What readers of exports take: the bytes or the text of a CSV file, or rows of cells.
"""

_CHARACTERS: Final = Message(
    "qsm.characters_unreadable",
    Severity.WARNING,
    Text(
        "{n} characters, the first in line {line}, are not {encoding}; each stands as \\ufffd",
        "{encoding}として読めない文字が{n}個（最初は{line}行目）。\\ufffdに置き換えた",
    ),
)
_BROKEN: Final = Message(
    "qsm.quote_broken",
    Severity.ERROR,
    Text(
        'the row in line {line} is not read: a quote (") is not closed, or stands where none can',
        '{line}行目の行を読み込めない: 引用符（"）が閉じていないか、位置が正しくない',
    ),
)
_TOO_MANY: Final = Message(
    "qsm.cells_too_many",
    Severity.ERROR,
    Text(
        "the row has {n} cells for {width} columns and is not read: its cells may have slipped",
        "{width}列に対してセルが{n}個あり、列ずれの恐れがあるため行を読み込めない",
    ),
)
_TOO_FEW: Final = Message(
    "qsm.cells_too_few",
    Severity.WARNING,
    Text(
        "the row has {n} cells for {width} columns; the others count as not given",
        "{width}列に対してセルが{n}個しかない。残りは記載なしとみなした",
    ),
)
_CUT: Final = Message(
    "qsm.row_cut_off",
    Severity.ERROR,
    Text(
        "the file ends inside this row, after {n} of {width} cells; the row is not read",
        "ファイルがこの行の途中（{width}列中{n}列）で終わっているため、行を読み込めない",
    ),
)
_NO_CELLS: Final = Message(
    "qsm.row_without_cells",
    Severity.ERROR,
    Text("the row is {what}, not a list of cells", "行がセルのリストではない（{what}）"),
)
_EMPTY: Final = Message("qsm.file_empty", Severity.ERROR, Text("the file is empty", "ファイルが空"))
_WORKBOOK: Final = Message(
    "qsm.workbook",
    Severity.ERROR,
    Text(
        "the file is an Excel workbook: pass its rows as an Excel reader gives them, or save it as CSV",
        "Excelブックのファイル: Excelリーダーで読んだ行を渡すか、CSVで保存し直す",
    ),
)

_LINES: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_MARK: Final = "\ufeff"
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # xlsx and xls begin so
_UNREADABLE: Final = "\ufffd"
_HEADER_WITHIN: Final = 20  # titles and search conditions may stand above the header


class _NoRow:
    """
    The place of a row that could not be split into cells: the finding about it, once it has an index.
    """

    __slots__ = ("facts", "message")

    def __init__(self, message: Message, **facts: Any) -> None:
        self.message = message
        self.facts = facts


_Row = Sequence[object] | _NoRow


class Table:
    """
    The rows of an export under its *header*, each as wide as that, with their index in *numbers*.

    The first row under the header has the index 0. Blank rows and those that could not be split into
    cells are left out; the latter are among *findings*.
    """

    __slots__ = ("count", "findings", "header", "numbers", "rows")

    def __init__(self, header: tuple[str, ...], findings: list[Finding]) -> None:
        self.header: tuple[str, ...] = header
        self.findings: list[Finding] = findings
        self.rows: list[Sequence[object]] = []
        self.numbers: Sequence[int] = []
        self.count: int = 0


def table_of(data: ExportData, is_name: Callable[[str], bool]) -> Table:
    r"""
    Return *data* as a table; *is_name* says whether a cell is the name of a column.

    The header is the row among the first ones with the most names, and empty if none has any. Raises
    `InvalidTypeError` for what is neither bytes nor text nor rows.

    >>> table = table_of("report of May\r\norder,price\r\n7,100\r\n", {"order"}.__contains__)
    >>> table.header, table.rows
    (('order', 'price'), [['7', '100']])
    """
    findings: list[Finding] = []
    is_whole = True
    if isinstance(data, bytes | bytearray | memoryview) and bytes(data[:4]) in _WORKBOOKS:
        return Table((), [_WORKBOOK.finding()])
    if isinstance(data, bytes | bytearray | memoryview | str):
        lines = raw_lines(data) if isinstance(data, str) else decoded_lines(bytes(data), findings)
        is_whole = bool(lines) and lines[-1].endswith(("\r", "\n"))
        rows = _split(lines)
    else:
        rows = _rows_of(data)
    if not rows:
        findings.append(_EMPTY.finding())
    names = [_names_in(row, is_name) for row in rows[:_HEADER_WITHIN]]
    if not any(names):
        table = Table((), findings)
        table.count = len(rows)
        return table
    at = names.index(max(names))
    header = tuple(_name(cell) for cell in cast("Sequence[object]", rows[at]))
    table = Table(header, findings)
    _fill(table, rows[at + 1 :], is_whole=is_whole)
    return table


def encoding_of(data: bytes) -> str:
    """
    Return the encoding of *data*: by its mark, else UTF-8 if its first letters are, else cp932.

    >>> encoding_of("注文番号".encode("cp932")), encoding_of("注文番号".encode())
    ('cp932', 'utf-8')
    """
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if data.startswith(_UTF_16):
        return "utf-16"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        # A file cut off or damaged further down is still what its header is.
        return "cp932" if data[: error.start].isascii() else "utf-8"
    return "utf-8"


def decoded_lines(data: bytes, findings: list[Finding]) -> list[str]:
    """
    Return the lines of *data*; characters that are none in its encoding are among *findings*.

    >>> decoded_lines("注文番号".encode("cp932"), [])
    ['注文番号']
    """
    encoding = encoding_of(data)
    if encoding == "utf-16":
        return raw_lines(data.decode(encoding, errors="replace"))
    # No letter of these encodings holds the bytes that end a line.
    lines = data.removeprefix(codecs.BOM_UTF8).splitlines(keepends=True)
    encoding = encoding.removesuffix("-sig")
    try:
        return [line.decode(encoding) for line in lines]
    except UnicodeDecodeError:
        texts = [line.decode(encoding, errors="replace") for line in lines]
    first = next(at for at, text in enumerate(texts, 1) if _UNREADABLE in text)
    count = sum(text.count(_UNREADABLE) for text in texts)
    findings.append(_CHARACTERS.finding(n=count, line=first, encoding=encoding))
    return texts


def raw_lines(text: str) -> list[str]:
    r"""
    Return the lines of *text* with their ends, of whichever kind.

    >>> raw_lines("a\r\nb\rc")
    ['a\r\n', 'b\r', 'c']
    """
    return _LINES.findall(text.removeprefix(_MARK))


def _split(lines: list[str]) -> list[_Row]:
    head = next((line for line in lines if line.strip()), "")
    delimiter = "\t" if head.count("\t") > head.count(",") else ","
    try:
        return list(csv.reader(lines, strict=True, delimiter=delimiter))
    except csv.Error:
        return _salvaged(lines, delimiter)


def _salvaged(lines: list[str], delimiter: str) -> list[_Row]:
    rows: list[_Row] = []
    at = 0
    while at < len(lines):
        rest = map(lines.__getitem__, range(at, len(lines)))
        reader = csv.reader(rest, strict=True, delimiter=delimiter)
        read = 0
        try:
            for row in reader:
                rows.append(row)
                read = reader.line_num
        except csv.Error:
            # Only the line in which the broken row begins is lost.
            at += read + 1
            rows.append(_NoRow(_BROKEN, line=at))
        else:
            break
    return rows


def _rows_of(data: object) -> list[_Row]:
    kind = type(data).__name__
    if hasattr(data, "columns"):
        msg = (
            f"an export must be bytes, text or rows of cells (got a {kind}); pass "
            "[list(frame.columns), *frame.values.tolist()], in polars [frame.columns, *frame.rows()]"
        )
        raise InvalidTypeError(msg)
    if not isinstance(data, Iterable) or isinstance(data, Mapping):
        msg = (
            f"an export must be bytes, text or rows of cells (got a {kind}); pass what read() gives"
        )
        raise InvalidTypeError(msg)
    given: list[object] = list(cast("Iterable[object]", data))
    if given and all(isinstance(row, str | bytes | int) for row in given):
        kind = type(given[0]).__name__
        msg = f"rows must be lists of cells (got rows that are {kind}); pass the whole file instead"
        raise InvalidTypeError(msg)
    if any(isinstance(row, Mapping) for row in given):
        given = _rows_of_objects(given)
    return [_row_of(row) for row in given]


def _rows_of_objects(given: list[object]) -> list[object]:
    rows = [_as_object(row) for row in given]
    keys = list(dict.fromkeys(key for row in rows if row is not None for key in row))
    return [
        keys,
        *(
            one if row is None else [row.get(key) for key in keys]
            for one, row in zip(given, rows, strict=True)
        ),
    ]


def _as_object(row: object) -> Mapping[object, object] | None:
    is_object = isinstance(row, Mapping)
    return cast("Mapping[object, object]", row) if is_object else None


def _row_of(row: object) -> _Row:
    if isinstance(row, str | bytes) or not isinstance(row, Iterable):
        return _NoRow(_NO_CELLS, what=shown(row))
    return [cell_of(cell) for cell in cast("Iterable[object]", row)]


def _names_in(row: _Row, is_name: Callable[[str], bool]) -> int:
    return 0 if isinstance(row, _NoRow) else sum(is_name(_name(cell)) for cell in row)


def _name(cell: object) -> str:
    return cell.strip() if isinstance(cell, str) else "" if cell is None else str(cell)


def _fill(table: Table, rows: list[_Row], *, is_whole: bool) -> None:
    table.count = len(rows)
    if _are_even(rows, len(table.header)):
        table.rows, table.numbers = cast("list[Sequence[object]]", rows), range(len(rows))
        return
    numbers: list[int] = []
    for number, row in enumerate(rows):
        is_cut = not is_whole and number == len(rows) - 1
        cells = _evened(table, number, row, is_cut=is_cut)
        if cells is not None:
            table.rows.append(cells)
            numbers.append(number)
    table.numbers = numbers


def _are_even(rows: list[_Row], width: int) -> bool:
    if set(map(type, rows)) != {list}:
        return False
    lists = cast("list[list[object]]", rows)
    return set(map(len, lists)) == {width} and all(map(any, lists))


def _evened(table: Table, number: int, row: _Row, *, is_cut: bool) -> Sequence[object] | None:
    width = len(table.header)
    if isinstance(row, _NoRow):
        table.findings.append(row.message.finding(row=number, **row.facts))
        return None
    if all(map(is_blank, row)):
        return None
    if not all(map(is_blank, row[width:])):
        table.findings.append(_TOO_MANY.finding(row=number, n=len(row), width=width))
        return None
    if len(row) < width:
        message = _CUT if is_cut else _TOO_FEW
        table.findings.append(message.finding(row=number, n=len(row), width=width))
        return None if is_cut else [*row, *(None,) * (width - len(row))]
    return row[:width]
