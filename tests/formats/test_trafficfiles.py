from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.basics.findings import Severity
from qoo10model.formats import qsm
from qoo10model.formats.exportcolumns import recognised
from qoo10model.formats.trafficfiles import _NAMES, channel_called
from qoo10model.rules.analytics import Channel
from qoo10model.traffic import ItemDay, ShopDay, Traffic


ITEMS = (
    "日付,商品コード,商品名,商品タイプ,商品状態,カテゴリー,登録日,PV,UV,カート数,注文数,売上\r\n"
)
ITEM = '2026/07/01,100000001,架空リップ,一般,取引可能,ビューティー,2026-05-11,"1,000",400,50,20,"59,600"\r\n'
KOREAN_ITEMS = "일자,상품코드,상품명,상품유형,상품상태,카테고리,등록일,조회수,방문자수,장바구니,주문건수,매출액\r\n"
SHOPS = (
    "日付,訪問者数,閲覧数(PV),お気に入り数,カート追加数,注文件数,売上金額,購入者数,新規顧客数\r\n"
)
SHOP = '2026/07/01,400,"1,000",30,50,20,"¥59,600",18,12\r\n'
CHANNELS = "日付,流入経路,UV,PV,注文数\r\n"
KEYWORDS = "日付,キーワード,流入数,注文数,売上\r\n"
FIGURES = Traffic(visitors=400, views=1_000, carts=50, orders=20, sales=59_600)


def codes(reading: Any) -> list[tuple[str, int | None]]:
    """
    The codes of what was found, with their rows.
    """
    return [(finding.code, finding.row) for finding in reading.findings]


def test_items_in_japanese() -> None:
    """
    Every column of an item is read into its field.
    """
    reading = qsm.read_item_traffic(ITEMS + ITEM)
    assert reading.values == (
        ItemDay(
            "100000001",
            FIGURES,
            date(2026, 7, 1),
            "架空リップ",
            "一般",
            "取引可能",
            "ビューティー",
            date(2026, 5, 11),
        ),
    )
    assert (reading.values[0].row, reading.values[0].unread) == (0, ())
    assert (reading.findings, reading.unknown_keys) == ((), ())


def test_items_in_korean() -> None:
    """
    Korean headers mean the same.
    """
    assert qsm.read_item_traffic(KOREAN_ITEMS + ITEM).values[0].figures == FIGURES


@pytest.mark.parametrize(
    "header", ["訪問者数（人）,注文数（件）", "UV(人),注文件数（回）", "방문자수(명),주문수(건)"]
)
def test_units_behind_headers(header: str) -> None:
    """
    A header may say in what it counts.
    """
    (row,) = qsm.read_shop_traffic(f"日付,{header}\n2026/07/01,400,20\n").values
    assert row.figures == Traffic(visitors=400, orders=20)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_encodings(encoding: str) -> None:
    """
    An export is read as bytes in each encoding.
    """
    found = qsm.read_item_traffic((ITEMS + ITEM).encode(encoding))
    assert found.values == qsm.read_item_traffic(ITEMS + ITEM).values


def test_rows_of_an_excel_reader() -> None:
    """
    Rows of cells and rows of objects give the same as text.
    """
    head = ["日付", "商品コード", "PV", "注文数"]
    cells = [date(2026, 7, 1), 100000001, 1_000.0, 20]
    (row,) = qsm.read_item_traffic([head, cells]).values
    assert (row.item_code, row.figures) == ("100000001", Traffic(views=1_000, orders=20))
    objects = qsm.read_item_traffic([dict(zip(head, cells, strict=True))])
    assert objects.values == (row,)


def test_a_shop_day() -> None:
    """
    Every figure of a day is read, and the rates follow.
    """
    reading = qsm.read_shop_traffic(SHOPS + SHOP)
    (row,) = reading.values
    assert row == ShopDay(
        date(2026, 7, 1),
        Traffic(
            visitors=400,
            views=1_000,
            favourites=30,
            carts=50,
            orders=20,
            sales=59_600,
            customers=18,
            new_customers=12,
        ),
    )
    assert row.figures.new_rate == Fraction(2, 3)
    assert codes(reading) == []


def test_channels() -> None:
    """
    Names of channels are understood; one that nobody knows is kept by its name, with a finding.
    """
    rows = "2026/07/01,検索,700,900,14\r\n2026/07/01,ＬＩＮＥ,20,30,1\r\n2026/07/01,魔法,1,1,0\r\n"
    reading = qsm.read_channel_traffic(CHANNELS + rows)
    assert [row.channel for row in reading.values] == [Channel.SEARCH, Channel.LINE, None]
    assert [row.figures.visitors for row in reading.values] == [700, 20, 1]
    assert reading.values[2].name == "魔法"
    assert codes(reading) == [("qsm.channel_unknown", 2)]


