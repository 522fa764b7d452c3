"""
Days that come twice (日付の重複): rows of figures, each day once.

Exports overlap, and one may be read twice. Of two rows about the same on the same day the first counts, with
a finding. Rows without a day cannot be told apart and all stay.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.texts import Text


if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable
    from datetime import date

__all__ = ("DayRow", "each_once")


class DayRow(Protocol):
    """
    A row that may be of a day, and has its index in the export.
    """

    @property
    def on(self) -> date | None:
        """
        The day, None where it is of a window.
        """
        ...

    @property
    def row(self) -> int | None:
        """
        The index in the export.
        """
        ...


R = TypeVar("R", bound=DayRow)

_REPEATED: Final = Message(
    "analytics.day_repeated",
    Severity.ADVICE,
    Text(
        "{what} of {on} stands there twice with the same figures; it counts once",
        "{on}の{what}が重複している（同じ内容）。1回だけ集計した",
    ),
)
_DIFFERS: Final = Message(
    "analytics.day_differs",
    Severity.WARNING,
    Text(
        "{what} of {on} stands there twice with different figures; the first counts",
        "{on}の{what}が重複し内容が異なる。最初の行を使った",
    ),
)


def each_once(
    rows: Iterable[R],
    *,
    about: Callable[[R], Hashable],
    figures: Callable[[R], object],
    name: Callable[[R], str | Text],
) -> tuple[tuple[R, ...], tuple[tuple[R, Finding], ...]]:
    """
    Return *rows* without those about the same on the same day, and each of these with its finding.

    *about* says what a row is about, *figures* what it tells, *name* how it is called in a finding.

    >>> from datetime import date
    >>> from qoo10model.traffic import ShopDay, Traffic
    >>> days = [ShopDay(date(2026, 7, 1), Traffic(orders=5)), ShopDay(date(2026, 7, 1), Traffic(orders=6))]
    >>> kept, doubled = each_once(
    ...     days, about=lambda row: "", figures=lambda row: row.figures, name=lambda row: "the shop")
    >>> len(kept), doubled[0][1].code
    (1, 'analytics.day_differs')
    """
    kept: list[R] = []
    doubled: list[tuple[R, Finding]] = []
    seen: dict[tuple[Hashable, date], R] = {}
    for row in rows:
        if row.on is not None:
            first = seen.setdefault((about(row), row.on), row)
            if first is not row:
                message = _REPEATED if figures(first) == figures(row) else _DIFFERS
                doubled.append((row, message.finding(row=row.row, what=name(row), on=row.on)))
                continue
        kept.append(row)
    return tuple(kept), tuple(doubled)
