from __future__ import annotations

import datetime as dt
import itertools
import json
import pickle

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.findings import Severity
from qoo10model.formats import qapi
from qoo10model.formats.bulkrequests import (
    BulkRequest,
    SellerCheck,
    SendingInfo,
    seller_checks,
    sending_infos,
    sending_infos_of,
)
from qoo10model.orders import OrderLine
from qoo10model.rules.book import JAPAN
from qoo10model.rules.shipping import DelayType


DATA = Path(__file__).parent / "data"
ON = date(2026, 5, 14)
PLANNED = date(2026, 5, 19)


def codes(request: BulkRequest[Any]) -> list[tuple[str, int | None]]:
    """
    The findings by code and order.
    """
    return [(finding.code.rpartition(".")[2], finding.order_no) for finding in request.findings]


def info(
    order_no: int = 1062, carrier: str = "佐川急便", number: str = "500000000010"
) -> SendingInfo:
    """
    A sending info that nothing is odd about.
    """
    return SendingInfo(order_no, carrier, number)


def requested_checks(checks: Any, on: Any) -> Any:
    """
    The request of whatever is given.
    """
    return seller_checks(checks, on=on)


def requested_infos(infos: Any, on: Any) -> Any:
    """
    The request of whatever is given.
    """
    return sending_infos(infos, on=on)


def test_seller_checks_as_the_platform_wants_them() -> None:
    """
    The rows are those of the platform's own example, of texts, under its own parameter.
    """
    request = seller_checks(
        (
            SellerCheck(123400000, date(2024, 1, 1)),
            SellerCheck(567800000, date(2024, 1, 1), DelayType.CUSTOMER_REQUEST, "TEST"),
        ),
        on=date(2023, 12, 31),
    )
    (call,) = request.calls
    expected = json.loads((DATA / "set_seller_check_bulk_request.json").read_text(encoding="utf-8"))
    assert (call.method, call.parameter) == ("SetSellerCheckYNBulk", "SendPlanDtInfoJson")
    assert call.rows == expected
    assert call.order_nos == (123400000, 567800000)
    assert request.findings == ()
    assert json.loads(json.dumps(call.rows)) == expected


def test_sending_infos_as_the_platform_wants_them() -> None:
    """
    The platform's own example is sent as it is, although its numbers follow no scheme.
    """
    infos = (
        SendingInfo(123400000, "Qxpress", "A1234567890"),
        SendingInfo(567800000, "Qxpress", "B1234567890"),
    )
    request = sending_infos(infos, on=ON)
    (call,) = request.calls
    expected = json.loads((DATA / "set_sending_info_bulk_request.json").read_text(encoding="utf-8"))
    assert (call.method, call.parameter) == ("SetSendingInfoBulk", "ShippingInfoJson")
    assert call.rows == expected
    assert codes(request) == [("other_form", 123400000), ("other_form", 567800000)]
    assert request.values == infos


@pytest.mark.parametrize(
    "count, sizes",
    [(0, []), (1, [1]), (499, [499]), (500, [500]), (501, [500, 1]), (1001, [500, 500, 1])],
)
def test_a_call_has_at_most_500_rows(count: int, sizes: list[int]) -> None:
    """
    Rows go out in calls of 500, in their order.
    """
    sent = sending_infos((info(number + 1) for number in range(count)), on=ON)
    assert [len(call.rows) for call in sent.calls] == sizes
    assert [n for call in sent.calls for n in call.order_nos] == list(range(1, count + 1))
    checks = tuple(SellerCheck(number + 1, PLANNED) for number in range(count))
    assert [len(call.rows) for call in seller_checks(checks, on=ON).calls] == sizes


