"""
Codecs of our own dict form: what reads and writes each shape, with functions that cattrs generates.

Reading goes fast and says little; a document that does not fit is read again in detail, for its
problems. A good one pays nothing for that.
"""

from __future__ import annotations

import functools

from typing import TYPE_CHECKING, Any, Final, cast

from cattrs import Converter
from cattrs.gen import (
    make_dict_structure_fn_from_attrs,
    make_dict_unstructure_fn_from_attrs,
    override,
)

from qoo10model.basics.errors import InvalidTypeError, did_you_mean
from qoo10model.formats.problems import WRONG, PartsError, UnfitError, shown
from qoo10model.formats.scalars import minimum_reader, scalar_reader, scalar_writer
from qoo10model.formats.shapes import (
    FORMS,
    TAGS,
    Choice,
    Fixed,
    Keyed,
    Record,
    Scalar,
    Sequence,
    attributes_of,
    fields_of,
    shape_of,
)
from qoo10model.formats.stored import (
    month_of,
    settlement_of,
    stored_month,
    stored_settlement,
)
from qoo10model.proceeds import Settlement
from qoo10model.months import Month


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from qoo10model.formats.scalars import Reader, Writer
    from qoo10model.formats.shapes import Field, Shape

__all__ = ("reader", "writer")

_FAST: Final = Converter(detailed_validation=False, forbid_extra_keys=True)
_DETAILED: Final = Converter(detailed_validation=True, forbid_extra_keys=True)

_AS_THEY_ARE: Final = frozenset({int, str, bool, type(None)})

_RESTORED: Final[dict[type, Callable[[Any], Any]]] = {
    Settlement: settlement_of,
    Month: month_of,
}
_STORED: Final[dict[type, Callable[[Any], Any]]] = {
    Settlement: stored_settlement,
    Month: stored_month,
}


@functools.cache
def reader(shape: Shape, *, detailed: bool) -> Reader:
    """
    Return what reads plain data of *shape*; with *detailed*, all that is wrong is in its error.

    >>> reader(shape_of(tuple[int, ...]), detailed=False)([1, 2], None)
    (1, 2)
    """
    if isinstance(shape, Scalar):
        return scalar_reader(shape.type)
    if isinstance(shape, Sequence):
        return _sequence_reader(reader(shape.item, detailed=detailed), detailed=detailed)
    if isinstance(shape, Fixed):
        return _fixed_reader(tuple(reader(item, detailed=detailed) for item in shape.items))
    if isinstance(shape, Keyed):
        return _keyed_reader(reader(shape.item, detailed=detailed))
    if isinstance(shape, Choice):
        return _choice_reader(shape, detailed=detailed)
    if isinstance(shape, Record):
        return _record_reader(shape.type, detailed=detailed)
    return _tagged_reader(detailed=detailed)


@functools.cache
def writer(shape: Shape) -> Writer:
    """
    Return what writes a value of *shape* as plain data.

    >>> writer(shape_of(tuple[int, ...]))((1, 2))
    [1, 2]
    """
    if isinstance(shape, Scalar):
        return scalar_writer(shape.type)
    if isinstance(shape, Sequence):
        write = writer(shape.item)
        return lambda values: [write(value) for value in values]
    if isinstance(shape, Fixed):
        writers = tuple(map(writer, shape.items))
        return lambda values: [w(value) for w, value in zip(writers, values, strict=True)]
    if isinstance(shape, Keyed):
        write = writer(shape.item)
        return lambda rows: {key: write(value) for key, value in rows}
    if isinstance(shape, Choice):
        return _choice_writer(shape)
    if isinstance(shape, Record):
        return _record_writer(shape.type)
    return _write_tagged


def _sequence_reader(read: Reader, *, detailed: bool) -> Reader:
    def fast(value: Any, kind: object) -> tuple[Any, ...]:
        if type(value) is not list:
            raise UnfitError("a list", value)
        return tuple([read(item, kind) for item in cast("list[Any]", value)])

    def all_of(value: Any, _kind: object) -> tuple[Any, ...]:
        if type(value) is not list:
            raise UnfitError("a list", value)
        return _all((at, read, item) for at, item in enumerate(cast("list[Any]", value)))

    return all_of if detailed else fast


def _fixed_reader(readers: tuple[Reader, ...]) -> Reader:
    def read(value: Any, _kind: object) -> tuple[Any, ...]:
        if type(value) is not list or len(cast("list[Any]", value)) != len(readers):
            raise UnfitError(f"a list of {len(readers)}", value)
        parts = zip(readers, cast("list[Any]", value), strict=True)
        return _all((at, read_item, item) for at, (read_item, item) in enumerate(parts))

    return read


