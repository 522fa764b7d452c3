from __future__ import annotations

import json

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.basics.errors import InvalidTypeError
from qoo10model.basics.findings import Severity
from qoo10model.formats import qapi
from qoo10model.formats.bulkreplies import (
    RowResult,
    check_confirmed,
    check_shipped,
    read_results,
)
from qoo10model.formats.bulkrequests import (
    BulkCall,
    SellerCheck,
    SendingInfo,
    seller_checks,
    sending_infos,
)
from qoo10model.formats.readings import Reading
from qoo10model.formats.replies import QapiError
from qoo10model.orders import Delivery, OrderLine, OrderStatus


DATA = Path(__file__).parent / "data"
ON = date(2026, 5, 14)
PLANNED = date(2026, 5, 19)


def checks(*numbers: int) -> BulkCall[SellerCheck]:
    """
    The call that confirms some orders.
    """
    values = tuple(SellerCheck(number, PLANNED) for number in numbers)
    return seller_checks(values, on=ON).calls[0]


def infos(*numbers: int) -> BulkCall[SendingInfo]:
    """
    The call that registers the tracking number of some orders.
    """
    values = tuple(SendingInfo(number, "佐川急便", "500000000010") for number in numbers)
    return sending_infos(values, on=ON).calls[0]


def reply(*rows: Any) -> dict[str, Any]:
    """
    A reply with those rows.
    """
    return {"ResultObject": list(rows), "ResultCode": 0, "ResultMsg": "SUCCESS"}


def codes(reading: Reading[RowResult]) -> list[tuple[str, int | None]]:
    """
    The findings by code and order.
    """
    return [(finding.code.rpartition(".")[2], finding.order_no) for finding in reading.findings]


def load(name: str) -> Any:
    """
    A sample reply.
    """
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def line(order_no: int = 7, **more: Any) -> OrderLine:
    """
    An order that was sent with the tracking number of these tests.
    """
    facts: dict[str, Any] = {
        "order_no": order_no,
        "cart_no": 1,
        "item_code": "A",
        "unit_price": 1,
        "quantity": 1,
        "status": OrderStatus.ON_DELIVERY,
        "delivery": Delivery(carrier="佐川急便", tracking_no="500000000010", planned_on=PLANNED),
    }
    return OrderLine(**{**facts, **more})


# Replies


def test_the_sample_reply_to_seller_checks() -> None:
    """
    The first order was accepted, the second refused because its day is not after today.
    """
    reading = read_results(
        load("set_seller_check_bulk_response_reconstructed.json"), checks(123400000, 567800000)
    )
    assert [(one.order_no, one.code, one.is_accepted) for one in reading.values] == [
        (123400000, 0, True),
        (567800000, -10018, False),
    ]
    (finding,) = reading.findings
    assert (finding.code, finding.severity) == ("bulkreplies.refused", Severity.ERROR)
    assert (finding.row, finding.order_no) == (1, 567800000)
    assert finding.text.ja == (
        "SetSellerCheckYNBulkの応答は-10018: 発送予定日が翌日以降ではない。"
        "対処: EstShipDtを翌日以降にしてください"
    )


def test_the_sample_reply_to_sending_infos() -> None:
    """
    Numbers come as contr_no here, and −10103 is a code that nobody documents.
    """
    reading = read_results(
        load("set_sending_info_bulk_response.json"), infos(1062428737, 1062428738)
    )
    assert [(one.order_no, one.code) for one in reading.values] == [
        (1062428737, 0),
        (1062428738, -10103),
    ]
    assert codes(reading) == [("refused", 1062428738)]
    assert "-10103: a code that is not documented" in reading.findings[0].text.en


@pytest.mark.parametrize(
    "row, result, found",
    [
        ({"cont_no": 7, "result_cd": 0}, RowResult(7, 0), []),
        ({"CONT_NO": "7", "ResultCode": "0"}, RowResult(7, 0), []),
        ({"contr_no": 7, "result_cd": 0, "transc_nm": "佐川"}, RowResult(7, 0, "", "佐川"), []),
        ({"OrderNo": 7.0, "RESULT_CD": 0, "ResultMsg": " OK "}, RowResult(7, 0, "OK"), []),
        ({"cont_no": "７", "result_cd": ""}, RowResult(7, None), ["code_missing"]),
        ({"cont_no": 7}, RowResult(7, None), ["code_missing"]),
        ({"cont_no": 7, "result_cd": "x"}, RowResult(7, None), ["code_unreadable", "code_missing"]),
        ({"cont_no": 7, "result_cd": -10013}, RowResult(7, -10013), ["refused"]),
        (
            {"cont_no": 7, "result_cd": 0, "ResultCode": -10013},
            RowResult(7, -10013),
            ["codes_differ", "refused"],
        ),
        (
            {"cont_no": 7, "result_cd": -10017, "ResultCode": 0},
            RowResult(7, -10017),
            ["codes_differ", "refused"],
        ),
        ({"cont_no": 7, "result_cd": -10012}, RowResult(7, -10012), ["done_already"]),
        ({"cont_no": 7, "result_cd": 0, "ResultMsg": None}, RowResult(7, 0), []),
        # Two names of one thing: the first that says something counts.
        ({"cont_no": 7, "contr_no": 8, "result_cd": 0}, RowResult(7, 0), []),
        ({"cont_no": "", "contr_no": 7, "result_cd": 0}, RowResult(7, 0), []),
    ],
)
def test_rows_of_replies(row: dict[str, Any], result: RowResult, found: list[str]) -> None:
    """
    Keys count in any case, codes as numbers or texts; what is missing is said, never taken as success.
    """
    reading = read_results(reply(row), checks(7))
    assert reading.values == (result,)
    assert reading.values[0].is_accepted is (result.code == 0)
    assert codes(reading) == [(code, 7) for code in found]


