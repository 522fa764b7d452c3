from __future__ import annotations

import collections

from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.texts import Text
from qoo10model.formats import qapi
from qoo10model.formats.cells import whole
from qoo10model.formats.columns import Memo
from qoo10model.formats.layouts import Layout, alike, folded
from qoo10model.formats.sheets import Sheet, sheets_of


MEANINGS = {"orderno": "number", "name": "name", "price": "price", "day": "day"}
NOTE = Message("x.note", Severity.ADVICE, Text("seen {what}", "{what}を見た"))


def sheet(*rows: dict[str, Any]) -> tuple[Sheet, list[Finding]]:
    """
    The one sheet that *rows*, which have the same keys, give, and its findings.
    """
    findings: list[Finding] = []
    (one,) = sheets_of(rows, MEANINGS, findings)
    return one, findings


def row(number: int, **changes: Any) -> dict[str, Any]:
    """
    A whole order row.
    """
    return {
        "shippingStatus": "On request(2)",
        "orderNo": number,
        "packNo": 9,
        "itemCode": "A",
        "orderPrice": 500,
        "orderQty": 1,
        "discount": 0,
        "SellerDiscount": 0,
        "total": 500,
        "ShippingRate": 0,
        "Cart_Discount_Seller": 0,
        "Cart_Discount_Qoo10": 0,
        "PaymentDate": "2026-05-11 12:00:00",
        **changes,
    }


@pytest.mark.parametrize(
    ("key", "same"),
    [
        ("Cart_Discount_Seller", "CARTDISCOUNTSELLER"),
        ("orderNo", " OrderNo "),
        ("buyer_gata", "BuyerGata"),
    ],
)
def test_keys_are_compared_without_case_and_underscores(key: str, same: str) -> None:
    """
    The platform writes one key in several ways.
    """
    assert folded(key) == folded(same)
    assert folded(5) == "5"


def test_a_layout_knows_its_places() -> None:
    """
    Fields are found by meaning, each place of a repeated one; the rest is unknown.
    """
    layout = Layout(("OrderNo", "x", "order_no", 5), MEANINGS)
    assert layout.keys == ("OrderNo", "x", "order_no", "5")
    assert layout.places == {"number": [0, 2]}
    assert layout.unknown == [1, 3]


@pytest.mark.parametrize(
    ("keys", "rows", "columns"),
    [
        (("a", "b"), [{"a": 1, "b": 2}, {"b": 4, "a": 3}], [(1, 3), (2, 4)]),
        (("a",), [{"a": 1}, {"a": 2}], [(1, 2)]),
        ((), [{}, {}], []),
        (("a", "b"), [{"a": 1, "b": 2}, {"a": 1}], None),
        (("a", "b"), [{"a": 1, "b": 2}, {"a": 1, "c": 2}], None),
        (("a",), [{"a": 1, "b": 2}], None),
        (("a",), [{}], None),
        ((), [{"a": 1}], None),
    ],
    ids=repr,
)
def test_columns_of_rows_with_just_these_keys(keys: Any, rows: Any, columns: Any) -> None:
    """
    The order of the keys does not matter; a key too many or too few does.
    """
    assert Layout(keys, {}).columns_of(rows) == columns


@given(
    rows=st.lists(
        st.one_of(
            st.dictionaries(st.sampled_from("abAB"), st.integers(0, 3), max_size=3),
            st.none(),
            st.lists(st.just("a"), max_size=1),
        ),
        max_size=12,
    )
)
def test_every_row_comes_once(rows: list[Any]) -> None:
    """
    Each object comes in exactly one group, with its cells; each other row is strange.
    """
    strange: list[int] = []
    seen: dict[int, dict[str, object]] = {}
    for layout, numbers, columns in alike(rows, {}, strange):
        assert len(columns) == len(layout.keys)
        for at, number in enumerate(numbers):
            assert number not in seen
            cells = [column[at] for column in columns]
            seen[number] = dict(zip(layout.keys, cells, strict=True))
    assert seen == {at: one for at, one in enumerate(rows) if isinstance(one, dict)}
    assert strange == [at for at, one in enumerate(rows) if not isinstance(one, dict)]


