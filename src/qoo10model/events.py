"""
Events (イベント): which mega-wari or mega-po a moment falls in, the next one, the one before.

The order API gives one discount a line and does not say whose it is. A discount that is to the yen
what an event of that moment gives is attributed to it; anything else stays open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.errors import InvalidTypeError
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.periods import to_jst
from qoo10model.basics.texts import Text, yen_text
from qoo10model.discounts import Discount, DiscountKind, mega_po, mega_wari
from qoo10model.rules.book import JAPAN
from qoo10model.rules.events import EventKind, Occasion


if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from qoo10model.orders import OrderLine
    from qoo10model.rules.book import RuleBook
    from qoo10model.rules.events import Calendar

__all__ = (
    "EventKind",
    "Occasion",
    "at",
    "attributed",
    "check",
    "choices",
    "fitting_kind",
    "following",
    "is_known",
    "previous",
)

_DISCOUNT_OF: Final = {
    EventKind.MEGA_WARI: DiscountKind.MEGA_WARI,
    EventKind.MEGA_PO: DiscountKind.MEGA_PO,
}
_OPEN: Final = Message(
    "events.discount_open",
    Severity.WARNING,
    Text(
        "the discount of {yen} yen is not the coupon of one event of its day; it may be: {kinds}",
        "割引{yen}円は当日のイベントのクーポン額と一致しない。考えられる種類: {kinds}",
    ),
)
_NOT_RUNNING: Final = Message(
    "events.not_running",
    Severity.WARNING,
    Text(
        "{kind} of {yen} yen, but no such event was running on {day}",
        "{kind}{yen}円があるが、{day}に該当するイベントはない",
    ),
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
        for kind in EventKind
        for occasion in _calendar(rules, kind).occasions
        if occasion.span.start <= when < occasion.span.end
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
    return min(later, key=lambda o: o.span.start, default=None)


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
    return max(earlier, key=lambda o: o.span.end, default=None)


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
    Return the event whose coupon on *line* is exactly *amount* yen, else None.

    It is an event of the payment, or of the order where that was placed before. A line that is
    unpaid, or where the amount fits two events, has no answer.

    >>> from datetime import datetime
    >>> from qoo10model.basics.periods import JST
    >>> from qoo10model.orders import OrderLine
    >>> line = OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=1_500, quantity=2,
    ...                  paid_at=datetime(2026, 6, 1, 10, 0, tzinfo=JST))
    >>> fitting_kind(line, 600).kind
    EventKind.MEGA_WARI
    """
    day, (unit, odd) = line.paid_on, divmod(line.gross, line.quantity)
    if day is None or odd or not amount:
        return None
    fitting = tuple(
        occasion
        for occasion in _occasions_of(line, rules)
        if amount in _coupons(occasion.kind, unit, line.quantity, day, rules)
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
    kind = _DISCOUNT_OF[occasion.kind]
    discounts = tuple(
        Discount(kind, d.amount) if d.kind is DiscountKind.UNATTRIBUTED else d
        for d in line.discounts
    )
    return attrs.evolve(line, discounts=discounts)


def choices(line: OrderLine, *, rules: RuleBook = JAPAN) -> tuple[DiscountKind, ...]:
    """
    Return the kinds that a discount of unknown kind on *line* may be.

    Coupons of an event are among them where the event was running when the line was paid or
    ordered, and where its calendar does not tell. Kinds that the seller bears alone are told apart
    by no amount: an item discount stands for a time sale or a group buy, too.

    >>> from datetime import datetime
    >>> from qoo10model.basics.periods import JST
    >>> from qoo10model.orders import OrderLine
    >>> line = OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=1_500, quantity=2,
    ...                  paid_at=datetime(2026, 6, 1, 10, 0, tzinfo=JST))
    >>> choices(line)
    (DiscountKind.ITEM, DiscountKind.SHOP_COUPON, DiscountKind.CART_COUPON, DiscountKind.MEGA_WARI)
    """
    possible = (
        _DISCOUNT_OF[kind] for kind in EventKind if _is_running(line, kind, rules) is not False
    )
    return (DiscountKind.ITEM, DiscountKind.SHOP_COUPON, DiscountKind.CART_COUPON, *possible)


def check(line: OrderLine, *, rules: RuleBook = JAPAN) -> tuple[Finding, ...]:
    """
    Return what is odd about the discounts of *line* beside the events of its days.

    A discount of unknown kind that is not the coupon of one event is open, and the finding names
    the choices; so is one beside other discounts. A coupon of an event that was not running is odd.

    >>> from datetime import datetime
    >>> from qoo10model.basics.periods import JST
    >>> from qoo10model.orders import OrderLine
    >>> line = OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=1_500, quantity=2,
    ...                  paid_at=datetime(2026, 6, 1, 10, 0, tzinfo=JST),
    ...                  discounts=(Discount(DiscountKind.UNATTRIBUTED, 500),))
    >>> print(check(line)[0].text)
    the discount of 500 yen is not the coupon of one event of its day; it may be: item discount,
    shop coupon, cart coupon of Qoo10, mega-wari coupon
    """
    return tuple(_oddities(line, rules))


def _oddities(line: OrderLine, rules: RuleBook) -> Iterator[Finding]:
    unknown = sum(d.amount for d in line.discounts if d.kind is DiscountKind.UNATTRIBUTED)
    alone = len(line.discounts) == 1
    if unknown and not (alone and fitting_kind(line, unknown, rules=rules)):
        labels = [kind.label for kind in choices(line, rules=rules)]
        kinds = Text(", ".join(t.en for t in labels), "、".join(t.ja for t in labels))
        yield _OPEN.finding(order_no=line.order_no, yen=yen_text(unknown), kinds=kinds)
    for kind, shared in _DISCOUNT_OF.items():
        given = sum(d.amount for d in line.discounts if d.kind is shared)
        if given and _is_running(line, kind, rules) is False:
            yield _NOT_RUNNING.finding(
                order_no=line.order_no, kind=shared.label, yen=yen_text(given), day=line.paid_on
            )


def _is_running(line: OrderLine, kind: EventKind, rules: RuleBook) -> bool | None:
    # None where nobody can say: the line is unpaid, or the calendar does not reach its day.
    if any(occasion.kind is kind for occasion in _occasions_of(line, rules)):
        return True
    if line.paid_at is None or not is_known(line.paid_at, kind, rules=rules):
        return None
    return False


def _occasions_of(line: OrderLine, rules: RuleBook) -> tuple[Occasion, ...]:
    # A coupon is spent when the order is placed; who pays at a shop may do so after the event.
    if line.paid_at is None:
        return ()
    running = at(line.paid_at, rules=rules)
    if line.ordered_at is None:
        return running
    return (*running, *(o for o in at(line.ordered_at, rules=rules) if o not in running))


def _coupons(
    kind: EventKind, unit_price: int, quantity: int, day: date, rules: RuleBook
) -> tuple[int, ...]:
    if kind is EventKind.MEGA_PO:
        return (mega_po(unit_price, on=day, quantity=quantity, rules=rules).amount,)
    # Whether this coupon is capped is open, and a discount that fits another cap says which.
    caps = rules.events.mega_wari_cap.entry_on(day).alternatives
    books = (rules, *(rules.with_reading("events.mega_wari_cap", cap) for cap in caps))
    return tuple(
        mega_wari(unit_price, on=day, quantity=quantity, rules=book).amount for book in books
    )


def _calendar(rules: RuleBook, kind: EventKind) -> Calendar:
    if kind is EventKind.MEGA_WARI:
        return rules.events.mega_wari_calendar
    if kind is EventKind.MEGA_PO:
        return rules.events.mega_po_calendar
    raise InvalidTypeError(f"kind must be such as EventKind.MEGA_WARI (got {kind!r})")
