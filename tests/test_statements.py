from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import attrs
import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.basics.errors import InvalidTypeError
from qoo10model.basics.findings import Finding
from qoo10model.basics.money import ZERO, Rate
from qoo10model.basics.periods import JST, month
from qoo10model.discounts import mega_wari
from qoo10model.discrepancies import CauseKind, Part, amounts_of
from qoo10model.months import Month
from qoo10model.orders import OrderLine
from qoo10model.reports import (
    CartDiscountRow,
    DateBasis,
    DeductionFile,
    DeductionRow,
    PromotionRow,
    SellingReport,
    SellingRow,
)
from qoo10model.rules.book import JAPAN
from qoo10model.sellers import Establishment, Grade, Seller
from qoo10model.settlements import CartSplit, settle_all
from qoo10model.statements import DayCheck, Outcome, Reconciliation, allocate, reconcile
from tests.strategies import lines, simple_sellers


SELLER = Seller(grade=Grade.POWER, commission=Rate.percent("10"))
PAID = datetime(2026, 5, 11, 12, 0, tzinfo=JST)
MEGA_PAID = datetime(2026, 5, 30, 9, 0, tzinfo=JST)


def ordinary(order_no: int = 7, **facts: Any) -> OrderLine:
    """
    Return the ordinary order: 2 × 1,326 yen, fees 266, settled on Wednesday 2026-05-20.
    """
    plain: dict[str, Any] = {
        "cart_no": order_no,
        "item_code": "A",
        "unit_price": 1_326,
        "quantity": 2,
        "paid_at": PAID,
        "shipped_on": date(2026, 5, 12),
        "delivered_on": date(2026, 5, 14),
    }
    return OrderLine(order_no=order_no, **{**plain, **facts})


def mega(order_no: int = 8, **facts: Any) -> OrderLine:
    """
    Return the mega-wari order: 2,948 yen, coupon 590, pre-deducted on 2026-06-03.
    """
    plain: dict[str, Any] = {
        "cart_no": order_no,
        "item_code": "A",
        "unit_price": 2_948,
        "quantity": 1,
        "discounts": (mega_wari(2_948, on=MEGA_PAID.date()),),
        "paid_at": MEGA_PAID,
        "delivered_on": date(2026, 6, 4),
    }
    return OrderLine(order_no=order_no, **{**plain, **facts})


def sold(order_no: int = 7, **facts: Any) -> SellingRow:
    """
    Return the row of the ordinary order.
    """
    plain: dict[str, Any] = {
        "reason": "注文",
        "goods_amount": 2_652,
        "seller_discount": 0,
        "compensation": 0,
        "service_fee": 266,
        "paid_on": PAID.date(),
        "settled_on": date(2026, 5, 20),
    }
    return SellingRow(order_no=order_no, **{**plain, **facts})


def settled(*orders: OrderLine, seller: Seller = SELLER) -> Month:
    """
    Return *orders* settled.
    """
    return settle_all(orders, seller)


def codes(findings: tuple[Finding, ...]) -> list[str]:
    """
    Return the codes of *findings*.
    """
    return [finding.code for finding in findings]


def only(result: Reconciliation) -> Any:
    """
    Return the single order of *result*.
    """
    (order,) = result.orders
    return order


def test_an_order_that_agrees_needs_no_word() -> None:
    """
    Goods of 2,652 and fees of 266 are what we settle.
    """
    result = reconcile(settled(ordinary()), SellingReport(rows=(sold(),)))
    assert only(result).outcome is Outcome.AGREES
    assert (result.findings, result.open_orders) == ((), ())
    assert result.identity.receivable == 2_359  # 2,652 − 266 − 27
    assert str(result) == "1 agrees"
    assert [(t.part, t.ours, t.reported) for t in result.totals] == [
        (Part.GOODS, 2_652, 2_652),
        (Part.SELLER_DISCOUNT, 0, 0),
        (Part.COMPENSATION, 0, 0),
        (Part.SERVICE_FEE, 266, 266),
    ]


