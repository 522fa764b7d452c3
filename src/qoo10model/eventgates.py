"""
The gate of an event (イベント参加可否): whether an item may join, and what stops it.

What nobody published is not asked: how many items, which grade, which days of application.
"""

from __future__ import annotations

from datetime import date
from types import NoneType
from typing import TYPE_CHECKING, Any, Final

import attrs

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, all_of, check_tuple
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.money import check_yen
from qoo10model.basics.periods import Days, check_day
from qoo10model.basics.texts import Labelled, Text, yen_text
from qoo10model.basics.timelines import Evidence, Timeline
from qoo10model.eventsales import days_of
from qoo10model.penaltydays import Penalty
from qoo10model.rules.book import JAPAN
from qoo10model.rules.calendars import EventKind, Occasion
from qoo10model.rules.eventgates import PriceCeiling
from qoo10model.rules.penalties import Consequence


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qoo10model.rules.book import RuleBook

__all__ = ("Candidate", "Gate", "GateCheck", "Ground", "Verdict", "check", "check_all")


class Ground(Labelled):
    """
    What may stop an item (参加条件).

    >>> Ground.PRICE.label.ja
    'モニタリング期間の価格'
    """

    CANCELLATIONS = Text("cancellation rate of the shop", "ショップのキャンセル率")
    DELAY = Text("item stopped for late shipping", "発送遅延による制限")
    PRICE = Text("price beside the watched days", "モニタリング期間の価格")
    DISCOUNT = Text("discount", "割引設定")
    STOCK = Text("stock", "在庫")


class Verdict(Labelled):
    """
    What one ground says (判定).

    >>> Verdict.STOPS
    Verdict.STOPS
    """

    PASSES = Text("passes", "可")
    STOPS = Text("stops it", "不可")
    NOT_KNOWN = Text("not known", "不明")


@attrs.frozen
class Candidate:
    """
    An item that is to join an event (参加候補商品): its *price* in yen and what is known about it.

    *prices* are all its earlier prices as pairs of first day and yen, in order; *stops* the runs of days
    on which it is stopped for late shipping, as the stages of a delay tell. *has_discount*, *stock*
    and *stops* are None where they are not known.

    Raises `InvalidTypeError` for money that is not an int and for fields of another kind,
    `InvalidValueError` for a negative price or stock and for days of prices that do not rise.

    >>> Candidate("100000001", 2_980, stock=40, has_discount=True, stops=()).price
    2980
    """

    item_code: str
    price: int
    stock: int | None = None
    has_discount: bool | None = None
    stops: tuple[Days, ...] | None = None
    prices: tuple[tuple[date, int], ...] = ()

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.item_code, str):
            raise InvalidTypeError(f"item_code must be text (got {self.item_code!r})")
        check_yen(self.price, "price", minimum=0)
        if self.stock is not None:
            _check_stock(self.stock)
        if type(self.has_discount) not in {bool, NoneType}:
            msg = f"has_discount must be True, False or None (got {self.has_discount!r})"
            raise InvalidTypeError(msg)
        if self.stops is not None:
            check_tuple(self.stops, Days, "stops", "(Days(first, last),)")
        check_tuple(self.prices, tuple, "prices", "((date(2026, 5, 1), 2_980),)")
        for pair in self.prices:
            if len(pair) != 2:
                raise InvalidTypeError(f"prices must be pairs of first day and yen (got {pair!r})")
            day, yen = pair
            check_yen(yen, "prices", minimum=0)
            check_day(day, "prices")
        days = [day for day, _ in self.prices]
        if days != sorted(set(days)):
            raise InvalidValueError(f"the days of prices must rise (got {self.prices!r})")


@attrs.frozen
class GateCheck:
    """
    What one *ground* says about an item: a *verdict* and a *finding*, with the *rules* it rests on.

    *is_open* tells that another reading of an open rule would say something else.

    >>> passed = Finding("eventgates.stock", Severity.ADVICE, Text("in stock", "在庫あり"))
    >>> GateCheck(Ground.STOCK, Verdict.PASSES, passed).verdict
    Verdict.PASSES
    """

    ground: Ground
    verdict: Verdict
    finding: Finding
    is_open: bool = False
    rules: tuple[Evidence, ...] = attrs.field(default=(), repr=False)


@attrs.frozen
class Gate:
    """
    Whether the *item* may join the *event*, ground by ground (参加可否).

    >>> from qoo10model.rules.calendars import MEGA_WARI
    >>> check(Candidate("1", 500, stock=0), MEGA_WARI.occasions[9]).may_join
    False
    """

    item: Candidate
    event: Occasion
    checks: tuple[GateCheck, ...]

    @property
    def may_join(self) -> bool | None:
        """
        False where a ground stops it, None where one is not known, else True: nothing known stops it.
        """
        verdicts = {one.verdict for one in self.checks}
        if Verdict.STOPS in verdicts:
            return False
        return None if Verdict.NOT_KNOWN in verdicts else True

    @property
    def stops(self) -> tuple[GateCheck, ...]:
        """
        The grounds that stop it.
        """
        return tuple(one for one in self.checks if one.verdict is Verdict.STOPS)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """
        What is said on the grounds that stop it or are not known.
        """
        return tuple(one.finding for one in self.checks if one.verdict is not Verdict.PASSES)


