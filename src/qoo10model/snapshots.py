"""
Snapshots (注文の現況): where each order stands by all that was read, and what changed since before.

`qoo10model.claims.merge` makes them; here is what they can be asked.
"""

from __future__ import annotations

import attrs

from qoo10model.basics.errors import InvalidTypeError, UnknownNameError, check_tuple
from qoo10model.basics.findings import Finding
from qoo10model.basics.texts import Labelled, Text
from qoo10model.changes import Change
from qoo10model.claimrecords import Claim
from qoo10model.orders import OrderLine


__all__ = ("Presence", "Snapshot", "Tracked")


class Presence(Labelled):
    """
    Whether an order is in the platform's order list (一覧での有無).

    >>> Presence.VANISHED.label.ja
    '一覧から消えた'
    """

    LISTED = Text("listed", "一覧にある")
    NOT_FETCHED = Text("not among what was fetched", "取得範囲外")
    VANISHED = Text("vanished from the list", "一覧から消えた")


@attrs.frozen(repr=False)
class Tracked:
    """
    One order as it stands (注文の現況): its *line* as read last, its *presence*, its *claims*.

    Raises `InvalidTypeError` for a field of the wrong kind.

    >>> line = OrderLine(order_no=7, cart_no=1, item_code="A", unit_price=500, quantity=1)
    >>> Tracked(line)
    Tracked(7, listed, no status)
    """

    line: OrderLine
    presence: Presence = Presence.LISTED
    claims: tuple[Claim, ...] = ()

    def __attrs_post_init__(self) -> None:
        if type(self.line) is not OrderLine:
            raise InvalidTypeError(f"line must be an OrderLine (got {self.line!r})")
        if type(self.presence) is not Presence:
            msg = f"presence must be such as Presence.LISTED (got {self.presence!r})"
            raise InvalidTypeError(msg)
        check_tuple(self.claims, Claim, "claims", "(claim,)")

    @property
    def order_no(self) -> int:
        """
        The order number.
        """
        return self.line.order_no

    @property
    def is_cancelled(self) -> bool:
        """
        Whether a claim undid the order.
        """
        return self.line.cancelled_on is not None

    @property
    def open_claims(self) -> tuple[Claim, ...]:
        """
        The claims that are under way.
        """
        return tuple(claim for claim in self.claims if claim.is_open)

    def __repr__(self) -> str:
        status = self.line.status
        where = "no status" if status is None else status.label.en
        cancelled = f", cancelled on {self.line.cancelled_on}" if self.is_cancelled else ""
        return f"Tracked({self.order_no}, {self.presence}, {where}{cancelled})"


@attrs.frozen(repr=False)
class Snapshot:
    """
    Where all *orders* stand (現況), the claims of orders never seen (*strays*), *changes* and *findings*.

    Orders stand in the order in which they were first read, and none is ever left out. *withdrawn* are
    claims that left the claim list before they were completed: withdrawn, or refused.

    >>> Snapshot()
    Snapshot(0 orders, 0 cancelled, 0 vanished, 0 changes, 0 findings)
    """

    orders: tuple[Tracked, ...] = ()
    strays: tuple[Claim, ...] = ()
    changes: tuple[Change, ...] = ()
    findings: tuple[Finding, ...] = ()
    withdrawn: tuple[Claim, ...] = ()

    def __attrs_post_init__(self) -> None:
        check_tuple(self.orders, Tracked, "orders", "(Tracked(line),)")
        check_tuple(self.strays, Claim, "strays", "(claim,)")
        check_tuple(self.withdrawn, Claim, "withdrawn", "(claim,)")

    @property
    def lines(self) -> tuple[OrderLine, ...]:
        """
        The order lines, with `cancelled_on` where a claim undid one.
        """
        return tuple(order.line for order in self.orders)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """
        All claims but the withdrawn ones, those of orders never seen last.
        """
        of_orders = (claim for order in self.orders for claim in order.claims)
        return tuple(dict.fromkeys((*of_orders, *self.strays)))

    @property
    def cancelled(self) -> tuple[Tracked, ...]:
        """
        The orders that a claim undid.
        """
        return tuple(order for order in self.orders if order.is_cancelled)

    @property
    def vanished(self) -> tuple[Tracked, ...]:
        """
        The orders that left the order list and of which no claim says why.
        """
        return tuple(
            order
            for order in self.orders
            if order.presence is Presence.VANISHED and not order.is_cancelled
        )

    def order(self, order_no: int) -> Tracked:
        """
        Return the order numbered *order_no*, the first of them where several shops have one.

        Raises `UnknownNameError` where there is none.

        >>> Snapshot().order(7)
        Traceback (most recent call last):
        qoo10model.basics.errors.UnknownNameError: no order 7 among the 0 orders; was it ever read?
        """
        for order in self.orders:
            if order.order_no == order_no:
                return order
        msg = f"no order {order_no!r} among the {len(self.orders)} orders; was it ever read?"
        raise UnknownNameError(msg)

    def __repr__(self) -> str:
        return (
            f"Snapshot({len(self.orders)} orders, {len(self.cancelled)} cancelled, "
            f"{len(self.vanished)} vanished, {len(self.changes)} changes, "
            f"{len(self.findings)} findings)"
        )