def test_a_difference_is_named_with_its_cause() -> None:
    """
    A fee of 238 is 28 yen less than ours: commission of 9 %.
    """
    result = reconcile(settled(ordinary()), SellingReport(rows=(sold(service_fee=238),)))
    order = only(result)
    assert order.outcome is Outcome.DIFFERS
    assert [(d.part, d.difference) for d in order.differences] == [(Part.SERVICE_FEE, -28)]
    assert not order.is_open
    (finding,) = result.findings
    assert finding.order_no == 7
    assert finding.text.en == (
        "service fee is 238 yen in the report, 266 by the rules (−28); rate: commission of 9 %"
    )
    assert finding.text.ja == (
        "Qoo10サービス利用料は明細238円、計算266円（差−28円）。販売手数料率: 販売手数料率9 %"
    )


def test_what_nothing_explains_is_open() -> None:
    """
    A fee of 271 yen leaves the order open.
    """
    result = reconcile(settled(ordinary()), SellingReport(rows=(sold(service_fee=271),)))
    assert [order.order_no for order in result.open_orders] == [7]


def test_a_cancellation_is_netted_with_its_sale() -> None:
    """
    An order sold and taken back, cancelled after it had moved, nets to nothing on both sides.
    """
    back = sold(reason="キャンセル", goods_amount=-2_652, service_fee=-266)
    month_ = settled(ordinary(cancelled_on=date(2026, 6, 1)))
    result = reconcile(month_, SellingReport(rows=(sold(), back)))
    assert only(result).outcome is Outcome.AGREES
    assert result.identity.receivable == 0


def test_a_negative_compensation_lowers_the_total() -> None:
    """
    The compensation of a cancelled mega order comes back with its sign: 590 − 590 is nothing.
    """
    first = sold(8, goods_amount=2_358, compensation=590, service_fee=324, paid_on=MEGA_PAID.date())
    back = attrs.evolve(
        first, reason="返品", goods_amount=-2_358, compensation=-590, service_fee=-324
    )
    result = reconcile(
        settled(mega(cancelled_on=date(2026, 6, 15))), SellingReport(rows=(first, back))
    )
    assert only(result).outcome is Outcome.AGREES
    reported = {total.part: total.reported for total in result.totals}
    assert reported[Part.COMPENSATION] == 0
    # 2,358 + 590 − 324 − 32 and its mirror image
    assert result.identity.receivable == 0


def test_a_cancellation_that_ours_does_not_know_is_the_cause() -> None:
    """
    Where only the report has the cancellation, both parts are explained by it.
    """
    back = sold(reason="취소", goods_amount=-2_652, service_fee=-266)
    result = reconcile(settled(ordinary()), SellingReport(rows=(sold(), back)))
    kinds = {cause.kind for d in only(result).differences for cause in d.causes[:1]}
    assert kinds == {CauseKind.CANCELLED}


def test_no_rows_are_no_sales_of_zero() -> None:
    """
    An empty report is said to be not settled yet, and so is every order.
    """
    result = reconcile(settled(ordinary()), SellingReport(rows=()))
    assert codes(result.findings) == ["statements.not_yet_settled", "statements.not_due"]
    order = only(result)
    assert (order.outcome, order.causes[0].kind) == (Outcome.MISSING, CauseKind.WAITING)
    assert result.totals == ()
    assert (result.identity.receivable, result.identity.payable) == (0, None)


def test_nothing_beside_nothing() -> None:
    """
    No orders and no rows give no checks, and still the word that the report is empty.
    """
    result = reconcile(settled(), SellingReport(rows=()))
    assert str(result) == "nothing to reconcile"
    assert codes(result.findings) == ["statements.not_yet_settled"]


@pytest.mark.parametrize(
    "line, report, kind",
    [
        (ordinary(delivered_on=None), {}, CauseKind.WAITING),
        (ordinary(), {}, CauseKind.UNEXPLAINED),
        (ordinary(), {"period": month(2026, 6)}, CauseKind.UNEXPLAINED),
        (
            ordinary(),
            {"period": month(2026, 6), "basis": DateBasis.SETTLED},
            CauseKind.PERIOD,
        ),
        (
            ordinary(),
            {"period": month(2026, 5), "basis": DateBasis.SETTLED},
            CauseKind.UNEXPLAINED,
        ),
        (ordinary(), {"period": month(2026, 6), "basis": DateBasis.PAID}, CauseKind.PERIOD),
        (ordinary(), {"period": month(2026, 6), "basis": DateBasis.SHIPPED}, CauseKind.PERIOD),
        (ordinary(), {"period": month(2026, 6), "basis": DateBasis.DELIVERED}, CauseKind.PERIOD),
        (ordinary(shipped_on=None), {"basis": DateBasis.SHIPPED}, CauseKind.WAITING),
        (mega(7, delivered_on=None), {}, CauseKind.WAITING),
        (ordinary(cancelled_on=date(2026, 5, 15)), {}, CauseKind.CANCELLED),
        (ordinary(unit_price=0), {}, CauseKind.WAITING),
    ],
)
def test_what_is_missing_has_its_reason(
    line: OrderLine, report: dict[str, Any], kind: CauseKind
) -> None:
    """
    An order that the report lacks waits, lies outside the period, is cancelled, or is unexplained.
    """
    rows = (sold(99, settled_on=None, paid_on=PAID.date()),)
    result = reconcile(settled(line), SellingReport(rows=rows, **report))
    (order,) = result.having(Outcome.MISSING)
    assert order.causes[0].kind is kind
    code = "statements.missing" if kind is CauseKind.UNEXPLAINED else "statements.not_due"
    assert code in codes(result.findings)


