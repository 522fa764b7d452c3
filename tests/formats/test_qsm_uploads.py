from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.formats import qsm


DATA = Path(__file__).parent / "data"
UTF_8 = (DATA / "qsm_delivery_brief_ja_15_utf8sig.csv").read_bytes()
CP932 = (DATA / "qsm_delivery_brief_ja_15_cp932.csv").read_bytes()
HEADER = "注文番号,配送会社,送り状番号,商品名"


@pytest.mark.parametrize("data, encoding", [(UTF_8, "utf-8"), (CP932, "cp932")])
def test_only_carrier_and_tracking_number_are_filled(data: bytes, encoding: str) -> None:
    """
    Between the file and what goes back lie the two cells of each given order and nothing else.
    """
    pair = ("佐川急便", "500000000010")
    filled = qsm.fill_tracking(data, {1000000002: pair, 1000000003: pair})
    blank, full = b'"900000002","",""', '"900000002","佐川急便","500000000010"'.encode(encoding)
    assert data.count(blank) == 2
    assert filled == data.replace(blank, full)
    assert [
        one.delivery and one.delivery.tracking_no for one in qsm.read_shipments(filled).values
    ] == [
        "500000000010",
        "500000000010",
        "110000000014",
    ]


def test_the_sample_that_goes_back_is_reached() -> None:
    """
    The rows of the reconstructed upload are those of the brief file, filled in.
    """
    pair = ("佐川急便", "500000000010")
    filled = qsm.fill_tracking(UTF_8, {1000000002: pair, 1000000003: pair}).splitlines()
    upload = (DATA / "qsm_tracking_upload_brief_15_reconstructed.csv").read_bytes().splitlines()
    assert filled[:3] == upload[:3]


@pytest.mark.parametrize("data", [UTF_8, CP932, f"{HEADER}\n".encode()])
def test_nothing_to_fill_changes_nothing(data: bytes) -> None:
    """
    Without orders the file comes back byte for byte.
    """
    assert qsm.fill_tracking(data, {}) == data
    view: Any = memoryview(data)
    assert qsm.fill_tracking(view, {}) == data


@pytest.mark.parametrize(
    "row, expected",
    [
        ("1,,,見本", "1,C,7,見本"),
        ('1,"",,見本', '1,"C",7,見本'),
        ('1,古,"前, の",見本', '1,C,"7",見本'),
        ('"1","a ""b""","x\ny","見,本"', '"1","C","7","見,本"'),
        ("'1,,,見本", "'1,C,7,見本"),
        ('"1,000",,,', '"1,000",C,7,'),
        ("１,,,見本", "１,C,7,見本"),
    ],
)
@pytest.mark.parametrize("end", ["\r\n", "\n", ""])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_cells_stay_quoted_as_they_were(row: str, expected: str, end: str, encoding: str) -> None:
    """
    A cell that had quotes has them again; commas, quotes and line ends in other cells do no harm.
    """
    number = 1_000 if "1,000" in row else 1
    before, after = (
        f"{HEADER}{end or chr(10)}{one}{end}".encode(encoding) for one in (row, expected)
    )
    assert qsm.fill_tracking(before, {number: ("C", "7")}) == after


def test_bytes_that_have_a_twin_stay() -> None:
    """
    cp932 has some letters twice; the bytes that stood there are not exchanged for their twins.
    """
    data = f"{HEADER}\n1,,,".encode("cp932") + b"\xfa\x54\xed\x40\n"
    assert data.decode("cp932").encode("cp932") != data
    assert qsm.fill_tracking(data, {1: ("C", "7")}) == data.replace(b"1,,,", b"1,C,7,")


def test_damaged_letters_stay() -> None:
    """
    Bytes that are no letters at all stay as they are.
    """
    data = f"{HEADER}\n1,,,".encode() + b"\xff\x85\n"
    assert qsm.fill_tracking(data, {1: ("C", "7")}) == data.replace(b"1,,,", b"1,C,7,")


def test_columns_may_stand_anywhere() -> None:
    """
    Columns count by their header: the carrier may stand first, and be Korean.
    """
    data = "택배사,x,송장번호,주문번호\n,,,1\n,,,2\n".encode()
    assert (
        qsm.fill_tracking(data, {2: ("C", "7")})
        == "택배사,x,송장번호,주문번호\n,,,1\nC,,7,2\n".encode()
    )


def test_an_order_in_two_rows_is_filled_in_both() -> None:
    """
    Where an order stands in two rows, both are filled.
    """
    data = f"{HEADER}\n1,,,a\nx,,,\n1,,,b\n\n".encode()
    assert qsm.fill_tracking(data, {1: ("C", "7")}).count(b"1,C,7,") == 2


