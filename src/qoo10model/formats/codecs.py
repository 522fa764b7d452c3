"""
Codecs of our own dict form: what reads and writes each shape, with functions that cattrs generates.

Reading goes fast and says little; a document that does not fit is read again in detail, for its
problems. A good one pays nothing for that.
"""

from __future__ import annotations

import functools

from typing import TYPE_CHECKING, Any, Final, cast

import attrs

from cattrs import Converter, gen
from cattrs.gen import override

from qoo10model.basics.errors import InvalidTypeError, did_you_mean
from qoo10model.formats.kinds import form_of, keeper_of, name_of, tags
from qoo10model.formats.problems import WRONG, PartsError, UnfitError, shown
from qoo10model.formats.scalars import minimum_reader, scalar_reader, scalar_writer
from qoo10model.formats.shapes import (
    Choice,
    Fixed,
    Keyed,
    Record,
    Scalar,
    Sequence,
    Tagged,
    fields_of,
    shape_of,
)


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from qoo10model.formats.scalars import Reader, Writer
    from qoo10model.formats.shapes import Field, Shape

__all__ = ("reader", "writer")

_GEN: Final[Any] = gen  # its types are known only in part
_FAST: Final = Converter(detailed_validation=False, forbid_extra_keys=True)
_DETAILED: Final = Converter(detailed_validation=True, forbid_extra_keys=True)

# Our readers and writers stand for the types, also for those that a generic class leaves open.
_ANYTHING: Final = {"T": object}

_AS_THEY_ARE: Final = frozenset({int, str, bool, type(None)})

_TAGGED: Final = 'a value, or a dict that names its type such as {"Rate": "10%"}'


@functools.cache
def reader(shape: Shape, *, detailed: bool) -> Reader:
    """
    Return what reads plain data of *shape*; with *detailed*, all that is wrong is in its error.

    >>> reader(shape_of(tuple[int, ...]), detailed=False)([1, 2], None)
    (1, 2)
    """
    return _READERS[type(shape)](shape, detailed)


@functools.cache
def writer(shape: Shape) -> Writer:
    """
    Return what writes a value of *shape* as plain data.

    >>> writer(shape_of(tuple[int, ...]))((1, 2))
    [1, 2]
    """
    return _WRITERS[type(shape)](shape)


def _scalar_reader(shape: Scalar, _detailed: bool) -> Reader:
    return scalar_reader(shape.kind)


def _scalar_writer(shape: Scalar) -> Writer:
    return scalar_writer(shape.kind)


def _sequence_reader(shape: Sequence, detailed: bool) -> Reader:
    read = reader(shape.item, detailed=detailed)

    def fast(value: Any, kind: object) -> tuple[Any, ...]:
        return tuple([read(item, kind) for item in _list(value)])

    def all_of(value: Any, _kind: object) -> tuple[Any, ...]:
        return _all((at, read, item) for at, item in enumerate(_list(value)))

    return all_of if detailed else fast


def _sequence_writer(shape: Sequence) -> Writer:
    write = writer(shape.item)
    return lambda values: [write(value) for value in values]


def _fixed_reader(shape: Fixed, detailed: bool) -> Reader:
    readers = tuple(reader(item, detailed=detailed) for item in shape.items)

    def read(value: Any, _kind: object) -> tuple[Any, ...]:
        items = _list(value)
        if len(items) != len(readers):
            raise UnfitError(f"a list of {len(readers)}", value)
        pairs = enumerate(zip(readers, items, strict=True))
        return _all((at, read_item, item) for at, (read_item, item) in pairs)

    return read


def _fixed_writer(shape: Fixed) -> Writer:
    writers = tuple(map(writer, shape.items))
    return lambda values: [write(value) for write, value in zip(writers, values, strict=True)]


def _keyed_reader(shape: Keyed, detailed: bool) -> Reader:
    read = reader(shape.item, detailed=detailed)

    def read_rows(value: Any, _kind: object) -> tuple[tuple[str, Any], ...]:
        rows = _dict(value, "a dict")
        found = _all((f"[{key!r}]", read, item) for key, item in rows.items())
        return tuple(zip(rows, found, strict=True))

    return read_rows


def _keyed_writer(shape: Keyed) -> Writer:
    write = writer(shape.item)
    return lambda rows: {key: write(value) for key, value in rows}


def _list(value: Any) -> list[Any]:
    if type(value) is list:
        return cast("list[Any]", cast(object, value))
    raise UnfitError("a list", value)


def _dict(value: Any, expected: str) -> dict[str, Any]:
    if type(value) is not dict:
        raise UnfitError(expected, value)
    return cast("dict[str, Any]", value)


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