@pytest.mark.parametrize(
    "rows, line, kind",
    [
        ((sold(9),), ordinary(), CauseKind.UNEXPLAINED),
        (
            (sold(9), sold(9, goods_amount=-2_652, service_fee=-266)),
            ordinary(),
            CauseKind.CANCELLED,
        ),
        ((sold(9),), ordinary(9, paid_at=None, delivered_on=None), CauseKind.WAITING),
        (
            (SellingRow(order_no=9, paid_on=PAID.date()),),
            ordinary(),
            CauseKind.UNEXPLAINED,
        ),
    ],
)
def test_what_only_the_report_has_is_named(
    rows: tuple[SellingRow, ...], line: OrderLine, kind: CauseKind
) -> None:
    """
    An extra order is unexplained, nets to nothing, or is one that we could not settle.
    """
    result = reconcile(settled(line), SellingReport(rows=rows))
    (order,) = result.having(Outcome.EXTRA)
    assert (order.order_no, order.causes[0].kind) == (9, kind)
    assert "statements.extra" in codes(result.findings)


def test_a_row_without_amounts_is_not_comparable() -> None:
    """
    Where the export has none of the amounts the order neither agrees nor differs.
    """
    row = SellingRow(order_no=7, paid_on=PAID.date())
    result = reconcile(settled(ordinary()), SellingReport(rows=(row,)))
    assert only(result).outcome is Outcome.NOT_COMPARABLE
    assert result.totals == ()
    assert codes(result.findings) == ["identities.rows_unknown"]


def test_one_unknown_amount_leaves_the_sum_unknown() -> None:
    """
    Of two rows of which one has no goods amount the goods are not known, the fees are.
    """
    rows = (sold(), sold(goods_amount=None, service_fee=0))
    order = only(reconcile(settled(ordinary()), SellingReport(rows=rows)))
    reported = {one.part: one.reported for one in order.comparisons}
    assert (reported[Part.GOODS], reported[Part.SERVICE_FEE]) == (None, 266)
    assert order.outcome is Outcome.AGREES


def test_a_report_of_another_month_is_noticed() -> None:
    """
    Where no order number is common the report may be another one.
    """
    result = reconcile(settled(ordinary()), SellingReport(rows=(sold(99),)))
    assert result.findings[0].code == "statements.other_period"
    common = reconcile(settled(ordinary()), SellingReport(rows=(sold(), sold(99))))
    assert "statements.other_period" not in codes(common.findings)
    totals = SellingReport(rows=(SellingRow(order_no=None),))
    assert "statements.other_period" not in codes(reconcile(settled(ordinary()), totals).findings)


def test_rows_outside_the_period_are_named() -> None:
    """
    Rows of the last day are inside, of the day after are not, and a row without a day is let be.
    """
    rows = (
        sold(settled_on=date(2026, 5, 31)),
        sold(9, settled_on=date(2026, 6, 1), row=4),
        sold(10, settled_on=None),
    )
    report = SellingReport(rows=rows, period=month(2026, 5), basis=DateBasis.SETTLED)
    result = reconcile(settled(ordinary()), report)
    (finding,) = [f for f in result.findings if f.code == "statements.outside_period"]
    assert (finding.row, finding.order_no) == (4, 9)


