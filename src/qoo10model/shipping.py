"""
Shipping (発送): the ready-to-ship setting of an item, the day by which an order must ship, planned days.

Business days are those of the platform: Monday to Friday without the holidays, which are passed in.
The seller's own holidays are passed in apart, because nobody published whether they count.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.businessdays import (
    Holidays,
    add_business_days,
    check_holidays,
    next_business_day,
)
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.periods import JST, to_jst
from qoo10model.basics.texts import Text
from qoo10model.basics.timelines import Evidence
from qoo10model.basics.uncertainty import Doubt
from qoo10model.dayreadings import ask, doubts_about
from qoo10model.desireddays import DesiredDelivery, desired_delivery, latest_shipping
from qoo10model.estimates import check_estimate, estimate_days
from qoo10model.orders import OrderLine
from qoo10model.readytoship import ReadyToShip, check_setting
from qoo10model.rules.book import JAPAN
from qoo10model.rules.orders import SendType
from qoo10model.rules.shipping import DayCount, DelayType, OwnHolidays


if TYPE_CHECKING:
    from qoo10model.dayreadings import Facts
    from qoo10model.rules.book import RuleBook

__all__ = (
    "DayCount",
    "DelayType",
    "DesiredDelivery",
    "OwnHolidays",
    "ReadyToShip",
    "ShipBy",
    "check_estimate",
    "check_setting",
    "closed_days",
    "desired_delivery",
    "estimate_days",
    "latest_shipping",
    "ship_by",
    "ship_by_of",
)

_DAY: Final = timedelta(days=1)


@attrs.frozen(repr=False)
class ShipBy:
    """
    By when an order must ship (発送期限): the Japanese *day*, None where nothing tells it.

    *platform_day* is the day in the platform's own row (AvailableShippingDate), *computed* the one by
    the setting; where both are known the platform's counts. *doubts* say what other readings of open
    rules would make of the computed day.

    >>> ship_by(datetime(2026, 5, 14, 12, 0, tzinfo=JST), ReadyToShip.general(3), holidays=())
    ShipBy(2026-05-19)
    """

    day: date | None
    computed: date | None = None
    platform_day: date | None = None
    paid_at: datetime | None = None
    setting: ReadyToShip | None = None
    findings: tuple[Finding, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    rules: tuple[Evidence, ...] = ()

    @property
    def ends_at(self) -> datetime | None:
        """
        The midnight that ends the day.

        >>> ShipBy(date(2026, 5, 19)).ends_at.isoformat()
        '2026-05-20T00:00:00+09:00'
        """
        return None if self.day is None else datetime.combine(self.day + _DAY, time.min, JST)

    def __repr__(self) -> str:
        return f"ShipBy({self.day})"


_DIFFERS: Final = Message(
    "shipping.platform_day_differs",
    Severity.WARNING,
    Text(
        "the platform's row says ready to ship by {theirs}, the setting gives {ours}",
        "注文データの発送可能日は{theirs}だが、設定では{ours}",
    ),
)
_PASSED: Final = Message(
    "shipping.platform_day_passed",
    Severity.WARNING,
    Text(
        "the platform's row says ready to ship by {day}, before the payment on {paid}; not used",
        "注文データの発送可能日{day}が入金日{paid}より前のため、使わない",
    ),
)
_UNPAID: Final = Message(
    "shipping.unpaid",
    Severity.ADVICE,
    Text("not paid yet, so no day of shipping runs", "未入金のため発送期限なし"),
)
_NOT_TOLD: Final = Message(
    "shipping.setting_not_told",
    Severity.WARNING,
    Text(
        "the row does not tell {what}; pass the item's ready-to-ship setting",
        "注文データから{what}が分からない。商品の発送可能日設定を渡してください",
    ),
)
_TAKEN_AS_GENERAL: Final = Message(
    "shipping.taken_as_general",
    Severity.ADVICE,
    Text(
        "the row does not tell {what}; taken as general dispatch within {days} business days",
        "注文データから{what}が分からないため、一般発送（{days}営業日以内）とした",
    ),
)
_SEND_TYPE: Final = Text("how the item is sent", "発送区分")
_DAYS: Final = Text("how many days the item needs", "発送可能日の日数")
_RELEASE: Final = Text("the release date", "発売日")
_CUTOFF: Final = Text("the cut-off of same-day dispatch", "当日発送の締め時刻")
_TAKEN_AS_IN_TIME: Final = Message(
    "shipping.taken_as_in_time",
    Severity.ADVICE,
    Text(
        "the row does not tell {what}; taken as paid before it",
        "注文データから{what}が分からないため、締め時刻前の入金とした",
    ),
)
_PAYMENT_DATE: Final = Text("when it was paid", "入金日時")
_SHIP_BY: Final = Text("ship by", "発送期限")


def ship_by(
    paid_at: datetime,
    setting: ReadyToShip,
    *,
    holidays: Holidays,
    own_holidays: Holidays = (),
    rules: RuleBook = JAPAN,
) -> ShipBy:
    """
    Return by when an order that was paid at that aware moment must ship (発送期限).

    The day of the payment is day 0 whether it is a business day or not. A release date that lay
    before the payment gives the day of the payment, with a finding. *own_holidays* are the seller's;
    whether they count is an open rule (``shipping.own_holidays``).

    Raises what `to_jst` and `add_business_days` raise, and `RuleNotKnownError` before 2018-09-01.

    >>> paid = datetime(2026, 5, 14, 14, 30, tzinfo=JST)
    >>> ship_by(paid, ReadyToShip.same_day(time(14, 30)), holidays=()).day
    datetime.date(2026, 5, 15)
    """
    if type(setting) is not ReadyToShip:
        msg = f"setting must be such as ReadyToShip.general(3) (got {setting!r})"
        raise InvalidTypeError(msg)
    paid = to_jst(paid_at)
    closed, own = check_holidays(holidays), check_holidays(own_holidays, "own_holidays")
    used: list[Evidence] = []
    day = _due(paid, setting, closed, own, rules, used)

    def facts_under(other: RuleBook) -> Facts:
        return ((_SHIP_BY, _due(paid, setting, closed, own, other, [])),)

    return ShipBy(
        day,
        computed=day,
        paid_at=paid,
        setting=setting,
        findings=check_setting(setting, on=paid.date(), rules=rules),
        doubts=doubts_about(used, ((_SHIP_BY, day),), facts_under, rules),
        rules=tuple(used),
    )


def ship_by_of(
    line: OrderLine,
    setting: ReadyToShip | None = None,
    *,
    holidays: Holidays,
    own_holidays: Holidays = (),
    rules: RuleBook = JAPAN,
) -> ShipBy:
    """
    Return by when *line* must ship: by the platform's own day, else by *setting*, else by its send type.

    Rows of version 3 have the platform's day (AvailableShippingDate). Where neither row nor setting
    tells more, general goods are taken to ship within the longest time there is, with a finding; for
    others the day stays open. A day of the platform that lies before the payment is a finding and is
    not used. An unpaid line has no day.

    >>> from qoo10model.orders import OrderLine
    >>> line = OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=500, quantity=1,
    ...                  paid_at=datetime(2026, 5, 14, 12, 0, tzinfo=JST))
    >>> ship_by_of(line, holidays=()).day
    datetime.date(2026, 5, 19)
    """
    if type(line) is not OrderLine:
        raise InvalidTypeError(f"line must be an OrderLine (got {line!r})")
    number = line.order_no
    theirs = _told(line)
    if line.paid_at is None or not line.is_paid:
        odd = _NOT_TOLD.finding(what=_PAYMENT_DATE) if line.is_paid else _UNPAID.finding()
        day = theirs if line.is_paid else None
        found = ShipBy(day, platform_day=theirs, findings=(odd,))
        return _numbered(found, number)
    said: list[Finding] = []
    counted = theirs
    if theirs is not None and theirs < line.paid_at.date():
        counted = None
        if setting is None and line.send_type is SendType.RELEASE_DATE:
            setting = ReadyToShip.release(theirs)
        else:
            said.append(_PASSED.finding(day=theirs, paid=line.paid_at.date()))
    if setting is None and counted is None:
        setting, assumed = _assumed(line, line.paid_at, rules)
        said += assumed
    if setting is None:
        found = ShipBy(counted, platform_day=theirs, paid_at=line.paid_at, findings=tuple(said))
        return _numbered(found, number)
    found = ship_by(
        line.paid_at, setting, holidays=holidays, own_holidays=own_holidays, rules=rules
    )
    if counted is not None and counted != found.computed:
        said.append(_DIFFERS.finding(theirs=counted, ours=found.computed))
    found = attrs.evolve(
        found,
        day=found.computed if counted is None else counted,
        platform_day=theirs,
        findings=(*found.findings, *said),
    )
    return _numbered(found, number)


def closed_days(
    holidays: Holidays,
    own_holidays: Holidays,
    *,
    on: date,
    rules: RuleBook = JAPAN,
    used: list[Evidence] | None = None,
) -> Holidays:
    """
    Return the days that are no business days: *holidays*, and the seller's own if the rules say so.

    The rule of the day *on* counts; it is noted in *used* where own holidays were passed.

    >>> closed_days((date(2026, 5, 4),), (date(2026, 5, 7),), on=date(2026, 5, 1))
    (datetime.date(2026, 5, 4),)
    """
    if not own_holidays:
        return holidays
    reading = ask(rules.shipping.own_holidays, on, [] if used is None else used)
    return (*holidays, *own_holidays) if reading is OwnHolidays.LEFT_OUT else holidays


def _assumed(
    line: OrderLine, paid_at: datetime, rules: RuleBook
) -> tuple[ReadyToShip | None, tuple[Finding, ...]]:
    """
    Return the setting that the row of *line* lets us take, and what must be said about it.
    """
    kind = line.send_type
    if kind is SendType.SAME_DAY:
        return ReadyToShip.same_day(time.max), (_TAKEN_AS_IN_TIME.finding(what=_CUTOFF),)
    if kind is SendType.PREPARATION or kind is SendType.RELEASE_DATE:
        what = _DAYS if kind is SendType.PREPARATION else _RELEASE
        return None, (_NOT_TOLD.finding(what=what),)
    longest = rules.shipping.general_days.on(paid_at.date()).highest
    if kind is SendType.GENERAL:
        return ReadyToShip.general(longest), ()
    said = _TAKEN_AS_GENERAL.finding(what=_SEND_TYPE, days=longest)
    return ReadyToShip.general(longest), (said,)


def _told(line: OrderLine) -> date | None:
    day = None if line.delivery is None else line.delivery.available_on
    return None if day is None or day.year == date.max.year else day  # a placeholder tells nothing


def _numbered(found: ShipBy, order_no: int) -> ShipBy:
    findings = tuple(attrs.evolve(one, order_no=order_no) for one in found.findings)
    return attrs.evolve(found, findings=findings)


def _due(
    paid: datetime,
    setting: ReadyToShip,
    holidays: Holidays,
    own_holidays: Holidays,
    rules: RuleBook,
    used: list[Evidence],
) -> date:
    day, shipping = paid.date(), rules.shipping
    if day.year == date.max.year:
        msg = f"paid_at must lie before the year {date.max.year} (got {paid}); is it a placeholder?"
        raise InvalidValueError(msg)
    if setting.release_on is not None:
        return max(setting.release_on, day)
    closed = closed_days(holidays, own_holidays, on=day, rules=rules, used=used)
    if setting.cutoff is not None:
        in_time = paid.time() < setting.cutoff
        if ask(shipping.same_day_count, day, used) is DayCount.BUSINESS:
            return next_business_day(day, closed, inclusive=in_time)
        return day if in_time else day + _DAY
    assert setting.days is not None
    general = setting.send_type is SendType.GENERAL
    count = shipping.general_count if general else shipping.preparation_count
    if ask(count, day, used) is DayCount.BUSINESS:
        return add_business_days(day, setting.days, closed)
    return day + timedelta(setting.days)
