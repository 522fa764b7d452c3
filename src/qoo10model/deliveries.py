"""
Deliveries (配送): how an order line is sent, and the people that it names.

Data about people (個人情報) is carried for whoever prints a label, and shows nowhere.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import attrs

from qoo10model.basics.periods import repr_moment


if TYPE_CHECKING:
    from attrs import AttrsInstance

__all__ = ("Delivery", "Person", "repr_of")


@attrs.frozen(repr=False, weakref_slot=False)  # readers fill a twin: formats.making
class Person:
    """
    A buyer, receiver or sender. Nothing of it ever appears in a repr, an error or a finding.

    >>> Person(name="架空 太郎")
    Person(…)
    """

    name: str = ""
    kana: str = ""
    phone: str = ""
    mobile: str = ""
    email: str = ""
    postal_code: str = ""
    address: str = ""
    address_1: str = ""
    address_2: str = ""
    country: str = ""

    @property
    def plain_address(self) -> str:
        """
        The address as printers and warehouses take it; *address* itself stays as it came.

        >>> Person(address="架空区1‐2★").plain_address
        '架空区1-2'
        """
        from qoo10model.addresses import plain_address

        return plain_address(self.address)

    def __repr__(self) -> str:
        return "Person(…)"


@attrs.frozen(repr=False, weakref_slot=False)  # readers fill a twin: formats.making
class Delivery:
    """
    How a line is sent (配送): carrier, numbers, promises and wishes, as the platform words them.

    *voucher*, *message* and *delay_memo* can identify the buyer and stay out of the repr.

    >>> Delivery(carrier="佐川急便", tracking_no="500000000010", message="置き配")
    Delivery(carrier='佐川急便', tracking_no='500000000010')
    """

    carrier: str = ""
    tracking_no: str = ""
    packing_no: str = ""
    seller_delivery_no: str = ""
    way: str = ""
    rate_type: str = ""
    planned_on: date | None = None
    available_on: date | None = None
    wished: str = ""
    delay_type: str = ""
    delay_memo: str = attrs.field(default="", repr=False)
    message: str = attrs.field(default="", repr=False)
    voucher: str = attrs.field(default="", repr=False)
    branch: str = ""

    def __repr__(self) -> str:
        return repr_of(self)


def repr_of(value: AttrsInstance) -> str:
    """
    Return the repr of *value* without what was not given and without fields that a repr leaves out.

    It evaluates where ``datetime`` is the module, as moments do.

    >>> repr_of(Delivery(carrier="佐川急便", voucher="12"))
    "Delivery(carrier='佐川急便')"
    """
    shown = (
        (field.name, getattr(value, field.name))
        for field in attrs.fields(type(value))
        if field.repr and getattr(value, field.name) != field.default
    )
    facts = ", ".join(
        f"{name}={repr_moment(fact) if isinstance(fact, datetime) else repr(fact)}"
        for name, fact in shown
    )
    return f"{type(value).__name__}({facts})"