def test_a_report_of_another_shop_is_noticed() -> None:
    """
    Orders of other shops are left out, with a finding; orders without a shop are not.
    """
    month_ = settled(ordinary(shop="b"), ordinary(9), ordinary(10, shop="a"))
    report = SellingReport(rows=(sold(9), sold(10)), shop="a")
    result = reconcile(month_, report)
    assert codes(result.findings) == ["statements.other_shop"]
    assert [order.order_no for order in result.orders] == [9, 10]
    assert codes(reconcile(month_, attrs.evolve(report, shop="")).findings) == [
        "statements.missing"
    ]


def test_two_rows_too_many_show() -> None:
    """
    An order that stands in the report twice is counted twice, and said to be.
    """
    order = only(reconcile(settled(ordinary()), SellingReport(rows=(sold(), sold()))))
    assert {d.causes[0].kind for d in order.differences} == {CauseKind.TWICE}


def test_the_half_of_the_coupon_is_compared() -> None:
    """
    The promotions' half of 295 is ours; an order that they do not name has none.
    """
    rows = (
        sold(8, goods_amount=2_358, compensation=590, service_fee=324, paid_on=MEGA_PAID.date()),
        sold(),
    )
    promotion = PromotionRow(order_no=8, item_code="A", amount=295)
    stranger = PromotionRow(order_no=99, item_code="A", amount=1)
    month_ = settled(mega(), ordinary())
    result = reconcile(month_, SellingReport(rows=rows, promotions=(promotion, stranger)))
    assert len(result.having(Outcome.AGREES)) == 2
    assert [finding.text.en for finding in result.findings] == [
        "seller's half of the coupon: the report has 1 yen for what is not among the orders: 99",
    ]
    none = reconcile(month_, SellingReport(rows=rows, promotions=()))
    (order,) = none.having(Outcome.DIFFERS)
    assert [(d.part, d.difference) for d in order.differences] == [(Part.COUPON_SHARE, -295)]


def deduction(amount: int, on: date | None) -> DeductionRow:
    """
    Return a mega-wari deduction.
    """
    return DeductionRow(on=on, item="メガワリ割引金額", amount=amount, file=DeductionFile.MEGA_WARI)


WEDNESDAY = date(2026, 6, 3)


@pytest.mark.parametrize(
    "rows, expected",
    [
        ((deduction(295, WEDNESDAY),), (DayCheck(WEDNESDAY, 295, 295),)),
        ((deduction(300, WEDNESDAY), deduction(-5, WEDNESDAY)), (DayCheck(WEDNESDAY, 295, 295),)),
        (
            (deduction(295, date(2026, 6, 10)),),
            (DayCheck(WEDNESDAY, 295, 0), DayCheck(date(2026, 6, 10), 0, 295)),
        ),
        ((deduction(295, None),), (DayCheck(WEDNESDAY, 295, 0), DayCheck(None, 0, 295))),
    ],
)
def test_pre_deductions_are_compared_by_day(
    rows: tuple[DeductionRow, ...], expected: tuple[DayCheck, ...]
) -> None:
    """
    Half the coupon, 295 yen, is taken on the Wednesday after the payment.
    """
    other = DeductionRow(on=WEDNESDAY, item="レビュー", amount=5)
    row = sold(8, goods_amount=2_358, compensation=590, service_fee=324, paid_on=MEGA_PAID.date())
    result = reconcile(settled(mega()), SellingReport(rows=(row,), deductions=(*rows, other)))
    assert result.pre_deductions == expected
    odd = [day for day in expected if day.difference]
    assert codes(result.findings).count("statements.pre_deduction") == len(odd)


def test_pre_deductions_outside_the_period_are_let_be() -> None:
    """
    A report of May does not hold the Wednesday in June; one that names it is compared all the same.
    """
    report = SellingReport(
        rows=(), period=month(2026, 5), deduction_files=(DeductionFile.MEGA_WARI,)
    )
    assert reconcile(settled(mega()), report).pre_deductions == ()
    named = attrs.evolve(report, deductions=(deduction(295, WEDNESDAY),))
    assert reconcile(settled(mega()), named).pre_deductions == (DayCheck(WEDNESDAY, 295, 295),)
    without = attrs.evolve(report, deduction_files=())
    assert reconcile(settled(mega()), without).pre_deductions == ()


CART = SellingReport(
    rows=(),
    cart_discounts=(
        CartDiscountRow(order_nos=(1, 2, 3), amount=100),
        CartDiscountRow(order_nos=(1,), amount=7),
    ),
)


