"""
Shapes of our own dict form: how each of the types it knows is laid out in plain data.

A `Shape` says it once, for reading, for writing and for the JSON Schema.
"""

from __future__ import annotations

import enum
import functools
import types

from datetime import date, datetime
from fractions import Fraction
from typing import Any, Final, TypeAlias, cast, get_args, get_origin, get_type_hints

import attrs

from qoo10model.basics import money, timelines
from qoo10model.bookkeeping import JournalRow
from qoo10model.costs import AdCost
from qoo10model.discounts import Discount
from qoo10model.forecasts import Lead
from qoo10model.orders import OrderLine
from qoo10model.rules.events import Occasion
from qoo10model.sellers import Commissions
from qoo10model.wallet import Request


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
    A number, a text or a truth value: int, Fraction, str, bool, a day, a moment, a rate, an enum member.
    """

    kind: type


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

    Whole numbers, text, true, false and None stand for themselves.
    """


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


# What constructors ask, once more, so that everything wrong is told at once and the JSON Schema has it.
_MINIMUMS: Final[dict[tuple[type, str], int]] = {
    (Discount, "amount"): 0,
    (Lead, "after_payment"): 0,
    (Lead, "after_shipping"): 0,
    (OrderLine, "cart_discount_qoo10"): 0,
    (OrderLine, "cart_discount_seller"): 0,
    (OrderLine, "quantity"): 1,
    (OrderLine, "shipping"): 0,
    (OrderLine, "unit_price"): 0,
    (Request, "amount"): 1,
    (JournalRow, "amount"): 1,
    (AdCost, "amount"): 0,
}

_KEYED: Final = ((Commissions, "by_category"), (Commissions, "by_item"))
_TAGGED: Final = ((timelines.Dated, "alternatives"), (timelines.Dated, "value"))
# A union with a generic class in it has another origin than one of plain classes.
_UNIONS: Final = frozenset(map(get_origin, (int | None, timelines.Timeline[int] | None)))
_SCALARS: Final = (int, str, bool, date, datetime, money.Rate, Fraction)


@functools.cache
def fields_of(kind: type) -> tuple[Field, ...]:
    """
    Return the fields of *kind* that its constructor takes.

    >>> [field.name for field in fields_of(Discount)]
    ['kind', 'amount']
    """
    fields = [field for field in attrs.fields(cast(Any, kind)) if field.init]
    # The class has more annotations than its fields, and their names need not exist when it runs.
    names = {field.name: field.type for field in fields}
    bare = type(kind.__name__, (), {"__annotations__": names, "__module__": kind.__module__})
    # `Context` names this type to type checkers only: a first settlement loads no calendars.
    hints = get_type_hints(bare, localns={"Occasion": Occasion})
    return tuple(
        Field(
            field.name,
            _field_shape(kind, field.name, hints[field.name]),
            field.default,
            _MINIMUMS.get((kind, field.name)),
        )
        for field in fields
    )


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
        options = tuple(one for one in get_args(kind) if one is not types.NoneType)
        if Fraction in options:  # the other one is int, which is as exact
            return Scalar(Fraction)
        shapes = tuple(map(shape_of, options))
        return Choice(shapes, optional=len(options) < len(get_args(kind)))
    if origin is tuple:
        items = get_args(kind)
        if items[-1] is Ellipsis:
            return Sequence(shape_of(items[0]))
        return Fixed(tuple(map(shape_of, items)))
    found = cast(type[object], kind if origin is None else origin)  # Timeline for Timeline[Rate]
    if found in _SCALARS or issubclass(found, enum.Enum):
        return Scalar(found)
    return Record(found)


def _field_shape(kind: type, name: str, hint: Any) -> Shape:
    if (kind, name) in _TAGGED:
        return Sequence(Tagged()) if name == "alternatives" else Tagged()
    shape = shape_of(hint)
    if (kind, name) in _KEYED:
        assert isinstance(shape, Sequence)
        assert isinstance(shape.item, Fixed)
        return Keyed(shape.item.items[-1])
    return shape
