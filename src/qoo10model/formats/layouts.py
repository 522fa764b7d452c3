"""
Layouts (項目の並び): which keys rows have, and what each of them means.

The platform's keys differ in case and underscores from call to call, so keys are compared folded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ("Layout", "alike", "folded")

_AT_ONCE: Final = 256  # so many rows stay in the cache while their columns are read
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

    __slots__ = ("keys", "places", "unknown")

    def __init__(self, keys: tuple[object, ...], meanings: Mapping[str, str]) -> None:
        self.keys = tuple(map(str, keys))
        self.places: dict[str, list[int]] = {}
        self.unknown: list[int] = []
        for place, key in enumerate(keys):
            field = meanings.get(folded(key))
            if field is None:
                self.unknown.append(place)
            else:
                self.places.setdefault(field, []).append(place)


def alike(
    rows: Sequence[object], strange: list[int]
) -> Iterator[tuple[tuple[object, ...], Sequence[int]]]:
    """
    Yield keys with the indices of some *rows* that have just these keys in this order.

    Every row with keys comes once; the indices of those that are no objects go to *strange*.

    >>> [(keys, list(numbers)) for keys, numbers in alike([{"a": 1}, {"a": 2}], [])]
    [(('a',), [0, 1])]
    """
    others: dict[tuple[object, ...], list[int]] = {}
    for first in range(0, len(rows), _AT_ONCE):
        some = rows[first : first + _AT_ONCE]
        common = _common_keys(some)
        if common is not None:
            yield common, range(first, first + len(some))
            continue
        for number, row in enumerate(some, first):
            if isinstance(row, dict):
                others.setdefault(tuple(cast("dict[object, object]", row)), []).append(number)
            else:
                strange.append(number)
    for keys, numbers in others.items():
        for first in range(0, len(numbers), _AT_ONCE):
            yield keys, numbers[first : first + _AT_ONCE]


def _common_keys(rows: Sequence[object]) -> tuple[object, ...] | None:
    if not _DICT.issuperset(map(type, rows)):
        return None
    keys = [tuple(row) for row in cast("Sequence[dict[object, object]]", rows)]
    return keys[0] if keys.count(keys[0]) == len(keys) else None
