"""
The seller's Q-wallet (販売者Qサイフ): settlements go in, payouts to the bank go out (出金).

Entries move the balance on their days. The wallet pays out all it holds on the days of its cycle
(入金サイクル), for a fee; a seller may also ask for a payout. Within one day settlements come first
(an open rule: ``wallet.same_day``), then requests as given, then the payout of the cycle.
"""

from __future__ import annotations

from collections import deque
from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypeVar

import attrs

from qoo10model.basics.errors import InvalidValueError, all_of
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.money import check_yen
from qoo10model.basics.periods import Days, check_day
from qoo10model.basics.texts import Text, yen_text
from qoo10model.basics.timelines import Evidence, Timeline, reading_text
from qoo10model.basics.uncertainty import Alternative, Doubt, Move
from qoo10model.cycles import DatedAnchor, DatedCycle, check_cycle, cycle_on, payout_days
from qoo10model.entries import Entry, by_day
from qoo10model.passbooks import Payout, Payouts, Request, WalletDay
from qoo10model.payoutlimits import lengthened, open_cycles, stops_of, warnings_of
from qoo10model.penaltydays import Penalty
from qoo10model.rules.book import JAPAN
from qoo10model.rules.wallet import Cycle, OnRequest, OnSameDay


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qoo10model.rules.book import RuleBook

__all__ = (
    "Cycle",
    "DatedAnchor",
    "DatedCycle",
    "OnRequest",
    "OnSameDay",
    "Payout",
    "Payouts",
    "Request",
    "WalletDay",
    "payout_days",
    "payouts",
)

T = TypeVar("T")

_WITHDRAWAL: Final = Text("payout", "出金")

_NOT_ENOUGH: Final = Message(
    "wallet.request_exceeds_balance",
    Severity.ERROR,
    Text(
        "the payout asked for on {day} ({what}) takes at least {needed} yen with its fee; "
        "the wallet holds {balance} yen",
        "{day}の申請出金（{what}）には手数料込みで{needed}円以上が必要だが、残高は{balance}円",
    ),
)
_NOT_ALLOWED: Final = Message(
    "wallet.request_not_allowed",
    Severity.ERROR,
    Text(
        "the payout asked for on {day} ({what}) is refused: only automatic payouts on that day",
        "{day}の申請出金（{what}）は不可。この日は自動出金のみ",
    ),
)
_REQUEST_STOPPED: Final = Message(
    "wallet.request_stopped",
    Severity.ERROR,
    Text(
        "the payout asked for on {day} ({what}) is refused: payouts are stopped",
        "{day}の申請出金（{what}）は不可。出金停止中",
    ),
)
_OUTSIDE: Final = Message(
    "wallet.request_outside",
    Severity.ADVICE,
    Text(
        "the payout asked for on {day} ({what}) lies outside the days looked at",
        "{day}の申請出金（{what}）は対象期間外",
    ),
)
_STOPPED: Final = Message(
    "wallet.payout_stopped",
    Severity.WARNING,
    Text(
        "no payout on {day}: payouts are stopped, and {balance} yen stay in the wallet",
        "{day}は出金停止中のため出金なし。残高{balance}円は繰り越し",
    ),
)


