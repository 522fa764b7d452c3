"""
Stock (在庫) beside open orders: what is owed already, and what is safe to show.

Stock that is on hand may be sold already: open orders (未発送の注文) have a claim to it. What a listing
shows is what may be ordered from now on, so it must not be more than what is left. Whether the
platform takes an order that awaits payment off the stock that it shows is not known; to be safe it
counts as sold here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, all_of
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.texts import Text
from qoo10model.orders import OrderLine, OrderStatus


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ("NO_SHELF", "Shelf", "StockCheck", "StockLevel", "check", "is_open")

NO_SHELF: Final = "stocks.no_shelf"
"""
The code of the finding on open orders that match none of the shelves.
"""

_GONE: Final = (OrderStatus.ON_DELIVERY, OrderStatus.DELIVERED)


def _message(code: str, severity: Severity, en: str, ja: str) -> Message:
    return Message(f"stocks.{code}", severity, Text(en, ja))


_OVERSOLD: Final = _message(
    "oversold",
    Severity.ERROR,
    "{item}: open orders ask for {owed} units and {on_hand} are there, {short} too few: stop selling it, "
    "and get more; orders that come out empty: {orders}",
    "{item}: 未発送の注文{owed}個に対し在庫は{on_hand}個で、{short}個足りない。販売を止めて補充すること。"
    "引き当てられない注文: {orders}",
)
_MAY_OVERSELL: Final = _message(
    "may_oversell",
    Severity.WARNING,
    "{item}: {owed} units are sold and {awaiting} more await payment; {on_hand} are there, {short} too few "
    "if all are paid",
    "{item}: 受注済み{owed}個のほか入金待ちが{awaiting}個。すべて入金されると在庫{on_hand}個では"
    "{short}個足りない",
)
_SHOWN_TOO_MANY: Final = _message(
    "shown_too_many",
    Severity.ERROR,
    "{item}: {shown} units are shown and {free} are left for new orders: show {safe}",
    "{item}: 表示在庫{shown}個に対し、新規注文に回せるのは{free}個。表示を{safe}個にすること",
)
_SHOWN_ABOVE_SAFE: Final = _message(
    "shown_above_safe",
    Severity.WARNING,
    "{item}: {shown} units are shown; with those that await payment and the reserve, {safe} are safe",
    "{item}: 表示在庫は{shown}個だが、入金待ちと予備を除くと安全なのは{safe}個",
)
_REPEATED: Final = _message(
    "order_repeated",
    Severity.WARNING,
    "{rows} rows repeat an order of the same shop; the last row of each counts",
    "同じショップの注文が重複する行が{rows}行ある。最後の行だけを数える",
)
_NO_SHELF: Final = _message(
    "no_shelf",
    Severity.WARNING,
    "open orders for {units} units of {item} match no stock that was given",
    "「{item}」の未発送の注文{units}個に対応する在庫が指定されていない",
)


@attrs.frozen
class Shelf:
    """
    What is *on_hand* of something (実在庫), before open orders are sent: a *sku*, or a whole *item_code*.

    *shown* is the stock that the listing shows (表示在庫), None where it is not asked. *reserve* are units
    that are never to be shown, such as those for another shop (予備).

    Raises `InvalidTypeError` for fields of another kind, `InvalidValueError` for a negative number and
    unless exactly one of *sku* and *item_code* is given.

    >>> Shelf(40, sku="TEA-500", shown=35).name
    'TEA-500'
    """

    on_hand: int
    sku: str = ""
    item_code: str = ""
    shown: int | None = None
    reserve: int = 0

    def __attrs_post_init__(self) -> None:
        for name in ("on_hand", "reserve", "shown"):
            value = getattr(self, name)
            if value is None and name == "shown":
                continue
            if not isinstance(value, int) or isinstance(value, bool):
                raise InvalidTypeError(f"{name} must be a number of units as int (got {value!r})")
            if value < 0:
                raise InvalidValueError(f"{name} must not be negative (got {value})")
        for name in ("sku", "item_code"):
            if not isinstance(getattr(self, name), str):
                raise InvalidTypeError(f"{name} must be text (got {getattr(self, name)!r})")
        if bool(self.sku) is bool(self.item_code):
            msg = (
                "a shelf needs either a sku or an item_code "
                f"(got {self.sku!r} and {self.item_code!r})"
            )
            raise InvalidValueError(msg)

    @property
    def name(self) -> str:
        """
        By what it is known.
        """
        return self.sku or self.item_code


@attrs.frozen
class StockLevel:
    """
    A *shelf* beside open orders: units *owed* (paid and not sent) and units *awaiting* payment.

    *unserved* are the numbers of paid orders for which not enough is left, if those paid first are
    served first.

    >>> StockLevel(Shelf(40, sku="TEA-500", reserve=2), owed=12, awaiting=3).safe_to_show
    23
    """

    shelf: Shelf
    owed: int
    awaiting: int
    unserved: tuple[int, ...] = ()

    @property
    def free(self) -> int:
        """
        What is left once all paid orders are sent; negative where it is not enough for them.
        """
        return self.shelf.on_hand - self.owed

    @property
    def short(self) -> int:
        """
        How many units open orders ask for beyond what is there.
        """
        return max(0, -self.free)

    @property
    def safe_to_show(self) -> int:
        """
        What a listing may show without selling what is not there (安全な表示在庫).

        What awaits payment counts as sold, and the reserve is left out.
        """
        return max(0, self.free - self.awaiting - self.shelf.reserve)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """
        What is wrong with the stock on hand, and with the stock that is shown.
        """
        return tuple(_findings_of(self))


@attrs.frozen
class StockCheck:
    """
    The *levels* of all shelves in their order (在庫チェック), and *findings* on them and on the orders.

    >>> check((), ()).levels
    ()
    """

    levels: tuple[StockLevel, ...]
    findings: tuple[Finding, ...]


def is_open(line: OrderLine) -> bool:
    """
    Whether *line* still asks for goods: neither cancelled, nor sent, nor delivered.

    >>> is_open(OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=500, quantity=1))
    True
    """
    if line.cancelled_on is not None or line.status in _GONE:
        return False
    return line.shipped_on is None and line.delivered_on is None


def check(shelves: Iterable[Shelf], lines: Iterable[OrderLine]) -> StockCheck:
    """
    Return what open orders among *lines* leave of each of *shelves* (在庫と未発送注文の照合).

    A line belongs to the shelf of its SKU, in whatever letter case, else to that of the item: by the
    seller's code, else by the item number. *lines* must be all open orders of all shops that sell
    from the shelves; others among them do no harm.

    Raises `InvalidTypeError` for values of another kind, `InvalidValueError` for two shelves of the
    same.

    >>> line = OrderLine(order_no=7, cart_no=1, item_code="A", unit_price=500, quantity=3,
    ...                  status=OrderStatus.ON_REQUEST, seller_code="tea-500")
    >>> found = check((Shelf(2, sku="TEA-500", shown=2),), (line,))
    >>> found.levels[0].safe_to_show, [finding.code for finding in found.findings]
    (0, ['stocks.oversold', 'stocks.shown_too_many'])
    """
    by_key = _by_key(shelves)
    rows = all_of(lines, OrderLine, "lines")
    last = {(line.shop, line.order_no): line for line in rows}
    claims: dict[tuple[str, str], list[OrderLine]] = {key: [] for key in by_key}
    strays: dict[str, int] = {}
    for line in filter(is_open, last.values()):
        key = next((key for key in _keys_of(line) if key in claims), None)
        if key is not None:
            claims[key].append(line)
        else:
            name = line.sku or line.item_code
            strays[name] = strays.get(name, 0) + line.quantity
    levels = tuple(_level(shelf, claims[key]) for key, shelf in by_key.items())
    findings = [finding for level in levels for finding in level.findings]
    findings += (_NO_SHELF.finding(item=name, units=units) for name, units in strays.items())
    if len(rows) > len(last):
        findings.append(_REPEATED.finding(rows=len(rows) - len(last)))
    return StockCheck(levels, tuple(findings))


def _by_key(shelves: Iterable[Shelf]) -> dict[tuple[str, str], Shelf]:
    by_key: dict[tuple[str, str], Shelf] = {}
    for shelf in all_of(shelves, Shelf, "shelves"):
        key = ("sku", shelf.sku.casefold()) if shelf.sku else ("item", shelf.item_code)
        if key in by_key:
            raise InvalidValueError(f"two shelves are of the same (got {shelf.name!r} twice)")
        by_key[key] = shelf
    return by_key


def _keys_of(line: OrderLine) -> tuple[tuple[str, str], ...]:
    return (
        ("sku", line.sku_key),
        ("sku", line.seller_code.casefold()),
        ("item", line.item_code),
    )


def _level(shelf: Shelf, lines: list[OrderLine]) -> StockLevel:
    paid = [line for line in lines if line.is_paid]
    owed = sum(line.quantity for line in paid)
    awaiting = sum(line.quantity for line in lines) - owed
    left, unserved = shelf.on_hand, list[int]()
    for line in sorted(paid, key=_paid_first):
        if line.quantity <= left:
            left -= line.quantity
        else:
            unserved.append(line.order_no)
    return StockLevel(shelf, owed, awaiting, tuple(unserved))


def _paid_first(line: OrderLine) -> tuple[bool, float]:
    # Without a moment of payment nobody can say that it was earlier.
    paid_at = line.paid_at
    return paid_at is None, 0 if paid_at is None else paid_at.timestamp()


def _findings_of(level: StockLevel) -> Iterator[Finding]:
    shelf, safe = level.shelf, level.safe_to_show
    short = level.owed + level.awaiting - shelf.on_hand
    if level.short:
        orders = ", ".join(map(str, level.unserved))
        yield _OVERSOLD.finding(
            item=shelf.name,
            owed=level.owed,
            on_hand=shelf.on_hand,
            short=level.short,
            orders=orders,
        )
    elif short > 0:
        yield _MAY_OVERSELL.finding(
            item=shelf.name,
            owed=level.owed,
            awaiting=level.awaiting,
            on_hand=shelf.on_hand,
            short=short,
        )
    if shelf.shown is None:
        return
    if shelf.shown > max(0, level.free):
        free = max(0, level.free)
        yield _SHOWN_TOO_MANY.finding(item=shelf.name, shown=shelf.shown, free=free, safe=safe)
    elif shelf.shown > safe:
        yield _SHOWN_ABOVE_SAFE.finding(item=shelf.name, shown=shelf.shown, safe=safe)
