"""
Grades (販売者グレード): which one a shop's sales reach, what the next one takes, and what keeps it.

A grade sets the days until settlement, and since September 2018 no fee.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.effects import unweighed
from qoo10model.basics.errors import InvalidTypeError
from qoo10model.basics.money import check_yen
from qoo10model.basics.periods import check_day
from qoo10model.basics.texts import Text
from qoo10model.basics.timelines import Evidence
from qoo10model.rules.book import JAPAN
from qoo10model.rules.sellers import Grade


if TYPE_CHECKING:
    from datetime import date

    from qoo10model.basics.uncertainty import Doubt
    from qoo10model.rules.book import RuleBook

__all__ = ("Grade", "Outlook", "Upkeep", "outlook", "upkeep")


@attrs.frozen
class Outlook:
    """
    How far a shop's sales reach (グレードの見通し): the grade, the next one, what is still missing.

    *reached* is the highest grade whose sales of 12 months are reached, *next_grade* the one above
    and *missing* the yen still missing to it; both are None at the top. *reached_asks* and
    *next_asks* say in words what else these grades ask for and nobody published; they are empty
    where nothing is known to be asked. *rules* are the thresholds that this rests on.

    >>> from datetime import date
    >>> outlook(1_200_000, on=date(2026, 5, 11)).missing
    3800000
    """

    reached: Grade
    next_grade: Grade | None
    missing: int | None
    reached_asks: Text
    next_asks: Text
    rules: tuple[Evidence, ...] = attrs.field(repr=False)

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """
        The thresholds that are not sure to hold.
        """
        return unweighed(self.rules)


@attrs.frozen
class Upkeep:
    """
    Whether a shop keeps its *grade* (グレードの維持): yen that the previous month had to sell.

    *missing* is what the month's sales fell short of *needed*. To which grade a shop falls, and
    when, nobody published. *rules* are the thresholds this rests on.

    >>> from datetime import date
    >>> upkeep(Grade.POWER, 420_000, on=date(2026, 5, 11)).missing
    80000
    """

    grade: Grade
    needed: int
    missing: int
    rules: tuple[Evidence, ...] = attrs.field(repr=False)

    @property
    def is_kept(self) -> bool:
        """
        Whether the month's sales were enough.
        """
        return self.missing == 0

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """
        The thresholds that are not sure to hold.
        """
        return unweighed(self.rules)


_POINTS: Final = Text(
    "service points as well; how many is not published",
    "サービスポイントの条件もある（基準は非公開）",
)
_NOTHING: Final = Text("", "")


def outlook(sales: int, *, on: date, rules: RuleBook = JAPAN) -> Outlook:
    """
    Return the grade that *sales*, yen of the last 12 months, reach on the day *on*, and what is next.

    >>> from datetime import date
    >>> reached = outlook(5_000_000, on=date(2026, 5, 11))
    >>> reached.reached, reached.reached_asks.en
    (Grade.POWER, 'service points as well; how many is not published')
    """
    check_yen(sales, "sales", minimum=0)
    check_day(on, "on")
    reached, used = Grade.GENERAL, list[Evidence]()
    for grade in rules.sellers.reach_sales:
        timeline = rules.sellers.reach_sales[grade]
        used.append(Evidence(timeline, timeline.entry_on(on)))
        missing = timeline.on(on) - sales
        if missing > 0:
            asks = _asks(reached), _asks(grade)
            return Outlook(reached, grade, missing, *asks, tuple(used))
        reached = grade
    return Outlook(reached, None, None, _asks(reached), _NOTHING, tuple(used))


def upkeep(grade: Grade, sales: int, *, on: date, rules: RuleBook = JAPAN) -> Upkeep:
    """
    Return whether *grade* is kept on the day *on* with *sales*, yen of the calendar month before it.

    A grade without a condition is kept with any sales.

    >>> from datetime import date
    >>> upkeep(Grade.EXCELLENT, 100_000, on=date(2026, 5, 11)).is_kept
    True
    """
    if not isinstance(grade, Grade):
        raise InvalidTypeError(f"grade must be a Grade such as Grade.POWER (got {grade!r})")
    check_yen(sales, "sales", minimum=0)
    check_day(on, "on")
    if grade not in rules.sellers.keep_sales:
        return Upkeep(grade, 0, 0, ())
    timeline = rules.sellers.keep_sales[grade]
    needed = timeline.on(on)
    used = Evidence(timeline, timeline.entry_on(on))
    return Upkeep(grade, needed, max(0, needed - sales), (used,))


def _asks(grade: Grade) -> Text:
    return _POINTS if grade is Grade.POWER else _NOTHING
