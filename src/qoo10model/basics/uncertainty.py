"""
Uncertainty (未確定事項): what a result rests on that is not sure, and what it could change.

A `Doubt` is one open rule, with what every other reading would change in yen and days.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.sources import Confidence, Source
from qoo10model.basics.texts import Text, yen_text


if TYPE_CHECKING:
    from qoo10model.basics.texts import Language

__all__ = ("Alternative", "Doubt", "Move")

_YEN: Final = Text("{n} yen", "{n}円")
_OPEN_DAY: Final = Text("day open", "日付未定")


@attrs.frozen
class Move:
    """
    An amount that would move to another day: what it is, the *day* taken and the day *instead*.

    *yen* is the signed amount that moves. A day is None while it is open, as before delivery.

    >>> from datetime import date
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

        >>> from datetime import date
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

    >>> from qoo10model.basics.sources import Confidence
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

        >>> from qoo10model.basics.sources import Confidence
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
