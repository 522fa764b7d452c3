from __future__ import annotations

import pickle

from datetime import UTC, datetime, timedelta
from typing import Any

import attrs
import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model import inquiries
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.periods import JST
from qoo10model.inquiries import Inquiry, InquiryKind, InquiryStatus, waiting


NOON = datetime(2026, 5, 4, 12, 0, tzinfo=JST)
S1, S2, S3 = InquiryStatus


def asked(no: str, hours: int | None, status: InquiryStatus | None = S1, **more: Any) -> Inquiry:
    """
    An inquiry of so many hours before noon.
    """
    at = None if hours is None else NOON - timedelta(hours=hours)
    return Inquiry(no, status=status, asked_at=at, **more)


INQUIRIES = st.builds(
    asked,
    st.sampled_from(["1", "2", "3", "4"]),
    st.one_of(st.none(), st.integers(-5, 500)),
    st.sampled_from([S1, S2, S3, None]),
)


@pytest.mark.parametrize(
    "code, status, label", [("S1", S1, "未回答"), ("S2", S2, "処理中"), ("S3", S3, "完了")]
)
def test_the_statuses(code: str, status: InquiryStatus, label: str) -> None:
    """
    Each status has the code and the name of the platform, and S3 alone is not open.
    """
    assert InquiryStatus(code) is status
    assert status.label.ja == label
    assert asked("1", 1, status).is_open is (code != "S3")
    assert eval(repr(status), {"InquiryStatus": InquiryStatus}) is status


def test_the_kinds() -> None:
    """
    The three codes that an answer needs, and no other.
    """
    assert [kind.value for kind in InquiryKind] == ["MSG", "HELP", "ITEM"]
    assert all(kind.value in kind.label.ja for kind in InquiryKind)


@pytest.mark.parametrize(
    "minutes, hours", [(0, 0), (59, 0), (60, 1), (1_439, 23), (1_440, 24), (10_080, 168)]
)
def test_ages_in_whole_hours(minutes: int, hours: int) -> None:
    """
    An hour counts when it is over, in any time zone.
    """
    one = Inquiry("1", status=S1, asked_at=(NOON - timedelta(minutes=minutes)).astimezone(UTC))
    assert one.age(NOON) == timedelta(minutes=minutes)
    listed = waiting([one], at=NOON.astimezone(UTC))
    assert listed.waiting[0].hours == listed.oldest_hours == hours


def test_the_order_of_the_list() -> None:
    """
    Not understood first, then unanswered, then in progress; the oldest of each first, unknown ages last.
    """
    rows = [
        asked("a", 1),
        asked("b", 30),
        asked("c", None),
        asked("d", 99, S2),
        asked("e", 500, S3),
        asked("f", 2, None),
    ]
    listed = waiting(rows, at=NOON)
    assert [one.inquiry.question_no for one in listed.waiting] == ["f", "b", "a", "c", "d"]
    assert [one.hours for one in listed.waiting] == [2, 30, 1, None, 99]
    assert (listed.done, listed.oldest_hours) == (1, 99)
    assert [one.inquiry.question_no for one in listed.of(S2)] == ["d"]
    assert [one.inquiry.question_no for one in listed.of(None)] == ["f"]
    assert repr(listed) == "InquiryList(5 open, 1 done)"


@given(rows=st.lists(INQUIRIES, max_size=12))
def test_each_inquiry_is_open_or_done(rows: list[Inquiry]) -> None:
    """
    Every number stands in the list once or is done, in the status that went furthest.
    """
    listed = waiting(rows, at=NOON)
    numbers = {row.question_no for row in rows}
    open_ = [one.inquiry.question_no for one in listed.waiting]
    assert len(set(open_)) == len(open_)
    assert len(open_) + listed.done == len(numbers)
    done = {row.question_no for row in rows if row.status is S3}
    assert numbers - set(open_) == done


