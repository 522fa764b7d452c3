"""
QAPI (Qoo10のAPI): replies of the API become order lines and claims, with findings for what is odd.

Pass what `json.loads` made of the reply. Nothing is dropped in silence: a row that cannot be read is a
finding, a cell that cannot is kept as text in `unread` of its value, and so is every key that is not
known. The API gives times in Japanese time and amounts with tax.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qoo10model.formats.bulkreplies import (
    RowResult,
    check_confirmed,
    check_shipped,
    read_results,
)
from qoo10model.formats.bulkrequests import (
    BulkCall,
    BulkRequest,
    SellerCheck,
    SendingInfo,
    seller_checks,
    sending_infos,
    sending_infos_of,
)
from qoo10model.formats.byorderrows import BY_ORDER_KEYS, orders_and_claims_in
from qoo10model.formats.claimrows import CLAIM_KEYS, claims_in
from qoo10model.formats.inquiryrows import INQUIRY_KEYS, inquiries_in
from qoo10model.formats.making import collection_paused
from qoo10model.formats.orderkeys import ORDER_KEYS
from qoo10model.formats.orderrows import OrderRows
from qoo10model.formats.readings import Reading
from qoo10model.formats.replies import QapiError, rows_in
from qoo10model.formats.sheets import sheets_of


if TYPE_CHECKING:
    from collections.abc import Iterable

    from qoo10model.basics.findings import Finding
    from qoo10model.claims import Claim, OrderAndClaim
    from qoo10model.inquiries import Inquiry
    from qoo10model.orders import OrderLine

__all__ = (
    "BulkCall",
    "BulkRequest",
    "QapiError",
    "Reading",
    "RowResult",
    "SellerCheck",
    "SendingInfo",
    "check_confirmed",
    "check_shipped",
    "read_claims",
    "read_inquiries",
    "read_orders",
    "read_orders_and_claims",
    "read_results",
    "seller_checks",
    "sending_infos",
    "sending_infos_of",
)


def read_orders(reply: object, *, method: str = "GetShippingInfo") -> Reading[OrderLine]:
    """
    Return the order lines in a reply of GetShippingInfo, version 2 or 3.

    *reply* is the object that the API sent, a list of its rows, or one row. Keys count in any case,
    numbers as numbers or texts, dates in any of the forms the API has; a blank is None, never 0.
    *method* names the call in errors.

    A row without order number, cart number, item code, unit price or quantity, with an amount that is
    no whole number of yen, or that contradicts itself, is a finding and no line. Which amounts count
    as none where they are not given stands in `qoo10model.formats.ordermoney`. The discount that is
    not marked as the seller's is of unknown kind. What `orders.check` says of a line is among the
    findings, too. A row that comes twice gives two lines.

    The garbage collector rests while the lines are made. Raises `QapiError` if the reply tells of an
    error, and `InvalidTypeError` if it is no reply.

    >>> row = {"orderNo": "1,062", "packNo": 9, "ItemNo": "A", "orderPrice": "１５００", "orderQty": 2.0}
    >>> read_orders({"ResultObject": [row], "ResultCode": "0"}).values[0].gross
    3000
    """
    rows, odd = rows_in(reply, method, ORDER_KEYS)
    findings: list[Finding] = []
    unknown: set[str] = set()
    orders = OrderRows(len(rows), findings)
    with collection_paused():
        for sheet in sheets_of(rows, ORDER_KEYS, findings):
            orders.read(sheet)
            unknown.update(sheet.unknown_keys)
    lines = tuple(filter(None, orders.lines))
    return Reading(lines, _in_order(odd, findings), tuple(sorted(unknown)))


def read_claims(reply: object, *, method: str = "GetClaimInfo_V3") -> Reading[Claim]:
    """
    Return the claims in a reply of GetClaimInfo_V3, as tolerant as `read_orders`.

    Only the order number must be there. A status that is not understood is None, with its text in
    `status_text` and a finding.

    >>> row = {"claimStatus": "3", "orderNo": 1062, "cancelRefundDate": "2026-05-02 09:00:01"}
    >>> read_claims([row]).values[0].completed_on
    datetime.date(2026, 5, 2)
    """
    rows, odd = rows_in(reply, method, CLAIM_KEYS)
    findings: list[Finding] = []
    unknown: set[str] = set()
    claims: list[tuple[int, Claim]] = []
    for sheet in sheets_of(rows, CLAIM_KEYS, findings):
        claims += claims_in(sheet)
        unknown.update(sheet.unknown_keys)
    in_order = sorted(claims, key=lambda numbered: numbered[0])
    values = tuple(claim for _, claim in in_order)
    return Reading(values, _in_order(odd, findings), tuple(sorted(unknown)))


def read_orders_and_claims(
    reply: object, *, method: str = "GetShippingAndClaimInfoByOrderNo_V2"
) -> Reading[OrderAndClaim]:
    """
    Return the orders with their claims in a reply of GetShippingAndClaimInfoByOrderNo_V2.

    Such a reply has one row, of which the half about the order is read as `read_orders` does and the
    half about the claim as `read_claims` does. A row that makes no line still has its claim. Rows of
    this call have no shipping fee and no seller's part of the discount, so a line of it is not for
    settling.

    >>> row = {"orderNo": 1062, "claimStatus": "5", "reason": "商品不良"}
    >>> read_orders_and_claims([row]).values[0].claim.status
    ClaimStatus.RETURN_IN_PROGRESS
    """
    rows, odd = rows_in(reply, method, BY_ORDER_KEYS)
    findings: list[Finding] = []
    unknown: set[str] = set()
    values = orders_and_claims_in(rows, findings, unknown)
    return Reading(values, _in_order(odd, findings), tuple(sorted(unknown)))


def read_inquiries(
    reply: object, *, method: str = "CSCenter.GetInquiryMessage"
) -> Reading[Inquiry]:
    """
    Return the inquiries in a reply of GetInquiryMessage, as tolerant as `read_orders`.

    Only the number of the inquiry must be there. A status or kind that is not understood is None, with
    its text in `status_text` or `kind_text` and a finding.

    >>> row = {"QUESTION_NO": "100001", "STATUS": "S1", "INQ_DT": "2026-05-02 10:00:00"}
    >>> read_inquiries([row]).values[0].status
    InquiryStatus.UNANSWERED
    """
    rows, odd = rows_in(reply, method, INQUIRY_KEYS)
    findings: list[Finding] = []
    unknown: set[str] = set()
    inquiries: list[tuple[int, Inquiry]] = []
    for sheet in sheets_of(rows, INQUIRY_KEYS, findings):
        inquiries += inquiries_in(sheet)
        unknown.update(sheet.unknown_keys)
    in_order = sorted(inquiries, key=lambda numbered: numbered[0])
    values = tuple(inquiry for _, inquiry in in_order)
    return Reading(values, _in_order(odd, findings), tuple(sorted(unknown)))


def _in_order(odd: Iterable[Finding], findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """
    Return each finding once, those about the reply first, the others by row.
    """
    by_row = sorted(findings, key=lambda finding: finding.row or 0)
    return tuple(dict.fromkeys((*odd, *by_row)))
