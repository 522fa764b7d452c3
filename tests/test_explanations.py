from __future__ import annotations

import re

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from qoo10model.basics.errors import UnknownNameError
from qoo10model.basics.texts import columns_of
from qoo10model.deliveries import Person
from qoo10model.proceeds import settle
from tests.settlement_cases import CASES, POWER, line_of, mega, paid, rules_of, seller_of


if TYPE_CHECKING:
    from qoo10model.basics.sources import Source
    from qoo10model.basics.texts import Language

WORKED = [pytest.param(case, id=case["name"]) for case in CASES]
AGREED = mega(2_948, 590, delivered_on=date(2026, 6, 4))
LANGUAGES: tuple[Language, ...] = ("en", "ja")


def blocks(line: Any, language: Language = "en") -> list[list[str]]:
    """
    The blocks of an explanation, each as its lines.
    """
    text = settle(line, POWER).explain(language)
    return [block.splitlines() for block in text.split("\n\n")]


def mark_of(text: str, source: Source) -> str:
    """
    The number in brackets under which *text* lists *source*, once.
    """
    listed = re.compile(rf"^(\[\d+\]) {re.escape(source.title)} \(", re.MULTILINE)
    (mark,) = listed.findall(text)
    return str(mark)


def ends_of(rows: list[str], cell: str) -> set[int]:
    """
    The column at which *cell* ends in each of *rows* that has it.
    """
    return {columns_of(row[: row.index(cell) + len(cell)]) for row in rows if cell in row}


def test_an_explanation_in_english() -> None:
    """
    A table names each amount with its day, its rule and its source; net, range, rules, doubts follow.
    """
    heading, table, ends, rules, doubts, sources = blocks(AGREED)

    assert heading == ["order 7: net 2,297 yen of 2,948"]
    assert [row.split("  ")[0] for row in table] == [
        "mega-wari pre-deduction",
        "paid by the buyer for the item",
        "compensation of mega-wari or mega-po",
        "commission",
        "extra in mega-wari",
        "consumption tax on fees",
        "net",
    ]
    assert "−295  2026-06-03  seller's share of the mega-wari coupon: 50 %" in table[0]
    assert table[0].endswith("  [1][2]")
    assert "−32  2026-06-10  consumption tax on fees: 10 %" in table[5]
    assert sources[0] == "sources:"
    assert sources[1].startswith(
        "[1] Qoo10 University: settlement of mega-wari (official, read on 20"
    )
    assert sources[1].endswith(" https://article-university.qoo10.jp/entry/152")
    assert "[6] the seller's own figures (measured)" in sources
    assert any("commission rate of the seller" in row and "as stated" in row for row in rules)
    assert table[6].endswith("+2,297")
    assert ends == ["net at both ends: 1,821 … 2,358 yen"]
    assert rules[0] == "the rules it rests on:"
    assert any("extra in mega-wari" in row and "since 2026-01-01  medium" in row for row in rules)
    assert doubts[0] == "doubts:"
    assert "- support fee in mega-wari: 0 % [low] 0.5 % −17 yen" in doubts


def test_an_explanation_in_japanese() -> None:
    """
    The same table in Japanese.
    """
    heading, table, ends, rules, doubts, sources = blocks(AGREED, "ja")

    assert heading == ["注文7: 2,948円のうち精算額2,297円"]
    assert table[0].startswith("メガワリ割引金額（先差引）")
    assert table[-1].startswith("精算額 ")
    assert ends == ["精算額の幅: 1,821円 … 2,358円"]
    assert rules[0] == "根拠となるルール:"
    assert doubts[0] == "未確定事項:"
    assert "- メガ割の割引支援手数料: 0 % [低] 0.5 % −17円" in doubts
    assert sources[0] == "出典:"
    assert " (公式, 確認日 20" in sources[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_columns_line_up(language: Language) -> None:
    """
    Amounts end, and days begin, in one column of the terminal, with Japanese letters counted twice.
    """
    _, table, _, rules, _, _ = blocks(AGREED, language)
    amounts = {row: next(cell for cell in row.split() if cell[0] in "+−") for row in table}

    assert (
        len({columns_of(row[: row.index(cell) + len(cell)]) for row, cell in amounts.items()}) == 1
    )
    assert len(ends_of(table, "2026-06-10") | ends_of(table, "2026-06-03")) == 1
    since = "since 20" if language == "en" else "適用開始 20"
    assert len(ends_of(rules, since)) == 1


@pytest.mark.parametrize("case", WORKED)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_amount_stands_in_the_explanation(case: dict[str, Any], language: Language) -> None:
    """
    Every entry has a line with its yen, and every rule that moved a yen is named with a source.
    """
    rules = rules_of(case.get("readings", {}))
    result = settle(line_of(case["line"]), seller_of(case.get("seller", {})), rules)
    text = result.explain(language)
    rows = text.split("\n\n")[1].splitlines()

    assert len(rows) == len(result.entries) + 1
    for entry, row in zip(result.entries, rows, strict=False):
        assert row.startswith(entry.label.in_(language))
        assert f"{abs(entry.amount):,}" in row
        if entry.evidence:
            assert entry.evidence[0].timeline.title.in_(language) in row
            assert row.endswith(
                "".join(mark_of(text, one) for one in entry.evidence[0].entry.sources)
            )
    for evidence in result.rules:
        assert evidence.timeline.title.in_(language) in text
        assert all(mark_of(text, source) for source in evidence.entry.sources)


@pytest.mark.parametrize(("language", "word"), [("en", "day open"), ("ja", "日付未定")])
def test_open_days_are_said(language: Language, word: str) -> None:
    """
    Before the delivery the day of an entry is open.
    """
    assert all(word in row for row in blocks(paid(), language)[1][:-1])


def test_nothing_moved_is_little_to_explain() -> None:
    """
    A line that was cancelled in time has a heading, a net of zero and its range.
    """
    assert settle(paid(cancelled_on=date(2026, 5, 12)), POWER).explain().split("\n\n") == [
        "order 7: net 0 yen of 0",
        "net  0",
        "net at both ends: 0 … 0 yen",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_personal_data_is_told(language: Language) -> None:
    """
    Nothing about the buyer, the item or the shop's codes stands in an explanation.
    """
    buyer = Person(name="架空 太郎", phone="+81-90-0000-0000", address="架空市1-2-3")
    line = paid(
        buyer=buyer,
        receiver=buyer,
        title="秘密の商品",
        option="赤",
        seller_code="SKU-7",
        unread=(("memo", "架空"),),
    )
    text = settle(line, POWER).explain(language)

    for secret in ("架空", "+81", "秘密", "赤", "SKU-7"):
        assert secret not in text


def test_a_language_that_is_none_is_a_mistake() -> None:
    """
    There are English and Japanese.
    """
    language: Any = "ko"
    with pytest.raises(UnknownNameError, match="'en' or 'ja'"):
        settle(paid(), POWER).explain(language)