_Said = tuple[Verdict, Message, dict[str, Any]]


def _message(code: str, en: str, ja: str, severity: Severity = Severity.ERROR) -> Message:
    return Message(
        f"eventgates.{code}", severity, Text(f"item {{item}}: {en}", f"商品{{item}}: {ja}")
    )


_OK: Final = _message("passes", "nothing against it: {what}", "問題なし（{what}）", Severity.ADVICE)
_NOT_TOLD: Final = _message(
    "not_known",
    "not known, as it was not given: {what}",
    "未指定のため不明（{what}）",
    Severity.WARNING,
)
_BARRED: Final = _message(
    "shop_barred",
    "the shop is out from {since} on: {why}",
    "{since}以降ショップとして参加不可（{why}）",
)
_STOPPED: Final = _message(
    "item_stopped",
    "stopped for late shipping from {first} to {last}",
    "発送遅延により{first}〜{last}は制限中",
)
_DEAR: Final = _message(
    "price_raised",
    "{price} yen is above the {known} yen of the watched days",
    "販売価格{price}円がモニタリング期間の{known}円を超える",
)
_UNWATCHED: Final = _message(
    "watched_days_not_known",
    "{price} yen is above an earlier price of {known} yen; which days are watched nobody published: "
    "pass watched=",
    "販売価格{price}円は過去の{known}円より高い。モニタリング期間は非公開（watched=で指定）",
    Severity.WARNING,
)
_GAP: Final = _message(
    "prices_missing",
    "its price is not known for all of the watched days from {first} on",
    "モニタリング期間（{first}〜）の価格に不明な日がある",
    Severity.WARNING,
)
_NO_DISCOUNT: Final = _message("no_discount", "it has no discount", "割引が設定されていない")
_NO_STOCK: Final = _message("no_stock", "it has no stock", "在庫がない")


def check(
    item: Candidate,
    event: Occasion,
    *,
    penalties: Iterable[Penalty] | None = None,
    watched: Days | None = None,
    rules: RuleBook = JAPAN,
) -> Gate:
    """
    Return whether *item* may join *event*, a mega-wari or mega-po, and what stops it (参加可否).

    *penalties* are those of the shop, as `penalties.assess_all` gives them, None where they are not
    known. *watched* are the days on which its prices are monitored (モニタリング期間): nobody published
    how long they are. What is not given is not known, and so is the answer.

    >>> from qoo10model.rules.calendars import MEGA_WARI
    >>> item = Candidate("100000001", 2_980, stock=40, has_discount=True, stops=(),
    ...                  prices=((date(2026, 4, 1), 2_980),))
    >>> check(item, MEGA_WARI.occasions[9], penalties=()).may_join
    True
    """
    if not isinstance(item, Candidate):
        raise InvalidTypeError(f"item must be a Candidate (got {item!r})")
    if not isinstance(event, Occasion):
        msg = f"event must be an Occasion: what other events ask is not known (got {event!r})"
        raise InvalidTypeError(msg)
    known = None if penalties is None else all_of(penalties, Penalty, "penalties")
    if watched is not None and not isinstance(watched, Days):
        raise InvalidTypeError(f"watched must be Days(first, last) (got {watched!r})")
    return Gate(item, event, tuple(_checks(item, event, known, watched, rules)))


def check_all(
    items: Iterable[Candidate],
    event: Occasion,
    *,
    penalties: Iterable[Penalty] | None = None,
    watched: Days | None = None,
    rules: RuleBook = JAPAN,
) -> tuple[Gate, ...]:
    """
    Return the gate of each of *items*, in order; the arguments are those of `check`.

    >>> from qoo10model.rules.calendars import MEGA_WARI
    >>> items = (Candidate("1", 500, stock=0), Candidate("2", 500, stock=3))
    >>> [gate.may_join for gate in check_all(items, MEGA_WARI.occasions[9], penalties=())]
    [False, None]
    """
    known = None if penalties is None else all_of(penalties, Penalty, "penalties")
    asked = all_of(items, Candidate, "items")
    return tuple(check(one, event, penalties=known, watched=watched, rules=rules) for one in asked)


