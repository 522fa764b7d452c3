from __future__ import annotations

import json
import pathlib

from datetime import date
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.claims import merge
from qoo10model.formats import qapi
from qoo10model.orders import OrderStatus
from qoo10model.rules.claims import ClaimStatus


METHOD = "GetShippingAndClaimInfoByOrderNo_V2"
SAMPLES = pathlib.Path(__file__).parent / "data"
SAMPLE = SAMPLES / "order_and_claim_by_orderno_v2_reconstructed.json"

ROW: dict[str, Any] = {
    "shippingStatus": "Seller confirm(3)",
    "sellerID": "mihonshop",
    "packNo": 93001122,
    "orderDate": "2026-05-11 11:58:00",
    "PaymentDate": "2026-05-11 12:00:00",
    "shippingDate": "",
    "DeliveredDate": "",
    "OrderType": "N",
    "orderNo": 1062428737,
    "itemCode": "100000001",
    "orderPrice": 1326,
    "orderQty": 2,
    "discount": 0,
    "total": 2652,
    "Cart_Discount_Seller": 0,
    "Cart_Discount_Qoo10": 0,
    "receiver": "架空 太郎",
    "zipCode": "000-0001",
    "shippingAddr": "架空区 1-2",
    "currency": "JPY",
    "claimStatus": "1",
    "requestDate": "2026-05-12 09:00:00",
    "cancelRefundDate": "",
    "reason": "注文変更",
    "pickupAddress": "架空区 9-9",
    "pickupzipCode": "000-0009",
    "nrDutyTarget": "",
}


def test_a_row_gives_the_order_and_its_claim() -> None:
    """
    Both halves are read, and the order type is kept as the platform's word.
    """
    reading = qapi.read_orders_and_claims({"ResultCode": 0, "ResultObject": [ROW]})
    (both,) = reading.values
    assert both.line is not None
    assert both.claim is not None
    assert (both.order_no, both.order_type) == (1062428737, "N")
    assert (both.line.status, both.line.gross) == (OrderStatus.SELLER_CONFIRMED, 2_652)
    assert (both.claim.status, both.claim.reason) == (ClaimStatus.CANCEL_REQUESTED, "注文変更")
    assert both.claim.requested_at is not None
    assert both.claim.requested_at.date() == date(2026, 5, 12)
    assert reading.unknown_keys == ()
    assert (both.line.unread, both.claim.unread) == ((), ())


def test_receiver_and_pick_up_are_two_places() -> None:
    """
    The zip code of the row is the receiver's, that of the pick-up has a key of its own.
    """
    (both,) = qapi.read_orders_and_claims([ROW]).values
    assert both.line is not None
    assert both.line.receiver is not None
    assert both.claim is not None
    assert both.claim.pickup is not None
    assert both.claim.receiver is not None
    assert both.line.receiver.postal_code == "000-0001"
    assert (both.claim.pickup.postal_code, both.claim.pickup.address) == ("000-0009", "架空区 9-9")
    assert both.claim.receiver.postal_code == ""


def test_what_the_call_does_not_give_is_said() -> None:
    """
    It has no shipping fee; that counts as none and is a finding, so the line is not for settling.
    """
    (finding,) = qapi.read_orders_and_claims([ROW]).findings
    assert (finding.code, finding.row) == ("qapi.amount_missing", 0)
    assert "ShippingRate" in finding.text.en


@pytest.mark.parametrize("status", ["", None, " "])
def test_an_order_without_a_claim_has_none(status: str | None) -> None:
    """
    A row without status, dates and reason of a claim is an order alone, without a word about claims.
    """
    row = {**ROW, "claimStatus": status, "requestDate": "", "reason": ""}
    reading = qapi.read_orders_and_claims([row])
    (both,) = reading.values
    assert both.claim is None
    assert not any("claim" in finding.code for finding in reading.findings)


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"claimStatus": 3}, ClaimStatus.CANCELLED),
        ({"claimStatus": "返品中"}, ClaimStatus.RETURN_IN_PROGRESS),
        ({"claimStatus": "x(15)"}, ClaimStatus.NON_RECEIPT_PARTLY_REFUNDED),
        ({"claimStatus": "?"}, None),
        ({"claimStatus": ""}, None),
    ],
    ids=str,
)
def test_claim_statuses_read_as_in_the_claim_list(
    changes: dict[str, Any], status: ClaimStatus | None
) -> None:
    """
    Code, word or both; one that is not understood leaves the claim without a status.
    """
    (both,) = qapi.read_orders_and_claims([{**ROW, **changes}]).values
    assert both.claim is not None
    assert both.claim.status is status


