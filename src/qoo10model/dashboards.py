"""
The dashboard (QSMトップのダッシュボード): what each tile counts, worked out from what is passed in.

A tile about something that was not passed in is not known, and so are the single rows that do not tell
what a tile asks for: they are counted apart. What some tiles count nobody published; the reading is a
rule, and the others are doubts.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final, TypeVar

import attrs

from qoo10model.basics.errors import InvalidTypeError, all_of, check_count
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.periods import check_day, repr_moment, to_jst
from qoo10model.basics.texts import Text, align
from qoo10model.basics.timelines import Evidence, reading_text
from qoo10model.claimrecords import Claim
from qoo10model.dayreadings import ask
from qoo10model.delaylabels import closing_of, has_delayed_label, labelled_from
from qoo10model.inquiries import Inquiry, InquiryStatus, waiting
from qoo10model.orders import OrderLine
from qoo10model.rules.book import JAPAN
from qoo10model.rules.sellers import Grade
from qoo10model.rules.storefront import ItemStatus, Statuses, Tile
from qoo10model.versions import newer_claim


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from qoo10model.basics.texts import Language
    from qoo10model.rules.book import RuleBook

__all__ = ("Dashboard", "ItemStatus", "ShopItem", "Tile", "TileCount", "TileReading", "dashboard")

V = TypeVar("V", OrderLine, Claim, "ShopItem")


@attrs.frozen
class ShopItem:
    """
    An item as it stands in the shop (商品): its *stock*, its *status*, and the last day it is sold.

    None for what is not known. *brand_requested* says that a brand request is under way.

    >>> ShopItem("100000001", stock=3, status=ItemStatus.ON_SALE).stock
    3
    """

    item_code: str
    stock: int | None = None
    status: ItemStatus | None = None
    ends_on: date | None = None
    brand_requested: bool | None = None

    def __attrs_post_init__(self) -> None:
        if type(self.item_code) is not str or not self.item_code:
            msg = f"item_code must be a text that is not empty (got {self.item_code!r})"
            raise InvalidTypeError(msg)
        if self.stock is not None:
            check_count(self.stock, "stock")
        if self.status is not None and type(self.status) is not ItemStatus:
            msg = f"status must be such as ItemStatus.ON_SALE, or None (got {self.status!r})"
            raise InvalidTypeError(msg)
        if self.ends_on is not None:
            check_day(self.ends_on, "ends_on")
        if self.brand_requested is not None and type(self.brand_requested) is not bool:
            msg = f"brand_requested must be True, False or None (got {self.brand_requested!r})"
            raise InvalidTypeError(msg)


@attrs.frozen
class TileReading:
    """
    What a tile would count under another reading of a *rule*.
    """

    rule: str
    reading: Text
    count: int | None


@attrs.frozen
class TileCount:
    """
    A tile and its *count*, None where it is not known; *not_told* more rows do not tell whether they count.

    *names* are the order numbers, item numbers or inquiry numbers that were counted.
    """

    tile: Tile
    count: int | None
    not_told: int = 0
    names: tuple[str, ...] = ()
    readings: tuple[TileReading, ...] = ()


@attrs.frozen(repr=False)
class Dashboard:
    """
    The dashboard of a shop at the moment *at*: a count for each tile, and the *grade* of the seller.
    """

    at: datetime = attrs.field(repr=repr_moment)
    tiles: tuple[TileCount, ...]
    grade: Grade | None = None
    findings: tuple[Finding, ...] = ()
    rules: tuple[Evidence, ...] = ()

    def of(self, tile: Tile) -> TileCount:
        """
        Return the count of *tile*.
        """
        if type(tile) is not Tile:
            raise InvalidTypeError(f"tile must be such as Tile.NEW_ORDER (got {tile!r})")
        return next(one for one in self.tiles if one.tile is tile)

    @property
    def not_known(self) -> tuple[Tile, ...]:
        """
        The tiles about which nothing was passed in.
        """
        return tuple(one.tile for one in self.tiles if one.count is None)

    def explain(self, language: Language = "en") -> str:
        """
        Return the tiles as a table in *language*; what is not told is added as ``+n?``.
        """
        rows = [(one.tile.label.in_(language), _shown(one)) for one in self.tiles]
        if self.grade is not None:
            rows.append((_GRADE.in_(language), self.grade.label.in_(language)))
        return align(rows, right=frozenset({1}))

    def __repr__(self) -> str:
        known = len(self.tiles) - len(self.not_known)
        return f"Dashboard({self.at:%Y-%m-%d %H:%M}: {known} of {len(self.tiles)} tiles known)"


_GRADE: Final = Text("my grade", "販売者等級")
_REPEATED: Final = Message(
    "storefront.row_repeated",
    Severity.WARNING,
    Text(
        "{what} {name} stands there more than once and the rows differ; the later state counts",
        "{what}{name}の行が複数あり内容が異なる。新しい状態を使った",
    ),
)
_ORDER: Final = Text("order", "注文")
_CLAIM: Final = Text("the claim of order", "クレームの注文")
_ITEM: Final = Text("item", "商品")

_ORDER_TILES: Final = (Tile.PAYMENT_WAITING, Tile.NEW_ORDER, Tile.SHIP_REQUEST)
_CLAIM_TILES: Final = (
    Tile.CANCEL_REQUEST,
    Tile.RETURN_REQUEST,
    Tile.EXCHANGE_REQUEST,
    Tile.CLAIM_IN_PROGRESS,
)
_ITEM_TILES: Final = (Tile.ON_SALE, Tile.APPROVAL_WAITING, Tile.APPROVAL_REJECTED)


def dashboard(
    *,
    at: datetime,
    orders: Iterable[OrderLine] | None = None,
    claims: Iterable[Claim] | None = None,
    items: Iterable[ShopItem] | None = None,
    inquiries: Iterable[Inquiry] | None = None,
    withdrawals_requested: int | None = None,
    withdrawals_refused: int | None = None,
    unanswered_messages: int | None = None,
    non_compliances: int | None = None,
    grade: Grade | None = None,
    rules: RuleBook = JAPAN,
) -> Dashboard:
    """
    Return the dashboard at the aware moment *at*, as far as what is passed in tells.

    What is not passed is not known; an empty list says that there is nothing. Rows that were read later
    stand later, and of two about the same order, item or claim the later state counts. The numbers of
    withdrawals, of Qoo10's messages and of non-compliances stand in no row that is read here: pass
    them from the screen. Stock and end count for items that are on sale.

    Raises `InvalidTypeError` for rows of another kind, `InvalidValueError` for a number below 0 and a
    naive moment.

    >>> from qoo10model.basics.periods import JST
    >>> items = (ShopItem("A", stock=3, status=ItemStatus.ON_SALE),
    ...          ShopItem("B", stock=0, status=ItemStatus.ON_SALE))
    >>> found = dashboard(at=datetime(2026, 7, 1, 9, 0, tzinfo=JST), items=items, inquiries=())
    >>> tiles = (Tile.ON_SALE, Tile.LOW_STOCK, Tile.SOLD_OUT, Tile.UNANSWERED_INQUIRY, Tile.NEW_ORDER)
    >>> [found.of(tile).count for tile in tiles]
    [2, 1, 1, 0, None]
    >>> found.of(Tile.LOW_STOCK).readings[0].count
    2
    """
    if grade is not None and type(grade) is not Grade:
        raise InvalidTypeError(f"grade must be such as Grade.POWER, or None (got {grade!r})")
    work = _Work(to_jst(at, "at"), rules)
    work.order_tiles(orders)
    work.claim_tiles(claims)
    work.item_tiles(items)
    work.inquiry_tile(inquiries)
    work.given(Tile.WITHDRAWAL_REQUESTED, withdrawals_requested)
    work.given(Tile.WITHDRAWAL_REFUSED, withdrawals_refused)
    work.given(Tile.UNANSWERED_MESSAGE, unanswered_messages)
    work.given(Tile.NON_COMPLIANCE, non_compliances)
    counts = tuple(work.counts[tile] for tile in Tile)
    return Dashboard(work.at, counts, grade, tuple(work.findings), tuple(work.used))


class _Work:
    """
    The tiles as they are counted one after the other.
    """

    def __init__(self, at: datetime, rules: RuleBook) -> None:
        self.at = at
        self.day = at.date()
        self.rules = rules.storefront
        self.findings: list[Finding] = []
        self.used: list[Evidence] = []
        self.counts: dict[Tile, TileCount] = {}

    def order_tiles(self, orders: Iterable[OrderLine] | None) -> None:
        lines = self._once(orders, OrderLine, _ORDER, _number, lambda one: (one.shop, one.order_no))
        open_ = None if lines is None else tuple(one for one in lines if not closing_of(one)[1])
        for tile in _ORDER_TILES:
            self._by_status(tile, open_, _number)
        self._count(Tile.DELAYED, open_, _number, self._is_delayed)

    def claim_tiles(self, claims: Iterable[Claim] | None) -> None:
        rows = self._once(claims, Claim, _CLAIM, _number, _claim_key, newer_claim)
        for tile in _CLAIM_TILES:
            self._by_status(tile, rows, _number)
        self._count(Tile.NON_RECEIPT, rows, _number, _is_not_received)

    def item_tiles(self, items: Iterable[ShopItem] | None) -> None:
        rows = self._once(items, ShopItem, _ITEM, _code, lambda one: one.item_code)
        for tile in _ITEM_TILES:
            self._by_status(tile, rows, _code)
        self._count(Tile.SOLD_OUT, rows, _code, self._on_sale(_is_sold_out))
        self._low_stock(rows)
        last = self.day + timedelta(ask(self.rules.ends_within, self.day, self.used))

        def ends_soon(item: ShopItem) -> bool | None:
            return None if item.ends_on is None else self.day <= item.ends_on <= last

        self._count(Tile.ENDS_SOON, rows, _code, self._on_sale(ends_soon))
        self._count(Tile.ENDED, rows, _code, self._has_ended)
        self._count(Tile.BRAND_REQUEST, rows, _code, lambda one: one.brand_requested)

    def inquiry_tile(self, inquiries: Iterable[Inquiry] | None) -> None:
        tile = Tile.UNANSWERED_INQUIRY
        if inquiries is None:
            self.counts[tile] = TileCount(tile, None)
            return
        listed = waiting(inquiries, at=self.at)
        self.findings += listed.findings
        names = tuple(one.inquiry.question_no for one in listed.of(InquiryStatus.UNANSWERED))
        self.counts[tile] = TileCount(tile, len(names), len(listed.of(None)), names)

    def given(self, tile: Tile, count: int | None) -> None:
        if count is not None:
            check_count(count, f"the number of {tile.label.en}")
        self.counts[tile] = TileCount(tile, count)

    def _by_status(self, tile: Tile, rows: tuple[V, ...] | None, name: Callable[[V], str]) -> None:
        rule = self.rules.counted[tile]
        counted = ask(rule, self.day, self.used)
        self._count(tile, rows, name, _has(counted))
        others = rule.entry_on(self.day).alternatives
        self._also(tile, rule.name, rows, tuple((other.label, _has(other)) for other in others))

    def _low_stock(self, rows: tuple[ShopItem, ...] | None) -> None:
        most = ask(self.rules.low_stock, self.day, self.used)
        rule = self.rules.sold_out_is_low

        def is_low(*, with_sold_out: bool) -> Callable[[ShopItem], bool | None]:
            least = 0 if with_sold_out else 1
            return self._on_sale(
                lambda one: None if one.stock is None else least <= one.stock <= most
            )

        with_sold_out = ask(rule, self.day, self.used)
        self._count(Tile.LOW_STOCK, rows, _code, is_low(with_sold_out=with_sold_out))
        others = rule.entry_on(self.day).alternatives
        readings = tuple((reading_text(one), is_low(with_sold_out=one)) for one in others)
        self._also(Tile.LOW_STOCK, rule.name, rows, readings)

    def _count(
        self,
        tile: Tile,
        rows: tuple[V, ...] | None,
        name: Callable[[V], str],
        tells: Callable[[V], bool | None],
    ) -> None:
        if rows is None:
            self.counts[tile] = TileCount(tile, None)
            return
        answers = [(row, tells(row)) for row in rows]
        names = tuple(name(row) for row, answer in answers if answer)
        not_told = sum(1 for _, answer in answers if answer is None)
        self.counts[tile] = TileCount(tile, len(names), not_told, names)

    def _also(
        self,
        tile: Tile,
        rule: str,
        rows: tuple[V, ...] | None,
        readings: tuple[tuple[Text, Callable[[V], bool | None]], ...],
    ) -> None:
        if rows is not None:
            made = tuple(
                TileReading(rule, reading, sum(1 for row in rows if tells(row)))
                for reading, tells in readings
            )
            self.counts[tile] = attrs.evolve(self.counts[tile], readings=made)

    def _once(
        self,
        rows: Iterable[V] | None,
        kind: type[V],
        what: Text,
        name: Callable[[V], str],
        key: Callable[[V], object],
        newer: Callable[[V, V], V] = lambda _, row: row,
    ) -> tuple[V, ...] | None:
        if rows is None:
            return None
        kept: dict[object, V] = {}
        for row in all_of(rows, kind, "rows"):
            known = kept.setdefault(key(row), row)
            if known != row:
                kept[key(row)] = newer(known, row)
                self.findings.append(_REPEATED.finding(what=what, name=name(row)))
        return tuple(kept.values())

    def _on_sale(
        self, tells: Callable[[ShopItem], bool | None]
    ) -> Callable[[ShopItem], bool | None]:
        statuses = ask(self.rules.counted[Tile.ON_SALE], self.day, self.used)

        def both(item: ShopItem) -> bool | None:
            answers = _has(statuses)(item), tells(item), not self._has_ended(item)
            return False if False in answers else None if None in answers else True

        return both

    def _is_delayed(self, line: OrderLine) -> bool | None:
        if line.is_paid and labelled_from(line) is None:
            return None
        return has_delayed_label(line, on=self.day)

    def _has_ended(self, item: ShopItem) -> bool | None:
        return None if item.ends_on is None else item.ends_on < self.day


def _has(statuses: Statuses) -> Callable[[OrderLine | Claim | ShopItem], bool | None]:
    return lambda row: None if row.status is None else row.status in statuses


def _number(row: OrderLine | Claim) -> str:
    return str(row.order_no)


def _claim_key(row: Claim) -> object:
    return row.shop, row.order_no, row.requested_at, row.status and row.status.group


def _code(row: ShopItem) -> str:
    return row.item_code


def _is_sold_out(item: ShopItem) -> bool | None:
    return None if item.stock is None else item.stock == 0


def _is_not_received(claim: Claim) -> bool | None:
    if claim.not_received is None:
        return False
    return claim.status is None or claim.is_open


def _shown(one: TileCount) -> str:
    if one.count is None:
        return "–"
    return f"{one.count:,} +{one.not_told:,}?" if one.not_told else f"{one.count:,}"
