"""
Bulk replies (一括処理の応答): what became of each row that was sent, and whether it took effect.

The platform answers row by row. That a row was accepted is not yet that the order changed: read the
orders again later, and compare.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

import attrs

from qoo10model import carriers
from qoo10model.basics.errors import InvalidTypeError, all_of
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.texts import Text
from qoo10model.formats.bulkrequests import BulkCall, SellerCheck, SendingInfo
from qoo10model.formats.cells import UnreadableError, is_blank, kept, shown, whole
from qoo10model.formats.layouts import folded
from qoo10model.formats.readings import Reading
from qoo10model.formats.replies import rows_in
from qoo10model.formats.resultcodes import meaning_of
from qoo10model.orders import OrderLine, OrderStatus


if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date


__all__ = ("RowResult", "check_confirmed", "check_shipped", "read_results")


@attrs.frozen
class RowResult:
    """
    What the platform answered about one order (結果): its *code*, 0 for success, and the *message*.

    *code* is None where the row tells none. *carrier* is the name of the carrier as it was understood
    (transc_nm).

    >>> RowResult(1062, 0).is_accepted
    True
    """

    order_no: int
    code: int | None
    message: str = ""
    carrier: str = ""

    @property
    def is_accepted(self) -> bool:
        """
        Whether the row was accepted.
        """
        return self.code == 0


_KEYS: Final = {
    "contno": "order_no",
    "contrno": "order_no",
    "orderno": "order_no",
    "resultcd": "result_cd",
    "resultcode": "result_code",
    "resultmsg": "message",
    "transcnm": "carrier",
}
_LONGEST_MESSAGE: Final = 200
_ALREADY: Final = -10012

_REFUSED: Final = Message(
    "bulkreplies.refused",
    Severity.ERROR,
    Text(
        "{method} answered {code}: {meaning}{said}. To do: {advice}",
        "{method}の応答は{code}: {meaning}{said}。対処: {advice}",
    ),
)
_DONE_ALREADY: Final = attrs.evolve(
    _REFUSED, code="bulkreplies.done_already", severity=Severity.ADVICE
)
_SAID: Final = Text(' ("{message}")', "（「{message}」）")
_NOTHING_SAID: Final = Text("", "")
_CODE_MISSING: Final = Message(
    "bulkreplies.code_missing",
    Severity.WARNING,
    Text(
        "the answer has no result code, so whether the row was accepted is not known",
        "応答に結果コードがなく、受け付けられたか不明",
    ),
)
_CODES_DIFFER: Final = Message(
    "bulkreplies.codes_differ",
    Severity.WARNING,
    Text(
        "the answer has two codes, {first} and {second}; the one that is no success counts",
        "応答に2つの結果コード（{first}、{second}）がある。成功でない方を採用した",
    ),
)
_NUMBER_UNREADABLE: Final = Message(
    "bulkreplies.order_unreadable",
    Severity.ERROR,
    Text(
        "an answer has no order number that can be read ({cell}), so it belongs to no row",
        "応答の注文番号を読み取れない（{cell}）",
    ),
)
_CODE_UNREADABLE: Final = Message(
    "bulkreplies.code_unreadable",
    Severity.WARNING,
    Text("a result code cannot be read ({cell})", "結果コードを読み取れない（{cell}）"),
)
_NO_ROW: Final = Message(
    "bulkreplies.no_object",
    Severity.ERROR,
    Text("an answer is {cell}, not an object", "応答の行が{cell}で、オブジェクトではない"),
)
_NO_ANSWER: Final = Message(
    "bulkreplies.no_answer",
    Severity.WARNING,
    Text(
        "the order was sent and has no answer; read its status again before sending it again",
        "送信した注文への応答がない。再送する前に配送状態を確認してください",
    ),
)
_NOT_SENT: Final = Message(
    "bulkreplies.not_sent",
    Severity.WARNING,
    Text("an answer to an order that was not sent", "送信していない注文への応答"),
)
_REPEATED: Final = Message(
    "bulkreplies.answered_twice",
    Severity.WARNING,
    Text("the order was answered more than once", "同じ注文への応答が複数ある"),
)


def read_results(
    reply: object, call: BulkCall[SellerCheck] | BulkCall[SendingInfo]
) -> Reading[RowResult]:
    """
    Return what became of each row of *call*, from the reply of the platform.

    A row that was refused is a finding with the meaning of its code and what to do; so is an order
    without an answer and an answer without an order. Raises `QapiError` where the whole call failed,
    and `InvalidTypeError` for what is no reply.

    >>> from datetime import date
    >>> from qoo10model.formats.bulkrequests import SellerCheck, seller_checks
    >>> call = seller_checks((SellerCheck(1062, date(2026, 5, 19)),), on=date(2026, 5, 14)).calls[0]
    >>> row = {"cont_no": 1062, "result_cd": -10013}
    >>> print(read_results({"ResultObject": [row], "ResultCode": 0}, call).findings[0])
    error bulkreplies.refused (row 0, order 1062): ...
    """
    if type(call) is not BulkCall:
        raise InvalidTypeError(f"call must be the BulkCall that was sent (got {call!r})")
    rows, odd = rows_in(reply, call.method, _KEYS)
    results: list[RowResult] = []
    findings: list[Finding] = []
    unknown: set[str] = set()
    for at, row in enumerate(rows):
        if not isinstance(row, dict):
            findings.append(_NO_ROW.finding(row=at, cell=shown(row)))
            continue
        cells = _cells(cast("dict[object, object]", row), unknown)
        result = _result(cells, at, findings)
        if result is not None:
            results.append(result)
            findings += _answered(result, call.method, at)
    findings += _compared(results, call.order_nos)
    return Reading(tuple(results), (*odd, *findings), tuple(sorted(unknown)))


_ABSENT: Final = Message(
    "bulkreplies.order_absent",
    Severity.WARNING,
    Text(
        "the order is not among those that were read: fetch the days and statuses where it should be, "
        "and the claims, since a cancelled order leaves the list",
        "読み込んだ注文にない。該当する期間・配送状態とクレームを取得してください"
        "（キャンセルされた注文は一覧から消える）",
    ),
)
_NOT_SHIPPED: Final = Message(
    "bulkreplies.not_on_delivery",
    Severity.ERROR,
    Text(
        "registered as sent, but the order is still in the status: {status}",
        "発送処理を送信したが、配送状態は「{status}」のまま",
    ),
)
_NOT_CONFIRMED: Final = Message(
    "bulkreplies.not_confirmed",
    Severity.ERROR,
    Text(
        "confirmed, but the order is still in the status: {status}",
        "発送予定日を送信したが、配送状態は「{status}」のまま",
    ),
)
_STATUS_UNKNOWN: Final = Message(
    "bulkreplies.status_unknown",
    Severity.WARNING,
    Text("the status of the order is not known", "配送状態が分からない"),
)
_OTHER: Final = Message(
    "bulkreplies.differs",
    Severity.WARNING,
    Text(
        "{what} is {theirs} at the platform, {ours} was sent",
        "{what}が「{theirs}」になっている（送信したのは「{ours}」）",
    ),
)
_NUMBER: Final = Text("the tracking number", "送り状番号")
_CARRIER: Final = Text("the carrier", "配送会社")
_PLANNED: Final = Text("the planned day of shipping", "発送予定日")
_NONE: Final = Text("nothing", "空")
_SENT: Final = (OrderStatus.ON_DELIVERY, OrderStatus.DELIVERED)


def check_shipped(infos: Iterable[SendingInfo], lines: Iterable[OrderLine]) -> tuple[Finding, ...]:
    """
    Return what shows that *infos* did not take effect, from *lines* that were read later.

    Each order must have turned to 配送中 or 配送完了, with the tracking number and the carrier that were
    sent, by whichever of its names. An order that is not among the lines is a finding, no proof of anything.

    >>> from qoo10model.formats.bulkrequests import SendingInfo
    >>> from qoo10model.orders import OrderLine
    >>> line = OrderLine(order_no=7, cart_no=1, item_code="A", unit_price=1, quantity=1,
    ...                  status=OrderStatus.SELLER_CONFIRMED)
    >>> [one.code for one in check_shipped((SendingInfo(7, "佐川急便", "500000000010"),), (line,))]
    ['bulkreplies.not_on_delivery']
    """
    read = {line.order_no: line for line in all_of(lines, OrderLine, "lines")}
    found: list[Finding] = []
    for info in all_of(infos, SendingInfo, "infos"):
        number = info.order_no
        line = read.get(number)
        odd = _status_odd(line, number, _SENT, _NOT_SHIPPED)
        if line is None or odd is not None:
            found += () if odd is None else (odd,)
            continue
        row, delivery = info.row, line.delivery
        theirs = "" if delivery is None else delivery.tracking_no
        carrier = "" if delivery is None else delivery.carrier
        if carriers.normalised(theirs) != row["TrackingNo"]:
            found.append(_differs(number, _NUMBER, theirs, row["TrackingNo"]))
        if not carriers.same_name(carrier, row["ShippingCorp"], on=_known_day(line)):
            found.append(_differs(number, _CARRIER, carrier, row["ShippingCorp"]))
    return tuple(found)


def check_confirmed(
    checks: Iterable[SellerCheck], lines: Iterable[OrderLine]
) -> tuple[Finding, ...]:
    """
    Return what shows that *checks* did not take effect, from *lines* that were read later.

    Each order must have left 配送要請, with the planned day that was sent.

    >>> from datetime import date
    >>> from qoo10model.formats.bulkrequests import SellerCheck
    >>> [one.code for one in check_confirmed((SellerCheck(7, date(2026, 5, 19)),), ())]
    ['bulkreplies.order_absent']
    """
    read = {line.order_no: line for line in all_of(lines, OrderLine, "lines")}
    found: list[Finding] = []
    for check in all_of(checks, SellerCheck, "checks"):
        number = check.order_no
        line = read.get(number)
        odd = _status_odd(line, number, (OrderStatus.SELLER_CONFIRMED, *_SENT), _NOT_CONFIRMED)
        if line is None or odd is not None:
            found += () if odd is None else (odd,)
            continue
        planned = None if line.delivery is None else line.delivery.planned_on
        if planned != check.ship_on:
            theirs = "" if planned is None else str(planned)
            found.append(_differs(number, _PLANNED, theirs, str(check.ship_on)))
    return tuple(found)


def _status_odd(
    line: OrderLine | None, number: int, expected: tuple[OrderStatus, ...], message: Message
) -> Finding | None:
    if line is None:
        return _ABSENT.finding(order_no=number)
    if line.status is None:
        return _STATUS_UNKNOWN.finding(order_no=number)
    if line.status not in expected:
        return message.finding(order_no=number, status=line.status.label)
    return None


def _known_day(line: OrderLine) -> date | None:
    return line.paid_on if line.shipped_on is None else line.shipped_on


def _differs(number: int, what: Text, theirs: str, ours: str) -> Finding:
    return _OTHER.finding(order_no=number, what=what, theirs=theirs or _NONE, ours=ours)


def _cells(row: dict[object, object], unknown: set[str]) -> Mapping[str, Any]:
    found: dict[str, Any] = {}
    for key, cell in row.items():
        name = _KEYS.get(folded(key))
        if name is None:
            unknown.add(str(key))
        elif is_blank(found.get(name)):
            found[name] = cell
    return found


def _result(cells: Mapping[str, Any], at: int, findings: list[Finding]) -> RowResult | None:
    try:
        number = whole(cells.get("order_no"))
    except UnreadableError:
        number = None
    if number is None:
        findings.append(_NUMBER_UNREADABLE.finding(row=at, cell=shown(cells.get("order_no"))))
        return None
    codes: list[int] = []
    for name in ("result_cd", "result_code"):
        try:
            code = whole(cells.get(name))
        except UnreadableError:
            cell = shown(cells.get(name))
            findings.append(_CODE_UNREADABLE.finding(row=at, order_no=number, cell=cell))
            code = None
        if code is not None and code not in codes:
            codes.append(code)
    if len(codes) > 1:
        first, second = codes
        findings.append(_CODES_DIFFER.finding(row=at, order_no=number, first=first, second=second))
    code = next((code for code in codes if code), codes[0]) if codes else None
    return RowResult(
        number,
        code,
        kept(cells.get("message") or "")[:_LONGEST_MESSAGE],
        kept(cells.get("carrier") or ""),
    )


def _answered(result: RowResult, method: str, at: int) -> tuple[Finding, ...]:
    number, code = result.order_no, result.code
    if code is None:
        return (_CODE_MISSING.finding(row=at, order_no=number),)
    if result.is_accepted:
        return ()
    known = meaning_of(method, code)
    message = _DONE_ALREADY if code == _ALREADY and method.startswith(_CHECK) else _REFUSED
    said = _SAID.filled(message=result.message) if result.message else _NOTHING_SAID
    return (
        message.finding(
            row=at,
            order_no=number,
            method=method,
            code=code,
            meaning=known.meaning,
            said=said,
            advice=known.advice,
        ),
    )


_CHECK: Final = "SetSellerCheck"


def _compared(results: list[RowResult], sent: tuple[int, ...]) -> tuple[Finding, ...]:
    answered = [result.order_no for result in results]
    seen, twice = set[int](), dict[int, None]()
    for number in answered:
        if number in seen:
            twice[number] = None
        seen.add(number)
    return (
        *(_REPEATED.finding(order_no=number) for number in twice),
        *(_NO_ANSWER.finding(order_no=number) for number in sent if number not in seen),
        *(
            _NOT_SENT.finding(order_no=number)
            for number in dict.fromkeys(answered)
            if number not in set(sent)
        ),
    )
