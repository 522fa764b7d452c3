from __future__ import annotations

import math

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import attrs
import pytest

from hypothesis import given, settings
from hypothesis import strategies as st

from qoo10model.basics.money import Rate
from qoo10model.basics.periods import JST
from qoo10model.discounts import Discount, DiscountKind
from qoo10model.formats import qsm
from qoo10model.formats.exportcolumns import DELIVERIES
from qoo10model.orders import OrderStatus
from qoo10model.sellers import Grade, Seller
from qoo10model.settlements import settle_all


DATA = Path(__file__).parent / "data"
DETAILS = (
    "qsm_delivery_detail_ja_44_cp932.csv",
    "qsm_delivery_detail_ja_45_utf8sig.csv",
    "qsm_delivery_detail_ko_46_utf8sig.csv",
)
BRIEFS = ("qsm_delivery_brief_ja_15_cp932.csv", "qsm_delivery_brief_ja_15_utf8sig.csv")

HEADER = "配送状態,注文番号,カート番号,商品番号,販売価格,数量,割引額,注文金額の合計,入金日"
ROW = "配送要請,1062,9,A,1500,2,600,2400,2026/06/01 10:00:05"


def export(*rows: str, header: str = HEADER) -> str:
    """
    Return a delivery export with *rows*.
    """
    return "\r\n".join((header, *rows, ""))


def codes(reading: Any) -> list[str]:
    """
    Return the codes of the findings but those that every delivery export has.
    """
    usual = {"qsm.amounts_not_in_export", "qsm.column_missing"}
    return [finding.code for finding in reading.findings if finding.code not in usual]


def said(reading: Any, code: str) -> str:
    """
    Return the English text of the only finding with *code*.
    """
    (finding,) = [finding for finding in reading.findings if finding.code == code]
    return str(finding.text)


@pytest.mark.parametrize("name", DETAILS)
def test_detail_exports_become_order_lines(name: str) -> None:
    """
    The detail export gives the same lines in Japanese and Korean, in UTF-8 and cp932.
    """
    first, second, third = qsm.read_orders((DATA / name).read_bytes()).values
    assert (first.order_no, first.cart_no, first.item_code) == (1000000002, 900000002, "100000002")
    assert (first.unit_price, first.quantity, first.gross) == (1_500, 2, 3_000)
    assert first.discounts == (Discount(DiscountKind.UNATTRIBUTED, 600),)
    assert (first.platform_total, first.platform_settle_price) == (2_400, 2_700)
    assert first.ordered_at == datetime(2026, 6, 1, 10, 0, tzinfo=JST)
    assert first.paid_at == datetime(2026, 6, 1, 10, 0, 5, tzinfo=JST)
    assert first.status is OrderStatus.ON_REQUEST
    assert (first.seller_code, first.destination, first.payment_nation) == ("SKU-B", "JP", "JP")
    # 1,699 = 1,000 + 699 of the option
    assert (second.unit_price, second.option_price, second.platform_total) == (1_000, 699, 1_699)
    assert second.sku == "SKU-C-60-RED"
    assert third.status is OrderStatus.DELIVERED
    assert (third.shipped_on, third.delivered_on) == (date(2026, 4, 13), date(2026, 4, 15))
    assert third.delivery is not None
    assert (third.delivery.carrier, third.delivery.tracking_no) == ("ゆうパケット", "110000000014")
    assert (third.external_ad, third.cancelled_on) == (None, None)


@pytest.mark.parametrize("name", DETAILS)
def test_people_are_read_and_made_plain(name: str) -> None:
    """
    The apostrophe of a postal code and the dash for no phone go; the address stays, with a plain copy.
    """
    receiver = qsm.read_orders((DATA / name).read_bytes()).values[0].receiver
    assert receiver is not None
    assert receiver.postal_code == "000-0000"
    assert (receiver.phone, receiver.mobile) == ("", "+81-90-0000-0001")
    assert receiver.address == "東京都架空区 見本町1‐2‐3 サンプルマンション101"
    assert receiver.plain_address == "東京都架空区 見本町1-2-3 サンプルマンション101"


