from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

import attrs
import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, UnknownNameError
from qoo10model.basics.money import ZERO, Rate, Rounding
from qoo10model.basics.periods import JST, Days, month
from qoo10model.basics.texts import Text
from qoo10model.bookkeeping import (
    Account,
    JournalRow,
    TaxCode,
    TaxStyle,
    credit_rows,
    journal,
    rounding_rows,
    sales_rows,
)
from qoo10model.discounts import mega_po, mega_wari
from qoo10model.entries import EntryKind
from qoo10model.journals import freee, moneyforward, yayoi
from qoo10model.months import Month
from qoo10model.orders import OrderLine
from qoo10model.receivables import FeeReceipt, movements
from qoo10model.reports import DateBasis
from qoo10model.rules.book import JAPAN
from qoo10model.rules.commissions import ShippingCommission
from qoo10model.rules.statements import CHART, FREEE, YAYOI, Chart
from qoo10model.sellers import Grade, Seller
from qoo10model.settlements import settle_all
from tests.strategies import lines, simple_sellers


SELLER = Seller(grade=Grade.POWER, commission=Rate.percent("10"))
TEN, EIGHT = Rate.percent("10"), Rate.percent("8")
MAY, JUNE = month(2026, 5), month(2026, 6)
ALL_TIME = Days(date(2019, 1, 1), date(2028, 12, 31))
RECEIVABLE, WALLET, SALES, FEES = Account.RECEIVABLE, Account.WALLET, Account.SALES, Account.FEES


def order(order_no: int = 1, **facts: Any) -> OrderLine:
    """
    Return the ordinary order, settled on Wednesday 2026-05-20: 2,652 − 266 − 27.
    """
    plain: dict[str, Any] = {
        "cart_no": order_no,
        "item_code": "A",
        "unit_price": 1_326,
        "quantity": 2,
        "paid_at": datetime(2026, 5, 11, 12, 0, tzinfo=JST),
        "delivered_on": date(2026, 5, 14),
    }
    return OrderLine(order_no=order_no, **{**plain, **facts})


def settled(*orders: OrderLine, seller: Seller = SELLER, rules: Any = JAPAN) -> Month:
    """
    Return *orders* settled.
    """
    return settle_all(orders, seller, rules)


def told(rows: tuple[JournalRow, ...]) -> list[tuple[str, Account, Account, int, TaxCode, int]]:
    """
    Return what *rows* say, days as month and day.
    """
    return [(f"{r.on:%m-%d}", r.debit, r.credit, r.amount, r.tax, r.tax_amount) for r in rows]


def test_tax_inside() -> None:
    """
    A sale of 2,652 holds 241 of tax (2,652 × 10 / 110 = 241.09), the fee of 293 holds 27.
    """
    rows = journal(settled(order()), MAY, goods_tax=TEN)
    assert told(rows) == [
        ("05-20", RECEIVABLE, SALES, 2_652, TaxCode.SALES, 241),
        ("05-20", FEES, RECEIVABLE, 293, TaxCode.PURCHASES, 27),
        ("05-20", WALLET, RECEIVABLE, 2_359, TaxCode.NONE, 0),
    ]
    assert {row.order_no for row in rows} == {1}


def test_tax_apart() -> None:
    """
    The tax has rows of its own: 2,411 and 241, 266 and 27.
    """
    rows = journal(settled(order()), MAY, goods_tax=TEN, style=TaxStyle.APART)
    assert told(rows) == [
        ("05-20", RECEIVABLE, SALES, 2_411, TaxCode.SALES, 0),
        ("05-20", RECEIVABLE, Account.TAX_RECEIVED, 241, TaxCode.SALES, 0),
        ("05-20", FEES, RECEIVABLE, 266, TaxCode.PURCHASES, 0),
        ("05-20", Account.TAX_PAID, RECEIVABLE, 27, TaxCode.PURCHASES, 0),
        ("05-20", WALLET, RECEIVABLE, 2_359, TaxCode.NONE, 0),
    ]


