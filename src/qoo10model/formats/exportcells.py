"""
Cells of exports (出力ファイルのセル): what spreadsheets and QSM write, made plain for `cells`.

A column of texts is made plain in one go where all its cells are alike; any other is left as it is,
for `qoo10model.formats.cells` to read with all tolerance.
"""

from __future__ import annotations

import math
import re

from datetime import datetime
from typing import TYPE_CHECKING, Final, SupportsIndex, cast

from qoo10model.basics.money import WHOLE, ZERO, Rate
from qoo10model.basics.texts import Text
from qoo10model.formats.cells import LIMIT, UnreadableError, plain, text, whole


if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = (
    "amount_column",
    "cell_of",
    "code_column",
    "date_column",
    "money",
    "number_column",
    "order_numbers",
    "postal_column",
    "tax_rate",
    "word_column",
)

_READY: Final = frozenset({str, int, bool, type(None)})
_MISSING: Final = frozenset({"NAType", "NaTType"})
_DIGITS: Final = 15
_POSTAL_DIGITS: Final = 7
_DATE_MARKS: Final = frozenset({"//", "// :", "// ::"})
_APOSTROPHE: Final = re.compile("['’‘]")
_AMOUNT_MARKS: Final = re.compile("[△▲¥￥\\\\円원'’]|JPY")
_AMOUNT: Final = re.compile(
    r"'?([△▲-]?)\s*(?:[¥\\]|JPY)?\s*([-+]?[\d,.]+)\s*(?:円|원|JPY)?", re.ASCII
)
_NUMBERS_APART: Final = re.compile(r"[|,;/\s]+")
_ONE_PERCENT: Final = Rate.percent(1)
_HUNDREDFOLD: Final = Rate.percent(10_000)
_TAX_RATE: Final = Text("a tax rate such as 10%", "10%のような税率")
_ORDER_NUMBERS: Final = Text("order numbers with | between them", "「|」区切りの注文番号")
_WORDS: Final = {
    "日本": "JP",
    "일본": "JP",
    "japan": "JP",
    "円": "JPY",
    "¥": "JPY",
}


def cell_of(cell: object) -> object:
    """
    Return *cell* of an Excel reader as a text, a number or None: NaN is None, dates are ISO texts.

    >>> cell_of(1234.0), cell_of(float("nan")), cell_of(datetime(2026, 5, 11))
    (1234, None, '2026-05-11T00:00:00')
    """
    kind = type(cell)
    if kind in _READY or isinstance(cell, type):
        return cell
    if kind.__name__ in _MISSING:
        return None
    if isinstance(cell, float):
        is_whole = cell.is_integer() and abs(cell) < LIMIT
        return int(cell) if is_whole else None if math.isnan(cell) else float(cell)
    isoformat: object = getattr(cell, "isoformat", None)
    if callable(isoformat):
        return str(isoformat())
    if isinstance(cell, str) or kind.__name__ == "datetime64":
        written = str(cell)
        return None if written == "NaT" else written
    return cell.__index__() if isinstance(cell, SupportsIndex) else cell


def number_column(column: Sequence[object]) -> Sequence[object]:
    """
    Return *column* as ints if all its cells are digits; an apostrophe before digits is dropped.

    >>> number_column(("1062", "1063")), number_column(("1,062", "'1063"))
    ([1062, 1063], ['1,062', '1063'])
    """
    try:
        cells = cast("Sequence[str]", column)
        digits = "".join(cells)
        if digits.isdecimal() and digits.isascii() and max(map(len, cells)) <= _DIGITS:
            return list(map(int, cells))
    except (TypeError, ValueError):
        return code_column(column)
    return code_column(column)


def amount_column(column: Sequence[object]) -> Sequence[object]:
    """
    Return *column* with amounts such as ``△1,234円`` as plain figures; what is none stays.

    >>> amount_column(("△500", "1,234円", "円"))
    ['-500', '1,234', '円']
    """
    numbers = number_column(column)
    if _has(numbers, _AMOUNT_MARKS):
        return [_figures(cell) if isinstance(cell, str) else cell for cell in numbers]
    return numbers


