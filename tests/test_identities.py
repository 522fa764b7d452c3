from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.basics.money import ZERO, Rate
from qoo10model.identities import PeriodIdentity, check_rows, period_identity, row_identity
from qoo10model.reports import DeductionFile, DeductionRow, SellingReport, SellingRow


PAID = date(2026, 5, 30)


def row(**facts: Any) -> SellingRow:
    """
    Return a row with the columns that its receivable needs.
    """
    plain = {
        "order_no": 7,
        "paid_on": PAID,
        "goods_amount": 800,
        "compensation": 200,
        "service_fee": 100,
    }
    return SellingRow(**{**plain, **facts})


@pytest.mark.parametrize(
    "facts, tax, receivable",
    [
        ({}, 10, 890),  # 800 + 200 − 100 − 10
        ({"compensation": -200}, 10, 490),  # a compensation that is taken back lowers it
        ({"goods_amount": -800, "compensation": -200, "service_fee": -100}, -10, -890),
        ({"service_fee": 104}, 10, 886),  # 10.4
        ({"service_fee": 105}, 11, 884),  # 10.5, half up
        ({"service_fee": -105}, -11, 1_116),  # the mirror image
        ({"compensation": None, "is_mega": False}, 10, 690),
        ({"compensation": None}, 10, None),
        ({"compensation": None, "is_mega": True}, 10, None),
        ({"goods_amount": None}, 10, None),
        ({"service_fee": None}, None, None),
        ({"paid_on": None}, None, None),
        ({"paid_on": None, "settled_on": date(2019, 9, 30)}, 8, 892),  # 8 % until September 2019
        ({"paid_on": None, "shipped_on": date(2019, 10, 1)}, 10, 890),
    ],
)
def test_a_row_pays_goods_and_compensation_less_fee_and_tax(
    facts: dict[str, Any], tax: int | None, receivable: int | None
) -> None:
    """
    The receivable is O + AI − T − tax on T; a column that is not there leaves it unknown.
    """
    one = row_identity(row(**facts))
    assert (one.fee_tax, one.receivable) == (tax, receivable)


def test_a_seller_abroad_states_the_tax() -> None:
    """
    Without tax on fees the row pays 900.
    """
    assert row_identity(row(), fee_tax=ZERO).receivable == 900


@pytest.mark.parametrize(
    "settle_amount, difference, codes",
    [
        (None, None, []),
        (890, 0, []),
        (900, 10, ["identities.row_without_tax"]),
        (889, -1, ["identities.row"]),
        (880, -10, ["identities.row"]),
    ],
)
def test_the_settle_amount_is_checked(
    settle_amount: int | None, difference: int | None, codes: list[str]
) -> None:
    """
    The export's own settle amount is the receivable, or leaves the tax out, or is a warning.
    """
    one = row(settle_amount=settle_amount, row=3)
    assert row_identity(one).difference == difference
    found = check_rows(SellingReport(rows=(one,)))
    assert [finding.code for finding in found] == codes
    assert all((finding.row, finding.order_no) == (3, 7) for finding in found)


def test_a_finding_says_both_figures() -> None:
    """
    The export's figure and ours stand in the text, in both languages.
    """
    (odd,) = check_rows(SellingReport(rows=(row(settle_amount=889),)))
    assert odd.text.en == (
        "the settle amount is 889 yen; goods + compensation − fee with tax give 890"
    )
    assert "889円" in odd.text.ja
    assert "890円" in odd.text.ja


def test_no_tax_is_not_taken_for_tax_left_out() -> None:
    """
    A fee so small that its tax is 0 yen agrees or differs like any other.
    """
    one = row_identity(row(service_fee=4, settle_amount=996))
    assert (one.fee_tax, one.difference, one.leaves_tax_out) == (0, 0, False)


def deduction(amount: int, file: DeductionFile = DeductionFile.OTHER) -> DeductionRow:
    """
    Return a deduction of *amount* yen.
    """
    return DeductionRow(on=date(2026, 6, 3), item="メガワリ割引金額", amount=amount, file=file)


@pytest.mark.parametrize("credited, difference", [(None, None), (615, 0), (620, 5)])
def test_a_period_adds_up(credited: int | None, difference: int | None) -> None:
    """
    890 of the row, 5 deducted, 295 of mega-wari and 25 given back leave 615.
    """
    report = SellingReport(
        rows=(row(),),
        deductions=(
            deduction(5),
            deduction(295, DeductionFile.MEGA_WARI),
            deduction(-25, DeductionFile.MEGA_WARI),
        ),
        credited=credited,
    )
    whole = period_identity(report)
    assert (whole.deducted, whole.deducted_mega, whole.payable) == (5, 270, 615)
    assert whole.difference == difference
    codes = [finding.code for finding in check_rows(report)]
    assert codes == (["identities.period"] if difference else [])


@pytest.mark.parametrize(
    "whole",
    [
        PeriodIdentity(890, 1, 0, 0, 890),
        PeriodIdentity(890, 0, None, 0, 890),
        PeriodIdentity(890, 0, 0, None, 890),
    ],
)
def test_what_is_not_given_leaves_the_period_open(whole: PeriodIdentity) -> None:
    """
    An unknown row or a file of deductions that is not at hand leaves nothing to compare.
    """
    assert (whole.payable, whole.difference) == (None, None)


def test_an_empty_file_of_deductions_is_zero() -> None:
    """
    A file that was given and has no rows deducts nothing.
    """
    whole = period_identity(SellingReport(rows=(), deduction_files=tuple(DeductionFile)))
    assert whole.payable == 0


def test_columns_that_are_missing_are_named_once() -> None:
    """
    Rows without compensation and fee are one finding that names both columns.
    """
    rows = tuple(row(order_no=n, compensation=None, service_fee=None) for n in (1, 2))
    (finding,) = check_rows(SellingReport(rows=rows))
    assert (
        finding.text.en
        == "2 rows lack a column that their receivable needs: service fee, compensation"
    )
    assert finding.text.ja.startswith("2行は")


@pytest.mark.parametrize(
    "total, codes",
    [
        ({"goods_amount": 1_600}, []),
        ({"goods_amount": 1_599}, ["identities.total"]),
        ({"goods_amount": 1_600, "service_fee": 0}, ["identities.total"]),
        ({"settle_amount": 5}, []),  # the rows have no settle amount
        ({}, []),
    ],
)
def test_a_total_row_is_no_order(total: dict[str, Any], codes: list[str]) -> None:
    """
    Totals do not count as rows; where they can be compared they must be the sum.
    """
    rows = (row(order_no=1), row(order_no=2), SellingRow(order_no=None, row=9, **total))
    found = check_rows(SellingReport(rows=rows))
    assert [finding.code for finding in found] == codes
    assert period_identity(SellingReport(rows=rows)).receivable == 1_780


@given(st.integers(-100_000, 100_000), st.integers(-20_000, 20_000), st.integers(-20_000, 20_000))
def test_a_cancelled_row_mirrors_its_sale(goods: int, compensation: int, fee: int) -> None:
    """
    A row and its mirror image pay nothing together.
    """
    sale = row_identity(row(goods_amount=goods, compensation=compensation, service_fee=fee))
    back = row_identity(row(goods_amount=-goods, compensation=-compensation, service_fee=-fee))
    assert sale.receivable is not None
    assert back.receivable == -sale.receivable


def test_the_tax_follows_the_rules() -> None:
    """
    Ten per cent of 266 is 26.6, on the row 27.
    """
    assert row_identity(row(service_fee=266), fee_tax=Rate.percent("10")).fee_tax == 27
