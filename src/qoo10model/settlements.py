"""
Settlements (精算): what a shop's orders pay over a period, on which days, and what is not sure.

`settle` works out one line, `settle_all` a month or any number of lines: it never raises for one
line, but says in its findings what could not be settled and why.
"""

from __future__ import annotations

from qoo10model.basics.errors import InvalidTypeError
from qoo10model.proceeds import Settlement, settle, settle_share
from qoo10model.rules.book import JAPAN
from qoo10model.shares import CartSplit, shares_of


# The amounts of a line need no calendar: the days are loaded when they are asked for.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from qoo10model.carts import Cart
    from qoo10model.months import Month
    from qoo10model.orders import OrderLine
    from qoo10model.rules.book import RuleBook
    from qoo10model.schedules import pre_deduction_day, settlement_day
    from qoo10model.sellers import Seller
else:

    def __getattr__(name):
        if name not in {"pre_deduction_day", "settlement_day"}:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from qoo10model import schedules

        globals()[name] = getattr(schedules, name)
        return globals()[name]

    def __dir__():
        return sorted({*globals(), *__all__})


__all__ = (
    "CartSplit",
    "Settlement",
    "pre_deduction_day",
    "settle",
    "settle_all",
    "settle_cart",
    "settlement_day",
)


def settle_all(
    lines: Iterable[OrderLine],
    seller: Seller,
    rules: RuleBook = JAPAN,
    *,
    categories: Mapping[str, str] | None = None,
    holidays: Iterable[date] = (),
    split_by: CartSplit = CartSplit.BY_AMOUNT,
) -> Month:
    """
    Return all *lines* settled for *seller*; a line that cannot be is a finding, never an error.

    Shipping and cart discounts are counted once a cart and split to its lines as *split_by* says.
    *categories* and *holidays* are as in `settle`. Where the tax on fees is rounded on the month's
    invoice, it is rounded over the lines that are given.

    Raises `InvalidTypeError` for what is no `Seller`, `RuleBook`, `CartSplit` or day, and where
    something in *lines* is no `OrderLine`; of what was read from a reply, pass its *values*.

    >>> from datetime import date, datetime
    >>> from qoo10model import JST, Grade, OrderLine, Rate, Seller
    >>> seller = Seller(grade=Grade.POWER, commission=Rate.percent("10"))
    >>> line = OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=1_326, quantity=2,
    ...                  paid_at=datetime(2026, 5, 11, 12, 0, tzinfo=JST))
    >>> month = settle_all((line,), seller)
    >>> month.net, len(month.waiting)
    (2359, 1)
    """
    from qoo10model import manylines  # one line needs none of it

    return manylines.settled(lines, seller, rules, categories, holidays, split_by)


def settle_cart(
    cart: Cart,
    seller: Seller,
    rules: RuleBook = JAPAN,
    *,
    categories: Mapping[str, str] | None = None,
    holidays: tuple[date, ...] = (),
    split_by: CartSplit = CartSplit.BY_AMOUNT,
) -> tuple[Settlement, ...]:
    """
    Return the lines of *cart* settled, each with its part of the cart's shipping and discounts.

    It raises what `settle` raises, and `InvalidTypeError` for what is no `Cart`.
    """
    from qoo10model import carts

    if not isinstance(cart, carts.Cart):
        msg = f"cart must be a Cart, as carts.carts_of makes them (got a {type(cart).__name__})"
        raise InvalidTypeError(msg)
    return tuple(
        settle_share(line, seller, rules, share, categories=categories, holidays=holidays)
        for line, share in zip(cart.lines, shares_of(cart, split_by), strict=True)
    )
