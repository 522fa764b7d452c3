"""
Findings and doubts: what a calculation or a reader has to say beside its figures.

A `Finding` is a refusal, a disagreement or an oddity, as a value. A `Doubt` is one open rule that a
result rests on, with what every other reading would change in yen and days.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.sources import Confidence, Source
from qoo10model.basics.texts import Labelled, Text, yen_text


if TYPE_CHECKING:
    from qoo10model.basics.texts import Language

__all__ = ("Alternative", "Doubt", "Finding", "Message", "Move", "Severity")

_YEN: Final = Text("{n} yen", "{n}円")
_OPEN_DAY: Final = Text("day open", "日付未定")


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


@attrs.frozen
class Move:
    """
    An amount that would move to another day: what it is, the *day* taken and the day *instead*.

    *yen* is the signed amount that moves. A day is None while it is open, as before delivery.

    >>> str(Move(Text("sale", "販売代金"), 1000, date(2026, 5, 20), date(2026, 5, 27)))
    'sale +1,000: 2026-05-20 → 2026-05-27'
    """

    what: Text
    yen: int
    day: date | None
    instead: date | None

    def in_(self, language: Language) -> str:
        """
        Return the move as one line in *language*.

        >>> Move(Text("sale", "販売代金"), -1000, None, date(2026, 5, 27)).in_("ja")
        '販売代金 −1,000: 日付未定 → 2026-05-27'
        """
        day, instead = _day_text(self.day, language), _day_text(self.instead, language)
        return f"{self.what.in_(language)} {yen_text(self.yen, sign=True)}: {day} → {instead}"

    def __str__(self) -> str:
        return self.in_("en")


@attrs.frozen
class Alternative:
    """
    Another reading of an open rule, and what it would change: *net_change* in yen, and *moves*.

    >>> Alternative(Text("half down", "五捨六入"), -1).net_change
    -1
    """

    reading: Text
    net_change: int
    moves: tuple[Move, ...] = ()

    @property
    def changes_nothing(self) -> bool:
        """
        Whether the result is the same under this reading, in yen and in days.

        >>> Alternative(Text("half down", "五捨六入"), 0).changes_nothing
        True
        """
        return self.net_change == 0 and not self.moves


@attrs.frozen
class Doubt:
    """
    An open rule, or one below HIGH, that a result rests on (未確定事項).

    *taken* is the reading in use, *alternatives* the others with their effect; where there are
    none, nobody can say by how much the result could be off. *lines* counts the order lines.

    >>> doubt = Doubt("fees.x", Text("x?", "x?"), Text("up", "上"), Confidence.LOW,
    ...               (Alternative(Text("down", "下"), -3), Alternative(Text("even", "偶"), 1)))
    >>> doubt.lowest_change, doubt.highest_change
    (-3, 1)
    """

    rule: str
    question: Text
    taken: Text
    confidence: Confidence
    alternatives: tuple[Alternative, ...] = ()
    sources: tuple[Source, ...] = ()
    lines: int = 1

    @property
    def lowest_change(self) -> int:
        """
        The largest loss in yen that another reading brings, as a number that is at most 0.
        """
        return min((0, *(a.net_change for a in self.alternatives)))

    @property
    def highest_change(self) -> int:
        """
        The largest gain in yen that another reading brings, at least 0.
        """
        return max((0, *(a.net_change for a in self.alternatives)))

    @property
    def effect_is_unknown(self) -> bool:
        """
        Whether no other reading is on record, so that nobody can say what it could change.
        """
        return not self.alternatives

    def in_(self, language: Language) -> str:
        """
        Return the doubt as one line in *language*: what is open, the reading taken, the others.

        >>> Doubt("fees.x", Text("x?", "x?"), Text("up", "上"), Confidence.LOW).in_("ja")
        'x?: 上 [低] 影響額は不明'
        """
        head = f"{self.question.in_(language)}: {self.taken.in_(language)}"
        if self.effect_is_unknown:
            tail = Text("effect not known", "影響額は不明").in_(language)
            return f"{head} [{self.confidence.label.in_(language)}] {tail}"
        others = "; ".join(_alternative_text(a, language) for a in self.alternatives)
        return f"{head} [{self.confidence.label.in_(language)}] {others}"

    def __str__(self) -> str:
        return self.in_("en")


def _alternative_text(alternative: Alternative, language: Language) -> str:
    reading = alternative.reading.in_(language)
    yen = _YEN.filled(n=yen_text(alternative.net_change, sign=True)).in_(language)
    days = sorted({_day_text(move.instead, language) for move in alternative.moves})
    return f"{reading} {yen}" + (f" ({', '.join(days)})" if days else "")


def _day_text(day: date | None, language: Language) -> str:
    return _OPEN_DAY.in_(language) if day is None else str(day)