def _checks(
    item: Candidate,
    event: Occasion,
    penalties: tuple[Penalty, ...] | None,
    watched: Days | None,
    rules: RuleBook,
) -> Iterator[GateCheck]:
    day, book = event.span.first_day, rules.eventgates
    said, used = _of_shop(event, penalties)
    bar = rules.penalties.bar_rate
    yield _check(item, Ground.CANCELLATIONS, said, used or (Evidence(bar, bar.entry_on(day)),))
    if book.delay_stop_bars.on(day):
        yield _check(item, Ground.DELAY, _of_delay(item, event), _used(book.delay_stop_bars, day))
    ceiling = book.price_ceiling
    said = _of_price(item, watched, ceiling.on(day))
    others = (_of_price(item, watched, one) for one in ceiling.entry_on(day).alternatives)
    is_open = any(other[0] is not said[0] for other in others)
    yield _check(item, Ground.PRICE, said, _used(ceiling, day), is_open=is_open)
    if book.needs_discount.on(day):
        said = _of_fact(item.has_discount, Ground.DISCOUNT, _NO_DISCOUNT)
        yield _check(item, Ground.DISCOUNT, said, _used(book.needs_discount, day))
    if book.needs_stock.on(day):
        said = _of_fact(item.stock, Ground.STOCK, _NO_STOCK)
        yield _check(item, Ground.STOCK, said, _used(book.needs_stock, day))


def _check(
    item: Candidate,
    ground: Ground,
    said: _Said,
    rules: tuple[Evidence, ...],
    *,
    is_open: bool = False,
) -> GateCheck:
    verdict, message, facts = said
    finding = message.finding(item=item.item_code, **facts)
    return GateCheck(ground, verdict, finding, is_open, rules)


def _of_shop(
    event: Occasion, penalties: tuple[Penalty, ...] | None
) -> tuple[_Said, tuple[Evidence, ...]]:
    what = {"what": Ground.CANCELLATIONS.label}
    if penalties is None:
        return (Verdict.NOT_KNOWN, _NOT_TOLD, what), ()
    stopping = {Consequence.ACCOUNT_STOPPED}
    if event.kind is EventKind.MEGA_WARI:
        stopping.add(Consequence.BARRED_FROM_MEGA_WARI)
    for one in penalties:
        if one.consequence in stopping and one.days.overlaps(days_of(event)):
            facts = {"since": one.since, "why": one.consequence.label}
            return (Verdict.STOPS, _BARRED, facts), one.rules
    return (Verdict.PASSES, _OK, what), ()


def _of_delay(item: Candidate, event: Occasion) -> _Said:
    if item.stops is None:
        return Verdict.NOT_KNOWN, _NOT_TOLD, {"what": Ground.DELAY.label}
    for stop in item.stops:
        if stop.overlaps(days_of(event)):
            return Verdict.STOPS, _STOPPED, {"first": stop.first, "last": stop.last}
    return Verdict.PASSES, _OK, {"what": Ground.DELAY.label}


def _of_price(item: Candidate, watched: Days | None, ceiling: PriceCeiling) -> _Said:
    what = {"what": Ground.PRICE.label}
    if not item.prices:
        return Verdict.NOT_KNOWN, _NOT_TOLD, what
    lowest = min(yen for _, yen in item.prices)
    if watched is None:
        if item.price <= lowest:  # whichever days are watched
            return Verdict.PASSES, _OK, what
        facts = {"price": yen_text(item.price), "known": yen_text(lowest)}
        return Verdict.NOT_KNOWN, _UNWATCHED, facts
    charged = _charged(item, watched)
    is_whole = item.prices[0][0] <= watched.first
    if ceiling is PriceCeiling.LOWEST:
        limit = min(charged, default=None)
        settled = limit is not None and (item.price > limit or is_whole)
    else:
        limit = max(charged, default=None)
        settled = limit is not None and (item.price <= limit or is_whole)
    if limit is None or not settled:
        return Verdict.NOT_KNOWN, _GAP, {"first": watched.first}
    if item.price <= limit:
        return Verdict.PASSES, _OK, what
    return Verdict.STOPS, _DEAR, {"price": yen_text(item.price), "known": yen_text(limit)}


def _charged(item: Candidate, watched: Days) -> list[int]:
    before = [yen for day, yen in item.prices if day <= watched.first][-1:]
    return before + [yen for day, yen in item.prices if watched.first < day <= watched.last]


def _of_fact(fact: int | None, ground: Ground, missing: Message) -> _Said:
    if fact is None:
        return Verdict.NOT_KNOWN, _NOT_TOLD, {"what": ground.label}
    return (Verdict.PASSES, _OK, {"what": ground.label}) if fact else (Verdict.STOPS, missing, {})


def _used(timeline: Timeline[Any], day: date) -> tuple[Evidence, ...]:
    return (Evidence(timeline, timeline.entry_on(day)),)


def _check_stock(stock: object) -> None:
    if not isinstance(stock, int) or isinstance(stock, bool):
        raise InvalidTypeError(f"stock must be a number of units as int, or None (got {stock!r})")
    if stock < 0:
        raise InvalidValueError(f"stock must not be negative (got {stock})")
