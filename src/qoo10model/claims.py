"""
Claims (クレーム): cancellations, returns, exchanges and refunds of order lines.

A cancelled line leaves the platform's order list and shows up in its claim list. `with_claims` puts
the two together once; `merge` keeps them together from one fetch to the next. A claim undoes a whole
line, never some of its units.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, all_of
from qoo10model.basics.findings import Message, Severity
from qoo10model.basics.periods import Days, Span
from qoo10model.basics.texts import Text
from qoo10model.changes import Change, ChangeKind, claim_changes, fact_changes
from qoo10model.claimedlines import ClaimedLines, with_claims
from qoo10model.claimrecords import Claim, OrderAndClaim
from qoo10model.fetching import SearchDate, Window, is_covered, is_in, reachable
from qoo10model.orders import OrderLine
from qoo10model.rules.claims import ClaimGroup, ClaimStatus, NonReceipt, Remedy, Undoing
from qoo10model.rules.orders import OrderStatus
from qoo10model.snapshots import Presence, Snapshot, Tracked
from qoo10model.versions import filled, is_of_one_shop, is_one_claim, newer_claim


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from qoo10model.basics.findings import Finding

__all__ = (
    "Change",
    "ChangeKind",
    "Claim",
    "ClaimGroup",
    "ClaimStatus",
    "ClaimedLines",
    "NonReceipt",
    "OrderAndClaim",
    "Presence",
    "Remedy",
    "SearchDate",
    "Snapshot",
    "Tracked",
    "Undoing",
    "Window",
    "merge",
    "with_claims",
)

R = TypeVar("R", OrderLine, Claim)

_GONE: Final = Message(
    "claims.vanished",
    Severity.WARNING,
    Text(
        "last seen as {status}, and in none of the replies that should have it; no claim says why: "
        "fetch its claims, or the order by its number",
        "最後の状態は「{status}」。一覧にあるはずだが見当たらず、クレームもない。"
        "クレームまたは注文番号で照会してください",
    ),
)
_GONE_UNPAID: Final = Message(
    "claims.vanished_unpaid",
    Severity.ADVICE,
    Text(
        "was not paid and is no longer listed; it probably lapsed, which claim status 16 would confirm",
        "未入金のまま一覧から消えた。期限切れの可能性が高い（クレーム状態16で確認できる）",
    ),
)
_GONE_ASKED: Final = Message(
    "claims.vanished_with_claim",
    Severity.ADVICE,
    Text(
        "no longer listed while a claim is open ({status}); fetch its claims again",
        "クレームが進行中（{status}）のまま一覧から消えた。クレームを再取得してください",
    ),
)
_LISTED_AGAIN: Final = Message(
    "claims.listed_although_cancelled",
    Severity.ADVICE,
    Text(
        "listed although it is cancelled on {day}; if the next reply lists it too, look it up in QSM",
        "{day}に取消済みだが一覧にある。次回も一覧にあればQSMで確認してください",
    ),
)
_BACK: Final = Message(
    "claims.status_went_back",
    Severity.WARNING,
    Text(
        "read as {read}, but it was {known} before, and no status leads back; what was known stands",
        "「{read}」と読んだが以前は「{known}」で、前の状態には戻らないため、以前の内容を残した",
    ),
)
_CLAIM_BACK: Final = Message(
    "claims.claim_went_back",
    Severity.WARNING,
    Text(
        "its claim was read as {read}, but it was {known} before; what was known stands",
        "クレームを「{read}」と読んだが以前は「{known}」だったため、以前の内容を残した",
    ),
)
_CONTRADICTS: Final = Message(
    "claims.row_contradicts_known",
    Severity.WARNING,
    Text(
        "what was read contradicts what was known of the order; what was known stands",
        "読み込んだ内容が以前の内容と矛盾するため、以前の内容を残した",
    ),
)
_NOT_GIVEN: Final = Text("not understood", "不明")


def merge(
    previous: Snapshot | Iterable[OrderLine],
    orders: Iterable[OrderLine],
    claims: Iterable[Claim],
    *,
    window: Window | Iterable[Window],
    claim_window: Days | Span | None = None,
) -> Snapshot:
    """
    Return where all orders stand now (現況): the *previous* state, with what was read since.

    *orders* are lines of GetShippingInfo, *claims* those of GetClaimInfo_V3, *window* what the
    successful calls for orders asked for: one window, or several, or ``()`` where nothing was
    fetched. *previous* is the last snapshot; to begin with, lines that were read before, or ``()``.

    An order of *previous* that was not read counts as vanished only if the calls would have shown it
    in whatever status it is by now, and it is never left out. Of a line the newest row stands; what
    that does not tell stays as it was known. A row or claim that leads back to an earlier step is a
    finding and changes nothing. Which claims undid a line, `with_claims` decides. Everything that is
    different from *previous* is among the changes.

    *claim_window* are the days of requests (クレーム要請日) of which claims in every status were fetched.
    An open claim of these days that was not read has been withdrawn or refused. Without it, a claim
    stays open until it is read again.

    Raises `InvalidTypeError` for arguments of another kind.

    >>> from qoo10model.basics.periods import JST, month
    >>> from datetime import datetime
    >>> line = OrderLine(order_no=7, cart_no=1, item_code="A", unit_price=500, quantity=1,
    ...                  paid_at=datetime(2026, 5, 11, 12, 0, tzinfo=JST), status=OrderStatus.ON_REQUEST)
    >>> merge((line,), (), (), window=()).order(7)
    Tracked(7, not among what was fetched, delivery requested)
    >>> merge((line,), (), (), window=Window(month(2026, 5), SearchDate.PAID)).order(7)
    Tracked(7, vanished from the list, delivery requested)
    """
    windows = (window,) if isinstance(window, Window) else all_of(window, Window, "window")
    findings: list[Finding] = []
    if not isinstance(previous, Snapshot):
        first = _Merge(Snapshot(), (), findings)
        first.read_orders(all_of(previous, OrderLine, "previous"))
        previous = Snapshot(tuple(Tracked(line) for line in first.lines))
    if claim_window is not None and not isinstance(claim_window, Days | Span):
        msg = f"claim_window must be Days, a Span or None (got {claim_window!r})"
        raise InvalidTypeError(msg)
    work = _Merge(previous, windows, findings)
    work.read_orders(all_of(orders, OrderLine, "orders"))
    work.read_claims(all_of(claims, Claim, "claims"))
    if claim_window is not None:
        work.withdraw(claim_window)
    return work.snapshot()


class _Merge:
    """
    One merge under way: the lines and claims so far, those of before in their old places.
    """

    def __init__(
        self, known: Snapshot, windows: tuple[Window, ...], findings: list[Finding]
    ) -> None:
        self.known = known
        self.windows = windows
        self.lines: list[OrderLine] = [*known.lines]
        self.claims: list[Claim] = [*known.claims]
        self.listed: set[int] = set()
        self.read: set[int] = set()
        self.gone: set[int] = set()
        self.findings = findings

    def read_orders(self, rows: Iterable[OrderLine]) -> None:
        places = _places_of(self.lines)
        for row in rows:
            place = _found(row, places, self.lines, is_of_one_shop)
            if place is None:
                places.setdefault(row.order_no, []).append(len(self.lines))
                self.listed.add(len(self.lines))
                self.lines.append(row)
                continue
            # An order that moves on between two calls is in both replies: that is no finding.
            twice = place in self.listed
            self.listed.add(place)
            self.lines[place] = self._newer_line(self.lines[place], row, said=not twice)

    def read_claims(self, rows: Iterable[Claim]) -> None:
        places = _places_of(self.claims)
        for row in rows:
            place = _found(row, places, self.claims, is_one_claim)
            if place is None:
                places.setdefault(row.order_no, []).append(len(self.claims))
                self.read.add(len(self.claims))
                self.claims.append(row)
                continue
            known = self.claims[place]
            self.claims[place] = newer = newer_claim(known, row)
            if newer is known and known.status is not row.status and place not in self.read:
                finding = _CLAIM_BACK.finding(
                    order_no=row.order_no, read=_label(row), known=_label(known)
                )
                self.findings.append(finding)
            self.read.add(place)

    def withdraw(self, period: Days | Span) -> None:
        self.gone.update(
            place
            for place, claim in enumerate(self.claims)
            if place not in self.read
            and claim.is_open
            and claim.requested_at is not None
            and is_in(period, claim.requested_at)
        )

    def snapshot(self) -> Snapshot:
        live = [claim for place, claim in enumerate(self.claims) if place not in self.gone]
        claimed = with_claims(self.lines, live)
        by_number: dict[int, list[Claim]] = {}
        for claim in live:
            by_number.setdefault(claim.order_no, []).append(claim)
        orders: list[Tracked] = []
        attached: set[Claim] = set()
        for place, line in enumerate(claimed.lines):
            own = tuple(c for c in by_number.get(line.order_no, ()) if is_of_one_shop(c, line))
            attached.update(own)
            orders.append(Tracked(line, self._presence(place), own))
        said = (finding for order in orders for finding in _said(order))
        return Snapshot(
            orders=tuple(orders),
            strays=tuple(claim for claim in live if claim not in attached),
            changes=(*self._order_changes(orders), *self._claim_changes()),
            findings=tuple(dict.fromkeys((*self.findings, *said, *claimed.findings))),
            withdrawn=(
                *(c for c in self.known.withdrawn if not any(is_one_claim(c, one) for one in live)),
                *(self.claims[place] for place in sorted(self.gone)),
            ),
        )

    def _presence(self, place: int) -> Presence:
        if place in self.listed:
            return Presence.LISTED
        before = self.known.orders[place]
        if before.presence is Presence.VANISHED or is_covered(before.line, self.windows):
            return Presence.VANISHED
        return Presence.NOT_FETCHED

    def _newer_line(self, known: OrderLine, row: OrderLine, *, said: bool) -> OrderLine:
        if row.status is not None and row.status not in reachable(known.status):
            finding = _BACK.finding(
                order_no=row.order_no, read=row.status.label, known=_status(known)
            )
        else:
            try:
                return filled(row, known)
            except InvalidValueError:
                finding = _CONTRADICTS.finding(order_no=row.order_no)
        if said:
            self.findings.append(finding)
        return known

    def _order_changes(self, orders: list[Tracked]) -> Iterator[Change]:
        for place, order in enumerate(orders):
            if place < len(self.known.orders):
                yield from _order_changes(self.known.orders[place], order)
            else:
                new, status = ChangeKind.NEW_ORDER, order.line.status
                label = None if status is None else status.label
                yield Change(order.order_no, new, new.label, after=label)
                yield from _cancellation(None, order)

    def _claim_changes(self) -> Iterator[Change]:
        before = self.known.claims
        for place, (known, claim) in enumerate(zip(before, self.claims, strict=False)):
            if place in self.gone:
                kind = ChangeKind.WITHDRAWN
                yield Change(claim.order_no, kind, kind.label, before=_label(claim))
            elif known != claim:
                yield from claim_changes(known, claim)
        for claim in self.claims[len(before) :]:
            new = ChangeKind.NEW_CLAIM
            yield Change(claim.order_no, new, new.label, after=_label(claim))


def _order_changes(before: Tracked, after: Tracked) -> Iterator[Change]:
    number, one, other = after.order_no, before.line, after.line
    if one.status is not other.status:
        kind = ChangeKind.STATUS
        yield Change(number, kind, kind.label, _status(one), _status(other))
    if one != other:
        yield from fact_changes(one, other)
    if before.presence is not after.presence:
        if after.presence is Presence.VANISHED:
            yield Change(number, ChangeKind.VANISHED, ChangeKind.VANISHED.label)
        elif before.presence is Presence.VANISHED:
            yield Change(number, ChangeKind.REAPPEARED, ChangeKind.REAPPEARED.label)
    yield from _cancellation(before, after)


def _cancellation(before: Tracked | None, after: Tracked) -> Iterator[Change]:
    day = after.line.cancelled_on
    if day is not None and (before is None or before.line.cancelled_on != day):
        kind = ChangeKind.CANCELLED
        yield Change(after.order_no, kind, kind.label, after=Text(str(day), str(day)))


def _said(order: Tracked) -> Iterator[Finding]:
    line, number = order.line, order.order_no
    if order.is_cancelled:
        returned = any(
            claim.status is not None
            and claim.status.undoes_sale
            and claim.status.group is not ClaimGroup.CANCEL
            for claim in order.claims
        )
        if order.presence is Presence.LISTED and not returned:
            yield _LISTED_AGAIN.finding(order_no=number, day=line.cancelled_on)
    elif order.presence is Presence.VANISHED:
        if order.open_claims:
            yield _GONE_ASKED.finding(order_no=number, status=_label(order.open_claims[-1]))
        elif line.status is OrderStatus.AWAITING_PAYMENT:
            yield _GONE_UNPAID.finding(order_no=number)
        else:
            yield _GONE.finding(order_no=number, status=_status(line))


def _label(claim: Claim) -> Text:
    return _NOT_GIVEN if claim.status is None else claim.status.label


def _status(line: OrderLine) -> Text:
    return _NOT_GIVEN if line.status is None else line.status.label


def _places_of(values: Iterable[OrderLine | Claim]) -> dict[int, list[int]]:
    places: dict[int, list[int]] = {}
    for place, value in enumerate(values):
        places.setdefault(value.order_no, []).append(place)
    return places


def _found(
    row: R, places: dict[int, list[int]], values: list[R], is_same: Callable[[R, R], bool]
) -> int | None:
    return next((p for p in places.get(row.order_no, ()) if is_same(row, values[p])), None)
