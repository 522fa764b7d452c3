"""
Scalars of our own dict form: rates, days, moments and enum members as text, numbers as they are.

A rate is exact text (``"10%"``, ``"1/3"``), so is a fraction (``"217/2000"``); a day, a moment and a
time of day are ISO 8601 (日付・日時・時刻), and a member of an enum is its name. Reading is strict: no float or bool for a number, no naive moment.
"""

from __future__ import annotations

import re

from collections.abc import Callable
from datetime import date, datetime, time
from fractions import Fraction
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, did_you_mean
from qoo10model.basics.money import Rate
from qoo10model.basics.periods import JST, to_jst
from qoo10model.formats.problems import UnfitError, shown


if TYPE_CHECKING:
    import enum
    import types

__all__ = (
    "DAY_PATTERN",
    "EXACT_PATTERN",
    "MOMENT_PATTERN",
    "RATE_PATTERN",
    "TIME_PATTERN",
    "Reader",
    "Writer",
    "minimum_reader",
    "scalar_reader",
    "scalar_writer",
)

Reader: TypeAlias = Callable[[Any, Any], Any]
"""
What makes a value of plain data; the second argument is what cattrs passes on.
"""

Writer: TypeAlias = Callable[[Any], Any]
"""
What makes plain data of a value.
"""

RATE_PATTERN: Final = r"^([+-]?[0-9]+(\.[0-9]+)?%|-?[0-9]+/[0-9]+)$"
"""
How a rate is written: per cent with any number of decimals, or a fraction.
"""

EXACT_PATTERN: Final = r"^-?[0-9]+(\.[0-9]+|/[0-9]+)?$"
"""
How a number that is not whole is written: a fraction; any number of decimals is read, too.
"""

DAY_PATTERN: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
"""
How a day is written.
"""

TIME_PATTERN: Final = r"^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{6})?$"
"""
How a time of day is written.
"""

MOMENT_PATTERN: Final = (
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?"
    r"(Z|[+-][0-9]{2}:[0-9]{2})$"
)
"""
How a moment is written: we write the offset ``+09:00`` and read any.
"""

_WHOLE: Final = "a whole number as int"
_TEXT: Final = "text"
_BOOL: Final = "true or false"
_DAY: Final = "a day such as '2026-05-14'"
_MOMENT: Final = "a moment with its offset such as '2026-05-11T12:00:00+09:00'"
_TIME: Final = "a time of day such as '19:00:00'"
_RATE: Final = "a rate as text such as '10%' or '1/3'"
_EITHER: Final = "a whole number as int, or a rate as text such as '10%' or '1/3'"
_EXACT: Final = "a whole number, or exact text such as '1/3' or '0.1085'"

_EXACT_FORM: Final = re.compile(EXACT_PATTERN)
_RATE_FORM: Final = re.compile(RATE_PATTERN)
_MOMENT_FORM: Final = re.compile(MOMENT_PATTERN)
_OFFSET: Final = "+09:00"


def scalar_reader(kind: type | types.UnionType) -> Reader:
    """
    Return what reads plain data as *kind*, which is one of these: int, Fraction, str, bool, a day, a
    moment, a time of day, a rate, an enum, or a union of int with a rate or a Fraction.

    >>> scalar_reader(Rate)("12.5%", None)
    Rate.percent("12.5")
    """
    return _READERS[kind] if kind in _READERS else _member_reader(kind)


def scalar_writer(kind: type | types.UnionType) -> Writer:
    """
    Return what writes a value of *kind* as plain data; it raises `InvalidTypeError` for another.

    >>> scalar_writer(Rate)(Rate(1, 3))
    '1/3'
    """
    return _WRITERS.get(kind, _NAME)


def minimum_reader(minimum: int) -> Reader:
    """
    Return what reads a whole number that is at least *minimum*.

    >>> minimum_reader(0)(5, None)
    5
    """

    def read(value: object, kind: object) -> int:
        number = _read_whole(value, kind)
        if number < minimum:
            raise UnfitError(f"at least {minimum}", value)
        return number

    return read


def _read_whole(value: object, _kind: object) -> int:
    if type(value) is int:
        return value
    raise UnfitError(_WHOLE, value)


def _read_text(value: object, _kind: object) -> str:
    if type(value) is str:
        return value
    raise UnfitError(_TEXT, value)


def _read_bool(value: object, _kind: object) -> bool:
    if type(value) is bool:
        return value
    raise UnfitError(_BOOL, value)


def _read_day(value: object, _kind: object) -> date:
    if type(value) is str:
        try:
            day = date.fromisoformat(value)
        except ValueError:
            raise UnfitError(_DAY, value) from None
        # Python reads weeks and days without hyphens, too; other languages do not.
        if day.isoformat() == value:
            return day
    raise UnfitError(_DAY, value)


