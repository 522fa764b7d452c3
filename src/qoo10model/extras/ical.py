"""
iCalendar (カレンダー出力): an agenda as an .ics file, for any calendar program.

It needs the icalendar library: ``pip install qoo10model[ical]``. Moments are written in UTC, which
every program shows in its own time; days are written as days.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from qoo10model.basics.errors import InvalidTypeError
from qoo10model.basics.periods import to_jst
from qoo10model.basics.sources import Confidence
from qoo10model.basics.texts import Text
from qoo10model.happenings import Happening


try:
    import icalendar
except ImportError as _missing:
    _MESSAGE = "qoo10model.extras.ical needs icalendar: pip install 'qoo10model[ical]'"
    raise ImportError(_MESSAGE) from _missing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qoo10model.basics.texts import Language

__all__ = ("calendar_of", "to_ics")

_NAME: Final = Text("Qoo10 agenda", "Qoo10の予定")
_SURE: Final = Text("confidence: {level}", "確度: {level}")
_PRODUCT: Final = "-//qoo10model//agenda//EN"


def calendar_of(
    happenings: Iterable[Happening],
    *,
    stamp: datetime,
    language: Language = "ja",
    remind: timedelta | None = None,
) -> icalendar.Calendar:
    """
    Return *happenings*, such as an `Agenda`, as an `icalendar.Calendar` with texts in *language*.

    *stamp* is the aware moment at which the calendar is made; *remind* adds an alarm so long before
    each moment. Happenings keep their UID from one call to the next, so that importing again updates
    them. What is of LOW confidence is tentative.

    Raises `InvalidTypeError` for what is no `Happening` or `timedelta`, and what `to_jst` raises.

    >>> from datetime import date
    >>> from qoo10model import JST, Days, agenda
    >>> july = agenda.between(Days(date(2026, 7, 9), date(2026, 7, 9)))
    >>> made = calendar_of(july, stamp=datetime(2026, 7, 1, tzinfo=JST))
    >>> [str(event["SUMMARY"]) for event in made.walk("VEVENT")][-1]
    'メガポ終了'
    """
    made = to_jst(stamp).astimezone(UTC)
    if remind is not None and not isinstance(remind, timedelta):
        msg = f"remind must be such as timedelta(minutes=10) (got {remind!r})"
        raise InvalidTypeError(msg)
    calendar = icalendar.Calendar()
    _add(
        calendar,
        ("prodid", _PRODUCT),
        ("version", "2.0"),
        ("calscale", "GREGORIAN"),
        ("method", "PUBLISH"),
        ("x-wr-calname", _NAME.in_(language)),
        ("x-wr-timezone", "Asia/Tokyo"),
    )
    seen: dict[str, int] = {}
    for one in happenings:
        if not isinstance(one, Happening):
            msg = f"happenings must hold Happening values, as agenda.between gives (got {one!r})"
            raise InvalidTypeError(msg)
        uid = _uid(one)
        seen[uid] = seen.get(uid, 0) + 1
        event = _event(one, f"{uid}-{seen[uid]}@qoo10model", made, language)
        if remind is not None and not one.is_all_day:
            event.add_component(_alarm(one, remind, language))
        calendar.add_component(event)
    return calendar


def to_ics(
    happenings: Iterable[Happening],
    *,
    stamp: datetime,
    language: Language = "ja",
    remind: timedelta | None = None,
) -> bytes:
    """
    Return *happenings* as the bytes of an .ics file (UTF-8); see `calendar_of`.

    >>> from qoo10model import JST
    >>> to_ics((), stamp=datetime(2026, 7, 1, tzinfo=JST)).splitlines()[0]
    b'BEGIN:VCALENDAR'
    """
    made = calendar_of(happenings, stamp=stamp, language=language, remind=remind)
    data: bytes = made.to_ical()
    return data


def _event(one: Happening, uid: str, made: datetime, language: Language) -> icalendar.Event:
    sure = _SURE.filled(level=one.confidence.label).in_(language)
    note = "" if one.note is None else f"{one.note.in_(language)}\n"
    start, end = _times(one)
    event = icalendar.Event()
    _add(
        event,
        ("uid", uid),
        ("dtstamp", made),
        ("dtstart", start),
        *((("dtend", end),) if end is not None else ()),
        ("summary", one.title.in_(language)),
        ("description", f"{note}{sure}"),
        ("categories", [one.kind.label.in_(language)]),
        ("status", "TENTATIVE" if one.confidence is Confidence.LOW else "CONFIRMED"),
        ("transp", "TRANSPARENT"),
    )
    return event


def _times(one: Happening) -> tuple[date, date | None]:
    if one.is_all_day:
        return one.day, one.day + timedelta(days=1)
    return one.at.astimezone(UTC), None if one.until is None else one.until.astimezone(UTC)


def _alarm(one: Happening, remind: timedelta, language: Language) -> icalendar.Alarm:
    alarm = icalendar.Alarm()
    title = one.title.in_(language)
    _add(alarm, ("action", "DISPLAY"), ("description", title), ("trigger", -remind))
    return alarm


def _add(component: Any, *properties: tuple[str, object]) -> None:
    for name, value in properties:
        component.add(name, value)


def _uid(one: Happening) -> str:
    # What stays the same when texts change.
    number = "" if one.order_no is None else f"-{one.order_no}"
    return f"{one.kind.name.lower()}-{one.at.astimezone(UTC):%Y%m%dT%H%M%SZ}{number}"