def payouts(
    entries: Iterable[Entry],
    *,
    cycle: DatedCycle,
    anchor: DatedAnchor = None,
    since: date | None = None,
    until: date | None = None,
    opening_balance: int = 0,
    requests: Iterable[Request] = (),
    stops: Iterable[Days] = (),
    penalties: Iterable[Penalty] = (),
    rules: RuleBook = JAPAN,
) -> Payouts:
    """
    Return the bank payouts of a wallet that *entries* move (出金).

    On the days of its *cycle*, counted both ways from the *anchor*, the wallet pays out all it holds,
    less a fee of 150 yen; a balance of 150 yen or less, or below zero, is carried over. A cycle of
    None pays out on *requests* only. A longer cycle from some day on is a `Timeline`. *stops* are
    runs of days without any payout; the first payout day after them pays everything (for one
    without an end: ``Days(first, date.max)``). *penalties* are those of `qoo10model.penalties`: they
    stop payouts, or lengthen the cycle; by how much, where that is not known, is a doubt.

    Entries without a day wait. *since* and *until* bound the days looked at; without them they run
    from the first movement to the day that pays out the last one. *opening_balance* is the one at
    the beginning of *since*, may be negative, and needs it. The closing balance of one period is
    the opening balance of the next.

    A request is refused as a finding where the balance does not reach, in a stop, and where the
    rules of its day know only automatic payouts. Raises `InvalidTypeError` or `InvalidValueError`
    for arguments that cannot be, `RuleNotKnownError` for a cycle before automatic payouts
    (2019-06-27).

    >>> from qoo10model.entries import EntryKind
    >>> sale = Entry(EntryKind.SALE, 2_652, date(2026, 5, 20), order_no=1, cart_no=1)
    >>> paid = payouts((sale,), cycle=Cycle.WEEKLY, anchor=date(2026, 5, 6))
    >>> [(payout.on.isoformat(), payout.credited) for payout in paid.payouts]
    [('2026-05-20', 2502)]
    """
    _check_period(since, until, opening_balance)
    check_cycle(cycle, anchor)
    penalised = all_of(penalties, Penalty, "penalties")
    sums = by_day(all_of(entries, Entry, "entries"))
    asked = sorted(all_of(requests, Request, "requests"), key=_on)
    inside = tuple(request for request in asked if _place(request.on, since, until) == 0)
    dated = tuple((day, yen, _place(day, since, until)) for day, yen in sums.items() if day)
    plan = _Plan(
        tuple((day, yen) for day, yen, place in dated if place == 0),
        inside,
        lengthened(cycle, penalised),
        anchor,
        (*all_of(stops, Days, "stops"), *stops_of(penalised)),
        opening_balance,
        since,
        until,
    )
    walk = _Walk(plan, rules)
    used = tuple(walk.used.values())
    doubts = (_doubt(walk, one) for one in used if one.entry.is_doubtful)
    return Payouts(
        payouts=tuple(walk.payouts),
        opening_balance=opening_balance,
        closing_balance=walk.balance,
        days=tuple(walk.days),
        since=since,
        until=until,
        earlier=sum(yen for _, yen, place in dated if place < 0),
        later=sum(yen for _, yen, place in dated if place > 0),
        waiting=sums.get(None, 0),
        findings=(
            *(_found(_OUTSIDE, request) for request in asked if request not in inside),
            *warnings_of(penalised),
            *walk.findings,
        ),
        rules=used,
        doubts=(*(doubt for doubt in doubts if doubt is not None), *open_cycles(penalised)),
    )


@attrs.frozen
class _Plan:
    settled: tuple[tuple[date, int], ...]
    requests: tuple[Request, ...]
    cycle: DatedCycle
    anchor: DatedAnchor
    stops: tuple[Days, ...]
    opening_balance: int
    since: date | None
    until: date | None

    def stop_on(self, day: date) -> Days | None:
        return next((stop for stop in self.stops if day in stop), None)

    def payout_days(self, days: Days, rules: RuleBook) -> Iterator[date]:
        return payout_days(days, cycle=self.cycle, anchor=self.anchor, rules=rules)

    def days(self, rules: RuleBook) -> Days | None:
        moving = tuple(day for day, _ in self.settled)
        first = self.since or min(moving, default=None)
        if first is None:
            return None
        return Days(first, self.until or self._last_day(max((first, *moving)), rules))

    def _last_day(self, day: date, rules: RuleBook) -> date:
        for found in self.payout_days(Days(day, date.max), rules):
            stop = self.stop_on(found)
            if stop is None:
                if found > day or rules.wallet.same_day.on(day) is OnSameDay.CREDITED_FIRST:
                    return found
            elif stop.last == date.max:
                return found
        return day


