"""
Inquiry rows (問い合わせ行): the rows of GetInquiryMessage as inquiries.

Only the number of the inquiry is needed. Any other cell that cannot be read counts as not given, with a
finding; what a buyer wrote never stands in one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from qoo10model.basics.findings import Message, Severity
from qoo10model.basics.texts import Text
from qoo10model.formats.cells import UnreadableError, is_blank, kept, plain, text
from qoo10model.formats.columns import Memo
from qoo10model.formats.layouts import folded
from qoo10model.formats.settlementfiles import rows_made
from qoo10model.inquiries import Inquiry, InquiryKind, InquiryStatus


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from qoo10model.formats.sheets import Sheet

__all__ = ("INQUIRY_KEYS", "inquiries_in", "inquiry_kind", "inquiry_status")

T = TypeVar("T")

_NAMES: Final = (
    "INQ_TYPE SEQ_NO QUESTION_NO INQ_DT CUST_NM CATE_NM CATE_CD TITLE CONTENTS GD_NO GD_NM CONTR_NO "
    "CLAIM_YN STATUS"
)
INQUIRY_KEYS: Final[Mapping[str, str]] = {folded(name): name for name in _NAMES.split()}
"""
The field that a folded key means.
"""

_STATUSES: Final = {
    name.casefold(): status
    for status in InquiryStatus
    for name in (status.value, status.label.en, status.label.ja)
}
_KINDS: Final = {
    name.casefold(): kind
    for kind in InquiryKind
    for name in (kind.value, kind.label.en, kind.label.ja)
}
_YES_NO: Final = {"y": True, "n": False}
_STATUS: Final = Text("an inquiry status such as S1", "S1のような問い合わせ状態")
_KIND: Final = Text("an inquiry type such as MSG", "MSGのような問い合わせ種別")
_Y_OR_N: Final = Text("Y or N", "YかN")
_LONGEST: Final = 10
_MISSING: Final = Message(
    "qapi.inquiry_status_missing",
    Severity.WARNING,
    Text("{key} is not given", "{key}の記載がない"),
)


def inquiry_status(cell: object) -> InquiryStatus | None:
    """
    Return the status in *cell*, a code or a name, None where it is blank.

    Raises `UnreadableError` for anything else.

    >>> inquiry_status("s2"), inquiry_status("未回答"), inquiry_status("")
    (InquiryStatus.IN_PROGRESS, InquiryStatus.UNANSWERED, None)
    """
    return _named(cell, _STATUSES, _STATUS)


def inquiry_kind(cell: object) -> InquiryKind | None:
    """
    Return the kind in *cell*, a code or a name, None where it is blank.

    Raises `UnreadableError` for anything else.

    >>> inquiry_kind("msg")
    InquiryKind.MESSAGE
    """
    return _named(cell, _KINDS, _KIND)


def inquiries_in(sheet: Sheet) -> list[tuple[int, Inquiry]]:
    """
    Return the inquiries of *sheet*, each with the index of its row.
    """
    statuses = sheet.read("STATUS", Memo(inquiry_status), None)
    kinds = sheet.read("INQ_TYPE", Memo(inquiry_kind), None)
    column = sheet.column("STATUS")
    for at in range(sheet.count):
        if column is None or is_blank(column[at]):
            sheet.note(at, _MISSING, key=sheet.key("STATUS"))
    numbers = sheet.amounts("CONTR_NO", refusing=False)
    columns: dict[str, Sequence[Any]] = {
        "question_no": sheet.needed_texts("QUESTION_NO"),
        "seq_no": sheet.amounts("SEQ_NO", refusing=False),
        "kind": kinds,
        "kind_text": _texts(sheet, "INQ_TYPE", kinds),
        "status": statuses,
        "status_text": _texts(sheet, "STATUS", statuses),
        "asked_at": sheet.moments("INQ_DT"),
        "category": sheet.texts("CATE_NM"),
        "category_code": sheet.texts("CATE_CD"),
        "item_code": sheet.texts("GD_NO"),
        "item_title": sheet.texts("GD_NM"),
        # An inquiry about no order has 0 there.
        "order_no": [number or None for number in numbers],
        "is_claim": sheet.read("CLAIM_YN", Memo(_yes_or_no), None),
        "customer": sheet.own_texts("CUST_NM"),
        "title": sheet.own_texts("TITLE"),
        "contents": sheet.own_texts("CONTENTS"),
        "unread": sheet.unread(),  # last: reading the others adds to it
    }
    rows = [row for at, row in enumerate(sheet.rows) if at not in sheet.refused]
    return list(zip(rows, rows_made(Inquiry, sheet, columns), strict=True))


def _named(cell: object, names: Mapping[str, T], expected: Text) -> T | None:
    words = plain(text(cell))
    if not words:
        return None
    try:
        return names[words.casefold()]
    except KeyError:
        # A short code may be shown; longer words may be a buyer's.
        said = words if len(words) <= _LONGEST and words.isascii() and words.isalnum() else ""
        raise UnreadableError(expected, said) from None


def _yes_or_no(cell: object) -> bool | None:
    return _named(cell, _YES_NO, _Y_OR_N)


def _texts(sheet: Sheet, field: str, values: Sequence[object]) -> list[str]:
    column = sheet.column(field) or (None,) * sheet.count
    return [
        "" if value is not None or is_blank(cell) else kept(cell)
        for value, cell in zip(values, column, strict=True)
    ]
