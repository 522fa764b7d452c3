"""
Findings (指摘): what a calculation or a reader has to say beside its figures.

A `Finding` is a refusal, a disagreement or an oddity, as a value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from qoo10model.basics.texts import Labelled, Text


if TYPE_CHECKING:
    from qoo10model.basics.texts import Language

__all__ = ("Finding", "Message", "Severity")


class Severity(Labelled):
    """
    How much a finding matters (重要度).

    >>> Severity.ERROR
    Severity.ERROR
    """

    ERROR = Text("error", "エラー")
    WARNING = Text("warning", "警告")
    ADVICE = Text("advice", "助言")


@attrs.frozen
class Finding:
    """
    One thing found (指摘): a stable *code*, a *severity* and a *text* in both languages.

    *row* is the index of the row from outside that it is about (0 is the first), *order_no* the
    order number. *net_range* is the net in yen at both ends where the finding is a line that could
    not be settled for want of a choice.

    >>> finding = Finding("orders.unpaid", Severity.ADVICE, Text("not paid yet", "未入金"), row=3)
    >>> str(finding)
    'advice orders.unpaid (row 3): not paid yet'
    """

    code: str
    severity: Severity
    text: Text
    row: int | None = None
    order_no: int | None = None
    net_range: tuple[int, int] | None = None

    def in_(self, language: Language) -> str:
        """
        Return the finding as one line in *language*.

        >>> Finding("a.b", Severity.ERROR, Text("late", "遅い"), order_no=7).in_("ja")
        'エラー a.b (注文番号 7): 遅い'
        """
        where: list[str] = []
        if self.row is not None:
            where.append(f"{Text('row', '行').in_(language)} {self.row}")
        if self.order_no is not None:
            where.append(f"{Text('order', '注文番号').in_(language)} {self.order_no}")
        place = f" ({', '.join(where)})" if where else ""
        text = self.text.in_(language)
        return f"{self.severity.label.in_(language)} {self.code}{place}: {text}"

    def __str__(self) -> str:
        return self.in_("en")


@attrs.frozen
class Message:
    """
    A kind of finding: its code and severity, and its text with ``{placeholders}``.

    >>> late = Message("x.late", Severity.WARNING, Text("{days} days late", "{days}日遅れ"))
    >>> late.finding(row=1, days=2).text.ja
    '2日遅れ'
    """

    code: str
    severity: Severity
    text: Text

    def finding(
        self,
        *,
        row: int | None = None,
        order_no: int | None = None,
        net_range: tuple[int, int] | None = None,
        **facts: object,
    ) -> Finding:
        """
        Return the finding with *facts* filled in, as `Text.filled` does.

        >>> Message("x", Severity.ADVICE, Text("is {a}", "{a}です")).finding(a=Text("on", "有効")).text.ja
        '有効です'
        """
        text = self.text.filled(**facts)
        return Finding(self.code, self.severity, text, row, order_no, net_range)
