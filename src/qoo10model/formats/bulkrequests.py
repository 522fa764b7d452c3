"""
Bulk requests (一括処理の送信): planned days and tracking numbers as plain dicts that the API accepts.

Both calls take rows of one order number each, every line of a cart on its own, at most 500 a call.
What the platform would refuse for certain is left out, with a finding; nothing is cut short.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final, Generic, TypeVar

import attrs

from qoo10model import carriers
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, all_of
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.periods import check_day
from qoo10model.basics.texts import Text
from qoo10model.estimates import check_estimate
from qoo10model.orders import OrderLine
from qoo10model.rules.book import JAPAN
from qoo10model.rules.shipping import DelayType


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from qoo10model.rules.book import RuleBook

__all__ = (
    "BulkCall",
    "BulkRequest",
    "SellerCheck",
    "SendingInfo",
    "seller_checks",
    "sending_infos",
    "sending_infos_of",
)

_MOST_ROWS: Final = 500
_LONGEST_MEMO: Final = 1000
_LONGEST_CARRIER: Final = 200
_LONGEST_NUMBER: Final = 50


@attrs.frozen
class SellerCheck:
    """
    The confirmation of one order (発送予定日の入力): it is planned to ship on *ship_on*.

    *delay_type* and *delay_memo* say why it ships later; the memo may name the buyer and never shows.
    Raises `InvalidTypeError` for a field of the wrong kind, `InvalidValueError` for an order number
    below 1.

    >>> SellerCheck(1062, date(2026, 5, 19)).delay_type
    """

    order_no: int
    ship_on: date
    delay_type: DelayType | None = None
    delay_memo: str = attrs.field(default="", repr=False)

    def __attrs_post_init__(self) -> None:
        _check_number(self.order_no)
        check_day(self.ship_on, "ship_on")
        if self.delay_type is not None and type(self.delay_type) is not DelayType:
            msg = f"delay_type must be a DelayType such as DelayType(1) (got {self.delay_type!r})"
            raise InvalidTypeError(msg)
        if not isinstance(self.delay_memo, str):
            raise InvalidTypeError("delay_memo must be a text")

    @property
    def row(self) -> dict[str, str]:
        """
        The row that the API takes, each value a text.

        >>> SellerCheck(1062, date(2026, 5, 19), DelayType.OTHER).row["EstShipDt"]
        '20260519'
        """
        return {
            "OrderNo": str(self.order_no),
            "EstShipDt": f"{self.ship_on:%Y%m%d}",
            "DelayType": "" if self.delay_type is None else str(self.delay_type.value),
            "DelayMemo": self.delay_memo,
        }


@attrs.frozen
class SendingInfo:
    """
    What one order was sent with (発送処理): the name of the carrier and the tracking number.

    *carrier* is the name as the platform takes it, see `carriers.name_of`. Both are kept as they came;
    `row` has the number without hyphens and blanks. Raises `InvalidTypeError` for a field of the wrong
    kind, `InvalidValueError` for an order number below 1.

    >>> SendingInfo(1062, "佐川急便", "5000-0000-0010").row["TrackingNo"]
    '500000000010'
    """

    order_no: int
    carrier: str
    tracking_no: str

    def __attrs_post_init__(self) -> None:
        _check_number(self.order_no)
        for name in ("carrier", "tracking_no"):
            if not isinstance(getattr(self, name), str):
                msg = f"{name} must be a text (got {getattr(self, name)!r})"
                raise InvalidTypeError(msg)

    @property
    def row(self) -> dict[str, str]:
        """
        The row that the API takes, each value a text.
        """
        return {
            "OrderNo": str(self.order_no),
            "ShippingCorp": self.carrier.strip(),
            "TrackingNo": carriers.normalised(self.tracking_no),
        }


V = TypeVar("V", SellerCheck, SendingInfo)


@attrs.frozen(repr=False)
class BulkCall(Generic[V]):
    """
    One call of the API (1回の呼び出し): its *method*, and the *values* that its rows are made of.

    The API takes `rows`, written as JSON, under the name `parameter`.

    >>> seller_checks((SellerCheck(1062, date(2026, 5, 19)),), on=date(2026, 5, 14)).calls[0]
    BulkCall(SetSellerCheckYNBulk, 1 row)
    """

    method: str
    parameter: str
    values: tuple[V, ...]

    @property
    def rows(self) -> list[dict[str, str]]:
        """
        The rows to send, as plain dicts.
        """
        return [value.row for value in self.values]

    @property
    def order_nos(self) -> tuple[int, ...]:
        """
        The order numbers of the rows.
        """
        return tuple(value.order_no for value in self.values)

    def __repr__(self) -> str:
        plural = "" if len(self.values) == 1 else "s"
        return f"BulkCall({self.method}, {len(self.values)} row{plural})"


@attrs.frozen
class BulkRequest(Generic[V]):
    """
    The *calls* to make (一括処理), and what was found on the way: what is left out has an error.

    >>> seller_checks((), on=date(2026, 5, 14)).calls
    ()
    """

    calls: tuple[BulkCall[V], ...]
    findings: tuple[Finding, ...] = ()

    @property
    def values(self) -> tuple[V, ...]:
        """
        What is sent, call after call.
        """
        return tuple(value for call in self.calls for value in call.values)


_CONTRADICTION: Final = Message(
    "bulkrequests.order_repeated",
    Severity.ERROR,
    Text(
        "the order comes more than once, and not with the same; none of it is sent",
        "同じ注文番号が異なる内容で複数あるため、送信しない",
    ),
)
_MEMO_TOO_LONG: Final = Message(
    "bulkrequests.memo_too_long",
    Severity.ERROR,
    Text(
        "the memo has {count} characters, at most {most} are taken; the order is not sent",
        "メモが{count}文字（上限{most}文字）のため、送信しない",
    ),
)
_TEXT_REFUSED: Final = Message(
    "bulkrequests.text_refused",
    Severity.ERROR,
    Text(
        "{what} must be one line of 1 to {most} characters (it has {count}); the order is not sent",
        "{what}は1行で1〜{most}文字（現在{count}文字）。送信しない",
    ),
)
_CARRIER_UNKNOWN: Final = Message(
    "bulkrequests.carrier_unknown",
    Severity.ADVICE,
    Text(
        "'{name}' is none of the names that are known to be taken; compare it with the list in QSM",
        "「{name}」は使用実績を確認できた配送会社名にない。QSMの一覧と照合してください",
    ),
)
_CARRIER: Final = Text("the name of the carrier", "配送会社名")
_NUMBER: Final = Text("the tracking number", "送り状番号")


def seller_checks(
    checks: Iterable[SellerCheck], *, on: date, rules: RuleBook = JAPAN
) -> BulkRequest[SellerCheck]:
    """
    Return the calls of SetSellerCheckYNBulk that confirm *checks*, entered on the day *on*.

    A planned day that is not after *on* and a memo of more than 1,000 characters are left out with an
    error; a planned day that may be too late is sent with a warning. An order that comes twice with
    the same is sent once.

    >>> request = seller_checks((SellerCheck(1062, date(2026, 5, 19)),), on=date(2026, 5, 14))
    >>> request.calls[0].rows
    [{'OrderNo': '1062', 'EstShipDt': '20260519', 'DelayType': '', 'DelayMemo': ''}]
    """

    def findings_of(value: SellerCheck) -> tuple[Finding, ...]:
        found = check_estimate(value.ship_on, on=on, rules=rules)
        count = len(value.delay_memo)
        if count > _LONGEST_MEMO:
            found = (*found, _MEMO_TOO_LONG.finding(count=count, most=_LONGEST_MEMO))
        return found

    check_day(on, "on")
    return _request(
        "SetSellerCheckYNBulk",
        "SendPlanDtInfoJson",
        all_of(checks, SellerCheck, "checks"),
        findings_of,
    )


def sending_infos(
    infos: Iterable[SendingInfo], *, on: date, rules: RuleBook = JAPAN
) -> BulkRequest[SendingInfo]:
    """
    Return the calls of SetSendingInfoBulk that register *infos*, sent on the day *on*.

    A check digit that does not fit, and a carrier that is not known, are findings and sent all the
    same. A name or number that is blank, too long or not of one line is left out with an error.

    >>> request = sending_infos((SendingInfo(1062, "佐川急便", "5000-0000-0010"),), on=date(2026, 5, 14))
    >>> request.calls[0].parameter, request.calls[0].rows
    ('ShippingInfoJson', [{'OrderNo': '1062', 'ShippingCorp': '佐川急便', 'TrackingNo': '500000000010'}])
    """

    def findings_of(value: SendingInfo) -> tuple[Finding, ...]:
        row = value.row
        found = (
            *_text_findings(row["ShippingCorp"], _CARRIER, _LONGEST_CARRIER),
            *_text_findings(row["TrackingNo"], _NUMBER, _LONGEST_NUMBER),
        )
        if found:
            return found
        checked = carriers.check(value.tracking_no, row["ShippingCorp"], on=on, rules=rules)
        if checked.finding is not None:
            found = (checked.finding,)
        if checked.carrier is None or checked.carrier not in rules.carriers.names:
            found = (*found, _CARRIER_UNKNOWN.finding(name=row["ShippingCorp"]))
        return found

    check_day(on, "on")
    return _request(
        "SetSendingInfoBulk", "ShippingInfoJson", all_of(infos, SendingInfo, "infos"), findings_of
    )


def sending_infos_of(
    lines: Iterable[OrderLine], carrier: str, tracking_no: str
) -> tuple[SendingInfo, ...]:
    """
    Return the sending info of each of *lines*, which went out in one parcel.

    The API takes order numbers, not cart numbers: every line of a cart needs a row of its own.

    >>> from qoo10model.orders import OrderLine
    >>> make = lambda n: OrderLine(order_no=n, cart_no=9, item_code="A", unit_price=500, quantity=1)
    >>> [info.order_no for info in sending_infos_of((make(1), make(2)), "佐川急便", "500000000010")]
    [1, 2]
    """
    rows = all_of(lines, OrderLine, "lines")
    return tuple(SendingInfo(line.order_no, carrier, tracking_no) for line in rows)


def _request(
    method: str,
    parameter: str,
    values: Sequence[V],
    findings_of: Callable[[V], tuple[Finding, ...]],
) -> BulkRequest[V]:
    by_order: dict[int, list[V]] = {}
    for value in values:
        by_order.setdefault(value.order_no, []).append(value)
    findings: list[Finding] = []
    sent: list[V] = []
    for number, group in by_order.items():
        if any(value.row != group[0].row for value in group):
            findings.append(_CONTRADICTION.finding(order_no=number))
            continue
        found = findings_of(group[0])
        findings += (attrs.evolve(finding, order_no=number) for finding in found)
        if all(finding.severity is not Severity.ERROR for finding in found):
            sent.append(group[0])
    calls = tuple(
        BulkCall(method, parameter, tuple(sent[at : at + _MOST_ROWS]))
        for at in range(0, len(sent), _MOST_ROWS)
    )
    return BulkRequest(calls, tuple(findings))


def _text_findings(text: str, what: Text, most: int) -> tuple[Finding, ...]:
    if 0 < len(text) <= most and text.isprintable():
        return ()
    return (_TEXT_REFUSED.finding(what=what, most=most, count=len(text)),)


def _check_number(value: object) -> None:
    if not isinstance(value, int) or isinstance(value, bool):
        msg = f"order_no must be a whole number as int (got {value!r}); pass one order number a row"
        raise InvalidTypeError(msg)
    if value < 1:
        raise InvalidValueError(f"order_no must be at least 1 (got {value})")
