from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.admetrics import AdFigures, AdRow, total
from qoo10model.basics.errors import InvalidTypeError
from qoo10model.formats import qsm
from qoo10model.rules.ads import AdProduct


JAPANESE = (
    "商品名,商品コード,広告タイプ,広告費(Qcash),販売金額,ROAS(%),表示回数,クリック数(PV),CTR(%),"
    "カート数,カート転換率(%),購入数,購入転換率(%)\r\n"
)
OTHER_KOREAN = (
    "상품,상품코드,광고유형,비용(Qcash),매출,ROAS(%),노출,클릭(PV),CTR(%),카트,카트전환율(%),"
    "구매,구매전환율(%)\r\n"
)
KOREAN = (
    "상품명,상품코드,광고유형,광고비,매출,ROAS,노출수,클릭수,클릭률,장바구니,장바구니전환율,"
    "구매수,구매전환율\r\n"
)
ROW = '架空リップ,100000001,プラス展示,"3,100","9,800",316.13,"3,345",60,1.79,12,20.00,4,6.67\r\n'
FIGURES = AdFigures(cost=3_100, sales=9_800, impressions=3_345, clicks=60, carts=12, purchases=4)


def read(text: Any) -> Any:
    """
    What the reader makes of a report.
    """
    return qsm.read_ad_report(text)


def codes(reading: Any) -> list[tuple[str, int | None]]:
    """
    The codes of what was found, with their rows.
    """
    return [(finding.code, finding.row) for finding in reading.findings]


def test_a_report_in_japanese() -> None:
    """
    All figures of a row are read, its ad is known, and the ratios agree with the counts.
    """
    reading = read(JAPANESE + ROW)
    (row,) = reading.values
    assert row.figures == FIGURES
    assert (row.item_code, row.title, row.ad_type) == ("100000001", "架空リップ", "プラス展示")
    assert row.product is AdProduct.PLUS_KEYWORD
    assert (row.row, row.on, row.unread) == (0, None, ())
    assert (reading.findings, reading.unknown_keys) == ((), ())


@pytest.mark.parametrize("header", [KOREAN, OTHER_KOREAN])
def test_a_report_in_korean(header: str) -> None:
    """
    Korean headers mean the same.
    """
    (row,) = read(header + ROW.replace("プラス展示", "플러스전시")).values
    assert row.figures == FIGURES
    assert row.product is AdProduct.PLUS_KEYWORD


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_encodings(encoding: str) -> None:
    """
    A report is read as bytes in each encoding that QSM writes.
    """
    assert read((JAPANESE + ROW).encode(encoding)).values == read(JAPANESE + ROW).values


def test_columns_stand_in_any_order_and_unknown_ones_are_kept() -> None:
    """
    A column that nobody has named stays with its row.
    """
    text = "クリック数,順位,広告費,商品コード\n60,2,3100,A\n"
    reading = read(text)
    assert reading.values[0].figures == AdFigures(cost=3_100, clicks=60)
    assert reading.values[0].unread == (("順位", "2"),)
    assert reading.unknown_keys == ("順位",)
    assert [code for code, _ in codes(reading)] == ["qsm.column_missing"]


def test_days() -> None:
    """
    A report by day has its days.
    """
    text = "日付,商品コード,広告費,クリック数\n2026/07/01,A,100,1\n20260702,A,200,2\n"
    assert [row.on for row in read(text).values] == [date(2026, 7, 1), date(2026, 7, 2)]


def test_rows_of_cells() -> None:
    """
    Rows as an Excel reader gives them are read, with numbers and blanks.
    """
    rows = [
        ["商品コード", "広告費", "表示回数", "クリック数", "CTR"],
        [100000001, 3100.0, 3345, 60, "1.79%"],
        ["100000002", None, 10, float("nan"), None],
    ]
    reading = read(rows)
    assert [row.item_code for row in reading.values] == ["100000001", "100000002"]
    assert reading.values[0].figures == AdFigures(cost=3_100, impressions=3_345, clicks=60)
    assert reading.values[1].figures == AdFigures(impressions=10)


CELLS = [
    ("3100", 3_100),
    ('"3,100"', 3_100),
    ("３１００", 3_100),
    ("￥3100", 3_100),
    ("3100円", 3_100),
    ("3100.0", 3_100),
    ("", None),
    ("0", 0),
]


@pytest.mark.parametrize("cell, cost", CELLS, ids=[repr(cell) for cell, _ in CELLS])
def test_amounts_as_they_come(cell: str, cost: int | None) -> None:
    """
    Commas, full-width digits, yen marks; blank is not known and no zero.
    """
    (row,) = read(f"商品コード,広告費,クリック数\nA,{cell},5\n").values
    assert row.figures == AdFigures(cost=cost, clicks=5)


def test_totals_are_left_out() -> None:
    """
    A row that says it is a total is a finding and no row.
    """
    reading = read(JAPANESE + ROW + '合計,,,"3,100","9,800",,"3,345",60,,12,,4,\r\n')
    assert len(reading.values) == 1
    assert codes(reading) == [("qsm.total_row", 1)]


