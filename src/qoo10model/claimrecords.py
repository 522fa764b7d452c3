"""
Claim records (クレーム記録): one claim about an order line, as the platform lists it.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

import attrs

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.periods import check_day, to_jst
from qoo10model.deliveries import Person, repr_of
from qoo10model.orders import OrderLine
from qoo10model.rules.claims import ClaimStatus, NonReceipt, Remedy


__all__ = ("Claim", "OrderAndClaim")


@attrs.frozen(repr=False)
class Claim:
    """
    One claim (クレーム) about an order line, as the platform lists it.

    *status* is None where it was not understood; *status_text* then has what stood there.
    *completed_at* is the moment of the cancellation or refund, *completed_on* its Japanese day; from
    the moment the day follows. *quantity* is in units, *amount_paid* in yen.
    *partial_refunds* and *partial_refund_balance* are the platform's own figures of a partial refund
    (nrPartRefundCnt, nrPartRefundBalance). What a row does not tell is None or empty. The reason is
    free text: like the people it never shows.

    Raises `InvalidTypeError` for a number that is no int and a status that is none,
    `InvalidValueError` for a naive moment and for a day that is not that of the moment.

    >>> from datetime import date
    >>> Claim(order_no=1, status=ClaimStatus.CANCELLED, completed_on=date(2026, 5, 2)).status
    ClaimStatus.CANCELLED
    """

    order_no: int
    cart_no: int | None = None
    status: ClaimStatus | None = None
    status_text: str = ""
    requested_at: datetime | None = None
    completed_on: date | None = None
    completed_at: datetime | None = None
    reason: str = attrs.field(default="", repr=False)
    quantity: int | None = None
    amount_paid: int | None = None
    currency: str = "JPY"
    partial_refunds: int | None = None
    partial_refund_balance: int | None = None
    duty_target: str = ""
    solution: str = ""
    shop: str = ""
    item_code: str = ""
    seller_code: str = ""
    title: str = ""
    ordered_at: datetime | None = None
    paid_at: datetime | None = None
    shipped_on: date | None = None
    delivered_on: date | None = None
    payment_nation: str = ""
    carrier: str = ""
    tracking_no: str = ""
    return_carrier: str = ""
    return_tracking_no: str = ""
    return_shipping: str = ""
    item_condition: str = ""
    cod_cancel_price: int | None = None
    cod_refund_price: int | None = None
    cod_cancel_related: str = ""
    buyer: Person | None = attrs.field(default=None, repr=False)
    receiver: Person | None = attrs.field(default=None, repr=False)
    pickup: Person | None = attrs.field(default=None, repr=False)
    unread: tuple[tuple[str, str], ...] = attrs.field(default=(), repr=False)

    def __attrs_post_init__(self) -> None:
        if self.status is not None and type(self.status) is not ClaimStatus:
            msg = f"status must be a ClaimStatus such as ClaimStatus(3) (got {self.status!r})"
            raise InvalidTypeError(msg)
        for name in _NUMBERS:
            number = getattr(self, name)
            if type(number) is not int and (number is not None or name == "order_no"):
                msg = f"{name} must be an int (got {number!r}, a {type(number).__name__})"
                raise InvalidTypeError(msg)
        for name in _MOMENTS:
            moment = getattr(self, name)
            if moment is not None:
                object.__setattr__(self, name, to_jst(moment))
        for name in _DAYS:
            if getattr(self, name) is not None:
                check_day(getattr(self, name), name)
        _complete(self)

    @property
    def is_open(self) -> bool:
        """
        Whether the claim is under way; one whose status was not understood is not known to be.

        >>> Claim(order_no=1, status=ClaimStatus.CANCEL_REQUESTED).is_open
        True
        """
        return self.status is not None and not self.status.is_terminal

    @property
    def not_received(self) -> NonReceipt | None:
        """
        What did not arrive (nrDutyTarget), None where the row tells nothing or another code.

        >>> Claim(order_no=1, duty_target="SC").not_received
        NonReceipt.WHOLE
        """
        return _NON_RECEIPTS.get(self.duty_target.upper())

    @property
    def remedy(self) -> Remedy | None:
        """
        What is done about it (nrSolType), None where the row tells nothing or another code.

        >>> Claim(order_no=1, solution="nc").remedy
        Remedy.REFUND
        """
        return _REMEDIES.get(self.solution.upper())

    def __repr__(self) -> str:
        return repr_of(self)


@attrs.frozen
class OrderAndClaim:
    """
    What the platform says of one order number: its *line*, and the *claim* about it where there is one.

    *line* is None where the row does not make a line. *order_type* is the platform's word, of which
    no values are published. Raises `InvalidValueError` where neither is given or the two are of
    different orders.

    >>> OrderAndClaim(claim=Claim(order_no=1)).order_no
    1
    """

    line: OrderLine | None = None
    claim: Claim | None = None
    order_type: str = ""

    def __attrs_post_init__(self) -> None:
        numbers = {part.order_no for part in (self.line, self.claim) if part is not None}
        if len(numbers) != 1:
            msg = (
                "line and claim must be of one order "
                f"(got {' and '.join(map(str, sorted(numbers))) or 'neither'})"
            )
            raise InvalidValueError(msg)

    @property
    def order_no(self) -> int:
        """
        The order number.
        """
        part = self.line or self.claim
        assert part is not None
        return part.order_no


_NON_RECEIPTS: Final = {one.value: one for one in NonReceipt}
_REMEDIES: Final = {one.value: one for one in Remedy}
_NUMBERS: Final = (
    "order_no",
    "cart_no",
    "quantity",
    "amount_paid",
    "partial_refunds",
    "partial_refund_balance",
    "cod_cancel_price",
    "cod_refund_price",
)
_MOMENTS: Final = ("requested_at", "completed_at", "ordered_at", "paid_at")
_DAYS: Final = ("completed_on", "shipped_on", "delivered_on")


def _complete(claim: Claim) -> None:
    if claim.completed_at is None:
        return
    day = claim.completed_at.date()
    if claim.completed_on is None:
        object.__setattr__(claim, "completed_on", day)
    elif claim.completed_on != day:
        msg = (
            f"completed_on must be the day of completed_at in JST (got {claim.completed_on} and "
            f"{claim.completed_at}); pass one of the two"
        )
        raise InvalidValueError(msg)
