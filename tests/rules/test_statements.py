from __future__ import annotations

import pytest

from qoo10model.basics.money import Rate
from qoo10model.rules.statements import (
    CHART,
    FREEE,
    MONEYFORWARD,
    PURCHASE_CODES,
    REASON_WORDS,
    SALES_CODES,
    YAYOI,
    YAYOI_NET,
    Account,
    Program,
    RowReason,
    TaxCode,
)


@pytest.mark.parametrize(
    "program, columns, has_header",
    [(FREEE, 33, True), (MONEYFORWARD, 27, True), (YAYOI, 25, False), (YAYOI_NET, 25, False)],
    ids=["freee", "moneyforward", "yayoi", "yayoi-net"],
)
def test_each_program_has_its_columns_and_names(
    program: Program, columns: int, has_header: bool
) -> None:
    """
    Columns differ from each other, and every tax code has one name that no other code has.
    """
    assert len(program.columns) == len(set(program.columns)) == columns
    assert [code for code, _ in program.tax_names] == list(TaxCode)
    assert len({program.tax_name(code) for code in TaxCode}) == len(TaxCode)
    assert program.header_in_file is has_header


def test_every_account_has_a_name() -> None:
    """
    The default chart names each part once.
    """
    assert [account for account, _ in CHART.names] == list(Account)
    assert all(CHART.name_of(account) for account in Account)


def test_every_reason_has_words_in_both_languages() -> None:
    """
    Each reason is known by a Japanese and a Korean word, and no word stands twice.
    """
    for reason in RowReason:
        words = [word for word, meant in REASON_WORDS if meant is reason]
        assert any("가" <= char <= "힣" for word in words for char in word)
        assert any("ぁ" <= char <= "龯" for word in words for char in word)
    words = [word for word, _ in REASON_WORDS]
    assert len(words) == len(set(words))


def test_reduced_rates_stand_beside_the_standard_of_the_day() -> None:
    """
    8 % is reduced where the standard is 10 %, and the standard itself where it is 8 %.
    """
    ten, eight = Rate.percent("10"), Rate.percent("8")
    codes = {(day, rate): code for day, rate, code in SALES_CODES}
    assert codes[ten, eight] is TaxCode.SALES_REDUCED
    assert codes[eight, eight] is TaxCode.SALES_OLD
    assert (eight, ten) not in codes
    assert dict(PURCHASE_CODES) == {ten: TaxCode.PURCHASES, eight: TaxCode.PURCHASES_OLD}
