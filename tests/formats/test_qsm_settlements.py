from __future__ import annotations

import pickle

from datetime import date, datetime
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.basics.money import Rate
from qoo10model.basics.periods import JST, month
from qoo10model.exportrows import DateBasis, DeductionFile, RowReason, SellingRow
from qoo10model.formats import qsm
from qoo10model.orders import OrderLine
from qoo10model.reports import SellingReport
from qoo10model.sellers import Grade, Seller
from qoo10model.settlements import settle_all
from qoo10model.statements import Outcome, reconcile


JAPANESE = (
    "購入者の決済日,発生の理由,注文番号,決済完了日,商品コード,商品名,数量,発送日,商品決済金,"
    "販売店負担割引額,Qoo10サービス利用料,販売者コード,税率,メガワリ/メガポ補償金"
)
KOREAN = (
    "구매자결제일,발생사유,주문번호,정산완료일,상품코드,상품명,수량,발송일,상품결제금,"
    "판매자부담할인액,Qoo10서비스수수료,판매자코드,세율,메가와리/메가포보상금"
)
SOLD = '2026/05/11,注文,1062,2026/05/20,100000001,見本,2,2026/05/12,"2,652",0,266,SKU-A,10%,0'
BACK = '2026/05/11,キャンセル,1062,2026/05/27,100000001,見本,2,,"－2,652",0,△266,SKU-A,10%,0'
CARTS = "注文番号,カート割引金額,発生日\n1062 | 1063,500円,2026/05/11\n"
DEDUCTED = "発生日,発生項目,差引対象金額\n2026/06/03,広告費,1000\n"
MEGA = "発生日,発生項目,差引対象金額\n2026/06/03,メガワリ割引金額,295\n"
COUPONS = "注文番号,商品コード,メガ割引クーポン1/2,購入者の決済日\n1062,100000001,295,2026/05/30\n"
SMART = "注文番号,商品コード,販売金額,購入者の決済日\n1062,100000001,2652,2026/05/11\n"


def export(*rows: str, header: str = JAPANESE) -> str:
    """
    Return a sales report with *rows*.
    """
    return "\r\n".join((header, *rows, ""))


def codes(reading: Any) -> list[str]:
    """
    Return the codes of the findings of *reading*.
    """
    return [finding.code for finding in reading.findings]


# The sales report


