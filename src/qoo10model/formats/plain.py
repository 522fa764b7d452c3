"""
Our own dict form (保存形式): every value as plain data that JSON and other languages can hold, and back.

`dump` gives whole numbers, text, true, false, None, lists and dicts, nothing else. `load` gives the
equal value back, or raises `PlainError` with everything that is wrong, each with its path. What
equals its default is left out.
"""

from __future__ import annotations

from typing import Any, Final, TypeVar, cast

from qoo10model.basics.errors import InvalidTypeError, did_you_mean
from qoo10model.formats.codecs import reader, writer
from qoo10model.formats.kinds import name_of, types
from qoo10model.formats.problems import (
    WRONG,
    PartsError,
    PlainError,
    Problem,
    UnfitError,
    problems_of,
)
from qoo10model.formats.shapes import Sequence, shape_of


# The types are loaded when they are asked for; whoever keeps orders needs no others.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qoo10model.formats.shapes import Shape

    TYPES: tuple[type, ...]
    """
    The types of the values that have a form, by their names; the first look at it loads them all.
    """
else:

    def __getattr__(name):
        if name == "TYPES":
            return types()
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

    def __dir__():
        return sorted({*globals(), *__all__})


__all__ = ("FORMAT", "TYPES", "PlainError", "Problem", "dump", "dump_all", "load", "load_all")

T = TypeVar("T")

FORMAT: Final = "qoo10model/1"
"""
The name and the version of the form; it stands in every document.
"""


def dump(value: object) -> dict[str, Any]:
    """
    Return the document of *value*: the format, the name of its type, and the value itself.

    Raises `InvalidTypeError` for a value of a type that is not in `TYPES`, and where a field holds
    another kind than its class says.

    >>> from qoo10model import Discount, DiscountKind
    >>> dump(Discount(DiscountKind.SHOP_COUPON, 300))["value"]
    {'kind': 'SHOP_COUPON', 'amount': 300}
    """
    kind = type(value)
    return {"format": FORMAT, "type": _name_of(kind), "value": _plain(shape_of(kind), value)}


def dump_all(values: Iterable[T], as_: type[T]) -> dict[str, Any]:
    """
    Return one document of many *values* of the type *as_*, in order.

    Raises `InvalidTypeError` as `dump` does, and for a value of another type.

    >>> from qoo10model import Rate
    >>> dump_all((Rate.percent("10"), Rate(1, 3)), Rate)["values"]
    ['10%', '1/3']
    """
    name, found = _name_of(as_), tuple(values)
    for value in found:
        if type(value) is not as_:
            raise InvalidTypeError(f"values must be of type {name} (got a {type(value).__name__})")
    plain = _plain(Sequence(shape_of(as_)), found)
    return {"format": FORMAT, "type": name, "values": plain}


def load(data: object, as_: type[T]) -> T:
    """
    Return the value that `dump` made the document *data* of; its type must be *as_*.

    Raises `PlainError` for a document that is wrong in anything, `InvalidTypeError` for a type that
    is not in `TYPES`.

    >>> from qoo10model import Rate
    >>> load({"format": "qoo10model/1", "type": "Rate", "value": "12.5%"}, as_=Rate)
    Rate.percent("12.5")
    """
    content = _opened(data, _name_of(as_), "value")
    return cast(T, _value(shape_of(as_), content, ""))


def load_all(data: object, as_: type[T]) -> tuple[T, ...]:
    """
    Return the values that `dump_all` made the document *data* of; raises what `load` raises.

    >>> from qoo10model import Rate
    >>> load_all({"format": "qoo10model/1", "type": "Rate", "values": ["0.1"]}, as_=Rate)
    Traceback (most recent call last):
    qoo10model.formats.problems.PlainError: 1 problem
    - values[0]: expected a rate as text such as '10%' or '1/3' (got '0.1', a str)
    """
    content = _opened(data, _name_of(as_), "values")
    return cast("tuple[T, ...]", _value(Sequence(shape_of(as_)), content, "values"))


def _name_of(kind: type) -> str:
    name = name_of(kind)
    if name is not None:
        return name
    if kind.__module__.startswith("qoo10model."):
        hint = "keep what it was made of, for it can be made again"
    else:
        hint = did_you_mean(kind.__name__, tuple(one.__name__ for one in types()))
    raise InvalidTypeError(f"{kind.__name__} has no dict form; {hint}")


def _plain(shape: Shape, value: object) -> Any:
    try:
        return writer(shape)(value)
    except InvalidTypeError:
        raise
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise InvalidTypeError(
            f"a {type(value).__name__} is dumped only with fields of the kinds that its class names "
            f"(got a {type(error).__name__}: {error})"
        ) from None


def _opened(data: object, name: str, content: str) -> Any:
    if type(data) is not dict:
        raise _refusal(
            UnfitError("a dict with the keys 'format', 'type' and 'value'", data), "document"
        )
    document = cast("dict[object, Any]", data)
    wrong = tuple(_wrong_in(document, name, content))
    if wrong:
        raise _refusal(PartsError(wrong), "")
    return document[content]


def _wrong_in(
    document: dict[object, Any], kind: str, content: str
) -> Iterator[tuple[str, Exception]]:
    asked = {"format": FORMAT, "type": kind}
    for name, wanted in asked.items():
        if name not in document:
            yield name, KeyError(name)
        elif document[name] != wanted:
            yield name, UnfitError(repr(wanted), document[name])
    if content not in document:
        yield content, KeyError(content)
    for key, value in document.items():
        if key not in {*asked, content}:
            expected = f"no key but 'format', 'type' and {content!r}"
            yield f"[{key!r}]", UnfitError(expected, value)


def _value(shape: Shape, content: object, path: str) -> Any:
    try:
        return reader(shape, detailed=False)(content, None)
    except WRONG:
        pass
    try:
        return reader(shape, detailed=True)(content, None)
    except WRONG as error:
        refusal = _refusal(error, path)
    # Raised here, so that the errors inside, which hold the values, are no context of it.
    raise refusal


def _refusal(error: Exception, path: str) -> PlainError:
    return PlainError(tuple(problems_of(error, path)))