def date_column(column: Sequence[object]) -> Sequence[object]:
    """
    Return *column* with dashes for slashes if all its cells are dates as QSM writes them, or blank.

    >>> date_column(("2026/05/11 12:00:00", "")), date_column(("2026/05/32",))
    (['2026-05-11 12:00:00', ''], ('2026/05/32',))
    """
    try:
        cells = cast("Sequence[str]", column)
        if not {cell[4::3] for cell in cells if cell} <= _DATE_MARKS:
            return column
        dashed = [cell.replace("/", "-") for cell in cells]
        parsed = datetime.fromisoformat
        for cell in dashed:
            if cell:
                parsed(cell)
    except (TypeError, ValueError, AttributeError):
        return column
    return dashed


def code_column(column: Sequence[object]) -> Sequence[object]:
    """
    Return *column* without the apostrophes that make a spreadsheet keep a code as text.

    >>> code_column(("'090-0000-0001", None))
    ['090-0000-0001', None]
    """
    if _has(column, _APOSTROPHE):
        return [_without_apostrophe(c) if isinstance(c, str) else c for c in column]
    return column


def postal_column(column: Sequence[object]) -> Sequence[object]:
    """
    Return *column* as postal codes (郵便番号); a spreadsheet's number has its leading zeros again.

    >>> postal_column(("'000-0000", 600001))
    ['000-0000', '0600001']
    """
    cells = code_column(column)
    if int not in set(map(type, cells)):
        return cells
    return [str(c).zfill(_POSTAL_DIGITS) if type(c) is int and c >= 0 else c for c in cells]


def word_column(column: Sequence[object]) -> Sequence[object]:
    """
    Return *column* with Japan and the yen as the codes that the API has for them.

    >>> word_column(("日本", "JP", "KR"))
    ['JP', 'JP', 'KR']
    """
    distinct = {cell for cell in column if isinstance(cell, str)}
    words = {cell: _WORDS.get(plain(cell).casefold()) for cell in distinct}
    if not any(words.values()):
        return column
    return [(words[c] or c) if isinstance(c, str) else c for c in column]


def money(cell: object) -> int | None:
    """
    Return *cell* as whole yen, None where blank; ``△500``, ``－1,234`` and ``1,234円`` are read, too.

    >>> money("△500"), money("￥1,234"), money("")
    (-500, 1234, None)
    """
    return whole(_figures(cell) if isinstance(cell, str) else cell)


def tax_rate(cell: object) -> Rate | None:
    """
    Return *cell* as a tax rate: ``"10%"``, ``10``, or ``0.1`` as a spreadsheet has it; None if blank.

    >>> tax_rate("8%"), tax_rate(0.1)
    (Rate.percent("8"), Rate.percent("10"))
    """
    written = plain(text(cell))
    figures = written.removesuffix("%").strip()
    if not figures:
        return None
    try:
        rate = Rate.percent(figures)
    except ValueError:
        raise UnreadableError(_TAX_RATE) from None
    if figures == written and rate < _ONE_PERCENT:
        rate *= _HUNDREDFOLD  # a share of 1
    if not ZERO <= rate < WHOLE:
        raise UnreadableError(_TAX_RATE)
    return rate


def order_numbers(cell: object) -> tuple[int, ...]:
    """
    Return the order numbers that stand in *cell* with ``|`` between them, each once.

    >>> order_numbers("1062 | 1063"), order_numbers(1062)
    ((1062, 1063), (1062,))
    """
    parts = _NUMBERS_APART.split(plain(text(cell)))
    if not all(
        part.isascii() and part.isdigit() and len(part) <= _DIGITS for part in parts if part
    ):
        raise UnreadableError(_ORDER_NUMBERS)
    return tuple(dict.fromkeys(int(part) for part in parts if part))


def _has(column: Sequence[object], marks: re.Pattern[str]) -> bool:
    try:
        return marks.search("".join(cast("Sequence[str]", column))) is not None
    except TypeError:  # not all of them are texts
        return any(isinstance(cell, str) and marks.search(cell) for cell in column)


def _without_apostrophe(cell: str) -> str:
    return cell.lstrip().lstrip("'’‘")


def _figures(cell: str) -> str:
    found = _AMOUNT.fullmatch(plain(cell))
    if found is None:
        return cell
    return found[1].replace("△", "-").replace("▲", "-") + found[2]
