"""
Shapes of our own dict form: how each of the types it knows is laid out in plain data.

A `Shape` says it once, for reading, for writing and for the JSON Schema.
"""

from __future__ import annotations

import enum
import functools
import types

from datetime import date, datetime, time
from fractions import Fraction
from importlib import import_module
from typing import Any, Final, TypeAlias, cast, get_args, get_origin, get_type_hints

import attrs

from qoo10model.basics import money, timelines
from qoo10model.formats.kept import LATE
from qoo10model.formats.kinds import place_of
from qoo10model.formats.minimums import MINIMUMS


__all__ = (
    "Choice",
    "Field",
    "Fixed",
    "Keyed",
    "Record",
    "Scalar",
    "Sequence",
    "Shape",
    "Tagged",
    "fields_of",
    "shape_of",
)


@attrs.frozen
class Scalar:
    """
    A number, a text or a truth value: int, Fraction, str, bool, a day, a moment, a time, a rate, an enum
    member, or a union of int with a rate or a Fraction.
    """

    kind: type | types.UnionType


@attrs.frozen
class Sequence:
    """
    A list of any length; a tuple in our values.
    """

    item: Shape


@attrs.frozen
class Fixed:
    """
    A list of as many items as are named.
    """

    items: tuple[Shape, ...]


@attrs.frozen
class Keyed:
    """
    A dict with keys of one's own, such as item numbers; pairs of key and value in our values.
    """

    item: Shape


@attrs.frozen
class Record:
    """
    A dict with the fields of a class.
    """

    kind: type


@attrs.frozen
class Tagged:
    """
    A value whose type a dict with one key names: ``{"Rate": "10%"}``.

    Whole numbers, text, true, false and None stand for themselves. Where there are *kinds*, such as
    several enums, or classes with the same fields, it is of one of them, and nothing stands for itself.
    """

    kinds: tuple[type, ...] = ()


@attrs.frozen
class Choice:
    """
    One of several shapes, or None where *optional*: at most one that is no record, and records.
    """

    options: tuple[Shape, ...]
    optional: bool


Shape: TypeAlias = Scalar | Sequence | Fixed | Keyed | Record | Tagged | Choice
"""
The layout of a type in plain data.
"""


@attrs.frozen
class Field:
    """
    A field of a class: its name, its shape, its default, and the least that a number may be.

    *default* is ``attrs.NOTHING`` where there is none.
    """

    name: str
    shape: Shape
    default: Any
    minimum: int | None

    @property
    def is_required(self) -> bool:
        """
        Whether it has no default.
        """
        return self.default is attrs.NOTHING


_KEYED: Final = ("by_category", "by_item")
_TAGGED: Final = ("alternatives", "value")
# A union with a generic class in it has another origin than one of plain classes.
_UNIONS: Final = frozenset(map(get_origin, (int | None, timelines.Timeline[int] | None)))
_SCALARS: Final = (int, str, bool, date, datetime, time, money.Rate, Fraction)
_MIXED: Final = (Fraction | int, money.Rate | int)


@functools.cache
def fields_of(kind: type) -> tuple[Field, ...]:
    """
    Return the fields of *kind* that its constructor takes.

    >>> from qoo10model import Discount
    >>> [field.name for field in fields_of(Discount)]
    ['kind', 'amount']
    """
    fields = [field for field in attrs.fields(cast(Any, kind)) if field.init]
    # The class has more annotations than its fields, and their names need not exist when it runs.
    names = {field.name: field.type for field in fields}
    hints = _hints_of(
        type(kind.__name__, (), {"__annotations__": names, "__module__": kind.__module__})
    )
    least = MINIMUMS.get(place_of(kind), {})
    return tuple(
        Field(
            field.name,
            _field_shape(kind, field.name, hints[field.name]),
            field.default,
            least.get(field.name),
        )
        for field in fields
    )


def _hints_of(bare: type) -> dict[str, Any]:
    late: dict[str, type] = {}
    while True:
        try:
            return get_type_hints(bare, localns=late)
        except NameError as error:
            name = str(error.name)
            late[name] = getattr(import_module(f"qoo10model.{LATE[name]}"), name)


def shape_of(kind: Any) -> Shape:
    """
    Return the shape of a type: a class that the dict form knows, a tuple, or a union of them.

    >>> shape_of(tuple[int, ...])
    Sequence(item=Scalar(kind=<class 'int'>))
    """
    return _shape_of(kind)


@functools.cache
def _shape_of(kind: Any) -> Shape:
    origin = get_origin(kind)
    if origin in _UNIONS:
        return _union_of(get_args(kind))
    if origin is tuple:
        items = get_args(kind)
        if items[-1] is Ellipsis:
            return Sequence(shape_of(items[0]))
        return Fixed(tuple(map(shape_of, items)))
    found = cast(type[object], kind if origin is None else origin)  # Timeline for Timeline[Rate]
    if found in _SCALARS or issubclass(found, enum.Enum):
        return Scalar(found)
    return Record(found)


def _union_of(asked: tuple[Any, ...]) -> Shape:
    options = tuple(one for one in asked if one is not types.NoneType)
    optional = len(options) < len(asked)
    mixed = next((one for one in _MIXED if set(get_args(one)) == set(options)), None)
    if mixed is not None:
        shapes: tuple[Shape, ...] = (Scalar(mixed),)
    elif len(options) > 1 and (all(map(_is_enum, options)) or _are_alike(options)):
        shapes = (Tagged(options),)
    else:
        shapes = tuple(map(shape_of, options))
    return shapes[0] if len(shapes) == 1 and not optional else Choice(shapes, optional=optional)


def _is_enum(kind: object) -> bool:
    return isinstance(kind, enum.EnumType)  # two enums may have members of one name


def _are_alike(kinds: tuple[Any, ...]) -> bool:
    # One dict may be either of two classes where each has what the other asks for.
    if not all(map(attrs.has, kinds)):
        return False
    fields = [fields_of(kind) for kind in kinds]
    asked = [{field.name for field in one if field.is_required} for one in fields]
    known = [{field.name for field in one} for one in fields]
    return any(
        asked[one] | asked[other] <= known[one] & known[other]
        for other in range(len(kinds))
        for one in range(other)
    )


def _field_shape(kind: type, name: str, hint: Any) -> Shape:
    if kind is timelines.Dated and name in _TAGGED:
        return Sequence(Tagged()) if name == "alternatives" else Tagged()
    shape = shape_of(hint)
    if place_of(kind) == "sellers.Commissions" and name in _KEYED:
        assert isinstance(shape, Sequence)
        assert isinstance(shape.item, Fixed)
        return Keyed(shape.item.items[-1])
    return shape