@pytest.mark.parametrize("channel", list(Channel), ids=lambda one: one.name)
def test_every_channel_has_names(channel: Channel) -> None:
    """
    A channel is known by its labels and by names in Japanese; no name means two channels.
    """
    assert channel_called(channel.label.ja) is channel
    assert channel_called(channel.label.en.upper()) is channel
    names = [name for _, names in _NAMES for name in names.split(", ")]
    assert len(set(names)) == len(names)
    assert {one for one, _ in _NAMES} == set(Channel)
    for one, group in _NAMES:
        assert all(channel_called(name) is one for name in group.split(", "))


def test_keywords() -> None:
    """
    Visits, orders and sales of a word, of a day.
    """
    reading = qsm.read_keyword_traffic(KEYWORDS + '2026/07/01,リップ,"1,200",30,"89,400"\r\n')
    (row,) = reading.values
    assert (row.keyword, row.visits, row.orders, row.sales) == ("リップ", 1_200, 30, 89_400)
    assert (row.on, row.row, row.item_code) == (date(2026, 7, 1), 0, "")
    assert codes(reading) == []


# Bad input


@pytest.mark.parametrize("cell", ["-1", "−5", '"-1,000"'])
def test_a_negative_figure_is_not_given(cell: str) -> None:
    """
    The figure counts as not given and is kept with its row; the others are read.
    """
    reading = qsm.read_shop_traffic(f"日付,UV,注文数\n2026/07/01,{cell},20\n")
    (row,) = reading.values
    assert row.figures == Traffic(orders=20)
    assert codes(reading) == [("qsm.figure_negative", 0)]
    assert row.unread == (("UV", cell.strip('"')),)


def test_negative_sales_and_visits() -> None:
    """
    Sales below 0, also written with a triangle, and visits of a keyword likewise.
    """
    shop = qsm.read_shop_traffic("日付,UV,注文数,売上\n2026/07/01,5,1,△500\n")
    assert (shop.values[0].figures.sales, len(shop.findings)) == (None, 1)
    word = qsm.read_keyword_traffic("キーワード,流入数,注文数\nリップ,-3,1\n")
    assert (word.values[0].visits, codes(word)) == (None, [("qsm.figure_negative", 0)])


def test_fewer_visitors_than_orders() -> None:
    """
    Odd figures are kept, with a finding of their row.
    """
    reading = qsm.read_shop_traffic("日付,UV,注文数\n2026/07/01,30,20\n2026/07/02,10,12\n")
    assert reading.values[1].figures == Traffic(visitors=10, orders=12)
    assert codes(reading) == [("analytics.more_than_possible", 1)]


def test_no_views() -> None:
    """
    An item that nobody saw has no conversion; a blank is not known, and 0 is 0.
    """
    reading = qsm.read_item_traffic("商品コード,PV,注文数\nA,0,0\nB,,0\n")
    seen, unknown = reading.values
    assert (seen.figures.views, seen.figures.item_cvr) == (0, None)
    assert (unknown.figures.views, unknown.figures.item_cvr) == (None, None)
    assert codes(reading) == []


@pytest.mark.parametrize("cell", ["many", "1.5", "1e3", "12%"])
def test_a_figure_that_is_no_number(cell: str) -> None:
    """
    It counts as not given and is kept.
    """
    reading = qsm.read_item_traffic(f"商品コード,PV,注文数\nA,{cell},1\n")
    assert reading.values[0].figures == Traffic(orders=1)
    assert reading.values[0].unread == (("PV", cell),)
    assert codes(reading) == [("rows.cell_left_out", 0)]


@pytest.mark.parametrize("day", ["", "yesterday", "2026/02/30"])
def test_a_shop_day_without_a_day(day: str) -> None:
    """
    A row of the shop without its day is no value; the next one is read.
    """
    reading = qsm.read_shop_traffic(f"日付,UV,注文数\n{day},5,1\n2026/07/02,6,1\n")
    assert [row.on for row in reading.values] == [date(2026, 7, 2)]
    assert ("qsm.day_missing", 0) in codes(reading)


