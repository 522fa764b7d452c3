"""
Figures in exports (数値の列): counts and yen that cannot be below 0, and the values made of them.

A figure below 0 counts as not given, with a finding. A row without any figure is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from qoo10model.basics.findings import Message, Severity
from qoo10model.basics.texts import Text


if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from qoo10model.formats.columns import Memo
    from qoo10model.formats.sheets import Sheet

__all__ = ("figures_in", "not_negative")

F = TypeVar("F")

_NEGATIVE: Final = Message(
    "qsm.figure_negative",
    Severity.WARNING,
    Text(
        "{key} is below 0 ({figure}); it counts as not given and is kept in unread",
        "{key}が負の値（{figure}）。記載なしとみなし、unreadに残した",
    ),
)
_NOTHING: Final = Message(
    "qsm.row_without_figures",
    Severity.WARNING,
    Text("the row has no figure that can be read", "読み取れる数値が1つもない行"),
)


def figures_in(
    sheet: Sheet, kind: Callable[..., F], columns: Mapping[str, Memo[int | None]]
) -> list[F]:
    """
    Return a value of *kind* for each row of *sheet*; its fields are *columns*, and how each is read.
    """
    read = {field: not_negative(sheet, field, memo) for field, memo in columns.items()}
    made = [
        kind(**dict(zip(read, cells, strict=True))) for cells in zip(*read.values(), strict=True)
    ]
    for at, figures in enumerate(made):
        if figures == kind():
            sheet.refuse(at, _NOTHING)
    return made


def not_negative(sheet: Sheet, field: str, memo: Memo[int | None]) -> list[int | None]:
    """
    Return the figures of *field* in *sheet*, read by *memo*, without those below 0.
    """
    figures: list[int | None] = list(sheet.read(field, memo, None))
    for at, figure in enumerate(figures):
        if figure is not None and figure < 0:
            sheet.note(at, _NEGATIVE, key=sheet.key(field), figure=figure)
            sheet.keep(at, field)
            figures[at] = None
    return figures