def test_codes_are_kept_where_no_field_holds_them() -> None:
    """
    The JAN code has no field in a line and stays in unread, under its header, and is not unknown.
    """
    reading = qsm.read_orders((DATA / DETAILS[0]).read_bytes())
    assert reading.values[2].unread == (("JANコード", "4900000000009"),)
    assert reading.unknown_keys == ()


@pytest.mark.parametrize("name", DETAILS)
def test_what_no_export_has_is_said(name: str) -> None:
    """
    Shipping fees and cart discounts are not known, which is no 0; a finding says of how many lines.
    """
    reading = qsm.read_orders((DATA / name).read_bytes())
    assert [finding.code for finding in reading.findings] == ["qsm.amounts_not_in_export"]
    assert "of 3 lines 3 do not say that shipping is free" in str(reading.findings[0])
    assert "1 discounts are left unattributed" in str(reading.findings[0])
    for line in reading.values:
        assert (line.shipping, line.cart_discount_seller, line.cart_discount_qoo10) == (None,) * 3


@pytest.mark.parametrize(
    "word, open_fees", [("無料", 0), ("무료", 0), ("Free", 0), ("有料", 1), ("", 1)]
)
def test_free_shipping_is_known_to_be_free(word: str, open_fees: int) -> None:
    """
    Where the row itself says that shipping is free, its fee of 0 is known.
    """
    reading = qsm.read_orders(export(f"{ROW},{word}", header=f"{HEADER},送料の決済"))
    assert f"{open_fees} do not say" in said(reading, "qsm.amounts_not_in_export")
    assert [line.shipping for line in reading.values] == [None if open_fees else 0]


def test_lines_of_an_export_settle() -> None:
    """
    A line read from an export settles: 90 % of 1,500 is 1,350 a unit, SettlePrice 2,700.
    """
    lines = qsm.read_orders((DATA / DETAILS[0]).read_bytes()).values
    month = settle_all(lines[1:], Seller(grade=Grade.POWER, commission=Rate.percent("10")))
    assert [one.line.order_no for one in month.settlements] == [1000000003, 1000000006]
    for one in month.settlements:
        rules = {doubt.rule for doubt in one.doubts}
        assert {"orders.shipping", "orders.cart_discounts"} <= rules


@pytest.mark.parametrize(
    "word, status",
    [
        ("配送要請", OrderStatus.ON_REQUEST),
        ("배송요청", OrderStatus.ON_REQUEST),
        ("配送準備", OrderStatus.SELLER_CONFIRMED),
        ("배송준비", OrderStatus.SELLER_CONFIRMED),
        ("配送中", OrderStatus.ON_DELIVERY),
        ("배송중", OrderStatus.ON_DELIVERY),
        ("On delivery(4)", OrderStatus.ON_DELIVERY),
    ],
)
def test_status_words(word: str, status: OrderStatus) -> None:
    """
    The status is a word in either language.
    """
    assert qsm.read_orders(export(ROW.replace("配送要請", word))).values[0].status is status


def test_an_unknown_status_is_kept() -> None:
    """
    A status that nobody has named is a finding, and its word is kept.
    """
    reading = qsm.read_orders(export(ROW.replace("配送要請", "配送遅延")))
    assert reading.values[0].status is None
    assert reading.values[0].unread == (("配送状態", "配送遅延"),)
    assert codes(reading) == ["rows.cell_left_out"]


@pytest.mark.parametrize(
    "written, price",
    [
        ("1500", 1_500),
        ('"1,500"', 1_500),
        ("１５００", 1_500),
        ("1500円", 1_500),
        ("￥1500", 1_500),
        ("\\1500", 1_500),
        ('"￥1,500円"', 1_500),
        ("1500.0", 1_500),
        ("'1500", 1_500),
        ("JPY 1500", 1_500),
    ],
)
def test_amounts_as_they_are_written(written: str, price: int) -> None:
    """
    Amounts may have commas, full-width digits, a mark of the yen, an apostrophe.
    """
    assert qsm.read_orders(export(ROW.replace("1500", written))).values[0].unit_price == price