@pytest.mark.parametrize(
    "text, code, row",
    [
        ("商品コード,PV,注文数\n,5,1\n", "rows.cell_missing", 0),
        ("商品コード,PV,注文数\nA,,\n", "qsm.row_without_figures", 0),
        ("商品コード,PV,注文数\n合計,5,1\n", "qsm.total_row", 0),
        ("商品コード,PV,注文数\nA,5\n", "rows", None),
    ],
)
def test_rows_that_give_no_value(text: str, code: str, row: int | None) -> None:
    """
    A row without item or figures and a row of totals are findings; a short row is read as far as it goes.
    """
    reading = qsm.read_item_traffic(text)
    if row is None:
        assert reading.values[0].figures == Traffic(views=5)
        assert len(reading.findings) == 1
    else:
        assert reading.values == ()
        assert codes(reading) == [(code, row)]


def test_a_day_that_stands_there_twice_is_read_twice() -> None:
    """
    The reader drops nothing: the sums find the day that comes twice.
    """
    reading = qsm.read_shop_traffic("日付,UV,注文数\n2026/07/01,5,1\n2026/07/01,6,1\n")
    assert [row.figures.visitors for row in reading.values] == [5, 6]


def test_columns_in_any_order_and_unknown_ones() -> None:
    """
    Ratios of the export are known and kept; a column that nobody has named is kept and said.
    """
    reading = qsm.read_item_traffic("順位,注文数,CVR,PV,商品コード\n1,20,2.00%,1000,A\n")
    assert reading.unknown_keys == ("順位",)
    assert reading.values[0].figures == Traffic(views=1_000, orders=20)
    assert dict(reading.values[0].unread) == {"順位": "1", "CVR": "2.00%"}


READERS = {
    "read_item_traffic": ITEMS + ITEM,
    "read_shop_traffic": SHOPS + SHOP,
    "read_channel_traffic": CHANNELS + "2026/07/01,検索,700,900,14\r\n",
    "read_keyword_traffic": KEYWORDS + "2026/07/01,リップ,10,1,100\r\n",
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("given", READERS)
def test_each_reader_names_the_one_that_fits(reader: str, given: str) -> None:
    """
    An export of another kind is refused with the name of the reader to use.
    """
    reading = getattr(qsm, reader)(READERS[given])
    if reader == given:
        assert len(reading.values) == 1
        assert reading.findings == ()
    else:
        assert reading.values == ()
        (finding,) = reading.findings
        assert (finding.code, finding.severity) == ("qsm.other_export", Severity.ERROR)
        assert f"qsm.{given}" in finding.text.en


def test_other_exports_are_told_apart() -> None:
    """
    An ad report is no export of visitors, and the other way round.
    """
    ads = "商品コード,広告タイプ,広告費,表示回数,クリック数(PV),購入数\nA,プラス展示,100,50,5,1\n"
    (finding,) = qsm.read_item_traffic(ads).findings
    assert "qsm.read_ad_report" in finding.text.en
    (back,) = qsm.read_ad_report(ITEMS + ITEM).findings
    assert "qsm.read_item_traffic" in back.text.en
    assert [one.reader for one in recognised(("キーワード", "流入数"))] == ["read_keyword_traffic"]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    "data", ["", b"", "\n\n", "a,b\n1,2\n", b"\xff\xfe", b"PK\x03\x04x"], ids=repr
)
def test_files_that_are_none(reader: str, data: Any) -> None:
    """
    An empty file, another table and a workbook give no values and a finding.
    """
    reading = getattr(qsm, reader)(data)
    assert reading.values == ()
    assert reading.findings


@pytest.mark.parametrize("reader", READERS)
def test_a_file_without_the_column_that_is_needed(reader: str) -> None:
    """
    Without the column that names its rows no row is read.
    """
    reading = getattr(qsm, reader)("注文数,新規顧客数\n1,1\n")
    assert reading.values == ()
    assert codes(reading) == [("qsm.column_needed", None)]


@given(
    rows=st.lists(
        st.tuples(
            st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=6),
            st.one_of(st.integers(-10, 10**7).map(str), st.text(max_size=4)),
            st.one_of(st.integers(-10, 10**7), st.none(), st.floats()),
        ),
        max_size=6,
    )
)
def test_no_row_is_lost_in_silence(rows: list[tuple[Any, Any, Any]]) -> None:
    """
    Whatever the cells hold, each row that is not blank is a value or has a finding.
    """
    reading = qsm.read_item_traffic([("商品コード", "PV", "注文数"), *rows])
    seen = {value.row for value in reading.values}
    seen |= {finding.row for finding in reading.findings if finding.row is not None}
    for at, row in enumerate(rows):
        if str(row[0]).strip() and str(row[0]).isalnum():
            assert at in seen
