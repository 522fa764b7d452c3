"""
Layouts (項目の並び): which keys rows have, and what each of them means.

The platform's keys differ in case and underscores from call to call, so keys are compared folded.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Final, TypeAlias, cast


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ("Column", "Layout", "alike", "folded")

Column: TypeAlias = "Sequence[object]"
"""
The cells of one field in many rows.
"""

_AT_ONCE: Final = 512  # so many rows stay in the cache while their columns are read
_DICT: Final = frozenset({dict})


def folded(key: object) -> str:
    """
    Return *key* as keys are compared: without regard to case, underscores and outer spaces.

    >>> folded("Cart_Discount_Seller") == folded("CartDiscountSeller")
    True
    """
    return str(key).replace("_", "").strip().casefold()


class Layout:
    """
    Where the fields stand in rows with these *keys*: *places* by field, and the *unknown* ones.

    *meanings* tells which field a key means, by the folded key.

    >>> layout = Layout(("OrderNo", "orderno", "x"), {"orderno": "order"})
    >>> layout.places, layout.unknown
    ({'order': [0, 1]}, [2])
    """

    __slots__ = ("_cells_of", "keys", "places", "unknown")

    def __init__(self, keys: Sequence[object], meanings: Mapping[str, str]) -> None:
        self.keys: tuple[str, ...] = tuple(map(str, keys))
        self.places: dict[str, list[int]] = {}
        self.unknown: list[int] = []
        for place, key in enumerate(keys):
            field = meanings.get(folded(key))
            if field is None:
                self.unknown.append(place)
            else:
                self.places.setdefault(field, []).append(place)
        # The first key twice: for a single key there would be no tuple, for none nothing to get.
        self._cells_of = itemgetter(*keys, keys[0]) if keys else tuple

    def columns_of(self, rows: Sequence[dict[object, object]]) -> list[Column] | None:
        """
        Return the cells of *rows* by key, None unless all of them have just these keys.

        >>> Layout(("a", "b"), {}).columns_of([{"a": 1, "b": 2}, {"b": 4, "a": 3}])
        [(1, 3), (2, 4)]
        >>> Layout(("a", "b"), {}).columns_of([{"a": 1}])
        """
        if set(map(len, rows)) != {len(self.keys)}:
            return None
        try:
            cells = list(map(self._cells_of, rows))
        except KeyError:
            return None
        columns: list[Column] = [*zip(*cells, strict=True)]
        return columns[: len(self.keys)]


def alike(
    rows: Sequence[object], meanings: Mapping[str, str], strange: list[int]
) -> Iterator[tuple[Layout, Sequence[int], list[Column]]]:
    """
    Yield *rows* by and by: a layout, the indices of some rows that have it, and their columns.

    Each row comes once; the indices of those that are no objects go to *strange*.

    >>> [(list(numbers), columns) for _, numbers, columns in alike([{"a": 1}, {"a": 2}], {}, [])]
    [([0, 1], [(1, 2)])]
    """
    layout: Layout | None = None
    others: dict[tuple[object, ...], list[int]] = {}
    for first in range(0, len(rows), _AT_ONCE):
        some = rows[first : first + _AT_ONCE]
        if _DICT.issuperset(map(type, some)):
            objects = cast("Sequence[dict[object, object]]", some)
            layout = layout or Layout(tuple(objects[0]), meanings)
            columns = layout.columns_of(objects)
            if columns is not None:
                yield layout, range(first, first + len(some)), columns
                continue
        for number, row in enumerate(some, first):
            if isinstance(row, dict):
                others.setdefault(tuple(cast("dict[object, object]", row)), []).append(number)
            else:
                strange.append(number)
    for keys, every in others.items():
        layout = Layout(keys, meanings)
        for first in range(0, len(every), _AT_ONCE):
            numbers = every[first : first + _AT_ONCE]
            objects = cast("list[dict[object, object]]", [rows[number] for number in numbers])
            yield layout, numbers, layout.columns_of(objects) or []