@pytest.mark.parametrize(
    "check, found, sent",
    [
        (SellerCheck(1, date(2026, 5, 14)), ["estimate_too_early"], False),
        (SellerCheck(1, date(2026, 5, 15)), [], True),
        (SellerCheck(1, date(2026, 6, 13)), [], True),
        (SellerCheck(1, date(2026, 6, 14)), ["estimate_too_late"], True),
        (SellerCheck(1, PLANNED, DelayType.OTHER, "x" * 1000), [], True),
        (SellerCheck(1, PLANNED, DelayType.OTHER, "x" * 1001), ["memo_too_long"], False),
        (SellerCheck(1, PLANNED, None, "あ" * 1001), ["memo_too_long"], False),
        (
            SellerCheck(1, date(2026, 5, 14), None, "x" * 1001),
            ["estimate_too_early", "memo_too_long"],
            False,
        ),
    ],
    ids=itertools.count(),
)
def test_what_of_seller_checks_is_left_out(
    check: SellerCheck, found: list[str], sent: bool
) -> None:
    """
    What is refused for certain is left out with an error; what may be is sent with a warning.
    """
    request = seller_checks((check,), on=ON)
    assert codes(request) == [(code, 1) for code in found]
    assert bool(request.values) is sent
    errors = [one for one in request.findings if one.severity is Severity.ERROR]
    assert bool(errors) is not sent


@pytest.mark.parametrize(
    "carrier, number, found, sent",
    [
        ("佐川急便", "5000-0000-0010", [], True),
        (" Sagawa ", "５０００００００００１０", [], True),
        ("佐川急便", "500000000011", ["bad_check_digit"], True),
        ("佐川急便", "50000000001", ["other_form"], True),
        ("福山通運", "1234567890", [], True),
        ("赤帽", "1", ["carrier_unknown"], True),
        # A carrier that is known, but not by which name the platform takes it.
        ("EMS（国際スピード郵便）", "EG473124829JP", ["carrier_unknown"], True),
        ("x" * 200, "1", ["carrier_unknown"], True),
        ("x" * 201, "1", ["text_refused"], False),
        ("", "500000000010", ["text_refused"], False),
        ("　", "500000000010", ["text_refused"], False),
        ("佐川\n急便", "500000000010", ["text_refused"], False),
        ("佐川急便", "", ["text_refused"], False),
        ("佐川急便", " - ", ["text_refused"], False),
        ("赤帽", "1" * 50, ["carrier_unknown"], True),
        ("赤帽", "1" * 51, ["text_refused"], False),
        ("", "", ["text_refused", "text_refused"], False),
    ],
)
def test_what_of_sending_infos_is_left_out(
    carrier: str, number: str, found: list[str], sent: bool
) -> None:
    """
    A check digit never blocks; a name or number that cannot stand in a row does.
    """
    request = sending_infos((info(1, carrier, number),), on=ON)
    assert codes(request) == [(code, 1) for code in found]
    assert bool(request.values) is sent


def test_an_order_that_comes_twice() -> None:
    """
    With the same it is sent once; with something else not at all, and the others go out.
    """
    same = sending_infos((info(1), info(2), info(1, number="5000-0000-0010")), on=ON)
    assert [value.order_no for value in same.values] == [1, 2]
    assert codes(same) == []
    other = sending_infos((info(1), info(2), info(1, number="517340968211")), on=ON)
    assert [value.order_no for value in other.values] == [2]
    assert codes(other) == [("order_repeated", 1)]
    assert other.findings[0].severity is Severity.ERROR


def test_every_line_of_a_cart_has_its_row() -> None:
    """
    One parcel with two lines takes two rows, as the API knows order numbers only.
    """
    lines = [
        OrderLine(order_no=n, cart_no=9, item_code="A", unit_price=500, quantity=1) for n in (1, 2)
    ]
    infos = sending_infos_of(lines, "佐川急便", "500000000010")
    assert infos == (info(1), info(2))
    assert sending_infos_of((), "佐川急便", "500000000010") == ()
    numbers: Any = (1062,)
    with pytest.raises(InvalidTypeError, match="lines must be OrderLine values"):
        sending_infos_of(numbers, "佐川急便", "500000000010")