def _choice_reader(choice: Choice, detailed: bool) -> Reader:
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
        fields = _fields(record.kind)
        asked = {field.name for field in fields if field.is_required}
        return len({field.name for field in fields} & value.keys()), asked <= value.keys()

    return max(records, key=fit)


def _fields(kind: type) -> tuple[Field, ...]:
    return fields_of(form_of(kind))


def _record_reader(record: Record, detailed: bool) -> Reader:
    kind = record.kind
    form = form_of(kind)
    converter = _DETAILED if detailed else _FAST
    hooks = {
        field.name: override(struct_hook=_field_reader(field, detailed=detailed))
        for field in fields_of(form)
    }
    structure: Reader = _GEN.make_dict_structure_fn_from_attrs(
        _attributes_of(form), form, converter, _ANYTHING, **hooks
    )
    keeper = keeper_of(kind)

    def read(value: Any, _kind: object) -> Any:
        made = structure(_dict(value, f"a dict with the keys of {kind.__name__}"), form)
        return made if keeper is None else keeper.restore(made)

    return read if detailed or keeper is not None else structure


def _field_reader(field: Field, *, detailed: bool) -> Reader:
    if detailed and field.minimum is not None:
        read = minimum_reader(field.minimum)
        if isinstance(field.shape, Choice):
            return lambda value, kind: None if value is None else read(value, kind)
        return read
    return reader(field.shape, detailed=detailed)


def _tagged_reader(tagged: Tagged, detailed: bool) -> Reader:
    known = _named(tagged.kinds) or tags()
    as_they_are = frozenset[type]() if tagged.kinds else _AS_THEY_ARE

    def read(value: Any, kind: object) -> Any:
        if type(value) in as_they_are:
            return value
        named = _dict(value, _TAGGED)
        if len(named) != 1:
            raise UnfitError(_TAGGED, value)
        ((name, item),) = named.items()
        if name not in known:
            raise UnfitError(f"the type of a value; {did_you_mean(str(name), known)}", name)
        return reader(shape_of(known[name]), detailed=detailed)(item, kind)

    return read


def _tagged_writer(tagged: Tagged) -> Writer:
    writers = {kind: (name, writer(shape_of(kind))) for name, kind in _named(tagged.kinds).items()}

    def write_one(value: object) -> dict[str, Any]:
        name, write = writers[type(value)]
        return {name: write(value)}

    return write_one if tagged.kinds else _write_tagged


def _named(kinds: tuple[type, ...]) -> dict[str, type]:
    return {name_of(kind) or kind.__name__: kind for kind in kinds}


def _write_tagged(value: object) -> Any:
    kind = type(value)
    if kind in _AS_THEY_ARE:
        return value
    if tags().get(kind.__name__) is not kind:
        raise InvalidTypeError(
            f"a value of a timeline must be one of {', '.join(tags())}, a number, text, true, false "
            f"or None to be dumped (got {shown(value)})"
        )
    return {kind.__name__: writer(shape_of(kind))(value)}


def _choice_writer(choice: Choice) -> Writer:
    if len(choice.options) == 1:
        write = writer(choice.options[0])
        return lambda value: None if value is None else write(value)
    kinds = tuple(cast("Scalar | Record", option).kind for option in choice.options)
    writers = dict(zip(kinds, map(writer, choice.options), strict=True))

    def write_one(value: Any) -> Any:
        return None if value is None else writers[type(value)](value)

    return write_one


def _attributes_of(kind: type) -> list[attrs.Attribute[Any]]:
    fields: tuple[attrs.Attribute[Any], ...] = attrs.fields(cast(Any, kind))
    return [field.evolve(type=object) for field in fields if field.init]


def _record_writer(record: Record) -> Writer:
    kind = record.kind
    form = form_of(kind)
    hooks = {field.name: override(unstruct_hook=writer(field.shape)) for field in fields_of(form)}
    unstructure: Writer = _GEN.make_dict_unstructure_fn_from_attrs(
        _attributes_of(form), form, _FAST, _cattrs_omit_if_default=True, **hooks
    )
    keeper = keeper_of(kind)
    return unstructure if keeper is None else lambda value: unstructure(keeper.store(value))


# Each takes the shape of its own kind.
_READERS: Final[dict[type, Callable[[Any, bool], Reader]]] = {
    Scalar: _scalar_reader,
    Sequence: _sequence_reader,
    Fixed: _fixed_reader,
    Keyed: _keyed_reader,
    Choice: _choice_reader,
    Record: _record_reader,
    Tagged: _tagged_reader,
}
_WRITERS: Final[dict[type, Callable[[Any], Writer]]] = {
    Scalar: _scalar_writer,
    Sequence: _sequence_writer,
    Fixed: _fixed_writer,
    Keyed: _keyed_writer,
    Choice: _choice_writer,
    Record: _record_writer,
    Tagged: _tagged_writer,
}
