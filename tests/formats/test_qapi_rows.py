from __future__ import annotations

import json
import pathlib
import random

from datetime import date, datetime
from typing import Any

import attrs
import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model import JST, Discount, DiscountKind, OrderLine, OrderStatus
from qoo10model.formats import qapi
from qoo10model.rules.claims import ClaimStatus
from qoo10model.rules.orders import SendType


SAMPLES = pathlib.Path(__file__).parents[2] / "examples" / "samples"
ROW: dict[str, Any] = {
    "shippingStatus": "Delivered(5)",
    "sellerID": "mihonshop",
    "packNo": 93001122,
    "orderNo": 1062428737,
    "itemCode": "100000001",
    "orderPrice": 1326,
    "orderQty": 2,
    "discount": 0,
    "SellerDiscount": 0,
    "total": 2652,
    "SettlePrice": 2386,
    "ShippingRate": 0,
    "Cart_Discount_Seller": 0,
    "Cart_Discount_Qoo10": 0,
    "Currency": "JPY",
    "orderDate": "2026-05-11 11:58:00",
    "PaymentDate": "2026-05-11 12:00:00",
    "DeliveredDate": "2026-05-14 18:20:00",
}


def read(**changes: Any) -> tuple[OrderLine | None, list[str]]:
    """
    Return the line that the row with *changes* gives, and the codes of the findings.
    """
    reading = qapi.read_orders([{**ROW, **changes}])
    codes = [finding.code for finding in reading.findings]
    return (reading.values[0] if reading.values else None), codes


def sample(name: str) -> Any:
    """
    Return a sample reply.
    """
    return json.loads((SAMPLES / name).read_text(encoding="utf-8"))


def test_both_versions_give_the_same_lines() -> None:
    """
    The same six orders read alike from v2 and v3, but for what only one version tells.
    """
    old = qapi.read_orders(sample("shippinginfo_v2_reconstructed.json"))
    new = qapi.read_orders(sample("shippinginfo_v3_reconstructed.json"))
    assert old.unknown_keys == new.unknown_keys == ()
    for one, other in zip(old.values, new.values, strict=True):
        for field in ("order_no", "cart_no", "gross", "discounts", "paid_at", "status", "related"):
            assert getattr(one, field) == getattr(other, field)
    assert [line.send_type for line in old.values] == [None] * 6
    assert SendType.SAME_DAY in {line.send_type for line in new.values}
    assert {line.destination for line in old.values} == {"JP"}
    assert {line.destination for line in new.values} == {None}


def test_the_option_price_is_the_residue_of_the_total() -> None:
    """
    1,000 yen with a total of 1,699 and no discount has options of 699 yen.
    """
    reading = qapi.read_orders(sample("shippinginfo_v2_reconstructed.json"))
    assert reading.values[2].option_price == 699
    assert reading.values[2].option_code == "SKU-C-60-RED"


@pytest.mark.parametrize(
    "number", [1326, 1326.0, "1326", "1,326", "１，３２６", " 1326 "], ids=repr
)
def test_all_spellings_of_a_number_read_alike(number: Any) -> None:
    """
    int, whole float, text with commas or full-width digits are the same number.
    """
    line, codes = read(orderPrice=number)
    assert line is not None
    assert line.unit_price == 1326
    assert codes == []


