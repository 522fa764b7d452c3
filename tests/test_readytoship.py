from __future__ import annotations

import datetime as dt

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, RuleNotKnownError
from qoo10model.orders import SendType
from qoo10model.readytoship import ReadyToShip, check_setting
from qoo10model.rules.book import JAPAN
from qoo10model.rules.shipping import DayRange


DAY = date(2026, 5, 11)


@pytest.mark.parametrize(
    "setting",
    [
        ReadyToShip.general(1),
        ReadyToShip.preparation(14),
        ReadyToShip.release(date(2026, 7, 1)),
        ReadyToShip.same_day(time(14, 30)),
    ],
    ids=lambda setting: setting.send_type.name,
)
def test_a_setting_shows_itself_as_code(setting: ReadyToShip) -> None:
    """
    The repr of a setting evaluates to it, and settings are values.
    """
    names = {"ReadyToShip": ReadyToShip, "SendType": SendType, "datetime": dt}
    assert eval(repr(setting), names) == setting
    assert hash(setting) == hash(eval(repr(setting), names))


@pytest.mark.parametrize(
    "facts, error, message",
    [
        ((SendType.GENERAL,), InvalidValueError, "needs days"),
        ((SendType.GENERAL, 3, DAY), InvalidValueError, "needs days and nothing else"),
        ((SendType.PREPARATION, None, None, time(14)), InvalidValueError, "needs days"),
        ((SendType.RELEASE_DATE, 3), InvalidValueError, "needs release_on"),
        ((SendType.SAME_DAY, None, DAY), InvalidValueError, "needs cutoff"),
        (("GENERAL", 3), InvalidTypeError, r"SendType\.GENERAL"),
        ((SendType.GENERAL, 0), InvalidValueError, "at least 1"),
        ((SendType.GENERAL, -1), InvalidValueError, "at least 1"),
        ((SendType.GENERAL, 3.0), InvalidTypeError, "as int"),
        ((SendType.GENERAL, True), InvalidTypeError, "as int"),
        ((SendType.GENERAL, "3"), InvalidTypeError, "as int"),
        (
            (SendType.RELEASE_DATE, None, "2026/07/01"),
            InvalidTypeError,
            "release_on must be a date",
        ),
        ((SendType.RELEASE_DATE, None, datetime(2026, 7, 1)), InvalidTypeError, "release_on"),
        ((SendType.RELEASE_DATE, None, date(9999, 12, 31)), InvalidValueError, "placeholder"),
        ((SendType.SAME_DAY, None, None, "14:30"), InvalidTypeError, r"time\(14, 30\)"),
        ((SendType.SAME_DAY, None, None, time(14, tzinfo=UTC)), InvalidValueError, "Japanese time"),
    ],
)
def test_impossible_settings_are_refused(
    facts: tuple[Any, ...], error: type[Exception], message: str
) -> None:
    """
    A setting has the one fact that its kind needs, of the right kind.
    """
    with pytest.raises(error, match=message):
        ReadyToShip(*facts)


@pytest.mark.parametrize(
    "setting, codes",
    [
        (ReadyToShip.general(1), []),
        (ReadyToShip.general(3), []),
        (ReadyToShip.general(4), ["shipping.setting_out_of_range"]),
        (ReadyToShip.preparation(3), ["shipping.setting_out_of_range"]),
        (ReadyToShip.preparation(4), []),
        (ReadyToShip.preparation(14), []),
        (ReadyToShip.preparation(15), ["shipping.setting_out_of_range"]),
        (ReadyToShip.release(date(2026, 5, 11)), []),
        (ReadyToShip.release(date(2026, 5, 10)), ["shipping.release_passed"]),
        (ReadyToShip.same_day(time(0)), []),
    ],
    ids=repr,
)
def test_settings_that_the_platform_refuses(setting: ReadyToShip, codes: list[str]) -> None:
    """
    General dispatch takes 1 to 3 days, preparation 4 to 14; a release date must not have passed.
    """
    assert [finding.code for finding in check_setting(setting, on=DAY)] == codes


def test_what_a_refusal_says() -> None:
    """
    It names the setting, its days, the range and the code of the platform.
    """
    (finding,) = check_setting(ReadyToShip.preparation(15), on=DAY)
    assert "15 days is refused (-10005): it must be 4 – 14" in finding.text.en
    assert "（-10005）。4 – 14日" in finding.text.ja


def test_the_ranges_are_rules() -> None:
    """
    Another range in the rule book lets other settings pass, from its day on.
    """
    wider = JAPAN.replacing(
        JAPAN.shipping.general_days.with_value(DayRange(1, 5), since=date(2026, 6, 1))
    )
    setting = ReadyToShip.general(5)
    assert check_setting(setting, on=date(2026, 5, 31), rules=wider)
    assert not check_setting(setting, on=date(2026, 6, 1), rules=wider)
    with pytest.raises(RuleNotKnownError):
        check_setting(setting, on=date(2018, 8, 31))
    day: Any = "2026-05-11"
    with pytest.raises(InvalidTypeError, match="on must be a date"):
        check_setting(setting, on=day)
