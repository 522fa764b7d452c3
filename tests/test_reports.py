from __future__ import annotations

import copy
import pickle

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model import exportrows
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.money import Rate
from qoo10model.basics.periods import JST, Days, month
from qoo10model.identities import check_rows
from qoo10model.reports import (
    CartDiscountRow,
    DateBasis,
    DeductionFile,
    DeductionRow,
    PromotionRow,
    RowReason,
    SellingReport,
    SellingRow,
    SmartSalesRow,
    joined,
)


if TYPE_CHECKING:
    from collections.abc import Callable

MAY = month(2026, 5)
ROW = SellingRow(order_no=1, reason="注文", goods_amount=2_652, service_fee=266)
DEDUCTION = DeductionRow(
    on=date(2026, 6, 3), item="メガワリ割引金額", amount=295, file=DeductionFile.MEGA_WARI
)


@pytest.mark.parametrize(
    "text, kind",
    [
        ("注文", RowReason.ORDER),
        ("キャンセル", RowReason.CANCELLATION),
        ("ｷｬﾝｾﾙ", RowReason.CANCELLATION),
        ("注文取消", RowReason.CANCELLATION),
        ("返品", RowReason.RETURN),
        ("払い戻し", RowReason.REFUND),
        ("一部返金", RowReason.REFUND),
        ("주문", RowReason.ORDER),
        ("취소", RowReason.CANCELLATION),
        ("반품", RowReason.RETURN),
        ("환불", RowReason.REFUND),
        ("", None),
        ("調整", None),
    ],
)
def test_the_reason_is_known_by_its_word(text: str, kind: RowReason | None) -> None:
    """
    Japanese and Korean words give the reason; another word stays text.
    """
    row = SellingRow(order_no=1, reason=text)
    assert (row.kind, row.reason) == (kind, text)


@pytest.mark.parametrize(
    "facts, gives_back",
    [
        ({"goods_amount": 100}, False),
        ({"goods_amount": -100}, True),
        ({"goods_amount": 100, "reason": "キャンセル"}, False),
        ({"goods_amount": 0, "service_fee": -10}, True),
        ({"goods_amount": 0, "service_fee": 10}, False),
        ({"reason": "返品"}, True),
        ({"reason": "注文"}, False),
        ({"reason": "調整"}, False),
    ],
)
def test_the_sign_says_what_is_taken_back(facts: dict[str, Any], gives_back: bool) -> None:
    """
    A row undoes a sale by the sign of its amounts, and by its reason only where it has none.
    """
    assert SellingRow(order_no=1, **facts).gives_back is gives_back


def test_what_an_export_lacks_is_unknown() -> None:
    """
    Amounts, days and flags that nobody gave are None, not 0.
    """
    row = SellingRow(order_no=1)
    for name in ("goods_amount", "seller_discount", "service_fee", "compensation", "settle_amount"):
        assert getattr(row, name) is None
    assert (row.paid_on, row.is_mega, row.external_ad, row.tax_rate) == (None, None, None, None)


def test_each_basis_has_its_day() -> None:
    """
    Paid, shipped, delivered and settled are four days of a row.
    """
    days = [date(2026, 5, 11), date(2026, 5, 12), date(2026, 5, 14), date(2026, 5, 20)]
    row = SellingRow(
        order_no=1,
        paid_on=days[0],
        shipped_on=days[1],
        delivered_on=days[2],
        settled_on=days[3],
    )
    assert [row.day_by(basis) for basis in DateBasis] == days


def test_rows_of_one_order_stand_together() -> None:
    """
    A report groups its rows by order number and keeps totals apart.
    """
    back = attrs.evolve(ROW, reason="キャンセル", goods_amount=-2_652)
    total = SellingRow(order_no=None, goods_amount=0)
    report = SellingReport(rows=(ROW, attrs.evolve(ROW, order_no=2), back, total))
    assert {number: len(rows) for number, rows in report.orders.items()} == {1: 2, 2: 1}
    assert report.totals == (total,)


def test_an_export_without_rows_can_be_said_to_be_at_hand() -> None:
    """
    An empty file of deductions that was given differs from one that was not.
    """
    assert not SellingReport(rows=()).has(DeductionFile.MEGA_WARI)
    assert SellingReport(rows=(), deduction_files=(DeductionFile.MEGA_WARI,)).has(
        DeductionFile.MEGA_WARI
    )
    held = SellingReport(rows=(), deductions=(DEDUCTION,))
    assert held.has(DeductionFile.MEGA_WARI)
    assert not held.has(DeductionFile.OTHER)