@pytest.mark.parametrize(
    "number", [1326.5, "1326.5", "abc", True, [1], {}, "", None, -1, "12 34"], ids=repr
)
def test_a_price_that_is_no_whole_number_refuses_the_row(number: Any) -> None:
    """
    A row whose price cannot be read for certain is a finding and no line.
    """
    line, codes = read(orderPrice=number)
    assert line is None
    assert codes


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Awaiting shipping(1)", OrderStatus.AWAITING_PAYMENT),
        ("On request(2)", OrderStatus.ON_REQUEST),
        ("Request shipping(2)", OrderStatus.ON_REQUEST),
        ("Seller confirm(3)", OrderStatus.SELLER_CONFIRMED),
        ("Delivery(4)", OrderStatus.ON_DELIVERY),
        ("Delivere(5)", OrderStatus.DELIVERED),
        ("5", OrderStatus.DELIVERED),
        (4, OrderStatus.ON_DELIVERY),
        ("配送完了", OrderStatus.DELIVERED),
        ("배송완료", OrderStatus.DELIVERED),
        ("Customs hold(9)", None),
        ("somewhere", None),
        ("", None),
    ],
)
def test_statuses_in_all_their_words(words: Any, status: OrderStatus | None) -> None:
    """
    The code in parentheses decides; an unknown status is kept and said, never guessed.
    """
    line, codes = read(shippingStatus=words)
    assert line is not None
    assert line.status is status
    if status is None:
        assert codes
        assert not words or dict(line.unread)["shippingStatus"] == words


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2026-05-14 18:20:00", date(2026, 5, 14)),
        ("2026/05/14 18:20:00", date(2026, 5, 14)),
        ("2026-05-14 18:20", date(2026, 5, 14)),
        ("2026-05-14 ", date(2026, 5, 14)),
        ("20260514", date(2026, 5, 14)),
        ("20260514182000", date(2026, 5, 14)),
        ("", None),
        (None, None),
    ],
)
def test_dates_in_all_their_forms(words: Any, day: date | None) -> None:
    """
    Dashes, slashes, digits alone, with and without a time: the same Japanese day.
    """
    line, _ = read(DeliveredDate=words)
    assert line is not None
    assert line.delivered_on == day


def test_moments_are_japanese() -> None:
    """
    A moment without an offset is Japanese time.
    """
    line, _ = read()
    assert line is not None
    assert line.paid_at == datetime(2026, 5, 11, 12, 0, tzinfo=JST)


@pytest.mark.parametrize(
    ("paid", "taken"),
    [
        ("2026-05-11", datetime(2026, 5, 11, 11, 58, 14, tzinfo=JST)),
        ("2026-05-11 11:58", datetime(2026, 5, 11, 11, 58, 14, tzinfo=JST)),
        ("2026-05-11 11:57", None),
        ("2026-05-10", None),
    ],
)
def test_a_payment_that_only_lacks_its_time_is_mended(paid: str, taken: datetime | None) -> None:
    """
    A payment on the day or in the minute of the order is the order's moment; an earlier one is not.
    """
    line, codes = read(orderDate="2026-05-11 11:58:14", PaymentDate=paid)
    assert (None if line is None else line.paid_at) == taken
    assert codes


def test_a_mended_payment_does_not_mend_the_rest() -> None:
    """
    A row that contradicts itself twice stays refused.
    """
    line, codes = read(
        orderDate="2026-05-11 11:58:14", PaymentDate="2026-05-11", DeliveredDate="2026-05-01"
    )
    assert line is None
    assert codes == ["qapi.row_contradicts_itself"]


@pytest.mark.parametrize(
    "changes",
    [
        {"PaymentDate": "2026-05-10 12:00:00"},
        {"DeliveredDate": "2026-05-10 12:00:00"},
        {"PaymentDate": "", "DeliveredDate": "2026-05-10 12:00:00"},
        {"discount": 3_000, "total": -348},
        {"orderQty": 0},
        {"orderQty": -1},
        {"orderNo": ""},
        {"packNo": "x"},
        {"itemCode": None},
    ],
)
def test_rows_that_cannot_be_are_findings(changes: dict[str, Any]) -> None:
    """
    Paid before ordered, delivered before paid, a discount above the price, no quantity: no line.
    """
    line, codes = read(**changes)
    assert line is None or codes


