"""
Claimed lines (クレーム反映済みの注文): order lines as their claims left them.

A claim undoes a whole line, never some of its units.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.errors import InvalidValueError
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.texts import Text, yen_text
from qoo10model.orders import OrderLine
from qoo10model.rules.claims import ClaimStatus, Undoing
from qoo10model.versions import is_of_one_shop


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from qoo10model.claimrecords import Claim

__all__ = ("ClaimedLines", "with_claims")


@attrs.frozen(repr=False)
class ClaimedLines:
    """
    Order *lines* as their claims left them, in the order they came, and what was found on the way.

    >>> ClaimedLines(())
    ClaimedLines(0 lines, 0 cancelled, 0 findings)
    """

    lines: tuple[OrderLine, ...]
    findings: tuple[Finding, ...] = ()

    def __repr__(self) -> str:
        cancelled = sum(line.cancelled_on is not None for line in self.lines)
        return (
            f"ClaimedLines({len(self.lines)} lines, {cancelled} cancelled, "
            f"{len(self.findings)} findings)"
        )


_OPEN: Final = Message(
    "claims.open",
    Severity.ADVICE,
    Text(
        "a claim is open ({status}); the line is left as sold until it is completed",
        "クレームが進行中（{status}）。完了するまで販売済みのまま扱う",
    ),
)
_UNKNOWN: Final = Message(
    "claims.status_unknown",
    Severity.WARNING,
    Text(
        "the status of a claim was not understood ({status}); the line is left as sold",
        "クレーム状態を読み取れない（{status}）ため、販売済みのまま扱う",
    ),
)
_PARTIAL: Final = Message(
    "claims.partial_refund",
    Severity.WARNING,
    Text(
        "partly refunded: nrPartRefundCnt {count}, nrPartRefundBalance {balance} of {paid} paid; "
        "whether the balance is what was refunded or what is left is not published, so the line is "
        "left as sold",
        "一部返金済み: nrPartRefundCnt {count}、nrPartRefundBalance {balance}（支払額{paid}）。"
        "残高が返金額か残額かは公開されていないため、販売済みのまま扱う",
    ),
)
_NO_DAY: Final = Message(
    "claims.completion_date_missing",
    Severity.ERROR,
    Text(
        "a claim is completed ({status}) but has no completion date; the line is left as sold: "
        "set cancelled_on by hand",
        "クレームは完了（{status}）だが完了日がないため、販売済みのまま扱う。"
        "cancelled_onを指定してください",
    ),
)
_CONTRADICTION: Final = Message(
    "claims.contradiction",
    Severity.WARNING,
    Text(
        "the claims of the order contradict each other ({claims}); {day} is taken as the day on "
        "which it was cancelled",
        "同じ注文のクレームが矛盾する（{claims}）。{day}に取り消されたものとした",
    ),
)
_OTHER_DAY: Final = Message(
    "claims.cancelled_before",
    Severity.WARNING,
    Text(
        "the line is cancelled on {own} already; the claim says {day}, which is not taken",
        "注文は{own}に取消済み。クレームの{day}は使わない",
    ),
)
_DIFFERS: Final = Message(
    "claims.line_differs",
    Severity.WARNING,
    Text(
        "claim and line differ: {what} {claim} and {line}; the whole line is taken as undone",
        "クレームと注文で{what}が異なる（{claim}と{line}）。注文全体が取り消されたものとした",
    ),
)
_IMPOSSIBLE: Final = Message(
    "claims.completed_too_early",
    Severity.ERROR,
    Text(
        "the claim was completed on {day}, before the order was paid or placed; "
        "the line is left as sold",
        "クレーム完了日{day}が入金・注文より前のため、販売済みのまま扱う",
    ),
)
_NO_LINE: Final = Message(
    "claims.no_line",
    Severity.WARNING,
    Text(
        "a claim ({status}) of an order that is not in the list; a cancelled order leaves the order "
        "list, so keep the rows that were read before",
        "クレーム（{status}）の注文が一覧にない。取消された注文は一覧から消えるため、"
        "以前に読み込んだ行を残してください",
    ),
)
_NO_LINE_UNPAID: Final = attrs.evolve(_NO_LINE, severity=Severity.ADVICE)
_NOT_UNDERSTOOD: Final = Text("status not understood", "状態不明")
_NOT_GIVEN: Final = Text("not given", "記載なし")
_QUANTITY: Final = Text("quantity", "数量")
_CART: Final = Text("cart number", "カート番号")


def with_claims(lines: Iterable[OrderLine], claims: Iterable[Claim]) -> ClaimedLines:
    """
    Return *lines* with `cancelled_on` where one of *claims* undid the sale, and findings.

    An open claim and a partial refund leave the line as sold. So does a completed claim that has no
    date or one before the payment. Where claims of one order contradict each other, the earliest
    completion counts. Each of these is a finding, and so is a claim without a line. Claims that are
    equal count once, and a claim that was completed stands for its own earlier steps.

    >>> from datetime import date
    >>> from qoo10model.claimrecords import Claim
    >>> line = OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=500, quantity=1)
    >>> claim = Claim(order_no=1, status=ClaimStatus.CANCELLED, completed_on=date(2026, 5, 2))
    >>> with_claims((line,), (claim,)).lines[0].cancelled_on
    datetime.date(2026, 5, 2)
    """
    waiting: dict[int, list[Claim]] = {}
    for claim in dict.fromkeys(claims):
        waiting.setdefault(claim.order_no, []).append(claim)
    findings: list[Finding] = []
    done: list[OrderLine] = []
    met: set[Claim] = set()
    for line in lines:
        own = [c for c in waiting.get(line.order_no, ()) if is_of_one_shop(c, line)]
        met.update(own)
        done.append(_undone(line, own, findings) if own else line)
    for claim in (claim for group in waiting.values() for claim in group if claim not in met):
        unpaid = claim.status is ClaimStatus.UNPAID_CANCELLED
        message = _NO_LINE_UNPAID if unpaid else _NO_LINE
        findings.append(message.finding(order_no=claim.order_no, status=_label(claim)))
    return ClaimedLines(tuple(done), tuple(dict.fromkeys(findings)))


def _label(claim: Claim) -> Text:
    return _NOT_UNDERSTOOD if claim.status is None else claim.status.label


def _undone(line: OrderLine, claims: Sequence[Claim], findings: list[Finding]) -> OrderLine:
    whole = [claim for claim in claims if _undoing(claim) is Undoing.WHOLE]
    if not whole:
        findings += (_left_as_sold(claim) for claim in claims)
        return line
    days = [claim.completed_on for claim in whole if claim.completed_on is not None]
    if not days:
        findings += (_left_as_sold(claim) for claim in claims)
        return line
    day = min(days)
    if _contradict(claims, day):
        listed = [_listed(claim) for claim in claims]
        text = Text(", ".join(one.en for one in listed), "、".join(one.ja for one in listed))
        findings.append(_CONTRADICTION.finding(order_no=line.order_no, claims=text, day=day))
    findings += (finding for claim in whole for finding in _differences(line, claim))
    return _cancelled(line, day, findings)


def _undoing(claim: Claim) -> Undoing | None:
    return None if claim.status is None else claim.status.undoing


def _left_as_sold(claim: Claim) -> Finding:
    number = claim.order_no
    if claim.status is None:
        return _UNKNOWN.finding(order_no=number, status=claim.status_text or _NOT_GIVEN)
    if claim.status.undoing is not Undoing.PART:
        message = _NO_DAY if claim.status.undoes_sale else _OPEN
        return message.finding(order_no=number, status=claim.status.label)
    count, balance, paid = claim.partial_refunds, claim.partial_refund_balance, claim.amount_paid
    return _PARTIAL.finding(
        order_no=number,
        count=_NOT_GIVEN if count is None else count,
        balance=_NOT_GIVEN if balance is None else _yen(balance),
        paid=_NOT_GIVEN if paid is None else _yen(paid),
    )


def _yen(amount: int) -> Text:
    return Text(f"{yen_text(amount)} yen", f"{yen_text(amount)}円")


def _contradict(claims: Sequence[Claim], day: date) -> bool:
    """
    Whether *claims* are more than the steps of one claim that was completed on *day*.
    """
    ends = {
        (claim.status, claim.completed_on)
        for claim in claims
        if _undoing(claim) is Undoing.WHOLE and claim.completed_on is not None
    }
    return len(ends) > 1 or any(
        _undoing(claim) in (None, Undoing.PART)
        or (
            _undoing(claim) is Undoing.NOTHING
            and claim.requested_at is not None
            and claim.requested_at.date() > day
        )
        for claim in claims
    )


def _listed(claim: Claim) -> Text:
    label, day = _label(claim), claim.completed_on
    return label if day is None else Text(f"{label.en} {day}", f"{label.ja} {day}")


def _differences(line: OrderLine, claim: Claim) -> Iterator[Finding]:
    for what, theirs, ours in (
        (_QUANTITY, claim.quantity, line.quantity),
        (_CART, claim.cart_no, line.cart_no),
    ):
        if theirs is not None and theirs != ours:
            yield _DIFFERS.finding(order_no=line.order_no, what=what, claim=theirs, line=ours)


def _cancelled(line: OrderLine, day: date, findings: list[Finding]) -> OrderLine:
    if line.cancelled_on is not None:
        if line.cancelled_on != day:
            own = line.cancelled_on
            findings.append(_OTHER_DAY.finding(order_no=line.order_no, own=own, day=day))
        return line
    try:
        return attrs.evolve(line, cancelled_on=day)
    except InvalidValueError:
        findings.append(_IMPOSSIBLE.finding(order_no=line.order_no, day=day))
        return line
