"""
Tables of dated rules by key (区分別): by category, by grade, by kind of discount.
"""

from __future__ import annotations

import enum

from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar

import attrs

from qoo10model.basics.errors import InvalidValueError, UnknownNameError, did_you_mean
from qoo10model.basics.timelines import Timeline


if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ("Table",)

T = TypeVar("T")
K = TypeVar("K")


@attrs.frozen
class Table(Generic[K, T]):
    """
    Timelines by key: by category, by grade, by kind of discount.

    A key that it does not have raises `UnknownNameError` with near names; two rows with the same
    key are an `InvalidValueError`.

    >>> from datetime import date
    >>> waiting = Table("w", (("power", Timeline.own("w[power]", (date(2018, 9, 1), 5))),))
    >>> waiting["power"].on(date(2026, 1, 1))
    5
    >>> waiting["powr"]
    Traceback (most recent call last):
    qoo10model.basics.errors.UnknownNameError: w has no 'powr': did you mean 'power'?
    """

    name: str
    rows: tuple[tuple[K, Timeline[T]], ...]

    def __attrs_post_init__(self) -> None:
        if len(self._by_key) != len(self.rows):
            names = ", ".join(_key_name(key) for key, _ in self.rows)
            msg = f"the keys of {self.name} must differ (got {names})"
            raise InvalidValueError(msg)

    @cached_property
    def _by_key(self) -> dict[K, Timeline[T]]:
        return dict(self.rows)

    def __getitem__(self, key: K) -> Timeline[T]:
        try:
            return self._by_key[key]
        except (KeyError, TypeError):
            names = tuple(_key_name(known) for known in self._by_key)
            msg = f"{self.name} has no {key!r}: {did_you_mean(_key_name(key), names)}"
            raise UnknownNameError(msg) from None

    def __contains__(self, key: object) -> bool:
        return key in self._by_key

    def __iter__(self) -> Iterator[K]:
        return iter(self._by_key)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def timelines(self) -> tuple[Timeline[T], ...]:
        """
        The timelines of all keys, in order.
        """
        return tuple(timeline for _, timeline in self.rows)


def _key_name(key: object) -> str:
    return key.name if isinstance(key, enum.Enum) else str(key)