@pytest.mark.parametrize(
    "old, new, code",
    [
        ("1062", "", "rows.cell_missing"),
        ("1062", "10x62", "rows.cell_unreadable"),
        ("1500", "", "rows.cell_missing"),
        ("1500", "△500", "rows.cell_unreadable"),
        ("1500", "-", "rows.cell_unreadable"),
        ("1500", "1500.5", "rows.cell_unreadable"),
        ("1500", "1円500", "rows.cell_unreadable"),
        ("1500", '"15,00"', "rows.cell_unreadable"),
        (",2,", ",0,", "rows.cell_unreadable"),
        (",2,", ",,", "rows.cell_missing"),
        (",A,", ",,", "rows.cell_missing"),
    ],
)
def test_rows_that_cannot_be_read_are_findings(old: str, new: str, code: str) -> None:
    """
    A row without a price, a number or a quantity is a finding with its index; the others are read.
    """
    reading = qsm.read_orders(export(ROW.replace(old, new, 1), ROW.replace("1062", "1063")))
    assert [line.order_no for line in reading.values] == [1063]
    (finding,) = [one for one in reading.findings if one.row is not None]
    assert (finding.code, finding.row) == (code, 0)


def test_rows_that_contradict_themselves() -> None:
    """
    A discount above the price is no line; a total that only options could explain is said.
    """
    above = qsm.read_orders(export(ROW.replace(",600,2400,", ",9000,,")))
    assert above.values == ()
    assert codes(above)[-1] == "qsm.row_contradicts_itself"
    more = qsm.read_orders(export(ROW.replace("2400", "2500")))
    assert more.values[0].option_price == 100
    assert codes(more) == ["qsm.option_price_without_option"]


def test_dates_in_all_forms() -> None:
    """
    Dates have slashes or dashes, with or without zeros; what is no date is kept with a finding.
    """
    written = ["2026/06/01 10:00:05", "2026-6-1 10:00", "20260601", "2026/02/30", ""]
    rows = [ROW.replace("2026/06/01 10:00:05", one) for one in written]
    reading = qsm.read_orders(export(*rows))
    assert [line.paid_at and line.paid_at.isoformat() for line in reading.values] == [
        "2026-06-01T10:00:05+09:00",
        "2026-06-01T10:00:00+09:00",
        "2026-06-01T00:00:00+09:00",
        None,
        None,
    ]
    assert reading.values[3].unread == (("入金日", "2026/02/30"),)
    assert "rows.cell_left_out" in codes(reading)


@pytest.mark.parametrize("ad, expected", [("Y", True), ("N", False), ("", None), ("-", None)])
def test_external_ads(ad: str, expected: bool | None) -> None:
    """
    The export says whether an external ad brought the order; a blank says nothing.
    """
    reading = qsm.read_orders(export(f"{ROW},{ad}", header=f"{HEADER},外部広告"))
    assert reading.values[0].external_ad is expected


def test_an_unknown_answer_is_no_answer() -> None:
    """
    An ad column that is neither yes nor no is a finding and kept.
    """
    reading = qsm.read_orders(export(f"{ROW},X1", header=f"{HEADER},外部広告"))
    assert reading.values[0].external_ad is None
    assert reading.values[0].unread == (("外部広告", "X1"),)


@pytest.mark.parametrize(
    "paid, difference",
    [("2300", "of 100 yen"), ("2900", "of 500 yen"), ("2,400", None), ("", None)],
)
def test_what_the_buyer_paid_beside_the_total(paid: str, difference: str | None) -> None:
    """
    Where 購入者決済金額 is not the total, the line says so and keeps it; the line stays as it is.
    """
    reading = qsm.read_orders(export(f'{ROW},"{paid}"', header=f"{HEADER},購入者決済金額"))
    (line,) = reading.values
    assert line.platform_total == 2_400
    if difference is None:
        assert (codes(reading), line.unread) == ([], ())
    else:
        assert difference in said(reading, "qsm.buyer_paid_differs")
        assert line.unread == (("購入者決済金額", paid),)
        assert reading.findings[-1].order_no == 1062


