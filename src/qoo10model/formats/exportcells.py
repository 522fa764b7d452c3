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
_FIGURES: Final = re.compile(r"(?:(?:\d{1,15}|\d{1,3}(?:,\d{3}){1,4})\n)+", re.ASCII)
_POSTAL_DIGITS: Final = 7
_AMOUNT_MARKS: Final = re.compile("[△▲¥￥\\\\円원]|JPY")
_AMOUNT: Final = re.compile(
    r"([△▲-]?)\s*(?:[¥\\]|JPY)?\s*([-+]?[\d,.]+)\s*(?:円|원|JPY)?", re.ASCII
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
    Return *column* as ints if all its cells are figures; else apostrophes before figures are dropped.

    >>> number_column(("1062", "1,063")), number_column(("", "'1063"))
    ([1062, 1063], ['', '1063'])
    """
    return _plain_numbers(column) or code_column(column)


def amount_column(column: Sequence[object]) -> Sequence[object]:
    """
    Return *column* with amounts such as ``△1,234円`` as plain figures; what is none stays.

    >>> amount_column(("△500", "1,234円", "円"))
    ['-500', '1,234', '円']
    """
    numbers = _plain_numbers(column)
    if numbers is not None:
        return numbers
    codes = code_column(column)
    joined = _joined(codes)
    if joined is not None and not _AMOUNT_MARKS.search(joined):
        return codes
    return [_figures(cell) if isinstance(cell, str) else cell for cell in codes]


def date_column(column: Sequence[object]) -> Sequence[object]:
    """
    Return *column* with dashes for slashes if all its cells are dates as QSM writes them, or blank.

    >>> date_column(("2026/05/11 12:00:00", "")), date_column(("2026/05/32",))
    (['2026-05-11 12:00:00', ''], ('2026/05/32',))
    """
    dashed = _replaced(column, "/", "-")
    try:
        for cell in filter(None, dashed):
            datetime.fromisoformat(cast("str", cell))
    except (TypeError, ValueError):
        return column
    return dashed


def code_column(column: Sequence[object]) -> Sequence[object]:
    """
    Return *column* without the apostrophes that make a spreadsheet keep a code as text.

    >>> code_column(("'090-0000-0001", None))
    ['090-0000-0001', None]
    """
    if _joined(column) is not None:
        return _replaced(column, "\n'", "\n")
    return [cell.removeprefix("'") if isinstance(cell, str) else cell for cell in column]


def postal_column(column: Sequence[object]) -> Sequence[object]:
    """
    Return *column* as postal codes (郵便番号); a spreadsheet's number has its leading zeros again.

    >>> postal_column(("'000-0000", 600001))
    ['000-0000', '0600001']
    """
    return [
        str(cell).zfill(_POSTAL_DIGITS) if type(cell) is int and cell >= 0 else cell
        for cell in code_column(column)
    ]


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


def _plain_numbers(column: Sequence[object]) -> list[int] | None:
    joined = _joined(column)
    if joined is None or not _FIGURES.fullmatch(joined):
        return None
    return list(map(int, joined.replace(",", "").split()))


def _joined(column: Sequence[object]) -> str | None:
    """
    Return the texts of *column* with an end behind each, None where they are not all texts.
    """
    try:
        return "\n".join((*cast("Sequence[str]", column), ""))
    except TypeError:
        return None


def _replaced(column: Sequence[object], old: str, new: str) -> Sequence[object]:
    """
    Return *column* with *old* replaced by *new* in all cells at once, as if each began with an end.
    """
    joined = _joined(column)
    if joined is None or old not in (whole_column := f"\n{joined}"):
        return column
    cells = whole_column.replace(old, new).split("\n")[1:-1]
    # A cell that goes over lines would become two.
    return (
        cells
        if len(cells) == len(column)
        else [f"\n{cell}".replace(old, new)[1:] for cell in cast("Sequence[str]", column)]
    )


def _figures(cell: str) -> str:
    found = _AMOUNT.fullmatch(plain(cell))
    if found is None:
        return cell
    return found[1].replace("△", "-").replace("▲", "-") + found[2]
