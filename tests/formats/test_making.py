from __future__ import annotations

import copy
import gc
import pickle
import weakref

from datetime import date, datetime
from typing import Any

import attrs
import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.basics.errors import (
    InvalidTypeError,
    InvalidValueError,
    Qoo10ModelError,
    UnknownNameError,
)
from qoo10model.basics.periods import JST
from qoo10model.claims import Claim
from qoo10model.deliveries import Delivery, Person
from qoo10model.formats import making
from qoo10model.formats.making import collection_paused, made, made_once
from qoo10model.orders import OrderLine
from tests.strategies import lines


@attrs.frozen(weakref_slot=False)
class Checked:
    """
    A value that refuses what is below zero, and works something out.
    """

    yen: int
    name: str = "x"
    double: int = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        if self.yen < 0:
            raise InvalidValueError("below zero")
        object.__setattr__(self, "double", 2 * self.yen)


@attrs.frozen(slots=False)
class WithoutSlots:
    """
    A value that keeps its fields in a dict.
    """

    yen: int


@attrs.frozen
class Referable:
    """
    A value that can be referred to weakly.
    """

    yen: int


@attrs.frozen(weakref_slot=False)
class Converting:
    """
    A value whose field is converted.
    """

    yen: int = attrs.field(converter=int)


@attrs.frozen(weakref_slot=False)
class Validating:
    """
    A value whose field is validated.
    """

    yen: int = attrs.field(validator=attrs.validators.instance_of(int))


@attrs.frozen(weakref_slot=False, kw_only=True)
class ByKeyword:
    """
    A value that takes its fields by keyword.
    """

    yen: int = 0


@attrs.frozen(weakref_slot=False)
class Growing:
    """
    A value whose default is made anew each time.
    """

    yen: tuple[int, ...] = attrs.field(factory=tuple)


def columns(values: list[OrderLine]) -> dict[str, list[Any]]:
    """
    Return the fields of *values* by the column.
    """
    return {
        field.name: [getattr(value, field.name) for value in values]
        for field in attrs.fields(OrderLine)
        if field.init
    }


@given(values=st.lists(lines(), max_size=4))
def test_what_is_made_is_what_the_constructor_makes(values: list[OrderLine]) -> None:
    """
    Lines made of columns are equal to those the columns came from, and behave like them.
    """
    again = list(made(OrderLine, len(values), **columns(values)))
    assert again == values
    for one, value in zip(again, values, strict=True):
        assert type(one) is OrderLine
        assert (hash(one), repr(one)) == (hash(value), repr(value))
        assert (one.paid_on, one.is_plain) == (value.paid_on, value.is_plain)
        assert pickle.loads(pickle.dumps(one)) == copy.copy(one) == value
        assert attrs.evolve(one) == value
        for name in ("quantity", "paid_on"):
            with pytest.raises(attrs.exceptions.FrozenInstanceError):
                setattr(one, name, 5)


@pytest.mark.parametrize("kind", [OrderLine, Delivery, Person, Checked, ByKeyword])
def test_order_rows_are_made_by_twins(kind: type[attrs.AttrsInstance]) -> None:
    """
    What is read by the hundred thousand is not made by its slow constructor.
    """
    assert making._maker_of(kind) is not kind
    assert making._maker_of(kind) is making._maker_of(kind)


@pytest.mark.parametrize("kind", [WithoutSlots, Referable, Converting, Validating, Claim])
def test_other_classes_are_made_by_their_constructor(kind: type[attrs.AttrsInstance]) -> None:
    """
    Where a twin would leave something out, or cannot be, the constructor makes the value.
    """
    assert making._maker_of(kind) is kind


def test_values_are_made_by_their_constructor_all_the_same() -> None:
    """
    Converters run, and weak references stay possible, where a class has them.
    """
    assert list(made(Converting, 2, yen=("1", "2"))) == [Converting(1), Converting(2)]
    assert list(made(ByKeyword, 1, yen=(5,))) == [ByKeyword(yen=5)]
    (one,) = made(Referable, 1, yen=(1,))
    assert weakref.ref(one)() is one


