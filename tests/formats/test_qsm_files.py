from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from hypothesis import given, settings
from hypothesis import strategies as st

from qoo10model.basics.errors import InvalidTypeError
from qoo10model.basics.money import Rate
from qoo10model.formats import qsm
from qoo10model.formats.cells import UnreadableError
from qoo10model.formats.exportcells import (
    cell_of,
    code_column,
    date_column,
    money,
    number_column,
    order_numbers,
    tax_rate,
    word_column,
)
from qoo10model.formats.exportcolumns import (
    CART_DISCOUNTS,
    DELIVERIES,
    PROMOTIONS,
    SALES,
    header_key,
    is_known,
    recognised,
)
from qoo10model.formats.exportfiles import decoded_lines, encoding_of, raw_lines, table_of


DATA = Path(__file__).parent / "data"
FILES = sorted(DATA.glob("qsm_*.csv"))
READERS = (
    qsm.read_orders,
    qsm.read_shipments,
    qsm.read_selling_report,
    qsm.read_deductions,
    qsm.read_mega_wari_deductions,
    qsm.read_cart_discounts,
    qsm.read_promotions,
    qsm.read_smart_sales,
)
BRIEF = "注文番号,カート番号,送り状番号"


def codes(reading: Any) -> list[str]:
    """
    Return the codes of the findings of *reading*.
    """
    return [finding.code for finding in reading.findings]


def numbers(data: Any) -> list[int]:
    """
    Return the order numbers of the shipments in *data*.
    """
    return [shipment.order_no for shipment in qsm.read_shipments(data).values]


# Encodings


@pytest.mark.parametrize(
    "data, encoding",
    [
        (b"", "utf-8"),
        (b"order,price", "utf-8"),
        ("注文番号".encode(), "utf-8"),
        ("注文番号".encode("utf-8-sig"), "utf-8-sig"),
        ("注文番号".encode("cp932"), "cp932"),
        ("注文番号".encode("utf-16"), "utf-16"),
        # cut off in the middle of a letter
        ("注文番号".encode()[:-1], "utf-8"),
        ("注文番号".encode("cp932")[:-1], "cp932"),
        # cp932 further down a UTF-8 file, and the reverse
        ("注文番号\n".encode() + "商品".encode("cp932"), "utf-8"),
        ("注文番号\n".encode("cp932") + "商品".encode(), "cp932"),
    ],
)
def test_encodings_are_found(data: bytes, encoding: str) -> None:
    """
    The mark decides, then whether the first letters are UTF-8; all else is cp932.
    """
    assert encoding_of(data) == encoding


@pytest.mark.parametrize(
    "data, expected",
    [
        (f"{BRIEF}\n1,9,".encode() + "商".encode("cp932") + b"\n2,9,\n", "are not utf-8"),
        (f"{BRIEF}\n1,9,".encode("cp932") + b"\x81\xff\n2,9,\n", "are not cp932"),
    ],
)
def test_letters_of_another_encoding_are_a_finding(data: bytes, expected: str) -> None:
    """
    Letters that are none in the file's encoding are one finding with the line of the first.
    """
    reading = qsm.read_shipments(data)
    assert [shipment.order_no for shipment in reading.values] == [1, 2]
    assert codes(reading) == ["qsm.characters_unreadable"]
    assert expected in str(reading.findings[0])
    assert "line 2" in str(reading.findings[0])


def test_good_text_is_decoded_in_silence() -> None:
    """
    A whole file has no finding about its letters.
    """
    findings: list[Any] = []
    assert decoded_lines("①注文".encode("cp932"), findings) == ["①注文"]
    assert findings == []


# Lines and quotes


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("last", ["", "end"])
def test_line_ends(end: str, last: str) -> None:
    """
    Lines may end in any way, the last one also not at all.
    """
    text = end.join((BRIEF, "1,9,a", "2,9,b")) + (end if last else "")
    assert numbers(text) == [1, 2]
    assert raw_lines("a\r\nb\rc\nd") == ["a\r\n", "b\r", "c\n", "d"]