def test_countries_and_currencies_in_words() -> None:
    """
    Japan and the yen may be words; other countries are their two letters.
    """
    header = f"{HEADER},国家,通貨"
    lines = qsm.read_orders(
        export(f"{ROW},日本,円", f"{ROW},KR,JPY", f"{ROW},,", header=header)
    ).values
    assert [(line.destination, line.currency) for line in lines] == [
        ("JP", "JPY"),
        ("KR", "JPY"),
        (None, "JPY"),
    ]


def test_missing_columns_are_named() -> None:
    """
    Columns that an export should have are named where they are missing, with the strangers seen.
    """
    text = export("1062,9,A,1500,2,x", header="注文番号,カート番号,商品番号,販売価格,数量,謎の列")
    reading = qsm.read_orders(text)
    assert reading.unknown_keys == ("謎の列",)
    assert reading.values[0].unread == (("謎の列", "x"),)
    assert reading.values[0].discounts == ()
    missing = said(reading, "qsm.column_missing")
    assert "割引額/할인액" in missing
    assert "注文金額の合計/총주문액" in missing
    assert missing.endswith("columns that nobody has named: 謎の列")
    assert codes(reading) == []


def test_a_needed_column_is_one_finding() -> None:
    """
    Without a price column nothing is read, and one finding names what was expected and seen.
    """
    text = export(
        "配送要請,1062,9,A,2,1500", header="配送状態,注文番号,カート番号,商品番号,数量,定価"
    )
    reading = qsm.read_orders(text)
    assert reading.values == ()
    assert [finding.code for finding in reading.findings] == ["qsm.column_needed"]
    assert "no column is headed 販売価格/판매가" in str(reading.findings[0])
    assert "nobody has named: 定価" in str(reading.findings[0])


def test_many_strangers_are_cut_short() -> None:
    """
    Of many unknown columns twelve are named.
    """
    strangers = [f"x{number:02}" for number in range(14)]
    text = export("1" + "," * 15, header=",".join(["注文番号", "カート番号", *strangers]))
    (finding,) = qsm.read_orders(text + "").findings[:1]
    assert finding.code == "qsm.brief_without_prices"
    text = export("1" + "," * 15, header=",".join(["配送状態", "カート番号", *strangers]))
    assert "x11, …" in str(qsm.read_shipments(text).findings[0])


def test_two_columns_of_one_name() -> None:
    """
    Of two columns of one name the first counts, filled from the second; what differs is kept.
    """
    header = HEADER.replace("割引額", "割引額,割引額")
    rows = [ROW.replace(",600,", f",{cells},") for cells in ("600,600", ",600", "600,700", "600,")]
    reading = qsm.read_orders(export(*rows, header=header))
    assert [line.discount for line in reading.values] == [600] * 4
    assert [line.unread for line in reading.values] == [(), (), (("割引額 (2)", "700"),), ()]
    assert reading.unknown_keys == ()
    assert "in 1 rows they differ" in said(reading, "qsm.column_repeated")
    assert codes(reading) == ["qsm.column_repeated"]


def test_two_equal_columns() -> None:
    """
    Two columns that say the same are one finding about the file.
    """
    header = HEADER.replace("割引額", "割引額,할인액 ")
    reading = qsm.read_orders(export(ROW.replace(",600,", ",600,600,"), header=header))
    assert reading.values[0].unread == ()
    assert "in 0 rows they differ" in said(reading, "qsm.column_repeated")


def test_blank_headers() -> None:
    """
    Columns without a header are kept by their place where something stands in them.
    """
    reading = qsm.read_orders(export(f"{ROW},x,", header=f"{HEADER},,"))
    assert reading.values[0].unread == (("[10]", "x"),)


def test_total_rows_are_left_out() -> None:
    """
    A row of totals at the end is no order.
    """
    reading = qsm.read_orders(export(ROW, "合計,,,,1500,2,600,2400,"))
    assert len(reading.values) == 1
    assert [(one.code, one.row) for one in reading.findings if one.row is not None] == [
        ("qsm.total_row", 1)
    ]


