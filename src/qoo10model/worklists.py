"""
Worklists (発送業務リスト): the open orders of a shop, by how soon the next stage of lateness strikes.

Lines of one cart are sent together, so they stand together. An order that can lose nothing more comes
first: it is the latest of all.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.businessdays import check_holidays
from qoo10model.basics.errors import InvalidTypeError, Qoo10ModelError, all_of
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.periods import repr_moment, to_jst
from qoo10model.basics.texts import Text, align
from qoo10model.delaylabels import closing_of
from qoo10model.delays import Delays, Stage, delays_of, has_delayed_label
from qoo10model.orders import OrderLine
from qoo10model.rules.book import JAPAN


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from qoo10model.basics.businessdays import Holidays
    from qoo10model.basics.money import Rate
    from qoo10model.basics.texts import Language
    from qoo10model.readytoship import ReadyToShip
    from qoo10model.rules.book import RuleBook

__all__ = ("CartWork", "Work", "Worklist", "worklist")


@attrs.frozen(repr=False)
class Work:
    """
    An open order (未発送の注文), as it stands at the aware moment *at*.

    *next_stage* is what shipping can still escape, the next of it, None where there is nothing; *struck*
    are the stages that have struck. *is_labelled* says that the order carries the label 配送遅延; what that
    lets its buyer do, `delays.delayed_label` says.

    >>> from qoo10model.basics.periods import JST
    >>> line = OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=500, quantity=1,
    ...                  paid_at=datetime(2026, 5, 14, 12, 0, tzinfo=JST))
    >>> work = worklist((line,), at=datetime(2026, 5, 19, tzinfo=JST), holidays=()).works[0]
    >>> work.next_stage.kind, work.hours_left
    (StageKind.POINTS, 48)
    """

    line: OrderLine
    delays: Delays
    at: datetime
    next_stage: Stage | None
    struck: tuple[Stage, ...]
    is_labelled: bool

    @property
    def ship_by(self) -> date | None:
        """
        The day by which the setting of the item wants it shipped, None where nothing tells it.
        """
        due = self.delays.ship_by
        return None if due is None else due.day

    @property
    def unavoidable(self) -> tuple[Stage, ...]:
        """
        The stages that have not struck yet but will, shipped now or not.

        So it is on closed days: what had to ship by Friday is lost on Saturday, and strikes on Monday.
        """
        return self.delays.unavoidable(self.at)

    @property
    def hours_left(self) -> int | None:
        """
        The whole hours until it must have shipped to escape the next stage, None without one.
        """
        return None if self.next_stage is None else self.next_stage.hours_left(self.at)

    def __repr__(self) -> str:
        stage = "none" if self.next_stage is None else self.next_stage.kind.name
        return f"Work(order {self.line.order_no}: {stage} in {self.hours_left} h)"


@attrs.frozen
class CartWork:
    """
    The open orders of one cart (カート), the most urgent first; the cart is as urgent as that one.

    A cart is known by *shop* and *cart_no* together.

    >>> CartWork("", 9, ()).works
    ()
    """

    shop: str
    cart_no: int
    works: tuple[Work, ...]

    @property
    def most_urgent(self) -> Work:
        """
        The order that decides when the cart must go out.
        """
        return self.works[0]


@attrs.frozen(repr=False)
class Worklist:
    """
    The open orders at the moment *at*, by cart, the most urgent first.

    *unpaid* are the lines that await their payment: nothing runs for them yet. *findings* are those of
    the open orders.
    """

    at: datetime = attrs.field(repr=repr_moment)
    carts: tuple[CartWork, ...]
    unpaid: tuple[OrderLine, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def works(self) -> tuple[Work, ...]:
        """
        The open orders, cart after cart.
        """
        return tuple(work for cart in self.carts for work in cart.works)

    def explain(self, language: Language = "en") -> str:
        """
        Return the list as a table in *language*: cart, order, next stage, hours left, ship before.
        """
        heading = tuple(text.in_(language) for text in _HEADING)
        rows = [_row(cart, work, language) for cart in self.carts for work in cart.works]
        return align((heading, *rows), right=_TO_THE_RIGHT)

    def __repr__(self) -> str:
        return f"Worklist({len(self.works)} orders in {len(self.carts)} carts)"


_HEADING: Final = (
    Text("cart", "カート番号"),
    Text("order", "注文番号"),
    Text("next stage", "次の段階"),
    Text("hours left", "残り時間"),
    Text("ship before", "発送期限"),
    Text("item", "商品番号"),
)
_TO_THE_RIGHT: Final = frozenset({1})
_NOTHING_MORE: Final = Text("all have struck", "全段階を経過")
_NOT_KNOWN: Final = Text("not known", "不明")
_REPEATED: Final = Message(
    "worklists.order_repeated",
    Severity.WARNING,
    Text(
        "the order stands in the list more than once, and the rows differ; the first is used",
        "同じ注文番号の行が複数あり内容が異なる。最初の行を使った",
    ),
)
_NOT_WORKED_OUT: Final = Message(
    "worklists.not_worked_out",
    Severity.ERROR,
    Text("no stage could be worked out: {error}", "遅延の段階を計算できない: {error}"),
)


def worklist(
    lines: Iterable[OrderLine],
    *,
    at: datetime,
    holidays: Holidays,
    own_holidays: Holidays = (),
    settings: Mapping[str, ReadyToShip] | None = None,
    shipping_rate: Rate | None = None,
    rules: RuleBook = JAPAN,
) -> Worklist:
    """
    Return the open orders among *lines* by how soon the next stage of lateness strikes.

    Open is what is paid and neither shipped nor cancelled. *settings* has the ready-to-ship setting of
    items by their item code; the other arguments are those of `delays_of`. One line that cannot be
    worked out is a finding and stands at the end.

    Raises what `to_jst` raises of *at*, and `InvalidTypeError` for holidays that are no days, settings
    that are no mapping, and lines that are no order lines.

    >>> from qoo10model.basics.periods import JST
    >>> line = OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=500, quantity=1,
    ...                  paid_at=datetime(2026, 5, 14, 12, 0, tzinfo=JST))
    >>> worklist((line,), at=datetime(2026, 5, 20, 12, 0, tzinfo=JST), holidays=()).works
    (Work(order 1: POINTS in 12 h),)
    """
    moment, findings = to_jst(at), list[Finding]()
    closed, own = check_holidays(holidays), check_holidays(own_holidays, "own_holidays")
    _check_settings(settings)
    works: list[Work] = []
    unpaid: list[OrderLine] = []
    for line in _open_lines(lines, findings):
        if not line.is_paid:
            unpaid.append(line)
            continue
        try:
            delays = delays_of(
                line,
                None if settings is None else settings.get(line.item_code),
                holidays=closed,
                own_holidays=own,
                shipping_rate=shipping_rate,
                rules=rules,
            )
        except InvalidTypeError:
            raise
        except Qoo10ModelError as error:
            findings.append(_NOT_WORKED_OUT.finding(order_no=line.order_no, error=error))
            delays = Delays(line.order_no, None, None)
        findings += delays.findings
        works.append(_work(line, delays, moment))
    return Worklist(moment, _by_cart(works), tuple(unpaid), tuple(findings))


def _open_lines(lines: Iterable[OrderLine], findings: list[Finding]) -> Iterator[OrderLine]:
    orders: dict[tuple[str, int], list[OrderLine]] = {}
    for line in all_of(lines, OrderLine, "lines"):
        orders.setdefault((line.shop, line.order_no), []).append(line)
    for rows in orders.values():
        if any(closing_of(line)[1] for line in rows):
            continue
        if any(line != rows[0] for line in rows):
            findings.append(_REPEATED.finding(order_no=rows[0].order_no))
        yield rows[0]


def _check_settings(settings: object) -> None:
    if settings is not None and not isinstance(settings, Mapping):
        msg = (
            "settings must be a dict from item codes to settings, such as "
            f'{{"100000001": ReadyToShip.general(3)}} (got {settings!r})'
        )
        raise InvalidTypeError(msg)


def _work(line: OrderLine, delays: Delays, at: datetime) -> Work:
    day = at.date()
    return Work(
        line,
        delays,
        at,
        delays.next_stage(at),
        delays.struck_by(day),
        has_delayed_label(line, on=day),
    )


def _by_cart(works: list[Work]) -> tuple[CartWork, ...]:
    carts: dict[tuple[str, int], list[Work]] = {}
    for work in sorted(works, key=_urgency):
        carts.setdefault((work.line.shop, work.line.cart_no), []).append(work)
    # A dict keeps the order in which its keys came: each cart stands where its first order does.
    return tuple(CartWork(shop, number, tuple(group)) for (shop, number), group in carts.items())


def _urgency(work: Work) -> tuple[int, datetime, int]:
    stages = work.delays.stages
    if work.next_stage is not None:
        return 1, work.next_stage.ship_before, work.line.order_no
    if stages:
        return 0, stages[-1].ship_before, work.line.order_no
    return 2, work.at, work.line.order_no


def _row(cart: CartWork, work: Work, language: Language) -> tuple[str, ...]:
    stage, line = work.next_stage, work.line
    if stage is None:
        said = _NOTHING_MORE if work.delays.stages else _NOT_KNOWN
        what, left, before = said.in_(language), "", ""
    else:
        what, left = stage.kind.label.in_(language), str(work.hours_left)
        before = f"{stage.ship_before:%Y-%m-%d %H:%M}"
    number = f"{cart.shop} {cart.cart_no}" if cart.shop else str(cart.cart_no)
    return number, str(line.order_no), what, left, before, line.item_code