@pytest.mark.parametrize(
    "changes",
    [
        {"quantity": 0},
        {"unit_price": -1},
        {"unit_price": 1.0},
        {"shop": 5},
        {"paid_at": datetime(2026, 5, 11)},
        {"delivered_on": date(2026, 5, 10)},
    ],
    ids=repr,
)
def test_what_the_constructor_refuses_is_refused(changes: dict[str, Any]) -> None:
    """
    A row that makes no line is the very error of the constructor, and the rows after it are made.
    """
    facts: dict[str, Any] = {
        "order_no": 1,
        "cart_no": 9,
        "item_code": "A",
        "unit_price": 500,
        "quantity": 1,
        "shop": "",
        "paid_at": datetime(2026, 5, 11, 12, 0, tzinfo=JST),
        "delivered_on": None,
    }
    with pytest.raises(Qoo10ModelError) as refused:
        OrderLine(**{**facts, **changes})
    bad, good = made(
        OrderLine, 2, **{name: (changes.get(name, fact), fact) for name, fact in facts.items()}
    )
    assert type(bad) is refused.type
    assert str(bad) == str(refused.value)
    assert good == OrderLine(**facts)


def test_a_field_without_a_column_has_its_default() -> None:
    """
    Fields may come in any order, and those that are worked out are worked out.
    """
    one, two = made(Checked, 2, yen=(1, 2))
    assert (one, two) == (Checked(1, "x"), Checked(2, "x"))
    (one,) = made(Checked, 1, name=("y",), yen=(4,))
    assert isinstance(one, Checked)
    assert (one.yen, one.name, one.double) == (4, "y", 8)
    assert list(made(Checked, 0, yen=())) == []


@pytest.mark.parametrize("wrong", ["nmae", "double"])
def test_a_column_without_a_field_is_refused(wrong: str) -> None:
    """
    A misspelt column, or one for a field that is worked out, is an error and not left away.
    """
    with pytest.raises(UnknownNameError, match=f"Checked has no field {wrong}"):
        list(made(Checked, 1, yen=(1,), **{wrong: ("y",)}))


@pytest.mark.parametrize("kind", [Checked, Growing])
def test_a_field_without_column_and_default_is_refused(kind: type[attrs.AttrsInstance]) -> None:
    """
    A field that has no default, or makes a new one each time, needs a column.
    """
    with pytest.raises(UnknownNameError, match="needs a column for its field yen"):
        list(made(kind, 1))


def test_columns_must_be_of_one_length() -> None:
    """
    A column that is too short would lose rows.
    """
    with pytest.raises(ValueError, match="shorter"):
        list(made(Checked, 2, yen=(1, 2), name=("y",)))


def test_an_error_of_another_kind_is_not_swallowed() -> None:
    """
    Only refusals of the library become values; a bug stays an exception.
    """
    with pytest.raises(TypeError) as raised:
        list(made(Checked, 1, yen=("a",)))
    assert not isinstance(raised.value, InvalidTypeError)


def test_neighbours_that_say_the_same_share_a_value() -> None:
    """
    A value is made anew when a row says something else, and there is none for a blank row.
    """
    one, two, blank, again, none, cart = made_once(
        Person,
        6,
        name=("A", "A", "", "A", "", ""),
        phone=("1", "1", "", "1", "", ""),
        email=("", "", "", "", "", "e"),
    )
    assert one is two
    assert (blank, none) == (None, None)
    assert one == again == Person(name="A", phone="1")
    assert one is not again
    assert cart == Person(email="e")


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("", ""), [None, None]),
        (("A", "A"), [Person("A"), Person("A")]),
        (("", "A"), [None, Person("A")]),
        (("A", ""), [Person("A"), None]),
    ],
)
def test_constant_and_blank_columns(names: tuple[str, ...], expected: list[Person | None]) -> None:
    """
    Columns in which all rows are the same are no special case but for speed.
    """
    assert made_once(Person, 2, name=names) == expected


def test_the_collector_is_paused_and_comes_back() -> None:
    """
    Inside, the garbage collector is off; afterwards it is as it was, also after an error.
    """
    assert gc.isenabled()
    with collection_paused():
        assert not gc.isenabled()
        with collection_paused():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(InvalidValueError), collection_paused():
        raise InvalidValueError("x")
    assert gc.isenabled()


def test_a_collector_that_is_off_stays_off() -> None:
    """
    Whoever turned the garbage collector off finds it off.
    """
    gc.disable()
    try:
        with collection_paused():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()