def test_mixed_line_ends() -> None:
    """
    Line ends of several kinds in one file are read.
    """
    assert numbers(f"{BRIEF}\r\n1,9,a\n2,9,b\r3,9,c") == [1, 2, 3]


def test_line_ends_inside_cells() -> None:
    """
    A quoted cell may go over lines; the rows after it keep their index.
    """
    reading = qsm.read_shipments(f'{BRIEF},商品名\n1,9,a,"x\ny"\n2,9\n')
    assert reading.values[0].title == "x\ny"
    assert [(one.code, one.row) for one in reading.findings] == [("qsm.cells_too_few", 1)]


@pytest.mark.parametrize(
    "broken, expected",
    [
        ('1,9,"a\n2,9,b\n3,9,c\n', [2, 3]),  # open to the end of the file
        ('1,9,"a\n"2","9","b"\n3,9,c\n', [2, 3]),  # closed by the quote of the next row
        ('1,9,"a"b"\n2,9,b\n', [2]),
        ('1,9,a\n2,9,"b', [1]),
        ('1,9,a\n"2,9,b\n"3,9,c\n', [1]),
    ],
)
def test_quotes_that_are_never_closed(broken: str, expected: list[int]) -> None:
    """
    A quote that is never closed costs its own row, not the rest of the file.
    """
    reading = qsm.read_shipments(f"{BRIEF}\n{broken}")
    assert [shipment.order_no for shipment in reading.values] == expected
    assert "qsm.quote_broken" in codes(reading)


def test_a_broken_row_is_named_by_its_line() -> None:
    """
    The finding has the index of the row and its line in the file.
    """
    reading = qsm.read_shipments(f'{BRIEF}\n1,9,a\n2,9,"b"c\n3,9,c\n')
    assert numbers(f'{BRIEF}\n1,9,a\n2,9,"b"c\n3,9,c\n') == [1, 3]
    (finding,) = reading.findings
    assert finding.row == 1
    assert "line 3" in str(finding)


def test_a_cell_of_a_megabyte_breaks_its_row_only() -> None:
    """
    A cell that is longer than the csv module takes costs its own row.
    """
    assert numbers(f"{BRIEF}\n1,9,{'x' * 200_000}\n2,9,b\n") == [2]


def test_cells_apart_by_tabs() -> None:
    """
    What was copied out of a spreadsheet has tabs between its cells.
    """
    assert numbers(BRIEF.replace(",", "\t") + "\n1\t9\ta,b\n") == [1]


# Rows of another width


def test_rows_that_are_too_short() -> None:
    """
    A row with too few cells is read as far as it goes, with a finding.
    """
    reading = qsm.read_shipments(f"{BRIEF}\n1,9\n2\n\n3,9,c\n")
    assert [shipment.order_no for shipment in reading.values] == [1, 2, 3]
    assert [(one.code, one.row) for one in reading.findings] == [
        ("qsm.cells_too_few", 0),
        ("qsm.cells_too_few", 1),
    ]


def test_a_file_that_ends_inside_a_row() -> None:
    """
    Where the file ends inside its last row, that row may have lost digits and is not read.
    """
    reading = qsm.read_shipments(f"{BRIEF}\n1,9,a\n2,9")
    assert [shipment.order_no for shipment in reading.values] == [1]
    assert codes(reading) == ["qsm.row_cut_off"]


def test_rows_that_are_too_long() -> None:
    """
    A row with more cells than columns may have slipped and is not read; blank cells do no harm.
    """
    reading = qsm.read_shipments(f"{BRIEF}\n1,9,a,b\n2,9,c,\n")
    assert [shipment.order_no for shipment in reading.values] == [2]
    assert codes(reading) == ["qsm.cells_too_many"]


def test_blank_rows_are_passed_over() -> None:
    """
    Blank rows are no findings, and do not shift the index of others.
    """
    reading = qsm.read_shipments(f"{BRIEF}\n\n,,\n0,9,a\n")
    assert reading.values == ()
    assert [one.row for one in reading.findings] == [2]


