"""
Price answers (価格の回答): a lowest price, one price in several regimes, the room for a discount.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.errors import InvalidValueError
from qoo10model.basics.findings import Finding
from qoo10model.basics.money import check_yen
from qoo10model.basics.texts import Text, align, yen_text
from qoo10model.margins import Margin
from qoo10model.quotes import Quote, table_of
from qoo10model.regimes import Regime


if TYPE_CHECKING:
    from qoo10model.basics.texts import Language

__all__ = ("Floor", "LowestPrice", "Room", "SideBySide")

_PRICE: Final = Text("price", "価格")
_NEXT: Final = Text("next that misses", "次に割り込む価格")
_ALL: Final = Text("in all of them", "すべてに共通")
_ONLY: Final = frozenset({1, 2})


@attrs.frozen
class Floor:
    """
    The lowest *price* in yen that holds in one *regime*; None where none does.

    *next_miss* is the next higher price that misses, where rounding makes one.
    """

    regime: Regime
    price: int | None
    next_miss: int | None


@attrs.frozen(repr=False)
class LowestPrice:
    """
    The lowest *price* that leaves the *margin* in every regime (最低価格); None where none does.

    *floors* are the lowest prices of each regime by itself, *quotes* the price settled in each. All
    prices below miss in one regime at least; *next_miss* is the next higher one that misses again,
    or None where all of them hold. *findings* say why there is no price, and the best that can be.
    """

    price: int | None
    next_miss: int | None
    margin: Margin
    floors: tuple[Floor, ...]
    quotes: tuple[Quote, ...]
    findings: tuple[Finding, ...] = ()

    def room_of(self, price: int) -> int:
        """
        Return by how many yen a listed *price* may fall to the lowest; negative if it is below.

        Raises `InvalidValueError` where no price holds.

        >>> from datetime import date
        >>> from qoo10model import Grade, Rate, Seller, pricing
        >>> seller = Seller(grade=Grade.POWER, commission=Rate.percent("10"))
        >>> found = pricing.lowest_price(cost=1_300, margin=300, seller=seller, on=date(2026, 5, 12))
        >>> found.price, found.room_of(1_980)
        (1798, 182)
        """
        check_yen(price, "price", minimum=0)
        if self.price is None:
            raise InvalidValueError(f"no price leaves {self.margin}, so {price} yen has no room")
        return price - self.price

    def explain(self, language: Language = "en") -> str:
        """
        Return the floors and the price in all regimes as a text table in *language*.
        """
        rows: list[tuple[str, ...]] = [("", _PRICE.in_(language), _NEXT.in_(language))]
        found = [(one.regime.label, one.price, one.next_miss) for one in self.floors]
        for label, *prices in (*found, (_ALL, self.price, self.next_miss)):
            shown = ("–" if price is None else yen_text(price) for price in prices)
            rows.append((label.in_(language), *shown))
        parts = (
            self.margin.label.in_(language),
            align(rows, right=_ONLY),
            table_of(self.quotes, language) if self.quotes else "",
            *(finding.in_(language) for finding in self.findings),
        )
        return "\n".join(part for part in parts if part)

    def __str__(self) -> str:
        price = "no price" if self.price is None else f"{yen_text(self.price)} yen"
        return f"{price} leaves {self.margin}"

    def __repr__(self) -> str:
        return f"<LowestPrice: {self}>"


@attrs.frozen(repr=False)
class SideBySide:
    """
    One listed *price* in several regimes (価格比較): *quotes* in the order they were asked for.

    *findings* say which costs are not known; then there are no quotes.
    """

    price: int
    quotes: tuple[Quote, ...]
    findings: tuple[Finding, ...] = ()

    def explain(self, language: Language = "en") -> str:
        """
        Return the quotes as a text table in *language*, one regime a row.
        """
        return table_of(self.quotes, language)

    def __repr__(self) -> str:
        return f"<SideBySide: {yen_text(self.price)} yen in {len(self.quotes)} regimes>"


@attrs.frozen(repr=False)
class Room:
    """
    How deep a listed *price* may be cut as a discount (割引余地) so that the margin is left.

    *cut* is the deepest cut of a unit in yen that holds in every regime, None where none does, and
    *next_miss* the next smaller cut that misses, if any. *quotes* are the cut price settled.
    """

    price: int
    cut: int | None
    next_miss: int | None
    margin: Margin
    quotes: tuple[Quote, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def rate(self) -> Fraction | None:
        """
        The cut as a part of the price, exactly.
        """
        return None if self.cut is None or not self.price else Fraction(self.cut, self.price)

    def __repr__(self) -> str:
        cut = "no cut" if self.cut is None else f"{yen_text(self.cut)} yen off"
        return f"<Room: {cut} {yen_text(self.price)} leaves {self.margin}>"
