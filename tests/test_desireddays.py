from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.desireddays import DesiredDelivery, desired_delivery, latest_shipping


DAY = date(2026, 5, 6)


@pytest.mark.parametrize(
    "text, wish",
    [
        # The three forms that the platform writes.
        ("2026-05-06 ", DesiredDelivery(DAY)),
        ("18:00~20:00", DesiredDelivery(None, time(18), time(20))),
        ("2026-05-06 14:00~16:00", DesiredDelivery(DAY, time(14), time(16))),
        # The same in other hands.
        ("2026/05/06", DesiredDelivery(DAY)),
        ("2026.5.6", DesiredDelivery(DAY)),
        ("２０２６－０５－０６　１４：００～１６：００", DesiredDelivery(DAY, time(14), time(16))),
        ("2026-05-06 14:00〜16:00", DesiredDelivery(DAY, time(14), time(16))),
        ("14:00 - 16:00", DesiredDelivery(None, time(14), time(16))),
        ("20:00~24:00", DesiredDelivery(None, time(20), time(0))),
        ("20:00~0:00", DesiredDelivery(None, time(20), time(0))),
        ("8:00~12:00", DesiredDelivery(None, time(8), time(12))),
        ("2028-02-29", DesiredDelivery(date(2028, 2, 29))),
        ("", None),
        ("  　", None),
    ],
)
def test_wishes_are_read(text: str, wish: DesiredDelivery | None) -> None:
    """
    A day, a time window, both or nothing are read, whatever marks stand between them.
    """
    assert desired_delivery(text) == wish


@pytest.mark.parametrize(
    "text",
    [
        "午前中",
        "2026-02-29",
        "2026-13-01",
        "2026-05/06",
        "2026-05-06 14:00",
        "14:00~",
        "16:00~14:00",
        "14:00~14:00",
        "25:00~26:00",
        "24:00~02:00",
        "24:00~26:00",
        "14:60~15:00",
        "2026-05-06 2026-05-07",
        "指定なし",
        "-",
    ],
)
def test_what_is_not_understood_is_kept(text: str) -> None:
    """
    A text of another form, and a day that does not exist, stand in `unread`; nothing is guessed.
    """
    wish = desired_delivery(f" {text} ")
    assert wish is not None
    assert (wish.on, wish.start, wish.end, wish.unread) == (None, None, None, text)
    assert text not in repr(wish)


@pytest.mark.parametrize(
    "facts, error, message",
    [
        ((DAY, time(14)), InvalidValueError, "its start and its end"),
        ((DAY, None, time(14)), InvalidValueError, "its start and its end"),
        ((None, time(14), time(14)), InvalidValueError, "start must be before end"),
        ((None, time(14), time(13)), InvalidValueError, "start must be before end"),
        ((None, "14:00", "16:00"), InvalidTypeError, "must be times"),
    ],
)
def test_half_windows_are_refused(
    facts: tuple[Any, ...], error: type[Exception], message: str
) -> None:
    """
    A window has two ends, the first before the second.
    """
    with pytest.raises(error, match=message):
        DesiredDelivery(*facts)


def test_only_texts_are_read() -> None:
    """
    A field of a row is a text.
    """
    wished: Any = date(2026, 5, 6)
    with pytest.raises(InvalidTypeError, match="wished must be a text"):
        desired_delivery(wished)


@given(st.text(max_size=30))
def test_no_text_raises(text: str) -> None:
    """
    Whatever stands in the field, the answer is a wish or None.
    """
    wish = desired_delivery(text)
    assert (wish is None) is (not text.strip())


@given(st.dates(date(2018, 9, 1), date(2100, 1, 1)), st.integers(0, 60))
def test_shipping_in_time_for_a_day(on: date, transit: int) -> None:
    """
    Between the last day to ship and the desired day lie the days of transit.
    """
    last = latest_shipping(DesiredDelivery(on), transit_days=transit)
    assert last is not None
    assert (on - last).days == transit


def test_a_window_alone_has_no_last_day() -> None:
    """
    Without a desired day there is no last day to ship.
    """
    wish = DesiredDelivery(None, time(14), time(16))
    assert latest_shipping(wish, transit_days=1) is None
    assert latest_shipping(desired_delivery(" "), transit_days=1) is None
    for wrong in ("1", 1.0, True, None):
        days: Any = wrong
        with pytest.raises(InvalidTypeError, match="number of days as int"):
            latest_shipping(wish, transit_days=days)
    with pytest.raises(InvalidValueError, match="must not be negative"):
        latest_shipping(wish, transit_days=-1)
    with pytest.raises(InvalidValueError, match="transit_days must be a few days"):
        latest_shipping(DesiredDelivery(date(2026, 5, 6)), transit_days=10**9)
    text: Any = "2026-05-06"
    with pytest.raises(InvalidTypeError, match="desired must be what desired_delivery gives"):
        latest_shipping(text, transit_days=1)
