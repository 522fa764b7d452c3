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
from qoo10model.formats.columns import is_constant


if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence

__all__ = ("collection_paused", "made", "made_once")

T = TypeVar("T", bound=attrs.AttrsInstance)


def made(kind: type[T], count: int, /, **columns: Sequence[Any]) -> Iterator[T | Qoo10ModelError]:
    """
    Yield *count* values of *kind* out of *columns*, or the error with which it refuses a row.

    A column is named as the field that it fills; a field without a column has its default. Raises
    `UnknownNameError` for a column without a field, and for a field that has neither.

    >>> from qoo10model.deliveries import Delivery
    >>> [delivery.carrier for delivery in made(Delivery, 2, carrier=("ヤマト宅急便", "佐川急便"))]
    ['ヤマト宅急便', '佐川急便']
    """
    make = _maker_of(kind)
    for cells in zip(*_by_field(kind, count, columns), strict=True):
        try:
            yield make(*cells)
        except Qoo10ModelError as error:
            yield error


def made_once(kind: type[T], count: int, /, **columns: Sequence[Any]) -> list[T | None]:
    """
    Return *count* values of *kind* out of *columns*, None for a row that is blank.

    Neighbours that say the same share one value: the lines of a cart follow each other.

    >>> from qoo10model.deliveries import Person
    >>> first, second, third = made_once(Person, 3, name=("架空 太郎", "架空 太郎", ""))
    >>> first is second, third
    (True, None)
    """
    if not any(map(any, columns.values())):
        return [None] * count
    make = _maker_of(kind)
    rows = zip(*_by_field(kind, count, columns), strict=True)
    if all(map(is_constant, columns.values())):
        return [make(*next(rows))] * count
    values: list[T | None] = []
    value: T | None = None
    before: tuple[Any, ...] = ()
    for cells in rows:
        if cells != before:
            value = make(*cells) if cells[0] or any(cells) else None
            before = cells
        values.append(value)
    return values


@contextmanager
def collection_paused() -> Generator[None]:
    """
    Keep the cyclic garbage collector from running, if it was on, while many values are made.

    Frozen values hold nothing that was made after them, so they cannot form a cycle; a collector
    would look at all of them again and again, for as long as it takes to make them, and find nothing.

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


def _by_field(
    kind: type[attrs.AttrsInstance], count: int, columns: Mapping[str, Iterable[Any]]
) -> list[Iterable[Any]]:
    fields = [field for field in attrs.fields(kind) if field.init]
    unknown = sorted(set(columns) - {field.name for field in fields})
    if unknown:
        raise UnknownNameError(f"{kind.__name__} has no field {', '.join(unknown)}")
    for field in fields:
        made_anew = field.default is attrs.NOTHING or hasattr(field.default, "factory")
        if made_anew and field.name not in columns:
            raise UnknownNameError(f"{kind.__name__} needs a column for its field {field.name}")
    return [columns.get(field.name, repeat(field.default, count)) for field in fields]


@functools.cache
def _maker_of(kind: type[T]) -> Callable[..., T]:
    """
    Return what makes a *kind* by position as its constructor does, or that where there is no twin.
    """
    fields = attrs.fields(kind)
    if any(field.converter or field.validator for field in fields):
        return kind
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
    except TypeError:  # without slots, or with one for weak references, the layouts differ
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