def test_ratios_that_disagree_are_said() -> None:
    """
    A conversion of 20 % where 4 of 60 bought; a ROAS where there was no cost.
    """
    text = (
        "商品コード,広告費,販売金額,ROAS,クリック数,購入数,購入転換率\n"
        "A,100,400,400%,60,4,20\n"
        "B,0,400,400,60,4,6.67\n"
        "C,0,400,0,0,0,-\n"
        "D,100,400,400.4,60,4,7\n"
        "E,100,400,400,60,4,6.1\n"
    )
    reading = read(text)
    assert len(reading.values) == 5
    assert [one for one in codes(reading) if "ratio" in one[0]] == [
        ("qsm.ad_ratio_differs", 0),
        ("qsm.ad_ratio_differs", 1),
        ("qsm.ad_ratio_differs", 4),
    ]
    found = [f for f in reading.findings if "ratio" in f.code]
    assert "購入転換率 is 20 % in the report; its counts make 6.67 %" in found[0].text.en
    assert "an undefined ratio" in found[1].text.en
    assert "算出不可" in found[1].text.ja


def test_a_ratio_of_counts_that_are_missing_is_not_compared() -> None:
    """
    Without impressions nobody can say whether the click rate is right.
    """
    reading = read("商品コード,広告費,クリック数,CTR\nA,100,60,1.79\n")
    assert "qsm.ad_ratio_differs" not in [code for code, _ in codes(reading)]


def test_odd_cells_are_kept_and_said() -> None:
    """
    A text for a count, a negative cost, a broken ratio: not known, a finding each, kept in unread.
    """
    text = (
        "商品コード,広告費,表示回数,クリック数,CTR\n"
        "A,100,many,60,1.79\n"
        "B,-100,10,6,60\n"
        "C,100,10,6,sixty\n"
        "D,,,,\n"
    )
    reading = read(text)
    assert [row.figures for row in reading.values] == [
        AdFigures(cost=100, clicks=60),
        AdFigures(impressions=10, clicks=6),
        AdFigures(cost=100, impressions=10, clicks=6),
    ]
    assert [row.unread for row in reading.values] == [
        (("表示回数", "many"),),
        (("広告費", "-100"),),
        (("CTR", "sixty"),),
    ]
    assert [one for one in codes(reading) if one[1] is not None] == [
        ("rows.cell_left_out", 0),
        ("qsm.figure_negative", 1),
        ("rows.cell_left_out", 2),
        ("qsm.row_without_figures", 3),
    ]


def test_other_exports_are_told_apart() -> None:
    """
    A Smart Sales export is named, and an ad report given to its reader is named, too.
    """
    smart = "購入者の決済日,注文番号,商品コード,販売金額\n2026/05/11,1062,100000001,2652\n"
    assert [f.code for f in read(smart).findings] == ["qsm.other_export"]
    assert qsm.read_smart_sales(smart).values[0].amount == 2_652
    given = qsm.read_smart_sales(JAPANESE + ROW)
    assert given.values == ()
    assert "read_ad_report" in given.findings[0].text.en


def test_nothing_to_read() -> None:
    """
    An empty file, a header alone and a file of something else are findings.
    """
    assert codes(read("")) == [("qsm.file_empty", None)]
    assert codes(read(JAPANESE)) == [("qsm.no_rows", None)]
    assert codes(read("foo,bar\n1,2\n")) == [("qsm.header_missing", None)]
    wrong: Any = 5
    with pytest.raises(InvalidTypeError, match="an export must be bytes, text or rows"):
        read(wrong)


counts = st.one_of(st.none(), st.integers(0, 10**9))


@given(st.lists(st.tuples(*(counts for _ in range(6))), min_size=1, max_size=20))
def test_what_is_written_is_read(rows: list[tuple[int | None, ...]]) -> None:
    """
    Whatever counts a report has, the same come back, and their sums.
    """
    fields = ("cost", "sales", "impressions", "clicks", "carts", "purchases")
    lines = [",".join(str("" if n is None else n) for n in row) for row in rows]
    text = "商品コード,広告費,販売金額,表示回数,クリック数,カート数,購入数\n" + "\n".join(
        f"A{at},{line}" for at, line in enumerate(lines)
    )
    reading = read(text + "\n")
    expected = [AdFigures(**dict(zip(fields, row, strict=True))) for row in rows]
    kept = [one for one in expected if one != AdFigures()]
    assert [row.figures for row in reading.values] == kept
    assert total(reading.values) == total(kept)
    assert len(reading.values) + len(reading.findings) == len(rows)


def test_ratios_are_exact() -> None:
    """
    The ratios of a row are worked out from its counts, not taken from the report.
    """
    (row,) = read(JAPANESE + ROW).values
    assert type(row) is AdRow
    assert row.figures.roas == Fraction(9_800, 3_100)
