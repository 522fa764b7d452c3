from __future__ import annotations

from datetime import date, datetime
from typing import Any

import attrs
import pytest

from qoo10model import JST
from qoo10model.claims import Claim, ClaimStatus, NonReceipt, Remedy
from qoo10model.deliveries import Person
from qoo10model.formats import qapi


# Every field of the reference, in its case and order, each with a value of its own.
ROW: dict[str, Any] = {
    "claimStatus": "15",
    "cancelRefundDate": "2026-05-06 10:00:00",
    "reason": "理由",
    "requestDate": "2026-05-04 09:00:00",
    "orderDate": "2026-04-20 12:00:00",
    "PaymentDate": "2026-04-20 12:00:03",
    "shippingDate": "2026-04-22 15:30:00",
    "DeliveredDate": "2026-04-24 12:00:00",
    "orderNo": 1000000014,
    "packNo": 900000014,
    "itemCode": "100000002",
    "sellerItemCode": "SKU-B",
    "itemTitle": "見本商品B",
    "orderQty": 3,
    "paymentNation": "JP",
    "currency": "JPY",
    "paymentAmount": "4,500",
    "deliveryCompany": "佐川急便",
    "trackingNo": "500000000010",
    "deliveryCompanyReturn": "ヤマト宅急便",
    "trackingNoReturn": "400000000013",
    "pickupAddress": "架空区 9-9",
    "zipCode": "000-0009",
    "paymentReturnShipping": "着払い",
    "itemCondition": "未開封",
    "receiver": "架空 太郎",
    "receiverTel": "+81-3-0000-0001",
    "receiverMobile": "+81-90-0000-0001",
    "buyer": "架空 花子",
    "buyerTel": "+81-3-0000-0002",
    "buyerMobile": "+81-90-0000-0002",
    "CODCancelPrice": 10,
    "CODQrefundPrice": 20,
    "CODCancelRelatedOrder": "1000000015",
    "nrDutyTarget": "SL",
    "nrSolType": "NC",
    "nrPartRefundCnt": 1,
    "nrPartRefundBalance": 1500,
}
WHOLE = Claim(
    order_no=1000000014,
    cart_no=900000014,
    status=ClaimStatus.NON_RECEIPT_PARTLY_REFUNDED,
    requested_at=datetime(2026, 5, 4, 9, 0, tzinfo=JST),
    completed_at=datetime(2026, 5, 6, 10, 0, tzinfo=JST),
    reason="理由",
    quantity=3,
    amount_paid=4_500,
    partial_refunds=1,
    partial_refund_balance=1_500,
    duty_target="SL",
    solution="NC",
    item_code="100000002",
    seller_code="SKU-B",
    title="見本商品B",
    ordered_at=datetime(2026, 4, 20, 12, 0, tzinfo=JST),
    paid_at=datetime(2026, 4, 20, 12, 0, 3, tzinfo=JST),
    shipped_on=date(2026, 4, 22),
    delivered_on=date(2026, 4, 24),
    payment_nation="JP",
    carrier="佐川急便",
    tracking_no="500000000010",
    return_carrier="ヤマト宅急便",
    return_tracking_no="400000000013",
    return_shipping="着払い",
    item_condition="未開封",
    cod_cancel_price=10,
    cod_refund_price=20,
    cod_cancel_related="1000000015",
    buyer=Person(name="架空 花子", phone="+81-3-0000-0002", mobile="+81-90-0000-0002"),
    receiver=Person(name="架空 太郎", phone="+81-3-0000-0001", mobile="+81-90-0000-0001"),
    pickup=Person(postal_code="000-0009", address="架空区 9-9"),
)


def test_a_claim_row_is_read_in_full() -> None:
    """
    Each of the 38 fields of the reference is in the claim, none is left over.
    """
    reading = qapi.read_claims([ROW])
    assert len(ROW) == 38
    assert reading.values == (WHOLE,)
    assert (reading.findings, reading.unknown_keys) == ((), ())
    assert (WHOLE.not_received, WHOLE.remedy) == (NonReceipt.PART, Remedy.REFUND)
    assert WHOLE.completed_on == date(2026, 5, 6)


@pytest.mark.parametrize("key", [key for key in ROW if key not in {"orderNo", "claimStatus"}])
def test_each_field_may_be_missing(key: str) -> None:
    """
    A field that is blank or not there is not told; the rest of the claim is the same.
    """
    for row in ({**ROW, key: ""}, {**ROW, key: None}, {k: v for k, v in ROW.items() if k != key}):
        reading = qapi.read_claims([row])
        (claim,) = reading.values
        different = {
            field.name
            for field in attrs.fields(Claim)
            if getattr(claim, field.name) != getattr(WHOLE, field.name)
        }
        assert len(different) == (2 if key == "cancelRefundDate" else key != "currency")
        assert reading.findings == ()


@pytest.mark.parametrize(
    ("cell", "status"),
    [
        ("1", 1),
        (2, 2),
        ("キャンセル完了(3)", 3),
        ("返品要請", 4),
        ("Returning(5)", 5),
        ("１１", 11),
        ("16", 16),
        ("7", None),
        ("取消", None),
        (["3"], None),
    ],
    ids=str,
)
def test_a_status_comes_as_code_word_or_both(cell: Any, status: int | None) -> None:
    """
    What is not understood is None, is kept as text, and is a finding.
    """
    reading = qapi.read_claims([{**ROW, "claimStatus": cell}])
    (claim,) = reading.values
    assert claim.status is (None if status is None else ClaimStatus(status))
    assert bool(claim.status_text) is bool(reading.findings) is (status is None)