@pytest.mark.parametrize("count", [1, 255, 256, 257, 511, 512, 513, 1000])
def test_rows_keep_their_order_and_their_index(count: int) -> None:
    """
    However many rows are read at once, lines come in the order of the rows, and a finding names its
    row.
    """
    rows: list[Any] = [row(at + 1) for at in range(count)]
    rows[count // 2] = {**rows[count // 2], "orderPrice": "?"}
    rows[-1] = {**rows[-1], "NewKey": "new"}
    reading = qapi.read_orders(rows)
    refused = {count // 2}
    assert [line.order_no - 1 for line in reading.values] == [
        at for at in range(count) if at not in refused
    ]
    assert [finding.row for finding in reading.findings] == sorted(refused)
    assert reading.unknown_keys == ("NewKey",)


def test_many_layouts_in_one_reply() -> None:
    """
    Rows of which each leaves out other blank keys read as whole rows do.
    """
    blank = [f"OverseaConsignment_{name}" for name in ("receiver", "Country", "zipCode", "Addr1")]
    rows = [
        row(at + 1, **dict.fromkeys((key for bit, key in enumerate(blank) if at >> bit & 1), ""))
        for at in range(600)
    ]
    whole_rows = [row(at + 1) for at in range(600)]
    assert qapi.read_orders(rows).values == qapi.read_orders(whole_rows).values


def test_objects_of_another_kind_are_rows() -> None:
    """
    A dict that keeps an order of its own is a row.
    """
    rows = [row(1), collections.OrderedDict(row(2)), row(3)]
    assert [line.order_no for line in qapi.read_orders(rows).values] == [1, 2, 3]


def test_a_repeated_key_counts_once() -> None:
    """
    The first cell that is not empty counts, one that differs is kept, and that is a finding.
    """
    one, findings = sheet(
        {"OrderNo": 1, "orderno": 1, "ORDER_NO": ""},
        {"OrderNo": "", "orderno": 2, "ORDER_NO": "3"},
        {"OrderNo": None, "orderno": " ", "ORDER_NO": None},
    )
    assert one.amounts("number") == [1, 2, None]
    assert [list(texts) for texts in one.unread()] == [[], [("ORDER_NO", "3")], []]
    assert [(finding.row, finding.code) for finding in findings] == [
        (0, "rows.key_repeated"),
        (1, "rows.key_repeated"),
        (2, "rows.key_repeated"),
    ]
    assert findings[0].text.en.count("OrderNo, orderno, ORDER_NO") == 1


def test_cells_of_unknown_keys_are_kept_unless_blank() -> None:
    """
    What an unknown key says is kept as text with the row.
    """
    one, _ = sheet(
        {"name": "a", "GiftWrap": "red", "Points": 0},
        {"name": "a", "GiftWrap": " ", "Points": None},
    )
    assert list(one.unknown_keys) == ["GiftWrap", "Points"]
    assert one.unread() == [(("GiftWrap", "red"), ("Points", "0")), ()]


def test_a_field_without_a_key_is_blank() -> None:
    """
    Rows without the key of a field read as if the cell were blank.
    """
    one, findings = sheet({"x": 1}, {"x": 2})
    assert list(one.texts("name")) == list(one.own_texts("name")) == ["", ""]
    assert list(one.phones("name")) == ["", ""]
    assert list(one.amounts("price")) == [None, None]
    assert list(one.moments("day")) == list(one.days("day")) == [None, None]
    assert list(one.read("price", Memo(whole), None)) == [None, None]
    assert one.column("price") is None
    assert one.key("price") == "price"
    one.keep(0, "price")
    assert findings == []


@pytest.mark.parametrize("cells", [("", "x"), ("x", "x"), (" x ", None), ("x", 5), ([], "x")])
def test_texts_read_alike_in_both_ways(cells: tuple[object, object]) -> None:
    """
    Whether a column is expected to repeat itself or not changes nothing but speed.
    """
    rows = [{"name": cell} for cell in cells]
    one, findings = sheet(*rows)
    other, others = sheet(*rows)
    assert list(one.texts("name")) == list(other.own_texts("name"))
    assert findings == others
    assert len(findings) == sum(isinstance(cell, list) for cell in cells)
    assert one.unread() == other.unread()


def test_a_needed_cell_refuses_its_row() -> None:
    """
    A row whose needed number is missing, unreadable or too small is refused with one finding.
    """
    one, findings = sheet(*({"price": cell} for cell in (5, "", "x", -1, "7")))
    assert list(one.needed("price", 0)) == [5, 0, 0, -1, 7]
    assert one.refused == {1, 2, 3}
    assert [(finding.row, finding.code) for finding in findings] == [
        (2, "rows.cell_unreadable"),
        (1, "rows.cell_missing"),
        (3, "rows.cell_unreadable"),
    ]
    assert findings[-1].text == Text(
        "price should be a whole number of at least 0 and is -1, so the row is not read",
        "priceは0以上の整数のはずだが-1のため、行を読み込めない",
    )


def test_a_refused_row_is_not_commented_on() -> None:
    """
    Once a row is refused, nothing more is said about it.
    """
    one, findings = sheet({"name": "", "day": "x"}, {"name": "a", "day": "x"})
    one.needed_texts("name")
    one.days("day")
    one.note(0, NOTE, what="this")
    one.note(1, NOTE, what="that")
    assert [(finding.row, finding.code) for finding in findings] == [
        (0, "rows.cell_missing"),
        (1, "rows.cell_left_out"),
        (1, "x.note"),
    ]


def test_findings_name_row_and_order() -> None:
    """
    A finding has the index of its row, and the order number as soon as that is read.
    """
    one, findings = sheet({"OrderNo": 7}, {"OrderNo": 8})
    one.note(1, NOTE, what="this")
    one.numbers = one.needed("number", 1)
    one.note(1, NOTE, what="this")
    assert [(finding.row, finding.order_no) for finding in findings] == [(1, None), (1, 8)]


@pytest.mark.parametrize("refusing", [True, False])
def test_an_amount_that_is_not_needed_may_be_left_out(*, refusing: bool) -> None:
    """
    What is unreadable refuses its row or counts as not given, as the reader asks.
    """
    one, findings = sheet({"price": "1.5"}, {"price": [1]}, {"price": 5})
    assert list(one.amounts("price", refusing=refusing)) == [None, None, 5]
    assert one.refused == ({0, 1} if refusing else set())
    kept = () if refusing else (("price", "1.5"),)
    assert one.unread()[0] == kept
    assert len(findings) == 2


def test_nothing_is_kept_twice() -> None:
    """
    A cell that two fields of a value are read from is kept once.
    """
    one, findings = sheet({"name": ["a"]})
    one.texts("name")
    one.own_texts("name")
    assert one.unread() == [(("name", "['a']"),)]
    assert len(set(findings)) == 1
