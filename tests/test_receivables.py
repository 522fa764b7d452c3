from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.basics.errors import InvalidTypeError
from qoo10model.basics.money import ZERO, Rate
from qoo10model.basics.periods import JST, Days, month
from qoo10model.discounts import mega_wari
from qoo10model.entries import EntryKind
from qoo10model.months import Month
from qoo10model.orders import OrderLine
from qoo10model.receivables import (
    Balance,
    FeeReceipt,
    check_receipt,
    movements,
    receivables,
)
from qoo10model.reports import DateBasis
from qoo10model.sellers import Grade, Seller
from qoo10model.settlements import settle_all
from tests.strategies import lines, simple_sellers


SELLER = Seller(grade=Grade.POWER, commission=Rate.percent("10"))
MAY, JUNE = month(2026, 5), month(2026, 6)


def order(order_no: int = 1, **facts: Any) -> OrderLine:
    """
    Return an order paid on 28 May, sent on the 29th, delivered on the 30th, settled on 10 June.
    """
    plain: dict[str, Any] = {
        "cart_no": order_no,
        "item_code": "A",
        "unit_price": 1_326,
        "quantity": 2,
        "paid_at": datetime(2026, 5, 28, 12, 0, tzinfo=JST),
        "shipped_on": date(2026, 5, 29),
        "delivered_on": date(2026, 5, 30),
    }
    return OrderLine(order_no=order_no, **{**plain, **facts})


def mega(**facts: Any) -> OrderLine:
    """
    Return the mega-wari order: 2,358 + 590 − 295 − 295 − 29 − 32; −295 of it on 3 June.
    """
    paid = datetime(2026, 5, 30, 9, 0, tzinfo=JST)
    plain: dict[str, Any] = {
        "cart_no": 2,
        "item_code": "A",
        "unit_price": 2_948,
        "quantity": 1,
        "discounts": (mega_wari(2_948, on=paid.date()),),
        "paid_at": paid,
        "shipped_on": None,
        "delivered_on": date(2026, 6, 4),
    }
    return OrderLine(order_no=2, **{**plain, **facts})


def settled(*orders: OrderLine, seller: Seller = SELLER) -> Month:
    """
    Return *orders* settled.
    """
    return settle_all(orders, seller)


@pytest.mark.parametrize(
    "basis, period, expected",
    [
        (DateBasis.PAID, MAY, Balance(1, 0, 2_652, 293, 0, 0)),
        (DateBasis.PAID, JUNE, Balance(1, 2_359, 0, 0, 0, 2_359)),
        (
            DateBasis.SHIPPED,
            Days(date(2026, 5, 29), date(2026, 5, 29)),
            Balance(1, 0, 2_652, 293, 0, 0),
        ),
        (
            DateBasis.DELIVERED,
            Days(date(2026, 5, 30), date(2026, 6, 10)),
            Balance(1, 0, 2_652, 293, 0, 2_359),
        ),
        (DateBasis.SETTLED, JUNE, Balance(1, 0, 2_652, 293, 0, 2_359)),
    ],
)
def test_a_sale_is_owed_until_it_is_credited(
    basis: DateBasis, period: Days, expected: Balance
) -> None:
    """
    2,652 less 293 of fees is owed from the day of the basis to Wednesday 10 June.
    """
    (balance,) = receivables(settled(order()), period, basis).orders
    assert balance == expected


@pytest.mark.parametrize(
    "basis, period",
    [(DateBasis.SETTLED, MAY), (DateBasis.PAID, month(2026, 7)), (DateBasis.PAID, month(2026, 4))],
)
def test_an_order_at_rest_is_left_out(basis: DateBasis, period: Days) -> None:
    """
    What neither moves nor is owed has no balance.
    """
    assert receivables(settled(order()), period, basis).orders == ()


def test_the_pre_deduction_is_credited_first() -> None:
    """
    Of 2,948 yen less 356 of fees and the half of 295, −295 comes on 3 June and 2,592 on the 10th.
    """
    first = receivables(settled(mega()), Days(date(2026, 5, 30), date(2026, 6, 9)), DateBasis.PAID)
    assert first.orders == (Balance(2, 0, 2_948, 356, 295, -295),)
    assert first.whole.closing == 2_592
    later = receivables(settled(mega()), Days(date(2026, 6, 10), date(2026, 6, 30)), DateBasis.PAID)
    assert later.orders == (Balance(2, 2_592, 0, 0, 0, 2_592),)


def test_what_is_not_delivered_does_not_count_but_its_cash_does() -> None:
    """
    By delivery an order under way counts in no month; its pre-deduction is owed by the shop.
    """
    book = receivables(settled(mega(delivered_on=None)), JUNE, DateBasis.DELIVERED)
    assert book.orders == (Balance(2, 0, 0, 0, 0, -295),)
    assert book.whole.closing == 295
    assert {one.entry.kind for one in book.uncounted} >= {EntryKind.SALE, EntryKind.PRE_DEDUCTION}
    after = receivables(settled(mega(delivered_on=None)), month(2026, 7), DateBasis.DELIVERED)
    assert after.orders == (Balance(2, 295, 0, 0, 0, 0),)


def test_a_cancellation_counts_on_its_own_day() -> None:
    """
    Cancelled on 20 June after it had moved on the 10th: June has both, and nothing is left.
    """
    book = receivables(settled(order(cancelled_on=date(2026, 6, 20))), JUNE, DateBasis.PAID)
    assert book.orders == (Balance(1, 2_359, -2_652, -293, 0, 0),)
    assert book.whole.closing == 0
    by_cash = movements(settled(order(cancelled_on=date(2026, 6, 20))), DateBasis.SETTLED)
    assert {m.counted_on for m in by_cash if m.entry.reverses} == {date(2026, 6, 24)}


