"""
Desired delivery (お届け希望日): the day and the time window that a buyer wishes for.

The platform writes both, either or nothing into one field of the order row.
"""

from __future__ import annotations

import re
import unicodedata

from datetime import date, time, timedelta
from typing import Final

import attrs

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError


__all__ = ("DesiredDelivery", "desired_delivery", "latest_shipping")

_WISH: Final = re.compile(
    r"(?:(?P<year>[0-9]{4})(?P<mark>[-/.])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2}))?\s*"
    r"(?:(?P<start>[0-9]{1,2}:[0-9]{2})\s*[~-]\s*(?P<end>[0-9]{1,2}:[0-9]{2}))?"
)
_WAVES: Final = str.maketrans("〜∼–—‐", "~~---")


@attrs.frozen
class DesiredDelivery:
    """
    What a buyer wishes (お届け希望日時): delivery *on* a Japanese day, from *start* to *end*.

    A window that ends at midnight ends at ``time(0, 0)``. *unread* is what stood there where it was
    not understood; nothing else is known then.

    Raises `InvalidTypeError` for fields of the wrong kind, `InvalidValueError` for half a window and
    for one that does not last.

    >>> desired_delivery("2026-05-06 14:00~16:00")
    DesiredDelivery(on=datetime.date(2026, 5, 6), start=datetime.time(14, 0), end=datetime.time(16, 0))
    """

    on: date | None = None
    start: time | None = None
    end: time | None = None
    unread: str = attrs.field(default="", repr=False)

    def __attrs_post_init__(self) -> None:
        if (self.start is None) is not (self.end is None):
            msg = f"a window needs its start and its end (got {self.start}, {self.end})"
            raise InvalidValueError(msg)
        if self.start is not None and self.end is not None:
            for moment in (self.start, self.end):
                if not isinstance(moment, time):
                    msg = f"start and end must be times such as time(14, 0) (got {moment!r})"
                    raise InvalidTypeError(msg)
            if self.end != time.min and self.end <= self.start:
                msg = f"start must be before end (got {self.start}, {self.end})"
                raise InvalidValueError(msg)


def desired_delivery(wished: str) -> DesiredDelivery | None:
    """
    Return what the text of an order row wishes for (`Delivery.wished`), None where it is blank.

    A text that is not understood never raises: it stands in `unread`.

    >>> desired_delivery("2026-05-06 ").on, desired_delivery("午前中").unread
    (datetime.date(2026, 5, 6), '午前中')
    """
    if not isinstance(wished, str):
        raise InvalidTypeError(f"wished must be a text (got {wished!r})")
    text = unicodedata.normalize("NFKC", wished).translate(_WAVES).strip()
    if not text:
        return None
    found = _WISH.fullmatch(text)
    if found is None:
        return DesiredDelivery(unread=wished.strip())
    try:
        return DesiredDelivery(
            _day_of(found), _time_of(found["start"]), _time_of(found["end"], ends=True)
        )
    except ValueError:
        return DesiredDelivery(unread=wished.strip())


def latest_shipping(desired: DesiredDelivery | None, *, transit_days: int) -> date | None:
    """
    Return the last day on which an order may ship to arrive on the desired day, None without one.

    *desired* is what `desired_delivery` gave, None among it. *transit_days* is how long your carrier takes, in calendar days; nobody else can know it.

    >>> latest_shipping(desired_delivery("2026-05-06"), transit_days=2)
    datetime.date(2026, 5, 4)
    """
    _check_transit(transit_days)
    if desired is not None and type(desired) is not DesiredDelivery:
        msg = f"desired must be what desired_delivery gives (got {desired!r})"
        raise InvalidTypeError(msg)
    if desired is None or desired.on is None:
        return None
    if transit_days > (desired.on - date.min).days:
        raise InvalidValueError(f"transit_days must be a few days (got {transit_days})")
    return desired.on - timedelta(transit_days)


def _check_transit(value: object) -> None:
    if not isinstance(value, int) or isinstance(value, bool):
        raise InvalidTypeError(f"transit_days must be a number of days as int (got {value!r})")
    if value < 0:
        raise InvalidValueError(f"transit_days must not be negative (got {value})")


def _day_of(found: re.Match[str]) -> date | None:
    if found["year"] is None:
        return None
    day = f"{found['year']}-{int(found['month']):0>2}-{int(found['day']):0>2}"
    return date.fromisoformat(day)


def _time_of(text: str | None, *, ends: bool = False) -> time | None:
    if text is None:
        return None
    hours, minutes = text.split(":")
    if ends and text == _MIDNIGHT:
        return time.min
    return time(int(hours), int(minutes))


_MIDNIGHT: Final = "24:00"
