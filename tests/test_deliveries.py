from __future__ import annotations

import copy
import datetime as dt
import pickle

from datetime import date
from typing import TYPE_CHECKING

import attrs
import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.basics.periods import JST, Span
from qoo10model.deliveries import Delivery, Person, repr_of


if TYPE_CHECKING:
    from attrs import AttrsInstance

texts = st.text(max_size=5)
days = st.none() | st.dates(date(2024, 1, 1), date(2026, 12, 31))
people = st.builds(Person, *([texts] * len(attrs.fields(Person))))
deliveries = st.builds(
    Delivery,
    *(days if field.name.endswith("_on") else texts for field in attrs.fields(Delivery)),
)


@given(people)
def test_a_person_never_shows(person: Person) -> None:
    """
    The repr and the text of a person are the same for everybody.
    """
    assert repr(person) == str(person) == f"{person}" == "Person(…)"


@given(deliveries)
def test_a_delivery_shows_what_names_nobody(delivery: Delivery) -> None:
    """
    The repr of a delivery gives all of it but the memo, the message and the pick-up code.
    """
    again = eval(repr(delivery), {"Delivery": Delivery, "datetime": dt})
    assert again == attrs.evolve(delivery, delay_memo="", message="", voucher="")


@given(st.one_of(people, deliveries))
def test_both_are_values(value: AttrsInstance) -> None:
    """
    A person and a delivery survive pickling and copying, and equal ones have one hash.
    """
    again = pickle.loads(pickle.dumps(value))
    assert again == copy.deepcopy(value) == value
    assert hash(again) == hash(value)


@pytest.mark.parametrize("value", [Person(), Delivery()])
def test_both_are_frozen(value: AttrsInstance) -> None:
    """
    No field can be set.
    """
    for field in attrs.fields(type(value)):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(value, field.name, "other")


def test_nothing_given_is_nothing_shown() -> None:
    """
    A delivery of which nothing is known has an empty repr that evaluates.
    """
    assert repr(Delivery()) == "Delivery()"
    assert repr(Delivery(way="宅配便")) == "Delivery(way='宅配便')"


def test_a_repr_writes_moments_in_jst() -> None:
    """
    A moment in a repr names the shared time zone, so that it evaluates.
    """
    hour = Span(*(dt.datetime(2026, 7, 1, hour, tzinfo=JST) for hour in (10, 11)))
    assert repr_of(hour) == (
        "Span(start=datetime.datetime(2026, 7, 1, 10, 0, tzinfo=JST), "
        "end=datetime.datetime(2026, 7, 1, 11, 0, tzinfo=JST))"
    )
    assert eval(repr_of(hour), {"Span": Span, "datetime": dt, "JST": JST}) == hour
