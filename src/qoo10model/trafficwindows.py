"""
Windows (集計期間): today, yesterday, the last week; the sums of some days, and the growth between two.

A day that is missing is not a day without visitors: the sum then has a gap, says so, and no growth is
worked out. A day that comes twice counts once.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, TypeVar

import attrs

from qoo10model.basics.errors import InvalidTypeError, all_of
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.periods import Days, check_day
from qoo10model.basics.texts import Labelled, Text
from qoo10model.basics.timelines import Evidence
from qoo10model.basics.uncertainty import Doubt
from qoo10model.dayreadings import ask, doubts_about
from qoo10model.rules.analytics import LastWeek
from qoo10model.rules.book import JAPAN
from qoo10model.traffic import ItemDay, Metric, ShopDay, Traffic, total
from qoo10model.trafficdays import each_once


if TYPE_CHECKING:
    from collections.abc import Iterator

    from qoo10model.rules.book import RuleBook

__all__ = (
    "Change",
    "Growth",
    "LastWeek",
    "Totals",
    "Window",
    "WindowDays",
    "by_item",
    "growth",
    "totals",
    "window",
)

R = TypeVar("R", ShopDay, ItemDay)

_DAY: Final = timedelta(days=1)
_FIRST: Final = Text("first day", "初日")
_LAST: Final = Text("last day", "最終日")


class Window(Labelled):
    """
    A window of Q-Analytics (集計期間). TODAY is not over: beside a whole day its counts look weak.

    >>> Window.LAST_WEEK.label.ja
    '先週'
    """

    TODAY = Text("today", "今日")
    YESTERDAY = Text("yesterday", "昨日")
    LAST_WEEK = Text("last week", "先週")


@attrs.frozen
class WindowDays:
    """
    The *days* of a *window*; *doubts* names the days that it has under another reading.
    """

    window: Window
    days: Days
    rules: tuple[Evidence, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def before(self) -> Days:
        """
        The same number of days right before, to compare with.

        >>> window(Window.YESTERDAY, on=date(2026, 7, 8)).before.first
        datetime.date(2026, 7, 6)
        """
        return self.days.shifted(-self.days.count)


@attrs.frozen
class Totals:
    """
    The sums of *figures* over *days*, as far as there are rows; *missing* are the days without any.

    Visitors are summed by day: whoever came on two days counts twice.
    """

    days: Days
    figures: Traffic
    missing: tuple[date, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def is_complete(self) -> bool:
        """
        Whether there are rows of every day.
        """
        return not self.missing


@attrs.frozen
class Change:
    """
    One *metric* before and after: counts as the average of a day, rates as they are.

    >>> Change(Metric.ORDERS, Fraction(20), Fraction(25)).rate
    Fraction(1, 4)
    """

    metric: Metric
    before: Fraction | None
    after: Fraction | None

    @property
    def difference(self) -> Fraction | None:
        """
        After less before, None where one of them is not known.
        """
        return None if self.before is None or self.after is None else self.after - self.before

    @property
    def rate(self) -> Fraction | None:
        """
        The growth as a part of what was before (伸び率), None where that is 0 or below.
        """
        if self.difference is None or self.before is None or self.before <= 0:
            return None
        return self.difference / self.before


@attrs.frozen
class Growth:
    """
    What changed from one window to another, metric by metric.
    """

    before: Totals
    after: Totals
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...] = ()

    def of(self, metric: Metric) -> Change:
        """
        Return the change of *metric*.
        """
        if type(metric) is not Metric:
            raise InvalidTypeError(f"metric must be such as Metric.ORDERS (got {metric!r})")
        return next(change for change in self.changes if change.metric is metric)


_MISSING: Final = Message(
    "analytics.days_missing",
    Severity.WARNING,
    Text(
        "{n} of {count} days have no rows ({days}); the sums are those of the others",
        "{count}日中{n}日のデータがない（{days}）。合計は残りの日のみ",
    ),
)
_UNDATED: Final = Message(
    "analytics.row_without_day",
    Severity.WARNING,
    Text(
        "{n} rows have no day and are left out of the sums",
        "日付のない{n}行は集計から除いた",
    ),
)
_NO_GROWTH: Final = Message(
    "analytics.growth_not_known",
    Severity.WARNING,
    Text(
        "days are missing, so that no growth is known: {days}",
        "欠けている日があるため伸び率は不明: {days}",
    ),
)
_PARTLY: Final = Message(
    "analytics.figure_partly_given",
    Severity.WARNING,
    Text(
        "{metric}: {n} of {count} rows do not tell it ({days}), so that its sum is not known",
        "{metric}: {count}行中{n}行に値がない（{days}）ため合計は不明",
    ),
)
_SHOP: Final = Text("the shop", "ショップ")
_SUMMED: Final = tuple(Metric[field.name.upper()] for field in attrs.fields(Traffic))


def window(which: Window, *, on: date, rules: RuleBook = JAPAN) -> WindowDays:
    """
    Return the days of a window, looked at from the Japanese day *on*.

    Whether the last week ends yesterday or today nobody published: it is the rule
    ``analytics.last_week``, and the other reading is a doubt. Raises `InvalidTypeError` for what is no
    window or day, `RuleNotKnownError` for a last week before the rules.

    >>> found = window(Window.LAST_WEEK, on=date(2026, 7, 8))
    >>> found.days
    Days(first=datetime.date(2026, 7, 1), last=datetime.date(2026, 7, 7))
    >>> print(found.doubts[0].alternatives[0].reading)
    seven days with today
    """
    if type(which) is not Window:
        raise InvalidTypeError(f"which must be such as Window.TODAY (got {which!r})")
    day, used = check_day(on, "on"), list[Evidence]()
    days = _days(which, day, rules, used)

    def under(book: RuleBook) -> tuple[tuple[Text, object], ...]:
        return _facts(_days(which, day, book, []))

    return WindowDays(which, days, tuple(used), doubts_about(used, _facts(days), under, rules))


def totals(rows: Iterable[R], days: Days) -> Totals:
    """
    Return the sums of *rows* over *days*: of a shop, or of all items together.

    Rows of other days are left out. A figure that some of the rows do not tell is not known in the sum,
    and a finding says so. Raises `InvalidTypeError` for what is no row of a day, and for
    rows of the shop among rows of items: they would count everybody twice.

    >>> rows = [ShopDay(date(2026, 7, day), Traffic(visitors=100, orders=day)) for day in (1, 2, 4)]
    >>> found = totals(rows, Days(date(2026, 7, 1), date(2026, 7, 4)))
    >>> found.figures.orders, [day.day for day in found.missing]
    (7, [3])
    """
    placed = _Placed(rows, days)
    if len({type(row) for row in placed.rows}) > 1:
        msg = "rows must be of the shop or of its items (got both); sum the two apart"
        raise InvalidTypeError(msg)
    return placed.totals(placed.rows)


def by_item(rows: Iterable[ItemDay], days: Days) -> dict[str, Totals]:
    """
    Return the sums of each item over *days*, by item number (商品別).

    A day is missing where no item has a row. An item that alone has none on a day had no visitor.

    >>> row = ItemDay("A", Traffic(views=100, orders=2), date(2026, 7, 1))
    >>> by_item((row,), Days(date(2026, 7, 1), date(2026, 7, 1)))["A"].figures.item_cvr
    Fraction(1, 50)
    """
    placed = _Placed(all_of(rows, ItemDay, "rows"), days)
    groups: dict[str, list[ShopDay | ItemDay]] = {}
    for row in placed.rows:
        groups.setdefault(_code(row), []).append(row)
    return {code: placed.totals(groups[code]) for code in sorted(groups)}


def growth(before: Totals, after: Totals) -> Growth:
    """
    Return how each metric changed from *before* to *after* (前期間比).

    Counts are compared as the average of a day, so that windows may differ in length. Where days are
    missing in either, nothing is known.

    >>> day = Days(date(2026, 7, 1), date(2026, 7, 1))
    >>> found = growth(Totals(day, Traffic(orders=20)), Totals(day.shifted(1), Traffic(orders=25)))
    >>> found.of(Metric.ORDERS).rate
    Fraction(1, 4)
    """
    for one in (before, after):
        if not isinstance(one, Totals):
            raise InvalidTypeError(f"windows must be Totals, such as totals() gives (got {one!r})")
    missing = (*before.missing, *after.missing)
    changes = tuple(
        Change(
            metric,
            None if missing else _average(before, metric),
            None if missing else _average(after, metric),
        )
        for metric in Metric
    )
    findings = (_NO_GROWTH.finding(days=_listed(missing)),) if missing else ()
    return Growth(before, after, changes, findings)


class _Placed:
    """
    Rows of some days, each once, with what was found about them.
    """

    def __init__(self, rows: Iterable[ShopDay | ItemDay], days: Days) -> None:
        if not isinstance(days, Days):
            raise InvalidTypeError(f"days must be Days, such as month(2026, 7) (got {days!r})")
        if not isinstance(rows, Iterable):
            msg = f"rows must be ShopDay or ItemDay values, as in a tuple (got {rows!r})"
            raise InvalidTypeError(msg)
        self.days = days
        undated, dated = 0, list[ShopDay | ItemDay]()
        for row in rows:
            if not isinstance(row, ShopDay | ItemDay):
                raise InvalidTypeError(f"rows must be ShopDay or ItemDay values (got {row!r})")
            if row.on is None:
                undated += 1
            elif row.on in days:
                dated.append(row)
        self.rows, doubled = each_once(dated, about=_code, figures=_figures, name=_name)
        self.findings = tuple((_code(row), finding) for row, finding in doubled)
        present = {row.on for row in self.rows}
        self.missing = tuple(day for day in days if day not in present)
        self.general: list[Finding] = []
        if undated:
            self.general.append(_UNDATED.finding(n=undated))
        if self.missing:
            named = _listed(self.missing)
            n, count = len(self.missing), days.count
            self.general.append(_MISSING.finding(n=n, count=count, days=named))

    def totals(self, rows: Iterable[ShopDay | ItemDay]) -> Totals:
        group = tuple(rows)
        codes = {_code(row) for row in group}
        about = tuple(finding for code, finding in self.findings if code in codes)
        figures = total(row.figures for row in group)
        found = (*self.general, *about, *_partly_given(group))
        return Totals(self.days, figures, self.missing, found)


def _partly_given(rows: tuple[ShopDay | ItemDay, ...]) -> Iterator[Finding]:
    # A figure that no row tells is none that the export has, and needs no warning.
    for metric in _SUMMED:
        untold = [row for row in rows if row.figures.of(metric) is None]
        if 0 < len(untold) < len(rows):
            named = _listed(dict.fromkeys(row.on for row in untold if row.on is not None))
            facts: dict[str, Any] = {"n": len(untold), "count": len(rows), "days": named}
            yield _PARTLY.finding(metric=metric.label, **facts)


def _code(row: ShopDay | ItemDay) -> str:
    return row.item_code if isinstance(row, ItemDay) else ""


def _name(row: ShopDay | ItemDay) -> str | Text:
    return _code(row) or _SHOP


def _figures(row: ShopDay | ItemDay) -> Traffic:
    return row.figures


def _days(which: Window, day: date, rules: RuleBook, used: list[Evidence]) -> Days:
    if which is Window.TODAY:
        return Days(day, day)
    yesterday = Days(day - _DAY, day - _DAY)
    if which is Window.YESTERDAY:
        return yesterday
    reading = ask(rules.analytics.last_week, day, used)
    count = ask(rules.analytics.week_days, day, used)
    last = yesterday.last if reading is LastWeek.UP_TO_YESTERDAY else day
    return Days(last - timedelta(count) + _DAY, last)


def _facts(days: Days) -> tuple[tuple[Text, object], ...]:
    return (_FIRST, days.first), (_LAST, days.last)


def _average(window_: Totals, metric: Metric) -> Fraction | None:
    figure = window_.figures.of(metric)
    if figure is None or metric.is_rate:
        return None if figure is None else Fraction(figure)
    return Fraction(figure, window_.days.count)


def _listed(days: Iterable[date]) -> str:
    return ", ".join(map(str, days))