def _keyed_reader(read: Reader) -> Reader:
    def read_rows(value: Any, _kind: object) -> tuple[tuple[str, Any], ...]:
        if type(value) is not dict:
            raise UnfitError("a dict", value)
        rows = cast("dict[str, Any]", value)
        found = _all((f"[{key!r}]", read, item) for key, item in rows.items())
        return tuple(zip(rows, found, strict=True))

    return read_rows


def _all(parts: Iterable[tuple[int | str, Reader, Any]]) -> tuple[Any, ...]:
    values: list[Any] = []
    wrong: list[tuple[int | str, Exception]] = []
    for step, read, item in parts:
        try:
            values.append(read(item, None))
        except WRONG as error:
            wrong.append((step, error))
    if wrong:
        raise PartsError(tuple(wrong))
    return tuple(values)


def _choice_reader(choice: Choice, *, detailed: bool) -> Reader:
    records = [one for one in choice.options if isinstance(one, Record)]
    others = [one for one in choice.options if not isinstance(one, Record)]
    first = reader((others or records)[0], detailed=detailed)

    def read_optional(value: Any, kind: object) -> Any:
        return None if value is None else first(value, kind)

    def read_one(value: Any, kind: object) -> Any:
        if value is None and choice.optional:
            return None
        if type(value) is dict:
            likeliest = _likeliest(records, cast("dict[str, Any]", value))
            return reader(likeliest, detailed=detailed)(value, kind)
        return first(value, kind)

    return read_optional if len(choice.options) == 1 else read_one


def _likeliest(records: list[Record], value: dict[str, Any]) -> Record:
    def fit(record: Record) -> tuple[int, bool]:
        fields = _fields(record.type)
        asked = {field.name for field in fields if field.is_required}
        return len({field.name for field in fields} & value.keys()), asked <= value.keys()

    return max(records, key=fit)


def _fields(kind: type) -> tuple[Field, ...]:
    return fields_of(FORMS.get(kind, kind))


def _record_reader(kind: type, *, detailed: bool) -> Reader:
    form = FORMS.get(kind, kind)
    converter = _DETAILED if detailed else _FAST
    hooks = {
        field.name: override(struct_hook=_field_reader(field, detailed=detailed))
        for field in fields_of(form)
    }
    make = cast("Callable[..., Reader]", make_dict_structure_fn_from_attrs)
    structure = make(list(attributes_of(form)), form, converter, **hooks)
    restore = _RESTORED.get(kind)

    def read(value: Any, _kind: object) -> Any:
        if type(value) is not dict:
            raise UnfitError(f"a dict with the keys of {kind.__name__}", cast(object, value))
        made = structure(value, form)
        return made if restore is None else restore(made)

    return read if detailed or restore is not None else structure


def _field_reader(field: Field, *, detailed: bool) -> Reader:
    if detailed and field.minimum is not None:
        read = minimum_reader(field.minimum)
        if isinstance(field.shape, Choice):
            return lambda value, kind: None if value is None else read(value, kind)
        return read
    return reader(field.shape, detailed=detailed)


def _tagged_reader(*, detailed: bool) -> Reader:
    def read(value: Any, kind: object) -> Any:
        if type(value) in _AS_THEY_ARE:
            return value
        if type(value) is not dict or len(cast("dict[str, Any]", value)) != 1:
            raise UnfitError('a value, or a dict that names its type such as {"Rate": "10%"}', value)
        ((name, item),) = cast("dict[str, Any]", value).items()
        if name not in TAGS:
            raise UnfitError(f"the type of a value; {did_you_mean(str(name), TAGS)}", name)
        return reader(shape_of(TAGS[name]), detailed=detailed)(item, kind)

    return read


def _write_tagged(value: Any) -> Any:
    kind = type(value)
    if kind in _AS_THEY_ARE:
        return value
    if TAGS.get(kind.__name__) is not kind:
        raise InvalidTypeError(
            f"a value of a timeline must be one of {', '.join(TAGS)}, a number, text, true, false "
            f"or None to be dumped (got {shown(value)})"
        )
    return {kind.__name__: writer(shape_of(kind))(value)}


def _choice_writer(choice: Choice) -> Writer:
    if len(choice.options) == 1:
        write = writer(choice.options[0])
        return lambda value: None if value is None else write(value)
    kinds = tuple(cast("Scalar | Record", option).type for option in choice.options)
    writers = dict(zip(kinds, map(writer, choice.options), strict=True))

    def write_one(value: Any) -> Any:
        return None if value is None else writers[type(value)](value)

    return write_one


def _record_writer(kind: type) -> Writer:
    form = FORMS.get(kind, kind)
    hooks = {
        field.name: override(unstruct_hook=writer(field.shape)) for field in fields_of(form)
    }
    make = cast("Callable[..., Writer]", make_dict_unstructure_fn_from_attrs)
    attributes = list(attributes_of(form))
    unstructure = make(attributes, form, _FAST, _cattrs_omit_if_default=True, **hooks)
    store = _STORED.get(kind)
    return unstructure if store is None else lambda value: unstructure(store(value))
