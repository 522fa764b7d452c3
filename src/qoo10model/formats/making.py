"""
Making many values (一括生成): frozen values by the hundred thousand, as the constructor makes them.

A frozen class sets each field past its own guard, which costs most of its construction. Here a
mutable twin with the same slots is filled, becomes the class, and is then checked as always. Nothing
is left out: what the constructor refuses is refused here.
"""

from __future__ import annotations

import functools
import gc

from contextlib import contextmanager
from itertools import repeat
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from qoo10model.basics.errors import Qoo10ModelError, UnknownNameError


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

__all__ = ("collection_paused", "fields_by_row", "made", "made_once", "maker_of")

T = TypeVar("T", bound=attrs.AttrsInstance)


@functools.cache
def maker_of(kind: type[T]) -> Callable[..., T]:
    """
    Return a function that makes values of the frozen class *kind* as its constructor does, faster.

    It takes the fields by position and raises what the constructor raises. Where *kind* cannot have
    a twin (no slots, weak references, converters, validators), it is the constructor itself.

    >>> from qoo10model.deliveries import Person
    >>> maker_of(Person)("架空 太郎") == Person("架空 太郎")
    True
    """
    twin = _twin_of(kind)
    if twin is None:
        return kind

    def make(*cells: object) -> Any:
        value = twin(*cells)
        value.__class__ = kind
        return value

    def make_and_check(*cells: object) -> Any:
        value = twin(*cells)
        value.__class__ = kind
        value.__attrs_post_init__()
        return value

    return make_and_check if hasattr(kind, "__attrs_post_init__") else make


def fields_by_row(
    kind: type[T], count: int, /, **columns: Iterable[Any]
) -> Iterator[tuple[Any, ...]]:
    """
    Yield, *count* times, the fields of *kind* out of *columns* in the order that its maker takes.

    A column is named as the field that it fills; a field without a column has its default. Raises
    `UnknownNameError` for a column without a field.

    >>> from qoo10model.deliveries import Person
    >>> [row[:2] for row in fields_by_row(Person, 2, kana=("ア", "イ"))]
    [('', 'ア'), ('', 'イ')]
    """
    fields = [field for field in attrs.fields(kind) if field.init]
    unknown = sorted(set(columns) - {field.name for field in fields})
    if unknown:
        raise UnknownNameError(f"{kind.__name__} has no field {', '.join(unknown)}")
    every = (columns.get(field.name, repeat(field.default, count)) for field in fields)
    return zip(*every, strict=True)


def made(kind: type[T], count: int, /, **columns: Iterable[Any]) -> Iterator[T | Qoo10ModelError]:
    """
    Yield *count* values of *kind* out of *columns*, or the error with which it refuses a row.

    >>> from qoo10model.deliveries import Delivery
    >>> [delivery.carrier for delivery in made(Delivery, 2, carrier=("ヤマト宅急便", "佐川急便"))]
    ['ヤマト宅急便', '佐川急便']
    """
    make = maker_of(kind)
    for cells in fields_by_row(kind, count, **columns):
        try:
            yield make(*cells)
        except Qoo10ModelError as error:
            yield error


def made_once(kind: type[T], count: int, /, **columns: Sequence[Any]) -> list[T | None]:
    """
    Return *count* values of *kind* out of *columns*, None for a row that is blank.

    Rows in a row that say the same share one value: the lines of a cart follow each other.

    >>> from qoo10model.deliveries import Person
    >>> first, second, third = made_once(Person, 3, name=("架空 太郎", "架空 太郎", ""))
    >>> first is second, third
    (True, None)
    """
    if not any(map(any, columns.values())):
        return [None] * count
    make = maker_of(kind)
    values: list[T | None] = []
    value, before = None, None
    for cells in fields_by_row(kind, count, **columns):
        if cells != before:
            value, before = make(*cells) if any(cells) else None, cells
        values.append(value)
    return values


@contextmanager
def collection_paused() -> Iterator[None]:
    """
    Keep the cyclic garbage collector from running, if it was on, while many values are made.

    Frozen values hold nothing that was made after them, so they cannot form a cycle; a collector
    would look at all of them again and again, for twice the time of making them, and find nothing.

    >>> with collection_paused():
    ...     gc.isenabled()
    False
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _twin_of(kind: type[attrs.AttrsInstance]) -> Any:
    fields = attrs.fields(kind)
    if any(field.converter or field.validator or field.kw_only for field in fields):
        return None
    twin: Any = attrs.make_class(
        kind.__name__,
        {field.name: attrs.field(default=field.default, init=field.init) for field in fields},
        slots=True,
        weakref_slot=False,
        repr=False,
        eq=False,
        order=False,
    )
    try:
        object.__new__(twin).__class__ = kind
    except TypeError:
        return None
    return twin