class _Walk:
    """
    A walk through the days of a wallet, which holds another balance after every step.
    """

    def __init__(self, plan: _Plan, rules: RuleBook) -> None:
        self.plan = plan
        self.rules = rules
        self.balance = plan.opening_balance
        self.payouts: list[Payout] = []
        self.days: list[WalletDay] = []
        self.findings: list[Finding] = []
        self.used: dict[tuple[str, date], Evidence] = {}
        days = plan.days(rules)
        regular = set(plan.payout_days(days, rules)) if days else set[date]()
        settled = dict(plan.settled)
        for day in sorted({*settled, *regular, *(request.on for request in plan.requests)}):
            self._step(day, settled.get(day, 0), regular=day in regular)

    def _step(self, day: date, settled: int, *, regular: bool) -> None:
        requests = tuple(request for request in self.plan.requests if request.on == day)
        evidence: list[Evidence] = []
        settled_last = (
            bool(settled and (requests or regular))
            and self._ask(self.rules.wallet.same_day, day, evidence) is OnSameDay.PAID_OUT_FIRST
        )
        before = len(self.payouts)
        self.balance += 0 if settled_last else settled
        for request in requests:
            self._pay_requested(request, evidence)
        if regular:
            self._pay_regular(day, evidence)
        self.balance += settled if settled_last else 0
        withdrawn = sum(payout.withdrawn for payout in self.payouts[before:])
        if settled or withdrawn:
            self.days.append(WalletDay(day, settled, withdrawn, self.balance))

    def _pay_requested(self, request: Request, shared: list[Evidence]) -> None:
        day, wallet, evidence = request.on, self.rules.wallet, [*shared]
        if self.plan.stop_on(day):
            self.findings.append(_found(_REQUEST_STOPPED, request))
            return
        if self._ask(wallet.on_request, day, evidence) is OnRequest.NOT_ALLOWED:
            self.findings.append(_found(_NOT_ALLOWED, request))
            return
        fee = self._ask(wallet.payout_fee, day, evidence)
        needed = fee + (request.amount or 1)
        if self.balance < needed:
            found = _found(_NOT_ENOUGH, request, needed=needed, balance=self.balance)
            self.findings.append(found)
            return
        withdrawn = self.balance if request.amount is None else needed
        self._pay(Payout(day, withdrawn, fee, True, tuple(evidence)))

    def _pay_regular(self, day: date, shared: list[Evidence]) -> None:
        wallet, evidence = self.rules.wallet, [*shared]
        cycle = cycle_on(self.plan.cycle, day)
        assert cycle is not None
        self._ask(wallet.cycle_days[cycle], day, evidence)
        floor = self._ask(wallet.payout_floor, day, evidence)
        fee = self._ask(wallet.payout_fee, day, evidence)
        if self.balance <= max(floor, fee):
            return
        if self.plan.stop_on(day):
            self.findings.append(_STOPPED.finding(day=day, balance=yen_text(self.balance)))
            return
        self._pay(Payout(day, self.balance, fee, False, tuple(evidence)))

    def _pay(self, payout: Payout) -> None:
        self.balance -= payout.withdrawn
        self.payouts.append(payout)

    def _ask(self, rule: Timeline[T], day: date, evidence: list[Evidence]) -> T:
        entry = rule.entry_on(day)
        key = rule.name, entry.since
        if key not in self.used:
            self.used[key] = Evidence(rule, entry)
        evidence.append(self.used[key])
        return rule.decided(entry)


def _doubt(walk: _Walk, evidence: Evidence) -> Doubt | None:
    entry, title = evidence.entry, evidence.timeline.title
    alternatives = tuple(_alternative(walk, evidence, value) for value in entry.alternatives)
    if alternatives and all(one.changes_nothing for one in alternatives):
        return None
    taken = reading_text(entry.value)
    return Doubt(evidence.rule, title, taken, entry.confidence, alternatives, entry.sources)


def _alternative(walk: _Walk, evidence: Evidence, value: object) -> Alternative:
    timeline, entry = evidence.timeline, evidence.entry
    entries = tuple(
        attrs.evolve(one, value=value) if one is entry else one for one in timeline.entries
    )
    other = _Walk(walk.plan, walk.rules.replacing(attrs.evolve(timeline, entries=entries)))
    fees, other_fees = (sum(p.fee for p in one.payouts) for one in (walk, other))
    return Alternative(reading_text(value), fees - other_fees, _moves(walk.payouts, other.payouts))


def _moves(taken: list[Payout], other: list[Payout]) -> tuple[Move, ...]:
    # Yen leave the wallet in the order in which they came, so the first out match the first out.
    moves: list[Move] = []
    elsewhere = deque[tuple[date | None, int]]((payout.on, payout.withdrawn) for payout in other)
    for payout in taken:
        rest = payout.withdrawn
        while rest:
            day, yen = elsewhere.popleft() if elsewhere else (None, rest)
            part = min(rest, yen)
            if part < yen:
                elsewhere.appendleft((day, yen - part))
            if day != payout.on:
                moves.append(Move(_WITHDRAWAL, part, payout.on, day))
            rest -= part
    return (*moves, *(Move(_WITHDRAWAL, yen, None, day) for day, yen in elsewhere))


def _found(message: Message, request: Request, **facts: int) -> Finding:
    shown: dict[str, Any] = {name: yen_text(yen) for name, yen in facts.items()}
    return message.finding(day=request.on, what=request.what, **shown)


def _on(request: Request) -> date:
    return request.on


def _place(day: date, since: date | None, until: date | None) -> int:
    if since is not None and day < since:
        return -1
    return 1 if until is not None and day > until else 0


def _check_period(since: date | None, until: date | None, opening_balance: int) -> None:
    for name, day in (("since", since), ("until", until)):
        if day is not None:
            check_day(day, name)
    if since and until and until < since:
        msg = f"until must not lie before since (got {until}, {since})"
        raise InvalidValueError(msg)
    if check_yen(opening_balance, "opening_balance") and since is None:
        msg = (
            "opening_balance needs since=, the day at whose beginning the wallet holds it "
            f"(got {opening_balance} yen and no day)"
        )
        raise InvalidValueError(msg)
