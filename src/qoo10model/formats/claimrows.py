"""
Claim rows (クレーム行): the rows of GetClaimInfo_V3 as claims.

Only the order number is needed. Any other cell that cannot be read counts as not given, with a
finding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qoo10model.basics.findings import Message, Severity
from qoo10model.basics.texts import Text
from qoo10model.claims import Claim, ClaimStatus
from qoo10model.deliveries import Person
from qoo10model.formats.cells import UnreadableError, code_in, is_blank, kept, plain, text
from qoo10model.formats.columns import Memo
from qoo10model.formats.layouts import folded
from qoo10model.formats.making import made, made_once


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qoo10model.formats.sheets import Sheet

__all__ = ("CLAIM_KEYS", "claim_status", "claims_in")

_NAMES: Final = (
    "claimStatus cancelRefundDate reason requestDate orderDate PaymentDate shippingDate DeliveredDate "
    "orderNo packNo itemCode sellerItemCode itemTitle orderQty paymentNation currency paymentAmount "
    "deliveryCompany trackingNo deliveryCompanyReturn trackingNoReturn pickupAddress zipCode "
    "paymentReturnShipping itemCondition receiver receiverTel receiverMobile buyer buyerTel "
    "buyerMobile CODCancelPrice CODQrefundPrice CODCancelRelatedOrder nrDutyTarget nrSolType "
    "nrPartRefundCnt nrPartRefundBalance sellerID"
)
CLAIM_KEYS: Final[Mapping[str, str]] = {
    **{folded(name): name for name in _NAMES.split()},
    "contrno": "orderNo",
    "contno": "orderNo",
    "pickupzipcode": "zipCode",
}
"""
The field that a folded key means.
"""

_STATUSES: Final = {status.value: status for status in ClaimStatus}
_STATUS_NAMES: Final = {
    label.casefold(): status
    for status in ClaimStatus
    for label in (status.label.en, status.label.ja)
}
_STATUS: Final = Text("a claim status such as 3", "3のようなクレーム状態")
_STATUS_MISSING: Final = Message(
    "qapi.claim_status_missing",
    Severity.WARNING,
    Text("{key} is not given", "{key}の記載がない"),
)
_LONGEST_SHOWN: Final = 40
_YEN: Final = "JPY"


def claim_status(cell: object) -> ClaimStatus | None:
    """
    Return the claim status in *cell*, None where it is blank.

    It may be a code, a text that ends with the code in parentheses, or a name. Raises
    `UnreadableError` for anything else.

    >>> claim_status("3"), claim_status("返品完了"), claim_status("x(15)")
    (ClaimStatus.CANCELLED, ClaimStatus.RETURNED, ClaimStatus.NON_RECEIPT_PARTLY_REFUNDED)
    """
    words = text(cell)
    if not words:
        return None
    code = code_in(words)
    status = _STATUS_NAMES.get(plain(words).casefold()) if code is None else _STATUSES.get(code)
    if status is None:
        # A text that ends with a code is the platform's; any other may be anything.
        raise UnreadableError(_STATUS, "" if code is None else words[-_LONGEST_SHOWN:])
    return status


def claims_in(sheet: Sheet) -> list[tuple[int, Claim]]:
    """
    Return the claims of *sheet*, each with the index of its row.
    """
    sheet.numbers = numbers = sheet.needed("orderNo", 1)
    statuses = sheet.read("claimStatus", Memo(claim_status), None)
    claims = made(
        Claim,
        sheet.count,
        order_no=numbers,
        cart_no=sheet.amounts("packNo", refusing=False),
        status=statuses,
        status_text=_status_texts(sheet, statuses),
        requested_at=sheet.moments("requestDate"),
        completed_at=sheet.moments("cancelRefundDate"),
        reason=sheet.texts("reason"),
        quantity=sheet.amounts("orderQty", refusing=False),
        amount_paid=sheet.amounts("paymentAmount", refusing=False),
        currency=[name.upper() or _YEN for name in sheet.texts("currency")],
        partial_refunds=sheet.amounts("nrPartRefundCnt", refusing=False),
        partial_refund_balance=sheet.amounts("nrPartRefundBalance", refusing=False),
        duty_target=sheet.texts("nrDutyTarget"),
        solution=sheet.texts("nrSolType"),
        shop=sheet.texts("sellerID"),
        item_code=sheet.texts("itemCode"),
        seller_code=sheet.texts("sellerItemCode"),
        title=sheet.texts("itemTitle"),
        ordered_at=sheet.moments("orderDate"),
        paid_at=sheet.moments("PaymentDate"),
        shipped_on=sheet.days("shippingDate"),
        delivered_on=sheet.days("DeliveredDate"),
        payment_nation=sheet.texts("paymentNation"),
        carrier=sheet.texts("deliveryCompany"),
        tracking_no=sheet.texts("trackingNo"),
        return_carrier=sheet.texts("deliveryCompanyReturn"),
        return_tracking_no=sheet.texts("trackingNoReturn"),
        return_shipping=sheet.texts("paymentReturnShipping"),
        item_condition=sheet.texts("itemCondition"),
        cod_cancel_price=sheet.amounts("CODCancelPrice", refusing=False),
        cod_refund_price=sheet.amounts("CODQrefundPrice", refusing=False),
        cod_cancel_related=sheet.texts("CODCancelRelatedOrder"),
        buyer=made_once(
            Person,
            sheet.count,
            name=sheet.own_texts("buyer"),
            phone=sheet.phones("buyerTel"),
            mobile=sheet.phones("buyerMobile"),
        ),
        receiver=made_once(
            Person,
            sheet.count,
            name=sheet.own_texts("receiver"),
            phone=sheet.phones("receiverTel"),
            mobile=sheet.phones("receiverMobile"),
        ),
        pickup=made_once(
            Person,
            sheet.count,
            postal_code=sheet.own_texts("zipCode"),
            address=sheet.own_texts("pickupAddress"),
        ),
        unread=sheet.unread(),  # last: reading the others adds to it
    )
    return [
        (row, claim)
        for at, (row, claim) in enumerate(zip(sheet.rows, claims, strict=True))
        if at not in sheet.refused and isinstance(claim, Claim)
    ]


def _status_texts(sheet: Sheet, statuses: Sequence[ClaimStatus | None]) -> list[str]:
    column = sheet.column("claimStatus") or (None,) * sheet.count
    for at, status in enumerate(statuses):
        if status is None and is_blank(column[at]):
            sheet.note(at, _STATUS_MISSING, key=sheet.key("claimStatus"))
    return [
        "" if status is not None or is_blank(cell) else kept(cell)
        for status, cell in zip(statuses, column, strict=True)
    ]
