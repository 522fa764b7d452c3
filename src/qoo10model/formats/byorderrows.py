"""
Rows by order number (注文番号照会): the rows of GetShippingAndClaimInfoByOrderNo_V2.

Such a row is an order row and a claim row in one. It has no shipping fee, settlement price or seller's
part of the discount, and its ``zipCode`` is the receiver's; that of the pick-up is ``pickupzipCode``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

import attrs

from qoo10model.claimrecords import Claim, OrderAndClaim
from qoo10model.formats.cells import is_blank
from qoo10model.formats.claimrows import CLAIM_KEYS, claims_in
from qoo10model.formats.layouts import folded
from qoo10model.formats.orderkeys import ORDER_KEYS
from qoo10model.formats.orderrows import OrderRows
from qoo10model.formats.sheets import sheets_of


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qoo10model.basics.findings import Finding

__all__ = ("BY_ORDER_KEYS", "orders_and_claims_in")

# Keys that only the other half of the row has are known there, and of no meaning in this one.
BY_ORDER_KEYS: Final[Mapping[str, str]] = {
    **{key: f"claim {field}" for key, field in CLAIM_KEYS.items()},
    **ORDER_KEYS,
    "ordertype": "OrderType",
}
"""
The field of an order that a folded key means.
"""

_OF_CLAIM: Final[Mapping[str, str]] = {
    **{key: f"order {field}" for key, field in BY_ORDER_KEYS.items()},
    **CLAIM_KEYS,
    "zipcode": "order zipCode",
}
_TELLING: Final = frozenset({"claimstatus", "requestdate", "cancelrefunddate", "reason"})


def orders_and_claims_in(
    rows: Sequence[object], findings: list[Finding], unknown: set[str]
) -> tuple[OrderAndClaim, ...]:
    """
    Return what *rows* say; what is odd is added to *findings*, keys of no meaning to *unknown*.

    A row without a claim status, a date of a claim and a reason has no claim.

    >>> row = {"orderNo": 7, "claimStatus": "3"}
    >>> [one.claim.status.name for one in orders_and_claims_in([row], [], set())]
    ['CANCELLED']
    """
    orders = OrderRows(len(rows), findings)
    types: dict[int, str] = {}
    for sheet in sheets_of(rows, BY_ORDER_KEYS, findings):
        orders.read(sheet)
        types.update(zip(sheet.rows, sheet.texts("OrderType"), strict=True))
        unknown.update(sheet.unknown_keys)
    claims = _claims(rows, findings)
    return tuple(
        OrderAndClaim(line, claims.get(at), types.get(at, ""))
        for at, line in enumerate(orders.lines)
        if line is not None or at in claims
    )


def _claims(rows: Sequence[object], findings: list[Finding]) -> dict[int, Claim]:
    numbers = [at for at, row in enumerate(rows) if _has_claim(row)]
    found: list[Finding] = []
    claims: dict[int, Claim] = {}
    for sheet in sheets_of([rows[at] for at in numbers], _OF_CLAIM, found):
        claims.update((numbers[row], claim) for row, claim in claims_in(sheet))
    findings += (
        attrs.evolve(one, row=None if one.row is None else numbers[one.row]) for one in found
    )
    return claims


def _has_claim(row: object) -> bool:
    if not isinstance(row, dict):
        return False
    cells = cast("dict[object, object]", row).items()
    return any(folded(key) in _TELLING and not is_blank(cell) for key, cell in cells)
