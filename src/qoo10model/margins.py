"""
Margins (利益の確保): what a price must leave, in yen, in per cent of the price, or of the costs.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.errors import InvalidTypeError
from qoo10model.basics.money import Rate, check_yen
from qoo10model.basics.texts import Labelled, Text, yen_text


if TYPE_CHECKING:
    from qoo10model.contributions import Contribution

__all__ = ("Margin", "MarginBase")

_YEN: Final = Text("{yen} yen", "{yen}円")
_RATE: Final = Text("{rate} of {base}", "{base}の{rate}")


class MarginBase(Labelled):
    """
    What a margin in per cent is taken of (利益率の分母).

    >>> MarginBase.COST.label.ja
    '費用'
    """

    PRICE = Text("the price before discounts", "割引前の価格")
    BUYER_PAID = Text("what the buyer pays", "購入者支払額")
    COST = Text("the costs", "費用")


@attrs.frozen
class Margin:
    """
    What must be left of an order line (確保する利益): *amount* yen, or a rate *of* a base.

    The margin is of the whole line, on the basis (with or without tax) that the contribution is
    counted on. It may be negative, for a price that loses no more than so much.

    Raises `InvalidTypeError` for what is neither a `Rate` nor whole yen, and for another base.

    >>> print(Margin(Rate.percent("30"), MarginBase.COST))
    30 % of the costs
    """

    amount: Rate | int
    of: MarginBase = MarginBase.PRICE

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.amount, Rate):
            check_yen(self.amount, "margin, if it is no Rate,")
        if type(self.of) is not MarginBase:
            msg = f"of must be such as MarginBase.PRICE (got {self.of!r})"
            raise InvalidTypeError(msg)

    @property
    def label(self) -> Text:
        """
        The margin for people.
        """
        if isinstance(self.amount, Rate):
            return _RATE.filled(rate=self.amount, base=self.of.label)
        return _YEN.filled(yen=yen_text(self.amount))

    def required(self, line: Contribution) -> Fraction:
        """
        Return what must be left of *line*, exactly, in yen.
        """
        if not isinstance(self.amount, Rate):
            return Fraction(self.amount)
        return self.amount.fraction * self.base_of(line)

    def base_of(self, line: Contribution) -> int:
        """
        Return what the rate is taken of in *line*, in yen; its costs must be known.
        """
        if self.of is MarginBase.COST:
            return line.cost
        base = line.gross if self.of is MarginBase.PRICE else line.buyer_paid
        assert base is not None
        return base

    def __str__(self) -> str:
        return self.label.en
