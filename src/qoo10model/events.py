"""
Events (イベント): which mega-wari or mega-po a moment falls in, the next one, the one before.

The order API gives one discount a line and does not say whose it is. A discount that is to the yen
what an event of that moment gives is attributed to it; anything else stays open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.periods import to_jst
from qoo10model.discounts import Discount, DiscountKind, mega_po, mega_wari
from qoo10model.rules.book import JAPAN
from qoo10model.rules.events import EventKind, Occasion


if TYPE_CHECKING:
    from datetime import datetime

    from qoo10model.orders import OrderLine
    from qoo10model.rules.book import RuleBook
    from qoo10model.rules.events import Calendar

__all__ = (
    "EventKind",
    "Occasion",
    "at",
    "attributed",
    "fitting_kind",
    "following",
    "is_known",
    "previous",
)

_DISCOUNT_OF: Final = (
    (EventKind.MEGA_WARI, DiscountKind.MEGA_WARI),
    (EventKind.MEGA_PO, DiscountKind.MEGA_PO),
)


def at(moment: datetime, *, rules: RuleBook = JAPAN) -> tuple[Occasion, ...]:
    """
    Return the events that *moment* (aware) falls in; none, one, or both kinds at once.

    An empty answer outside the days that a calendar covers means "not known": see `is_known`.

    >>> from datetime import datetime
    >>> from qoo10model.basics.periods import JST
    >>> [o.kind for o in at(datetime(2026, 5, 29, 17, 0, tzinfo=JST))]
    [EventKind.MEGA_WARI]
    """
    when = to_jst(moment)
    return tuple(
        occasion
        for calendar in _calendars(rules)
        for occasion in calendar.occasions
        if occasion.span.contains(when)
    )


def following(moment: datetime, kind: EventKind, *, rules: RuleBook = JAPAN) -> Occasion | None:
    """
    Return the next event of *kind* that starts after *moment*, or None where none is known.

    >>> from datetime import datetime
    >>> from qoo10model.basics.periods import JST
    >>> following(datetime(2026, 6, 1, tzinfo=JST), EventKind.MEGA_PO).span.first_day
    datetime.date(2026, 7, 1)
    """
    when = to_jst(moment)
    later = (o for o in _calendar(rules, kind).occasions if o.span.start > when)
    return min(later, key=_start, default=None)


def previous(moment: datetime, kind: EventKind, *, rules: RuleBook = JAPAN) -> Occasion | None:
    """
    Return the last event of *kind* that ended at or before *moment*, or None where none is known.

    >>> from datetime import datetime
    >>> from qoo10model.basics.periods import JST
    >>> previous(datetime(2026, 6, 1, tzinfo=JST), EventKind.MEGA_WARI).span.first_day
    datetime.date(2026, 2, 27)
    """
    when = to_jst(moment)
    earlier = (o for o in _calendar(rules, kind).occasions if o.span.end <= when)
    return max(earlier, key=_start, default=None)


def is_known(moment: datetime, kind: EventKind, *, rules: RuleBook = JAPAN) -> bool:
    """
    Return whether the calendar of *kind* covers *moment*, so that "no event" is an answer.

    >>> from datetime import datetime
    >>> from qoo10model.basics.periods import JST
    >>> is_known(datetime(2023, 6, 1, tzinfo=JST), EventKind.MEGA_WARI)
    False
    """
    calendar = _calendar(rules, kind)
    return calendar.known_from <= to_jst(moment).date() <= calendar.known_to


def fitting_kind(line: OrderLine, amount: int, *, rules: RuleBook = JAPAN) -> Occasion | None:
    """
    Return the event of the payment whose coupon on *line* is exactly *amount* yen, else None.

    A line that is unpaid, or where the amount fits two events, has no answer.

    >>> from datetime import datetime
    >>> from qoo10model.basics.periods import JST
    >>> from qoo10model.orders import OrderLine
    >>> line = OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=1_500, quantity=2,
    ...                  paid_at=datetime(2026, 6, 1, 10, 0, tzinfo=JST))
    >>> fitting_kind(line, 600).kind
    EventKind.MEGA_WARI
    """
    if line.paid_at is None or amount == 0:
        return None
    fitting = tuple(
        occasion
        for occasion in at(line.paid_at, rules=rules)
        if _coupon(line, occasion, rules) == amount
    )
    return fitting[0] if len(fitting) == 1 else None


def attributed(line: OrderLine, occasion: Occasion) -> OrderLine:
    """
    Return *line* with its discount of unknown kind taken as the coupon of *occasion*.

    >>> from qoo10model.orders import OrderLine
    >>> line = OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=1_500, quantity=2,
    ...                  discounts=(Discount(DiscountKind.UNATTRIBUTED, 600),))
    >>> occasion = JAPAN.events.mega_wari_calendar.occasions[0]
    >>> attributed(line, occasion).discounts
    (Discount(kind=DiscountKind.MEGA_WARI, amount=600),)
    """
    kind = dict(_DISCOUNT_OF)[occasion.kind]
    discounts = tuple(
        Discount(kind, d.amount) if d.kind is DiscountKind.UNATTRIBUTED else d
        for d in line.discounts
    )
    return attrs.evolve(line, discounts=discounts)


def _coupon(line: OrderLine, occasion: Occasion, rules: RuleBook) -> int:
    day = line.paid_on
    unit, odd = divmod(line.gross, line.quantity)
    if day is None or odd:
        return 0
    make = mega_wari if occasion.kind is EventKind.MEGA_WARI else mega_po
    return make(unit, on=day, quantity=line.quantity, rules=rules).amount


def _calendars(rules: RuleBook) -> tuple[Calendar, Calendar]:
    return rules.events.mega_wari_calendar, rules.events.mega_po_calendar


def _calendar(rules: RuleBook, kind: EventKind) -> Calendar:
    mega_wari_calendar, mega_po_calendar = _calendars(rules)
    return mega_wari_calendar if kind is EventKind.MEGA_WARI else mega_po_calendar


def _start(occasion: Occasion) -> datetime:
    return occasion.span.start