@pytest.mark.parametrize("header", [JAPANESE, KOREAN], ids=["ja", "ko"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_the_sales_report_is_read(header: str, encoding: str) -> None:
    """
    Every named column of the sales report becomes a field, in Japanese and in Korean.
    """
    reading = qsm.read_selling_report(export(SOLD, header=header).encode(encoding))
    assert (reading.findings, reading.unknown_keys) == ((), ())
    assert reading.values.rows == (
        SellingRow(
            order_no=1062,
            reason="注文",
            paid_on=date(2026, 5, 11),
            settled_on=date(2026, 5, 20),
            shipped_on=date(2026, 5, 12),
            item_code="100000001",
            title="見本",
            quantity=2,
            goods_amount=2_652,
            seller_discount=0,
            service_fee=266,
            compensation=0,
            seller_code="SKU-A",
            tax_rate=Rate.percent("10"),
        ),
    )
    assert reading.values.rows[0].row == 0


def test_cp932_reports_are_read() -> None:
    """
    The file behind the Excel button is in cp932.
    """
    assert qsm.read_selling_report(export(SOLD).encode("cp932")) == qsm.read_selling_report(
        export(SOLD)
    )


def test_a_cancelled_order_stands_in_two_rows() -> None:
    """
    What a cancellation takes back is a row of its own, with its signs.
    """
    rows = qsm.read_selling_report(export(SOLD, BACK)).values.orders[1062]
    assert [(row.kind, row.goods_amount, row.service_fee) for row in rows] == [
        (RowReason.ORDER, 2_652, 266),
        (RowReason.CANCELLATION, -2_652, -266),
    ]


def test_columns_that_are_not_there_are_not_zero() -> None:
    """
    What the report does not have is None.
    """
    reading = qsm.read_selling_report(
        "注文番号,発生の理由,商品決済金,Qoo10サービス利用料\n1,注文,100,\n"
    )
    (row,) = reading.values.rows
    assert (row.goods_amount, row.service_fee, row.compensation) == (100, None, None)
    assert (row.settle_amount, row.tax_rate, row.quantity) == (None, None, None)
    assert reading.findings == ()


def test_expected_columns_that_are_missing_are_named() -> None:
    """
    Without a column of fees the report is read, and the finding names the strangers it has.
    """
    reading = qsm.read_selling_report("注文番号,発生の理由,商品決済金,手数料計\n1,注文,100,9\n")
    assert codes(reading) == ["qsm.column_missing"]
    assert "Qoo10サービス利用料/" in str(reading.findings[0])
    assert str(reading.findings[0]).endswith("nobody has named: 手数料計")
    assert reading.values.rows[0].unread == (("手数料計", "9"),)
    assert reading.unknown_keys == ("手数料計",)


def test_a_report_without_order_numbers() -> None:
    """
    Without order numbers nothing is read, and one finding says what was looked for.
    """
    reading = qsm.read_selling_report("番号,商品決済金,商品名\n1,100,a\n")
    assert reading.values == SellingReport(rows=())
    assert codes(reading) == ["qsm.column_needed"]
    assert "注文番号/주문번호" in str(reading.findings[0])
    assert str(reading.findings[0]).endswith("番号")


@pytest.mark.parametrize(
    "ad, answer, source",
    [
        ("Y", True, ""),
        ("N", False, ""),
        ("", None, ""),
        ("-", None, ""),
        ("Search", True, "Search"),
    ],
)
def test_external_ads(ad: str, answer: bool | None, source: str) -> None:
    """
    The ad column holds yes or no, or which ad it was.
    """
    header = "注文番号,発生の理由,商品決済金,Qoo10サービス利用料,外部広告,メガ割引商品"
    (row,) = qsm.read_selling_report(f"{header}\n1,注文,100,9,{ad},Y\n").values.rows
    assert (row.external_ad, row.ad_source, row.is_mega) == (answer, source, True)


@pytest.mark.parametrize(
    "total",
    [
        '合計,,,,,,,,"2,652",0,266,,,0',
        ',,合計,,,,,,"2,652",0,266,,,0',
        ',合 計,,,,,,,"2,652",0,266,,,0',
        ',,,,,,,,"2,652",0,266,,,0',
        ',,총계:,,,,,,"2,652",0,266,,,0',
    ],
)
def test_rows_of_totals(total: str) -> None:
    """
    A row of totals is kept as one: without an order number, with its sums.
    """
    reading = qsm.read_selling_report(export(SOLD, total))
    assert reading.findings == ()
    assert [row.is_total for row in reading.values.rows] == [False, True]
    (row,) = reading.values.totals
    assert (row.goods_amount, row.service_fee, row.row) == (2_652, 266, 1)


def test_rows_that_lost_their_number() -> None:
    """
    A row that tells of an order but has no number is a finding, not a total.
    """
    reading = qsm.read_selling_report(export(SOLD.replace("1062", ""), SOLD, "," * 13))
    assert [(one.code, one.row) for one in reading.findings] == [("qsm.order_number_missing", 0)]
    assert len(reading.values.rows) == 1


@pytest.mark.parametrize(
    "old, new, field, code",
    [
        ('"2,652"', "2652.5", "goods_amount", "rows.cell_left_out"),
        ("2026/05/20", "未定", "settled_on", "rows.cell_left_out"),
        ("10%", "標準", "tax_rate", "rows.cell_left_out"),
    ],
)
def test_cells_that_cannot_be_read(old: str, new: str, field: str, code: str) -> None:
    """
    A cell that cannot be read is None, with a finding, and is kept.
    """
    reading = qsm.read_selling_report(export(SOLD.replace(old, new)))
    (row,) = reading.values.rows
    assert getattr(row, field) is None
    assert codes(reading) == [code]
    assert row.unread[0][1] == new


def test_order_numbers_that_cannot_be_read() -> None:
    """
    A row whose order number is a word is a finding and no row.
    """
    reading = qsm.read_selling_report(export(SOLD.replace("1062", "10-62")))
    assert (reading.values.rows, codes(reading)) == ((), ["rows.cell_unreadable"])


def test_no_rows_are_not_no_sales() -> None:
    """
    A report without rows is said to have none; reconciling says that nothing is settled yet.
    """
    reading = qsm.read_selling_report(export())
    assert (reading.values.rows, codes(reading)) == ((), ["qsm.no_rows"])


# All exports of a period


def test_the_exports_of_a_period_are_one_report() -> None:
    """
    The other exports stand beside the sales report; one that is not given is None.
    """
    reading = qsm.read_selling_report(
        export(SOLD),
        deductions=DEDUCTED,
        mega_wari_deductions=MEGA,
        cart_discounts=CARTS,
        promotions=COUPONS,
        smart_sales=SMART,
        period=month(2026, 5),
        basis=DateBasis.PAID,
        shop="shop-a",
        credited=1_000,
    )
    report = reading.values
    assert reading.findings == ()
    assert [(row.file, row.amount) for row in report.deductions] == [
        (DeductionFile.OTHER, 1_000),
        (DeductionFile.MEGA_WARI, 295),
    ]
    assert report.deduction_files == (DeductionFile.OTHER, DeductionFile.MEGA_WARI)
    assert report.cart_discounts is not None
    assert report.cart_discounts[0].order_nos == (1062, 1063)
    assert report.promotions is not None
    assert report.smart_sales is not None
    assert (report.period, report.basis) == (month(2026, 5), DateBasis.PAID)
    assert (report.shop, report.credited) == ("shop-a", 1_000)
    alone = qsm.read_selling_report(export(SOLD)).values
    assert (alone.cart_discounts, alone.promotions, alone.deduction_files) == (None, None, ())
    assert repr(reading) == "ReportReading(1 rows, 0 findings, unknown_keys=())"
    assert pickle.loads(pickle.dumps(reading)) == reading


def test_an_export_in_the_wrong_slot_counts_as_not_given() -> None:
    """
    A file in the wrong slot is named for what it is, and its slot stays unknown.
    """
    reading = qsm.read_selling_report(
        export(SOLD), cart_discounts=COUPONS, promotions=CARTS, deductions=MEGA, smart_sales=""
    )
    report = reading.values
    assert (report.cart_discounts, report.promotions, report.deductions) == (None, None, ())
    assert (report.deduction_files, report.smart_sales) == ((), None)
    assert codes(reading) == [
        "qsm.other_export",
        "qsm.other_export",
        "qsm.other_export",
        "qsm.file_empty",
    ]
    assert str(reading.findings[1].text) == (
        "cart discounts: this is not the cart discounts but the promotions: "
        "read it with qsm.read_promotions"
    )


def test_a_month_is_reconciled_with_its_report() -> None:
    """
    What was read is what reconcile takes: 133 yen of commission a unit on two units, 266.
    """
    line = OrderLine(
        order_no=1062,
        cart_no=9,
        item_code="100000001",
        unit_price=1_326,
        quantity=2,
        paid_at=datetime(2026, 5, 11, 12, 0, tzinfo=JST),
    )
    settled = settle_all((line,), Seller(grade=Grade.POWER, commission=Rate.percent("10")))
    result = reconcile(settled, qsm.read_selling_report(export(SOLD)).values)
    assert [one.outcome for one in result.orders] == [Outcome.AGREES]


# The other exports


SLOTS = {
    qsm.read_selling_report: export(SOLD),
    qsm.read_deductions: DEDUCTED,
    qsm.read_cart_discounts: CARTS,
    qsm.read_promotions: COUPONS,
    qsm.read_smart_sales: SMART,
    qsm.read_orders: "注文番号,カート番号,商品番号,販売価格,数量\n1,9,A,100,1\n",
}


@pytest.mark.parametrize("reader", SLOTS, ids=lambda reader: reader.__name__)
@pytest.mark.parametrize("other", SLOTS, ids=lambda reader: reader.__name__)
def test_every_export_knows_every_other(reader: Any, other: Any) -> None:
    """
    A reader refuses each other export, and names the reader for it.
    """
    reading = reader(SLOTS[other])
    if reader is other:
        assert "qsm.other_export" not in codes(reading)
    else:
        assert codes(reading) == ["qsm.other_export"]
        assert f"qsm.{other.__name__}" in str(reading.findings[0])
        assert reading.unknown_keys == ()  # its columns are known, though not here


def test_deductions() -> None:
    """
    Deductions are above 0, what is given back below; a total is left out.
    """
    text = (
        '발생일,발생항목,차감대상금액,기타\n2026/06/03,広告費,"1,000",x\n'
        "2026/06/03,広告費,△200,\n,合計,800,\n"
    )
    reading = qsm.read_deductions(text)
    assert [(row.on, row.item, row.amount, row.row) for row in reading.values] == [
        (date(2026, 6, 3), "広告費", 1_000, 0),
        (date(2026, 6, 3), "広告費", -200, 1),
    ]
    assert reading.values[0].unread == (("기타", "x"),)
    assert [(one.code, one.row) for one in reading.findings] == [("qsm.total_row", 2)]


@pytest.mark.parametrize("amount", ["", "x", "1.5"])
def test_deductions_without_an_amount(amount: str) -> None:
    """
    A deduction without an amount that can be read is a finding and no row.
    """
    reading = qsm.read_deductions(f"{DEDUCTED}2026/06/03,広告費,{amount}\n")
    assert len(reading.values) == 1
    assert reading.findings[0].row == 1


def test_the_two_exports_of_deductions() -> None:
    """
    Both have the same columns: their rows tell which of them it is.
    """
    assert codes(qsm.read_deductions(MEGA)) == ["qsm.other_export"]
    assert qsm.read_deductions(MEGA).values == ()
    assert codes(qsm.read_mega_wari_deductions(DEDUCTED)) == ["qsm.other_deductions"]
    mega = qsm.read_mega_wari_deductions(MEGA)
    assert (mega.findings, mega.values[0].file) == ((), DeductionFile.MEGA_WARI)
    mixed = DEDUCTED + "2026/06/03,メガワリ割引金額,295\n"
    assert codes(qsm.read_deductions(mixed)) == []
    assert codes(qsm.read_mega_wari_deductions(mixed)) == []


def test_cart_discounts() -> None:
    """
    A cart discount names the orders of its cart; a row that names none is a finding.
    """
    text = CARTS + '合計,500,\n,300,\nx,300,\n1064,,\n1065,"1,000",\n'
    reading = qsm.read_cart_discounts(text)
    assert [(row.order_nos, row.amount, row.on) for row in reading.values] == [
        ((1062, 1063), 500, date(2026, 5, 11)),
        ((1065,), 1_000, None),
    ]
    assert [(one.code, one.row) for one in reading.findings] == [
        ("qsm.total_row", 1),
        ("qsm.order_number_missing", 2),
        ("rows.cell_left_out", 3),
        ("qsm.order_number_missing", 3),
        ("qsm.amount_needed", 4),
    ]


@pytest.mark.parametrize(
    "reader, text", [(qsm.read_promotions, COUPONS), (qsm.read_smart_sales, SMART)]
)
def test_rows_of_orders(reader: Any, text: str) -> None:
    """
    Promotions and Smart Sales name one order a row, their item and the day of the payment.
    """
    reading = reader(text + "合計,,9,\n,1,9,\n1063,,,\n")
    (row,) = reading.values
    assert (row.order_no, row.item_code) == (1062, "100000001")
    assert row.amount == (295 if reader is qsm.read_promotions else 2_652)
    assert row.paid_on is not None
    assert [(one.code, one.row) for one in reading.findings] == [
        ("qsm.total_row", 1),
        ("rows.cell_missing", 2),
        ("qsm.amount_needed", 3),
    ]


def test_needed_columns_of_the_other_exports() -> None:
    """
    Each export names the column without which it cannot be read.
    """
    for reader, text in (
        (qsm.read_deductions, "発生日,発生項目,金額\n2026/06/03,広告費,1\n"),
        (qsm.read_cart_discounts, "発生日,カート割引金額,番号\n2026/06/03,1,2\n"),
        (qsm.read_promotions, "商品コード,メガ割引クーポン1/2\nA,1\n"),
        (qsm.read_smart_sales, "購入者の決済日,商品コード\n2026/06/03,A\n"),
    ):
        reading: Any = reader(text)
        assert (reading.values, codes(reading)) == ((), ["qsm.column_needed"])


# Properties

AMOUNTS = st.integers(-(10**9), 10**9)


def written(amount: int, style: int) -> str:
    """
    Return *amount* as exports write it, in one of several styles.
    """
    figures = f"{abs(amount):,}" if style % 2 else str(abs(amount))
    sign = ("-", "－", "△", "▲", "−")[style % 5] if amount < 0 else ""
    return f"{sign}{figures}{'円' if style % 3 == 0 else ''}"


@given(amounts=st.lists(st.tuples(AMOUNTS, st.integers(0, 29)), max_size=6))
def test_no_yen_is_lost(amounts: list[tuple[int, int]]) -> None:
    """
    However amounts are written, the sum of the rows is the sum of the file.
    """
    rows = [f'1062,"{written(amount, style)}"' for amount, style in amounts]
    text = "\n".join(("注文番号,商品決済金", *rows, ""))
    found = [row.goods_amount for row in qsm.read_selling_report(text).values.rows]
    assert found == [amount for amount, _ in amounts]


@given(order=st.permutations(range(14)))
def test_the_order_of_columns_does_not_count(order: list[int]) -> None:
    """
    The sales report with its columns in any order is the same report.
    """
    rows = [
        SOLD.replace('"2,652"', "2652").split(","),
        BACK.replace('"－2,652"', "-2652").split(","),
    ]
    table = [[row[at] for at in order] for row in (JAPANESE.split(","), *rows)]
    assert (
        qsm.read_selling_report(table).values == qsm.read_selling_report(export(SOLD, BACK)).values
    )