@pytest.mark.parametrize(
    ("given_", "seller", "kinds"),
    [
        (600, 0, [("UNATTRIBUTED", 600)]),
        (600, 100, [("UNATTRIBUTED", 500), ("ITEM", 100)]),
        (100, 100, [("ITEM", 100)]),
        (0, 0, []),
        ("", "", []),
        ("", 100, [("ITEM", 100)]),
        (600, "", [("UNATTRIBUTED", 600)]),
        (100, 200, [("UNATTRIBUTED", 100)]),
    ],
)
def test_discounts_by_who_bears_them(given_: Any, seller: Any, kinds: list[Any]) -> None:
    """
    What is not marked as the seller's is of unknown kind; what is not given is said.
    """
    total = 2652 - (given_ if isinstance(given_, int) else seller or 0)
    line, codes = read(discount=given_, SellerDiscount=seller, total=total)
    assert line is not None
    assert [(d.kind.name, d.amount) for d in line.discounts] == kinds
    assert bool(codes) == (
        not (isinstance(given_, int) and isinstance(seller, int) and seller <= given_)
    )


def test_discounts_below_zero_refuse_the_row() -> None:
    """
    A negative discount is no discount.
    """
    assert read(discount=-5)[0] is None
    assert read(SellerDiscount=-5)[0] is None


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"total": ""}, "qapi.total_missing"),
        ({"total": 2700}, "qapi.option_price_without_option"),
        ({"total": 2600}, "orders.total_differs"),
        ({"ShippingRate": ""}, "qapi.amount_missing"),
        ({"Cart_Discount_Seller": None}, "qapi.amount_missing"),
        ({"Currency": "KRW"}, "orders.currency"),
        ({"PaymentDate": ""}, "orders.payment_date_missing"),
    ],
)
def test_odd_amounts_are_said(changes: dict[str, Any], code: str) -> None:
    """
    What is missing counts as none and is said; what disagrees is said.
    """
    line, codes = read(**changes)
    assert line is not None
    assert code in codes


def test_free_shipping_needs_no_amount() -> None:
    """
    A row that says that shipping is free need not say 0.
    """
    line, codes = read(ShippingRate="", shippingRateType="Free")
    assert line is not None
    assert (line.shipping, codes) == (0, [])


@pytest.mark.parametrize("country", ["JPN", "1", "日本", 5])
def test_a_country_of_no_two_letters_is_not_told(country: Any) -> None:
    """
    A destination that is no code of two letters is kept and counts as not told.
    """
    line, codes = read(shippingCountry=country)
    assert line is not None
    assert line.destination is None
    assert codes


def test_countries_count_in_any_case() -> None:
    """
    Letters count in upper case, and a blank is not told.
    """
    for words, country in (("jp", "JP"), ("KR", "KR"), ("", None)):
        line, _ = read(shippingCountry=words)
        assert line is not None
        assert line.destination == country


@pytest.mark.parametrize(
    ("flag", "receiver", "consigned", "kept"),
    [
        ("N", "", False, False),
        ("", "", False, False),
        ("Y", "架空 太郎", True, False),
        ("Y", "", True, False),
        ("N", "架空 太郎", True, True),
        ("?", "", False, True),
    ],
)
def test_overseas_consignment(flag: str, receiver: str, *, consigned: bool, kept: bool) -> None:
    """
    The flag and the address should agree; a flag that does not is kept.
    """
    line, _ = read(OverseaConsignment=flag, OverseaConsignment_receiver=receiver)
    assert line is not None
    assert (line.consignee is not None) is consigned
    assert ("OverseaConsignment" in dict(line.unread)) is kept


def test_a_key_that_comes_twice_counts_once() -> None:
    """
    Keys that differ only in case are one: the first that says something wins, and that is said.
    """
    reading = qapi.read_orders([{**ROW, "paymentdate": "2026-05-12 12:00:00"}])
    assert reading.values[0].paid_on == date(2026, 5, 11)
    assert reading.findings
    blank = qapi.read_orders([{**ROW, "PaymentDate": "", "paymentdate": "2026-05-12 12:00:00"}])
    assert blank.values[0].paid_on == date(2026, 5, 12)