@pytest.mark.parametrize(
    "rounding, tax", [(Rounding.DOWN, 196), (Rounding.UP, 197), (Rounding.HALF_UP, 196)]
)
def test_food_stands_apart(rounding: Rounding, tax: int) -> None:
    """
    2,652 × 8 / 108 is 196.4; the fee on food is taxed at 10 % all the same.
    """
    rows = sales_rows(settled(order()), MAY, goods_tax={"A": EIGHT}, rounding=rounding)
    assert told(rows) == [
        ("05-20", RECEIVABLE, SALES, 2_652, TaxCode.SALES_REDUCED, tax),
        ("05-20", FEES, RECEIVABLE, 293, TaxCode.PURCHASES, 27),
    ]


@pytest.mark.parametrize(
    "goods_tax, codes",
    [
        ({1: TEN, 2: EIGHT}, [TaxCode.SALES, TaxCode.SALES_REDUCED]),
        ({"A": TEN, 2: EIGHT}, [TaxCode.SALES, TaxCode.SALES_REDUCED]),
        ({"A": EIGHT}, [TaxCode.SALES_REDUCED] * 2),
        (ZERO, [TaxCode.NONE] * 2),
    ],
)
def test_the_rate_is_looked_up_by_order_then_item(goods_tax: Any, codes: list[TaxCode]) -> None:
    """
    A rate by order number comes before that of the item.
    """
    rows = sales_rows(settled(order(1), order(2)), MAY, goods_tax=goods_tax)
    assert [row.tax for row in rows if row.credit is SALES] == codes


def test_a_mega_order_is_booked_in_its_parts() -> None:
    """
    2,358 and 590 come in, the half of 295 goes out on 3 June, 356 are fees: 295 + 29 + 32.
    """
    paid = datetime(2026, 5, 30, 9, 0, tzinfo=JST)
    line = order(
        unit_price=2_948,
        quantity=1,
        discounts=(mega_wari(2_948, on=paid.date()),),
        paid_at=paid,
        delivered_on=date(2026, 6, 4),
    )
    rows = journal(settled(line), JUNE, goods_tax=TEN)
    assert told(rows) == [
        ("06-03", Account.PROMOTION, RECEIVABLE, 295, TaxCode.SALES, 26),
        ("06-03", RECEIVABLE, WALLET, 295, TaxCode.NONE, 0),
        ("06-10", RECEIVABLE, SALES, 2_358, TaxCode.SALES, 214),
        ("06-10", RECEIVABLE, Account.COMPENSATION, 590, TaxCode.SALES, 53),
        ("06-10", FEES, RECEIVABLE, 356, TaxCode.PURCHASES, 32),
        ("06-10", WALLET, RECEIVABLE, 2_592, TaxCode.NONE, 0),
    ]


def test_points_and_shipping_have_their_accounts() -> None:
    """
    Points are out of scope, shipping is taxed at the standard rate also beside food.
    """
    paid = datetime(2026, 8, 3, 9, 0, tzinfo=JST)
    line = order(
        unit_price=2_980,
        quantity=1,
        discounts=(mega_po(2_980, on=paid.date()),),
        shipping=500,
        paid_at=paid,
        delivered_on=date(2026, 8, 5),
    )
    rules = JAPAN.with_reading("fees.commission_on_shipping", ShippingCommission.NONE)
    rows = sales_rows(settled(line, rules=rules), month(2026, 8), goods_tax=EIGHT)
    by_account = {(row.debit if row.credit is RECEIVABLE else row.credit): row for row in rows}
    assert by_account[Account.POINTS].tax is TaxCode.NONE
    assert (by_account[Account.SHIPPING].amount, by_account[Account.SHIPPING].tax) == (
        500,
        TaxCode.SALES,
    )
    assert by_account[Account.SHIPPING].tax_amount == 45  # 500 × 10 / 110 = 45.5
    assert by_account[Account.PROMOTION].tax is TaxCode.SALES_REDUCED


@pytest.mark.parametrize(
    "basis, day",
    [
        (DateBasis.PAID, date(2026, 5, 11)),
        (DateBasis.DELIVERED, date(2026, 5, 14)),
        (DateBasis.SETTLED, date(2026, 5, 20)),
    ],
)
def test_a_sale_is_booked_on_the_day_of_the_basis(basis: DateBasis, day: date) -> None:
    """
    The receivable arises on the day of the basis and is credited on the Wednesday.
    """
    rows = journal(settled(order()), MAY, goods_tax=TEN, basis=basis)
    assert [row.on for row in rows] == [day, day, date(2026, 5, 20)]
    assert journal(settled(order()), JUNE, goods_tax=TEN, basis=basis) == ()
    assert journal(settled(order()), MAY, goods_tax=TEN, basis=DateBasis.SHIPPED) == credit_rows(
        settled(order()), MAY
    )


