"""
Late shipping (配送遅延): the stages of the penalties for one order, and the label of a delayed order.

The two are apart. The penalties (配送遅延ペナルティ) count from the payment, for reserved goods from their
day. The label (配送遅延) appears once the planned day of shipping (発送予定日) has passed, and lets the
buyer of ordinary goods cancel at once.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.businessdays import Holidays, add_business_days, check_holidays
from qoo10model.basics.errors import InvalidTypeError, all_of
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.money import Rate
from qoo10model.basics.periods import JST, Days, check_day
from qoo10model.basics.texts import Text
from qoo10model.dayreadings import ask, doubts_about
from qoo10model.delaylabels import (
    DelayedLabel,
    closing_of,
    delayed_label,
    has_delayed_label,
    labelled_from,
    shipped_by,
)
from qoo10model.delaystages import Delays, GoodsKind, Stage, StageKind
from qoo10model.orders import OrderLine
from qoo10model.rules.book import JAPAN
from qoo10model.rules.orders import SendType
from qoo10model.rules.shipping import BetweenDays
from qoo10model.shipping import ReadyToShip, ShipBy, closed_days, desired_delivery, ship_by_of


if TYPE_CHECKING:
    from collections.abc import Iterable

    from qoo10model.basics.timelines import Evidence
    from qoo10model.dayreadings import Facts
    from qoo10model.rules.book import RuleBook

__all__ = (
    "DelayedLabel",
    "Delays",
    "GoodsKind",
    "Stage",
    "StageKind",
    "delayed_label",
    "delays_of",
    "has_delayed_label",
    "shipping_rate",
)

_DAY: Final = timedelta(days=1)


_DESIRED_LATER: Final = Message(
    "delays.desired_later",
    Severity.ADVICE,
    Text(
        "the buyer wishes delivery on {desired}, after {day} when the first stage strikes; the guides "
        "name desired days as a way out: ask Qoo10 before it strikes",
        "お届け希望日{desired}が、遅延ペナルティの最初の段階{day}より後。お届け希望日は回避策として案内されているため、"
        "事前にQoo10へ確認してください",
    ),
)
_START_UNKNOWN: Final = Message(
    "delays.start_unknown",
    Severity.WARNING,
    Text(
        "the day from which the penalties count is not known",
        "遅延ペナルティの起算日が分からない",
    ),
)
_SHIPPED_SOME_DAY: Final = Message(
    "delays.shipping_day_missing",
    Severity.ADVICE,
    Text(
        "shipped on a day that is not told, so what has struck is not known",
        "発送日が分からないため、ペナルティの有無は不明",
    ),
)


def delays_of(
    line: OrderLine,
    setting: ReadyToShip | None = None,
    *,
    holidays: Holidays,
    own_holidays: Holidays = (),
    shipping_rate: Rate | None = None,
    rules: RuleBook = JAPAN,
) -> Delays:
    """
    Return what late shipping brings to *line*: each stage, and before when it must ship to escape it.

    *setting* is that of the item, needed where the row does not tell whether the goods are reserved,
    and from which day. *holidays* are the public ones, *own_holidays* the seller's (an open rule
    decides whether they count). *shipping_rate* is the one in QSM by the day of payment, for reserved
    goods by their day; without it, whether a stop strikes stays open.

    An unpaid line has no stages. Raises what `ship_by` raises.

    >>> from qoo10model.orders import OrderLine
    >>> line = OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=500, quantity=1,
    ...                  paid_at=datetime(2026, 5, 14, 12, 0, tzinfo=JST))
    >>> stop = delays_of(line, holidays=(), shipping_rate=Rate.percent("96")).stage(StageKind.STOP)
    >>> stop.strikes, stop.lasts.last
    (False, datetime.date(2026, 6, 20))
    """
    if shipping_rate is not None and type(shipping_rate) is not Rate:
        msg = f"shipping_rate must be such as Rate.percent('95') (got {shipping_rate!r})"
        raise InvalidTypeError(msg)
    if type(line) is not OrderLine:
        raise InvalidTypeError(f"line must be an OrderLine (got {line!r})")
    closed, own = check_holidays(holidays), check_holidays(own_holidays, "own_holidays")
    case = _Case(line, setting, closed, own, shipping_rate)
    used: list[Evidence] = []
    found = case.stages(rules, used)
    closed_on, is_closed = closing_of(line)
    findings = (*found.due.findings, *_odd(line, found, is_closed=is_closed, day=closed_on))
    return Delays(
        line.order_no,
        found.goods,
        found.counted_from,
        found.stages,
        found.due,
        closed_on,
        is_closed,
        findings,
        doubts_about(used, _facts(found.stages), case.facts_under, rules),
        tuple(used),
    )


def shipping_rate(lines: Iterable[OrderLine], *, on: date) -> Rate | None:
    """
    Return the share of *lines* that had shipped by the day *on* (発送率), None if there are none.

    Counted are lines that are paid and not cancelled by then. Which orders the platform's own rate
    takes is not published: give it those of one day of payment, and compare with QSM.

    >>> from qoo10model.orders import OrderLine
    >>> line = OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=500, quantity=1,
    ...                  paid_at=datetime(2026, 5, 14, tzinfo=JST), shipped_on=date(2026, 5, 19))
    >>> str(shipping_rate((line,), on=date(2026, 5, 19)))
    '100 %'
    """
    day = check_day(on, "on")
    counted = tuple(
        line
        for line in all_of(lines, OrderLine, "lines")
        if line.is_paid and (line.cancelled_on is None or line.cancelled_on > day)
    )
    if not counted:
        return None
    return Rate(sum(shipped_by(line, day) for line in counted), len(counted))


@attrs.frozen
class _Found:
    goods: GoodsKind | None
    counted_from: date | None
    due: ShipBy
    stages: tuple[Stage, ...]


@attrs.frozen
class _Case:
    line: OrderLine
    setting: ReadyToShip | None
    holidays: Holidays
    own_holidays: Holidays
    rate: Rate | None

    def stages(self, rules: RuleBook, used: list[Evidence]) -> _Found:
        line = self.line
        due = ship_by_of(
            line,
            self.setting,
            holidays=self.holidays,
            own_holidays=self.own_holidays,
            rules=rules,
        )
        label = _label_stage(line)
        labels = () if label is None else (label,)
        if not line.is_paid or line.paid_on is None:
            return _Found(None, None, due, labels if line.is_paid else ())
        goods = self._goods(line.paid_on, rules, used)
        if goods is GoodsKind.RESERVED:
            used.extend(one for one in due.rules if one not in used)
            start = due.day
            stages = () if start is None else self._reserved(start, line.paid_on, rules, used)
        else:
            start = line.paid_on
            stages = self._general(start, rules, used)
        in_time = sorted((*stages, *labels), key=lambda stage: stage.ship_before)
        return _Found(goods, start, due, tuple(in_time))

    def facts_under(self, rules: RuleBook) -> Facts:
        return _facts(self.stages(rules, []).stages)

    def _goods(self, day: date, rules: RuleBook, used: list[Evidence]) -> GoodsKind:
        kind = self.line.send_type if self.setting is None else self.setting.send_type
        if kind is SendType.RELEASE_DATE:
            return GoodsKind.RESERVED
        if kind is SendType.PREPARATION:
            return ask(rules.shipping.preparation_goods, day, used)
        return GoodsKind.GENERAL

    def _general(self, paid_on: date, rules: RuleBook, used: list[Evidence]) -> tuple[Stage, ...]:
        shipping = rules.shipping
        closed = closed_days(self.holidays, self.own_holidays, on=paid_on, rules=rules, used=used)
        noticed = add_business_days(paid_on, ask(shipping.notice_day, paid_on, used), closed)
        warned_after = add_business_days(
            paid_on, ask(shipping.points_within, paid_on, used), closed
        )
        warned = add_business_days(warned_after, 1, closed)
        stopped_after = add_business_days(paid_on, ask(shipping.stop_within, paid_on, used), closed)
        stopped = add_business_days(stopped_after, 1, closed)
        in_time = ask(shipping.between_days, paid_on, used) is BetweenDays.IN_TIME
        length = ask(shipping.stop_length, paid_on, used)
        return (
            Stage(
                StageKind.NOTICE,
                _midnight(noticed),
                noticed,
                ask(shipping.notice_points, paid_on, used),
            ),
            Stage(
                StageKind.POINTS,
                _midnight(warned if in_time else warned_after + _DAY),
                warned,
                ask(shipping.delay_points, paid_on, used),
            ),
            self._stop(
                _midnight(stopped if in_time else stopped_after + _DAY),
                stopped,
                length,
                ask(shipping.stop_rate, paid_on, used),
            ),
        )

    def _reserved(
        self, start: date, paid_on: date, rules: RuleBook, used: list[Evidence]
    ) -> tuple[Stage, ...]:
        shipping = rules.shipping
        stopped = start + timedelta(ask(shipping.reserved_stop_after, paid_on, used))
        length = ask(shipping.reserved_stop_length, paid_on, used)
        rate = ask(shipping.stop_rate, paid_on, used)
        return (self._stop(_midnight(stopped), stopped, length, rate),)

    def _stop(self, ship_before: datetime, day: date, length: int, rate: Rate) -> Stage:
        return Stage(
            StageKind.STOP,
            ship_before,
            day,
            lasts=Days(day, day + timedelta(length) - _DAY),
            limits_promotions=True,
            at_rate=rate,
            strikes=None if self.rate is None else self.rate <= rate,
        )


_SHIP_BY: Final = Text("{stage}: ship by", "{stage}を避ける発送期限")
_POINTS: Final = Text("{stage}: points", "{stage}のポイント")


def _facts(stages: tuple[Stage, ...]) -> Facts:
    facts: list[tuple[Text, object]] = []
    for stage in stages:
        label = stage.kind.label
        last = stage.ship_before - timedelta.resolution
        facts += (
            (label, stage.strikes_on),
            (_SHIP_BY.filled(stage=label), last.date()),
            (_POINTS.filled(stage=label), stage.points),
        )
    return tuple(facts)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, JST)


def _label_stage(line: OrderLine) -> Stage | None:
    day = labelled_from(line)
    return None if day is None else Stage(StageKind.LABEL, _midnight(day), day)


def _odd(
    line: OrderLine, found: _Found, *, is_closed: bool, day: date | None
) -> tuple[Finding, ...]:
    number, said = line.order_no, list[Finding]()
    if found.goods is not None and found.counted_from is None:
        said.append(_START_UNKNOWN.finding(order_no=number))
    if is_closed and day is None:
        said.append(_SHIPPED_SOME_DAY.finding(order_no=number))
    wish = desired_delivery("" if line.delivery is None else line.delivery.wished)
    first = next((one for one in found.stages if one.kind is not StageKind.LABEL), None)
    wished = None if wish is None or is_closed else wish.on
    if wished is not None and first is not None and wished > first.strikes_on:
        said.append(_DESIRED_LATER.finding(order_no=number, desired=wished, day=first.strikes_on))
    return tuple(said)