def test_an_order_that_is_confirmed_already_is_advice() -> None:
    """
    −10012 of the seller check needs nothing more; of another call it is an error.
    """
    row = {"cont_no": 7, "result_cd": -10012, "ResultMsg": "already"}
    (advice,) = read_results(reply(row), checks(7)).findings
    assert advice.severity is Severity.ADVICE
    assert '("already")' in advice.text.en
    assert "（「already」）" in advice.text.ja
    (error,) = read_results(reply(row), infos(7)).findings
    assert error.severity is Severity.ERROR


@pytest.mark.parametrize("cell", [None, "", "なし", [7], True, 7.5])
def test_answers_without_an_order_number(cell: Any) -> None:
    """
    An answer that belongs to no row is an error, and the order has no answer.
    """
    reading = read_results(reply({"cont_no": cell, "result_cd": 0}), checks(7))
    assert reading.values == ()
    assert codes(reading) == [("order_unreadable", None), ("no_answer", 7)]


def test_answers_and_orders_are_matched() -> None:
    """
    An order without an answer, an answer without an order and a second answer are findings.
    """
    rows = (
        {"cont_no": 1, "result_cd": 0},
        {"cont_no": 1, "result_cd": 0},
        {"cont_no": 9, "result_cd": 0},
    )
    reading = read_results(reply(*rows), checks(1, 2))
    assert codes(reading) == [("answered_twice", 1), ("no_answer", 2), ("not_sent", 9)]
    assert len(reading.values) == 3


def test_rows_that_are_none() -> None:
    """
    What is no object is a finding, and unknown keys are named.
    """
    reading = read_results(reply("x", None, {"cont_no": 7, "result_cd": 0, "Foo": 1}), checks(7))
    assert codes(reading) == [("no_object", None), ("no_object", None)]
    assert reading.unknown_keys == ("Foo",)


def test_a_reply_without_rows() -> None:
    """
    A reply that only says SUCCESS tells nothing of the orders.
    """
    reading = read_results(load("set_simple_response.json"), checks(7))
    assert codes(reading) == [("result_object_missing", None), ("no_answer", 7)]
    empty = read_results({"ResultObject": None, "ResultCode": 0}, checks(7))
    assert codes(empty) == [("no_answer", 7)]
    assert codes(read_results([{"cont_no": 7, "result_cd": 0}], checks(7))) == []


@pytest.mark.parametrize(
    "answer, code, meaning",
    [
        ({"ResultObject": None, "ResultCode": -10011}, -10011, "more than 500 orders"),
        ({"ErrorCode": -90005, "ErrorMsg": "x"}, -90005, "expired"),
    ],
)
def test_a_call_that_failed_as_a_whole(answer: Any, code: int, meaning: str) -> None:
    """
    Then no row counts: it raises with the meaning of the code.
    """
    with pytest.raises(QapiError, match=meaning) as raised:
        read_results(answer, checks(7))
    assert raised.value.code == code


def test_bad_arguments() -> None:
    """
    A reply is read with the call it answers.
    """
    rows: Any = ()
    with pytest.raises(InvalidTypeError, match="BulkCall that was sent"):
        read_results(reply(), rows)
    with pytest.raises(InvalidTypeError, match="reply must be"):
        read_results("SUCCESS", checks(7))


@given(st.lists(st.tuples(st.integers(1, 20), st.sampled_from((0, -10013, None))), max_size=20))
def test_no_answer_is_dropped(drawn: list[tuple[int, int | None]]) -> None:
    """
    Each row is a result, and each order that was sent has a result or a finding.
    """
    rows = [{"cont_no": number, "result_cd": code} for number, code in drawn]
    sent = tuple(range(1, 11))
    reading = read_results(reply(*rows), checks(*sent))
    assert [(one.order_no, one.code) for one in reading.values] == drawn
    told = {one.order_no for one in reading.values if one.is_accepted}
    named = {finding.order_no for finding in reading.findings}
    assert set(sent) <= told | named


# Later