def test_a_row_in_two_reports_counts_once() -> None:
    """
    Overlapping reports share a row; what one of them holds twice stays twice.
    """
    other = attrs.evolve(ROW, order_no=2, row=9)
    first = SellingReport(
        rows=(ROW, ROW, other), deductions=(DEDUCTION,), period=MAY, basis=DateBasis.SETTLED
    )
    second = SellingReport(
        rows=(attrs.evolve(other, row=0), attrs.evolve(ROW, order_no=3)),
        deduction_files=(DeductionFile.MEGA_WARI,),
        period=month(2026, 6),
        basis=DateBasis.SETTLED,
        credited=5,
    )
    whole = joined(first, second)
    assert [row.order_no for row in whole.rows] == [1, 1, 2, 3]
    assert whole.period == Days(date(2026, 5, 1), date(2026, 6, 30))
    assert whole.deduction_files == (DeductionFile.MEGA_WARI,)
    assert whole.deductions == (DEDUCTION,)
    assert (whole.cart_discounts, whole.credited) == (None, None)
    assert joined(first) is first


def test_totals_are_of_one_report() -> None:
    """
    The total of a month is none of two months: joined reports have no totals to disagree with.
    """
    may, june = (
        SellingReport(
            rows=(
                SellingRow(order_no=number, goods_amount=100),
                SellingRow(order_no=None, goods_amount=100),
            )
        )
        for number in (1, 2)
    )
    whole = joined(may, june)
    assert ([row.order_no for row in whole.rows], whole.totals) == ([1, 2], ())
    assert joined(may).totals == may.totals
    assert [finding.code for finding in check_rows(whole)] == ["identities.rows_unknown"]


def test_what_one_report_lacks_the_whole_lacks() -> None:
    """
    Without the period or an export of one report, that of the whole is not known.
    """
    promotion = PromotionRow(order_no=1, item_code="A", amount=5)
    first = SellingReport(rows=(), promotions=(promotion,), period=MAY)
    whole = joined(first, SellingReport(rows=()))
    assert (whole.promotions, whole.period) == (None, None)
    both = joined(first, SellingReport(rows=(), promotions=(promotion, promotion)))
    assert both.promotions == (promotion, promotion)


@given(st.lists(st.integers(1, 5), max_size=6), st.lists(st.integers(1, 5), max_size=6))
def test_joining_keeps_the_most_that_any_report_holds(first: list[int], second: list[int]) -> None:
    """
    Of each row the whole holds as many as the report that holds the most of it.
    """
    reports = [
        SellingReport(rows=tuple(SellingRow(order_no=number) for number in numbers))
        for numbers in (first, second)
    ]
    whole = [row.order_no for row in joined(*reports).rows]
    for number in range(1, 6):
        assert whole.count(number) == max(first.count(number), second.count(number))


@pytest.mark.parametrize(
    "reports, told",
    [
        ((), "at least one"),
        ((SellingReport(rows=(), shop="a"), SellingReport(rows=(), shop="b")), "same shop"),
        (
            (
                SellingReport(rows=(), basis=DateBasis.PAID),
                SellingReport(rows=(), basis=DateBasis.SETTLED),
            ),
            "same basis",
        ),
    ],
)
def test_reports_that_do_not_belong_together(reports: tuple[SellingReport, ...], told: str) -> None:
    """
    Reports of two shops, or searched by two days, are not joined.
    """
    with pytest.raises(InvalidValueError, match=told):
        joined(*reports)