def test_a_file_of_nothing_but_totals() -> None:
    """
    Where totals are all there is, there are no lines.
    """
    reading = qsm.read_orders(export("合計,,,,0,0,0,0,"))
    assert (reading.values, codes(reading)) == ((), ["qsm.total_row"])


def test_orders_that_only_look_like_totals() -> None:
    """
    A row with something where the order number belongs is an order, also if an item is named total.
    """
    header = f"{HEADER},商品名"
    reading = qsm.read_orders(
        export(f"{ROW},合計", f"{ROW.replace('1062', '1-2')},合計", header=header)
    )
    assert [line.title for line in reading.values] == ["合計"]
    assert codes(reading) == ["rows.cell_unreadable"]


def test_an_order_twice_is_two_lines() -> None:
    """
    A row that stands there twice gives two lines; settling counts them once and says so.
    """
    reading = qsm.read_orders(export(ROW, ROW))
    assert len(reading.values) == 2
    assert reading.values[0] == reading.values[1]


# Rows as Excel readers give them


class Timestamp:
    """
    What a reader of spreadsheets may have for a moment.
    """

    def isoformat(self) -> str:
        """
        Return the moment as text.
        """
        return "2026-06-01T10:00:05"


class NaTType:
    """
    What it has for a missing one.
    """


class Int64:
    """
    An integer that is not an int.
    """

    def __index__(self) -> int:
        return 1062


@pytest.mark.parametrize(
    "moment", [datetime(2026, 6, 1, 10, 0, 5), Timestamp(), "2026/06/01 10:00:05"]
)
@pytest.mark.parametrize("number", [1062, 1062.0, "1,062", Int64()])
def test_cells_of_excel_readers(moment: object, number: object) -> None:
    """
    Rows of cells count as the file does: whole floats are numbers, timestamps are moments.
    """
    row = ["配送要請", number, 9.0, "A", 1500.0, 2, 600.0, 2400, moment]
    (line,) = qsm.read_orders([HEADER.split(","), row]).values
    assert line == qsm.read_orders(export(ROW)).values[0]


@pytest.mark.parametrize("blank", [None, math.nan, NaTType(), ""])
def test_blank_cells_of_excel_readers(blank: object) -> None:
    """
    NaN, NaT and None are blanks, not zeros.
    """
    row = ["配送要請", 1062, 9, "A", 1500, 2, 600, blank, blank]
    (line,) = qsm.read_orders([HEADER.split(","), row, [blank] * 9]).values
    assert (line.platform_total, line.paid_at) == (None, None)


def test_other_cells() -> None:
    """
    A truth value, a type or a half yen is no amount; a code that lost its zeros has them again.
    """
    header = [*HEADER.split(","), "郵便番号"]
    rows: list[list[object]] = [
        ["配送要請", 1062, 9, "A", price, 2, 600, 2400, "", 600001]
        for price in (1500, True, int, 1500.5)
    ]
    reading = qsm.read_orders([header, *rows])
    (line,) = reading.values
    assert line.receiver is not None
    assert line.receiver.postal_code == "0600001"
    assert codes(reading).count("rows.cell_unreadable") == 3


def test_aware_moments_of_excel_readers() -> None:
    """
    An aware moment is kept in JST.
    """
    row = ["配送要請", 1062, 9, "A", 1500, 2, 600, 2400, datetime(2026, 6, 1, 1, 0, tzinfo=UTC)]
    assert str(qsm.read_orders([HEADER.split(","), row]).values[0].paid_at) == (
        "2026-06-01 10:00:00+09:00"
    )


def test_rows_as_objects() -> None:
    """
    Rows may be objects with headers as keys, such as a frame's records.
    """
    row = dict(zip(HEADER.split(","), ROW.split(","), strict=True))
    other = {**row, "注文番号": "1063", "謎の列": "x"}
    reading = qsm.read_orders([row, other])
    assert [line.order_no for line in reading.values] == [1062, 1063]
    assert reading.unknown_keys == ("謎の列",)
    assert codes(qsm.read_orders([row, 7])) == ["qsm.row_without_cells"]


