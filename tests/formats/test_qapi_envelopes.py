from __future__ import annotations

import pickle

from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.basics.errors import InvalidTypeError, Qoo10ModelError
from qoo10model.formats import qapi
from qoo10model.formats.qapi import QapiError


ROW = {"orderNo": 1, "packNo": 2, "itemCode": "A", "orderPrice": 500, "orderQty": 1}


@pytest.mark.parametrize(
    "reply",
    [
        {"ResultObject": [ROW], "ResultCode": 0, "ResultMsg": "SUCCESS"},
        {"ResultObject": [ROW], "ResultCode": "0"},
        {"resultobject": (ROW,), "RESULTCODE": "０"},
        {"ResultObject": ROW, "ResultCode": 0},
        [ROW],
        (ROW,),
        ROW,
    ],
)
def test_all_forms_of_a_reply_give_the_same_line(reply: Any) -> None:
    """
    A list, one object, and rows without an envelope read alike, in any key case.
    """
    assert [line.gross for line in qapi.read_orders(reply).values] == [500]


@pytest.mark.parametrize("nothing", [None, [], "", " "])
def test_an_empty_reply_has_no_rows(nothing: Any) -> None:
    """
    Null, an empty list and a blank ResultObject are success without rows.
    """
    reading = qapi.read_orders({"ResultObject": nothing, "ResultCode": 0})
    assert (reading.values, reading.findings) == ((), ())
    assert repr(reading) == "Reading(0 values, 0 findings, unknown_keys=())"


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        ({"ResultObject": [ROW]}, "qapi.result_code_missing"),
        ({"ResultObject": [ROW], "ResultCode": ""}, "qapi.result_code_missing"),
        ({"ResultCode": 0}, None),
    ],
)
def test_an_odd_envelope_is_a_finding(reply: Any, code: str | None) -> None:
    """
    A reply that does not say whether it succeeded, or has no ResultObject, is said to be odd.
    """
    findings = qapi.read_orders(reply).findings
    assert findings
    assert code is None or findings[0].code == code


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        ({"ResultObject": None, "ResultCode": -10000, "ResultMsg": "Please check"}, -10000),
        ({"ResultObject": None, "ResultCode": "-90005"}, -90005),
        ({"ErrorCode": -90001, "ErrorMsg": "The API does not exist"}, -90001),
        ({"ResultCode": -123456, "ResultMsg": 5}, -123456),
        ({"ResultCode": -10003, "ResultMsg": {"a": 1}}, -10003),
        ({"ResultCode": 0, "ErrorCode": "-90004", "ErrorMsg": "expired"}, -90004),
    ],
)
def test_an_error_reply_raises(reply: Any, code: int) -> None:
    """
    A code other than 0, as int or text, in either envelope, raises with code, meaning and advice.
    """
    with pytest.raises(QapiError) as failed:
        qapi.read_orders(reply, method="ShippingBasic.GetShippingInfo_v3")
    error = failed.value
    assert (error.code, error.method) == (code, "ShippingBasic.GetShippingInfo_v3")
    assert isinstance(error, Qoo10ModelError)
    assert isinstance(error, RuntimeError)
    assert error.meaning.en
    assert error.meaning.ja
    assert error.advice.en
    assert error.advice.ja
    assert str(code) in str(error)
    assert str(code) in error.in_("ja")
    again = pickle.loads(pickle.dumps(error))
    assert (again.code, again.method, again.message) == (error.code, error.method, error.message)


def test_the_same_code_means_different_things() -> None:
    """
    -10003 is a bad status for orders and a period above 90 days for claims.
    """
    orders = QapiError("GetShippingInfo", -10003).meaning
    claims = QapiError("GetClaimInfo_V3", -10003).meaning
    assert orders != claims
    assert "90" in claims.ja


def test_an_error_without_a_message_quotes_none() -> None:
    """
    The message of the platform stands in quotes where there is one.
    """
    assert "「expired」" in QapiError("GetShippingInfo", -90005, "expired").in_("ja")
    assert "「" not in QapiError("GetShippingInfo", -90005).in_("ja")
    assert '"expired"' in QapiError("GetShippingInfo", -90005, "expired").in_("en")
    assert '"' not in QapiError("GetShippingInfo", -90005).in_("en")


@pytest.mark.parametrize(
    "reply",
    [None, "text", 5, 1.5, b"{}", {"other": 1}, {}, {"ResultObject": 5, "ResultCode": 0}],
)
def test_what_is_no_reply_is_refused(reply: Any) -> None:
    """
    Anything that is neither envelope, rows nor a row is an error that says what was expected.
    """
    with pytest.raises(InvalidTypeError, match="got"):
        qapi.read_orders(reply)


@pytest.mark.parametrize("code", ["SUCCESS", 1.5, [0], {"a": 1}])
def test_a_code_that_is_no_number_is_refused(code: Any) -> None:
    """
    A result code must be a whole number.
    """
    with pytest.raises(InvalidTypeError, match="code of the reply"):
        qapi.read_orders({"ResultObject": [], "ResultCode": code})


def test_rows_that_are_no_objects_are_findings() -> None:
    """
    A row that is a list, a text or null is a finding with its index, and the others go on.
    """
    reading = qapi.read_orders([["a"], "b", None, ROW, 5])
    assert len(reading.values) == 1
    refused = [f.row for f in reading.findings if f.severity.name == "ERROR"]
    assert set(refused) == {0, 1, 2, 4}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*ROW, "ResultObject", "ResultCode", "discount", "PaymentDate", "x"]),
            inner,
            max_size=6,
        )
    ),
    max_leaves=12,
)


@given(reply=JSON)
def test_nothing_json_shaped_crashes_the_readers(reply: Any) -> None:
    """
    Whatever JSON holds is read, or refused with one of the two errors that say why.
    """
    for read in (qapi.read_orders, qapi.read_claims):
        try:
            values: tuple[object, ...] = read(reply).values
        except (QapiError, InvalidTypeError):
            continue
        assert isinstance(values, tuple)