def test_what_comes_twice() -> None:
    """
    The furthest status counts, whichever row comes first; other kinds and threads are other inquiries.
    """
    for rows in ([asked("1", 5), asked("1", 5, S2)], [asked("1", 5, S2), asked("1", 5)]):
        listed = waiting(rows, at=NOON)
        assert [one.inquiry.status for one in listed.waiting] == [S2]
        assert [one.code for one in listed.findings] == ["storefront.inquiry_repeated"]
    apart = [
        asked("1", 5, kind=InquiryKind.ITEM, seq_no=1),
        asked("1", 5, kind=InquiryKind.MESSAGE, seq_no=1),
        asked("1", 5, kind=InquiryKind.MESSAGE, seq_no=2),
    ]
    assert len(waiting(apart, at=NOON).waiting) == 3


def test_an_inquiry_from_the_future() -> None:
    """
    Its age is not known, and a finding says so.
    """
    listed = waiting([asked("1", -1)], at=NOON)
    assert (listed.waiting[0].hours, listed.oldest_hours) == (None, None)
    assert [one.code for one in listed.findings] == ["storefront.inquiry_later"]


def test_nothing_shows_of_the_buyer() -> None:
    """
    Neither repr nor table has the name of the buyer or a word of what was written.
    """
    one = asked(
        "100001",
        3,
        kind=InquiryKind.ITEM,
        item_code="A",
        customer="架空 太郎",
        title="いつ届きますか",
        contents="発送予定を教えてください。",
    )
    strange = attrs.evolve(one, question_no="2", status=None, kind=None, asked_at=None)
    listed = waiting([one, strange], at=NOON)
    for text in (repr(one), repr(listed), listed.explain("ja"), listed.explain()):
        assert "架空" not in text
        assert "届き" not in text
        assert "発送" not in text
    assert "不明" in listed.explain("ja")
    names = {
        "Inquiry": Inquiry,
        "InquiryStatus": InquiryStatus,
        "InquiryKind": InquiryKind,
        "datetime": __import__("datetime"),
        "JST": JST,
    }
    bare = attrs.evolve(one, customer="", title="", contents="")
    assert eval(repr(one), names) == bare
    assert pickle.loads(pickle.dumps(one)) == one


def test_an_error_shows_nothing_of_the_buyer() -> None:
    """
    What was given in place of a text may be a buyer's: the error says of what kind it is.
    """
    bad: Any = ("架空 太郎",)
    with pytest.raises(InvalidTypeError, match=r"customer must be a text \(got a tuple\)"):
        Inquiry("1", customer=bad)


raw: Any = inquiries  # a caller without types

BAD: dict[str, tuple[Any, type[Exception]]] = {
    "number": (lambda: raw.Inquiry(100001), InvalidTypeError),
    "no number": (lambda: raw.Inquiry(None), InvalidTypeError),
    "status": (lambda: raw.Inquiry("1", status="S1"), InvalidTypeError),
    "kind": (lambda: raw.Inquiry("1", kind="MSG"), InvalidTypeError),
    "thread": (lambda: raw.Inquiry("1", seq_no="1"), InvalidTypeError),
    "order": (lambda: raw.Inquiry("1", order_no="1"), InvalidTypeError),
    "claim": (lambda: raw.Inquiry("1", is_claim="N"), InvalidTypeError),
    "naive": (lambda: raw.Inquiry("1", asked_at=datetime(2026, 5, 2)), InvalidValueError),
    "naive moment": (lambda: raw.waiting([], at=datetime(2026, 5, 2)), InvalidValueError),
    "rows": (lambda: raw.waiting(["1"], at=NOON), InvalidTypeError),
    "no rows": (lambda: raw.waiting(5, at=NOON), InvalidTypeError),
    "title": (lambda: raw.Inquiry("1", title=5), InvalidTypeError),
    "customer": (lambda: raw.Inquiry("1", customer=None), InvalidTypeError),
    "item": (lambda: raw.Inquiry("1", item_code=100_000_001), InvalidTypeError),
    "age": (lambda: raw.Inquiry("1").age("now"), InvalidTypeError),
}


@pytest.mark.parametrize("make, error", BAD.values(), ids=BAD)
def test_what_is_refused(make: Any, error: type[Exception]) -> None:
    """
    Codes in place of statuses, naive moments and other rows are refused.
    """
    with pytest.raises(error):
        make()