@pytest.mark.parametrize(
    "data", [None, 7, {"a": 1}, ["a", "b"], [1, 2], [b"a"], object()], ids=repr
)
def test_what_is_no_export_is_refused(data: Any) -> None:
    """
    What is neither bytes nor text nor rows of cells is a mistake of the caller.
    """
    with pytest.raises(TypeError, match="pass"):
        qsm.read_orders(data)


@pytest.mark.parametrize("row", [None, "a", b"a", 7], ids=repr)
def test_rows_that_are_none(row: object) -> None:
    """
    A row that is no list of cells is a finding with its index.
    """
    reading = qsm.read_orders([HEADER.split(","), ROW.split(","), row])
    assert len(reading.values) == 1
    assert [(one.code, one.row) for one in reading.findings if one.row is not None] == [
        ("qsm.row_without_cells", 1)
    ]


# The brief export


@pytest.mark.parametrize("name", BRIEFS)
def test_briefs_become_shipments(name: str) -> None:
    """
    The brief export tells how orders are sent.
    """
    reading = qsm.read_shipments((DATA / name).read_bytes())
    first, _, third = reading.values
    assert reading.findings == ()
    assert (first.order_no, first.cart_no, first.quantity) == (1000000002, 900000002, 2)
    assert (first.status, first.shipped_on) == (OrderStatus.ON_REQUEST, None)
    assert third.delivery is not None
    assert third.delivery.tracking_no == "110000000014"
    assert third.delivery.planned_on == date(2026, 4, 13)
    assert third.shipped_on == date(2026, 4, 13)
    assert "架空" not in repr(third)
    assert third.receiver is not None
    assert third.receiver.name == "架空 太郎"


@pytest.mark.parametrize("name", DETAILS)
def test_details_become_shipments_too(name: str) -> None:
    """
    The detail export tells the same of how orders are sent.
    """
    brief = qsm.read_shipments((DATA / BRIEFS[0]).read_bytes()).values
    detail = qsm.read_shipments((DATA / name).read_bytes()).values
    assert [(one.order_no, one.status, one.shipped_on) for one in detail] == [
        (one.order_no, one.status, one.shipped_on) for one in brief
    ]


@pytest.mark.parametrize("name", BRIEFS)
def test_a_brief_alone_has_no_prices(name: str) -> None:
    """
    A brief export gives no order lines: a price of 0 would be an invention.
    """
    reading = qsm.read_orders((DATA / name).read_bytes())
    assert reading.values == ()
    assert [finding.code for finding in reading.findings] == ["qsm.brief_without_prices"]


def test_a_brief_brings_known_lines_up_to_date() -> None:
    """
    Lines known from elsewhere take status, carrier and tracking number from the brief export.
    """
    known = qsm.read_orders((DATA / DETAILS[0]).read_bytes()).values[:2]
    data = (DATA / "qsm_tracking_upload_brief_15_reconstructed.csv").read_bytes()
    sent = data.replace("配送要請".encode(), "配送中".encode())
    reading = qsm.read_orders(sent, known=known)
    assert [line.order_no for line in reading.values] == [1000000002, 1000000003]
    for line, before in zip(reading.values, known, strict=True):
        assert line.status is OrderStatus.ON_DELIVERY
        assert line.delivery is not None
        assert (line.delivery.carrier, line.delivery.tracking_no) == ("佐川急便", "500000000010")
        assert line.delivery.rate_type == "条件付無料"
        assert attrs.evolve(line, status=before.status, delivery=before.delivery) == before


def test_orders_that_are_not_known() -> None:
    """
    A row of the brief export that no known line has is a finding.
    """
    known = [attrs.evolve(qsm.read_orders(export(ROW)).values[0], external_ad=True)]
    text = export("1062,9,", "1063,9,Y", header="注文番号,カート番号,外部広告")
    reading = qsm.read_orders(text, known=known)
    assert reading.values == tuple(known)
    assert [(one.code, one.row, one.order_no) for one in reading.findings] == [
        ("qsm.order_not_known", 1, 1063)
    ]