# Headers


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("data", [b"", "", [], "\ufeff".encode()], ids=repr)
def test_empty_files(reader: Any, data: Any) -> None:
    """
    An empty file is one finding.
    """
    reading = reader(data)
    assert codes(reading) == ["qsm.file_empty"]
    assert reading.unknown_keys == ()


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0"], ids=["xlsx", "xls"])
@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__)
def test_workbooks(reader: Any, start: bytes) -> None:
    """
    An Excel workbook as bytes is no CSV file, and the finding says what to pass.
    """
    reading = reader(start + bytes(range(256)))
    assert codes(reading) == ["qsm.workbook"]
    assert "pass its rows" in str(reading.findings[0])
    assert codes(reader(memoryview(start))) == ["qsm.workbook"]


def test_frames() -> None:
    """
    A data frame is refused, with the way to its rows.
    """
    frame: Any = SimpleNamespace(columns=["注文番号"])
    with pytest.raises(InvalidTypeError, match=r"list\(frame.columns\), \*frame.values.tolist"):
        qsm.read_orders(frame)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_headers_without_rows(file: Path) -> None:
    """
    A header alone is advice, not a month without orders.
    """
    header = file.read_bytes().splitlines()[0]
    assert codes(qsm.read_shipments(header)) == ["qsm.no_rows"]


@pytest.mark.parametrize("reader", READERS)
def test_files_without_a_header(reader: Any) -> None:
    """
    A file without a header is one finding, which shows nothing of what stands there.
    """
    reading = reader("架空 太郎,東京都架空区,1\n架空 花子,東京都架空区,2\n")
    assert codes(reading) == ["qsm.header_missing"]
    assert "架空" not in str(reading.findings[0].text.ja)
    assert reading.unknown_keys == ()


def test_titles_above_the_header() -> None:
    """
    The header may stand below titles and search conditions.
    """
    text = f"配送管理\n期間,2026/05/01,2026/05/31\n\n{BRIEF}\n1,9,a\nx,9,b\n"
    reading = qsm.read_shipments(text)
    assert [shipment.order_no for shipment in reading.values] == [1]
    assert [one.row for one in reading.findings] == [1]


@pytest.mark.parametrize(
    "header",
    [
        "注文番号",
        " 注文番号 ",
        "\ufeff注文番号",
        "注文 番号",
        "注文\u200b番号",
        "주문번호",
        "\u110c\u116e\u1106\u116e\u11ab\u1107\u1165\u11ab\u1112\u1169",  # taken apart into letters
    ],
    ids=repr,
)
def test_headers_count_without_blanks(header: str) -> None:
    """
    Blanks, invisible characters and parts of Hangul make no other header.
    """
    assert DELIVERIES.names[header_key(header)] == "orderNo"


@pytest.mark.parametrize(
    "header, field",
    [
        ("販売店負担割引額", "seller_discount"),
        ("販売店負担割引金額", "seller_discount"),
        ("販売店舗負担割引金額", "seller_discount"),
        ("Qoo10サービス利用料", "service_fee"),
        ("ＱＯＯ１０ サービス利用料", "service_fee"),
        ("Qoo10서비스수수료", "service_fee"),
        ("メガワリ／メガポ補償金", "compensation"),
        ("商品決済金", "goods_amount"),
        ("商品単価金額", "goods_amount"),
        ("購入者の決済日(YYYY/MM/DD)", "paid_on"),
        ("購入者の決済日 （YYYY/MM/DD）", "paid_on"),
        ("商品決済金（円）", "goods_amount"),
        ("商品決済金（税）", None),
        ("Qoo10サービス利用料(税込)", None),
        ("飼料", None),
    ],
)
def test_spellings_of_headers(header: str, field: str | None) -> None:
    """
    Spellings and units vary; a fee with tax is another column than the fee without.
    """
    assert SALES.names.get(header_key(header)) == field
    assert is_known(header) is (field is not None)


