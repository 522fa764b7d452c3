"""
Cells (セル): single values of rows from outside, read with tolerance and never guessed at.

A cell is what JSON or a table holds: text, number, None. Texts are stripped, full-width digits and
marks count as their plain forms, an empty text is as good as None. What cannot be read for certain
raises `UnreadableError`.
"""

from __future__ import annotations

import re
import unicodedata

from datetime import date, datetime
from typing import Final

from qoo10model.basics.errors import InvalidValueError
from qoo10model.basics.periods import JST, to_jst
from qoo10model.basics.texts import Text


__all__ = (
    "UnreadableError",
    "code_in",
    "day",
    "is_blank",
    "kept",
    "moment",
    "phone",
    "plain",
    "shown",
    "text",
    "whole",
    "wholes",
)

_TEXT: Final = Text("a text", "文字列")
_NUMBER: Final = Text("a whole number", "整数")
_NUMBERS: Final = Text("whole numbers with commas between them", "カンマ区切りの整数")
_MOMENT: Final = Text(
    "a date with time such as 2026-05-11 12:00:00", "2026-05-11 12:00:00の形の日時"
)
_DAY: Final = Text("a date such as 2026-05-11", "2026-05-11の形の日付")

LIMIT: Final = 10**15
"""
No number of the platform is as large; up to here floats are exact as well.
"""

_PLAIN: Final = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},  # the full-width forms of ASCII
    ord("　"): " ",
    ord("￥"): "¥",
    **dict.fromkeys(map(ord, "−―‐–—"), "-"),
}
_WHOLE: Final = re.compile(r"([+-]?)(\d{1,15}|\d{1,3}(?:,\d{3}){1,4})(?:\.0*)?", re.ASCII)
_WHOLES: Final = re.compile(r"\d{1,15}(?:\s*,\s*\d{1,15})*", re.ASCII)
_SPLIT_DATE: Final = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"
    r"(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?",
    re.ASCII,
)
_JOINED_DATE: Final = re.compile(
    r"(\d{4})(\d{2})(\d{2})(?: ?(\d{2}):?(\d{2})(?::?(\d{2}))?)?", re.ASCII
)
_CODE: Final = re.compile(r"(?:^|\()\s*(\d{1,3})\s*\)?$", re.ASCII)
_PHONE_OR_ZIP: Final = re.compile(
    r"\+.*|'?0\d{8,10}|'?\d{2,5}-\d{1,4}-\d{3,4}|'?\d{3}-\d{4}", re.ASCII
)
_NO_PHONE: Final = re.compile(r"(?:\+\d{1,3})?[-\s]*")
_LONGEST_SHOWN: Final = 40


class UnreadableError(InvalidValueError):
    """
    A cell cannot be read; *expected* says what should have stood there.

    *said* is what stands there, where a finding may show it: a name of the platform's, no person's.

    >>> str(UnreadableError(Text("a date", "日付")))
    'a date was expected'
    """

    def __init__(self, expected: Text, said: str = "") -> None:
        super().__init__(expected, said)
        self.expected = expected
        self.said = said

    def __str__(self) -> str:
        return f"{self.expected.en} was expected"


def is_blank(cell: object) -> bool:
    """
    Whether *cell* tells nothing: None, or a text without a visible character.

    >>> is_blank(None), is_blank("　"), is_blank(0)
    (True, True, False)
    """
    return cell is None or (isinstance(cell, str) and not cell.strip())


def plain(cell: str) -> str:
    """
    Return *cell* stripped, with full-width letters, digits and marks as their plain forms.

    >>> plain(" １，２００（２）")
    '1,200(2)'
    """
    return unicodedata.normalize("NFC", cell.translate(_PLAIN)).strip()


def text(cell: object) -> str:
    """
    Return *cell* as a text, stripped; a number as it is written, None as ``""``.

    Raises `UnreadableError` for a truth value, a list, an object.

    >>> text(" SKU-A "), text(100000001), text(None)
    ('SKU-A', '100000001', '')
    """
    if isinstance(cell, str):
        return cell.strip()
    if cell is None:
        return ""
    if type(cell) is bool or not isinstance(cell, int | float):
        raise UnreadableError(_TEXT)
    if isinstance(cell, int):
        return str(_within(cell))
    return str(int(cell)) if cell.is_integer() and abs(cell) < LIMIT else str(cell)


def phone(cell: object) -> str:
    """
    Return *cell* as a phone number; ``"+81--"`` and ``"-"``, which have no digits, as ``""``.

    >>> phone("+81-90-0000-0001"), phone("+81--")
    ('+81-90-0000-0001', '')
    """
    number = text(cell)
    return "" if _NO_PHONE.fullmatch(number) else number


