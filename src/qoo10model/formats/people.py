"""
People in rows (氏名・住所): carried for whoever needs them, shown nowhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qoo10model.deliveries import Person
from qoo10model.formats.making import fields_by_row, maker_of


if TYPE_CHECKING:
    from collections.abc import Sequence

    from qoo10model.formats.sheets import Sheet

__all__ = ("people",)


def people(sheet: Sheet, **columns: Sequence[str]) -> list[Person | None]:
    """
    Return the person that *columns* tell in each row of *sheet*, None where they tell nothing.

    A column is named as the field of `Person` that it fills.
    """
    if not any(map(any, columns.values())):
        return [None] * sheet.count
    make = maker_of(Person)
    rows = fields_by_row(Person, sheet.count, **columns)
    return [make(*cells) if any(cells) else None for cells in rows]
