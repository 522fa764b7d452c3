"""
Stacking (併用): what a buyer pays with a sale, coupons and points at once, and who bears which part.

The price is cut first, by one sale. The coupon of an event and those of the shop are each taken of
the price that is shown, and added. Points are counted on what is left.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import attrs

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.money import WHOLE, ZERO, Rate, check_yen
from qoo10model.basics.texts import Text, yen_text
from qoo10model.reductions import Discount, DiscountKind, check_quantity
from qoo10model.rules.book import JAPAN, RuleBook
from qoo10model.stackdoubts import doubts_of
from qoo10model.stackterms import stack_terms
from qoo10model.tills import SALES, Amounts, Coupons, Till


if TYPE_CHECKING:
    from qoo10model.basics.timelines import Timeline
    from qoo10model.basics.uncertainty import Doubt
    from qoo10model.rules.events import Calendar

__all__ = ("SALES", "Coupons", "Share", "Stack", "stack")

_MEGA_WARI: Final = DiscountKind.MEGA_WARI
_MEGA_PO: Final = DiscountKind.MEGA_PO
_TIME_SALE: Final = DiscountKind.TIME_SALE
_FLAGS: Final = (bool,)
_NOT_RUNNING: Final = Message(
    "discounts.event_not_running",
    Severity.WARNING,
    Text("there is no {event} on {day}", "{day}に{event}の開催はない"),
)
_NOT_KNOWN: Final = Message(
    "discounts.event_not_known",
    Severity.ADVICE,
    Text("whether there is a {event} on {day} is not known", "{day}の{event}開催は不明"),
)


@attrs.frozen
class Share:
    """
    What one discount takes off a line, and who bears it: *amount* is *by_seller* and *by_qoo10*.

    >>> Share(DiscountKind.MEGA_PO, 298, 149).by_qoo10
    149
    """

    kind: DiscountKind
    amount: int
    by_seller: int

    @property
    def by_qoo10(self) -> int:
        """
        Qoo10's part.
        """
        return self.amount - self.by_seller


_Asked: TypeAlias = tuple[
    int | None,
    DiscountKind,
    bool,
    bool,
    Coupons,
    Rate,
    int | None,
    bool | None,
    datetime | None,
    RuleBook,
]


@attrs.frozen(repr=False)
class Stack:
    """
    What a buyer pays for *quantity* units at *price*, and who bears the rest; yen of the whole line.

    *pays*, *borne_by_seller* and *borne_by_qoo10* sum to *gross*. *points* come on top,
    *points_by_seller* of them the seller's. *amounts* holds kind, amount and seller's part of each
    discount, in the order in which they are taken; *asked* is what was asked beside the price.
    """

    price: int
    quantity: int
    on: date
    pays: int
    borne_by_seller: int
    points: int
    points_by_seller: int
    amounts: Amounts
    found: tuple[Finding, ...]
    asked: _Asked

    @property
    def gross(self) -> int:
        """
        The price of the line before any discount.
        """
        return self.price * self.quantity

    @property
    def selling_price(self) -> int:
        """
        The price of a unit that is shown: that of the sale, where there is one.
        """
        sale_price = self.asked[0]
        return self.price if sale_price is None else sale_price

    @property
    def rules(self) -> RuleBook:
        """
        The rules that it rests on.
        """
        return self.asked[-1]

    @property
    def borne_by_qoo10(self) -> int:
        """
        What Qoo10 bears of the discounts.
        """
        return self.gross - self.pays - self.borne_by_seller

    @property
    def points_by_qoo10(self) -> int:
        """
        Qoo10's share of the points.
        """
        return self.points - self.points_by_seller

    @property
    def effective_price(self) -> int:
        """
        What the line costs the buyer after points (実質価格).
        """
        return self.pays - self.points

    @property
    def seller_cost(self) -> int:
        """
        What discounts and points cost the seller together, before any fees.
        """
        return self.borne_by_seller + self.points_by_seller

    @property
    def discounts(self) -> tuple[Discount, ...]:
        """
        The discounts as an order line has them.

        >>> stack(2_980, on=date(2026, 8, 3), mega_po=True).discounts
        (Discount(kind=DiscountKind.MEGA_PO, amount=298),)
        """
        return tuple(Discount(kind, amount) for kind, amount, _ in self.amounts)

    @property
    def ledger(self) -> tuple[Share, ...]:
        """
        Each discount with what the seller and Qoo10 bear of it.

        >>> [(s.kind.name, s.amount, s.by_seller) for s in
        ...  stack(2_980, on=date(2026, 8, 3), mega_po=True, shop_coupon=300).ledger]
        [('MEGA_PO', 298, 149), ('SHOP_COUPON', 300, 300)]
        """
        return tuple(Share(*one) for one in self.amounts)

    @property
    def refused(self) -> tuple[Finding, ...]:
        """
        Why a coupon did not apply, one finding or more for each.

        >>> print(stack(99, on=date(2026, 8, 3), mega_po=True).refused[0])
        error discounts.below_minimum: mega-po coupon asks for an order of 100 yen; this one has 99
        """
        return tuple(one for one in self.found if one.severity is Severity.ERROR)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """
        What was refused, what it takes for granted, and events that do not run on the day.

        >>> print(stack(2_980, on=date(2026, 7, 20), mega_po=True).findings[0])
        warning discounts.event_not_running: there is no mega-po coupon on 2026-07-20
        """
        events = self.rules.events
        calendars = {_MEGA_WARI: events.mega_wari_calendar, _MEGA_PO: events.mega_po_calendar}
        taken = (kind for kind, _, _ in self.amounts if kind in calendars)
        remarks = (_remarks(kind, calendars[kind], self.on) for kind in taken)
        return (*self.found, *(one for some in remarks for one in some))

    @cached_property
    def doubts(self) -> tuple[Doubt, ...]:
        """
        Each open or doubtful rule that it rests on, with what it changes of the seller's part.

        >>> [doubt.rule for doubt in stack(2_980, on=date(2026, 8, 3), mega_po=True).doubts]
        ['discounts.seller_share[MEGA_PO]']
        """
        return doubts_of(self.used, self.on, self.rules, self._figures)

    @property
    def used(self) -> tuple[Timeline[Any], ...]:
        """
        The dated rules that it rests on.

        >>> [rule.name for rule in stack(2_980, on=date(2026, 8, 3), shop_coupon=300).used]
        ['discounts.coupon_grain', 'discounts.seller_share[SHOP_COUPON]', 'discounts.shop_coupon_rounding']
        """
        kinds = tuple(kind for kind, _, _ in self.amounts)
        _, _, _, _, _, own, *_ = self.asked
        return stack_terms(self.on, self.rules).used(kinds, adds_points=own != ZERO)

    def _figures(self, rules: RuleBook) -> tuple[int, ...]:
        by = self.under(rules)
        return by.seller_cost, by.pays, by.points

    def under(self, rules: RuleBook) -> Stack:
        """
        Return the same, by other *rules*.
        """
        sale_price, sale, mega_wari, mega_po, coupons, own, total, follower, at, _ = self.asked
        return stack(
            self.price,
            on=self.on,
            quantity=self.quantity,
            sale_price=sale_price,
            sale=sale,
            mega_wari=mega_wari,
            mega_po=mega_po,
            shop_coupon=coupons,
            own_points=own,
            order_total=total,
            follower=follower,
            at=at,
            rules=rules,
        )

    def __str__(self) -> str:
        return f"pays {yen_text(self.pays)} of {yen_text(self.gross)} yen, {self.points} points"

    def __repr__(self) -> str:
        return f"<Stack: {self}>"


def stack(
    price: int,
    *,
    on: date,
    quantity: int = 1,
    sale_price: int | None = None,
    sale: DiscountKind = _TIME_SALE,
    mega_wari: bool = False,
    mega_po: bool = False,
    shop_coupon: Coupons = None,
    own_points: Rate = ZERO,
    order_total: int | None = None,
    follower: bool | None = None,
    at: datetime | None = None,
    rules: RuleBook = JAPAN,
) -> Stack:
    """
    Return what a buyer pays for *quantity* units at *price* yen each on the Japanese day *on* (併用).

    A *sale_price* replaces the price while its *sale* runs (a time sale unless told otherwise).
    *own_points* is the rate of points that the seller adds in mega-po. A shop coupon may ask for
    *order_total* (yen before coupons; else that of this line), *follower* and the moment *at*.

    A coupon that does not apply is left out, and *refused* says why. Raises `InvalidTypeError` or `InvalidValueError`
    for arguments that cannot be, `RuleUndecidedError` for two shop coupons at once, where nobody
    chose, `RuleNotKnownError` for a day before the rules.

    >>> found = stack(2_980, on=date(2026, 8, 3), mega_po=True, shop_coupon=Rate.percent("10"))
    >>> found.pays, found.points, found.effective_price
    (2384, 238, 2146)
    """
    asked = (
        sale_price,
        sale,
        mega_wari,
        mega_po,
        shop_coupon,
        own_points,
        order_total,
        follower,
        at,
        rules,
    )
    if not (
        type(price) is type(quantity) is int
        and price >= 0
        and quantity > 0
        and type(mega_wari) in _FLAGS
        and type(mega_po) in _FLAGS
        and type(own_points) is Rate
        and 0 <= own_points.numerator <= own_points.denominator
        and (mega_po or not own_points.numerator)
    ):
        _refuse(price, quantity, mega_wari, mega_po, own_points)
    till = Till(stack_terms(on, rules), price, quantity)
    if sale_price is not None:
        till.cut(sale_price, sale)
    if mega_wari or mega_po:
        till.take_event(mega_wari=mega_wari, mega_po=mega_po)
    if shop_coupon is not None:
        till.take_shop(shop_coupon, order_total, follower, at)
    if mega_po:
        till.grant(own_points)
    return Stack(
        price,
        quantity,
        on,
        till.left,
        till.borne,
        till.points,
        till.points_by_seller,
        till.amounts,
        till.found,
        asked,
    )


def _remarks(kind: DiscountKind, calendar: Calendar, day: date) -> tuple[Finding, ...]:
    if any(one.span.first_day <= day <= one.span.last_day for one in calendar.occasions):
        return ()
    is_known = calendar.known_from <= day <= calendar.known_to
    return ((_NOT_RUNNING if is_known else _NOT_KNOWN).finding(event=kind.label, day=day),)


def _refuse(
    price: object, quantity: object, mega_wari: object, mega_po: object, own_points: object
) -> None:
    check_yen(price, "price", minimum=0)
    check_quantity(quantity)
    for name, flag in (("mega_wari", mega_wari), ("mega_po", mega_po)):
        if type(flag) is not bool:
            raise InvalidTypeError(f"{name} must be True or False (got {flag!r})")
    if not isinstance(own_points, Rate):
        raise InvalidTypeError(f"own_points must be such as Rate.percent('5') (got {own_points!r})")
    if not ZERO <= own_points <= WHOLE:
        raise InvalidValueError(f"own_points must lie from 0 % to 100 % (got {own_points})")
    if own_points != ZERO and not mega_po:
        msg = f"own_points are added to those of mega-po: pass mega_po=True (got {own_points})"
        raise InvalidValueError(msg)