def whole(cell: object) -> int | None:
    """
    Return *cell* as a whole number, None where it is blank.

    A float or decimal must have an integral value. A text may have commas between groups of three
    digits, full-width digits, a sign and zeros behind the point. Raises `UnreadableError` for
    anything else, such as 1200.5, and for numbers of more than 15 digits.

    >>> whole("１,５００"), whole(1500.0), whole("")
    (1500, 1500, None)
    """
    if isinstance(cell, str):
        figures = plain(cell)
        if not figures:
            return None
        found = _WHOLE.fullmatch(figures)
        if found is None:
            raise UnreadableError(_NUMBER)
        return int(found[1] + found[2].replace(",", ""))
    if cell is None:
        return None
    if type(cell) is bool:
        raise UnreadableError(_NUMBER)
    if isinstance(cell, int):
        return _within(cell)
    if isinstance(cell, float) and cell.is_integer():
        return _within(int(cell))
    return _whole_decimal(cell)


def wholes(cell: object) -> tuple[int, ...]:
    """
    Return the whole numbers that stand in *cell* with commas between them.

    >>> wholes("12345432, 12343212")
    (12345432, 12343212)
    """
    if not isinstance(cell, str):
        number = whole(cell)
        return () if number is None else (number,)
    numbers = cell if _WHOLES.fullmatch(cell) else plain(cell).replace("、", ",")
    if not numbers:
        return ()
    if not _WHOLES.fullmatch(numbers):
        raise UnreadableError(_NUMBERS)
    return tuple(map(int, numbers.split(",")))


def moment(cell: object) -> datetime | None:
    """
    Return *cell* as a moment in JST, None where it is blank; a date alone is its midnight.

    The parts of the date stand with ``-``, ``/``, ``.`` or nothing between them, seconds may be
    missing. Raises `UnreadableError` for anything else.

    >>> moment("2026/05/11 12:00").isoformat(), moment("20260511120000") == moment("2026-5-11 12:00:00")
    ('2026-05-11T12:00:00+09:00', True)
    """
    return _dated(cell, _MOMENT)


def day(cell: object) -> date | None:
    """
    Return *cell* as a Japanese day, None where it is blank; a time after it is left away.

    >>> day("20260511"), day("2026-05-11 ")
    (datetime.date(2026, 5, 11), datetime.date(2026, 5, 11))
    """
    found = _dated(cell, _DAY)
    return None if found is None else found.date()


def code_in(cell: object) -> int | None:
    """
    Return the code in *cell*: digits in parentheses at its end, or digits alone. Else None.

    >>> code_in("On delivery(4)"), code_in("４"), code_in("Delivered")
    (4, 4, None)
    """
    found = _CODE.search(plain(text(cell)))
    return None if found is None else int(found[1])


def shown(cell: object) -> Text:
    """
    Return what a finding may show of *cell*: figures as they are, of words only how long they are.

    Rows whose columns slipped have names and phone numbers where amounts belong, and those are never
    shown.

    >>> shown("1200.5").en, shown("架空 太郎").en, shown([1]).en
    ("'1200.5'", 'a text of 5 characters', 'a list')
    """
    if isinstance(cell, str):
        hidden = any(char.isalpha() for char in cell) or _PHONE_OR_ZIP.fullmatch(plain(cell))
        if hidden or len(cell) > _LONGEST_SHOWN:
            return Text(f"a text of {len(cell)} characters", f"{len(cell)}文字の文字列")
        return Text(repr(cell), f"「{cell}」")
    if isinstance(cell, int | float):
        if abs(cell) >= LIMIT:
            return Text("a number of more than 15 digits", "15桁を超える数")
        return Text(str(cell).lower(), str(cell).lower())
    if cell is None:
        return Text("nothing", "空")
    is_list = isinstance(cell, list | tuple)
    return Text("a list", "リスト") if is_list else Text("an object", "オブジェクト")


def kept(cell: object) -> str:
    """
    Return *cell* as the text that a value keeps of what it could not read.

    >>> kept(" Foo "), kept(["a"])
    ('Foo', "['a']")
    """
    if isinstance(cell, str):
        return cell.strip()
    try:
        return repr(cell)
    except (RecursionError, ValueError):  # nested too deeply, or a number too long to write
        return shown(cell).en


def _within(number: int) -> int:
    if -LIMIT < number < LIMIT:
        return number
    raise UnreadableError(_NUMBER)


def _whole_decimal(cell: object) -> int:
    from decimal import Decimal  # json.loads makes them only if it is told to

    if isinstance(cell, Decimal) and cell.is_finite() and abs(cell) < LIMIT and cell == int(cell):
        return int(cell)
    raise UnreadableError(_NUMBER)


def _dated(cell: object, expected: Text) -> datetime | None:
    if is_blank(cell):
        return None
    if isinstance(cell, str):
        written = plain(cell)
    elif isinstance(cell, int) and type(cell) is not bool and 0 < cell < LIMIT:
        written = str(cell)
    else:
        raise UnreadableError(expected)
    found = _SPLIT_DATE.fullmatch(written) or _JOINED_DATE.fullmatch(written)
    try:
        if found is None:
            return to_jst(datetime.fromisoformat(written))  # with an offset, else refused
        year, month, at, hour, minute, second = (int(part or 0) for part in found.groups())
        return datetime(year, month, at, hour, minute, second, tzinfo=JST)
    except ValueError:
        raise UnreadableError(expected) from None