def test_nobody_is_named_in_findings_and_reprs() -> None:
    """
    Personal fields are carried, and stand in no repr and no finding, whatever is wrong with a row.
    """
    people = {
        "buyer": "架空 太郎",
        "buyerTel": "+81-90-0000-0001",
        "buyerEmail": "buyer1@example.invalid",
        "receiver": "架空 花子",
        "shippingAddr": "東京都架空区 見本町1-2-3",
        "ShippingMsg": "不在時は宅配ボックスへ",
        "receiverMobile": "+81--",
    }
    line, _ = read(**people)
    assert line is not None
    assert line.buyer is not None
    assert line.buyer.name == "架空 太郎"
    assert line.receiver is not None
    assert line.receiver.mobile == ""
    bad = qapi.read_orders([{**ROW, **people, "orderQty": 0}, {**people, "orderNo": "架空 太郎"}])
    shown = repr(line) + repr(bad) + "".join(str(f) + f.in_("ja") for f in bad.findings)
    for secret in ("架空 太郎", "架空 花子", "0000-0001", "example.invalid", "見本町", "宅配"):
        assert secret not in shown


@given(draw=st.randoms(use_true_random=False))
def test_key_case_and_spelling_change_nothing(draw: random.Random) -> None:
    """
    A row with its keys in another case and order and its numbers as text is the same line.
    """
    odd: dict[str, Any] = {}
    for key, cell in draw.sample(list(ROW.items()), len(ROW)):
        name = draw.choice([key, key.lower(), key.upper()])
        odd[name] = draw.choice([cell, f"{cell:,}"]) if isinstance(cell, int) else cell
    assert qapi.read_orders([odd]).values == qapi.read_orders([ROW]).values


def test_claims_in_all_their_states() -> None:
    """
    The sample claims read with status, days and amounts.
    """
    reading = qapi.read_claims(sample("claiminfo_v3_reconstructed.json"))
    assert [claim.status for claim in reading.values] == [
        ClaimStatus(1),
        ClaimStatus(3),
        ClaimStatus(5),
        ClaimStatus(15),
        ClaimStatus(16),
    ]
    assert reading.values[1].completed_on == date(2026, 5, 2)
    assert reading.values[3].partial_refund_balance == 1_500
    assert "架空" not in repr(reading.values)
    assert repr(ClaimStatus(3)) == "ClaimStatus.CANCELLED"


@pytest.mark.parametrize(
    ("cell", "status"),
    [
        ("3", ClaimStatus(3)),
        (3, ClaimStatus(3)),
        ("Cancelled(3)", ClaimStatus(3)),
        ("99", None),
        ("nonsense", None),
        ("", None),
    ],
    ids=repr,
)
def test_claim_statuses_in_all_their_words(cell: Any, status: ClaimStatus | None) -> None:
    """
    A digit or text with the code in parentheses; what is not understood is kept and said.
    """
    reading = qapi.read_claims([{"orderNo": 1, "claimStatus": cell}])
    assert reading.values[0].status is status
    if status is None:
        assert reading.findings
        assert reading.values[0].status_text == cell


def test_odd_claims_are_findings() -> None:
    """
    A claim without an order number, or that contradicts itself, is a finding; the others go on.
    """
    reading = qapi.read_claims(
        [
            {"claimStatus": "3"},
            {"orderNo": 2, "claimStatus": "3", "cancelRefundDate": "yesterday"},
            {"orderNo": 3, "claimStatus": "3", "orderQty": "two", "NewKey": "x"},
            {"orderNo": 4, "claimStatus": "3", "cancelRefundDate": "2026-05-02"},
        ]
    )
    assert [claim.order_no for claim in reading.values][-1] == 4
    assert {finding.row for finding in reading.findings} >= {0, 1, 2}
    assert reading.unknown_keys == ("NewKey",)


def test_a_discount_is_a_value_of_its_own() -> None:
    """
    Lines with equal discounts hold equal values.
    """
    line, _ = read(discount=600, total=2052)
    assert line is not None
    assert line.discounts == (Discount(DiscountKind.UNATTRIBUTED, 600),)
    assert attrs.evolve(line).discounts == line.discounts
