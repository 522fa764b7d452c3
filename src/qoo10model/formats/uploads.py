"""
Uploads (一括アップロード): files and rows that go back to QSM.

The brief delivery export is uploaded again with carrier and tracking number filled in and not one
other byte changed. Days of shipping go into a sheet of order numbers and days.
"""

from __future__ import annotations

import codecs
import csv

from typing import TYPE_CHECKING, Final, cast

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.periods import check_day
from qoo10model.formats.cells import UnreadableError, whole
from qoo10model.formats.exportcolumns import DELIVERIES, header_key
from qoo10model.formats.exportfiles import encoding_of


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

__all__ = ("fill_tracking", "ship_date_rows")

# Every byte is one letter of it, so that text can be cut where bytes are.
_BYTES: Final = "latin-1"
_FIELDS: Final = ("orderNo", "DeliveryCompany", "TrackingNo")
_REFUSED: Final = frozenset('",;\t\r\n')
_SHIP_DATE_HEADER: Final = ("注文番号", "発送予定日")


def fill_tracking(data: bytes, shipments: Mapping[int, tuple[str, str]]) -> bytes:
    r"""
    Return the delivery export *data* with carrier (配送会社) and tracking number (送り状番号) filled in.

    *shipments* has both for each order number. Every other byte stays as it was: encoding, quotes,
    line ends, the other rows. Numbers that stand there already are replaced.

    Raises `InvalidTypeError` for data that is not bytes, since text has lost the bytes;
    `InvalidValueError` for an order that the file does not have, a text that cannot stand in it, and
    a file without the three columns or whose rows cannot be told apart.

    >>> data = "注文番号,配送会社,送り状番号\r\n1062,,\r\n".encode("cp932")
    >>> fill_tracking(data, {1062: ("佐川急便", "500000000010")}).decode("cp932")
    '注文番号,配送会社,送り状番号\r\n1062,佐川急便,500000000010\r\n'
    """
    if not isinstance(data, bytes | bytearray | memoryview):
        kind = type(cast("object", data)).__name__
        msg = f"data must be the bytes of the file (got a {kind}); open it in binary mode"
        raise InvalidTypeError(msg)
    data = bytes(data)
    encoding = encoding_of(data)
    if encoding == "utf-16":
        msg = "data must be the CSV file as it was downloaded (got UTF-16)"
        raise InvalidValueError(msg)
    filling = {number: _encoded(number, pair, encoding) for number, pair in shipments.items()}
    mark = codecs.BOM_UTF8 if encoding == "utf-8-sig" else b""
    lines = [line.decode(_BYTES) for line in data[len(mark) :].splitlines(keepends=True)]
    records = _records(lines)
    places = _places(records, encoding)
    left = set(filling)
    done: list[str] = []
    for cells, raw in records:
        number = _number(cells, places["orderNo"], encoding)
        if number not in filling:
            done.append(raw)
            continue
        left.discard(number)
        carrier, tracking = filling[number]
        pairs = {places["DeliveryCompany"]: carrier, places["TrackingNo"]: tracking}
        done.append(_replaced(raw, pairs))
    if left:
        msg = f"every order must be in the file (not there: {', '.join(map(str, sorted(left)))})"
        raise InvalidValueError(msg)
    return mark + "".join(done).encode(_BYTES)


def ship_date_rows(days: Mapping[int, date]) -> tuple[tuple[str, str], ...]:
    """
    Return the sheet for planned days of shipping (エクセル一括発送予定日入力), its header first.

    *days* has the day for each order number. The official template is not public; order number and
    day as YYYYMMDD are what tools fill in.

    Raises `InvalidTypeError` for a number that is no int and a day that is no date.

    >>> from datetime import date
    >>> ship_date_rows({1062: date(2026, 6, 12)})
    (('注文番号', '発送予定日'), ('1062', '20260612'))
    """
    rows = (
        (str(_order_no(number)), f"{check_day(day, 'day of shipping'):%Y%m%d}")
        for number, day in days.items()
    )
    return (_SHIP_DATE_HEADER, *rows)


