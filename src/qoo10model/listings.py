"""
Listings (商品登録): fields, titles, and the double check of price and stock before publishing.

Here stand the names; they are made in `qoo10model.listingfields`, `qoo10model.fieldchecks`,
`qoo10model.listingtitles`, `qoo10model.pricechecks` and `qoo10model.losschecks`. The stock is checked by
`qoo10model.stocks`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qoo10model import stocks
from qoo10model.basics.errors import InvalidTypeError, all_of
from qoo10model.basics.texts import Text
from qoo10model.fieldchecks import batches, check
from qoo10model.linecosts import USUAL, Method
from qoo10model.listingfields import Listing, Option, OrderLimit
from qoo10model.listingtitles import Mark, TitleCheck, check_title
from qoo10model.losschecks import check_profit, goods_cost
from qoo10model.orders import OrderLine
from qoo10model.pricechecks import PriceDraft, check_event_price, check_price, outside_limits
from qoo10model.regimes import NORMAL, Regime
from qoo10model.rules.book import JAPAN
from qoo10model.rules.listings import (
    Field,
    LengthUnit,
    OrderLimitKind,
    TitleContent,
    TitlePolicy,
    TitleWords,
)
from qoo10model.stocks import Shelf
from qoo10model.titlemessages import NOT_CHECKED
from qoo10model.titletexts import length_of


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from fractions import Fraction

    from qoo10model.basics.findings import Finding
    from qoo10model.basics.periods import Days
    from qoo10model.costbooks import CostBook
    from qoo10model.costs import Cost, Exchange
    from qoo10model.rules.book import RuleBook
    from qoo10model.rules.calendars import Occasion
    from qoo10model.sellers import Seller

__all__ = (
    "Field",
    "LengthUnit",
    "Listing",
    "Mark",
    "Option",
    "OrderLimit",
    "OrderLimitKind",
    "PriceDraft",
    "Shelf",
    "TitleCheck",
    "TitleContent",
    "TitlePolicy",
    "TitleWords",
    "batches",
    "check",
    "check_event_price",
    "check_price",
    "check_profit",
    "check_title",
    "double_check",
    "length_of",
)

_HISTORY: Final = Text("earlier prices", "過去の価格")
_PROFIT: Final = Text("costs and seller", "原価と販売者条件")
_EVENT: Final = Text("next event", "次回のイベント")
_STOCK: Final = Text("stock and open orders", "在庫と未発送の注文")


def double_check(
    draft: PriceDraft,
    *,
    on: date,
    cost: int | Fraction | Cost | CostBook | None = None,
    seller: Seller | None = None,
    regimes: tuple[Regime, ...] = (NORMAL,),
    exchange: Exchange | None = None,
    method: Method = USUAL,
    categories: Mapping[str, str] | None = None,
    event: Occasion | None = None,
    watched: Days | None = None,
    shelf: Shelf | None = None,
    lines: Iterable[OrderLine] | None = None,
    rules: RuleBook = JAPAN,
) -> tuple[Finding, ...]:
    """
    Return what is to be looked at once more before *draft* is published on the Japanese day *on*.

    Prices beside earlier ones and the cost (`check_price`), what they leave in each of *regimes*
    (`check_profit`), what *event* allows (`check_event_price`), and the stock of *shelf* beside the open
    orders among *lines* (`stocks.check`); of orders that do not match the shelf only those of *draft*
    are told. What was not given is not checked, and that is said. It raises what these raise.

    >>> from datetime import date
    >>> from qoo10model import Grade, Rate, Seller
    >>> seller = Seller(grade=Grade.POWER, commission=Rate.percent("10"))
    >>> draft = PriceDraft(298, prices=((date(2026, 4, 1), 2_980),))
    >>> for finding in double_check(draft, on=date(2026, 5, 12), cost=1_300, seller=seller):
    ...     print(finding.severity, finding.code)
    error listings.digit_off
    error listings.below_cost
    error listings.loses
    advice listings.not_checked
    advice listings.not_checked
    """
    if not isinstance(draft, PriceDraft):
        raise InvalidTypeError(f"draft must be such as PriceDraft(2_980) (got {draft!r})")
    found: list[Finding] = []
    untold = [] if draft.known_on(on) else [_HISTORY]
    limits = outside_limits(draft.price, Text("", ""), on=on, rules=rules)
    if cost is None or seller is None:
        untold.append(_PROFIT)
        found += check_price(draft, on=on, rules=rules)
    elif limits:  # no sale at such a price can be settled
        found += check_price(draft, on=on, rules=rules)
    else:
        goods = goods_cost(
            draft,
            cost=cost,
            seller=seller,
            on=on,
            exchange=exchange,
            method=method,
            categories=categories,
            rules=rules,
        )
        found += check_price(draft, on=on, unit_cost=goods, rules=rules)
        found += check_profit(
            draft,
            cost=cost,
            seller=seller,
            on=on,
            regimes=regimes,
            exchange=exchange,
            method=method,
            categories=categories,
            rules=rules,
        )
    if event is None:
        untold.append(_EVENT)
    else:
        found += check_event_price(draft, event, on=on, watched=watched, rules=rules)
    if shelf is None or lines is None:
        untold.append(_STOCK)
    else:
        found += _of_stock(draft, shelf, all_of(lines, OrderLine, "lines"))
    return (*found, *(NOT_CHECKED.finding(what=what) for what in untold))


def _of_stock(draft: PriceDraft, shelf: Shelf, lines: tuple[OrderLine, ...]) -> Iterator[Finding]:
    for finding in stocks.check((shelf,), lines).findings:
        if finding.code != stocks.NO_SHELF:
            yield finding
    # Orders of other items have shelves of their own; those of the draft should have this one.
    own = (line for line in lines if _is_of(draft, line))
    for finding in stocks.check((shelf,), own).findings:
        if finding.code == stocks.NO_SHELF:
            yield finding


def _is_of(draft: PriceDraft, line: OrderLine) -> bool:
    # A line of the item with a SKU may be of another option; one without a SKU can be of any.
    if line.sku:
        return line.sku_key == draft.sku.casefold()
    return line.item_code == draft.item_code
