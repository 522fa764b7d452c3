"""
Kinds (型) of values that our own dict form knows: which types, and by which names.

How each is laid out is said by `qoo10model.formats.shapes`. What the values of rules are is read off
the rule book, so that each rule has a form as soon as the book has it. A type is found by its name, and
nothing is loaded for those that nobody uses.
"""

from __future__ import annotations

import enum
import functools

from datetime import date, datetime, time
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

import attrs

from qoo10model.basics import money, periods, texts
from qoo10model.formats.kept import KEPT, NAMED_APART, STORED


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ("Keeper", "form_of", "keeper_of", "members", "name_of", "place_of", "tags", "types")

_OURS: Final[tuple[type, ...]] = (
    date,
    datetime,
    time,
    money.Rate,
    periods.Days,
    periods.Span,
    texts.Text,
)
_PACKAGE: Final = "qoo10model."
_PLACES: Final = frozenset(f"{home}.{name}" for home, names in KEPT.items() for name in names)


class Keeper(NamedTuple):
    """
    What keeps a value in another form than its own fields: the class of the form, and both ways.
    """

    form: type
    store: Callable[[Any], Any]
    restore: Callable[[Any], Any]


def place_of(kind: type) -> str:
    """
    Return where the class *kind* stands in the package: its module and its name.

    >>> place_of(money.Rate)
    'basics.money.Rate'
    """
    return f"{kind.__module__.removeprefix(_PACKAGE)}.{kind.__name__}"


def name_of(kind: type) -> str | None:
    """
    Return the name of *kind* in documents; None where it has no form.

    >>> name_of(money.Rate), name_of(dict)
    ('Rate', None)
    """
    place = place_of(kind)
    if (place in _PLACES and _loaded(place) is kind) or kind in _in_rules():
        return NAMED_APART.get(place, kind.__name__)
    return None


@functools.cache
def types() -> tuple[type, ...]:
    """
    Return the types of the values that the dict form knows, by their names.

    >>> money.Rate in types()
    True
    """
    return _by_name({*map(_loaded, _PLACES), *_in_rules()})


@functools.cache
def members() -> tuple[type[enum.Enum], ...]:
    """
    Return the enums that the dict form knows, each member by its name.

    >>> money.Rounding in members()
    True
    """
    return tuple(kind for kind in types() if issubclass(kind, enum.Enum))


@functools.cache
def tags() -> dict[str, type]:
    """
    Return what the values of a timeline may be, by the name that tags them.

    >>> tags()["Rate"] is money.Rate
    True
    """
    return {kind.__name__: kind for kind in _by_name({*_OURS, *members(), *_in_rules()})}


@functools.cache
def keeper_of(kind: type) -> Keeper | None:
    """
    Return what keeps values of *kind* in another form than their own fields, where they have one.

    >>> keeper_of(money.Rate) is None
    True
    """
    found = STORED.get(place_of(kind))
    if found is None:
        return None
    module = import_module(f"{_PACKAGE}formats.{found[0]}")
    return Keeper(*(getattr(module, name) for name in found[1:]))


def form_of(kind: type) -> type:
    """
    Return the class whose fields the values of *kind* are written with: their own, or another.

    >>> form_of(texts.Text).__name__
    'Text'
    """
    keeper = keeper_of(kind)
    return kind if keeper is None else keeper.form


def _loaded(place: str) -> type:
    home, _, name = place.rpartition(".")
    kind: type = getattr(import_module(_PACKAGE + home), name)
    return kind


def _by_name(kinds: set[type]) -> tuple[type, ...]:
    return tuple(sorted(kinds, key=lambda kind: NAMED_APART.get(place_of(kind), kind.__name__)))


@functools.cache
def _in_rules() -> frozenset[type]:
    from qoo10model.rules.book import JAPAN

    return frozenset(
        kind
        for timeline in JAPAN.timelines
        for entry in timeline.entries
        for value in (entry.value, *entry.alternatives)
        for kind in _kinds_in(value)
    )


def _kinds_in(value: object) -> Iterator[type]:
    kind = type(value)
    if isinstance(value, tuple):
        for one in cast("tuple[object, ...]", value):
            yield from _kinds_in(one)
    elif isinstance(value, enum.Enum):
        yield kind
    elif attrs.has(kind):
        yield kind
        for field in attrs.fields(kind):
            yield from _kinds_in(getattr(value, field.name))
