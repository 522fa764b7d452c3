from __future__ import annotations

import pickle

import pytest

from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.texts import Text


LATE = Text("paid late", "入金遅れ")
SALE = Text("sale", "販売代金")


# Findings


@pytest.mark.parametrize(
    "severity, row, order_no, english, japanese",
    [
        (Severity.ERROR, None, None, "error x.late: paid late", "エラー x.late: 入金遅れ"),
        (
            Severity.WARNING,
            0,
            None,
            "warning x.late (row 0): paid late",
            "警告 x.late (行 0): 入金遅れ",
        ),
        (
            Severity.ADVICE,
            None,
            7,
            "advice x.late (order 7): paid late",
            "助言 x.late (注文番号 7): 入金遅れ",
        ),
        (
            Severity.ADVICE,
            3,
            1062428737,
            "advice x.late (row 3, order 1062428737): paid late",
            "助言 x.late (行 3, 注文番号 1062428737): 入金遅れ",
        ),
    ],
)
def test_a_finding_is_one_line(
    severity: Severity, row: int | None, order_no: int | None, english: str, japanese: str
) -> None:
    """
    A finding says how much it matters, its code, where it is, and what it is.
    """
    finding = Finding("x.late", severity, LATE, row, order_no)
    assert finding.in_("en") == str(finding) == english
    assert finding.in_("ja") == japanese


def test_a_message_makes_findings() -> None:
    """
    Code and severity are the message's, the facts are filled into both languages.
    """
    message = Message(
        "orders.unpaid", Severity.WARNING, Text("{what}: {days} days", "{what}：{days}日")
    )
    finding = message.finding(row=2, order_no=5, net_range=(90, 94), what=SALE, days=4)
    assert finding == Finding(
        "orders.unpaid",
        Severity.WARNING,
        Text("sale: 4 days", "販売代金：4日"),
        row=2,
        order_no=5,
        net_range=(90, 94),
    )


def test_a_message_without_facts_says_its_text() -> None:
    """
    Row, order number and range may all be missing.
    """
    assert Message("x", Severity.ERROR, LATE).finding() == Finding("x", Severity.ERROR, LATE)


def test_a_message_misses_its_facts() -> None:
    """
    A finding with a gap in its text is never made.
    """
    with pytest.raises(LookupError):
        Message("x", Severity.ERROR, Text("{days} days", "{days}日")).finding(day=1)


@pytest.mark.parametrize(
    "value",
    [
        Finding("x.late", Severity.ERROR, LATE, 1, 2, (3, 4)),
        Message("x.late", Severity.ERROR, LATE),
    ],
)
def test_findings_are_values(value: object) -> None:
    """
    They can be compared, hashed and pickled.
    """
    again = pickle.loads(pickle.dumps(value))
    assert again == value
    assert hash(again) == hash(value)
