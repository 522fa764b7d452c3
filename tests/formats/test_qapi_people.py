from __future__ import annotations

import pickle

from typing import Any

import attrs
import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model import claims
from qoo10model.basics.errors import InvalidTypeError
from qoo10model.formats import qapi
from qoo10model.formats.qapi import QapiError


# Each stands in a personal field and nowhere else.
PEOPLE = {
    "buyer": "架空 太郎",
    "buyer_gata": "カクウ タロウ",
    "buyerTel": "+81-3-0000-0001",
    "buyerMobile": "+81-90-0000-0002",
    "buyerEmail": "buyer1@example.invalid",
    "receiver": "架空 花子",
    "receiver_gata": "カクウ ハナコ",
    "zipCode": "000-0003",
    "shippingAddr": "東京都架空区 見本町1-2-3",
    "Addr1": "東京都架空区",
    "Addr2": "見本町1-2-3",
    "receiverTel": "+81-3-0000-0004",
    "receiverMobile": "+81-90-0000-0005",
    "senderName": "架空ショップ",
    "senderTel": "+81-3-0000-9999",
    "senderZipCode": "000-0006",
    "senderAddr": "東京都架空区倉庫町9-9-9",
    "ShippingMsg": "隣の見本さんへ",
    "DelayMemo": "見本様のご要望",
    "VoucherCode": "V-000077",
    "OverseaConsignment": "Y",
    "OverseaConsignment_receiver": "KAKU HANAKO",
    "OverseaConsignment_zipCode": "000-0008",
    "OverseaConsignment_Addr1": "Sample-ro 1",
    "OverseaConsignment_Addr2": "Sample-dong 2",
}
ORDER: dict[str, Any] = {
    "shippingStatus": "Delivered(5)",
    "sellerID": "fakeseller",
    "orderNo": 1000000001,
    "packNo": 900000001,
    "itemCode": "100000001",
    "orderPrice": 1200,
    "orderQty": 1,
    "discount": 100,
    "SellerDiscount": 100,
    "total": 1100,
    "ShippingRate": 0,
    "Cart_Discount_Seller": 0,
    "Cart_Discount_Qoo10": 0,
    "orderDate": "2026-05-01 09:00:00",
    "PaymentDate": "2026-05-01 09:00:05",
    "DeliveredDate": "2026-05-04 12:00:00",
    **PEOPLE,
}
CLAIM: dict[str, Any] = {
    "claimStatus": "3",
    "orderNo": 1000000001,
    "cancelRefundDate": "2026-05-02 09:00:01",
    "reason": "隣の見本さんに断られた",
    "pickupAddress": "東京都架空区 見本町4-5-6",
    **{key: cell for key, cell in PEOPLE.items() if key.startswith(("buyer", "receiver", "zip"))},
}
SECRETS = (*PEOPLE.values(), CLAIM["reason"], CLAIM["pickupAddress"])
HIDDEN = tuple(secret for secret in SECRETS if len(secret) > 1)

JUNK: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from(("", None, "x", "1200.5", -1, 0, True, 10**20, "2026-13-01", [], {}, 1.5)),
    st.sampled_from(("2020-01-01", "Foo(9)", "1,2", "USD", "Japan")),
    st.text(max_size=5),
)


def everything_said(reading: qapi.Reading[Any]) -> str:
    """
    All texts that a reading and its parts show of themselves.
    """
    parts = (reading, *reading.values, *reading.findings)
    said = [text for part in parts for text in (str(part), repr(part))]
    return "\n".join((*said, *(finding.in_("ja") for finding in reading.findings)))


def test_people_are_carried() -> None:
    """
    Whoever prints a label finds all that the row says about people.
    """
    (line,) = qapi.read_orders(ORDER).values
    assert None not in {line.buyer, line.receiver, line.sender, line.consignee, line.delivery}
    parts = (line.buyer, line.receiver, line.sender, line.consignee, line.delivery)
    told = {cell for part in parts if part is not None for cell in attrs.astuple(part)}
    assert set(HIDDEN[: len(PEOPLE) - 1]) <= told


@given(
    changes=st.dictionaries(
        st.sampled_from([*ORDER, "NewKey", "ORDERPRICE", "Material"]), JUNK, max_size=6
    )
)
def test_orders_say_nothing_about_people(changes: dict[str, Any]) -> None:
    """
    Whatever is wrong with a row, no repr, no finding and no error has a personal text in it.
    """
    reading = qapi.read_orders([{**ORDER, **changes}])
    said = everything_said(reading)
    assert [secret for secret in HIDDEN if secret in said] == []


@given(slip=st.integers(1, len(ORDER) - 1))
def test_rows_whose_cells_slipped_say_nothing_about_people(slip: int) -> None:
    """
    Names and phone numbers that stand where amounts and dates belong are not shown either.
    """
    cells = list(ORDER.values())
    slipped = dict(zip(ORDER, cells[slip:] + cells[:slip], strict=True))
    findings = qapi.read_orders([{**slipped, "itemCode": "A"}]).findings
    said = "".join(finding.in_("en") + finding.in_("ja") for finding in findings)
    assert [secret for secret in HIDDEN if secret in said] == []


@given(changes=st.dictionaries(st.sampled_from([*CLAIM, "NewKey"]), JUNK, max_size=4))
def test_claims_say_nothing_about_people(changes: dict[str, Any]) -> None:
    """
    The reason of a claim is free text and shows as little as the people do.
    """
    reading = qapi.read_claims([{**CLAIM, **changes}])
    lines = qapi.read_orders(ORDER).values
    claimed = claims.with_claims(lines, reading.values)
    said = everything_said(reading) + str(claimed) + "".join(map(str, claimed.findings))
    assert [secret for secret in HIDDEN if secret in said] == []


@pytest.mark.parametrize(
    "reply",
    [
        "架空 太郎",
        {"buyer_name": "架空 太郎"},
        {"ResultObject": "架空 太郎", "ResultCode": 0},
        {"ResultObject": ORDER, "ResultCode": "架空 太郎"},
    ],
)
def test_refused_replies_say_nothing_about_people(reply: Any) -> None:
    """
    An error names the kind of what came, not what stood in it.
    """
    with pytest.raises((InvalidTypeError, QapiError)) as refused:
        qapi.read_orders(reply)
    assert "架空" not in str(refused.value)


def test_a_reading_survives_a_pickle() -> None:
    """
    Lines read in one process are used in another.
    """
    reading = qapi.read_orders([ORDER, {**ORDER, "orderNo": ""}])
    assert pickle.loads(pickle.dumps(reading)) == reading