def test_a_cancellation_is_booked_back_not_netted_away() -> None:
    """
    Both the sale and what undoes it stand in the journal, though they fall in one month.
    """
    month_ = settled(order(cancelled_on=date(2026, 5, 20)))
    rows = journal(month_, MAY, goods_tax=TEN)
    assert told(rows) == [
        ("05-20", RECEIVABLE, SALES, 2_652, TaxCode.SALES, 241),
        ("05-20", FEES, RECEIVABLE, 293, TaxCode.PURCHASES, 27),
        ("05-20", WALLET, RECEIVABLE, 2_359, TaxCode.NONE, 0),
        ("05-27", SALES, RECEIVABLE, 2_652, TaxCode.SALES, 241),
        ("05-27", RECEIVABLE, FEES, 293, TaxCode.PURCHASES, 27),
        ("05-27", RECEIVABLE, WALLET, 2_359, TaxCode.NONE, 0),
    ]
    paid = sales_rows(month_, MAY, goods_tax=TEN, basis=DateBasis.PAID)
    assert [f"{row.on:%m-%d}" for row in paid] == ["05-11", "05-11", "05-20", "05-20"]


@pytest.mark.parametrize(
    "fee_tax, code, tax",
    [(ZERO, TaxCode.NONE, 0), (TEN, TaxCode.PURCHASES, 27), (EIGHT, TaxCode.PURCHASES_OLD, 21)],
)
def test_the_tax_on_fees_is_the_sellers(fee_tax: Rate, code: TaxCode, tax: int) -> None:
    """
    A seller who states the tax on fees has it booked so: 8 % of 266 is 21.28.
    """
    seller = attrs.evolve(SELLER, fee_tax=fee_tax)
    (_, fee) = sales_rows(settled(order(), seller=seller), MAY, goods_tax=TEN)
    assert (fee.amount, fee.tax, fee.tax_amount) == (266 + tax, code, tax)


def test_fees_with_tax_inside_are_taken_apart() -> None:
    """
    Under the reading that fees hold their tax, 266 holds 24 (24.18).
    """
    rules = JAPAN.with_reading("fees.fees_exclude_tax", False)
    rows = sales_rows(settled(order(), rules=rules), MAY, goods_tax=TEN, style=TaxStyle.APART)
    assert [row.amount for row in rows] == [2_411, 241, 242, 24]


def test_before_october_2019_eight_per_cent_was_the_standard() -> None:
    """
    Goods at 8 % of September 2019 are not reduced ones, and 10 % is no tax of that day.
    """
    line = order(paid_at=datetime(2019, 9, 30, tzinfo=JST), delivered_on=date(2019, 10, 1))
    (sale, fee) = sales_rows(settled(line), month(2019, 10), goods_tax=EIGHT)
    assert (sale.tax, fee.tax) == (TaxCode.SALES_OLD, TaxCode.PURCHASES_OLD)
    with pytest.raises(InvalidValueError, match="10 % is no consumption tax of 2019-09-30"):
        sales_rows(settled(line), month(2019, 10), goods_tax=TEN)


@pytest.mark.parametrize(
    "goods_tax, error, said",
    [
        ({}, UnknownNameError, "items A, B"),
        ({"A": TEN}, UnknownNameError, "items B"),
        ({1: TEN}, UnknownNameError, "items B"),
        (Rate.percent("5"), InvalidValueError, "known: 10 %, 8 %"),
    ],
)
def test_no_tax_rate_is_guessed(goods_tax: Any, error: type[Exception], said: str) -> None:
    """
    Items without a rate are all named; a rate that is no consumption tax is refused.
    """
    with pytest.raises(error, match=said):
        journal(settled(order(1), order(2, item_code="B")), MAY, goods_tax=goods_tax)


@pytest.mark.parametrize("amount", [0, -1])
def test_a_row_has_an_amount(amount: int) -> None:
    """
    A journal row of nothing, or below, is refused: sides are swapped instead.
    """
    with pytest.raises(InvalidValueError, match="at least 1 yen"):
        JournalRow(MAY.first, WALLET, RECEIVABLE, amount, TaxCode.NONE, 0, 1, Text("", ""))


