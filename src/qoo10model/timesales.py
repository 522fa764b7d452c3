"""
Time sales (タイムセール) and daily specials: slots, offers, whether they pay, prices of a day.

Here stand the names; they are made in `qoo10model.timesaleslots`, `qoo10model.timesaleoffers` and
`qoo10model.timesaleeconomics`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qoo10model.basics.errors import InvalidTypeError, RuleNotKnownError
from qoo10model.basics.periods import check_day
from qoo10model.rules.ads import AdProduct
from qoo10model.rules.book import JAPAN
from qoo10model.timesaleeconomics import SaleEconomics, SalePrice, economics
from qoo10model.timesaleoffers import DiscountBasis, Offer, check, sale_price_at
from qoo10model.timesaleslots import Slot, next_slot, previous_slot, slot_at, slots_of, slots_on


if TYPE_CHECKING:
    from datetime import date

    from qoo10model.rules.book import RuleBook

__all__ = (
    "SPECIALS",
    "AdProduct",
    "DiscountBasis",
    "Offer",
    "SaleEconomics",
    "SalePrice",
    "Slot",
    "check",
    "day_price",
    "economics",
    "next_slot",
    "previous_slot",
    "sale_price_at",
    "slot_at",
    "slots_of",
    "slots_on",
)

SPECIALS: Final = (
    AdProduct.DAILY_DEAL_PREMIUM,
    AdProduct.DAILY_DEAL_STANDARD,
    AdProduct.PREMIUM_TIME_SALE,
    AdProduct.GROUP_BUY,
)
"""
The paid places on the pages of specials (特価枠); all of them ask for a discounted item.
"""


def day_price(special: AdProduct, *, on: date, rules: RuleBook = JAPAN) -> int:
    """
    Return what a day of *special* (今日の特価 and the like) costs in yen on the Japanese day *on*.

    Raises `InvalidTypeError` for what is none of `SPECIALS`, `RuleNotKnownError` where nobody published
    its price, as for the premium time sale and the group buy.

    >>> from datetime import date
    >>> [day_price(special, on=date(2026, 7, 1)) for special in SPECIALS[:2]]
    [3000, 1000]
    """
    if special not in SPECIALS:
        names = ", ".join(f"AdProduct.{one.name}" for one in SPECIALS)
        raise InvalidTypeError(f"special must be one of {names} (got {special!r})")
    day, prices = check_day(on, "on"), rules.ads.daily_price
    if special not in prices:
        msg = (
            f"nobody published the price of {special} ({special.label.ja}); "
            "look it up in QSM and pass it as fee="
        )
        raise RuleNotKnownError(msg)
    return prices[special].on(day)
