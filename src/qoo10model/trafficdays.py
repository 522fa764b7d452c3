"""
Days that come twice (日付の重複): rows of figures, each day once.

Exports overlap, and one may be read twice. Of two rows about the same on the same day the last counts,
with a finding: an export made on that day has a part of it, and one made later all. Rows without a day
cannot be told apart and all stay; those with the same figures have a finding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.texts import Text


if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Iterable
    from datetime import date

__all__ = ("DayRow", "each_once", "mixed_levels")


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
        "{what} of {on} stands there twice with different figures; the last counts",
        "{on}の{what}が重複し内容が異なる。最後の行を使った",
    ),
)

_UNDATED: Final = Message(
    "analytics.row_repeated",
    Severity.WARNING,
    Text(
        "{what} stands there twice with the same figures and without a day; both rows count",
        "{what}の行が重複している（日付なし・同じ内容）。どちらも集計した",
    ),
)
_MIXED: Final = Message(
    "analytics.shop_and_items_mixed",
    Severity.WARNING,
    Text(
        "rows of the whole shop and rows of single items are together: who is in both counts twice",
        "ショップ全体の行と商品別の行が混在しているため、二重に数えている可能性がある",
    ),
)


def each_once(
    rows: Iterable[R],
    *,
    about: Callable[[R], Hashable],
    figures: Callable[[R], Hashable],
    name: Callable[[R], str | Text],
) -> tuple[tuple[R, ...], tuple[tuple[R, Finding], ...]]:
    """
    Return *rows*, of those about the same on the same day the last, and rows with what was found of them.

    *about* says what a row is about, *figures* what it tells, *name* how it is called in a finding.
    A row without a day that stands there twice stays, with its finding.

    >>> from datetime import date
    >>> from qoo10model.traffic import ShopDay, Traffic
    >>> days = [ShopDay(date(2026, 7, 1), Traffic(orders=5)), ShopDay(date(2026, 7, 1), Traffic(orders=6))]
    >>> kept, doubled = each_once(
    ...     days, about=lambda row: "", figures=lambda row: row.figures, name=lambda row: "the shop")
    >>> [row.figures.orders for row in kept], doubled[0][1].code
    ([6], 'analytics.day_differs')
    """
    kept: list[R] = []
    doubled: list[tuple[R, Finding]] = []
    places: dict[tuple[Hashable, ...], int] = {}
    for row in rows:
        key = (about(row), row.on) if row.on is not None else (about(row), None, figures(row))
        place = places.setdefault(key, len(kept))
        if place == len(kept):
            kept.append(row)
            continue
        if row.on is None:
            kept.append(row)
            found = _UNDATED
        else:
            found = _REPEATED if figures(kept[place]) == figures(row) else _DIFFERS
            kept[place] = row
        doubled.append((row, found.finding(row=row.row, what=name(row), on=row.on)))
    return tuple(kept), tuple(doubled)


def mixed_levels(item_codes: Collection[str]) -> tuple[Finding, ...]:
    """
    Return the finding that *item_codes* are of items and, where one is empty, of the whole shop as well.

    >>> [finding.code for finding in mixed_levels({"", "100000001"})]
    ['analytics.shop_and_items_mixed']
    """
    return (_MIXED.finding(),) if "" in item_codes and len(set(item_codes)) > 1 else ()
