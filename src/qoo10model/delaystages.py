"""
Stages of late shipping (遅延の段階): what strikes one order on which day, and before when it must ship.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

import attrs

from qoo10model.basics.findings import Finding
from qoo10model.basics.money import Rate
from qoo10model.basics.periods import Days, check_day, repr_moment, to_jst
from qoo10model.basics.timelines import Evidence
from qoo10model.basics.uncertainty import Doubt
from qoo10model.rules.shipping import GoodsKind, StageKind
from qoo10model.shipping import ShipBy


__all__ = ("Delays", "GoodsKind", "Stage", "StageKind")

_HOUR: Final = timedelta(hours=1)


@attrs.frozen
class Stage:
    """
    One stage of lateness for one order (遅延の段階): ship before the moment *ship_before*, else it strikes.

    It strikes on the Japanese day *strikes_on*. *points* are what the shop gains or loses. *lasts* are
    the days on which the item is stopped; *limits_promotions* says that its promotions are restricted
    as well. A stop strikes only at a shipping rate (発送率) of *at_rate* or less; *strikes* says
    whether it does, None while the rate is not told.

    >>> from qoo10model.basics.periods import JST
    >>> Stage(StageKind.POINTS, datetime(2026, 5, 21, tzinfo=JST), date(2026, 5, 21), -2).hours_left(
    ...     datetime(2026, 5, 20, 12, 30, tzinfo=JST))
    11
    """

    kind: StageKind
    ship_before: datetime = attrs.field(converter=to_jst, repr=repr_moment)
    strikes_on: date
    points: int = 0
    lasts: Days | None = None
    limits_promotions: bool = False
    at_rate: Rate | None = None
    strikes: bool | None = True

    def time_left(self, at: datetime) -> timedelta:
        """
        Return how long there is from the aware moment *at*; negative once it is too late.

        >>> from qoo10model.basics.periods import JST
        >>> Stage(StageKind.POINTS, datetime(2026, 5, 21, tzinfo=JST), date(2026, 5, 21)).time_left(
        ...     datetime(2026, 5, 20, 12, 30, tzinfo=JST))
        datetime.timedelta(seconds=41400)
        """
        return self.ship_before - to_jst(at)

    def hours_left(self, at: datetime) -> int:
        """
        Return the whole hours that are left from *at*; negative once it is too late.
        """
        return self.time_left(at) // _HOUR


@attrs.frozen(repr=False)
class Delays:
    """
    What late shipping brings to one order: its *stages* in time, those of the penalties and the label.

    *goods* is their kind, *counted_from* the day from which the penalties count: that of the payment,
    or of the reserved goods. Once the order is shipped, `struck_by` leaves out what it escaped.

    >>> from qoo10model.basics.periods import JST
    >>> from qoo10model.delays import delays_of
    >>> from qoo10model.orders import OrderLine
    >>> line = OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=500, quantity=1,
    ...                  paid_at=datetime(2026, 5, 14, 12, 0, tzinfo=JST))
    >>> delays_of(line, holidays=())
    Delays(NOTICE on 2026-05-19, POINTS on 2026-05-21, STOP on 2026-05-22)
    """

    order_no: int
    goods: GoodsKind | None
    counted_from: date | None
    stages: tuple[Stage, ...] = ()
    ship_by: ShipBy | None = None
    closed_on: date | None = None
    is_closed: bool = False
    findings: tuple[Finding, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    rules: tuple[Evidence, ...] = ()

    def stage(self, kind: StageKind) -> Stage | None:
        """
        Return the stage of that kind, None where there is none for this order.
        """
        return next((stage for stage in self.stages if stage.kind is kind), None)

    def next_stage(self, at: datetime) -> Stage | None:
        """
        Return the next stage that an order can still escape by shipping, None after the last one.

        A stop that does not strike at the shipping rate that was told is passed over.

        >>> from qoo10model.basics.periods import JST
        >>> from qoo10model.delays import delays_of
        >>> from qoo10model.orders import OrderLine
        >>> line = OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=500, quantity=1,
        ...                  paid_at=datetime(2026, 5, 14, 12, 0, tzinfo=JST))
        >>> delays_of(line, holidays=()).next_stage(datetime(2026, 5, 19, tzinfo=JST)).kind
        StageKind.POINTS
        """
        moment = to_jst(at)
        ahead = (
            stage
            for stage in self.stages
            if stage.ship_before > moment and stage.strikes is not False
        )
        return None if self.is_closed else next(ahead, None)

    def unavoidable(self, at: datetime) -> tuple[Stage, ...]:
        """
        Return the stages that an open order can no longer escape at *at*, and that have not struck.

        They are those whose time limit ended before closed days (see ``shipping.between_days``).

        >>> from qoo10model.basics.periods import JST
        >>> from qoo10model.delays import delays_of
        >>> from qoo10model.orders import OrderLine
        >>> line = OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=500, quantity=1,
        ...                  paid_at=datetime(2026, 5, 11, 12, 0, tzinfo=JST))
        >>> saturday = datetime(2026, 5, 16, 9, 0, tzinfo=JST)
        >>> [(stage.kind, stage.strikes_on.day) for stage in delays_of(line, holidays=()).unavoidable(saturday)]
        [(StageKind.POINTS, 18)]
        """
        moment = to_jst(at)
        return tuple(
            stage
            for stage in self.stages
            if not self.is_closed
            and stage.ship_before <= moment
            and stage.strikes_on > moment.date()
            and stage.strikes is not False
        )

    def struck_by(self, day: date) -> tuple[Stage, ...]:
        """
        Return the stages that have struck by the end of *day*; a stop of unknown rate is among them.

        None are told of an order that shipped on a day that is not known.

        >>> from qoo10model.basics.periods import JST
        >>> from qoo10model.delays import delays_of
        >>> from qoo10model.orders import OrderLine
        >>> line = OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=500, quantity=1,
        ...                  paid_at=datetime(2026, 5, 14, 12, 0, tzinfo=JST))
        >>> [stage.kind for stage in delays_of(line, holidays=()).struck_by(date(2026, 5, 21))]
        [StageKind.NOTICE, StageKind.POINTS]
        """
        check_day(day, "day")
        if self.is_closed and self.closed_on is None:
            return ()
        return tuple(
            stage
            for stage in self.stages
            if stage.strikes_on <= day
            and stage.strikes is not False
            and (self.closed_on is None or self.closed_on >= stage.ship_before.date())
        )

    def __repr__(self) -> str:
        stages = ", ".join(f"{stage.kind.name} on {stage.strikes_on}" for stage in self.stages)
        return f"Delays({stages or 'none'})"
