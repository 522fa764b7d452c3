"""
Listings (出品) as they are to be published: the fields that a seller fills in.

What he does not give is not known, and not checked.
"""

from __future__ import annotations

from types import NoneType
from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.errors import InvalidTypeError, check_count, check_tuple
from qoo10model.basics.money import check_yen
from qoo10model.rules.book import JAPAN
from qoo10model.rules.listings import OrderLimitKind


if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from qoo10model.rules.book import RuleBook

__all__ = ("Listing", "Option", "OrderLimit")

_TEXTS: Final = (
    "title",
    "promotion_name",
    "seller_code",
    "brand_no",
    "model",
    "material",
    "contact",
    "image_url",
    "video_url",
    "description",
)


@attrs.frozen
class Option:
    """
    An option of a listing (オプション): a *value* of what is called *name*, with its *surcharge* in yen.

    *surcharge* is what a unit costs more than the listing's price, or less where negative.
    *extra_images* are the pictures of the option beside its first.

    Raises `InvalidTypeError` for fields of another kind, `InvalidValueError` for negative numbers but a
    surcharge.

    >>> Option("色", "赤", surcharge=-200).surcharge
    -200
    """

    name: str
    value: str
    code: str = ""
    surcharge: int = 0
    quantity: int | None = None
    extra_images: int = 0

    def __attrs_post_init__(self) -> None:
        _check_texts(self, ("name", "value", "code"))
        check_yen(self.surcharge, "surcharge")
        if self.quantity is not None:
            check_count(self.quantity, "quantity")
        check_count(self.extra_images, "extra_images")


@attrs.frozen
class OrderLimit:
    """
    How many *units* may be ordered (購入制限), per purchase or per person.

    >>> from datetime import date
    >>> OrderLimit(OrderLimitKind.PER_PERSON, 2).code(on=date(2026, 5, 12))
    1
    """

    kind: OrderLimitKind
    units: int

    def __attrs_post_init__(self) -> None:
        if type(self.kind) is not OrderLimitKind:
            msg = f"kind must be such as OrderLimitKind.PER_PERSON (got {self.kind!r})"
            raise InvalidTypeError(msg)
        check_count(self.units, "units", minimum=1)

    def code(self, *, on: date, rules: RuleBook = JAPAN) -> int:
        """
        Return the code of its kind for the API (EditGoodsOrderLimit).
        """
        return rules.listings.order_limit_code[self.kind].on(on)


@attrs.frozen
class Listing:
    """
    A listing to be published (商品登録); what is not given is not checked.

    *price* and *retail_price* (参考価格) are yen, *quantity* is the stock that is shown, *brand_no* the
    brand's number. *is_fashion* says whether it is a fashion item (MOVE); None is not known, and then
    the limits of such items are not checked.

    Raises `InvalidTypeError` for fields of another kind, `InvalidValueError` for negative numbers.

    >>> Listing("美容液 30ml", price=2_980, search_words=("保湿",)).price
    2980
    """

    title: str
    promotion_name: str = ""
    seller_code: str = ""
    brand_no: str = ""
    model: str = ""
    material: str = ""
    contact: str = ""
    image_url: str = ""
    video_url: str = ""
    description: str = attrs.field(default="", repr=False)
    price: int | None = None
    retail_price: int | None = None
    quantity: int | None = None
    search_words: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    order_limit: OrderLimit | None = None
    is_fashion: bool | None = None

    def __attrs_post_init__(self) -> None:
        _check_texts(self, _TEXTS)
        for name in ("price", "retail_price"):
            if getattr(self, name) is not None:
                check_yen(getattr(self, name), name, minimum=0)
        if self.quantity is not None:
            check_count(self.quantity, "quantity")
        check_tuple(self.search_words, str, "search_words", '("保湿",)')
        check_tuple(self.options, Option, "options", '(Option("色", "赤"),)')
        if self.order_limit is not None and not isinstance(self.order_limit, OrderLimit):
            msg = f"order_limit must be an OrderLimit or None (got {self.order_limit!r})"
            raise InvalidTypeError(msg)
        if type(self.is_fashion) not in {bool, NoneType}:
            msg = f"is_fashion must be True, False or None (got {self.is_fashion!r})"
            raise InvalidTypeError(msg)


def _check_texts(value: object, names: Iterable[str]) -> None:
    for name in names:
        if not isinstance(getattr(value, name), str):
            msg = f"{name} must be a text (got {getattr(value, name)!r})"
            raise InvalidTypeError(msg)