def _read_moment(value: object, _kind: object) -> datetime:
    if type(value) is not str:
        raise UnfitError(_MOMENT, value)
    try:
        if value.endswith(_OFFSET):  # as we write it
            local = value[: -len(_OFFSET)]
            moment = datetime.fromisoformat(local)
            if moment.isoformat() == local and moment.tzinfo is None:
                return datetime.combine(moment.date(), moment.time(), JST)
        if _MOMENT_FORM.fullmatch(value):
            return to_jst(datetime.fromisoformat(value))
    except ValueError:
        raise UnfitError(_MOMENT, value) from None
    raise UnfitError(_MOMENT, value)


def _read_time(value: object, _kind: object) -> time:
    if type(value) is str:
        try:
            read = time.fromisoformat(value)
        except ValueError:
            raise UnfitError(_TIME, value) from None
        if read.isoformat() == value and read.tzinfo is None:
            return read
    raise UnfitError(_TIME, value)


def _read_rate(value: object, _kind: object) -> Rate:
    if type(value) is not str or not _RATE_FORM.fullmatch(value):
        raise UnfitError(_RATE, value)
    try:
        if value.endswith("%"):
            return Rate.percent(value[:-1])
        numerator, denominator = value.split("/")
        return Rate(int(numerator), int(denominator))
    except ValueError:  # a denominator of 0, or more digits than Python reads
        raise UnfitError(_RATE, value) from None


def _read_fraction(value: object, kind: object) -> Fraction:
    return Fraction(_read_exact(value, kind))


def _read_exact(value: object, _kind: object) -> int | Fraction:
    if type(value) is int:
        return value
    if type(value) is not str or not _EXACT_FORM.fullmatch(value):
        raise UnfitError(_EXACT, value)
    try:
        return Fraction(value)
    except (ValueError, ZeroDivisionError):  # more digits than Python reads, a denominator of 0
        raise UnfitError(_EXACT, value) from None


def _read_either(value: object, kind: object) -> int | Rate:
    if type(value) is int:
        return value
    try:
        return _read_rate(value, kind)
    except UnfitError:
        raise UnfitError(_EITHER, value) from None


def _member_reader(kind: Any) -> Reader:
    members: dict[str, enum.Enum] = dict(kind.__members__)

    def read(value: object, _kind: object) -> enum.Enum:
        if type(value) is not str:
            raise UnfitError(f"a member of {kind.__name__} by its name", value)
        if value not in members:
            near = did_you_mean(value, members)
            raise UnfitError(f"a member of {kind.__name__} by its name; {near}", value)
        return members[value]

    return read


def _write_whole(value: object) -> int:
    if type(value) is int:
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return int(value)
    raise InvalidTypeError(f"what is dumped must be a whole number as int (got {shown(value)})")


def _write_fraction(value: object) -> str:
    if isinstance(value, Fraction):
        return str(value)
    raise InvalidTypeError(f"what is dumped must be a Fraction (got {shown(value)})")


def _write_exact(value: object) -> int | str:
    return str(value) if isinstance(value, Fraction) else _write_whole(value)


def _write_text(value: object) -> str:
    if type(value) is str:
        return value
    if isinstance(value, str):
        return str.__str__(value)
    raise InvalidTypeError(f"what is dumped must be text (got {shown(value, hidden=True)})")


def _write_bool(value: object) -> bool:
    if type(value) is bool:
        return value
    raise InvalidTypeError(f"what is dumped must be True or False (got {shown(value)})")


def _write_day(value: object) -> str:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    raise InvalidTypeError(f"what is dumped must be a date (got {shown(value, hidden=True)})")


def _write_moment(value: datetime) -> str:
    text = value.isoformat()
    if text.endswith(_OFFSET):
        return text
    raise InvalidValueError(f"what is dumped must be a moment in JST (got {text})")


def _write_time(value: object) -> str:
    if isinstance(value, time) and value.tzinfo is None:
        return value.isoformat()
    raise InvalidTypeError(f"what is dumped must be a time of day (got {shown(value)})")


def _write_rate(value: Rate) -> str:
    return str(value).replace(" ", "")


def _write_either(value: Rate | int) -> int | str:
    return _write_rate(value) if type(value) is Rate else _write_whole(value)


_NAME: Final = attrgetter("name")
_READERS: Final[dict[type | types.UnionType, Reader]] = {
    int: _read_whole,
    str: _read_text,
    bool: _read_bool,
    date: _read_day,
    datetime: _read_moment,
    time: _read_time,
    Rate: _read_rate,
    Rate | int: _read_either,
    Fraction: _read_fraction,
    Fraction | int: _read_exact,
}
_WRITERS: Final[dict[type | types.UnionType, Writer]] = {
    int: _write_whole,
    str: _write_text,
    bool: _write_bool,
    date: _write_day,
    datetime: _write_moment,
    time: _write_time,
    Rate: _write_rate,
    Rate | int: _write_either,
    Fraction: _write_fraction,
    Fraction | int: _write_exact,
}