@pytest.mark.parametrize(
    "make", [sales_rows, journal, credit_rows], ids=["sales", "all", "credits"]
)
def test_a_period_is_days(make: Any) -> None:
    """
    A month as text raises.
    """
    facts: dict[str, Any] = {} if make is credit_rows else {"goods_tax": TEN}
    with pytest.raises(InvalidTypeError, match="period must be Days"):
        make(settled(order()), "2026-05", **facts)


@pytest.mark.parametrize(
    "receipt, rows",
    [
        (FeeReceipt(798, 81, 80, 878), [(RECEIVABLE, Account.ROUNDING, 1)]),
        (FeeReceipt(798, 79, 80, 878), [(Account.ROUNDING, RECEIVABLE, 1)]),
        (FeeReceipt(798, 81, 80, 879), []),  # the receipt agrees with the lines
        (FeeReceipt(798, 81, 80, 886), []),  # more than rounding
        (FeeReceipt(798, 80, 80, 878), []),
    ],
)
def test_rounding_has_a_row_of_its_own(
    receipt: FeeReceipt, rows: list[tuple[Account, Account, int]]
) -> None:
    """
    The difference between tax by line and by invoice is booked where it explains the receipt.
    """
    found = rounding_rows(receipt, date(2026, 5, 31))
    assert [(row.debit, row.credit, row.amount) for row in found] == rows
    assert all(row.order_no is None for row in found)


def cancelled(one: OrderLine, days: int) -> OrderLine:
    """
    Return *one*, cancelled so many *days* after it was paid.
    """
    assert one.paid_on is not None
    return attrs.evolve(one, cancelled_on=one.paid_on + timedelta(days))


drawn_lines = lines() | st.builds(cancelled, lines(), st.integers(0, 60))
drawn_months = st.builds(
    settle_all,
    st.lists(drawn_lines, max_size=4, unique_by=lambda one: one.order_no),
    simple_sellers,
)


def balance(rows: tuple[JournalRow, ...], account: Account) -> int:
    """
    Return the debits less the credits of *account*.
    """
    return sum((r.debit is account) * r.amount - (r.credit is account) * r.amount for r in rows)


@given(
    drawn=drawn_months,
    period=st.builds(
        lambda first, last: Days(min(first, last), max(first, last)),
        st.dates(date(2024, 1, 1), date(2027, 3, 1)),
        st.dates(date(2024, 1, 1), date(2027, 3, 1)),
    ),
    basis=st.sampled_from(DateBasis),
    style=st.sampled_from(TaxStyle),
    goods_tax=st.sampled_from((TEN, EIGHT, ZERO)),
    rounding=st.sampled_from(Rounding),
)
def test_every_yen_is_in_exactly_one_row(
    drawn: Month,
    period: Days,
    basis: DateBasis,
    style: TaxStyle,
    goods_tax: Rate,
    rounding: Rounding,
) -> None:
    """
    Debits are credits; sales rows sum to the entries that count in the period, credits to its cash.
    """
    booked = sales_rows(
        drawn, period, goods_tax=goods_tax, basis=basis, style=style, rounding=rounding
    )
    credited = credit_rows(drawn, period)
    counted = [m.entry for m in movements(drawn, basis) if m.counted_on and m.counted_on in period]
    moved = [e for e in drawn.entries if e.on is not None and e.on in period]
    assert balance(booked, RECEIVABLE) == sum(entry.amount for entry in counted)
    assert balance(credited, WALLET) == sum(entry.amount for entry in moved)
    both = (*booked, *credited)
    assert sum(balance(both, account) for account in Account) == 0
    assert sorted(
        journal(drawn, period, goods_tax=goods_tax, basis=basis, style=style, rounding=rounding),
        key=repr,
    ) == sorted(both, key=repr)


ACCOUNTS = {
    EntryKind.SALE: SALES,
    EntryKind.QOO10_DISCOUNT: SALES,
    EntryKind.SHIPPING: Account.SHIPPING,
    EntryKind.COMPENSATION: Account.COMPENSATION,
    EntryKind.PRE_DEDUCTION: Account.PROMOTION,
    EntryKind.COUPON_SHARE: Account.PROMOTION,
    EntryKind.POINTS_SHARE: Account.POINTS,
}