def test_half_a_row_is_better_than_none() -> None:
    """
    A row that makes no line still has its claim; findings have the index of the row in the reply.
    """
    broken = {**ROW, "orderPrice": "", "cancelRefundDate": "gestern"}
    reading = qapi.read_orders_and_claims([{"orderNo": 1}, 7, {**ROW, "orderNo": ""}, broken])
    (both,) = reading.values
    assert (both.line, both.claim is None) == (None, False)
    rows = {(finding.row, finding.code) for finding in reading.findings}
    assert {(0, "rows.cell_missing"), (1, "rows.not_an_object"), (2, "rows.cell_missing")} <= rows
    assert {(3, "rows.cell_missing"), (3, "rows.cell_left_out")} <= rows


def test_keys_count_in_any_case_and_unknown_ones_are_kept() -> None:
    """
    As in the other replies.
    """
    row = {key.upper(): cell for key, cell in ROW.items()}
    reading = qapi.read_orders_and_claims([{**row, "NewKey": "x"}])
    (both,) = reading.values
    assert both.line is not None
    assert both.claim is not None
    assert both.claim.status is ClaimStatus.CANCEL_REQUESTED
    assert reading.unknown_keys == ("NewKey",)
    assert both.line.unread == both.claim.unread == (("NewKey", "x"),)


@pytest.mark.parametrize("rows", [None, [], ""])
def test_an_empty_reply_is_no_order(rows: Any) -> None:
    """
    Nothing found is no error.
    """
    assert qapi.read_orders_and_claims({"ResultCode": "0", "ResultObject": rows}).values == ()


@pytest.mark.parametrize("code", [-10002, -10003])
def test_errors_are_those_of_the_call(code: int) -> None:
    """
    -10002 and -10003 mean the order number, not a search date or a period.
    """
    with pytest.raises(qapi.QapiError, match=METHOD) as failed:
        qapi.read_orders_and_claims({"ResultCode": code, "ResultObject": None})
    assert failed.value.meaning != qapi.QapiError("GetClaimInfo_V3", code).meaning


def test_a_lookup_goes_into_the_state_of_the_orders() -> None:
    """
    The claim that a look-up by number found explains the order in the next merge.
    """
    (both,) = qapi.read_orders_and_claims([ROW]).values
    assert both.line is not None
    assert both.claim is not None
    state = merge((both.line,), (), (both.claim,), window=())
    assert state.order(1062428737).open_claims == (both.claim,)


cells = st.one_of(
    st.none(), st.integers(-5, 10**10), st.text(max_size=8), st.floats(), st.lists(st.integers())
)


@given(st.lists(st.dictionaries(st.sampled_from([*ROW, "x"]), cells, max_size=12), max_size=4))
def test_no_row_stops_the_others(rows: list[dict[str, Any]]) -> None:
    """
    Whatever stands in the rows, each gives a value or a finding, and the last row is read.
    """
    reading = qapi.read_orders_and_claims([*rows, ROW])
    assert reading.values[-1].order_no == ROW["orderNo"]
    assert len(reading.values) + len({finding.row for finding in reading.findings}) > len(rows)


def test_the_sample_of_the_reference_is_read_whole() -> None:
    """
    All its keys are known, in both halves.
    """
    reading = qapi.read_orders_and_claims(json.loads(SAMPLE.read_text(encoding="utf-8")))
    (both,) = reading.values
    assert both.claim is not None
    assert both.claim.status is ClaimStatus.RETURN_IN_PROGRESS
    assert reading.unknown_keys == ()