@pytest.mark.parametrize(
    "make, arguments, error, message",
    [
        (SellerCheck, ("1", PLANNED), InvalidTypeError, "one order number a row"),
        (SellerCheck, ("1,2", PLANNED), InvalidTypeError, "one order number a row"),
        (SellerCheck, (1.0, PLANNED), InvalidTypeError, "as int"),
        (SellerCheck, (True, PLANNED), InvalidTypeError, "as int"),
        (SellerCheck, (0, PLANNED), InvalidValueError, "at least 1"),
        (SellerCheck, (1, "20260519"), InvalidTypeError, "ship_on must be a date"),
        (SellerCheck, (1, datetime(2026, 5, 19)), InvalidTypeError, "ship_on"),
        (SellerCheck, (1, PLANNED, 1), InvalidTypeError, r"DelayType\(1\)"),
        (SellerCheck, (1, PLANNED, None, None), InvalidTypeError, "delay_memo"),
        (SendingInfo, (1, None, "1"), InvalidTypeError, "carrier must be a text"),
        (SendingInfo, (1, "佐川急便", 500000000010), InvalidTypeError, "tracking_no"),
        (SendingInfo, (None, "佐川急便", "1"), InvalidTypeError, "order_no"),
        (requested_checks, (None, ON), InvalidTypeError, "SellerCheck values, as in a tuple"),
        (requested_checks, ((info(),), ON), InvalidTypeError, "SellerCheck values"),
        (requested_infos, (({"OrderNo": 1},), ON), InvalidTypeError, "among them"),
        (requested_checks, ((), "20260514"), InvalidTypeError, "on must be a date"),
        (requested_infos, ((), None), InvalidTypeError, "on must be a date"),
    ],
    ids=itertools.count(),
)
def test_bad_values(
    make: Any, arguments: tuple[Any, ...], error: type[Exception], message: str
) -> None:
    """
    Lists of numbers, texts for days and codes for types are refused where they are made.
    """
    with pytest.raises(error, match=message):
        make(*arguments)


def test_requests_are_values() -> None:
    """
    A request can be pickled, compared and hashed, and what it is made of shows itself as code.
    """
    check = SellerCheck(1062, PLANNED, DelayType.OTHER)
    request = seller_checks((check,), on=ON)
    assert pickle.loads(pickle.dumps(request)) == request
    assert hash(request) == hash(seller_checks((check,), on=ON))
    names = {
        "SellerCheck": SellerCheck,
        "SendingInfo": SendingInfo,
        "DelayType": DelayType,
        "datetime": dt,
    }
    assert eval(repr(check), names) == check
    assert eval(repr(info()), names) == info()
    assert repr(request.calls[0]) == "BulkCall(SetSellerCheckYNBulk, 1 row)"
    assert repr(sending_infos((info(1), info(2)), on=ON).calls[0]).endswith("2 rows)")


def test_memos_never_show() -> None:
    """
    A memo may name the buyer, so no repr has it.
    """
    check = SellerCheck(1, PLANNED, DelayType.OTHER, "架空 太郎 様")
    request = seller_checks((check,), on=ON)
    assert "架空" not in repr(check)
    assert "架空" not in repr(request)
    assert request.calls[0].rows[0]["DelayMemo"] == "架空 太郎 様"


def test_the_limit_of_the_rule_book_counts() -> None:
    """
    Another latest day in the rule book moves the warning.
    """
    near = JAPAN.replacing(JAPAN.shipping.estimate_within.with_value(4, since=date(2026, 1, 1)))
    checks = (SellerCheck(1, PLANNED),)
    assert codes(seller_checks(checks, on=ON)) == []
    assert codes(seller_checks(checks, on=ON, rules=near)) == [("estimate_too_late", 1)]


def test_qapi_offers_them() -> None:
    """
    Whoever imports `qapi` has the requests at hand.
    """
    assert qapi.seller_checks is seller_checks
    assert qapi.sending_infos is sending_infos


@given(
    st.lists(
        st.tuples(st.integers(1, 40), st.sampled_from(("500000000010", "517340968211"))),
        max_size=60,
    )
)
def test_no_order_is_lost_or_doubled(drawn: list[tuple[int, str]]) -> None:
    """
    Every order is sent exactly once or named in a finding.
    """
    request = sending_infos((info(number, number=code) for number, code in drawn), on=ON)
    sent = [value.order_no for value in request.values]
    assert len(set(sent)) == len(sent)
    named = {finding.order_no for finding in request.findings}
    assert set(sent) | named == {number for number, _ in drawn}
    assert not set(sent) & named