@pytest.mark.parametrize(
    "split_by, shares",
    [
        (CartSplit.BY_AMOUNT, ((1, 57), (2, 25), (3, 25))),
        (CartSplit.EQUALLY, ((1, 41), (2, 33), (3, 33))),
        (CartSplit.FIRST_LINE, ((1, 107), (2, 0), (3, 0))),
    ],
)
def test_cart_discounts_are_split_by_the_named_method(
    split_by: CartSplit, shares: tuple[tuple[int, int], ...]
) -> None:
    """
    A discount of 100 over 2,000, 1,000 and 1,000 yen: 50, 25, 25; or 34, 33, 33; or all on one.
    """
    assert allocate(CART, {1: 2_000, 2: 1_000, 3: 1_000}, split_by=split_by) == shares


def test_a_cart_with_an_unknown_order_is_split_evenly() -> None:
    """
    Where one order of the cart has no price no proportion is known.
    """
    assert allocate(CART, {1: 2_000, 2: 1_000}) == ((1, 41), (2, 33), (3, 33))
    assert allocate(SellingReport(rows=()), {}) == ()


@given(
    st.lists(
        st.tuples(st.lists(st.integers(1, 9), min_size=1, max_size=4), st.integers(-500, 500)),
        max_size=5,
    ),
    st.dictionaries(st.integers(1, 9), st.integers(0, 5_000)),
    st.sampled_from(CartSplit),
)
def test_shares_sum_to_the_whole(
    carts: list[tuple[list[int], int]], weights: dict[int, int], split_by: CartSplit
) -> None:
    """
    Splitting the cart discounts neither loses nor makes a yen.
    """
    rows = tuple(CartDiscountRow(order_nos=tuple(n), amount=amount) for n, amount in carts)
    shares = allocate(SellingReport(rows=(), cart_discounts=rows), weights, split_by=split_by)
    assert sum(share for _, share in shares) == sum(amount for _, amount in carts)


def test_cart_discounts_are_compared_by_order() -> None:
    """
    Where the export of cart discounts is at hand, an order that it names and ours does not differs.
    """
    carts = (CartDiscountRow(order_nos=(7, 9), amount=100),)
    report = SellingReport(rows=(sold(), sold(9)), cart_discounts=carts)
    result = reconcile(settled(ordinary(), ordinary(9)), report)
    found = [(d.part, d.difference) for order in result.orders for d in order.differences]
    assert found == [(Part.CART_DISCOUNT, 50)] * 2
    assert "statements.not_among_orders" not in codes(result.findings)


def test_cart_discounts_of_other_orders_are_not_dropped() -> None:
    """
    What the export gives to orders that are not ours is a finding with its yen.
    """
    carts = (
        CartDiscountRow(order_nos=(7, 98), amount=100),
        CartDiscountRow(order_nos=(98, 99), amount=31),
    )
    report = SellingReport(rows=(sold(),), cart_discounts=carts)
    result = reconcile(settled(ordinary()), report)
    (found,) = (one for one in result.findings if one.code == "statements.not_among_orders")
    assert found.text.en == (
        "cart discount: the report has 81 yen for what is not among the orders: 98, 99"
    )
    assert found.order_no is None


def test_a_seller_abroad_has_no_tax_in_the_identity() -> None:
    """
    Without tax on fees the row pays 2,652 − 266; a stated tax counts.
    """
    abroad = attrs.evolve(SELLER, establishment=Establishment.OUTSIDE_JAPAN, fee_tax=ZERO)
    report = SellingReport(rows=(sold(),))
    assert reconcile(settled(ordinary(), seller=abroad), report).identity.receivable == 2_386
    taxed = attrs.evolve(abroad, fee_tax=Rate.percent("10"))
    assert reconcile(settled(ordinary(), seller=taxed), report).identity.receivable == 2_359


def test_a_summary_is_for_people() -> None:
    """
    Counts and totals stand in a table, in both languages.
    """
    result = reconcile(settled(ordinary()), SellingReport(rows=(sold(),)))
    assert "商品決済金" in result.summary("ja")
    assert result.summary().splitlines()[0].split() == ["agrees", "1"]
    assert repr(result) == "<Reconciliation: 1 agrees>"
    assert repr(only(result)) == "<OrderCheck: order 7 agrees>"


