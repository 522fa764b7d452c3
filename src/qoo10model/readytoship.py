"""
Ready-to-ship settings (発送可能日): how soon after its payment an item ships, in four kinds.
"""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.periods import check_day
from qoo10model.basics.texts import Text
from qoo10model.rules.book import JAPAN
from qoo10model.rules.orders import SendType


if TYPE_CHECKING:
    from qoo10model.rules.book import RuleBook

__all__ = ("ReadyToShip", "check_setting")


@attrs.frozen
class ReadyToShip:
    """
    The ready-to-ship setting of an item (発送可能日): within days, by a release date, or the same day.

    Make one with `general`, `preparation`, `release` or `same_day`. Which numbers of days the
    platform takes is a dated rule: see `check_setting`.

    Raises `InvalidTypeError` for a field of the wrong kind, `InvalidValueError` for days below 1 and
    for fields that do not go with the send type.

    >>> ReadyToShip.general(2)
    ReadyToShip(send_type=SendType.GENERAL, days=2, release_on=None, cutoff=None)
    """

    send_type: SendType
    days: int | None = None
    release_on: date | None = None
    cutoff: time | None = None

    def __attrs_post_init__(self) -> None:
        if type(self.send_type) is not SendType:
            msg = f"send_type must be such as SendType.GENERAL (got {self.send_type!r})"
            raise InvalidTypeError(msg)
        needed = _FIELD[self.send_type]
        for name in ("days", "release_on", "cutoff"):
            if (getattr(self, name) is None) is (name == needed):
                msg = f"a setting of {self.send_type!r} needs {needed} and nothing else (got {self!r})"
                raise InvalidValueError(msg)
        if self.days is not None:
            _check_days(self.days)
        if self.release_on is not None:
            _check_release(self.release_on)
        if self.cutoff is not None:
            _check_cutoff(self.cutoff)

    @classmethod
    def general(cls, days: int) -> ReadyToShip:
        """
        Return the setting of general dispatch (一般発送): within *days* business days of payment.

        >>> ReadyToShip.general(3).days
        3
        """
        return cls(SendType.GENERAL, days=days)

    @classmethod
    def preparation(cls, days: int) -> ReadyToShip:
        """
        Return the setting of goods that need *days* of preparation (商品準備日).

        >>> ReadyToShip.preparation(7).send_type
        SendType.PREPARATION
        """
        return cls(SendType.PREPARATION, days=days)

    @classmethod
    def release(cls, day: date) -> ReadyToShip:
        """
        Return the setting of a pre-order (発売日): by the day of its release.

        >>> ReadyToShip.release(date(2026, 7, 1)).release_on
        datetime.date(2026, 7, 1)
        """
        return cls(SendType.RELEASE_DATE, release_on=day)

    @classmethod
    def same_day(cls, cutoff: time) -> ReadyToShip:
        """
        Return the setting of same-day dispatch (当日発送) for payments before *cutoff*, Japanese time.

        >>> ReadyToShip.same_day(time(14, 30)).cutoff
        datetime.time(14, 30)
        """
        return cls(SendType.SAME_DAY, cutoff=cutoff)


_FIELD: Final = {
    SendType.GENERAL: "days",
    SendType.PREPARATION: "days",
    SendType.RELEASE_DATE: "release_on",
    SendType.SAME_DAY: "cutoff",
}


_OUT_OF_RANGE: Final = Message(
    "shipping.setting_out_of_range",
    Severity.ERROR,
    Text(
        "{what} of {days} days is refused (-10005): it must be {range}",
        "{what}の日数{days}は設定できない（-10005）。{range}日で指定してください",
    ),
)
_RELEASE_PASSED: Final = Message(
    "shipping.release_passed",
    Severity.WARNING,
    Text(
        "the release date {day} lies before {on}; change the setting of the item",
        "発売日{day}が{on}より前。商品の発送可能日設定を変更してください",
    ),
)


def check_setting(
    setting: ReadyToShip, *, on: date, rules: RuleBook = JAPAN
) -> tuple[Finding, ...]:
    """
    Return why the platform would refuse *setting* on the day *on*, nothing if it would not.

    >>> [finding.code for finding in check_setting(ReadyToShip.general(4), on=date(2026, 5, 11))]
    ['shipping.setting_out_of_range']
    """
    day, label = check_day(on, "on"), setting.send_type.label
    if setting.days is not None:
        general = setting.send_type is SendType.GENERAL
        days = (rules.shipping.general_days if general else rules.shipping.preparation_days).on(day)
        if setting.days not in days:
            return (_OUT_OF_RANGE.finding(what=label, days=setting.days, range=days),)
    if setting.release_on is not None and setting.release_on < day:
        return (_RELEASE_PASSED.finding(day=setting.release_on, on=day),)
    return ()


def _check_days(value: object) -> None:
    if not isinstance(value, int) or isinstance(value, bool):
        raise InvalidTypeError(f"days must be a number of days as int (got {value!r})")
    if value < 1:
        raise InvalidValueError(f"days must be at least 1 (got {value})")


def _check_release(value: date) -> None:
    if check_day(value, "release_on").year == date.max.year:
        msg = f"release_on must lie before {date.max.year} (got {value}); is it a placeholder?"
        raise InvalidValueError(msg)


def _check_cutoff(value: object) -> None:
    if not isinstance(value, time):
        msg = f"cutoff must be a time such as time(14, 30) (got {value!r})"
        raise InvalidTypeError(msg)
    if value.tzinfo is not None:
        msg = f"cutoff must be Japanese time without a time zone (got {value!r})"
        raise InvalidValueError(msg)