def test_two_shops_with_one_number_stand_apart() -> None:
    """
    An order number belongs to its shop.
    """
    book = receivables(settled(order(shop="a"), order(shop="b")), MAY, DateBasis.PAID)
    assert [balance.sales for balance in book.orders] == [2_652, 2_652]
    assert repr(book) == "<Receivables: 2026-05-31, 2 orders, 4,718 yen>"


@pytest.mark.parametrize("period, basis", [("2026-05", DateBasis.PAID), (MAY, "paid")])
def test_other_things_are_refused(period: Any, basis: Any) -> None:
    """
    A month as text, or a basis as text, raises.
    """
    with pytest.raises(InvalidTypeError):
        receivables(settled(order()), period, basis)


drawn_months = st.builds(
    settle_all,
    st.lists(lines(shipping=0), max_size=4, unique_by=lambda one: one.order_no),
    simple_sellers,
)
FIRST, LAST = date(2023, 12, 1), date(2028, 12, 31)


@given(
    drawn=drawn_months,
    cuts=st.lists(
        st.dates(date(2024, 1, 1), date(2027, 6, 1)), min_size=1, max_size=4, unique=True
    ),
    basis=st.sampled_from(DateBasis),
)
def test_each_period_opens_with_what_the_last_one_closed(
    drawn: Month, cuts: list[date], basis: DateBasis
) -> None:
    """
    Closing and next opening are one figure; over all time what came in is what counted, less credits.
    """
    starts = [FIRST, *sorted(cuts)]
    ends = [*(cut - timedelta(days=1) for cut in starts[1:]), LAST]
    books = [
        receivables(drawn, Days(first, last), basis)
        for first, last in zip(starts, ends, strict=True)
    ]
    assert books[0].whole.opening == 0
    for earlier, later in pairwise(books):
        assert later.whole.opening == earlier.whole.closing
    credited = sum(book.whole.credited for book in books)
    assert credited == sum(e.amount for e in drawn.entries if e.on is not None)
    counted = sum(m.entry.amount for m in movements(drawn, basis) if m.counted_on is not None)
    assert books[-1].whole.closing == counted - credited


@pytest.mark.parametrize(
    "total, code, difference, unexplained",
    [
        (879, "receivables.receipt_agrees", 0, 0),  # 3 × (266 + 27)
        (878, "receivables.receipt_rounding", -1, 0),  # 798 + 79.8 → 80
        (886, "receivables.receipt_differs", 7, 8),  # 7 more than the lines, 8 than the invoice
        (0, "receivables.receipt_differs", -879, -878),
    ],
)
def test_the_receipt_rounds_the_tax_once(
    total: int, code: str, difference: int, unexplained: int
) -> None:
    """
    Three lines of 266 have 27 of tax each, 81; on 798 yen the tax is 80.
    """
    receipt = check_receipt(settled(order(1), order(2), order(3)), total, JUNE)
    assert (receipt.fees, receipt.tax_by_line, receipt.tax_by_invoice) == (798, 81, 80)
    assert receipt.rounding == -1
    assert (receipt.difference, receipt.unexplained) == (difference, unexplained)
    assert receipt.finding.code == code


@pytest.mark.parametrize(
    "basis, period, fees",
    [
        (DateBasis.SETTLED, MAY, 0),
        (DateBasis.SETTLED, JUNE, 266),
        (DateBasis.PAID, MAY, 266),
        (DateBasis.DELIVERED, JUNE, 0),
    ],
)
def test_the_receipt_counts_by_the_chosen_day(basis: DateBasis, period: Days, fees: int) -> None:
    """
    Fees belong to the month of the basis, an order under way to none.
    """
    month_ = settled(
        order(),
        order(9, delivered_on=None, paid_at=datetime(2026, 7, 1, tzinfo=JST), shipped_on=None),
    )
    assert check_receipt(month_, 0, period, basis).fees == fees


def test_fees_that_come_back_are_taken_off() -> None:
    """
    An order that moved and came back in one month leaves no fees and no tax.
    """
    receipt = check_receipt(settled(order(cancelled_on=date(2026, 6, 20))), 0, JUNE)
    assert receipt == FeeReceipt(0, 0, 0, 0)


def test_a_seller_abroad_pays_no_tax_on_fees() -> None:
    """
    Where no tax is charged the receipt is the fees.
    """
    seller = Seller(grade=Grade.POWER, commission=Rate.percent("10"), fee_tax=ZERO)
    receipt = check_receipt(settled(order(), seller=seller), 266, JUNE)
    assert (receipt.tax_by_line, receipt.tax_by_invoice, receipt.difference) == (0, 0, 0)


@pytest.mark.parametrize("total", [None, 879.0, "879", True])
def test_a_total_is_whole_yen(total: Any) -> None:
    """
    The receipt's total is an int.
    """
    with pytest.raises(InvalidTypeError):
        check_receipt(settled(order()), total, JUNE)


def test_a_receipt_says_all_its_figures() -> None:
    """
    The receipt, the lines, the rounding and the rest stand in the text.
    """
    receipt = check_receipt(settled(order(1), order(2), order(3)), 886, JUNE)
    assert receipt.finding.text.en == (
        "the receipt says 886 yen, the lines 879; beside rounding (−1) there are +8"
    )


def test_a_fee_too_small_for_tax_has_none() -> None:
    """
    4 yen of commission on 40 have 0.4 of tax, by line and by invoice none.
    """
    receipt = check_receipt(settled(order(unit_price=40, quantity=1)), 4, JUNE)
    assert receipt == FeeReceipt(4, 0, 0, 4)