@given(
    drawn=drawn_months,
    first=st.dates(date(2024, 1, 1), date(2026, 12, 1)),
    days=st.integers(0, 90),
    basis=st.sampled_from(DateBasis),
)
def test_no_entry_is_in_two_rows(drawn: Month, first: date, days: int, basis: DateBasis) -> None:
    """
    One row for each order, day and account holds those entries, and there are no other rows.
    """
    period = Days(first, first + timedelta(days))
    owed: Counter[tuple[object, ...]] = Counter()
    for move in movements(drawn, basis):
        day, entry = move.counted_on, move.entry
        if day is not None and day in period:
            account = ACCOUNTS.get(entry.kind, FEES)
            owed[entry.shop, entry.order_no, day, account, entry.reverses] += entry.amount
    moved: Counter[tuple[object, ...]] = Counter()
    for entry in drawn.entries:
        if entry.on is not None and entry.on in period:
            moved[entry.shop, entry.order_no, entry.on, WALLET] -= entry.amount
    expected = Counter(
        (*key[:4], amount) for key, amount in (*owed.items(), *moved.items()) if amount
    )
    assert expected == Counter(
        (row.shop, row.order_no, row.on, row.credit, row.amount)
        if row.debit is RECEIVABLE
        else (row.shop, row.order_no, row.on, row.debit, -row.amount)
        for row in journal(drawn, period, goods_tax=TEN, basis=basis)
    )


@given(drawn=drawn_months, goods_tax=st.sampled_from((TEN, EIGHT)))
def test_both_styles_owe_the_same(drawn: Month, goods_tax: Rate) -> None:
    """
    Tax inside and apart: the same receivable, and the same tax.
    """
    inside = sales_rows(drawn, ALL_TIME, goods_tax=goods_tax)
    apart = sales_rows(drawn, ALL_TIME, goods_tax=goods_tax, style=TaxStyle.APART)
    assert balance(inside, RECEIVABLE) == balance(apart, RECEIVABLE)
    signed = sum(row.tax_amount * (1 if row.debit is RECEIVABLE else -1) for row in inside)
    taxes = balance(apart, Account.TAX_RECEIVED) + balance(apart, Account.TAX_PAID)
    assert signed == -taxes


# Imports of accounting programs

ROWS = journal(settled(order()), MAY, goods_tax=EIGHT)


def cells(header: tuple[str, ...], row: tuple[str, ...]) -> dict[str, str]:
    """
    Return the cells of *row* that are not blank, by column.
    """
    return {name: cell for name, cell in zip(header, row, strict=True) if cell}


def test_freee_takes_slips() -> None:
    """
    Each row starts with the mark of a detail line and has a tax amount on the taxed side.
    """
    sheet = freee(ROWS)
    assert (len(sheet.header), sheet.header[0], sheet.lines[0]) == (33, "[表題行]", sheet.header)
    assert cells(sheet.header, sheet.rows[0]) == {
        "[表題行]": "[明細行]",
        "日付": "2026/05/20",
        "伝票番号": "1",
        "借方勘定科目": "売掛金",
        "借方金額": "2652",
        "借方税区分": "対象外",
        "借方税額": "0",
        "貸方勘定科目": "売上高",
        "貸方金額": "2652",
        "貸方税区分": "課税売上8%（軽）",
        "貸方税額": "196",
        "摘要": "Qoo10 売上 注文番号1",
    }
    assert len(sheet.rows) == 3


def test_moneyforward_takes_the_journal() -> None:
    """
    27 columns with a number for each entry; the fee is a purchase at 10 %.
    """
    sheet = moneyforward(ROWS)
    assert (len(sheet.header), len(sheet.lines)) == (27, 4)
    assert cells(sheet.header, sheet.rows[1]) == {
        "取引No": "2",
        "取引日": "2026/05/20",
        "借方勘定科目": "支払手数料",
        "借方税区分": "課税仕入 10%",
        "借方金額(円)": "293",
        "借方税額": "27",
        "貸方勘定科目": "売掛金",
        "貸方税区分": "対象外",
        "貸方金額(円)": "293",
        "貸方税額": "0",
        "摘要": "Qoo10 手数料 注文番号1",
    }


