from __future__ import annotations

import gc

from decimal import Decimal
from typing import Any

import attrs
import pytest

from qoo10model import InvalidValueError, UnknownNameError
from qoo10model.formats import cells, columns, making, orderrows, qapi, sheets
from qoo10model.formats.orderkeys import ORDER_KEYS
from qoo10model.rules.orders import SendType


ROW: dict[str, Any] = {
    "orderNo": 1,
    "packNo": 2,
    "itemCode": "A",
    "orderPrice": 500,
    "orderQty": 2,
    "discount": 0,
    "SellerDiscount": 0,
    "total": 1000,
    "ShippingRate": 0,
    "Cart_Discount_Seller": 0,
    "Cart_Discount_Qoo10": 0,
    "shippingStatus": "On request(2)",
    "PaymentDate": "2026-05-11 12:00:00",
}


def rows(*changes: dict[str, Any]) -> list[dict[str, Any]]:
    """
    Return a row for each of *changes*.
    """
    return [{**ROW, **change} for change in changes]


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [(5, (5,)), (None, ()), ("", ()), ("5", (5,)), ("5, 6", (5, 6)), ("５、６", (5, 6))],
    ids=repr,
)
def test_lists_of_numbers(cell: object, numbers: tuple[int, ...]) -> None:
    """
    One number, none, or several with commas of either width.
    """
    assert cells.wholes(cell) == numbers


def test_a_list_of_words_is_no_list_of_numbers() -> None:
    """
    What is no list of numbers says what was expected.
    """
    with pytest.raises(cells.UnreadableError) as refused:
        cells.wholes("one, two")
    assert str(refused.value).endswith("was expected")


@pytest.mark.parametrize("cell", [10**40, "9" * 40, Decimal("1.5"), Decimal("NaN")], ids=repr)
def test_numbers_without_bounds_are_unreadable(cell: object) -> None:
    """
    A number that no field holds is not read.
    """
    with pytest.raises(cells.UnreadableError):
        cells.whole(cell)


def test_whole_decimals_are_numbers() -> None:
    """
    A JSON reader may make decimals.
    """
    assert cells.whole(Decimal("1500.0")) == 1500


def test_what_cannot_be_written_is_kept_by_its_kind() -> None:
    """
    A number too long to write and a list nested too deeply are kept as what they are.
    """
    nested: list[object] = []
    for _ in range(100_000):
        nested = [nested]
    assert cells.kept(10**10_000)
    assert cells.kept(nested)


def test_a_memo_forgets_before_it_grows_without_bounds() -> None:
    """
    However many different texts come by, what is remembered stays small.
    """
    memo = columns.Memo(lambda cell: len(str(cell)))
    for at in range(100_000):
        assert memo[str(at)] == len(str(at))
    assert len(memo) < 100_000


def test_rows_of_one_length_with_other_keys() -> None:
    """
    Rows with as many keys, but other ones, are read each by its own.
    """
    first, second = rows({}, {})
    del second["total"]
    second["Total"] = 1000
    third = {**ROW, "x": 1}
    del third["total"]
    reading = qapi.read_orders([first, second, third])
    assert [line.gross for line in reading.values] == [1000, 1000, 1000]
    assert reading.unknown_keys == ("x",)


def test_the_collector_stays_off_where_it_was_off() -> None:
    """
    Reading pauses the garbage collector and leaves it as it was.
    """
    assert gc.isenabled()
    qapi.read_orders(rows({}))
    assert gc.isenabled()
    gc.disable()
    try:
        with making.collection_paused():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()


@attrs.frozen
class Checked:
    """
    A value whose constructor checks.
    """

    name: str = attrs.field(validator=attrs.validators.instance_of(str))


def test_values_are_made_by_their_own_constructor_where_they_must() -> None:
    """
    A class whose constructor checks is made through it; a field that a class lacks is refused.
    """
    assert list(making.made(Checked, 1, name=("a",))) == [Checked("a")]
    with pytest.raises(UnknownNameError, match="nmae"):
        making._by_field(Checked, 1, {"nmae": ("a",)})


@pytest.mark.parametrize(
    ("cell", "send_type"),
    [("0", SendType.GENERAL), (3, SendType.SAME_DAY), ("", None), ("4", None), ("soon", None)],
    ids=repr,
)
def test_send_types(cell: object, send_type: SendType | None) -> None:
    """
    Codes 0 to 3; a blank is not told, anything else is kept and said.
    """
    reading = qapi.read_orders(rows({"AvailableSendType": cell}))
    assert reading.values[0].send_type is send_type
    assert bool(reading.findings) is (cell in {"4", "soon"})


def test_rows_with_and_without_an_amount_in_one_reply() -> None:
    """
    What one row lacks is said of that row alone.
    """
    reading = qapi.read_orders(
        rows(
            {},
            {"total": ""},
            {"discount": 100, "total": 900, "SellerDiscount": ""},
            {"discount": "", "SellerDiscount": 50, "total": 950},
            {"ShippingRate": ""},
        )
    )
    assert [(f.row, f.code) for f in reading.findings] == [
        (1, "qapi.total_missing"),
        (2, "qapi.seller_discount_missing"),
        (3, "qapi.discount_missing"),
        (4, "qapi.amount_missing"),
    ]


def test_a_seller_part_above_the_discount_in_one_row_of_two() -> None:
    """
    Only the row that contradicts itself is said to.
    """
    reading = qapi.read_orders(rows({}, {"discount": 100, "SellerDiscount": 200, "total": 900}))
    assert [(f.row, f.code) for f in reading.findings] == [
        (1, "qapi.seller_discount_above_discount")
    ]
    assert dict(reading.values[1].unread) == {"SellerDiscount": "200"}


def test_a_day_that_does_not_exist_is_kept_and_said() -> None:
    """
    A moment of month 13 looks plain and is none.
    """
    reading = qapi.read_orders(rows({"PaymentDate": "2026-13-45 12:00:00"}, {}))
    assert [line.paid_at is None for line in reading.values] == [True, False]
    assert {f.row for f in reading.findings} == {0}


def test_a_cell_is_kept_once() -> None:
    """
    A field that is read twice is kept once.
    """
    (sheet,) = sheets.sheets_of(rows({}), ORDER_KEYS, [])
    sheet.keep(0, "discount")
    sheet.keep(0, "discount")
    assert sheet.unread() == [(("discount", "0"),)]


def test_a_consignment_without_its_flag() -> None:
    """
    A receiver overseas without a flag is carried.
    """
    (line,) = qapi.read_orders(rows({"OverseaConsignment_receiver": "架空 太郎"})).values
    assert line.consignee is not None


def test_a_reason_that_nobody_foresaw_is_the_error_itself() -> None:
    """
    A row refused for none of the usual reasons says what the line said.
    """
    facts: dict[str, Any] = {
        "paid_at": None,
        "ordered_at": None,
        "delivered_on": None,
        "unit_price": 1,
        "quantity": 1,
        "option_price": 0,
        "discounts": (),
    }
    reason = orderrows._reason(facts, InvalidValueError("something else"))
    assert reason.en == "something else"
