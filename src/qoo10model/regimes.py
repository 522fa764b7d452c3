"""
Regimes (販売条件): under what an item is sold, and what that takes off its listed price.

A normal day, a time sale, mega-po, mega-wari, each with or without a shop coupon. Coupons are
counted on the price after the cut, each by itself, and added.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import attrs

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.money import WHOLE, ZERO, Rate, check_yen
from qoo10model.basics.periods import check_day
from qoo10model.basics.texts import Text, yen_text
from qoo10model.discounts import (
    Discount,
    DiscountKind,
    mega_po,
    mega_wari,
    shop_coupon,
)
from qoo10model.orders import OrderLine
from qoo10model.rules.book import JAPAN
from qoo10model.rules.events import EventKind
from qoo10model.rules.orders import SendType


if TYPE_CHECKING:
    from datetime import date, datetime

    from qoo10model.rules.book import RuleBook

__all__ = ("MEGA_PO", "MEGA_WARI", "NORMAL", "ONE_UNIT", "Off", "Regime", "Sale", "time_sale")

Off: TypeAlias = Rate | int
"""
What is taken off a price: a rate of it, or yen a unit.
"""

_CUTS: Final = (DiscountKind.TIME_SALE, DiscountKind.ITEM, DiscountKind.GROUP_BUY)
# Reading a member off its enum class is slow; these are read for each price.
_MEGA_WARI: Final = EventKind.MEGA_WARI
_SHOP_COUPON: Final = DiscountKind.SHOP_COUPON
_NORMAL_DAY: Final = Text("normal day", "通常時")
_YEN_OFF: Final = Text("{what} −{yen} yen", "{what} −{yen}円")
_RATE_OFF: Final = Text("{what} −{rate}", "{what} −{rate}")


def _check_off(off: object, field: str) -> None:
    if off is None:
        return
    if not isinstance(off, Rate):
        check_yen(off, f"{field}, if it is no Rate,", minimum=0)
    elif not ZERO <= off <= WHOLE:
        raise InvalidValueError(f"{field} must lie from 0 % to 100 % (got {off})")


@attrs.frozen(cache_hash=True)
class Regime:
    """
    Under what an item is sold (販売条件): an *event*, a *cut* of the price, a *shop_coupon*.

    *cut* is a rate of the listed price or yen a unit, borne by the seller as a discount of
    *cut_kind*; *shop_coupon* is a rate of the price after the cut, or yen for the order line.

    Raises `InvalidTypeError` for a field of another kind, `InvalidValueError` for a rate beyond 0 to
    100 %, negative yen, and a kind of discount that cuts no price.

    >>> Regime(event=EventKind.MEGA_WARI, shop_coupon=Rate.percent("5")).label.ja
    'メガ割 + SHOPクーポン −5 %'
    """

    event: EventKind | None = None
    cut: Off | None = None
    shop_coupon: Off | None = None
    cut_kind: DiscountKind = DiscountKind.TIME_SALE

    def __attrs_post_init__(self) -> None:
        if self.event is not None and type(self.event) is not EventKind:
            raise InvalidTypeError(
                f"event must be such as EventKind.MEGA_WARI (got {self.event!r})"
            )
        _check_off(self.cut, "cut")
        _check_off(self.shop_coupon, "shop_coupon")
        if type(self.cut_kind) is not DiscountKind:
            msg = f"cut_kind must be such as DiscountKind.TIME_SALE (got {self.cut_kind!r})"
            raise InvalidTypeError(msg)
        if self.cut_kind not in _CUTS:
            msg = f"cut_kind must be TIME_SALE, ITEM or GROUP_BUY (got {self.cut_kind!r})"
            raise InvalidValueError(msg)

    @property
    def label(self) -> Text:
        """
        The regime for people.
        """
        parts = [
            _off_text(kind.label, off)
            for kind, off in (
                (self.cut_kind, self.cut),
                (DiscountKind.SHOP_COUPON, self.shop_coupon),
            )
            if off is not None
        ]
        if self.event is not None:
            parts.insert(0, self.event.label)
        if not parts:
            return _NORMAL_DAY
        return Text(" + ".join(part.en for part in parts), " + ".join(part.ja for part in parts))

    def cut_price(self, unit_price: int, *, on: date, rules: RuleBook = JAPAN) -> int:
        """
        Return what a unit sells at after the cut, before coupons; below 0 where the cut is larger.

        >>> from datetime import date
        >>> time_sale(Rate.percent("5")).cut_price(1_990, on=date(2026, 7, 10))
        1890
        """
        if self.cut is None:
            return unit_price
        if isinstance(self.cut, Rate):
            rounding = rules.timesales.price_rounding.on(check_day(on, "on"))
            return self.cut.complement.of(unit_price, rounding)
        return unit_price - self.cut

    def discounts(
        self, unit_price: int, *, on: date, quantity: int = 1, rules: RuleBook = JAPAN
    ) -> tuple[Discount, ...]:
        """
        Return what is taken off *quantity* units of *unit_price* yen, paid *on*.

        Raises `InvalidValueError` where the cut is larger than the price; whether all discounts
        together are, the order line says. `RuleNotKnownError` before the first rules of the event.

        >>> from datetime import date
        >>> [one.amount for one in MEGA_PO.discounts(2_980, on=date(2026, 8, 3))]
        [298]
        """
        if self.cut is None:
            return self.coupons(unit_price, on=on, quantity=quantity, rules=rules)
        price = self.cut_price(unit_price, on=on, rules=rules)
        if price < 0:
            msg = f"a cut must not exceed the price (got {self.cut} yen off {unit_price})"
            raise InvalidValueError(msg)
        cut = Discount(self.cut_kind, (unit_price - price) * quantity)
        return (cut, *self.coupons(price, on=on, quantity=quantity, rules=rules))

    def coupons(
        self, cut_price: int, *, on: date, quantity: int = 1, rules: RuleBook = JAPAN
    ) -> tuple[Discount, ...]:
        """
        Return the coupons on *quantity* units that sell at *cut_price* yen after any cut.

        >>> from datetime import date
        >>> [one.amount for one in MEGA_WARI.coupons(2_948, on=date(2026, 5, 30))]
        [590]
        """
        found: tuple[Discount, ...] = ()
        if self.event is not None:
            coupon = mega_wari if self.event is _MEGA_WARI else mega_po
            found = (coupon(cut_price, on=on, quantity=quantity, rules=rules),)
        own = self.shop_coupon
        if isinstance(own, Rate):
            found += (shop_coupon(cut_price, own, on=on, quantity=quantity, rules=rules),)
        elif own is not None:
            found += (Discount(_SHOP_COUPON, own),)
        return found


NORMAL: Final = Regime()
"""
A normal day (通常時): nothing is taken off.
"""

MEGA_PO: Final = Regime(event=EventKind.MEGA_PO)
"""
A sale in mega-po (メガポ).
"""

MEGA_WARI: Final = Regime(event=EventKind.MEGA_WARI)
"""
A sale in mega-wari (メガ割).
"""


def time_sale(cut: Off) -> Regime:
    """
    Return the regime of a time sale (タイムセール) that takes *cut* off the listed price.

    >>> time_sale(300).label.en
    'time sale −300 yen'
    """
    if cut is None:
        raise InvalidTypeError("cut must be a Rate, or yen a unit as int (got None)")
    return Regime(cut=cut)


@attrs.frozen(cache_hash=True)
class Sale:
    """
    What is sold in one order line, but for its price (販売内容): an item, how many, how it is sent.

    *option_price* and *shipping* (what the buyer pays for it) are yen of the line. *item_code* and
    *sku* find the rate and the costs where these differ by item. It is an ordinary order inside
    Japan unless said otherwise; the line that it makes refuses what cannot be.

    >>> Sale(quantity=2).quantity
    2
    """

    item_code: str = ""
    sku: str = ""
    quantity: int = 1
    option_price: int = 0
    shipping: int = 0
    external_ad: bool | None = False
    send_type: SendType | None = SendType.GENERAL
    destination: str | None = "JP"

    def line(
        self, unit_price: int, discounts: tuple[Discount, ...], paid_at: datetime
    ) -> OrderLine:
        """
        Return the order line at *unit_price* yen; it raises what `OrderLine` raises.

        >>> from datetime import datetime
        >>> from qoo10model.basics.periods import JST
        >>> ONE_UNIT.line(1_884, (), datetime(2026, 5, 12, tzinfo=JST)).gross
        1884
        """
        return OrderLine(
            1,
            1,
            self.item_code,
            unit_price,
            self.quantity,
            paid_at,
            None,
            discounts,
            self.option_price,
            external_ad=self.external_ad,
            send_type=self.send_type,
            destination=self.destination,
            shipping=self.shipping,
            option_code=self.sku,
        )


ONE_UNIT: Final = Sale()
"""
One unit in an ordinary order.
"""


def _off_text(what: Text, off: Off) -> Text:
    if isinstance(off, Rate):
        return _RATE_OFF.filled(what=what, rate=off)
    return _YEN_OFF.filled(what=what, yen=yen_text(off))