def test_yayoi_takes_25_columns_without_headings() -> None:
    """
    A single entry is marked 2000; tax codes say whether tax is inside or booked apart.
    """
    sheet = yayoi(ROWS)
    assert (len(sheet.header), sheet.lines) == (25, sheet.rows)
    assert cells(sheet.header, sheet.rows[0]) == {
        "識別フラグ": "2000",
        "取引日付": "2026/05/20",
        "借方勘定科目": "売掛金",
        "借方税区分": "対象外",
        "借方金額": "2652",
        "借方税金額": "0",
        "貸方勘定科目": "売上高",
        "貸方税区分": "課税売上込軽減8%",
        "貸方金額": "2652",
        "貸方税金額": "196",
        "摘要": "Qoo10 売上 注文番号1",
        "タイプ": "0",
        "調整": "no",
    }


def test_yayoi_has_the_code_beside_tax_that_is_booked_apart() -> None:
    """
    By 別記 the tax is a row of its own with the code of what it is on; other programs take it as none.
    """
    apart = sales_rows(settled(order()), MAY, goods_tax=EIGHT, style=TaxStyle.APART)
    names = ("借方勘定科目", "借方税区分", "貸方勘定科目", "貸方税区分", "借方金額")
    rows = [cells(YAYOI.columns, row) for row in yayoi(apart, tax_apart=True).rows]
    assert [tuple(row[name] for name in names) for row in rows] == [
        ("売掛金", "対象外", "売上高", "課税売上別軽減8%", "2456"),
        ("売掛金", "対象外", "仮受消費税", "課税売上別軽減8%", "196"),
        ("支払手数料", "課対仕入別10%", "売掛金", "対象外", "266"),
        ("仮払消費税", "課対仕入別10%", "売掛金", "対象外", "27"),
    ]
    for sheet in (freee(apart), moneyforward(apart), yayoi(apart)):
        found = [cells(sheet.header, row) for row in sheet.rows]
        assert [row["貸方税区分"] for row in found[1:2]] == ["対象外"]
        assert [row["借方税区分"] for row in found[3:]] == ["対象外"]


@pytest.mark.parametrize("invoice", ["", "適格", "80%控除"])
def test_moneyforward_is_told_of_the_invoice(invoice: str) -> None:
    """
    The column stands beside purchases alone, also where a fee comes back.
    """
    back = attrs.evolve(ROWS[1], debit=RECEIVABLE, credit=FEES)
    sheet = moneyforward((*ROWS, back), invoice=invoice)
    rows = [dict(zip(sheet.header, row, strict=True)) for row in sheet.rows]
    assert [row["借方インボイス"] for row in rows] == ["", invoice, "", ""]
    assert [row["貸方インボイス"] for row in rows] == ["", "", "", invoice]


def test_a_chart_of_ones_own() -> None:
    """
    Account names are data: another chart gives other names, and a row of no order says so.
    """
    own = Chart(tuple((part, f"Q{name}") for part, name in CHART.names))
    (row,) = rounding_rows(FeeReceipt(798, 81, 80, 878), date(2026, 5, 31))
    found = cells(FREEE.columns, freee((row,), own).rows[0])
    assert (found["貸方勘定科目"], found["摘要"]) == ("Q雑損失", "Qoo10 端数差額")
    assert {account for account, _ in CHART.names} == set(Account)


@pytest.mark.parametrize("sheet", [freee, moneyforward, yayoi], ids=["freee", "mf", "yayoi"])
def test_no_rows_are_an_empty_sheet(sheet: Any) -> None:
    """
    Without journal rows there is a header and nothing else.
    """
    assert sheet(()).rows == ()


def test_a_single_yen_is_booked_like_any_other() -> None:
    """
    1 yen sold is owed; the rounding of 1 yen holds no tax.
    """
    rows = journal(settled(order(unit_price=1, quantity=1)), MAY, goods_tax=TEN)
    assert told(rows) == [
        ("05-20", RECEIVABLE, SALES, 1, TaxCode.SALES, 0),
        ("05-20", WALLET, RECEIVABLE, 1, TaxCode.NONE, 0),
    ]
    (rounded,) = rounding_rows(FeeReceipt(798, 79, 80, 878), date(2026, 5, 31))
    assert (rounded.tax, rounded.tax_amount) == (TaxCode.NONE, 0)