@pytest.mark.parametrize(
    "data, shipments, message",
    [
        (UTF_8, {7: ("C", "7"), 8: ("C", "7")}, r"not there: 7, 8"),
        (b"", {}, "columns of a delivery export"),
        ("注文番号,商品名\n".encode(), {}, "no 配送会社, 택배사; 送り状番号"),
        (UTF_8.decode("utf-8-sig").encode("utf-16"), {}, "UTF-16"),
        (f'{HEADER}\n1,"a\n2,,,\n'.encode(), {1: ("C", "7")}, "line 2 cannot be read"),
        (f"{HEADER}\n1,\n".encode(), {1: ("C", "7")}, "too short"),
        (CP932, {1000000002: ("우체국", "7")}, "cannot be written in cp932"),
        (UTF_8, {1000000002: ("", "7")}, "texts of one line"),
        (UTF_8, {1000000002: ("C", "  ")}, "texts of one line"),
        (UTF_8, {1000000002: ('C"', "7")}, "texts of one line"),
        (UTF_8, {1000000002: ("C,D", "7")}, "texts of one line"),
        (UTF_8, {1000000002: ("C", "7\n8")}, "texts of one line"),
        (UTF_8, {1000000002: ("C", "7\u200b")}, "texts of one line"),
    ],
    ids=range(13),
)
def test_what_cannot_be_filled_is_refused(data: bytes, shipments: Any, message: str) -> None:
    """
    An order that is not there, a text that would break the file or a broken file are mistakes.
    """
    with pytest.raises(ValueError, match=message):
        qsm.fill_tracking(data, shipments)


@pytest.mark.parametrize(
    "data, shipments, message",
    [
        (UTF_8.decode(), {}, "binary mode"),
        (None, {}, "binary mode"),
        (UTF_8, {"1000000002": ("C", "7")}, "as int"),
        (UTF_8, {1000000002: "C7"}, "a tuple of carrier and tracking number"),
        (UTF_8, {1000000002: ("C",)}, "a tuple of carrier and tracking number"),
        (UTF_8, {1000000002: ("C", 7)}, "must be texts"),
    ],
    ids=range(6),
)
def test_wrong_kinds_are_refused(data: Any, shipments: Any, message: str) -> None:
    """
    Text has lost the bytes; numbers and texts are what they should be.
    """
    with pytest.raises(TypeError, match=message):
        qsm.fill_tracking(data, shipments)


@given(
    cells=st.lists(
        st.lists(st.text(alphabet='ab注",\n\r ', max_size=4), min_size=2, max_size=2), max_size=4
    ),
    quoted=st.booleans(),
    chosen=st.sets(st.integers(0, 3)),
)
def test_other_cells_never_change(cells: list[list[str]], quoted: bool, chosen: set[int]) -> None:
    """
    Whatever stands in the other cells, reading the filled file gives them back.
    """

    def cell(text: str) -> str:
        needs = quoted or any(letter in text for letter in '",\n\r')
        return '"' + text.replace('"', '""') + '"' if needs else text

    lines = [f"{cell(a)},{n},,{cell('')},{cell(b)}" for n, (a, b) in enumerate(cells)]
    text = "\r\n".join(("商品名,注文番号,配送会社,送り状番号,オプション情報", *lines, ""))
    filling = {n: ("C", "7") for n in chosen if n < len(cells)}
    filled = qsm.fill_tracking(text.encode(), filling)
    expected = [
        line.replace(f",{n},,{cell('')},", f",{n},C,{cell('7') if quoted else 7},", 1)
        if n in filling
        else line
        for n, line in enumerate(lines)
    ]
    assert filled.decode() == "\r\n".join(
        ("商品名,注文番号,配送会社,送り状番号,オプション情報", *expected, "")
    )


# Days of shipping


def test_ship_date_rows() -> None:
    """
    The sheet has order number and day as eight digits, under its header.
    """
    rows = qsm.ship_date_rows({1062: date(2026, 6, 5), 1063: date(2026, 12, 31)})
    assert rows == (("注文番号", "発送予定日"), ("1062", "20260605"), ("1063", "20261231"))
    assert qsm.ship_date_rows({}) == (("注文番号", "発送予定日"),)


@pytest.mark.parametrize(
    "days",
    [
        {"1062": date(2026, 6, 5)},
        {True: date(2026, 6, 5)},
        {1062: "20260605"},
        {1062: datetime(2026, 6, 5)},
        {1062: None},
    ],
    ids=repr,
)
def test_ship_dates_of_wrong_kinds(days: Any) -> None:
    """
    An order number is an int and a day a date.
    """
    with pytest.raises(TypeError):
        qsm.ship_date_rows(days)
