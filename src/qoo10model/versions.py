"""
Versions (新旧): which of two readings of the same order or claim stands, and what it takes over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

import attrs

from qoo10model.deliveries import Delivery, Person
from qoo10model.discounts import DiscountKind
from qoo10model.orders import OrderLine


if TYPE_CHECKING:
    from qoo10model.claimrecords import Claim

__all__ = ("filled", "is_of_one_shop", "is_one_claim", "newer_claim")

T = TypeVar("T", OrderLine, Delivery, Person)


def is_of_one_shop(one: OrderLine | Claim, other: OrderLine | Claim) -> bool:
    """
    Whether two values can be of one shop: what does not name its shop can be of any.

    >>> from qoo10model.claimrecords import Claim
    >>> is_of_one_shop(Claim(order_no=1, shop="a"), Claim(order_no=1))
    True
    """
    return not one.shop or not other.shop or one.shop == other.shop


def is_one_claim(one: Claim, other: Claim) -> bool:
    """
    Whether two readings are of one claim: asked for at the same moment, about the same thing.

    A claim has no number. A reading without a status that was understood may be any.

    >>> from qoo10model.claimrecords import Claim
    >>> from qoo10model.rules.claims import ClaimStatus
    >>> asked, done = (Claim(order_no=1, status=ClaimStatus(code)) for code in (1, 3))
    >>> is_one_claim(asked, done), is_one_claim(asked, Claim(order_no=2))
    (True, False)
    """
    same = one.order_no == other.order_no and one.requested_at == other.requested_at
    if not same or not is_of_one_shop(one, other):
        return False
    return one.status is None or other.status is None or one.status.group is other.status.group


def newer_claim(known: Claim, row: Claim) -> Claim:
    """
    Return *row*, which was read later, or the claim as it was *known* where that is a step further.

    >>> from qoo10model.claimrecords import Claim
    >>> from qoo10model.rules.claims import ClaimStatus
    >>> asked, done = (Claim(order_no=1, status=ClaimStatus(code)) for code in (1, 3))
    >>> newer_claim(asked, done).status, newer_claim(done, asked).status
    (ClaimStatus.CANCELLED, ClaimStatus.CANCELLED)
    """
    one, other = known.status, row.status
    if one is None or (other is not None and other.is_terminal):
        return row
    if other is None or one.is_terminal or other.value < one.value:
        return known
    return row


def filled(row: OrderLine, known: OrderLine) -> OrderLine:
    """
    Return *row* with what it does not tell as it was *known*.

    Versions of the call, and exports, tell different things; only what a value holds as not told is
    filled, never an amount. Where the row leaves open who bears a discount that was known, that is
    filled, too. Raises `InvalidValueError` where the two contradict each other.

    >>> known = OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=1, quantity=1, shop="a")
    >>> filled(attrs.evolve(known, shop="", quantity=2), known)
    OrderLine(order_no=1, cart_no=1, item_code='A', unit_price=1, quantity=2, shop='a')
    """
    facts = _untold(row, known)
    for name in _NESTED:
        one, other = getattr(row, name), getattr(known, name)
        if one is not None and other is not None and one != other:
            told = _untold(one, other)
            if told:
                facts[name] = attrs.evolve(one, **told)
    if _unattributed(row) > _unattributed(known) and row.discount == known.discount:
        facts["discounts"] = known.discounts
    return attrs.evolve(row, **facts) if facts else row


def _unattributed(line: OrderLine) -> int:
    kind = DiscountKind.UNATTRIBUTED
    return sum(discount.amount for discount in line.discounts if discount.kind is kind)


def _untold(row: T, known: T) -> dict[str, Any]:
    return {
        name: getattr(known, name)
        for name in _FILLABLE[type(row)]
        if getattr(row, name) in _BLANKS and getattr(known, name) not in _BLANKS
    }


_BLANKS: Final[tuple[Any, ...]] = (None, "", ())
_NESTED: Final = ("delivery", "buyer", "receiver", "sender", "consignee")
_FILLABLE: Final[dict[type, tuple[str, ...]]] = {
    kind: tuple(
        field.name
        for field in attrs.fields(kind)
        if field.init and field.default in _BLANKS and field.name not in {"discounts", "unread"}
    )
    for kind in (OrderLine, Delivery, Person)
}