@pytest.mark.parametrize(
    "facts, found",
    [
        ({}, []),
        ({"status": OrderStatus.DELIVERED}, []),
        ({"status": OrderStatus.SELLER_CONFIRMED}, ["not_on_delivery"]),
        ({"status": OrderStatus.ON_REQUEST}, ["not_on_delivery"]),
        ({"status": OrderStatus.AWAITING_PAYMENT}, ["not_on_delivery"]),
        ({"status": None}, ["status_unknown"]),
        ({"delivery": Delivery(carrier="佐川急便", tracking_no="5000-0000-0010")}, []),
        ({"delivery": Delivery(carrier=" 佐川急便", tracking_no="500000000021")}, ["differs"]),
        ({"delivery": Delivery(carrier="ゆうパック", tracking_no="500000000010")}, ["differs"]),
        ({"delivery": Delivery()}, ["differs", "differs"]),
        ({"delivery": None}, ["differs", "differs"]),
    ],
)
def test_registered_lines_must_be_on_delivery(facts: dict[str, Any], found: list[str]) -> None:
    """
    A line that was registered turns to 配送中, with the number and carrier that were sent.
    """
    told = check_shipped(infos(7).values, (line(**facts),))
    assert [finding.code.rpartition(".")[2] for finding in told] == found
    assert all(finding.order_no == 7 for finding in told)


@pytest.mark.parametrize(
    "sent, theirs, found",
    [
        ("Sagawa", "佐川急便", []),
        ("佐川急便", "SAGAWA", []),
        ("Sagawa", "ゆうパック", ["differs"]),
        ("赤帽", "佐川急便", ["differs"]),
        ("佐川急便", "赤帽", ["differs"]),
        ("赤帽", "福山", ["differs"]),
    ],
)
def test_a_carrier_is_the_same_by_any_of_its_names(
    sent: str, theirs: str, found: list[str]
) -> None:
    """
    The platform takes two names of Sagawa, and may answer with the other one.
    """
    delivery = Delivery(carrier=theirs, tracking_no="500000000010")
    dated = line(delivery=delivery, shipped_on=date(2026, 5, 15))
    told = check_shipped((SendingInfo(7, sent, "500000000010"),), (dated,))
    assert [finding.code.rpartition(".")[2] for finding in told] == found


def test_an_order_that_is_not_among_the_lines() -> None:
    """
    On a day on which nothing was fetched nothing is proved: the order is absent, no more.
    """
    (told,) = check_shipped(infos(7).values, ())
    assert (told.code, told.severity) == ("bulkreplies.order_absent", Severity.WARNING)
    assert "claims" in told.text.en
    assert check_shipped((), (line(),)) == ()


def test_only_what_was_sent_is_looked_for() -> None:
    """
    Order numbers alone, and lines in place of what was sent, are refused.
    """
    number: Any = (7,)
    rows: Any = (line(),)
    with pytest.raises(InvalidTypeError, match="infos must be SendingInfo values"):
        check_shipped(rows, rows)
    with pytest.raises(InvalidTypeError, match="lines must be OrderLine values"):
        check_shipped((), number)
    with pytest.raises(InvalidTypeError, match="checks must be SellerCheck values"):
        check_confirmed(rows, rows)
    with pytest.raises(InvalidTypeError, match="lines must be OrderLine values"):
        check_confirmed((), number)


def test_what_the_platform_has_is_named() -> None:
    """
    A difference names both sides.
    """
    (told,) = check_shipped(infos(7).values, (line(delivery=Delivery(carrier="佐川急便")),))
    assert told.text.en == ("the tracking number is nothing at the platform, 500000000010 was sent")
    assert told.text.ja == "送り状番号が「空」になっている（送信したのは「500000000010」）"


@pytest.mark.parametrize(
    "facts, found",
    [
        ({"status": OrderStatus.SELLER_CONFIRMED}, []),
        ({}, []),
        ({"status": OrderStatus.ON_REQUEST}, ["not_confirmed"]),
        ({"status": None}, ["status_unknown"]),
        ({"delivery": Delivery(planned_on=date(2026, 5, 20))}, ["differs"]),
        ({"delivery": Delivery()}, ["differs"]),
        ({"delivery": None}, ["differs"]),
    ],
)
def test_confirmed_lines_must_have_left_the_request(
    facts: dict[str, Any], found: list[str]
) -> None:
    """
    A line that was confirmed leaves 配送要請 and has the planned day that was sent.
    """
    told = check_confirmed(checks(7).values, (line(**facts),))
    assert [finding.code.rpartition(".")[2] for finding in told] == found
    assert [one.code for one in check_confirmed(checks(7).values, ())] == [
        "bulkreplies.order_absent"
    ]


def test_qapi_offers_them() -> None:
    """
    Whoever imports `qapi` reads the replies there, too.
    """
    assert qapi.read_results is read_results
    assert qapi.check_shipped is check_shipped
    assert qapi.check_confirmed is check_confirmed
