from __future__ import annotations

import importlib
import re
import sys

from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import pytest

from qoo10model import agenda
from qoo10model.agenda import Agenda, HappeningKind
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.periods import JST, Days, month
from qoo10model.extras import ical
from qoo10model.orders import OrderLine


STAMP = datetime(2026, 5, 25, 9, 0, tzinfo=JST)
LINE = OrderLine(
    order_no=77,
    cart_no=70,
    item_code="A",
    unit_price=500,
    quantity=1,
    paid_at=datetime(2026, 5, 27, 12, 0, tzinfo=JST),
)


def found(first: date = date(2026, 5, 29), last: date = date(2026, 6, 3), **more: Any) -> Agenda:
    """
    The agenda of some days.
    """
    return agenda.between(Days(first, last), **more)


def read(data: bytes) -> list[Any]:
    """
    The events that a calendar program reads.
    """
    calendar: Any = icalendar.Calendar.from_ical(data)
    assert not calendar.errors
    events: list[Any] = calendar.walk("VEVENT")
    assert all(not event.errors for event in events)
    return events


def test_a_parser_reads_back_every_happening() -> None:
    """
    Moments, days, titles and order come back as they were; each event has a UID of its own.
    """
    asked = found(lines=(LINE,), holidays=())
    events = read(ical.to_ics(asked, stamp=STAMP))
    assert len(events) == len(asked) > 20
    assert [str(event["SUMMARY"]) for event in events] == [one.title.ja for one in asked]
    for one, event in zip(asked, events, strict=True):
        start = event.decoded("DTSTART")
        assert start == (one.day if one.is_all_day else one.at)
        if one.is_all_day:
            assert event.decoded("DTEND") == one.day + timedelta(days=1)
        elif one.until is not None:
            assert event.decoded("DTEND") == one.until
        else:
            assert "DTEND" not in event
        assert event.decoded("DTSTAMP") == STAMP
        assert event["CATEGORIES"].to_ical().decode() == one.kind.label.ja
    assert len({str(event["UID"]) for event in events}) == len(events)


def test_moments_are_written_in_utc_and_lines_as_the_standard_asks() -> None:
    """
    17:00 in Japan is 08:00 UTC; lines end with CR LF and are at most 75 bytes long.
    """
    data = ical.to_ics(found(kinds=(HappeningKind.EVENT_OPENING,)), stamp=STAMP)
    assert b"DTSTART:20260529T080000Z\r\n" in data
    assert b"DTEND:20260610T150000Z\r\n" in data
    lines = data.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert max(map(len, lines)) <= 75
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_days_are_written_as_days() -> None:
    """
    The settlement of 3 June is a whole day, whatever the time zone of the reader.
    """
    data = ical.to_ics(found(kinds=(HappeningKind.SETTLEMENT,)), stamp=STAMP)
    assert b"DTSTART;VALUE=DATE:20260603\r\nDTEND;VALUE=DATE:20260604\r\n" in data


def test_texts_in_english_and_with_notes() -> None:
    """
    The texts come in either language, with the confidence, and with what else is known.
    """
    asked = found(kinds=(HappeningKind.SETTLEMENT,), holidays=(date(2026, 6, 3),))
    (event,) = read(ical.to_ics(asked, stamp=STAMP, language="en"))
    assert str(event["SUMMARY"]) == "settlement day"
    assert str(event["DESCRIPTION"]).splitlines() == [
        "Wednesday 2026-06-03 is a holiday; what happens then is not known",
        "confidence: low",
    ]
    assert str(event["STATUS"]) == "TENTATIVE"
    (opening,) = read(ical.to_ics(found(kinds=(HappeningKind.EVENT_OPENING,)), stamp=STAMP))
    assert (str(opening["STATUS"]), str(opening["DESCRIPTION"])) == ("CONFIRMED", "確度: 高")


def test_the_same_agenda_is_the_same_file() -> None:
    """
    UIDs stay from one call to the next, also where other kinds stand beside; two checks of a day differ.
    """
    first = ical.to_ics(found(), stamp=STAMP)
    assert first == ical.to_ics(found(), stamp=STAMP.astimezone(UTC))
    checks = agenda.between(month(2026, 4), kinds=(HappeningKind.PENALTY_CHECK,))
    some = [str(event["UID"]) for event in read(ical.to_ics(checks, stamp=STAMP))]
    among = [
        str(event["UID"])
        for event in read(ical.to_ics(agenda.between(month(2026, 4)), stamp=STAMP))
    ]
    assert len(set(some)) == 2
    assert set(some) < set(among)


def test_alarms() -> None:
    """
    An alarm comes ten minutes before each moment, and none for whole days.
    """
    asked = found(date(2026, 6, 3), date(2026, 6, 3))
    data = ical.to_ics(asked, stamp=STAMP, remind=timedelta(minutes=10))
    assert data.count(b"BEGIN:VALARM") == 4
    assert data.count(b"TRIGGER:-PT10M") == 4
    (settled,) = (e for e in read(data) if str(e["UID"]).startswith("settlement"))
    assert settled.walk("VALARM") == []


@pytest.mark.parametrize(
    "facts, error, text",
    [
        ({"stamp": date(2026, 5, 25)}, InvalidTypeError, "moment must be an aware datetime"),
        ({"stamp": datetime(2026, 5, 25)}, InvalidValueError, "moment must be aware"),
        ({"remind": 10}, InvalidTypeError, "remind must be such as timedelta(minutes=10)"),
        ({"happenings": ("bids close",)}, InvalidTypeError, "happenings must hold Happening"),
    ],
)
def test_what_cannot_be_written(facts: dict[str, Any], error: type, text: str) -> None:
    """
    A naive stamp, a bare number and a bare text are refused.
    """
    given: dict[str, Any] = {"happenings": found(), "stamp": STAMP, **facts}
    with pytest.raises(error, match=re.escape(text)):
        ical.calendar_of(given.pop("happenings"), **given)


def test_without_the_library_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Where icalendar is not installed, the error says what to install.
    """
    monkeypatch.setitem(sys.modules, "icalendar", None)
    monkeypatch.delitem(sys.modules, "qoo10model.extras.ical")
    with pytest.raises(ImportError, match=re.escape("pip install 'qoo10model[ical]'")):
        importlib.import_module("qoo10model.extras.ical")