@pytest.mark.parametrize("half", ["1/2", "½", "１／２", "1 / 2"])
def test_the_half_in_a_header(half: str) -> None:
    """
    The half in the name of the coupon column may be written in any way.
    """
    assert PROMOTIONS.names[header_key(f"メガ割引クーポン{half}")] == "amount"


def test_exports_are_recognised() -> None:
    """
    Columns that only one export has tell which it is; one file may have the signs of two.
    """
    assert recognised(("注文番号", "カート割引金額")) == (CART_DISCOUNTS,)
    assert recognised(("注文番号", "販売価格", "カート番号", "発生の理由")) == (DELIVERIES, SALES)
    assert recognised(("注文番号", "数量")) == ()


@pytest.mark.parametrize("copies", [2, 3])
def test_unknown_columns_of_one_name(copies: int) -> None:
    """
    Unknown columns of one name are told apart by a number.
    """
    reading = qsm.read_shipments(f"{BRIEF}{',謎' * copies}\n1,9,a{',x' * copies}\n")
    keys = ("謎", "謎 (2)", "謎 (3)")[:copies]
    assert reading.unknown_keys == keys
    assert reading.values[0].unread == tuple((key, "x") for key in keys)


# Cells


@pytest.mark.parametrize(
    "cell, yen",
    [
        ("△500", -500),
        ("▲1,234", -1_234),
        ("－1,234", -1_234),
        ("−1,234円", -1_234),
        ("1,234円", 1_234),
        ("１，２３４円", 1_234),
        ("¥ 1,234", 1_234),
        ("+500", 500),
        (1234.0, 1_234),
        ("", None),
        (None, None),
    ],
    ids=repr,
)
def test_money(cell: object, yen: int | None) -> None:
    """
    Amounts are whole yen with their sign, however that is written.
    """
    assert money(cell) == yen


@pytest.mark.parametrize(
    "cell", ["△-500", "1円2", "円", "△", "1,23", "12.5", "x", True, 0.5, "--5"], ids=repr
)
def test_what_is_no_money(cell: object) -> None:
    """
    What could be read in two ways is not read.
    """
    with pytest.raises(UnreadableError):
        money(cell)


@pytest.mark.parametrize(
    "cell, percent",
    [
        ("10%", "10"),
        ("８％", "8"),
        ("10", "10"),
        (10, "10"),
        (0.1, "10"),
        (0.08, "8"),
        ("0.1", "10"),
        ("0%", "0"),
        (0, "0"),
        ("0.5%", "0.5"),
    ],
    ids=repr,
)
def test_tax_rates(cell: object, percent: str) -> None:
    """
    A tax rate is written in per cent, or as a share where a spreadsheet has it.
    """
    assert tax_rate(cell) == Rate.percent(percent)


@pytest.mark.parametrize("cell", ["", None, "%"], ids=repr)
def test_no_tax_rate(cell: object) -> None:
    """
    A blank is no rate, not 0 %.
    """
    assert tax_rate(cell) is None


@pytest.mark.parametrize("cell", ["x", "-10%", "100%", "1000", [1], True], ids=repr)
def test_what_is_no_tax_rate(cell: object) -> None:
    """
    A rate of 100 % or more, below 0, or a word is not read.
    """
    with pytest.raises(UnreadableError):
        tax_rate(cell)


@pytest.mark.parametrize(
    "cell, expected",
    [
        ("1062 | 1063", (1062, 1063)),
        ("1062|1063|", (1062, 1063)),
        ("1062｜1063", (1062, 1063)),
        ("1062\n1063", (1062, 1063)),
        ("1062 | 1062", (1062,)),
        (1062.0, (1062,)),
        ("", ()),
        (None, ()),
    ],
    ids=repr,
)
def test_order_numbers(cell: object, expected: tuple[int, ...]) -> None:
    """
    Several order numbers stand in one cell, each counts once.
    """
    assert order_numbers(cell) == expected