_Record = tuple[list[str], str]


def _records(lines: list[str]) -> list[_Record]:
    records: list[_Record] = []
    reader = csv.reader(lines, strict=True)
    at = 0
    try:
        for cells in reader:
            records.append((cells, "".join(lines[at : reader.line_num])))
            at = reader.line_num
    except csv.Error as error:
        msg = f"the file must be whole (the row in line {at + 1} cannot be read: {error})"
        raise InvalidValueError(msg) from None
    return records


def _places(records: list[_Record], encoding: str) -> dict[str, int]:
    header = records[0][0] if records else []
    names = [header_key(name.encode(_BYTES).decode(encoding, errors="replace")) for name in header]
    places: dict[str, int] = {}
    for place, name in enumerate(names):
        field = DELIVERIES.names.get(name)
        if field is not None:
            places.setdefault(field, place)
    missing = [DELIVERIES.headers_of(field) for field in _FIELDS if field not in places]
    if missing:
        msg = f"the first line must have the columns of a delivery export (no {'; '.join(missing)})"
        raise InvalidValueError(msg)
    return places


def _number(cells: list[str], place: int, encoding: str) -> int | None:
    if place >= len(cells):
        return None
    cell = cells[place].encode(_BYTES).decode(encoding, errors="replace")
    try:
        return whole(cell.lstrip("'"))
    except UnreadableError:
        return None


def _replaced(raw: str, texts: dict[int, str]) -> str:
    """
    Return the record *raw* with the cells at some places replaced, each quoted as it was.
    """
    ends = list(_ends(raw))
    if max(texts) >= len(ends):
        msg = "each row must have as many cells as the header (a row to fill in is too short)"
        raise InvalidValueError(msg)
    for place in sorted(texts, reverse=True):
        start = ends[place - 1] + 1 if place else 0
        quote = '"' if raw[start : start + 1] == '"' else ""
        raw = f"{raw[:start]}{quote}{texts[place]}{quote}{raw[ends[place] :]}"
    return raw


def _ends(raw: str) -> Iterator[int]:
    """
    Yield where the cells of the record *raw* end: at commas that leave whole cells before them.
    """
    body = raw.rstrip("\r\n")
    for at, letter in enumerate(body):
        if letter == "," and _is_whole(body[:at]):
            yield at
    yield len(body)


def _is_whole(part: str) -> bool:
    try:
        list(csv.reader(part.splitlines(keepends=True), strict=True))
    except csv.Error:
        return False
    return True


def _encoded(number: object, pair: object, encoding: str) -> tuple[str, str]:
    _order_no(number)
    if not isinstance(pair, tuple) or len(cast("tuple[object, ...]", pair)) != len(_FIELDS) - 1:
        msg = f"shipments must have a tuple of carrier and tracking number (order {number})"
        raise InvalidTypeError(msg)
    carrier, tracking = (_cell(number, one, encoding) for one in cast("tuple[object, ...]", pair))
    return carrier, tracking


def _cell(number: object, one: object, encoding: str) -> str:
    if not isinstance(one, str):
        msg = f"carrier and tracking number must be texts (order {number}: got {one!r})"
        raise InvalidTypeError(msg)
    written = one.strip()
    if not written or not _REFUSED.isdisjoint(written) or not written.isprintable():
        msg = (
            "carrier and tracking number must be texts of one line without quotes and commas "
            f"(order {number}: got {one!r})"
        )
        raise InvalidValueError(msg)
    try:
        return written.encode(encoding.removesuffix("-sig")).decode(_BYTES)
    except UnicodeEncodeError:
        msg = f"{written!r} cannot be written in {encoding}, the encoding of the file"
        raise InvalidValueError(msg) from None


def _order_no(number: object) -> int:
    if type(number) is not int:
        msg = f"order numbers must be whole numbers as int (got {number!r})"
        raise InvalidTypeError(msg)
    return number
