"""
Inquiries (お問い合わせ): what buyers asked, in which state it is, and how long they have been waiting.

How soon a shop has to answer nobody published, only that it counts in the rating; so there are ages
here and no limit.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.errors import InvalidTypeError, all_of
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.periods import repr_moment, to_jst
from qoo10model.basics.texts import Text, align
from qoo10model.deliveries import repr_of
from qoo10model.rules.storefront import InquiryKind, InquiryStatus


if TYPE_CHECKING:
    from collections.abc import Iterable

    from qoo10model.basics.texts import Language

__all__ = ("Inquiry", "InquiryKind", "InquiryList", "InquiryStatus", "Waiting", "waiting")

_HOUR: Final = timedelta(hours=1)
_TEXTS: Final = (
    "kind_text",
    "status_text",
    "category",
    "category_code",
    "item_code",
    "item_title",
    "customer",
    "title",
    "contents",
)


@attrs.frozen(repr=False)
class Inquiry:
    """
    One inquiry (お問い合わせ) as the platform lists it.

    *question_no* and *seq_no* name it when it is answered. *kind* and *status* are None where they
    were not understood; the texts then have what stood there. *is_claim* is None where the row does
    not tell. What the buyer wrote never shows in a repr, nor does the name.

    Raises `InvalidTypeError` for a field of the wrong kind, `InvalidValueError` for a naive moment.

    >>> Inquiry("100001", status=InquiryStatus.UNANSWERED, title="いつ届きますか")
    Inquiry(question_no='100001', status=InquiryStatus.UNANSWERED)
    """

    question_no: str
    seq_no: int | None = None
    kind: InquiryKind | None = None
    kind_text: str = ""
    status: InquiryStatus | None = None
    status_text: str = ""
    asked_at: datetime | None = None
    category: str = ""
    category_code: str = ""
    item_code: str = ""
    item_title: str = ""
    order_no: int | None = None
    is_claim: bool | None = None
    customer: str = attrs.field(default="", repr=False)
    title: str = attrs.field(default="", repr=False)
    contents: str = attrs.field(default="", repr=False)
    unread: tuple[tuple[str, str], ...] = attrs.field(default=(), repr=False)

    def __attrs_post_init__(self) -> None:
        for field, kind, example in (
            ("question_no", str, '"100001"'),
            ("kind", InquiryKind, "InquiryKind.ITEM or None"),
            ("status", InquiryStatus, "InquiryStatus.DONE or None"),
            ("seq_no", int, "1 or None"),
            ("order_no", int, "1062428737 or None"),
            ("is_claim", bool, "True, False or None"),
        ):
            value = getattr(self, field)
            if type(value) is not kind and (value is not None or field == "question_no"):
                raise InvalidTypeError(f"{field} must be such as {example} (got {value!r})")
        for field in _TEXTS:
            if type(getattr(self, field)) is not str:  # the value may be a buyer's
                kind_name = type(getattr(self, field)).__name__
                raise InvalidTypeError(f"{field} must be a text (got a {kind_name})")
        if self.asked_at is not None:
            object.__setattr__(self, "asked_at", to_jst(self.asked_at, "asked_at"))

    @property
    def is_open(self) -> bool:
        """
        Whether it is not done; one whose status was not understood counts as open.
        """
        return self.status is not InquiryStatus.DONE

    def age(self, at: datetime) -> timedelta | None:
        """
        Return how long ago it was asked at the moment *at*, None where that is not told.

        >>> from qoo10model.basics.periods import JST
        >>> asked = Inquiry("1", asked_at=datetime(2026, 5, 2, 10, 0, tzinfo=JST))
        >>> asked.age(datetime(2026, 5, 3, 11, 30, tzinfo=JST))
        datetime.timedelta(days=1, seconds=5400)
        """
        moment = to_jst(at, "at")
        return None if self.asked_at is None else moment - self.asked_at

    def __repr__(self) -> str:
        return repr_of(self)


@attrs.frozen
class Waiting:
    """
    An inquiry that is not done, and since how many whole *hours*; None where nobody knows.
    """

    inquiry: Inquiry
    hours: int | None


@attrs.frozen(repr=False)
class InquiryList:
    """
    The open inquiries at the moment *at*: unanswered ones first, in each state the oldest first.

    *done* is how many are done.
    """

    at: datetime = attrs.field(repr=repr_moment)
    waiting: tuple[Waiting, ...] = ()
    done: int = 0
    findings: tuple[Finding, ...] = ()

    def of(self, status: InquiryStatus | None) -> tuple[Waiting, ...]:
        """
        Return those in *status*; None stands for one that was not understood.
        """
        return tuple(one for one in self.waiting if one.inquiry.status is status)

    @property
    def oldest_hours(self) -> int | None:
        """
        Since how many hours the oldest open inquiry waits, None without any of known age.
        """
        return max((one.hours for one in self.waiting if one.hours is not None), default=None)

    def explain(self, language: Language = "en") -> str:
        """
        Return the list as a table in *language*, without a word of what the buyers wrote.
        """
        heading = tuple(text.in_(language) for text in _HEADING)
        rows = [_row(one, language) for one in self.waiting]
        return align((heading, *rows), right=frozenset({1}))

    def __repr__(self) -> str:
        return f"InquiryList({len(self.waiting)} open, {self.done} done)"


_HEADING: Final = (
    Text("inquiry", "問い合わせ番号"),
    Text("hours", "経過時間"),
    Text("status", "状態"),
    Text("kind", "種別"),
    Text("item", "商品番号"),
)
_REPEATED: Final = Message(
    "storefront.inquiry_repeated",
    Severity.ADVICE,
    Text(
        "inquiry {no} stands there more than once; the furthest status counts",
        "問い合わせ{no}が重複している。最も進んだ状態を使った",
    ),
)
_LATER: Final = Message(
    "storefront.inquiry_later",
    Severity.WARNING,
    Text(
        "inquiry {no} was asked after the moment that is looked from; its age is not known",
        "問い合わせ{no}の日時が基準時刻より後のため、経過時間は不明",
    ),
)
_NOT_TOLD: Final = Text("not known", "不明")
_PLACES: Final = {status: place for place, status in enumerate(InquiryStatus)}


def waiting(inquiries: Iterable[Inquiry], *, at: datetime) -> InquiryList:
    """
    Return the open ones among *inquiries* with their ages at the aware moment *at*.

    One inquiry is known by its kind, its number and its place in the thread (SEQ_NO). Raises
    `InvalidTypeError` for what is no inquiry, and what `to_jst` raises of *at*.

    >>> from qoo10model.basics.periods import JST
    >>> asked = Inquiry("1", status=InquiryStatus("S1"), asked_at=datetime(2026, 5, 2, 10, 0, tzinfo=JST))
    >>> waiting((asked,), at=datetime(2026, 5, 3, 11, 30, tzinfo=JST)).waiting[0].hours
    25
    """
    moment = to_jst(at, "at")
    findings: list[Finding] = []
    kept: dict[tuple[object, ...], Inquiry] = {}
    for inquiry in all_of(inquiries, Inquiry, "inquiries"):
        key = inquiry.kind, inquiry.kind_text, inquiry.question_no, inquiry.seq_no
        known = kept.get(key)
        if known is not None:
            findings.append(_REPEATED.finding(no=inquiry.question_no))
        if known is None or _progress(inquiry) > _progress(known):
            kept[key] = inquiry
    open_ = [Waiting(one, _hours(one, moment, findings)) for one in kept.values() if one.is_open]
    open_.sort(key=_place)
    return InquiryList(moment, tuple(open_), len(kept) - len(open_), tuple(findings))


def _progress(inquiry: Inquiry) -> int:
    return -1 if inquiry.status is None else _PLACES[inquiry.status]


def _hours(inquiry: Inquiry, at: datetime, findings: list[Finding]) -> int | None:
    age = inquiry.age(at)
    if age is None:
        return None
    if age < timedelta():
        findings.append(_LATER.finding(no=inquiry.question_no))
        return None
    return age // _HOUR


def _place(one: Waiting) -> tuple[int, bool, int, str]:
    return _progress(one.inquiry), one.hours is None, -(one.hours or 0), one.inquiry.question_no


def _row(one: Waiting, language: Language) -> tuple[str, ...]:
    inquiry = one.inquiry
    status = _NOT_TOLD if inquiry.status is None else inquiry.status.label
    kind = _NOT_TOLD if inquiry.kind is None else inquiry.kind.label
    return (
        inquiry.question_no,
        "–" if one.hours is None else f"{one.hours:,}",
        status.in_(language),
        kind.in_(language),
        inquiry.item_code,
    )