@pytest.mark.parametrize("cell", ["1062 | x", "-1", "1" * 16, True], ids=repr)
def test_what_are_no_order_numbers(cell: object) -> None:
    """
    A word among order numbers makes the cell unreadable.
    """
    with pytest.raises(UnreadableError):
        order_numbers(cell)


class Letters(str):
    """
    A text of another library.
    """

    __slots__ = ()


def datetime64(written: str) -> object:
    """
    Return a moment as numpy has it, or none.
    """
    return type("datetime64", (), {"__str__": lambda _: written})()


@pytest.mark.parametrize(
    "cell, expected",
    [
        (Letters("a"), "a"),
        (datetime64("2026-05-11"), "2026-05-11"),
        (datetime64("NaT"), None),
        (1e300, 1e300),
        (0.5, 0.5),
        (float("inf"), float("inf")),
    ],
    ids=repr,
)
def test_cells_of_other_libraries(cell: object, expected: object) -> None:
    """
    Texts, moments and numbers of other libraries become plain ones.
    """
    assert cell_of(cell) == expected
    assert type(cell_of(cell)) is type(expected)


def test_columns_are_made_plain_where_all_cells_are() -> None:
    """
    Digits become numbers only where each cell has at most 15 of them, and each has some.
    """
    assert number_column(("1", "2")) == [1, 2]
    for column in (("1", ""), ("1", "1" * 16), ("1", "²"), (1, "2")):
        assert tuple(number_column(column)) == column
    assert number_column(("15,00", "1")) == ("15,00", "1")
    assert word_column(([1], "日本")) == [[1], "JP"]


def test_cells_that_go_over_lines_stay_one() -> None:
    """
    Cells are made plain all at once, yet one that goes over lines stays one.
    """
    assert code_column(("'a\nb", "c")) == ["a\nb", "c"]
    assert date_column(("2026/05/11\n", "")) == ("2026/05/11\n", "")


# Properties


@settings(max_examples=300)
@given(data=st.binary(max_size=300) | st.text(max_size=300))
def test_no_bytes_break_a_reader(data: bytes | str) -> None:
    """
    Any bytes and any text have an answer.
    """
    for reader in READERS:
        reader(data)


PIECES = st.lists(
    st.sampled_from(
        [
            *"\"',|\r\n\t 1a-",
            "\r\n",
            '""',
            *(name.split(", ")[0] for _, name in (*DELIVERIES.fields, *SALES.fields)),
            "発生日",
            "差引対象金額",
            "カート割引金額",
            "メガ割引クーポン1/2",
            "販売金額",
            "合計",
            "2026/05/11",
            "△1,234円",
        ]
    ),
    max_size=60,
)


@settings(max_examples=300)
@given(pieces=PIECES, encoding=st.sampled_from(("utf-8", "cp932", "utf-8-sig")), cut=st.booleans())
def test_no_file_breaks_a_reader(pieces: list[str], encoding: str, cut: bool) -> None:
    """
    Whatever a damaged export looks like, each reader answers.
    """
    text = "".join(pieces)
    data = text.encode(encoding)[: -1 if cut else None]
    for reader in READERS:
        reader(data)
        reader(text)
    header = "注文番号,カート番号,商品番号,販売価格,数量,発生の理由,差引対象金額,カート割引金額,販売金額\n"
    for reader in READERS:
        reader((header + text).encode(encoding))


@given(rows=st.lists(st.lists(st.sampled_from(["", "1", "a", '"', "x,y", "l\n2"]), max_size=4)))
def test_tables_keep_all_rows(rows: list[list[str]]) -> None:
    """
    A row is in the table, or blank, or a finding has its index.
    """
    table = table_of([["注文番号", "数量", "x"], *rows], is_known)
    told = {finding.row for finding in table.findings}
    for number, row in enumerate(rows):
        assert number in table.numbers or number in told or not any(row)
    assert all(len(row) == 3 for row in table.rows)