@pytest.mark.parametrize(
    "bad, said",
    [
        ((None, SellingReport(rows=())), "month must be a Month"),
        ((settled(), None), "SellingRow values"),
        ((settled(), (1, 2)), "SellingRow values"),
    ],
    ids=repr,
)
def test_other_things_are_refused(bad: tuple[Any, Any], said: str) -> None:
    """
    What is no month or no report raises.
    """
    with pytest.raises(InvalidTypeError, match=said):
        reconcile(*bad)


def test_rows_alone_are_a_report() -> None:
    """
    The values that a reader gives can be passed as they are.
    """
    month_ = settled(ordinary())
    assert reconcile(month_, (sold(),)) == reconcile(month_, SellingReport(rows=(sold(),)))


def row_of(number: int, one: Any) -> SellingRow:
    """
    Return the row that an export would have of a settlement.
    """
    amounts = amounts_of(one)
    return SellingRow(
        order_no=number,
        goods_amount=amounts[Part.GOODS],
        seller_discount=amounts[Part.SELLER_DISCOUNT],
        compensation=amounts[Part.COMPENSATION],
        service_fee=amounts[Part.SERVICE_FEE],
        paid_on=one.line.paid_on,
    )


@given(
    drawn=st.lists(
        lines(shipping=0, shop="", send_type=None), max_size=4, unique_by=lambda o: o.order_no
    ),
    seller=simple_sellers,
)
def test_a_report_made_of_our_own_figures_agrees(drawn: list[OrderLine], seller: Seller) -> None:
    """
    Each settled order is in the result once and agrees; the period pays what the rows of ours do.
    """
    month_ = settle_all(drawn, seller)
    report = SellingReport(rows=tuple(row_of(one.line.order_no, one) for one in month_))
    result = reconcile(month_, report, rules=JAPAN)
    assert [order.order_no for order in result.orders] == [one.line.order_no for one in month_]
    assert {order.outcome for order in result.orders} <= {Outcome.AGREES}
    receivable = sum(
        one.net + amounts_of(one)[Part.COUPON_SHARE] + one.points_by_seller for one in month_
    )
    assert result.identity.receivable == receivable


def test_an_undelivered_order_is_a_day_too_early() -> None:
    """
    Delivered one day, settled the Wednesday after: before that its absence is no riddle.
    """
    late = ordinary(delivered_on=date(2026, 5, 14) + timedelta(days=14))
    report = SellingReport(rows=(sold(99),), period=month(2026, 5), basis=DateBasis.SETTLED)
    (order,) = reconcile(settled(late), report).having(Outcome.MISSING)
    assert order.causes[0].kind is CauseKind.PERIOD


def test_the_tax_rate_of_the_row_is_used() -> None:
    """
    Goods of 2,456 are 2,652 without the 8 % that the row says its food has (2,455.6).
    """
    row = sold(goods_amount=2_456, tax_rate=Rate.percent("8"))
    (difference,) = only(
        reconcile(settled(ordinary()), (sold(reason="", goods_amount=0, service_fee=0), row))
    ).differences
    assert str(difference.causes[0]) == "tax: the goods are without tax of 8 %"


@pytest.mark.parametrize("reported, difference", [(300, 5), (295, 0), (0, -295)])
def test_a_day_differs_by_what_was_reported_beyond_ours(reported: int, difference: int) -> None:
    """
    The difference is the report's figure less ours, as for every other part.
    """
    assert DayCheck(WEDNESDAY, 295, reported).difference == difference


@pytest.mark.parametrize(
    "fee, text",
    [
        (
            293,
            "service fee is 293 yen in the report, 266 by the rules (+27); tax: the fee is with tax",
        ),
        (
            0,
            (
                "service fee is 0 yen in the report, 266 by the rules (−266); "
                "unexplained: no single change explains it to the yen"
            ),
        ),
    ],
)
def test_a_difference_reads_with_its_sign(fee: int, text: str) -> None:
    """
    A finding says both figures, also a 0, and which way they differ.
    """
    (finding,) = reconcile(settled(ordinary()), (sold(service_fee=fee),)).findings
    assert finding.text.en == text


def test_a_summary_lines_up() -> None:
    """
    Counts first, then the sums of the report beside ours, numbers to the right.
    """
    result = reconcile(settled(ordinary()), (sold(service_fee=238),))
    assert result.summary().splitlines() == [
        "agrees                     0",
        "differs                    1",
        "no amounts to compare      0",
        "missing in the report      0",
        "only in the report         0",
        "goods                  2,652  2,652",
        "seller's discount          0      0",
        "compensation               0      0",
        "service fee              238    266",
    ]