@pytest.mark.parametrize(
    "kind, facts",
    [
        (SellingRow, {"order_no": "1"}),
        (SellingRow, {"order_no": True}),
        (SellingRow, {"order_no": 1.0}),
        (SellingRow, {"order_no": 1, "goods_amount": 2652.0}),
        (SellingRow, {"order_no": 1, "service_fee": "266"}),
        (SellingRow, {"order_no": 1, "compensation": Decimal(5)}),
        (SellingRow, {"order_no": 1, "settle_amount": True}),
        (SellingRow, {"order_no": 1, "quantity": "2"}),
        (SellingRow, {"order_no": 1, "paid_on": "2026/05/11"}),
        (SellingRow, {"order_no": 1, "settled_on": datetime(2026, 5, 11, tzinfo=JST)}),
        (SellingRow, {"order_no": 1, "tax_rate": "10%"}),
        (SellingRow, {"order_no": 1, "tax_rate": 10}),
        (SellingRow, {"order_no": 1, "is_mega": "Y"}),
        (SellingRow, {"order_no": 1, "reason": None}),
        (SellingRow, {"order_no": 1, "item_code": 100000001}),
        (DeductionRow, {"on": None, "item": "x", "amount": None}),
        (DeductionRow, {"on": "2026-06-03", "item": "x", "amount": 1}),
        (DeductionRow, {"on": None, "item": "x", "amount": 1, "file": "rcv"}),
        (DeductionRow, {"on": None, "item": None, "amount": 1}),
        (CartDiscountRow, {"order_nos": (1,), "amount": 1.5}),
        (CartDiscountRow, {"order_nos": (1,), "amount": 1, "on": "2026-06-03"}),
        (PromotionRow, {"order_no": None, "item_code": "A", "amount": 1}),
        (PromotionRow, {"order_no": 1, "item_code": 5, "amount": 1}),
        (SmartSalesRow, {"order_no": 1, "item_code": "A", "amount": "1"}),
        (SmartSalesRow, {"order_no": 1, "item_code": "A", "amount": 1, "paid_on": "x"}),
        (SellingReport, {"rows": None}),
        (SellingReport, {"rows": [ROW]}),
        (SellingReport, {"rows": (ROW, None)}),
        (SellingReport, {"rows": (), "deductions": None}),
        (SellingReport, {"rows": (), "cart_discounts": (ROW,)}),
        (SellingReport, {"rows": (), "period": "2026-05"}),
        (SellingReport, {"rows": (), "basis": "paid"}),
        (SellingReport, {"rows": (), "shop": None}),
        (SellingReport, {"rows": (), "credited": 1.0}),
    ],
    ids=repr,
)
def test_values_of_another_kind_are_refused(
    kind: Callable[..., object], facts: dict[str, Any]
) -> None:
    """
    Floats, text, bools and lists are refused where yen, days or rows are expected.
    """
    with pytest.raises(InvalidTypeError):
        kind(**facts)


@pytest.mark.parametrize("numbers", [(), ("1",), (1, None)])
def test_a_cart_has_order_numbers(numbers: Any) -> None:
    """
    A cart discount without order numbers belongs to nobody.
    """
    with pytest.raises(InvalidValueError, match="order numbers"):
        CartDiscountRow(order_nos=numbers, amount=100)


def test_rows_are_values() -> None:
    """
    Rows are hashable, pickle, and have a repr that evaluates; the row's place is no part of it.
    """
    row = attrs.evolve(ROW, tax_rate=Rate.percent("8"), row=4)
    assert row == attrs.evolve(row, row=5)
    assert hash(row) == hash(attrs.evolve(row, row=5))
    assert pickle.loads(pickle.dumps(row)) == row == copy.deepcopy(row)
    names = {**vars(exportrows), "Rate": Rate}
    assert eval(repr(row), names) == row


@pytest.mark.parametrize(
    "row",
    [
        attrs.evolve(ROW, unread=(("受取人名", "架空 花子"),)),
        attrs.evolve(DEDUCTION, unread=(("備考", "架空 花子"),)),
        CartDiscountRow(order_nos=(1,), amount=1, unread=(("備考", "架空 花子"),)),
        PromotionRow(order_no=1, item_code="A", amount=1, unread=(("備考", "架空 花子"),)),
        SmartSalesRow(order_no=1, item_code="A", amount=1, unread=(("備考", "架空 花子"),)),
    ],
    ids=lambda row: type(row).__name__,
)
def test_columns_that_nobody_named_are_kept_out_of_sight(row: Any) -> None:
    """
    What was not read may hold data about people: it is kept, and never shows in a repr.
    """
    assert row.unread[0][1] == "架空 花子"
    assert "架空" not in repr(row)
    assert attrs.evolve(row, row=1) == attrs.evolve(row, row=2)
    with pytest.raises(TypeError, match="positional"):
        type(row)(1, "x", 2)