def test_shipments_without_a_number_are_findings() -> None:
    """
    A row of the brief export without an order number is a finding.
    """
    text = export("配送要請,,9", "配送要請,1063,9", header="配送状態,注文番号,カート番号")
    reading = qsm.read_shipments(text)
    assert [shipment.order_no for shipment in reading.values] == [1063]
    assert codes(reading) == ["rows.cell_missing"]


def test_shipments_are_not_in_other_exports() -> None:
    """
    A settlement export holds no shipments.
    """
    reading = qsm.read_shipments("注文番号,カート割引金額\r\n1 | 2,500\r\n")
    assert (reading.values, codes(reading)) == ((), ["qsm.other_export"])


# Properties

SOME = st.lists(
    st.tuples(
        st.sampled_from(("配送要請", "배송중", "配送完了", "")),
        st.integers(1, 10**9),
        st.integers(1, 10**9),
        st.sampled_from(("A", "B-1")),
        st.integers(0, 99_999),
        st.integers(1, 9),
        st.just(0),
        st.sampled_from(("", "5,000")),
        st.sampled_from(("", "2026/06/01 10:00:05", "2026/06/01")),
    ),
    max_size=5,
)


@given(rows=SOME, order=st.permutations(range(9)), extra=st.booleans())
def test_the_order_of_columns_does_not_count(
    rows: list[tuple[object, ...]], order: list[int], extra: bool
) -> None:
    """
    Columns in another order, with another one among them, are read as the same lines.
    """
    names = HEADER.split(",")
    shuffled = [[row[at] for at in order] for row in rows]
    header = [names[at] for at in order]
    if extra:
        shuffled = [["", *row] for row in shuffled]
        header = ["謎の列", *header]
    first, second = qsm.read_orders([names, *rows]), qsm.read_orders([header, *shuffled])
    assert first.values == second.values
    assert len(first.values) == len(rows)


@given(rows=SOME)
def test_text_bytes_and_rows_are_read_alike(rows: list[tuple[object, ...]]) -> None:
    """
    The same rows as cells, as text, as UTF-8 with and without a mark and as cp932 give the same lines.
    """
    lines = [",".join(f'"{cell}"' for cell in row) for row in rows]
    text = export(*lines)
    expected = qsm.read_orders([HEADER.split(","), *rows]).values
    assert qsm.read_orders(text).values == expected
    assert qsm.read_orders(text.encode()).values == expected
    assert qsm.read_orders(text.encode("utf-8-sig")).values == expected
    assert qsm.read_orders(memoryview(text.encode("utf-16"))).values == expected
    if "배송중" not in text:
        assert qsm.read_orders(bytearray(text.encode("cp932"))).values == expected


MARK = "ﾋﾐﾂ"
CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.dates(),
    st.datetimes(),
    st.lists(st.integers(), max_size=2),
    st.just({"a": 1}),
    st.just(MARK),
)
HEADERS = st.lists(
    st.sampled_from([*(h for _, names in DELIVERIES.fields for h in names.split(", ")), "x", ""]),
    max_size=12,
)


@settings(max_examples=200)
@given(header=HEADERS, rows=st.lists(st.lists(CELLS, max_size=14), max_size=4))
def test_no_cell_breaks_the_reader(header: list[str], rows: list[list[object]]) -> None:
    """
    Whatever stands in the cells, readers answer; nothing of people is in a finding.
    """
    needed = ["注文番号", "カート番号", "商品番号", "販売価格", "数量"]
    filled = [[*(1 for _ in needed), *row] for row in rows]
    for read in (qsm.read_orders, qsm.read_shipments):
        reading = read([[*needed, *header], *filled])
        assert len(reading.values) <= len(rows)
    people = ["受取人名", "住所", "郵便番号", "受取人携帯電話番号", "配送要請事項"]
    marked = [[*(1 for _ in needed), *([MARK] * 5), *row] for row in rows]
    for finding in qsm.read_orders([[*needed, *people], *marked]).findings:
        assert MARK not in finding.text.en + finding.text.ja
