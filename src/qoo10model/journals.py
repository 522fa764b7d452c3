"""
Journals (仕訳インポート): journal rows in the columns that accounting programs import.

The columns and tax names are those of the programs' own import guides and of public tools that write
for them, read in 2026; none was tried in the program itself. Programs let users rename accounts and
tax codes: pass a chart, try a few rows first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.rules.statements import (
    CHART,
    FREEE,
    MONEYFORWARD,
    YAYOI,
    YAYOI_NET,
    Account,
    Chart,
    Program,
    TaxCode,
)


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qoo10model.bookkeeping import JournalRow

__all__ = ("ImportSheet", "freee", "moneyforward", "yayoi")


@attrs.frozen
class ImportSheet:
    """
    Rows of text for an import (仕訳インポート用の表): the *header*, and *rows* of as many cells.

    *header_in_file* says whether the file has the line of headings. Writing the file, in the
    encoding of the program (Yayoi: cp932), is the caller's.

    >>> freee(()).lines[0][:2]
    ('[表題行]', '日付')
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    header_in_file: bool

    @property
    def lines(self) -> tuple[tuple[str, ...], ...]:
        """
        The lines of the file.
        """
        return (self.header, *self.rows) if self.header_in_file else self.rows


def freee(rows: Iterable[JournalRow], chart: Chart = CHART) -> ImportSheet:
    """
    Return *rows* for freee's import of journals (振替伝票のインポート).

    Each row is a slip of its own, with its tax in the column of the taxed side. Whether a file may
    leave that column blank is told differently, so it never does.

    >>> freee(()).header[-1]
    '摘要'
    """
    return _sheet(FREEE, (_freee_cells(row, chart, at) for at, row in enumerate(rows, start=1)))


def moneyforward(
    rows: Iterable[JournalRow], chart: Chart = CHART, *, invoice: str = ""
) -> ImportSheet:
    """
    Return *rows* for MoneyForward Cloud's import of the journal (仕訳帳のインポート).

    *invoice* stands beside purchases in the column for qualified invoices (インボイス), such as 適格 or
    80%控除. Whether the platform's receipt is one is for the shop to see; MoneyForward takes a blank
    as 適格.

    >>> moneyforward(()).header[:2]
    ('取引No', '取引日')
    """
    return _sheet(
        MONEYFORWARD, (_mf_cells(row, chart, at, invoice) for at, row in enumerate(rows, start=1))
    )


def yayoi(
    rows: Iterable[JournalRow], chart: Chart = CHART, *, tax_apart: bool = False
) -> ImportSheet:
    """
    Return *rows* for Yayoi's import of journal data (仕訳データのインポート): 25 columns, no headings.

    With *tax_apart* the tax codes are those for tax booked in rows of its own (別記), which have the
    code as well.

    >>> yayoi(()).header_in_file
    False
    """
    program = YAYOI_NET if tax_apart else YAYOI
    return _sheet(program, (_yayoi_cells(row, chart, program) for row in rows))


def _sheet(program: Program, rows: Iterator[dict[str, str]]) -> ImportSheet:
    columns = program.columns
    cells = tuple(tuple(row.get(column, "") for column in columns) for row in rows)
    return ImportSheet(columns, cells, program.header_in_file)


def _freee_cells(row: JournalRow, chart: Chart, number: int) -> dict[str, str]:
    return {
        "[表題行]": "[明細行]",
        "日付": _day(row),
        "伝票番号": str(number),
        "借方勘定科目": chart.name_of(row.debit),
        "借方金額": str(row.amount),
        "借方税区分": FREEE.tax_name(row.debit_tax),
        "借方税額": _tax(row, row.debit_tax),
        "貸方勘定科目": chart.name_of(row.credit),
        "貸方金額": str(row.amount),
        "貸方税区分": FREEE.tax_name(row.credit_tax),
        "貸方税額": _tax(row, row.credit_tax),
        "摘要": _memo(row),
    }


_PURCHASES: Final = frozenset({TaxCode.PURCHASES, TaxCode.PURCHASES_OLD})
_TAX_ACCOUNTS: Final = frozenset({Account.TAX_PAID, Account.TAX_RECEIVED})


def _mf_cells(row: JournalRow, chart: Chart, number: int, invoice: str) -> dict[str, str]:
    return {
        "取引No": str(number),
        "取引日": _day(row),
        "借方勘定科目": chart.name_of(row.debit),
        "借方税区分": MONEYFORWARD.tax_name(row.debit_tax),
        "借方インボイス": invoice if row.debit_tax in _PURCHASES else "",
        "借方金額(円)": str(row.amount),
        "借方税額": _tax(row, row.debit_tax),
        "貸方勘定科目": chart.name_of(row.credit),
        "貸方税区分": MONEYFORWARD.tax_name(row.credit_tax),
        "貸方インボイス": invoice if row.credit_tax in _PURCHASES else "",
        "貸方金額(円)": str(row.amount),
        "貸方税額": _tax(row, row.credit_tax),
        "摘要": _memo(row),
    }


def _yayoi_cells(row: JournalRow, chart: Chart, program: Program) -> dict[str, str]:
    debit_tax, credit_tax = row.debit_tax, row.credit_tax
    if program is YAYOI_NET:
        debit_tax = row.tax if row.debit in _TAX_ACCOUNTS else debit_tax
        credit_tax = row.tax if row.credit in _TAX_ACCOUNTS else credit_tax
    return {
        "識別フラグ": "2000",
        "取引日付": _day(row),
        "借方勘定科目": chart.name_of(row.debit),
        "借方税区分": program.tax_name(debit_tax),
        "借方金額": str(row.amount),
        "借方税金額": _tax(row, debit_tax),
        "貸方勘定科目": chart.name_of(row.credit),
        "貸方税区分": program.tax_name(credit_tax),
        "貸方金額": str(row.amount),
        "貸方税金額": _tax(row, credit_tax),
        "摘要": _memo(row),
        "タイプ": "0",
        "調整": "no",
    }


def _day(row: JournalRow) -> str:
    return f"{row.on:%Y/%m/%d}"


def _tax(row: JournalRow, code: TaxCode) -> str:
    return "0" if code is TaxCode.NONE else str(row.tax_amount)


def _memo(row: JournalRow) -> str:
    order = "" if row.order_no is None else f" 注文番号{row.order_no}"
    return f"Qoo10 {row.note.ja}{order}"
